"""Margins that are thinner than samples are dense: the cost is that of a thick one."""

import copy

import pytest

from unknot import checker
from unknot.shapes import Ball, Balls, Box, Points, Polyline, Segment, Shell, SolidTorus, Tube
from unknot.verdicts import can_classify, least_width
from unknot.verdicts._classes import classes_of
from unknot.verdicts._existence import parallel_planes

GAPS = (1e-2, 1e-4, 1e-6)


def beside(gap):
    """Sets that so thin a gap parts, with a plane in it: no hidden layer is needed."""
    third, far = gap / 3, 2 + gap
    return {
        "discs": [Ball((0, 0), 1), Ball((far, 0), 1)],
        "balls": [Ball((0, 0, 0), 1), Ball((2 / 3 * far, far / 3, 2 / 3 * far), 1 - third)],
        "a disc and a box": [Ball((0, 0), 1), Box((1 + gap, -1), (2, 1))],
        "tubes": [
            Tube(Polyline([(0, 0, -1), (0, 0, 1)]), 0.5),
            Tube(Polyline([(1 + gap, 1, 0), (1 + gap, -1, 0)]), 0.5),
        ],
        "slanted segments": [Segment((0, 0), (1, 1)), Segment((0, gap), (1, 1 + gap))],
        "three discs": [Ball((-far, 0), 1), Ball((0, 0), 1), Ball((far, 0), 1)],
    }


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("case", beside(0.5))
def test_a_plane_in_a_thin_gap(case, gap):
    sets = beside(gap)[case]
    found = can_classify(sets, (), search=False)
    assert found.verdict == "possible"
    found.check()
    assert can_classify(sets, (1, 1), "relu", search=False).verdict == "possible"


@pytest.mark.parametrize("gap", GAPS)
def test_disjoint_by_a_thin_gap(gap):
    """Truth: a gap of that size is between the two, so n + 1 units are enough (T4.2c)."""
    for sets in (
        [Ball((0, 0), 1), Shell((0, 0), 1 + gap, 2)],
        [Ball((0, 0, 0), 1), Shell((0, 0, 0), 1 + gap, 2)],
        [Segment((-1, 0, 0), (1, 0, 0)), Polyline([(0, -1, gap), (0, 1, gap), (0, 0, 1)])],
    ):
        units = sets[0].dimension + 1
        found = can_classify(sets, (units, units), "relu", search=False)
        assert found.verdict == "possible"
        found.check()


def test_the_least_width_of_discs_that_nearly_touch():
    sets = [Ball((0, 0), 1), Ball((2.000001, 0), 1)]
    found = least_width(sets)
    assert (found.lower, found.upper) == (1, 1)


def test_what_touches_is_in_no_gap():
    """Truth: 1 + 1 = 2 exactly."""
    sets = [Ball((0, 0), 1), Ball((2, 0), 1)]
    assert parallel_planes(classes_of(sets), 1, "tanh") is None
    assert can_classify(sets, (), search=False).verdict == "impossible"


def test_of_tori_no_bodies_are_known():
    ring = SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.25)
    assert parallel_planes(classes_of([ring, Ball((9, 0, 0), 1)]), 1, "tanh") is None
    assert can_classify([ring, Ball((9, 0, 0), 1)], (), search=False).verdict == "possible"


def test_forged_planes_are_refused():
    sets = [Balls([(0, 0), (0, 1)], 0.5), Points([(2, 3)]), Box((-9, -9), (-1, 9))]
    content = parallel_planes(classes_of(sets), 2, "gelu").content
    parts = {key: content[key] for key in ("classes", "claim", "evidence")}
    checker.complete(parts)
    for normal, words in (
        ([0, 0], "it is zero"),
        ([0, 1], "not known to be apart"),
        ([1], "expected 2|numbers"),
    ):
        forged = copy.deepcopy(parts)
        forged["evidence"]["normal"] = normal
        with pytest.raises(checker.Refused, match=words):
            checker.complete(forged)
