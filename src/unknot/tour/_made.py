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
from unknot.nets import Head, Network, deform
from unknot.recording import Snapshot, write
from unknot.tour._proofs import WORDS, Proof, badge
from unknot.tour._stop import Chapter
from unknot.untangle import links_of, seen, untangle
from unknot.unwind import leaky_layers
from unknot.verdicts import Finding, of_link, separates, sheared, unwound

Tell = Callable[[str, float], None]
_POINTS = 200
_SECONDS = 60  # for each search


@dataclass(frozen=True)
class Film:
    """How large a movie is: frames, and pixels a side."""

    frames: int
    pixels: int


@dataclass(frozen=True)
class Made:
    """What came out of it.

    Attributes
    ----------
    subject
        The network, with its data.
    answer
        In words.
    proofs, findings
        What is proved, and what the badge says of it.
    seconds
        How long each stage took.
    picture, movie
        A file, relative to the page, with its words.
    """

    subject: Snapshot
    answer: str
    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]
    seconds: Mapping[Stage, float]
    picture: tuple[str, str] | None = None
    movie: tuple[str, str] | None = None


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
    make: Callable[[str, Path, Film, Tell], Made]
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
        network = self.network
        return {
            "shears": network.depth,
            "layers": leaky_layers(network),
            "accuracy": self.made.subject.accuracy,
        }

    @property
    def facts(self) -> dict[str, Any]:
        """What else is to be known of it, as JSON: files."""
        drawn = [one[0] for one in (self.made.picture, self.made.movie) if one is not None]
        return {"recording": f"{self.stop.name}.safetensors", "files": drawn}

    def __str__(self) -> str:
        network, verdict = self.network, self.proofs[0].certificate.verdict
        return (
            f"{network.depth} shears, {leaky_layers(network):,} leaky ReLU layers of "
            f"{network.inputs}: {verdict}"
        )


def visit_made(stop: MadeStop, folder: Path, film: Film, tell: Tell) -> VisitedMade:
    """Construct the network of a stop, with its files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = stop.make(stop.name, folder, film, tell)
    write(made.subject, folder / f"{stop.name}.safetensors")
    tell("done", 1.0)
    return VisitedMade(stop, made)


def _spirals(name: str, folder: Path, film: Film, tell: Tell) -> Made:
    del film
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
    reason = made.certificate.reason
    return Made(Snapshot(network, data), reason, tuple(proofs), badge(proofs), seconds)


def _links(name: str, folder: Path, film: Film, tell: Tell) -> Made:
    start = time.perf_counter()
    (essay,) = links_of("unlink-spiral:turns=2")
    link = essay.link
    data, unit = seen(link, "an oval and a line", _POINTS)
    data = replace(data, class_names=("oval", "line"))
    found = sheared(link, seconds=_SECONDS, on_progress=lambda doing: tell(doing, 0.2))
    subject = Snapshot(_still(3) if found.network is None else found.scaled(unit), data)
    tell("looking for moves of arcs", 0.6)
    moved = untangle(link, seconds=_SECONDS)
    asked = (
        ("Do layers of three units take them apart?", found),
        ("And without a network?", moved),
    )
    proofs = tuple(
        Proof(words, one, one.save(folder / f"{name}-certificate-{k}.json").name)
        if one.proved
        else Proof(words, one, None)
        for k, (words, one) in enumerate(asked, 1)
    )
    seconds: dict[Stage, float] = {"proving": time.perf_counter() - start}
    start, picture, movie = time.perf_counter(), None, None
    if moved.arcs is not None and moved.proved:
        path = draw.save(draw.book(moved.arcs, link), folder / f"{name}.png")
        picture = (
            path.name,
            "The same link as arcs on the pages of a book, while it is taken apart by moves of "
            "pages: the shorter proof.",
        )
    if found.proved:
        tell("drawing: movie", 0.7)
        path = folder / f"{name}.mp4"
        along = deform(subject.model)
        draw.movie(along, path, data=data, frames=film.frames, size=film.pixels, marks=False)
        movie = (path.name, "Through all shears, until the line lies above the oval.")
    seconds["drawing"] = time.perf_counter() - start
    moves = f"{moved.reason[0].lower()}{moved.reason[1:]}"
    answer = f"{found.reason} Without a network: {moves}"
    return Made(subject, answer, proofs, of_link(found, unit), seconds, picture, movie)


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
    "The essay's link, by construction",
    "Links",
    "Can a program take a link apart, and prove that it did?",
    (
        (
            "The essay's own link: an oval, and a line that goes along it, winds round it twice, "
            "and twice back. Turn them: they hang together in every picture, and still nothing "
            "holds them.",
            0.0,
        ),
        (
            "The program's plan: at every place of the oval, turn the line about it until it lies "
            "above. Shears of space follow the plan, a little at a time; each is an isotopy. "
            "Nobody trained them.",
            0.5,
        ),
        (
            lambda n: (
                f"After {n.depth} shears a plane lies between the line and the oval. These are "
                f"{leaky_layers(n):,} layers of three leaky ReLU units."
                if n.depth
                else ""
            ),
            1.0,
        ),
    ),
    _links,
    "unknot untangle unlink-spiral:turns=2 --network shear",
)
