"""What a stop of the tour leaves for the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unknot.experiment import Stage
from unknot.recording import Recording
from unknot.reports import Findings
from unknot.sweep import TABLE, Brackets, Grid, Swept, proved_right
from unknot.tour._proofs import Proof
from unknot.tour._stop import Picture, Stop
from unknot.tour._sweeps import SweepStop


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
    found: Findings | None = None

    @property
    def networks(self) -> int:
        """How many were trained."""
        return self.recording.spec.seeds

    @property
    def counts(self) -> dict[str, Any]:
        """What came out, as JSON."""
        said = self.recording.summary()
        return {name: said[name] for name in ("accuracy", "seeds", "seeds_all_right")}

    @property
    def facts(self) -> dict[str, Any]:
        """What else is to be known of it, as JSON: recipe and files."""
        return {
            "best_seed": self.recording.summary()["best_seed"],
            "spec": self.recording.spec.model_dump(mode="json"),
            "recording": f"{self.stop.name}.safetensors",
            "files": [drawn.file for drawn in self.drawn],
        } | ({} if self.found is None else {"report": list(self.found.sentences)})

    def __str__(self) -> str:
        said = self.counts
        return (
            f"best {said['accuracy']:>6.1%}   all points right: {said['seeds_all_right']:>4} of "
            f"{said['seeds']:>4} seeds"
        )


@dataclass(frozen=True)
class VisitedSweep:
    """A sweep of the tour, done: its rows, the brackets of the least width, what is proved.

    ``picture`` is the diagram's file, relative to the page as those of the proofs.
    """

    stop: SweepStop
    grid: Grid
    found: Swept
    known: Brackets
    proofs: tuple[Proof, ...]
    picture: str
    seconds: Mapping[Stage, float]

    @property
    def networks(self) -> int:
        """How many were trained."""
        return sum(row.counted.seeds for row in self.found.rows if row.counted is not None)

    @property
    def counts(self) -> dict[str, Any]:
        """What came out, as JSON."""
        rows = self.found.rows
        return {
            "architectures": len(rows),
            "networks": self.networks,
            "impossible": sum(row.proof is not None for row in rows),
            "succeeded": sum(row.counted is not None and row.counted.solved > 0 for row in rows),
            "proved_right": sum(map(proved_right, rows)),
        }

    @property
    def facts(self) -> dict[str, Any]:
        """What else is to be known of it, as JSON: files."""
        return {"table": f"{self.stop.name}/{TABLE}", "files": [self.picture]}

    def __str__(self) -> str:
        said = self.counts
        return (
            f"{said['architectures']} architectures: {said['impossible']} proved impossible, "
            f"{said['succeeded']} with a success"
        )
