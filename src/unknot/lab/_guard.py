"""Who may talk to the server: nobody else's web page, and from other machines only token holders.

A web page of any site can send requests to 127.0.0.1. Three things hold it off: a request must
name this server as its host (against DNS rebinding), whatever changes or streams something must
come from this server's own page (against cross-site requests and websockets), and other sites may
not embed what is served.
"""

import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from unknot.lab._settings import Settings

_COOKIE = "unknot-lab"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
# The page goes on by itself, rather than by a redirect: a browser that came here from another
# site does not send a strict cookie along with a redirected request.
_WELCOME = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=./">'
    '<title>unknot lab</title><p><a href="./">To the lab</a>'
)


class Tokens:
    """The keys to a server that is open to other machines.

    A token opens the server once, and becomes the secret of a cookie; then the next token is
    made, and ``on_next`` is told.
    """

    def __init__(self, on_next: Callable[[str], None]):
        self._on_next = on_next
        self._sessions: set[str] = set()
        self._token = secrets.token_urlsafe(24)

    @property
    def token(self) -> str:
        """The token that opens the server next."""
        return self._token

    def exchange(self, token: str) -> str | None:
        """Return a new session's secret for the token, or None if it is not the right one."""
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        session = secrets.token_urlsafe(24)
        self._sessions.add(session)
        self._token = secrets.token_urlsafe(24)
        self._on_next(self._token)
        return session

    def knows(self, session: str) -> bool:
        """Whether this is the secret of a session."""
        # All are compared, so that the time tells nothing.
        return sum(secrets.compare_digest(session.encode(), s.encode()) for s in self._sessions) > 0


class Guard:
    """The ASGI application, behind the checks of this file.

    Parameters
    ----------
    app
        What is guarded.
    settings
        Where it is served.
    tokens
        None if only this machine can reach it.
    """

    def __init__(self, app: ASGIApp, settings: Settings, tokens: Tokens | None):
        self._app = app
        self._settings = settings
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope) or self._admission(scope)
        if answer is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before accepting: 403
        else:
            await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        host = _only(scope, b"host")
        if host is None or not self._settings.serves(host):
            return PlainTextResponse(
                f"This is the unknot lab, and it is not {(host or 'a host without a name')[:80]}. "
                "Open the address that it printed when it started.",
                403,
            )
        changes = scope["type"] == "websocket" or scope["method"] not in {"GET", "HEAD"}
        if changes and _only(scope, b"origin") != f"http://{host}":
            return PlainTextResponse("Only the lab's own page may do this.", 403)
        embedded = _only(scope, b"sec-fetch-site") in {"cross-site", "same-site"}
        if embedded and scope["path"] != "/":
            return PlainTextResponse("Other sites may not use the lab.", 403)
        return None

    def _admission(self, scope: Scope) -> Response | None:
        """Ask for the token, where one is needed."""
        if self._tokens is None or self._tokens.knows(_cookie(scope)):
            return None
        if scope["type"] == "http" and scope["path"] == "/":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            session = self._tokens.exchange(given)
            if session is not None:
                answer = HTMLResponse(_WELCOME)
                answer.set_cookie(_COOKIE, session, httponly=True, samesite="strict")
                return answer
        return PlainTextResponse(
            "This lab asks for its token: open the link that it printed. A link opens it once, "
            "then it prints the next one.",
            403,
        )


def _only(scope: Scope, name: bytes) -> str | None:
    """Return a header's value; None if it is missing or given more than once."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else None


def _cookie(scope: Scope) -> str:
    try:
        found = SimpleCookie(_only(scope, b"cookie") or "").get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {key.lower() for key, _ in message["headers"]}
            more = [
                (name.lower().encode(), value.encode())
                for name, value in _HEADERS.items()
                if name.lower().encode() not in given
            ]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending
