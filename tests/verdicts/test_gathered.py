"""T4.15: heaps of convex bodies shrink to points, which are led out past what is left."""

import copy

import numpy as np
import pytest

from unknot import checker
from unknot.exact import numbers, rows
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Points,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Sphere,
    Term,
    Tube,
    Union,
)
from unknot.verdicts import can_classify
from unknot.verdicts._classes import classes_of
from unknot.verdicts._gathered import drawn_together


def ring(centre, u, v, opening=0.0, count=40):
    """A polygon round a circle in space; with an opening, the angles that it leaves out."""
    turn = np.linspace(0, 2 * np.pi - opening, count + 1)[: count + bool(opening)]
    points = np.outer(np.cos(turn), u) + np.outer(np.sin(turn), v) + np.array(centre)
    return Polyline([tuple(x) for x in points.tolist()], closed=not opening)


FLAT = ring((0, 0, 0), (1, 0, 0), (0, 1, 0))


def through(opening):
    """A ring round a part of the flat one, which the plane y = 0 holds."""
    return ring((1, 0, 0), (1, 0, 0), (0, 0, 1), opening)


def room(hole):
    """A box of six walls about the cube [−1, 1]³; in its lid is a square hole of this size."""
    h = hole / 2
    lid = [((-1, -1), (-h, 1)), ((h, -1), (1, 1)), ((-h, -1), (h, -h)), ((-h, h), (h, 1))]
    walls = [Box((*low, 1), (*high, 1.2)) for low, high in lid]
    for axis in range(3):
        for sign in (-1, 1):
            if (axis, sign) != (2, 1):
                low, high = [-1.2] * 3, [1.2] * 3
                low[axis], high[axis] = sorted((sign, 1.2 * sign))
                walls.append(Box(tuple(low), tuple(high)))
    return Union(tuple(walls))


WAVE = Formula(((Term((1.0,), "cos", 1.0),), (Term((1.0,), "sin", 1.0),)))
STAR = Union(
    tuple(Segment((0, 0, 0), end) for end in ((0.9, 0, 0), (0, 0.9, 0), (-0.9, -0.9, 0.9)))
)

# Truth: the first class, or all but the last, are unions of convex bodies that shrink one by one
# (trees, single bodies), and the space about the other one hangs together where they are.
OUT = {
    "two rings, one of which is open": [through(0.5), FLAT],
    "an opening of 10⁻⁴": [FLAT, through(1e-4)],
    "tubes": [Tube(through(1), 0.1), Tube(FLAT, 0.1)],
    "a ball in the hole of a torus": [
        Ball((0, 0, 0), 0.5),
        SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.3),
    ],
    "a ball in a room, larger than the hole in its lid": [Ball((0, 0, 0), 0.9), room(0.2)],
    "two balls in the room": [Balls([(-0.4, 0, 0), (0.4, 0, 0)], 0.3), room(0.2)],
    "a star in the room": [STAR, room(0.1)],
    "three classes": [Points([(0, 0, 0)]), Ball((0.5, 0.5, 0.5), 0.2), room(0.2)],
    "overlapping balls": [Balls([(0, 0, 0), (0.5, 0, 0), (0.25, 0.3, 0)], 0.35), room(0.2)],
    "a circle and a point in R⁴": [Points([(0, 0, 0, 0)]), Sphere((0, 0, 0, 0), (0, 1), 1)],
    "a point past an open curve of the plane": [Points([(0, 0)]), Curve(WAVE, (0.0, 1.75))],
    "a box through a ring": [Box((-0.2, -0.2, -3), (0.2, 0.2, 3)), FLAT],
}


@pytest.mark.parametrize("case", OUT)
def test_what_shrinks_is_led_out(case):
    found = drawn_together(classes_of(OUT[case]), "tanh")
    assert found is not None
    assert (found.verdict, found.theorem) == ("possible", "T4.15, T4.3")
    assert found.content["claim"]["width"] == OUT[case][0].dimension
    found.check()


# Truth: linked, or enclosed; or no heap of the theorem (what goes round does not shrink).
KEPT = {
    "two rings": [FLAT, through(0)],
    "a tube that its radius closes": [Tube(through(0.1), 0.1), FLAT],
    "a ball in a room": [Ball((0, 0, 0), 0.5), room(1e-9)],
    "a ball in a shell": [Ball((0, 0, 0), 0.5), Shell((0, 0, 0), 1, 2)],
}


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, marks=[pytest.mark.slow] * (one == "a ball in a shell")) for one in KEPT],
)
def test_what_is_kept_is_not_led_out(case):
    assert drawn_together(classes_of(KEPT[case]), "tanh") is None


def test_it_is_asked_with_an_activation_that_turns_only():
    for name, expected in (("leaky-relu", "possible"), ("relu", "undecided")):
        found = can_classify(OUT["two rings, one of which is open"], (3, 3), name, search=False)
        assert found.verdict == expected


def test_forgeries_are_refused():
    content = drawn_together(classes_of(OUT["tubes"]), "tanh").content
    parts = {key: content[key] for key in ("classes", "claim", "evidence")}
    checker.complete(parts)

    def refused(change, words):
        forged = copy.deepcopy(parts)
        change(forged)
        with pytest.raises(checker.Refused, match=words):
            checker.complete(forged)

    def evidence(**changes):
        return lambda forged: forged["evidence"].update(changes)

    found = parts["evidence"]
    far = numbers([9.0, 9.0, 9.0])
    refused(evidence(stays=2), "no such class")
    # The other ring is closed: whatever the order, its last tubes do not shrink.
    refused(evidence(stays=0), "order|not known to be apart")
    refused(evidence(order=found["order"][::-1]), "not known to be apart|not in its body")
    refused(evidence(order=found["order"][:-1]), "each body once")
    refused(evidence(points=[far, *found["points"][1:]]), "not in its body|nor to hold")
    refused(lambda f: f["claim"].update(width=2), "width 3 and more")
    refused(lambda f: f["claim"].update(activations="relu"), "activation")


def test_forged_ways_are_refused():
    content = drawn_together(classes_of([Ball((0, 0, 0), 0.9), room(0.2)]), "tanh").content
    parts = {key: content[key] for key in ("classes", "claim", "evidence")}
    way = parts["evidence"]["ways"][0]
    beyond = rows([(0.0, 9.0, 0.0)])
    for ways, words in (
        ([], "1 or more items"),
        ([way, way], "one for each heap"),
        ([[*beyond, *way]], "begin at the point of its heap"),
        ([way[:1]], "does not end outside"),
        ([[way[0], *way]], "a place repeats"),
        ([[way[0], *beyond]], "a cell may hold points of two classes"),
    ):
        forged = copy.deepcopy(parts)
        forged["evidence"]["ways"] = ways
        with pytest.raises(checker.Refused, match=words):
            checker.complete(forged)


def test_bodies_of_two_classes_must_be_apart():
    """Two balls that touch: T0.1. Whatever is claimed of them past a third set is refused."""
    sets = [Ball((0, 0, 0), 1), Ball((2, 0, 0), 1), Ball((0, 9, 0), 1)]
    parts = {
        "classes": classes_of(sets).written(),
        "claim": {"kind": "some network", "width": 3, "activations": "tanh"},
        "evidence": {
            "kind": "gathered",
            "stays": 2,
            "order": [0, 1],
            "points": rows([(0, 0, 0), (2, 0, 0)]),
            "normals": [],
            "ways": [rows([(0, 0, 0), (0, 0, -9)]), rows([(2, 0, 0), (2, 0, -9)])],
            "size": 1,
        },
    }
    with pytest.raises(checker.Refused, match="of two classes"):
        checker.complete(parts)
    parts["classes"] = classes_of([sets[0], Ball((2, 0, 0), 0.875), sets[2]]).written()
    checker.complete(parts)
