"""What a stop of the tour leaves for the page."""

from dataclasses import dataclass

from unknot.recording import Recording
from unknot.tour._stops import Picture, Stop


@dataclass(frozen=True)
class Drawn:
    """A picture of the page: its file, relative to the page, and its words."""

    picture: Picture
    file: str
    poster: str | None


@dataclass(frozen=True)
class Visited:
    """A stop after its experiment: what came out, what was drawn, how long it took (seconds)."""

    stop: Stop
    recording: Recording
    drawn: tuple[Drawn, ...]
    training_seconds: float
    drawing_seconds: float
