"""Images of pieces under shears: a height along w, bent by g, and pushed along t."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Self

import numpy as np

from ._activations import Pair, Sigma, Turn
from ._image import Image, Map
from ._intervals import Floats, I
from ._network import Affine, Shear
from ._reading import Exact, Table


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
    knots, steps = np.array(list(map(float, layer.knots))), I.of(layer.slopes)

    def at(x: Floats) -> Pair:
        value = slope = I(np.zeros(x.shape))
        for k, knot in enumerate(knots):
            # Below the knot nothing is added, up to η.
            past = (I(x) - knot).clip(0.0, np.inf)
            beyond = x > knot
            value = value + steps[k] * I(np.where(beyond, past.lo, 0), np.where(beyond, past.hi, 0))
            here = steps[k].hull(0.0)
            low, high = np.where(beyond, steps.lo[k], 0.0), np.where(beyond, steps.hi[k], 0.0)
            slope = slope + I(np.where(x == knot, here.lo, low), np.where(x == knot, here.hi, high))
        return value, slope

    # The value may turn at every knot. Between two knots the slope is one number, and so there
    # it may go from rising to falling.
    values = at(knots)[0]
    turns = [Turn(k, k, values.lo[i], values.hi[i]) for i, k in enumerate(knots.tolist())]
    middles = np.array([0.5 * p + 0.5 * q for p, q in pairwise(knots.tolist())])
    slopes = at(middles)[1]
    bends = [Turn(m, m, slopes.lo[i], slopes.hi[i]) for i, m in enumerate(middles.tolist())]
    return Sigma(at, tuple(turns), tuple(bends))
