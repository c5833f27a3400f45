"""Verifies certificates, trusting nobody: ``python checker.py FILE…`` or ``unknot check FILE…``.

This one file is all there is: it imports nothing of unknot, only NumPy and the standard library,
and shares no code with what finds proofs. The format, and what each certificate proves and what it
does not, is described in docs/certificates.md; theorems (T4.4, …) are proved in docs/theory.md.

A certificate is verified by three means only:

- exact arithmetic with fractions (memberships, linking numbers, colourings, hulls, ranks);
- intervals of floats, every operation rounded outward by `numpy.nextafter` (scores of networks,
  cells that miss a set). Elementary functions are series evaluated in intervals, so that only what
  is left out of a series needs a bound, and that is written beside it;
- the theorems. Which evidence implies which claim is the table `KINDS`.

Whatever is not understood, or not certain, is refused. Refused does not mean false.

Contents: 1 reading · 2 intervals · 3 elementary functions · 4 activations · 5 sets ·
6 pieces of sets · 7 networks · 8 evidence, a function each · 9 statements · 10 the program
"""

import io
import json
import math
import re
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np

FORMAT = "unknot certificate 1"
MOST_PIECES = 4_000_000
BLOCK = 16_384

Json = Any
Point = tuple[Fraction, ...]


class Refused(Exception):
    """A certificate does not verify; the message says why."""


def need(condition: bool, why: str) -> None:
    """Refuse unless a condition holds."""
    if not condition:
        raise Refused(why)


# ================================================================ 1 reading

_HEX = re.compile(r"-?0x[01]\.[0-9a-f]+p[+-][0-9]+")
# Python reads and writes integers of up to 4,300 digits.
_RATIO = re.compile(r"(-?[1-9][0-9]{0,4299})/([1-9][0-9]{0,4299})")


def number(value: Json, at: str) -> Fraction:
    """Read an exact number: an integer, a hexadecimal float in canonical form, or a fraction."""
    if type(value) is int:
        return Fraction(value)
    if type(value) is str and _HEX.fullmatch(value):
        try:
            exact = float.fromhex(value)
        except OverflowError:
            exact = math.inf
        need(
            math.isfinite(exact) and exact.hex() == value, f"{at}: {value} is not as Python writes"
        )
        return Fraction(exact)
    if type(value) is str and (found := _RATIO.fullmatch(value)):
        p, q = int(found[1]), int(found[2])
        need(q > 1 and math.gcd(p, q) == 1, f"{at}: {value} is not in lowest terms")
        return Fraction(p, q)
    raise Refused(f"{at}: {value!r:.60} is no exact number")


def numbers(value: Json, at: str, size: int | None = None) -> Point:
    """Read a row of numbers, of a given length."""
    need(type(value) is list and len(value) > 0, f"{at}: expected a list of numbers")
    need(size is None or len(value) == size, f"{at}: expected {size} numbers, got {len(value)}")
    return tuple(number(x, f"{at}[{i}]") for i, x in enumerate(value))


def table(value: Json, at: str, size: int | None = None) -> list[Point]:
    """Read rows of numbers of one length."""
    need(type(value) is list and len(value) > 0, f"{at}: expected a list of rows")
    first = numbers(value[0], f"{at}[0]", size)
    return [first, *(numbers(x, f"{at}[{i + 1}]", len(first)) for i, x in enumerate(value[1:]))]


def whole(value: Json, at: str, least: int = 0) -> int:
    """Read an integer that is not too small."""
    fits = type(value) is int and least <= value < 10**18
    need(fits, f"{at}: expected an integer from {least}, of 18 digits at most")
    return value


def wholes(value: Json, at: str, least: int = 0) -> list[int]:
    """Read a list of integers."""
    need(type(value) is list, f"{at}: expected a list of integers")
    return [whole(x, f"{at}[{i}]", least) for i, x in enumerate(value)]


def fields(value: Json, at: str, *required: str, optional: Sequence[str] = ()) -> dict[str, Json]:
    """Read an object that has these keys, and no others."""
    need(type(value) is dict, f"{at}: expected an object")
    need(set(required) <= set(value), f"{at}: missing {sorted(set(required) - set(value))}")
    extra = set(value) - set(required) - set(optional)
    need(not extra, f"{at}: unknown keys {sorted(extra)}")
    return value


def load(path: str | Path) -> dict[str, Json]:
    """Read a file strictly: no repeated keys, no decimals."""

    def unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        need(len(found) == len(pairs), "a key occurs twice in one object")
        return found

    def decimal(text: str) -> Json:
        raise Refused(
            f"{text} is a decimal or no number; exact numbers are hexadecimal or fractions"
        )

    try:
        content = json.loads(
            Path(path).read_text("utf-8"),
            object_pairs_hook=unique, parse_float=decimal, parse_constant=decimal,
        )  # fmt: skip
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is no JSON in UTF-8: {error}") from None
    need(type(content) is dict, "the file holds no JSON object")
    return content


# ================================================================ 2 intervals


def down(x: np.ndarray) -> np.ndarray:
    """Return the floats just below: at most the exact result that was rounded to x."""
    return np.nextafter(x, -np.inf)


def up(x: np.ndarray) -> np.ndarray:
    """Return the floats just above."""
    return np.nextafter(x, np.inf)


class I:  # noqa: E742
    """Arrays of intervals [lo, hi] that hold the exact real results; bounds may be infinite."""

    __slots__ = ("hi", "lo")
    __array_ufunc__ = None

    def __init__(self, lo: Any, hi: Any = None):
        lo = np.asarray(lo, float)
        hi = lo if hi is None else np.asarray(hi, float)
        # What is no number (∞ − ∞) is unbounded: no comparison is ever made with NaN.
        self.lo = np.where(np.isnan(lo), -np.inf, lo) if np.isnan(lo).any() else lo
        self.hi = np.where(np.isnan(hi), np.inf, hi) if np.isnan(hi).any() else hi

    @classmethod
    def of(cls, values: Any) -> "I":
        """Enclose exact fractions (nested sequences of one shape)."""
        array = np.array(values, dtype=object)
        exact = [Fraction(x) for x in array.ravel().tolist()]
        near = np.array([_near(x) for x in exact])  # correctly rounded, as Python does
        same = np.array([math.isfinite(f) and f == x for f, x in zip(near, exact, strict=True)])
        lo, hi = np.where(same, near, down(near)), np.where(same, near, up(near))
        return cls(lo.reshape(array.shape), hi.reshape(array.shape))

    def __getitem__(self, index: Any) -> "I":
        return I(self.lo[index], self.hi[index])

    def __neg__(self) -> "I":
        return I(-self.hi, -self.lo)

    def __add__(self, other: Any) -> "I":
        y = _i(other)
        return I(down(self.lo + y.lo), up(self.hi + y.hi))

    __radd__ = __add__

    def __sub__(self, other: Any) -> "I":
        return self + -_i(other)

    def __rsub__(self, other: Any) -> "I":
        return -self + other

    def __mul__(self, other: Any) -> "I":
        y = _i(other)
        corners = [a * b for a in (self.lo, self.hi) for b in (y.lo, y.hi)]
        least, most = np.minimum.reduce(corners), np.maximum.reduce(corners)
        if np.isnan(least).any():
            # 0·∞ is 0: the members of an unbounded interval are finite.
            corners = [np.where(np.isnan(c), 0.0, c) for c in corners]
            least, most = np.minimum.reduce(corners), np.maximum.reduce(corners)
        return I(down(least), up(most))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "I":
        y = _i(other)
        inverse = I(down(1 / y.hi), up(1 / y.lo))
        holds_zero = (y.lo <= 0) & (y.hi >= 0)
        return self * I(
            np.where(holds_zero, -np.inf, inverse.lo), np.where(holds_zero, np.inf, inverse.hi)
        )

    def __abs__(self) -> "I":
        low = np.maximum(np.maximum(self.lo, -self.hi), 0.0)
        return I(low, np.maximum(-self.lo, self.hi))

    def square(self) -> "I":
        """Return {x²}."""
        size = abs(self)
        return I(np.maximum(down(size.lo * size.lo), 0.0), up(size.hi * size.hi))

    def sqrt(self) -> "I":
        """Return {√x : x ≥ 0}."""
        low = down(np.sqrt(np.maximum(self.lo, 0.0)))
        return I(np.maximum(low, 0.0), up(np.sqrt(np.maximum(self.hi, 0.0))))

    def sum(self) -> "I":
        """Return sums over the last axis."""
        total = I(np.zeros(self.lo.shape[:-1]))
        for k in range(self.lo.shape[-1]):
            total = total + self[..., k]
        return total

    def meet(self, other: "I") -> "I":
        """Return the common part of two enclosures of the same numbers."""
        lo, hi = np.maximum(self.lo, other.lo), np.minimum(self.hi, other.hi)
        need(
            bool((lo <= hi).all()),
            "two enclosures of one number are apart: a fault of this program",
        )
        return I(lo, hi)

    def hull(self, other: "I") -> "I":
        """Return the least interval that holds both."""
        return I(np.minimum(self.lo, other.lo), np.maximum(self.hi, other.hi))


def _near(x: Fraction) -> float:
    try:
        return float(x)
    except OverflowError:
        return math.inf if x > 0 else -math.inf


def _i(value: Any) -> I:
    return value if isinstance(value, I) else I(value)


def stack(parts: Sequence[I], axis: int) -> I:
    """Join intervals along a new axis."""
    return I(np.stack([x.lo for x in parts], axis), np.stack([x.hi for x in parts], axis))


def affine(weight: I, bias: I | None, x: I) -> I:
    """Return Wx + b over the last axis of x, W (out, in)."""
    shape = (*x.lo.shape[:-1], weight.lo.shape[0])
    total = (
        I(np.zeros(shape))
        if bias is None
        else I(np.broadcast_to(bias.lo, shape), np.broadcast_to(bias.hi, shape))
    )
    for j in range(weight.lo.shape[1]):
        total = total + x[..., j : j + 1] * weight[:, j]
    return total


def require_ieee() -> None:
    """Refuse a process that does not round to nearest, or flushes tiny numbers to zero."""
    one, unit, tiny = np.ones(1), np.full(1, 2.0**-53), np.full(1, 5e-324)
    need(
        bool((one + unit == one) & (one + 1.5 * unit > one) & (-one - unit == -one))
        and bool((tiny * 1.0 > 0) & (-one - 1.5 * unit < -one)),
        "this process does not compute as IEEE 754 asks; run the checker by itself",
    )


# ================================================================ 3 elementary functions
# `increasing` takes care of intervals; below it, functions take floats (as exact points).

PI = I(math.pi, math.nextafter(math.pi, 4))  # math.pi is the float below π
LN2 = I(float.fromhex("0x1.62e42fefa39efp-1"), float.fromhex("0x1.62e42fefa39f0p-1"))


def increasing(f: Callable[[I], I], x: I) -> I:
    """Enclose the values of an increasing function, given it at points."""
    return I(f(I(x.lo)).lo, f(I(x.hi)).hi)


def _horner(coefficients: Sequence[Fraction], z: I) -> I:
    total = I.of(coefficients[-1])
    for c in coefficients[-2::-1]:
        total = total * z + I.of(c)
    return total


_EXP = [Fraction(1, math.factorial(n)) for n in range(16)]


def _exp_at(x: I) -> I:
    inner = np.clip(x.lo, -745.0, 709.0)
    k = np.rint(inner / math.log(2))
    r = I(inner) - LN2 * I(k)
    # |r| < 0.36: what is left out is below 0.36¹⁶/16!·e^0.36 < 10⁻²⁰.
    value = _horner(_EXP, r) + I(-1e-20, 1e-20)
    scale = k.astype(int)
    # Two steps of ldexp, since 2^k may be no normal float; the bounds then move outward once more.
    half = scale // 2
    lo, hi = (np.ldexp(np.ldexp(v, half), scale - half) for v in (value.lo, value.hi))
    lo, hi = np.maximum(down(lo), 0.0), up(hi)
    return I(np.where(x.lo < -745, 0.0, lo), np.where(x.lo > 709, np.inf, hi))


def exp(x: I) -> I:
    """Enclose eˣ."""
    return increasing(_exp_at, x)


def _decay(x: I, factor: float = 1.0) -> I:
    """Enclose e^{−factor·|x|} at points."""
    return _exp_at(I(-factor * np.abs(x.lo)))  # factors are 1 and 2: exact


def _sigmoid_at(x: I) -> I:
    e = _decay(x)
    right, left = I(1.0) / (e + 1.0), e / (e + 1.0)
    return I(np.where(x.lo >= 0, right.lo, left.lo), np.where(x.lo >= 0, right.hi, left.hi))


def sigmoid(x: I) -> I:
    """Enclose 1/(1 + e⁻ˣ)."""
    return increasing(_sigmoid_at, x)


def _tanh_at(x: I) -> I:
    e = _decay(x, 2.0)
    value = (1.0 - e) / (1.0 + e)
    return I(np.where(x.lo >= 0, value.lo, -value.hi), np.where(x.lo >= 0, value.hi, -value.lo))


def tanh(x: I) -> I:
    """Enclose tanh x."""
    return increasing(_tanh_at, x)


_ATANH = [Fraction(1, 2 * k + 1) for k in range(20)]


def _softplus_at(x: I) -> I:
    # log(1 + e^x) = max(x, 0) + log(1 + w), w = e^{−|x|} ≤ 1; log(1 + w) = 2 artanh z, z =
    # w/(2+w) ≤ 1/3:
    # left out is less than 2·3⁻⁴¹/41·9/8 < 10⁻²⁰.
    w = _decay(x)
    z = w / (w + 2.0)
    return I(np.maximum(x.lo, 0.0)) + z * (_horner(_ATANH, z.square()) * 2.0) + I(0.0, 1e-20)


_ARCTAN = [Fraction((-1) ** k, 2 * k + 1) for k in range(12)]


def _arctan_at(x: I) -> I:
    a = np.abs(x.lo)
    beyond = a > 1
    inverse = I(1.0) / I(np.where(beyond, a, 1.0))
    y = I(np.where(beyond, inverse.lo, a), np.where(beyond, inverse.hi, a))
    for _ in range(3):  # half the angle
        y = y / ((y.square() + 1.0).sqrt() + 1.0)
    # y < 0.0986, and the alternating series leaves out less than y²⁵/25 < 10⁻²⁶.
    value = y * _horner(_ARCTAN, y.square()) * 8.0 + I(-1e-25, 1e-25)
    other = PI * 0.5 - value
    lo, hi = np.where(beyond, other.lo, value.lo), np.where(beyond, other.hi, value.hi)
    return I(np.where(x.lo >= 0, lo, -hi), np.where(x.lo >= 0, hi, -lo))


def _erf_at(x: I) -> I:
    # erf a = 2/√π e^{−a²} Σ 2ⁿa^{2n+1}/(1·3⋯(2n+1)); from term 90 on terms fall by 2a²/183 < 1/4
    # each.
    a = np.minimum(np.abs(x.lo), 4.5)
    square = I(a).square() * 2.0
    term = total = I(a)
    for n in range(1, 91):
        term = term * square / I(2.0 * n + 1.0)
        total = total + term
    total = total + I(np.zeros_like(a), (term * 2.0).hi)
    value = total * exp(-I(a).square()) * 2.0 / PI.sqrt()
    # Beyond 4.5, 1 − erf < e^{−20.25} < 2·10⁻⁹.
    far = np.abs(x.lo) > 4.5
    lo, hi = np.where(far, 1 - 2e-9, value.lo), np.where(far, 1.0, np.minimum(value.hi, 1.0))
    return I(np.where(x.lo >= 0, lo, -hi), np.where(x.lo >= 0, hi, -lo))


_COS = [Fraction((-1) ** k, math.factorial(2 * k)) for k in range(17)]


def cos_pi(u: I) -> I:
    """Enclose cos πu: by the value in the middle, as the slope is at most π."""
    middle = 0.5 * u.lo + 0.5 * u.hi
    known = np.isfinite(middle) & (np.abs(middle) < 2.0**40)
    middle = np.where(known, middle, 0.0)
    reach = abs(u - middle).hi
    turned = middle - 2.0 * np.rint(0.5 * middle)  # exact, in [−1, 1]
    # θ = π·turned: the alternating series leaves out less than π³⁴/34! < 10⁻²¹.
    value = _horner(_COS, (PI * turned).square()) + I(-1e-20, 1e-20) + I(-1.0, 1.0) * (PI * reach)
    lo, hi = np.maximum(value.lo, -1.0), np.minimum(value.hi, 1.0)
    return I(np.where(known, lo, -1.0), np.where(known, hi, 1.0))


def _softsign_at(x: I) -> I:
    value = 1.0 - I(1.0) / (abs(x) + 1.0)
    return I(np.where(x.lo >= 0, value.lo, -value.hi), np.where(x.lo >= 0, value.hi, -value.lo))


def sin_pi(u: I) -> I:
    """Enclose sin πu."""
    return cos_pi(u - 0.5)


# ================================================================ 4 activations

MONOTONE = {
    "identity", "tanh", "softsign", "sigmoid", "arctan", "softplus", "elu", "selu", "celu",
    "leaky-relu", "prelu", "relu", "relu6", "hard-tanh", "hard-sigmoid",
}  # fmt: skip
FLAT = {"relu", "relu6", "hard-tanh", "hard-sigmoid"}  # monotone, not strictly
FOLDING = {"gelu", "silu", "mish", "hard-swish", "sin", "square", "gaussian"}
KINKS = {
    "identity": 0,
    "relu": 1,
    "leaky-relu": 1,
    "prelu": 1,
    "relu6": 2,
    "hard-tanh": 2,
    "hard-sigmoid": 2,
}
PARAMETER = {"elu": 1.0, "celu": 1.0, "leaky-relu": 0.01, "prelu": 0.25}
# Klambauer, Unterthiner, Mayr, Hochreiter 2017, as the floats that libraries use.
SELU = (1.6732632423543772, 1.0507009873554805)
# A sixth as a number, and as the float next to it.
SIXTH = I(math.nextafter(1 / 6, 0), math.nextafter(1 / 6, 1))


def named(text: Json, at: str) -> tuple[str, float, bool]:
    """Read an activation's name, its parameter, and whether it is reflected (z ↦ −σ(−z))."""
    need(type(text) is str, f"{at}: expected the name of an activation")
    reflected = text.startswith("reflected-")
    kind, colon, parameter = text.removeprefix("reflected-").partition(":")
    need(kind in MONOTONE | FOLDING, f"{at}: there is no activation {text!r:.40}")
    if kind not in PARAMETER:
        need(not colon, f"{at}: the activation {kind} takes no parameter")
        return kind, 1.0, reflected
    value = PARAMETER[kind]
    if colon:
        need(re.fullmatch(r"[0-9.eE+-]+", parameter) is not None, f"{at}: a parameter is no number")
        try:
            value = float(parameter)
        except ValueError:
            raise Refused(f"{at}: the parameter {parameter!r:.20} is no number") from None
    need(0 < value < 1e6, f"{at}: the parameter {value} is out of range")
    return kind, value, reflected


def monotone(text: str) -> bool:
    """Say whether an activation is continuous and weakly increasing (MON)."""
    return named(text, "activation")[0] in MONOTONE


def strictly(text: str) -> bool:
    """Say whether an activation is strictly increasing."""
    return named(text, "activation")[0] in MONOTONE - FLAT


def turning(text: str) -> bool:
    """Say whether an activation is of class U (T4.3)."""
    kind, parameter, _ = named(text, "activation")
    if kind in {"leaky-relu", "prelu"}:
        return parameter != 1
    return kind not in FLAT | {"identity"}


def activate(text: str, x: I) -> tuple[I, I]:
    """Enclose an activation's values and (Clarke) slopes over intervals."""
    kind, parameter, reflected = named(text, "activation")
    value, slope = _activate(kind, parameter, -x if reflected else x)
    return (-value if reflected else value), slope


def _between(cases: Sequence[tuple[np.ndarray, I | float]]) -> I:
    """Return the hull of what may occur; at least one case holds everywhere."""
    lo = np.minimum.reduce([np.where(c, _i(v).lo, np.inf) for c, v in cases])
    return I(lo, np.maximum.reduce([np.where(c, _i(v).hi, -np.inf) for c, v in cases]))


def _clip(x: I, low: float, high: float) -> I:
    return I(np.clip(x.lo, low, high), np.clip(x.hi, low, high))


def _falling(f: Callable[[I], I], x: I) -> I:
    """Enclose a function of |x| that falls with |x|."""
    size = abs(x)
    return I(np.maximum(f(I(size.hi)).lo, 0.0), f(I(size.lo)).hi)


def _activate(kind: str, a: float, x: I) -> tuple[I, I]:
    one = I(np.ones_like(x.lo))
    if kind == "identity":
        return x, one
    if kind == "tanh":

        def bell(z: I) -> I:
            e = _decay(z, 2.0)
            return e * 4.0 / (e + 1.0).square()

        return tanh(x), _falling(bell, x)
    if kind == "sigmoid":

        def bell(z: I) -> I:
            e = _decay(z)
            return e / (e + 1.0).square()

        return sigmoid(x), _falling(bell, x)
    if kind == "softplus":
        return increasing(_softplus_at, x), sigmoid(x)
    if kind == "arctan":
        return increasing(_arctan_at, x), one / (x.square() + 1.0)
    if kind == "softsign":
        return increasing(_softsign_at, x), one / (abs(x) + 1.0).square()
    if kind in {"elu", "selu", "celu"}:
        alpha, scale = SELU if kind == "selu" else (a, 1.0)
        rate = alpha if kind == "celu" else 1.0
        below = exp(_clip(x, -np.inf, 0.0) / I(rate))
        value = (_clip(x, 0.0, np.inf) + (below - 1.0) * alpha) * scale
        left = below * (I(alpha) / I(rate)) * scale
        return value, _between([(x.hi >= 0, scale), (x.lo <= 0, left)])
    if kind in {"leaky-relu", "prelu", "relu"}:
        a = 0.0 if kind == "relu" else a
        value = increasing(lambda z: _clip(z, 0.0, np.inf) + _clip(z, -np.inf, 0.0) * a, x)
        return value, _between([(x.hi >= 0, 1.0), (x.lo <= 0, a)])
    if kind in {"relu6", "hard-tanh"}:
        low, high = (0.0, 6.0) if kind == "relu6" else (-1.0, 1.0)
        slope = _between([
            ((x.hi >= low) & (x.lo <= high), 1.0), ((x.lo <= low) | (x.hi >= high), 0.0)
        ])  # fmt: skip
        return _clip(x, low, high), slope
    if kind == "hard-sigmoid":
        # The kinks are moved apart a little, for both readings of a sixth.
        inside, outside = (x.hi >= -3.001) & (x.lo <= 3.001), (x.lo <= -2.999) | (x.hi >= 2.999)
        return _clip(x * SIXTH + 0.5, 0.0, 1.0), _between([(inside, SIXTH), (outside, 0.0)])
    if kind == "gelu":
        share = (increasing(_erf_at, x / I(2.0).sqrt()) + 1.0) * 0.5
        density = exp(-x.square() * 0.5) / (PI * 2.0).sqrt()
        return x * share, share + x * density
    if kind == "silu":
        s = sigmoid(x)
        return x * s, s + x * (s * (1.0 - s))
    if kind == "mish":
        t = tanh(increasing(_softplus_at, x))
        return x * t, t + x * ((1.0 - t.square()) * sigmoid(x))
    if kind == "hard-swish":
        inner = _clip(x, -3.0, 3.0)
        middle = _between([(x.hi >= -3, inner * (inner + 3.0) / I(6.0))])
        middle = I(np.where(x.hi < -3, 0.0, middle.lo), np.where(x.hi < -3, 0.0, middle.hi))
        inside, left, right = (x.hi >= -3) & (x.lo <= 3), x.lo <= -3, x.hi >= 3
        value = _between([(inside, middle), (left, 0.0), (right, _clip(x, 3.0, np.inf))])
        rising = (inner * 2.0 + 3.0) / I(6.0)
        slope = _between([(inside, rising), (left, 0.0), (right, 1.0)])
        return value, slope
    if kind == "sin":
        return sin_pi(x / PI), cos_pi(x / PI)
    if kind == "square":
        return x.square(), x * 2.0
    need(kind == "gaussian", f"the activation {kind} is not known")
    value = exp(-x.square())
    return value, x * value * -2.0


# ================================================================ 5 sets


@dataclass(frozen=True)
class Shape:
    """A closed set that is no union, with its parameters as exact numbers."""

    kind: str
    n: int
    p: dict[str, Any]

    def pieces(self) -> list[tuple[Point, Point]]:
        """Return the straight pieces of a polyline, a tube's core, or a polygon's border."""
        v = self.p["vertices"]
        closed = self.kind == "polygon" or self.p["closed"]
        return list(pairwise(v)) + ([(v[-1], v[0])] if closed else [])


Set = "Shape | list"  # a shape, or a list of sets: their union

_SHAPES: dict[str, tuple[str, ...]] = {
    "ball": ("centre", "radius"), "shell": ("centre", "inner", "outer"),
    "sphere": ("centre", "axes", "radius"), "box": ("lower", "upper"), "points": ("points",),
    "balls": ("points", "radius"), "polyline": ("vertices", "closed"), "polygon": ("vertices",),
    "tube": ("vertices", "closed", "radius"), "torus": ("centre", "normal", "major", "minor"),
    "curve": ("coordinates", "from", "to"),
}  # fmt: skip


def read_set(value: Json, at: str) -> Any:
    """Read a set: a `Shape`, or a list of sets for a union."""
    need(type(value) is dict and type(value.get("shape")) is str, f"{at}: expected a shape")
    kind = str(value["shape"])
    if kind == "union":
        parts = fields(value, at, "shape", "parts")["parts"]
        need(type(parts) is list and len(parts) > 0, f"{at}: a union needs parts")
        return [read_set(part, f"{at}.parts[{i}]") for i, part in enumerate(parts)]
    need(kind in _SHAPES, f"{at}: there is no shape {kind!r:.30}")
    fields(value, at, "shape", *_SHAPES[kind])
    p: dict[str, Any] = {}
    for key in _SHAPES[kind]:
        raw, here = value[key], f"{at}.{key}"
        if key in {"points", "vertices"}:
            p[key] = table(raw, here)
        elif key == "coordinates":
            p[key] = _read_formula(raw, here)
        elif key == "closed":
            need(type(raw) is bool, f"{here}: expected true or false")
            p[key] = raw
        elif key == "axes":
            p[key] = wholes(raw, here)
        elif key in {"centre", "lower", "upper", "normal"}:
            p[key] = numbers(raw, here)
        else:
            p[key] = number(raw, here)
    shape = Shape(kind, _dimension(kind, p), p)
    _sound(shape, at)
    return shape


def _read_formula(value: Json, at: str) -> list[list[tuple[Point, str, Fraction]]]:
    need(type(value) is list and len(value) > 0, f"{at}: expected coordinates")
    found = []
    for i, terms in enumerate(value):
        need(type(terms) is list and len(terms) > 0, f"{at}[{i}]: expected terms")
        row = []
        for j, term in enumerate(terms):
            here = f"{at}[{i}][{j}]"
            fields(term, here, "coefficients", "function", "frequency")
            need(term["function"] in ("1", "cos", "sin"), f"{here}: an unknown function")
            row.append(
                (
                    numbers(term["coefficients"], here),
                    term["function"],
                    number(term["frequency"], here),
                )
            )
        found.append(row)
    return found


def _dimension(kind: str, p: dict[str, Any]) -> int:
    if kind == "curve":
        return len(p["coordinates"])
    first = next(iter(p.values()))
    return (
        len(first[0]) if kind in {"points", "balls", "polyline", "polygon", "tube"} else len(first)
    )


def _sound(shape: Shape, at: str) -> None:
    """Refuse parameters that describe no such shape."""
    p, n, kind = shape.p, shape.n, shape.kind
    for key in ("radius", "inner", "minor"):
        need(p.get(key, 1) > 0, f"{at}: the {key} is not positive")
    need(p.get("inner", 0) <= p.get("outer", 0), f"{at}: inner exceeds outer")
    need(p.get("minor", 0) < p.get("major", 1), f"{at}: minor is not below major")
    if kind == "box":
        need(len(p["upper"]) == n, f"{at}: corners of different dimensions")
        need(all(a < b for a, b in zip(p["lower"], p["upper"], strict=True)), f"{at}: an empty box")
    if kind == "sphere":
        axes = p["axes"]
        need(len(axes) >= 2 and axes == sorted(set(axes)) and axes[-1] < n, f"{at}: wrong axes")
    if kind == "torus":
        need(n == 3 and len(p["normal"]) == 3 and any(p["normal"]), f"{at}: no torus of space")
    if kind in {"polyline", "tube", "polygon"}:
        v = p["vertices"]
        closed = kind == "polygon" or p["closed"]
        need(len(v) >= (3 if closed else 2), f"{at}: too few vertices")
        need(all(a != b for a, b in shape.pieces()), f"{at}: a vertex repeats")
    if kind == "polygon":
        need(n == 2 and _simple(shape), f"{at}: the polygon is not simple")
    if kind == "curve":
        need(p["from"] < p["to"], f"{at}: an empty range of parameters")


def leaves(value: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Shape]]:
    """List the shapes of a set, with their paths."""
    if isinstance(value, Shape):
        yield path, value
        return
    for i, part in enumerate(value):
        yield from leaves(part, (*path, i))


# ---------------------------------------------------------------- exact planar and spatial facts


def dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """Return a·b."""
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def minus(a: Sequence[Fraction], b: Sequence[Fraction]) -> Point:
    """Return a − b."""
    return tuple(x - y for x, y in zip(a, b, strict=True))


def distance2(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """Return |a − b|²."""
    d = minus(a, b)
    return dot(d, d)


def to_segment2(x: Point, a: Point, b: Point) -> Fraction:
    """Return the squared distance to a segment."""
    e, f = minus(b, a), minus(x, a)
    t = min(max(dot(f, e) / dot(e, e), Fraction(0)), Fraction(1))
    return distance2(f, tuple(t * v for v in e))


def turn(a: Point, b: Point, c: Point) -> Fraction:
    """Return twice the signed area of a triangle of the plane (first two coordinates)."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def root_up(x: Fraction) -> Fraction:
    """Return a fraction not below √x."""
    scale = 1 << 80
    return Fraction(math.isqrt(x.numerator * scale * scale // x.denominator + 1) + 1, scale)


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether two closed segments of the plane have a common point."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    sides = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
    return not (sides[0] * sides[1] > 0 or sides[2] * sides[3] > 0)


def _simple(polygon: Shape) -> bool:
    edges = polygon.pieces()
    for i, (a, b) in enumerate(edges):
        for j in range(i + 1, len(edges)):
            c, d = edges[j]
            if j == i + 1 or (i == 0 and j == len(edges) - 1):
                shared, one, other = (b, a, d) if j == i + 1 else (a, b, c)
                if (
                    turn(shared, one, other) == 0
                    and dot(minus(one, shared), minus(other, shared)) > 0
                ):
                    return False
            elif _meet(a, b, c, d):
                return False
    return True


def inside_polygon(polygon: Shape, x: Point) -> bool:
    """Say whether a point lies in the region, or on its border."""
    odd = False
    for a, b in polygon.pieces():
        if to_segment2(x, a, b) == 0:
            return True
        if (a[1] <= x[1]) != (b[1] <= x[1]):
            odd ^= (turn(a, b, x) > 0) == (b[1] > a[1])
    return odd


def holds(shape: Shape, x: Point) -> bool:
    """Say exactly whether a point lies in a shape (of a curve: never, points of it have a t)."""
    p, kind = shape.p, shape.kind
    if kind == "ball":
        return distance2(x, p["centre"]) <= p["radius"] ** 2
    if kind == "shell":
        return p["inner"] ** 2 <= distance2(x, p["centre"]) <= p["outer"] ** 2
    if kind == "sphere":
        flat = all(x[i] == p["centre"][i] for i in range(shape.n) if i not in p["axes"])
        return flat and distance2(x, p["centre"]) == p["radius"] ** 2
    if kind == "box":
        return all(a <= v <= b for a, v, b in zip(p["lower"], x, p["upper"], strict=True))
    if kind == "points":
        return x in p["points"]
    if kind == "balls":
        return any(distance2(x, c) <= p["radius"] ** 2 for c in p["points"])
    if kind == "polyline":
        return any(to_segment2(x, a, b) == 0 for a, b in shape.pieces())
    if kind == "polygon":
        return inside_polygon(shape, x)
    if kind == "tube":
        return any(to_segment2(x, a, b) <= p["radius"] ** 2 for a, b in shape.pieces())
    return kind == "torus" and in_torus(shape, x, p["minor"])


def in_torus(torus: Shape, x: Point, radius: Fraction) -> bool:
    """Say whether a point is within a radius of a torus' core circle.

    With h the height over its plane and ρ the distance from its axis, (ρ − R)² + h² ≤ r² means
    ρ² + h² + R² − r² ≤ 2Rρ: both sides are squared, as the normal has any length.
    """
    centre, normal, big = torus.p["centre"], torus.p["normal"], torus.p["major"]
    d = minus(x, centre)
    height2 = dot(d, normal) ** 2 / dot(normal, normal)
    left, out2 = dot(d, d) + big**2 - radius**2, dot(d, d) - height2
    return radius >= 0 and (left <= 0 or left**2 <= 4 * big**2 * out2)


def covering2(corners: Sequence[Point]) -> Fraction:
    """Bound J² so that each point of a simplex is within J of a vertex: the best centre found."""
    size = len(corners)
    centres = [tuple(sum(c, Fraction(0)) / size for c in zip(*corners, strict=True))]
    centres += [
        tuple((x + y) / 2 for x, y in zip(a, b, strict=True)) for a, b in combinations(corners, 2)
    ]
    if size == 3:
        a, b, c = corners
        e, f = minus(b, a), minus(c, a)
        ee, ef, ff = dot(e, e), dot(e, f), dot(f, f)
        area = ee * ff - ef * ef
        if area:
            s, t = ff * (ee - ef) / (2 * area), ee * (ff - ef) / (2 * area)
            centres.append(tuple(x + s * y + t * z for x, y, z in zip(a, e, f, strict=True)))
    return min(max(distance2(y, v) for v in corners) for y in centres)


def holds_simplex(shape: Shape, corners: Sequence[Point]) -> bool:
    """Say whether a simplex certainly lies in a shape; see docs/certificates.md, *cycle*."""
    p, kind = shape.p, shape.kind
    if kind in {"ball", "box"}:
        return all(holds(shape, v) for v in corners)
    if kind == "polyline":
        return any(all(to_segment2(v, a, b) == 0 for v in corners) for a, b in shape.pieces())
    if kind == "polygon":
        return len(corners) <= 2 and _segment_in_polygon(shape, corners[0], corners[-1])
    far = root_up(covering2(corners))
    if kind == "balls":
        deep = far <= p["radius"] and all(v in p["points"] for v in corners)
        return deep or any(
            all(distance2(v, c) <= p["radius"] ** 2 for v in corners) for c in p["points"]
        )
    if kind == "shell":
        return all(
            (p["inner"] + far) ** 2 <= distance2(v, p["centre"]) <= p["outer"] ** 2 for v in corners
        )
    if kind == "tube":

        def near(radius: Fraction, v: Point, a: Point, b: Point) -> bool:
            return radius >= 0 and to_segment2(v, a, b) <= radius**2

        edges = shape.pieces()
        if any(all(near(p["radius"], v, a, b) for v in corners) for a, b in edges):
            return True
        return all(any(near(p["radius"] - far, v, a, b) for a, b in edges) for v in corners)
    return kind == "torus" and all(in_torus(shape, v, p["minor"] - far) for v in corners)


def _segment_in_polygon(polygon: Shape, a: Point, b: Point) -> bool:
    if a == b:
        return inside_polygon(polygon, a)
    # Between two neighbouring places where the segment meets the border, it is in or out as a
    # whole.
    e = minus(b, a)
    cuts = {Fraction(0), Fraction(1)}
    for c, d in polygon.pieces():
        f, g = minus(d, c), minus(c, a)
        across = e[0] * f[1] - e[1] * f[0]
        if across:
            cuts.add((g[0] * f[1] - g[1] * f[0]) / across)
        else:
            cuts |= {dot(minus(v, a), e) / dot(e, e) for v in (c, d)}
    inner = sorted(t for t in cuts if 0 <= t <= 1)
    middles = [(s + t) / 2 for s, t in pairwise(inner)]
    return all(
        inside_polygon(polygon, tuple(x + t * y for x, y in zip(a, e, strict=True)))
        for t in (*inner, *middles)
    )


# ---------------------------------------------------------------- curves


def curve_at(curve: Shape, t: I) -> tuple[I, I]:
    """Enclose a curve's places and velocities at parameters (m,): (m, n) each."""
    places, velocities = [], []
    for terms in curve.p["coordinates"]:
        place = velocity = I(np.zeros(t.lo.shape))
        for coefficients, function, frequency in terms:
            value, slope = I.of(coefficients[-1]), I(np.zeros(t.lo.shape))
            for c in coefficients[-2::-1]:
                slope = value + slope * t
                value = value * t + I.of(c)
            if function == "1":
                place, velocity = place + value, velocity + slope
                continue
            rate = I.of(frequency)
            wave, other = cos_pi(rate * t), -sin_pi(rate * t)
            if function == "sin":
                wave, other = -other, wave
            place = place + value * wave
            velocity = velocity + slope * wave + value * other * (PI * rate)
        places.append(place)
        velocities.append(velocity)
    return stack(places, 1), stack(velocities, 1)


def curve_exactly(curve: Shape, t: Fraction) -> Point | None:
    """Return a curve's point where every w·t is a multiple of ½; None elsewhere."""
    place = []
    for terms in curve.p["coordinates"]:
        total = Fraction(0)
        for coefficients, function, frequency in terms:
            value = sum((c * t**k for k, c in enumerate(coefficients)), Fraction(0))
            if function != "1":
                quarters = 2 * frequency * t
                if quarters.denominator != 1:
                    return None
                # cos at k quarter turns is 1, 0, −1, 0; sin is cos a quarter turn earlier.
                value *= (1, 0, -1, 0)[(int(quarters) - (function == "sin")) % 4]
            total += value
        place.append(total)
    return tuple(place)


# ================================================================ 6 pieces of sets
# A set is covered by pieces: cells (boxes) for solids, spans of a parameter for lines and curves.


@dataclass(frozen=True)
class Pieces:
    """Boxes of parameters (m, k) of one shape, each with the primitive that it belongs to (m,)."""

    lo: np.ndarray
    hi: np.ndarray
    owner: np.ndarray

    def __getitem__(self, rows: Any) -> "Pieces":
        return Pieces(self.lo[rows], self.hi[rows], self.owner[rows])

    def middle(self) -> np.ndarray:
        """Return floats inside the boxes."""
        return np.clip(0.5 * self.lo + 0.5 * self.hi, self.lo, self.hi)

    def halves(self) -> "Pieces":
        """Cut each box across its longest edge."""
        rows, axis = np.arange(len(self.owner)), (self.hi - self.lo).argmax(axis=1)
        cut = self.middle()[rows, axis]
        need(
            bool(((self.lo[rows, axis] < cut) & (cut < self.hi[rows, axis])).all()),
            "pieces have become as small as floats are, and are still undecided",
        )
        low, high = self.lo.copy(), self.hi.copy()
        low[rows, axis] = high[rows, axis] = cut
        return Pieces(*(np.concatenate(c) for c in (
            (self.lo, low), (high, self.hi), (self.owner, self.owner)
        )))  # fmt: skip


def whole_of(shape: Shape) -> Pieces:
    """Return pieces that cover a shape, all bounded."""
    pieces = _pieces(shape)
    # The middle of an unbounded box is no float in it, and everything is expanded about middles.
    need(
        bool((np.isfinite(pieces.lo) & np.isfinite(pieces.hi)).all()),
        "a set has coordinates that are too large for floats",
    )
    return pieces


def _pieces(shape: Shape) -> Pieces:
    p, kind = shape.p, shape.kind
    if kind == "points":
        count = len(p["points"])
        return Pieces(np.zeros((count, 1)), np.zeros((count, 1)), np.arange(count))
    if kind == "polyline":
        count = len(shape.pieces())
        return Pieces(np.zeros((count, 1)), np.ones((count, 1)), np.arange(count))
    if kind == "curve":
        t = I.of([p["from"], p["to"]])
        grid = np.linspace(t.lo[0], t.hi[1], 33)[:, None]
        return Pieces(grid[:-1], grid[1:], np.zeros(32, int))
    if kind == "balls":
        box = I.of(p["points"]) + I.of([-p["radius"]]).hull(I.of([p["radius"]]))
        return Pieces(box.lo, box.hi, np.arange(len(box.lo)))
    box = _box_round(shape)
    return Pieces(box.lo[None], box.hi[None], np.zeros(1, int))


def _box_round(shape: Shape) -> I:
    p = shape.p
    if shape.kind == "box":
        return I(I.of(p["lower"]).lo, I.of(p["upper"]).hi)
    if "vertices" in p:
        v = I.of(p["vertices"])
        box, reach = I(v.lo.min(axis=0), v.hi.max(axis=0)), p.get("radius", Fraction(0))
    else:
        box = I.of(p["centre"])
        reach = p["major"] + p["minor"] if shape.kind == "torus" else _outer(shape)
    return box + I.of(-reach).hull(I.of(reach))


def _outer(round_: Shape) -> Fraction:
    return round_.p["outer"] if round_.kind == "shell" else round_.p["radius"]


def is_line(shape: Shape) -> bool:
    """Say whether pieces are spans of a parameter."""
    return shape.kind in {"points", "polyline", "curve"}


def place(shape: Shape, pieces: Pieces) -> tuple[I, I, I]:
    """Enclose pieces: centres (m, n), directions (m, k, n) for [−1, 1]^k, ranges (m, n)."""
    middle = pieces.middle()
    half = I(np.maximum(up(pieces.hi - middle), up(middle - pieces.lo)))
    if not is_line(shape):
        return I(middle), half[..., None] * np.eye(shape.n), I(pieces.lo, pieces.hi)
    span, at = I(pieces.lo, pieces.hi), I(middle)
    if shape.kind == "curve":
        centre, _ = curve_at(shape, at[:, 0])
        reach, velocity = curve_at(shape, span[:, 0])
    elif shape.kind == "points":
        centre = reach = I.of(shape.p["points"])[pieces.owner]
        velocity = I(np.zeros(centre.lo.shape))
    else:
        ends = I.of(shape.pieces())[pieces.owner]
        velocity = ends[:, 1] - ends[:, 0]
        centre, reach = (ends[:, 0] + velocity * t for t in (at, span))
    step = velocity * (half * I(-1.0, 1.0))
    return centre, (velocity * half)[:, None, :], reach.meet(centre + step)


# Pieces of these shapes that are not dropped hold points of the shape, up to rounding; cells near a
# tube, a torus or a polygon may be kept though they miss it, and tell nothing of the shape.
_TOLD_EXACTLY = {"points", "polyline", "curve", "ball", "balls", "box", "shell"}


def misses(shape: Shape, cells: Pieces) -> np.ndarray:
    """Say which cells certainly hold no point of a solid; cells of `balls` know their ball."""
    p, kind, x = shape.p, shape.kind, I(cells.lo, cells.hi)
    if kind == "box":
        lower, upper = I.of(p["lower"]), I.of(p["upper"])
        return np.asarray(((x.hi < lower.lo) | (x.lo > upper.hi)).any(axis=1))
    if kind == "polygon":
        return _misses_polygon(shape, cells)
    if kind in {"ball", "shell", "sphere", "balls"}:
        if kind == "balls":
            used, owner = np.unique(cells.owner, return_inverse=True)
            centre = I.of([p["points"][k] for k in used])[owner]
        else:
            centre = I.of(p["centre"])
        d = x - centre
        r = d.square().sum()
        inner = I.of(p.get("inner", p["radius"] if kind == "sphere" else Fraction(0))).square()
        out = (r.lo > I.of(_outer(shape)).square().hi) | (r.hi < inner.lo)
        if kind == "sphere":
            flat = [i for i in range(shape.n) if i not in p["axes"]]
            out = out | ((d.lo > 0) | (d.hi < 0))[:, flat].any(axis=1)
        return out
    # Tubes and tori: the middle is farther from the core than the radius and half the diagonal.
    middle, radius = cells.middle(), p["minor"] if kind == "torus" else p["radius"]
    half = (I(cells.hi) - middle).hull(I(middle) - cells.lo)
    reach = abs(half).square().sum().sqrt() + I.of(radius)
    return _from_core(shape, I(middle)).lo > reach.hi


def _from_core(shape: Shape, x: I) -> I:
    """Enclose, or bound from below, the distances of points from the core of a tube or torus."""
    if shape.kind == "torus":
        d, normal = x - I.of(shape.p["centre"]), I.of(shape.p["normal"])
        height2 = (d * normal).sum().square() / normal.square().sum()
        out = (d.square().sum() - height2).sqrt()
        return ((out - I.of(shape.p["major"])).square() + height2).sqrt()
    least = np.full(len(x.lo), np.inf)
    for a, b in shape.pieces():
        start, end, e = I.of(a), I.of(b), I.of(minus(b, a))
        d, size = x - start, I.of(dot(minus(b, a), minus(b, a)))
        along = (d * e).sum()
        # The distance from the line is a lower bound; beside the ends, so is that from the end.
        line = d.square().sum() - along.square() / size
        low = np.where(along.hi <= 0, d.square().sum().lo, line.lo)
        low = np.where(along.lo >= size.hi, (x - end).square().sum().lo, low)
        least = np.minimum(least, low)
    return I(np.maximum(least, 0.0), np.full(len(least), np.inf)).sqrt()


def _misses_polygon(shape: Shape, cells: Pieces) -> np.ndarray:
    """Say which cells touch no edge, with their middle outside."""
    x, middle = I(cells.lo, cells.hi), I(cells.middle())
    clear, odd, sure = (np.full(len(cells.lo), v) for v in (True, False, True))
    for a, b in shape.pieces():
        start, end = I.of(a), I.of(b)
        e, box = end - start, start.hull(end)
        apart = ((x.hi < box.lo) | (x.lo > box.hi)).any(axis=1)
        side = e[0] * (x[:, 1] - start[1]) - e[1] * (x[:, 0] - start[0])
        clear &= apart | (side.lo > 0) | (side.hi < 0)
        y = middle.lo[:, 1]
        sure &= ((y < start.lo[1]) | (y > start.hi[1])) & ((y < end.lo[1]) | (y > end.hi[1]))
        spans = (start.hi[1] < y) != (end.hi[1] < y)
        at = e[0] * (middle[:, 1] - start[1]) - e[1] * (middle[:, 0] - start[0])
        sure &= ~spans | (at.lo > 0) | (at.hi < 0)
        odd ^= spans & ((at.lo < 0) if b[1] > a[1] else (at.lo > 0))
    return clear & sure & ~odd


# ================================================================ 7 networks


@dataclass(frozen=True)
class Network:
    """Exact weights, biases and names of activations of layers, and the head's."""

    layers: list[tuple[list[Point], Point, str]]
    head: tuple[list[Point], Point] | None

    @property
    def hidden(self) -> list[int]:
        """The widths of hidden layers."""
        return [len(bias) for _, bias, _ in self.layers]


def read_network(value: Json, inputs: int | None, classes: int | None) -> Network:
    """Read a network, for data of a dimension and a number of classes where they are known."""
    fields(value, "network", "layers", optional=("head",))
    need(type(value["layers"]) is list, "network.layers: expected a list")
    layers, width = [], inputs
    for i, layer in enumerate(value["layers"]):
        at = f"network.layers[{i}]"
        fields(layer, at, "weight", "bias", "activation")
        weight = table(layer["weight"], f"{at}.weight", width)
        bias = numbers(layer["bias"], f"{at}.bias", len(weight))
        named(layer["activation"], at)
        layers.append((weight, bias, layer["activation"]))
        width = len(bias)
    head = None
    if classes is not None:
        need("head" in value, "network: it has no head")
        fields(value["head"], "network.head", "weight", "bias")
        weight = table(value["head"]["weight"], "network.head.weight", width)
        head = weight, numbers(value["head"]["bias"], "network.head.bias", len(weight))
        need(
            len(weight) == classes or (classes == 2 and len(weight) == 1),
            "network: wrong number of scores",
        )
    else:
        need(
            "head" not in value and layers != [],
            "network: layers alone, and at least one, are meant",
        )
    return Network(layers, head)


def margins(network: Network, label: int, centre: I, directions: I, reach: I) -> I:
    """Enclose, over pieces, the least of the differences of the right score and each other one.

    Values at centres, derivatives over whole pieces and plain ranges are carried through layers; by
    the mean value theorem x(t) ∈ x(0) + D·[−1, 1]^k. Both bounds hold, so their meet does.
    """
    assert network.head is not None
    scores = len(network.head[1])
    signs = [[Fraction(1 if label else -1)]]
    if scores > 1:
        others = [j for j in range(scores) if j != label]
        signs = [[Fraction((k == label) - (k == j)) for k in range(scores)] for j in others]
    differences = (signs, (Fraction(0),) * len(signs), None)
    for weight, bias, name in [*network.layers, (*network.head, None), differences]:
        w, b = I.of(weight), I.of(bias)
        centre, directions, reach = (
            affine(w, b, centre),
            affine(w, None, directions),
            affine(w, b, reach),
        )
        reach = reach.meet(_spread(centre, directions))
        if name is not None:
            slope = activate(name, reach)[1]
            centre, reach = activate(name, centre)[0], activate(name, reach)[0]
            directions = directions * slope[:, None, :]
            reach = reach.meet(_spread(centre, directions))
    return I(reach.lo.min(axis=1), reach.hi.min(axis=1))


def _spread(centre: I, directions: I) -> I:
    total = centre
    for k in range(directions.lo.shape[1]):
        size = abs(directions[:, k]).hi
        total = total + I(-size, size)
    return total


def cover(network: Network, label: int, shape: Shape, margin: Fraction) -> None:
    """Refuse unless the right score wins by the margin on the whole of a shape."""
    wanted, used = I.of(margin).hi, 0
    pieces = whole_of(shape)
    while len(pieces.owner):
        used += len(pieces.owner)
        need(used <= MOST_PIECES, f"not verified with {MOST_PIECES:,} pieces")
        still = []
        for start in range(0, len(pieces.owner), BLOCK):
            part = pieces[start : start + BLOCK]
            if not is_line(shape):
                part = part[~misses(shape, part)]
            if len(part.owner):
                found = margins(network, label, *place(shape, part))
                lost = bool((found.hi < wanted).any()) and shape.kind in _TOLD_EXACTLY
                need(not lost, "the margin is less than claimed at some place")
                still.append(part[~(found.lo >= wanted)])
        pieces = (
            Pieces(*(np.concatenate([getattr(s, f) for s in still]) for f in ("lo", "hi", "owner")))
            if still
            else pieces[:0]
        )
        if len(pieces.owner):
            need(shape.kind != "points", "a point is on the wrong side, or too near to tell")
            pieces = pieces.halves()


# ================================================================ 8 evidence


@dataclass(frozen=True)
class Certificate:
    """A certificate as it was read."""

    names: list[str]
    sets: list[Any]
    n: int
    claim: dict[str, Json]
    evidence: dict[str, Json]
    network: Network | None

    def sides(self, singles: bool = False) -> tuple[list[int], list[int]]:
        """Read the two sides: sets of classes (T4.10)."""
        raw = self.evidence["sides"]
        need(type(raw) is list and len(raw) == 2, "sides: expected two lists of classes")
        a, b = (wholes(side, "sides") for side in raw)
        need(len(a) > 0 and len(b) > 0 and len({*a, *b}) == len(a) + len(b), "sides: wrong classes")
        need(max(*a, *b) < len(self.sets), "sides: there is no such class")
        need(len(a) == len(b) == 1 or not singles, "sides: expected one class each")
        need(
            len(a) == len(b) == 1 or self.claim.get("width", 0) >= 2,
            "sides: grouping needs width 2 (T4.10)",
        )
        return a, b

    def part(self, value: Json, at: str, side: Sequence[int], *also: str) -> tuple[int, Shape]:
        """Read a part of a class of a side."""
        fields(value, at, "class", "path", *also)
        label = whole(value["class"], f"{at}.class")
        need(label in side, f"{at}: class {label} is not of this side")
        found = self.sets[label]
        for k in wholes(value["path"], f"{at}.path"):
            inner = [] if isinstance(found, Shape) else list(found)
            need(k < len(inner), f"{at}: there is no such part")
            found = inner[k]
        need(isinstance(found, Shape), f"{at}: the path ends at a union")
        return label, found

    def member(
        self, value: Json, at: str, side: Sequence[int]
    ) -> tuple[int, Shape, Point | Fraction]:
        """Read a member of a side: its class, its part, and its place or its parameter."""
        need(type(value) is dict, f"{at}: expected a member")
        if "t" in value:
            label, shape = self.part(value, at, side, "t")
            t = number(value["t"], f"{at}.t")
            need(
                shape.kind == "curve" and shape.p["from"] <= t <= shape.p["to"],
                f"{at}: no such parameter",
            )
            return label, shape, t
        label, shape = self.part(value, at, side, "point")
        x = numbers(value["point"], f"{at}.point", self.n)
        need(holds(shape, x), f"{at}: the point does not lie in the set")
        return label, shape, x

    def point(self, value: Json, at: str, side: Sequence[int]) -> tuple[int, Shape, Point]:
        """Read a member whose coordinates are exact."""
        label, shape, where = self.member(value, at, side)
        if isinstance(where, Fraction):
            exact = curve_exactly(shape, where)
            need(exact is not None, f"{at}: this parameter gives no exact point")
            return label, shape, exact or ()
        return label, shape, where

    def cycle(
        self, value: Json, at: str, side: Sequence[int], size: int
    ) -> tuple[list[Point], list[list[int]]]:
        """Read simplices of so many vertices, each inside its part."""
        fields(value, at, "vertices", "simplices")
        vertices = table(value["vertices"], f"{at}.vertices", self.n)
        need(
            type(value["simplices"]) is list and len(value["simplices"]) > 0, f"{at}: no simplices"
        )
        found = []
        for i, one in enumerate(value["simplices"]):
            here = f"{at}.simplices[{i}]"
            fields(one, here, "at", "inside")
            corners = wholes(one["at"], here)
            need(len(corners) == size == len(set(corners)), f"{here}: expected {size} vertices")
            need(max(corners) < len(vertices), f"{here}: there is no such vertex")
            _, shape = self.part(one["inside"], here, side)
            need(
                holds_simplex(shape, [vertices[k] for k in corners]), f"{here}: not inside its part"
            )
            found.append(corners)
        return vertices, found

    def loop(self, value: Json, at: str, side: Sequence[int]) -> list[Point]:
        """Read a closed polygon, whose edges in order lie inside their parts."""
        vertices, edges = self.cycle(value, at, side, 2)
        count = len(vertices)
        need(
            count >= 3 and edges == [[i, (i + 1) % count] for i in range(count)],
            f"{at}: no polygon",
        )
        need(all(vertices[i] != vertices[i - 1] for i in range(count)), f"{at}: a vertex repeats")
        return vertices


def _hulls(c: Certificate, connected: bool) -> None:
    sums = []
    for key, side in zip(("first", "second"), c.sides(singles=True), strict=True):
        raw, total, weights, parts = c.evidence[key], [Fraction(0)] * c.n, Fraction(0), set()
        need(type(raw) is list and len(raw) > 0, f"{key}: no members")
        for i, one in enumerate(raw):
            at = f"{key}[{i}]"
            fields(one, at, "member", "weight")
            weight = number(one["weight"], at)
            need(weight > 0, f"{at}: the weight is not positive")
            _, shape, x = c.point(one["member"], at, side)
            total = [s + weight * v for s, v in zip(total, x, strict=True)]
            weights += weight
            parts.add(id(shape))
            need(not connected or not _may_be_apart(shape), f"{at}: the part may not be connected")
        need(weights == 1, f"{key}: the weights do not sum to 1")
        need(not connected or len(parts) == 1, f"{key}: members of different parts")
        sums.append(total)
    need(sums[0] == sums[1], "the two weighted sums differ")


def _may_be_apart(shape: Shape) -> bool:
    return shape.kind in {"points", "balls"} or (shape.kind == "shell" and shape.n == 1)


def common_point(c: Certificate) -> None:
    """T4.2a: the hulls meet, and width 1 only compares with a threshold."""
    need(c.claim["width"] == 1, "meeting hulls exclude width 1 only")
    _hulls(c, connected=False)


def connected_hulls(c: Certificate) -> None:
    """T4.2a: connected parts with meeting hulls overlap under every linear function."""
    _hulls(c, connected=True)


def enclosed(c: Certificate) -> None:
    """T4.4: a point of one side in a bounded component of the complement of the other."""
    need(c.claim["width"] <= c.n, "enclosure excludes widths up to the dimension only")
    inner, outer = c.sides()
    _, _, a = c.point(c.evidence["member"], "member", inner)
    if "sphere" in c.evidence:
        _, shape = c.part(c.evidence["sphere"], "sphere", outer)
        full = shape.kind == "shell" or (shape.kind == "sphere" and len(shape.p["axes"]) == c.n)
        need(full, "sphere: this part holds no sphere of full dimension")
        radius = shape.p["outer"] if shape.kind == "shell" else shape.p["radius"]
        need(distance2(a, shape.p["centre"]) < radius**2, "the point is not inside the sphere")
        return
    vertices, simplices = c.cycle(c.evidence["cycle"], "cycle", outer, c.n)
    faces = Counter(f for s in simplices for f in combinations(sorted(s), c.n - 1))
    need(all(times % 2 == 0 for times in faces.values()), "cycle: it is not closed")
    for k in range(1, 30):
        direction = tuple(
            Fraction((k * 7919 * (i + 2) ** 3 + 104729 * (i + 1)) % 2003 - 1001) for i in range(c.n)
        )
        crossings = [_ray_meets(a, direction, [vertices[i] for i in s]) for s in simplices]
        if None not in crossings and any(direction):
            need(sum(map(bool, crossings)) % 2 == 1, "the cycle does not go round the point")
            return
    raise Refused("no ray from the point is generic; is it on the cycle?")


def _ray_meets(a: Point, direction: Point, corners: list[Point]) -> bool | None:
    """Say whether a ray meets a simplex of n vertices in Rⁿ; None where that is not generic."""
    # Σλᵢvᵢ − s·d = a with Σλᵢ = 1.
    size = len(corners)
    rows = [[*(v[i] for v in corners), -direction[i], a[i]] for i in range(size)]
    rows.append([Fraction(1)] * size + [Fraction(0), Fraction(1)])
    solution = solve(rows)
    if solution is None:
        return None
    if any(x < 0 for x in solution):
        return False
    return None if any(x == 0 for x in solution) else True


def solve(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Solve square linear equations, given with their right sides; None if singular."""
    size = len(rows)
    rows = [list(r) for r in rows]
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i][k]), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(size):
            if i != k and rows[i][k]:
                factor = rows[i][k] / rows[k][k]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [rows[k][size] / rows[k][k] for k in range(size)]


# ---------------------------------------------------------------- diagrams


@dataclass(frozen=True)
class Crossing:
    """A crossing: (polygon, edge, place on it) over and under, and its sign."""

    over: tuple[int, int, Fraction]
    under: tuple[int, int, Fraction]
    sign: int


def diagram(loops: list[list[Point]]) -> list[Crossing]:
    """Return the crossings of closed polygons seen along some generic direction, exactly.

    Coordinates are sheared, (x + αz, y + βz, z), which turns the view and keeps orientations.
    """
    for k in range(40):
        alpha, beta = Fraction(37 * k * k + 11 * k, 997), Fraction(53 * k * k - 29 * k, 991)
        seen = [[(x + alpha * z, y + beta * z, z) for x, y, z in loop] for loop in loops]
        found = _crossings(seen)
        if found is not None:
            return found
    raise Refused("no direction gives a generic picture of the polygons")


def _crossings(loops: list[list[Point]]) -> list[Crossing] | None:
    edges = [(c, i, p[i], p[(i + 1) % len(p)]) for c, p in enumerate(loops) for i in range(len(p))]
    for c, i, a, b in edges:
        after = loops[c][(i + 2) % len(loops[c])]
        if turn(a, b, after) == 0 and dot(minus(b, a)[:2], minus(after, b)[:2]) <= 0:
            return None  # the picture goes back on the same line
    box = np.array([[float(v) for v in (*a[:2], *b[:2])] for _, _, a, b in edges])
    low, high = down(np.minimum(box[:, :2], box[:, 2:])), up(np.maximum(box[:, :2], box[:, 2:]))
    found, places = [], set()
    for m in range(len(edges)):
        near = (low[m] <= high[m + 1 :]).all(1) & (low[m + 1 :] <= high[m]).all(1)
        for k in (np.flatnonzero(near) + m + 1).tolist():
            (c, i, a, b), (d, j, p, q) = edges[m], edges[k]
            if c == d and (j - i) % len(loops[c]) in (1, len(loops[c]) - 1):
                continue
            s = turn(p, q, a), turn(p, q, b), turn(a, b, p), turn(a, b, q)
            if s[0] * s[1] > 0 or s[2] * s[3] > 0:
                continue
            if 0 in s:
                return None
            t, u = s[0] / (s[0] - s[1]), s[2] / (s[2] - s[3])
            up_, low_ = a[2] + t * (b[2] - a[2]), p[2] + u * (q[2] - p[2])
            need(up_ != low_, "two polygons, or two edges of one, meet")
            first, second = (c, i, t), (d, j, u)
            if first in places or second in places:
                return None
            places |= {first, second}
            # s[3] > 0: the second edge ends to the left of the first.
            sign = 1 if s[3] > 0 else -1
            found.append(
                Crossing(first, second, sign) if up_ > low_ else Crossing(second, first, -sign)
            )
    return found


def linked(c: Certificate) -> None:
    """T4.5 in R³: two polygons inside the sides have a linking number that is not 0."""
    need(c.n == 3 and c.claim["width"] <= 3, "linking excludes widths up to 3 in space")
    loops = [
        c.loop(c.evidence[k], k, side)
        for k, side in zip(("first", "second"), c.sides(), strict=True)
    ]
    found = diagram(loops)
    total = sum(x.sign for x in found if x.over[0] == 0 and x.under[0] == 1)
    claimed = c.evidence["number"]
    need(type(claimed) is int and total == claimed and total != 0, f"the linking number is {total}")


def linked_spheres(c: Certificate) -> None:
    """T4.5: two round spheres whose spans meet in a line, along which their points alternate."""
    need(c.claim["width"] <= c.n, "linking excludes widths up to the dimension only")
    one, other = (
        c.part(c.evidence[k], k, s)[1] for k, s in zip(("first", "second"), c.sides(), strict=True)
    )
    need(one.kind == other.kind == "sphere", "linked spheres: these parts are no spheres")
    a, b = set(one.p["axes"]), set(other.p["axes"])
    need(len(a & b) == 1 and len(a | b) == c.n, "their axes must have one in common, and be all")
    (k,) = a & b
    # On the common line x_k, the spheres' points are c₁ ± √M and c₂ ± √S: the one sphere meets
    # the span of
    # the other in two points, one inside it and one outside, if and only if |√S − √M| < |D| < √S
    # + √M.
    d = minus(other.p["centre"], one.p["centre"])
    s = other.p["radius"] ** 2 - sum(d[i] ** 2 for i in b - {k})
    m = one.p["radius"] ** 2 - sum(d[i] ** 2 for i in a - {k})
    need(s > 0 and m > 0 and (d[k] ** 2 - s - m) ** 2 < 4 * s * m, "the spheres are not linked")


def colourings(c: Certificate) -> None:
    """T4.6: the colourings of the whole are not those of the sides together."""
    need(c.n == 3 and c.claim["width"] <= 3, "colourings exclude widths up to 3 in space")
    loops: list[list[Point]] = []
    counts = []
    for key, side in zip(("first", "second"), c.sides(), strict=True):
        raw = c.evidence[key]
        need(type(raw) is list and 0 < len(raw) < 100, f"{key}: expected polygons")
        loops += [c.loop(one, f"{key}[{i}]", side) for i, one in enumerate(raw)]
        counts.append(len(loops))
    prime = whole(c.evidence["prime"], "prime", 2)
    need(
        prime < 10_000 and all(prime % q for q in range(2, math.isqrt(prime) + 1)),
        "no prime number",
    )
    found = diagram(loops)
    sides = [set(range(counts[1])), set(range(counts[0])), set(range(counts[0], counts[1]))]
    dimensions = [_colour_dimension(found, side, prime) for side in sides]
    need(c.evidence["dimensions"] == dimensions, f"the dimensions are {dimensions}")
    need(all(type(x) is int for x in c.evidence["dimensions"]), "dimensions are integers")
    need(dimensions[0] != dimensions[1] + dimensions[2], "equal dimensions prove nothing")


def _colour_dimension(crossings: list[Crossing], loops: set[int], p: int) -> int:
    """Return dim Col_p of a sub-link: at each crossing 2·over = under before + under after."""
    kept = [x for x in crossings if x.over[0] in loops and x.under[0] in loops]
    unders = {c: sorted(x.under[1:] for x in kept if x.under[0] == c) for c in loops}
    first, count = {}, 0
    for c, places in unders.items():
        first[c], count = count, count + max(1, len(places))

    def arc(place: tuple[int, int, Fraction], after: bool = False) -> int:
        places = unders[place[0]]
        passed = sum(q < place[1:] or (after and q == place[1:]) for q in places)
        return first[place[0]] + (passed % len(places) if places else 0)

    rows = np.zeros((len(kept), count), dtype=np.int64)
    for row, x in zip(rows, kept, strict=True):
        row[arc(x.over)] += 2
        row[arc(x.under)] -= 1
        row[arc(x.under, after=True)] -= 1
    return count - _rank_mod(rows % p, p)


def _rank_mod(rows: np.ndarray, p: int) -> int:
    rank = 0
    for column in range(rows.shape[1]):
        found = np.flatnonzero(rows[rank:, column])
        if not len(found):
            continue
        rows[[rank, rank + found[0]]] = rows[[rank + found[0], rank]]
        rows[rank] = rows[rank] * pow(int(rows[rank, column]), -1, p) % p
        below = rows[rank + 1 :, column].copy()
        rows[rank + 1 :] = (rows[rank + 1 :] - below[:, None] * rows[rank]) % p
        rank += 1
        if rank == len(rows):
            break
    return rank


# ---------------------------------------------------------------- counting


def most_changes(hidden: Sequence[int], names: Sequence[str]) -> int | None:
    """Return the best bound of changes of sign along a line (T5.1, T5.2)."""
    kinds = [named(text, "activation")[0] for text in names]
    bounds = []
    if all(kind in KINKS for kind in kinds):
        bounds.append(math.prod(KINKS[kind] * h + 1 for kind, h in zip(kinds, hidden, strict=True)))
    if len(hidden) == 1:
        h = min(hidden[0], 9999)  # no file holds 2⁹⁹⁹⁹ members
        known = {
            "tanh": 2**h - 1,
            "sigmoid": 2**h - 1,
            "softplus": 2**h,
            "relu": h if h <= 2 else h + 1,
        }
        if kinds[0] in known:
            bounds.append(known[kinds[0]])
    return min(bounds, default=None)


def alternation(c: Certificate) -> None:
    """T5.1, T5.2: more changes of class along a line than the architecture can follow."""
    (i,), (j,) = c.sides(singles=True)
    raw = c.evidence["members"]
    need(type(raw) is list and len(raw) >= 2, "members: expected two or more")
    found = [c.point(m, f"members[{k}]", (i, j)) for k, m in enumerate(raw)]
    need(all(a[0] != b[0] for a, b in pairwise(found)), "members: the classes do not alternate")
    start, along = found[0][2], minus(found[-1][2], found[0][2])
    need(any(along), "members: the first and the last are one point")
    shares = []
    for k, (_, _, x) in enumerate(found):
        s = dot(minus(x, start), along) / dot(along, along)
        need(minus(x, start) == tuple(s * v for v in along), f"members[{k}]: not on the line")
        shares.append(s)
    need(all(a < b for a, b in pairwise(shares)), "members: not in order along the line")
    bound = most_changes(c.claim["hidden"], c.claim["activations"])
    need(
        bound is not None and len(found) - 1 > bound,
        f"{len(found) - 1} changes do not exceed {bound}",
    )


# ---------------------------------------------------------------- weights at some depth


def may_meet(value: Any, cells: Pieces, size: float) -> np.ndarray:
    """Say which cells may hold a point of a set: every one that does is among them."""
    met = np.zeros(len(cells.owner), bool)
    for _, shape in leaves(value):
        for start in range(0, len(met), BLOCK):
            part = cells[start : start + BLOCK]
            if shape.kind in {"points", "polyline", "curve"}:
                found = _overlap(part, _small_boxes(shape, size))
            elif shape.kind == "balls":
                found = np.zeros(len(part.owner), bool)
                for k in range(len(shape.p["points"])):
                    found |= ~misses(shape, Pieces(part.lo, part.hi, np.full(len(part.owner), k)))
            else:
                found = ~misses(shape, part)
            met[start : start + BLOCK] |= found
    return met


def _small_boxes(shape: Shape, size: float) -> I:
    """Cover a line by boxes whose edges are about as long as asked."""
    pieces, done = whole_of(shape), []
    for _ in range(60):
        reach = place(shape, pieces)[2]
        large = np.asarray(((reach.hi - reach.lo) > size).any(axis=1) & (shape.kind != "points"))
        done.append(reach[~large])
        if not large.any():
            break
        need(len(large) <= MOST_PIECES // 8, "a curve is too long for such small cells")
        pieces = pieces[large].halves()
    else:
        raise Refused("a curve is not covered by such small boxes")
    return I(np.concatenate([x.lo for x in done]), np.concatenate([x.hi for x in done]))


def _overlap(cells: Pieces, boxes: I) -> np.ndarray:
    found = np.zeros(len(cells.owner), bool)
    step = max(1, 4_000_000 // max(1, cells.lo.size))
    for start in range(0, len(boxes.lo), step):
        some = boxes[start : start + step]
        meet = (cells.lo[:, None] <= some.hi) & (some.lo <= cells.hi[:, None])
        found |= np.asarray(meet.all(axis=2)).any(axis=1)
    return found


def _turning(c: Certificate, width: int) -> None:
    need(c.claim["width"] == width, f"this evidence is for width {width}")
    need(turning(c.claim["activations"]), "the activation is not of class U")


def grid(c: Certificate) -> None:
    """T4.8: no class encloses a point of another, seen on a grid of the plane."""
    need(c.n == 2, "a grid is of the plane")
    _turning(c, 2)
    lower, size = numbers(c.evidence["lower"], "lower", 2), number(c.evidence["size"], "size")
    counts = wholes(c.evidence["counts"], "counts", 1)
    need(size > 0 and len(counts) == 2 and counts[0] * counts[1] <= MOST_PIECES, "no such grid")
    lines = [I.of(lower[a]) + I.of(size) * np.arange(counts[a] + 1.0) for a in (0, 1)]
    x, y = (g.ravel() for g in np.meshgrid(*map(np.arange, counts), indexing="ij"))
    # Slightly larger cells hold the exact ones.
    lo = np.stack([lines[0].lo[x], lines[1].lo[y]], 1)
    hi = np.stack([lines[0].hi[x + 1], lines[1].hi[y + 1]], 1)
    cells = Pieces(lo, hi, np.zeros(len(x), int))
    frame = I([g.hi[0] for g in lines], [g.lo[-1] for g in lines])
    for value in c.sets:
        for _, shape in leaves(value):
            box = place(shape, whole_of(shape))[2]
            need(
                bool(((box.lo > frame.lo) & (box.hi < frame.hi)).all()),
                "the grid does not hold all",
            )
    marks = [may_meet(value, cells, float(size)).reshape(counts) for value in c.sets]
    need(bool((np.sum(marks, axis=0) <= 1).all()), "a cell may hold points of two classes")
    for i, inner in enumerate(marks):
        for j, wall in enumerate(marks):
            if i != j:
                need(bool(_reached(~wall)[inner].all()), "a class may be enclosed by another")


def _reached(free: np.ndarray) -> np.ndarray:
    """Return the free cells joined to the border by steps between neighbouring free cells."""
    seen = np.zeros_like(free)
    border = np.zeros_like(free)
    border[[0, -1], :] = border[:, [0, -1]] = True
    queue = deque(zip(*np.nonzero(border & free), strict=True))
    seen[border & free] = True
    rows, columns = free.shape
    while queue:
        i, j = queue.popleft()
        for k, m in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= k < rows and 0 <= m < columns and free[k, m] and not seen[k, m]:
                seen[k, m] = True
                queue.append((k, m))
    return seen


def apart(c: Certificate) -> None:
    """T4.2c: the classes are disjoint, so one unit more than the dimension is enough."""
    name = c.claim["activations"]
    need(c.claim["width"] > c.n, f"this evidence is for width {c.n + 1} and more")
    need(
        turning(name) or named(name, "activation")[0] == "relu", "the activation is not of class U"
    )
    size = float(number(c.evidence["size"], "size"))
    need(size > 0, "the size is not positive")
    boxes = [place(s, whole_of(s))[2] for v in c.sets for _, s in leaves(v)]
    low, high = np.min([b.lo.min(0) for b in boxes], 0), np.max([b.hi.max(0) for b in boxes], 0)
    cells, used = Pieces(low[None], high[None], np.zeros(1, int)), 0
    while len(cells.owner):
        used += len(cells.owner)
        need(used <= MOST_PIECES, f"not verified with {MOST_PIECES:,} cells")
        near = np.sum([may_meet(v, cells, size) for v in c.sets], axis=0) > 1
        cells = cells[near]
        need(
            not (cells.hi - cells.lo <= size).all(axis=1).any(), "two classes come too near to tell"
        )
        cells = cells.halves() if len(cells.owner) else cells


def finite(c: Certificate) -> None:
    """T4.7 with dimensions 0: finitely many points, all different."""
    need(c.claim["width"] >= 2, "finitely many points need width 2")
    need(turning(c.claim["activations"]), "the activation is not of class U")
    shapes = [[s for _, s in leaves(v)] for v in c.sets]
    need(all(s.kind == "points" for group in shapes for s in group), "a class is not finite")
    found = [{x for s in group for x in s.p["points"]} for group in shapes]
    need(len(set().union(*found)) == sum(map(len, found)), "a point is of two classes")


def over(c: Certificate) -> None:
    """T4.7: seen along a direction, class 0 lies over class 1 wherever their shadows meet."""
    need(c.n == 3 and len(c.sets) == 2, "one over the other: two classes of space")
    _turning(c, 3)
    v = numbers(c.evidence["direction"], "direction", 3)
    need(any(v), "direction: it is zero")
    axis = min((i for i in range(3)), key=lambda i: abs(v[i]))
    e = tuple(Fraction(i == axis) for i in range(3))
    first = (v[1] * e[2] - v[2] * e[1], v[2] * e[0] - v[0] * e[2], v[0] * e[1] - v[1] * e[0])
    second = (
        v[1] * first[2] - v[2] * first[1],
        v[2] * first[0] - v[0] * first[2],
        v[0] * first[1] - v[1] * first[0],
    )
    sides = []
    for value in c.sets:
        edges = []
        for _, s in leaves(value):
            need(s.kind in {"points", "polyline"}, "one over the other: only polylines and points")
            edges += s.pieces() if s.kind == "polyline" else [(x, x) for x in s.p["points"]]
        sides.append(
            [tuple((dot(x, first), dot(x, second), dot(x, v)) for x in edge) for edge in edges]
        )
    boxes = [np.array([[float(x) for p in e for x in p[:2]] for e in side]) for side in sides]
    low, high = zip(
        *(
            (down(np.minimum(b[:, :2], b[:, 2:])), up(np.maximum(b[:, :2], b[:, 2:])))
            for b in boxes
        ),
        strict=True,
    )
    for m, edge in enumerate(sides[0]):
        near = (low[0][m] <= high[1]).all(1) & (low[1] <= high[0][m]).all(1)
        for k in np.flatnonzero(near).tolist():
            need(_lies_over(edge, sides[1][k]), "class 0 is not over class 1 at some crossing")


def _lies_over(upper: Any, lower: Any) -> bool:
    """Say whether a segment is strictly higher than another wherever their shadows meet."""
    # The difference of heights is affine in (s, t) on the set of meeting parameters, a polygon,
    # and so is
    # least at one of its corners: where both are inner the set is a point, else some s or t is 0
    # or 1.
    (a, b), (p, q) = upper, lower
    d, e = minus(b, a), minus(q, p)
    across = d[0] * e[1] - d[1] * e[0]
    if across:
        f = minus(p, a)
        s, t = (f[0] * e[1] - f[1] * e[0]) / across, (f[0] * d[1] - f[1] * d[0]) / across
        met = [(s, t)] if 0 <= s <= 1 and 0 <= t <= 1 else []
    else:
        met = [(Fraction(k), t) for k, x in ((0, a), (1, b)) for t in _params(x, p, e)]
        met += [(s, Fraction(k)) for k, x in ((0, p), (1, q)) for s in _params(x, a, d)]
    return all(a[2] + s * d[2] > p[2] + t * e[2] for s, t in met)


def _params(x: Point, start: Point, along: Point) -> list[Fraction]:
    """Return the extreme parameters in [0, 1] at which a segment's shadow is over a place."""
    f = minus(x, start)
    if f[0] * along[1] - f[1] * along[0] != 0:
        return []
    size = along[0] ** 2 + along[1] ** 2
    if size == 0:
        return [Fraction(0), Fraction(1)] if f[:2] == (0, 0) else []
    t = (f[0] * along[0] + f[1] * along[1]) / size
    return [t] if 0 <= t <= 1 else []


# ---------------------------------------------------------------- networks


def weights(c: Certificate) -> None:
    """T7.1: this network, of the architecture that is claimed, classifies."""
    assert c.network is not None
    need(c.network.hidden == c.claim["hidden"], "the network has other hidden widths")
    need(
        [s for _, _, s in c.network.layers] == c.claim["activations"],
        "the network has other activations",
    )
    _cover_all(c, number(c.evidence["margin"], "margin"))


def covered(c: Certificate) -> None:
    """T7.1: this network classifies."""
    _cover_all(c, number(c.claim["margin"], "margin"))


def _cover_all(c: Certificate, margin: Fraction) -> None:
    need(margin > 0, "the margin is not positive")
    assert c.network is not None
    for label, value in enumerate(c.sets):
        for _, shape in leaves(value):
            try:
                cover(c.network, label, shape, margin)
            except Refused:
                if not _exactly(c.network, label, shape, margin):
                    raise


def _exactly(network: Network, label: int, shape: Shape, margin: Fraction) -> bool:
    """Decide in fractions, where `bends` can, whether the margin holds on segments or points."""
    if shape.kind not in {"polyline", "points"}:
        return False
    line = shape.kind == "polyline"
    edges = shape.pieces() if line else [(x, x) for x in shape.p["points"]]
    if len(edges) > 5000:
        return False
    for start, end in edges:
        scores = bends(network, start, end)
        if scores is None or any(least_margin(s, label) < margin for s in scores):
            return False
    return True


def least_margin(scores: Point, label: int) -> Fraction:
    """Return by how much the right score beats the best other one."""
    if len(scores) == 1:
        return scores[0] if label else -scores[0]
    return min(scores[label] - s for j, s in enumerate(scores) if j != label)


def bends(network: Network, start: Point, end: Point) -> list[Point] | None:
    """Return the exact scores at all bends along a segment, among which every margin is least.

    For networks of identities, ReLUs and leaky ReLUs; None for others.
    """
    kinds = [named(text, "activation") for _, _, text in network.layers]
    if not all(KINKS.get(kind, 2) < 2 and not reflected for kind, _, reflected in kinds):
        return None
    slopes = [Fraction({"relu": 0, "identity": 1}.get(kind, a)) for kind, a, _ in kinds]
    assert network.head is not None
    places = {Fraction(0): start, Fraction(1): end}
    maps = [*((w, b) for w, b, _ in network.layers), network.head]
    for (w, b), slope in zip(maps, [*slopes, Fraction(1)], strict=True):
        moved = {
            t: tuple(dot(row, x) + v for row, v in zip(w, b, strict=True))
            for t, x in places.items()
        }
        for (s, x), (t, y) in pairwise(sorted(moved.items())):
            for u, v in zip(x, y, strict=True):
                if slope != 1 and u * v < 0:
                    z = u / (u - v)
                    moved[s + z * (t - s)] = tuple(
                        p + z * (q - p) for p, q in zip(x, y, strict=True)
                    )
        places = {t: tuple(z if z > 0 else slope * z for z in x) for t, x in moved.items()}
    return list(places.values())


def wrong_point(c: Certificate) -> None:
    """T7.1: on this member the right score does not win."""
    assert c.network is not None
    label, shape, where = c.member(c.evidence["member"], "member", range(len(c.sets)))
    exact = None
    if isinstance(where, Fraction):
        at = curve_at(shape, I.of([where]))[0]
    else:
        at, exact = I.of([where]), bends(c.network, where, where)
    if exact is not None:
        need(least_margin(exact[0], label) <= 0, "the network is right at this point")
        return
    found = margins(c.network, label, at, I(np.zeros((1, 0, c.n))), at)
    need(bool((found.hi <= 0).all()), "the network may be right at this point")


def matrices(c: Certificate) -> None:
    """T1.1, T1.2, T2.1–T2.4: exact ranks and determinants."""
    assert c.network is not None
    kind = c.claim["kind"]
    ranks = [_eliminate(w)[0] for w, _, _ in c.network.layers]
    inputs = [len(w[0]) for w, _, _ in c.network.layers]
    if kind == "not a homeomorphism":
        layer = whole(c.claim["layer"], "layer")
        need(layer < len(ranks), "layer: there is none of that number")
        need(len(set(inputs[: layer + 1])) == 1, "a layer before it changes the dimension")
        need(
            all(ranks[k] == inputs[k] and strictly(c.network.layers[k][2]) for k in range(layer)),
            "a layer before it may not be open",
        )
        need(ranks[layer] < inputs[layer], "the layer's matrix has full rank")
        return
    for k, (_, _, name) in enumerate(c.network.layers):
        need(ranks[k] == inputs[k], f"layer {k} does not have full rank")
        need(strictly(name), f"the activation of layer {k} is not strictly increasing")
    if kind == "isotopy":
        changed = wholes(c.claim["changed"], "changed")
        need(changed == sorted(set(changed)), "changed: expected increasing numbers")
        need(all(k < len(ranks) for k in changed), "changed: there is no such layer")
        for k, (w, _, _) in enumerate(c.network.layers):
            need(len(w) == inputs[k] == inputs[0], f"layer {k} is not square")
            flips = (k in changed) + (k - 1 in changed)
            need(_eliminate(w)[1] * (-1) ** flips > 0, f"layer {k} reverses orientation")


def _eliminate(matrix: Sequence[Point]) -> tuple[int, int]:
    """Return the rank, and the sign of the determinant of a square matrix."""
    rows, rank, sign = [list(r) for r in matrix], 0, 1
    for column in range(len(rows[0])):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        if pivot != rank:
            rows[rank], rows[pivot], sign = rows[pivot], rows[rank], -sign
        head = rows[rank]
        sign = sign if head[column] > 0 else -sign
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / head[column]
            rows[i] = [x - factor * y for x, y in zip(rows[i], head, strict=True)]
        rank += 1
        if rank == len(rows):
            break
    return rank, sign if rank == len(rows) == len(rows[0]) else 0


# ================================================================ 9 statements


@dataclass(frozen=True)
class Kind:
    """A kind of evidence: for which claims, by which theorem, with which keys, and its verifier."""

    claims: tuple[str, ...]  # kind of claim and its keys
    theorem: str
    keys: tuple[str, ...]
    verify: Callable[[Certificate], None]
    optional: tuple[str, ...] = ()


_WIDE, _FIRST = ("no network", "width", "activations"), ("no network", "first", "activations")
_DEEP, _SOME = ("no network", "hidden", "activations"), ("some network", "width", "activations")
_ALONE = {"homeomorphism": (), "not a homeomorphism": ("layer",), "isotopy": ("changed",)}

KINDS: dict[tuple[str, str], Kind] = {
    ("common point", "width"): Kind(_WIDE, "T4.2a", ("sides", "first", "second"), common_point),
    ("connected hulls", "first"): Kind(
        _FIRST, "T4.2a", ("sides", "first", "second"), connected_hulls
    ),
    ("enclosed", "width"): Kind(_WIDE, "T4.4", ("sides", "member"), enclosed, ("sphere", "cycle")),
    ("linked", "width"): Kind(_WIDE, "T4.5", ("sides", "first", "second", "number"), linked),
    ("linked spheres", "width"): Kind(_WIDE, "T4.5", ("sides", "first", "second"), linked_spheres),
    ("colourings", "width"): Kind(
        _WIDE, "T4.6", ("sides", "first", "second", "prime", "dimensions"), colourings
    ),
    ("alternation", "hidden"): Kind(_DEEP, "T5.1, T5.2", ("sides", "members"), alternation),
    ("grid", "some"): Kind(_SOME, "T4.8, T4.3", ("lower", "size", "counts"), grid),
    ("over", "some"): Kind(_SOME, "T4.7, T4.3", ("direction",), over),
    ("apart", "some"): Kind(_SOME, "T4.2c", ("size",), apart),
    ("finite", "some"): Kind(_SOME, "T4.7, T4.3", (), finite),
    ("weights", "some hidden"): Kind(
        ("some network", "hidden", "activations"), "T7.1", ("margin",), weights
    ),
    ("cover", "classifies"): Kind(("this network classifies", "margin"), "T7.1", (), covered),
    ("point", "fails"): Kind(("this network fails",), "T7.1", ("member",), wrong_point),
    **{
        ("matrices", kind): Kind((kind, *keys), theorem, (), matrices)
        for (kind, keys), theorem in zip(
            _ALONE.items(), ("T1.1, T1.2", "T1.2", "T1.1, T2.1–T2.4"), strict=True
        )
    },
}

_VERDICTS = {
    "no network": "impossible", "some network": "possible", "this network classifies": "separated",
    "this network fails": "not separated", **{k: k for k in _ALONE},
}  # fmt: skip


def read(content: dict[str, Json]) -> tuple[Certificate, Kind]:
    """Read a certificate's structured keys: what is claimed, of what, and by which evidence."""
    need(type(content) is dict and content.get("format") == FORMAT, f"it is no {FORMAT!r}")
    words = ("statement", "not_claimed", "verdict", "theorem")
    fields(
        content, "the file", "format", "claim", "evidence", optional=(*words, "classes", "network")
    )
    claim, evidence = content["claim"], content["evidence"]
    need(type(claim) is dict and type(evidence) is dict, "claim and evidence: expected objects")
    kind = _kind_of(claim, evidence)
    fields(claim, "claim", "kind", *kind.claims[1:])
    fields(evidence, "evidence", "kind", *kind.keys, optional=kind.optional)
    need(
        len(set(evidence) & set(kind.optional)) == bool(kind.optional),
        "evidence: which way is meant?",
    )
    alone = claim["kind"] in _ALONE
    need(("classes" in content) != alone, "classes: they belong to claims about data")
    names, sets = ([], []) if alone else _read_classes(content["classes"])
    n = next(leaves(sets))[1].n if sets else 0
    need(all(s.n == n for _, s in leaves(sets)), "the sets lie in spaces of different dimensions")
    _sound_claim(claim)
    network = None
    if alone or str(claim["kind"]).startswith("this") or evidence["kind"] == "weights":
        need("network" in content, "network: it is missing")
        network = read_network(
            content["network"], None if alone else n, None if alone else len(sets)
        )
    else:
        need("network" not in content, "network: this claim is about none")
    return Certificate(names, sets, n, claim, evidence, network), kind


def _kind_of(claim: dict[str, Json], evidence: dict[str, Json]) -> Kind:
    for (name, _), kind in KINDS.items():
        if (name, kind.claims[0]) == (evidence.get("kind"), claim.get("kind")):
            return kind
    raise Refused("this evidence is not known, or not for this claim")


def _read_classes(value: Json) -> tuple[list[str], list[Any]]:
    need(type(value) is list and len(value) >= 2, "classes: expected two or more")
    names, sets = [], []
    for i, one in enumerate(value):
        fields(one, f"classes[{i}]", "name", "set")
        need(
            type(one["name"]) is str and one["name"] not in names,
            f"classes[{i}]: no name of its own",
        )
        # Names go into the statement: a line break in one could write a second "verified" line.
        need(
            one["name"].isprintable() and 0 < len(one["name"].strip()) <= len(one["name"]) <= 200,
            f"classes[{i}]: a name is one line of 1 to 200 printable characters",
        )
        names.append(one["name"])
        sets.append(read_set(one["set"], f"classes[{i}].set"))
    return names, sets


def _sound_claim(claim: dict[str, Json]) -> None:
    if "width" in claim:
        whole(claim["width"], "claim.width", 1)
        if claim["kind"] == "no network":
            need(claim["activations"] == "monotone", "claim.activations: expected 'monotone'")
        else:
            named(claim["activations"], "claim.activations")
    if "first" in claim:
        need(claim["first"] == 1 and type(claim["first"]) is int, "claim.first: expected 1")
        need(claim["activations"] == "any", "claim.activations: expected 'any'")
    if "hidden" in claim:
        hidden = wholes(claim["hidden"], "claim.hidden", 1)
        need(type(claim["activations"]) is list, "claim.activations: expected a list")
        need(len(hidden) == len(claim["activations"]), "claim: one activation for each layer")
        for text in claim["activations"]:
            named(text, "claim.activations")


_BECAUSE = {
    "common point": "the convex hulls of two of the sets meet",
    "connected hulls": "two connected parts have convex hulls that meet, so every linear "
    "function takes "
    "some value on both",
    "enclosed": "{1} encloses a point of {0}",
    "linked": "a closed polygon inside {0} and one inside {1} have linking number {number}",
    "linked spheres": "a round sphere of {0} and one of {1} are linked",
    "colourings": "closed polygons inside {0} and inside {1} form a link that is not split: mod "
    "{prime} its "
    "colourings are not those of its sides together",
    "alternation": "along a line the classes change more often than such a network can follow",
    "grid": "no class encloses a point of another",
    "over": "seen along a direction, {0} lies over {1} wherever they cross",
    "apart": "the sets are disjoint",
    "finite": "the sets are finite and disjoint",
}


_SPEAK_FOR_THEMSELVES = {"weights", "cover", "point", "matrices"}


def describe(content: dict[str, Json], *, formerly: bool = False) -> dict[str, str]:
    """Say in words what a certificate claims and does not claim; its verdict, and its theorems.

    Of finite sets it says that they are samples; `formerly` it called them sets like any other.
    """
    c, kind = read(content)
    claim, evidence = c.claim, c.evidence
    samples = not formerly and bool(c.sets) and all(s.kind == "points" for _, s in leaves(c.sets))
    statement, limits = _words(c, samples)
    if evidence["kind"] not in _SPEAK_FOR_THEMSELVES:
        a, b = ([0], [1]) if "sides" not in evidence else c.sides()
        names = [" and ".join(c.names[i] for i in side) for side in (a, b)]
        values = {k: evidence[k] for k in ("number", "prime") if k in evidence}
        for key, value in values.items():
            need(type(value) is int and abs(value) < 10**18, f"{key}: expected an integer")
        statement += f", because {_BECAUSE[evidence['kind']].format(*names, **values)}"
    statement += f" ({kind.theorem})."
    if any(s.kind == "balls" for _, s in leaves(c.sets)) and claim["kind"] == "no network":
        statement += (
            " Where a set is a union of balls about samples this means: such a network that is "
            "right on all "
            "samples errs within the balls' radius of one of them (T8.2)."
        )
    return {
        "statement": statement,
        "not_claimed": limits,
        "verdict": (
            "right on the samples"
            if samples and claim["kind"] == "this network classifies"
            else _VERDICTS[claim["kind"]]
        ),
        "theorem": kind.theorem,
    }


def _units(hidden: Sequence[int], names: Sequence[str]) -> str:
    if not hidden:
        return "no hidden layer"
    each = [f"{h} of {name}" for h, name in zip(hidden, names, strict=True)]
    return "hidden layers of " + ", ".join(each)


def _words(c: Certificate, samples: bool) -> tuple[str, str]:
    """Return the claim and its limits, in words."""
    claim, space = c.claim, f"R^{c.n}"
    names = f"{', '.join(c.names[:-1])} and {c.names[-1]}" if c.names else ""
    sets = f"the closed sets {names} of {space}"
    everywhere, outside = "on the whole of every set", "points outside the sets"
    accuracy, high = "accuracy on finitely many points", ", which may be high"
    if samples:
        count = sum(len(s.p["points"]) for _, s in leaves(c.sets))
        sets = f"the {count:,} sampled points of {names} in {space}"
        accuracy, high = "accuracy", ", which may be high though not 100 %"
        everywhere, outside = "at every one of them", "any other point, between the samples too"
    classify = f"classifies {sets} that this file describes"
    always = (
        "It is about exact weights and the sets exactly as described, not about floating-point "
        "evaluation "
        "or other data."
    )
    no_skips = (
        "Nothing is said of networks with skip connections, attention, products or max-pooling"
    )
    kind = claim["kind"]
    if kind == "no network" and "width" in claim:
        units = "one unit" if claim["width"] == 1 else f"at most {claim['width']} units"
        return (
            f"No feed-forward network whose hidden layers have {units} each, whatever its depth, "
            f"weights "
            f"and continuous, weakly monotone activations, {classify}",
            f"{no_skips}, of activations that are not monotone (GELU, SiLU, sin …), nor of "
            f"{accuracy}{high}. {always}",
        )
    if kind == "no network" and "first" in claim:
        return (
            f"No feed-forward network whose first hidden layer has one unit, whatever follows "
            f"and whatever "
            f"its activations, {classify}",
            f"{no_skips} around that layer, nor of {accuracy}. {always}",
        )
    if kind == "no network":
        return (
            f"No weights of a feed-forward network with "
            f"{_units(claim['hidden'], claim['activations'])} are "
            f"such that it {classify}",
            f"Nothing is said of deeper or wider networks, or of other activations. {always}",
        )
    if kind == "some network" and "width" in claim:
        return (
            f"There are a depth and weights with which a feed-forward network whose hidden "
            f"layers have "
            f"{claim['width']} units of {claim['activations']} each {classify}",
            f"No depth is known from this, no weights are given, and nothing is said of "
            f"training, which may "
            f"never find them. {always}",
        )
    if kind == "some network":
        return (
            f"The weights in this file, of a feed-forward network with "
            f"{_units(claim['hidden'], claim['activations'])}, are such that it {classify}: the "
            f"right score "
            f"wins everywhere by {_decimal(c.evidence['margin'])} or more",
            f"Nothing is said of other weights, nor that training finds such. {always}",
        )
    if kind == "this network classifies":
        return (
            f"The network in this file {classify}: {everywhere} the right score wins by "
            f"{_decimal(claim['margin'])} or more",
            f"Nothing is said of {outside}, nor of how the network generalises. {always}",
        )
    if kind == "this network fails":
        member = c.evidence["member"]
        label = whole(member.get("class") if type(member) is dict else None, "member.class")
        need(label < len(c.names), "member.class: there is no such class")
        return (
            f"The network in this file does not classify {sets} that this file describes: at the "
            f"given point "
            f"of {c.names[label]} the right score does not win",
            f"Nothing is said of how often it is wrong, nor of other weights. {always}",
        )
    return _words_of_layers(c, always)


def _words_of_layers(c: Certificate, always: str) -> tuple[str, str]:
    assert c.network is not None
    first = len(c.network.layers[0][0][0])
    kind, inputs = c.claim["kind"], f"R^{first}"
    if kind == "homeomorphism":
        return (
            f"The layers in this file map {inputs} homeomorphically onto their image in "
            f"R^{c.network.hidden[-1]}",
            f"The image need not be all of that space, and the inverse may be too steep for "
            f"floats. {always}",
        )
    if kind == "not a homeomorphism":
        layer = whole(c.claim["layer"], "claim.layer")
        return (
            f"The layers in this file do not map {inputs} one-to-one: layer {layer + 1} sends "
            f"whole lines to "
            "points",
            f"It may be one-to-one on data that lie in a smaller set. {always}",
        )
    changed = wholes(c.claim["changed"], "claim.changed")
    exchange = (
        f"after exchanging the first two units of layer {', '.join(str(k + 1) for k in changed)} "
        f"(of one "
        "unit alone: its sign), which the next layer takes back, "
        if changed
        else ""
    )
    return (
        f"The layers in this file, {exchange}are joined to the identity of {inputs} by a path of "
        f"open "
        "embeddings",
        f"The last map's image may be an open box and not all of the space (T2.3). {always}",
    )


def _decimal(value: Json) -> str:
    """Write a margin with four digits, rounded down: what is said must be what is proved."""
    exact = number(value, "margin")
    need(abs(exact) < 10**300, "margin: too large for a float")
    with localcontext(prec=4, rounding=ROUND_FLOOR):
        return f"{float(Decimal(exact.numerator) / Decimal(exact.denominator)):.4g}"


# ================================================================ 10 the program


def check(content: dict[str, Json]) -> None:
    """Verify a certificate's content, or raise `Refused` with the reason."""
    require_ieee()
    try:
        with np.errstate(all="ignore"):
            certificate, kind = read(content)
            said = describe(content)
            if any(content.get(key) != words for key, words in said.items()):
                formerly = describe(content, formerly=True)
                said = formerly if all(content.get(k) == formerly[k] for k in said) else said
            for key, words in said.items():
                need(
                    content.get(key) == words, f"{key}: it does not say what is claimed: {words!r}"
                )
            kind.verify(certificate)
    except (ArithmeticError, MemoryError, RecursionError, ValueError) as error:
        # ValueError: Python reads and writes no integers of more than 4,300 digits.
        raise Refused(f"it asks for more than can be computed ({type(error).__name__})") from None


def check_file(path: str | Path) -> dict[str, Json]:
    """Verify a file and return its content, or raise `Refused`."""
    content = load(path)
    check(content)
    return content


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify files; say of each whether it verifies and why not. Return 0 if all do, else 1."""
    files = list(sys.argv[1:] if arguments is None else arguments)
    if not files:
        print("usage: checker.py CERTIFICATE…", file=sys.stderr)  # noqa: T201
        return 2
    bad = 0
    for file in files:
        try:
            print(f"verified {file}: {check_file(file)['statement']}")  # noqa: T201
        except Refused as refusal:
            bad += 1
            print(f"refused {file}: {refusal}")  # noqa: T201
    return min(bad, 1)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # names may hold letters that a terminal lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
