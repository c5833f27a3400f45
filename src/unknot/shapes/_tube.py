"""Solid tubes round polygons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, final

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.exact import number, read_float, read_rows
from unknot.shapes._arguments import Floats, Seed, as_count, as_number, as_points, generator
from unknot.shapes._covers import Boxes, padded
from unknot.shapes._grid import grid_cover
from unknot.shapes._polygons import Polyline, segment_distances
from unknot.shapes._round import ball_volume, unit_vectors, within
from unknot.shapes._shape import Content, Member, Shape


@final
@dataclass(frozen=True)
class Tube(Shape):
    """All points within a radius of a polygon: the closed solid tube.

    Parameters
    ----------
    core
        The polygon, closed or open, in R^n with n >= 2.
    radius
        The radius, > 0, in data units.

    Examples
    --------
    >>> tube = Tube(Polyline([(0, 0, 0), (4, 0, 0)]), 0.5)
    >>> tube.distance([[2, 2, 0], [2, 0.25, 0]]).tolist()
    [1.5, 0.0]
    """

    kind = "tube"

    core: Polyline
    radius: float

    def __post_init__(self):
        if not isinstance(self.core, Polyline):
            raise InputError(f"The core of a tube is a Polyline; got {type(self.core).__name__}.")
        if self.core.dimension < 2:
            raise InputError("A tube in R^1 is an interval; use a Segment.")
        object.__setattr__(self, "radius", as_number(self.radius, "radius of the tube", 1e-100))

    def content(self) -> Content:
        """Write the parameters exactly."""
        return self.core.content() | {"radius": number(self.radius)}

    @classmethod
    def of_content(cls, content: Content) -> Self:
        """Read what `content` wrote."""
        return cls(
            Polyline(read_rows(content["vertices"]), content["closed"]),
            read_float(content["radius"]),
        )

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return self.core.dimension

    @property
    def measure(self) -> float:
        """Length times cross-section, and the caps of an open tube; approximate at corners.

        For smooth thin tubes this is exact (H. Weyl, On the volume of tubes, 1939).
        """
        n = self.dimension
        caps = 0.0 if self.core.closed else ball_volume(n, self.radius)
        return self.core.measure * ball_volume(n - 1, self.radius) + caps

    def members(self) -> Iterator[Member]:
        """Give those of the core."""
        yield from self.core.members()

    def nearest(self, points: ArrayLike) -> Floats:
        """Move points (m, n) just inside."""
        rows = as_points(points, self.dimension)
        return within(rows, _nearest_on(*self.core.segments(), rows), self.radius)

    @property
    def spine(self) -> Polyline:
        """The core."""
        return self.core

    def sample(self, count: int, seed: Seed) -> Floats:
        """Draw points uniformly in volume: (count, n).

        Points are drawn from the capsules round the segments; one that lies in k capsules is
        kept with probability 1/k, which makes the result uniform on their union.
        """
        rng = generator(seed)
        kept = np.zeros((0, self.dimension))
        while len(kept) < as_count(count):
            drawn = self._from_capsules(count - len(kept), rng)
            share = np.maximum(self._multiplicity(drawn), 1)
            kept = np.concatenate([kept, drawn[rng.random(len(drawn)) * share < 1]])
        return kept

    def distance(self, points: ArrayLike) -> Floats:
        """Give the exact distances (m,), up to rounding."""
        return np.maximum(self.core.distance(points) - self.radius, 0.0)

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the corners of a box round the tube, rounded outward."""
        return padded(*self.core.bounds(), self.radius)

    def cover(self, size: float) -> Boxes:
        """Cover by the grid cells that meet the tube; see `Shape.cover`."""
        n, (starts, ends) = self.dimension, self.core.segments()
        # The tube holds at least the cylinder round its longest segment.
        longest = float(np.linalg.norm(ends - starts, axis=1).max())
        least = longest * ball_volume(n - 1, self.radius)
        return grid_cover(size, *self.bounds(), self.distance, (least, n))

    def _from_capsules(self, count: int, rng: np.random.Generator) -> Floats:
        starts, ends = self.core.segments()
        n, radius = self.dimension, self.radius
        lengths = np.linalg.norm(ends - starts, axis=1)
        # Volumes in units of a cross-section's, which may be beyond floats.
        ball = radius * ball_volume(n, 1.0) / ball_volume(n - 1, 1.0)
        weights = lengths + ball
        which = rng.choice(len(starts), count, p=weights / weights.sum())
        along = (ends - starts)[which] / lengths[which, None]
        # In a cylinder: a point of the axis, and a disc across it.
        across = unit_vectors(count, n, rng)
        across -= (across * along).sum(1, keepdims=True) * along
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-300)
        across *= radius * rng.random((count, 1)) ** (1 / (n - 1))
        t = rng.random((count, 1))
        in_cylinder = starts[which] * (1 - t) + ends[which] * t + across
        # In the caps: a ball cut in two by the direction of the axis.
        offset = radius * rng.random((count, 1)) ** (1 / n) * unit_vectors(count, n, rng)
        ahead = (offset * along).sum(1, keepdims=True) > 0
        in_caps = np.where(ahead, ends[which], starts[which]) + offset
        capped = rng.random(count) * weights[which] < ball
        return np.where(capped[:, None], in_caps, in_cylinder)

    def _multiplicity(self, points: Floats) -> np.ndarray:
        starts, ends = self.core.segments()
        step = max(1, 2_000_000 // starts.size)
        return np.concatenate(
            [
                (segment_distances(points[i : i + step], starts, ends) <= self.radius).sum(1)
                for i in range(0, len(points), step)
            ]
        )


def _nearest_on(starts: Floats, ends: Floats, points: Floats) -> Floats:
    """Give the points of segments (k, n) that are nearest to points (m, n): (m, n)."""
    found = []
    for part in np.array_split(points, max(1, points.size * len(starts) // 2_000_000)):
        along = ends - starts
        t = np.einsum("mkn,kn->mk", part[:, None] - starts, along) / (along**2).sum(1)
        places = starts + np.clip(t, 0, 1)[:, :, None] * along
        best = np.linalg.norm(part[:, None] - places, axis=2).argmin(axis=1)
        found.append(places[np.arange(len(part)), best])
    return np.concatenate(found)
