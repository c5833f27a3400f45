"""What every layer class must satisfy, and every activation in it."""

from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import unknot.nets as nets
from unknot.errors import UnknotError, UnsupportedLayer
from unknot.nets import (
    Conv,
    Dense,
    DensePath,
    Features,
    Field,
    FieldPath,
    GraphPath,
    Grid,
    LayerPath,
    Layout,
    Pool,
    Shear,
    ShearPath,
    StillPath,
    Tent,
    TentPath,
    activation,
    activation_names,
    arrays_of,
    layer_made,
    layer_recipe,
)
from unknot.nets.layers import StraightPath, kinds
from unknot.nets.layers._layer import Layer, Preceded


def subclasses(parent):
    for child in parent.__subclasses__():
        if child.__module__.startswith("unknot."):
            yield child
            yield from subclasses(child)


def dense(rng, inputs, outputs, name):
    return Dense(rng.normal(size=(outputs, inputs)), rng.normal(size=outputs), activation(name))


def shear(rng, size, knots):
    return Shear(*rng.normal(size=(2, size)), *rng.normal(size=(2, knots)))


def tent(rng, size, faces, steep):
    normals = rng.normal(size=(faces, size))
    push = steep * rng.normal(size=size)
    return Tent(normals, 1 + rng.uniform(size=faces), push)


def field(rng, size, anchors, steps, most):
    places, vectors = rng.normal(size=(2, anchors, size))
    return Field(places, vectors, rng.normal(size=anchors), steps, most)


def conv(rng, shape, size, stride, same, name):
    weight = rng.normal(size=(2, shape[0], *size))
    return Conv(weight, rng.normal(size=2), shape, stride, same, activation(name))


NAMES = [*activation_names(), "reflected-sigmoid", "leaky-relu:0.2", "elu:2", "celu:0.5"]
SIZES = [(1, 1), (3, 3), (2, 4), (4, 2)]
# A new layer class needs an entry here, a function that draws an example and what it is given …
EXAMPLES = {
    Dense: (dense, [(*size, name) for name, size in product(NAMES, SIZES)]),
    Shear: (shear, [(2, 1), (2, 8), (3, 5)]),
    Tent: (tent, [(2, 3, 0.1), (3, 8, 0.2), (3, 4, 5.0), (1, 2, 0.2)]),
    Field: (field, [(2, 5, 1, None), (1, 3, 1, 0.5), (2, 8, 3, 0.95), (3, 4, 2, 0.9)]),
    Conv: (
        conv,
        [
            ((1, 3, 4), (2, 3), 1, False, "tanh"),
            ((2, 4, 3), (3, 3), 1, True, "softplus"),
            ((3, 5, 4), (3, 2), 2, True, "leaky-relu:0.2"),
            ((1, 5, 5), (2, 2), 2, False, "identity"),
        ],
    ),
    Features: (
        lambda _, *facts: Features(*facts),
        [
            (2, ("linear", "square", "product", "sine")),
            (1, ("linear", "product", "sine")),
            (2, ("square",)),
            (3, ("linear",)),
        ],
    ),
    Layout: (lambda rng, *shape: Layout(shape), [(2, 3, 2), (5,)]),
    Pool: (
        lambda rng, *facts: Pool(*facts),
        [((2, 4, 5), (2, 2), "max"), ((1, 3, 4), (3, 2), "mean"), ((2, 2, 2), (1, 1), "max")],
    ),
}
# … and here, where its recipe is not written as its word and a number, for two units.
TEXTS = {
    "features": ("features:linear,square,product,sine", 2),
    "conv": ("conv:3,2x3,stride=2,same,tanh", Grid(2, 4, 5)),
    "pool": ("pool:2x1,mean", Grid(3, 4, 5)),
    "image": ("image:2x1x3", 6),
    "flatten": ("flatten", Grid(1, 2, 2)),
}
CASES = {
    "-".join([kind.__name__, *map(str, given)]): make(np.random.default_rng(i), *given)
    for kind, (make, several) in EXAMPLES.items()
    for i, given in enumerate(several)
}
PATHS = {DensePath, FieldPath, GraphPath, ShearPath, StillPath, StraightPath, TentPath}
every_layer = pytest.mark.parametrize("layer", CASES.values(), ids=CASES)
# Where JAX compiles: every activation and every size, but not each with each.
some_layers = pytest.mark.parametrize(
    "layer",
    [
        pytest.param(layer, id=key, marks=() if (i + i // 4) % 4 == 0 else pytest.mark.slow)
        for i, (key, layer) in enumerate(CASES.items())
    ],
)


def points(layer, many=(9,)):
    return np.random.default_rng(3).normal(size=(layer.inputs, *many))


def padded(x, size):
    return np.pad(x, [(0, size - len(x)), *[(0, 0)] * (x.ndim - 1)])


def test_every_kind_of_layer_is_exported_and_tested_here():
    assert {kind.layer for kind in kinds().values()} == set(EXAMPLES)
    assert {kind.__name__ for kind in EXAMPLES} <= set(nets.__all__)


def test_every_kind_of_path_is_known_here():
    assert set(subclasses(LayerPath)) == PATHS


@every_layer
def test_it_is_made_again_of_its_facts_and_arrays(layer):
    again = layer_made({"kind": layer.kind} | layer.facts(), arrays_of(layer))
    assert type(again) is type(layer)
    x = points(layer)
    np.testing.assert_array_equal(again(x), layer(x))


@some_layers
def test_its_derivative_is_that_of_differences(layer):
    x, h = points(layer), 1e-6
    found = layer.jacobian(x)
    assert found.shape == (9, layer.outputs, layer.inputs)
    np.testing.assert_allclose(found, Layer.jacobian(layer, x), rtol=1e-9, atol=1e-12)
    for k in range(layer.inputs):
        step = h * np.eye(layer.inputs)[:, [k]]
        slope = (layer(x + step) - layer(x - step)) / (2 * h)
        np.testing.assert_allclose(found[:, :, k].T, slope, rtol=1e-5, atol=1e-6)


@every_layer
def test_the_defaults_are_right_of_any_layer(layer):
    x = points(layer)
    same, change = Layer.oriented(layer)
    assert same is layer
    np.testing.assert_array_equal(change, np.eye(layer.outputs))
    path = Layer.path(layer, "together")
    size = max(layer.inputs, layer.outputs)
    np.testing.assert_allclose(path.at(0.0)(x), padded(x, size))
    np.testing.assert_array_equal(path.at(1.0)(x), layer(x))
    np.testing.assert_allclose(path.at(0.5)(x), (padded(x, size) + padded(layer(x), size)) / 2)
    assert path.kind == "straight"
    assert layer.kind in path.why
    with pytest.raises(UnsupportedLayer, match="no inverse"):
        path.preimage(0.5, layer(x))
    matrix = np.random.default_rng(4).normal(size=(layer.inputs, layer.inputs))
    np.testing.assert_allclose(Preceded(matrix, layer)(x), layer(matrix @ x), rtol=1e-11)


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_recipes_are_written_as_they_are_read(kind):
    rng = np.random.default_rng(0)
    for word in kind.recipe.words():
        text, inputs = TEXTS.get(word, (f"{word}:3", 2))
        recipe = layer_recipe(text)
        assert layer_recipe(recipe.text) == recipe
        layer = recipe.draw(rng, inputs, "identity")
        assert (layer.inputs, layer.outputs) == (inputs, recipe.outputs(inputs))
        assert sum(a.size for a in arrays_of(layer).values()) == recipe.parameters(inputs)
        assert all(a.dtype == np.float32 for a in arrays_of(layer).values())


@pytest.mark.parametrize(
    "text",
    [
        "tanh",
        "tanh:",
        "tanh:0",
        "tanh:x",
        "tanh:2:3",
        "nonesuch:2",
        "leaky-relu:-1:2",
        "tanh:99999",
        "",
    ],
)
def test_recipes_that_are_none_are_answered(text):
    with pytest.raises(UnknotError):
        layer_recipe(text)


@some_layers
def test_numpy_and_jax_agree(layer):
    x = points(layer)
    single = jax.tree.map(lambda leaf: jnp.asarray(leaf, jnp.float32), layer)
    value = single(jnp.asarray(x, jnp.float32))
    assert value.dtype == jnp.float32
    np.testing.assert_allclose(value, layer(x), rtol=2e-5, atol=2e-5)


@every_layer
def test_many_points_are_each_point(layer):
    x = points(layer, (2, 3))
    together = layer(x)
    assert together.shape == (layer.outputs, 2, 3)
    assert together.dtype == np.float64
    for i, j in np.ndindex(2, 3):
        np.testing.assert_allclose(layer(x[:, i, j]), together[:, i, j], rtol=1e-13, atol=1e-14)


@every_layer
def test_its_marks_lead_to_where_it_takes_them(layer):
    marks = layer.marks(points(layer))
    if marks is None:
        return
    assert marks.arrows.shape[1:] == (2, layer.inputs)
    assert marks.centres.shape == (len(marks.radii), layer.inputs)
    assert marks.lines.ndim == 3
    assert marks.lines.shape[-1] == layer.inputs
    start, end = np.moveaxis(marks.arrows, 1, 0)
    np.testing.assert_allclose(layer(start.T).T, end, rtol=1e-12, atol=1e-12)
    # What is left at a share of the way begins at points on the way.
    quarter = marks.left(0.25).arrows[:, 0]
    np.testing.assert_allclose(quarter, 0.75 * start + 0.25 * end, atol=1e-12)
    np.testing.assert_allclose(marks.left(1).arrows[:, 0], end, atol=1e-12)
    # How many there are, and what they are called, says the kind of layer and not its weights.
    other = jax.tree.map(lambda leaf: 0 * leaf, layer).marks(points(layer))
    for name in ("arrows", "centres", "radii", "lines"):
        assert getattr(other, name).shape == getattr(marks, name).shape
    assert other.words == marks.words
    assert set(marks.words) <= {"arrows", "circles", "lines"}


@every_layer
def test_after_is_composition_with_a_matrix(layer):
    matrix = np.random.default_rng(4).normal(size=(layer.inputs, layer.inputs))
    x = points(layer)
    follower = layer.after(matrix)
    np.testing.assert_allclose(follower(x), layer(matrix @ x), rtol=1e-11, atol=1e-11)


@every_layer
def test_oriented_is_the_layer_up_to_a_signed_permutation(layer):
    turned, change = layer.oriented()
    x = points(layer)
    np.testing.assert_allclose(turned(x), change @ layer(x), rtol=1e-13, atol=1e-14)
    np.testing.assert_array_equal(change @ change.T, np.eye(layer.outputs))
    assert set(np.unique(change)) <= {-1.0, 0.0, 1.0}


@every_layer
def test_oriented_square_layers_preserve_orientation(layer):
    turned, change = layer.oriented()
    if layer.inputs != layer.outputs:
        np.testing.assert_array_equal(change, np.eye(layer.outputs))
        return
    assert turned.oriented()[0] is turned
    if turned.path("together").kind in {"isotopy", "collapse"}:
        # Just before its end the path is a homeomorphism: read its orientation off by differences.
        almost, center, h = turned.path("together").at(0.99), points(turned, (1,)), 1e-6
        moved = almost(center + h * np.eye(turned.inputs)) - almost(center)
        assert np.linalg.det(moved / h) > 0


@every_layer
def test_a_layer_behind_an_exchange_of_units_is_oriented_where_turning_it_is_known(layer):
    size, x = layer.inputs, points(layer)
    matrix = np.eye(size)[[*range(1, size), 0]] * np.where(np.arange(size) == 0, -1.0, 1.0)
    known = layer.turned(matrix)
    followed, change = layer.after(matrix).oriented()
    np.testing.assert_allclose(followed(x), change @ layer(matrix @ x), rtol=1e-11, atol=1e-11)
    if known is not None:
        np.testing.assert_allclose(known(x), matrix.T @ layer(matrix @ x), rtol=1e-11, atol=1e-11)
        assert type(followed) is type(layer)


@every_layer
@pytest.mark.parametrize("order", ["together", "phases"])
def test_where_a_path_is_one_to_one_it_is_undone(layer, order):
    turned, _ = layer.oriented()
    path, x = turned.path(order), points(layer)
    if path.kind == "isotopy":
        for s in (0.0, 0.4, 0.9):
            back = path.preimage(s, path.at(s)(x))
            np.testing.assert_allclose(back, x, rtol=1e-7, atol=1e-7)


@every_layer
@pytest.mark.parametrize("order", ["together", "phases"])
def test_path_starts_at_the_inclusion_and_ends_at_the_layer(layer, order):
    turned, _ = layer.oriented()
    path, x = turned.path(order), points(layer)
    size = max(layer.inputs, layer.outputs)
    np.testing.assert_allclose(path.at(0.0)(x), padded(x, size), rtol=0, atol=1e-13)
    np.testing.assert_array_equal(path.at(1.0)(x), turned(x))
    assert path.why


@every_layer
@pytest.mark.parametrize("order", ["together", "phases"])
def test_path_is_continuous(layer, order):
    turned, _ = layer.oriented()
    path, x = turned.path(order), points(layer)
    size = max(layer.inputs, layer.outputs)
    for s in (0.0, 0.2, 1 / 3, 0.5, 2 / 3, 0.9, 1.0):
        here = padded(path.at(s)(x), size)
        for h in (1e-4, 1e-6, 1e-8):
            for side in {min(s + h, 1.0), max(s - h, 0.0)} - {s}:
                moved = np.abs(padded(path.at(side)(x), size) - here).max()
                assert moved < 500 * h, (s, h)
