"""Certificates written by hand, one and more of each kind of evidence."""

import copy
from fractions import Fraction
from typing import Any

from unknot import checker
from unknot.errors import InputError
from unknot.verdicts import renewed


def exact(x) -> Any:
    """Write a number as the format asks."""
    if isinstance(x, (list, tuple)):
        return [exact(v) for v in x]
    if isinstance(x, float):
        return x.hex()
    if isinstance(x, Fraction):
        return x.numerator if x.denominator == 1 else f"{x.numerator}/{x.denominator}"
    return x


def complete(**parts) -> dict[str, Any]:
    """Add format and words to claim, evidence, classes and network."""
    content = {"format": checker.FORMAT, **copy.deepcopy(parts)}
    return {**content, **checker.describe(content)}


def verdict(content) -> Any:
    """Return None if it verifies with its words rewritten and its cuts found, or why not."""
    parts = {k: v for k, v in content.items() if k not in (*checker_words, "format")}
    try:
        checker.check(complete(**parts))
    except checker.Refused as refusal:
        if parts["evidence"].get("kind") not in CUT or "cuts" in parts["evidence"]:
            return str(refusal)
        try:
            checker.check(renewed(parts, 30_000))
        except InputError as error:
            return str(error)
    return None


CUT = {kind.evidence for kind in checker.KINDS if "cuts" in kind.optional}
checker_words = ("statement", "not_claimed", "verdict", "theorem")


def classes(*sets):
    return [
        {"name": name, "set": copy.deepcopy(s)} for name, s in zip("ABCDEFGH", sets, strict=False)
    ]


def points(*rows):
    return {"shape": "points", "points": exact(rows)}


def polyline(*rows, closed=True):
    return {"shape": "polyline", "vertices": exact(rows), "closed": closed}


def ball(centre, radius):
    return {"shape": "ball", "centre": exact(centre), "radius": exact(radius)}


def shell(centre, inner, outer):
    return {"shape": "shell", "centre": exact(centre), "inner": exact(inner), "outer": exact(outer)}


def box(lower, upper):
    return {"shape": "box", "lower": exact(lower), "upper": exact(upper)}


def sphere(centre, axes, radius):
    return {"shape": "sphere", "centre": exact(centre), "axes": axes, "radius": exact(radius)}


def union(*parts):
    return {"shape": "union", "parts": list(parts)}


def part(label, *path):
    return {"class": label, "path": list(path)}


def member(label, point, *path):
    return {**part(label, *path), "point": exact(point)}


def loop(vertices, inside):
    """A closed polygon whose edges all lie inside one part."""
    count = len(vertices)
    edges = [{"at": [i, (i + 1) % count], "inside": inside} for i in range(count)]
    return {"vertices": exact(vertices), "simplices": edges}


def layer(weight, bias, name):
    return {"weight": exact(weight), "bias": exact(bias), "activation": name}


def network(*layers, head=None):
    made: dict[str, Any] = {"layers": list(layers)}
    if head is not None:
        made["head"] = {"weight": exact(head[0]), "bias": exact(head[1])}
    return made


def no_width(k):
    return {"kind": "no network", "width": k, "activations": "monotone"}


def some_width(k, name="tanh"):
    return {"kind": "some network", "width": k, "activations": name}


# ---------------------------------------------------------------- one of each kind

SQUARE = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
# Two unit squares of space, each through the middle of the other.
HOPF = [
    [(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)],
    [(0, 0, -1), (2, 0, -1), (2, 0, 1), (0, 0, 1)],
]
# Three rectangles in the coordinate planes.
BORROMEAN = [
    [(-2, -1, 0), (2, -1, 0), (2, 1, 0), (-2, 1, 0)],
    [(0, -2, -1), (0, 2, -1), (0, 2, 1), (0, -2, 1)],
    [(-1, 0, -2), (-1, 0, 2), (1, 0, 2), (1, 0, -2)],
]
DISC, RING = ball([0, 0], Fraction(1, 3)), shell([0, 0], Fraction(2, 3), 1)
# The same tanh units in three directions, -8.0·0.34 inside (THEORY §6).
_U = [(1.0, 0.0), (-0.5, 0.8660254037844386), (-0.5, -0.8660254037844386)]
TRIANGLE = network(
    layer([[8 * a, 8 * b] for a, b in _U], [-2.72, -2.72, -2.72], "tanh"),
    head=([[1, 1, 1]], [Fraction(8, 5)]),
)


def shared_point():
    return {
        "claim": {"kind": "no network", "activations": "any"},
        "classes": classes(ball([0, 0], 1), ball([2, 0], 1)),
        "evidence": {
            "kind": "shared point",
            "sides": [[0], [1]],
            "first": [member(0, [1, 0])],
            "second": part(1),
        },
    }


def through_a_circle():
    """They meet where x² = 8/9."""
    made = shared_point()
    line = polyline([0, "1/3"], [2, "1/3"], closed=False)
    made["classes"] = classes(line, sphere([0, 0], [0, 1], 1))
    made["evidence"]["first"] = [member(0, [x, "1/3"]) for x in (0, 2)]
    return made


def common_point():
    return {
        "claim": no_width(1),
        "classes": classes(points([0], [2]), points([1])),
        "evidence": {
            "kind": "common point",
            "sides": [[0], [1]],
            "first": [
                {"member": member(0, [0]), "weight": "1/2"},
                {"member": member(0, [2]), "weight": "1/2"},
            ],
            "second": [{"member": member(1, [1]), "weight": 1}],
        },
    }


def connected_hulls():
    half = [{"member": member(0, [x, 0]), "weight": "1/2"} for x in (-1, 1)]
    return {
        "claim": {"kind": "no network", "first": 1, "activations": "any"},
        "classes": classes(polyline(*SQUARE), ball([0, 0], "1/4")),
        "evidence": {
            "kind": "connected hulls",
            "sides": [[0], [1]],
            "first": half,
            "second": [{"member": member(1, [0, 0]), "weight": 1}],
        },
    }


def enclosed_by_sphere():
    return {
        "claim": no_width(2),
        "classes": classes(DISC, RING),
        "evidence": {
            "kind": "enclosed",
            "sides": [[0], [1]],
            "member": member(0, [0, 0]),
            "sphere": part(1),
        },
    }


def enclosed_by_cycle():
    return {
        "claim": no_width(2),
        "classes": classes(points([0, "1/8"]), union(points([9, 9]), polyline(*SQUARE))),
        "evidence": {
            "kind": "enclosed",
            "sides": [[0], [1]],
            "member": member(0, [0, "1/8"]),
            "cycle": loop(SQUARE, part(1, 1)),
        },
    }


def enclosed_in_space():
    """An octahedron's surface, inside balls about its corners and about points near."""
    corners = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    faces = [[i, j, k] for i in (0, 1) for j in (2, 3) for k in (4, 5)]
    balls = {"shape": "balls", "points": exact(corners), "radius": "7/8"}
    return {
        "claim": no_width(3),
        "classes": classes(points([0, 0, 0]), balls),
        "evidence": {
            "kind": "enclosed",
            "sides": [[0], [1]],
            "member": member(0, [0, 0, 0]),
            "cycle": {
                "vertices": exact(corners),
                "simplices": [{"at": f, "inside": part(1)} for f in faces],
            },
        },
    }


def linked():
    return {
        "claim": no_width(3),
        "classes": classes(*(polyline(*v) for v in HOPF)),
        "evidence": {
            "kind": "linked",
            "sides": [[0], [1]],
            "first": loop(HOPF[0], part(0)),
            "second": loop(HOPF[1], part(1)),
            "number": -1,
        },
    }


def linked_spheres():
    return {
        "claim": no_width(3),
        "classes": classes(sphere([0, 0, 0], [0, 1], 1), sphere([1, 0, 0], [0, 2], 1)),
        "evidence": {
            "kind": "linked spheres",
            "sides": [[0], [1]],
            "first": part(0),
            "second": part(1),
        },
    }


def threaded():
    return {
        "claim": no_width(3),
        "classes": classes(polyline(*HOPF[1]), sphere([0, 0, 0], [0, 1], 1)),
        "evidence": {
            "kind": "threaded",
            "sides": [[0], [1]],
            "first": loop(HOPF[1], part(0)),
            "second": part(1),
            "number": -1,
        },
    }


def colourings():
    return {
        "claim": no_width(3),
        "classes": classes(*(polyline(*v) for v in BORROMEAN)),
        "evidence": {
            "kind": "colourings",
            "sides": [[0], [1, 2]],
            "first": [loop(BORROMEAN[0], part(0))],
            "second": [loop(BORROMEAN[k], part(k)) for k in (1, 2)],
            "prime": 3,
            "dimensions": [1, 1, 2],
        },
    }


def jones():
    made = colourings()
    made["evidence"].pop("dimensions")
    made["evidence"] |= {"kind": "jones", "prime": 101, "at": 2, "values": [37, 21, 37]}
    return made


def balance():
    """The middle of three points in a row is half of each end: no, of their sum."""
    members = [
        {"member": member(0, [0, 0]), "against": 1, "weight": 2},
        {"member": member(1, [-1, 0]), "against": 0, "weight": 1},
        {"member": member(1, [1, 0]), "against": 0, "weight": 1},
    ]
    return {
        "claim": {"kind": "no network", "hidden": [], "activations": []},
        "classes": classes(ball([0, 0], "1/8"), points([-1, 0], [1, 0]), points([0, 9])),
        "evidence": {"kind": "balance", "members": members},
    }


def enclosed_in_a_plane():
    """A square round a point, in the plane z = x − 2y + 1."""
    made = enclosed_by_cycle()
    tilted = [[x, y, x - 2 * y + 1] for x, y in SQUARE]
    made["classes"] = classes(
        points([0, "1/8", "3/4"]), union(points([9, 9, -8]), polyline(*tilted))
    )
    made["evidence"]["flat"] = {"keep": [0, 1], "rest": [[1, -2, 1]]}
    return made


def enclosed_by_a_curve_in_a_plane():
    """A circle by its formula, in the plane y = 2 − x of R³, and z kept."""
    one = {"coefficients": [1], "function": "1", "frequency": 0}
    cos, sin = ({"coefficients": [1], "function": f, "frequency": 1} for f in ("cos", "sin"))
    minus = {"coefficients": [-1], "function": "cos", "frequency": 1}
    coordinates = [[one, cos], [one, minus], [sin]]
    curve = {"shape": "curve", "coordinates": coordinates, "from": 0, "to": 2}
    return {
        "claim": no_width(1),
        "classes": classes(points([1, 1, 0]), curve),
        "evidence": {
            "kind": "common point",
            "flat": {"keep": [0, 2], "rest": [[-1, 0, 2]]},
            "sides": [[0], [1]],
            "first": [{"member": member(0, [1, 0]), "weight": 1}],
            "second": [
                {"member": {**part(1), "t": 0}, "weight": "1/2"},
                {"member": {**part(1), "t": 1}, "weight": "1/2"},
            ],
        },
    }


def alternation():
    members = [member(k % 2, [k]) for k in range(4)]
    return {
        "claim": {"kind": "no network", "hidden": [2], "activations": ["relu"]},
        "classes": classes(points([0], [2]), points([1], [3])),
        "evidence": {"kind": "alternation", "sides": [[0], [1]], "members": members},
    }


def grid():
    """A bay with something in it: no one is enclosed."""
    bay = polyline((-1, 1), (-1, -1), (1, -1), (1, 1), closed=False)
    return {
        "claim": some_width(2),
        "classes": classes(bay, ball([0, 0], "1/4")),
        "evidence": {"kind": "grid", "lower": [-2, -2], "size": "1/8", "counts": [32, 32]},
    }


def ways():
    """The bay's opening is above; round the disc the bay's end is outside at once."""
    made = grid()
    made["evidence"] = {
        "kind": "ways",
        "ways": [
            {"places": [[0, 2], [0, 0]], "to": [-1, 0], "starts": [1]},
            {"places": [[-1, 1]], "to": [-1], "starts": [0]},
        ],
    }
    return made


def over():
    lifted = [(x, y, z + 3) for x, y, z in HOPF[1]]
    return {
        "claim": some_width(3, "leaky-relu:0.2"),
        "classes": classes(polyline(*lifted), union(polyline(*HOPF[0]), points([0, 0, 0]))),
        "evidence": {"kind": "over", "direction": [0, "1/7", 1]},
    }


def finite():
    return {
        "claim": some_width(2, "sin"),
        "classes": classes(points([0, 1], [1, 0]), points([0, 0])),
        "evidence": {"kind": "finite"},
    }


def general_position():
    """Two triangles in planes of R⁴ that meet in the origin alone, which is on neither."""
    corners = (2, 0), (0, 2), (-2, -2)
    first = [[x, y, 0, 0] for x, y in corners]
    second = [[0, 0, x, y] for x, y in corners]
    return {
        "claim": some_width(4, "relu"),
        "classes": classes(polyline(*first), polyline(*second)),
        "evidence": {"kind": "general position", "size": "1/8"},
    }


def apart():
    return {
        "claim": some_width(3, "relu"),
        "classes": classes(DISC, RING),
        "evidence": {"kind": "apart", "size": "1/64"},
    }


def weights():
    return {
        "claim": {"kind": "some network", "hidden": [3], "activations": ["tanh"]},
        "classes": classes(DISC, RING),
        "network": copy.deepcopy(TRIANGLE),
        "evidence": {"kind": "weights", "margin": "1/4"},
    }


def shears():
    """A disc above the graph of |x|, which a shear of two knots levels."""
    return {
        "claim": {
            "kind": "some network",
            "width": 2,
            "activations": "leaky-relu:0.5",
            "depth": 4,
        },
        "classes": classes(polyline([-4, 4], [0, 0], [4, 4]), ball([0, 2], "1/2")),
        "network": {
            "layers": [
                {
                    "kind": "shear",
                    "normal": [1, 0],
                    "push": [0, 1],
                    "knots": [-8, 0],
                    "slopes": [1, -2],
                }
            ],
            "head": {"weight": [[0, 1]], "bias": ["-17/2"]},
        },
        "evidence": {"kind": "shears", "margin": "1/4"},
    }


def cover():
    return {
        "claim": {"kind": "this network classifies", "margin": "1/4"},
        "classes": classes(DISC, RING),
        "network": copy.deepcopy(TRIANGLE),
        "evidence": {"kind": "cover"},
    }


def point():
    return {
        "claim": {"kind": "this network fails"},
        "classes": classes(DISC, shell([0, 0], "1/2", 1)),
        "network": copy.deepcopy(TRIANGLE),
        "evidence": {"kind": "point", "member": member(1, ["-1/2", 0])},
    }


def matrices():
    turn, flip = [[0, -1], [1, "1/2"]], [[1, 0], ["1/2", -1]]
    return {
        "claim": {"kind": "homeomorphism"},
        "network": network(layer(turn, [0, 1], "tanh"), layer(flip, [0, 0], "elu")),
        "evidence": {"kind": "matrices"},
    }


def singular():
    made = matrices()
    made["claim"] = {"kind": "not a homeomorphism", "layer": 1}
    made["network"]["layers"][1]["weight"] = [[1, 2], [2, 4]]
    return made


def isotopy():
    made = matrices()
    made["claim"] = {"kind": "isotopy", "changed": [1]}
    return made


FIELD = {
    "kind": "field",
    "anchors": [[0, 0], [1, 0]],
    "vectors": [[1, 0], [0, "1/2"]],
    "sharpness": [1, -1],
    "share": "1/2",
    "steps": 2,
}
SHEAR = {"kind": "shear", "normal": [1, 2], "push": [3, 1], "knots": [0, 1], "slopes": [1, -2]}


def layers():
    made = matrices()
    made["network"]["layers"][1:1] = [copy.deepcopy(FIELD), copy.deepcopy(SHEAR)]
    made["evidence"] = {"kind": "layers", "contractions": [2]}
    return made


FEATURES = {"kind": "features", "size": 2, "terms": ["linear", "square"]}


def features():
    """The plane as a graph, and a matrix after it that widens no more."""
    made = matrices()
    wide = [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]]
    made["network"] = network(copy.deepcopy(FEATURES), layer(wide, [0, 0, 0, 1], "tanh"))
    made["evidence"] = {"kind": "layers", "contractions": []}
    return made


def cover_by_squares():
    """Where x² + y² is more than a quarter is the ring, and the disc where it is less."""
    made = cover()
    made["claim"]["margin"] = "1/8"
    made["network"] = network({**FEATURES, "terms": ["square"]}, head=([[1, 1]], [Fraction(-1, 4)]))
    return made


def isotopy_of_layers():
    made = layers()
    made["claim"] = {"kind": "isotopy", "changed": [3]}
    return made


def fold():
    """A matrix turns all over; the field turns one of two points back, and GELU neither."""
    made = matrices()
    made["claim"] = {"kind": "not a homeomorphism", "layer": 3}
    made["network"]["layers"] = [
        layer([[0, 1], [1, 0]], [0, 0], "elu"),
        copy.deepcopy(SHEAR),
        {**FIELD, "vectors": [[40, 0], [0, "1/2"]]},
        layer([[1, 0], [0, 1]], [0, 0], "gelu"),
    ]
    made["evidence"] = {"kind": "fold", "points": [[0, "1/8"], [0, -1]]}
    return made


ALL = [
    shared_point,
    through_a_circle,
    common_point,
    connected_hulls,
    enclosed_by_sphere,
    enclosed_by_cycle,
    enclosed_in_space,
    linked,
    linked_spheres,
    threaded,
    colourings,
    jones,
    balance,
    enclosed_in_a_plane,
    enclosed_by_a_curve_in_a_plane,
    alternation,
    grid,
    ways,
    over,
    finite,
    general_position,
    apart,
    weights,
    cover,
    point,
    matrices,
    singular,
    isotopy,
    layers,
    features,
    cover_by_squares,
    isotopy_of_layers,
    fold,
]
