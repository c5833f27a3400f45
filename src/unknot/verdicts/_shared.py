"""A point that two classes have in common (THEORY T0.1): no network tells them apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import minimize

from unknot.checker import Box, Curve, Polygon, Round, Set, Thick
from unknot.exact import Point, numbers
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import members
from unknot.verdicts._near import Floats, at, near_boxes, nearest, onto, segment_distances, square
from unknot.verdicts._places import places

_TRIED = 24  # candidates of a pair of classes that the checker looks at
_PARTS = 400  # pairs of parts that are searched in floats
_SAMPLES = 400
_NEAR = 1e-9


@dataclass(frozen=True)
class Found:
    """Members of the one part that show that the other one holds a point of it, and where."""

    part: Part
    first: list[dict[str, Any]]
    other: Part
    second: dict[str, Any]
    where: str = ""


def shared_point(classes: Classes) -> Certificate | None:
    """Prove that two classes have a point in common, if they have and it is found."""
    if classes.exact is None:
        return None
    sides = [
        [_Side(part, one) for part, one in zip(classes.parts(k), classes.exact[k], strict=True)]
        for k in range(len(classes))
    ]
    for i in range(len(sides)):
        for j in range(i + 1, len(sides)):
            for count, seen in enumerate(_candidates(sides[i], sides[j])):
                labels = seen.part.label, seen.other.label
                found = accepted(
                    f"{classes.names[i]} and {classes.names[j]} have a point in common"
                    f"{seen.where}, so no network of any kind, and no function at all, tells them "
                    "apart.",
                    classes=classes.written(),
                    claim={"kind": "no network", "activations": "any"},
                    evidence={
                        "kind": "shared point",
                        "sides": [[label] for label in labels],
                        "first": seen.first,
                        "second": seen.second,
                    },
                )
                if found is not None:
                    return found
                if count >= _TRIED:
                    break
    return None


@dataclass(frozen=True)
class _Side:
    """A part of a class, as a shape and as the set that the checker reads."""

    part: Part
    exact: Set

    @property
    def spindles(self) -> tuple[Floats, Floats, float] | None:
        """Ends of segments and a radius, if the part (or its border) is all within it of them."""
        match self.exact:
            case Thick() as thick:
                radius = float(thick.radius)
            case Polygon(border=thick):
                radius = 0.0
            case _:
                return None
        return np.array(thick.starts.values, float), np.array(thick.stops.values, float), radius

    def segment(self, k: int) -> tuple[Point, Point]:
        """Return one of these segments exactly."""
        thick = self.exact.border if isinstance(self.exact, Polygon) else self.exact
        assert isinstance(thick, Thick)
        return thick.starts.rows[k], thick.stops.rows[k]

    @property
    def radius(self) -> Fraction:
        """Their radius exactly."""
        return self.exact.radius if isinstance(self.exact, Thick) else Fraction(0)


def _candidates(one: list[_Side], other: list[_Side]) -> Iterator[Found]:
    """Give points that seem to be of both sides; the likeliest and the exact ones first."""
    pairs = near_boxes(_boxes(one), _boxes(other))
    if not len(pairs):
        return
    yield from _spindles(one, other, pairs)
    for i, j in pairs[:_PARTS].tolist():
        if _settled(one[i], other[j]):
            continue
        for p, q in ((one[i], other[j]), (other[j], one[i])):
            yield from _in_a_solid(p, q)
            yield from _through_a_sphere(p, q)
        yield from _by_search(one[i], other[j])


def _boxes(side: list[_Side]) -> tuple[Floats, Floats]:
    low, high = zip(*(s.part.shape.bounds() for s in side), strict=True)
    return np.array(low), np.array(high)


def _exactly(one: _Side, x: Point, other: _Side) -> Found:
    first = [one.part.written() | {"point": numbers(x)}]
    return Found(one.part, first, other.part, other.part.written(), _at(x))


def _at(x: Iterable[Any]) -> str:
    return f", ({', '.join(f'{float(v):.6g}' for v in x)})"


# ---------------------------------------------------------------- what is within some segments


def _spindles(one: list[_Side], other: list[_Side], pairs: np.ndarray) -> Iterator[Found]:
    """Give the nearest points of segments, and what lies between them by their radii, exactly."""
    lots = []
    for side, used in zip((one, other), pairs.T, strict=True):
        known = [(k, s) for k in np.unique(used) if (s := side[k].spindles) is not None]
        if not known:
            return
        starts, stops = (np.concatenate([s[e] for _, s in known]) for e in (0, 1))
        counts = [len(s[0]) for _, s in known]
        owner = np.repeat([k for k, _ in known], counts)
        radius = np.repeat([s[2] for _, s in known], counts)
        within = np.concatenate([np.arange(c) for c in counts])
        lots.append((starts, stops, radius, owner, within))
    ends = [
        (
            np.minimum(a, b) - r[:, None] * (1 + _NEAR),
            np.maximum(a, b) + r[:, None] * (1 + _NEAR),
        )
        for a, b, r, _, _ in lots
    ]
    near = near_boxes(*((np.nextafter(a, -np.inf), np.nextafter(b, np.inf)) for a, b in ends))
    if not len(near):
        return
    i, j = near.T
    gaps = segment_distances(lots[0][0][i], lots[0][1][i], lots[1][0][j], lots[1][1][j])
    gaps -= lots[0][2][i] + lots[1][2][j]
    size = max(float(np.abs(e).max()) for lot in ends for e in lot)
    for k in np.argsort(gaps)[:_TRIED]:
        if not gaps[k] <= _NEAR * size:
            return
        p, q = one[lots[0][3][i[k]]], other[lots[1][3][j[k]]]
        x, y = nearest(p.segment(int(lots[0][4][i[k]])), q.segment(int(lots[1][4][j[k]])))
        both = p.radius + q.radius
        yield _exactly(p, at(x, y, p.radius / both) if both else x, q)


# ---------------------------------------------------------------- solids


def _settled(one: _Side, other: _Side) -> bool:
    """Say whether nothing is left to be looked for: segments are compared, or far from a shell."""
    if isinstance(one.exact, Thick) and isinstance(other.exact, Thick):
        return True
    if isinstance(one.exact, Round):
        one, other = other, one
    ball = other.exact
    if not isinstance(ball, Round) or not ball.full:
        return False
    centre = np.array([ball.centre], float)
    if isinstance(one.exact, Round) and one.exact.full:
        away = float(np.linalg.norm(np.array(one.exact.centre, float) - centre[0]))
        low = max(0.0, away - float(one.exact.outer), float(one.exact.inner) - away)
        high = away + float(one.exact.outer)
    elif isinstance(one.exact, Thick) and (spindles := one.spindles) is not None:
        a, b, r = spindles
        here = np.broadcast_to(centre, a.shape)
        nearby = segment_distances(a, b, here, here)
        low, high = nearby - r, np.linalg.norm(np.stack([a, b]) - centre, axis=2).max(axis=0) + r
    else:
        return False
    inner, outer = float(ball.inner), float(ball.outer)
    return bool(np.all((low > outer * (1 + _NEAR)) | (high < inner * (1 - _NEAR))))


def _in_a_solid(one: _Side, other: _Side) -> Iterator[Found]:
    """Give points of the one part for a box or a polygon, and centres and corners for any."""
    solid = other.exact
    if isinstance(solid, Curve):
        yield from _at_ends(one, other)
        return
    if isinstance(solid, Box):
        if isinstance(one.exact, Box):
            low = tuple(map(max, zip(one.exact.lower, solid.lower, strict=True)))
            if one.exact.holds(low) and solid.holds(low):
                yield _exactly(one, low, other)
        elif (spindles := one.spindles) is not None and len(spindles[0]) <= 4 * _SAMPLES:
            for k in range(len(spindles[0])):
                yield from _segment_in_box(one, k, solid, other)
    if isinstance(solid, Thick) and len(solid.starts) > _SAMPLES:
        return
    known = [x for x, member in members(one.part) if "point" in member]
    if known:
        depth = other.part.shape.distance(np.array(known, float))
        for k in np.argsort(depth)[:4]:
            if depth[k] <= _NEAR and solid.holds(known[k]):
                yield _exactly(one, known[k], other)
                return
    if isinstance(one.exact, Curve):
        spread = places(one.part)
        dense = spread.dense(_SAMPLES)
        depth = other.part.shape.distance(spread.near(dense))
        for k in np.flatnonzero(depth <= 0)[:: max(1, int((depth <= 0).sum()) // 4)]:
            member = spread.member(dense[k : k + 1])
            if member is not None:
                near = _at(spread.near(dense[k : k + 1])[0])
                yield Found(one.part, [member], other.part, other.part.written(), near)


def _at_ends(one: _Side, other: _Side) -> Iterator[Found]:
    """Give exact points of a curve that are also of the other part."""
    known = members(other.part)
    others = dict(members(one.part)) if isinstance(one.exact, Curve) else {}
    for x, member in known:
        if x in others or one.exact.holds(x):
            mine = others.get(x, one.part.written() | {"point": numbers(x)})
            yield Found(one.part, [mine], other.part, member, _at(x))
            return


def _segment_in_box(one: _Side, k: int, box: Box, other: _Side) -> Iterator[Found]:
    a, b = one.segment(k)
    times = {Fraction(0), Fraction(1)}
    for low, high, p, q in zip(box.lower, box.upper, a, b, strict=True):
        if p != q:
            times |= {t for v in (low, high) if 0 <= (t := (v - p) / (q - p)) <= 1}
    for t in sorted(times):
        x = at(a, b, t)
        y = tuple(
            min(max(v, low), high) for v, low, high in zip(x, box.lower, box.upper, strict=True)
        )
        if square(x, y) <= one.radius**2:
            yield _exactly(one, y, other)
            return


def _through_a_sphere(one: _Side, other: _Side) -> Iterator[Found]:
    """Give two members of a part on two sides of a sphere, or on it."""
    ball = other.exact
    if not isinstance(ball, Round) or not ball.full:
        return
    if isinstance(one.exact, Curve):
        spread = places(one.part)
        dense = spread.dense(_SAMPLES)
        far = np.linalg.norm(spread.near(dense) - np.array(ball.centre, float), axis=1)
        ends = [spread.member(dense[k : k + 1]) for k in (int(far.argmin()), int(far.argmax()))]
    else:
        known = [(x, m) for x, m in members(one.part) if "point" in m]
        if isinstance(one.exact, Thick) and len(one.exact.starts) <= 4 * _SAMPLES:
            known += [
                (x, one.part.written() | {"point": numbers(x)})
                for a, b in one.exact.segments
                for x in (onto(ball.centre, a, b),)
            ]
        place = one.part.shape.member_near(np.array([float(v) for v in ball.centre]))
        if place is not None:
            known.append((place, one.part.written() | {"point": numbers(place)}))
        if not known:
            return
        known.sort(key=lambda m: square(m[0], ball.centre))
        ends = [known[0][1], known[-1][1]]
    if all(end is not None for end in ends):
        yield Found(one.part, [e for e in ends if e], other.part, other.part.written())


# ---------------------------------------------------------------- anything, in floats


def _by_search(one: _Side, other: _Side) -> Iterator[Found]:
    """Look for a place where both distances vanish."""
    p, q = one.part.shape, other.part.shape
    if any(isinstance(s.exact, Curve) or s.part.shape.isolated is not None for s in (one, other)):
        return
    samples = np.concatenate([s.sample(_SAMPLES, 0) for s in (p, q)])
    depth = p.distance(samples) + q.distance(samples)
    size = float(np.ptp(samples, axis=0).max())
    order = np.argsort(depth)
    starts = samples[order[:1]]
    if not depth[order[0]] <= 0.05 * size:
        return
    places_ = [samples[k] for k in order[:3] if depth[k] <= 0]
    if not places_:
        found = minimize(
            lambda x: float((p.distance(x[None]) + q.distance(x[None]))[0]),
            starts[0],
            method="Nelder-Mead",
            options={"maxiter": 80 * p.dimension, "xatol": 0.0, "fatol": 0.0},
        )
        places_ = [found.x] if found.fun <= 0 else []
    for place in places_:
        x = p.member_near(place)
        if x is not None:
            yield _exactly(one, x, other)
