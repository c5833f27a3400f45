"""Vector fields: images of pieces against Arb, and the bound of a step's Lipschitz constant."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import outside
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checker_images import is_held, made, member

from unknot.checker import Refused
from unknot.checker._cover import bends
from unknot.checker._exact import rank_and_sign
from unknot.checker._fields import Pushed, _At, contraction, slopes
from unknot.checker._folds import sign_of
from unknot.checker._intervals import I
from unknot.checker._network import Affine, Field, Network, read_network
from unknot.checker._reading import Table

seeds = st.integers(0, 2**32 - 1)


def exactly(values):
    return tuple(map(Fraction, np.asarray(values).tolist()))


def drawn(rng, size, anchors, steps=1):
    places, vectors = rng.normal(size=(2, anchors, size)) * 2.0 ** rng.uniform(-2, 2, (2, 1, 1))
    sharpness = np.exp(rng.normal(size=anchors) * 1.5) * rng.choice(
        [1.0, -1.0, 0.0], p=[0.8, 0.1, 0.1]
    )
    rows = [Table(list(map(tuple, array.tolist()))) for array in (places, vectors)]
    share = Fraction(int(rng.integers(1, 9)), 3 * steps)
    return Field(*rows, exactly(sharpness), share, steps)


def number(value):
    value = Fraction(value)
    return arb(value.numerator) / value.denominator


def in_arb(layer, x):
    for _ in range(layer.steps):
        bumps = [
            (
                -(number(b) ** 2)
                / 2
                * sum(((v - number(c)) ** 2 for v, c in zip(x, a, strict=True)), arb(0))
            ).exp()
            for a, b in zip(layer.anchors.rows, layer.sharpness, strict=True)
        ]
        total = 1 + sum(bumps, arb(0))
        moves = [
            sum((number(v) * f for v, f in zip(column, bumps, strict=True)), arb(0)) / total
            for column in zip(*layer.vectors.rows, strict=True)
        ]
        x = [v + number(layer.share) * m for v, m in zip(x, moves, strict=True)]
    return x


def boxed(image, k):
    """The same with remainders that became directions, after the first k, in the radius again."""
    rest = np.abs(image.spread[k:]).sum(axis=0) * (1 + 1e-13)
    return replace(image, spread=image.spread[:k], radius=image.radius + rest)


@settings(max_examples=80)
@given(seeds)
def test_exact_members_are_held(seed):
    rng = np.random.default_rng(seed)
    size, k, n = int(rng.integers(1, 4)), int(rng.integers(0, 3)), 3
    layers = [
        drawn(rng, size, int(rng.integers(1, 6)), int(rng.integers(1, 4)))
        for _ in range(int(rng.integers(1, 4)))
    ]
    scale = 2.0 ** rng.uniform(-55, 4)
    radius = rng.random((n, size)) * scale * rng.choice([0.0, 1e-3, 1.0])
    centre = rng.normal(size=(n, size)) * rng.choice([1.0, 1e6])
    pieces = made(centre, rng.normal(size=(n, k, size)) * scale, radius)
    image = pieces.through([Pushed.of(layer) for layer in layers])
    bounds, image = image.range(), boxed(image, k)
    for i in range(n):
        t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0, 0.0], size=s) for s in (k, size))
        x = member(pieces, i, t, e)
        for layer in layers:
            x = in_arb(layer, x)
        assert outside(x, bounds.lo[i], bounds.hi[i]) == []
        assert is_held(image, i, t, x)


def test_the_error_shrinks_quadratically():
    rng = np.random.default_rng(4)
    layer = Pushed.of(drawn(rng, 2, 8, 2))
    centre, direction = rng.normal(size=(5, 2)), rng.normal(size=(5, 1, 2))
    errors = [
        boxed(made(centre, direction * size).through([layer]), 1).radius
        for size in (1e-2, 1e-3, 1e-4)
    ]
    assert (errors[1] < errors[0] / 50).all()
    assert (errors[2] < errors[1] / 50).all()


def test_what_cancels_on_the_way_does_not_add_up():
    # Forth and back by the inverse to first order: the images of pieces hardly grow in many steps,
    # which bounds of each step by itself would not see.
    rng = np.random.default_rng(2)
    forth = drawn(rng, 2, 6, 4)
    back = replace(forth, share=-forth.share)
    pieces = made(rng.normal(size=(5, 2)), 1e-6 * rng.normal(size=(5, 1, 2)))
    image = pieces.through([Pushed.of(layer) for layer in (forth, back) * 8])
    exact = np.abs(image.spread[0])
    assert (boxed(image, 1).radius < 1e-2 * exact.max(axis=1, keepdims=True)).all()


@settings(max_examples=60)
@given(seeds)
def test_second_derivatives_are_bounded(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 4))
    layer = Pushed.of(drawn(rng, size, int(rng.integers(1, 12))))
    centre = rng.normal(size=(1, size))
    far = np.array([2.0 ** rng.uniform(-10, 1)])
    (bound,), _ = _At.of(layer, centre).about(layer, far)
    along = rng.normal(size=size)
    along /= np.linalg.norm(along)
    away = rng.normal(size=size)
    x = centre[0] + 0.99 * far[0] * rng.random() * away / np.linalg.norm(away)
    tiny = 1e-4 / max(1.0, layer.rates.hi.max() ** 0.5)
    ahead, here, behind = (
        _At.of(layer, (x + s * tiny * along)[None]).mean.middle()[0] for s in (1, 0, -1)
    )
    second = np.linalg.norm(ahead - 2 * here + behind) / tiny**2
    assert (
        second
        <= bound * (1 + 1e-3)
        + 1e-5 * max(1.0, layer.rates.hi.max()) * np.abs(layer.vectors.hi).max()
    )


@settings(max_examples=60)
@given(seeds)
def test_no_two_points_are_taken_further_apart_than_the_bound(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 4))
    layer = drawn(rng, size, int(rng.integers(1, 6)))
    beta = np.array([float(b) for b in layer.sharpness])
    energy = Fraction(2.0 * float((beta**2).max()) * 2 + 1e-3)
    square = contraction(layer, energy)
    assert square is not None
    anchors = np.array(layer.anchors.values)
    start = anchors[rng.integers(len(anchors), size=40)] + rng.normal(size=(40, size)) / (
        beta.max() + 0.1
    )
    for point in start.tolist():
        step = rng.normal(size=size) * 2.0 ** rng.uniform(-30, 0)
        other = [p + s for p, s in zip(point, step.tolist(), strict=True)]
        x, y = ([arb(v) for v in p] for p in (point, other))
        moved = [
            (b - a) - (d - c)
            for a, b, c, d in zip(in_arb(layer, x), in_arb(layer, y), x, y, strict=True)
        ]
        apart = sum(((a - b) ** 2 for a, b in zip(x, y, strict=True)), arb(0))
        assert not sum((m**2 for m in moved), arb(0)) > number(square) * apart


def test_a_number_less_than_its_equation_asks_for_is_refused():
    rng = np.random.default_rng(1)
    layer = drawn(rng, 2, 5)
    beta = np.array([float(b) for b in layer.sharpness])
    low, high = 0.0, float(16 * (beta**2).max())
    for _ in range(60):
        middle = 0.5 * (low + high)
        if contraction(layer, Fraction(middle)) is None:
            low = middle
        else:
            high = middle
    doubles = [2 * number(b) ** 2 for b in layer.sharpness if b]
    for energy, sign in ((high * (1 + 1e-9), 1), (high * (1 - 1e-9), -1)):
        left = sum((d * (-1 - arb(energy) / d).exp() for d in doubles), arb(0))
        assert (arb(energy) - left) * sign > 0


@settings(max_examples=40)
@given(seeds)
def test_derivatives_are_held(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 4))
    layer = drawn(rng, size, int(rng.integers(1, 6)))
    x = rng.normal(size=size)
    low, high = x - rng.random(size) * 1e-3, x + rng.random(size) * 1e-3
    found = slopes(layer, I(low, high))
    member = [arb(v) for v in rng.uniform(low, high).tolist()]
    tiny = arb(2) ** -100
    for j in range(size):
        moved = [[v + s * tiny * (k == j) for k, v in enumerate(member)] for s in (-1, 1)]
        ahead, behind = (in_arb(layer, one) for one in moved[::-1])
        column = [(a - b) / (2 * tiny) for a, b in zip(ahead, behind, strict=True)]
        # The difference errs by 2⁻²⁰⁰ times a third derivative; enclosures are no sharper.
        assert outside(column, found.lo[:, j] - 2.0**-80, found.hi[:, j] + 2.0**-80) == []
    sharp = slopes(layer, I(x))
    assert (sharp.hi - sharp.lo < 1e-9 * (1 + np.abs(sharp.lo))).all()


@settings(max_examples=80)
@given(seeds)
def test_signs_of_determinants_are_right_where_they_are_known(seed):
    rng = np.random.default_rng(seed)
    size, radius = int(rng.integers(1, 6)), 2.0 ** rng.uniform(-40, 0)
    middle = rng.normal(size=(size, size))
    if rng.random() < 0.3:
        middle[-1] = middle[0]
    sign = sign_of(I(middle - radius, middle + radius))
    inside = middle + radius * rng.uniform(-0.99, 0.99, size=(size, size))
    assert sign in (0, rank_and_sign([exactly(row) for row in inside])[1])
    clear = abs(np.linalg.det(middle)) > 1e-2 and radius < 1e-6
    assert sign != 0 or not clear


FIELD = {
    "kind": "field",
    "anchors": [[0, 0], [1, 0]],
    "vectors": [[1, 0], [0, "1/3"]],
    "sharpness": [1, 2],
    "share": "1/4",
    "steps": 4,
}


def test_it_is_read_and_not_made_of_lines():
    (layer,) = read_network({"layers": [FIELD]}, 2, None, headless=True).layers
    assert layer.outputs == 2
    head = Affine(Table([(1.0, 0.0)]), (Fraction(0),))
    origin, there = (Fraction(0),) * 2, (Fraction(1),) * 2
    assert bends(Network([layer], head), origin, there) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"anchors": [[0], [1]]}, "expected 2 numbers"),
        ({"vectors": [[1, 0]]}, "one for each anchor"),
        ({"vectors": [[1], [0]]}, "expected 2 numbers"),
        ({"sharpness": [1]}, "expected 2 numbers"),
        ({"steps": 0}, "integer from 1"),
        ({"steps": 1001}, "at most 1000"),
        ({"share": None}, "no exact number"),
        ({"bias": [0, 0]}, "unknown keys"),
    ],
)
def test_what_is_no_field_is_refused(change, why):
    with pytest.raises(Refused, match=why):
        read_network({"layers": [FIELD | change]}, 2, None, headless=True)
