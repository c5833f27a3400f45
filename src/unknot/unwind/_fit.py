"""Least squares for shears: the Levenberg–Marquardt method."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from unknot.unwind._bends import Bends

_ITERATIONS = 12
_POWER = 4  # of the errors that are added up: the largest count most
_ENOUGH = 1e-3  # relative gain of an iteration that is worth another
_EVEN = 0.05  # what every point counts at least


@dataclass(frozen=True)
class Fitted:
    """Heights of shears, the images of the points (k, 2), and each one's error in its own unit."""

    heights: Float[np.ndarray, " free"]
    images: Float[np.ndarray, "k 2"]
    errors: Float[np.ndarray, " k"]


def fitted(
    bends: Bends,
    points: Float[np.ndarray, "k 2"],
    targets: Float[np.ndarray, "k 2"],
    weights: Float[np.ndarray, " k"],
    smooth: float,
) -> Fitted:
    """Choose heights so that shears take points to targets, and bend little.

    Parameters
    ----------
    weights
        The reciprocals of the points' units of error.
    smooth
        What roughness costs, beside the mean square of the errors.

    References
    ----------
    D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", 1963.
    """
    rough = smooth * bends.roughness

    def cost(heights: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, list]:
        images, met = bends.images(points, heights)
        left = targets - images
        errors = np.hypot(*left.T) * weights
        mean = float((errors**_POWER).mean() ** (2 / _POWER))
        return mean + float(heights @ rough @ heights), errors, images, left, met

    heights, damping = np.zeros(bends.free), 1e-3
    now = cost(heights)
    for _ in range(_ITERATIONS):
        total, errors, _, left, met = now
        mean = max(float((errors**_POWER).mean() ** (1 / _POWER)), 1e-300)
        each = (1 - _EVEN) * (errors / mean) ** (_POWER - 2) + _EVEN
        scale = weights * np.sqrt(each / len(points))
        slopes = (bends.derivatives(met) * scale[:, None, None]).reshape(-1, bends.free)
        normal = slopes.T @ slopes + rough
        gradient = slopes.T @ (left * scale[:, None]).ravel() - rough @ heights
        size = float(np.trace(normal)) / len(normal)
        for _ in range(6):
            lifted = normal + damping * size * np.eye(len(normal))
            tried = heights + np.linalg.solve(lifted, gradient)
            then = cost(tried)
            if then[0] < total:
                heights, now, damping = tried, then, max(damping / 4, 1e-7)
                break
            damping *= 8
        if not now[0] < total * (1 - _ENOUGH):
            break
    return Fitted(heights, now[2], now[1])
