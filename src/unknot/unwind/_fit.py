"""Least squares for shears: the Levenberg–Marquardt method."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from jaxtyping import Float
from scipy.linalg import cho_factor, cho_solve

from unknot.unwind._bends import Bends

_ITERATIONS = 12
_POWER = 4  # of the errors that are added up: the largest count most
_ENOUGH = 1e-3  # relative gain of an iteration that is worth another
_EVEN = 0.05  # what every point counts at least
_SPARE = 0.1, 0.05, 0.02  # of what is between the classes: how far off g may be to bend less often


@dataclass(frozen=True)
class Fitted:
    """Heights of shears, images of the points (k, n), each one's error in its own unit."""

    heights: Float[np.ndarray, " free"]
    images: Float[np.ndarray, "k n"]
    errors: Float[np.ndarray, " k"]


def _lengths(rows: Float[np.ndarray, "k n"]) -> Float[np.ndarray, " k"]:
    """Return the lengths of vectors."""
    return reduce(np.hypot, rows.T)


@dataclass(frozen=True)
class _State:
    cost: float
    images: np.ndarray
    errors: np.ndarray
    left: np.ndarray
    met: list


def fitted(
    bends: Bends,
    points: Float[np.ndarray, "k n"],
    targets: Float[np.ndarray, "k n"],
    weights: Float[np.ndarray, " k"],
    smooth: float,
    among: tuple[np.ndarray, np.ndarray] | None = None,
) -> Fitted:
    """Choose heights so that shears take points to targets, and bend little.

    Parameters
    ----------
    weights
        The reciprocals of the points' units of error.
    smooth
        What roughness costs, beside the mean square of the errors.
    among
        Heights to begin with (free,), and the changes (free, r) that may be added up.

    References
    ----------
    D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", 1963.
    """
    rough = smooth * bends.roughness

    def state(heights: np.ndarray) -> _State:
        images, met = bends.images(points, heights)
        left = targets - images
        errors = _lengths(left) * weights
        cost = float((errors**_POWER).mean() ** (2 / _POWER)) + float(heights @ rough @ heights)
        return _State(cost, images, errors, left, met)

    heights, changes = (np.zeros(bends.free), None) if among is None else among
    damping = 1e-3
    now = state(heights)
    for _ in range(_ITERATIONS):
        total, errors = now.cost, now.errors
        mean = max(float((errors**_POWER).mean() ** (1 / _POWER)), 1e-300)
        each = (1 - _EVEN) * (errors / mean) ** (_POWER - 2) + _EVEN
        scale = weights * np.sqrt(each / len(points))
        derivatives = bends.derivatives(now.met)
        slopes = derivatives.scaled(scale)
        normal = slopes.normal() + rough
        gradient = slopes.against(now.left * scale[:, None]) - rough @ heights
        if changes is not None:
            normal, gradient = changes.T @ normal @ changes, changes.T @ gradient
        size = float(np.trace(normal)) / len(normal)
        for _ in range(6):
            lifted = normal + damping * size * np.eye(len(normal))
            change = cho_solve(cho_factor(lifted), gradient)
            tried = heights + (change if changes is None else changes @ change)
            then = state(tried)
            if then.cost < total:
                heights, now, damping = tried, then, max(damping / 4, 1e-7)
                break
            damping *= 8
        if not now.cost < total * (1 - _ENOUGH):
            break
    return Fitted(heights, now.images, now.errors)


def with_fewer_bends(
    bends: Bends,
    found: Fitted,
    far: float,
    fit: Callable[[tuple[np.ndarray, np.ndarray]], Fitted],
    good: Callable[[Fitted], bool],
) -> Fitted:
    """Leave out knots and fit the others again, if what comes out is good; else return the first.

    Parameters
    ----------
    far
        What is between the classes.
    fit
        As :func:`fitted`, among heights and changes of them.
    """
    for share in _SPARE:
        among = bends.sparser(found.heights, share * far)
        if among[1].size:
            again = fit(among)
            if good(again):
                return again
    return found
