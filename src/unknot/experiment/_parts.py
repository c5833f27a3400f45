"""The pictures that can be drawn of a run."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from unknot import draw, views
from unknot.nets import deform
from unknot.recording import Recording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Part = Literal[
    "decision",
    "layers",
    "representation",
    "losses",
    "seeds",
    "heat",
    "folds",
    "view",
    "view-after",
    "distances",
    "depth",
    "phases",
    "training",
]
MOVIES: tuple[Part, ...] = ("depth", "phases", "training")

_VOTES = 3  # of the nearest points, as in the essay's picture
_FIGURES: dict[Part, "Callable[[Recording], Figure]"] = {
    "decision": lambda r: draw.decision(r.final, r.data),
    "layers": lambda r: draw.strip(r.final, r.data),
    "representation": lambda r: draw.representation(r.final, r.data, r.final.depth),
    "losses": draw.losses,
    "seeds": draw.seeds,
    "heat": lambda r: draw.heat(r.final, r.data),
    "folds": lambda r: draw.folds(r.final, r.data),
    "view": lambda r: draw.view(views.view(r.data, "isomap"), _VOTES),
    "view-after": lambda r: draw.view(views.view(views.represented(r), "isomap"), _VOTES),
    "distances": lambda r: draw.concentration(views.concentration(r.data)),
}
# What stands in the place of a movie that does not play.
_POSTERS: dict[Part, Part] = {
    "depth": "representation",
    "phases": "representation",
    "training": "decision",
}


@dataclass(frozen=True)
class Drawn:
    """A part with its files: a figure, or a movie and the figure that stands in its place."""

    part: Part
    still: Path
    moving: Path | None

    @property
    def file(self) -> Path:
        """The movie if it is one, else the figure."""
        return self.still if self.moving is None else self.moving


def usual_parts(recording: Recording) -> tuple[Part, ...]:
    """Return the figures that suit a run."""
    parts: list[Part] = ["decision", "layers"]
    if recording.final.depth:
        parts.append("representation")
    parts.append("losses")
    several = recording.spec.seeds > 1 and recording.finals is not None
    if recording.data.dimension == 2 and several:
        parts.append("seeds")
    return tuple(parts)


def draw_part(part: Part, recording: Recording, stem: Path, frames: int, size: int) -> Drawn:
    """Draw one part into ``stem`` with a suffix: movies as MP4, figures as PNG."""
    still = stem.with_name(f"{stem.name}.png")
    draw.save(_FIGURES[_POSTERS.get(part, part)](recording), still)
    if part not in MOVIES:
        return Drawn(part, still, None)
    moving = stem.with_name(f"{stem.name}.mp4")
    if part == "training":
        draw.movie(recording, moving, frames=frames, size=size)
    else:
        path = deform(recording.final, "phases" if part == "phases" else "together")
        draw.movie(path, moving, data=recording.data, frames=frames, size=size)
    return Drawn(part, still, moving)
