"""Images of pieces under vector fields, their slopes, and how far from folding they are (T3.2)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

import numpy as np

from ._activations import Pair, Sigma
from ._elementary import exp, exp_at
from ._image import Image, Map
from ._intervals import Floats, I
from ._named import named
from ._network import Affine, Field
from ._reading import Exact, Table

Rows = list[tuple[Exact, ...]]


def _exponential(x: Floats) -> Pair:
    value = exp_at(x)
    return value, value


def _reciprocal(x: Floats) -> Pair:
    value = 1.0 / I(x)
    return value, -(value.square())


# Only what is positive is asked for: there the slope rises.
EXPONENTIAL, RECIPROCAL = Sigma(_exponential), Sigma(_reciprocal)


@dataclass(frozen=True, eq=False)
class Pushed:
    """Some steps x ↦ x + share·F(x): affine maps, squares, exponentials and one quotient."""

    apart: Map  # (βᵢ(x − aᵢ)ⱼ)²
    bumps: Map  # exp(−½Σⱼ …)
    sums: Map  # Σ vᵢfᵢ and 1 + Σ fᵢ
    push: Map  # [I | share·I]
    size: int
    steps: int

    @classmethod
    def of(cls, layer: Field) -> Self:
        """Enclose exact weights."""
        n, zero, one = layer.inputs, Fraction(0), Fraction(1)
        unit = [[Fraction(i == j) for j in range(n)] for i in range(n)]
        bumps = list(zip(layer.anchors.rows, layer.sharpness, strict=True))
        differences: Rows = [tuple(beta * x for x in row) for _, beta in bumps for row in unit]
        offsets = tuple(-beta * x for a, beta in bumps for x in a)
        halves: Rows = [
            tuple(Fraction(-1, 2) if j // n == i else zero for j in range(n * len(bumps)))
            for i in range(len(bumps))
        ]
        columns: Rows = [*zip(*layer.vectors.rows, strict=True), (one,) * len(bumps)]
        both: Rows = [(*row, *(layer.share * x for x in row)) for row in unit]
        return cls(
            Map.of(Affine(Table(differences), offsets, named("square"))),
            Map.of(Affine(Table(halves), (zero,) * len(bumps)), EXPONENTIAL),
            Map.of(Affine(Table(columns), (zero,) * n + (one,))),
            Map.of(Affine(Table(both), (zero,) * n)),
            n,
            layer.steps,
        )

    def apply(self, image: Image) -> Image:
        """Map pieces."""
        for _ in range(self.steps):
            sums = image.through((self.apart, self.bumps, self.sums))
            total = sums.only(slice(self.size, None)).at_least(1.0)  # as bumps are positive
            share = total.activated(RECIPROCAL)
            image = self.push.apply(image.beside(sums.only(slice(self.size)).times(share)))
        return image


def contraction(layer: Field, energy: Fraction) -> Fraction | None:
    """Bound the square of a step's Lipschitz constant, ¼·share²·D²·M; None if M is too small.

    T3.2: D is the diameter of {0, v₁, …}, and M ≥ Σ 2βᵢ²exp(−1 − M/(2βᵢ²)).
    """
    doubles = [2 * beta * beta for beta in layer.sharpness if beta]
    if doubles:
        exponents = I.of([-1 - energy / double for double in doubles])
        terms = I(exp_at(exponents.lo).lo, exp_at(exponents.hi).hi) * I.of(doubles)
        total = float(terms.sum().hi)
        if not np.isfinite(total) or Fraction(total) > energy:
            return None
    vectors = I.of([(Fraction(0),) * layer.inputs, *layer.vectors.rows])
    apart = (vectors[:, None] - vectors[None]).square().sum()
    diameter = float(apart.hi.max())
    return layer.share**2 * Fraction(diameter) * energy / 4 if np.isfinite(diameter) else None


def slopes(layer: Field, x: I) -> I:
    """Enclose the derivative (n, n) of a layer of one step at a place x, (n,)."""
    # T3.2: I + share·cov(v, g) under the probabilities fᵢ/(1 + Σf), gᵢ = −βᵢ²(x − aᵢ), g₀ = v₀ = 0.
    rates = -I.of(layer.sharpness).square()
    away = x - I.of(layer.anchors.values)
    bumps = exp(rates * away.square().sum() * 0.5)
    parts = bumps / (bumps.sum() + 1.0)
    v, g = I.of([*zip(*layer.vectors.values, strict=True)]), I(away.lo.T, away.hi.T) * rates
    both = (parts * v[:, None] * g[None]).sum()
    means = (parts * v).sum(), (parts * g).sum()
    return I(np.eye(layer.inputs)) + (both - means[0][:, None] * means[1][None]) * I.of(layer.share)
