"""Shears: one-to-one whatever their weights, undone exactly, and written as leaky ReLU layers."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Dense, Head, Network, Shear, activation, deform, layer_recipe, leaky
from unknot.verdicts import homeomorphism

seeds = st.integers(0, 2**32 - 1)


def drawn(seed, size=None, knots=None):
    rng = np.random.default_rng(seed)
    size, knots = size or int(rng.integers(2, 5)), knots or int(rng.integers(1, 7))
    return Shear(*rng.normal(size=(2, size)), *rng.normal(size=(2, knots)))


@given(seeds)
def test_it_pushes_exactly_across_its_normal(seed):
    layer = drawn(seed)
    w, u = ([Fraction(x) for x in v.tolist()] for v in (layer.normal, layer.push))
    ww, wu = sum(x * x for x in w), sum(x * y for x, y in zip(w, u, strict=True))
    t = [ww * y - wu * x for x, y in zip(w, u, strict=True)]
    assert sum(x * y for x, y in zip(w, t, strict=True)) == 0
    np.testing.assert_allclose(layer.along, [float(x) for x in t], rtol=1e-9, atol=1e-12)


@given(seeds)
def test_it_is_undone_by_its_inverse_and_keeps_volume(seed):
    layer = drawn(seed)
    x = np.random.default_rng(seed).normal(size=(layer.inputs, 20))
    np.testing.assert_allclose(layer.inverse(layer(x)), x, rtol=0, atol=1e-9)
    np.testing.assert_allclose(np.linalg.det(layer.jacobian(x)), 1, atol=1e-8)


@settings(max_examples=30)
@given(seeds, st.sampled_from([0.1, 0.25, 0.5, 0.9]))
def test_leaky_layers_are_the_same_function_near_the_points(seed, slope):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 4))
    layers = [drawn(seed + k, size, int(rng.integers(1, 5))) for k in range(2)]
    head = Head(rng.normal(size=(1, size)), rng.normal(size=1), "logistic")
    turn = Dense(rng.normal(size=(size, size)), rng.normal(size=size), activation("tanh"))
    network = Network([layers[0], turn, layers[1]], head)
    points = rng.uniform(-2, 2, size=(400, size))
    plain = leaky(network, points[:300], slope=slope)
    knots = sum(len(layer.knots) for layer in layers)
    assert plain.widths == (size,) * (2 * knots + 2)
    sizes = np.abs(network.scores(points)).max() + 1
    np.testing.assert_allclose(plain.scores(points), network.scores(points), atol=1e-7 * sizes)


def test_leaky_layers_are_regular_and_end_in_an_affine_map():
    plain = leaky(Network([drawn(3, 2, 4)]), [[-1, -1], [1, 1]])
    assert [layer.activation.name for layer in plain.layers] == ["leaky-relu:0.5"] * 8 + [
        "identity"
    ]
    assert homeomorphism(plain).verdict == "homeomorphism"


def test_what_is_not_written_as_leaky_layers_is_refused():
    field = layer_recipe("field:2").draw(np.random.default_rng(0), 2, "glorot")
    corners = [[-1, -1], [1, 1]]
    with pytest.raises(UnsupportedLayer, match="field"):
        leaky(Network([field]), corners)
    for points in ([[-1], [1]], [1, 1], np.zeros((0, 2))):
        with pytest.raises(InputError, match=r"expected \(m, 2\)"):
            leaky(Network([drawn(0, 2)]), points)
    with pytest.raises(InputError, match="finite"):
        leaky(Network([drawn(0, 2)]), [[0, np.nan]])
    with pytest.raises(InputError, match="slope"):
        leaky(Network([drawn(0, 2)]), corners, slope=1.0)
    with pytest.raises(InputError, match="room"):
        leaky(Network([drawn(0, 2)]), corners, room=0)


def test_many_shears_do_not_lose_the_digits():
    layers = [drawn(k, 2, 6) for k in range(60)]
    points = np.random.default_rng(0).uniform(-1, 1, (200, 2))
    network = Network(layers)
    images = network.represent(points)
    size = np.abs(images).max()
    plain = leaky(network, points)
    assert plain.depth == 721
    np.testing.assert_allclose(plain.represent(points), images, atol=1e-6 * size)


def test_a_shear_of_one_unit_is_refused():
    with pytest.raises(InputError, match="two or more"):
        layer_recipe("shear:3").outputs(1)


def test_its_knots_span_the_points_that_reach_it():
    points = np.random.default_rng(1).normal(size=(2, 50)) * 9 + 40
    rng = np.random.default_rng(0)
    layer = layer_recipe("shear:8").draw_among(rng, 2, "identity", lambda: points)
    heights = layer.normal @ points
    assert heights.min() - 1e-4 <= layer.knots.min()
    assert layer.knots.max() < heights.max()


def test_behind_a_reversing_layer_it_is_still_an_isotopy():
    flip = Dense(np.diag([1.0, -1.0]), np.zeros(2), activation("tanh"))
    network = Network([flip, drawn(5, 2), drawn(6, 2)])
    path = deform(network)
    assert [one.kind for one in path.paths] == ["isotopy"] * 3
    points = np.random.default_rng(2).normal(size=(9, 2))
    ends = path.represent(3, points)
    # The last layer leaves its two units exchanged.
    np.testing.assert_allclose(ends[:, ::-1], network.represent(points), atol=1e-12)


def test_it_bends_along_its_marks():
    layer = Shear(*np.random.default_rng(4).normal(size=(2, 2)), np.array([-0.3, 0.2]), np.ones(2))
    marks = layer.marks(np.random.default_rng(5).normal(size=(2, 30)))
    for knot, line in zip(layer.knots, marks.lines, strict=True):
        np.testing.assert_allclose(line @ layer.normal, knot)
