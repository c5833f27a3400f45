"""Walk the tour: train every stop, draw its pictures, write the page."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from unknot import draw
from unknot.experiment import MOVIES, Part, Stage, run
from unknot.files import write_whole
from unknot.recording import Recording, Spec
from unknot.sweep import Grid
from unknot.tour._made import UNTANGLED, UNWOUND, Film, MadeStop, VisitedMade, visit_made
from unknot.tour._page import Around, page
from unknot.tour._plane import PLANE
from unknot.tour._proofs import BUDGET, proofs
from unknot.tour._proposals import PROPOSALS, REAL
from unknot.tour._stop import Stop
from unknot.tour._sweeps import SWEEPS, SweepStop
from unknot.tour._topology import LINKS, TOPOLOGY
from unknot.tour._visit_sweep import visit_sweep
from unknot.tour._visited import Drawn, Visited, VisitedSweep
from unknot.train import Progress

AnyStop = Stop | SweepStop | MadeStop
AnyVisited = Visited | VisitedSweep | VisitedMade
STOPS: tuple[AnyStop, ...] = (
    *PLANE,
    UNWOUND,
    *TOPOLOGY,
    *REAL,
    *LINKS,
    UNTANGLED,
    *PROPOSALS,
    *SWEEPS,
)


@dataclass(frozen=True)
class Size:
    """How large the tour is: seeds per stop, frames and pixels of its movies, grids of sweeps."""

    seeds: Callable[[Stop], int]
    frames: int
    pixels: int
    grid: Callable[[SweepStop], Grid]


FULL = Size(lambda stop: stop.spec.seeds, 80, 600, lambda stop: stop.grid)
QUICK = Size(lambda stop: stop.seeds_quick, 40, 400, lambda stop: stop.grid_quick)


def take(
    folder: str | Path,
    size: Size = FULL,
    stops: Sequence[AnyStop] = STOPS,
    on_progress: Callable[[AnyStop, str, float], None] = lambda *_: None,
    *,
    around: Around | None = None,
) -> tuple[AnyVisited, ...]:
    """Train and draw every stop into ``folder``, with a page ``index.html`` that shows them all.

    Parameters
    ----------
    folder
        Where to write; it is made if need be. The page needs nothing outside it.
    size
        ``FULL`` or ``QUICK``.
    stops
        Which stops, in order.
    on_progress
        Called with the stop, what is being done, and the share of the stop that is done.
    around
        What lies beside the folder, where it is part of a site.

    Returns
    -------
    tuple of Visited, VisitedSweep or VisitedMade
        After every stop the page is written anew, so an interrupted tour leaves the stops that
        it finished.

    Raises
    ------
    BadEnvironment
        A stop has a movie, and ffmpeg does not work here.
    KeyboardInterrupt
        On Ctrl-C; in a training, its recording up to there is written first.
    """
    pictures = [one for stop in stops if isinstance(stop, Stop) for one in stop.pictures]
    if any(picture.kind in MOVIES for picture in pictures):
        draw.mp4_encoder()  # for what it raises, before anything is trained
    folder = Path(folder)
    visited: list[AnyVisited] = []
    for stop in stops:
        tell = partial(on_progress, stop)
        if isinstance(stop, SweepStop):
            visited.append(visit_sweep(stop, size.grid(stop), folder, tell))
        elif isinstance(stop, MadeStop):
            visited.append(visit_made(stop, folder, Film(size.frames, size.pixels), tell))
        else:
            visited.append(_visit(stop, folder, size, tell))
        _write(folder, visited, around)
    return tuple(visited)


def _visit(stop: Stop, folder: Path, size: Size, tell: Callable[[str, float], None]) -> Visited:
    spec = Spec.of(**{**stop.spec.model_dump(), "seeds": size.seeds(stop)})

    def parts(recording: Recording) -> list[Part]:
        return [picture.kind for picture in stop.pictures if picture.when(recording)]

    def progress(stage: Stage, done: int, total: int, what: Progress | str) -> None:
        share = done / max(total, 1) / 2
        if isinstance(what, Progress):
            tell(f"training: {what.solved} of {what.seeds} all right", share)
        elif stage == "drawing":
            tell(f"drawing: {what}", 0.5 + share)
        else:
            tell(what, 0.5)

    outcome = run(
        spec,
        folder,
        name=stop.name,
        budget=BUDGET,
        parts=parts,
        frames=size.frames,
        size=size.pixels,
        whole=True,
        on_progress=progress,
    )
    seconds, found = dict(outcome.seconds), None
    if stop.report is not None:
        tell("measuring layer by layer", 0.9)
        start = time.perf_counter()
        found = stop.report(outcome.recording)
        seconds["drawing"] += time.perf_counter() - start
    tell("done", 1.0)
    of = {picture.kind: picture for picture in stop.pictures}
    drawn = (
        Drawn(of[d.part], d.file.name, None if d.moving is None else d.still.name)
        for d in outcome.drawn
    )
    return Visited(stop, outcome.recording, proofs(outcome), tuple(drawn), seconds, found)


def _write(folder: Path, visited: Sequence[AnyVisited], around: Around | None) -> None:
    write_whole(folder / "index.html", page(visited, around=around))
    facts = [
        {
            "stop": v.stop.name,
            "title": v.stop.title,
            **v.counts,
            **{f"{stage}_seconds": round(taken, 2) for stage, taken in v.seconds.items()},
            "proofs": [
                {
                    "question": p.words,
                    "verdict": p.certificate.verdict,
                    "reason": p.certificate.reason,
                    "theorem": p.certificate.theorem,
                    "certificate": p.file,
                }
                for p in v.proofs
            ],
            **v.facts,
        }
        for v in visited
    ]
    write_whole(folder / "tour.json", json.dumps(facts, indent=2) + "\n")
