"""Layers that are too narrow for sides which no diffeomorphism parts (THEORY T4.1, T4.2f)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Narrow:
    """All hidden layers, monotone, have so many units at most; or the first has, whatever follows.

    Examples
    --------
    >>> Narrow(3).excluded_in(3), Narrow(3, first=True).excluded_in(3)
    (True, False)
    """

    width: int
    first: bool = False

    def excluded_in(self, n: int) -> bool:
        """Say whether such layers do not part sides that no diffeomorphism of Rⁿ parts."""
        return self.width < n if self.first else self.width <= n

    @property
    def claim(self) -> dict[str, Any]:
        """What a certificate claims of them."""
        if self.first:
            return {"kind": "no network", "first": self.width, "activations": "any"}
        return {"kind": "no network", "width": self.width, "activations": "monotone"}

    def never(self, what: str) -> str:
        """Say in a sentence that they never do something."""
        units = "one unit" if self.width == 1 else f"at most {self.width} units"
        if self.first:
            return (
                f"A first layer of {units} sends some point of each to one place, whatever its "
                "activation and whatever follows."
            )
        return f"Layers of {units} with weakly increasing activations never {what}, at any depth."
