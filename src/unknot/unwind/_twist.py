"""A plan for sets that wind about a centre: circles about it turn, each by its own angle."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from jaxtyping import Float

from unknot.unwind._line import widest_gap

_RINGS = 400
_FEW = 300  # points of a class in which a centre is tried
_ACROSS = 14  # centres along each side of the box that holds both classes
_SEEN = 0.2  # of a unit: as far as the classes' directions must differ to say which way they look


@dataclass(frozen=True)
class Twist:
    """The isotopy that turns the circle of radius r about a centre by −t·θ(r), t from 0 to 1.

    Parameters
    ----------
    centre
        (2,), data units.
    radii, angles
        θ at some radii, in radians, linear between them and constant beyond.

    Examples
    --------
    >>> half = Twist(np.zeros(2), np.array([0.0, 1.0]), np.array([0.0, np.pi]))
    >>> half.at(np.array([[1.0, 0.0], [0.5, 0.0]]), 1.0).round(9).tolist()
    [[-1.0, -0.0], [0.0, -0.5]]
    """

    centre: Float[np.ndarray, " 2"]
    radii: Float[np.ndarray, " k"]
    angles: Float[np.ndarray, " k"]

    def at(self, points: Float[np.ndarray, "m 2"], t: float) -> Float[np.ndarray, "m 2"]:
        """Return where points (m, 2) are at the time t."""
        apart = points - self.centre
        turn = -t * np.interp(np.hypot(*apart.T), self.radii, self.angles)
        cos, sin = np.cos(turn), np.sin(turn)
        x, y = apart.T
        return self.centre + np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)

    @property
    def turns(self) -> float:
        """How far the inmost circle turns about the outmost, in full turns."""
        return float(np.ptp(self.angles)) / (2 * np.pi)

    @classmethod
    def of(cls, first: Float[np.ndarray, "a 2"], second: Float[np.ndarray, "b 2"]) -> Self | None:
        """Find one after which a line separates two dense clouds; None if none of those tried does.

        On every circle the classes look to some side: θ follows the direction from the second to
        the first.
        """
        few = first[:: len(first) // _FEW + 1], second[:: len(second) // _FEW + 1]
        for centre in _centres(first, second):
            rough = cls._about(centre, *few)
            if rough is None or not widest_gap(*(rough.at(rows, 1) for rows in few)):
                continue
            twist = cls._about(centre, first, second)
            if twist is not None and widest_gap(twist.at(first, 1), twist.at(second, 1)):
                return twist
        return None

    @classmethod
    def _about(cls, centre: np.ndarray, first: np.ndarray, second: np.ndarray) -> Self | None:
        sides = [rows - centre for rows in (first, second)]
        sizes = [np.hypot(*rows.T) for rows in sides]
        most = max(size.max() for size in sizes)
        ring = [np.minimum((size / most * _RINGS).astype(int), _RINGS - 1) for size in sizes]
        looks = np.zeros((_RINGS, 2))
        for rows, size, where, sign in zip(sides, sizes, ring, (1.0, -1.0), strict=True):
            units = rows / np.maximum(size, 1e-300)[:, None]
            counts = np.maximum(np.bincount(where, minlength=_RINGS), 1)
            for axis in range(2):
                total = np.bincount(where, units[:, axis], minlength=_RINGS)
                looks[:, axis] += sign * total / counts
        seen = np.flatnonzero(np.hypot(*looks.T) > _SEEN)
        if len(seen) < 2:
            return None
        angles = np.unwrap(np.arctan2(looks[seen, 1], looks[seen, 0]))
        return cls(centre, (seen + 0.5) / _RINGS * most, angles - angles[-1])


def _centres(first: np.ndarray, second: np.ndarray) -> Iterator[np.ndarray]:
    """Give points about which sets may wind."""
    both = np.concatenate([first, second])
    yield 0.5 * (both.min(0) + both.max(0))
    yield both.mean(0)
    yield 0.5 * (first.mean(0) + second.mean(0))
    low, high = both.min(0), both.max(0)
    across = (np.arange(_ACROSS) + 0.5) / _ACROSS
    square = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    nearest_first = np.argsort(np.hypot(*(square - 0.5).T), kind="stable")
    yield from low + square[nearest_first] * (high - low)
