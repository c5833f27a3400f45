"""The pooling layer: the largest or the mean of every patch of an image, channel by channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import ClassVar, Literal, Self, get_args

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from unknot.errors import InputError, UnknownName
from unknot.nets._initial import Initial
from unknot.nets.activations import Array
from unknot.nets.layers._grid import Grid, columns_of, extents, grid_of, images_of, sizes_of
from unknot.nets.layers._kinds import LayerKind, Recipe
from unknot.nets.layers._layer import Facts, Layer, need_shapes

Of = Literal["max", "mean"]


class Pool(Layer):
    """The largest or the mean of every patch; patches lie side by side.

    What is left over at the right and at the bottom is not looked at.

    Parameters
    ----------
    shape
        Channels, height and width of the images it takes.
    size
        Height and width of a patch.
    of
        ``"max"`` or ``"mean"``.

    Examples
    --------
    >>> import numpy as np
    >>> Pool((1, 2, 4), (2, 2), "max")(np.arange(8.0)).tolist()
    [5.0, 7.0]
    """

    kind: ClassVar[str] = "pool"

    shape: tuple[int, ...] = eqx.field(static=True, converter=tuple)
    size: tuple[int, ...] = eqx.field(static=True, converter=tuple)
    of: Of = eqx.field(static=True)

    @property
    def inputs(self) -> int:
        """The number of pixels it takes, in all channels."""
        return int(np.prod(self.shape))

    @property
    def outputs(self) -> int:
        """The number of patches, in all channels."""
        return int(pooled(Grid(*self.shape), self.size))

    @property
    def name(self) -> str:
        """What it takes of which patches."""
        return f"{self.of} pool {'×'.join(map(str, self.size))}"

    def facts(self) -> Facts:
        """Return all that it is: it has no arrays."""
        return {"shape": list(self.shape), "size": list(self.size), "of": self.of}

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of these facts."""
        shape, size = sizes_of(facts["shape"], 3), sizes_of(facts["size"], 2)
        need_shapes(not arrays and facts["of"] in get_args(Of), cls.kind)
        layer = cls(shape, size, facts["of"])
        need_shapes(layer.outputs > 0, cls.kind)
        return layer

    def __call__(self, x: Array) -> Array:
        """Return what is taken of the patches of the columns of ``x``."""
        _, height, width = pooled(Grid(*self.shape), self.size).shape
        rows, columns = self.size
        whole = images_of(x, self.shape)[:, : height * rows, : width * columns]
        merged = reduce(self._merge, [whole[:, i::rows] for i in range(rows)])
        found = reduce(self._merge, [merged[:, :, j::columns] for j in range(columns)])
        return columns_of(found if self.of == "max" else found / (rows * columns), x.shape[1:])

    def _merge(self, one: Array, other: Array) -> Array:
        if self.of == "mean":
            return one + other
        return np.maximum(one, other) if isinstance(one, np.ndarray) else jnp.maximum(one, other)


def pooled(grid: Grid, size: tuple[int, ...]) -> Grid:
    """Return the images that patches of this size make of others."""
    return Grid(grid.channels, grid.height // size[0], grid.width // size[1])


@dataclass(frozen=True)
class PoolRecipe(Recipe):
    """``"pool:2"``, the largest of patches of 2×2; ``"pool:2x3,mean"``."""

    size: tuple[int, int]
    of: Of

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return ``pool``."""
        return ("pool",)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the size of a patch, and what is taken of it."""
        size, _, of = text.partition(":")[2].partition(",")
        if not size:
            raise InputError(f"The layer {text!r} lacks the size of its patches: pool:2, say.")
        of = of or "max"
        if of not in get_args(Of):
            raise UnknownName("way of pooling", of, get_args(Of))
        height, width = extents(size, text, 2)
        return cls((height, width), "mean" if of == "mean" else "max")

    @property
    def of_images(self) -> bool:
        """Yes."""
        return True

    @property
    def text(self) -> str:
        """The size of a patch, and what is taken of it if not the largest."""
        height, width = self.size
        size = str(height) if height == width else f"{height}x{width}"
        return f"pool:{size}" + (f",{self.of}" if self.of != "max" else "")

    def outputs(self, inputs: int) -> Grid:
        """Return the images of patches."""
        grid = grid_of(inputs, self.text)
        found = pooled(grid, self.size)
        if not found:
            raise InputError(
                f"The layer {self.text!r} takes patches of {self.size[0]}×{self.size[1]}, but the "
                f"images that it gets are {grid.height}×{grid.width}."
            )
        return found

    def parameters(self, inputs: int) -> int:
        """Count none."""
        del inputs
        return 0

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Pool:
        """Return the layer; there is nothing to draw."""
        del rng, initial
        self.outputs(inputs)
        return Pool(grid_of(inputs, self.text).shape, self.size, self.of)


KIND = LayerKind(Pool, PoolRecipe)
