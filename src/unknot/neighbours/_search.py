"""The nearest neighbours of points, exactly, in blocks."""

from collections.abc import Iterator

import numpy as np
from jaxtyping import Float, Int

from unknot.errors import InputError

_BLOCK = 4_000_000  # entries of a matrix of distances at a time
_FLAT = 2_000_000  # coordinates of differences at a time
_STRIPES = 32  # references of which only the nearest is looked at first
_MANY = 16  # times k: so many candidates a query are too many in single precision


def k_nearest(
    queries: Float[np.ndarray, "n width"],
    references: Float[np.ndarray, "m width"],
    k: int,
    exclude_self: bool = False,
) -> tuple[Float[np.ndarray, "n k"], Int[np.ndarray, "n k"]]:
    """Return the Euclidean distances to the k nearest references of each query, and which they are.

    Exact: candidates are found by products of matrices, whose rounding is bounded; distances are
    those of differences, in double precision, so that they are right in tight clusters, too.
    Neighbours come from near to far, of equally far ones that with the lower index first. Memory
    is bounded, whatever n and m are.

    Parameters
    ----------
    queries, references
        Points as rows.
    k
        How many neighbours.
    exclude_self
        The queries are the references, and a point is not its own neighbour.

    Returns
    -------
    distances, indices
        Both (n, k).

    Raises
    ------
    InputError
        Shapes do not fit, numbers are not finite, or there are fewer than k references.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0], [1.0], [3.0]])
    >>> distances, indices = k_nearest(points, points, 1, exclude_self=True)
    >>> distances[:, 0].tolist(), indices[:, 0].tolist()
    ([1.0, 1.0, 2.0], [1, 0, 1])
    """
    queries, references = _rows(queries, "queries"), _rows(references, "references")
    _check(queries, references, k, exclude_self)
    distances, indices = np.empty((len(queries), k)), np.empty((len(queries), k), np.int64)
    # Squares of scaled numbers neither overflow nor, where it matters, underflow.
    unit = _scale(queries, references)
    queries, references = queries / unit, references / unit
    for rows, near, far in _candidates(queries, references, k, exclude_self):
        squared = _squared(queries[rows], references, near, far)
        order = np.lexsort((far, squared, near))
        starts = np.searchsorted(near, np.arange(rows.stop - rows.start))
        chosen = order[starts[:, None] + np.arange(k)]
        distances[rows] = np.sqrt(squared[chosen]) * unit
        indices[rows] = far[chosen]
    return distances, indices


def _candidates(
    queries: np.ndarray, references: np.ndarray, k: int, exclude_self: bool
) -> Iterator[tuple[slice, np.ndarray, np.ndarray]]:
    """Yield slices of the queries with pairs (row in the slice, reference), in order of rows.

    All k nearest are among them, and what is as near as rounding can tell: in single precision,
    or, from where that leaves too many, in double.
    """
    middle = references.mean(axis=0)
    shifted = references - middle
    block = max(1, _BLOCK // len(references))
    products = _Products(shifted, k, min(block, len(queries)), np.float32)
    for start in range(0, len(queries), block):
        rows = slice(start, min(start + block, len(queries)))
        x = queries[rows] - middle
        itself = np.arange(rows.start, rows.stop) if exclude_self else None
        near, far = products.near(x, itself)
        if len(near) > _MANY * k * len(x) and products.kind == np.float32:
            products = _Products(shifted, k, len(x), np.float64)
            near, far = products.near(x, itself)
        yield rows, near, far


class _Products:
    """|y|² − 2x·y, which orders the references y of a query x as distances do: one product."""

    def __init__(self, references: np.ndarray, k: int, rows: int, kind: type[np.floating]):
        self.kind = kind
        norms = np.sum(references**2, axis=1)
        count, self._width = references.shape
        self._table = np.vstack([-2 * references.T, norms]).astype(kind)
        self._room = np.empty((rows, count), kind)  # once: new memory is slow
        self._largest = float(norms.max())
        self._k = k
        self._stripes = _STRIPES if count >= 4 * _STRIPES * max(k, _STRIPES) else 1

    def near(self, x: np.ndarray, itself: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        """Return the pairs (row of x, reference) that may be nearest, in order of rows."""
        sides = np.hstack([x, np.ones((len(x), 1))]).astype(self.kind)
        found = np.matmul(sides, self._table, out=self._room[: len(x)])
        if itself is not None:
            found[np.arange(len(x)), itself] = np.inf
        # The least of every stripe, and what makes no whole stripe: few numbers to look through.
        count, stripes = found.shape[1], self._stripes
        each = count // stripes
        striped = found[:, : stripes * each].reshape(len(x), stripes, each)
        least = np.hstack([striped.min(axis=1), found[:, stripes * each :]])
        # Twice what one of these sums may be wrong by, as |2x·y| ≤ |x|² + |y|².
        rounding = 2 * (self._width + 4) * float(np.finfo(self.kind).eps)
        slack = rounding * (np.sum(x**2, axis=1) + 2 * self._largest)
        most = np.partition(least, self._k - 1, axis=1)[:, self._k - 1] + slack
        most = np.nextafter(most.astype(self.kind), self.kind(np.inf))
        rows, place = np.nonzero(least <= most[:, None])
        far = place[:, None] + each * np.arange(stripes)
        alone = place >= each  # not in a stripe: one reference
        far[alone, 0] += (stripes - 1) * each
        far[alone, 1:] = count
        there = far < count
        rows, far = np.repeat(rows, there.sum(axis=1)), far[there]
        kept = found[rows, far] <= most[rows]
        return rows[kept], far[kept]


def _squared(
    queries: np.ndarray, references: np.ndarray, near: np.ndarray, far: np.ndarray
) -> Float[np.ndarray, "pairs"]:
    """Return the squared distances of pairs, as sums of squared differences."""
    squared = np.empty(len(near))
    step = max(1, _FLAT // max(queries.shape[1], 1))
    for start in range(0, len(near), step):
        some = slice(start, start + step)
        differences = queries[near[some]] - references[far[some]]
        squared[some] = np.einsum("pi,pi->p", differences, differences)
    return squared


def _scale(queries: np.ndarray, references: np.ndarray) -> float:
    """Return the power of two next to the largest number."""
    largest = max(float(np.abs(one).max(initial=0)) for one in (queries, references))
    return float(np.ldexp(1.0, min(int(np.frexp(largest)[1]), 1023))) if largest > 0 else 1.0


def _rows(points: np.ndarray, name: str) -> Float[np.ndarray, "n width"]:
    rows = np.asarray(points, np.float64)
    if rows.ndim != 2:
        raise InputError(f"The {name} must be rows of numbers, (n, width), but got {rows.shape}.")
    if not np.isfinite(rows).all():
        raise InputError(f"Some of the {name} are not finite numbers; leave them out.")
    return rows


def _check(queries: np.ndarray, references: np.ndarray, k: int, exclude_self: bool) -> None:
    if queries.shape[1] != references.shape[1]:
        raise InputError(
            f"The queries have {queries.shape[1]} coordinates, but the references "
            f"{references.shape[1]}."
        )
    if exclude_self and len(queries) != len(references):
        raise InputError(
            f"Points that are not their own neighbours are the references themselves, but there "
            f"are {len(queries)} queries and {len(references)} references."
        )
    most = len(references) - exclude_self
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= most:
        raise InputError(
            f"The number of neighbours must be a whole number from 1 to {most}, as there are "
            f"{len(references)} references, but got {k!r}."
        )
