"""A stop of the tour: an experiment, its question, and the text that leads through it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from unknot.experiment import Part
from unknot.nets import Order
from unknot.recording import Recording, Spec
from unknot.reports import Findings

# What a live viewer shows as well: for paper, and not repeated on the page.
LIVE: tuple[Part, ...] = (
    "decision",
    "layers",
    "representation",
    "losses",
    "depth",
    "phases",
    "training",
)

Chapter = Literal[
    "A line, and a bend",
    "Unwinding",
    "What two units cannot do",
    "Why it matters",
    "Links",
    "The easy way out",
    "Better layers",
    "Which networks ever work?",
]


@dataclass(frozen=True)
class Picture:
    """One figure or movie, and the words below it.

    ``when`` says for which outcomes it is drawn.
    """

    kind: Part
    caption: str
    when: Callable[[Recording], bool] = field(default=lambda _: True)


@dataclass(frozen=True)
class Beat:
    """A paragraph, and what the live picture shows while it is read.

    Attributes
    ----------
    text
        Of the outcome, where it depends on that.
    depth
        0 … layers.
    trained
        The share of the training that is done, 0 … 1.
    order
        How the layers move on the way to this paragraph.
    """

    text: str | Callable[[Recording], str]
    depth: float = 0.0
    trained: float = 1.0
    order: Order = "together"

    def said(self, recording: Recording) -> str:
        """Return the paragraph, of this outcome."""
        return self.text if isinstance(self.text, str) else self.text(recording)

    def look(self, recording: Recording) -> dict[str, Any]:
        """Return what the viewer shows, as its state."""
        steps = recording.steps
        frame = round(self.trained * (len(steps) - 1))
        return {"depth": self.depth, "step": int(steps[frame]), "order": self.order}


@dataclass(frozen=True)
class Stop:
    """One experiment: its recipe, its pictures, and what is said of its outcome.

    Attributes
    ----------
    name, title, chapter
        In addresses, in the list of contents, and the part of the essay that it belongs to.
    question
        What it answers, in the words of somebody who does not know yet.
    beats
        The text, with what is seen meanwhile; the first says what there is to see.
    outcome
        The answer, computed.
    suggestion
        What to try in the lab.
    seeds_quick
        How many seeds a quick tour tries.
    report
        What is measured layer by layer, told below the answer; None if nothing.
    """

    name: str
    title: str
    chapter: Chapter
    question: str
    spec: Spec
    seeds_quick: int
    beats: tuple[Beat, ...]
    outcome: Callable[[Recording], str]
    suggestion: str
    pictures: tuple[Picture, ...]
    report: Callable[[Recording], Findings] | None = None


def solved(recording: Recording) -> int:
    """Return how many random starts got every point right."""
    return int(recording.solved.sum())


def succeeded(recording: Recording) -> bool:
    """Whether the best one got every point right."""
    return recording.accuracy == 1


def failed(recording: Recording) -> bool:
    """Whether none did."""
    return not succeeded(recording)


def count(recording: Recording) -> str:
    """Say how many random starts got every point right."""
    share = solved(recording) / recording.spec.seeds
    return (
        f"{solved(recording):,} of {recording.spec.seeds:,} random starts got every point right "
        f"({share:.1%})."
    )


def best(recording: Recording) -> str:
    """Say how far the best random start came."""
    return (
        f"The best of {recording.spec.seeds:,} random starts gets {recording.accuracy:.1%} right."
    )


def either(right: str, wrong: str) -> Callable[[Recording], str]:
    """Return the words for an outcome: every point right, or not."""
    return lambda recording: right if succeeded(recording) else wrong


def wrong(recording: Recording) -> int:
    """Return how many points the best one gets wrong."""
    return round((1 - recording.accuracy) * len(recording.data))
