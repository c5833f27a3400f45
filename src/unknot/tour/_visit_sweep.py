"""Do a sweep of the tour: train its architectures, bracket their least width, draw."""

import time
from collections.abc import Callable
from pathlib import Path

from unknot import draw
from unknot.data import load
from unknot.experiment import Stage
from unknot.sweep import TABLE, Brackets, Grid, Progress, brackets, phase_diagram, sweep
from unknot.tour._proofs import Proof
from unknot.tour._sweeps import SweepStop
from unknot.tour._visited import VisitedSweep


def visit_sweep(
    stop: SweepStop, grid: Grid, folder: Path, tell: Callable[[str, float], None]
) -> VisitedSweep:
    """Do a sweep into the folder of its stop, from the beginning, and draw it beside that.

    Raises
    ------
    KeyboardInterrupt
        Cells are missing: half a diagram is no stop.
    """
    start = time.perf_counter()
    here = folder / stop.name
    # What the page shows was trained just now; a table of an earlier tour would be gone on with.
    (here / TABLE).unlink(missing_ok=True)
    data = {source: load(source) for source in grid.data}

    def progress(now: Progress) -> None:
        doing = "" if now.last is None else str(now.last.cell)
        tell(f"training: {doing}", 0.9 * now.done / now.cells)

    found = sweep(grid, here, data=data, on_progress=progress)
    if found.interrupted:
        raise KeyboardInterrupt
    trained = time.perf_counter()
    tell("proving: the least width", 0.9)
    known = brackets(found.rows, data)
    proofs = _proofs(known, here)
    proved = time.perf_counter()
    tell("drawing: phase diagram", 0.95)
    picture = draw.save(phase_diagram(found.rows, known), folder / f"{stop.name}.png")
    tell("done", 1.0)
    seconds: dict[Stage, float] = {
        "training": trained - start,
        "proving": proved - trained,
        "drawing": time.perf_counter() - proved,
    }
    return VisitedSweep(stop, grid, found, known, proofs, picture.name, seconds)


def _proofs(known: Brackets, folder: Path) -> tuple[Proof, ...]:
    """Return both ends of every bracket, with the files of their certificates."""
    found: list[Proof] = []
    for number, ((data, name), bracket) in enumerate(known.items(), 1):
        for words, answer, file in (
            (f"Are fewer than {bracket.lower} units enough?", bracket.below, "no-less"),
            (f"Are {bracket.upper} units enough, at some depth?", bracket.above, "enough"),
        ):
            if answer is not None:
                path = answer.save(folder / "certificates" / f"{file}-{number}.json")
                link = path.relative_to(folder.parent).as_posix()
                found.append(Proof(f"{data}, {name}: {words}", answer, link))
    return tuple(found)
