"""Features of the input: images of pieces against exact members, and what is no such layer."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from arb_oracle import outside
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checker_images import is_held, made, member

from unknot.checker import MOST_FEATURES, Refused
from unknot.checker._features import Featured
from unknot.checker._narrow import at_point, narrow_margin
from unknot.checker._network import TERMS, Features, read_network
from unknot.nets import Features as Ours

seeds = st.integers(0, 2**32 - 1)


def drawn(rng, size):
    chosen = rng.random(len(TERMS)) < 0.6
    terms = [term for term, one in zip(TERMS, chosen, strict=True) if one] or ["square"]
    return Features(size, tuple(terms)) if size > 1 else Features(size, ("linear", *terms[1:]))


def features(layer, x, sine):
    """The same, written out again: of Arb's numbers, and of mpmath's."""
    found = []
    for term in layer.terms:
        for i, v in enumerate(x):
            if term == "product":
                found += [v * w for w in x[i + 1 :]]
            else:
                found.append({"linear": v, "square": v * v, "sine": sine(v)}[term])
    return found


@settings(max_examples=40)
@given(seeds)
def test_exact_members_are_held(seed):
    rng = np.random.default_rng(seed)
    size, k, n = int(rng.integers(1, 4)), int(rng.integers(0, 3)), 3
    layers = [drawn(rng, size)]
    if rng.random() < 0.3:
        layers.append(drawn(rng, layers[0].outputs))
    scale = 2.0 ** rng.uniform(-50, 3)
    radius = rng.random((n, size)) * scale * rng.choice([0.0, 1e-3, 1.0])
    centre = rng.normal(size=(n, size)) * rng.choice([1e-8, 1.0, 100.0])
    pieces = made(centre, rng.normal(size=(n, k, size)) * scale, radius)
    image = pieces.through([Featured.of(layer) for layer in layers])
    bounds = image.range()
    for i in range(n):
        t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0], size=s) for s in (k, size))
        x = member(pieces, i, t, e)
        for layer in layers:
            x = features(layer, x, arb.sin)
        assert len(x) == layers[-1].outputs == bounds.lo.shape[1]
        assert outside(x, bounds.lo[i], bounds.hi[i]) == []
        assert is_held(image, i, t, x)


@pytest.mark.parametrize("terms", [TERMS, ("square", "sine"), ("product",)])
def test_images_of_small_pieces_are_narrow(terms):
    rng = np.random.default_rng(0)
    pieces = made(rng.normal(size=(9, 3)), rng.normal(size=(9, 2, 3)) * 1e-5)
    image = pieces.through([Featured.of(Features(3, terms))])
    assert (image.radius < 1e-8).all()  # of the second order
    assert not (image.radius == 0).all()


@settings(max_examples=30)
@given(seeds)
def test_margins_at_a_point_are_those_of_mpmath_and_of_the_layer_that_trains(seed):
    rng = np.random.default_rng(seed)
    layer = drawn(rng, int(rng.integers(2, 4)))
    weight = rng.normal(size=(1, layer.outputs))
    written = {
        "layers": [{"kind": "features", "size": layer.size, "terms": list(layer.terms)}],
        "head": {"weight": [[float(w).hex() for w in weight[0]]], "bias": [0]},
    }
    network = read_network(written, layer.size, 2)
    x = rng.normal(size=layer.size) * 10.0
    low, high = narrow_margin(network, at_point(tuple(map(Fraction, x.tolist()))), 1)
    with mpmath.workprec(300):
        every = features(layer, [mpmath.mpf(v) for v in x], mpmath.sin)
        score = sum((mpmath.mpf(w) * v for w, v in zip(weight[0], every, strict=True)))
        assert ratio(low) <= score <= ratio(high)
    ours = Ours(layer.size, layer.terms)(x[:, None])
    assert (weight @ ours).item() == pytest.approx(float(score), abs=1e-9)


def ratio(x):
    return mpmath.mpf(x.numerator) / x.denominator


FEATURES = {"kind": "features", "size": 2, "terms": ["linear", "product"]}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"size": 3}, "expected 2, got 3"),
        ({"size": 0}, "integer from 1"),
        ({"size": True}, "integer from 1"),
        ({"size": "2"}, "integer from 1"),
        ({"terms": []}, "1 or more"),
        ({"terms": "linear"}, "expected a list"),
        ({"terms": ["product", "linear"]}, "in this order"),
        ({"terms": ["linear", "linear"]}, "in this order"),
        ({"terms": ["linear", "cube"]}, "in this order"),
        ({"terms": [["linear"]]}, "in this order"),
        ({"weight": [[1, 0]]}, "unknown keys"),
    ],
)
def test_what_are_no_features_are_refused(change, why):
    with pytest.raises(Refused, match=why):
        read_network({"layers": [FEATURES | change]}, 2, None, headless=True)


@pytest.mark.parametrize(
    ("size", "terms"), [(1, ["product"]), (64, ["product"]), (10**17, ["linear"])]
)
def test_none_and_too_many_are_refused(size, terms):
    written = {"kind": "features", "size": size, "terms": terms}
    with pytest.raises(Refused, match=f"1 to {MOST_FEATURES} features"):
        read_network({"layers": [written]}, size, None, headless=True)
