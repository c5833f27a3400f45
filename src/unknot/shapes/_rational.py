"""Exact points in nearly given places: on spheres, on curves by formulas, the extreme of many."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, lcm

import numpy as np

from unknot.exact import Point
from unknot.shapes._arguments import Floats

MOST = 400  # points that show how far a set reaches


def on_sphere(direction: Floats, radius: Fraction) -> list[Fraction]:
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


def about(centre: Sequence[float], offset: Sequence[Fraction]) -> Point:
    """Return a centre moved by an exact offset."""
    return tuple(Fraction(c) + x for c, x in zip(centre, offset, strict=True))


def directions(n: int) -> Floats:
    """Return directions that leave no half of space out: the axes, and more in the plane."""
    if n == 2:
        angle = 2 * np.pi * np.arange(16) / 16
        return np.stack([np.cos(angle), np.sin(angle)], 1)
    return np.concatenate(
        [np.eye(n), -np.eye(n), np.full((1, n), n**-0.5), np.full((1, n), -(n**-0.5))]
    )


def extreme(points: Sequence[tuple[float, ...]]) -> Sequence[tuple[float, ...]]:
    """Of many points keep those that are extreme in some direction, and a few others."""
    if len(points) <= MOST:
        return points
    near, rng = np.array(points), np.random.default_rng(0)
    axes = rng.standard_normal((MOST, near.shape[1]))
    some = rng.choice(len(points), MOST // 4, replace=False)
    kept = sorted({*np.argmax(near @ axes.T, axis=0).tolist(), *some.tolist()})
    return [points[i] for i in kept]


def multiples(steps: Sequence[Fraction], first: Fraction, last: Fraction) -> list[Fraction]:
    """Return the numbers from first to last that are whole multiples of all of these, the least.

    Where there are no steps, a thirty-second of the way is one.
    """
    common = lcm(*(s.denominator for s in steps))
    step = (
        Fraction(lcm(*(int(s * common) for s in steps)), common) if steps else (last - first) / 32
    )
    count = min(int((last - first) / step) + 1, MOST)
    low = ceil(first / step)
    return [k * step for k in range(low, low + count) if first <= k * step <= last]
