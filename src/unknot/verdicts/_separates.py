"""Whether one network classifies given sets entirely (THEORY T7.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from unknot import checker
from unknot.checker import Pieces
from unknot.data import Dataset
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import number, numbers
from unknot.nets import Model, Network, Shear
from unknot.shapes import Shape
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, accepted, answered, at_least, undecided
from unknot.verdicts._classes import Classes, Part, classes_of
from unknot.verdicts._cuts import cut
from unknot.verdicts._places import OnBorder, Places, places

BUDGET = 1_000_000
_DENSE = 4000
_MOST_EDGES = 5000  # decided exactly
_WANTED_PIECES = 10_000  # so far the margin is sought, not only its sign
_AFFINE_PIECES = 2000  # bodies give affine margins exactly


@dataclass(frozen=True)
class Looked:
    """How far a verification has come: pieces bounded so far, and pieces still open."""

    pieces: int
    still_open: int


def separates(
    network: Model,
    data: Dataset | Sequence[Shape] | Classes,
    *,
    radius: float | None = None,
    budget: int = BUDGET,
    on_progress: Callable[[Looked], None] = lambda _: None,
) -> Certificate:
    """Decide whether a network is right on the whole of every class, and prove it.

    Of a data set without exact shapes only the points are known: then it is decided whether the
    network is right on these samples, and the verdict's word says so.

    Parameters
    ----------
    network
        Dense layers and a head; its weights are taken as the exact numbers that they are. Of any
        other layers, and of models of other libraries, the question is undecided.
    data
        A data set with its exact shapes, or one shape a class. Of a data set without shapes the
        points are taken.
    radius
        Take the closed balls of this radius about the data set's points instead, in data units.
    budget
        How many pieces of sets are bounded before the question is left undecided.
    on_progress
        Called now and then with a :class:`Looked`.

    Returns
    -------
    Certificate
        ``"separated"`` with a margin by which the right score wins everywhere (``"right on the
        samples"`` where the classes are finitely many points), ``"not separated"``
        with an exact point on which it does not, or ``"undecided"`` with the place where the
        margin is thinnest, or the layer of which nothing can be proved.

    Raises
    ------
    InputError
        The network does not fit the data, or a weight is not finite.

    Notes
    -----
    Sets are cut into pieces until each is on the right side by rigorous bounds (first-order Taylor
    models, outward rounding). Networks that are piecewise linear are decided exactly on segments.

    Examples
    --------
    >>> from unknot.nets import Dense, Head, activation
    >>> from unknot.shapes import Ball
    >>> shift = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> line = Network([shift], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    >>> separates(line, [Ball((-2, 0), 1), Ball((2, 0), 1)]).verdict
    'separated'
    >>> separates(line, [Ball((-2, 0), 1), Ball((0.5, 0), 1)]).verdict
    'not separated'
    """
    try:
        question = Question.of(network, classes_of(data, radius))
    except UnsupportedLayer as why:
        return undecided(str(why))
    found = covered(question, budget, on_progress)
    if isinstance(found, Certificate):
        return found
    claimed, everywhere = short(found.margin), question.classes.everywhere
    bounded = "" if question.classes.finite else f" ({found.pieces:,} pieces were bounded)"
    where = f"{everywhere[0].upper()}{everywhere[1:]}"
    return answered(
        f"{where} the right score wins by at least {at_least(claimed)}{bounded}.",
        facts={"margin": claimed, "pieces": found.pieces},
        claim={"kind": "this network classifies", "margin": number(claimed)},
        evidence={"kind": "cover", "cuts": found.cuts},
        **question.parts,
    )


@dataclass(frozen=True)
class Question:
    """A network and classes, as they are and as the checker reads them."""

    network: Network
    classes: Classes
    parts: dict[str, Any]
    read: checker.Certificate

    @classmethod
    def of(cls, network: Model, classes: Classes) -> "Question":
        """Ask whether a network classifies; see :func:`separates`."""
        exact = written.ours(network)
        exact.check_fits(classes.dimension, len(classes))
        if exact.classes != len(classes):
            raise InputError(
                f"The network tells {exact.classes} classes apart; there are {len(classes)}."
            )
        parts = {"classes": classes.written(), "network": written.network(exact)}
        asked = {"kind": "this network fails"}, {"kind": "point", "member": None}
        try:
            read, _ = checker.read(
                {"format": checker.FORMAT, "claim": asked[0], "evidence": asked[1], **parts}
            )
        except checker.Refused as refusal:
            raise InputError(f"This is more than a certificate can hold: {refusal}") from None
        return cls(exact, classes, parts, read)

    @property
    def leaves(self) -> list[tuple[Part, checker.Set]]:
        """Every part of every class, with the set that the checker reads for it."""
        parts = [p for label in range(len(self.classes)) for p in self.classes.parts(label)]
        return list(zip(parts, checker.leaves(self.read.sets), strict=True))

    @property
    def sheared(self) -> bool:
        """Whether all layers are shears: then the borders of solids are enough."""
        return all(isinstance(layer, Shear) for layer in self.network.layers)

    def wrong_at(self, member: dict[str, Any], near: list[float]) -> Certificate | None:
        """Return the proof that the network is wrong at a member of a class, if it is."""
        try:
            margin = _above(checker.margin_at(self.read, member))
        except checker.Refused:
            return None  # it is beside the set
        if not margin <= 0:
            return None
        name = self.classes.names[member["class"]]
        what = "sampled point" if self.classes.finite else "point"
        where = ", ".join(f"{x:.6g}" for x in near)
        how = f"loses there by {at_least(-margin)} or more" if margin < 0 else "does not win there"
        return accepted(
            f"It is wrong at the {what} ({where}) of class {name}: the right score {how}.",
            facts={"class": name, "point": near, "margin_at_most": margin},
            claim={"kind": "this network fails"},
            evidence={"kind": "point", "member": member},
            **self.parts,
        )


@dataclass
class Covered:
    """How sets were cut until the right score won on every piece, and by how much it does."""

    margin: float = np.inf
    pieces: int = 0
    cuts: list[Any] = field(default_factory=list)


def covered(
    question: Question,
    budget: int,
    on_progress: Callable[[Looked], None] = lambda _: None,
) -> Covered | Certificate:
    """Cut sets until the network is right on every piece, or say where it is not, or is not known.

    The margin is sought for a while, not only its sign.
    """
    spread = [places(part) for part, _ in question.leaves]
    wrong, seen = _wrong_somewhere(question, spread)
    if wrong is not None:
        return wrong
    wanted, found = max(seen, 0.0) / 2, Covered()
    if not question.read.net.layers:
        budget = min(budget, _AFFINE_PIECES)
    for (part, one), known in zip(question.leaves, spread, strict=True):
        border = question.sheared and part.shape.intrinsic_dimension == part.shape.dimension == 2
        try:
            cover = checker.Cover(question.read.net, part.label, one, border=border)
            whole = cover.whole()
        except checker.Refused as refusal:
            return undecided(f"Pieces of {question.classes.names[part.label]}: {refusal}.")
        seen_at = OnBorder(part, cover) if border else known
        search = _Search(question, part, cover, seen_at, found, budget, on_progress, wanted)
        cuts, open_ = cut(whole, search.sure, search.goes_on)
        if search.wrong is not None:
            return search.wrong
        found.cuts.append({"border": cuts} if border else cuts)
        if len(open_):
            exact = _exact_margin(question, part, one)
            if exact is None:
                return search.stuck(open_)
            margin, point = exact
            if margin <= 0:
                member = part.written() | {"point": numbers(point)}
                wrong = question.wrong_at(member, [float(x) for x in point])
                return search.stuck(open_) if wrong is None else wrong
            found.cuts[-1] = checker.EXACTLY
            found.margin = min(found.margin, _below(margin))
    return found


@dataclass
class _Search:
    """What one verification has used and found on one part of a class."""

    question: Question
    part: Part
    cover: checker.Cover
    places: Places
    found: Covered
    budget: int
    tell: Callable[[Looked], None]
    wanted: float
    wrong: Certificate | None = None
    thinnest: tuple[float, list[float]] = (np.inf, [])
    hidden: bool = False

    def sure(self, pieces: Pieces) -> np.ndarray:
        """Bound pieces, and say on which the right score wins by enough."""
        self.tell(Looked(self.found.pieces, len(pieces)))
        low = self.cover.least(pieces)
        sure = low > (self.wanted if self.found.pieces < _WANTED_PIECES else 0)
        self.found.margin = min(self.found.margin, float(low[sure].min(initial=np.inf)))
        self.found.pieces += int(np.isfinite(low).sum())
        return sure

    def goes_on(self, pieces: Pieces) -> bool:
        """Look whether the network is wrong at one of the worst pieces; else go on in budget."""
        near = self.places.near(pieces)
        margins = scores_at(self.question.network, near, self.part.label)
        worst = np.argsort(margins)[:4]
        if margins[worst[0]] < self.thinnest[0]:
            self.thinnest = float(margins[worst[0]]), near[worst[0]].tolist()
        for index in worst[margins[worst] <= 0]:
            self.wrong = _refutation(self.question, self.places, pieces[index : index + 1])
            if self.wrong is not None:
                return False
        if self.found.pieces >= _WANTED_PIECES:
            self.hidden = self._hidden_at(pieces[worst[0] : worst[0] + 1])
        return not self.hidden and self.found.pieces + 2 * len(pieces) <= self.budget

    def _hidden_at(self, piece: Pieces) -> bool:
        """Say whether roundings hide the margin at a piece's middle, however it is cut."""
        middle = piece.box.middle()
        point = Pieces(middle, middle, piece.owner)
        low = self.cover.least(point)[0]
        if low > 0 or not np.isfinite(low):
            return False
        self.wrong = _refutation(self.question, self.places, point)
        return True

    def stuck(self, pieces: Pieces) -> Certificate:
        """Say how far it came."""
        margin, point = self.thinnest
        size = float((pieces.hi - pieces.lo).max(initial=0.0))
        where = ", ".join(f"{x:.6g}" for x in point)
        name = self.question.classes.names[self.part.label]
        more = (
            "That is less than roundings there, so no budget decides it; larger weights may be."
            if self.hidden
            else "A larger budget may decide it."
        )
        return undecided(
            f"After {self.found.pieces:,} pieces {len(pieces):,} are still open, down to size "
            f"{size:.2g}; the thinnest margin seen is {margin:.3g}, at ({where}) of class {name}. "
            f"{more}",
            pieces=self.found.pieces,
            still_open=len(pieces),
            thinnest_margin=margin,
            point=point,
            size=size,
            **{"class": name},
        )


def _exact_margin(
    question: Question, part: Part, one: checker.Set
) -> tuple[Fraction, checker.Point] | None:
    """Return the least margin on a part, and where, if it or the network allows that."""
    segments = part.shape.segments()
    few = segments is not None and len(segments[0]) <= _MOST_EDGES
    if question.read.net.layers and not few:
        return None
    return checker.least_margin(question.read.net, part.label, one)


def scores_at(network: Network, points: np.ndarray, label: int) -> np.ndarray:
    """Return by how much a class's score beats the best other one at points (m, n), in floats."""
    scores = network.float64().scores(points)
    if scores.shape[1] == 1:
        return scores[:, 0] if label == 1 else -scores[:, 0]
    return scores[:, label] - np.delete(scores, label, axis=1).max(axis=1)


def _wrong_somewhere(question: Question, spread: list[Places]) -> tuple[Certificate | None, float]:
    """Look at many points: refute at the worst if it is on the wrong side, else say its margin."""
    seen = np.inf
    for one in spread:
        pieces = one.dense(_DENSE)
        margins = scores_at(question.network, one.near(pieces), one.part.label)
        seen = min(seen, float(margins.min()))
        for index in np.argsort(margins)[:6]:
            if margins[index] > 0:
                break
            wrong = _refutation(question, one, pieces[index : index + 1])
            if wrong is not None:
                return wrong, seen
    return None, seen


def _refutation(question: Question, known: Places, piece: Pieces) -> Certificate | None:
    """Return the proof that the network is wrong near a piece, if it certainly is."""
    member = known.member(piece)
    return None if member is None else question.wrong_at(member, known.near(piece)[0].tolist())


def _below(exact: Fraction) -> float:
    """Return a float not above a fraction."""
    near = float(exact)
    return near if Fraction(near) <= exact else float(np.nextafter(near, -np.inf))


def _above(bound: Fraction | float) -> float:
    """Return a float not below a number."""
    return -_below(-Fraction(bound)) if np.isfinite(float(bound)) else float(bound)


def short(margin: float) -> float:
    """Round a margin down to few binary digits, which are easier to read.

    The bounds of another machine's libraries may round otherwise, by less than what is lost here.
    """
    mantissa, exponent = np.frexp(margin * (1 - 2.0**-30))
    return float(np.ldexp(np.floor(mantissa * 64) / 64, exponent))
