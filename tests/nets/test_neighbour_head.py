import numpy as np
import pytest

from unknot.errors import InputError, UnsupportedLayer
from unknot.measure import stretch
from unknot.neighbours import NeighbourRule, neighbour_scores
from unknot.nets import Dense, NeighbourHead, Network, activation, deform, drawn, layer_recipe
from unknot.recording import reading
from unknot.shapes import Ball
from unknot.verdicts import homeomorphism, separates


@pytest.fixture
def network(cloud):
    rng = np.random.default_rng(1)
    layers = [
        Dense(np.array([[0.2, 1.1], [1.3, -0.1]]), np.array([0.1, 0.0]), activation("tanh")),
        Dense(rng.normal(size=(2, 2)), np.zeros(2), activation("tanh")),
    ]
    rule = NeighbourRule("inverse", k=3)
    return reading(Network(layers, NeighbourHead(rule, 2, 2)), cloud)


@pytest.fixture
def cloud():
    from unknot.data import load

    return load("moons:points=60,noise=0.3")


def test_it_has_no_weights():
    network = drawn(0, 2, [layer_recipe("tanh:3")], 4, NeighbourRule(k=2))
    assert network.head.scores == network.classes == 4
    assert network.widths == (2, 3)
    assert network.planes is None
    assert network[()].head == network.head


def test_training_points_are_judged_without_themselves(network, cloud):
    places = network.represent(cloud.points)
    own = np.arange(len(cloud))
    expected = neighbour_scores(places, places, cloud.labels, 2, network.head.rule, without=own)
    np.testing.assert_allclose(network.scores(cloud.points), expected)
    some = [3, 40, 7]
    np.testing.assert_allclose(network.scores(cloud.points[some]), expected[some])
    near = cloud.points + 1e-9  # others are judged with all of them
    with_all = neighbour_scores(places, places, cloud.labels, 2, network.head.rule)
    np.testing.assert_allclose(network.scores(near), with_all, atol=1e-3)
    assert not np.allclose(expected, with_all)


def test_a_deformation_has_the_same_scores(network, cloud):
    path = deform(network)
    assert any(path.exchanges)  # one layer reverses orientation
    others = cloud.points + 0.01
    np.testing.assert_allclose(path.network.scores(others), network.scores(others), rtol=1e-9)
    np.testing.assert_allclose(path.scores(0.0, others), network.scores(others), rtol=1e-9)


def test_without_training_points_it_says_where_they_are(network):
    bare = Network(network.layers, NeighbourHead(NeighbourRule(), 2, 2))
    with pytest.raises(InputError, match=r"recording\.at"):
        bare.predict(np.zeros((1, 2)))


def test_widths_must_fit():
    layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    with pytest.raises(InputError, match="what follows takes 3"):
        Network([layer], NeighbourHead(NeighbourRule(), 3, 2))


def test_nothing_is_proved_or_measured_of_it_but_of_its_layers(network, cloud):
    found = separates(network, [Ball((-2, 0), 1), Ball((2, 0), 1)])
    assert found.verdict == "undecided"
    assert "neighbour head" in found.reason
    assert homeomorphism(network).verdict == "homeomorphism"
    with pytest.raises(UnsupportedLayer, match="neighbours"):
        stretch(network, cloud)
