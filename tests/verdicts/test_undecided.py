"""An undecided answer says in one line what was closest, and what to try."""

import numpy as np
import pytest

from unknot.nets import Dense, Head, Network, activation
from unknot.shapes import Ball, Polyline, Tube
from unknot.verdicts import _constructions, can_classify, classes_of, separates

# A tube that is not flat about a ball: they are apart, so that four units a layer are enough
# (T4.2c). Of two units neither an obstruction nor weights are known without a search.
WAVE = [(1, 1, 0.5), (-1, 1, -0.5), (-1, -1, 0.5), (1, -1, -0.5)]
RING = [Ball((0, 0, 0), 0.25), Tube(Polyline(WAVE, closed=True), 0.125)]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "4 units a layer"),
        ({"depth": "fixed"}, "the same widths at any depth"),
    ],
)
def test_it_names_a_question_that_theorems_answer(options, words):
    found = can_classify(RING, (2, 2), "tanh", search=False, **options)
    assert (found.verdict, found.theorem) == ("undecided", None)
    assert "Closest: none, as no networks were trained. To try: " + words in found.reason
    assert found.reason.endswith("a search, which trains networks.")
    assert "\n" not in found.reason


def test_margins_that_roundings_hide_are_given_up_soon():
    # The margin is at least 1e-310, which no rounded sum of such numbers shows.
    faint = Dense(1e-310 * np.eye(2), np.zeros(2), activation("tanh"))
    network = Network([faint], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    found = separates(network, [Ball((-2, 0), 1), Ball((2, 0), 1)])
    assert found.verdict == "undecided"
    assert found.facts["pieces"] < 100_000
    assert "larger weights" in found.reason


def test_what_it_names_is_then_decided():
    assert can_classify(RING, (4, 4), "tanh", search=False).verdict == "possible"


def test_activations_without_a_theorem_are_named():
    found = can_classify(RING, (2, 2), "hard-tanh", search=False)
    assert found.verdict == "undecided"
    assert "another activation, such as tanh" in found.reason


@pytest.mark.slow
def test_networks_that_are_right_and_not_verified_are_counted(monkeypatch):
    monkeypatch.setattr(_constructions, "with_weights", lambda *_: None)
    far = classes_of([Ball((0, 0), 1), Ball((5, 0), 1)])
    found = _constructions.trained(far, (2,), ("tanh",), seeds=2, steps=300)
    assert found.certificate is None
    assert found.closest == (
        "2 of 2 trained networks are right at all 1,400 points, and none of the 2 of lowest loss "
        "was verified on the whole of every class"
    )


def trained(monkeypatch, **options):
    """Train as little as is asked, and return the answer's reason."""
    real = _constructions.trained

    def short(*given, **more):
        return real(*given, **more, **options)

    monkeypatch.setattr("unknot.verdicts._can.trained", short)
    return can_classify(RING, (2, 2), "tanh").reason


@pytest.mark.slow
def test_the_best_network_is_named(monkeypatch):
    reason = trained(monkeypatch, seeds=2, steps=1)
    assert "Closest: the best of 2 trained networks is right at " in reason
    assert " of 1,400 points" in reason
    assert reason.endswith("; or more layers.")
