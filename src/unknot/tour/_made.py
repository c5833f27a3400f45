"""What the tour shows of networks that nobody trained: made of a plan, and proved."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from unknot import draw
from unknot.data import load
from unknot.experiment import Stage
from unknot.links import Link
from unknot.nets import Head, Network
from unknot.recording import Snapshot
from unknot.tour._proofs import WORDS, Proof
from unknot.tour._stop import Chapter
from unknot.untangle import Means, links_of, seen, untangle
from unknot.verdicts import separates, unwound

Tell = Callable[[str, float], None]
_POINTS = 200
_SECONDS = 60  # for each search


@dataclass(frozen=True)
class Made:
    """What came out: the network, the answer, what is proved, and a picture with its words."""

    subject: Snapshot
    answer: str
    proofs: tuple[Proof, ...]
    seconds: Mapping[Stage, float]
    picture: tuple[str, str] | None = None


@dataclass(frozen=True)
class MadeStop:
    """A network that is constructed, its question, and the text that leads through it.

    Attributes
    ----------
    name, title, chapter, question
        As of a :class:`Stop`.
    beats
        Paragraphs, of the network where they depend on it, and after which share of its layers it
        is seen meanwhile.
    make
        Constructs it, and writes files into a folder.
    command
        What makes it again.
    """

    name: str
    title: str
    chapter: Chapter
    question: str
    beats: tuple[tuple[str | Callable[[Network], str], float], ...]
    make: Callable[[str, Path, Tell], Made]
    command: str


@dataclass(frozen=True)
class VisitedMade:
    """A stop after its construction."""

    stop: MadeStop
    made: Made

    @property
    def network(self) -> Network:
        """What is shown."""
        found = self.made.subject.final
        assert isinstance(found, Network)
        return found

    @property
    def networks(self) -> int:
        """How many were trained: none."""
        return 0

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """What is proved."""
        return self.made.proofs

    @property
    def seconds(self) -> Mapping[Stage, float]:
        """How long each stage took."""
        return self.made.seconds

    @property
    def counts(self) -> dict[str, Any]:
        """What came out, as JSON."""
        return {"layers": self.network.depth, "accuracy": self.made.subject.accuracy}

    @property
    def facts(self) -> dict[str, Any]:
        """What else is to be known of it, as JSON: files."""
        return {"files": [] if self.made.picture is None else [self.made.picture[0]]}

    def __str__(self) -> str:
        return f"{self.network.depth} layers, by construction: {self.proofs[0].certificate.verdict}"


def visit_made(stop: MadeStop, folder: Path, tell: Tell) -> VisitedMade:
    """Construct the network of a stop, with its files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = stop.make(stop.name, folder, tell)
    tell("done", 1.0)
    return VisitedMade(stop, made)


def _spirals(name: str, folder: Path, tell: Tell) -> Made:
    start = time.perf_counter()
    data = load(f"spirals:turns=2,points={_POINTS}")
    made = unwound(data, seconds=_SECONDS, on_progress=lambda doing: tell(doing, 0.3))
    network = _still(data.dimension) if made.found is None else made.found.network
    file = None
    if made.certificate.proved:
        file = made.certificate.save(folder / f"{name}-certificate.json").name
    question = "Are there weights for layers of two units, at some depth?"
    proofs = [Proof(question, made.certificate, file)]
    if made.found is not None:
        tell("proving", 0.8)
        right = separates(network, data)
        file = None
        if right.proved:
            file = right.save(folder / f"{name}-network-certificate.json").name
        proofs.append(Proof(WORDS["network"], right, file, "network"))
    seconds: dict[Stage, float] = {"proving": time.perf_counter() - start}
    return Made(Snapshot(network, data), made.certificate.reason, tuple(proofs), seconds)


def _links(name: str, folder: Path, tell: Tell) -> Made:
    start = time.perf_counter()
    proofs, answers = [], []
    (hook,) = links_of("hook")
    (spiral,) = links_of("unlink-spiral:turns=2,vertices=60")
    data, unit = seen(hook.link, "a ring and a finger", _POINTS)
    data = replace(data, class_names=("ring", "finger"))
    network = _still(3)
    picture = None
    asked: tuple[tuple[Link, Means, str], ...] = (
        (hook.link, "cones", "Do the ring and the finger come apart?"),
        (spiral.link, "arcs", "Does the essay's link of two turns?"),
    )
    for link, by, words in asked:
        tell(words, 0.3 * (1 + len(proofs)))
        found = untangle(link, seconds=_SECONDS, by=by)
        file = None
        if found.proved:
            file = found.save(folder / f"{name}-certificate-{len(proofs) + 1}.json").name
        if found.cones is not None:
            network = found.cones.network(unit)
        if found.arcs is not None and found.proved:
            path = draw.save(draw.book(found.arcs, link), folder / f"{name}.png")
            picture = (
                path.name,
                (
                    "The essay's own link, a ring and a line that winds round it and back, as "
                    "arcs on the pages of a book, while it is taken apart."
                ),
            )
        proofs.append(Proof(words, found, file))
        answers.append(found.reason)
    answer = f"{answers[0]} Of the essay's own link: {answers[1][0].lower()}{answers[1][1:]}"
    seconds: dict[Stage, float] = {"proving": time.perf_counter() - start}
    return Made(Snapshot(network, data), answer, tuple(proofs), seconds, picture)


def _still(dimension: int) -> Network:
    """Return what stands for a network where none was found."""
    return Network([], Head(np.zeros((1, dimension)), np.zeros(1), "logistic"))


UNWOUND = MadeStop(
    "spirals-unwound",
    "Spirals, two turns, by construction",
    "Unwinding",
    "Are there weights that training does not find?",
    (
        (
            "The same two turns. Nothing is trained here. The plan: turn the plane about its "
            "centre, every circle by as much as unwinds the arms on it. Layers follow this "
            "motion, a little at a time.",
            0.0,
        ),
        (
            "Half way. Each layer is a shear: it moves points along parallel lines, every line by "
            "an amount of its own. So nothing is torn, and nothing folds.",
            0.5,
        ),
        (lambda n: f"After {n.depth} shears a straight line is enough." if n.depth else "", 1.0),
    ),
    _spirals,
    "unknot untangle spirals:turns=2",
)

UNTANGLED = MadeStop(
    "links-untangled",
    "A ring and a finger",
    "Links",
    "Can a program take a link apart, and prove that it did?",
    (
        (
            "A ring, and a finger that enters it and comes back. Turn them: they hang together in "
            "every picture, and still nothing holds them.",
            0.0,
        ),
        (
            "A search moves one corner after the other, through nothing. Every move is a layer "
            "with weights: space is pushed along a tent over the triangle that the corner sweeps, "
            "so thin that nothing else lies in it.",
            0.5,
        ),
        (lambda n: f"After {n.depth} tents a plane lies between them." if n.depth else "", 1.0),
    ),
    _links,
    "unknot untangle hook --network cone",
)
