"""What certificates hold, as shapes, networks and polygons in floats."""

import numpy as np

from unknot.checker._reading import number
from unknot.nets import Dense, Features, Field, Head, Network, Shear, activation
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Holed,
    Points,
    Polygon,
    Polyline,
    Shell,
    SolidTorus,
    Sphere,
    Term,
    Tube,
    Union,
)

NEAR = 1e-7


def num(value):
    if isinstance(value, int):
        return float(value)
    return float.fromhex(value) if "x" in value else float(number(value, ""))


def nums(values):
    return tuple(num(v) for v in values)


def shape_of(w):
    kind = w["shape"]
    if kind == "union":
        return Union(tuple(map(shape_of, w["parts"])))
    if kind == "curve":
        formula = Formula(
            tuple(
                tuple(
                    Term(nums(t["coefficients"]), t["function"], num(t["frequency"])) for t in terms
                )
                for terms in w["coordinates"]
            )
        )
        return Curve(formula, (num(w["from"]), num(w["to"])), 100.0)
    rows = {k: [nums(r) for r in w[k]] for k in ("points", "vertices", "holes") if k in w}
    row = {k: nums(w[k]) for k in ("centre", "lower", "upper", "normal") if k in w}
    one = {k: num(w[k]) for k in ("radius", "inner", "outer", "major", "minor", "hole") if k in w}
    return {
        "ball": lambda: Ball(row["centre"], one["radius"]),
        "holed": lambda: Holed(row["centre"], one["radius"], rows["holes"], one["hole"]),
        "shell": lambda: Shell(row["centre"], one["inner"], one["outer"]),
        "sphere": lambda: Sphere(row["centre"], tuple(w["axes"]), one["radius"]),
        "box": lambda: Box(row["lower"], row["upper"]),
        "points": lambda: Points(rows["points"]),
        "balls": lambda: Balls(rows["points"], one["radius"]),
        "polyline": lambda: Polyline(rows["vertices"], w["closed"]),
        "polygon": lambda: Polygon(rows["vertices"]),
        "tube": lambda: Tube(Polyline(rows["vertices"], w["closed"]), one["radius"]),
        "torus": lambda: SolidTorus(row["centre"], row["normal"], one["major"], one["minor"]),
    }[kind]()


def projected(rows, w):
    """What lies in the image of a set: with balls about points, of others some points."""
    if w["shape"] == "union":
        return Union(tuple(projected(rows, part) for part in w["parts"]))
    if w["shape"] in {"ball", "balls", "tube"}:
        points = next(w[key] for key in ("points", "vertices", "centre") if key in w)
        places = np.atleast_2d([nums(x) for x in (points if "centre" not in w else [points])])
        images = dict.fromkeys(map(tuple, (places @ rows.T).tolist()))
        # The image of a ball holds that of the radius times the least singular value.
        least = np.linalg.svd(rows)[1][-1]
        return Balls(tuple(images), max(num(w["radius"]) * least, 1e-12))
    images = shape_of(w).sample(300, 0) @ rows.T
    return Points(tuple(dict.fromkeys(map(tuple, images.tolist()))))


def _layer(w):
    if w.get("kind") == "shear":
        return Shear(*(np.array(nums(w[k])) for k in ("normal", "push", "knots", "slopes")))
    if w.get("kind") == "field":
        anchors, vectors = (np.array([nums(r) for r in w[k]]) for k in ("anchors", "vectors"))
        scaled = num(w["share"]) * w["steps"] * vectors
        return Field(anchors, scaled, np.array(nums(w["sharpness"])), w["steps"])
    if w.get("kind") == "features":
        return Features(w["size"], tuple(w["terms"]))
    weight, bias = np.array([nums(r) for r in w["weight"]]), np.array(nums(w["bias"]))
    return Dense(weight, bias, activation(w["activation"]))


def network_of(w):
    layers = [_layer(layer) for layer in w["layers"]]
    if "head" not in w:
        return Network(layers)
    head = Head(
        np.array([nums(r) for r in w["head"]["weight"]]),
        np.array(nums(w["head"]["bias"])),
        "softmax",
    )
    return Network(layers, head)


def loops_of(w):
    parts = w["parts"] if w["shape"] == "union" else [w]
    return [[tuple(map(num, v)) for v in part["vertices"]] for part in parts]
