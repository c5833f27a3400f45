"""Layers as maps of the whole space: exact ranks and signs of determinants (T1.1–T2.4)."""

from ._certificate import Certificate
from ._exact import rank_and_sign
from ._network import Affine
from ._reading import need, whole, wholes


def matrices(c: Certificate) -> None:
    """T1.1, T1.2, T2.1–T2.4: exact ranks and determinants."""
    layers: list[Affine] = c.net.layers
    found = [rank_and_sign(layer.weight.rows) for layer in layers]
    inputs = [layer.weight.width for layer in layers]
    rises = [layer.sigma is not None and layer.sigma.facts.strictly for layer in layers]
    regular = [rank == size for (rank, _), size in zip(found, inputs, strict=True)]
    if c.claim["kind"] == "not a homeomorphism":
        layer = whole(c.claim["layer"], "layer")
        need(layer < len(found), "layer: there is none of that number")
        need(len(set(inputs[: layer + 1])) == 1, "a layer before it changes the dimension")
        need(all(regular[:layer] + rises[:layer]), "a layer before it may not be open")
        need(not regular[layer], "the layer's matrix has full rank")
        return
    for k, (full, rising) in enumerate(zip(regular, rises, strict=True)):
        need(full, f"layer {k} does not have full rank")
        need(rising, f"the activation of layer {k} is not strictly increasing")
    if c.claim["kind"] == "isotopy":
        changed = wholes(c.claim["changed"], "changed")
        need(changed == sorted(set(changed)), "changed: expected increasing numbers")
        need(all(k < len(found) for k in changed), "changed: there is no such layer")
        for k, (layer, (_, sign)) in enumerate(zip(layers, found, strict=True)):
            need(len(layer.bias) == inputs[k] == inputs[0], f"layer {k} is not square")
            flips = (k in changed) + (k - 1 in changed)
            need(sign * (-1) ** flips > 0, f"layer {k} reverses orientation")
