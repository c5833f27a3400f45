"""Whether a network has a property: boxes cut until linear bounds settle each."""

import time as clock
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, cast

import numpy as np

from unknot import checker
from unknot.certified import Certified
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import Point, numbers
from unknot.nets import Model, Network
from unknot.properties._attack import Target
from unknot.properties._property import Case, Property
from unknot.properties._slopes import SPARE, sums
from unknot.verdicts import written_network

Outcome = Literal["holds", "fails", "undecided"]

_FEW, _STEPS = 2048, 60  # of the first attack
_BATCH, _BLOCK = 256, 32  # boxes at a time, and of one thread
_AGAIN = 32  # boxes of a batch from which the attack starts again


@dataclass(frozen=True)
class Looked:
    """How far a verification has come.

    Attributes
    ----------
    boxes
        Bounded so far.
    still_open
        Boxes that are neither settled nor cut.
    settled
        The share of the boxes' volume on which the property is shown.
    """

    boxes: int
    still_open: int
    settled: float


@dataclass(frozen=True)
class Answer(Certified[Outcome]):
    """Whether a network has a property, with what proves it.

    Attributes
    ----------
    verdict
        ``"holds"``, ``"fails"`` or ``"undecided"``.
    reason
        Why, in a sentence or two.
    content
        The certificate's content (docs/certificates.md); None if undecided.
    facts
        Boxes that were bounded, the share that is settled, the point that violates it, …
    """

    verdict: Outcome
    reason: str
    content: dict[str, Any] | None = field(default=None, repr=False)
    facts: dict[str, Any] = field(default_factory=dict, repr=False)


def verify(
    network: Model,
    property_: Property,
    *,
    time: float | None = None,
    boxes: int = 1_000_000,
    seed: int = 0,
    threads: int = 2,
    on_progress: Callable[[Looked], None] = lambda _: None,
) -> Answer:
    """Decide whether a network has a property, and prove it.

    Parameters
    ----------
    network
        Dense layers and a head, whose scores are the outputs (of a softmax or logistic head, before
        that function); weights are taken as the exact numbers that they are.
    property_
        See :func:`read_vnnlib`.
    time
        Seconds after which it is left undecided; None for no limit. The attack before, and checking
        the certificate after, are not counted.
    boxes
        How many boxes are bounded at most.
    seed
        Of the places from which violations are sought.
    threads
        That bound boxes at the same time.
    on_progress
        Called now and then. What interrupts it (KeyboardInterrupt) leaves the property undecided.

    Returns
    -------
    Answer
        ``"holds"``: nowhere in the boxes do forbidden outputs occur. ``"fails"``, with a point of
        a box where they do, evaluated exactly. ``"undecided"``, with the share that is settled.

    Raises
    ------
    InputError
        The network has other numbers of inputs and outputs.

    Notes
    -----
    Boxes are bounded by linear relaxation backwards (Zhang et al. 2018, CROWN; Singh et al. 2019)
    and cut in halves where the bounds depend most on their width (Wang et al. 2018, ReluVal).

    Examples
    --------
    >>> from unknot.nets import Dense, Head, activation
    >>> from unknot.properties import parse_vnnlib
    >>> relu = Dense(np.array([[1.0], [-1.0]]), np.zeros(2), activation("relu"))
    >>> size = Network([relu], Head(np.array([[1.0, 1.0]]), np.zeros(1), "linear"))
    >>> text = "(declare-const X_0 Real) (declare-const Y_0 Real) (assert (>= X_0 -1))"
    >>> text += "(assert (<= X_0 1)) (assert (>= Y_0 {}))"
    >>> verify(size, parse_vnnlib(text.format(1.5))).verdict
    'holds'
    >>> verify(size, parse_vnnlib(text.format(1))).verdict
    'fails'
    """
    try:
        question = _Question.of(network, property_)
    except UnsupportedLayer as why:
        return Answer("undecided", str(why), facts={"settled": 0.0})
    rng = np.random.default_rng(seed)
    for index in range(len(question.cases)):
        fails = question.attacked(index, rng)
        if fails is not None:
            return fails
    search = _Search(question, clock.monotonic() + (np.inf if time is None else time), boxes)
    with ThreadPoolExecutor(threads) as pool:
        for index in range(len(question.cases)):
            found = search.case(index, pool, on_progress)
            if isinstance(found, Answer):
                return found
            search.splits.append(found)
            search.settled += 1
    return question.shown(search)


@dataclass(frozen=True)
class _Question:
    """A network and a property, as they are and as the checker reads them."""

    network: Network
    property: Property
    parts: dict[str, Any]
    read: checker.Certificate
    cases: list[Any]
    targets: list[Target]

    @classmethod
    def of(cls, network: Model, property_: Property) -> "_Question":
        exact, written = written_network(network)
        head = exact.head
        sizes = exact.inputs, getattr(head, "scores", 0)
        if sizes != (property_.inputs, property_.outputs):
            raise InputError(
                f"{property_.name} is of {property_.inputs} inputs and {property_.outputs} "
                f"outputs; the network has {sizes[0]} and {sizes[1]}."
            )
        parts = {"network": written}
        claim = {"kind": "property holds", "cases": [c.written() for c in property_.cases]}
        asked = {"claim": claim, "evidence": {"kind": "splits", "splits": []}, **parts}
        try:
            read, _ = checker.read({"format": checker.FORMAT, **asked})
            cases = [checker.Never(read.net, case) for case in checker.cases(read)]
        except checker.Refused as refusal:
            raise UnsupportedLayer(f"Nothing can be proved here: {refusal}.") from None
        targets = [Target.of(exact, case) for case in property_.cases]
        return cls(exact, property_, parts | {"claim": claim}, read, cases, targets)

    def attacked(self, index: int, rng: np.random.Generator) -> Answer | None:
        """Look for a violation from many places."""
        target = self.targets[index]
        return self.violated(index, target.attack(_FEW, _STEPS, rng))

    def violated(self, index: int, inputs: np.ndarray) -> Answer | None:
        """Return the proof that the property fails, if it does at one of these inputs."""
        distance = self.targets[index].distances(inputs).min(axis=1)
        for k in np.argsort(distance)[:3]:
            if not distance[k] <= 1e-9:
                return None
            for point in _near(inputs[k], self.property.cases[index]):
                if checker.occurs(self.read.net, self.cases[index].case, point):
                    return self._fails(index, point)
        return None

    def _fails(self, index: int, point: Point) -> Answer:
        near = [float(v) for v in point]
        outputs = self.network.scores(np.array([near]))[0].tolist()
        where = ", ".join(f"{v:.9g}" for v in near)
        facts = {"case": index, "point": near, "outputs": outputs}
        parts = self.parts | {
            "claim": self.parts["claim"] | {"kind": "property fails"},
            "evidence": {"kind": "violation", "case": index, "point": numbers(point)},
        }
        shown = ", ".join(f"{v:.6g}" for v in outputs)
        return _accepted(f"At ({where}) the outputs are ({shown}), which it forbids.", facts, parts)

    def shown(self, search: "_Search") -> Answer:
        """Return the proof that the property holds."""
        evidence: dict[str, Any] = {"kind": "splits", "splits": search.splits}
        if any(search.sums):
            evidence |= {"kind": "sums", "sums": search.sums}
        facts = {"boxes": search.boxes, "settled": 1.0}
        bounded = f"{search.boxes:,} box{'es' * (search.boxes != 1)}"
        reason = f"No input of the boxes gives what it forbids ({bounded} bounded)."
        return _accepted(reason, facts, self.parts | {"evidence": evidence})


def _accepted(reason: str, facts: dict[str, Any], parts: dict[str, Any]) -> Answer:
    """Return an answer if the checker verifies its parts; nothing else makes a certificate."""
    try:
        content = checker.complete(parts)
    except checker.Refused as refusal:
        return Answer("undecided", f"The checker does not accept it: {refusal}", facts=facts)
    return Answer(cast(Outcome, content["verdict"]), reason, content, facts)


def _near(x: np.ndarray, case: Case) -> Iterator[Point]:
    """Give an input of the box as single precision has it, if it does, and as it is."""
    for floats in (x.astype(np.float32).astype(float), x):
        pairs = zip(floats.tolist(), case.lower, case.upper, strict=True)
        yield tuple(min(max(Fraction(v), low), high) for v, low, high in pairs)


@dataclass
class _Search:
    """What one verification may use, and what it has found."""

    question: _Question
    until: float
    most: int
    boxes: int = 0
    settled: float = 0.0
    splits: list[list[list[int]]] = field(default_factory=list)
    sums: list[list[Any]] = field(default_factory=list)

    def case(
        self, index: int, pool: ThreadPoolExecutor, tell: Callable[[Looked], None]
    ) -> list[list[int]] | Answer:
        """Cut a case's box until all is shown, or it fails, or there is no more time."""
        never, target = self.question.cases[index], self.question.targets[index]
        open_, share, levels = never.whole(), 1.0, []
        settled = 0.0
        own: list[Any] = []
        self.sums.append(own)
        while True:
            axes = []
            for start in range(0, len(open_), _BATCH):
                batch = open_[slice(start, start + _BATCH)]
                try:
                    axis, given, near = _bounded(never, batch, pool)
                    self.boxes += len(batch)
                    own += given
                    settled += share * float((axis <= 0).sum())
                    looked = Looked(self.boxes, len(open_), self._share(settled))
                    tell(looked)
                except KeyboardInterrupt:
                    return self._undecided("It was interrupted", settled, len(open_))
                fails = self._again(index, target, near)
                if fails is not None:
                    return fails
                axes.append(axis)
                if clock.monotonic() > self.until:
                    return self._undecided("Time was up", settled, len(open_))
            axis = np.concatenate(axes)
            if not (axis > 0).any():
                return [*levels, axis.tolist()] if axis.any() else levels
            if self.boxes + 2 * int((axis > 0).sum()) > self.most:
                return self._undecided("No more boxes were allowed", settled, int((axis > 0).sum()))
            cut = open_[axis > 0]
            if not cut.middle(axis[axis > 0] - 1)[1].all():
                return self._undecided("Boxes are as small as floats are", settled, len(cut))
            levels.append(axis.tolist())
            open_, share = cut.halves(axis[axis > 0] - 1), share / 2

    def _again(self, index: int, target: Target, near: np.ndarray) -> Answer | None:
        """Look near the boxes that are worst."""
        if not len(near):
            return None
        distance = target.distances(near)
        worst = np.argsort(distance.min(axis=1))[:_AGAIN]
        best = target.descend(near[worst], distance[worst].argmin(axis=1), 25)
        return self.question.violated(index, np.concatenate([near[worst], best]))

    def _share(self, settled: float) -> float:
        return (self.settled + settled) / len(self.question.cases)

    def _undecided(self, why: str, settled: float, still_open: int) -> Answer:
        share = self._share(settled)
        return Answer(
            "undecided",
            f"{why} after {self.boxes:,} boxes; the property is shown on {100 * share:.4g} % of "
            f"the volume, and no violation was found in the rest ({still_open:,} boxes are open).",
            facts={"boxes": self.boxes, "settled": share, "still_open": still_open},
        )


def _bounded(
    never: checker.Never, boxes: checker.Boxes, pool: ThreadPoolExecutor
) -> tuple[np.ndarray, list[Any], np.ndarray]:
    """Say across which axis boxes are to be cut (from 1; 0 if shown, −1 if by sums).

    And return the sums, and where to look.
    """
    parts = [boxes[slice(k, k + _BLOCK)] for k in range(0, len(boxes), _BLOCK)]
    found = list(pool.map(lambda part: _looked(never, part), parts))
    axis, near = (np.concatenate(each) for each in zip(*((f[0], f[2]) for f in found), strict=True))
    return axis, [one for f in found for one in f[1]], near


def _looked(never: checker.Never, boxes: checker.Boxes) -> tuple[np.ndarray, list[Any], np.ndarray]:
    block = never.block(boxes)
    bounds, slopes = block.least()
    open_ = ~(never.margins(bounds) > SPARE).all(axis=1)
    given = sums(never, block, bounds, np.flatnonzero(open_))
    summed = np.zeros(len(boxes), bool)
    summed[list(given)] = True
    open_ &= ~summed
    width = boxes.high - boxes.low
    # Where the bounds depend most on the width, over all functions that are not settled.
    _, inside = _divisible(boxes)
    smear = np.abs(slopes).sum(axis=1) * width
    smear = np.where(inside, smear + 1e-3 * smear.max(axis=1, keepdims=True) * (width > 0), -1.0)
    axis = np.where(open_, smear.argmax(axis=1) + 1, np.where(summed, -1, 0))
    worst = bounds[open_].argmin(axis=1)
    steep = slopes[open_][np.arange(len(worst)), worst]
    corner = np.where(steep > 0, boxes.low[open_], boxes.high[open_])
    middle = 0.5 * boxes.low[open_] + 0.5 * boxes.high[open_]
    return axis, [given[k] for k in sorted(given)], np.concatenate([corner, middle])


def _divisible(boxes: checker.Boxes) -> tuple[np.ndarray, np.ndarray]:
    middle = 0.5 * boxes.low + 0.5 * boxes.high
    return middle, (boxes.low < middle) & (middle < boxes.high)
