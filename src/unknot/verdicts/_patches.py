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
from scipy.spatial import KDTree

from unknot.exact import number, numbers
from unknot.proof import PI, Interval, Pieces, cos, sin
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Points,
    Polyline,
    Segment,
    Shape,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
)
from unknot.shapes._shape import rounding
from unknot.verdicts._classes import Part

Floats = NDArray[np.float64]
Exact = tuple[Fraction, ...]


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
    if isinstance(shape, Segment):
        shape = Polyline((shape.start, shape.end))
    if isinstance(shape, Points):
        return _PointPatch(part, np.array(shape.points))
    if isinstance(shape, Polyline):
        return _PolylinePatch(part, *shape.segments())
    if isinstance(shape, Curve):
        shape.content()  # refuses what is no formula
        assert isinstance(shape.function, Formula)
        return _CurvePatch(part, shape.function, shape.domain)
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
        if isinstance(self.shape, Balls):
            centres = Interval.point(np.array(self.shape.points))
            boxes = centres + Interval(-self.shape.radius, self.shape.radius)
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
        if isinstance(shape, Balls):
            centres = np.array(shape.points)[rows.owner]
            distance = np.linalg.norm(middle - centres, axis=1) - shape.radius
        else:
            distance = shape.distance(middle)
        scale = float(np.abs(shape.bounds()).max())
        return rows[~(distance > reach + 8 * rounding(scale, shape.dimension))]

    def dense(self, count: int) -> Rows:
        points = self.shape.sample(count, 0)
        return Rows(points, points, np.zeros(len(points), np.int64))

    def near(self, rows: Rows) -> Floats:
        return _pulled_in(self.shape, rows.middle())

    def member(self, row: Rows) -> dict[str, Any] | None:
        point = exact_member(self.shape, self.near(row)[0])
        return None if point is None else self.part.written() | {"point": numbers(point)}


def _pulled_in(shape: Shape, points: Floats) -> Floats:
    """Move points (m, n) that lie outside a solid just inside it, where that is easy."""
    inside = 1 - 1e-9
    if isinstance(shape, Ball | Shell):
        centre = np.array(shape.centre)
        low, high = (0, shape.radius) if isinstance(shape, Ball) else (shape.inner, shape.outer)
        offset = points - centre
        size = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-300)
        return centre + offset * (np.clip(size, low, high) / size)
    if isinstance(shape, Box):
        return np.clip(points, shape.lower, shape.upper)
    if isinstance(shape, Balls):
        core = np.array(shape.points)
        nearest = core[KDTree(core).query(points)[1]]
    elif isinstance(shape, Tube):
        nearest = _nearest_on(*shape.core.segments(), points)
    elif isinstance(shape, SolidTorus):
        normal = np.array(shape.normal) / np.linalg.norm(shape.normal)
        offset = points - np.array(shape.centre)
        flat = offset - (offset @ normal)[:, None] * normal
        size = np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-300)
        nearest = np.array(shape.centre) + shape.major * flat / size
    else:
        return points
    radius = shape.minor if isinstance(shape, SolidTorus) else shape.radius
    offset = points - nearest
    size = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-300)
    return nearest + offset * np.minimum(1, inside * radius / size)


def _nearest_on(starts: Floats, ends: Floats, points: Floats) -> Floats:
    found = []
    for part in np.array_split(points, max(1, points.size * len(starts) // 2_000_000)):
        along = ends - starts
        t = np.einsum("mkn,kn->mk", part[:, None] - starts, along) / (along**2).sum(1)
        places = starts + np.clip(t, 0, 1)[:, :, None] * along
        best = np.linalg.norm(part[:, None] - places, axis=2).argmin(axis=1)
        found.append(places[np.arange(len(part)), best])
    return np.concatenate(found)


def exact_member(shape: Shape, near: Floats) -> Exact | None:
    """Return an exact point of a solid or a sphere near some floats, or None if none is at hand."""
    if isinstance(shape, Sphere):
        free = list(shape.axes)
        place = [Fraction(c) for c in shape.centre]
        centre = np.array(shape.centre)[free]
        offset = near[free] - centre
        for axis, x in zip(free, _on_sphere(offset, Fraction(shape.radius)), strict=True):
            place[axis] += x
        return tuple(place)
    if isinstance(shape, Ball | Shell):
        centre = np.array(shape.centre)
        inner, outer = (
            (0.0, shape.radius) if isinstance(shape, Ball) else (shape.inner, shape.outer)
        )
        offset = near - centre
        size = float(np.linalg.norm(offset))
        if inner == outer or size >= outer * (1 - 1e-12) or size <= inner * (1 + 1e-12):
            radius = outer if size >= 0.5 * (inner + outer) else inner
            exact = _on_sphere(offset, Fraction(radius)) if radius else [Fraction(0)] * len(offset)
            return tuple(Fraction(c) + x for c, x in zip(shape.centre, exact, strict=True))
    if isinstance(shape, Box):
        near = np.clip(near, shape.lower, shape.upper)
    elif not shape.distance(near[None])[0] <= 0:
        return None
    return tuple(map(Fraction, near.tolist()))


def _on_sphere(direction: Floats, radius: Fraction) -> list[Fraction]:
    """Return a rational point at exactly this distance from 0, in nearly this direction.

    Stereographic projection: (2w, |w|² − 1)/(|w|² + 1) is on the unit sphere for every rational w.
    """
    size = float(np.linalg.norm(direction))
    unit = direction / size if size > 0 else np.eye(len(direction))[0]
    sign = -1 if unit[-1] > 0 else 1
    w = [Fraction(float(x)) for x in unit[:-1] / (1 + abs(unit[-1]))]
    square = sum((x * x for x in w), Fraction(0))
    last = sign * (square - 1)
    return [radius * x / (square + 1) for x in (*(2 * x for x in w), last)]


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
