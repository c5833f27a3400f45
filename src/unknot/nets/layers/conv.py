"""The convolutional layer: every filter's answer at every place of an image, then an activation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import equinox as eqx
import numpy as np

from unknot.errors import InputError, UnknownName
from unknot.nets._initial import Initial
from unknot.nets.activations import Activation, Array, activation, activation_names
from unknot.nets.layers._correlate import Padding, correlate, padding_of, places
from unknot.nets.layers._grid import (
    Grid,
    columns_of,
    extents,
    grid_of,
    images_of,
    need_room,
    sizes_of,
)
from unknot.nets.layers._kinds import LayerKind, Recipe, units
from unknot.nets.layers._layer import Facts, Layer, need_shapes


class Conv(Layer):
    """σ of the products of every filter with every patch of an image, and a bias for each filter.

    Images are columns: channel by channel, each row by row. Filters are not flipped (this is
    cross-correlation, as in all of deep learning).

    Parameters
    ----------
    weight
        (filters, channels, rows, columns).
    bias
        (filters,).
    shape
        Channels, height and width of the images it takes.
    stride
        From one patch to the next, in pixels.
    same
        Whether the image is surrounded by zeros, so that with a stride of 1 it keeps its size.
        Otherwise patches lie within the image.
    activation
        σ, by :func:`unknot.nets.activation`.
    padding
        How many zeros surround the image, ((above, below), (left, right)), if ``same`` does not
        say it.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import activation
    >>> edges = Conv(
    ...     np.array([[[[-1.0, 1.0]]]]), np.zeros(1), (1, 2, 3), 1, False, activation("relu")
    ... )
    >>> edges(np.array([0.0, 0.0, 1.0, 1.0, 0.0, 2.0])).tolist()
    [0.0, 1.0, 0.0, 2.0]
    """

    kind: ClassVar[str] = "conv"

    weight: Array
    bias: Array
    shape: tuple[int, ...] = eqx.field(static=True, converter=tuple)
    stride: int = eqx.field(static=True)
    same: bool = eqx.field(static=True)
    activation: Activation = eqx.field(static=True)
    padding: Padding | None = eqx.field(static=True, default=None)

    @property
    def inputs(self) -> int:
        """The number of pixels it takes, in all channels."""
        return int(np.prod(self.shape))

    @property
    def outputs(self) -> int:
        """The number of pixels it gives, in all channels."""
        return int(self.grid)

    @property
    def grid(self) -> Grid:
        """The images it gives."""
        filters, size = self.weight.shape[-4], self.weight.shape[-2:]
        return _images(Grid(*self.shape), filters, size, self.stride, self.surround)

    @property
    def surround(self) -> Padding:
        """How many zeros surround the image, ((above, below), (left, right))."""
        if self.padding is not None:
            return self.padding
        return padding_of(self.shape[1:], self.weight.shape[-2:], self.stride, self.same)

    @property
    def name(self) -> str:
        """The size of its filters, and its activation."""
        return f"conv {'×'.join(map(str, self.weight.shape[-2:]))} {self.activation.name}"

    def facts(self) -> Facts:
        """Return the images that it takes, how patches lie, and the activation's name."""
        return {
            "shape": list(self.shape),
            "stride": self.stride,
            "same": self.same,
            "activation": self.activation.name,
        } | ({} if self.padding is None else {"padding": [list(side) for side in self.padding]})

    @classmethod
    def made(cls, facts: Facts, arrays: Mapping[str, Array]) -> Self:
        """Return the layer of these facts, weight and bias."""
        weight, bias = arrays["weight"], arrays["bias"]
        shape, (stride,) = sizes_of(facts["shape"], 3), sizes_of([facts["stride"]], 1)
        need_shapes(
            weight.ndim >= 4
            and weight.shape[-3] == shape[0]
            and bias.shape == weight.shape[:-3]
            and type(facts["same"]) is bool,
            cls.kind,
        )
        sigma = activation(facts["activation"])
        padding = _padding(facts["padding"]) if "padding" in facts else None
        layer = cls(weight, bias, shape, stride, facts["same"], sigma, padding)
        need_shapes(layer.outputs > 0, cls.kind)
        return layer

    def __call__(self, x: Array) -> Array:
        """Return the images of the columns of ``x``."""
        z = self._products(images_of(x, self.shape)) + self.bias
        return columns_of(self.activation(z), x.shape[1:])

    def jacobian(self, x: np.ndarray) -> np.ndarray:
        """Return the derivatives (n, outputs, inputs) at the columns of ``x`` (inputs, n)."""
        answers = self._products(images_of(np.eye(self.inputs), self.shape))
        matrix = columns_of(answers, (self.inputs,))
        bias = np.repeat(self.bias, self.outputs // len(self.bias))
        return self.activation.derivative(matrix @ x + bias[:, None]).T[:, :, None] * matrix

    def _products(self, images: Array) -> Array:
        """Return the filters' answers (n, h, w, filters) to images (n, height, width, channels)."""
        return correlate(images, self.weight, self.stride, self.surround)


def _padding(value: Any) -> Padding:
    """Return the zeros that a file says surround an image."""
    sides = [tuple(side) for side in value]
    whole = all(type(count) is int and count >= 0 for side in sides for count in side)
    need_shapes(whole and [len(side) for side in sides] == [2, 2], Conv.kind)
    (above, below), (left, right) = sides
    return (above, below), (left, right)


def _images(grid: Grid, filters: int, size: tuple[int, ...], stride: int, padding: Padding) -> Grid:
    """Return the images that filters make of others."""
    height, width = (
        places(length + sum(pad), extent, stride)
        for length, pad, extent in zip(grid.shape[1:], padding, size, strict=True)
    )
    return Grid(filters, height, width)


@dataclass(frozen=True)
class ConvRecipe(Recipe):
    """``"conv:16,5"``: 16 filters of 5×5, then ReLU; ``"conv:16,5x3,stride=2,same,tanh"``."""

    filters: int
    size: tuple[int, int]
    stride: int
    same: bool
    activation: Activation

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Return ``conv``."""
        return ("conv",)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the number of filters, their size, and what else is said, in any order."""
        filters, _, rest = text.partition(":")[2].partition(",")
        size, *options = rest.split(",")
        if not filters or not size:
            raise InputError(
                f"The layer {text!r} lacks the number of its filters or their size: conv:16,5, say."
            )
        stride, same, sigma = 1, False, "relu"
        for option in options:
            if option == "same":
                same = True
            elif option.startswith("stride="):
                stride = units(option.removeprefix("stride="), text, "pixels of stride")
            elif option.partition(":")[0] in activation_names():
                sigma = option
            else:
                raise UnknownName(
                    "option of convolutions", option, ("same", "stride=2", *activation_names())
                )
        height, width = extents(size, text, 2)
        count = units(filters, text, "filters")
        return cls(count, (height, width), stride, same, activation(sigma))

    @property
    def of_images(self) -> bool:
        """Yes."""
        return True

    @property
    def text(self) -> str:
        """The text, with what is not as usual."""
        height, width = self.size
        parts = [str(self.filters), str(height) if height == width else f"{height}x{width}"]
        parts += [f"stride={self.stride}"] * (self.stride != 1)
        parts += ["same"] * self.same
        parts += [self.activation.name] * (self.activation.name != "relu")
        return f"conv:{','.join(parts)}"

    def outputs(self, inputs: int) -> Grid:
        """Return the images of the filters' answers."""
        grid = grid_of(inputs, self.text)
        padding = padding_of(grid.shape[1:], self.size, self.stride, self.same)
        found = _images(grid, self.filters, self.size, self.stride, padding)
        if not found:
            raise InputError(
                f"The filters of the layer {self.text!r} are larger than the images that it gets, "
                f"{grid.height}×{grid.width}; use smaller ones, or surround the images by zeros: "
                f"{self.text},same."
            )
        return need_room(found, self.text)

    def parameters(self, inputs: int) -> int:
        """Count weights and biases."""
        channels = grid_of(inputs, self.text).channels
        return (channels * self.size[0] * self.size[1] + 1) * self.filters

    def draw(self, rng: np.random.Generator, inputs: int, initial: Initial) -> Conv:
        """Draw normal weights of variance 2 / (numbers in a patch); biases are zero.

        He, Zhang, Ren and Sun 2015, arXiv:1502.01852.
        """
        del initial
        self.outputs(inputs)
        grid = grid_of(inputs, self.text)
        shape = (self.filters, grid.channels, *self.size)
        weight = rng.normal(size=shape) * (2 / np.prod(shape[1:])) ** 0.5
        return Conv(
            weight.astype(np.float32),
            np.zeros(self.filters, np.float32),
            grid.shape,
            self.stride,
            self.same,
            self.activation,
        )


KIND = LayerKind(Conv, ConvRecipe)
