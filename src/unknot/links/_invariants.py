"""Numbers read off a picture that an isotopy does not change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import isqrt

import numpy as np

from unknot.errors import InputError
from unknot.links._diagram import Diagram

Row = dict[int, int]  # the entries that are not 0, by column


def linking_number(picture: Diagram, i: int, j: int) -> int:
    """Return the linking number of two components: the signs of crossings where i is over j.

    It is the same for j over i, and for every picture (Gauss 1833; Reidemeister 1932,
    *Knotentheorie*).

    Raises
    ------
    InputError
        i and j are not two different components.

    Examples
    --------
    The Hopf link, its second circle upwards through an anticlockwise first one: right-handed.

    >>> from unknot.links import Link, diagram
    >>> first = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]  # anticlockwise, seen from above
    >>> second = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> linking_number(diagram(Link.of([first, second])), 0, 1)
    1
    """
    if i == j or not {i, j} <= set(range(picture.components)):
        raise InputError(
            f"The components are {i} and {j}; expected two different ones of "
            f"{picture.components}, counted from 0."
        )
    return sum(x.sign for x in picture.crossings if (x.over, x.under) == (i, j))


def linking_matrix(picture: Diagram) -> np.ndarray:
    """Return all linking numbers, (components, components) of int64, with 0 on the diagonal.

    Examples
    --------
    >>> from unknot.links import Link, diagram
    >>> first = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]
    >>> second = [(0, 0, 1), (0, 0, -1), (5, 0, -1), (5, 0, 1)]  # downwards
    >>> linking_matrix(diagram(Link.of([first, second]))).tolist()
    [[0, -1], [-1, 0]]
    """
    found = np.zeros((picture.components, picture.components), np.int64)
    for crossing in picture.crossings:
        if crossing.over != crossing.under:
            found[crossing.over, crossing.under] += crossing.sign
    return found


def writhe(picture: Diagram, component: int | None = None) -> int:
    """Return the sum of the signs of all crossings, or of those of one component with itself.

    It depends on the picture; that of one component does not depend on its direction.

    Raises
    ------
    InputError
        The component does not exist.

    Examples
    --------
    >>> from unknot.links import Link, diagram
    >>> trefoil = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
    >>> writhe(diagram(Link.of([trefoil])))
    3
    """
    seen = picture if component is None else picture.only([component])
    return sum(x.sign for x in seen.crossings)


def colourings(picture: Diagram, prime: int, components: Iterable[int] | None = None) -> int:
    """Return the dimension of the space of Fox colourings mod a prime, of some components.

    Arcs are coloured so that at every crossing twice the colour over it is the sum of those under
    it (Fox 1962, *A quick trip through knot theory*). The other components are erased first.
    Constant colourings count: an unknot has dimension 1. At p = 2 the dimension is the number of
    components.

    Raises
    ------
    InputError
        The prime is none below 2³¹, or a component does not exist.

    Examples
    --------
    >>> from unknot.links import Link, diagram
    >>> trefoil = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
    >>> picture = diagram(Link.of([trefoil]))
    >>> [colourings(picture, p) for p in (3, 5)]
    [2, 1]
    """
    _check_prime(prime)
    return Colourings.of(picture, components).dimension(prime)


@dataclass(frozen=True)
class Colourings:
    """The colouring relations of a sub-link, reduced as far as can be for all primes at once."""

    free: int
    core: tuple[Row, ...]

    @classmethod
    def of(cls, picture: Diagram, components: Iterable[int] | None) -> "Colourings":
        count, arcs = arcs_of(picture, components)
        rows = [_row((over, 2), (before, -1), (after, -1)) for _, over, before, after in arcs]
        rank, core = _eliminate(rows)
        return cls(count - rank, tuple(core))

    def dimension(self, prime: int) -> int:
        rows = [{c: x % prime for c, x in row.items() if x % prime} for row in self.core]
        return self.free - _eliminate(rows, prime)[0]


def fox_rank(picture: Diagram, prime: int, residues: Sequence[int]) -> tuple[int, int]:
    """Return the rank mod a prime of the Fox matrix, with t of component c = residues[c]; and arcs.

    The rows are the Wirtinger relations after = over^±1 · before · over^∓1 in Fox's free calculus.
    A rank of arcs − 1 proves that no plane can be brought between any components: the matrix of a
    split link has a block for each side, both singular, and this corank is an invariant
    (Fox 1953-54, *Free differential calculus* I, II; Crowell and Fox 1963, ch. VII).

    Raises
    ------
    InputError
        The prime is none below 2³¹, or there is not one residue a component, or one is 0: only
        units give an invariant.

    Examples
    --------
    The Alexander polynomial t² − t + 1 of the trefoil has the root 3 mod 7, and not the root 2.

    >>> from unknot.links import Link, diagram
    >>> trefoil = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
    >>> picture = diagram(Link.of([trefoil]))
    >>> fox_rank(picture, 7, [3]), fox_rank(picture, 7, [2])
    ((1, 3), (2, 3))
    """
    _check_prime(prime)
    if len(residues) != picture.components or not all(t % prime for t in residues):
        raise InputError(
            f"The residues are {list(residues)}; expected {picture.components} integers, one a "
            f"component, that are not 0 mod {prime}."
        )
    count, arcs = arcs_of(picture, None)
    rows = []
    for number, over, before, after in arcs:
        crossing = picture.crossings[number]
        t_over, t_under = residues[crossing.over], residues[crossing.under]
        if crossing.sign < 0:
            before, after = after, before
        row = _row((over, 1 - t_under), (before, t_over), (after, -1))
        rows.append({c: x % prime for c, x in row.items() if x % prime})
    return _eliminate(rows, prime)[0], count


def arcs_of(
    picture: Diagram, components: Iterable[int] | None
) -> tuple[int, list[tuple[int, int, int, int]]]:
    """Return how many arcs a sub-link has; and crossings, with their arcs over, before and after.

    An arc is a strand between under-crossings; a component without any is one arc.
    """
    everyone = set(range(picture.components))
    kept = everyone if components is None else set(components)
    if not kept <= everyone:
        raise InputError(
            f"The components are {sorted(kept)}; expected some of {picture.components}, from 0."
        )
    over: dict[int, int] = {}
    below: dict[int, tuple[int, int]] = {}
    count = 0
    for c in sorted(kept):
        walk = [
            (k, under)
            for k, under in picture.walks[c]
            if picture.crossings[k].over in kept and picture.crossings[k].under in kept
        ]
        ends = sum(under for _, under in walk)
        arc = 0
        for k, under in walk:
            if under:
                following = (arc + 1) % ends
                below[k] = count + arc, count + following
                arc = following
            else:
                over[k] = count + arc
        count += max(1, ends)
    return count, [(k, over[k], *below[k]) for k in sorted(below)]


def _row(*entries: tuple[int, int]) -> Row:
    row: Row = defaultdict(int)
    for column, value in entries:
        row[column] += value
    return {column: value for column, value in row.items() if value}


def _eliminate(rows: Iterable[Row], prime: int = 0) -> tuple[int, list[Row]]:
    """Eliminate with pivots that are units: return how many there were, and the rows that are left.

    The units are ±1, the same for all primes, or all residues of one prime: then nothing is left,
    and the number is the rank. Short rows and columns come first, which keeps the matrix of a
    picture sparse (Markowitz 1957, *Management Science* 3).
    """
    left = {i: dict(row) for i, row in enumerate(rows) if row}
    holders: dict[int, set[int]] = defaultdict(set)
    for i, row in left.items():
        for column in row:
            holders[column].add(i)
    queue = [(len(row), i) for i, row in left.items()]
    heapify(queue)
    pivots = 0
    while queue:
        size, i = heappop(queue)
        row = left.get(i)
        units = [c for c, x in row.items() if prime or x in (1, -1)] if row else []
        if row is None or len(row) != size or not units:
            continue  # it is gone, or has changed and waits in another place, or must wait
        pivot = min(units, key=lambda c: (len(holders[c]), c))
        del left[i]
        for column in row:
            holders[column].remove(i)
        inverse = pow(row[pivot], -1, prime) if prime else row[pivot]
        for j in sorted(holders[pivot]):
            _subtract(left, holders, j, row, left[j][pivot] * inverse, prime)
            if j in left:
                heappush(queue, (len(left[j]), j))
        pivots += 1
    return pivots, list(left.values())


def _subtract(
    left: dict[int, Row], holders: dict[int, set[int]], j: int, row: Row, factor: int, prime: int
) -> None:
    """Take a multiple of a row off row j, in place."""
    other = left[j]
    for column, x in row.items():
        value = other.get(column, 0) - factor * x
        value = value % prime if prime else value
        if value:
            other[column] = value
            holders[column].add(j)
        else:
            other.pop(column, None)
            holders[column].discard(j)
    if not other:
        del left[j]


def _check_prime(prime: int) -> None:
    if not 2 <= prime < 2**31 or not all(prime % d for d in range(2, isqrt(prime) + 1)):
        raise InputError(f"Got {prime}; expected a prime below 2147483648.")
