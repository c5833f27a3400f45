"""In the plane: ways out are found and checked exactly, however narrow the opening is."""

import copy

import numpy as np
import pytest

from unknot import checker
from unknot.shapes import Ball, Box, Points, Polygon, Polyline, Segment, Shell, Union
from unknot.verdicts._classes import classes_of
from unknot.verdicts._ways import ways_out

DOT = Points([(0.1, 0.05)])
BAY = Polygon([(0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4)])


def ring(opening, closed=False):
    """A polygonal ring with an opening, in radians, to the right."""
    angle = np.linspace(opening / 2, 2 * np.pi - opening / 2, 60)
    return Polyline(np.stack([np.cos(angle), np.sin(angle)], 1).tolist(), closed=closed)


# Truth: through an opening of the ring, however narrow, there is a way; what lies beside is free.
OPEN = {
    "6 degrees": [DOT, ring(np.radians(6))],
    "10⁻³": [DOT, ring(1e-3)],
    "10⁻⁶": [DOT, ring(1e-6)],
    "a disc beside a ring": [Ball((3, 0), 0.5), Shell((0, 0), 1, 2)],
    "discs 10⁻⁶ apart": [Ball((0, 0), 1), Ball((2 + 1e-6, 0), 1)],
    "boxes side by side": [Box((0, 0), (1, 1)), Box((1.0001, 0), (2, 1))],
    "a disc in a bay": [BAY, Ball((2, 2), 0.5)],
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
