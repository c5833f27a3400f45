"""Bounds of linear functions of a network's outputs over many boxes: linear relaxation backwards.

Zhang et al. 2018, *Efficient neural network robustness certification with general activation
functions* (CROWN); Singh et al. 2019, *An abstract domain for certifying neural networks*. Each
activation is held between two lines over the range that its argument has on the box; a linear
function of a layer is replaced, layer by layer from the last to the first, by a smaller one of the
layer before, whose least value over the box is plain. Ranges come from `Image`, and are sharpened
by the same means where they decide which way an activation bends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ._image import Image, Map
from ._intervals import UNIT, Floats, I, above, down, require_ieee, up
from ._network import Affine
from ._sigma import linearise

BLOCK = 32  # boxes whose rows fit in the caches together


@dataclass(frozen=True, eq=False)
class Lines:
    """Over each box (n, d): a·z + b ≤ σ(z) ≤ c·z + e for all z in the range of a coordinate."""

    below: Floats  # a
    under: Floats  # b
    above: Floats  # c
    over: Floats  # e
    size: Floats  # of z at most
    bent: np.ndarray  # where the line below may have any slope from 0 to 1, and level 0

    @classmethod
    def relu(cls, z: I) -> "Lines":
        """Hold max(0, z): its chord is above; z or 0 is below, whichever is nearer."""
        low, high = z.lo, z.hi
        bent = (low < 0) & (high > 0)
        rises = low >= 0
        chord = np.where(bent, high / np.where(bent, high - low, 1.0), 1.0 * rises)
        # As max(0, z) is convex, a line is above it where it is at both ends, whatever its slope.
        over = np.maximum(up(-chord * low), up(high - down(chord * high)))
        # At equal distance bounds of other machines choose alike: nothing is near this ratio.
        below = np.where(bent, 1.0 * (high > -1.001 * low), 1.0 * rises)
        zero = np.zeros_like(low)
        over = np.where(bent, np.maximum(over, 0.0), zero)
        return cls(below, zero, chord, over, _size(z), bent)

    @classmethod
    def of(cls, layer: Map, z: I) -> "Lines":
        """Hold a layer's activation."""
        assert layer.sigma is not None
        line = linearise(layer.sigma, z.lo, z.middle(), z.hi)
        # σ(z) is in value + slope·(z − middle) ± error.
        level = I(line.value) - I(line.slope) * z.middle() + I(-line.error, line.error)
        bent = np.zeros(z.lo.shape, bool)
        return cls(line.slope, level.lo, line.slope, level.hi, _size(z), bent)

    def chosen(self, boxes: np.ndarray, slopes: Floats) -> "Lines":
        """Take some of the boxes, with these slopes below where they are no NaN and units bend."""
        below = np.where(self.bent[boxes] & ~np.isnan(slopes), slopes, self.below[boxes])
        rest = (self.under, self.above, self.over, self.size, self.bent)
        return Lines(below, *(each[boxes] for each in rest))


def _size(x: I) -> Floats:
    return np.maximum(np.abs(x.lo), np.abs(x.hi))


@dataclass(frozen=True, eq=False)
class Relaxed:
    """A layer on a block of boxes: its map, what may be lost by rounding, and its lines."""

    map: Map
    lost: Floats  # (n, outputs): see `_Rows.through`
    lines: Lines | None


@dataclass(eq=False)
class _Rows:
    """Linear functions of a layer, each on one box: it is ≥ a·h + b − lost for h of the layer."""

    box: np.ndarray
    a: Floats
    b: Floats
    lost: Floats

    def through(self, layer: Relaxed, g: float) -> None:
        """Pass from what follows a layer to what it is given."""
        if layer.lines is not None:
            # a·σ(z) ≥ a·(lower line) where a ≥ 0, and ≥ a·(upper line) where a < 0. The products
            # with slopes err by UNIT of themselves, times |z|; levels and their sum by g at most.
            lines, box = layer.lines, self.box
            up_, down_ = np.maximum(self.a, 0.0), np.minimum(self.a, 0.0)
            levels = up_ * lines.under[box] + down_ * lines.over[box]
            self.a = up_ * lines.below[box] + down_ * lines.above[box]
            self.b = self.b + levels.sum(axis=1)
            loss = g * np.abs(levels).sum(axis=1)
            loss += 2 * UNIT * np.einsum("rd,rd->r", np.abs(self.a), lines.size[box])
            self.lost = self.lost + loss
        # The product with W errs by γ|a||W| (in any order of summation, fused or not; Higham §3.1),
        # times |h|; the exact weights are off by at most V, the bias by v: |a|·lost holds
        # (γ|W| + V)|h| + γ|b| + v. The sums of b's own terms err by γ of their sizes.
        self.lost = self.lost + np.einsum("rd,rd->r", np.abs(self.a), layer.lost[self.box])
        self.b = self.b + self.a @ layer.map.b
        self.a = self.a @ layer.map.w


class Backward:
    """Linear functions of a network's outputs, bounded from below over boxes of its inputs."""

    def __init__(self, layers: Sequence[Affine]):
        """Take affine maps with activations; the last, without one, gives the functions."""
        require_ieee()
        self.layers = [(Map.of(layer), layer.sigma) for layer in layers]
        self.widest = max(max(layer.inputs, layer.outputs) for layer in layers)
        count = len(layers) * (self.widest + 8)
        # Every term of a bound passes through at most this many roundings.
        self.g = (count + 16) * UNIT * (1 + 2.0**-18)
        self.count = 8 * count + 64

    def least(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Bound the functions over boxes (n, inputs) from below.

        Returns bounds (n, functions), −∞ where nothing is known, and the slopes (n, functions,
        inputs) of the linear functions of the inputs that gave them: these prove nothing.
        """
        found = [
            self.block(low[k : k + BLOCK], high[k : k + BLOCK]).least()
            for k in range(0, len(low), BLOCK)
        ]
        bounds, slopes = zip(*found, strict=True)
        return np.concatenate(bounds), np.concatenate(slopes)

    @np.errstate(all="ignore")
    def block(self, low: Floats, high: Floats) -> "Block":
        """Hold all layers between lines over boxes (n, inputs), about `BLOCK` of them."""
        box = I(low, high)
        middle = box.middle()
        half = I(np.maximum(up(high - middle), up(middle - low)))
        image = Image.of(I(middle), half[..., None] * np.eye(low.shape[1]), box)
        done: list[Relaxed] = []
        size, sizes = _size(box), _size(box).sum(axis=1)
        for layer, name in self.layers[:-1]:
            lost = self._lost(layer, size)
            image = image.affine(layer)
            z = image.range()
            if layer.sigma is None:
                size = _size(z)
                done.append(Relaxed(layer, lost, None))
            else:
                relu = name is not None and name.kind == "relu" and not name.reflected
                if done:
                    loose = (z.lo < 0) & (z.hi > 0) if relu else np.ones(z.lo.shape, bool)
                    so_far = Block(self, box, [*done, Relaxed(layer, lost, None)], sizes)
                    z = so_far.sharper(z, loose)
                    image = _within(image, z)
                done.append(Relaxed(layer, lost, Lines.relu(z) if relu else Lines.of(layer, z)))
                image = image.activated(layer.sigma)
                sizes = sizes + _size(z).sum(axis=1)
                size = _size(image.range())
            sizes = sizes + size.sum(axis=1)
        last, _ = self.layers[-1]
        done.append(Relaxed(last, self._lost(last, size), None))
        return Block(self, box, done, sizes, image.affine(last).range().lo)

    def _lost(self, layer: Map, size: Floats) -> Floats:
        off = self.g * np.abs(layer.w) + layer.off_w
        lost = size @ off.T + (self.g * np.abs(layer.b) + layer.off_b)
        return above(lost, self.count)


@dataclass(frozen=True, eq=False)
class Block:
    """Some boxes, with every layer between lines.

    Attributes
    ----------
    of
        The network.
    box
        The boxes, (n, inputs).
    done
        The layers; the last gives the functions that are bounded.
    sizes
        What products that underflow may lose is in proportion to these, (n,).
    plain
        Bounds of the functions that are known otherwise, (n, functions).
    """

    of: Backward
    box: I
    done: list[Relaxed]
    sizes: Floats
    plain: Floats | None = None

    @property
    def units(self) -> int:
        """How many units there are with lines, of all layers."""
        return sum(len(layer.map.b) for layer in self.done if layer.lines is not None)

    @np.errstate(all="ignore")
    def least(self) -> tuple[Floats, Floats]:
        """Bound all functions on all boxes; see `Backward.least`."""
        count, goals = len(self.sizes), len(self.done[-1].map.b)
        where, unit = np.repeat(np.arange(count), goals), np.tile(np.arange(goals), count)
        bounds, slopes = self._bound(where, unit, np.ones(len(unit)))
        shape = count, goals
        assert self.plain is not None
        return np.maximum(bounds.reshape(shape), self.plain), slopes.reshape(*shape, -1)

    @np.errstate(all="ignore")
    def sums(self, boxes: np.ndarray, weights: Floats, slopes: Floats) -> Floats:
        """Bound a sum of the functions on each of some boxes from below.

        With weights (rows, functions) that are not negative, and slopes (rows, units) from 0 to 1
        of the lines below units that bend, NaN for those that are taken otherwise.
        """
        chosen: list[Relaxed] = []
        first = 0
        for layer in self.done:
            lines = layer.lines
            if lines is not None:
                own = slopes[:, first : first + len(layer.map.b)]
                first += len(layer.map.b)
                lines = lines.chosen(boxes, own)
            chosen.append(Relaxed(layer.map, layer.lost[boxes], lines))
        box = I(self.box.lo[boxes], self.box.hi[boxes])
        zero = np.zeros(len(boxes))
        rows = _Rows(np.arange(len(boxes)), weights, zero, zero)
        return Block(self.of, box, chosen, self.sizes[boxes])._followed(rows, chosen)

    def sharper(self, z: I, loose: np.ndarray) -> I:
        """Sharpen the ranges of some coordinates of the last layer."""
        where, unit = np.nonzero(loose)
        if not len(where):
            return z
        both, ones = np.concatenate([where, where]), np.ones(len(where))
        sign = np.concatenate([ones, -ones])
        bounds, _ = self._bound(both, np.concatenate([unit, unit]), sign)
        low, high = z.lo.copy(), z.hi.copy()
        low[where, unit] = np.maximum(low[where, unit], bounds[: len(where)])
        high[where, unit] = np.minimum(high[where, unit], -bounds[len(where) :])
        return I(low, high)

    def _bound(self, where: np.ndarray, unit: np.ndarray, sign: Floats) -> tuple[Floats, Floats]:
        """Bound ± a coordinate of the last of the layers from below, each on one box."""
        last = self.done[-1]
        a, b = sign[:, None] * last.map.w[unit], sign * last.map.b[unit]
        rows = _Rows(where, a, b, last.lost[where, unit])
        return self._followed(rows, self.done[:-1]), rows.a

    def _followed(self, rows: _Rows, layers: list[Relaxed]) -> Floats:
        """Follow linear functions of what these layers give to the inputs, and bound them there."""
        of, box = self.of, self.box
        for layer in reversed(layers):
            rows.through(layer, of.g)
        where = rows.box
        ends = np.where(rows.a > 0, box.lo[where], box.hi[where])
        value = rows.b + np.einsum("rd,rd->r", rows.a, ends)
        rows.lost = rows.lost + of.g * np.einsum("rd,rd->r", np.abs(rows.a), _size(box)[where])
        # What underflows is a product: it loses TINY, times something of these sizes, at most once
        # for each of the products that a term takes part in.
        flushed = of.count * of.widest * (1 + self.sizes[where]) * 2.0**-1000
        low = down(value - above(rows.lost + flushed, of.count))
        # A sum that overflows on its way is infinite or no number, and says nothing of the bound.
        known = np.isfinite(low) & np.isfinite(value)
        return np.where(known, low, -np.inf)


def _within(image: Image, z: I) -> Image:
    """Hold coordinates that are known to lie in these ranges."""
    return Image(image.centre, image.spread, image.radius, z.middle(), z.radius())
