"""Vector-field layers: their Lipschitz constant is bounded and kept, and then they are undone."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Dense, Field, Network, activation, deform, layer_recipe
from unknot.nets.layers._bumps import bumps
from unknot.nets.layers._lipschitz import energy, lipschitz
from unknot.recording import Spec
from unknot.train import fit

seeds = st.integers(0, 2**32 - 1)


def drawn(seed, steps=1, most=None, scale=1.0):
    rng = np.random.default_rng(seed)
    size, anchors = int(rng.integers(1, 4)), int(rng.integers(1, 12))
    places, vectors = rng.normal(size=(2, anchors, size))
    sharpness = np.exp(rng.normal(size=anchors))
    return Field(places, scale * vectors, sharpness, steps, most)


@settings(max_examples=60)
@given(seeds)
def test_no_slope_is_beyond_the_bound(seed):
    layer = drawn(seed)
    bound = float(lipschitz(layer.vectors, layer.sharpness))
    rng = np.random.default_rng(seed)
    size = layer.inputs
    around = layer.anchors[rng.integers(len(layer.anchors), size=400)].T
    x = around + rng.normal(size=(size, 400)) / layer.sharpness.max()
    slopes = layer.jacobian(x) - np.eye(size)
    assert np.linalg.svd(slopes, compute_uv=False).max() <= bound * (1 + 1e-9)


def test_the_bound_is_nearly_reached():
    """Anchors at (±r, 0) pull to both sides: nothing much sharper can be said of them."""
    k, best = 32, 0.0
    for r in np.linspace(1, 4, 61):
        places = np.array([[r, 0.0], [-r, 0.0]]).repeat(k // 2, axis=0)
        layer = Field(places, np.sign(places[:, :1]) * [1.0, 0.0], np.ones(k))
        best = max(best, abs(layer.jacobian(np.zeros((2, 1)))[0, 0, 0] - 1))
    assert 0.85 < best / lipschitz(layer.vectors, layer.sharpness) <= 1


@given(seeds)
def test_the_energy_is_what_its_equation_says(seed):
    beta = np.exp(np.random.default_rng(seed).normal(size=7) * 2)
    found = energy(beta)
    assert (2 * beta**2 * np.exp(-1 - found / (2 * beta**2))).sum() == pytest.approx(found)


@settings(max_examples=40)
@given(seeds, st.sampled_from([0.2, 0.9, 0.99]), st.integers(1, 4))
def test_what_is_constrained_keeps_to_it_and_is_undone(seed, most, steps):
    layer = drawn(seed, steps, most, scale=5.0)
    assert layer.lipschitz <= most
    x = np.random.default_rng(seed).normal(size=(layer.inputs, 30)) * 3
    np.testing.assert_allclose(layer.inverse(layer(x)), x, rtol=0, atol=1e-12 / (1 - most))
    assert (np.linalg.det(layer.jacobian(x)) > 0).all()
    assert layer.path("together").kind == "isotopy"


def test_the_constraint_holds_in_single_precision():
    layer = jax.tree.map(lambda leaf: np.float32(leaf), drawn(3, 2, 0.9, scale=9.0))
    double = jax.tree.map(lambda leaf: np.asarray(leaf, float), layer)
    pushes = np.asarray(layer.pushes, float)
    assert float(lipschitz(pushes, double.sharpness)) / double.steps <= 0.9


def test_what_may_fold_says_so_and_is_not_undone():
    layer = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    x = np.linspace(-3, 3, 50) * np.array([[1.0], [0.0]])
    assert (np.linalg.det(layer.jacobian(x)) < 0).any()
    path = layer.path("together")
    assert path.kind == "fold"
    assert "at most" in path.why
    with pytest.raises(UnsupportedLayer, match="max-lipschitz"):
        path.preimage(0.9, x)
    # As long as s·Lip F < 1 it is one-to-one.
    s = 0.9 / layer.lipschitz
    np.testing.assert_allclose(path.preimage(s, path.at(s)(x)), x, atol=1e-12)


def test_more_steps_follow_the_flow():
    one = drawn(5)
    layers = [Field(one.anchors, one.vectors, one.sharpness, n) for n in (50, 100, 1000)]
    x = np.random.default_rng(0).normal(size=(one.inputs, 20))
    ends = [layer(x) for layer in layers]
    assert np.abs(ends[1] - ends[2]).max() < 0.7 * np.abs(ends[0] - ends[2]).max()


def test_its_anchors_are_points_that_reach_it():
    points = np.random.default_rng(1).normal(size=(2, 50)) * 9 + 40
    layer = layer_recipe("field:32").draw_among(
        np.random.default_rng(0), 2, "identity", lambda: points
    )
    assert {tuple(a) for a in layer.anchors} <= {tuple(p) for p in points.T.astype(np.float32)}
    assert len({tuple(a) for a in layer.anchors}) == 32
    few = layer_recipe("field:60").draw_among(
        np.random.default_rng(0), 2, "identity", lambda: points
    )
    assert few.anchors.shape == (60, 2)


def test_anchors_are_carried_through_the_layers_before():
    spec = Spec(data="moons:points=40", layers=("relu:3", "field:4"), steps=0, snapshots=1)
    film = fit(spec)
    reached = film.final.represent(film.data.points, 1).astype(np.float32)
    anchors = film.final.layers[1].anchors.astype(np.float32)
    apart = np.abs(anchors[:, None] - reached[None]).max(axis=-1).min(axis=1)
    assert apart.max() < 1e-5


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("field", "anchors"),
        ("field:0", "anchors"),
        ("field:3,steps=0", "steps"),
        ("field:3,steps=2000", "at most 1000"),
        ("field:3,max-lipschitz=1", "between 0 and 1"),
        ("field:3,max-lipschitz=x", "between 0 and 1"),
        ("field:3,max-lipshitz=0.5", "Did you mean 'max-lipschitz=0.9'"),
        ("field:3,steps=2,steps=3", "once"),
        ("field:3,steps", "option"),
    ],
)
def test_texts_that_are_none_are_answered(text, why):
    with pytest.raises(InputError, match=why):
        layer_recipe(text)


def test_options_are_written_as_they_are_read():
    text = "field:8,max-lipschitz=0.9,steps=4"
    assert layer_recipe(text).text == text
    assert layer_recipe("field:8, max_lipschitz=.9, steps=4").text == text
    layer = layer_recipe(text).draw(np.random.default_rng(0), 2, "identity")
    assert (layer.steps, layer.max_lipschitz) == (4, 0.9)


def test_behind_a_reversing_layer_it_is_still_an_isotopy():
    flip = Dense(np.diag([1.0, -1.0]), np.zeros(2), activation("tanh"))
    rng = np.random.default_rng(7)
    fields = [Field(*rng.normal(size=(2, 4, 2)), np.ones(4), 1, 0.9) for _ in range(2)]
    path = deform(Network([flip, *fields]))
    assert [one.kind for one in path.paths] == ["isotopy"] * 3


def test_training_keeps_the_constraint_and_learns():
    spec = Spec(
        data="moons:points=60",
        layers=("field:8,max-lipschitz=0.8,steps=2", "field:8,max-lipschitz=0.8"),
        steps=300,
        seeds=2,
        learning_rate=0.03,
    )
    film = fit(spec)
    assert film.losses[-1].min() < 0.3 * film.losses[0].min()
    assert all(layer.lipschitz <= 0.8 for layer in film.final.layers)


def test_few_of_many_anchors_are_marked_and_the_legend_says_so():
    rng = np.random.default_rng(0)
    layer = Field(*rng.normal(size=(2, 50, 2)), rng.uniform(0.5, 2, size=50))
    marks = layer.marks(np.zeros((2, 1)))
    assert len(marks.arrows) == len(marks.radii) == 40
    assert marks.words["arrows"] == "first 40 of 50 anchors, moved"
    np.testing.assert_allclose(marks.radii, 1 / layer.sharpness[:40])


def test_many_columns_are_taken_like_few():
    rng = np.random.default_rng(3)
    layer = Field(rng.normal(size=(5, 2)), rng.normal(size=(5, 2)), np.ones(5), 3, 0.9)
    points = rng.normal(size=(2, 5000))
    there = layer(points)
    np.testing.assert_array_equal(there[:, 4000:4100], layer(points[:, 4000:4100]))
    np.testing.assert_allclose(layer.inverse(there), points, atol=1e-13)
    assert layer.inverse(points[:, :0]).shape == (2, 0)


@pytest.mark.parametrize("offset", [0.0, 300.0])
def test_slopes_of_bumps_are_those_of_their_formula(offset):
    rng = np.random.default_rng(3)
    x, a = rng.normal(size=(2, 30)) + offset, rng.normal(size=(5, 2)) + offset
    b, pull = rng.uniform(0.5, 4, 5), rng.normal(size=(5, 30))
    x, a, b, pull = (value.astype(np.float32) for value in (x, a, b, pull))
    told, back = jax.vjp(bumps, jnp.asarray(x), jnp.asarray(a), jnp.asarray(b))
    found = bumps(x, a, b)
    np.testing.assert_allclose(told, found, rtol=1e-5, atol=1e-7)
    away = x.T[None].astype(float) - a[:, None]  # (anchors, points, 2)
    at_x, at_a, at_b = back(jnp.asarray(pull))
    slope = (pull * found * b[:, None] ** 2)[:, :, None] * away
    np.testing.assert_allclose(at_x, -slope.sum(axis=0).T, rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(at_a, slope.sum(axis=1), rtol=1e-3, atol=1e-3)
    by_width = -pull * found * b[:, None] * (away**2).sum(axis=2)
    np.testing.assert_allclose(at_b, by_width.sum(axis=1), rtol=1e-3, atol=1e-3)
