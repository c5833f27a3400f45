"""Closed sets as certificates write them, and which points they hold.

Most are *thick*: all points within a radius of points and segments. That is a ball, balls about
points, the points themselves (radius 0), a polyline (radius 0) and a tube.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations

import numpy as np

from ._exact import Point, Segment, distance2, dot, minus, to_segment2, turn
from ._reading import Exact, Json, Table, fields, items, need, number, numbers, table, wholes

ZERO = Fraction(0)


@dataclass(frozen=True, eq=False)
class Set:
    """A closed set of Rⁿ that is no union; `kind` is its name in the file."""

    kind: str
    n: int

    def holds(self, x: Point) -> bool:
        """Say exactly whether a point lies in it (of a curve: never, points of it have a t)."""
        del x
        return False


@dataclass(frozen=True, eq=False)
class Thick(Set):
    """All points within a radius of some segments; a segment of equal ends is a point."""

    starts: Table
    stops: Table  # the very starts, where all segments are points
    radius: Fraction = ZERO

    @cached_property
    def segments(self) -> list[Segment]:
        """The segments, exactly."""
        return list(zip(self.starts.rows, self.stops.rows, strict=True))

    @cached_property
    def ends(self) -> frozenset[tuple[Exact, ...]]:
        """All ends of segments; floats equal the fractions that they are."""
        return frozenset(self.starts.values) | frozenset(self.stops.values)

    @cached_property
    def pairs(self) -> frozenset[frozenset[tuple[Exact, ...]]]:
        """The two ends of each segment."""
        return frozenset(map(frozenset, zip(self.starts.values, self.stops.values, strict=True)))

    @cached_property
    def boxes(self) -> tuple[np.ndarray, np.ndarray]:
        """Floats (m, n) below and above what is within the radius of each segment."""
        ends = np.array([[[float(v) for v in end] for end in s] for s in self.segments])
        radius = np.nextafter(float(self.radius), np.inf)
        low = np.nextafter(ends.min(axis=1), -np.inf) - radius
        high = np.nextafter(ends.max(axis=1), np.inf) + radius
        return np.nextafter(low, -np.inf), np.nextafter(high, np.inf)

    def close_to(self, x: Point) -> list[int]:
        """List segments, all those among them that are within the radius of a point."""
        low, high = self.boxes
        near = np.array([float(v) for v in x])
        down, up = np.nextafter(near, -np.inf), np.nextafter(near, np.inf)
        return np.flatnonzero(((low <= up) & (down <= high)).all(axis=1)).tolist()

    def holds(self, x: Point) -> bool:
        if x in self.ends:
            return True
        return any(to_segment2(x, self.segments[k]) <= self.radius**2 for k in self.close_to(x))


@dataclass(frozen=True, eq=False)
class Round(Set):
    """All points of some coordinate axes about a centre, inner ≤ |x − c| ≤ outer."""

    centre: Point
    axes: list[int]
    inner: Fraction
    outer: Fraction

    @property
    def full(self) -> bool:
        """Whether it holds a sphere of dimension n − 1."""
        return len(self.axes) == self.n

    def holds(self, x: Point) -> bool:
        flat = all(x[i] == self.centre[i] for i in range(self.n) if i not in self.axes)
        return flat and self.inner**2 <= distance2(x, self.centre) <= self.outer**2


@dataclass(frozen=True, eq=False)
class Box(Set):
    """A box."""

    lower: Point
    upper: Point

    def holds(self, x: Point) -> bool:
        return all(a <= v <= b for a, v, b in zip(self.lower, x, self.upper, strict=True))


@dataclass(frozen=True, eq=False)
class Polygon(Set):
    """The region of the plane inside a simple closed polygon, with its border."""

    border: Thick

    def holds(self, x: Point) -> bool:
        odd = False
        for a, b in self.border.segments:
            if to_segment2(x, (a, b)) == 0:
                return True
            if (a[1] <= x[1]) != (b[1] <= x[1]):
                odd ^= (turn(a, b, x) > 0) == (b[1] > a[1])
        return odd


@dataclass(frozen=True, eq=False)
class Torus(Set):
    """All points of space within a radius of the circle about a centre, across a normal."""

    centre: Point
    normal: Point
    major: Fraction
    minor: Fraction

    def holds(self, x: Point) -> bool:
        return self.within(x, self.minor)

    def within(self, x: Point, radius: Fraction) -> bool:
        """Say whether a point is within a radius of the core circle.

        With h the height over its plane and ρ the distance from its axis, (ρ − R)² + h² ≤ r² means
        ρ² + h² + R² − r² ≤ 2Rρ: both sides are squared, as the normal has any length.
        """
        d, big = minus(x, self.centre), self.major
        height2 = dot(d, self.normal) ** 2 / dot(self.normal, self.normal)
        left, out2 = dot(d, d) + big**2 - radius**2, dot(d, d) - height2
        return radius >= 0 and (left <= 0 or left**2 <= 4 * big**2 * out2)


@dataclass(frozen=True, eq=False)
class Holed(Set):
    """A closed ball without open balls of one radius, apart from each other and from its rim."""

    centre: Point
    radius: Fraction
    holes: list[Point]
    hole: Fraction

    def holds(self, x: Point) -> bool:
        return self.deep(x, ZERO)

    def deep(self, x: Point, far: Fraction) -> bool:
        """Say whether a point of the ball is so far beyond the rims of all holes."""
        inside = distance2(x, self.centre) <= self.radius**2
        return inside and all(distance2(x, h) >= (self.hole + far) ** 2 for h in self.holes)

    def fits(self) -> bool:
        """Say whether the holes are apart and inside."""
        room = self.radius - self.hole
        inside = room > 0 and all(distance2(h, self.centre) < room**2 for h in self.holes)
        pairs = combinations(self.holes, 2)
        return inside and all(distance2(a, b) > (2 * self.hole) ** 2 for a, b in pairs)


@dataclass(frozen=True, eq=False)
class Curve(Set):
    """{x(t) : start ≤ t ≤ stop}, xᵢ(t) = Σ (Σₖ cₖtᵏ)·f(π·w·t); a term is (c, f, w)."""

    coordinates: list[list[tuple[Point, str, Fraction]]]
    start: Fraction
    stop: Fraction

    def at(self, t: Fraction) -> Point | None:
        """Return the point where every w·t is a multiple of ½; None elsewhere."""
        place = []
        for terms in self.coordinates:
            total = ZERO
            for coefficients, function, frequency in terms:
                value = sum((c * t**k for k, c in enumerate(coefficients)), ZERO)
                if function != "1":
                    quarters = 2 * frequency * t
                    if quarters.denominator != 1:
                        return None
                    # cos at k quarter turns is 1, 0, −1, 0; sin is cos a quarter turn earlier.
                    value *= (1, 0, -1, 0)[(int(quarters) - (function == "sin")) % 4]
                total += value
            place.append(total)
        return tuple(place)


# ---------------------------------------------------------------- reading

Sets = Set | list["Sets"]  # a set, or a list of sets: their union

_KEYS = {
    "ball": ("centre", "radius"),
    "balls": ("points", "radius"),
    "points": ("points",),
    "polyline": ("vertices", "closed"),
    "tube": ("vertices", "closed", "radius"),
    "shell": ("centre", "inner", "outer"),
    "sphere": ("centre", "axes", "radius"),
    "box": ("lower", "upper"),
    "polygon": ("vertices",),
    "torus": ("centre", "normal", "major", "minor"),
    "holed": ("centre", "radius", "holes", "hole"),
    "curve": ("coordinates", "from", "to"),
}


def read_set(value: Json, at: str) -> Sets:
    """Read a set, or a list of sets for a union."""
    need(type(value) is dict and type(value.get("shape")) is str, f"{at}: expected a shape")
    kind = str(value["shape"])
    if kind == "union":
        parts = items(fields(value, at, "shape", "parts")["parts"], f"{at}.parts")
        return [read_set(part, f"{at}.parts[{i}]") for i, part in enumerate(parts)]
    need(kind in _KEYS, f"{at}: there is no shape {kind!r:.30}")
    fields(value, at, "shape", *_KEYS[kind])

    def size(key: str) -> Fraction:
        found = number(value[key], f"{at}.{key}")
        need(found > 0, f"{at}: the {key} is not positive")
        return found

    def row(key: str, length: int | None = None) -> Point:
        return numbers(value[key], f"{at}.{key}", length)

    match kind:
        case "ball":
            c = row("centre")
            only = Table([c])
            return Thick(kind, len(c), only, only, size("radius"))
        case "points" | "balls":
            rows = table(value["points"], f"{at}.points")
            radius = size("radius") if kind == "balls" else ZERO
            return Thick(kind, rows.width, rows, rows, radius)
        case "polyline" | "tube":
            need(type(value["closed"]) is bool, f"{at}.closed: expected true or false")
            line = _line(kind, value["vertices"], at, closed=bool(value["closed"]))
            return replace(line, radius=size("radius")) if kind == "tube" else line
        case "shell":
            c, inner, outer = row("centre"), size("inner"), size("outer")
            need(inner <= outer, f"{at}: inner exceeds outer")
            return Round(kind, len(c), c, list(range(len(c))), inner, outer)
        case "sphere":
            c, axes, radius = row("centre"), wholes(value["axes"], f"{at}.axes"), size("radius")
            fit = len(axes) >= 2 and axes == sorted(set(axes)) and axes[-1] < len(c)
            need(fit, f"{at}: wrong axes")
            return Round(kind, len(c), c, axes, radius, radius)
        case "box":
            lower = row("lower")
            upper = row("upper", len(lower))
            need(all(a < b for a, b in zip(lower, upper, strict=True)), f"{at}: an empty box")
            return Box(kind, len(lower), lower, upper)
        case "polygon":
            border = _line(kind, value["vertices"], at, closed=True)
            need(border.n == 2, f"{at}: a polygon is of the plane")
            need(_simple(border.segments), f"{at}: the polygon is not simple")
            return Polygon(kind, 2, border)
        case "torus":
            c, normal = row("centre", 3), row("normal", 3)
            need(any(normal), f"{at}: the normal is zero")
            need(size("minor") < size("major"), f"{at}: minor is not below major")
            return Torus(kind, 3, c, normal, size("major"), size("minor"))
        case "holed":
            c, rows = row("centre"), table(value["holes"], f"{at}.holes")
            need(len(c) >= 2 and rows.width == len(c), f"{at}: the holes are of another dimension")
            found = Holed(kind, len(c), c, size("radius"), list(rows.rows), size("hole"))
            need(found.fits(), f"{at}: the holes meet, or reach the rim")
            return found
    coordinates = [
        [_term(term, f"{at}[{i}][{j}]") for j, term in enumerate(items(terms, f"{at}[{i}]"))]
        for i, terms in enumerate(items(value["coordinates"], f"{at}.coordinates"))
    ]
    start, stop = number(value["from"], f"{at}.from"), number(value["to"], f"{at}.to")
    need(start < stop, f"{at}: an empty range of parameters")
    return Curve(kind, len(coordinates), coordinates, start, stop)


def _line(kind: str, value: Json, at: str, *, closed: bool) -> Thick:
    v = table(value, f"{at}.vertices")
    need(len(v) >= (3 if closed else 2), f"{at}: too few vertices")
    starts = v.values if closed else v.values[:-1]
    stops = v.values[1:] + v.values[: len(starts) - len(v) + 1]
    need(all(a != b for a, b in zip(starts, stops, strict=True)), f"{at}: a vertex repeats")
    return Thick(kind, v.width, Table(starts), Table(stops))


def _simple(edges: list[Segment]) -> bool:
    """Say whether edges that follow each other have nothing else in common."""
    for i, (a, b) in enumerate(edges):
        for j in range(i + 1, len(edges)):
            c, d = edges[j]
            if j == i + 1 or (i == 0 and j == len(edges) - 1):
                shared, one, other = (b, a, d) if j == i + 1 else (a, b, c)
                along = dot(minus(one, shared), minus(other, shared))
                if turn(shared, one, other) == 0 and along > 0:
                    return False
            elif _meet(a, b, c, d):
                return False
    return True


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether two closed segments of the plane have a common point."""
    for k in (0, 1):
        if max(a[k], b[k]) < min(c[k], d[k]) or max(c[k], d[k]) < min(a[k], b[k]):
            return False
    across = turn(a, b, c) * turn(a, b, d) > 0 or turn(c, d, a) * turn(c, d, b) > 0
    return not across


def _term(value: Json, at: str) -> tuple[Point, str, Fraction]:
    fields(value, at, "coefficients", "function", "frequency")
    need(value["function"] in ("1", "cos", "sin"), f"{at}: an unknown function")
    coefficients = numbers(value["coefficients"], at)
    return coefficients, value["function"], number(value["frequency"], at)


def leaves(value: Sets | Sequence[Sets]) -> Iterator[Set]:
    """List the sets of a union that are none."""
    if isinstance(value, Set):
        yield value
        return
    for part in value:
        yield from leaves(part)
