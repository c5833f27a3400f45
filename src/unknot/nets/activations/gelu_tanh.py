"""GELU's form with tanh: x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2, constants as in libraries."""

from unknot.nets.activations._activation import Activation, Array, Browser, Family
from unknot.nets.activations._parts import sigmoid, xp

# Hendrycks, Gimpel 2016, §2. Twice the float next to √(2/π): (1 + tanh u)/2 is logistic in 2u.
RATE, CUBE = 2 * 0.7978845608028654, 0.044715
# Beyond 20 the share is 0 or 1 within 10⁻²⁶⁰; the cube of what is larger might overflow.
_NEAR = 20.0


def _share(x: Array) -> Array:
    return sigmoid(RATE * (x + CUBE * x * x * x))


def _value(x: Array) -> Array:
    return x * _share(xp(x).clip(x, -_NEAR, _NEAR))


def _derivative(x: Array) -> Array:
    x = xp(x).clip(x, -_NEAR, _NEAR)
    s = _share(x)
    return s + x * s * (1 - s) * (RATE * (1 + 3 * CUBE * x * x))


_SHARE = f"sigmoid({RATE} * (x + {CUBE} * x ** 3))"
FAMILY = Family.of(
    Activation("gelu-tanh", _value, _derivative, "no", turns=1, rises=1.0),
    Browser(
        f"x * {_SHARE}",
        f"{_SHARE} + min(max(x, -{_NEAR}), {_NEAR}) * {_SHARE} * {_SHARE.replace('(', '(-', 1)} "
        f"* {RATE} * (1 + 3 * {CUBE} * min(x * x, {_NEAR**2}))",
        glsl="x * (0.5 * tanh(clamp(u, -15.0, 15.0)) + 0.5)",
        prelude=f"""float a = clamp(x, -{_NEAR}, {_NEAR});
  float u = {RATE / 2} * (a + {CUBE} * a * a * a);
  """,
    ),
)
