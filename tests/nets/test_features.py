"""Features of the input: what is exact of them, as a map of the plane and of more dimensions."""

import numpy as np
import pytest

from unknot import Spec, fit
from unknot.errors import InputError, UnknownName
from unknot.nets import Features, layer_recipe
from unknot.nets.layers.features import TERMS
from unknot.recording import decode, encode
from unknot.verdicts import findings_of


def test_the_order_in_which_they_are_written_does_not_matter():
    recipe = layer_recipe("features:sine,linear,sine")
    assert recipe.text == "features:linear,sine"
    assert recipe.outputs(3) == 6


@pytest.mark.parametrize("text", ["features", "features:", "features:2"])
def test_what_names_no_features_is_refused(text):
    with pytest.raises((InputError, UnknownName), match="feature"):
        layer_recipe(text)


def test_too_many_are_refused_before_they_are_made():
    with pytest.raises(InputError, match="306,936 features of 784 inputs"):
        layer_recipe("features:product").outputs(784)
    with pytest.raises(InputError, match="makes 0 features of 1 inputs"):
        layer_recipe("features:product").outputs(1)


def test_with_the_coordinates_it_is_a_graph_over_its_input_at_every_moment():
    layer = Features(2, TERMS)
    path, x = layer.path("together"), np.random.default_rng(0).normal(size=(2, 50))
    assert path.kind == "embedding"
    for s in (0.0, 0.3, 1.0):
        y = path.at(s)(x)
        np.testing.assert_allclose(y[:2], x, rtol=1e-15)
        np.testing.assert_allclose(path.preimage(s, y), x)
        assert np.isnan(path.preimage(s, y + np.array([[0, 0, 0, 0, 0, 0, 1]]).T)).all()


@pytest.mark.parametrize("terms", [TERMS[1:], ("square",), ("product",), ("sine",)])
@pytest.mark.parametrize("size", [2, 3])
def test_without_the_coordinates_two_points_meet(terms, size):
    layer = Features(size, terms)
    point = np.pi * np.eye(size)[0]
    np.testing.assert_allclose(layer(point), layer(-point), atol=1e-15)
    assert layer.path("together").kind == "straight"


def test_it_takes_a_disc_out_of_a_ring_by_one_hyperplane():
    angles = np.linspace(0, 2 * np.pi, 40)
    circle = np.array([np.cos(angles), np.sin(angles)])
    features = Features(2, ("linear", "square"))
    height = [features(r * circle)[2:].sum(axis=0) for r in (0.5, 1.0)]
    assert height[0].max() < height[1].min()


@pytest.mark.slow
def test_where_it_comes_first_training_succeeds_and_is_proved_right():
    layers = ("features:linear,square",)
    film = fit(Spec(data="circles:points=80", layers=layers, steps=300, patience=None))
    assert film.accuracy == 1  # no homeomorphism of the plane would do it
    assert {one.outcome for one in findings_of(film)} == {"right"}
    again = decode(encode(film), "the recording")
    points = film.data.points
    np.testing.assert_array_equal(again.final.scores(points), film.final.scores(points))


def test_features_out_of_order_or_unknown_are_errors():
    with pytest.raises(InputError, match="in the order linear, square"):
        Features(2, ("square", "linear"))
    with pytest.raises(InputError, match="each once"):
        Features(2, ("linear", "linear"))
    with pytest.raises(InputError, match="cubic"):
        Features(2, ("cubic",))
