"""Sets cut into pieces by their parameters, each piece enclosed rigorously.

A patch is a family of closed pieces that covers one shape: segments by the share of their length,
curves by their parameter, solids by axis-parallel cells. Pieces are rows of boxes of parameters.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unknot.exact import number, numbers
from unknot.proof import PI, Interval, Pieces, cos, sin
from unknot.shapes import Formula, Shape
from unknot.shapes._shape import rounding
from unknot.verdicts._classes import Part

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Rows:
    """Boxes of parameters: low and high ends (m, k), and which primitive each belongs to (m,)."""

    low: Floats
    high: Floats
    owner: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.owner)

    def __getitem__(self, index: Any) -> "Rows":
        return Rows(self.low[index], self.high[index], self.owner[index])

    def middle(self) -> Floats:
        """Return the middles, (m, k)."""
        return np.clip(0.5 * self.low + 0.5 * self.high, self.low, self.high)

    def halves(self) -> "Rows":
        """Cut every box across its longest edge; a box without a float inside it is left out."""
        rows = np.arange(len(self))
        longest = (self.high - self.low).argmax(axis=1)
        middle = self.middle()[rows, longest]
        whole = (self.low[rows, longest] < middle) & (middle < self.high[rows, longest])
        kept, at = self[whole], longest[whole]
        rows, middle = np.arange(len(kept)), middle[whole]
        high, low = kept.high.copy(), kept.low.copy()
        high[rows, at] = low[rows, at] = middle
        return Rows(
            np.concatenate([kept.low, low]),
            np.concatenate([high, kept.high]),
            np.concatenate([kept.owner, kept.owner]),
        )


class Patch(ABC):
    """A shape as pieces."""

    part: Part

    @abstractmethod
    def whole(self) -> Rows:
        """Return boxes of parameters that cover the set."""

    @abstractmethod
    def pieces(self, rows: Rows) -> Pieces:
        """Enclose the pieces with these parameters."""

    def kept(self, rows: Rows) -> Rows:
        """Leave out the pieces that certainly miss the set."""
        return rows

    @abstractmethod
    def dense(self, count: int) -> Rows:
        """Return about so many single points, spread over the set: boxes of no extent."""

    @abstractmethod
    def near(self, rows: Rows) -> Floats:
        """Return points in or near the middles of pieces, in floats: (m, n)."""

    @abstractmethod
    def member(self, row: Rows) -> dict[str, Any] | None:
        """Write a point of the set near the middle of one piece, exactly; None if there is none."""


def patch(part: Part) -> Patch:
    """Return a part of a class as pieces.

    Raises
    ------
    InputError
        The part is a curve by a function that is not written down.
    """
    shape = part.shape
    if shape.isolated is not None:
        return _PointPatch(part, shape.isolated)
    segments = shape.segments()
    if segments is not None:
        return _PolylinePatch(part, *segments)
    if shape.formula is not None:
        return _CurvePatch(part, *shape.formula)
    return _CellPatch(part, shape)


@dataclass(frozen=True)
class _PointPatch(Patch):
    part: Part
    points: Floats

    def whole(self) -> Rows:
        count = len(self.points)
        return Rows(np.zeros((count, 1)), np.zeros((count, 1)), np.arange(count))

    def pieces(self, rows: Rows) -> Pieces:
        chosen = self.points[rows.owner]
        return Pieces(chosen, np.zeros((len(chosen), 0, chosen.shape[1])))

    def dense(self, count: int) -> Rows:
        del count
        return self.whole()

    def near(self, rows: Rows) -> Floats:
        return self.points[rows.owner]

    def member(self, row: Rows) -> dict[str, Any]:
        point = self.points[row.owner[0]].tolist()
        return self.part.written() | {"point": numbers(point)}


@dataclass(frozen=True)
class _PolylinePatch(Patch):
    part: Part
    starts: Floats
    ends: Floats

    def whole(self) -> Rows:
        count = len(self.starts)
        return Rows(np.zeros((count, 1)), np.ones((count, 1)), np.arange(count))

    def pieces(self, rows: Rows) -> Pieces:
        start = Interval.point(self.starts[rows.owner])
        along = Interval.point(self.ends[rows.owner]) - start
        middle = rows.middle()
        return _by_mean_value(start + along * Interval.point(middle), along, rows, middle)

    def dense(self, count: int) -> Rows:
        each = max(2, count // len(self.starts))
        t = np.tile(np.linspace(0, 1, each), len(self.starts))[:, None]
        return Rows(t, t, np.repeat(np.arange(len(self.starts)), each))

    def near(self, rows: Rows) -> Floats:
        start, end = self.starts[rows.owner], self.ends[rows.owner]
        return start + rows.middle() * (end - start)

    def member(self, row: Rows) -> dict[str, Any]:
        return self.exactly(int(row.owner[0]), Fraction(float(row.middle()[0, 0])))

    def exactly(self, edge: int, t: Fraction) -> dict[str, Any]:
        """Write the point at a share of an edge."""
        ends = zip(self.starts[edge].tolist(), self.ends[edge].tolist(), strict=True)
        point = [Fraction(a) + t * (Fraction(b) - Fraction(a)) for a, b in ends]
        return self.part.written() | {"point": numbers(point)}


@dataclass(frozen=True)
class _CurvePatch(Patch):
    part: Part
    formula: Formula
    domain: tuple[float, float]

    def whole(self) -> Rows:
        t = np.linspace(*self.domain, 33)
        return Rows(t[:-1, None], t[1:, None], np.zeros(32, np.int64))

    def pieces(self, rows: Rows) -> Pieces:
        middle = rows.middle()
        span = Interval(rows.low[:, 0], rows.high[:, 0])
        here, _ = _curve(self.formula, Interval.point(middle[:, 0]))
        _, velocity = _curve(self.formula, span)
        return _by_mean_value(here, velocity, rows, middle)

    def dense(self, count: int) -> Rows:
        t = np.linspace(*self.domain, count)[:, None]
        return Rows(t, t, np.zeros(count, np.int64))

    def near(self, rows: Rows) -> Floats:
        return self.formula(rows.middle()[:, 0])

    def member(self, row: Rows) -> dict[str, Any]:
        return self.part.written() | {"t": number(float(row.middle()[0, 0]))}


@dataclass(frozen=True)
class _CellPatch(Patch):
    part: Part
    shape: Shape

    def whole(self) -> Rows:
        if self.shape.cloud is not None:
            centres, radius = self.shape.cloud
            boxes = Interval.point(centres) + Interval(-radius, radius)
            return Rows(boxes.low, boxes.high, np.arange(len(centres)))
        lower, upper = self.shape.bounds()
        return Rows(lower[None], upper[None], np.zeros(1, np.int64))

    def pieces(self, rows: Rows) -> Pieces:
        return Pieces.boxes(rows.low, rows.high)

    def kept(self, rows: Rows) -> Rows:
        # The distance is 1-Lipschitz: a cell whose middle is farther from the set than half its
        # diagonal misses it. `rounding` bounds what a shape's distance errs by.
        middle, shape = rows.middle(), self.shape
        half = np.maximum(rows.high - middle, middle - rows.low)
        reach = np.sqrt((half**2).sum(axis=1)) * (1 + 1e-12)
        if shape.cloud is not None:
            centres, radius = shape.cloud
            distance = np.linalg.norm(middle - centres[rows.owner], axis=1) - radius
        else:
            distance = shape.distance(middle)
        scale = float(np.abs(shape.bounds()).max())
        return rows[~(distance > reach + 8 * rounding(scale, shape.dimension))]

    def dense(self, count: int) -> Rows:
        points = self.shape.sample(count, 0)
        return Rows(points, points, np.zeros(len(points), np.int64))

    def near(self, rows: Rows) -> Floats:
        return self.shape.nearest(rows.middle())

    def member(self, row: Rows) -> dict[str, Any] | None:
        point = self.shape.member_near(self.near(row)[0])
        return None if point is None else self.part.written() | {"point": numbers(point)}


def _curve(formula: Formula, t: Interval) -> tuple[Interval, Interval]:
    """Enclose places and velocities at parameters (m,): (m, n) each."""
    places, velocities = [], []
    for terms in formula.coordinates:
        place = velocity = Interval(np.zeros(t.shape))
        for term in terms:
            factor, slope = _polynomial(term.coefficients, t)
            if term.function == "1":
                place, velocity = place + factor, velocity + slope
                continue
            rate = PI * Interval(term.frequency)
            wave, co_wave = cos(rate * t), sin(rate * t)
            if term.function == "sin":
                wave, co_wave = co_wave, -wave
            place = place + factor * wave
            velocity = velocity + slope * wave - factor * rate * co_wave
        places.append(place)
        velocities.append(velocity)
    return _stacked(places), _stacked(velocities)


def _polynomial(coefficients: tuple[float, ...], t: Interval) -> tuple[Interval, Interval]:
    value, slope = Interval(np.full(t.shape, coefficients[-1])), Interval(np.zeros(t.shape))
    for coefficient in coefficients[-2::-1]:
        slope = value + slope * t
        value = value * t + coefficient
    return value, slope


def _stacked(columns: list[Interval]) -> Interval:
    return Interval.between(
        np.stack([c.low for c in columns], 1), np.stack([c.high for c in columns], 1)
    )


def _by_mean_value(here: Interval, velocity: Interval, rows: Rows, middle: Floats) -> Pieces:
    """Enclose x(t) ∈ x(m) + V·(t − m), |t − m| ≤ h, by x(m) and V·h as centre and direction."""
    half = (Interval(rows.high) - middle).magnitude()
    half = np.maximum(half, (Interval(middle) - rows.low).magnitude())
    step = velocity * Interval(half)
    direction = step.middle()
    slack = Interval(here.radius()) + step.radius()
    return Pieces(here.middle(), direction[:, None, :], slack.high)
