"""What a stop of the tour leaves for the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from unknot.experiment import Stage
from unknot.recording import Recording
from unknot.tour._proofs import Proof
from unknot.tour._stops import Picture, Stop


@dataclass(frozen=True)
class Drawn:
    """A picture of the page: its file, relative to the page, and its words."""

    picture: Picture
    file: str
    poster: str | None


@dataclass(frozen=True)
class Visited:
    """A stop after its experiment: what came out, is proved, was drawn; the times in seconds."""

    stop: Stop
    recording: Recording
    proofs: tuple[Proof, ...]
    drawn: tuple[Drawn, ...]
    seconds: Mapping[Stage, float]
