"""Small sweeps: which widths and depths do the data of an experiment, cell by cell."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.lab._limits import Refusal
from unknot.recording import Spec, drawn
from unknot.sweep import Asked, Grid, Processes, Progress, Row, sweep
from unknot.verdicts import impossible

if TYPE_CHECKING:
    from unknot.lab._experiment import Experiment

_DEPTHS = (1, 2, 3, 4)
_WIDEST = (4, 6)  # at least, and at most
_SEEDS = 16
_STEPS = 600
_ASKED = Asked(verify=2, pieces=20_000)
_END = b""


class _Stopped(Exception):
    """Nobody looks any more."""


class Sweeps:
    """Sweeps one experiment's data at a time, in a process of its own beside all training."""

    def __init__(self):
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sweep")
        self._busy = False

    def begin(self, experiment: "Experiment") -> AsyncIterator[bytes]:
        """Return lines of JSON: what is swept, then every cell as it is done.

        The recipe is that of the experiment, but for widths, depths, seeds and steps. It ends when
        nobody reads on, within the cell that is under way.

        Raises
        ------
        Refusal
            Another sweep is under way, or the recipe has no widths.
        """
        if self._busy:
            raise Refusal("Another sweep is under way: stop it, or wait for it.")
        return self._lines(*_grid(experiment.spec, experiment.data))

    def close(self) -> None:
        """Begin nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _lines(self, grid: Grid, data: Dataset) -> AsyncIterator[bytes]:
        loop, stop = asyncio.get_running_loop(), Event()
        lines: asyncio.Queue[bytes] = asyncio.Queue()

        def tell(line: dict[str, Any] | None) -> None:
            written = _END if line is None else json.dumps(line).encode() + b"\n"
            loop.call_soon_threadsafe(lines.put_nowait, written)

        def work() -> None:
            try:
                _swept(grid, data, tell, stop)
            except _Stopped:
                pass
            except UnknotError as error:
                tell({"error": str(error)})
            finally:
                loop.call_soon_threadsafe(self._ended)
                tell(None)

        try:
            self._busy = True  # not before somebody reads, who then ends it
            self._thread.submit(work)
            yield json.dumps(_about(grid)).encode() + b"\n"
            while (line := await lines.get()) != _END:
                yield line
        finally:
            stop.set()

    def _ended(self) -> None:
        self._busy = False


def _swept(grid: Grid, data: Dataset, tell: Any, stop: Event) -> None:
    def look(progress: Progress) -> None:
        if progress.last is not None:
            tell(_cell(progress.last))
        if stop.is_set():
            raise _Stopped

    # Proofs are quick, so they are seen before anything is trained; that needs no other process.
    left: set[int] = set()
    for cell in grid.cells:
        hidden = cell.spec.hidden
        found = impossible(data, hidden, grid.activations[0])
        if found is None:
            left.add(hidden[0])
        else:
            tell(_place(cell.spec) | {"theorem": found.theorem, "reason": found.reason})
        if stop.is_set():
            return
    if not left:
        return
    grid = replace(grid, widths=tuple(sorted(left)))
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        known = {grid.base.data: data}
        sweep(grid, folder, data=known, engine=Processes(1), asked=_ASKED, on_progress=look)


def _grid(spec: Spec, data: Dataset) -> tuple[Grid, Dataset]:
    if spec.layers is not None or spec.rule is not None:
        raise Refusal("A sweep is of dense layers with a linear head; here are others.")
    widest = min(max(_WIDEST[0], data.dimension + 1), _WIDEST[1])
    given = {"seeds": _SEEDS, "steps": _STEPS, "snapshots": 2, "validation": 0.0, "test": None}
    name = spec.activations[0].name if spec.activations else "tanh"
    grid = Grid(
        spec.model_copy(update=given),
        widths=tuple(range(1, widest + 1)),
        depths=_DEPTHS,
        activations=(name,),
        penalties=(spec.penalty,),
    )
    return grid, data.subset(drawn(len(data)))


def _about(grid: Grid) -> dict[str, Any]:
    said = {"widths": grid.widths, "depths": grid.depths, "activation": grid.activations[0]}
    return said | {"seeds": grid.base.seeds, "steps": grid.base.steps}


def _place(spec: Spec) -> dict[str, Any]:
    return {"width": spec.hidden[0], "depth": len(spec.hidden)}


def _cell(row: Row) -> dict[str, Any]:
    """Return what a page is told of a cell."""
    said = _place(row.spec)
    if row.proof is not None:
        return said | {"theorem": row.proof.theorem, "reason": row.proof.reason}
    counted = row.counted
    assert counted is not None
    return said | {
        "solved": counted.solved,
        "verified": counted.verified,
        "best": round(counted.best_accuracy, 4),
    }
