"""The layer x ↦ x that says how its units are laid out: as images, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import equinox as eqx
import numpy as np

from unknot.errors import InputError
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._grid import Grid, extents, need_room, sizes_of
from unknot.nets.layers._kinds import LayerKind, Recipe
from unknot.nets.layers._layer import Facts, Layer, LayerPath, Order, need_shapes


class Layout(Layer):
    """The layer x ↦ x, which only says what the units are to those that follow.

    Parameters
    ----------
    shape
        Channels, height and width of images; or the one number of plain units.

    Examples
    --------
    >>> import numpy as np
    >>> Layout((1, 2, 2))(np.arange(4.0)).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """

    kind: ClassVar[str] = "layout"

    shape: tuple[int, ...] = eqx.field(static=True, converter=tuple)

    @property
    def inputs(self) -> int:
        """The number of units."""
        return int(np.prod(self.shape))

    @property
    def outputs(self) -> int:
        """The same number."""
        return self.inputs

    @property
    def name(self) -> str:
        """What they are."""
        return "flatten" if len(self.shape) == 1 else f"image {'×'.join(map(str, self.shape))}"

    def facts(self) -> Facts:
        """Return the shape."""
        return {"shape": list(self.shape)}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of this shape."""
        need_shapes(not arrays and len(facts["shape"]) in {1, 3}, cls.kind)
        return cls(sizes_of(facts["shape"], len(facts["shape"])))

    def __call__(self, x: Array) -> Array:
        """Return ``x``."""
        return x

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return unit matrices (n, units, units)."""
        return np.tile(np.eye(self.inputs), (x.shape[1], 1, 1))

    def path(self, order: Order, near: LayerPath | None = None) -> "StillPath":
        """Return the path on which nothing moves."""
        del order, near
        return StillPath("isotopy", "nothing moves", self)


@dataclass(frozen=True)
class StillPath(LayerPath):
    """The path of a layer that moves nothing."""

    layer: Layout

    def at(self, s: float) -> Layout:
        """Return the layer, which is the identity."""
        del s
        return self.layer

    def preimage(self, s: float, y: np.ndarray) -> np.ndarray:
        """Return ``y``."""
        del s
        return y


@dataclass(frozen=True)
class LayoutRecipe(Recipe):
    """``"image:3x32x32"`` (channels, rows, columns), or ``"flatten"`` where ``shape`` is None."""

    shape: tuple[int, ...] | None

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return the two words."""
        return "image", "flatten"

    @classmethod
    def read(cls, text: str) -> "LayoutRecipe":
        """Read the word and, of images, three sizes."""
        word, colon, size = text.partition(":")
        if word == "image":
            return cls(extents(size, text, 3))
        if colon:
            raise InputError(f"The layer 'flatten' has no size, but got {text!r}.")
        return cls(None)

    @property
    def of_images(self) -> bool:
        """Whether it is ``image``."""
        return self.shape is not None

    @property
    def text(self) -> str:
        """The word, and the sizes of images."""
        return "flatten" if self.shape is None else f"image:{'x'.join(map(str, self.shape))}"

    def outputs(self, inputs: int) -> int:
        """Return the inputs, as what they are said to be."""
        if self.shape is None:
            return int(inputs)
        grid = need_room(Grid(*self.shape), self.text)
        if grid != inputs:
            raise InputError(
                f"The layer {self.text!r} takes {' × '.join(map(str, self.shape))} = {int(grid)} "
                f"units, but gets {int(inputs)}."
            )
        return grid

    def parameters(self, inputs: int) -> int:
        """Count none."""
        del inputs
        return 0

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Layout:
        """Return the layer; there is nothing to draw."""
        del rng, initial
        space: Any = self.outputs(inputs)
        return Layout(space.shape if isinstance(space, Grid) else (space,))


KIND = LayerKind(Layout, LayoutRecipe)
