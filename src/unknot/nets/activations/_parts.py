"""Functions that several activations are made of."""

from typing import Any

import jax
import scipy.special

from unknot.nets.activations._activation import Array

# Some drivers return NaN for the tanh of large numbers; beyond 15 it is 1 in single precision.
GLSL_SIGMOID = "(0.5 * tanh(clamp(0.5 * x, -15.0, 15.0)) + 0.5)"
GLSL_SOFTPLUS = "(max(x, 0.0) + log(1.0 + exp(-abs(x))))"


def xp(x: Array) -> Any:
    """Return the functions of an array's library, by the names of the array standard."""
    return x.__array_namespace__()


def erf(x: Array) -> Array:
    """Return the error function."""
    return jax.scipy.special.erf(x) if isinstance(x, jax.Array) else scipy.special.erf(x)


def sigmoid(x: Array) -> Array:
    """Return 1/(1 + e⁻ˣ)."""
    return 0.5 * xp(x).tanh(0.5 * x) + 0.5


def softplus(x: Array) -> Array:
    """Return log(1 + eˣ)."""
    return xp(x).maximum(x, 0) + xp(x).log1p(xp(x).exp(-xp(x).abs(x)))


def sigmoidal_changes(units: int) -> int:
    """Bound the sign changes of a sum of sigmoids or tanhs and a constant (T5.2)."""
    return 2**units - 1
