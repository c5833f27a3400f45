"""Exact arithmetic of points and matrices of fractions."""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

Point = tuple[Fraction, ...]
Segment = tuple[Point, Point]


def dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """Return a·b."""
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def minus(a: Sequence[Fraction], b: Sequence[Fraction]) -> Point:
    """Return a − b."""
    return tuple(x - y for x, y in zip(a, b, strict=True))


def between(a: Sequence[Fraction], b: Sequence[Fraction], t: Fraction) -> Point:
    """Return a + t·(b − a)."""
    return tuple(x + t * (y - x) for x, y in zip(a, b, strict=True))


def distance2(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """Return |a − b|²."""
    d = minus(a, b)
    return dot(d, d)


def to_segment2(x: Point, segment: Segment) -> Fraction:
    """Return the squared distance to a segment, which may be a point."""
    a, b = segment
    if a == b:
        return distance2(x, a)
    e = minus(b, a)
    t = min(max(dot(minus(x, a), e) / dot(e, e), Fraction(0)), Fraction(1))
    return distance2(x, between(a, b, t))


def turn(a: Point, b: Point, c: Point) -> Fraction:
    """Return twice the signed area of a triangle of the plane (first two coordinates)."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def boxes_about(segments: Sequence[Any], unit: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return floats (m, 2) below and above the first two coordinates of segments, in some unit."""
    ends = np.array([[float(v / unit) for v in (*a[:2], *b[:2])] for a, b in segments])
    low, high = np.minimum(ends[:, :2], ends[:, 2:]), np.maximum(ends[:, :2], ends[:, 2:])
    return np.nextafter(low, -np.inf), np.nextafter(high, np.inf)


def root_up(x: Fraction) -> Fraction:
    """Return a fraction not below √x."""
    scale = 1 << 80
    return Fraction(math.isqrt(x.numerator * scale * scale // x.denominator + 1) + 1, scale)


def integers(rows: Iterable[Sequence[Fraction]]) -> np.ndarray:
    """Return rows of integers, each a positive multiple of a row of fractions."""
    found = []
    for row in rows:
        scale = math.lcm(*(x.denominator for x in row))
        found.append([x.numerator * (scale // x.denominator) for x in row])
    return np.array(found, dtype=object)


def eliminate(rows: Any, columns: int, prime: int = 0) -> tuple[np.ndarray, list[int], int]:
    """Bring integer rows to echelon form over the first columns (Bareiss 1968: without fractions).

    Returns them, the pivot columns, and the sign of the permutation of rows: times the sign of the
    last pivot it is that of the determinant. Modulo a prime only ranks mean anything.
    """
    rows, pivots, sign, previous = np.array(rows), [], 1, 1
    for column in range(columns):
        top = len(pivots)
        found = np.flatnonzero(rows[top:, column])
        if not len(found):
            continue
        if found[0]:
            rows[[top, top + found[0]]] = rows[[top + found[0], top]]
            sign = -sign
        head = rows[top]
        below = head[column] * rows[top + 1 :] - np.outer(rows[top + 1 :, column], head)
        rows[top + 1 :] = below % prime if prime else below // previous
        previous = head[column]
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return rows, pivots, sign


def rank_and_sign(matrix: Sequence[Sequence[Fraction]]) -> tuple[int, int]:
    """Return the rank, and the sign of the determinant of a square matrix."""
    size = len(matrix[0])
    rows, pivots, sign = eliminate(integers(matrix), size)
    if not len(pivots) == len(matrix) == size:
        return len(pivots), 0
    return size, sign if rows[-1, -1] > 0 else -sign


def solve(equations: Sequence[Sequence[Fraction]]) -> list[Fraction] | None:
    """Solve linear equations, given with their right sides; None unless just one x does."""
    unknowns = len(equations[0]) - 1
    rows, pivots, _ = eliminate(integers(equations), unknowns)
    if len(pivots) < unknowns or any(rows[unknowns:, -1]):
        return None
    x = [Fraction(0)] * unknowns
    for i in reversed(range(unknowns)):
        known = sum(rows[i, j] * x[j] for j in range(i + 1, unknowns))
        x[i] = Fraction(rows[i, -1] - known) / int(rows[i, i])
    return x
