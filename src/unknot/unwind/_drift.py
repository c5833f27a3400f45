"""Closed polygons of space that push themselves and each other away, and never pass each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from jaxtyping import Float, Int
from numba import njit

_POWER = 4  # of the distance, in the energy of two edges
_SPRING = 200.0  # what it costs to stretch edges, beside the repulsion
_OWN = 0.1  # what a polygon's repulsion of itself counts
_SHRINK = 2e-3  # by how much edges are to get shorter in a moment
_SMOOTH, _MEAN = 3.0, 0.3  # the gradient is taken in the norm Σ (mean + kˢ)|xₖ|² of Fourier terms
_CAREFUL = 0.45  # of its clearance: how far a corner goes at most in a moment
_FIRST_PACE, _FASTER, _SLOWER, _TRIES = 1e-3, 1.3, 0.4, 12


@dataclass(frozen=True)
class Drift:
    """What is known of closed polygons from the start, in order of their corners.

    Parameters
    ----------
    sizes
        How many corners each polygon has.
    after
        The corner after each.
    polygon
        The number of each corner's polygon.
    lengths
        Of the edges that start at the corners.

    References
    ----------
    J. Simon, "Energy functions for polygonal knots", 1994; gradients in a smoother norm as in
    C. Yu, H. Schumacher, K. Crane, "Repulsive curves", 2021.
    """

    sizes: tuple[int, ...]
    after: Int[np.ndarray, " n"]
    polygon: Int[np.ndarray, " n"]
    lengths: Float[np.ndarray, " n"]

    @classmethod
    def of(cls, polygons: Sequence[Float[np.ndarray, "k 3"]]) -> Self:
        """Take the corners of closed polygons, close to each other along them."""
        sizes = tuple(map(len, polygons))
        starts = np.cumsum([0, *sizes])
        after = np.arange(1, starts[-1] + 1)
        after[starts[1:] - 1] = starts[:-1]
        both = np.concatenate(polygons)
        lengths = np.linalg.norm(both[after] - both, axis=1)
        return cls(sizes, after, np.repeat(np.arange(len(sizes)), sizes), lengths)

    def room(
        self, places: Float[np.ndarray, "n 3"], nearby: int, far: float
    ) -> Float[np.ndarray, " n"]:
        """Return how far edges at each corner are from all but those nearby, at most ``far``."""
        sizes = np.array(self.sizes)[self.polygon]
        return _clearances(places, self.after, self.polygon, sizes, nearby, float(far))

    def moments(self, places: Float[np.ndarray, "n 3"]) -> Iterator[Float[np.ndarray, "n 3"]]:
        """Give where corners are, moment after moment, for as long as the energy falls.

        Edges are to be a little shorter in every moment, from their first lengths on.
        """
        pace, shorter = _FIRST_PACE, 1.0
        while True:
            shorter *= 1 - _SHRINK
            lengths = shorter * self.lengths
            energy, slope = _energy(places, self.after, self.polygon, lengths)
            way = -self._smooth(slope)
            room = _CAREFUL * self.room(places, 0, 3 * float(self.lengths.max()))
            speed = np.maximum(np.linalg.norm(way, axis=1), 1e-12)
            pace = min(_FASTER * pace, 4 * float((room / speed).min()))
            for _ in range(_TRIES):
                moved = places + way * np.minimum(pace, room / speed)[:, None]
                if _energy(moved, self.after, self.polygon, lengths)[0] < energy:
                    break
                pace *= _SLOWER
            else:
                return
            places = moved
            yield places

    def _smooth(self, slope: Float[np.ndarray, "n 3"]) -> Float[np.ndarray, "n 3"]:
        found, start = np.empty_like(slope), 0
        for size in self.sizes:
            own = slice(start, start + size)
            waves = np.arange(size // 2 + 1)
            heard = np.fft.rfft(slope[own], axis=0) / (_MEAN + waves**_SMOOTH)[:, None]
            found[own] = np.fft.irfft(heard, n=size, axis=0)
            start += size
        return found


@njit(cache=True)
def _energy(places, after, polygon, lengths):
    """Return Σ ℓᵢℓⱼ/dᵢⱼ⁴ over pairs of edges, what it costs to stretch them, and the slope."""
    n = len(places)
    slope, middles, pull = np.zeros((n, 3)), np.empty((n, 3)), np.zeros((n, 3))
    for i in range(n):
        for d in range(3):
            middles[i, d] = 0.5 * (places[i, d] + places[after[i], d])
    energy = 0.0
    for i in range(n):
        for j in range(i + 1, n):
            if after[i] == j or after[j] == i:
                continue
            x, y, z = (
                middles[i, 0] - middles[j, 0],
                middles[i, 1] - middles[j, 1],
                middles[i, 2] - middles[j, 2],
            )
            square = x * x + y * y + z * z
            weight = 1.0 if polygon[i] != polygon[j] else _OWN
            part = weight * lengths[i] * lengths[j] / square**2
            energy += part
            factor = -_POWER * part / square
            pull[i, 0] += factor * x
            pull[i, 1] += factor * y
            pull[i, 2] += factor * z
            pull[j, 0] -= factor * x
            pull[j, 1] -= factor * y
            pull[j, 2] -= factor * z
    for i in range(n):
        k = after[i]
        long = 0.0
        for d in range(3):
            slope[i, d] += 0.5 * pull[i, d]
            slope[k, d] += 0.5 * pull[i, d]
            long += (places[k, d] - places[i, d]) ** 2
        long = np.sqrt(long)
        off = (long - lengths[i]) / lengths[i]
        energy += 0.5 * _SPRING * off**2 * lengths[i]
        for d in range(3):
            force = _SPRING * off * (places[k, d] - places[i, d]) / long
            slope[k, d] += force
            slope[i, d] -= force
    return energy, slope


@njit(cache=True)
def _clearances(places, after, polygon, sizes, nearby, far):
    """Return how far the edges at each corner are from others, at most far.

    Those of the same polygon, of as many corners as ``sizes``, (n,), has it, count where more than
    ``nearby`` edges lie between.
    """
    n = len(places)
    found = np.full(n, far)
    middles, halves = np.empty((n, 3)), np.empty(n)
    for i in range(n):
        square = 0.0
        for d in range(3):
            a, b = places[i, d], places[after[i], d]
            middles[i, d] = 0.5 * (a + b)
            square += (b - a) ** 2
        halves[i] = 0.5 * np.sqrt(square)
    for i in range(n):
        for j in range(i + 1, n):
            if after[i] == j or after[j] == i:
                continue
            if polygon[i] == polygon[j] and min(j - i, sizes[i] - j + i) <= nearby + 1:
                continue
            square = 0.0
            for d in range(3):
                square += (middles[i, d] - middles[j, d]) ** 2
            most = max(found[i], found[after[i]], found[j], found[after[j]])
            if np.sqrt(square) - halves[i] - halves[j] >= most:
                continue
            apart = _apart(places[i], places[after[i]], places[j], places[after[j]])
            for k in (i, after[i], j, after[j]):
                found[k] = min(found[k], apart)
    return found


@njit(cache=True)
def _apart(a, b, p, q):
    """Return the distance of two segments."""
    u, v, w = b - a, q - p, a - p
    uu, uv, vv = (u * u).sum(), (u * v).sum(), (v * v).sum()
    uw, vw = (u * w).sum(), (v * w).sum()
    size = uu * vv - uv * uv
    s = min(1.0, max(0.0, (uv * vw - vv * uw) / size)) if size > 1e-14 * uu * vv else 0.0
    t = (uv * s + vw) / vv
    if t < 0:
        t, s = 0.0, min(1.0, max(0.0, -uw / uu))
    elif t > 1:
        t, s = 1.0, min(1.0, max(0.0, (uv - uw) / uu))
    return np.sqrt(((w + s * u - t * v) ** 2).sum())
