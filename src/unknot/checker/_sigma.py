"""Functions R → R with their slopes, enclosed; and each by a line and a remainder."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ._intervals import TINY, UNIT, Floats, I

Pair = tuple[I, I]  # value and slope


@dataclass(frozen=True)
class Turn:
    """A place, between two floats, where a function turns, and bounds of its value there."""

    low: float
    high: float
    least: float
    most: float


def turn_at(place: float, value: float) -> Turn:
    return Turn(place, place, value, value)


def turn_beyond(place: str, value: str) -> Turn:
    """Return a turn between a float and the next one above; its value likewise."""
    low, least = float.fromhex(place), float.fromhex(value)
    return Turn(low, math.nextafter(low, math.inf), least, math.nextafter(least, math.inf))


@dataclass(frozen=True)
class Sigma:
    """A function R → R with its slope, which is the hull of both sides (Clarke) at a kink.

    Attributes
    ----------
    at
        Encloses value and slope at each float; at ±∞ the limits.
    turns, bends
        All places where the value, and where the slope, goes from rising to falling or back, so
        that it is monotone between. (One more does no harm.)
    over
        Where there are endlessly many: encloses both over intervals instead.
    """

    at: Callable[[Floats], Pair]
    turns: tuple[Turn, ...] = ()
    bends: tuple[Turn, ...] = ()
    over: Callable[[I], Pair] | None = None

    def between(self, low: Floats, high: Floats, left: Pair, right: Pair) -> Pair:
        """Enclose values and slopes from ``low`` to ``high``, given those at the two ends."""
        if self.over is not None:
            return self.over(I(low, high))
        value = _extremes(self.turns, low, high, left[0], right[0])
        return value, _extremes(self.bends, low, high, left[1], right[1])

    def curved_one_way(self, low: Floats, high: Floats) -> Floats:
        """Say where the slope is certainly monotone: the function is convex, or concave."""
        within = np.full(low.shape, self.over is None)
        for turn in self.bends:
            within &= (turn.high <= low) | (high <= turn.low)
        return within


def _extremes(turns: tuple[Turn, ...], low: Floats, high: Floats, left: I, right: I) -> I:
    """Enclose what is extreme at an end or at a turn inside."""
    least, most = np.minimum(left.lo, right.lo), np.maximum(left.hi, right.hi)
    for turn in turns:
        inside = (low <= turn.high) & (turn.low <= high)
        if inside.any():
            least = np.where(inside, np.minimum(least, turn.least), least)
            most = np.where(inside, np.maximum(most, turn.most), most)
    return I(least, most)


def reflected(inner: Sigma) -> Sigma:
    """Return z ↦ −σ(−z), whose slope at z is σ′(−z)."""

    def at(x: Floats) -> Pair:
        value, slope = inner.at(-x)
        return -value, slope

    def over(x: I) -> Pair:
        assert inner.over is not None
        value, slope = inner.over(-x)
        return -value, slope

    turns = tuple(Turn(-t.high, -t.low, -t.most, -t.least) for t in inner.turns)
    bends = tuple(Turn(-t.high, -t.low, t.least, t.most) for t in inner.bends)
    return Sigma(at, turns, bends, over if inner.over else None)


# ---------------------------------------------------------------- a line and a remainder


@dataclass(frozen=True)
class Line:
    """For every x from ``low`` to ``high``: |σ(x) − value − slope·(x − centre)| ≤ error.

    ``image`` encloses σ from ``low`` to ``high``.
    """

    value: Floats
    slope: Floats
    error: Floats
    image: I


def linearise(sigma: Sigma, low: Floats, centre: Floats, high: Floats) -> Line:
    """Bound an activation by a line through its graph near ``centre``, which is within.

    The slope is the chord's. Where a bound is infinite the error may be NaN: nothing is claimed.
    """
    values, slopes = sigma.at(np.stack([low, centre, high]))
    # A value is known as middle ± doubt; the middle lies between the bounds as rounding is
    # monotone (but for η), so their distance, rounded by one unit, bounds the doubt. It is 0 for
    # exact values.
    middle = 0.5 * values.lo + 0.5 * values.hi
    doubt = (values.hi - values.lo) * (1 + 4 * UNIT)
    # Any slope is sound; the chord's is sensible unless rounding is all there is to see.
    chord = (middle[2] - middle[0]) / (high - low)
    slope = np.clip(chord, slopes.lo.min(axis=0), slopes.hi.max(axis=0))
    slope = np.where(np.isfinite(slope), slope, slopes.lo[1])

    # The remainder q(x) = σ(x) − σ(c) − a(x − c) on each side of the centre c.
    upper, lower = np.zeros_like(centre), np.zeros_like(centre)
    for end, side in ((low, 0), (high, 2)):
        length = end - centre
        bottom, top = _steepness(sigma, centre, end, slopes[1], slopes[side])
        steep, flat = (top - slope) * length, (bottom - slope) * length
        # q(end) = (V_end − V_c) − a·(end − c): the difference rounds once, the product twice, the
        # last difference once: at most u(2|rise| + 4|run|), doubled for the roundings of this very
        # bound and of adding it.
        rise, run = middle[side] - middle[1], slope * length
        q = rise - run
        doubts = (doubt[side] + doubt[1]) * (1 + 8 * UNIT)
        error = doubts + (8 * UNIT * (np.abs(rise) + np.abs(run)) + 8 * TINY)
        upper = np.maximum(np.maximum(upper, q + error), np.maximum(steep, flat))
        lower = np.minimum(np.minimum(lower, q - error), np.minimum(steep, flat))
    # `steep` and `flat` carry three roundings (and η): 8 units of the larger bound hold them. The
    # middle of the remainder moves to the value: as lower ≤ 0 ≤ upper, |shift| ≤ upper − lower,
    # and its rounding and that of the radius fit into 8 units more.
    shift = 0.5 * (lower + upper)
    value = middle[1] + shift
    error = (upper - lower) * (0.5 + 16 * UNIT) + doubt[1] + 2 * UNIT * np.abs(value)
    ends = [(values[k], slopes[k]) for k in (0, 2)]
    image, _ = sigma.between(low, high, *ends)
    return Line(value, slope, error * (1 + 8 * UNIT) + 16 * TINY, image)


def _steepness(
    sigma: Sigma, centre: Floats, end: Floats, at_centre: I, at_end: I
) -> tuple[Floats, Floats]:
    """Bound slopes s such that q(x) lies between 0, (s − a)(end − c) and q(end), c to end.

    In general q(x) = (s − a)(x − c) with s in Clarke's derivative over the side (Lebourg). Where
    that is monotone, σ is convex or concave on the side, so q lies between its chord from c, which
    runs from 0 to q(end), and its tangent at c, (σ′(c) − a)(x − c), with the one-sided derivative,
    which is a member of the derivative at c.
    """
    left, right = np.minimum(centre, end), np.maximum(centre, end)
    simple = sigma.curved_one_way(left, right)
    if simple.all():
        return at_centre.lo, at_centre.hi
    if sigma.over is not None:
        over = sigma.over(I(left, right))[1]
    else:
        over = _extremes(sigma.bends, left, right, at_centre, at_end)
    return np.where(simple, at_centre.lo, over.lo), np.where(simple, at_centre.hi, over.hi)
