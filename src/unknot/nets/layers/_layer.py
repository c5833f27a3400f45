"""What every layer says about itself, and the path that joins it to the identity."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

import equinox as eqx
import jax
import jax.experimental
import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets.activations import Array
from unknot.nets.layers._marks import Marks

Order = Literal["together", "phases"]
Kind = Literal["isotopy", "embedding", "collapse", "fold", "straight"]
Facts = dict[str, Any]  # what JSON can hold
_X64: Any = jax if hasattr(jax, "enable_x64") else jax.experimental  # there before JAX 0.8


class Layer(eqx.Module):
    """A map R^inputs → R^outputs with parameters.

    Points are columns: a layer takes an array ``(inputs, *many)`` and returns
    ``(outputs, *many)``, so one point is a vector and no batch axis is ever named. NumPy arrays
    are computed by NumPy in their own precision, JAX arrays by JAX.

    What a layer must say is abstract here. What it can do besides has a default that is right for
    any map, and that a layer overrides if it knows better: its path from the identity, how it
    keeps orientation, its derivative, whether anything can be proved of it.
    """

    kind: ClassVar[str]

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

    # ------------------------------------------------------------ how it is stored and named

    @property
    def name(self) -> str:
        """What titles call it."""
        return self.kind

    @property
    def unproved(self) -> str:
        """Why nothing can be proved of it, where that is so."""
        return f"the checker does not read {self.kind} layers"

    def facts(self) -> Facts:
        """Return what it is beside its arrays, as JSON; see :meth:`made`."""
        return {}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of these facts and arrays, each array by its path in the tree.

        Raises
        ------
        InputError
            They do not fit each other.
        """
        return cls(**arrays, **facts)

    # ------------------------------------------------------------ what it can do

    def oriented(self) -> tuple["Layer", np.ndarray]:
        """Return a layer that preserves orientation and S, signed permutation: layer' = S∘layer.

        THEORY T2.4: where a square layer reverses orientation, two of its units change places
        (or its one unit its sign); the next layer takes S⁻¹ in, so the network's function is the
        same. S is the identity where nothing had to be done, or nothing is known.
        """
        return self, np.eye(self.outputs)

    def turned(self, matrix: np.ndarray) -> "Layer | None":
        """Return matrix⁻¹∘self∘matrix for a signed permutation; None where it is not known."""
        del matrix
        return None

    def after(self, matrix: np.ndarray) -> "Layer":
        """Return the layer x ↦ self(matrix @ x)."""
        return Preceded(matrix, self)

    def path(self, order: Order, near: "LayerPath | None" = None) -> "LayerPath":
        """Return the layer's own path from the identity (or an inclusion) to itself.

        Where nothing better is known every point goes straight to its image. ``near`` is the path
        of the same layer a moment ago in training: where the path has a choice (a turn by θ or by
        θ − 2π), the nearer one is taken.
        """
        del order, near
        why = f"no path from the identity is known of a {self.kind} layer; points go straight"
        return StraightPath("straight", why, self)

    def marks(self, points: np.ndarray) -> Marks | None:
        """Return what pictures show of the layer itself, among the columns that reach it.

        Nothing, unless it says so: then only what it does to points is drawn.
        """
        del points
        return None

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        with double_precision():
            one = jax.jacfwd(lambda column: self(column))
            return np.asarray(jax.vmap(one)(np.asarray(x, np.float64).T))


def double_precision() -> AbstractContextManager[Any]:
    """Let JAX compute in float64 while it is entered."""
    return _X64.enable_x64(True)


def arrays_of(tree: Any) -> dict[str, Array]:
    """Return the arrays of a layer or head, each by its path in the tree.

    Examples
    --------
    >>> from unknot.nets import Head
    >>> list(arrays_of(Head(np.zeros((1, 2)), np.zeros(1), "logistic")))
    ['weight', 'bias']
    """
    leaves, _ = jax.tree_util.tree_flatten_with_path(tree)
    return {jax.tree_util.keystr(path, simple=True, separator="/"): leaf for path, leaf in leaves}


@dataclass(frozen=True)
class Way:
    """What is said of a layer's path.

    ``kind`` says what the path is: an ``isotopy`` (of open embeddings of Rⁿ), an ``embedding``
    (the same, in a space of more dimensions than the layer's input), a ``collapse`` (homeomorphic
    before the end, not at the end), a ``fold`` (the activation is not monotone and may fold), or
    ``straight`` (every point goes straight to its image, and points may meet on the way).
    It is judged from the structure and, for the rank of the matrix, in floating point: a label for
    a picture, not a proof. ``why`` says it in words.
    """

    kind: Kind
    why: str

    @property
    def note(self) -> str:
        """What a picture says of it: nothing, if no two points ever meet."""
        return "" if self.kind in ("isotopy", "embedding") else f"{self.kind}: {self.why}"

    @property
    def even(self) -> bool:
        """Whether every point goes straight and evenly to its image, so that both ends say all."""
        return self.kind == "straight"


@dataclass(frozen=True)
class LayerPath(Way, ABC):
    """A layer as a continuous path of layers; what it is says :class:`Way`."""

    @abstractmethod
    def at(self, s: float) -> Layer:
        """Return the layer at s in [0, 1]: the identity or an inclusion at 0, the layer at 1."""

    @abstractmethod
    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points (inputs, n) that ``at(s)`` takes to ``y`` (outputs, n); NaN if none.

        Raises
        ------
        UnsupportedLayer
            Nothing is known of them.
        """


@dataclass(frozen=True)
class StraightPath(LayerPath):
    """Every point on the straight way to its image, in the wider of the two spaces."""

    layer: Layer

    def at(self, s: float) -> Layer:
        """Return the layer at s in [0, 1]."""
        return self.layer if s == 1 else Straight(self.layer, s)

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Raise: on the straight way points may meet."""
        del s, y
        raise UnsupportedLayer(f"A {self.layer.kind} layer has no inverse that is known.")


class Straight(Layer):
    """x ↦ (1 − s)·(x, 0) + s·(layer(x), 0): part of the way of a layer, for pictures."""

    kind: ClassVar[str] = "straight"

    layer: Layer
    share: float = eqx.field(static=True)

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.layer.inputs

    @property
    def outputs(self) -> int:
        """The dimension of the wider of the two spaces."""
        return max(self.layer.inputs, self.layer.outputs)

    def __call__(self, x: Array) -> Array:
        rest = [(0, 0)] * (x.ndim - 1)
        start, end = (
            np.pad(place, [(0, self.outputs - len(place)), *rest]) for place in (x, self.layer(x))
        )
        return (1 - self.share) * start + self.share * end


class Preceded(Layer):
    """x ↦ layer(matrix @ x), where a layer cannot take the matrix in."""

    kind: ClassVar[str] = "preceded"

    matrix: Array
    layer: Layer

    @property
    def inputs(self) -> int:
        """The dimension of the space it maps from."""
        return self.matrix.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space it maps to."""
        return self.layer.outputs

    @property
    def name(self) -> str:
        """What titles call it."""
        return self.layer.name

    def oriented(self) -> tuple[Layer, np.ndarray]:
        """Return the layer in the turned coordinates, if that is known (see ``Layer``)."""
        matrix = np.asarray(self.matrix)
        turned = self.layer.turned(matrix) if _permutes(matrix) else None
        return super().oriented() if turned is None else (turned, matrix.T)

    def __call__(self, x: Array) -> Array:
        return self.layer(np.tensordot(self.matrix, x, 1))


def _permutes(matrix: np.ndarray) -> bool:
    """Whether a matrix is a signed permutation."""
    ones = np.abs(matrix) == 1
    whole = np.array_equal(ones | (matrix == 0), np.ones_like(ones))
    return bool(whole and (ones.sum(axis=0) == 1).all() and (ones.sum(axis=1) == 1).all())


def column(vector: Array, like: Array) -> Array:
    """Return a vector with an axis more for each of the points in ``like`` (rows, *points)."""
    return vector.reshape(-1, *(1,) * (like.ndim - 1))


def need_shapes(fits: bool, kind: str) -> None:
    """Refuse arrays of a layer that do not fit each other."""
    if not fits:
        raise InputError(f"The arrays of a {kind} layer do not fit each other.")
