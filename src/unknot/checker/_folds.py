"""Layers that turn space over at one point and not at another: `fold` (T3.5)."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from ._activations import sigma
from ._certificate import Certificate
from ._exact import rank_and_sign
from ._features import Featured
from ._fields import Pushed, slopes
from ._image import Image, Map
from ._intervals import I, require_ieee
from ._network import Affine, Features, Field, Layer
from ._reading import items, need, numbers, whole
from ._shears import Sheared


def fold(c: Certificate) -> None:
    """T3.5: at two points the local degrees of the first layers together are 1 and −1."""
    require_ieee()
    last = whole(c.claim["layer"], "layer")
    need(last < len(c.net.layers), "layer: there is none of that number")
    layers = c.net.layers[: last + 1]
    size = layers[0].inputs
    square = all(layer.inputs == layer.outputs == size for layer in layers)
    need(square, "a layer of these changes the dimension")
    given = items(c.evidence["points"], "points")
    need(len(given) == 2, "points: expected two")
    # One after the other: products of matrices may round otherwise for two.
    first, second = (degree(layers, numbers(p, f"points[{i}]", size)) for i, p in enumerate(given))
    need(first * second < 0, "these points are turned over alike, or it is not known")


def degree(layers: list[Layer], point: tuple[Fraction, ...]) -> int:
    """Return the local degree of layers at a point; 0 where it is not known."""
    at = I.of([point])
    place, found = Image.of(at, I(np.zeros((1, 0, len(point)))), at), 1
    for layer in layers:
        turned, place = _through(layer, place)
        found *= turned
    return found


def _through(layer: Layer, place: Image) -> tuple[int, Image]:
    """Return a layer's local degree at a place, and its image."""
    if isinstance(layer, Field):
        turned, alone = 1, replace(layer, steps=1)
        step = Pushed.of(alone)
        for _ in range(layer.steps):
            turned *= sign_of(slopes(alone, place.range()[0]))
            place = place.through([step])
        return turned, place
    if isinstance(layer, Affine):
        assert layer.sigma is not None  # as every layer has one; a head has none
        known = sigma(layer.sigma)
        place = place.through([Map.of(Affine(layer.weight, layer.bias))])
        z = place.range()[0]
        steep = known.between(z.lo, z.hi, known.at(z.lo), known.at(z.hi))[1]
        signs = np.where(steep.lo > 0, 1, np.where(steep.hi < 0, -1, 0))
        turned = rank_and_sign(layer.weight.rows)[1] * int(np.prod(signs))
        return turned, place.activated(known)
    if isinstance(layer, Features):
        # As many features as coordinates: these themselves, or others, whose degree is not sought.
        return int("linear" in layer.terms), place.through([Featured.of(layer)])
    return 1, place.through([Sheared.of(layer)])  # T3.4: a shear is isotopic to the identity


def sign_of(matrix: I) -> int:
    """Return the sign of the determinants of all matrices (n, n) that are held; 0 if not known."""
    sign, rest = 1, matrix
    while len(rest.lo):
        least = abs(rest[:, 0]).lo
        row = int(least.argmax())
        if not least[row] > 0:
            return 0
        # The row is put first by turning those above it on by one.
        order = [row, *(k for k in range(len(least)) if k != row)]
        rest = rest[order]
        sign *= (-1) ** row * (1 if rest.lo[0, 0] > 0 else -1)
        rest = rest[1:, 1:] - rest[1:, :1] / rest[0, 0] * rest[:1, 1:]
    return sign
