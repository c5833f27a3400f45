"""Walk the tour: train every stop, draw its pictures, write the page."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unknot import draw
from unknot.files import write_whole
from unknot.nets import deform
from unknot.recording import Recording, Spec, write
from unknot.tour._page import page
from unknot.tour._proofs import prove
from unknot.tour._stops import MOVIES, STOPS, Picture, PictureKind, Stop
from unknot.tour._visited import Drawn, Visited
from unknot.train import Progress, fit

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
    start = time.perf_counter()

    def train(progress: Progress) -> None:
        share = progress.step / max(progress.steps, 1)
        tell(f"training: {progress.solved} of {progress.seeds} all right", share / 2)

    recording = fit(spec, on_progress=train)
    write(recording, folder / f"{stop.name}.safetensors")
    trained = time.perf_counter()
    tell("proving what can be proved", 0.5)
    proofs = prove(recording, folder, stop.name)
    proved = time.perf_counter()
    wanted = [picture for picture in stop.pictures if picture.when(recording)]
    drawn = []
    for index, picture in enumerate(wanted):
        tell(f"drawing: {picture.kind}", (1 + index / len(wanted)) / 2)
        drawn.append(_draw(picture, recording, folder, stop.name, size))
    tell("done", 1.0)
    return Visited(
        stop, recording, proofs, tuple(drawn), trained - start, proved - trained,
        time.perf_counter() - proved,
    )  # fmt: skip


def _draw(picture: Picture, recording: Recording, folder: Path, name: str, size: Size) -> Drawn:
    network, data, kind = recording.final, recording.data, picture.kind
    still = f"{name}-{kind}.png"
    if kind not in MOVIES:
        draw.save(_FIGURES[kind](recording), folder / still)
        return Drawn(picture, still, None)
    moving = f"{name}-{kind}.mp4"
    if kind == "training":
        draw.movie(recording, folder / moving, frames=size.frames, size=size.pixels)
        draw.save(draw.decision(network, data), folder / still)
    else:
        order = "phases" if kind == "phases" else "together"
        path = deform(network, order)
        draw.movie(path, folder / moving, data=data, frames=size.frames, size=size.pixels)
        draw.save(draw.representation(network, data, network.depth), folder / still)
    return Drawn(picture, moving, still)


_FIGURES: dict[PictureKind, "Callable[[Recording], Figure]"] = {
    "decision": lambda r: draw.decision(r.final, r.data),
    "layers": lambda r: draw.strip(r.final, r.data),
    "representation": lambda r: draw.representation(r.final, r.data, r.final.depth),
    "seeds": draw.seeds,
    "heat": lambda r: draw.heat(r.final, r.data),
}


_SAID = ("accuracy", "best_seed", "seeds", "seeds_all_right")


def _write(folder: Path, visited: Sequence[Visited]) -> None:
    write_whole(folder / "index.html", page(visited))
    facts = [
        {
            "stop": v.stop.name,
            "title": v.stop.title,
            **{name: said[name] for name in _SAID},
            "training_seconds": round(v.training_seconds, 2),
            "proving_seconds": round(v.proving_seconds, 2),
            "drawing_seconds": round(v.drawing_seconds, 2),
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
