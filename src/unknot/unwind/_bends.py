"""Compositions of shears x ↦ x + g(w·x)·t as functions of the heights of g at its knots."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from jaxtyping import Float
from numba import njit
from scipy.linalg import block_diag

from unknot.nets import Shear
from unknot.unwind._columns import Columns

Met = tuple[np.ndarray, np.ndarray, np.ndarray]  # the piece of g, the share of it, its slope
_BEYOND = 0.05  # of the points' extent: where the first and the last knot lie
_SLOPE = 0.3  # a slope costs as much as a bend of this part of it
_STRAIGHT = 1e-9  # of the largest bend: what is rounding


@dataclass(frozen=True)
class Bends:
    """Shears along J directions; g is 0 before the first of m knots, and linear between and after.

    Parameters
    ----------
    normals, pushes
        w and t, (J, n), unit vectors; w·t = 0.
    knots
        (J, m), increasing.
    """

    normals: Float[np.ndarray, "j n"]
    pushes: Float[np.ndarray, "j n"]
    knots: Float[np.ndarray, "j m"]

    @classmethod
    def across(
        cls, points: Float[np.ndarray, "k 2"], directions: int, knots: int, turn: float
    ) -> Self:
        """Spread directions of the plane evenly, the first at an angle; knots over the points."""
        angles = turn + np.arange(directions) * np.pi / directions
        normals = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        pushes = np.stack([-normals[:, 1], normals[:, 0]], axis=1)
        return cls(normals, pushes, _over(points, normals, knots))

    @classmethod
    def in_space(
        cls, points: Float[np.ndarray, "k 3"], directions: int, knots: int, seed: int
    ) -> Self:
        """Spread directions of space evenly, turned at random; along each, push two ways."""
        k = np.arange(directions)
        height, angle = (k + 0.5) / directions, np.pi * (1 + np.sqrt(5)) * k
        round_ = np.sqrt(1 - height**2)
        normals = np.stack([round_ * np.cos(angle), round_ * np.sin(angle), height], axis=1)
        rng = np.random.default_rng(seed)
        normals = normals @ np.linalg.qr(rng.normal(size=(3, 3)))[0]
        one = np.cross(normals, rng.normal(size=3))
        one /= np.linalg.norm(one, axis=1, keepdims=True)
        pushes = np.stack([one, np.cross(normals, one)], axis=1).reshape(-1, 3)
        normals = np.repeat(normals, 2, axis=0)
        return cls(normals, pushes, _over(points, normals, knots))

    @property
    def free(self) -> int:
        """How many heights may be chosen."""
        return self.knots.size - len(self.knots)

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
        self, points: Float[np.ndarray, "k n"], heights: Float[np.ndarray, " free"]
    ) -> tuple[np.ndarray, list[Met]]:
        """Return the points' images (k, n), and where each shear met them."""
        x, met = points, []
        for w, t, knots, h in zip(
            self.normals, self.pushes, self.knots, self._all(heights), strict=True
        ):
            z = np.maximum(x @ w, knots[0])
            piece = np.clip(np.searchsorted(knots, z) - 1, 0, len(knots) - 2)
            step = knots[piece + 1] - knots[piece]
            share, low, high = (z - knots[piece]) / step, h[piece], h[piece + 1]
            met.append((piece, share, np.where(z > knots[0], (high - low) / step, 0.0)))
            x = x + np.outer((1 - share) * low + share * high, t)
        return x, met

    def derivatives(self, met: list[Met]) -> Columns:
        """Return how the images change with the heights."""
        (count, m), points, n = self.knots.shape, len(met[0][0]), self.normals.shape[1]
        columns = np.empty((points, count, 2), np.int64)
        values = np.empty((points, n, count, 2))
        after = np.broadcast_to(np.eye(n), (points, n, n))
        for j in reversed(range(count)):
            piece, share, slopes = met[j]
            moved = after @ self.pushes[j]
            # The height at the first knot is no number to choose: it is 0.
            first = np.where(piece > 0, 1 - share, 0.0)
            columns[:, j, 0] = j * (m - 1) + np.maximum(piece - 1, 0)
            columns[:, j, 1] = j * (m - 1) + piece
            values[:, :, j, 0], values[:, :, j, 1] = first[:, None] * moved, share[:, None] * moved
            after = after + (slopes[:, None] * moved)[:, :, None] * self.normals[j]
        return Columns(columns.reshape(points, -1), values.reshape(points, n, 2 * count), self.free)

    def _all(self, heights: np.ndarray) -> Float[np.ndarray, "j m"]:
        """Return the heights at all knots."""
        return np.pad(heights.reshape(len(self.knots), -1), ((0, 0), (1, 0)))

    def sparser(
        self, heights: Float[np.ndarray, " free"], far: float
    ) -> tuple[Float[np.ndarray, " free"], Float[np.ndarray, "free r"]]:
        """Return heights with as few bends as come no further off than ``far``.

        The columns beside them are the changes of heights that bend g nowhere else.
        """
        found, ramps = [], []
        for knots, h in zip(self.knots, self._all(heights), strict=True):
            found.append(_few_bends(knots, h, far))
            at = knots[:-1][_real(np.diff(np.diff(found[-1]) / np.diff(knots), prepend=0.0))]
            ramps.append(np.maximum(knots[1:, None] - at, 0))
        return np.concatenate([h[1:] for h in found]), np.asarray(block_diag(*ramps))

    def shears(self, heights: Float[np.ndarray, " free"]) -> list[Shear]:
        """Return the layers, without knots that do not bend."""
        each = heights.reshape(len(self.knots), -1)
        found = []
        for w, t, knots, slopes_of, h in zip(
            self.normals, self.pushes, self.knots, self.slopes_of, each, strict=True
        ):
            bends = np.diff(slopes_of @ h, prepend=0.0)
            real = _real(bends)
            if real.any():
                found.append(Shear(w, t, knots[:-1][real], bends[real]))
        return found


def _over(
    points: Float[np.ndarray, "k n"], normals: Float[np.ndarray, "j n"], knots: int
) -> Float[np.ndarray, "j m"]:
    """Spread knots evenly over the extent of points along each normal, and a little beyond."""
    heights = normals @ points.T
    low, high = heights.min(axis=1), heights.max(axis=1)
    pad = _BEYOND * (high - low)
    return np.linspace(low - pad, high + pad, knots, axis=1)


def _real(bends: Float[np.ndarray, " m"]) -> np.ndarray:
    """Tell which bends are more than rounding."""
    return np.abs(bends) > _STRAIGHT * np.abs(bends).max()


@njit(cache=True)
def _few_bends(knots, heights, far):
    """Return heights (m,) on the shortest chain of chords that all of them are near."""
    m = len(knots)
    fewest, before = np.zeros(m, np.int64), np.zeros(m, np.int64)
    for j in range(1, m):
        fewest[j] = m
        for i in range(j):
            slope = (heights[j] - heights[i]) / (knots[j] - knots[i])
            chord = heights[i] + slope * (knots[i:j] - knots[i])
            if fewest[i] + 1 < fewest[j] and np.abs(chord - heights[i:j]).max() <= far:
                fewest[j], before[j] = fewest[i] + 1, i
    found, j = heights.copy(), m - 1
    while j > 0:
        i = before[j]
        slope = (heights[j] - heights[i]) / (knots[j] - knots[i])
        found[i:j] = heights[i] + slope * (knots[i:j] - knots[i])
        j = i
    return found
