"""The checker's own record of activations against the package's: alike, and none missing."""

from fractions import Fraction

import numpy as np
import pytest
from enclosing import activate

from unknot import checker
from unknot.checker._activations import _SIGMAS
from unknot.checker._intervals import I
from unknot.checker._named import FACTS, straight_pieces
from unknot.nets import activation, activation_names
from unknot.verdicts._alternation import most_changes

NAMES = [
    *activation_names(),
    "leaky-relu:1",
    "leaky-relu:0.2",
    "prelu:3",
    "elu:2",
    "celu:0.5",
    "reflected-sigmoid",
    "reflected-relu6",
    "reflected-leaky-relu:0.2",
]
SURE = np.linspace(-8, 8, 1601)


def test_they_know_the_same_names():
    assert set(activation_names()) == set(FACTS) == set(_SIGMAS)


@pytest.mark.parametrize("name", NAMES)
def test_facts_are_the_same(name):
    sigma = activation(name)
    known = checker.named(name)
    assert known.facts.monotone == (sigma.monotone != "no")
    assert known.facts.strictly == (sigma.monotone == "strictly")
    assert known.turning == sigma.turning
    assert known.facts.kinks == sigma.kinks
    assert known.facts.laps == sigma.laps
    assert sigma.lifts == (sigma.turning or sigma.kind == "relu")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("hidden", [(1,), (2,), (5,), (2, 3), (1, 2), (1, 1, 3)])
def test_bounds_of_changes_are_the_same(name, hidden):
    names = [name] * len(hidden)
    known = [checker.named(text) for text in names]
    assert checker.most_changes(list(hidden), known) == most_changes(hidden, tuple(names))


@pytest.mark.parametrize("name", NAMES)
def test_laps_are_as_many_as_seen(name):
    steps = np.sign(np.round(np.diff(activation(name)(np.linspace(-8, 8, 2001))), 12))
    turns = (np.diff(steps[steps != 0]) != 0).sum()
    laps = activation(name).laps
    assert turns == (6 if laps is None else laps - 1)  # of the sine ±π/2, ±3π/2, ±5π/2


@pytest.mark.parametrize("name", NAMES)
def test_values_and_slopes_lie_in_the_checker_s_enclosures(name):
    sigma = activation(name)
    value, slope = activate(checker.named(name), I(SURE))
    with np.errstate(all="ignore"):
        found, steepness = sigma(SURE), sigma.derivative(SURE)
    room = 1e-12 * np.maximum(1, np.abs(found))
    assert ((value.lo - room <= found) & (found <= value.hi + room)).all()
    assert ((slope.lo - 1e-12 <= steepness) & (steepness <= slope.hi + 1e-12)).all()


@pytest.mark.parametrize("name", NAMES)
def test_pieces_are_the_function_exactly(name):
    sigma = activation(name)
    exactly = straight_pieces(checker.named(name))
    assert (exactly is None) == (sigma.pieces is None)
    if sigma.pieces is None or exactly is None:
        assert sigma.kinks is None or sigma.kind == "hard-sigmoid"
        return
    assert len(sigma.pieces.kinks) == sigma.kinks == len(sigma.pieces.lines) - 1
    assert list(sigma.pieces.kinks) == sorted(sigma.pieces.kinks) == exactly[0]
    assert [(Fraction(a), Fraction(b)) for a, b in sigma.pieces.lines] == exactly[1]
    for x in np.round(SURE[::40] * 64) / 64:
        slope, offset = sigma.pieces.lines[sum(x > kink for kink in sigma.pieces.kinks)]
        exact = Fraction(slope) * Fraction(float(x)) + Fraction(offset)
        assert float(exact) == float(sigma(np.array(x)))


@pytest.mark.parametrize("name", NAMES)
def test_it_rises_where_it_says(name):
    sigma = activation(name)
    around = sigma.rises + np.array([-1e-3, 0, 1e-3])
    assert (np.diff(sigma(around)) >= 0).all()
    assert sigma(around)[2] > sigma(around)[0]
