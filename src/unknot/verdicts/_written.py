"""How networks are written in a certificate (docs/certificates.md)."""

from typing import Any

import numpy as np

from unknot import checker
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import numbers, rows
from unknot.nets import Activation, Dense, Head, Model, NeighbourHead, Network, viewed

Written = dict[str, Any]


def ours(model: Model) -> Network:
    """Return a network of layers of ours, in float64.

    Raises
    ------
    UnsupportedLayer
        It is a model of another library.
    """
    found = viewed(model)
    if not isinstance(found, Network):
        raise UnsupportedLayer(
            "Nothing can be proved of a model of another library: its layers are not known here."
        )
    return found.float64()


def network(value: Network) -> Written:
    """Write a network's exact weights.

    Raises
    ------
    UnsupportedLayer
        A layer is not dense, or neighbours decide.
    """
    layers = [
        {
            "weight": rows(np.asarray(layer.weight, float).tolist()),
            "bias": numbers(np.asarray(layer.bias, float).tolist()),
            "activation": sigma(layer),
        }
        for layer in dense_layers(value)
    ]
    written: Written = {"layers": layers}
    if value.head is not None:
        read = head(value)
        written["head"] = {
            "weight": rows(np.asarray(read.weight, float).tolist()),
            "bias": numbers(np.asarray(read.bias, float).tolist()),
        }
    return written


def dense_layers(value: Network) -> list[Dense]:
    """Return a network's layers, if they are dense with activations that the checker knows.

    Raises
    ------
    UnsupportedLayer
        One is not.
    """
    found = []
    for layer in value.layers:
        if not isinstance(layer, Dense) or not isinstance(layer.activation, Activation):
            raise UnsupportedLayer(
                f"Nothing can be proved of a {layer.kind} layer yet; of dense layers it can."
            )
        sigma(layer)
        found.append(layer)
    return found


def sigma(layer: Dense) -> str:
    """Return the name of a dense layer's activation.

    Raises
    ------
    UnsupportedLayer
        The checker does not know it.
    """
    assert isinstance(layer.activation, Activation)
    name = layer.activation.name
    if not checkable(name):
        raise UnsupportedLayer(
            f"Nothing can be proved of the activation {name!r}: the checker does not know it."
        )
    return name


def checkable(name: str) -> bool:
    """Say whether the checker knows an activation."""
    try:
        checker.named(name, "")
    except checker.Refused:
        return False
    return True


def head(value: Network) -> Head:
    """Return a network's head.

    Raises
    ------
    InputError
        It has none.
    UnsupportedLayer
        Neighbours decide.
    """
    if isinstance(value.head, NeighbourHead):
        raise UnsupportedLayer(
            "Nothing can be proved of a neighbour head yet: its regions are no half-spaces."
        )
    if value.head is None:
        raise InputError("The network has no head, so it decides nothing.")
    return value.head
