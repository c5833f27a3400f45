"""Numbers read off a picture that an isotopy does not change."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np

from unknot.errors import InputError
from unknot.links._diagram import Crossing, Diagram


def linking_number(picture: Diagram, i: int, j: int) -> int:
    """Return the linking number of two components: the signs of crossings where i is over j.

    (Gauss 1833.) It is the same for j over i, and for every picture.

    Examples
    --------
    >>> from unknot.links import Link, diagram
    >>> a = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]  # anticlockwise, seen from above
    >>> b = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]  # up through it: right-handed
    >>> linking_number(diagram(Link.of([a, b])), 0, 1)
    1
    """
    if i == j:
        raise InputError("The linking number is one of two different components.")
    return sum(x.sign for x in picture.crossings if (x.over, x.under) == (i, j))


def linking_matrix(picture: Diagram) -> np.ndarray:
    """Return all linking numbers, (components, components), with 0 on the diagonal."""
    found = np.zeros((picture.components, picture.components), np.int64)
    for crossing in picture.crossings:
        if crossing.over != crossing.under:
            found[crossing.over, crossing.under] += crossing.sign
    return found


def colourings(picture: Diagram, prime: int, components: Iterable[int] | None = None) -> int:
    """Return the dimension of the space of Fox colourings mod a prime, of some components.

    The others are erased first. Constant colourings count: an unknot has dimension 1, the trefoil 2
    at p = 3 (Fox 1961, *A quick trip through knot theory*, exercise VI).
    """
    arcs = _Arcs(picture, components)
    rows = np.zeros((len(arcs.crossings), arcs.count), np.int64)
    for row, crossing in zip(rows, arcs.crossings, strict=True):
        over, before, after = arcs.at(crossing)
        row[over] += 2
        row[before] -= 1
        row[after] -= 1
    return arcs.count - rank_modulo(rows, prime)


def fox_rank(picture: Diagram, prime: int, residues: Sequence[int]) -> tuple[int, int]:
    """Return the rank mod a prime of the Fox matrix, with t of component c = residues[c]; and arcs.

    A rank of arcs − 1 proves that the link is not split: the matrix of a split link has corank 2 at
    least (Fox 1953, *Free differential calculus I*; Crowell and Fox 1963, ch. VII).
    """
    if len(residues) != picture.components:
        raise InputError(
            f"{picture.components} components need as many residues; there are {len(residues)}."
        )
    arcs = _Arcs(picture, None)
    rows = np.zeros((len(arcs.crossings), arcs.count), np.int64)
    for row, crossing in zip(rows, arcs.crossings, strict=True):
        over, before, after = arcs.at(crossing)
        t_over, t_under = residues[crossing.over] % prime, residues[crossing.under] % prime
        # Wirtinger: after = over^e · before · over^−e, e the sign.
        if crossing.sign < 0:
            before, after = after, before
        row[over] += 1 - t_under
        row[before] += t_over
        row[after] -= 1
    return rank_modulo(rows, prime), arcs.count


class _Arcs:
    """The arcs of a sub-link: the strands between under-crossings."""

    def __init__(self, picture: Diagram, components: Iterable[int] | None):
        kept = set(range(picture.components) if components is None else components)
        if not kept <= set(range(picture.components)):
            raise InputError(
                f"The components are {sorted(kept)}; there are {picture.components}, from 0."
            )
        self.crossings = [x for x in picture.crossings if x.over in kept and x.under in kept]
        self._ends = {
            c: sorted(x.at_under for x in self.crossings if x.under == c) for c in sorted(kept)
        }
        self._first, self.count = {}, 0
        for c, ends in self._ends.items():
            self._first[c] = self.count
            self.count += max(1, len(ends))

    def at(self, crossing: Crossing) -> tuple[int, int, int]:
        """Return the arc over a crossing, and those that end and begin under it."""
        ends, first = self._ends[crossing.over], self._first[crossing.over]
        over = first + (bisect_left(ends, crossing.at_over) % len(ends) if ends else 0)
        ends, first = self._ends[crossing.under], self._first[crossing.under]
        before = first + bisect_left(ends, crossing.at_under) % len(ends)
        return over, before, first + bisect_right(ends, crossing.at_under) % len(ends)


def rank_modulo(matrix: np.ndarray, prime: int) -> int:
    """Return the rank of an integer matrix mod a prime below 2³¹."""
    rows = np.asarray(matrix, np.int64) % prime
    rank = 0
    for column in range(rows.shape[1]):
        found = np.flatnonzero(rows[rank:, column])
        if not len(found):
            continue
        pivot = rank + found[0]
        rows[[rank, pivot]] = rows[[pivot, rank]]
        rows[rank] = rows[rank] * pow(int(rows[rank, column]), -1, prime) % prime
        rest = rank + 1 + np.flatnonzero(rows[rank + 1 :, column])
        rows[rest] = (rows[rest] - rows[rest, column][:, None] * rows[rank]) % prime
        rank += 1
        if rank == len(rows):
            break
    return rank
