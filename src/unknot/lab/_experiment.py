"""An experiment: a training run with a thread of its own, which obeys whoever watches it."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, Thread
from typing import Any, Literal

from unknot.data import Dataset
from unknot.errors import InputError, UnknotError
from unknot.lab._pace import FRAME, Pace, to_grid
from unknot.lab._recorded import Recorded
from unknot.lab._sight import Sight
from unknot.lab._words import complaint
from unknot.recording import Edit, Spec
from unknot.train import Live, asked
from unknot.verdicts import Certificate

Phase = Literal["compiling", "running", "paused", "ended", "failed"]

_STATE_SECONDS = 0.5
_READ_SECONDS = 8.0  # how long what could not be done is said
_CHOOSE_SECONDS = 2.0  # between two changes of the seed that is shown while it trains
_RECORD_SECONDS = 30
_WRITTEN_SECONDS = 1 / 15  # between frames that are written out, at least
_LOOKING = 2  # times as long as it takes to look is trained in between …
_CHOOSING = 20  # … and as it takes to choose what to look at
_PAYLOAD_SECONDS = 2.0  # that frames of a recording may take to be written out
_MOST_FRAMES = 400

_log = logging.getLogger(__name__)


class Experiment:
    """A training run that can be watched and told what to do, from any thread.

    What there is to see is in ``sight`` and ``state``, a JSON object that is replaced and never
    changed. After that ``on_news`` is called, in the experiment's thread.

    Parameters
    ----------
    handle
        The server's number for it.
    live
        The training, at step 0. It goes on beyond the ``steps`` of its recipe, unless the learning
        rate follows them.
    parameters
        Of one network.
    step
        Train to this step at once.
    train
        Go on training then.
    speed
        Steps per second; None: as many as can be.
    on_news
        Called when there is something new to see.
    proof
        That no weights can do it, where that is proved.
    edits
        What is changed by hand on the way to ``step``.
    turns
        To compile takes one of these, so that what was closed while it waited is never compiled.
    """

    def __init__(
        self,
        handle: int,
        live: Live,
        *,
        parameters: int,
        step: int,
        train: bool,
        speed: float | None,
        on_news: Callable[[], None],
        proof: Certificate | None = None,
        edits: Iterable[Edit] = (),
        turns: Semaphore | None = None,
    ):
        self.handle = handle
        self.key = secrets.token_urlsafe(12)
        self.parameters = parameters
        self.proof = proof
        self.sight = Sight(handle, live)
        self.state: dict[str, Any] = {}
        self._live = live
        self._news = on_news
        self._pace = Pace(speed)
        self._compiled = False
        self._problem = self._refused = ""
        self._goal = step  # train to there …
        self._hurry = step > 0  # … at full speed …
        self._then_train = train  # … and on from there
        self._to_do = [edit for edit in edits if edit.step <= step]
        if any(edit.of_data for edit in self._to_do):
            self.proof = None
        self._told = self._due = self._choice_due = self._refused_until = 0.0  # when
        self._orders: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._turns = turns or Semaphore()
        self._closed = Event()
        self._thread = Thread(target=self._work, name=f"experiment {handle}", daemon=True)

    # What others may call, from any thread.

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def train(self) -> None:
        """Train until told otherwise, or to the end."""
        self._orders.put(self._train)

    def pause(self) -> None:
        """Stop where it is."""
        self._orders.put(self._pause)

    def step(self, count: int) -> None:
        """Do exactly so many steps more, then pause."""
        self._orders.put(lambda: self._go(self._live.step + count))

    def reset(self) -> None:
        """Go back to step 0 and the same initial weights."""
        self._orders.put(self._reset)

    def change_speed(self, speed: float | None) -> None:
        """Train so many steps per second from now on; None: as many as can be."""
        self._orders.put(lambda: self._change_speed(speed))

    def show(self, seed: int | None) -> None:
        """Show this seed, by its index; None: the best."""
        self._orders.put(lambda: self._show(seed))

    def edit(self, changes: Sequence[Sequence[Any]]) -> None:
        """Change weights, settings or points by hand; training goes on as it did."""
        self._orders.put(lambda: self._edit(changes))

    @property
    def spec(self) -> Spec:
        """The recipe, with what was changed since."""
        return self._live.spec

    @property
    def data(self) -> Dataset:
        """The points that it learns from, with what was changed since."""
        return self._live.data

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed by hand since step 0."""
        return self._live.edits

    async def record(self) -> Recorded:
        """Return the recording of the seed that is shown, up to now."""
        answer: Future[Recorded] = Future()
        self._orders.put(lambda: self._answer(answer))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), _RECORD_SECONDS)
        except TimeoutError:
            raise InputError(
                "The experiment gives no answer: it has been closed, or one of its steps takes "
                "very long."
            ) from None

    def close(self) -> None:
        """End the thread, as soon as the current call of the training program is over."""
        self._closed.set()
        self._orders.put(None)

    def join(self, seconds: float) -> None:
        """Wait for the end of the thread, but not longer."""
        self._thread.join(max(0.0, seconds))

    # What follows runs in the experiment's thread.

    def _work(self) -> None:
        while True:
            try:
                order = self._next_order()
                if order is None:
                    return
                order()
            except UnknotError as error:
                self._fail(str(error))
            except Exception as error:
                _log.exception("experiment %d failed", self.handle)
                self._fail(f"The training failed: {type(error).__name__}: {error}")

    def _next_order(self) -> Callable[[], None] | None:
        """Return what to do next: what was ordered comes before training."""
        if not self._compiled and not self._problem:
            return self._compile
        try:
            if not self._running:
                return self._orders.get()
            wait = self._pace.wait(self._hurry)
            return self._orders.get(timeout=wait) if wait else self._orders.get_nowait()
        except Empty:
            return self._advance

    def _compile(self) -> None:
        self._tell()
        with self._turns:
            if self._closed.is_set():
                self._problem = "It was closed before it began."
                return
            self.sight.see(self._live.take(0))
        self._compiled = True
        self._catch_up()
        if self._running:
            self._show_frame(choose=True)
            self._tell()
        else:
            self._settle()

    def _advance(self) -> None:
        steps = min(self._goal - self._live.step, self._pace.steps(self._hurry))
        if self._hurry:
            steps = min(steps, to_grid(self._live.step, self._goal))
        if self._to_do:
            steps = min(steps, self._to_do[0].step - self._live.step)
        if steps <= 0:
            return
        start = time.perf_counter()
        self.sight.see(self._live.take(steps))
        end = time.perf_counter()
        self._pace.did(steps, end - start, self._hurry)
        self._catch_up()
        if not self._running:
            self._settle()
            return
        if end >= self._due or (self._hurry and self.sight.written is None):
            self._show_frame(choose=end >= self._choice_due)
        if end - self._told >= _STATE_SECONDS:
            self._tell()

    def _catch_up(self) -> None:
        """Do again what was changed by hand at this step."""
        while self._to_do and self._to_do[0].step <= self._live.step:
            self._apply(asked(self._to_do.pop(0)))

    def _edit(self, changes: Sequence[Sequence[Any]]) -> None:
        problem, field = "", None
        if not self._compiled or self._hurry:
            problem = "Wait until the training has come to where it is to go on."
        else:
            try:
                self._apply(*changes)
                self._show_frame(choose=False)
            except InputError as error:
                problem, field = complaint(error)
        self._refuse(problem, field)

    def _apply(self, *changes: Sequence[Any]) -> None:
        of_data = self._live.data
        self.sight.see(self._live.edit(*map(tuple, changes)))
        if self._live.data is not of_data:  # of other points nothing is proved yet
            self.proof = None
            self.sight.revision += 1

    def _settle(self) -> None:
        """Come to rest at the goal, or go on from there."""
        if self._hurry:
            self._hurry = False
            self.sight.revision += 1  # the frames on the way were too many to send them all
        self._show_frame(choose=True)
        if self._then_train:
            self._train()
        else:
            self._tell()

    def _train(self) -> None:
        if self._hurry:
            self._then_train = True
        else:
            self._go(self._live.step + self._live.left)

    def _pause(self) -> None:
        self._then_train, self._to_do = False, []
        self._goal = self._live.step
        if self._compiled:
            self._settle()

    def _go(self, goal: int) -> None:
        self._problem = ""
        self._hurry = self._then_train = False
        self._to_do = []
        self._goal = min(goal, self._live.step + self._live.left)
        self._pace.begin()
        self._tell()

    def _reset(self) -> None:
        self._live.reset()
        self._to_do = []
        self.sight.see(self._live.take(0))
        self._problem, self._compiled = "", True
        self._goal, self._hurry, self._then_train = 0, False, False
        self.sight.revision += 1
        self._settle()

    def _change_speed(self, speed: float | None) -> None:
        self._pace.speed = speed
        self._pace.begin()
        self._tell()

    def _show(self, seed: int | None) -> None:
        if seed is not None and seed >= self._live.seeds:
            self._refuse(f"There is no seed number {seed}: there are {self._live.seeds}, from 0.")
            return
        self.sight.ask(seed)
        self._show_frame(choose=True)
        self._tell()

    def _answer(self, answer: "Future[Recorded]") -> None:
        if not answer.set_running_or_notify_cancel():
            return  # who asked has gone
        try:
            recording = self._live.recording(self.sight.shown)
        except Exception as error:
            answer.set_exception(error)
            return
        sight = self.sight
        number = sight.frame.number if sight.frame is not None else 0
        frames = _MOST_FRAMES
        if sight.written is not None:
            frames = min(frames, max(2, int(_PAYLOAD_SECONDS / max(sight.seconds, 1e-3))))
        answer.set_result(Recorded(sight.revision, number, recording, sight.written, frames))

    def _show_frame(self, choose: bool) -> None:
        """Look, and settle when to look next: to train comes before to look."""
        began = time.perf_counter()
        if choose:
            self.sight.choose(self._running)
            took = time.perf_counter() - began
            self._choice_due = began + max(_CHOOSE_SECONDS, _CHOOSING * took)
        self.sight.take_frame()
        least = FRAME if self.sight.written is None else _WRITTEN_SECONDS
        self._due = max(began + least, time.perf_counter() + _LOOKING * self.sight.seconds)
        self._news()

    def _fail(self, problem: str) -> None:
        self._problem = problem
        self._goal, self._then_train, self._hurry = self._live.step, False, False
        self._tell()

    @property
    def _running(self) -> bool:
        return self._live.step < self._goal

    @property
    def _phase(self) -> Phase:
        if self._problem:
            return "failed"
        if not self._compiled:
            return "compiling"
        if self._running:
            return "running"
        return "paused" if self._live.left else "ended"

    def _refuse(self, problem: str, field: str | None = None) -> None:
        """Say what could not be done; where no field keeps it, long enough to be read."""
        self._refused = problem if field is None else ""
        self._refused_until = time.perf_counter() + _READ_SECONDS
        self._tell(problem, field)

    def _tell(self, message: str = "", field: str | None = None) -> None:
        self._told = time.perf_counter()
        self.state = {
            "type": "state",
            "experiment": self.handle,
            "phase": self._phase,
            "step": self._live.step,
            "speed": self._pace.speed,
            "rate": round(self._pace.rate, 1) if self._running else 0.0,
            **self.sight.standing,
            "message": self._problem or message or self._remark(),
            "field": field,
        }
        self._news()

    def _remark(self) -> str:
        if self._refused and time.perf_counter() < self._refused_until:
            return self._refused
        if self._hurry:
            return f"Training to step {self._goal:,} …"
        if self.sight.diverged:
            return (
                "The training diverged: its weights are no numbers any more. Try a smaller "
                "learning rate."
            )
        return ""
