"""Links by the name of a data set or from a file."""

from collections.abc import Iterator
from pathlib import Path

from unknot.data import load
from unknot.errors import InputError
from unknot.links import Link, NamedLink, links_in
from unknot.shapes import Polyline, Shape, Union

_LINES = (".jsonl", ".ndjson")


def links_of(source: str) -> Iterator[NamedLink]:
    """Give the links of a file with one JSON object a line, or that of a data set.

    Parameters
    ----------
    source
        A path that ends in ``.jsonl`` (`unknot.links.links_in`), or the name of a data set whose
        classes are closed polygons of space, with parameters: ``"unlink-spiral:turns=2"``.

    Raises
    ------
    InputError
        There is no such thing, or its classes are no closed polygons of space.

    Examples
    --------
    >>> [(found.name, len(found.link.components)) for found in links_of("borromean")]
    [('borromean', 3)]
    """
    if Path(source).suffix in _LINES:
        yield from links_in(source)
        return
    shapes = load(source).shapes or ()
    polygons, labels = [], []
    for label, shape in enumerate(shapes):
        for part in _parts(shape):
            if not isinstance(part, Polyline) or not part.closed or part.dimension != 3:
                shapes = ()
                break
            polygons.append(part.vertices)
            labels.append(label)
    if not shapes:
        raise InputError(
            f"{source!r} is no link: expected a file of links that ends in .jsonl, or a data set "
            "whose classes are closed polygons of space, such as hopf or unlink-spiral."
        )
    yield NamedLink(source, Link.of(polygons, labels))


def _parts(shape: Shape) -> Iterator[Shape]:
    if isinstance(shape, Union):
        for part in shape.parts:
            yield from _parts(part)
    else:
        yield shape
