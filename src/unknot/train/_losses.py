"""Losses of scores, per point. Scores are columns (c, *points); labels are (*points)."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from unknot.recording import Loss
from unknot.train._rational import sigmoid

LossFunction = Callable[[Float[Array, "c *points"], Int[Array, "*points"]], Float[Array, "*points"]]


@jax.custom_jvp
def _log1p_exp(z: Array) -> Array:
    return jnp.maximum(z, 0) + jnp.log1p(jnp.exp(-jnp.abs(z)))


@_log1p_exp.defjvp
def _sigmoid_slope(primals, tangents):
    # A rational function: a step that does not look at the loss needs no exp and no log.
    (z,), (dz,) = primals, tangents
    return _log1p_exp(z), sigmoid(z) * dz


def logistic(scores: Float[Array, "1 *points"], labels: Int[Array, "*points"]) -> Array:
    """Return −log σ(±score): the log-loss of one score, whose sign tells two classes apart."""
    z = scores[0]
    return _log1p_exp(z) - z * labels.astype(z.dtype)


def softmax(scores: Float[Array, "c *points"], labels: Int[Array, "*points"]) -> Array:
    """Return the cross entropy of the softmax of the scores."""
    right = jnp.take_along_axis(scores, labels[None], axis=0)[0]
    return jax.nn.logsumexp(scores, axis=0) - right


def hinge(scores: Float[Array, "c *points"], labels: Int[Array, "*points"]) -> Array:
    """Return max(0, 1 − margin); for several classes against the best wrong one.

    Crammer and Singer 2001, J. Mach. Learn. Res. 2:265.
    """
    if scores.shape[0] == 1:
        return jnp.maximum(0, 1 - jnp.where(labels == 1, scores[0], -scores[0]))
    classes = jnp.arange(scores.shape[0]).reshape(-1, *(1,) * labels.ndim)
    right = jnp.take_along_axis(scores, labels[None], axis=0)[0]
    others = jnp.where(classes == labels[None], -jnp.inf, scores)
    return jnp.maximum(0, 1 - right + others.max(axis=0))


LOSSES: dict[Loss, LossFunction] = {"logistic": logistic, "softmax": softmax, "hinge": hinge}


def right(scores: Float[Array, "c *points"], labels: Int[Array, "*points"]) -> Array:
    """Return which points get their own class; a score that is not a number is never right."""
    if scores.shape[0] == 1:
        return jnp.where(labels == 1, scores[0] > 0, scores[0] <= 0)
    finite = jnp.all(jnp.isfinite(scores), axis=0)
    return (jnp.argmax(scores, axis=0) == labels) & finite
