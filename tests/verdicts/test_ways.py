"""In the plane: ways out and closed walls are found and checked exactly, however narrow it is."""

import copy

import numpy as np
import pytest

from unknot import checker
from unknot.errors import InputError
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Holed,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    Sphere,
    Term,
    Tube,
    Union,
)
from unknot.verdicts import can_classify
from unknot.verdicts._can import impossible
from unknot.verdicts._classes import classes_of
from unknot.verdicts._ways import ways_out

DOT = Points([(0.1, 0.05)])
BAY = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)])


def ring(opening, closed=False):
    """A polygonal ring with an opening, in radians, to the right."""
    angle = np.linspace(opening / 2, 2 * np.pi - opening / 2, 60)
    return Polyline(np.stack([np.cos(angle), np.sin(angle)], 1).tolist(), closed=closed)


# Their sides are 2 long to the last digit; each two neighbours are less than 10⁻¹⁵ from that.
HEXAGON = [(2 * np.cos(a), 2 * np.sin(a)) for a in np.arange(6) * np.pi / 3]


# Truth: through an opening of the ring, however narrow, there is a way; what lies beside is free.
OPEN = {
    "6 degrees": [DOT, ring(np.radians(6))],
    "10⁻³": [DOT, ring(1e-3)],
    "10⁻⁶": [DOT, ring(1e-6)],
    "a disc beside a ring": [Ball((3, 0), 0.5), Shell((0, 0), 1, 2)],
    "discs 10⁻⁶ apart": [Ball((0, 0), 1), Ball((2 + 1e-6, 0), 1)],
    "boxes side by side": [Box((0, 0), (1, 1)), Box((1.0001, 0), (2, 1))],
    "a disc in a bay": [BAY, Ball((2, 2), 0.5)],
    "a disc with a hole, and one across its rim": [
        Union((Holed((0, 0), 2, [(1, 0)], 0.5), Ball((2.25, 0), 0.3))),
        Box((3, -1), (4, 1)),
    ],
    "tubes 10⁻⁶ apart": [DOT, Tube(ring(0.3), 0.149438 - 5e-7)],
    "six discs 10⁻⁶ apart": [DOT, Union(tuple(Ball(c, 1 - 5e-7) for c in HEXAGON))],
    "three classes": [DOT, ring(0.1), Segment((2, 0), (3, 0))],
}
# Truth: closed borders round a point of the other class, or a common point.
SHUT = {
    "a closed ring": [DOT, ring(1e-3, closed=True)],
    "a disc in a ring": [Ball((0, 0), 0.5), Shell((0, 0), 1, 2)],
    "touching discs": [Ball((0, 0), 1), Ball((2, 0), 1)],
    "four segments that cross": [
        DOT,
        Union(
            (
                Segment((-2, -1), (2, -1)),
                Segment((-2, 1), (2, 1)),
                Segment((-1, -2), (-1, 2)),
                Segment((1, -2), (1, 2)),
            )
        ),
    ],
}


@pytest.mark.parametrize("case", OPEN)
def test_ways_out(case):
    found = ways_out(classes_of(OPEN[case]), "tanh")
    assert found is not None
    assert (found.verdict, found.theorem) == ("possible", "T4.8, T4.3")
    found.check()


@pytest.mark.parametrize("case", SHUT)
def test_no_way_out(case):
    assert ways_out(classes_of(SHUT[case]), "tanh") is None


# Truth: pieces of the second class, each of which meets the next, go round the dot: an angle that
# grows from piece to piece by less than a half-turn comes to a whole one.
ROUND = {
    "a closed polygon": SHUT["a closed ring"],
    "an open line that crosses itself": [
        DOT,
        Polyline([(-2, -1), (1, -1), (1, 1), (-1, 1), (-1, -2)]),
    ],
    "segments that cross": SHUT["four segments that cross"],
    "segments that touch": [
        DOT,
        Union((Polyline([(-1, -1), (1, -1), (1, 1)]), Polyline([(1, 1), (-1, 1), (-1, -1)]))),
    ],
    "discs that overlap": [DOT, Union(tuple(Ball(c, 1.001) for c in HEXAGON))],
    "discs that touch": [
        Points([(0, 0.5)]),
        Union(tuple(Ball(c, 1) for c in ((-1, 0), (1, 0), (0, 3**0.5 - 1e-9)))),
    ],
    "balls of one radius": [DOT, Balls(HEXAGON, 1.001)],
    "a tube that meets itself": [DOT, Tube(ring(0.1), 0.1)],
    "boxes side by side": [
        DOT,
        Union(
            (
                Box((-2, -2), (2, -1)),
                Box((-2, 1), (2, 2)),
                Box((-2, -1), (-1, 1)),
                Box((1, -1), (2, 1)),
            )
        ),
    ],
    # The line meets the circle where no coordinates are fractions.
    "a line to a circle": [
        Points([(1.5, 0)]),
        Union(
            (Sphere((0, 0), (0, 1), 1), Polyline([(0, -0.9), (2, -2), (3, 0), (2, 2), (0, 0.9)]))
        ),
    ],
    "a hole": [Points([(1, 0)]), Holed((0, 0), 2, [(1, 0)], 0.5)],
    "a bay shut by a box": [Ball((2, 2), 0.5), Union((BAY, Box((0, 3.5), (4, 5))))],
}


@pytest.mark.parametrize("case", ROUND)
def test_what_goes_round(case):
    found = can_classify(ROUND[case], (2, 2), "tanh", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.4")
    found.check()
    assert ways_out(classes_of(ROUND[case]), "tanh") is None


@pytest.mark.slow
def test_ten_thousand_segments_in_the_plane():
    turns = np.linspace(0, 2 * np.pi, 10_001)
    closed = np.stack([np.cos(turns), np.sin(turns)], 1)[:-1].tolist()
    assert (
        can_classify([DOT, Polyline(closed, closed=True)], (2,), search=False).verdict
        == "impossible"
    )
    assert ways_out(classes_of([DOT, Polyline(closed, closed=False)]), "tanh") is not None


def _random(rng):
    """Points, and pieces of all kinds, half of them on a lattice where much touches."""
    lattice = rng.random() < 0.5

    def place():
        found = rng.integers(0, 7, 2) if lattice else rng.uniform(0, 6, 2)
        return tuple(map(float, found))

    def piece():
        match rng.integers(6):
            case 0:
                return Polyline([(1, 1), *(place() for _ in range(3))], closed=False)
            case 1:
                return Ball(place(), rng.choice([0.5, 1, 1.5]))
            case 2:
                x, y = place()
                return Box((x, y), (x + 1, y + 2))
            case 3:
                return Sphere(place(), (0, 1), rng.choice([0.5, 1, 1.5]))
            case 4:
                return Tube(Polyline([place(), (0.5, 7)]), 0.25)
        return Points([place()])

    walls = Union(tuple(piece() for _ in range(rng.integers(2, 9))))
    return [Points(rng.uniform(0, 6, (3, 2)).tolist()), walls]


@pytest.mark.slow
def test_every_random_arrangement_is_decided_just_one_way():
    rng, seen = np.random.default_rng(4), set()
    for _ in range(60):
        try:
            sets = classes_of(_random(rng))
        except InputError:  # a vertex repeats
            continue
        shut = impossible(sets, (2,))
        assert (ways_out(sets, "tanh") is None) == (shut is not None)
        seen.add(None if shut is None else shut.theorem)
    assert seen == {None, "T0.1", "T4.4"}


def test_a_cycle_beyond_a_rim_is_beyond_it_from_this_point_alone():
    """A walk through a circle's inside goes round the dot, and does not for one in the circle."""
    content = _parts(can_classify(ROUND["a line to a circle"], (2,), search=False).content)
    checker.complete(content)
    forged = copy.deepcopy(content)
    small = {"shape": "points", "points": [["0x1.0000000000000p-2", 0]]}
    forged["classes"][0]["set"] = small
    forged["evidence"]["member"]["point"] = small["points"][0]
    with pytest.raises(checker.Refused, match="not inside its part"):
        checker.complete(forged)
    # The line alone does not close.
    forged = copy.deepcopy(content)
    circle = forged["classes"][1]["set"]["parts"][0]
    circle |= {"radius": "0x1.0000000000000p-1"}
    with pytest.raises(checker.Refused, match="not inside its part"):
        checker.complete(forged)


def test_ways_of_an_open_ring_do_not_open_a_closed_one():
    content = ways_out(classes_of(OPEN["6 degrees"]), "tanh").content
    closed = classes_of(SHUT["a closed ring"]).written()
    for classes in (closed, content["classes"][::-1], [content["classes"][0], closed[1]]):
        named = [{**c, "name": n} for c, n in zip(classes, "AB", strict=True)]
        with pytest.raises(checker.Refused):
            checker.complete({**_parts(content), "classes": named})
    for change in ("starts", "to", "places"):
        moved = copy.deepcopy(_parts(content))
        moved["evidence"]["ways"][1 if change == "places" else 0][change] = []
        moved["evidence"]["ways"][0]["to"][:1] = [0] if change == "to" else [-1]
        with pytest.raises(checker.Refused):
            checker.complete(moved)


def _parts(content):
    return {key: content[key] for key in ("classes", "claim", "evidence")}


def test_a_point_in_the_very_middle_of_the_other_class_is_no_trouble():
    bracket = Polyline([(1, 0.1), (1, 1), (-1, 1), (-1, -1), (1, -1), (1, -0.1)])
    assert can_classify((Points([(0, 0)]), bracket), (2,), "tanh").verdict == "possible"


def arc(opening):
    """A unit circle as a curve, with an opening to the right, in half turns."""
    circle = Formula(((Term((1,), "cos", 1),), (Term((1,), "sin", 1),)))
    return Curve(circle, (opening / 2, 2 - opening / 2))


@pytest.mark.parametrize("opening", [0.1, 1e-4, 1e-8])
def test_curves_are_in_strips_that_are_thin_where_an_opening_is(opening):
    found = can_classify([DOT, arc(opening)], (2, 2), search=False)
    assert found.verdict == "possible"
    found.check()
    (levels,) = found.content["evidence"]["strips"]
    assert sum(map(len, levels)) < 200


def test_curves_that_close_let_nothing_out():
    # A full turn, and more: the point is enclosed.
    for opening in (0.0, -0.1):
        found = can_classify([DOT, arc(opening)], (2, 2), search=False)
        assert found.verdict != "possible"


def test_strips_that_do_not_show_it_are_refused():
    content = can_classify([DOT, arc(1e-4)], (2, 2), search=False).content
    evidence = content["evidence"]
    (levels,) = evidence["strips"]

    def refused(why, sets=None, **change):
        forged = content | {"evidence": evidence | change}
        forged |= {"classes": sets} if sets else {}
        with pytest.raises(checker.Refused, match=why):
            checker.check(forged | checker.describe(forged))

    refused("may meet", strips=[levels[:-3]])
    refused("one for each curve", strips=[])
    refused("one for each curve", strips=[levels, levels])
    refused("one for each piece", strips=[["1", *levels]])
    # In the mesh of the dot's ways, of which there is one, it starts at the curve.
    first, second = evidence["ways"]
    moved = [["1/2", 0] if k == first["starts"][0] else x for k, x in enumerate(first["places"])]
    refused("not in its piece|meet", ways=[first | {"places": moved}, second])
    closed = [DOT, arc(0.0)]
    refused("may meet", sets=classes_of(closed).written())
    met = [Points([(0, 1)]), arc(1e-4)]
    refused("point in common", sets=classes_of(met).written())
