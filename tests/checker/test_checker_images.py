from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import outside, sigma
from enclosing import activate
from flint import arb

from unknot.checker._image import Image, Map
from unknot.checker._intervals import I
from unknot.checker._named import FACTS, named
from unknot.checker._network import Affine
from unknot.checker._reading import Table

SMOOTH = ["tanh", "sigmoid", "softplus", "arctan", "gelu", "silu", "mish", "sin", "gaussian"]
OTHERS = ["relu", "leaky-relu:0.2", "elu:2.5", "selu", "hard-tanh", "relu6", "hard-swish"]
OTHERS += ["hard-sigmoid", "square", "softsign", "celu:0.3", "reflected-sigmoid", "identity"]
ALL = SMOOTH + OTHERS


def made(centre, directions, radius=0.0) -> Image:
    """Pieces m + Σ tⱼDⱼ ± r, with directions (n, k, d), and their plain bounds."""
    centre, directions = np.asarray(centre, float), np.asarray(directions, float)
    radius = np.array(np.broadcast_to(radius, centre.shape))
    spread = np.ascontiguousarray(np.moveaxis(directions, 1, 0))
    reach = (np.abs(spread).sum(0) + radius) * (1 + 1e-14) + 1e-300
    return Image(centre, spread, radius, centre, reach)


def through(image: Image, layers: list) -> Image:
    rows = [Table(list(map(tuple, np.asarray(w, float).tolist()))) for w, _, _ in layers]
    return image.through(
        [
            Map.of(Affine(w, tuple(np.asarray(b, float).tolist()), None if a is None else named(a)))
            for w, (_, b, a) in zip(rows, layers, strict=True)
        ]
    )


def activated(image: Image, name: str) -> Image:
    d = image.centre.shape[1]
    return through(image, [(np.eye(d), np.zeros(d), name)])


def random_network(rng: np.random.Generator, inputs: int, depth: int, largest: float) -> list:
    layers, width = [], inputs
    for _ in range(depth):
        out = int(rng.integers(1, 9))
        scale = largest ** rng.uniform(-1, 1)
        weight = np.clip(rng.standard_normal((out, width)) * scale, -largest, largest)
        name = str(rng.choice(SMOOTH + OTHERS if rng.random() < 0.5 else ["tanh"]))
        layers.append((weight, rng.standard_normal(out), name))
        width = out
    return [*layers, (rng.standard_normal((2, width)), rng.standard_normal(2), None)]


def evaluate(layers: list, x: list[arb]) -> list[arb]:
    for weight, bias, name in layers:
        x = [
            sum((arb(w) * v for w, v in zip(row, x, strict=True)), arb(b))
            for row, b in zip(weight.tolist(), bias.tolist(), strict=True)
        ]
        x = x if name is None else list(map(sigma(name), x))
    return x


def member(pieces: Image, i: int, t: np.ndarray, e: np.ndarray) -> list[arb]:
    """Return m + Σ tⱼDⱼ + e·r of piece i, in Arb."""
    return [
        arb(float(pieces.centre[i, c]))
        + sum(
            (arb(float(s)) * arb(float(d)) for s, d in zip(t, pieces.spread[:, i, c], strict=True)),
            arb(0),
        )
        + arb(float(e[c])) * arb(float(pieces.radius[i, c]))
        for c in range(pieces.centre.shape[1])
    ]


def is_held(pieces: Image, i: int, t: np.ndarray, values: list[arb]) -> bool:
    """Say if values at t lie within the model m + Σ tⱼDⱼ ± r, which is more than its range."""
    lines = member(pieces, i, t, np.zeros(pieces.centre.shape[1]))
    return all(
        not r < np.inf or not abs(v - line) > arb(r)
        for v, line, r in zip(values, lines, pieces.radius[i].tolist(), strict=True)
    )


def check(seed: int, networks: int, samples: int) -> int:
    """Push exact members of random pieces through random networks; return how many were held."""
    rng = np.random.default_rng(seed)
    held = 0
    for _ in range(networks):
        d, k, n = int(rng.integers(1, 5)), int(rng.integers(0, 4)), 4
        size = 2.0 ** rng.uniform(-55, 2)
        radius = rng.random((n, d)) * size * rng.choice([0.0, 0.0, 1e-3, 1.0])
        directions = rng.standard_normal((n, k, d)) * size
        pieces = made(rng.standard_normal((n, d)) * 2, directions, radius)
        layers = random_network(rng, d, int(rng.integers(1, 11)), 50.0)
        image = through(pieces, layers)
        bounds = image.range()
        for _ in range(samples):
            i = int(rng.integers(n))
            t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0, 0.0], size=s) for s in (k, d))
            values = evaluate(layers, member(pieces, i, t, e))
            if all(v.is_finite() for v in values):
                assert outside(values, bounds.lo[i], bounds.hi[i]) == []
                assert is_held(image, i, t, values)
                held += 1
    return held


def test_exact_members_are_held():
    assert check(80, 150, 6) > 700


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_many_more_exact_members_are_held(seed):
    assert check(81 + seed, 400, 12) > 4000


@pytest.mark.parametrize("name", ALL)
def test_one_activation_holds_its_members(name):
    rng = np.random.default_rng(90)
    n = 600
    centre = rng.choice([0.0, 3.0, -3.0, -1.278, -0.75, 1.0], (n, 1)) + rng.choice(
        [0.0, 1e-9, 0.3], (n, 1)
    )
    reach = 2.0 ** rng.uniform(-55, 3, (n, 1))
    pieces = made(centre, reach[:, None, :], reach * rng.choice([0.0, 0.1], (n, 1)))
    image = activated(pieces, name)
    bounds = image.range()
    t, e = rng.uniform(-1, 1, (n, 1)), rng.uniform(-1, 1, (n, 1))
    t[: n // 3], e[: n // 3] = np.sign(t[: n // 3]), np.sign(e[: n // 3])
    values = [sigma(name)(member(pieces, i, t[i], e[i])[0]) for i in range(n)]
    assert outside(values, bounds.lo, bounds.hi) == []
    assert all(is_held(image, i, t[i], [values[i]]) for i in range(n))


def test_weights_that_are_no_floats_are_held():
    """A third, ten to the thirtieth and a half: only bounds of them are floats."""
    rng = np.random.default_rng(95)
    for _ in range(40):
        exact = [[Fraction(int(p), int(q)) for p, q in rng.integers(1, 99, (3, 2))] for _ in "ab"]
        bias = [Fraction(int(p), 10**30 + 7) for p in rng.integers(-(10**9), 10**9, 2)]
        layer = Map.of(Affine(Table([tuple(row) for row in exact]), tuple(bias), named("tanh")))
        size = 2.0 ** rng.integers(-50, 1)
        pieces = made(rng.normal(size=(4, 3)), rng.normal(size=(4, 2, 3)) * size)
        image = pieces.through([layer])
        bounds = image.range()
        for i in range(4):
            t = rng.uniform(-1, 1, 2)
            x = member(pieces, i, t, np.zeros(3))
            y = [
                (
                    sum(
                        (arb(w.numerator) / w.denominator * v for w, v in zip(row, x, strict=True)),
                        arb(b.numerator) / b.denominator,
                    )
                ).tanh()
                for row, b in zip(exact, bias, strict=True)
            ]
            assert outside(y, bounds.lo[i], bounds.hi[i]) == []
            assert is_held(image, i, t, y)


def test_a_model_whose_centre_is_outside_its_plain_image():
    """The line is then drawn through another point of the graph."""
    # Both hold the piece, whose centre alone does not belong to it.
    centre, radius, middle, reach = (np.array([[x]]) for x in (2.0, 0.1, 0.9, 0.4))
    pieces = Image(centre, np.array([[[1.0]]]), radius, middle, reach)
    for name in ("tanh", "softplus", "gelu", "relu"):
        image = activated(pieces, name)
        for t, e in [(-1.0, -0.1), (-1.0, 0.1), (-0.9, 0.0), (-0.75, 0.05), (-0.8, 0.1)]:
            value = sigma(name)(arb(2.0) + arb(t) + arb(e))
            assert is_held(image, 0, np.array([t]), [value])


def test_the_error_shrinks_quadratically():
    rng = np.random.default_rng(91)
    layers = [(rng.standard_normal((3, 3)), rng.standard_normal(3), "tanh") for _ in range(5)]
    direction = rng.standard_normal((1, 1, 3))
    errors = [
        through(made(np.full((1, 3), 0.3), direction * size), layers).radius.max()
        for size in (1e-2, 1e-3, 1e-4)
    ]
    assert errors[1] < errors[0] / 50
    assert errors[2] < errors[1] / 50


def test_never_worse_than_plain_intervals():
    rng = np.random.default_rng(92)
    for _ in range(20):
        layers = random_network(rng, 3, 6, 50.0)
        low = rng.standard_normal((50, 3))
        high = low + rng.random((50, 3)) * 10.0 ** rng.uniform(-6, 1, (50, 1))
        middle, half = 0.5 * (low + high), 0.5 * (high - low)
        plain = I(middle - half, middle + half)
        bounds = through(made(middle, half[:, :, None] * np.eye(3)), layers).range()
        for weight, bias, name in layers:
            rows = [(plain * row).sum() + b for row, b in zip(weight, bias, strict=True)]
            plain = I(np.stack([r.lo for r in rows], 1), np.stack([r.hi for r in rows], 1))
            plain = plain if name is None else activate(named(name), plain)[0]
        slack = 1e-9 * (1 + np.maximum(np.abs(plain.lo), np.abs(plain.hi)))
        assert (bounds.lo >= plain.lo - slack).all()
        assert (bounds.hi <= plain.hi + slack).all()


def test_cancellation_along_a_segment_is_seen():
    """x₁ − x₂ on the diagonal is 0: what plain intervals cannot know."""
    pieces = made([[0.5, 0.5]], [[[0.5, 0.5]]])
    out = through(pieces, [([[1.0, -1.0]], [0.0], "tanh")]).range()
    assert (out.hi - out.lo).max() < 1e-14


def test_overflow_is_survived():
    pieces = made([[1e308, 1.0]], [[[1e308, 0.0]]])
    grown = through(pieces, [([[10.0, 0.0], [0.0, 1.0]], [0.0, 0.0], None)])
    bounds = grown.range()
    assert bounds.lo[0, 0] == -np.inf
    assert bounds.lo[0, 1] <= 1.0 <= bounds.hi[0, 1]
    tamed = activated(grown, "tanh").range()
    assert ((tamed.lo <= [1.0, np.tanh(1.0)]) & (tamed.hi >= [1.0, np.tanh(1.0)])).all()
    assert np.isfinite(tamed.hi - tamed.lo).all()
    for name in FACTS:
        out = through(activated(grown, name), [([[1.0, 1.0]], [0.0], None)]).range()
        assert not np.isnan([out.lo, out.hi]).any()


def test_no_pieces_and_no_directions():
    none = made(np.zeros((0, 2)), np.zeros((0, 1, 2)))
    assert through(none, [(np.eye(2), np.zeros(2), "gelu")]).range().lo.shape == (0, 2)
    single = made([[0.25, -1.0]], np.zeros((1, 0, 2)))
    out = through(single, [(np.eye(2), np.zeros(2), "tanh")]).range()
    assert (out.hi - out.lo).max() < 1e-14
