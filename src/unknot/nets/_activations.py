"""Pointwise activations, and what is known of each (THEORY §0's table)."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Literal
from weakref import WeakValueDictionary

import jax
import numpy as np
import scipy.special

from unknot.errors import InputError, UnknownName

Array = Any  # a NumPy or a JAX array: every formula below serves both
Monotone = Literal["strictly", "weakly", "no"]

_INFINITY = math.inf


@dataclass(frozen=True)
class Activation:
    """A function R → R applied to every unit, with the facts that theorems ask for.

    Parameters
    ----------
    name
        As written on the command line; a parameter follows a colon (``leaky-relu:0.2``).
    function, derivative
        Elementwise, on NumPy arrays (float64 stays float64) and on JAX arrays alike.
    monotone
        ``"strictly"`` increasing (a homeomorphism onto its image), ``"weakly"`` (flattens
        somewhere), or ``"no"`` (folds).
    image
        The open interval of values, for a strictly increasing activation.
    inverse
        On the image; None unless strictly increasing.
    odd
        Whether σ(−x) = −σ(x).

    Examples
    --------
    >>> import numpy as np
    >>> tanh = activation("tanh")
    >>> float(tanh.inverse(tanh(np.array(0.3))).round(12))
    0.3
    """

    name: str
    function: Callable[[Array], Array] = field(repr=False)
    derivative: Callable[[Array], Array] = field(repr=False)
    monotone: Monotone
    image: tuple[float, float] = (-_INFINITY, _INFINITY)
    inverse: Callable[[Array], Array] | None = field(default=None, repr=False)
    odd: bool = False

    def __call__(self, x: Array) -> Array:
        return self.function(x)

    def __reduce_ex__(self, protocol: Any) -> Any:
        # Its formulas are closures, which nothing can pickle; its name says which they are.
        if _is_named(self):
            return activation, (self.name,)
        return super().__reduce_ex__(protocol)


def activation(name: str) -> Activation:
    """Return the activation of this name, e.g. ``"tanh"`` or ``"leaky-relu:0.2"``.

    Raises
    ------
    UnknownName
        No activation has that name.
    InputError
        The parameter is not a number in the activation's range.

    Examples
    --------
    >>> activation("leaky-relu:0.2").monotone
    'strictly'
    """
    return _found(name.strip().lower().replace("_", "-"))


def activation_names() -> tuple[str, ...]:
    """Return the names of all activations, in the order of THEORY §0's table."""
    return tuple(_MAKERS)


def activation_parameter(name: str) -> tuple[float, float, float] | None:
    """Return the default of an activation's parameter and its open range; None without one.

    Examples
    --------
    >>> activation_parameter("leaky-relu")
    (0.01, 0, 1000000.0)
    """
    if name not in _MAKERS:
        raise UnknownName("activation", name, _MAKERS)
    _, default, low, high = _MAKERS[name]
    return None if default is None else (default, low, high)


def reflected(sigma: Activation) -> Activation:
    """Return z ↦ −σ(−z), which is increasing where σ is (σ itself if σ is odd).

    Examples
    --------
    >>> reflected(activation("sigmoid")).image
    (-1.0, -0.0)
    """
    if sigma.odd:
        return sigma
    return _found(f"{_REFLECTED}{sigma.name}") if _is_named(sigma) else _reflect(sigma)


# Each activation that is in use, by name: there is one of a name, so it may stand for it.
_IN_USE: WeakValueDictionary[str, Activation] = WeakValueDictionary()
_IN_USE_LOCK = Lock()
_REFLECTED = "reflected-"


def _is_named(sigma: Activation) -> bool:
    return _IN_USE.get(sigma.name) is sigma


def _found(name: str) -> Activation:
    found = _IN_USE.get(name)
    if found is None:
        made = _parse(name)
        with _IN_USE_LOCK:
            found = _IN_USE.setdefault(name, made)
    return found


@lru_cache(maxsize=256)
def _reflect(sigma: Activation) -> Activation:
    low, high = sigma.image
    inverse = sigma.inverse
    return Activation(
        f"{_REFLECTED}{sigma.name}",
        lambda z: -sigma(-z),
        lambda z: sigma.derivative(-z),
        sigma.monotone,
        (-high, -low),
        None if inverse is None else lambda y: -inverse(-y),
    )


def _parse(text: str) -> Activation:
    if text.startswith(_REFLECTED):
        inner = _found(text.removeprefix(_REFLECTED))
        return inner if inner.odd else _reflect(inner)
    name, _, parameter = text.partition(":")
    if name not in _MAKERS:
        raise UnknownName("activation", name, _MAKERS)
    maker, default, low, high = _MAKERS[name]
    if default is None:
        if parameter:
            raise InputError(f"The activation {name!r} takes no parameter, but got {parameter!r}.")
        return maker()
    try:
        value = float(parameter) if parameter else default
    except ValueError:
        value = math.nan
    if not low < value < high:
        raise InputError(
            f"The parameter of the activation {name!r} must be a number between "
            f"{low:g} and {high:g} (exclusive), but got {parameter!r}. Write for example "
            f"{name}:{default:g}."
        )
    return maker(value, text)


def _xp(x: Array) -> Any:
    return x.__array_namespace__()


def _erf(x: Array) -> Array:
    return jax.scipy.special.erf(x) if isinstance(x, jax.Array) else scipy.special.erf(x)


def _sigmoid(x: Array) -> Array:
    return 0.5 * _xp(x).tanh(0.5 * x) + 0.5


def _softplus(x: Array) -> Array:
    xp = _xp(x)
    return xp.maximum(x, 0) + xp.log1p(xp.exp(-xp.abs(x)))


def _step(x: Array) -> Array:
    return _xp(x).where(x > 0, 1.0, 0.0).astype(x.dtype)


def _identity() -> Activation:
    return Activation(
        "identity", lambda x: x, lambda x: _xp(x).ones_like(x), "strictly", inverse=lambda y: y,
        odd=True,
    )  # fmt: skip


def _tanh() -> Activation:
    return Activation(
        "tanh", lambda x: _xp(x).tanh(x), lambda x: 1 - _xp(x).tanh(x) ** 2, "strictly",
        (-1.0, 1.0), np.arctanh, odd=True,
    )  # fmt: skip


def _softsign() -> Activation:
    return Activation(
        "softsign", lambda x: x / (1 + _xp(x).abs(x)), lambda x: 1 / (1 + _xp(x).abs(x)) ** 2,
        "strictly", (-1.0, 1.0), lambda y: y / (1 - np.abs(y)), odd=True,
    )  # fmt: skip


def _logistic() -> Activation:
    return Activation(
        "sigmoid", _sigmoid, lambda x: _sigmoid(x) * _sigmoid(-x), "strictly", (0.0, 1.0),
        scipy.special.logit,
    )  # fmt: skip


def _arctan() -> Activation:
    return Activation(
        "arctan", lambda x: _xp(x).atan(x), lambda x: 1 / (1 + x * x), "strictly",
        (-math.pi / 2, math.pi / 2), np.tan, odd=True,
    )  # fmt: skip


def _soft_plus() -> Activation:
    return Activation(
        "softplus", _softplus, _sigmoid, "strictly", (0.0, _INFINITY),
        lambda y: y + np.log(-np.expm1(-y)),
    )  # fmt: skip


def _exponential(name: str, alpha: float, scale: float, rate: float) -> Activation:
    """Return x ↦ scale·(x if x > 0 else α(eˣᐟʳᵃᵗᵉ − 1)): ELU (scale 1), SELU, CELU (rate α)."""

    def function(x: Array) -> Array:
        xp = _xp(x)
        # The minimum keeps the branch that is not taken from overflowing (and from NaN gradients).
        return scale * xp.where(x > 0, x, alpha * xp.expm1(xp.minimum(x, 0) / rate))

    def derivative(x: Array) -> Array:
        xp = _xp(x)
        return scale * xp.where(x > 0, 1.0, alpha / rate * xp.exp(xp.minimum(x, 0) / rate))

    def inverse(y: np.ndarray) -> np.ndarray:
        z = y / scale
        return np.where(z > 0, z, rate * np.log1p(np.minimum(z, 0) / alpha))

    return Activation(
        name, function, derivative, "strictly", (-scale * alpha, _INFINITY), inverse
    )  # fmt: skip


def _selu() -> Activation:
    # Klambauer, Unterthiner, Mayr, Hochreiter 2017, eq. 14.
    return _exponential("selu", 1.6732632423543772, 1.0507009873554805, 1.0)


def _leaky(slope: float, name: str) -> Activation:
    return Activation(
        name,
        lambda x: _xp(x).where(x > 0, x, slope * x),
        lambda x: _xp(x).where(x > 0, 1.0, slope).astype(x.dtype),
        "strictly",
        inverse=lambda y: np.where(y > 0, y, y / slope),
        odd=slope == 1,
    )


def _clipped(name: str, slope: float, offset: float, low: float, high: float) -> Activation:
    """Return x ↦ clip(slope·x + offset, low, high): ReLU, ReLU6, hard tanh, hard sigmoid."""

    def function(x: Array) -> Array:
        return _xp(x).clip(slope * x + offset, low, None if high == _INFINITY else high)

    def derivative(x: Array) -> Array:
        z = slope * x + offset
        return slope * _xp(x).where((z > low) & (z < high), 1.0, 0.0).astype(x.dtype)

    return Activation(name, function, derivative, "weakly", (low, high), odd=low == -high)


def _gelu() -> Activation:
    def density(x: Array) -> Array:
        return _xp(x).exp(-0.5 * x * x) / math.sqrt(2 * math.pi)

    def share(x: Array) -> Array:
        return 0.5 * (1 + _erf(x / math.sqrt(2)))

    return Activation("gelu", lambda x: x * share(x), lambda x: share(x) + x * density(x), "no")


def _silu() -> Activation:
    def derivative(x: Array) -> Array:
        s = _sigmoid(x)
        return s + x * s * (1 - s)

    return Activation("silu", lambda x: x * _sigmoid(x), derivative, "no")


def _mish() -> Activation:
    def derivative(x: Array) -> Array:
        t = _xp(x).tanh(_softplus(x))
        return t + x * (1 - t * t) * _sigmoid(x)

    return Activation("mish", lambda x: x * _xp(x).tanh(_softplus(x)), derivative, "no")


def _hard_swish() -> Activation:
    def derivative(x: Array) -> Array:
        xp = _xp(x)
        return xp.where(x >= 3, 1.0, xp.where(x <= -3, 0.0, (2 * x + 3) / 6))

    return Activation(
        "hard-swish", lambda x: x * _xp(x).clip(x + 3, 0, 6) / 6, derivative, "no"
    )  # fmt: skip


def _sin() -> Activation:
    return Activation("sin", lambda x: _xp(x).sin(x), lambda x: _xp(x).cos(x), "no", odd=True)


def _square() -> Activation:
    return Activation("square", lambda x: x * x, lambda x: 2 * x, "no")


def _gaussian() -> Activation:
    return Activation(
        "gaussian", lambda x: _xp(x).exp(-x * x), lambda x: -2 * x * _xp(x).exp(-x * x), "no"
    )  # fmt: skip


# name: (maker, default parameter or None, its open range)
_MAKERS: dict[str, tuple[Callable[..., Activation], float | None, float, float]] = {
    "identity": (_identity, None, 0, 0),
    "tanh": (_tanh, None, 0, 0),
    "softsign": (_softsign, None, 0, 0),
    "sigmoid": (_logistic, None, 0, 0),
    "arctan": (_arctan, None, 0, 0),
    "softplus": (_soft_plus, None, 0, 0),
    "elu": (lambda a, name: _exponential(name, a, 1.0, 1.0), 1.0, 0, 1e6),
    "selu": (_selu, None, 0, 0),
    "celu": (lambda a, name: _exponential(name, a, 1.0, a), 1.0, 0, 1e6),
    "leaky-relu": (_leaky, 0.01, 0, 1e6),
    "prelu": (_leaky, 0.25, 0, 1e6),
    "relu": (lambda: _clipped("relu", 1, 0, 0, _INFINITY), None, 0, 0),
    "relu6": (lambda: _clipped("relu6", 1, 0, 0, 6), None, 0, 0),
    "hard-tanh": (lambda: _clipped("hard-tanh", 1, 0, -1, 1), None, 0, 0),
    "hard-sigmoid": (lambda: _clipped("hard-sigmoid", 1 / 6, 0.5, 0, 1), None, 0, 0),
    "gelu": (_gelu, None, 0, 0),
    "silu": (_silu, None, 0, 0),
    "mish": (_mish, None, 0, 0),
    "hard-swish": (_hard_swish, None, 0, 0),
    "sin": (_sin, None, 0, 0),
    "square": (_square, None, 0, 0),
    "gaussian": (_gaussian, None, 0, 0),
}
