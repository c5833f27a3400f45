"""What is proved of an experiment: that no weights can do it, or that these weights do."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any, get_args

from unknot.data import Dataset
from unknot.lab._limits import Refusal
from unknot.recording import Recording, Spec
from unknot.verdicts import (
    AT_ONCE,
    About,
    Certificate,
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


class Verdicts:
    """Answers what is proved, one experiment after another, beside what they train.

    Networks do not wait behind architectures, of which an answer takes many times as long.
    """

    def __init__(self):
        kinds: tuple[About, ...] = get_args(About)
        self._threads = {one: ThreadPoolExecutor(1, f"verdict-{one}") for one in kinds}

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
        recorded, given_up = await experiment.record(), Event()
        answer = asyncio.get_running_loop().run_in_executor(
            self._threads[about], _answer, recorded.recording, about, given_up
        )
        while not (await asyncio.wait([answer], timeout=_LOOK))[0]:
            moved = about == "network" and _standing(experiment) != standing
            if moved or await gone():
                given_up.set()
        return await answer

    def close(self) -> None:
        """Begin nothing more."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)


def _standing(experiment: "Experiment") -> tuple[str, int, int]:
    """Return what changes when its network does: phase, step, and how much was done by hand."""
    state = experiment.state
    return state.get("phase", "compiling"), state.get("step", 0), len(experiment.edits)


def _answer(recording: Recording, about: About, given_up: Event) -> bytes:
    def go_on() -> None:
        if given_up.is_set():
            raise Outdated("The training has gone on, or nobody waits for the answer.")

    go_on()
    found = findings_of(recording, about=(about,), on_progress=go_on)
    said = [one.as_json(recording.t1) for one in found]
    return json.dumps({"step": recording.t1, "findings": said}, ensure_ascii=False).encode()
