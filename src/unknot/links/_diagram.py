"""Exact pictures of a link: its crossings, seen along a direction in which nothing coincides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import numpy as np

from unknot.errors import InputError
from unknot.links._link import Corner, Link

Place = tuple[int, Fraction]  # an edge, and the share of it

_SCALE = 1009  # a prime, see `_directions`
_MOST_VIEWS = 100
_PAIRS_AT_ONCE = 1_000_000

# With |x|, |y|, |z| ≤ M the coordinates of a picture are at most (1009 + 504)·M = N; twice the area
# of a triangle is at most 8N², less than 2⁶³ for N < 2³⁰. A determinant of three differences in
# space is at most 6·(2M)³ = 48M³, less than 2⁶³ for M ≤ 2¹⁹. Beyond, numbers are Python's.
_FLAT_LIMIT = 2**30 // (_SCALE + _SCALE // 2)
_SPACE_LIMIT = 2**19


@dataclass(frozen=True)
class Crossing:
    """Two strands that cross in the picture.

    Attributes
    ----------
    over, under
        The components of the two strands, from 0.
    at_over, at_under
        Where on them: edge i (from corner i to the next), and the share of it, strictly between 0
        and 1.
    sign
        +1 where the under strand passes from right to left below the over strand, seen along the
        over strand from above: a right-handed crossing.
    """

    over: int
    under: int
    at_over: Place
    at_under: Place
    sign: int


@dataclass(frozen=True)
class Diagram:
    """The crossings of a link, sorted by where they lie on the under strand.

    Attributes
    ----------
    components
        How many polygons there are.
    crossings
        The crossings, by ``(under, at_under)``.
    shear
        The picture of polygons shows (x + p·z, y + q·z): p and q. Diagrams are equal whatever the
        direction that they are seen along.
    """

    components: int
    crossings: tuple[Crossing, ...]
    shear: tuple[Fraction, Fraction] = field(default=(Fraction(0), Fraction(0)), compare=False)

    @cached_property
    def walks(self) -> tuple[tuple[tuple[int, bool], ...], ...]:
        """What each component meets from its first corner on: crossing, and whether it is under."""
        met: list[list[tuple[Place, int, bool]]] = [[] for _ in range(self.components)]
        for number, x in enumerate(self.crossings):
            met[x.over].append((x.at_over, number, False))
            met[x.under].append((x.at_under, number, True))
        return tuple(tuple((k, under) for _, k, under in sorted(places)) for places in met)

    def only(self, components: Iterable[int]) -> "Diagram":
        """Return the diagram of some components, numbered from 0 in their order, without the rest.

        Raises
        ------
        InputError
            A component does not exist.
        """
        kept = sorted(set(components))
        if not set(kept) <= set(range(self.components)):
            raise InputError(
                f"The components are {kept}; expected some of {self.components}, from 0."
            )
        new = {c: i for i, c in enumerate(kept)}
        crossings = (
            replace(x, over=new[x.over], under=new[x.under])
            for x in self.crossings
            if x.over in new and x.under in new
        )
        return replace(self, components=len(kept), crossings=tuple(crossings))

    def mirrored(self) -> "Diagram":
        """Return the diagram of the mirror image: over and under exchanged at every crossing."""
        crossings = (
            Crossing(x.under, x.over, x.at_under, x.at_over, -x.sign) for x in self.crossings
        )
        return replace(
            self, crossings=tuple(sorted(crossings, key=lambda x: (x.under, x.at_under)))
        )


def diagram(link: Link) -> Diagram:
    """Draw a link, seen from above along a generic direction, exactly.

    Coordinates are sheared, (x + pz, y + qz, z), which keeps right and left; p and q come from a
    fixed list that begins with 0, 0, until no two corners, crossings or edges coincide.

    Raises
    ------
    InputError
        Two polygons meet, or a polygon meets itself; the message names the edges.

    Examples
    --------
    >>> eight = Link.of([[(0, 0, 0), (4, 4, 1), (0, 4, 0), (4, 0, -1)]])
    >>> [(x.at_over, x.at_under, x.sign) for x in diagram(eight).crossings]
    [((0, Fraction(1, 2)), (2, Fraction(1, 2)), -1)]
    """
    edges = _Edges(link)
    for p, q in _directions():
        found = edges.crossings(p, q)
        if found is not None:
            shear = Fraction(p, _SCALE), Fraction(q, _SCALE)
            return Diagram(len(link.components), tuple(found), shear)
    raise InputError(
        f"In {_MOST_VIEWS} directions something of this link coincides in the picture, though no "
        "edges meet; move its corners a little."
    )


def _directions() -> Iterator[tuple[int, int]]:
    """Give shears in units of 1/1009, on a parabola mod 1009.

    Directions in which a corner lies on an edge form a line, and a rational line meets the parabola
    mod a prime at most twice: each coincidence spoils at most two of them.
    """
    for view in range(_MOST_VIEWS):
        p = 386 * view % _SCALE
        q = p * p % _SCALE
        yield tuple(v - _SCALE if v > _SCALE // 2 else v for v in (p, q))  # type: ignore[misc]


class _Edges:
    """The edges of a link as columns of exact integers."""

    def __init__(self, link: Link):
        corners = [corner for polygon in link.components for corner in polygon]
        largest = max(abs(x) for corner in corners for x in corner)
        starts = np.cumsum([0, *map(len, link.components)])
        self.components = link.components
        self.owner = np.repeat(np.arange(len(link.components)), np.diff(starts))
        self.index = np.arange(len(corners)) - starts[self.owner]
        self.after = np.arange(1, len(corners) + 1)
        self.after[starts[1:] - 1] = starts[:-1]
        self.space = np.array(corners, np.int64 if largest <= _SPACE_LIMIT else object)
        self.seen_from = np.array(corners, np.int64 if largest < _FLAT_LIMIT else object)

    def crossings(self, p: int, q: int) -> list[Crossing] | None:
        """Return the crossings of a picture; None if something coincides in it."""
        xyz = self.seen_from
        flat = _SCALE * xyz[:, :2] + xyz[:, 2:] * np.array([p, q], xyz.dtype)
        # All coincidences are looked at before giving up, lest edges that meet go unnoticed.
        generic = self._turns_back(flat)
        found = []
        for first, second in self._candidates(flat):
            a, b, c, d = (flat[i] for i in (first, self.after[first], second, self.after[second]))
            areas = np.stack([_area(c, d, a), _area(c, d, b), _area(a, b, c), _area(a, b, d)])
            sides = _sign(areas)
            touch = (sides[0] * sides[1] <= 0) & (sides[2] * sides[3] <= 0)
            even = touch & (sides == 0).any(0)
            for pair in zip(first[even].tolist(), second[even].tolist(), strict=True):
                generic = False
                self._refuse_meeting(*pair)
            touch &= ~even
            found.append((first[touch], second[touch], sides[3, touch], areas[:, touch]))
        first, second, side = (np.concatenate([f[k] for f in found]) for k in range(3))
        areas = np.concatenate([f[3] for f in found], axis=1)
        sign = self._signs(first, second)
        return self._sorted(first, second, side, areas, sign) if generic else None

    def _turns_back(self, flat: np.ndarray) -> bool:
        """Say that no edge runs back along the one before it in the picture, or is a point."""
        ahead = flat[self.after] - flat
        (x, y), (u, v) = ahead.T, ahead[self.after].T
        back = (x * v - y * u == 0) & (x * u + y * v <= 0)
        for edge in np.flatnonzero(back).tolist():
            following = int(self.after[edge])
            a, b, c = (
                self._corner(edge),
                self._corner(following),
                self._corner(self.after[following]),
            )
            one, other = _minus(b, a), _minus(c, b)
            if not any(_cross(one, other)) and _dot(one, other) < 0:
                raise self._meeting(edge, following)
        return not back.any()

    def _candidates(self, flat: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Give pairs of edges that are no neighbours and whose boxes overlap, in portions."""
        coarse = _coarse(flat)
        low = np.minimum(coarse, coarse[self.after])
        high = np.maximum(coarse, coarse[self.after])
        order = np.argsort(low[:, 0], kind="stable")
        until = np.searchsorted(low[order, 0], high[order, 0], side="right")
        step = max(1, _PAIRS_AT_ONCE // len(order))
        for start in range(0, len(order), step):
            here = np.arange(start, min(start + step, len(order)))
            count = until[here] - here - 1
            before = np.repeat(np.cumsum(count) - count, count)
            place = np.repeat(here, count)
            m, k = order[place], order[place + 1 + np.arange(len(place)) - before]
            near = (low[k, 1] <= high[m, 1]) & (high[k, 1] >= low[m, 1])
            near &= (self.after[m] != k) & (self.after[k] != m)
            yield np.minimum(m, k)[near], np.maximum(m, k)[near]

    def _signs(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the signs of edges that cross in a picture, which do not depend on the picture."""
        a, c = self.space[first], self.space[second]
        u, v = self.space[self.after[first]] - a, self.space[self.after[second]] - c
        w = c - a
        volume = (
            (u[:, 1] * v[:, 2] - u[:, 2] * v[:, 1]) * w[:, 0]
            + (u[:, 2] * v[:, 0] - u[:, 0] * v[:, 2]) * w[:, 1]
            + (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]) * w[:, 2]
        )
        level = np.flatnonzero(volume == 0)
        if len(level):
            raise self._meeting(int(first[level[0]]), int(second[level[0]]))
        return -_sign(volume)

    def _sorted(
        self,
        first: np.ndarray,
        second: np.ndarray,
        side: np.ndarray,
        areas: np.ndarray,
        sign: np.ndarray,
    ) -> list[Crossing] | None:
        """Return crossings in order; None if three strands cross at one point."""
        # The second strand comes from the right of the first if its end is on the left.
        on_top = side == sign
        over, under = np.where(on_top, [first, second], [second, first])
        shares = [_lowest(areas[k], areas[k] - areas[k + 1]) for k in (0, 2)]
        (n, d), (m, e) = shares
        (n, m), (d, e) = np.where(on_top, [n, m], [m, n]), np.where(on_top, [d, e], [e, d])
        # An order in floats first, which leaves little to the slow comparison of fractions.
        order = np.lexsort([(m / e).astype(float), under])
        columns = (over, n, d, under, m, e, sign)
        rows = list(zip(*(column[order].tolist() for column in columns), strict=True))
        places = {row[:3] for row in rows} | {row[3:6] for row in rows}
        if len(places) < 2 * len(rows):
            return None
        owner, index = self.owner.tolist(), self.index.tolist()
        found = [
            Crossing(
                owner[o], owner[u], (index[o], Fraction(n, d)), (index[u], Fraction(m, e)), signed
            )
            for o, n, d, u, m, e, signed in rows
        ]
        return sorted(found, key=lambda x: (x.under, x.at_under))

    def _corner(self, edge: int) -> Corner:
        return self.components[self.owner[edge]][self.index[edge]]

    def _refuse_meeting(self, first: int, second: int) -> None:
        ends = (self._corner(i) for e in (first, second) for i in (e, self.after[e]))
        if _meet(*ends):
            raise self._meeting(first, second)

    def _meeting(self, first: int, second: int) -> InputError:
        edges = [
            f"edge {self.index[e] + 1} of polygon {self.owner[e] + 1}" for e in (first, second)
        ]
        return InputError(
            f"{edges[0].capitalize()} meets {edges[1]} (counted from 1): the polygons of a link "
            "must be disjoint and must not meet themselves."
        )


def _meet(a: Corner, b: Corner, p: Corner, q: Corner) -> bool:
    """Say whether two closed segments in space have a point in common."""
    one, other, between = _minus(b, a), _minus(q, p), _minus(p, a)
    normal = _cross(one, other)
    if not any(normal):
        if any(_cross(one, between)):
            return False
        axis = next(k for k in range(3) if one[k])
        return max(min(a[axis], b[axis]), min(p[axis], q[axis])) <= min(
            max(a[axis], b[axis]), max(p[axis], q[axis])
        )
    if _dot(normal, between):
        return False
    # Both lie in one plane, which is seen from its side along an axis that it does not contain.
    x, y = [k for k in range(3) if k != next(k for k in range(3) if normal[k])]
    return all(
        _turn(u, v, s, x, y) * _turn(u, v, t, x, y) <= 0
        for (u, v), (s, t) in pairwise([(a, b), (p, q), (a, b)])
    )


def _turn(a: Corner, b: Corner, c: Corner, x: int, y: int) -> int:
    return (b[x] - a[x]) * (c[y] - a[y]) - (b[y] - a[y]) * (c[x] - a[x])


def _minus(a: Corner, b: Corner) -> Corner:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _cross(a: Corner, b: Corner) -> Corner:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _dot(a: Corner, b: Corner) -> int:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _area(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Return twice the signed areas of triangles of the picture, (n, 2) each: (n,)."""
    return (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])


def _sign(values: np.ndarray) -> np.ndarray:
    return (values > 0).astype(np.int8) - (values < 0).astype(np.int8)


def _lowest(numerator: np.ndarray, denominator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return fractions between 0 and 1 in lowest terms, both parts positive."""
    shared = np.gcd(numerator, denominator)
    return abs(numerator) // shared, abs(denominator) // shared


def _coarse(flat: np.ndarray) -> np.ndarray:
    """Return 64-bit integers in the same weak order: as they are, or without their last bits."""
    if flat.dtype != object:
        return flat
    spare = max(0, int(abs(flat).max()).bit_length() - 62)
    return (flat >> spare).astype(np.int64)
