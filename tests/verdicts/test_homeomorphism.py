import numpy as np
import pytest

from unknot.errors import InputError
from unknot.nets import Dense, Features, Field, Network, activation
from unknot.verdicts import homeomorphism, isotopy


def layer(weight, name="tanh"):
    weight = np.array(weight, float)
    return Dense(weight, np.zeros(len(weight)), activation(name))


TURN = layer([[0, -1], [1, 0]])
FLIP = layer([[1, 0], [0, -1]])
FLAT = layer([[1, 2], [2, 4]])
WIDE = layer([[1, 0], [0, 1], [1, 1]])
PULL = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
NARROW = layer([[1, 0, 0], [0, 1, 0]])


@pytest.mark.parametrize(
    ("layers", "verdict"),
    [
        ([TURN], "homeomorphism"),
        ([TURN, FLIP, TURN], "homeomorphism"),
        ([TURN, WIDE], "homeomorphism"),
        ([FLAT], "not a homeomorphism"),
        ([TURN, FLAT], "not a homeomorphism"),
        ([layer([[1, 1]])], "not a homeomorphism"),
        ([WIDE, NARROW], "undecided"),  # one-to-one all the same
        ([layer([[1, 0], [0, 1]], "gelu")], "not a homeomorphism"),
        ([layer([[1, 0], [0, 1]], "relu")], "undecided"),
        ([TURN, layer([[1, 0], [0, 1]], "sin")], "undecided"),  # tanh reaches no turn of sin
        ([TURN, layer([[3, 0], [0, 3]], "sin")], "not a homeomorphism"),
        ([TURN, PULL], "not a homeomorphism"),
        ([PULL, PULL, TURN], "not a homeomorphism"),
        ([WIDE, layer(np.eye(3), "gelu")], "undecided"),
        ([Features(2, ("linear", "square", "product", "sine"))], "homeomorphism"),
        ([Features(2, ("linear", "product")), layer(np.eye(3), "tanh")], "homeomorphism"),
        ([Features(2, ("sine",))], "undecided"),  # it folds, which the checker does not seek
        ([TURN, Features(2, ("square", "product"))], "undecided"),
    ],
)
def test_layers_are_judged(layers, verdict):
    found = homeomorphism(Network(layers))
    assert found.verdict == verdict
    assert len(found.facts["layers"]) == len(layers)
    if found.proved:
        found.check()


def test_a_determinant_of_one_unit_in_the_last_place_is_not_zero():
    tiny = np.nextafter(1.0, 2.0)
    assert homeomorphism(Network([layer([[1, 1], [1, tiny]])])).verdict == "homeomorphism"
    assert homeomorphism(Network([layer([[1, 1], [1, 1]])])).verdict == "not a homeomorphism"


@pytest.mark.parametrize(
    ("layers", "changed"),
    [
        ([TURN], []),
        ([FLIP], [0]),
        ([FLIP, FLIP], [0]),
        ([FLIP, TURN], [0, 1]),
        ([TURN, FLIP, TURN, FLIP], [1, 2]),
        ([layer([[-2.0]]), layer([[3.0]])], [0, 1]),
    ],
)
def test_isotopies_name_the_exchanges(layers, changed):
    found = isotopy(Network(layers))
    assert found.verdict == "isotopy"
    assert found.facts["changed"] == changed
    found.check()


@pytest.mark.parametrize("layers", [[WIDE], [FLAT], [layer([[1, 0], [0, 1]], "relu")]])
def test_no_isotopy_is_claimed_without_reason(layers):
    assert isotopy(Network(layers)).verdict == "undecided"


def test_a_fold_is_found_near_the_points_that_are_given():
    # In one of a thousand units of the plane, where nothing but the points says to look.
    away = np.array([[700.0, 300.0]])
    shift = Dense(np.eye(2), -away[0], activation("identity"))
    narrow = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.array([5.0]))
    identity = layer([[1, 0], [0, 1]], "identity")
    network = Network([identity, shift, narrow])
    assert homeomorphism(network).verdict == "undecided"
    near = away + np.random.default_rng(0).normal(size=(200, 2))
    found = homeomorphism(network, near)
    assert found.verdict == "not a homeomorphism"
    assert found.theorem == "T3.5"
    assert found.content["claim"]["layer"] == 2
    assert np.abs(np.array(found.facts["points"]) - away).max() < 5
    found.check()
    with pytest.raises(InputError, match="rows of 2 numbers"):
        homeomorphism(network, np.zeros(2))


def test_empty_and_broken_networks_are_refused():
    with pytest.raises(InputError):
        homeomorphism(Network([]))
    with pytest.raises(InputError):
        homeomorphism(Network([layer([[np.inf, 0], [0, 1]])]))
