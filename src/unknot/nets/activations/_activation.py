"""What an activation is: its formulas, and what theorems, trainings and browsers ask of it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from unknot.errors import InputError

Array = Any  # a NumPy or a JAX array: every formula serves both
Monotone = Literal["strictly", "weakly", "no"]
REFLECTED = "reflected-"


@dataclass(frozen=True)
class Pieces:
    """A piecewise-linear function, exactly.

    Attributes
    ----------
    kinks
        Where it bends (k,), increasing.
    lines
        Slope and offset of each piece (k + 1,), from the left.
    """

    kinks: tuple[float, ...]
    lines: tuple[tuple[float, float], ...]

    def reflected(self) -> "Pieces":
        """Return the pieces of z ↦ −f(−z)."""
        return Pieces(
            tuple(-kink for kink in reversed(self.kinks)),
            tuple((slope, -offset) for slope, offset in reversed(self.lines)),
        )


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
    turning
        Whether it is of class U (docs/theory.md, §0): it bends somewhere where it is not flat.
    lifts
        Whether one unit more than the dimension lifts a class off another (T4.2c): so does every
        one of class U, and ReLU.
    kinks
        How many kinks it has if it is piecewise linear, else None.
    pieces
        Its pieces, where floats give them exactly.
    turns
        Of one that folds, how often it goes from falling to rising or back; None if endlessly.
    changes
        The most sign changes along a line of one layer of h units, if that is known (T5.2).
    rises
        A moderate argument at which it rises.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import activation
    >>> tanh = activation("tanh")
    >>> float(tanh.inverse(tanh(np.array(0.3))).round(12))
    0.3
    """

    name: str
    function: Callable[[Array], Array] = field(repr=False)
    derivative: Callable[[Array], Array] = field(repr=False)
    monotone: Monotone
    image: tuple[float, float] = (-math.inf, math.inf)
    inverse: Callable[[Array], Array] | None = field(default=None, repr=False)
    odd: bool = False
    turning: bool = field(default=True, repr=False)
    lifts: bool = field(default=True, repr=False)
    kinks: int | None = field(default=None, repr=False)
    pieces: Pieces | None = field(default=None, repr=False)
    turns: int | None = field(default=None, repr=False)
    changes: Callable[[int], int] | None = field(default=None, repr=False)
    rises: float = field(default=0.0, repr=False)

    def __call__(self, x: Array) -> Array:
        return self.function(x)

    @property
    def laps(self) -> int | None:
        """On how many intervals it is monotone (Milnor, Thurston 1988); None if endlessly many."""
        if self.monotone != "no":
            return 1
        return None if self.turns is None else self.turns + 1

    @property
    def kind(self) -> str:
        """The name without a parameter and without a reflection."""
        return self.name.removeprefix(REFLECTED).partition(":")[0]


@lru_cache(maxsize=256)
def reflection(sigma: Activation) -> Activation:
    """Return z ↦ −σ(−z), with its facts."""
    low, high = sigma.image
    inverse = sigma.inverse
    return replace(
        sigma,
        name=f"{REFLECTED}{sigma.name}",
        function=lambda z: -sigma(-z),
        derivative=lambda z: sigma.derivative(-z),
        image=(-high, -low),
        inverse=None if inverse is None else lambda y: -inverse(-y),
        pieces=None if sigma.pieces is None else sigma.pieces.reflected(),
        rises=-sigma.rises,
    )


@dataclass(frozen=True)
class Browser:
    """An activation in a browser: JavaScript and GLSL, from which the viewer's table is made.

    Attributes
    ----------
    f, derivative
        JavaScript expressions in ``x`` (functions of `Math` by their bare names, and `sigmoid`,
        `softplus` and `erf`).
    inverse
        One in ``y``, on the image; None unless strictly increasing.
    glsl
        f as a GLSL expression in ``x``, which may be as large as a float can be …
    prelude
        … after these statements.
    image, odd
        JavaScript expressions in the parameter ``a``, where these depend on it.

    A parameter is called ``a`` in JavaScript, and is written ``{a}`` in GLSL.
    """

    f: str
    derivative: str
    inverse: str | None = None
    glsl: str = ""
    prelude: str = ""
    image: str = ""
    odd: str = ""


@dataclass(frozen=True)
class Parameter:
    """The number that an activation may be given: its default, and its open range from 0."""

    default: float
    most: float = 1e6


@dataclass(frozen=True)
class Family:
    """What a file of this package declares: one activation, or those of one parameter.

    Attributes
    ----------
    make
        Of a parameter (of nothing where there is none) and the name as it was written: it.
    browser
        The same in a browser.
    parameter
        What may be given; None if nothing.
    """

    name: str
    make: Callable[[float, str], Activation]
    browser: Browser
    parameter: Parameter | None = None

    @classmethod
    def of(cls, sigma: Activation, browser: Browser) -> "Family":
        """Return the family of one activation that takes no parameter."""
        return cls(sigma.name, lambda _value, _name: sigma, browser)

    def read(self, text: str, parameter: str) -> Activation:
        """Return the activation that a text names, given what follows its colon.

        Raises
        ------
        InputError
            The parameter is not a number in the activation's range, or none is taken.
        """
        if self.parameter is None:
            if parameter:
                raise InputError(
                    f"The activation {self.name!r} takes no parameter, but got {parameter!r}."
                )
            return self.make(0.0, text)
        default, most = self.parameter.default, self.parameter.most
        try:
            value = float(parameter) if parameter else default
        except ValueError:
            value = math.nan
        if not 0 < value < most:
            raise InputError(
                f"The parameter of the activation {self.name!r} must be a number between "
                f"0 and {most:g} (exclusive), but got {parameter!r}. Write for example "
                f"{self.name}:{default:g}."
            )
        return self.make(value, text)
