"""Images of many pieces of sets at once: first-order Taylor models beside plain intervals.

A piece is held twice: it lies in m + Σ tⱼDⱼ + [−r, r], |tⱼ| ≤ 1, and between plain bounds. Layers
carry both, and each sharpens the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from ._activations import sigma
from ._intervals import UNIT, Floats, I, above, up
from ._network import Affine
from ._sigma import Sigma, linearise


class Step(Protocol):
    """What maps pieces, as a layer or a part of one does."""

    def apply(self, image: "Image") -> "Image":
        """Map pieces."""
        ...


@dataclass(frozen=True, eq=False)
class Map:
    """x ↦ Wx + b as floats and bounds of how far the exact weights are from them."""

    w: Floats
    b: Floats
    off_w: Floats
    off_b: Floats
    sigma: Sigma | None

    @classmethod
    def of(cls, layer: Affine, known: Sigma | None = None) -> Self:
        """Enclose exact weights; a function without a name may follow them."""
        w, b = I.of(layer.weight.values), I.of(layer.bias)
        known = known if layer.sigma is None else sigma(layer.sigma)
        return cls(w.middle(), b.middle(), w.radius(), b.radius(), known)

    def apply(self, image: "Image") -> "Image":
        """Map pieces."""
        mapped = image.affine(self)
        return mapped if self.sigma is None else mapped.activated(self.sigma)


@dataclass(frozen=True, eq=False)
class Image:
    """Pieces: centres m (n, d), directions D (k, n, d), radii r (n, d), and plain bounds."""

    centre: Floats
    spread: Floats
    radius: Floats
    middle: Floats
    reach: Floats

    @classmethod
    def of(cls, centre: I, directions: I, ranges: I) -> Self:
        """Hold {c + Σ tⱼdⱼ : |tⱼ| ≤ 1} for members of centres and directions (n, k, d)."""
        k = directions.lo.shape[1]
        radius = above(centre.radius() + directions.radius().sum(axis=1), k + 1)
        spread = np.ascontiguousarray(np.moveaxis(directions.middle(), 1, 0))
        return cls(centre.middle(), spread, radius, ranges.middle(), ranges.radius())

    def through(self, steps: Sequence[Step]) -> "Image":
        """Map by one step after the other."""
        image = self
        with np.errstate(all="ignore"):
            for step in steps:
                image = step.apply(image)
        return image

    def some(self, rows: np.ndarray) -> "Image":
        """Hold some of the pieces."""
        spread = np.ascontiguousarray(self.spread[:, rows])
        own = (x[rows] for x in (self.centre, self.radius, self.middle, self.reach))
        centre, radius, middle, reach = own
        return Image(centre, spread, radius, middle, reach)

    def beside(self, other: "Image") -> "Image":
        """Hold the coordinates of both images of the same pieces, these first."""
        pairs = zip(self._arrays(), other._arrays(), strict=True)
        return Image(*(np.concatenate(pair, axis=-1) for pair in pairs))

    def _arrays(self) -> tuple[Floats, ...]:
        return self.centre, self.spread, self.radius, self.middle, self.reach

    def affine(self, layer: Map) -> "Image":
        """Map by Wx + b."""
        k, _, d = self.spread.shape
        images = np.concatenate([self.centre[None], self.middle[None], self.spread]) @ layer.w.T
        # fl(Wm + b) errs by γ_{d+1}(|W||m| + |b|) + dη, fl(WDⱼ) by γ_d|W||Dⱼ| + dη, in any order
        # of summation, fused or not (Higham §3.1), γ_n = nu/(1−nu) ≤ nu(1 + 2⁻¹⁸). With |W − W'| ≤
        # V for the exact W', the new radius is |W|r + (g|W| + V)(|m| + Σ|Dⱼ|) + Vr + g|b| + |b−b'|
        # + (k+1)dη with g = γ_{d+1}, and likewise for the plain bounds. Each term passes through
        # at most d + k + 8 roundings, and there are at most 4d + 2 products; the last term below
        # exceeds (k+1)dη for flushing BLAS libraries, too.
        g, size = (d + 1) * UNIT * (1 + 2.0**-18), np.abs(self.centre)
        for direction in self.spread:
            size = size + np.abs(direction)
        w, off = np.abs(layer.w), layer.off_w
        sizes, slack = np.stack([size, np.abs(self.middle)]), np.stack([self.radius, self.reach])
        totals = sizes @ (g * w + off).T + slack @ (w + off).T + (g * np.abs(layer.b) + layer.off_b)
        radius, reach = above(totals, 4 * d + k + 10) + 2.0**-1000 * (k + 1) * d
        return tame(images[0] + layer.b, images[2:], radius, images[1] + layer.b, reach)

    def activated(self, known: Sigma) -> "Image":
        """Map every coordinate by a function."""
        k, (low, high) = len(self.spread), self._bounds()
        centre = np.clip(self.centre, low, high)
        line = linearise(known, low, centre, high)
        # For x = m + Σ tⱼDⱼ + e in [low, high]: σ(x) = v + a(x − c) ± error
        #   = v + a(m − c) + Σ tⱼ(aDⱼ) + a·e ± error.
        # moved = fl(a·fl(m − c)) errs by 2 units, the sum with v by u|sum|, aDⱼ by u|aDⱼ| (+ η/2):
        # four units of the absolute values hold these.
        moved = line.slope * (self.centre - centre)
        spread = line.slope * self.spread
        size = np.abs(line.value) + np.abs(moved)
        for direction in spread:
            size = size + np.abs(direction)
        radius = above(np.abs(line.slope) * self.radius + line.error + 4 * UNIT * size, k + 8)
        middle = 0.5 * line.image.lo + 0.5 * line.image.hi
        reach = np.maximum(up(line.image.hi - middle), up(middle - line.image.lo))
        # Where the remainder alone is no smaller than the plain interval, that is better.
        plain = ~(radius < reach)
        return tame(
            np.where(plain, middle, line.value + moved),
            np.where(plain, 0.0, spread) if plain.any() else spread,
            np.where(plain, reach, radius),
            middle,
            reach,
        )

    def range(self) -> I:
        """Enclose each coordinate of each piece: (n, d)."""
        with np.errstate(all="ignore"):
            return I(*self._bounds())

    def _bounds(self) -> tuple[Floats, Floats]:
        """Return the bounds of each coordinate; both enclosures hold the piece, so they meet."""
        # fl(m ∓ R) errs by u(|m| + R) at most: 2u|m| are added first, and more than uR by `above`.
        model = self.radius + 2 * UNIT * np.abs(self.centre)
        for direction in self.spread:
            model = model + np.abs(direction)
        model = above(model, len(self.spread) + 4)
        plain = above(self.reach + 2 * UNIT * np.abs(self.middle), 2)
        low = np.maximum(self.centre - model, self.middle - plain)
        return low, np.minimum(self.centre + model, self.middle + plain)


def tame(centre: Floats, spread: Floats, radius: Floats, middle: Floats, reach: Floats) -> Image:
    """Make what overflowed the whole line, without infinities that would breed NaN."""
    # Sums keep infinities and NaN; that large finite numbers overflow in them costs only time.
    if not np.isfinite(np.abs(centre).sum() + np.abs(spread).sum() + (radius + reach).sum()):
        finite = np.isfinite(centre) & np.isfinite(radius) & np.isfinite(spread).all(axis=0)
        centre, radius = np.where(finite, centre, 0.0), np.where(finite, radius, np.inf)
        spread = np.where(finite, spread, 0.0)
        finite = np.isfinite(middle) & np.isfinite(reach)
        middle, reach = np.where(finite, middle, 0.0), np.where(finite, reach, np.inf)
    return Image(centre, spread, radius, middle, reach)
