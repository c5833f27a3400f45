"""Gaussian bumps at points, with slopes that are products of matrices."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from unknot.nets.activations import Array


def bumps(
    x: Float[Array, "d *many"], anchors: Float[Array, "k d"], sharpness: Float[Array, "k"]
) -> Float[Array, "k *many"]:
    """Return exp(−βᵢ²|x − aᵢ|²/2) at columns of x, for anchors a and sharpness β.

    Examples
    --------
    >>> bumps(np.zeros((1, 2)), np.array([[0.0], [1.0]]), np.ones(2)).round(3).tolist()
    [[1.0, 1.0], [0.607, 0.607]]
    """
    flat = x.reshape(len(x), -1)
    if isinstance(x, np.ndarray):
        found = np.exp(_exponents(flat, anchors, sharpness))
    else:
        found = jnp.exp(_traced(flat, anchors, sharpness))
    return found.reshape(len(anchors), *x.shape[1:])


def _exponents(x: Array, anchors: Array, sharpness: Array) -> Array:
    """Return them by differences: what is near an anchor loses no digits, wherever both are."""
    apart = sum((x[k] - anchors[:, k, None]) ** 2 for k in range(len(x)))
    return (-0.5 * sharpness * sharpness)[:, None] * apart


def _product(x: Array, anchors: Array, sharpness: Array) -> Array:
    """Return the same as one product of matrices, of which derivatives are products again.

    XLA sums them twice as fast as what comes of differences. It loses digits: only slopes are
    taken from it.
    """
    rates = -0.5 * sharpness * sharpness
    middle = jax.lax.stop_gradient(anchors.mean(axis=0))
    a, y = anchors - middle, x - middle[:, None]
    rows = [-2 * rates[:, None] * a, rates[:, None], (rates * (a * a).sum(axis=1))[:, None]]
    columns = [y, (y * y).sum(axis=0, keepdims=True), jnp.ones_like(y[:1])]
    return jnp.concatenate(rows, axis=1) @ jnp.concatenate(columns)


_traced = jax.custom_jvp(_exponents)


@_traced.defjvp
def _slopes(primals: Any, tangents: Any) -> tuple[Array, Array]:
    return _exponents(*primals), jax.jvp(_product, primals, tangents)[1]
