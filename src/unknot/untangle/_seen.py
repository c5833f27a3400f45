"""A link as points: what pages and networks are given of it."""

import numpy as np

from unknot.data import Dataset
from unknot.links import Link
from unknot.shapes import Polyline, Union


def seen(link: Link, name: str = "link", points: int = 400) -> tuple[Dataset, float]:
    """Return points on the polygons of a link, and how long their unit is in the link's.

    The unit is the power of two next above the largest coordinate, so that the corners in the data
    set's shapes are exact if they have at most 53 bits. Polygons of a class get points by their
    lengths.

    Examples
    --------
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> data, unit = seen(Link.of([ring, [(9, 0, 1), (9, 1, 0), (9, 0, 0)]]), points=10)
    >>> data.points.shape, unit, data.points[0].tolist()
    ((10, 3), 16.0, [0.1875, 0.0, 0.0])
    """
    largest = max(abs(x) for polygon in link.components for corner in polygon for x in corner)
    unit = 2.0 ** largest.bit_length()
    shapes, rows, labels = [], [], []
    names = sorted(set(link.classes))
    for label, own in enumerate(names):
        parts = tuple(
            Polyline(tuple((x / unit, y / unit, z / unit) for x, y, z in polygon), closed=True)
            for polygon, of in zip(link.components, link.classes, strict=True)
            if of == own
        )
        shape = parts[0] if len(parts) == 1 else Union(parts)
        shapes.append(shape)
        rows.append(shape.spread(points // len(names), 0))
        labels += [label] * len(rows[-1])
    classes = tuple(f"class {own}" for own in names)
    places, axes = np.concatenate(rows), ("x", "y", "z")
    return Dataset(places, np.array(labels), classes, axes, name, name, tuple(shapes)), unit
