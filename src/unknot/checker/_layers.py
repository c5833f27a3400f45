"""Layers of several kinds as maps of the whole space (T1.1–T2.4, T3.1–T3.4)."""

from ._certificate import Certificate
from ._matrices import oriented, sign_of
from ._network import Affine, Layer
from ._reading import wholes


def layers(c: Certificate) -> None:
    """T1.1–T2.4 of matrices; T3.4 of shears."""
    found = c.net.layers
    signs = [_sign(layer, k) for k, layer in enumerate(found)]
    if c.claim["kind"] == "isotopy":
        oriented(found, signs, wholes(c.claim["changed"], "changed"))


def _sign(layer: Layer, k: int) -> int:
    if isinstance(layer, Affine):
        return sign_of(layer, k)
    # T3.4: a shear is a homeomorphism, joined to the identity by the shears with s·g, whatever its
    # weights: w·t = |w|²(w·u) − (w·u)(w·w) = 0 for the t that is made of them.
    return 1
