"""Components and holes of decision regions: known answers, and what a grid would miss."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import draw
from unknot.errors import InputError
from unknot.nets import Dense, Head, Network, activation
from unknot.regions import decision_regions
from unknot.regions._arrangement import Plane, TooMany, area, pieces_of

LOW, HIGH = (-2.0, -2.0), (2.0, 2.0)


def counts(found):
    return [(len(one.components), one.holes) for one in found.classes]


def bumps(centres, width, height=1.0):
    """Σ max(0, height − |x − c|₁/width) − ½ > 0: a diamond about each centre, two layers."""
    rows, bias, second, level = [], [], [], []
    for k, (a, b) in enumerate(centres):
        rows += [(1, 0), (-1, 0), (0, 1), (0, -1)]
        bias += [-a, a, -b, b]
        second.append(np.zeros(4 * len(centres)))
        second[-1][4 * k : 4 * k + 4] = -1 / width
        level.append(height)
    relu = activation("relu")
    first = Dense(np.array(rows, float), np.array(bias, float), relu)
    then = Dense(np.array(second), np.array(level), relu)
    return Network([first, then], Head(np.ones((1, len(centres))), np.array([-0.5]), "logistic"))


def test_islands_are_components_and_holes_of_the_rest():
    found = decision_regions(bumps([(-1, -1), (1, 0.5), (0, 1.5)], 0.4), LOW, HIGH)
    assert (found.method, counts(found)) == ("exact", [(1, 3), (3, 0)])
    # Where 1 − |x|₁/w > ½: a diamond of diagonals w.
    assert found.classes[1].components[0].size == pytest.approx(0.4**2 / 2, abs=1e-12)


def test_what_is_thinner_than_a_grid_is_counted():
    network = bumps([(-1.00013, -1.0007), (1.0003, 0.5)], 1e-5)
    assert counts(decision_regions(network, LOW, HIGH)) == [(1, 2), (2, 0)]
    seen = decision_regions(network, LOW, HIGH, pieces=0)
    assert (seen.certified, counts(seen)) == (False, [(1, 0), (0, 0)])
    assert "more than 0 linear pieces" in seen.reason


def test_an_island_on_the_border_is_no_hole():
    assert counts(decision_regions(bumps([(2, 0)], 0.5), LOW, HIGH)) == [(1, 0), (1, 0)]


def test_touching_at_a_corner_does_not_join_open_regions():
    # xy > 0 on the axes of |x + y| − |x − y|: four quadrants that meet in one point.
    rows = np.array([[1.0, 1], [-1, -1], [1, -1], [-1, 1]])
    layer = Dense(rows, np.zeros(4), activation("relu"))
    saddle = Network([layer], Head(np.array([[1.0, 1, -1, -1]]), np.zeros(1), "logistic"))
    assert counts(decision_regions(saddle, LOW, HIGH)) == [(2, 0), (2, 0)]


def test_a_slit_and_a_puncture_of_no_width_are_seen():
    fold = Dense(np.array([[1.0, 0], [-1, 0]]), np.zeros(2), activation("relu"))
    slit = Network([fold], Head(np.ones((1, 2)), np.zeros(1), "logistic"))  # |x| > 0
    found = decision_regions(slit, LOW, HIGH)
    assert counts(found) == [(0, 0), (2, 0)]
    rows = np.array([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    size = Dense(rows, np.zeros(4), activation("relu"))
    point = Network([size], Head(np.ones((1, 4)), np.zeros(1), "logistic"))  # |x| + |y| > 0
    assert counts(decision_regions(point, LOW, HIGH)) == [(0, 0), (1, 1)]


def test_where_scores_are_equal_throughout_nobody_wins():
    layer = Dense(np.array([[1.0, 0.0]]), np.zeros(1), activation("relu"))
    flat = Network(
        [layer], Head(np.array([[0.0], [0.0], [1.0]]), np.array([0, 0, -1.0]), "softmax")
    )
    assert counts(decision_regions(flat, LOW, HIGH)) == [(0, 0), (0, 0), (1, 0)]


def test_three_classes_share_the_plane():
    head = Head(np.array([[1.0, 0], [-0.5, 1], [-0.5, -1]]), np.zeros(3), "softmax")
    found = decision_regions(Network([], head), LOW, HIGH)
    assert counts(found) == [(1, 0)] * 3
    total = sum(part.size for one in found.classes for part in one.components)
    assert total == pytest.approx(16)


@settings(max_examples=6)
@given(st.integers(0, 10_000), st.sampled_from(["relu", "leaky-relu:0.3", "hard-tanh"]))
def test_pieces_fill_the_box_and_agree_with_the_network(seed, name):
    rng = np.random.default_rng(seed)
    sizes = (2, 4, 3)
    layers = [
        Dense(rng.normal(size=(b, a)), rng.normal(size=b), activation(name))
        for a, b in pairwise(sizes)
    ]
    network = Network(layers, Head(rng.normal(size=(3, 3)), rng.normal(size=3), "softmax"))
    pieces = pieces_of(network, LOW, HIGH, 10_000, lambda _: None)
    assert sum(area(piece.polygon) for piece in pieces) == pytest.approx(16)
    Plane.of(pieces, LOW, HIGH)
    middles = np.array([np.mean(np.array(p.polygon, float), axis=0) for p in pieces])
    labels = np.array([piece.label for piece in pieces])
    clear = np.array([area(piece.polygon) for piece in pieces]) > 1e-9
    assert (network.predict(middles)[clear] == labels[clear]).all()
    exact, seen = (decision_regions(network, LOW, HIGH, pieces=k, grid=100) for k in (10_000, 0))
    for one, other in zip(exact.classes, seen.classes, strict=True):
        sizes = [sum(part.size for part in which.components) for which in (one, other)]
        assert sizes[0] == pytest.approx(sizes[1], abs=0.3)


def test_pieces_that_do_not_fit_are_not_counted():
    pieces = pieces_of(bumps([(0, 0)], 0.5), LOW, HIGH, 1000, lambda _: None)
    with pytest.raises(TooMany, match="do not fit"):
        Plane.of(pieces[1:], LOW, HIGH)
    with pytest.raises(TooMany, match="do not fit"):
        Plane.of([*pieces, pieces[0]], LOW, HIGH)


def test_other_networks_and_dimensions_are_seen_on_a_grid():
    turn = Dense(np.eye(3), np.zeros(3), activation("tanh"))
    space = Network([turn], Head(np.array([[1.0, 0, 0]]), np.zeros(1), "logistic"))
    found = decision_regions(space, (-1,) * 3, (1,) * 3, grid=10)
    assert (found.certified, counts(found)) == (False, [(1, 0), (1, 0)])
    assert found.classes[0].components[0].size == pytest.approx(4)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ((0, 0), (0, 1), "low < high"),
        ((0, 0), (1, float("inf")), "low < high"),
        ((0, 0), (1,), "low < high"),
        ((0,) * 4, (1,) * 4, "up to 3 dimensions"),
        ((0,), (1,), "takes 2 features; the box has 1"),
    ],
)
def test_boxes_that_are_none_are_refused(low, high, words):
    with pytest.raises(InputError, match=words):
        decision_regions(bumps([(0, 0)], 0.5), low, high)


def test_the_picture_numbers_components_and_says_how_far_to_trust_it():
    network = bumps([(-1, -1), (1, 0.5)], 0.6)
    found = decision_regions(network, LOW, HIGH)
    figure = draw.regions(network, found, ["sea", "land"])
    (axes,) = figure.axes
    numbers = [text for text in axes.texts if text.get_bbox_patch()]
    assert [text.get_text() for text in numbers] == ["sea 1", "land 1", "land 2"]
    for text, part in zip(numbers[1:], found.classes[1].components, strict=True):
        assert text.get_position() == part.place
        assert network.predict(np.array([part.place])) == [1]
    line = Network([], Head(np.ones((2, 1)), np.zeros(2), "softmax"))
    with pytest.raises(InputError, match="in the plane"):
        draw.regions(line, decision_regions(line, (0,), (1,)))
