"""The picture of folds: its shades are where determinants are negative, and its words are true."""

import numpy as np
import pytest

from unknot import draw
from unknot.data import load
from unknot.draw._folds import _SHADES, _cloth
from unknot.errors import InputError
from unknot.measure import determinants, folds
from unknot.nets import Dense, Field, Head, Network, activation

HEAD = Head(np.array([[1.0, 1.0]]), np.zeros(1), "logistic")


def test_shades_are_where_a_layer_turns_the_plane_over():
    data = load("disc-in-ring:points=60")
    pull = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    network = Network([pull], HEAD)
    cloth, signs = _cloth(network, data)
    middles = cloth.vertices[cloth.faces].mean(axis=1)
    # x + F(x) falls along the push where F' < −1, by the formula of one bump.
    bump = np.exp(-0.5 * (middles**2).sum(axis=1))
    slope = 1 - 9 * middles[:, 0] * bump / (1 + bump) ** 2
    np.testing.assert_array_equal(cloth.tints, _SHADES[(slope < 0).astype(int)])
    assert [sign.get_label() for sign in signs] == ["turned over by no layer", "by 1 layer"]
    # Creases lie where the determinant is zero.
    crease = np.concatenate(cloth.edges)
    assert np.abs(determinants(network, crease)).max() < 1e-2
    said = draw.folds(network, data).get_suptitle().replace("\n", " ")
    assert folds(network, data).summary() in said
    assert "Proved (T3.5): Layer 1 folds" in said


def test_what_is_proved_is_said():
    flip = Dense(np.diag([1.0, -1.0]), np.zeros(2), activation("tanh"))
    figure = draw.folds(Network([flip], HEAD), load("moons:points=40"))
    said = figure.get_suptitle()
    assert "No fold was seen" in said
    assert "Proved (T1.1" in said
    assert len(figure.legends[0].get_texts()) == 2  # the classes alone


def test_what_is_not_proved_is_said():
    flat = Dense(np.eye(2), np.zeros(2), activation("relu"))
    said = draw.folds(Network([flat], HEAD), load("moons:points=40")).get_suptitle()
    assert "Nothing is proved. Layer 1 may not be one-to-one" in said.replace("\n", " ")


def test_in_space_the_points_that_are_turned_over_have_rings():
    data = load("linked-tori:points=60")
    pull = Field(np.zeros((1, 3)), np.array([[9.0, 0.0, 0.0]]), np.ones(1))
    network = Network([pull], Head(np.ones((1, 3)), np.zeros(1), "logistic"))
    figure = draw.folds(network, data)
    over = (determinants(network, data.points)[0] < 0).sum()
    assert 0 < over < 60
    assert len(figure.axes[0].collections[-1].get_offsets()) == over
    assert figure.legends[0].get_texts()[-1].get_text() == "turned over"


def test_what_has_no_folds_to_be_measured_is_refused():
    class Other:
        widths = (2, 1)

        def represent(self, points, depth=None):
            return points if depth == 0 else points[:, :1]

        def scores(self, points):
            return points[:, :1]

    with pytest.raises(InputError, match="whose layers are known"):
        draw.folds(Other(), load("moons:points=40"))
    wide = Network(
        [Dense(np.ones((3, 2)), np.zeros(3), activation("tanh"))],
        Head(np.ones((1, 3)), np.zeros(1), "logistic"),
    )
    with pytest.raises(InputError, match="all square"):
        draw.folds(wide, load("moons:points=40"))
