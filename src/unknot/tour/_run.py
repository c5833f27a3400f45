"""Walk the tour: train every stop, draw its pictures, write the page."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from unknot import draw
from unknot.experiment import MOVIES, Part, Stage, run
from unknot.files import write_whole
from unknot.recording import Recording, Spec
from unknot.tour._page import page
from unknot.tour._proofs import BUDGET, proofs
from unknot.tour._proposals import PROPOSALS
from unknot.tour._stops import EXPERIMENTS, Stop
from unknot.tour._visited import Drawn, Visited
from unknot.train import Progress

STOPS: tuple[Stop, ...] = (*EXPERIMENTS, *PROPOSALS)


@dataclass(frozen=True)
class Size:
    """How large the tour is: seeds per stop, frames and pixels of its movies."""

    seeds: Callable[[Stop], int]
    frames: int
    pixels: int


FULL = Size(lambda stop: stop.spec.seeds, 80, 600)
QUICK = Size(lambda stop: stop.seeds_quick, 40, 400)


def take(
    folder: str | Path,
    size: Size = FULL,
    stops: Sequence[Stop] = STOPS,
    on_progress: Callable[[Stop, str, float], None] = lambda *_: None,
) -> tuple[Visited, ...]:
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

    Returns
    -------
    tuple of Visited
        After every stop the page is written anew, so an interrupted tour leaves the stops that
        it finished.

    Raises
    ------
    BadEnvironment
        A stop has a movie, and ffmpeg does not work here.
    """
    if any(picture.kind in MOVIES for stop in stops for picture in stop.pictures):
        draw.mp4_encoder()  # for what it raises, before anything is trained
    folder = Path(folder)
    visited: list[Visited] = []
    for stop in stops:
        visited.append(_visit(stop, folder, size, lambda *a, s=stop: on_progress(s, *a)))
        _write(folder, visited)
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
        on_progress=progress,
    )
    tell("done", 1.0)
    of = {picture.kind: picture for picture in stop.pictures}
    drawn = (
        Drawn(of[d.part], d.file.name, None if d.moving is None else d.still.name)
        for d in outcome.drawn
    )
    return Visited(stop, outcome.recording, proofs(outcome), tuple(drawn), outcome.seconds)


_SAID = ("accuracy", "best_seed", "seeds", "seeds_all_right")


def _write(folder: Path, visited: Sequence[Visited]) -> None:
    write_whole(folder / "index.html", page(visited))
    facts = [
        {
            "stop": v.stop.name,
            "title": v.stop.title,
            **{name: said[name] for name in _SAID},
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
            "spec": v.recording.spec.model_dump(mode="json"),
            "recording": f"{v.stop.name}.safetensors",
            "files": [d.file for d in v.drawn],
        }
        for v, said in ((v, v.recording.summary()) for v in visited)
    ]
    write_whole(folder / "tour.json", json.dumps(facts, indent=2) + "\n")
