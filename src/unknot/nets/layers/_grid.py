"""Units that are pixels: how many channels, and of what height and width."""

from math import isqrt
from typing import Any, Self

from unknot.errors import InputError
from unknot.nets.activations import Array

MOST_PIXELS = 2**18  # of one image, in all its channels


class Grid(int):
    """A number of units that are images: channel by channel, each row by row.

    It is that number. What takes plain units takes it as well; what needs images asks for the rest.

    Parameters
    ----------
    channels, height, width
        Positive.

    Examples
    --------
    >>> grid = Grid(3, 32, 32)
    >>> grid == 3072, grid.shape
    (True, (3, 32, 32))
    """

    channels: int
    height: int
    width: int

    def __new__(cls, channels: int, height: int, width: int) -> Self:
        grid = super().__new__(cls, channels * height * width)
        grid.channels, grid.height, grid.width = channels, height, width
        return grid

    def __getnewargs__(self) -> tuple[int, int, int]:  # type: ignore[override]
        return self.shape

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width."""
        return self.channels, self.height, self.width

    @classmethod
    def of(cls, features: int) -> int:
        """Return the features of data as a square of grey pixels if they can be one, else as is.

        Examples
        --------
        >>> Grid.of(784).shape, Grid.of(10)
        ((1, 28, 28), 10)
        """
        side = isqrt(features)
        return cls(1, side, side) if side**2 == features else features


def grid_of(inputs: int, text: str) -> Grid:
    """Return the images that a layer gets.

    Raises
    ------
    InputError
        It gets plain units.
    """
    if isinstance(inputs, Grid):
        return inputs
    raise InputError(
        f"The layer {text!r} needs images, but gets {inputs} units. If they are pixels, say before "
        "it how many channels, rows and columns they are, e.g. image:3x32x32; of data, a square "
        "number is taken for one channel."
    )


def extents(text: str, at: str, count: int) -> tuple[int, ...]:
    """Read sizes with an x between; of two that are the same, one is enough.

    Raises
    ------
    InputError
        They are not so many positive whole numbers.
    """
    parts = text.split("x")
    if len(parts) == 1 and count == 2:
        parts = [*parts, *parts]
    if len(parts) != count or not all(part.isdecimal() and part.isascii() for part in parts):
        example = "3x32x32 (channels, rows, columns)" if count == 3 else "5, or 5x3"
        raise InputError(f"The layer {at!r} has the size {text!r}; expected {example}, say.")
    sizes = tuple(map(int, parts))
    if min(sizes) < 1 or max(sizes) > MOST_PIXELS:
        raise InputError(
            f"The layer {at!r} has the size {text!r}; expected numbers from 1 to {MOST_PIXELS}."
        )
    return sizes


def sizes_of(value: Any, count: int) -> tuple[int, ...]:
    """Return the sizes that a file says a layer has.

    Raises
    ------
    InputError
        They are not so many positive whole numbers.
    """
    sizes = tuple(value)
    if len(sizes) != count or not all(type(size) is int and size > 0 for size in sizes):
        raise InputError(f"A layer has the sizes {value!r}; expected {count} positive numbers.")
    return sizes


def need_room(grid: Grid, text: str) -> Grid:
    """Refuse images that are too large to be computed with.

    Raises
    ------
    InputError
        They have more pixels than one layer may have.
    """
    if grid > MOST_PIXELS:
        raise InputError(
            f"The layer {text!r} gives images of {'×'.join(map(str, grid.shape))} = {int(grid):,} "
            f"units; expected at most {MOST_PIXELS:,}. Use fewer filters, or pool before it."
        )
    return grid


def images_of(x: Array, shape: tuple[int, ...]) -> Array:
    """Return columns as images, (n, height, width, channels).

    Channels last compiles to the faster code on CPUs. Where one layer of images follows another
    this undoes :func:`columns_of`, and XLA takes both out.
    """
    return x.reshape(*shape, -1).transpose(3, 1, 2, 0)


def columns_of(images: Array, many: tuple[int, ...]) -> Array:
    """Return images (n, height, width, channels) as columns, with the axes of the points."""
    _, height, width, channels = images.shape
    return images.transpose(3, 1, 2, 0).reshape(channels * height * width, *many)
