"""Shapes as certificates and recordings write them."""

from unknot.errors import InputError
from unknot.shapes._shape import Content, Shape


def write(shape: Shape) -> Content:
    """Write a shape exactly, as certificates and recordings do.

    Raises
    ------
    InputError
        It is a curve by a function that cannot be written down.

    Examples
    --------
    >>> from unknot.shapes import Ball
    >>> write(Ball((0, 0), 0.75))
    {'shape': 'ball', 'centre': [0, 0], 'radius': '0x1.8000000000000p-1'}
    """
    return {"shape": shape.kind} | shape.content()


def read(content: Content) -> Shape:
    """Read a shape that :func:`write` wrote.

    Raises
    ------
    InputError
        It is no shape, or of an unknown kind.

    Examples
    --------
    >>> read({"shape": "ball", "centre": [0, 0], "radius": "0x1.8000000000000p-1"})
    Ball(centre=(0.0, 0.0), radius=0.75)
    """
    try:
        return kinds()[content["shape"]].of_content(content)
    except KeyError as error:
        raise InputError(f"This is no shape: {error} is missing or unknown.") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"This is no shape: {error}") from None


def kinds() -> dict[str, type[Shape]]:
    """Return every kind of shape there is, by how it is written."""
    known: dict[str, type[Shape]] = {}
    for kind in Shape.__subclasses__():
        known[kind.kind] = kind  # of a segment, which is written as a polygon, the latter
    return known
