"""Whether one network classifies given sets entirely (THEORY T7.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.exact import number, read
from unknot.nets import Network
from unknot.proof import Interval, Pieces
from unknot.shapes import Shape
from unknot.verdicts import _written as written
from unknot.verdicts._certificate import Certificate, proved, undecided
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._patches import Patch, Rows, patch
from unknot.verdicts._piecewise import exact_margin, exact_margin_at

BUDGET = 1_000_000
_BLOCK = 32_768
_DENSE = 4000
_WANTED_PIECES = 100_000  # so far the margin is sought, not only its sign


@dataclass(frozen=True)
class Looked:
    """How far a verification has come: pieces bounded so far, and pieces still open."""

    pieces: int
    still_open: int


@dataclass
class _Search:
    """What one verification has used and found."""

    budget: int
    tell: Callable[[Looked], None]
    pieces: int = 0
    wanted: float = 0.0
    margin: float = np.inf
    thinnest: tuple[float, list[float], int] = (np.inf, [], 0)  # margin, point, class


Chain = list[tuple[Any, Any, str | None]]


def separates(
    network: Network,
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
        Dense layers and a head; its weights are taken as the exact numbers that they are.
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
        margin is thinnest.

    Raises
    ------
    InputError
        The network does not fit the data, or a weight is not finite.
    UnsupportedLayer
        A layer is not dense.

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
    classes = classes_of(data, radius)
    network = _checked(network, classes)
    search = _Search(budget, on_progress)
    chains = [_chain(network, label) for label in range(len(classes))]
    patches = [patch(part) for label in range(len(classes)) for part in classes.parts(label)]
    wrong, seen = _wrong_somewhere(network, classes, patches, chains)
    if wrong is not None:
        return wrong
    search.wanted = max(seen, 0.0) / 2
    for one in patches:
        answer = _decide(network, classes, one, chains[one.part.label], search)
        if answer is not None:
            return answer
    return _separated(network, classes, search)


def scores_at(network: Network, points: np.ndarray, label: int) -> np.ndarray:
    """Return by how much a class's score beats the best other one at points (m, n), in floats."""
    scores = network.float64().scores(points)
    if scores.shape[1] == 1:
        return scores[:, 0] if label == 1 else -scores[:, 0]
    return scores[:, label] - np.delete(scores, label, axis=1).max(axis=1)


def _checked(network: Network, classes: Classes) -> Network:
    exact = network.float64()
    exact.check_fits(classes.dimension, len(classes))
    written.dense_layers(exact)
    if exact.classes != len(classes):
        raise InputError(
            f"The network tells {exact.classes} classes apart; there are {len(classes)}."
        )
    return exact


def _chain(network: Network, label: int) -> Chain:
    """Return the layers, then the differences of the right score and each other one."""
    layers: Chain = [
        (layer.weight, layer.bias, written.sigma(layer)) for layer in written.dense_layers(network)
    ]
    head = written.head(network)
    layers.append((head.weight, head.bias, None))
    if head.scores == 1:
        sign = np.array([[1.0 if label == 1 else -1.0]])
        return [*layers, (sign, np.zeros(1), None)]
    difference = np.delete(-np.eye(head.scores), label, axis=0)
    difference[:, label] = 1.0
    return [*layers, (difference, np.zeros(len(difference)), None)]


def _decide(
    network: Network, classes: Classes, one: Patch, chain: Chain, search: _Search
) -> Certificate | None:
    """Prove one part; return an answer only if the whole question ends here."""
    label = one.part.label
    rows = one.kept(one.whole())
    while len(rows):
        search.tell(Looked(search.pieces, len(rows)))
        if search.pieces + len(rows) > search.budget:
            return _stuck(network, classes, rows, search)
        left = []
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            low = one.pieces(block).through(chain).range().low.min(axis=1)
            sure = low > (search.wanted if search.pieces < _WANTED_PIECES else 0)
            if sure.any():
                search.margin = min(search.margin, float(low[sure].min()))
            left.append(block[~sure])
        search.pieces += len(rows)
        rows = Rows(*(np.concatenate(c) for c in zip(*map(_columns, left), strict=True)))
        if not len(rows):
            break
        margins = scores_at(network, one.near(rows), label)
        worst = int(np.argmin(margins))
        if margins[worst] < search.thinnest[0]:
            point = one.near(rows[worst : worst + 1])[0].tolist()
            search.thinnest = (float(margins[worst]), point, label)
        for index in np.argsort(margins)[:4]:
            if margins[index] > 0:
                break
            wrong = _refutation(network, classes, one, rows[index : index + 1], chain)
            if wrong is not None:
                return wrong
        halves = rows.halves()
        if len(halves) < 2 * len(rows):
            return _stuck(network, classes, rows, search)
        rows = one.kept(halves)
    return None


def _columns(rows: Rows) -> tuple[np.ndarray, ...]:
    return rows.low, rows.high, rows.owner


def _wrong_somewhere(
    network: Network, classes: Classes, patches: list[Patch], chains: list[Chain]
) -> tuple[Certificate | None, float]:
    """Look at many points: refute at the worst if it is on the wrong side, else say its margin."""
    seen = np.inf
    for one in patches:
        rows = one.dense(_DENSE)
        margins = scores_at(network, one.near(rows), one.part.label)
        seen = min(seen, float(margins.min()))
        for index in np.argsort(margins)[:6]:
            if margins[index] > 0:
                break
            row = rows[index : index + 1]
            wrong = _refutation(network, classes, one, row, chains[one.part.label])
            if wrong is not None:
                return wrong, seen
    return None, seen


def _refutation(
    network: Network, classes: Classes, one: Patch, row: Rows, chain: Chain
) -> Certificate | None:
    """Return the proof that a point is on the wrong side, if it certainly is."""
    member = one.member(row)
    if member is None:
        return None
    most = float(_margin_at(one, member, row, chain).high)
    if most > 0 and "point" in member:
        # The bound may be of a margin that is 0, exactly.
        exact = exact_margin_at(network, one.part.label, [read(x) for x in member["point"]])
        most = most if exact is None else float(exact)
    if not most <= 0:
        return None
    return not_separated(network, classes, member, most, one.near(row)[0].tolist())


def not_separated(
    network: Network,
    classes: Classes,
    member: dict[str, Any],
    margin: float,
    near: list[float],
) -> Certificate:
    """Return the certificate that a network is wrong at a member of a class."""
    name = classes.names[member["class"]]
    what = "sampled point" if classes.finite else "point"
    where = ", ".join(f"{x:.6g}" for x in near)
    facts = {"class": name, "point": near, "margin_at_most": margin}
    return proved(
        f"It is wrong at the {what} ({where}) of class {name}: the right score "
        + (f"loses there by {-margin:.3g} or more." if margin < 0 else "does not win there."),
        facts=facts,
        classes=classes.written(),
        claim={"kind": "this network fails"},
        evidence={"kind": "point", "member": member},
        network=written.network(network),
    )


def _margin_at(one: Patch, member: dict[str, Any], row: Rows, chain: Chain) -> Interval:
    """Enclose the least difference of the right score and another at a member: a scalar."""
    if "t" in member:
        middle = row.middle()
        pieces = one.pieces(Rows(middle, middle, row.owner))
    else:
        place = Interval(np.array([[read(x) for x in member["point"]]], dtype=object))
        pieces = Pieces(place.middle(), np.zeros((1, 0, place.shape[1])), place.radius())
    found = pieces.through(chain).range()
    return Interval(found.low.min(), found.high.min())


def _stuck(network: Network, classes: Classes, rows: Rows, search: _Search) -> Certificate:
    """Answer where bounding pieces did not: exactly if everything is piecewise linear."""
    exact = exact_margin(network, classes)
    if exact is not None:
        margin, member, near = exact
        if margin <= 0:
            return not_separated(network, classes, member, float(margin), near)
        search.margin = float(margin) / 2
        return _separated(network, classes, search)
    margin, point, label = search.thinnest
    size = float((rows.high - rows.low).max())
    where = ", ".join(f"{x:.6g}" for x in point)
    return undecided(
        f"After {search.pieces:,} pieces {len(rows):,} are still open, down to size {size:.2g}; "
        f"the thinnest margin seen is {margin:.3g}, at ({where}) of class {classes.names[label]}. "
        "A larger budget may decide it.",
        pieces=search.pieces,
        still_open=len(rows),
        thinnest_margin=margin,
        point=point,
        size=size,
        **{"class": classes.names[label]},
    )


def _separated(network: Network, classes: Classes, search: _Search) -> Certificate:
    # The checker bounds pieces by another method: half of what was found leaves it room.
    claimed, everywhere = _short(search.margin / 2), classes.everywhere
    bounded = "" if classes.finite else f" ({search.pieces:,} pieces of the sets were bounded)"
    return proved(
        f"{everywhere[0].upper()}{everywhere[1:]} the right score wins by at least {claimed:.3g}"
        f"{bounded}.",
        facts={"margin": claimed, "pieces": search.pieces},
        classes=classes.written(),
        claim={"kind": "this network classifies", "margin": number(claimed)},
        evidence={"kind": "cover"},
        network=written.network(network),
    )


def _short(value: float) -> float:
    """Round down to few binary digits, which are easier to read."""
    mantissa, exponent = np.frexp(value)
    return float(np.ldexp(np.floor(mantissa * 64) / 64, exponent))
