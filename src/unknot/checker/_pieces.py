"""Sets cut into pieces: spans of a parameter of lines and curves, boxes (cells) of solids."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, Self

import numpy as np

from ._elementary import PI, cos_pi, sin_pi
from ._intervals import Floats, I, choose, stack, up
from ._reading import Json, Refused, items, need
from ._sets import Box, Curve, Holed, Polygon, Round, Set, Thick, Torus

# Centres (m, n), directions (m, k, n) for [−1, 1]^k, and plain bounds (m, n).
Placed = tuple[I, I, I]

_SPANS = 32  # into which a curve is cut at first


@dataclass(frozen=True, eq=False)
class Pieces:
    """Boxes of parameters (m, k), each with the index of the segment that it belongs to (m,)."""

    lo: Floats
    hi: Floats
    owner: np.ndarray

    def __len__(self) -> int:
        return len(self.owner)

    def __getitem__(self, rows: Any) -> Self:
        return type(self)(self.lo[rows], self.hi[rows], self.owner[rows])

    @property
    def box(self) -> I:
        """The boxes as intervals."""
        return I(self.lo, self.hi)

    def divisible(self) -> np.ndarray:
        """Say which boxes have a float inside their longest edge."""
        if not self.lo.shape[1]:
            return np.zeros(len(self), bool)
        middle = self.box.middle()
        rows, axis = np.arange(len(self)), (self.hi - self.lo).argmax(axis=1)
        cut = middle[rows, axis]
        return np.asarray((self.lo[rows, axis] < cut) & (cut < self.hi[rows, axis]))

    def halves(self) -> Self:
        """Cut each box across its longest edge; piece i gives pieces i and m + i."""
        need(bool(self.divisible().all()), "a piece is cut that is as small as floats are")
        rows, axis = np.arange(len(self)), (self.hi - self.lo).argmax(axis=1)
        low, high = self.lo.copy(), self.hi.copy()
        low[rows, axis] = high[rows, axis] = self.box.middle()[rows, axis]
        pairs = (self.lo, low), (high, self.hi), (self.owner, self.owner)
        return type(self)(*map(np.concatenate, pairs))

    def uncut(self, cuts: Json, at: str) -> Iterator[tuple[Self, str]]:
        """Cut as a file says, and give what stays whole at each level.

        A level of cuts is a text with a 1 for each piece that is cut in halves, and a 0 for each
        that stays whole, as all do that the last level leaves.
        """
        pieces = self
        for level, text in enumerate(items(cuts, at, 0)):
            here = f"{at}[{level}]"
            fits = type(text) is str and len(text) == len(pieces) and set(text) <= {"0", "1"}
            need(fits, f"{here}: expected {len(pieces)} of 0 and 1, one for each piece")
            cut = np.frombuffer(text.encode(), np.uint8) == ord("1")
            yield pieces[~cut], here
            pieces = pieces[cut].halves()
        yield pieces, at


class Patch(ABC):
    """A set as pieces."""

    @abstractmethod
    def whole(self) -> Pieces:
        """Return pieces that cover the set, all bounded."""

    def place(self, pieces: Pieces) -> Placed:
        """Enclose pieces: of solids they are boxes of space."""
        middle = pieces.box.middle()
        half = I(np.maximum(up(pieces.hi - middle), up(middle - pieces.lo)))
        return I(middle), half[..., None] * np.eye(middle.shape[1]), pieces.box

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        """Say which boxes of space (m, n) hold no point of the set, or of the owner's segment."""
        del owner
        return np.zeros(len(x.lo), bool)

    def empty(self, pieces: Pieces) -> np.ndarray:
        """Say which pieces certainly hold no point of the set."""
        return self.misses(pieces.box, pieces.owner)


@singledispatch
def patch(found: Set) -> Patch:
    """Return a set as pieces."""
    raise Refused(f"no pieces are known of a {found.kind}")


def _cells(box: I) -> Pieces:
    bounded = np.isfinite(box.lo) & np.isfinite(box.hi)
    need(bool(bounded.all()), "a set has coordinates that are too large for floats")
    return Pieces(box.lo, box.hi, np.arange(len(box.lo)))


class _Thick(Patch):
    def __init__(self, found: Thick):
        self.points = found.starts is found.stops
        self.a = I.of(found.starts.values)
        self.b = self.a if self.points else I.of(found.stops.values)
        self.along = I(np.zeros_like(self.a.lo)) if self.points else self.b - self.a
        self.solid, self.radius, self.n = found.radius > 0, I.of(found.radius), found.n

    def whole(self) -> Pieces:
        cells = _cells(self.a.hull(self.b) + (-self.radius).hull(self.radius))
        if self.solid:
            return cells
        count, k = len(cells), int(not self.points)
        return Pieces(np.zeros((count, k)), np.ones((count, k)), np.arange(count))

    def place(self, pieces: Pieces) -> Placed:
        if self.solid:
            return super().place(pieces)
        a, along, middle = self.a[pieces.owner], self.along[pieces.owner], pieces.box.middle()
        if self.points:
            return (a, I(np.zeros((len(a.lo), 0, self.n))), a)
        half = I(np.maximum(up(pieces.hi - middle), up(middle - pieces.lo)))
        directions = (along * half)[:, None, :]
        return (a + along * middle, directions, a + along * pieces.box)

    def empty(self, pieces: Pieces) -> np.ndarray:
        return super().empty(pieces) if self.solid else np.zeros(len(pieces), bool)

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        if owner is not None:
            return self._misses(x, owner)
        missed = np.ones(len(x.lo), bool)
        for k in range(len(self.a.lo)):
            left = np.flatnonzero(missed)
            missed[left] = self._misses(x[left], np.full(len(left), k))
        return missed

    def _misses(self, x: I, owner: np.ndarray) -> np.ndarray:
        a, b, e = self.a[owner], self.b[owner], self.along[owner]
        if self.points:
            return np.asarray((x - a).square().sum().lo > self.radius.square().hi)
        wide, core = x + (-self.radius).hull(self.radius), a.hull(b)
        apart = ((wide.hi < core.lo) | (wide.lo > core.hi)).any(axis=1)
        # The segment is in the wide box for t in all of these ranges.
        t = (wide - a) / e
        apart |= np.maximum(t.lo.max(axis=1), 0.0) > np.minimum(t.hi.min(axis=1), 1.0)
        return np.asarray(apart | _far(x, a, b, e, self.radius) if self.solid else apart)


def _far(x: I, a: I, b: I, e: I, radius: I) -> np.ndarray:
    """Say whose middle is farther from a segment than the radius and half the diagonal."""
    middle = I(x.middle())
    d, size = middle - a, e.square().sum()
    along, square = (d * e).sum(), d.square().sum()
    # The distance from the line is a lower bound; beside the ends, so is that from the end.
    low = np.where(along.hi <= 0, square.lo, (square - along.square() / size).lo)
    low = np.where(along.lo >= size.hi, (middle - b).square().sum().lo, low)
    distance = I(np.maximum(low, 0.0)).sqrt()
    return np.asarray(distance.lo > (_half_diagonal(x) + radius).hi)


def _half_diagonal(x: I) -> I:
    return I(x.radius()).square().sum().sqrt()


class _Round(Patch):
    def __init__(self, found: Round):
        self.centre, self.axes = I.of(found.centre), found.axes
        self.inner, self.outer = I.of(found.inner), I.of(found.outer)

    def whole(self) -> Pieces:
        flat = np.isin(np.arange(len(self.centre.lo)), self.axes)
        reach = choose(flat, (-self.outer).hull(self.outer), 0.0)
        return _cells((self.centre + reach)[None])

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        del owner
        d = x - self.centre
        square = d.square().sum()
        out = (square.lo > self.outer.square().hi) | (square.hi < self.inner.square().lo)
        flat = [i for i in range(d.lo.shape[1]) if i not in self.axes]
        return np.asarray(out | ((d.lo > 0) | (d.hi < 0))[:, flat].any(axis=1))


class _Box(Patch):
    def __init__(self, found: Box):
        self.box = I(I.of(found.lower).lo, I.of(found.upper).hi)

    def whole(self) -> Pieces:
        return _cells(self.box[None])

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        del owner
        return np.asarray(((x.hi < self.box.lo) | (x.lo > self.box.hi)).any(axis=1))


class _Polygon(Patch):
    def __init__(self, found: Polygon):
        self.edges, self.border = found.border.segments, _Thick(found.border)

    def whole(self) -> Pieces:
        ends = self.border.a
        return _cells(I(ends.lo.min(axis=0), ends.hi.max(axis=0))[None])

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        """Say which boxes touch no edge, with their middle outside: the ray from it is odd."""
        del owner
        clear, middle = self.border.misses(x), x.middle()
        odd, sure, y = np.zeros(len(middle), bool), clear.copy(), middle[:, 1]
        for k, (a, b) in enumerate(self.edges):
            start, end, e = self.border.a[k], self.border.b[k], self.border.along[k]
            for v in (start, end):
                sure &= (y < v.lo[1]) | (y > v.hi[1])
            spans = (start.hi[1] < y) != (end.hi[1] < y)
            at = e[0] * (I(y) - start[1]) - e[1] * (I(middle[:, 0]) - start[0])
            sure &= ~spans | (at.lo > 0) | (at.hi < 0)
            odd ^= spans & ((at.lo < 0) if b[1] > a[1] else (at.lo > 0))
        return sure & ~odd


class _Torus(Patch):
    def __init__(self, found: Torus):
        self.centre, self.normal = I.of(found.centre), I.of(found.normal)
        self.major, self.minor = I.of(found.major), I.of(found.minor)

    def whole(self) -> Pieces:
        reach = self.major + self.minor
        return _cells((self.centre + (-reach).hull(reach))[None])

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        del owner
        d = I(x.middle()) - self.centre
        height2 = (d * self.normal).sum().square() / self.normal.square().sum()
        out = (d.square().sum() - height2).sqrt()
        distance = ((out - self.major).square() + height2).sqrt()
        return np.asarray(distance.lo > (_half_diagonal(x) + self.minor).hi)


class _Holed(Patch):
    def __init__(self, found: Holed):
        self.centre, self.radius = I.of(found.centre), I.of(found.radius)
        self.holes, self.hole = [I.of(row) for row in found.holes], I.of(found.hole)

    def whole(self) -> Pieces:
        return _cells((self.centre + (-self.radius).hull(self.radius))[None])

    def misses(self, x: I, owner: np.ndarray | None = None) -> np.ndarray:
        del owner
        out = (x - self.centre).square().sum().lo > self.radius.square().hi
        for hole in self.holes:
            out |= (x - hole).square().sum().hi < self.hole.square().lo
        return np.asarray(out)


class _Curve(Patch):
    def __init__(self, found: Curve):
        self.curve = found

    def whole(self) -> Pieces:
        t = I.of([self.curve.start, self.curve.stop])
        grid = np.linspace(t.lo[0], t.hi[1], _SPANS + 1)[:, None]
        need(bool(np.isfinite(grid).all()), "a curve's parameters are too large for floats")
        return Pieces(grid[:-1], grid[1:], np.zeros(_SPANS, int))

    def place(self, pieces: Pieces) -> Placed:
        middle = pieces.box.middle()
        half = I(np.maximum(up(pieces.hi - middle), up(middle - pieces.lo)))
        centre, _ = curve_at(self.curve, I(middle[:, 0]))
        reach, velocity = curve_at(self.curve, pieces.box[:, 0])
        # By the mean value theorem x(t) = x(m) + v·(t − m) with v among the velocities.
        return (centre, (velocity * half)[:, None, :], reach)

    def empty(self, pieces: Pieces) -> np.ndarray:
        return np.zeros(len(pieces), bool)


def curve_at(curve: Curve, t: I) -> tuple[I, I]:
    """Enclose a curve's places and velocities at parameters (m,): (m, n) each."""
    places, velocities = [], []
    for terms in curve.coordinates:
        place = velocity = I(np.zeros(t.lo.shape))
        for coefficients, function, frequency in terms:
            value, slope = I.of(coefficients[-1]), I(np.zeros(t.lo.shape))
            for c in coefficients[-2::-1]:
                slope = value + slope * t
                value = value * t + I.of(c)
            if function == "1":
                place, velocity = place + value, velocity + slope
                continue
            rate = I.of(frequency)
            wave, other = cos_pi(rate * t), -sin_pi(rate * t)
            if function == "sin":
                wave, other = -other, wave
            place = place + value * wave
            velocity = velocity + slope * wave + value * other * (PI * rate)
        places.append(place)
        velocities.append(velocity)
    return stack(places, 1), stack(velocities, 1)


patch.register(Thick, _Thick)
patch.register(Round, _Round)
patch.register(Box, _Box)
patch.register(Polygon, _Polygon)
patch.register(Torus, _Torus)
patch.register(Holed, _Holed)
patch.register(Curve, _Curve)
