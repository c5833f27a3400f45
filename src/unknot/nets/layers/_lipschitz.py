"""A bound of the Lipschitz constant of a field of bumps (THEORY T3.2)."""

import numpy as np
import scipy.special

from unknot.nets.activations import Array

_NEWTON = 6


def lipschitz(vectors: Array, sharpness: Array) -> Array:
    """Return ½·D·√M, a bound of Lip F for F = Σ vᵢfᵢ/(1 + Σ fᵢ), fᵢ = exp(−βᵢ²|x − aᵢ|²/2).

    D is the diameter of {0, v₁, …, v_k}, (k, n), and M that of :func:`energy` of β, (k,). Wherever
    the anchors are. NumPy arrays are computed by NumPy, JAX arrays by JAX.

    References
    ----------
    THEORY T3.2.

    Examples
    --------
    >>> round(float(lipschitz(np.array([[1.0, 0.0], [0.0, 1.0]]), np.ones(2))), 3)
    0.68
    """
    xp = vectors.__array_namespace__()
    apart = ((vectors[:, None] - vectors[None]) ** 2).sum(axis=-1).max()
    diameter = xp.maximum(apart, (vectors**2).sum(axis=-1).max())
    # The least number keeps the root's slope finite where all vectors are 0.
    return 0.5 * xp.sqrt(diameter * energy(sharpness) + 1e-30)


def energy(sharpness: Array) -> Array:
    """Return M with Σ 2βᵢ²·exp(−1 − M/(2βᵢ²)) = M: the most that Σ pᵢβᵢ⁴|x − aᵢ|² can be.

    Examples
    --------
    >>> round(float(energy(np.full(32, 2.0))), 2)
    14.8
    """
    double = 2 * sharpness * sharpness + 1e-30
    # For equal β this is the solution, and else beyond it; Newton's method then goes down at once
    # and up from there, as the left side less the right is convex and falls.
    start = float(scipy.special.lambertw(len(sharpness) / np.e).real)
    found = double.max() * start
    xp = sharpness.__array_namespace__()
    for _ in range(_NEWTON):
        terms = xp.exp(-1 - found / double)
        found = found + ((double * terms).sum() - found) / (terms.sum() + 1)
    return found
