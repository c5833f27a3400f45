"""The tent x ↦ x + max(0, min ℓ(x))·v: space is pushed one way, within a polyhedron (T3.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._kinds import LayerKind, Placed, units
from unknot.nets.layers._layer import Facts, Layer, LayerPath, Order, column, need_shapes

_REACH, _PUSH = 1.0, 0.3  # of a tent at first: from its middle to its faces, and its push


class Tent(Layer):
    """The layer x ↦ x + max(0, min ℓₖ(x))·v with affine forms ℓ: the identity outside their faces.

    If no form falls by as much as 1 along v it is a homeomorphism: increasing on every line along
    v. Otherwise it may fold. A minimum is a unit of a maxout network (Goodfellow et al. 2013).

    Parameters
    ----------
    normals
        (m, n), the gradients of the forms.
    offsets
        (m,): ℓ(x) = normals @ x + offsets.
    push
        v, (n,).

    References
    ----------
    THEORY T3.5.

    Examples
    --------
    >>> import numpy as np
    >>> hat = Tent(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.ones(2), np.array([0.0, 2.0]))
    >>> hat(np.array([[0.0, 0.5, 3.0], [0.0, 0.0, 0.0]])).tolist()
    [[0.0, 0.5, 3.0], [2.0, 1.0, 0.0]]
    >>> hat.homeomorphic
    True
    """

    kind: ClassVar[str] = "tent"

    normals: Array
    offsets: Array
    push: Array

    @property
    def inputs(self) -> int:
        """The dimension of the space."""
        return self.normals.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space."""
        return self.inputs

    @property
    def homeomorphic(self) -> bool:
        """Whether no form falls by 1 along the push, as computed in floats."""
        return bool((self._rises > 0).all())

    @property
    def _rises(self) -> Array:
        """How fast a form plus 1 grows along the push: that slowed down by its own motion."""
        return 1 + self.normals @ self.push

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of its three arrays."""
        del facts
        shapes = [arrays[name].shape for name in ("normals", "offsets", "push")]
        first = shapes[0]
        need_shapes(
            len(first) >= 2
            and first[-2] > 0
            and shapes[1:] == [first[:-1], first[:-2] + first[-1:]],
            cls.kind,
        )
        return cls(**arrays)

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""
        return x + column(self.push, x) * self._forms(x).min(axis=0).clip(min=0)

    def inverse(self, y: Array) -> Array:
        """Return the columns that it takes to ``y``, where it is a homeomorphism."""
        # y = x + h·v, and every form of y is that of x and h times its growth along v.
        heights = (self._forms(y) / column(self._rises, y)).min(axis=0).clip(min=0)
        return y - column(self.push, y) * heights

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        forms = self._forms(x)
        lowest = np.asarray(self.normals)[forms.argmin(axis=0)] * (forms.min(axis=0) > 0)[:, None]
        return np.eye(self.inputs) + np.asarray(self.push)[:, None] * lowest[:, None, :]

    def turned(self, matrix: np.ndarray) -> "Tent":
        """Return the tent matrix⁻¹∘self∘matrix, for an orthogonal matrix."""
        return Tent(self.normals @ matrix, self.offsets, matrix.T @ self.push)

    def path(self, order: Order, near: LayerPath | None = None) -> LayerPath:
        """Return the path of the tents with s·v; where it may fold, the straight one."""
        if not self.homeomorphic:
            return super().path(order, near)
        why = "no form of the tent falls by 1 along its push"
        return TentPath("isotopy", why, self)

    def _forms(self, x: Array) -> Array:
        normals = self.normals.reshape(*self.normals.shape, *(1,) * (x.ndim - 1))
        return (normals * x).sum(axis=1) + column(self.offsets, x)


@dataclass(frozen=True)
class TentPath(LayerPath):
    """The tents with s·v: each a homeomorphism, if the last one is."""

    layer: Tent

    @property
    def even(self) -> bool:
        """Yes: it is x + s·max(0, min ℓ(x))·v."""
        return True

    def at(self, s: float) -> Tent:
        """Return the layer at s in [0, 1]."""
        one = self.layer
        return one if s == 1 else Tent(one.normals, one.offsets, s * one.push)

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points that ``at(s)`` takes to ``y``."""
        return self.at(s).inverse(y)


@dataclass(frozen=True)
class TentRecipe(Placed):
    """A tent as recipes write it: ``"tent:8"`` has eight faces."""

    faces: int

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return its name."""
        return ("tent",)

    @classmethod
    def read(cls, text: str) -> "TentRecipe":
        """Read the number of faces."""
        return cls(units(text.partition(":")[2], text, "faces"))

    @property
    def text(self) -> str:
        """Its name and the number of faces."""
        return f"tent:{self.faces}"

    def parameters(self, inputs: int) -> int:
        """Count the forms and the push."""
        return self.faces * (inputs + 1) + inputs

    def draw_among(
        self,
        rng: np.random.Generator,
        inputs: int,
        initial: Initial,
        points: Callable[[], np.ndarray],
    ) -> Tent:
        """Draw a middle among the points, faces about it, and a push that folds nothing."""
        del initial
        rows = points()
        middle = rows[:, rng.integers(rows.shape[1])]
        normals = _directions(rng, (self.faces, inputs)) / _REACH
        push = _PUSH * _REACH * _directions(rng, (1, inputs))[0]
        arrays = (normals, 1 - normals @ middle, push)
        return Tent(*(array.astype(np.float32) for array in arrays))


def _directions(rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    found = rng.normal(size=shape)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


KIND = LayerKind(Tent, TentRecipe)
