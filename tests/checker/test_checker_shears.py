"""Shears: images of pieces against exact members, and margins along segments in fractions."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from arb_oracle import outside
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checker_images import is_held, made, member

from unknot.checker import Refused
from unknot.checker._cover import bends
from unknot.checker._network import Affine, Network, Shear, read_network
from unknot.checker._reading import Table
from unknot.checker._shears import Sheared, bent

seeds = st.integers(0, 2**32 - 1)


def drawn(rng, size, knots):
    at = np.unique(rng.choice([rng.normal(size=knots), rng.integers(-2, 3, knots) / 2.0]))
    rows = [rng.normal(size=size), rng.normal(size=size), at, rng.normal(size=len(at))]
    return Shear(*(tuple(map(Fraction, row.tolist())) for row in rows))


def exact(layer, x):
    height = layer.height(sum((w * v for w, v in zip(layer.normal, x, strict=True)), Fraction(0)))
    return [v + height * t for v, t in zip(x, layer.along, strict=True)]


def in_arb(layer, x):
    """The same, written out again for Arb."""

    def number(value):
        return arb(value.numerator) / value.denominator

    w, u, knots, slopes = (
        [number(v) for v in row] for row in (layer.normal, layer.push, layer.knots, layer.slopes)
    )
    ww, wu = (sum((a * b for a, b in zip(w, v, strict=True)), arb(0)) for v in (w, u))
    z = sum((a * b for a, b in zip(w, x, strict=True)), arb(0))
    rise = sum((c * (z - k).max(arb(0)) for k, c in zip(knots, slopes, strict=True)), arb(0))
    return [v + rise * (ww * b - wu * a) for v, a, b in zip(x, w, u, strict=True)]


@settings(max_examples=60)
@given(seeds)
def test_exact_members_are_held(seed):
    rng = np.random.default_rng(seed)
    size, k, n = int(rng.integers(2, 5)), int(rng.integers(0, 3)), 3
    layers = [drawn(rng, size, int(rng.integers(1, 7))) for _ in range(int(rng.integers(1, 4)))]
    scale = 2.0 ** rng.uniform(-50, 2)
    radius = rng.random((n, size)) * scale * rng.choice([0.0, 1e-3, 1.0])
    pieces = made(rng.normal(size=(n, size)), rng.normal(size=(n, k, size)) * scale, radius)
    image = pieces.through([Sheared.of(layer) for layer in layers])
    bounds = image.range()
    for i in range(n):
        t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0], size=s) for s in (k, size))
        x = member(pieces, i, t, e)
        for layer in layers:
            x = in_arb(layer, x)
        assert outside(x, bounds.lo[i], bounds.hi[i]) == []
        assert is_held(image, i, t, x)


@settings(max_examples=60)
@given(seeds)
def test_the_height_and_its_slopes_are_enclosed(seed):
    rng = np.random.default_rng(seed)
    layer = drawn(rng, 2, int(rng.integers(1, 8)))
    knots = np.array(list(map(float, layer.knots)))
    places = np.concatenate([rng.normal(size=20) * 3, knots, np.nextafter(knots, 9)])
    value, slope = bent(layer).at(places)
    for i, x in enumerate(map(Fraction, places.tolist())):
        assert value.lo[i] <= layer.height(x) <= value.hi[i]
        for y in (x + Fraction(1, 10**400), x - Fraction(1, 10**400)):
            quotient = (layer.height(y) - layer.height(x)) / (y - x)
            assert slope.lo[i] <= quotient <= slope.hi[i]
    sigma = bent(layer)
    low, high = np.sort(rng.normal(size=(2, 30)) * 2, axis=0)
    values, slopes = sigma.between(low, high, sigma.at(low), sigma.at(high))
    for i in range(30):
        for x in np.linspace(low[i], high[i], 9)[1:-1].tolist():
            assert values.lo[i] <= layer.height(Fraction(x)) <= values.hi[i]
            beyond = zip(layer.knots, layer.slopes, strict=True)
            steep = sum((c for knot, c in beyond if knot < Fraction(x)), Fraction(0))
            assert slopes.lo[i] <= steep <= slopes.hi[i]


@settings(max_examples=30)
@given(seeds)
def test_margins_along_a_segment_are_exact(seed):
    rng = np.random.default_rng(seed)
    layers = [drawn(rng, 2, 3) for _ in range(2)]
    written = {"weight": [[1, 2], [0, 1]], "bias": [0, 1], "activation": "relu"}
    relu = read_network({"layers": [written]}, 2, None, headless=True).layers
    head = Affine(Table([(1.0, -1.0)]), (Fraction(1, 3),))
    network = Network([layers[0], *relu, layers[1]], head)
    start, end = (tuple(map(Fraction, p)) for p in rng.normal(size=(2, 2)).tolist())
    found = bends(network, start, end)
    assert found is not None
    for (s, (u,)), (t, (v,)) in pairwise(found):
        middle = (s + t) / 2
        x = [a + middle * (b - a) for a, b in zip(start, end, strict=True)]
        x = exact(layers[0], x)
        x = [max(x[0] + 2 * x[1], Fraction(0)), max(x[1] + 1, Fraction(0))]
        x = exact(layers[1], x)
        assert x[0] - x[1] + Fraction(1, 3) == (u + v) / 2


SHEAR = {"kind": "shear", "normal": [1, 0], "push": [5, 1], "knots": [0, 1], "slopes": [1, "1/3"]}


def test_it_is_read():
    (layer,) = read_network({"layers": [SHEAR]}, 2, None, headless=True).layers
    assert layer.along == (0, 1)
    assert layer.height(Fraction(4)) == 5


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"normal": [1]}, "expected 2 numbers"),
        ({"push": [1, 2, 3]}, "expected 2 numbers"),
        ({"knots": [1, 0]}, "increasing"),
        ({"knots": [0, 0]}, "increasing"),
        ({"knots": [0, "1/3"]}, "floats"),
        ({"knots": [0, 2**60]}, "floats"),
        ({"slopes": [1]}, "expected 2 numbers"),
        ({"bias": [0, 0]}, "unknown keys"),
        ({"kind": "cut"}, "no layer of the kind"),
    ],
)
def test_what_is_no_shear_is_refused(change, why):
    with pytest.raises(Refused, match=why):
        read_network({"layers": [SHEAR | change]}, 2, None, headless=True)
