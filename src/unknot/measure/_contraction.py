"""Which points of different classes are brought together, and which are torn apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial.distance import cdist

from unknot.errors import InputError
from unknot.measure._jacobians import NUMBERS
from unknot.measure._pairs import PAIRS, evenly

_NARROW = 16  # units up to which differences are as fast as products


@dataclass(frozen=True)
class Pair:
    """Two points of different classes, and how far apart they are before and after.

    Attributes
    ----------
    points
        Their indices.
    before, after
        Their distance in the data, and in the representation.
    """

    points: tuple[int, int]
    before: float
    after: float

    @property
    def ratio(self) -> float:
        """The distance after over the distance before."""
        return self.after / self.before if self.before > 0 else float("inf")


@dataclass(frozen=True)
class Contraction:
    """What becomes of the distances between classes at a depth.

    Attributes
    ----------
    nearest
        The pair whose distance shrinks most, |Φa − Φb|/|a − b|.
    torn
        The pair whose distance grows most.
    pairs
        How many pairs were looked at.
    all
        Whether these were all there are.
    """

    nearest: Pair
    torn: Pair
    pairs: int
    all: bool


def contractions(
    places: Sequence[Float[np.ndarray, "n width"]], labels: Int[np.ndarray, "n"]
) -> tuple[Contraction, ...]:
    """Estimate how much distances between classes shrink and grow, from the first places on.

    The least ratio over pairs of samples: an upper bound of the least over the classes they are
    from, and the largest a lower bound. At most 16 million pairs, evenly chosen.

    Parameters
    ----------
    places
        Representations of the same points, the data's first.
    labels
        Classes from 0.

    Raises
    ------
    InputError
        There are no two points of different classes at different places.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0], [1.0], [3.0]])
    >>> found = contractions([points, points**2], np.array([0, 1, 1]))[1]
    >>> found.nearest.points, found.nearest.ratio, found.torn.points, found.torn.ratio
    ((0, 1), 1.0, (0, 2), 3.0)
    """
    own = [np.flatnonzero(labels == kind) for kind in range(int(labels.max()) + 1)]
    total = sum(len(a) * len(b) for a, b in combinations(own, 2))
    share = min(1.0, (PAIRS / max(total, 1)) ** 0.5)
    own = [evenly(some, share) for some in own if some.size]
    least: list[Pair | None] = [None] * len(places)
    most: list[Pair | None] = [None] * len(places)
    seen = 0
    for one, two in combinations(own, 2):
        step = max(1, NUMBERS // len(two))
        for start in range(0, len(one), step):
            some = one[start : start + step]
            base = _distances(places[0][some], places[0][two])
            seen += base.size
            # Equal points of different classes have no ratio.
            inverse = np.divide(1, base, out=np.full_like(base, np.nan), where=base > 0)
            if not np.isfinite(inverse).any():
                continue
            for depth, there in enumerate(places):
                ratios = _distances(there[some], there[two]) * inverse
                for best, at, sign in ((least, np.nanargmin, 1), (most, np.nanargmax, -1)):
                    i, j = np.unravel_index(at(ratios), ratios.shape)
                    a, b = int(some[i]), int(two[j])
                    found = Pair((a, b), _apart(places[0], a, b), _apart(there, a, b))
                    known = best[depth]
                    if known is None or sign * found.ratio < sign * known.ratio:
                        best[depth] = found
    rows = [(a, b) for a, b in zip(least, most, strict=True) if a is not None and b is not None]
    if len(rows) < len(places):
        raise InputError("There are no two points of different classes at different places.")
    return tuple(Contraction(a, b, seen, share == 1) for a, b in rows)


def _distances(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Return all distances; of wide rows by products, near which 1e-8 of their size is rounding."""
    if one.shape[1] <= _NARROW:
        return cdist(one, two)
    middle = two.mean(axis=0)
    one, two = one - middle, two - middle
    squares = (one**2).sum(axis=1)[:, None] + (two**2).sum(axis=1)
    table = squares - 2 * one @ two.T
    # What is rounding is taken for nothing: equal rows are at distance 0, whatever products say.
    table[table < 1e-14 * squares] = 0
    return np.sqrt(table, out=table)


def _apart(places: np.ndarray, i: int, j: int) -> float:
    return float(np.linalg.norm(places[i] - places[j]))
