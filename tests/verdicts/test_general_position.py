"""Thin classes that are disjoint: p + q + 2 units a layer are enough at some depth (T4.7).

Every truth here is of T4.7: disjoint classes of dimensions p and q stay disjoint under almost every
linear map to p + q + 1 dimensions, where one more unit lifts one off the other (T4.2c).
"""

import pytest

from unknot.shapes import Ball, Points, Polyline, Sphere, Union
from unknot.verdicts import can_classify, classes_of
from unknot.verdicts._existence import enough_if_thin

CORNERS = (2, 0), (0, 2), (-2, -2)


def triangle(*axes, n=4, shift=0.0):
    """A closed polygon (p = 1) along two axes of Rⁿ."""
    rows = [[shift * (k not in axes) for k in range(n)] for _ in CORNERS]
    for row, corner in zip(rows, CORNERS, strict=True):
        for axis, value in zip(axes, corner, strict=True):
            row[axis] = value
    return Polyline([tuple(row) for row in rows], closed=True)


BESIDE = Points([(0, 0, 0), (0, 0, 0.5)])
TILTED = Polyline([(1, 0, 0), (0, 1, 0), (-1, -1, 0.5)], closed=True)
PAIR = [triangle(0, 1), triangle(2, 3)]  # in planes that meet in 0 alone, which is on neither

DECIDED = [
    (PAIR, 4, "relu"),  # 1 + 1 + 2
    (PAIR, 4, "tanh"),
    (PAIR, 4, "square"),
    ([*PAIR, Points([(0, 0, 0, 0), (5, 5, 5, 5)])], 4, "relu"),  # the largest two of three
    ([BESIDE, TILTED], 3, "relu"),  # 0 + 1 + 2, though a plane through it passes the points
    ([Points([(0, 0, 0, 0), (9, 9, 9, 9)]), triangle(0, 1)], 3, "relu"),
    ([Points([(0, 0, 0, 0), (3, 3, 3, 3)]), triangle(0, 1)], 3, "tanh"),
    ([Points([(0,) * 4, (3,) * 4]), Sphere((0, 0, 0, 0), (0, 1, 2), 1)], 4, "tanh"),  # 0 + 2 + 2
    ([triangle(0, 1), Union((triangle(2, 3), Points([(5, 5, 5, 5)])))], 4, "relu"),
    ([triangle(0, 1, n=5), triangle(2, 3, n=5, shift=0.25)], 4, "leaky-relu:0.2"),
]


@pytest.mark.parametrize(("sets", "width", "activation"), DECIDED)
def test_thin_classes_are_possible_below_their_space(sets, width, activation):
    found = can_classify(sets, (width,) * 2, activation, search=False)
    assert found.verdict == "possible"
    found.check()


@pytest.mark.parametrize("sets", [PAIR, [*PAIR, Points([(0, 0, 0, 0)])]])
def test_it_is_by_general_position_and_not_for_one_unit_less(sets):
    found = can_classify(sets, (4, 4), "relu", search=False)
    assert found.content["evidence"]["kind"] == "general position"
    assert not can_classify(sets, (3, 3), "relu", search=False).proved


def test_classes_that_meet_are_impossible():
    met = [triangle(0, 1), triangle(1, 2)]  # (0, 2, 0, 0) is a corner of both
    assert can_classify(met, (4, 4), "relu", search=False).verdict == "impossible"


def test_a_ball_among_thin_parts_makes_a_class_thick():
    # 1 + 4 + 2 > n + 1 = 5, so that four units are not claimed by their dimensions.
    line = Polyline([(1, 1, 1, 1), (-1, -1, -1, -1)])
    thick = Union((triangle(0, 1), Ball((4, 4, 4, 0), 1)))
    assert enough_if_thin(classes_of([line, thick])) == 7
    assert can_classify([line, thick], (4, 4), "relu", search=False).theorem != "T4.7, T4.2c"
