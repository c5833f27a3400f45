"""What a run can be saved as."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from unknot import viewer
from unknot.lab._experiment import Experiment
from unknot.lab._limits import Refusal
from unknot.recording import Recording, encode

_MOST_WAITING = 8


class Busy(Refusal):
    """It cannot be done now, but in a moment."""


@dataclass(frozen=True)
class View:
    """What a page shows first: a viewer's state, by default the newest step."""

    state: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, query: dict[str, str]) -> "View":
        """Read the parameters of an address."""
        text = query.get("state", "{}")
        try:
            state = json.loads(text)
        except (ValueError, RecursionError):
            state = None
        if not isinstance(state, dict):
            raise Refusal(f"The state is {text[:40]!r}; expected an object in JSON.")
        return cls(state)


def number(query: dict[str, str], name: str) -> float | None:
    """Read a number of an address, None where it is not given."""
    text = query.get(name)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1e9:
        raise Refusal(f"The {name} is {text[:40]!r}; expected a number from 0.")
    return value


def _html(recording: Recording, view: View) -> bytes:
    state = dict(view.state)
    # It may have been trained on, or begun again, since the page was told.
    if isinstance(step := state.get("step"), int | float):
        state["step"] = min(step, recording.t1)
    return viewer.page(recording, title=recording.data.name, state=state).encode()


def _json(recording: Recording, _: View) -> bytes:
    return (json.dumps(recording.spec.model_dump(mode="json"), indent=2) + "\n").encode()


# suffix: (media type, maker)
KINDS: dict[str, tuple[str, Callable[[Recording, View], bytes]]] = {
    "safetensors": ("application/octet-stream", lambda recording, _: encode(recording)),
    "html": ("text/html", _html),
    "json": ("application/json", _json),
}


class Exports:
    """Makes files of runs, one after another: drawing is for one thread at a time.

    Parameters
    ----------
    named
        Gives a recording its data's name as a person writes it.
    """

    def __init__(self, named: Callable[[Recording], Recording]):
        self._named = named
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._busy: set[int] = set()

    async def make(self, experiment: Experiment, kind: str, view: View) -> bytes:
        """Return a file's content.

        Raises
        ------
        Busy
            One of the same experiment is in the making, or too many are.
        InputError
            There is nothing to draw.
        """
        if experiment.handle in self._busy:
            raise Busy("A file of this experiment is being made already: wait for it.")
        if len(self._busy) >= _MOST_WAITING:
            raise Busy("The server makes other files just now: try again in a moment.")
        self._busy.add(experiment.handle)
        try:
            recorded = await experiment.record()
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, KINDS[kind][1], self._named(recorded.recording), view
            )
        finally:
            self._busy.discard(experiment.handle)

    def close(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
