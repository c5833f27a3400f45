"""How networks are written in a certificate (docs/certificates.md)."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

import numpy as np

from unknot import checker
from unknot.errors import InputError, UnsupportedLayer
from unknot.exact import number, numbers, rows
from unknot.nets import (
    Activation,
    Dense,
    Features,
    Field,
    Head,
    Layer,
    Model,
    NeighbourHead,
    Network,
    Shear,
    viewed,
)

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
        The checker does not know a layer, or neighbours decide.
    """
    written: Written = {"layers": [_layer(layer) for layer in value.layers]}
    if value.head is not None:
        read = head(value)
        written["head"] = {
            "weight": rows(np.asarray(read.weight, float).tolist()),
            "bias": numbers(np.asarray(read.bias, float).tolist()),
        }
    return written


def written_network(model: Model) -> tuple[Network, Written]:
    """Return a model in float64, and its exact weights as certificates write them.

    Raises
    ------
    InputError
        It has no head.
    UnsupportedLayer
        It is of another library, or nothing can be proved of one of its layers.

    Examples
    --------
    >>> from unknot.nets import Head
    >>> written_network(Network([], Head(np.array([[0.5]]), np.zeros(1), "linear")))[1]
    {'layers': [], 'head': {'weight': [['0x1.0000000000000p-1']], 'bias': [0]}}
    """
    exact = ours(model)
    head(exact)
    return exact, network(exact)


def _layer(layer: Layer) -> Written:
    if isinstance(layer, Dense) and isinstance(layer.activation, Activation):
        return {
            "weight": rows(np.asarray(layer.weight, float).tolist()),
            "bias": numbers(np.asarray(layer.bias, float).tolist()),
            "activation": sigma(layer),
        }
    if isinstance(layer, Shear):
        return _shear(layer)
    if isinstance(layer, Field):
        return _field(layer)
    if isinstance(layer, Features) and layer.outputs <= checker.MOST_FEATURES:
        return {"kind": "features", "size": layer.size, "terms": list(layer.terms)}
    raise UnsupportedLayer(
        f"Nothing can be proved of the layer {layer.name!r} yet, as {layer.unproved}; of dense "
        f"layers, shears, vector fields and up to {checker.MOST_FEATURES:,} features of the input "
        "it can."
    )


def _field(layer: Field) -> Written:
    # Constrained vectors are the floats that are computed of the weights: they define the function.
    return {
        "kind": "field",
        "anchors": rows(np.asarray(layer.anchors, float).tolist()),
        "vectors": rows(np.asarray(layer.pushes, float).tolist()),
        "sharpness": numbers(np.asarray(layer.sharpness, float).tolist()),
        "share": number(Fraction(1, layer.steps)),
        "steps": layer.steps,
    }


def _shear(layer: Shear) -> Written:
    steeper: dict[float, Fraction] = defaultdict(Fraction)
    knots, slopes = (np.asarray(v, float).tolist() for v in (layer.knots, layer.slopes))
    for knot, slope in zip(knots, slopes, strict=True):
        steeper[knot] += Fraction(slope)
    in_order = sorted(steeper)
    return {
        "kind": "shear",
        "normal": numbers(np.asarray(layer.normal, float).tolist()),
        "push": numbers(np.asarray(layer.push, float).tolist()),
        "knots": numbers(in_order),
        "slopes": numbers(steeper[knot] for knot in in_order),
    }


def dense_layers(value: Network) -> list[Dense]:
    """Return a network's layers, all of which are dense.

    Raises
    ------
    UnsupportedLayer
        One is not, or has an activation that the checker does not know.
    """
    found = []
    for layer in value.layers:
        if not isinstance(layer, Dense):
            raise UnsupportedLayer(f"A {layer.kind} layer is not dense.")
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
