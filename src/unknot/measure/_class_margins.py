"""How far points are from other classes, beside how near they are to their own."""

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial.distance import cdist

from unknot.measure._separability import chosen_of
from unknot.measure._values import Quantiles

_BLOCK = 4_000_000  # entries of a matrix of distances at a time
_WIDE = 256  # units from which products are in single precision
_TRUSTED = 1e-3  # of a squared distance: what rounding may take from it


def class_margins(
    places: Float[np.ndarray, "n width"],
    labels: Int[np.ndarray, "n"],
    *,
    most: int = 4000,
    seed: int = 0,
) -> tuple[Quantiles | None, ...]:
    """Estimate, for each class, (d₋ − d₊)/(d₋ + d₊) of its points, in [−1, 1].

    d₊ and d₋ are the distances to the nearest other point of the same class and of another one.
    It has no units, so layers can be compared; 0 means as near to another class as to one's own.
    Fewer samples make d₊ and d₋ larger, not this quotient of theirs by much.

    Parameters
    ----------
    places, labels
        A representation, and classes from 0.
    most, seed
        Points, chosen at random (by class) if there are more.

    Returns
    -------
    tuple
        One a class, None for one of fewer than two points or if there is no other class.

    References
    ----------
    K. Crammer, R. Gilad-Bachrach, A. Navot, N. Tishby, "Margin analysis of the LVQ algorithm",
    2002: the hypothesis margin, here made free of units.

    Examples
    --------
    >>> import numpy as np
    >>> found = class_margins(np.array([[0.0], [1.0], [5.0], [6.0]]), np.array([0, 0, 1, 1]))
    >>> round(found[0].least, 3), round(found[0].most, 3)
    (0.6, 0.667)
    """
    classes = int(labels.max()) + 1
    chosen = chosen_of(labels, most, seed)
    places, labels = np.asarray(places)[chosen], np.asarray(labels)[chosen]
    own, other = _nearest(places, labels)
    whole = own + other
    known = (whole > 0) & np.isfinite(whole)
    with np.errstate(invalid="ignore"):
        values = np.divide(other - own, whole, out=np.zeros_like(whole), where=known)
    found = []
    for kind in range(classes):
        some = values[labels == kind]
        there = len(some) > 1 and len(some) < len(labels)
        found.append(Quantiles.of(some) if there else None)
    return tuple(found)


def _nearest(places: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how far the nearest other point of each one's class is, and that of another class.

    One product of matrices serves both and all classes, in single precision where that leaves no
    doubt; distances are those of differences. Infinite where there is none.
    """
    places = np.asarray(places, np.float64)
    x = places - places.mean(axis=0)
    # So that squares neither overflow nor vanish, in single precision either.
    size = float(np.abs(x).max(initial=0)) or 1.0
    x /= size
    squares = np.einsum("nd,nd->n", x, x)
    found = np.full((2, len(x)), np.inf)
    left = np.arange(len(x))
    for kind in (np.float32, np.float64) if x.shape[1] > _WIDE else (np.float64,):
        # As |2x·y| ≤ |x|² + |y|², a sum of products of so many terms is not wrong by more.
        rounding = 4 * (x.shape[1] + 4) ** 0.5 * float(np.finfo(kind).eps) * squares.max(initial=0)
        doubtful = []
        table, norms = x.astype(kind), squares.astype(kind)
        step = max(1, _BLOCK // len(x))
        for start in range(0, len(left), step):
            rows = left[start : start + step]
            each = np.arange(len(rows))
            apart = norms - 2 * (table[rows] @ table.T)
            apart[each, rows] = np.inf
            same = labels[rows, None] == labels
            for k, hidden in enumerate((~same, same)):
                which = np.where(hidden, np.inf, apart).argmin(axis=1)
                squared = np.einsum("nd,nd->n", *[x[rows] - x[which]] * 2)
                there = ~hidden[each, which] & (which != rows)
                found[k, rows] = np.where(there, np.sqrt(squared), np.inf)
                doubtful.append(rows[there & (rounding > _TRUSTED * squared)])
        left = np.unique(np.concatenate(doubtful)) if doubtful else left[:0]
    if len(left):  # so near to each other that only differences tell
        step = max(1, _BLOCK // len(x))
        for start in range(0, len(left), step):
            rows = left[start : start + step]
            apart = cdist(x[rows], x)
            apart[np.arange(len(rows)), rows] = np.inf
            same = labels[rows, None] == labels
            for k, hidden in enumerate((~same, same)):
                found[k, rows] = np.where(hidden, np.inf, apart).min(axis=1)
    return size * found[0], size * found[1]
