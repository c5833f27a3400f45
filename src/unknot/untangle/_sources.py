"""Links from a file, by a name, by a planar diagram code, or of a data set."""

from collections.abc import Iterator
from pathlib import Path

from unknot.data import catalogue, load
from unknot.errors import InputError, UnknownName
from unknot.links import Link, NamedLink, from_pd, is_name, links_in, named, polygons
from unknot.shapes import Polyline, Shape, Union

_FILES = (".jsonl", ".ndjson", ".xyz", ".obj", ".knt")
_CODES = ("PD[", "[[", "[(", "X[")
_NAMES = (
    "Links have names such as 8_19, L6a4, T(3,4) or whitehead, or come in files that end in "
    f"{', '.join(_FILES)}."
)


def links_of(source: str) -> Iterator[NamedLink]:
    """Give the links of a file, one by its name or planar diagram code, or that of a data set.

    Parameters
    ----------
    source
        A path that ends in ``.jsonl``, ``.xyz``, ``.obj`` or ``.knt`` (`unknot.links.links_in`); a
        name such as ``8_19``, ``L6a4``, ``T(3,4)`` or ``unlink-2spiral`` (`unknot.links.named`); a
        planar diagram code, ``PD[X[…], …]``; or the name of a data set whose classes are closed
        polygons of space, with parameters: ``"unlink-spiral:turns=2"``.

    Raises
    ------
    InputError
        There is no such thing, or its classes are no closed polygons of space.

    Examples
    --------
    >>> [(found.name, len(found.link.components)) for found in links_of("borromean")]
    [('borromean', 3)]
    >>> next(links_of("PD[X[4,2,3,1], X[2,4,1,3]]")).link.classes
    (0, 1)
    """
    if Path(source).suffix in _FILES:
        yield from links_in(source)
        return
    if source.startswith(_CODES):
        yield NamedLink("link", polygons(from_pd(source)), recipe=source)
        return
    # What is the name of a data set too is that: it takes parameters.
    if is_name(source) and source not in {entry.name for entry in catalogue()}:
        yield named(source)
        return
    try:
        shapes = load(source).shapes or ()
    except UnknownName as error:
        raise InputError(f"{error} {_NAMES}") from None
    corners, labels = [], []
    for label, shape in enumerate(shapes):
        for part in _parts(shape):
            if not isinstance(part, Polyline) or not part.closed or part.dimension != 3:
                shapes = ()
                break
            corners.append(part.vertices)
            labels.append(label)
    if not shapes:
        raise InputError(
            f"{source!r} is no link: expected a file of links that ends in {', '.join(_FILES)}; a "
            "name such as 8_19, L6a4 or T(3,4); a planar diagram code; or a data set whose classes "
            "are closed polygons of space, such as hopf or unlink-spiral."
        )
    yield NamedLink(source, Link.of(corners, labels))


def _parts(shape: Shape) -> Iterator[Shape]:
    if isinstance(shape, Union):
        for part in shape.parts:
            yield from _parts(part)
    else:
        yield shape
