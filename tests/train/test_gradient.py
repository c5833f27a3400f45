"""The hand-written gradient, the automatic one and finite differences agree."""

from itertools import product

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import sklearn.metrics
from jax.flatten_util import ravel_pytree

from unknot.nets import activation, activation_names, mlp
from unknot.recording import Spec
from unknot.train import LOSSES, hinge, logistic, softmax
from unknot.train._gradient import (
    autodiff_gradient,
    columned,
    dense_gradient,
    gridded,
    of_scores,
)
from unknot.train._rational import tanh

CLASSES = {"logistic": 2, "softmax": 3, "hinge": 2}


def problem(loss, hidden, names, count, inputs=2, classes=None, seed=0):
    rng = np.random.default_rng(seed)
    classes = classes or CLASSES[loss]
    spec = Spec(data="x", hidden=hidden, activation=names, loss=loss)
    network = mlp(seed, inputs, hidden, classes, spec.activations, spec.head_for(classes))
    flat, unravel = ravel_pytree(network)
    flat = flat + np.float32(0.3) * rng.normal(size=flat.shape).astype(np.float32)
    labels = rng.integers(0, classes, count)
    return unravel(flat), flat, rng.normal(size=(count, inputs)), labels


def assert_the_same(loss, network, flat, points, labels):
    by_hand = jax.jit(dense_gradient(network, LOSSES[loss]))(flat, gridded(points, labels))
    automatic = jax.jit(autodiff_gradient(network, of_scores(LOSSES[loss])))(
        flat, columned(points, labels)
    )
    scale = np.abs(automatic).max()
    assert scale > 0
    np.testing.assert_allclose(by_hand, automatic, rtol=2e-4, atol=2e-5 * max(scale, 1))


NAMES = [*activation_names(), "elu:2", "leaky-relu:0.2", "celu:0.5"]
PAIRS = list(product(NAMES, LOSSES))
# A few now, one of each sort beside those of the tests below; all of them take minutes to compile.
QUICK = [
    ("softplus", "hinge"),
    ("elu", "softmax"),
    ("relu", "logistic"),
    ("gelu", "hinge"),
    ("hard-swish", "softmax"),
    ("sin", "logistic"),
]


@pytest.mark.parametrize(
    ("name", "loss"),
    [pytest.param(*p, marks=() if p in QUICK else pytest.mark.slow) for p in PAIRS],
)
def test_by_hand_is_automatic_for_every_activation_and_loss(name, loss):
    assert_the_same(loss, *problem(loss, (3, 2), (name,), 41))


@pytest.mark.parametrize(
    ("hidden", "names", "loss"),
    [
        ((), ("tanh",), "logistic"),
        ((), ("tanh",), "hinge"),
        ((), ("tanh",), "softmax"),
        ((1,), ("tanh",), "logistic"),
        ((1, 1, 1), ("sigmoid", "tanh", "softplus"), "softmax"),
        pytest.param(
            (2, 5, 1, 4),
            ("mish", "elu:2", "identity", "tanh"),
            "hinge",
            marks=pytest.mark.slow,
        ),
        ((16,), ("softsign",), "softmax"),
        pytest.param((2,) * 6, ("tanh",), "logistic", marks=pytest.mark.slow),
    ],
)
def test_by_hand_is_automatic_for_every_shape(hidden, names, loss):
    assert_the_same(loss, *problem(loss, hidden, names if hidden else "tanh", 57, inputs=3))


# How all counts are laid out is seen below, without a compilation of each.
@pytest.mark.parametrize(
    "count",
    [1, 33, 449, *(pytest.param(k, marks=pytest.mark.slow) for k in (31, 32, 400, 448, 1000))],
)
def test_by_hand_is_automatic_for_every_count_of_points(count):
    loss = ("logistic", "softmax")[count % 2]
    assert_the_same(loss, *problem(loss, (3,), ("tanh",), count))


@pytest.mark.parametrize("loss", ["softmax", "hinge"])
@pytest.mark.parametrize("classes", [2, 5])
def test_by_hand_is_automatic_for_every_count_of_classes(loss, classes):
    assert_the_same(loss, *problem(loss, (4,), ("tanh",), 45, classes=classes))


def log_loss(loss, scores, labels):
    if loss == "logistic":
        return np.logaddexp(0, np.where(labels == 1, -scores[0], scores[0])).mean()
    if loss == "softmax":
        right = np.take_along_axis(scores, labels[None], axis=0)[0]
        return (np.log(np.exp(scores).sum(axis=0)) - right).mean()
    return np.maximum(0, 1 - np.where(labels == 1, 1, -1) * scores[0]).mean()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("name", ["tanh", "gelu", "softplus", "elu"])
def test_automatic_is_the_finite_difference_in_float64(loss, name):
    network, flat, points, labels = problem(loss, (3, 2), (name,), 29)
    exact = np.asarray(flat, np.float64)
    leaves, structure = jax.tree.flatten(network)
    ends = np.cumsum([leaf.size for leaf in leaves])[:-1]

    def value(vector):
        parts = [p.reshape(u.shape) for p, u in zip(np.split(vector, ends), leaves, strict=True)]
        return log_loss(loss, jax.tree.unflatten(structure, parts)(points.T), labels)

    steps = 1e-6 * np.eye(len(exact))
    differences = [(value(exact + step) - value(exact - step)) / 2e-6 for step in steps]
    automatic = jax.jit(autodiff_gradient(network, of_scores(LOSSES[loss])))(
        flat, columned(points, labels)
    )
    np.testing.assert_allclose(automatic, differences, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("lay_out", [gridded, columned])
@pytest.mark.parametrize("count", [1, 31, 32, 33, 448, 449, 1000, 4096, 4097, 9001])
def test_laid_out_points_are_all_there_once_and_padding_weighs_nothing(lay_out, count):
    points = np.arange(2.0 * count).reshape(count, 2) + 1
    laid = lay_out(points, np.arange(count) % 3)
    real = np.asarray(laid.weights) > 0
    assert real.sum() == count
    assert np.asarray(laid.weights, np.float64).sum() == pytest.approx(1, rel=1e-5)
    x = np.moveaxis(np.asarray(laid.x), 1, -1)[real]
    order = np.argsort(x[:, 0])
    np.testing.assert_array_equal(x[order], points.astype(np.float32))
    np.testing.assert_array_equal(np.asarray(laid.labels)[real][order], np.arange(count) % 3)


SCORES = 3 * np.random.default_rng(1).normal(size=(4, 50)).astype(np.float32)
LABELS = np.random.default_rng(2).integers(0, 4, 50)


def test_logistic_is_the_log_loss_of_scikit_learn():
    labels = LABELS % 2
    share = 1 / (1 + np.exp(-SCORES[0].astype(float)))
    expected = sklearn.metrics.log_loss(labels, share)
    assert np.mean(logistic(SCORES[:1], labels)) == pytest.approx(expected, rel=1e-5)


def test_softmax_is_the_log_loss_of_scikit_learn():
    shares = np.exp(SCORES.astype(float))
    expected = sklearn.metrics.log_loss(LABELS, (shares / shares.sum(axis=0)).T)
    assert np.mean(softmax(jnp.asarray(SCORES), LABELS)) == pytest.approx(expected, rel=1e-5)


def test_hinge_is_the_hinge_loss_of_scikit_learn():
    expected = sklearn.metrics.hinge_loss(LABELS % 2, SCORES[0])
    assert np.mean(hinge(SCORES[:1], LABELS % 2)) == pytest.approx(expected, rel=1e-5)
    expected = sklearn.metrics.hinge_loss(LABELS, SCORES.T, labels=range(4))
    assert np.mean(hinge(jnp.asarray(SCORES), LABELS)) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("score", [-1e4, -100.0, 100.0, 1e4])
@pytest.mark.parametrize("label", [0, 1])
def test_logistic_loss_and_its_slope_are_finite_far_out(score, label):
    def value(z):
        return logistic(z[None], jnp.array(label))

    wrong = (score > 0) != (label == 1)
    assert value(jnp.float32(score)) == pytest.approx(abs(score) if wrong else 0, abs=1e-6)
    slope = (1 if score > 0 else -1) if wrong else 0
    assert jax.grad(value)(jnp.float32(score)) == pytest.approx(slope, abs=1e-6)


def test_rational_tanh_is_tanh_to_a_few_units_in_the_last_place():
    x = np.concatenate([np.linspace(-20, 20, 200_001), np.logspace(-30, 0, 2000)]).astype(
        np.float32
    )
    value, exact = np.asarray(tanh(x)), np.tanh(x.astype(np.float64))
    units = np.abs(value - exact) / np.spacing(np.abs(exact).astype(np.float32))
    assert units.max() < 6
    assert np.abs(value).max() <= 1 + np.spacing(np.float32(1))
    np.testing.assert_array_equal(np.asarray(tanh(-x)), -value)


def test_rational_tanh_has_the_slope_of_tanh():
    x = jnp.linspace(-9, 9, 999)
    slope = jax.vmap(jax.grad(tanh))(x)
    np.testing.assert_allclose(slope, 1 / np.cosh(np.asarray(x, float)) ** 2, atol=2e-6)


@pytest.mark.parametrize("name", ["tanh", "sigmoid"])
def test_the_compiled_form_of_an_activation_is_the_activation(name):
    network, flat, points, labels = problem("logistic", (3, 3), (name,), 100)
    assert network.layers[0].activation is activation(name)
    assert_the_same("logistic", network, 3 * flat, points, labels)


@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_mix_no_types_of_numbers(loss):
    with jax.numpy_dtype_promotion("strict"):
        assert_the_same(loss, *problem(loss, (2,), ("tanh",), 50))
