"""What is called an enclosure encloses: functions, networks and cells, against Arb."""

import math
from fractions import Fraction
from typing import Any

import certificates_by_hand as hand
import numpy as np
import pytest
from arb_oracle import CUBE, RATE, cubic, sigmoid
from enclosing import activate
from flint import arb

from unknot.checker import Pieces
from unknot.checker._cover import Margins
from unknot.checker._cycles import holds_simplex
from unknot.checker._elementary import cos_pi
from unknot.checker._existence import may_meet
from unknot.checker._image import Image
from unknot.checker._intervals import I, stack
from unknot.checker._named import FACTS, named
from unknot.checker._network import read_network
from unknot.checker._pieces import patch
from unknot.checker._reading import number
from unknot.checker._sets import Thick, read_set

COUNT = 8_000


def clip(x, low, high):
    return arb(low) if x < low else arb(high) if x > high else x


def exponential(alpha, scale=1.0, rate=1.0):
    def function(x):
        return arb(scale) * (x if x > 0 else arb(alpha) * (x / arb(rate)).expm1())

    def slope(x):
        left = arb(scale) * arb(alpha) / arb(rate) * (x / arb(rate)).exp()
        return arb(scale) if x > 0 else left

    return function, slope


def leaky(a):
    return (lambda x: x if x > 0 else arb(a) * x), (lambda x: arb(1.0 if x > 0 else a))


def steps(low, high, rise: Any = 1):
    return lambda x: arb(rise) if low < x < high else arb(0)


def mish(x):
    t = x.exp().log1p().tanh()
    return t + x * (1 - t * t) * sigmoid(x)


def density(x):
    return (-x * x / 2).exp() / (2 * arb.pi()).sqrt()


def normal(x):
    return (-x / arb(2).sqrt()).erfc() / 2


SELU = (1.6732632423543772, 1.0507009873554805)
# name: (σ, σ′), as THEORY and unknot.nets have them.
FUNCTIONS = {
    "identity": (lambda x: x, lambda x: arb(1)),
    "tanh": (lambda x: x.tanh(), lambda x: 1 / x.cosh() ** 2),
    "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "arctan": (lambda x: x.atan(), lambda x: 1 / (1 + x * x)),
    "softplus": (lambda x: x.exp().log1p(), sigmoid),
    "elu": exponential(1.0),
    "elu:0.3": exponential(0.3),
    "elu:2.5": exponential(2.5),
    "selu": exponential(*SELU),
    "celu": exponential(1.0),
    "celu:0.3": exponential(0.3, 1.0, 0.3),
    "leaky-relu": leaky(0.01),
    "leaky-relu:1.7": leaky(1.7),
    "prelu": leaky(0.25),
    "relu": leaky(0.0),
    "relu6": (lambda x: clip(x, 0.0, 6.0), steps(0, 6)),
    "hard-tanh": (lambda x: clip(x, -1.0, 1.0), steps(-1, 1)),
    "hard-sigmoid": (lambda x: clip(x / 6 + arb(0.5), 0.0, 1.0), steps(-3, 3, arb(1) / 6)),
    "gelu": (lambda x: x * normal(x), lambda x: normal(x) + x * density(x)),
    "gelu-tanh": (
        lambda x: x * sigmoid(cubic(x)),
        lambda x: (
            sigmoid(cubic(x))
            * (1 + x * sigmoid(-cubic(x)) * arb(RATE) * (1 + 3 * arb(CUBE) * x * x))
        ),
    ),
    "silu": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "mish": (lambda x: x * x.exp().log1p().tanh(), mish),
    "hard-swish": (
        lambda x: x * clip(x + 3, 0.0, 6.0) / 6,
        lambda x: (2 * x + 3) / 6 if -3 < x < 3 else arb(float(x > 0)),
    ),
    "sin": (lambda x: x.sin(), lambda x: x.cos()),
    "square": (lambda x: x * x, lambda x: 2 * x),
    "gaussian": (lambda x: (-x * x).exp(), lambda x: -2 * x * (-x * x).exp()),
}
EDGES = [
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    2.0**-1022,
    1e-160,
    -1e-30,
    1.0,
    -1.0,
    3.0,
    -3.0,
    6.0,
    0.5,
    math.nextafter(3.0, 4),
    math.nextafter(-3.0, 0),
    math.nextafter(1.0, 0),
    4.5,
    -4.5,
    6.4,
    36.7,
    -37.5,
    40.0,
    -40.0,
    350.0,
    -355.0,
    -709.0,
    709.0,
    745.0,
    -746.0,
    800.0,
    -800.0,
    1e4,
    -1e4,
]


def places(rng, count):
    x = rng.normal(size=count) * rng.choice([1e-8, 0.01, 1.0, 5.0, 30.0, 300.0], count)
    return np.where(rng.random(count) < 0.2, rng.choice(EDGES, count), x)


def enclosed(name, count, seed):
    """Compare at a point of each of so many intervals, most of them narrow."""
    value, slope = FUNCTIONS[name.removeprefix("reflected-")]
    if name.startswith("reflected-"):
        plain, steepness = value, slope
        value, slope = (lambda x: -plain(-x)), (lambda x: steepness(-x))
    rng = np.random.default_rng(seed)
    x = places(rng, count)
    left, right = (
        np.abs(x) * rng.choice([0, 1e-16, 1e-9, 0.01], count)
        + rng.random(count) * rng.choice([0.0, 0.0, 1e-9, 0.1, 2.0], count)
        for _ in range(2)
    )
    with np.errstate(all="ignore"):
        found = activate(named(name), I(x - left, x + right))
    for bounds, exactly in zip(found, (value, slope), strict=True):
        lo, hi = (np.broadcast_to(b, x.shape).tolist() for b in (bounds.lo, bounds.hi))
        for at, a, b in zip(x.tolist(), lo, hi, strict=True):
            y = exactly(arb(at))
            assert a == -math.inf or not y < arb(a), (name, at, a)
            assert b == math.inf or not y > arb(b), (name, at, b)
            assert a <= b


@pytest.mark.parametrize("name", [*FUNCTIONS, "reflected-selu", "reflected-mish", "reflected-relu"])
def test_every_activation_and_its_slope_are_enclosed(name):
    enclosed(name, COUNT // 2 if name == "gelu" else COUNT, len(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_activation_at_a_hundred_thousand_points(name):
    enclosed(name, 100_000, 1)


def test_all_activations_are_tried():
    tried = {name.partition(":")[0] for name in FUNCTIONS}
    assert tried == set(FACTS)


def test_nothing_is_ever_nan_and_no_interval_is_inverted():
    rng = np.random.default_rng(0)
    ends = [
        -np.inf,
        -1.7e308,
        -1e200,
        -1.0,
        -5e-324,
        -0.0,
        0.0,
        1e-310,
        2.0,
        1e200,
        1.7e308,
        np.inf,
    ]
    pairs = np.sort(rng.choice(ends, (4000, 2)), axis=1)
    pairs = pairs[(pairs[:, 0] < np.inf) & (pairs[:, 1] > -np.inf)]
    x, y = I(*pairs.T), I(*pairs[rng.permutation(len(pairs))].T)
    with np.errstate(all="ignore"):
        found = [x + y, x - y, x * y, x / y, abs(x), x.square(), x.sqrt(), cos_pi(x)]
        found += [part for name in FUNCTIONS for part in activate(named(name), x)]
        found += [stack([x, y], 1).sum()]
        found += [I([np.nan, 1.0]), I([np.nan], [1.0]), I([1.0], [np.nan])]
    for one in found:
        assert not np.isnan(one.lo).any()
        assert not np.isnan(one.hi).any()
        assert (one.lo <= one.hi).all()
    assert (found[-3].lo[0], found[-3].hi[0]) == (-np.inf, np.inf)


# ---------------------------------------------------------------- networks on pieces


def scores(network, x):
    """The scores at an exact point."""
    for layer in network["layers"]:
        value = FUNCTIONS[layer["activation"]][0]
        x = [value(z) for z in linear(layer, x)]
    return linear(network["head"], x)


def linear(layer, x):
    rows = zip(layer["weight"], layer["bias"], strict=True)
    return [
        sum((arb(float.fromhex(w)) * v for w, v in zip(row, x, strict=True)), arb(0))
        + arb(float.fromhex(b))
        for row, b in rows
    ]


def some_network(rng, n, names, count):
    widths, layers = [n], []
    for name in names:
        widths.append(int(rng.integers(1, 5)))
        weight = rng.normal(size=widths[:-3:-1]) * rng.choice([0.5, 2.0])
        layers.append(hand.layer(weight.tolist(), rng.normal(size=widths[-1]).tolist(), name))
    head = rng.normal(size=(count, widths[-1])).tolist(), rng.normal(size=count).tolist()
    return hand.network(*layers, head=head)


@pytest.mark.parametrize("seed", range(40))
def test_margins_enclose_what_networks_do_on_pieces(seed):
    rng = np.random.default_rng(seed)
    n, count = int(rng.integers(1, 4)), int(rng.choice([1, 2, 3]))
    names = rng.choice(list(FUNCTIONS), int(rng.integers(0, 4))).tolist()
    written = some_network(rng, n, names, count)
    network = read_network(written, n, max(count, 2))
    shape, exactly = some_shape(rng, n)
    line = not (isinstance(shape, Thick) and shape.radius)
    k = 1 if line else n
    lo = rng.uniform(0, 1, (30, k)) if line else rng.normal(size=(30, k))
    hi = lo + rng.random((30, k)) * rng.choice([0.0, 1e-6, 0.1, 1.0], (30, 1))
    hi = np.minimum(hi, 1.0) if line else hi
    pieces = Pieces(lo, hi, np.zeros(30, int))
    for label in range(max(count, 2)):
        with np.errstate(all="ignore"):
            found = Margins(network, label)(Image.of(*patch(shape).place(pieces)))
        for i in range(30):
            for share in (0.0, 1.0, *rng.random(3)):
                at = np.clip(lo[i] + share * (hi[i] - lo[i]), lo[i], hi[i])
                s = scores(written, exactly(at))
                if count == 1:
                    wins = [s[0] if label else -s[0]]
                else:
                    wins = [s[label] - t for j, t in enumerate(s) if j != label]
                assert not any(w < arb(found.lo[i]) for w in wins)
                assert not all(w > arb(found.hi[i]) for w in wins)


def some_shape(rng, n):
    """A shape, and its points by parameters."""
    kind = rng.choice(["cells", "polyline", "curve"])
    if kind == "cells":
        return read_set(hand.ball([0] * n, 9), "set"), lambda t: [arb(v) for v in t]
    if kind == "polyline":
        a, b = rng.normal(size=(2, n)).tolist()
        line = read_set(hand.polyline(a, b, closed=False), "set")
        return line, lambda t: [
            arb(p) + (arb(q) - arb(p)) * arb(t[0]) for p, q in zip(a, b, strict=True)
        ]
    terms = [
        (rng.normal(size=3).tolist(), str(rng.choice(["1", "cos", "sin"])), float(rng.normal() * 3))
        for _ in range(n)
    ]
    rows = [
        [{"coefficients": hand.exact(c), "function": f, "frequency": w.hex()}] for c, f, w in terms
    ]
    curve = read_set(
        {
            "shape": "curve",
            "coordinates": [rows[i] + rows[0] for i in range(n)],
            "from": 0,
            "to": 1,
        },
        "set",
    )

    def wave(term, t):
        c, f, w = term
        value = arb(c[0]) + arb(c[1]) * t + arb(c[2]) * t * t
        turn = arb.pi() * arb(w) * t
        return value * {"1": arb(1), "cos": turn.cos(), "sin": turn.sin()}[f]

    return curve, lambda t: [wave(one, arb(t[0])) + wave(terms[0], arb(t[0])) for one in terms]


# ---------------------------------------------------------------- cells and simplices

SHAPES = [
    hand.ball([0, "1/3"], "3/4"),
    hand.shell([0, 0], "1/2", "3/4"),
    hand.shell([0, 0, 0], "1/2", 1),
    hand.box([0, "-1/3"], ["1/3", 1]),
    hand.ball([0, 0, 0], 1),
    {"shape": "balls", "points": [[0, 0], [1, "1/3"], [-1, 0]], "radius": "1/3"},
    {
        "shape": "tube",
        "vertices": [[0, 0], [1, 0], [1, 1], [-1, "1/2"]],
        "closed": False,
        "radius": "1/4",
    },
    {
        "shape": "tube",
        "vertices": [[0, 0, 0], [1, 0, 0], [0, 1, 1]],
        "closed": True,
        "radius": "1/3",
    },
    {"shape": "torus", "centre": [0, 0, 0], "normal": [1, -2, 3], "major": 1, "minor": "1/3"},
    {"shape": "polygon", "vertices": [[-1, -1], [1, -1], [1, 1], [0, "-1/2"], [-1, 1]]},
    {
        "shape": "polygon",
        "vertices": hand.exact(
            [
                (round(math.cos(a) * r, 2), round(math.sin(a) * r, 2))
                for a, r in zip(np.arange(11) * 0.57, [1, 0.3] * 5 + [0.5], strict=True)
            ]
        ),
    },
]


def in_shape(w, x):
    """How far inside a shape a point is, in floats: an independent judgement."""
    kind = w["shape"]
    get: dict[str, Any] = {k: floats(v) for k, v in w.items() if k != "shape"}
    if kind in {"ball", "shell"}:
        d = math.dist(x, get["centre"])
        return min(
            (get["outer"] if kind == "shell" else get["radius"]) - d, d - get.get("inner", -9)
        )
    if kind == "box":
        return min(min(x - get["lower"]), min(get["upper"] - x))
    if kind == "balls":
        return get["radius"] - min(math.dist(x, c) for c in get["points"])
    if kind == "torus":
        normal = get["normal"] / np.linalg.norm(get["normal"])
        height = (x - get["centre"]) @ normal
        out = np.linalg.norm(x - get["centre"] - height * normal)
        return get["minor"] - math.hypot(out - get["major"], height)
    v = get["vertices"]
    ends = list(zip(v, np.roll(v, -1, 0), strict=True))
    if not w.get("closed", True):
        ends.pop()
    away = min(to_segment(x, a, b) for a, b in ends)
    if kind == "tube":
        return get["radius"] - away
    angle = sum(math.remainder(turned(b - x) - turned(a - x), 2 * math.pi) for a, b in ends)
    return away if abs(angle) > 3 else -away


def floats(v) -> Any:
    if isinstance(v, list):
        return np.array([floats(x) for x in v])
    return v if isinstance(v, bool) else float(number(v, ""))


def turned(v):
    return math.atan2(v[1], v[0])


def to_segment(x, a, b):
    t = min(max((x - a) @ (b - a) / ((b - a) @ (b - a)), 0), 1)
    return np.linalg.norm(x - a - t * (b - a))


@pytest.mark.parametrize("written", SHAPES)
def test_membership_is_what_floats_say_away_from_the_border(written):
    rng = np.random.default_rng(3)
    shape = read_set(written, "set")
    both = set()
    for x in rng.uniform(-1.3, 1.3, (700, shape.n)):
        depth = in_shape(written, x)
        if abs(depth) > 1e-9:
            exactly = shape.holds(tuple(map(Fraction, x.tolist())))
            assert exactly == (depth > 0)
            both.add(exactly)
    assert both == {True, False}


@pytest.mark.parametrize("written", SHAPES)
def test_a_cell_with_a_point_of_a_set_is_never_dropped(written):
    rng = np.random.default_rng(4)
    shape = read_set(written, "set")
    size = 2.0 ** rng.integers(-12, 1, (1500, 1))
    lo = rng.uniform(-1.3, 1.3, (1500, shape.n))
    cells = Pieces(lo, lo + size * rng.random((1500, shape.n)), np.zeros(1500, int))
    with np.errstate(all="ignore"):
        met = may_meet(shape, cells.box, 1.0)
    at = cells.lo + rng.random(lo.shape) * (cells.hi - cells.lo)
    holding = np.array([shape.holds(tuple(map(Fraction, x))) for x in at.tolist()])
    assert met[holding].all()
    assert holding.any()
    # And most of those that hold none, and are small, are dropped.
    deep = np.array([in_shape(written, x) for x in at])
    beside = (deep < -3 * size[:, 0]) & (deep < -0.01)
    assert (~met[beside]).mean() > 0.99


@pytest.mark.parametrize("written", SHAPES)
def test_pieces_cover_the_set(written):
    rng = np.random.default_rng(5)
    shape = read_set(written, "set")
    known = patch(shape)
    pieces = known.whole()
    for _ in range(3):
        with np.errstate(all="ignore"):
            pieces = pieces.halves()
            pieces = pieces[~known.empty(pieces)]
    for x in rng.uniform(-1.4, 1.4, (500, shape.n)):
        if shape.holds(tuple(map(Fraction, x.tolist()))):
            assert ((pieces.lo <= x) & (x <= pieces.hi)).all(axis=1).any()


@pytest.mark.parametrize("written", SHAPES)
def test_simplices_that_are_said_to_lie_inside_do(written):
    rng = np.random.default_rng(6)
    shape = read_set(written, "set")
    corners = [list(map(Fraction, x)) for x in floats(written.get("points", [[0] * shape.n]))]
    inside = 0
    for _ in range(700):
        centre = rng.uniform(-1, 1, shape.n)
        spread = rng.choice([0.02, 0.2, 0.7])
        v = [
            tuple(map(Fraction, (centre + rng.normal(size=shape.n) * spread).tolist()))
            for _ in range(int(rng.integers(2, 4)))
        ]
        if written["shape"] == "balls" and rng.random() < 0.5:
            v[:2] = [tuple(corners[k]) for k in rng.integers(0, len(corners), 2)]
        if not holds_simplex(shape, v):
            continue
        inside += 1
        for _ in range(6):
            shares = [Fraction(int(k)) for k in rng.integers(0, 9, len(v))]
            shares[0] += 1
            total = sum(shares, Fraction(0))
            parts = [[s * c / total for c in corner] for s, corner in zip(shares, v, strict=True)]
            x = tuple(sum(row, Fraction(0)) for row in zip(*parts, strict=True))
            assert shape.holds(x)
    assert inside > 10
