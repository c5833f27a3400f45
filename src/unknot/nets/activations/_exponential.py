"""x ↦ scale·(x if x > 0 else α(eˣᐟʳᵃᵗᵉ − 1)): ELU (scale and rate 1), SELU, CELU (rate α)."""

import math

import numpy as np

from unknot.nets.activations._activation import Activation, Array, Browser
from unknot.nets.activations._parts import xp


def exponential(name: str, alpha: float, scale: float, rate: float) -> Activation:
    """Return one of these."""

    def function(x: Array) -> Array:
        # The minimum keeps the branch that is not taken from overflowing (and from NaN gradients).
        below = alpha * xp(x).expm1(xp(x).minimum(x, 0) / rate)
        return scale * xp(x).where(x > 0, x, below)

    def derivative(x: Array) -> Array:
        below = alpha / rate * xp(x).exp(xp(x).minimum(x, 0) / rate)
        return scale * xp(x).where(x > 0, 1.0, below)

    def inverse(y: np.ndarray) -> np.ndarray:
        z = y / scale
        return np.where(z > 0, z, rate * np.log1p(np.minimum(z, 0) / alpha))

    return Activation(name, function, derivative, "strictly", (-scale * alpha, math.inf), inverse)


def in_browsers(alpha: str, scale: str, rate: str) -> Browser:
    """Return the same, given numbers or the parameter ``a`` in JavaScript."""
    by = "" if scale == "1.0" else f"{scale} * "
    per = "" if rate == "1.0" else f" / {rate}"
    size = "" if scale == "1.0" else f" / {scale}"
    gl_alpha, gl_per = (text.replace("a", "{a}") for text in (alpha, per))
    return Browser(
        f"{by}(x > 0 ? x : {alpha} * expm1(x{per}))",
        f"{by}(x > 0 ? 1 : ({alpha}{per}) * exp(x{per}))",
        f"y > 0 ? y{size} : {rate} * log1p(y{size} / {alpha})",
        glsl=f"{by}(x > 0.0 ? x : {gl_alpha} * (exp(min(x, 0.0){gl_per}) - 1.0))",
        image=f"[-{by}{alpha}, INFINITY]",
    )
