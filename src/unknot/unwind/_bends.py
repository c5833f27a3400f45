"""Compositions of shears x ↦ x + g(w·x)·t as functions of the heights of g at its knots."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from jaxtyping import Float

from unknot.nets import Shear

_BEYOND = 0.05  # of the points' extent: where the first and the last knot lie
_SLOPE = 0.3  # a slope costs as much as a bend of this part of it


@dataclass(frozen=True)
class Bends:
    """Shears along J directions; g is 0 before the first of m knots, and linear between and after.

    Parameters
    ----------
    normals
        w, (J, 2), unit vectors; t is w turned by a right angle.
    knots
        (J, m), increasing.
    """

    normals: Float[np.ndarray, "j 2"]
    knots: Float[np.ndarray, "j m"]

    @classmethod
    def across(
        cls, points: Float[np.ndarray, "k 2"], directions: int, knots: int, turn: float
    ) -> Self:
        """Spread directions evenly, the first at an angle, and knots over the points' extent."""
        angles = turn + np.arange(directions) * np.pi / directions
        normals = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        heights = normals @ points.T
        low, high = heights.min(axis=1), heights.max(axis=1)
        pad = _BEYOND * (high - low)
        return cls(normals, np.linspace(low - pad, high + pad, knots, axis=1))

    @property
    def free(self) -> int:
        """How many heights may be chosen."""
        return self.knots.size - len(self.knots)

    @property
    def pushes(self) -> Float[np.ndarray, "j 2"]:
        """The directions t."""
        return np.stack([-self.normals[:, 1], self.normals[:, 0]], axis=1)

    @cached_property
    def slopes_of(self) -> Float[np.ndarray, "j m-1 m-1"]:
        """The matrices that take heights to slopes between the knots."""
        steps, (count, m) = np.diff(self.knots, axis=1), self.knots.shape
        found, at = np.zeros((count, m - 1, m)), np.arange(m - 1)
        found[:, at, at], found[:, at, at + 1] = -1 / steps, 1 / steps
        return found[:, :, 1:]

    @cached_property
    def roughness(self) -> Float[np.ndarray, "free free"]:
        """The quadratic form that adds up squared bends of g, and some of its first slope."""
        count, m = self.knots.shape
        found = np.zeros((count, m - 1, count, m - 1))
        for j, slopes in enumerate(self.slopes_of):
            bends = np.diff(slopes, axis=0, prepend=0)
            bends[0] *= _SLOPE
            found[j, :, j] = bends.T @ bends
        return found.reshape(self.free, self.free)

    def images(
        self, points: Float[np.ndarray, "k 2"], heights: Float[np.ndarray, " free"]
    ) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
        """Return the points' images (k, 2), and of each shear weights of the heights and slopes."""
        x, met = points, []
        each = heights.reshape(len(self.knots), -1)
        for w, t, knots, slopes_of, h in zip(
            self.normals, self.pushes, self.knots, self.slopes_of, each, strict=True
        ):
            z, rows = x @ w, np.arange(len(x))
            flat = z < knots[0]
            z = np.maximum(z, knots[0])
            piece = np.clip(np.searchsorted(knots, z) - 1, 0, len(knots) - 2)
            share = (z - knots[piece]) / (knots[piece + 1] - knots[piece])
            weights = np.zeros((len(x), len(knots)))
            weights[rows, piece], weights[rows, piece + 1] = 1 - share, share
            weights = weights[:, 1:]
            met.append((weights, np.where(flat, 0.0, (slopes_of @ h)[piece])))
            x = x + np.outer(weights @ h, t)
        return x, met

    def derivatives(
        self, met: list[tuple[np.ndarray, np.ndarray]]
    ) -> Float[np.ndarray, "k 2 free"]:
        """Return how the images change with the heights."""
        count = len(met[0][0])
        after, blocks = np.broadcast_to(np.eye(2), (count, 2, 2)), []
        backwards = zip(self.normals[::-1], self.pushes[::-1], met[::-1], strict=True)
        for w, t, (weights, slopes) in backwards:
            moved = after @ t
            blocks.append(moved[:, :, None] * weights[:, None, :])
            after = after + (slopes[:, None] * moved)[:, :, None] * w
        return np.concatenate(blocks[::-1], axis=2)

    def shears(self, heights: Float[np.ndarray, " free"]) -> list[Shear]:
        """Return the layers, without knots that do not bend."""
        each = heights.reshape(len(self.knots), -1)
        found = []
        for w, t, knots, slopes_of, h in zip(
            self.normals, self.pushes, self.knots, self.slopes_of, each, strict=True
        ):
            bends = np.diff(slopes_of @ h, prepend=0.0)
            real = bends != 0
            if real.any():
                found.append(Shear(w, t, knots[:-1][real], bends[real]))
        return found
