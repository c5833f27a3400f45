"""All experiments of a server, and who watches them."""

import asyncio
import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Semaphore
from typing import Any

from unknot.errors import InputError, Question
from unknot.lab._commands import Open
from unknot.lab._experiment import Experiment
from unknot.lab._limits import Refusal
from unknot.lab._proofs import obstruction
from unknot.lab._recipe import Recipe, recipe
from unknot.lab._settings import Settings
from unknot.lab._sources import Sources
from unknot.lab._words import complaint, plain
from unknot.recording import Edit, Recording, Spec, before
from unknot.train import Live
from unknot.verdicts import Certificate

_PREPARERS = 2  # threads that load data and set up networks
_MOST_WAITING = 8  # experiments that are being set up
_COMPILERS = 2  # experiments that are compiled at once
_LOOK_FOR_IDLE = 5.0  # seconds between two looks
_END_SECONDS = 1.0  # to wait for training threads at the end


@dataclass
class _Kept:
    """An experiment, and whom to tell of news."""

    experiment: Experiment
    told: set[Callable[[], None]] = field(default_factory=set)
    alone_since: float = field(default_factory=time.monotonic)


class Lab:
    """The experiments of a server.

    Everything here runs in the event loop, except what takes long.
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self.limits = settings.limits
        self.sources = Sources(settings.limits, settings.local)
        self._kept: dict[int, _Kept] = {}
        self._handles = itertools.count(1)
        self._preparers = ThreadPoolExecutor(_PREPARERS, thread_name_prefix="prepare")
        self._turns = Semaphore(_COMPILERS)
        self._waiting = 0

    async def open(self, order: Open, on_news: Callable[[], None]) -> Experiment:
        """Make an experiment and watch it.

        Raises
        ------
        InputError
            It is not possible, or too large.
        """
        edits = tuple(map(Edit.of, order.edits))
        spec = before(self.limits.spec(order.spec), edits)
        self._make_room(order.follows)
        self._waiting += 1
        try:
            live, parameters, proof = await self._aside(spec)
        finally:
            self._waiting -= 1
        if order.step > live.left:
            raise Refusal(
                f"This run ends at step {live.left:,}, so it cannot be shown at step "
                f"{order.step:,}. Ask for an earlier step, or for more steps.",
                "steps",
            )
        loop, handle = asyncio.get_running_loop(), next(self._handles)

        def tell_from_thread() -> None:
            # The loop may be gone while the last call of a training program ends.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._tell, handle)

        experiment = Experiment(
            handle,
            live,
            parameters=parameters,
            step=order.step,
            train=order.train,
            speed=order.speed,
            on_news=tell_from_thread,
            proof=proof,
            edits=edits,
            turns=self._turns,
        )
        self._kept[handle] = _Kept(experiment)
        self.watch(experiment, on_news)
        experiment.start()
        return experiment

    def find(self, key: str) -> Experiment:
        """Return the experiment with this key or handle."""
        for handle, kept in self._kept.items():
            if key in (kept.experiment.key, str(handle)):
                return kept.experiment
        raise Refusal(
            "There is no such experiment (any more): nobody watched it for a while, or the "
            "server was started anew. Open it again from its recipe."
        )

    def watch(self, experiment: Experiment, on_news: Callable[[], None]) -> None:
        """Call back whenever there is something new to see."""
        self._kept[experiment.handle].told.add(on_news)

    def leave(self, experiment: Experiment, on_news: Callable[[], None], done: bool) -> None:
        """Watch no longer; if nobody does who is not ``done`` with it, it soon ends."""
        kept = self._kept.get(experiment.handle)
        if kept is None:
            return
        kept.told.discard(on_news)
        kept.alone_since = time.monotonic()
        if done and not kept.told:
            self._drop(kept)

    def about(self, experiment: Experiment) -> dict[str, Any]:
        """Return the message that introduces an experiment."""
        return {
            "type": "experiment",
            "experiment": experiment.handle,
            "key": experiment.key,
            "spec": experiment.spec.model_dump(mode="json"),
            "edits": [edit.parts for edit in experiment.edits],
            "parameters": experiment.parameters,
        }

    def recipe(self, experiment: Experiment, step: int | None, shown: int | None) -> Recipe:
        """Return what trains the network of an experiment, as it is shown now or at another step.

        Raises
        ------
        Refusal
            The training has not come to this step, or there is no such seed.
        """
        frame = experiment.sight.frame
        reached = max(experiment.state.get("step", 0), frame.step if frame is not None else 0)
        at = reached if step is None else step
        shown = experiment.sight.shown if shown is None else shown
        if at > reached:
            raise Refusal(f"The training is at step {reached:,} and not yet at step {at:,}.")
        if shown >= experiment.spec.seeds:
            raise Refusal(f"There is no seed number {shown}: there are {experiment.spec.seeds}.")
        edits = [edit for edit in experiment.edits if edit.step <= at]
        spec = self.as_named(before(experiment.spec, experiment.edits))
        return recipe(spec, spec.data, at, shown, edits)

    def as_named(self, spec: Spec) -> Spec:
        """Return a spec with its data as a person names them, and not by a handle of this server.

        Uploads that were dropped since keep their handle.
        """
        with suppress(InputError):
            original, fields = self.sources.original(spec.data), self.sources.fields(spec.data)
            return spec.model_copy(update={"data": original, **fields})
        return spec

    def named(self, recording: Recording) -> Recording:
        """Return a recording with its data as a person names them, to be saved."""
        return replace(recording, spec=self.as_named(recording.spec))

    async def drop_idle(self) -> None:
        """Drop, for ever, the experiments that nobody has watched for a while."""
        while True:
            await asyncio.sleep(min(_LOOK_FOR_IDLE, self.settings.idle_seconds))
            old = time.monotonic() - self.settings.idle_seconds
            for kept in list(self._kept.values()):
                if not kept.told and kept.alone_since < old:
                    self._drop(kept)

    def close(self) -> None:
        """End all threads, as far as they end in time."""
        experiments = [kept.experiment for kept in self._kept.values()]
        for kept in list(self._kept.values()):
            self._drop(kept)
        self._preparers.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + _END_SECONDS
        for experiment in experiments:
            experiment.join(until - time.monotonic())

    async def _aside(self, spec: Spec) -> tuple[Live, int, Certificate | None]:
        if self._waiting > _MOST_WAITING:
            raise Refusal("The server is busy with other experiments: try again in a moment.")
        return await asyncio.get_running_loop().run_in_executor(
            self._preparers, self._prepare, spec
        )

    def _prepare(self, spec: Spec) -> tuple[Live, int, Certificate | None]:
        """Load the data and set up the networks; it takes long, so not in the event loop."""
        try:
            data = self.sources.load(spec.data)
            self.limits.check_points(len(data))
        except Refusal:
            raise
        except Question as question:
            raise Refusal(question.sentence, "data") from None
        except InputError as error:
            raise Refusal(plain(str(error)), "data") from None
        except MemoryError:
            raise Refusal("These data do not fit into the server's memory.", "data") from None
        parameters = self.limits.parameters_of(spec, data.dimension, len(data.class_names))
        try:
            live = Live(spec, data)
        except InputError as error:
            raise Refusal(*complaint(error)) from None
        return live, parameters, obstruction(spec, data)

    def _make_room(self, leaving: int | None) -> None:
        room = self.limits.experiments + (leaving in self._kept)
        if len(self._kept) + self._waiting < room:
            return
        idle = [kept for kept in self._kept.values() if not kept.told]
        if not idle:
            raise Refusal(
                f"{self.limits.experiments} experiments are open, and the server holds no more: "
                "close one."
            )
        self._drop(min(idle, key=lambda kept: kept.alone_since))

    def _drop(self, kept: _Kept) -> None:
        self._kept.pop(kept.experiment.handle, None)
        kept.experiment.close()

    def _tell(self, handle: int) -> None:
        kept = self._kept.get(handle)
        for tell in tuple(kept.told) if kept else ():
            tell()
