"""Images of pieces under vector fields, their slopes, and how far from folding they are (T3.2)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

import numpy as np

from ._elementary import exp, exp_at
from ._image import Image, tame
from ._intervals import UNIT, Floats, I, above, down, stack, up
from ._network import Field

_DIRECTIONS = 256  # of a piece: up to here remainders become directions


@dataclass(frozen=True, eq=False)
class Pushed:
    """Some steps S(x) = x + share·F(x), each S(c) + DS(c)·(x − c) and a remainder.

    With the probabilities pᵢ = fᵢ/(1 + Σf), gᵢ = −βᵢ²(x − aᵢ), p₀ = 1 − Σp, v₀ = g₀ = β₀ = 0, and
    V = v − Σpv, G = g − Σpg (T3.2): DF = Σ pᵢVᵢGᵢᵀ and
    D²F[a, b] = Σ pᵢVᵢ(Gᵢ·a)(Gᵢ·b) − (a·b) Σ pᵢ(βᵢ² − κ)Vᵢ for any number κ.
    """

    anchors: I  # (n, k), and so are vectors
    vectors: I
    rates: I  # βᵢ²
    share: I
    steps: int

    @classmethod
    def of(cls, layer: Field) -> Self:
        """Enclose exact weights."""
        anchors, vectors = (
            I.of([*zip(*rows.values, strict=True)]) for rows in (layer.anchors, layer.vectors)
        )
        rates = I.of(layer.sharpness).square()
        return cls(anchors, vectors, rates, I.of(layer.share), layer.steps)

    def apply(self, image: Image) -> Image:
        """Map pieces."""
        for _ in range(self.steps):
            image = self._step(image)
        return image

    def _step(self, image: Image) -> Image:
        k, _, n = image.spread.shape
        centre, whole = image.centre, image.range()
        apart = np.maximum(up(whole.hi - centre), up(centre - whole.lo))
        far = above(np.sqrt(above((apart * apart).sum(axis=-1), n + 1)), 2)
        at = _At.of(self, centre)
        value = I(centre) + at.mean * self.share
        steep = I(np.eye(n)) + at.slopes * self.share
        # x = c + Σ tⱼDⱼ + e with |e| ≤ r, and Ĵ is the middle of J = DS(c), |Ĵ − J| ≤ W:
        # S(x) = S(c) + Σ tⱼ(ĴDⱼ) + Ĵe + (J − Ĵ)(x − c) + remainder, |remainder| ≤ ½share·K|x − c|²,
        # and fl(ĴDⱼ) errs by (g|Ĵ|)|Dⱼ| + nη, as in `Image.affine`.
        turn, loose = steep.middle(), steep.radius()
        spread = np.einsum("nij,knj->kni", turn, image.spread)
        size = np.abs(image.spread).sum(axis=0)
        g = (n + 1) * UNIT * (1 + 2.0**-18)
        bend, moved = at.about(self, far)
        remainder = 0.5 * abs(self.share).hi * bend * far * far
        radius = (
            np.einsum("nij,nj->ni", np.abs(turn), image.radius + g * size)
            + np.einsum("nij,nj->ni", loose, image.radius + size)
            + value.radius()
            + remainder[:, None]
        )
        radius = above(radius, 4 * n + k + 16) + 2.0**-1000 * (k + 1) * n
        # F is a mean of 0 and the vectors, and not far from F(c).
        hull = self.vectors.hull(0.0)
        low = np.maximum(hull.lo.min(axis=-1), down(at.mean.lo - moved))
        high = np.minimum(hull.hi.max(axis=-1), up(at.mean.hi + moved))
        plain = whole + I(low, high) * self.share
        middle, reach = plain.middle(), plain.radius()
        # Where the remainder alone is no smaller than the plain interval, that is better.
        poor = ~(radius < reach)
        centre, spread = np.where(poor, middle, value.middle()), np.where(poor, 0.0, spread)
        radius = np.where(poor, reach, radius)
        if k + n <= _DIRECTIONS and np.isfinite(radius).all():
            # As directions they are turned with the rest, and what cancels later cancels.
            boxes = np.eye(n)[:, None, :] * radius[None]
            spread, radius = np.concatenate([spread, boxes]), np.zeros_like(radius)
        return tame(centre, spread, radius, middle, reach)


@dataclass(frozen=True, eq=False)
class _At:
    """A field at points c (m, n), and what bounds its second derivative about them."""

    square: I  # |c − aᵢ|², (m, k)
    parts: I  # pᵢ
    rest: I  # p₀, (m, 1)
    mean: I  # Σ pᵢvᵢ, which is F, (m, n)
    slopes: I  # DF, (m, n, n)
    off: Floats  # ≥ |vᵢ − Σpv| by coordinates, i = 0 first, (m, n, 1 + k)
    steep: Floats  # ≥ |gᵢ − Σpg|, (m, 1 + k)

    @classmethod
    def of(cls, field: Pushed, centre: Floats) -> Self:
        """Enclose it."""
        n = centre.shape[1]
        away = [I(centre[:, i, None]) - field.anchors[i] for i in range(n)]
        square = stack([x.square() for x in away], -1).sum()
        bumps = exp(square * field.rates * -0.5)
        total = bumps.sum()[:, None] + 1.0
        parts, v = bumps / total, field.vectors
        g = [-x * field.rates for x in away]
        pushed = [parts * v[i] for i in range(n)]
        means = [x.sum()[:, None] for x in pushed]
        falls = [(parts * x).sum()[:, None] for x in g]
        slopes = [
            stack([(pushed[i] * g[j]).sum() - (means[i] * falls[j])[:, 0] for j in range(n)], -1)
            for i in range(n)
        ]
        off = [_beside(means[i], v[i] - means[i]) for i in range(n)]
        steep = [_beside(falls[i], g[i] - falls[i]) for i in range(n)]
        mean = stack([x[:, 0] for x in means], -1)
        rest = 1.0 / total
        sizes = np.stack([abs(x).hi for x in off], axis=1)
        return cls(square, parts, rest, mean, stack(slopes, 1), sizes, _length(steep))

    def about(self, field: Pushed, far: Floats) -> tuple[Floats, Floats]:
        """Bound the norm K of D²F, (m,), and |F − F(c)|, (m, n), within this distance of points.

        Every V moves by |Σpv − Σpv(c)| = |Σ (p − p(c))V(c)| at most, as Σp = 1, and Gᵢ by βᵢ²·far
        and |Σpg − Σpg(c)| = |Σ pᵢ(gᵢ − gᵢ(c)) + Σ (p − p(c))G(c)|.
        """
        far, n, k = far[:, None], self.mean.lo.shape[1], self.parts.lo.shape[1]
        root = self.square.sqrt()
        near = I(np.maximum(root.lo - far, 0.0) * (1 - 4 * UNIT), up(root.hi + far))
        bumps = exp(near.square() * field.rates * -0.5)
        total = bumps.sum()[:, None] + 1.0
        before, after = _joined(self.rest, self.parts), _joined(1.0 / total, bumps / total)
        moved = np.maximum(up(after.hi - before.lo), up(before.hi - after.lo))
        rates = np.concatenate([[0.0], field.rates.hi])
        least = np.concatenate([[0.0], field.rates.lo])
        kappa = (self.parts.hi * field.rates.hi).sum(axis=1, keepdims=True)
        lopsided = np.maximum(up(rates - kappa), up(kappa - least))
        # Sums of products of what is not negative: each term passes through no more than
        # ``count`` roundings.
        count, likely = k + n + 16, after.hi
        drift = above((moved[:, None] * self.off).sum(axis=2), count)
        off = above(np.sqrt(above((self.off * self.off).sum(axis=1), n + 1)), 2)
        v = off + above((moved * off).sum(axis=1, keepdims=True), count)
        turned = (moved * self.steep + likely * rates * far).sum(axis=1, keepdims=True)
        g = self.steep + rates * far + above(turned, count)
        return above((likely * v * (g * g + lopsided)).sum(axis=1), count), drift


def _beside(first: I, others: I) -> I:
    """Return |0 − first| (m, 1) beside what else is apart from it."""
    return _joined(-first, others)


def _joined(first: I, others: I) -> I:
    return I(
        np.concatenate([first.lo, others.lo], axis=1),
        np.concatenate([first.hi, others.hi], axis=1),
    )


def _length(coordinates: list[I]) -> Floats:
    """Return upper bounds of the lengths of vectors."""
    return np.asarray(stack([x.square() for x in coordinates], -1).sum().sqrt().hi)


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
