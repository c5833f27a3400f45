"""Classes with a common point are impossible for every network; those that come near are not."""

import numpy as np
import pytest

from unknot import checker
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
    Union,
)
from unknot.verdicts import can_classify, least_width
from unknot.verdicts._classes import classes_of
from unknot.verdicts._shared import shared_point

SQUARE = Polyline([(-1, -1), (1, -1), (1, 1), (-1, 1)], closed=True)

MEET = {
    "overlapping discs: |c − c'| = 1 < 2": [Ball((0, 0), 1), Ball((1, 0), 1)],
    "touching discs: (1, 0)": [Ball((0, 0), 1), Ball((2, 0), 1)],
    "a point in two clouds: (1, 2)": [Points([(0, 0), (1, 2)]), Points([(3, 3), (1, 2)])],
    "a line through a disc: its height at x = 0 is 0.2 < 0.25": [
        Polyline([(-3, 0.1), (3, 0.3)]),
        Ball((0, 0), 0.25),
    ],
    "a line across a circle: 0 lies inside, the ends outside": [
        Polyline([(-3, 0.1), (3, 0.3)]),
        Shell((0, 0), 1, 1),
    ],
    "two circles that cross at x = 1/2, y² = 3/4": [Shell((0, 0), 1, 1), Shell((1, 0), 1, 1)],
    "a square's border, and a line out of it": [SQUARE, Polyline([(0, 0), (5, 0.3)])],
    "boxes that touch in a corner: (1, 1, 1)": [
        Box((0, 0, 0), (1, 1, 1)),
        Box((1, 1, 1), (2, 2, 2)),
    ],
    "a ball that touches a face: (1, 1/2, 1/2)": [
        Box((0, 0, 0), (1, 1, 1)),
        Ball((2, 0.5, 0.5), 1),
    ],
    "a triangle and a disc: (3/2, 3/2) is of x + y = 3 and 1/√2 < 3/4 away": [
        Polygon([(0, 0), (3, 0), (0, 3)]),
        Ball((2, 2), 0.75),
    ],
    "a disc that fills a ring's hole: (1, 0)": [Ball((0, 0), 1), Shell((0, 0), 1, 2)],
    "a ball in a torus: 1.25 is of both along x": [
        SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.25),
        Ball((1.3, 0, 0), 0.125),
    ],
    "a tube that touches one of many discs: (5, 4)": [
        Balls([(0, 0), (5, 5)], 1),
        Tube(Polyline([(5, 3.5), (9, 3.5)]), 0.5),
    ],
    "a segment through a sphere of space, from its centre": [
        Sphere((0, 0, 0), (0, 1, 2), 1),
        Segment((0, 0, 0), (1, 1, 1)),
    ],
    "parts of unions: (0, 2) is of both segments": [
        Union((Ball((9, 9), 1), Segment((0, 0), (0, 4)))),
        Union((Ball((-9, 9), 1), Segment((-1, 2), (1, 2)))),
    ],
}

APART = {
    "discs one part in 10¹⁰ too far": [Ball((0, 0), 1), Ball((2.0000000001, 0), 1)],
    "a ring and its hole": [Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)],
    "circles in each other": [Shell((0, 0), 1, 1), Shell((0, 0), 2, 2)],
    "points that differ by 2⁻¹⁰⁰⁰": [Points([(0, 0)]), Points([(0, 2.0**-1000)])],
    # 0.1 + 0.2 as floats is 0.30000000000000004; the line is x = y exactly.
    "a point beside a line by a rounding": [
        Points([(0.1 + 0.2, 0.3)]),
        Polyline([(0, 0), (1, 1)]),
    ],
    "a disc in a ring, 10⁻¹⁰ apart": [Ball((0, 0), 0.5), Shell((0, 0), 0.5000000001, 1)],
    "boxes 2⁻⁴⁰ apart": [Box((0, 0), (1, 1)), Box((1 + 2.0**-40, 0), (2, 1))],
    # Open sets would do as well; these are closed and differ by the radius' last digit.
    "discs that just do not touch": [Ball((0, 0), 1), Ball((2, 0), 1 - 2.0**-53)],
    "a point inside a polygon's border only": [Points([(0, 0)]), SQUARE],
    "a segment that ends before the circle": [Segment((0, 0), (0.99, 0)), Shell((0, 0), 1, 1)],
}


@pytest.mark.parametrize("case", MEET)
def test_classes_that_meet(case):
    found = shared_point(classes_of(MEET[case]))
    assert found is not None
    assert (found.verdict, found.theorem) == ("impossible", "T0.1")
    assert "no function at all" in found.statement
    found.check()


@pytest.mark.parametrize("case", APART)
def test_classes_that_do_not(case):
    assert shared_point(classes_of(APART[case])) is None


@pytest.mark.parametrize("activation", ["tanh", "gelu", "sin"])
def test_whatever_the_architecture(activation):
    sets = MEET["touching discs: (1, 0)"]
    for hidden in ((), (1,), (2, 2), (50, 50)):
        assert can_classify(sets, hidden, activation).verdict == "impossible"


def test_no_width_is_enough():
    found = least_width(MEET["overlapping discs: |c − c'| = 1 < 2"])
    assert (found.lower, found.upper) == (None, None)
    assert "no width" in str(found)
    assert found.below.verdict == "impossible"


def test_the_evidence_is_refused_where_it_shows_nothing():
    found = shared_point(
        classes_of(MEET["a line across a circle: 0 lies inside, the ends outside"])
    )
    content = found.content
    first = content["evidence"]["first"]
    for wrong in ([first[0]], first[::-1], [first[0], first[0]], [first[1], first[1]], []):
        with pytest.raises(checker.Refused):
            checker.check({**content, "evidence": {**content["evidence"], "first": wrong}})
    # Two points of two parts, though one lies inside and one outside: the set is not connected.
    apart = Points([(0, 0), (3, 0)])
    assert shared_point(classes_of([apart, Shell((0, 0), 1, 1)])) is None
    moved = {**content, "classes": classes_of([apart, Shell((0, 0), 1, 1)]).written()}
    places = [{"class": 0, "path": [], "point": p} for p in ([0, 0], [3, 0])]
    with pytest.raises(checker.Refused, match="connected"):
        checker.check(
            moved
            | {
                "evidence": {
                    **content["evidence"],
                    "first": places,
                    "sides": [[0], [1]],
                    "second": {"class": 1, "path": []},
                }
            }
        )


def test_random_discs_are_decided_as_they_are():
    rng = np.random.default_rng(3)
    for _ in range(30):
        x, y, r, s = (rng.integers(1, 12, 4) / 4).tolist()
        meets = x * x + y * y <= (r + s) ** 2
        found = shared_point(classes_of([Ball((0, 0), r), Ball((x, y), s)]))
        assert (found is not None) == meets
