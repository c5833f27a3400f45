"""Serve the lab until somebody presses Ctrl-C."""

import contextlib
import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from unknot.errors import InputError
from unknot.lab._app import app
from unknot.lab._guard import Tokens
from unknot.lab._lab import Lab
from unknot.lab._settings import Settings

_TRIES = 20  # ports


def serve(
    settings: Settings,
    *,
    exactly: bool = False,
    fragment: Callable[[Lab], str] = lambda _: "",
    on_address: Callable[[str], None],
) -> None:
    """Serve the lab, and return after Ctrl-C.

    Parameters
    ----------
    settings
        Where to serve it.
    exactly
        At this port and no other; otherwise the next free one is taken.
    fragment
        Makes, of the lab, the fragment of the address to open.
    on_address
        Told the address of the page, and each following one where a token opens the server once.

    Raises
    ------
    InputError
        The address cannot be bound to.
    """
    with _listener(settings, exactly) as listener:
        settings = replace(settings, port=listener.getsockname()[1])
        lab = Lab(settings)
        wanted = fragment(lab)
        place = f"#{wanted}" if wanted else ""
        address = f"http://{_reachable(settings)}:{settings.port}/"
        tokens = None
        if not settings.local:
            tokens = Tokens(lambda token: on_address(f"{address}?token={token}{place}"))
        on_address(f"{address}?token={tokens.token}{place}" if tokens else address + place)
        with contextlib.suppress(KeyboardInterrupt):
            server(settings, lab, tokens).run(sockets=[listener])


def server(
    settings: Settings, lab: Lab | None = None, tokens: Tokens | None = None
) -> uvicorn.Server:
    """Return the web server of a lab, to be run."""
    return _Server(
        uvicorn.Config(
            app(settings, lab, tokens),
            ws_max_size=settings.limits.message,
            ws_per_message_deflate=False,
            log_level="error",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )


class _Server(uvicorn.Server):
    """Says nothing of requests that are under way when it is ended: that is no fault of theirs."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _listener(settings: Settings, exactly: bool) -> socket.socket:
    last = settings.port if exactly or settings.port == 0 else settings.port + _TRIES
    for port in range(settings.port, min(last, 65535) + 1):
        try:
            return _bound(settings.host, port)
        except socket.gaierror as error:
            raise InputError(
                f"There is no address {settings.host!r} ({error.strerror}); expected for example "
                "--host 127.0.0.1."
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise InputError(
                    f"{settings.host}:{port} cannot be served ({error.strerror}). Choose another "
                    "--host or --port."
                ) from None
    raise InputError(
        f"The port {settings.port} is in use"
        + (f", and so are those up to {last}" if last > settings.port else "")
        + ". Choose another with --port, or end the program that uses it (another lab?)."
    )


def _bound(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _reachable(settings: Settings) -> str:
    if settings.host in {"0.0.0.0", "::"}:
        return socket.gethostname()
    return f"[{settings.host}]" if ":" in settings.host else settings.host


def end_process() -> None:
    """End a process in which :func:`serve` has returned, at once.

    Python would wait for threads in the middle of compiled code, which nothing can interrupt, and
    then take seconds to free what JAX holds.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
