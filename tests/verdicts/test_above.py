"""T4.7 for solids: what is nowhere under the other class is lifted out, in any dimension."""

import copy

import pytest

from unknot import checker
from unknot.shapes import Ball, Balls, Box, Holed, Polyline, Segment, Shell, Tube, Union
from unknot.verdicts import can_classify
from unknot.verdicts._above import one_above_the_other
from unknot.verdicts._classes import classes_of


def open_box(n, lid=False):
    """A box of walls round the cube [−1, 1]ⁿ, without what is above it."""
    walls = []
    for axis in range(n):
        for sign in (-1, 1):
            if axis == n - 1 and sign == 1 and not lid:
                continue
            low, high = [-1.5] * n, [1.5] * n
            low[axis], high[axis] = (-1.5, -1.0) if sign < 0 else (1.0, 1.5)
            walls.append(Box(tuple(low), tuple(high)))
    return Union(tuple(walls))


# Truth: along the last axis (of the first, the second class) nothing is above the first; the sets
# are disjoint, and convex bodies of the one have planes to those of the other.
OVER = {
    "a ball in a box without a lid": [Ball((0, 0, 0), 0.9), open_box(3)],
    "the box first": [open_box(3), Ball((0, 0, 0), 0.9)],
    "a ball in a box of R⁴": [Ball((0, 0, 0, 0), 0.9), open_box(4)],
    "a box in a box": [Box((-0.9, -0.9, -0.9), (0.9, 0.9, 5)), open_box(3)],
    "a tube out of a box": [Tube(Polyline([(0, 0, 0), (0.3, 0, 4)]), 0.5), open_box(3)],
    "10⁻⁶ of room": [Ball((0, 0, 0), 1 - 1e-6), open_box(3)],
    "balls in a trough": [
        Balls([(0, 0, 0), (1, 0, 0)], 0.4),
        Union((Box((-3, -2, -2), (3, 2, -1)), Box((-3, 1, -2), (3, 2, 2)))),
    ],
    "a shell over a ball": [Shell((0, 0, 2.1), 0.5, 1), Ball((0, 0, 0), 1)],
    "a holed ball beside one": [Holed((3, 0, 0), 1, [(3, 0, 0)], 0.5), Ball((0, 0, 0), 1)],
    "a slanted segment over a tube": [
        Segment((-2, -2, 1), (2, 2, 1.5)),
        Tube(Polyline([(-2, 2, 0), (2, -2, 0)]), 0.5),
    ],
}


@pytest.mark.parametrize("case", OVER)
def test_what_is_nowhere_under_the_other(case):
    found = one_above_the_other(classes_of(OVER[case]), "tanh")
    assert found is not None
    assert (found.verdict, found.theorem) == ("possible", "T4.7, T4.3")
    found.check()


def test_a_lid_shuts_the_box():
    """Truth: the walls with the lid enclose the ball, so width 3 is impossible (T4.4)."""
    shut = [Ball((0, 0, 0), 0.9), open_box(3, lid=True)]
    assert one_above_the_other(classes_of(shut), "tanh") is None
    assert can_classify(shut, (3, 3), "tanh", search=False).verdict != "possible"


def test_forged_planes_are_refused():
    content = one_above_the_other(classes_of(OVER["10⁻⁶ of room"]), "tanh").content
    parts = {key: content[key] for key in ("classes", "claim", "evidence")}
    checker.complete(parts)

    def refused(change):
        forged = copy.deepcopy(parts)
        change(forged)
        with pytest.raises(checker.Refused):
            checker.complete(forged)

    lid = {"shape": "box", "lower": [-1, -1, 1], "upper": [1, 1, 2]}
    larger = (1 + 1e-9).hex()
    for k in range(len(parts["evidence"]["normals"])):
        refused(lambda f, k=k: f["evidence"]["normals"].pop(k))
    refused(lambda f: f["evidence"]["normals"].append([0, 0, -1]))
    refused(lambda f: f["evidence"]["normals"].append([0, 0, 0]))
    refused(lambda f: f["evidence"].update(direction=[0, 0, 0]))
    refused(lambda f: f["evidence"].update(direction=[0, 0, -1]))
    refused(lambda f: f["classes"][0]["set"].update(radius=larger))
    refused(lambda f: f["classes"][1]["set"]["parts"].append(lid))
    refused(lambda f: f["claim"].update(width=2))
    refused(lambda f: f["claim"].update(activations="relu"))

    def swapped(forged):
        one, other = forged["classes"]
        one["set"], other["set"] = other["set"], one["set"]

    refused(swapped)
