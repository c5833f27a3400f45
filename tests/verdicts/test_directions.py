"""A first layer of fewer units than dimensions, whatever follows (THEORY T4.2f, T4.2g)."""

import copy

import numpy as np
import pytest

from unknot import checker
from unknot.data import load
from unknot.shapes import Ball, Box, Points, Polyline, Sphere, Tube, Union
from unknot.verdicts import can_classify, classes_of, least_width
from unknot.verdicts._directions import directions

BALL = Ball((0, 0, 0), 1)


def corner(radius, n=3):
    """Balls on the axes at distance 3.

    A line along a unit u meets one and the ball in the middle exactly if the sine of its angle to
    that axis is 1 + radius over 3 at most. The worst direction is (1, …, 1): 1 − 1/n is its square.
    """
    return Union(tuple(Ball(tuple(3.0 * (i == k) for i in range(n)), radius) for k in range(n)))


def slabs(thick):
    """Three walls of a room about the middle, which reach from −4 to 4."""
    low = np.full((3, 3), -4.0) + 6 * np.eye(3)
    high = np.full((3, 3), 4.0) - np.eye(3) * (2 - thick)
    return Union(
        tuple(Box(tuple(a), tuple(b)) for a, b in zip(low.tolist(), high.tolist(), strict=True))
    )


# Every direction: (1 + r)/3 ≥ √(2/3) = 0.8165 for r ≥ 1.4495. A line through the middle goes up
# along one of the axes at least as fast as along the others: at 2 it is inside the wall across it.
COVERED = {
    "a ball in a corner of balls": [BALL, corner(1.5)],
    "the same near the limit": [BALL, corner(1.46)],
    "a box in a corner of walls": [Box((-1, -1, -1), (1, 1, 1)), slabs(0.5)],
    "a bent tube in it": [Tube(Polyline([(0, 0, 0), (1, 0, 0), (1, 1, 0)]), 0.25), slabs(0.5)],
    "a point and a segment in it": [
        Union((Points([(0, 0, 0)]), Polyline([(0, 0, 0.5), (0, 1, 0.5)]))), slabs(0.5)
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", COVERED)
def test_a_line_along_every_direction_meets_both(case):
    found = can_classify(COVERED[case], (2, 9), "sin", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.2g")
    assert "at most 2 units, whatever follows" in found.statement
    found.check()


# Near (1, 1, 1) no line meets both; two balls leave the third axis; a plane parts the last two.
OPEN = {
    "a corner of smaller balls": [BALL, corner(1.44)],
    "two balls": [BALL, Union((Ball((3, 0, 0), 1.5), Ball((0, 3, 0), 1.5)))],
    "beside each other": [BALL, Ball((3, 0, 0), 1)],
    "points alone": [Points([(0, 0, 0)]), Points([(1, 0, 0), (0, 1, 0), (0, 0, 1)])],
}


@pytest.mark.parametrize("case", OPEN)
def test_nothing_is_proved_where_some_direction_is_free(case):
    assert directions(classes_of(OPEN[case]), 2) is None


def test_the_border_of_what_is_covered_is_not_followed_without_end():
    circle = Sphere((0.0, -1.0, -1.0), (0, 1), 2.0)
    loop = Polyline([(1, 6, -8), (8, -7, -2), (-8, 8, 3)], closed=True)
    sets = [
        Union((circle, Ball((4, -6, 1), 2), loop)),
        Union((Points([(7, 2, 3)]), Ball((1, -6, -9), 2), Box((6, 1, 3), (6.5, 2, 3.5)))),
    ]
    assert directions(classes_of(sets), 2) is None


def test_it_bounds_the_least_width():
    found = least_width([BALL, corner(1.5)])
    assert (found.lower, found.upper) == (3, 3)


# All of these are enclosed or linked, so widths up to the dimension are impossible for monotone
# activations; here what follows is wide, and folds.
INSEPARABLE = {
    "linked-tori": "T4.5, T4.2f",
    "linked-spheres:dimension=4": "T4.5, T4.2f",
    "shells:dimension=3": "T4.4, T4.2f",
    "whitehead": "T4.6, T4.2f",
    "borromean": "T4.6, T4.2f",
}


@pytest.mark.parametrize("name", INSEPARABLE)
def test_what_no_narrow_layers_part_a_first_layer_loses(name):
    data = load(name)
    first = data.dimension - 1
    found = can_classify(data, (first, 16), "gelu", search=False)
    assert (found.verdict, found.theorem) == ("impossible", INSEPARABLE[name])
    wider = can_classify(data, (first + 1, 16), "gelu", search=False)
    assert wider.verdict != "impossible"


def test_a_circle_through_a_polygon_too():
    through = Polyline([(0, 0, -1), (2, 0, -1), (2, 0, 1), (0, 0, 1)], closed=True)
    found = can_classify([through, Sphere((0, 0, 0), (0, 1), 1)], (2, 16), "relu", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.5, T4.2f")


def test_claims_of_as_many_units_as_dimensions_are_refused():
    for sets in ([BALL, corner(1.5)], load("linked-tori")):
        content = copy.deepcopy(can_classify(sets, (2, 9), "sin", search=False).content)
        content["claim"]["first"] = 3
        with pytest.raises(checker.Refused, match=r"up to|fewer units"):
            checker.complete({k: content[k] for k in ("classes", "claim", "evidence")})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: e["trees"].pop(), "expected 4"),
        (lambda e: e["trees"].reverse(), "no line along the ray"),
        (lambda e: leaf(e)["bodies"].__setitem__(1, 3), "no such bodies"),
        (lambda e: leaf(e)["points"].pop(), "two for each ray"),
        (lambda e: leaf(e)["points"].reverse(), "no line along the ray"),
        (lambda e: leaf(e)["points"][0].reverse(), "not in these bodies"),
        (lambda e: leaf(e)["points"].__setitem__(0, [[0, 0, 0]] * 2), "not in these bodies"),
        (lambda e: branch(e).__setitem__("edge", [1, 1]), "two rays of the cone"),
        (lambda e: branch(e).__setitem__("edge", [0, 3]), "two rays of the cone"),
        (lambda e: branch(e)["parts"].reverse(), "no line along the ray"),
        (lambda e: e["sides"].__setitem__(1, [0]), "wrong classes"),
    ],
)
def test_forged_covers_are_refused(change, words):
    content = copy.deepcopy(can_classify([BALL, corner(1.5)], (2, 9), "sin", search=False).content)
    parts = {k: content[k] for k in ("classes", "claim", "evidence")}
    checker.complete(parts)
    change(parts["evidence"])
    with pytest.raises(checker.Refused, match=words):
        checker.complete(parts)


def branch(evidence):
    return next(tree for tree in evidence["trees"] if "edge" in tree)


def leaf(evidence):
    tree = evidence["trees"][0]
    while "edge" in tree:
        tree = tree["parts"][0]
    return tree


def test_ways_along_a_ray_and_against_another_are_refused():
    # The line through 0 along (1, 1) does not meet the segment, though those along both axes do.
    ends = [[3, 0], [0, 0]], [[0, -3], [0, 0]]
    tree = {"bodies": [0, 0], "points": list(ends)}
    line = {"shape": "polyline", "vertices": [[3, 0], [0, -3]], "closed": False}
    parts = {
        "classes": [
            {"name": "A", "set": line},
            {"name": "B", "set": {"shape": "points", "points": [[0, 0]]}},
        ],
        "claim": {"kind": "no network", "first": 1, "activations": "any"},
        "evidence": {"kind": "directions", "sides": [[0], [1]], "trees": [tree, tree]},
    }
    with pytest.raises(checker.Refused, match="not all along their rays"):
        checker.complete(parts)
