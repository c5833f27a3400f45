"""A mistake that floats see is decided, however deep the network is: and so is being right."""

import numpy as np
import pytest

from unknot.nets import Dense, Head, Network, activation
from unknot.shapes import Curve, Formula, Points, Term
from unknot.verdicts import separates

STRAIGHT = ("leaky-relu:0.5", "prelu", "hard-tanh")
SMOOTH = ("tanh", "sin", "gelu", "softplus", "arctan", "elu", "silu")


def deep(name, depth, seed=0):
    """Layers that turn and stretch a little: differences grow, so that intervals of floats do."""
    rng = np.random.default_rng(seed)
    layers = []
    for _ in range(depth):
        a = rng.uniform(0, 2 * np.pi)
        turn = 1.25 * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
        layers.append(Dense(turn, rng.normal(size=2) * 0.1, activation(name)))
    return layers


def labelled(layers, points):
    """A read-out that puts the first point on the side of class 0, by 7."""
    out = Network(layers)(np.array(points).T).T
    w = out[1] - out[0]
    w = 14 * w / (w @ w)
    head = Head(w[None], np.array([-w @ (out[0] + out[1]) / 2]), "logistic")
    return Network(layers, head)


A, B = (0.5, 0.25), (-0.5, 0.125)


# The scores of A and B are −7 and 7 up to the rounding of the float weights of a read-out, by
# construction: so right one way round, and wrong by 7 the other.
@pytest.mark.parametrize("name", [*STRAIGHT, *SMOOTH])
def test_points_are_decided_both_ways(name):
    network = labelled(deep(name, 30), [A, B])
    scores = network.scores(np.array([A, B]))[:, 0]
    assert scores[0] < -1
    assert scores[1] > 1
    right = separates(network, [Points([A]), Points([B])])
    wrong = separates(network, [Points([B]), Points([A])])
    assert (right.verdict, wrong.verdict) == ("right on the samples", "not separated")
    right.check()
    wrong.check()


def circle():
    cos, sin = (Term((1.0,), f, 1.0) for f in ("cos", "sin"))
    return Curve(Formula(((cos,), (sin,))), (0.0, 2.0), 7.0)


# The circle goes through places of no exact coordinates; A is inside it, where a class-0 score is.
def test_a_mistake_on_a_curve_is_decided_through_448_layers():
    layers = deep("leaky-relu:0.9", 448)
    for layer in range(0, 448):
        layers[layer] = Dense(
            np.asarray(layers[layer].weight) / 1.18, layers[layer].bias, layers[layer].activation
        )
    network = labelled(layers, [A, (-1.0, 0.0)])
    found = separates(network, [circle(), Points([A])])
    assert found.verdict == "not separated"
    found.check()
