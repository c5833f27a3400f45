"""Outputs of a network and their gradients over boxes of inputs, rounded outward."""

import numpy as np

from ._activations import sigma
from ._image import Image, Map
from ._intervals import UNIT, Floats, I, above, require_ieee, up
from ._network import Affine, Network
from ._reading import need

BLOCK = 1024


class Gradients:
    """A network's outputs and their gradients, by intervals."""

    def __init__(self, network: Network):
        """Take a network of matrices and activations."""
        require_ieee()
        layers = [layer for layer in network.layers if isinstance(layer, Affine)]
        need(
            len(layers) == len(network.layers), "a layer is not made of a matrix and an activation"
        )
        self.maps = [Map.of(layer) for layer in (*layers, network.read_out)]
        self.known = [None if layer.sigma is None else sigma(layer.sigma) for layer in layers]

    @np.errstate(all="ignore")
    def over(self, low: Floats, high: Floats) -> tuple[I, I]:
        """Enclose outputs (n, outputs), gradients (n, outputs, inputs) over boxes (n, inputs)."""
        blocks = range(0, len(low), BLOCK)
        found = [self._block(low[k : k + BLOCK], high[k : k + BLOCK]) for k in blocks]
        values, slopes = zip(*found, strict=True)
        return _joined(values), _joined(slopes)

    def _block(self, low: Floats, high: Floats) -> tuple[I, I]:
        box, n = I(low, high), low.shape[1]
        middle = box.middle()
        half = I(np.maximum(up(high - middle), up(middle - low)))
        image = Image.of(I(middle), half[..., None] * np.eye(n), box)
        slope = I(np.broadcast_to(np.eye(n), (len(low), n, n)))
        for layer, known in zip(self.maps, (*self.known, None), strict=True):
            image, slope = image.affine(layer), _times(layer, slope)
            if known is not None:
                z = image.range()
                steep = known.between(z.lo, z.hi, known.at(z.lo), known.at(z.hi))[1]
                slope = slope * I(steep.lo[..., None], steep.hi[..., None])
                image = image.activated(known)
        return image.range(), slope


def _times(layer: Map, x: I) -> I:
    """Multiply matrices (n, d, k) by a layer's weights; see `Image.affine` for the rounding."""
    middle, radius = x.middle(), x.radius()
    d = middle.shape[1]
    g, w = (d + 1) * UNIT * (1 + 2.0**-18), np.abs(layer.w)
    total = (g * w + layer.off_w) @ np.abs(middle) + (w + layer.off_w) @ radius
    centre, reach = layer.w @ middle, above(total, 4 * d + 10) + 2.0**-1000 * d
    known = np.isfinite(centre) & np.isfinite(reach)
    centre, reach = np.where(known, centre, 0.0), np.where(known, reach, np.inf)
    return I(centre) + I(-reach, reach)


def _joined(parts: tuple[I, ...]) -> I:
    return I(np.concatenate([p.lo for p in parts]), np.concatenate([p.hi for p in parts]))
