"""The topology of one cloud of any size: exact bars of landmarks, or the spread of subsamples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from unknot.topology._clouds import as_cloud, as_count, as_level
from unknot.topology._components import components, divided
from unknot.topology._landmarks import landmarks
from unknot.topology._persistence import Diagram, persistence


@dataclass(frozen=True, eq=False)
class Homology:
    """How many components and holes a cloud shows, and how far to trust that.

    Attributes
    ----------
    counts
        Components, and holes that are more than noise, by dimension.
    certified
        Of every dimension the bars that are longer than 4 × ``cover``: the whole cloud has each of
        them, whatever the landmarks (stability). Of dimension 0 it counts parts that are farther
        from each other than that.
    cover
        Every point is within this distance of a landmark; 0 if all points were taken.
    points, used
        How many points there are, and how many landmarks stand for them.
    diagram
        The bars of the landmarks.
    """

    counts: tuple[int, ...]
    certified: tuple[int, ...]
    cover: float
    points: int
    used: int
    diagram: Diagram

    def summary(self) -> str:
        """Say it in a sentence."""
        who = (
            f"all {self.points:,} points"
            if self.used == self.points
            else f"{self.used:,} landmarks of {self.points:,} points (cover radius "
            f"{self.cover:.3g})"
        )
        return (
            f"Betti numbers {self.counts} by {who}; bars longer than four cover radii, which every "
            f"such choice shows: {self.certified}."
        )


@dataclass(frozen=True)
class Spread:
    """How many components and holes subsamples show.

    Attributes
    ----------
    counts
        Of every subsample, by dimension.
    size
        The points of each.
    """

    counts: tuple[tuple[int, ...], ...]
    size: int

    @property
    def median(self) -> tuple[float, ...]:
        """The medians by dimension."""
        return tuple(np.median(self.counts, axis=0).tolist())

    @property
    def least(self) -> tuple[int, ...]:
        """The least by dimension."""
        return tuple(np.min(self.counts, axis=0).tolist())

    @property
    def most(self) -> tuple[int, ...]:
        """The most by dimension."""
        return tuple(np.max(self.counts, axis=0).tolist())


def homology(
    points: ArrayLike, dimension: int = 1, *, most: int = 1000, level: float = 0.05, seed: int = 0
) -> Homology:
    """Count the components and holes of a cloud by landmarks that cover it.

    Parameters
    ----------
    points
        The cloud (n, d).
    dimension
        The highest dimension of holes.
    most
        How many landmarks at most.
    level
        Of significance, for all bars of a dimension together, see :meth:`Diagram.count`.
    seed
        Of the first landmark.

    Raises
    ------
    InputError
        A value is not finite, there are no points, or a number is out of range.

    References
    ----------
    V. de Silva, G. Carlsson, "Topological estimation using witness complexes", 2004 (landmarks).
    F. Chazal, V. de Silva, S. Oudot, "Persistence stability for geometric complexes", 2014.

    Examples
    --------
    >>> turn = np.random.default_rng(0).random(20_000) * 2 * np.pi
    >>> found = homology(np.stack([np.cos(turn), np.sin(turn)], axis=1), most=200)
    >>> found.counts, found.certified, found.cover < 0.05
    ((1, 1), (1, 1), True)
    """
    cloud = as_cloud(points)
    taken = landmarks(cloud, as_count(most, "number of landmarks", 4), seed=seed)
    some = cloud[taken.indices]
    diagram = persistence(some, dimension)
    parts = divided(some, 2 * taken.cover)
    holes = range(1, dimension + 1)
    certified = tuple(diagram.longer(k, 4 * taken.cover) for k in range(dimension + 1))
    return Homology(
        (parts.count, *(diagram.count(k, as_level(level)) for k in holes)),
        certified if taken.cover > 0 else (parts.count, *certified[1:]),
        taken.cover,
        len(cloud),
        len(some),
        diagram,
    )


def subsampled(
    points: ArrayLike,
    dimension: int = 1,
    *,
    size: int = 2000,
    count: int = 10,
    level: float = 0.05,
    seed: int = 0,
) -> Spread:
    """Count the components and holes of random subsamples, to see how the counts spread.

    Independent samples are what the law of noise speaks of; landmarks are not. Bars are computed
    up to the distance that gives 60 edges a point.

    Parameters
    ----------
    points
        The cloud (n, d).
    dimension
        The highest dimension of holes.
    size
        Of a subsample, which is the whole cloud if it has no more points.
    count
        How many subsamples.
    level, seed
        As in :func:`homology`.

    Raises
    ------
    InputError
        As in :func:`homology`.

    Examples
    --------
    >>> turn = np.random.default_rng(0).random(5_000) * 2 * np.pi
    >>> ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    >>> found = subsampled(ring, size=150, count=3)
    >>> found.median
    (1.0, 1.0)
    """
    cloud = as_cloud(points)
    rng = np.random.default_rng(as_count(seed, "seed", 0))
    taken = min(as_count(size, "size of a subsample", 4), len(cloud))
    rows = []
    for _ in range(as_count(count, "number of subsamples")):
        some = cloud[rng.choice(len(cloud), taken, replace=False)]
        diagram = persistence(some, dimension)
        holes = (diagram.count(k, as_level(level)) for k in range(1, dimension + 1))
        rows.append((components(some).count, *holes))
    return Spread(tuple(rows), taken)
