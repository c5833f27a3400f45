"""A plan for a closed polygon that winds round another one: what is round that is turned back."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from jaxtyping import Float

_FLAT = 0.3  # sine of the least angle between the polygon and the normal of its plane
_CLOSED = 1e-6  # of a turn


@dataclass(frozen=True)
class Turning:
    """Cross-sections of space round a polygon, nearly flat, each turned by an angle of its own.

    Parameters
    ----------
    core
        The corners of the polygon, (k, 3).
    up
        The normal of the plane near which it lies, a unit vector.
    places, angles
        Where along it, increasing, and by how much its surroundings are turned in the end, (m,).
    """

    core: Float[np.ndarray, "k 3"]
    up: Float[np.ndarray, "3"]
    places: Float[np.ndarray, " m"]
    angles: Float[np.ndarray, " m"]

    @classmethod
    def of(cls, core: Float[np.ndarray, "k 3"], other: Float[np.ndarray, "m 3"]) -> Self | None:
        """Turn another closed polygon, given by close corners, until it is above the first.

        There is no such plan where that goes to and fro along the first, or round it in the end.
        """
        up = np.linalg.svd(core - core.mean(axis=0))[2][2]
        plan = cls(core, up, np.zeros(1), np.zeros(1))
        places, section, axes = plan._sections(other)
        if axes is None:
            return None
        length = plan._length
        steps = (np.diff(np.append(places, places[0])) + length / 2) % length - length / 2
        across, along = section.T
        turned = np.unwrap(np.arctan2(along, across)[[*range(len(other)), 0]])
        once = abs(steps.sum() / length)
        if not ((steps >= 0).all() or (steps <= 0).all()) or abs(once - 1) > _CLOSED:
            return None
        if abs(turned[-1] - turned[0]) > _CLOSED:
            return None
        middle = float(np.median(turned))
        goal = np.pi / 2 + 2 * np.pi * round((middle / np.pi - 0.5) / 2)
        order = np.argsort(places)
        return cls(core, up, places[order], (goal - turned[:-1])[order])

    def at(self, points: Float[np.ndarray, "m 3"], t: float) -> Float[np.ndarray, "m 3"]:
        """Return where points are at the time t, from 0 to 1."""
        places, section, axes = self._sections(points)
        assert axes is not None
        angles = t * np.interp(places, self.places, self.angles, period=self._length)
        cos, sin = np.cos(angles), np.sin(angles)
        a, b = section.T
        moved = np.stack([cos * a - sin * b - a, sin * a + cos * b - b], axis=1)
        return points + np.einsum("ma,amd->md", moved, axes)

    @property
    def _length(self) -> float:
        return float(np.linalg.norm(np.roll(self.core, -1, axis=0) - self.core, axis=1).sum())

    def _sections(
        self, points: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray] | None]:
        """Return where along the polygon points are, how far across and up, and these directions.

        There are none where the polygon goes up itself.
        """
        edges = np.roll(self.core, -1, axis=0) - self.core
        lengths = np.linalg.norm(edges, axis=1)
        away = points[:, None] - self.core
        shares = np.clip((away * edges).sum(2) / lengths**2, 0, 1)
        away -= shares[..., None] * edges
        rows, nearest = np.arange(len(points)), np.square(away).sum(2).argmin(1)
        share, away = shares[rows, nearest], away[rows, nearest]
        # The direction of the polygon goes evenly from corner to corner.
        ways = np.roll(self.core, -1, axis=0) - np.roll(self.core, 1, axis=0)
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        after = (nearest + 1) % len(edges)
        way = (1 - share)[:, None] * ways[nearest] + share[:, None] * ways[after]
        way /= np.linalg.norm(way, axis=1, keepdims=True)
        across = np.cross(way, self.up)
        steep = np.linalg.norm(across, axis=1, keepdims=True)
        places = (np.cumsum(lengths) - lengths)[nearest] + share * lengths[nearest]
        if steep.min() < _FLAT:
            return places, np.zeros((len(points), 2)), None
        across /= steep
        above = np.cross(across, way)
        section = np.stack([(away * across).sum(1), (away * above).sum(1)], axis=1)
        return places, section, (across, above)
