"""One connected page: what it says, and what it is told."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from unknot.errors import UnknotError
from unknot.lab._commands import (
    Acknowledge,
    Change,
    ChangeSpeed,
    Command,
    Identifier,
    Join,
    Open,
    Show,
    Simple,
    Step,
    Unreadable,
    parse,
)
from unknot.lab._experiment import Experiment
from unknot.lab._lab import Lab
from unknot.lab._limits import Refusal
from unknot.lab._proofs import message
from unknot.lab._rate import Rate
from unknot.lab._wire import recording_message

WINDOW = 3  # frames on their way, at most

_MOST_WAITING = 4  # openings of one client
_MOST_UNSENT = 64  # messages; a client that reads nothing is not read either
_PATIENCE = 500  # commands beyond the rate, until the connection is closed
_TOO_BIG, _TOO_MANY = 1009, 1008


@dataclass
class _Watch:
    """How much of an experiment a client has been told."""

    experiment: Experiment
    revision: int = -1
    number: int = 0  # of the last frame sent
    on_their_way: deque[int] = field(default_factory=deque)
    state: Any = None
    edits: Any = ()
    projections: Any = None


@dataclass(frozen=True)
class _Close:
    """The end of the connection, as a message."""

    code: int
    reason: str


class Client:
    """A websocket connection.

    It is sent the *latest* of everything, never a queue: a slow one sees fewer frames, and costs
    no more memory.
    """

    def __init__(self, socket: WebSocket, lab: Lab):
        self._socket = socket
        self._lab = lab
        self._watched: dict[int, _Watch] = {}
        self._unsent: deque[dict[str, Any] | _Close] = deque()
        self._sent = asyncio.Event()
        self._news = asyncio.Event()
        self._rate = Rate(lab.limits.commands)
        self._opening = asyncio.Lock()
        self._replaced: set[int] = set()
        self._waiting = 0

    async def serve(self) -> None:
        """Talk until one of the two goes."""
        await self._socket.accept()
        self._say(
            {
                "type": "hello",
                "version": version("unknot"),
                "window": WINDOW,
                "limits": self._lab.limits.as_json(),
            }
        )
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._write())
                await self._read()
        except* (WebSocketDisconnect, _Closed):
            pass
        finally:
            for watch in self._watched.values():
                self._lab.leave(watch.experiment, self._tell, done=False)

    # Reading.

    async def _read(self) -> None:
        while True:
            received = await self._socket.receive()
            if received["type"] == "websocket.disconnect":
                raise _Closed
            text = received.get("text")
            if text is None:
                if await self._counts():
                    self._complain("Binary messages are not understood; commands are JSON texts.")
            elif len(text) > self._lab.limits.message:
                await self._close(_TOO_BIG, "message too big")
            else:
                await self._hear(text)
            while len(self._unsent) > _MOST_UNSENT:
                self._sent.clear()
                await self._sent.wait()

    async def _hear(self, text: str) -> None:
        try:
            order = parse(text)
        except Unreadable as error:
            if await self._counts():
                self._complain(str(error), error.id)
            return
        if isinstance(order, Acknowledge) and self._acknowledged(order):
            return
        if not await self._counts(order.id):
            return
        if getattr(order, "experiment", None) in self._replaced:
            return  # it was said before the page knew that another took its place
        try:
            await self._obey(order)
        except UnknotError as error:
            self._complain(str(error), order.id, getattr(error, "field", None))

    async def _counts(self, identifier: Identifier = None) -> bool:
        """Whether this message may count; who sends far too many is cut off."""
        if self._rate.allows():
            return True
        most = self._lab.limits.commands
        if self._rate.refused == 1:
            self._complain(
                f"More than {most} commands a second: what is beyond is ignored.", identifier
            )
        if self._rate.refused > _PATIENCE:
            await self._close(_TOO_MANY, f"more than {most} commands a second")
        return False

    async def _obey(self, order: Command) -> None:
        match order:
            case Open():
                if self._waiting >= _MOST_WAITING:
                    raise Refusal(
                        f"{self._waiting} experiments are being set up already: wait for them."
                    )
                self._waiting += 1
                self._tasks.create_task(self._open(order))
            case Join():
                experiment = self._lab.find(order.key)
                self._lab.watch(experiment, self._tell)
                self._watch(experiment)
            case Simple(do="close"):
                self._leave(order.experiment)
            case Simple(do="train"):
                self._experiment(order.experiment).train()
            case Simple(do="pause"):
                self._experiment(order.experiment).pause()
            case Simple():
                self._experiment(order.experiment).reset()
            case Step():
                self._experiment(order.experiment).step(order.count)
            case ChangeSpeed():
                self._experiment(order.experiment).change_speed(order.value)
            case Show():
                self._experiment(order.experiment).show(order.seed)
            case Change():
                self._experiment(order.experiment).edit(order.edits)
            case Acknowledge():
                pass  # of frames that are not on their way any more

    async def _open(self, order: Open) -> None:
        try:
            async with self._opening:  # in the order in which they were asked for
                experiment = await self._lab.open(order, self._tell)
        except UnknotError as error:
            self._complain(str(error), order.id, getattr(error, "field", None))
            return
        finally:
            self._waiting -= 1
        if order.follows is not None and order.follows in self._watched:
            self._leave(order.follows)
            self._replaced.add(order.follows)
        self._watch(experiment)

    def _watch(self, experiment: Experiment) -> None:
        self._watched[experiment.handle] = _Watch(experiment)
        self._tell()

    def _leave(self, handle: int) -> None:
        experiment = self._experiment(handle)
        del self._watched[handle]
        self._lab.leave(experiment, self._tell, done=True)

    def _experiment(self, handle: int) -> Experiment:
        if handle not in self._watched:
            raise Refusal(f"There is no experiment {handle} on this page: open or join it first.")
        return self._watched[handle].experiment

    def _acknowledged(self, order: Acknowledge) -> bool:
        """Take frames off their way; whether there were any."""
        watch = self._watched.get(order.experiment)
        if watch is None or not watch.on_their_way or watch.on_their_way[0] > order.frame:
            return False
        while watch.on_their_way and watch.on_their_way[0] <= order.frame:
            watch.on_their_way.popleft()
        self._tell()
        return True

    # Writing. Everything is sent by one task, so that one thing comes after another.

    def _tell(self) -> None:
        self._news.set()

    def _say(self, message: dict[str, Any]) -> None:
        self._unsent.append(message)
        self._tell()

    def _complain(
        self, sentence: str, identifier: Identifier = None, field: str | None = None
    ) -> None:
        self._say({"type": "error", "id": identifier, "error": sentence, "field": field})

    async def _close(self, code: int, reason: str) -> None:
        """Close the connection, after what is still to be said."""
        self._unsent.append(_Close(code, reason))
        self._tell()
        await asyncio.Event().wait()  # until this task is ended with the connection

    async def _write(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._unsent:
                await self._send(self._unsent.popleft())
                self._sent.set()
            for watch in list(self._watched.values()):
                await self._show(watch)

    async def _show(self, watch: _Watch) -> None:
        experiment, sight = watch.experiment, watch.experiment.sight
        if watch.revision < 0:
            watch.revision = 0
            await self._send(self._lab.about(experiment))
            if experiment.proof is not None:
                await self._send(message(experiment.handle, experiment.proof))
        if watch.state is not experiment.state and experiment.state:
            watch.state = experiment.state
            await self._send(experiment.state)
        if watch.edits is not experiment.edits:
            watch.edits = experiment.edits
            await self._send(self._lab.about(experiment) | {"type": "edits"})
        if sight.frame is None:
            return
        if watch.revision < sight.revision:
            await self._send_recording(watch)
        frame = sight.frame
        if (
            frame.revision == watch.revision
            and frame.number > watch.number
            and len(watch.on_their_way) < WINDOW
        ):
            watch.number = frame.number
            watch.on_their_way.append(frame.number)
            if (about := frame.about(experiment.handle)) is not None:
                await self._send(about)
            await self._send(frame.message(experiment.handle))
        if watch.projections is not sight.projections:
            watch.projections = sight.projections
            await self._send(watch.projections)

    async def _send_recording(self, watch: _Watch) -> None:
        """Send what was recorded so far; later frames go on from there."""
        experiment = watch.experiment
        introduced = watch.revision > 0
        try:
            recorded = await experiment.record()
            content = await asyncio.to_thread(recorded.payload)
        except UnknotError as error:
            watch.revision = experiment.sight.revision
            self._complain(str(error))
            return
        if introduced:
            await self._send(self._lab.about(experiment))
        await self._send(recording_message(experiment.handle, content))
        watch.revision, watch.number = recorded.revision, recorded.number
        watch.on_their_way.clear()

    async def _send(self, message: dict[str, Any] | bytes | _Close) -> None:
        if isinstance(message, _Close):
            await self._socket.close(message.code, message.reason)
            raise _Closed
        if isinstance(message, bytes):
            await self._socket.send_bytes(message)
        else:
            await self._socket.send_text(json.dumps(message, allow_nan=False))


class _Closed(Exception):
    """The connection is over."""
