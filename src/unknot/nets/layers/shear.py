"""The shear x ↦ x + g(w·x)·t with w·t = 0, g piecewise linear (THEORY T3.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from unknot.errors import InputError
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._kinds import LayerKind, Placed, units
from unknot.nets.layers._layer import Facts, Layer, LayerPath, Order, column, need_shapes
from unknot.nets.layers._marks import Marks

_START = 0.3  # how steep g is at first, about
_ARROWS = 11


class Shear(Layer):
    """The shear x ↦ x + g(w·x)·t with g(z) = Σ cₖ·max(0, z − τₖ): a homeomorphism, always.

    t is made of the weights as |w|²u − (w·u)w, the part of u across w: as a polynomial of them, so
    that w·t = 0 holds exactly of the numbers that they are, and not up to rounding only.

    Parameters
    ----------
    normal
        w, (n,), with n ≥ 2.
    push
        u, (n,).
    knots
        τ, (m,), in any order.
    slopes
        c, (m,): by how much g grows steeper at each knot.

    References
    ----------
    THEORY T3.4.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Shear(np.array([1.0, 0.0]), np.array([5.0, 1.0]), np.zeros(1), np.ones(1))
    >>> layer.along.tolist(), layer(np.array([2.0, 0.0])).tolist()
    ([0.0, 1.0], [2.0, 2.0])
    >>> layer.inverse(np.array([2.0, 2.0])).tolist()
    [2.0, 0.0]
    """

    kind: ClassVar[str] = "shear"

    normal: Array
    push: Array
    knots: Array
    slopes: Array

    @property
    def inputs(self) -> int:
        """The dimension of the space."""
        return self.normal.shape[-1]

    @property
    def outputs(self) -> int:
        """The dimension of the space."""
        return self.inputs

    @property
    def along(self) -> Array:
        """The direction t in which it pushes, (n,)."""
        w, u = self.normal, self.push
        return (w * w).sum() * u - (w * u).sum() * w

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of its four arrays."""
        del facts
        normal, knots = arrays["normal"], arrays["knots"]
        alike = arrays["push"].shape == normal.shape and arrays["slopes"].shape == knots.shape
        need_shapes(alike and normal.shape[-1] >= 2, cls.kind)
        return cls(**arrays)

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""
        return x + column(self.along, x) * self._g(x)

    def inverse(self, y: Array) -> Array:
        """Return the columns that it takes to ``y``: by the shear with −g."""
        return y - column(self.along, y) * self._g(y)

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        beyond = self._along_normal(x) > column(self.knots, x)
        steep = (column(self.slopes, x) * beyond).sum(axis=0)
        turned = np.outer(self.along, self.normal)
        return np.eye(self.inputs) + steep[:, None, None] * turned

    def marks(self, points: np.ndarray) -> Marks:
        """Return arrows of the shift along the normal, and (in the plane) where it bends."""
        w, middle = np.asarray(self.normal), points.mean(axis=1)
        heights = w @ points

        def at(levels: np.ndarray) -> np.ndarray:
            """Return the points (levels, n) of these heights next to the middle."""
            with np.errstate(divide="ignore", invalid="ignore"):
                return middle + ((levels - w @ middle) / (w @ w))[:, None] * w

        starts = at(np.linspace(heights.min(), heights.max(), _ARROWS))
        bends = np.zeros((0, 2, self.inputs))
        if self.inputs == 2:
            # Beyond the points they go on to the border of any picture of them.
            reach = 4 * np.linalg.norm(points - middle[:, None], axis=0).max()
            length = np.linalg.norm(w)
            across = np.array([-w[1], w[0]]) / (length or np.nan)
            feet = at(np.asarray(self.knots))
            bends = np.stack([feet - reach * across, feet + reach * across], axis=1)
        return Marks(
            np.stack([starts, self(starts.T).T], axis=1),
            np.zeros((0, self.inputs)),
            np.zeros(0),
            bends,
            {"arrows": "shifts", "lines": "bends"},
        )

    def turned(self, matrix: np.ndarray) -> "Shear":
        """Return the shear matrix⁻¹∘self∘matrix, for an orthogonal matrix."""
        w, u = matrix.T @ self.normal, matrix.T @ self.push
        return Shear(w, u, self.knots, self.slopes)

    def path(self, order: Order, near: LayerPath | None = None) -> "ShearPath":
        """Return the path of the shears with s·g."""
        del order, near
        why = "a shear moves points across the direction that says how far"
        return ShearPath("isotopy", why, self)

    def _along_normal(self, x: Array) -> Array:
        return (column(self.normal, x) * x).sum(axis=0)

    def _g(self, x: Array) -> Array:
        past = self._along_normal(x) - column(self.knots, x)
        return (column(self.slopes, x) * past.clip(min=0)).sum(axis=0)


@dataclass(frozen=True)
class ShearPath(LayerPath):
    """The shears with s·g: each a homeomorphism, and undone by the one with −s·g."""

    layer: Shear

    @property
    def even(self) -> bool:
        """Yes: it is x + s·g(w·x)·t."""
        return True

    def at(self, s: float) -> Shear:
        """Return the layer at s in [0, 1]."""
        one = self.layer
        return one if s == 1 else Shear(one.normal, one.push, one.knots, s * one.slopes)

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return the points that ``at(s)`` takes to ``y``."""
        return self.at(s).inverse(y)


@dataclass(frozen=True)
class ShearRecipe(Placed):
    """A shear as recipes write it: ``"shear:8"`` has eight knots."""

    knots: int

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return its name."""
        return ("shear",)

    @classmethod
    def read(cls, text: str) -> "ShearRecipe":
        """Read the number of knots."""
        return cls(units(text.partition(":")[2], text, "knots"))

    @property
    def text(self) -> str:
        """Its name and the number of knots."""
        return f"shear:{self.knots}"

    def outputs(self, inputs: int) -> int:
        """Return as many units as it is given."""
        if inputs < 2:
            raise InputError(
                f"The layer {self.text!r} is given {inputs} unit; a shear needs two or more, to "
                "push across a direction."
            )
        return inputs

    def parameters(self, inputs: int) -> int:
        """Count what the direction, the push, the knots and the slopes are made of."""
        return 2 * inputs + 2 * self.knots

    def draw_among(
        self,
        rng: np.random.Generator,
        inputs: int,
        initial: Initial,
        points: Callable[[], np.ndarray],
    ) -> Shear:
        """Draw two directions; the knots lie evenly from one end of the points to the other."""
        del initial
        normal, push = rng.normal(size=(2, inputs))
        normal, push = normal / np.linalg.norm(normal), push / np.linalg.norm(push)
        heights = normal @ points()
        knots = np.linspace(heights.min(), heights.max(), self.knots, endpoint=False)
        slopes = rng.normal(size=self.knots) * _START
        arrays = (normal, push, knots, slopes)
        return Shear(*(array.astype(np.float32) for array in arrays))


KIND = LayerKind(Shear, ShearRecipe)
