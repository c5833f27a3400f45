"""Layers of several kinds as maps of the whole space (T1.1–T2.4, T3.1–T3.4)."""

from collections.abc import Sequence

from ._certificate import Certificate
from ._fields import contraction
from ._matrices import oriented, sign_of
from ._network import Affine, Features, Field, Layer
from ._reading import Json, items, need, number, wholes


def layers(c: Certificate) -> None:
    """T1.1–T2.4 of matrices; T3.1, T3.2 of vector fields; T3.4 of shears; T1.2 of features."""
    signs = one_to_one(c.net.layers, c.evidence["contractions"])
    if c.claim["kind"] == "isotopy":
        oriented(c.net.layers, signs, wholes(c.claim["changed"], "changed"))


def one_to_one(found: Sequence[Layer], contractions: Json) -> list[int]:
    """Refuse unless every layer is an embedding; return how each turns space, 0 if it widens."""
    fields = [layer for layer in found if isinstance(layer, Field)]
    energies = items(contractions, "contractions", 0)
    need(len(energies) == len(fields), f"contractions: expected {len(fields)}, one for each field")
    for k, (layer, energy) in enumerate(zip(fields, energies, strict=True)):
        _contracts(layer, energy, f"contractions[{k}]")
    return [_sign(layer, k) for k, layer in enumerate(found)]


def _contracts(layer: Field, energy: Json, at: str) -> None:
    square = contraction(layer, number(energy, at))
    need(square is not None, f"{at}: this number is less than its equation asks for")
    need(square is not None and square < 1, f"{at}: a step may not be a contraction")


def _sign(layer: Layer, k: int) -> int:
    # T3.1: id + s·F is a homeomorphism for 0 ≤ s ≤ 1 where Lip F < 1. T3.4: so is a shear with s·g,
    # whatever its weights, as w·t = |w|²(w·u) − (w·u)(w·w) = 0 for the t that is made of them.
    if isinstance(layer, Affine):
        return sign_of(layer, k)
    if isinstance(layer, Features):
        # T1.2: x is read off its own features; of no others they are x itself.
        need("linear" in layer.terms, f"layer {k} does not have the coordinates among its features")
        return int(layer.outputs == layer.inputs)
    return 1
