"""What is proved of an experiment: that no weights can do it, or that these weights do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, get_args

from unknot.data import Dataset
from unknot.lab._limits import Refusal
from unknot.recording import Recording, Spec
from unknot.verdicts import (
    AT_ONCE,
    About,
    Certificate,
    Finding,
    examine_architecture,
    findings,
    findings_of,
)

if TYPE_CHECKING:
    from unknot.lab._experiment import Experiment

_LOOK = 0.2  # seconds between two looks whether an answer is still wanted


def obstruction(spec: Spec, data: Dataset) -> Certificate | None:
    """Return the proof that no weights of a recipe's architecture classify, if there is one.

    Only exact shapes are asked about: it must not keep anybody waiting.
    """
    return None if data.shapes is None else examine_architecture(spec, data, AT_ONCE)


def message(handle: int, proof: Certificate) -> dict[str, Any]:
    """Return what a page is told of a proof."""
    (found,) = findings(proof, None)
    return {"type": "proof", "experiment": handle, "finding": found.as_json()}


class Outdated(Exception):
    """Nobody waits for an answer any more."""


@dataclass(eq=False)
class _Asked:
    """What somebody waits for, or several do."""

    answer: asyncio.Future[tuple[Finding, ...]]
    given_up: Event
    waiting: int = 0


class Verdicts:
    """Answers what is proved, one experiment after another, beside what they train.

    Networks do not wait behind architectures, of which an answer takes many times as long; of
    one architecture, an answer is for all who ask meanwhile.
    """

    def __init__(self):
        kinds: tuple[About, ...] = get_args(About)
        self._threads = {one: ThreadPoolExecutor(1, f"verdict-{one}") for one in kinds}
        self._asked: dict[str, _Asked] = {}

    async def ask(
        self, experiment: "Experiment", about: About, gone: Callable[[], Awaitable[bool]]
    ) -> bytes:
        """Return what is proved of the architecture, or of the network that is shown.

        Parameters
        ----------
        experiment
            While it trains, its network is another one at each step: it is asked about at rest.
        about
            What is asked.
        gone
            Whether nobody waits any more.

        Raises
        ------
        Outdated
            The network is another one meanwhile, or nobody waits.
        """
        standing = _standing(experiment)
        if standing[0] == "compiling":
            raise Refusal("The experiment is still being set up: ask again when it is.")
        recording = (await experiment.record()).recording
        # Points that were added or moved by hand are another experiment's alone.
        shared = about == "architecture" and not experiment.edits
        asked = self._of(recording, about, recording.spec.model_dump_json() if shared else None)
        asked.waiting += 1
        try:
            while not (await asyncio.wait([asked.answer], timeout=_LOOK))[0]:
                moved = about == "network" and _standing(experiment) != standing
                if moved or await gone():
                    raise Outdated("The training has gone on, or nobody waits for the answer.")
            return await asyncio.to_thread(_written, asked.answer.result(), recording.t1)
        finally:
            asked.waiting -= 1
            if asked.waiting == 0:
                asked.given_up.set()

    def _of(self, recording: Recording, about: About, key: str | None) -> _Asked:
        """Return what is under way of this key, or begin."""
        known = self._asked.get(key) if key else None
        if known and not known.given_up.is_set():
            return known
        given_up = Event()
        answer = asyncio.get_running_loop().run_in_executor(
            self._threads[about], _found, recording, about, given_up
        )
        asked = _Asked(answer, given_up)
        # Where nobody waits any more, an error is nobody's, and not one that asyncio should print.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        if key:
            self._asked = {
                other: one for other, one in self._asked.items() if not one.answer.done()
            } | {key: asked}
        return asked

    def close(self) -> None:
        """Begin nothing more."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)


def _standing(experiment: "Experiment") -> tuple[str, int, int]:
    """Return what changes when its network does: phase, step, and how much was done by hand."""
    state = experiment.state
    return state.get("phase", "compiling"), state.get("step", 0), len(experiment.edits)


def _found(recording: Recording, about: About, given_up: Event) -> tuple[Finding, ...]:
    def go_on() -> None:
        if given_up.is_set():
            raise Outdated("Nobody waits for the answer.")

    go_on()
    return findings_of(recording, about=(about,), on_progress=go_on)


def _written(found: tuple[Finding, ...], step: int) -> bytes:
    said = [one.as_json(step) for one in found]
    return json.dumps({"step": step, "findings": said}, ensure_ascii=False).encode()
