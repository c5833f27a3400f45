"""A node of an ONNX model, as the rows of operators take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from unknot.models._parts import Part

Parts = Sequence[Part] | None


@dataclass(frozen=True, eq=False)
class Call:
    """A node of a model, with what is known of its inputs.

    Attributes
    ----------
    label
        What sources call it.
    attributes
        By name.
    constants
        For each input its value; None for the one that depends on the model's input.
    shape, result
        Of one example before and after.
    batched
        Whether examples have a first axis of 1 before.
    """

    label: str
    attributes: Mapping[str, Any]
    constants: Sequence[np.ndarray | None]
    shape: tuple[int, ...]
    result: tuple[int, ...]
    batched: bool

    @property
    def units(self) -> int:
        """How many numbers an example has."""
        return prod(self.shape)

    @property
    def of_first(self) -> bool:
        """Whether the first input is the one that depends on the model's input."""
        return self.constants[0] is None and all(c is not None for c in self.constants[1:])

    def get(self, name: str, default: Any) -> Any:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def constant(self, index: int) -> np.ndarray | None:
        """Return an input's value, if it has one."""
        return self.constants[index] if index < len(self.constants) else None

    def scalar(self, index: int, name: str, default: float) -> float:
        """Return a number that newer models give as an input, and older ones as an attribute."""
        value = self.constant(index)
        return float(self.get(name, default) if value is None or not value.size else value.item())
