"""Folds: seen where a layer turns space over, and nowhere else."""

import numpy as np
import pytest

from unknot.data import load
from unknot.errors import InputError
from unknot.measure import Folds, folds
from unknot.nets import Dense, Field, Network, activation


def test_the_share_of_a_fold_along_a_line_is_known():
    # x + F(x) falls where F' < -1: between two places that are found on a fine grid.
    data = load("intervals:points=200")
    low, high = data.points.min(), data.points.max()
    middle = np.array([[(low + high) / 2]])
    layer = Field(middle, np.array([[9.0]]), np.array([8 / (high - low)]))
    fine = np.linspace(low, high, 100_001)[None]
    known = (np.diff(layer(fine)[0]) < 0).mean()
    found = folds(Network([layer]), data)
    assert known > 0.01
    assert found.grid == pytest.approx(known, abs=2e-3)
    assert found.layer == 0
    assert found.least < 0
    assert "folds" in found.summary()


def test_a_fold_of_either_of_two_layers_counts():
    data = load("moons:points=100")
    bad = Field(data.points[:3], 9 * np.ones((3, 2)), 3 * np.ones(3))
    one, two = folds(Network([bad]), data), folds(Network([bad, bad]), data)
    assert 0 < one.grid <= two.grid
    assert 0 < one.data <= two.data


def test_dense_layers_do_not_fold_whichever_way_they_turn():
    data = load("moons:points=100")
    flip = Dense(np.diag([1.0, -1.0]), np.zeros(2), activation("tanh"))
    good = Field(data.points[:3], 9 * np.ones((3, 2)), 3 * np.ones(3), 2, 0.9)
    found = folds(Network([flip, good, flip]), data)
    assert (found.grid, found.data) == (0, 0)
    assert found.least > 0
    assert found.summary().startswith("No fold was seen")


def test_what_is_not_square_is_refused():
    wide = Dense(np.ones((3, 2)), np.zeros(3), activation("tanh"))
    for network in (Network([wide]), Network([])):
        with pytest.raises(InputError):
            folds(network, load("moons:points=40"))


def test_it_is_said_in_words():
    text = Folds(0.25, 0.1, -3.0, 1).summary()
    assert "25.0%" in text
    assert "layer 2" in text
