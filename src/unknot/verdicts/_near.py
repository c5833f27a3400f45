"""Which of many boxes or segments are near each other: in floats first, then exactly."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from unknot.exact import Point

Floats = NDArray[np.float64]
_BLOCK = 2_000_000


def near_boxes(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> NDArray[np.int64]:
    """Return all pairs (k, 2) of boxes that meet: low and high corners (m, n) of each lot."""
    (low, high), (low_1, high_1) = one, other
    axis = int(np.argmax(np.ptp(np.concatenate([low, low_1]), axis=0)))
    order = np.argsort(low_1[:, axis], kind="stable")
    starts = low_1[order, axis]
    wide = float((high_1[:, axis] - low_1[:, axis]).max(initial=0.0))
    first = np.searchsorted(starts, low[:, axis] - wide, "left")
    count = np.searchsorted(starts, high[:, axis], "right") - first
    found = [np.zeros((0, 2), np.int64)]
    ends = np.cumsum(count)
    row = 0
    while row < len(low):
        done = ends[row - 1] if row else 0
        stop = max(row + 1, int(np.searchsorted(ends, done + _BLOCK, "right")))
        i = np.repeat(np.arange(row, stop), count[row:stop])
        within = np.arange(len(i)) - np.repeat(
            ends[row:stop] - count[row:stop] - done, count[row:stop]
        )
        j = order[first[i] + within]
        meet = ((low[i] <= high_1[j]) & (low_1[j] <= high[i])).all(axis=1)
        found.append(np.stack([i[meet], j[meet]], axis=1))
        row = stop
    return np.concatenate(found)


def segment_distances(a: Floats, b: Floats, p: Floats, q: Floats) -> Floats:
    """Return the distances of segments ab and pq, row by row, in floats: (m,)."""
    d, e, f = b - a, q - p, p - a
    dd, ee, de = _dot(d, d), _dot(e, e), _dot(d, e)
    df, ef = _dot(d, f), _dot(e, f)
    with np.errstate(all="ignore"):
        across = dd * ee - de * de
        s = np.where(across > 0, (df * ee - ef * de) / across, 0.0)
        found = np.full(len(a), np.inf)
        t_inner = np.where(ee > 0, (s * de - ef) / ee, 0.0)
        inner = (across > 0) & (s >= 0) & (s <= 1) & (t_inner >= 0) & (t_inner <= 1)
        found[inner] = _size(f + t_inner[:, None] * e - s[:, None] * d)[inner]
    for x, u, v in ((a, p, q), (b, p, q), (p, a, b), (q, a, b)):
        found = np.minimum(found, _to_segment(x, u, v))
    return found


def near_ends(a: Floats, b: Floats, p: Floats, q: Floats) -> tuple[Floats, Floats]:
    """Return the nearest points of two segments, one of them an end, in floats."""

    def onto_line(x: Floats, u: Floats, v: Floats) -> Floats:
        e = v - u
        size = e @ e
        return u + np.clip((x - u) @ e / size, 0, 1) * e if size else u

    pairs = [(x, onto_line(x, p, q)) for x in (a, b)] + [(onto_line(y, a, b), y) for y in (p, q)]
    return min(pairs, key=lambda pair: float(np.linalg.norm(pair[0] - pair[1])))


def _to_segment(x: Floats, u: Floats, v: Floats) -> Floats:
    e = v - u
    ee = _dot(e, e)
    t = np.clip(_dot(x - u, e) / np.where(ee > 0, ee, 1.0), 0, 1)
    return _size(u + t[:, None] * e - x)


def _dot(a: Floats, b: Floats) -> Floats:
    return (a * b).sum(axis=1)


def _size(a: Floats) -> Floats:
    return np.sqrt(_dot(a, a))


# ---------------------------------------------------------------- exactly


def nearest(one: tuple[Point, Point], other: tuple[Point, Point]) -> tuple[Point, Point]:
    """Return the nearest points of two segments, exactly; segments may be points."""
    (a, b), (p, q) = one, other
    d, e, f = _minus(b, a), _minus(q, p), _minus(p, a)
    dd, ee, de = _inner(d, d), _inner(e, e), _inner(d, e)
    across = dd * ee - de * de
    if across:
        s = (_inner(d, f) * ee - _inner(e, f) * de) / across
        t = (s * de - _inner(e, f)) / ee
        if 0 <= s <= 1 and 0 <= t <= 1:
            return at(a, b, s), at(p, q, t)
    return min(_at_ends(one, other), key=lambda pair: square(*pair))


def _at_ends(one: tuple[Point, Point], other: tuple[Point, Point]) -> Iterator[tuple[Point, Point]]:
    for x in one:
        yield x, onto(x, *other)
    for y in other:
        yield onto(y, *one), y


def onto(x: Point, a: Point, b: Point) -> Point:
    """Return the point of a segment that is nearest to a place, exactly."""
    e = _minus(b, a)
    size = _inner(e, e)
    if not size:
        return a
    return at(a, b, min(max(_inner(_minus(x, a), e) / size, Fraction(0)), Fraction(1)))


def at(a: Point, b: Point, t: Fraction) -> Point:
    """Return a + t·(b − a)."""
    return tuple(x + t * (y - x) for x, y in zip(a, b, strict=True))


def square(a: Point, b: Point) -> Fraction:
    """Return |a − b|²."""
    d = _minus(a, b)
    return _inner(d, d)


def _minus(a: Point, b: Point) -> Point:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def _inner(a: Point, b: Point) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))
