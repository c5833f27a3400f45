"""What is added to the loss beside the points' own, and how that is written."""

from dataclasses import dataclass
from typing import Any, Literal, Self, cast, get_args

from unknot.errors import InputError, UnknownName

Extent = Literal["network", "layer"]
Kind = Literal["contractive", "l1", "l2"]
_HEAVIEST = 1e6


@dataclass(frozen=True)
class Penalty:
    """A weight times what is to be small: how steep the network is, or the weights themselves.

    ``"contractive"``: the mean of ‖J(x)‖²_F over the training points x, where J are the derivatives
    of what a network decides by: the scores of a linear head; the representation as neighbours
    compare it (Rifai, Vincent, Muller, Glorot and Bengio 2011, "Contractive auto-encoders"; of
    scores: Drucker and LeCun 1992, "double backpropagation"). ``"l1"`` and ``"l2"``: Σ|w| and Σw²
    over the entries of all matrices, and not of biases; unlike weight decay, the optimiser is given
    the gradient of it.

    Parameters
    ----------
    weight
        Greater than 0, at most 10⁶.
    per
        ``"network"``: J of the whole map, from a point to what is decided by. ``"layer"``: the
        sum over the layers, the head included, of each one's own, where the point has arrived.
        Of steepness alone.
    kind
        What is to be small.

    Raises
    ------
    InputError
        A value is out of its range.

    Examples
    --------
    >>> Penalty(0.1, per="layer").text
    'contractive:0.1,per=layer'
    """

    weight: float
    per: Extent = "network"
    kind: Kind = "contractive"

    def __post_init__(self):
        number = isinstance(self.weight, int | float) and not isinstance(self.weight, bool)
        if not number or not 0 < self.weight <= _HEAVIEST:
            raise InputError(
                f"The weight of a penalty must be a number greater than 0, at most "
                f"{_HEAVIEST:,.0f}, but got {self.weight!r}; for no penalty, leave it out."
            )
        if self.per not in get_args(Extent):
            raise UnknownName("value of per", str(self.per), get_args(Extent))
        if self.kind not in get_args(Kind):
            raise UnknownName("penalty", str(self.kind), get_args(Kind))
        if self.kind != "contractive" and self.per != "network":
            raise InputError(
                f"The penalty {self.kind} is of weights: per={self.per} means nothing."
            )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a penalty from a text, such as ``contractive:0.1`` or ``contractive:0.1,per=layer``.

        Raises
        ------
        UnknownName
            There is no such penalty, or option of it.
        InputError
            Its weight is missing, no number or out of range; an option is given twice.

        Examples
        --------
        >>> Penalty.read("contractive:1e-3")
        Penalty(weight=0.001, per='network', kind='contractive')
        >>> Penalty.read("l1:0.01").text
        'l1:0.01'
        """
        kind, _, rest = (part.strip() for part in text.partition(":"))
        if kind not in get_args(Kind):
            raise UnknownName("penalty", kind, get_args(Kind))
        weight, *options = (part.strip() for part in rest.split(","))
        if not weight:
            raise InputError(f"The penalty {text!r} lacks its weight: {kind}:0.1, say.")
        try:
            heavy = float(weight)
        except ValueError:
            raise InputError(
                f"The weight of the penalty {text!r} must be a number, but got {weight!r}."
            ) from None
        given: dict[str, Any] = {}
        for option in options:
            name, _, value = (part.strip() for part in option.partition("="))
            if name != "per":
                raise UnknownName("option of penalties", name, ("per",))
            if name in given:
                raise InputError(f"The option {name!r} of the penalty is given twice in {text!r}.")
            given[name] = value
        return cls(heavy, kind=cast(Kind, kind), **given)

    @property
    def text(self) -> str:
        """The text that :meth:`read` reads."""
        weight = float(self.weight)
        written = str(int(weight)) if weight.is_integer() else repr(weight)
        return f"{self.kind}:{written}" + (f",per={self.per}" if self.per != "network" else "")
