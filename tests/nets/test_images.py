"""Layers of images: what they compute, how the shape passes on, and what is said of wrong texts."""

import pickle
from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.signal

from unknot.errors import InputError, UnknownName
from unknot.nets import (
    Conv,
    Grid,
    Layout,
    Pool,
    activation,
    drawn,
    layer_made,
    layer_recipe,
)
from unknot.nets.layers import _correlate
from unknot.recording import Spec

IDENTITY = activation("identity")


def images(shape, count, seed=0):
    return np.random.default_rng(seed).normal(size=(*shape, count))


def by_scipy(images, weight, mode):
    """Return the filters' answers one image, one filter and one channel at a time."""
    return np.stack(
        [
            [
                sum(
                    scipy.signal.correlate2d(channel, kernel, mode)
                    for channel, kernel in zip(image, filter_, strict=True)
                )
                for image in np.moveaxis(images, -1, 0)
            ]
            for filter_ in weight
        ]
    )


@pytest.mark.parametrize("same", [False, True])
@pytest.mark.parametrize("size", [(3, 3), (1, 3), (5, 3)])
def test_a_convolution_is_that_of_scipy(same, size):
    rng = np.random.default_rng(1)
    weight, bias = rng.normal(size=(4, 2, *size)), rng.normal(size=4)
    layer = Conv(weight, bias, (2, 7, 6), 1, same, activation("tanh"))
    x = images((2, 7, 6), 3)
    expected = np.tanh(by_scipy(x, weight, "same" if same else "valid") + bias[:, None, None, None])
    found = layer(x.reshape(84, 3))
    assert found.shape == (layer.outputs, 3)
    np.testing.assert_allclose(
        found.reshape(4, *expected.shape[2:], 3), np.moveaxis(expected, 1, -1), rtol=1e-12
    )


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("same", [False, True])
@pytest.mark.slow
def test_derivatives_are_those_of_xla_itself(stride, same):
    layer = Conv(images((3, 2, 3), 2), images((), 3), (2, 8, 7), stride, same, IDENTITY)
    layer = jax.tree.map(lambda leaf: jnp.asarray(leaf, jnp.float32), layer)
    x = jnp.asarray(images((112,), 5), jnp.float32)
    towards = jnp.asarray(images((layer.outputs,), 5, seed=9), jnp.float32)

    def plain(layer, x):
        found = jax.lax.conv_general_dilated(
            x.reshape(2, 8, 7, -1),
            layer.weight,
            (stride, stride),
            "SAME" if same else "VALID",
            dimension_numbers=("CHWN", "OIHW", "CHWN"),
        )
        return (found + layer.bias[:, None, None, None]).reshape(layer.outputs, -1)

    def ours(layer, x):
        return layer(x)

    for one, other in zip(
        *(jax.tree.leaves(jax.vjp(by, layer, x)[1](towards)) for by in (ours, plain)), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)
    for one, other in zip(
        *(jax.jvp(by, (layer, x), (layer, 2 * x)) for by in (ours, plain)), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("stride", [2, 3])
def test_a_stride_leaves_out_places(stride):
    weight = np.random.default_rng(2).normal(size=(2, 1, 3, 3))
    dense = Conv(weight, np.zeros(2), (1, 9, 8), 1, False, IDENTITY)
    sparse = Conv(weight, np.zeros(2), (1, 9, 8), stride, False, IDENTITY)
    x = images((1, 9, 8), 4).reshape(72, 4)
    all_places = dense(x).reshape(2, 7, 6, 4)
    expected = all_places[:, ::stride, ::stride].reshape(sparse.outputs, 4)
    np.testing.assert_allclose(sparse(x), expected, rtol=1e-13)


@pytest.mark.parametrize(
    ("length", "size", "stride"), list(product([4, 5, 8], [1, 2, 3, 5], [1, 2, 3]))
)
def test_surrounded_images_keep_their_size_over_the_stride(length, size, stride):
    grid = layer_recipe(f"conv:2,{size},stride={stride},same").outputs(Grid(1, length, length))
    assert grid.shape == (2, -(-length // stride), -(-length // stride))
    x = np.ones((length**2, 1))
    layer = Conv(
        np.ones((1, 1, size, size)), np.zeros(1), (1, length, length), stride, True, IDENTITY
    )
    ours = layer(x).reshape(grid.shape[1:])
    jax_has = jax.lax.conv_general_dilated(
        jnp.ones((1, 1, length, length)), jnp.ones((1, 1, size, size)), (stride, stride), "SAME"
    )
    np.testing.assert_array_equal(ours, np.asarray(jax_has)[0, 0])


def test_many_images_are_taken_in_parts(monkeypatch):
    layer = Conv(images((2, 1, 3), 3), np.zeros(2), (1, 5, 5), 1, False, IDENTITY)
    x = images((5, 5), 10).reshape(25, 10)
    whole = layer(x)
    monkeypatch.setattr(_correlate, "_PATCHES", 200)
    np.testing.assert_allclose(layer(x), whole, rtol=1e-14)


def test_numpy_keeps_the_precision_of_what_it_is_given():
    single = Conv(
        np.ones((2, 1, 2, 2), np.float32), np.zeros(2, np.float32), (1, 3, 3), 1, False, IDENTITY
    )
    assert single(np.ones((9, 2), np.float32)).dtype == np.float32
    assert single(np.ones((9, 2))).dtype == np.float64
    assert single(np.ones((9, 0))).shape == (8, 0)
    assert Pool((1, 3, 3), (2, 2), "mean")(np.ones((9, 0), np.float32)).dtype == np.float32


@pytest.mark.parametrize("of", ["max", "mean"])
def test_pooling_is_of_patches_side_by_side(of):
    x = images((2, 5, 7), 3)
    found = Pool((2, 5, 7), (2, 3), of)(x.reshape(70, 3)).reshape(2, 2, 2, 3)
    for c, i, j in np.ndindex(2, 2, 2):
        patch = x[c, 2 * i : 2 * i + 2, 3 * j : 3 * j + 3].reshape(6, 3)
        np.testing.assert_allclose(found[c, i, j], getattr(patch, of)(axis=0), rtol=1e-14)


def test_the_shape_passes_from_layer_to_layer():
    def widths(layers, features):
        return Spec(data="moons", layers=layers).widths_for(features, 10)

    assert widths("conv:16,5 pool:2 conv:32,5 pool:2 relu:128", 784) == (
        784,
        16 * 24 * 24,
        16 * 12 * 12,
        32 * 8 * 8,
        32 * 4 * 4,
        128,
        10,
    )
    assert widths("image:3x4x6 conv:5,3,same pool:2 flatten", 72)[1:-1] == (72, 120, 30, 30)
    assert widths("tanh:12 image:2x2x3 conv:1,2", 2)[1:-1] == (12, 12, 2)
    spec = Spec(data="moons", layers="conv:16,5 pool:2 conv:32,5 pool:2 relu:128 relu:64")
    assert spec.parameters_for(784, 10) == sum(
        [16 * 26, 32 * (16 * 25 + 1), 128 * 513, 64 * 129, 10 * 65]
    )


def test_a_grid_is_its_number_of_units():
    grid = Grid(3, 4, 5)
    assert grid == 60
    assert pickle.loads(pickle.dumps(grid)).shape == (3, 4, 5)
    assert Grid.of(64).shape == (1, 8, 8)
    assert not isinstance(Grid.of(63), Grid)
    assert Grid.of(1).shape == (1, 1, 1)


def test_layers_of_other_shapes_are_others():
    """A compiled program must not be taken for that of other images of as many pixels."""
    one, other = Pool((1, 2, 8), (1, 2), "max"), Pool((1, 4, 4), (1, 2), "max")
    assert jax.tree.structure(one) != jax.tree.structure(other)


def test_filters_are_drawn_by_their_patches():
    network = drawn(0, 784, [layer_recipe("conv:64,5"), layer_recipe("conv:64,5")], 10, "softmax")
    for layer, patch in zip(network.layers, (25, 25 * 64), strict=True):
        assert layer.weight.std() == pytest.approx((2 / patch) ** 0.5, rel=0.05)
        assert not layer.bias.any()
    again = drawn(0, 784, [layer_recipe("conv:64,5")], 10, "softmax").layers[0]
    np.testing.assert_array_equal(again.weight, network.layers[0].weight)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("conv:16,5", "conv:16,5"),
        ("conv:16,5x5,relu", "conv:16,5"),
        ("CONV:16,5x3,Leaky_ReLU:0.2,same", "conv:16,5x3,same,leaky-relu:0.2"),
        ("conv:16,5,same,stride=2,tanh", "conv:16,5,stride=2,same,tanh"),
        ("conv:16,5,stride=1,identity", "conv:16,5,identity"),
        ("pool:2x2,max", "pool:2"),
        ("pool:2x3,mean", "pool:2x3,mean"),
        ("image:3x32x32", "image:3x32x32"),
        ("flatten", "flatten"),
    ],
)
def test_texts_say_what_is_not_as_usual(given, written):
    assert layer_recipe(given).text == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("conv", "lacks the number of its filters"),
        ("conv:16", "conv:16,5, say"),
        ("conv:,5", "lacks the number"),
        ("conv:0,5", "'0' filters; expected a whole number from 1"),
        ("conv:16,0", "expected numbers from 1"),
        ("conv:16,5x", "the size '5x'; expected 5, or 5x3"),
        ("conv:16,5x5x5", "the size '5x5x5'"),
        ("conv:16,5,stride=0", "'0' pixels of stride"),
        ("conv:16,5,stride=", "number of its pixels of stride; expected conv:16,5,stride=8, say"),
        ("conv:16,5,", "no option of convolutions ''"),
        ("conv:16,5,leaky-relu:x", "must be a number"),
        ("pool", "lacks the size of its patches"),
        ("pool:2,2", "no way of pooling '2'"),
        ("pool:²", "the size '²'"),
        ("image", "expected 3x32x32"),
        ("image:32x32", "channels, rows, columns"),
        ("flatten:3", "has no size"),
        ("shear:12,foo=3", "has 'foo=3' after its number of knots, .* expected: shear:12, say"),
        ("tent:8,steps=2", "has 'steps=2' after its number of faces, .* expected: tent:8, say"),
        ("tanh:2,foo=3", "has 'foo=3' after its number of units, .* expected: tanh:2, say"),
        ("shear", "'shear' lacks the number of its knots; expected shear:8, say: a whole number"),
        ("field:,steps=2", "lacks the number of its anchors; expected field:8, say"),
        ("tanh:", "lacks the number of its units; expected tanh:8, say"),
        ("shear:,foo=3", "has ',foo=3' knots; expected a whole number"),
        ("conv:16,5,strid=3", "no option of convolutions 'strid=3'. Did you mean 'stride=2'"),
        ("pool:2,men", "no way of pooling 'men'. Did you mean 'mean'"),
        ("features:linear,sin", "no feature 'sin'. Did you mean 'sine'"),
    ],
)
def test_texts_that_make_no_sense_are_answered(text, said):
    with pytest.raises(InputError, match=said):
        layer_recipe(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cnov:16,5", "conv"),
        ("conv2d:16,5", "conv"),
        ("pol:2", "pool"),
        ("conv:16,5,smae", "same"),
        ("conv:16,5,tahn", "tanh"),
        ("conv:16,5,strid=2", "stride=2"),
        ("pool:2,maen", "mean"),
        ("flaten", "flatten"),
    ],
)
def test_mistyped_texts_are_answered_with_what_may_be_meant(text, meant):
    with pytest.raises(UnknownName, match=f"Did you mean .*'{meant}'"):
        layer_recipe(text)


@pytest.mark.parametrize(
    ("layers", "features", "said"),
    [
        ("conv:16,5", 10, r"'conv:16,5' needs images, but gets 10 units.*image:3x32x32"),
        ("tanh:64 conv:4,3", 64, "'conv:4,3' needs images, but gets 64 units"),
        ("flatten pool:2", 64, "'pool:2' needs images"),
        ("conv:4,9", 64, r"larger than the images that it gets, 8×8.*conv:4,9,same"),
        ("pool:9", 64, "patches of 9×9, but the images that it gets are 8×8"),
        ("image:3x8x8", 64, "takes 3 × 8 × 8 = 192 units, but gets 64"),
        ("conv:4096,1", 784, "4096×28×28 = 3,211,264 units; expected at most 262,144"),
    ],
)
def test_layers_that_do_not_fit_the_data_are_answered(layers, features, said):
    spec = Spec(data="moons", layers=layers)
    with pytest.raises(InputError, match=said):
        spec.parameters_for(features, 10)
    with pytest.raises(InputError, match=said):
        drawn(0, features, spec.recipes, 10, "softmax")


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("pool", {"of": "median"}),
        ("pool", {"size": [9, 9]}),
        ("pool", {"size": [0, 2]}),
        ("pool", {"shape": [8, 8]}),
        ("conv", {"shape": [2, 8, 8]}),
        ("conv", {"shape": [1, 2, 2]}),
        ("conv", {"stride": 1.5}),
        ("conv", {"same": "no"}),
        ("conv", {"activation": "none"}),
        ("layout", {"shape": [8, 8]}),
        ("layout", {"shape": [-64]}),
    ],
)
def test_damaged_facts_are_refused(kind, changed):
    texts = {"pool": "pool:2", "conv": "conv:3,3", "layout": "flatten"}
    layer = layer_recipe(texts[kind]).draw(np.random.default_rng(0), Grid(1, 8, 8), "identity")
    arrays = {k: getattr(layer, k) for k in ("weight", "bias") if hasattr(layer, k)}
    assert layer_made({"kind": kind} | layer.facts(), arrays).outputs == layer.outputs
    with pytest.raises(InputError):
        layer_made({"kind": kind} | layer.facts() | changed, arrays)


def test_a_layout_moves_nothing_and_says_so():
    layer = Layout((1, 2, 2))
    path, x = layer.path("together"), images((4,), 3)
    assert (path.kind, path.why) == ("isotopy", "nothing moves")
    for s in (0.0, 0.4, 1.0):
        np.testing.assert_array_equal(path.at(s)(x), x)
        np.testing.assert_array_equal(path.preimage(s, x), x)


def test_a_network_takes_many_images_in_parts(monkeypatch):
    recipes = [layer_recipe(text) for text in ("conv:4,3", "pool:2", "tanh:3")]
    network = drawn(0, 64, recipes, 10, "softmax").float64()
    rows = images((50,), 64, seed=4)
    scores, places = network.scores(rows), network.represent(rows, 2)
    monkeypatch.setattr("unknot.nets._network._AT_ONCE", 1000)
    np.testing.assert_allclose(network.scores(rows), scores, rtol=1e-12)
    np.testing.assert_allclose(network.represent(rows, 2), places, rtol=1e-12)
    np.testing.assert_array_equal(network.predict(rows), np.argmax(scores, axis=1))
    np.testing.assert_array_equal(network.represent(rows, 0), rows)
