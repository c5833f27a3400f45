"""What importers read out of models of other libraries, one operation each, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np

from unknot.nets import Activation, activation

Rows = Callable[[np.ndarray], np.ndarray]
Padding = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Part:
    """An operation on one example, whose axes are flattened as C does.

    Attributes
    ----------
    source
        What the other library calls it.
    """

    source: str


@dataclass(frozen=True, eq=False)
class Linear(Part):
    """x ↦ Wx + b, with W (outputs, inputs) and b (outputs,)."""

    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, eq=False)
class Permute(Part):
    """x ↦ x[order]: the same numbers in another order."""

    order: np.ndarray


@dataclass(frozen=True, eq=False)
class Scale(Part):
    """x ↦ factor·x + shift, unit by unit, both (units,)."""

    factor: np.ndarray
    shift: np.ndarray


@dataclass(frozen=True, eq=False)
class Convolve(Part):
    """Filters (filters, channels, rows, columns) and biases (filters,), on images."""

    weight: np.ndarray
    bias: np.ndarray
    stride: int
    padding: Padding


@dataclass(frozen=True, eq=False)
class Pad(Convolve):
    """Zeros about images: filters of one pixel of one channel, which those after them take in."""

    @classmethod
    def of(cls, source: str, channels: int, padding: Padding) -> Self:
        """Surround each channel, by (above, below) and (left, right)."""
        copy = np.eye(channels)[:, :, None, None]
        return cls(source, copy, np.zeros(channels), 1, padding)


@dataclass(frozen=True, eq=False)
class Pooling(Part):
    """The largest or the mean of patches side by side, on images."""

    size: tuple[int, int]
    of: Literal["max", "mean"]


@dataclass(frozen=True, eq=False)
class Pointwise(Part):
    """An activation of every unit."""

    activation: Activation


@dataclass(frozen=True, eq=False)
class Reshape(Part):
    """The same numbers in the same order, with another shape (axes of one example)."""

    shape: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Readout(Part):
    """Scores become probabilities."""

    kind: Literal["softmax", "logistic"]
    log: bool = False


@dataclass(frozen=True, eq=False)
class Unknown(Part):
    """A part that is not expressed here: what computes it, and why it is so.

    ``function`` takes flattened rows (n, inputs) to (n, outputs); ``shape`` is that of one
    example afterwards.
    """

    function: Rows
    shape: tuple[int, ...]
    why: str
    dtype: str = "float64"


def pointwise(source: str, name: str) -> Pointwise:
    """Return the activation of this name as a part."""
    return Pointwise(source, activation(name))


def bent(source: str, name: str, units: int, inner: float, outer: float) -> list[Part]:
    """Return x ↦ outer·σ(inner·x) as parts, which the layers beside them take in."""
    one, zero = np.ones(units), np.zeros(units)
    return [
        Scale(source, inner * one, zero),
        pointwise(source, name),
        Scale(source, outer * one, zero),
    ]


def clipped(source: str, low: float, high: float, units: int) -> list[Part]:
    """Return x ↦ x clipped to [low, high] as parts."""
    if (low, high) == (0, np.inf):
        return [pointwise(source, "relu")]
    if (low, high) == (0, 6):
        return [pointwise(source, "relu6")]
    if (low, high) == (-1, 1):
        return [pointwise(source, "hard-tanh")]
    one = np.ones(units)
    if high == np.inf:
        return [
            Scale(source, one, -low * one),
            pointwise(source, "relu"),
            Scale(source, one, low * one),
        ]
    middle, reach = (low + high) / 2, (high - low) / 2
    return [
        Scale(source, one / reach, -middle / reach * one),
        pointwise(source, "hard-tanh"),
        Scale(source, reach * one, middle * one),
    ]
