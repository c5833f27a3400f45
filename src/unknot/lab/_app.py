"""The server's addresses."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from importlib.resources import files
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from unknot.data import load
from unknot.errors import UnknotError
from unknot.lab._catalogue import catalogue_json
from unknot.lab._client import Client
from unknot.lab._exports import KINDS, Busy, Exports, View, number
from unknot.lab._gallery import pictures
from unknot.lab._guard import Guard, Tokens
from unknot.lab._lab import Lab
from unknot.lab._limits import Refusal
from unknot.lab._made import Made
from unknot.lab._opened import is_recording, open_page, open_recipe, open_recording, recipe_in
from unknot.lab._pages import is_page
from unknot.lab._proofs import Outdated, Verdicts
from unknot.lab._settings import Settings
from unknot.lab._sweeps import Sweeps
from unknot.lab._tables import about, asked_of
from unknot.recording import PAGE, Spec
from unknot.train import Live

_ASSETS = {
    "/": ("unknot.lab", "lab.html", "text/html"),
    "/lab.js": ("unknot.lab", "lab.js", "text/javascript"),
    "/lab.css": ("unknot.lab", "lab.css", "text/css"),
    "/viewer.js": ("unknot.viewer", "viewer.js", "text/javascript"),
}

_log = logging.getLogger(__name__)


def app(settings: Settings, lab: Lab | None = None, tokens: Tokens | None = None) -> ASGIApp:
    """Return the lab as an ASGI application.

    Parameters
    ----------
    settings
        Where it is served, and its limits. Requests that name another host are refused.
    lab
        The experiments; new ones by default.
    tokens
        The keys, where other machines may connect; they are made by default.
    """
    server = _Server(lab or Lab(settings))
    if tokens is None and not settings.local:
        tokens = Tokens(lambda _: None)
    routes = [
        *(Route(path, _asset(*where)) for path, where in _ASSETS.items()),
        Route("/catalogue.json", server.catalogue),
        Route("/pictures.json", server.pictures),
        Route("/data", server.table, methods=["GET"]),
        Route("/data", server.upload, methods=["POST"]),
        Route("/export/{name}", server.export),
        Route("/recipe/{name}", server.recipe),
        Route("/verdict/{name}", server.verdict),
        Route("/sweep/{name}", server.sweep),
        Route("/made", server.made),
        WebSocketRoute("/ws", server.talk),
    ]
    return Guard(Starlette(routes=routes, lifespan=server.lifespan), settings, tokens)


def _asset(package: str, name: str, media_type: str) -> Callable:
    async def answer(_: Request) -> Response:
        file = files(package) / "assets" / name
        if not file.is_file():
            return PlainTextResponse(
                f"{name} has not been built: run `npm ci && npm run build` in viewer/.", 404
            )
        return Response(file.read_bytes(), media_type=media_type)

    return answer


class _Server:
    """Answers requests."""

    def __init__(self, lab: Lab):
        self._lab = lab
        self._exports = Exports(lab.named)
        self._verdicts = Verdicts()
        self._sweeps = Sweeps()
        self._made = Made()
        self._clients = 0
        self._catalogue = catalogue_json(lab.limits)

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        if self._lab.settings.warm:
            Thread(target=_warm_up, name="warm up", daemon=True).start()
        cleaning = asyncio.create_task(self._lab.drop_idle())
        try:
            yield
        finally:
            cleaning.cancel()
            self._exports.close()
            self._verdicts.close()
            self._sweeps.close()
            self._made.close()
            await asyncio.to_thread(self._lab.close)

    async def catalogue(self, _: Request) -> Response:
        return JSONResponse(self._catalogue)

    async def pictures(self, _: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(pictures))

    async def talk(self, socket: WebSocket) -> None:
        if self._clients >= self._lab.limits.clients:
            await socket.accept()
            await socket.send_json(
                {
                    "type": "error",
                    "id": None,
                    "field": None,
                    "error": f"{self._clients} pages are open, and the server serves no more: "
                    "close one, and reload this one.",
                }
            )
            await socket.close(1013, "too many pages")
            return
        self._clients += 1
        try:
            await Client(socket, self._lab).serve()
        finally:
            self._clients -= 1

    async def upload(self, request: Request) -> Response:
        """Take a table, a recipe, a recording or a page that holds one."""
        query = dict(request.query_params)
        name = query.get("name", "table.csv")
        limits = self._lab.limits
        most = limits.recording if is_recording(name) or is_page(name) else limits.upload
        content = bytearray()
        try:
            async for part in request.stream():
                content += part
                if len(content) > most:
                    return _problem(f"The file is larger than {most:,} bytes.", 413)
        except ClientDisconnect:
            return _problem("The upload was broken off.", 400)
        return await _answered(self._take, name, bytes(content), query)

    async def table(self, request: Request) -> Response:
        """Answer how a table that is here is read, with the options of its source."""
        source = request.query_params.get("source", "")
        return await _answered(about, self._lab.sources, source)

    def _take(self, name: str, content: bytes, query: dict[str, str]) -> dict[str, Any]:
        sources, tables = self._lab.sources, query.get("tables", "").split(",")
        if is_recording(name):
            return asdict(open_recording(name, content, sources, tables))
        if is_page(name):
            return asdict(open_page(name, content, self._lab.limits, sources, tables))
        fields = recipe_in(name, content)
        if fields is not None:
            return asdict(open_recipe(fields, self._lab.limits, sources, tables))
        kept = sources.receive(name, content)
        return about(sources, asked_of(kept.handle, query))

    async def recipe(self, request: Request) -> Response:
        try:
            experiment = self._lab.find(request.path_params["name"].removesuffix(".json"))
            query = dict(request.query_params)
            step, shown = number(query, "step"), number(query, "seed")
            found = self._lab.recipe(
                experiment,
                None if step is None else int(step),
                None if shown is None else int(shown),
            )
        except Refusal as error:
            return _problem(str(error), 404)
        return JSONResponse(found.as_json())

    async def export(self, request: Request) -> Response:
        key, _, kind = request.path_params["name"].rpartition(".")
        if kind not in KINDS:
            return _problem(f"There is no export {kind[:20]!r}; expected {', '.join(KINDS)}.", 404)
        try:
            experiment = self._lab.find(key)
        except Refusal as error:
            return _problem(str(error), 404)
        try:
            view = View.of(dict(request.query_params))
            content = await self._exports.make(experiment, kind, view)
        except Busy as error:
            return _problem(str(error), 429)
        except UnknotError as error:
            return _problem(str(error), 422)
        return Response(
            content,
            media_type=KINDS[kind][0],
            headers={"Content-Disposition": f'attachment; filename="unknot.{kind}"'},
        )

    async def verdict(self, request: Request) -> Response:
        about = request.query_params.get("of", "network")
        if about != "network" and about != "architecture":
            return _problem(f"of is {about[:20]!r}; expected network or architecture.", 422)
        name = request.path_params["name"].removesuffix(".json")
        try:
            experiment = self._lab.find(name)
        except Refusal as error:
            # A page asks by its run's handle; that run was replaced meanwhile, which is no fault.
            return Response(status_code=204) if name.isdecimal() else _problem(str(error), 404)
        try:
            content = await self._verdicts.ask(experiment, about, request.is_disconnected)
        except Outdated:
            return Response(status_code=204)
        except UnknotError as error:
            return _problem(str(error), 422)
        return Response(content, media_type="application/json")

    async def sweep(self, request: Request) -> Response:
        """Answer with lines of JSON, one for each cell as it is done."""
        try:
            experiment = self._lab.find(request.path_params["name"].removesuffix(".jsonl"))
        except Refusal as error:
            return _problem(str(error), 404)
        try:
            lines = self._sweeps.begin(experiment)
        except UnknotError as error:
            return _problem(str(error), 422)
        return StreamingResponse(lines, media_type="application/jsonl")

    async def made(self, request: Request) -> Response:
        """Answer with a page, which says itself what it may run."""
        try:
            content = await self._made.page(request.query_params.get("of", ""))
        except UnknotError as error:
            return _problem(str(error), 422)
        headers = {"Content-Security-Policy": "frame-ancestors 'none'"}
        return Response(content, media_type="text/html", headers=headers)


async def _answered(work: Callable[..., dict[str, Any]], *rest: Any) -> Response:
    """Answer with what some work gives, which takes long; an ``error`` in it is the sender's."""
    try:
        found = await asyncio.to_thread(work, *rest)
    except UnknotError as error:
        return _problem(str(error), 422)
    except MemoryError:
        return _problem("The table does not fit into the server's memory.", 413)
    return JSONResponse(found, 422 if found.get("error") else 200)


def _problem(sentence: str, status: int) -> Response:
    return JSONResponse({"error": sentence}, status)


def _warm_up() -> None:
    """Compile something small: the first experiment then need not wait for imports."""
    try:
        spec = Spec(**PAGE)
        Live(spec, load(spec.data)).take(1)
    except UnknotError as error:
        _log.warning("%s", error)
    except Exception:
        _log.exception("warming up failed")
