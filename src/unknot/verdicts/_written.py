"""How exact things are written in a certificate (docs/certificates.md)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Activation, Dense, Head, Network
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shape,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
    Union,
)

Written = dict[str, Any]


def number(value: float | int | Fraction) -> int | str:
    """Write a number exactly: an integer, a hexadecimal float, or a fraction.

    Examples
    --------
    >>> number(2.0), number(0.75), number(Fraction(1, 3))
    (2, '0x1.8000000000000p-1', '1/3')
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return exact.numerator
    try:
        near = float(exact)
    except OverflowError:
        near = 0.0
    return near.hex() if Fraction(near) == exact else f"{exact.numerator}/{exact.denominator}"


def numbers(values: Iterable[float | int | Fraction]) -> list[int | str]:
    """Write a row of numbers."""
    return [number(value) for value in values]


def rows(values: Iterable[Iterable[float | int | Fraction]]) -> list[list[int | str]]:
    """Write a table of numbers."""
    return [numbers(row) for row in values]


def shape(value: Shape) -> Written:
    """Write a shape.

    Raises
    ------
    InputError
        It is a curve by a function that cannot be written down.
    """
    match value:
        case Ball():
            return {
                "shape": "ball",
                "centre": numbers(value.centre),
                "radius": number(value.radius),
            }
        case Shell():
            return {
                "shape": "shell", "centre": numbers(value.centre),
                "inner": number(value.inner), "outer": number(value.outer),
            }  # fmt: skip
        case Sphere():
            return {
                "shape": "sphere", "centre": numbers(value.centre), "axes": list(value.axes),
                "radius": number(value.radius),
            }  # fmt: skip
        case Box():
            return {"shape": "box", "lower": numbers(value.lower), "upper": numbers(value.upper)}
        case Points():
            return {"shape": "points", "points": rows(value.points)}
        case Balls():
            return {"shape": "balls", "points": rows(value.points), "radius": number(value.radius)}
        case Segment():
            return {
                "shape": "polyline", "vertices": rows((value.start, value.end)), "closed": False
            }  # fmt: skip
        case Polyline():
            return {"shape": "polyline", "vertices": rows(value.vertices), "closed": value.closed}
        case Polygon():
            return {"shape": "polygon", "vertices": rows(value.vertices)}
        case Tube():
            core = value.core
            return {
                "shape": "tube", "vertices": rows(core.vertices), "closed": core.closed,
                "radius": number(value.radius),
            }  # fmt: skip
        case SolidTorus():
            return {
                "shape": "torus", "centre": numbers(value.centre), "normal": numbers(value.normal),
                "major": number(value.major), "minor": number(value.minor),
            }  # fmt: skip
        case Curve() if isinstance(value.function, Formula):
            return {
                "shape": "curve",
                "coordinates": [
                    [
                        {
                            "coefficients": numbers(term.coefficients),
                            "function": term.function,
                            "frequency": number(term.frequency),
                        }
                        for term in terms
                    ]
                    for terms in value.function.coordinates
                ],
                "from": number(value.domain[0]),
                "to": number(value.domain[1]),
            }
        case Union():
            return {"shape": "union", "parts": [shape(part) for part in value.parts]}
    raise InputError(
        f"A proof cannot speak of this {type(value).__name__}: its function is not written down. "
        "Give the curve a `Formula`, or a `Polyline` or `Tube` near it."
    )


def network(value: Network) -> Written:
    """Write a network's exact weights.

    Raises
    ------
    UnsupportedLayer
        A layer is not dense.
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
        written["head"] = {
            "weight": rows(np.asarray(value.head.weight, float).tolist()),
            "bias": numbers(np.asarray(value.head.bias, float).tolist()),
        }
    return written


def dense_layers(value: Network) -> list[Dense]:
    """Return a network's layers, refusing what is not dense with a plain activation."""
    for layer in value.layers:
        if not isinstance(layer, Dense) or not isinstance(layer.activation, Activation):
            raise UnsupportedLayer(
                f"A {type(layer).__name__} layer cannot be proved about yet; dense layers can."
            )
    return [layer for layer in value.layers if isinstance(layer, Dense)]


def sigma(layer: Dense) -> str:
    """Return the name of a dense layer's activation."""
    assert isinstance(layer.activation, Activation)
    return layer.activation.name


def head(value: Network) -> Head:
    """Return a network's head.

    Raises
    ------
    InputError
        It has none.
    """
    if value.head is None:
        raise InputError("The network has no head, so it decides nothing.")
    return value.head
