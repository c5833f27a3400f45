"""Random changes of images that leave them what they are, and how those are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from unknot.data import Parameter, parse_source, read_parameters
from unknot.errors import InputError, UnknownName
from unknot.nets import Grid, Recipe
from unknot.nets.layers.image import LayoutRecipe

AFFINE = (
    Parameter("rotation", "degrees, to either side", 12.0, 0, 180),
    Parameter("scale", "share by which each side grows or shrinks", 0.12, 0, 0.9),
    Parameter("shear", "pixels sideways for each pixel up", 0.2, 0, 2),
    Parameter("shift", "share of the side of the image", 0.07, 0, 0.5),
)


@dataclass(frozen=True)
class Augment:
    """Affine maps of images, drawn evenly from plus or minus so much of each of their parts.

    Simard, Steinkraus and Platt 2003, "Best practices for convolutional neural networks applied
    to visual document analysis".

    Parameters
    ----------
    rotation
        Degrees.
    scale
        Share by which height and width, each for itself, grow or shrink.
    shear
        Pixels sideways for each pixel up.
    shift
        Share of the height, and of the width.

    Examples
    --------
    >>> Augment.read("affine:rotation=5,shift=0")
    Augment(rotation=5.0, scale=0.12, shear=0.2, shift=0.0)
    """

    rotation: float
    scale: float
    shear: float
    shift: float

    @classmethod
    def read(cls, text: str) -> Self:
        """Read ``affine``, or ``affine:rotation=12,scale=0.12,shear=0.2,shift=0.07``.

        Raises
        ------
        UnknownName
            There is no such change, or no such part of it.
        InputError
            A number is none, or out of its range.
        """
        word, options = parse_source(text)
        if word != "affine":
            if word.partition(":")[0] == "affine":
                raise InputError(
                    f"Cannot read {text!r}; expected parts with their numbers, as in "
                    "affine:rotation=12,shift=0.07."
                )
            raise UnknownName("change of images", word, ["affine"])
        parts: dict[str, Any] = read_parameters("affine", AFFINE, options)
        return cls(**parts)


def images_for(recipes: Sequence[Recipe], features: int) -> Grid:
    """Return what images the points of so many features are, as the first of the layers takes them.

    Raises
    ------
    InputError
        It takes plain units.

    Examples
    --------
    >>> from unknot.nets import layer_recipes
    >>> images_for(layer_recipes("conv:4,3/tanh:2"), 64).shape
    (1, 8, 8)
    """
    images = images_of(recipes, features)
    if images is not None:
        return images
    raise InputError(
        f"To augment is for images, but the first layer takes {features} plain numbers. If they "
        "are pixels, begin with a layer of images (conv, pool), or say what they are: "
        "image:1x28x28 (channels, rows, columns)."
    )


def images_of(recipes: Sequence[Recipe], features: int) -> Grid | None:
    """Return the same, or None where the first layer takes plain units.

    Examples
    --------
    >>> from unknot.nets import layer_recipes
    >>> images_of(layer_recipes("tanh:2"), 64)
    """
    space, first = Grid.of(features), recipes[0] if recipes else None
    if isinstance(first, LayoutRecipe):
        space = first.outputs(space)
    elif first is None or _takes_plain(first, features):
        space = features
    return space if isinstance(space, Grid) else None


def _takes_plain(first: Recipe, features: int) -> bool:
    """Whether a layer takes numbers of which it is not known that they are pixels."""
    try:
        first.outputs(int(features))
    except InputError:
        return False
    return True
