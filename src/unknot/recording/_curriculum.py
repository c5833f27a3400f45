"""Which points a training begins with, and how that is written."""

from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from unknot.data import Parameter, format_source, parse_source, read_parameters
from unknot.errors import InputError, UnknownName

First = Literal["far", "near"]
_SHARES = (
    Parameter("first", "share of the points that training begins with", 0.1, 0, 1),
    Parameter("until", "share of the steps after which all points take part", 0.6, 0, 1),
)


@dataclass(frozen=True)
class Curriculum:
    """Training begins with some points; the others come in one after the other, in an order.

    The order is that of their distance from the mean of the training points. At a step, those
    that have come in have equal weights in the loss, and the others none; their share grows
    evenly. Bengio, Louradour, Collobert and Weston 2009, "Curriculum learning".

    Parameters
    ----------
    order
        ``"far"``: the points farthest from the mean come first. ``"near"``: the nearest.
    first
        Share of the points that training begins with, from 0 (a single one) to 1.
    until
        Share of the steps after which all points take part, from 0 to 1.

    Examples
    --------
    >>> Curriculum("far", until=0.5).text
    'far:until=0.5'
    """

    order: First
    first: float = 0.1
    until: float = 0.6

    @classmethod
    def read(cls, text: str) -> Self:
        """Read ``far``, ``near``, or ``far:first=0.1,until=0.6``.

        Raises
        ------
        UnknownName
            There is no such order, or no such part of it.
        InputError
            A share is no number, or out of its range.

        Examples
        --------
        >>> Curriculum.read("near:first=0.2")
        Curriculum(order='near', first=0.2, until=0.6)
        """
        word, options = parse_source(text)
        if word not in get_args(First):
            if word.partition(":")[0] in get_args(First):
                raise InputError(
                    f"Cannot read {text!r}; expected shares with their numbers, as in "
                    "far:first=0.1,until=0.6."
                )
            raise UnknownName("curriculum", word, get_args(First))
        parts: dict[str, Any] = {"order": word, **read_parameters(word, _SHARES, options)}
        return cls(**parts)

    @property
    def text(self) -> str:
        """The text that :meth:`read` reads."""
        given = {one.name: getattr(self, one.name) for one in _SHARES}
        told = {name: value for name, value in given.items() if value != getattr(type(self), name)}
        return format_source(self.order, told)
