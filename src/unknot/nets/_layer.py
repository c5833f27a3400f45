"""What every layer says about itself, and the path that joins it to the identity."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal, Self

import equinox as eqx
import numpy as np

from unknot.nets.activations import Array

Order = Literal["together", "phases"]
Kind = Literal["isotopy", "embedding", "collapse", "fold"]


class Layer(eqx.Module):
    """A map R^inputs → R^outputs with parameters.

    Points are columns: a layer takes an array ``(inputs, *many)`` and returns
    ``(outputs, *many)``, so one point is a vector and no batch axis is ever named. NumPy arrays
    are computed by NumPy in their own precision, JAX arrays by JAX.
    """

    @property
    @abstractmethod
    def inputs(self) -> int:
        """The dimension of the space it maps from."""

    @property
    @abstractmethod
    def outputs(self) -> int:
        """The dimension of the space it maps to."""

    @abstractmethod
    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""

    @abstractmethod
    def oriented(self) -> tuple["Layer", np.ndarray]:
        """Return a layer that preserves orientation and S, signed permutation: layer' = S∘layer.

        THEORY T2.4: where a square layer reverses orientation, two of its units change places
        (or its one unit its sign); the next layer takes S⁻¹ in, so the network's function is the
        same. S is the identity where nothing had to be done.
        """

    @abstractmethod
    def after(self, matrix: np.ndarray) -> Self:
        """Return the layer x ↦ self(matrix @ x), of the same kind."""

    @abstractmethod
    def path(self, order: Order, near: "LayerPath | None" = None) -> "LayerPath":
        """Return the layer's own path from the identity (or an inclusion) to itself.

        ``near`` is the path of the same layer a moment ago in training: where the path has a
        choice (a turn by θ or by θ − 2π), the nearer one is taken.
        """


@dataclass(frozen=True)
class LayerPath(ABC):
    """A layer as a continuous path of layers.

    ``kind`` says what the path is: an ``isotopy`` (of open embeddings of Rⁿ), an ``embedding``
    (the same, in a space of more dimensions than the layer's input), a ``collapse`` (homeomorphic
    before the end, not at the end) or a ``fold`` (the activation is not monotone and may fold).
    It is judged from the structure and, for the rank of the matrix, in floating point: a label for
    a picture, not a proof. ``why`` says it in words.
    """

    kind: Kind
    why: str

    @abstractmethod
    def at(self, s: float) -> Layer:
        """Return the layer at s in [0, 1]: the identity or an inclusion at 0, the layer at 1."""

    @abstractmethod
    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points (inputs, n) that ``at(s)`` takes to ``y`` (outputs, n); NaN if none."""
