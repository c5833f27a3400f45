"""From one exact shape a class to a data set."""

import numpy as np

from unknot.data._arrays import Floats
from unknot.data._dataset import Dataset
from unknot.data._names import axis_names, class_letters
from unknot.data._source import Parameter
from unknot.shapes import Shape

SEED = Parameter("seed", "seed of the random numbers", 0, 0, 2**63 - 1)
NOISE = Parameter("noise", "standard deviation of Gaussian noise, data units", 0.0, 0, 100)


def points_parameter(default: int = 400) -> Parameter:
    """Make the parameter for the total number of points."""
    return Parameter("points", "number of points in all", default, 2, 1_000_000)


def shares(points: int, classes: int) -> list[int]:
    """Split a number of points evenly; the first classes get the remainder."""
    return [points // classes + (k < points % classes) for k in range(classes)]


def from_shapes(
    name: str, source: str, shapes: tuple[Shape, ...], points: int, noise: float, seed: int
) -> Dataset:
    """Sample every class from its shape, and add noise.

    Curves, polygons and circles are sampled at equal steps of length, so that their seed matters
    only with noise; solids at random.
    """
    rng = np.random.default_rng(seed)
    counts = shares(points, len(shapes))
    rows = [shape.spread(count, rng) for shape, count in zip(shapes, counts, strict=True)]
    return labelled(name, source, class_letters(len(shapes)), shapes, rows, noise, rng)


def labelled(
    name: str,
    source: str,
    classes: tuple[str, ...],
    shapes: tuple[Shape, ...],
    rows: list[Floats],
    noise: float,
    rng: np.random.Generator,
) -> Dataset:
    """Put the points of each class together, and add noise; with noise the shapes are dropped."""
    points = np.concatenate(rows)
    if noise:
        points = points + rng.normal(0, noise, points.shape)
    return Dataset(
        points,
        np.repeat(np.arange(len(classes)), [len(part) for part in rows]),
        classes,
        axis_names(points.shape[1]),
        name,
        source,
        None if noise else shapes,
    )
