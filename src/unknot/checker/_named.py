"""Activations by their names: what theorems ask of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from ._reading import Json, Refused, need


@dataclass(frozen=True)
class Facts:
    """What is known of an activation, for every parameter that it may have.

    Attributes
    ----------
    monotone
        Whether it is continuous and weakly increasing (MON).
    strictly
        Whether it is strictly increasing.
    turning
        Whether it is of class U (T4.3); straight pieces of one slope are not.
    kinks
        How many kinks it has, if it is piecewise linear (T5.1).
    laps
        On how many intervals it is monotone, if on finitely many; the proofs are in `_activations`.
    parameter
        The parameter where none is given; None if it takes none.
    """

    monotone: bool = True
    strictly: bool = True
    turning: bool = True
    kinks: int | None = None
    laps: int | None = 1
    parameter: float | None = None


_FOLDING = Facts(monotone=False, strictly=False, laps=2)
_ENDLESS = Facts(monotone=False, strictly=False, laps=None)
_ONE_FLAT = Facts(strictly=False, turning=False, kinks=1)
_TWO_FLAT = Facts(strictly=False, turning=False, kinks=2)

FACTS = {
    "identity": Facts(turning=False, kinks=0),
    **dict.fromkeys(("tanh", "softsign", "sigmoid", "arctan", "softplus", "selu"), Facts()),
    **dict.fromkeys(("elu", "celu"), Facts(parameter=1.0)),
    "leaky-relu": Facts(kinks=1, parameter=0.01),
    "prelu": Facts(kinks=1, parameter=0.25),
    "relu": _ONE_FLAT,
    **dict.fromkeys(("relu6", "hard-tanh", "hard-sigmoid"), _TWO_FLAT),
    **dict.fromkeys(("gelu", "gelu-tanh", "silu", "mish", "hard-swish"), _FOLDING),
    **dict.fromkeys(("square", "gaussian"), _FOLDING),
    "sin": _ENDLESS,
}


@dataclass(frozen=True)
class Name:
    """An activation's name as it was read; reflected means z ↦ −σ(−z)."""

    kind: str
    parameter: float
    reflected: bool

    @property
    def facts(self) -> Facts:
        """What is known of it."""
        return FACTS[self.kind]

    @property
    def turning(self) -> bool:
        """Whether it is of class U."""
        straight = self.facts.kinks == 1 and self.parameter == 1
        return self.facts.turning and not straight


def named(text: Json, at: str = "activation") -> Name:
    """Read the name of an activation."""
    need(type(text) is str, f"{at}: expected the name of an activation")
    kind, colon, parameter = text.removeprefix("reflected-").partition(":")
    need(kind in FACTS, f"{at}: there is no activation {text!r:.40}")
    value = FACTS[kind].parameter
    need(value is not None or not colon, f"{at}: the activation {kind} takes no parameter")
    if colon:
        need(re.fullmatch(r"[0-9.eE+-]+", parameter) is not None, f"{at}: a parameter is no number")
        try:
            value = float(parameter)
        except ValueError:
            raise Refused(f"{at}: the parameter {parameter!r:.20} is no number") from None
    need(value is None or 0 < value < 1e6, f"{at}: the parameter {value} is out of range")
    return Name(kind, 0.0 if value is None else value, text.startswith("reflected-"))


def need_turning(text: Json) -> None:
    """Refuse an activation that is not of class U (T4.3)."""
    need(named(text).turning, "the activation is not of class U")


def straight_pieces(name: Name) -> tuple[list[Fraction], list[tuple[Fraction, Fraction]]] | None:
    """Return kinks, and slope and offset of each piece between them; None if it has none.

    A hard sigmoid's sixth is a float to some libraries and a fraction to others: it is left out.
    """
    zero, one = Fraction(0), Fraction(1)
    kinks, lines = {
        "identity": ([], [(one, zero)]),
        "relu": ([zero], [(zero, zero), (one, zero)]),
        "leaky-relu": ([zero], [(Fraction(name.parameter), zero), (one, zero)]),
        "prelu": ([zero], [(Fraction(name.parameter), zero), (one, zero)]),
        "relu6": ([zero, 6 * one], [(zero, zero), (one, zero), (zero, 6 * one)]),
        "hard-tanh": ([-one, one], [(zero, -one), (one, zero), (zero, one)]),
    }.get(name.kind, (None, []))
    if kinks is None:
        return None
    if name.reflected:
        return [-k for k in reversed(kinks)], [(s, -o) for s, o in reversed(lines)]
    return kinks, lines


def most_changes(hidden: Sequence[int], names: Sequence[Name]) -> int | None:
    """Return the best bound of changes of sign along a line (T5.1, T5.2); None if none is known.

    On each lap of a first unit what follows runs along a line once.
    """
    bounds = []
    kinks = [name.facts.kinks for name in names]
    if None not in kinks:
        bounds.append(prod((q or 0) * h + 1 for q, h in zip(kinks, hidden, strict=True)))
    if len(hidden) == 1:
        h = min(hidden[0], 9999)  # no file holds 2⁹⁹⁹⁹ members
        smooth, bent = 2**h - 1, h if h <= 2 else h + 1
        known = {"tanh": smooth, "sigmoid": smooth, "softplus": smooth + 1, "relu": bent}
        if names[0].kind in known:
            bounds.append(known[names[0].kind])
    if list(hidden[:1]) == [1] and (laps := names[0].facts.laps) is not None:
        rest = most_changes(hidden[1:], names[1:])
        bounds += [] if rest is None else [laps * rest]
    return min(bounds, default=None)
