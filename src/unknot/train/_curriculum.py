"""Points that do not take part yet have no weight."""

from collections.abc import Callable
from dataclasses import replace

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from unknot.recording import Curriculum
from unknot.train._gradient import Points

Course = Callable[[Points, Array], Points]


def course(curriculum: Curriculum, points: Float[np.ndarray, "n d"], steps: int) -> Course:
    """Return the map from points and a step (from 0) to those points, weighted anew.

    Those that take part have weights in the ratios that they had, of sum 1; if none of a
    mini-batch does, all weights are 0, so that it changes nothing.
    """
    sign = -1 if curriculum.order == "far" else 1
    middle = points.mean(axis=0).astype(np.float32)
    # Squared distances; with the sign, the smallest come first.
    keys = np.sort(sign * ((points.astype(np.float32) - middle) ** 2).sum(axis=1))
    last = max(curriculum.until * steps, 1e-30)

    def weighted(all_points: Points, step: Array) -> Points:
        x = all_points.x
        apart = x - middle.reshape(-1, *(1,) * (x.ndim - 2))
        grown = jnp.minimum(step / last, 1)
        share = curriculum.first + (1 - curriculum.first) * grown
        place = jnp.clip(jnp.round(share * len(keys)).astype(int) - 1, 0, len(keys) - 1)
        # Rounding may take the last point for a later one: in the end, no limit is asked.
        come = (sign * (apart**2).sum(axis=1) <= jnp.asarray(keys)[place]) | (grown >= 1)
        weights = come * all_points.weights
        return replace(all_points, weights=weights / jnp.maximum(weights.sum(), 1e-30))

    return weighted
