"""Layers of several kinds as maps of the whole space (T1.1–T2.4, T3.1–T3.4)."""

from ._certificate import Certificate
from ._fields import contraction
from ._matrices import oriented, sign_of
from ._network import Affine, Field, Layer
from ._reading import Json, items, need, number, wholes


def layers(c: Certificate) -> None:
    """T1.1–T2.4 of matrices; T3.1 and T3.2 of vector fields; T3.4 of shears."""
    found = c.net.layers
    fields = [layer for layer in found if isinstance(layer, Field)]
    energies = items(c.evidence["contractions"], "contractions", 0)
    need(len(energies) == len(fields), f"contractions: expected {len(fields)}, one for each field")
    for k, (layer, energy) in enumerate(zip(fields, energies, strict=True)):
        _contracts(layer, energy, f"contractions[{k}]")
    signs = [_sign(layer, k) for k, layer in enumerate(found)]
    if c.claim["kind"] == "isotopy":
        oriented(found, signs, wholes(c.claim["changed"], "changed"))


def _contracts(layer: Field, energy: Json, at: str) -> None:
    square = contraction(layer, number(energy, at))
    need(square is not None, f"{at}: this number is less than its equation asks for")
    need(square is not None and square < 1, f"{at}: a step may not be a contraction")


def _sign(layer: Layer, k: int) -> int:
    # T3.1: id + s·F is a homeomorphism for 0 ≤ s ≤ 1 where Lip F < 1. T3.4: so is a shear with s·g,
    # whatever its weights, as w·t = |w|²(w·u) − (w·u)(w·w) = 0 for the t that is made of them.
    return sign_of(layer, k) if isinstance(layer, Affine) else 1
