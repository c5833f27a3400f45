"""What a run can be saved as."""

import asyncio
import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from unknot import draw, viewer
from unknot.lab._experiment import Experiment
from unknot.lab._limits import Refusal
from unknot.nets import Order, deform
from unknot.recording import Recording, encode

_MOST_WAITING = 8
_MOVIE_FRAMES = 60
_MOVIE_PIXELS = 400


class Busy(Refusal):
    """It cannot be done now, but in a moment."""


@dataclass(frozen=True)
class View:
    """What of a run is drawn: by default the newest step, and the network's answer everywhere."""

    step: int | None = None
    depth: float | None = None
    order: Order = "together"

    @classmethod
    def of(cls, query: dict[str, str]) -> "View":
        """Read the parameters of an address."""
        order = query.get("order", "together")
        if order not in get_args(Order):
            raise Refusal(f"The order is {order[:40]!r}; expected together or phases.")
        step, depth = number(query, "step"), number(query, "depth")
        return cls(None if step is None else int(step), depth, order)  # type: ignore[arg-type]


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
    step = None if view.step is None else min(view.step, recording.t1)
    asked = {"step": step, "depth": view.depth, "order": view.order}
    state = {name: value for name, value in asked.items() if value is not None}
    return viewer.page(recording, title=recording.data.name, state=state).encode()


def _json(recording: Recording, _: View) -> bytes:
    return (json.dumps(recording.spec.model_dump(mode="json"), indent=2) + "\n").encode()


def _picture(suffix: str) -> Callable[[Recording, View], bytes]:
    def make(recording: Recording, view: View) -> bytes:
        network, data = _network(recording, view), recording.data
        figure = (
            draw.decision(network, data)
            if view.depth is None
            else draw.representation(network, data, view.depth, view.order)
        )
        return _content(suffix, lambda path: draw.save(figure, path))

    return make


def _movie(recording: Recording, view: View) -> bytes:
    network = _network(recording, view)
    return _content(
        ".gif",
        lambda path: draw.movie(
            deform(network, view.order),
            path,
            data=recording.data,
            frames=_MOVIE_FRAMES,
            size=_MOVIE_PIXELS,
        ),
    )


def _network(recording: Recording, view: View):
    network = recording.at(recording.t1 if view.step is None else min(view.step, recording.t1))
    network.check_finite()
    return network


def _content(suffix: str, make: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        path = Path(folder) / f"picture{suffix}"
        make(path)
        return path.read_bytes()


# suffix: (media type, maker)
KINDS: dict[str, tuple[str, Callable[[Recording, View], bytes]]] = {
    "safetensors": ("application/octet-stream", lambda recording, _: encode(recording)),
    "html": ("text/html", _html),
    "json": ("application/json", _json),
    "svg": ("image/svg+xml", _picture(".svg")),
    "png": ("image/png", _picture(".png")),
    "gif": ("image/gif", _movie),
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
