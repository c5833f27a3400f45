"""The table of what is known: every verdict here is known by mathematics, and checked again."""

import numpy as np
import pytest

from unknot.data import Dataset, load
from unknot.errors import InputError, UnknownName
from unknot.shapes import Ball, Points, Polyline, Segment, Shell, SolidTorus, Union
from unknot.verdicts import can_classify, enclosing_radius, least_width

MONOTONE = ("tanh", "sigmoid", "relu", "leaky-relu", "softplus")


def answer(data, hidden, activation="tanh", **options):
    found = can_classify(
        load(data) if isinstance(data, str) else data,
        hidden,
        activation,
        **{"search": False, **options},
    )
    if found.proved:
        found.check()
    return found


@pytest.mark.parametrize("hidden", [(2,), (2, 2), (2,) * 7, (1, 2), (2, 1, 2), (1,)])
@pytest.mark.parametrize("activation", MONOTONE)
def test_no_layers_of_two_units_classify_a_disc_in_a_ring(hidden, activation):
    found = answer("disc-in-ring", hidden, activation)
    assert found.verdict == "impossible"
    assert found.theorem in {"T4.4", "T4.2a"}


def test_activations_may_be_mixed():
    names = ("tanh", "relu", "sigmoid")
    assert answer("disc-in-ring", (2, 2, 2), names).verdict == "impossible"
    # One that is not monotone among them, and the theorem says nothing.
    names = ("tanh", "gelu", "sigmoid")
    assert answer("disc-in-ring", (2, 2, 2), names).verdict != "impossible"


@pytest.mark.parametrize("activation", MONOTONE)
@pytest.mark.parametrize("hidden", [(3,), (3, 3), (4,)])
def test_three_units_do_with_explicit_weights(hidden, activation):
    found = answer("disc-in-ring", hidden, activation)
    assert found.verdict == "possible"
    assert found.content["claim"]["hidden"] == list(hidden)
    assert found.facts["margin"] > 0


def test_two_units_that_fold_do():
    found = answer("disc-in-ring", (2,), "gelu")
    assert found.verdict == "possible"
    assert "network" in found.content


@pytest.mark.parametrize("activation", ["tanh", "sin", "gelu", "square"])
def test_a_first_layer_of_one_unit_loses_the_ring_whatever_it_is(activation):
    found = answer("disc-in-ring", (1, 5), activation)
    assert found.verdict == "impossible"


def test_no_hidden_layer_is_a_straight_line():
    assert answer("two-curves", ()).verdict == "impossible"
    assert answer([Ball((0, 0), 1), Ball((3, 0), 1)], ()).verdict == "possible"


@pytest.mark.parametrize("changes", range(1, 10))
def test_alternating_intervals(changes):
    data = load(f"intervals:changes={changes}")
    one = answer(data, (1,))
    assert one.verdict == ("possible" if changes == 1 else "impossible")
    assert answer(data, (changes,)).verdict == "possible"  # m steep steps
    two = answer(data, (2,))
    # 2^h − 1 changes are the most of one layer (T5.2); deeper layers of two do (T4.2c).
    assert two.verdict == ("impossible" if changes > 3 else "possible")
    assert answer(data, (2, 2)).verdict == "possible"
    relu = answer(data, (3,), "relu")
    assert relu.verdict == "impossible" if changes > 4 else relu.verdict == "possible"


@pytest.mark.parametrize("turns", [0.5, 1, 2, pytest.param(5, marks=pytest.mark.slow)])
def test_spirals_are_possible_at_some_depth_however_they_wind(turns):
    data = load(f"spirals:turns={turns}")
    found = answer(data, (2,) * 3)
    assert found.verdict == "possible"
    assert "T4.8" in found.theorem
    assert "training" in found.reason
    assert answer(data, (1,)).verdict == "impossible"


def test_one_point_inside_a_ring_is_enough_and_a_gap_in_the_ring_is_not():
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    corners = [tuple(v) for v in np.stack([np.cos(angle), np.sin(angle)], 1).tolist()]
    point = Points([(0.25, 0.125)])
    closed = [point, Polyline(corners, closed=True)]
    assert answer(closed, (2, 2)).verdict == "impossible"
    gap = [point, Polyline(corners)]
    found = answer(gap, (2, 2))
    assert found.verdict == "possible"
    assert "T4.8" in found.theorem
    outside = [Points([(3, 0)]), Polyline(corners, closed=True)]
    assert answer(outside, (2,)).verdict == "possible"


def test_a_ring_put_together_from_crossing_pieces_encloses_too():
    walls = Union(
        (
            Segment((-1, -0.75), (1, -0.75)),
            Segment((1 / 3, -1), (1 / 3, 1)),
            Segment((1, 0.7), (-1, 0.7)),
            Segment((-0.3, 1), (-0.3, -1)),
        )
    )
    inside, outside = Points([(0.1, 0.2)]), Points([(0.9, 0.1)])
    assert answer([inside, walls], (2, 2)).verdict == "impossible"
    assert answer([outside, walls], (2, 2)).verdict == "possible"


@pytest.mark.parametrize("rings", [1, 2, 4])
def test_nested_rings(rings):
    data = load(f"nested-rings:rings={rings}")
    assert answer(data, (2, 2)).verdict == "impossible"
    assert answer(data, (3, 3, 3)).verdict == "possible"
    # A line through the middle changes class 2·rings times; and each ring is shut off.
    assert answer(data, (2,), "gelu").verdict != "impossible"
    assert answer(data, (3,), "relu").verdict == ("impossible" if rings > 1 else "possible")


@pytest.mark.parametrize("dimension", [3, pytest.param(4, marks=pytest.mark.slow)])
def test_concentric_shells(dimension):
    data = load(f"shells:dimension={dimension}")
    assert answer(data, (dimension,) * 2).verdict == "impossible"
    assert answer(data, (dimension + 1,)).verdict == "possible"


@pytest.mark.parametrize(
    "data",
    [
        "linked-tori",
        "hopf",
        "whitehead",
        *(pytest.param(k, marks=pytest.mark.slow) for k in ("torus-link:p=2,q=4", "borromean")),
    ],
)
def test_links_are_not_parted_by_three_units(data):
    for hidden in ((3,), (3, 3), (3, 2, 3)):
        assert answer(data, hidden).verdict == "impossible"
    assert answer(data, (4, 4)).verdict == "possible"


@pytest.mark.parametrize("dimension", [3, 4, 5])
def test_linked_spheres(dimension):
    data = load(f"linked-spheres:dimension={dimension}")
    assert answer(data, (dimension,) * 2).verdict == "impossible"
    assert answer(data, (dimension + 1,)).verdict == "possible"


def test_split_links_are_possible_with_three():
    assert answer("rings", (3,)).verdict == "possible"
    found = answer("hook", (3, 3))
    assert found.verdict == "possible"


def test_three_borromean_classes_need_a_grouping():
    parts = load("borromean").shapes
    rings = [parts[0], *parts[1].parts]
    found = answer(rings, (3, 3))
    assert found.verdict == "impossible"
    assert sorted(map(len, found.content["evidence"]["sides"])) == [1, 2]
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert answer([rings[i], rings[j]], (3, 3)).verdict != "impossible"


def test_a_ring_of_two_classes_encloses_by_their_union():
    left = Polyline([(0, 1), (-1, 0), (0, -1)])
    right = Polyline([(0, -1), (1, 0), (0, 1)])
    # The two touch, so no network at all tells them apart; the middle is enclosed all the same.
    found = answer([Points([(0, 0)]), left, right], (2, 2))
    assert found.verdict == "impossible"


def test_a_cloud_obstructs_at_the_scale_at_which_its_balls_close():
    data = load("disc-in-ring:points=600,seed=3")
    assert answer(data, (2, 2), radius=0.15).verdict == "impossible"
    bare = Dataset(data.points, data.labels, data.class_names, data.feature_names)
    assert answer(bare, (2, 2)).verdict == "possible"  # points alone obstruct nothing (T8.1)
    found = answer(bare, (2, 2), radius=0.15)
    assert found.verdict == "impossible"
    assert "balls" in str(found.content["classes"])


@pytest.mark.slow
def test_a_cloud_in_space_obstructs_too():
    rng = np.random.default_rng(0)
    directions = rng.standard_normal((500, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    points = np.concatenate([0.1 * rng.standard_normal((20, 3)), directions])
    data = Dataset(points, [0] * 20 + [1] * 500, ("core", "shell"), ("x", "y", "z"))
    assert answer(data, (3, 3), radius=0.3).verdict == "impossible"
    assert answer(data, (3, 3), radius=0.01).verdict != "impossible"


def test_linked_clouds_obstruct_at_their_scale():
    data = load("hopf:points=300,noise=0.001")
    assert answer(data, (3, 3), radius=0.05).verdict == "impossible"


@pytest.mark.slow
def test_least_width_is_bracketed():
    for data, expected in {
        "disc-in-ring": 3,
        "two-curves": 2,
        "spirals:turns=2": 2,
        "intervals": 2,
        "intervals:changes=1": 1,
        "shells:dimension=4": 5,
        "hopf": 4,
        "rings": 1,
    }.items():
        found = least_width(load(data))
        assert (found.lower, found.upper) == (expected, expected), data
        assert not found.closes
        if found.below is not None:
            found.below.check()
        found.above.check()


@pytest.mark.slow
def test_an_open_bracket_says_what_would_close_it():
    # From below a flat loop (T0.4); moves that take it apart give weights of tanh, not of ReLU.
    found = least_width(load("unlink-spiral"), "relu")
    assert (found.lower, found.upper) == (3, 4)
    assert "3" in found.closes


def test_a_solid_torus_round_a_ball_is_no_enclosure():
    found = answer([Ball((0, 0, 0), 0.1), SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.2)], (3, 3))
    assert found.verdict != "impossible"


def test_radii_are_compared_exactly():
    # One unit in the last place decides whether the point is inside the circle.
    inside = [Points([(1 - 2.0**-53, 0)]), Shell((0, 0), 1, 1)]
    outside = [Points([(1 + 2.0**-52, 0)]), Shell((0, 0), 1, 1)]
    assert answer(inside, (2, 2)).verdict == "impossible"
    assert answer(outside, (2, 2)).verdict != "impossible"


def test_wrong_questions_are_refused():
    data = load("circles")
    with pytest.raises(UnknownName):
        can_classify(data, (2,), "tnah")
    with pytest.raises(InputError):
        can_classify(data, (0,))
    with pytest.raises(InputError):
        can_classify(data, (2, 2), ("tanh", "relu", "relu"))
    with pytest.raises(InputError):
        can_classify(data, (2,), radius=-1)
    with pytest.raises(InputError):
        can_classify([Ball((0, 0), 1)], (2,))
    with pytest.raises(InputError):
        can_classify([Ball((0, 0), 1), Ball((0, 0, 0), 1)], (2,))


def test_a_verdict_has_no_truth_value():
    found = answer("circles", (2,))
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(found)


@pytest.mark.slow
def test_the_scale_of_a_cloud_is_the_one_at_which_it_obstructs():
    data = load("disc-in-ring:points=400,noise=0.001")
    radius = enclosing_radius(data)
    assert answer(data, (2, 2), radius=radius).verdict == "impossible"
    assert answer(data, (2, 2), radius=0.5 * radius).verdict != "impossible"
    assert enclosing_radius(load("blobs:classes=2,spread=0.1,points=60")) is None


def test_the_linking_pairing_bounds_the_loops_of_the_decision_region():
    found = answer("torus-link:p=3,q=3", (3, 3))
    assert found.facts["betti_1_at_least"] == 1
    assert answer("hopf", (3, 3)).facts["betti_1_at_least"] == 1
