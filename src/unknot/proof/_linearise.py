"""An activation as a line and a remainder, over intervals."""

from dataclasses import dataclass

import numpy as np

from unknot.proof._activations import Sigma
from unknot.proof._curve import Curve
from unknot.proof._interval import Interval
from unknot.proof._rounding import TINY, UNIT, Floats


@dataclass(frozen=True)
class Line:
    """For every x from ``low`` to ``high``: |σ(x) − value − slope·(x − centre)| ≤ error.

    ``image`` encloses σ from ``low`` to ``high``.
    """

    value: Floats
    slope: Floats
    error: Floats
    image: Interval


def linearise(sigma: Sigma, low: Floats, centre: Floats, high: Floats) -> Line:
    """Bound an activation by a line through its graph near ``centre``, which is within.

    The slope is the chord's. Where a bound is infinite the error may be NaN: nothing is claimed.
    """
    values, slopes = sigma.at(np.stack([low, centre, high]))
    # A value is known as middle ± doubt; the middle lies between the bounds as rounding is
    # monotone (but for η), so their distance, rounded by one unit, bounds the doubt. It is 0 for
    # exact values.
    middle = 0.5 * values.low + 0.5 * values.high
    doubt = (values.high - values.low) * (1 + 4 * UNIT)
    # Any slope is sound; the chord's is sensible unless rounding is all there is to see.
    chord = (middle[2] - middle[0]) / (high - low)
    slope = np.clip(chord, slopes.low.min(axis=0), slopes.high.max(axis=0))
    slope = np.where(np.isfinite(slope), slope, slopes.low[1])

    # The remainder q(x) = σ(x) − σ(c) − a(x − c) on each side of the centre c.
    upper, lower = np.zeros_like(centre), np.zeros_like(centre)
    for end, side in ((low, 0), (high, 2)):
        length = end - centre
        bottom, top = _steepness(sigma.slope, centre, end, slopes[1], slopes[side])
        steep, flat = (top - slope) * length, (bottom - slope) * length
        # q(end) = (V_end − V_c) − a·(end − c): the difference rounds once, the product twice, the
        # last difference once: at most u(2|rise| + 4|run|), doubled for the roundings of this very
        # bound and of adding it.
        rise, run = middle[side] - middle[1], slope * length
        q = rise - run
        error = (doubt[side] + doubt[1]) * (1 + 8 * UNIT) + (
            8 * UNIT * (np.abs(rise) + np.abs(run)) + 8 * TINY
        )
        upper = np.maximum(np.maximum(upper, q + error), np.maximum(steep, flat))
        lower = np.minimum(np.minimum(lower, q - error), np.minimum(steep, flat))
    # `steep` and `flat` carry three roundings (and η): 8 units of the larger bound hold them. The
    # middle of the remainder moves to the value: as lower ≤ 0 ≤ upper, |shift| ≤ upper − lower,
    # and its rounding and that of the radius fit into 8 units more.
    shift = 0.5 * (lower + upper)
    value = middle[1] + shift
    error = (upper - lower) * (0.5 + 16 * UNIT) + doubt[1] + 2 * UNIT * np.abs(value)
    return Line(
        value,
        slope,
        error * (1 + 8 * UNIT) + 16 * TINY,
        sigma.value.between(low, high, values[0], values[2]),
    )


def _steepness(
    derivative: Curve, centre: Floats, end: Floats, at_centre: Interval, at_end: Interval
) -> tuple[Floats, Floats]:
    """Bound slopes s such that q(x) lies between 0, (s − a)(end − c) and q(end), c to end.

    In general q(x) = (s − a)(x − c) with s in Clarke's derivative over the side (Lebourg). Where
    that is monotone, σ is convex or concave on the side, so q lies between its chord from c, which
    runs from 0 to q(end), and its tangent at c, (σ′(c) − a)(x − c), with the one-sided derivative,
    which is a member of the derivative at c.
    """
    left, right = np.minimum(centre, end), np.maximum(centre, end)
    bent = np.flatnonzero(~derivative.monotone(left, right))
    if not bent.size:
        return at_centre.low, at_centre.high
    bottom, top = at_centre.low.copy(), at_centre.high.copy()
    over = derivative.between(
        left.flat[bent],
        right.flat[bent],
        at_centre.reshape(-1)[bent],
        at_end.reshape(-1)[bent],
    )
    bottom.flat[bent], top.flat[bent] = over.low, over.high
    return bottom, top
