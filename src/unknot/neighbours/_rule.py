"""How neighbours are weighed, and how that is written."""

import math
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from unknot.errors import InputError, UnknownName

Kernel = Literal["soft", "inverse"]
Measure = Literal["log", "share"]

EPSILON = 1e-6  # added to squared distances of the inverse kernel: at d = 0 it has a slope
UNIT = 1e-12  # added to a squared norm before its root is taken


@dataclass(frozen=True)
class NeighbourRule:
    """How much a neighbour at distance d counts, and which neighbours count at all.

    Parameters
    ----------
    kernel
        ``"soft"``: exp(−d²/temperature); ``"inverse"``: (d² + 10⁻⁶)^(−power/2), that is 1/d^power.
    power
        Of the inverse kernel.
    k
        Only the k nearest count, those as near as the k-th among them, and the nearest of every
        class; None: all do.
    temperature
        Of the soft kernel, in squared units of the representation.
    normalise
        Whether representations are first brought to length 1.
    measure
        What is minimised in training: ``"log"``, −log of the right class's share of all weight;
        ``"share"``, the wrong classes' share, without logarithm.

    Raises
    ------
    InputError
        A value is out of its range.

    Examples
    --------
    >>> NeighbourRule(kernel="inverse", k=15).text
    'kernel=inverse,k=15'
    """

    kernel: Kernel = "soft"
    power: float = 1.0
    k: int | None = None
    temperature: float = 1.0
    normalise: bool = False
    measure: Measure = "log"

    def __post_init__(self):
        if self.kernel not in get_args(Kernel):
            raise UnknownName("kernel of neighbours", str(self.kernel), get_args(Kernel))
        if self.measure not in get_args(Measure):
            raise UnknownName("measure of neighbours", str(self.measure), get_args(Measure))
        for name in ("power", "temperature"):
            value = getattr(self, name)
            if not _is_number(value) or not 0 < value < math.inf:
                raise InputError(
                    f"The {name} of neighbours must be a positive number, but got {value!r}."
                )
        if self.k is not None and (type(self.k) is not int or self.k < 1):
            raise InputError(
                f"k, the number of neighbours, must be a whole number from 1, but got {self.k!r}; "
                "leave it out to count all."
            )

    @property
    def text(self) -> str:
        """What differs from the default, as :func:`neighbour_rule` reads it."""
        changed = [(f.name, getattr(self, f.name)) for f in fields(self)]
        words = [
            name if value is True else f"{name}={_written(value)}"
            for (name, value), field in zip(changed, fields(self), strict=True)
            if value != field.default
        ]
        return ",".join(words)


def neighbour_rule(text: str) -> NeighbourRule:
    """Read a rule from a text of options, such as ``kernel=soft,temperature=0.1,normalise``.

    Raises
    ------
    UnknownName
        There is no such option, kernel or measure.
    InputError
        An option is no number, out of range, or given twice.

    Examples
    --------
    >>> neighbour_rule("k=15,kernel=inverse").k
    15
    """
    given: dict[str, Any] = {}
    for word in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in word.partition("="))
        if name not in _READERS:
            raise UnknownName("option of neighbours", name, _READERS)
        if name in given:
            raise InputError(f"The option {name!r} of neighbours is given twice in {text!r}.")
        given[name] = _READERS[name](name, value if equals else None)
    return NeighbourRule(**given)


def _written(value: Any) -> str:
    short = f"{value:g}" if _is_number(value) else str(value)
    return short if not _is_number(value) or float(short) == value else repr(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _word(name: str, value: str | None) -> str:
    if not value:
        raise InputError(f"The option {name!r} of neighbours needs a value, as in {name}=….")
    return value


def _number(name: str, value: str | None) -> float:
    word = _word(name, value)
    try:
        return float(word)
    except ValueError:
        raise InputError(
            f"The option {name!r} of neighbours must be a number, but got {value!r}."
        ) from None


def _whole(name: str, value: str | None) -> int:
    word = _word(name, value)
    try:
        return int(word)
    except ValueError:
        raise InputError(
            f"The option {name!r} of neighbours must be a whole number, but got {value!r}."
        ) from None


def _flag(name: str, value: str | None) -> bool:
    if value is None or value.lower() in {"true", "yes", "1"}:
        return True
    if value.lower() in {"false", "no", "0"}:
        return False
    raise InputError(f"The option {name!r} of neighbours is said or left out, but got {value!r}.")


_READERS = {
    "kernel": _word,
    "power": _number,
    "k": _whole,
    "temperature": _number,
    "normalise": _flag,
    "measure": _word,
}
