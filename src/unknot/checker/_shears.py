"""Images of pieces under shears: a height along w, bent by g, and pushed along t."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self

import numpy as np

from ._image import Image, Map
from ._intervals import Floats, I
from ._network import Affine, Shear
from ._reading import Exact, Table
from ._sigma import Pair, Sigma, Turn


@dataclass(frozen=True, eq=False)
class Sheared:
    """A shear as x ↦ [I | t](x, g(w·x)): two affine maps that carry all rounding."""

    height: Map
    push: Map

    @classmethod
    def of(cls, layer: Shear) -> Self:
        """Enclose exact weights."""
        size, zero = layer.inputs, (Fraction(0),)
        unit = [[Fraction(i == j) for j in range(size)] for i in range(size)]
        both: list[tuple[Exact, ...]] = [
            (*row, t) for row, t in zip(unit, layer.along, strict=True)
        ]
        height = Map.of(Affine(Table([tuple(layer.normal)]), zero), bent(layer))
        return cls(height, Map.of(Affine(Table(both), zero * size)))

    def apply(self, image: Image) -> Image:
        """Map pieces."""
        return self.push.apply(image.beside(self.height.apply(image)))


def bent(layer: Shear) -> Sigma:
    """Return g(z) = Σ cₖ·max(0, z − τₖ), with its slope, the hull of both sides at a knot."""
    knots = np.array(list(map(float, layer.knots)))
    # Left of all knots g is 0; from the knot τₖ on it is g(τₖ) + (c₁ + … + cₖ)(z − τₖ).
    start, steep = map(I.of, layer.steps)
    origin = np.concatenate([knots[:1], knots])

    def at(x: Floats) -> Pair:
        after = np.searchsorted(knots, x, side="right")
        before = np.searchsorted(knots, x, side="left")
        value = start[after] + steep[after] * (I(x) - origin[after])
        return value, I(
            np.minimum(steep.lo[before], steep.lo[after]),
            np.maximum(steep.hi[before], steep.hi[after]),
        )

    # The value may turn at every knot. Between two knots the slope is one number, and so there
    # it may go from rising to falling.
    turns = [Turn(k, k, start.lo[i], start.hi[i]) for i, k in enumerate(knots.tolist(), start=1)]
    middles = [0.5 * p + 0.5 * q for p, q in pairwise(knots.tolist())]
    bends = [Turn(m, m, steep.lo[i], steep.hi[i]) for i, m in enumerate(middles, start=1)]
    return Sigma(at, tuple(turns), tuple(bends))
