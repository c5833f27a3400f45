"""Layers as maps of the whole space: exact ranks and signs of determinants (T1.1–T2.4)."""

from collections.abc import Sequence

from ._certificate import Certificate
from ._exact import rank_and_sign
from ._network import Affine, Layer
from ._reading import need, whole, wholes


def matrices(c: Certificate) -> None:
    """T1.1, T1.2, T2.1–T2.4: exact ranks and determinants."""
    layers = [layer for layer in c.net.layers if isinstance(layer, Affine)]
    need(len(layers) == len(c.net.layers), "a layer is not made of a matrix and an activation")
    if c.claim["kind"] == "not a homeomorphism":
        collapses(layers, whole(c.claim["layer"], "layer"))
        return
    signs = [sign_of(layer, k) for k, layer in enumerate(layers)]
    if c.claim["kind"] == "isotopy":
        oriented(layers, signs, wholes(c.claim["changed"], "changed"))


def sign_of(layer: Affine, k: int) -> int:
    """Return the sign of a layer's determinant, 0 where it widens; refuse what is not 1-to-1."""
    rank, sign = rank_and_sign(layer.weight.rows)
    need(rank == layer.inputs, f"layer {k} does not have full rank")
    need(_rises(layer), f"the activation of layer {k} is not strictly increasing")
    return sign


def _rises(layer: Affine) -> bool:
    return layer.sigma is not None and layer.sigma.facts.strictly


def collapses(layers: Sequence[Affine], layer: int) -> None:
    """Refuse unless the layers before are open and one-to-one, and this one is not."""
    need(layer < len(layers), "layer: there is none of that number")
    alike = len({one.inputs for one in layers[: layer + 1]}) == 1
    need(alike, "a layer before it changes the dimension")
    for before in layers[:layer]:
        full = rank_and_sign(before.weight.rows)[0] == before.inputs
        need(full and _rises(before), "a layer before it may not be open")
    last = layers[layer]
    need(rank_and_sign(last.weight.rows)[0] < last.inputs, "the layer's matrix has full rank")


def oriented(layers: Sequence[Layer], signs: Sequence[int], changed: Sequence[int]) -> None:
    """Refuse unless every layer is square and keeps orientation, once units are exchanged."""
    need(list(changed) == sorted(set(changed)), "changed: expected increasing numbers")
    need(all(k < len(layers) for k in changed), "changed: there is no such layer")
    for k, (layer, sign) in enumerate(zip(layers, signs, strict=True)):
        need(layer.outputs == layer.inputs == layers[0].inputs, f"layer {k} is not square")
        flips = (k in changed) + (k - 1 in changed)
        need(sign * (-1) ** flips > 0, f"layer {k} reverses orientation")
