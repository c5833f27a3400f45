"""What is enclosed within a plane (T0.4)."""

import copy

import pytest

from unknot import checker
from unknot.exact import numbers, rows
from unknot.shapes import Ball, Box, Points, Polyline, Segment, SolidTorus, Tube, Union
from unknot.verdicts import can_classify, least_width, marks
from unknot.verdicts._classes import classes_of
from unknot.verdicts._narrow import Narrow
from unknot.verdicts._sections import enclosed_in_a_plane

FLAT = [(1, 0), (1, 1), (-1, 1), (-1.5, -1), (1, -1)]
TILTED = Polyline([(x, y, 0.5 * x + 2 * y) for x, y in FLAT], closed=True)
LEVEL = [(x, y, 0.25) for x, y in FLAT]
SQUARE = [(1, 0, 0, 2), (0, 1, 0, 2), (-1, 0, 0, 2), (0, -1, 0, 2)]

# Truth: in the plane of a loop of the second class lies a point of the first that it goes round.
ENCLOSED = {
    "a rod through a tilted ring": [Segment((0, 0, -1), (0.1, 0.2, 1)), TILTED],
    "a ball in the hole of a torus": [
        Ball((0, 0, 0), 0.5),
        SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.3),
    ],
    "a ball that reaches into the plane": [Ball((0, 0, 0), 0.5), Polyline(LEVEL, closed=True)],
    "a box that does": [
        Box((-0.5, -0.5, -1), (0, 0.5, 1)),
        Tube(Polyline(LEVEL, closed=True), 0.1),
    ],
    "a point among others": [
        Union((Points([(5, 5, 5), (0, 0, 0.25)]), Ball((9, 9, 9), 1))),
        Union((Polyline(LEVEL, closed=True), Segment((7, 0, 0), (8, 0, 0)))),
    ],
    "a ring of two parts that meet": [
        Points([(0, 0, 0.25), (5, 5, 5)]),
        Union((Polyline(LEVEL[:3]), Polyline([*LEVEL[2:], LEVEL[0]]))),
    ],
    "a circle about a point of R⁴, with more": [
        Points([(0, 0, 0, 2), (4, 4, 4, 4)]),
        Union((Polyline(SQUARE, closed=True), Points([(0, 0, 7, 0)]))),
    ],
}
FREE = {
    "a rod beside the ring": [Segment((3, 0, -1), (3.1, 0.2, 1)), TILTED],
    "a rod that ends below": [Segment((0, 0, -2), (0, 0, -1)), TILTED],
    "a ring that is not flat": [
        Points([(0, 0, 0)]),
        Polyline([(1, 1, 0.1), (-1, 1, 0), (-1, -1, 0.1), (1, -1, 0)], closed=True),
    ],
}


@pytest.mark.parametrize("case", ENCLOSED)
def test_two_units_do_not_bring_out_what_a_flat_loop_goes_round(case):
    found = can_classify(ENCLOSED[case], (2, 2), "tanh", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.4, T0.4")
    assert found.content["claim"]["width"] == 2
    found.check()
    assert any(mark.main for mark in marks(found.content))
    units = ENCLOSED[case][0].dimension
    assert can_classify(ENCLOSED[case], (units, units), search=False).verdict == "possible"


@pytest.mark.parametrize("case", FREE)
def test_what_no_flat_loop_goes_round(case):
    assert enclosed_in_a_plane(classes_of(FREE[case]), Narrow(2)) is None


def test_the_least_width_of_a_ball_in_a_torus_is_known():
    found = least_width(ENCLOSED["a ball in the hole of a torus"])
    assert (found.lower, found.upper) == (3, 3)


def test_forged_sections_are_refused():
    tilted = classes_of(ENCLOSED["a rod through a tilted ring"])
    content = enclosed_in_a_plane(tilted, Narrow(2)).content
    parts = {key: content[key] for key in ("classes", "claim", "evidence")}
    section, member = parts["evidence"]["section"], parts["evidence"]["member"]
    checker.complete(parts)
    top = numbers([0.1, 0.2, 1])
    for change, words in (
        ({"section": section | {"rest": rows([(0.5, 2.0, 1.0)])}}, "does not lie in it"),
        ({"section": {"keep": [0], "rest": rows([(0.0, 0.0), (0.0, 0.0)])}}, "widths up to"),
        ({"section": section | {"keep": [0, 1, 2]}}, "fewer than 3"),
        ({"member": member | {"point": top}}, "does not lie in it"),
        ({"sphere": member}, "which way"),
    ):
        forged = copy.deepcopy(parts)
        forged["evidence"] |= change
        with pytest.raises(checker.Refused, match=words):
            checker.complete(forged)
    parts["claim"]["width"] = 3
    with pytest.raises(checker.Refused, match="widths up to"):
        checker.complete(parts)
