"""Loops through several parts of a class: links that no single part shows (THEORY T4.5)."""

import numpy as np
import pytest

from unknot import checker
from unknot.exact import read, rows
from unknot.shapes import Ball, Box, Polyline, Segment, SolidTorus, Sphere, Tube, Union
from unknot.verdicts import can_classify

CORNERS = [(1, 1, 0), (-1, 1, 0), (-1, -1, 0), (1, -1, 0)]
SIDES = list(zip(CORNERS, [*CORNERS[1:], CORNERS[0]], strict=True))


def slab(a, b, half):
    """Return the box about a segment along an axis."""
    ends = np.array([a, b], float)
    return Box(tuple(ends.min(0) - half), tuple(ends.max(0) + half))


def balls(count, radius):
    angle = 2 * np.pi * np.arange(count) / count
    centres = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    return Union(tuple(Ball(tuple(c), radius) for c in centres.tolist()))


RINGS = {
    "a path that ends where it began": Polyline((*CORNERS, CORNERS[0])),
    "segments": Union(tuple(Segment(a, b) for a, b in SIDES)),
    "two paths": Union((Polyline(CORNERS[:3]), Polyline((*CORNERS[2:], CORNERS[0])))),
    "tubes": Union(tuple(Tube(Polyline(side), 0.1) for side in SIDES)),
    "boxes": Union(tuple(slab(a, b, 0.1) for a, b in SIDES)),
    "boxes that touch": Union(
        (
            Box((-1, 0.5, -1), (1, 1, 1)),
            Box((-1, -1, -1), (1, -0.5, 1)),
            Box((-1, -0.5, -1), (-0.5, 0.5, 1)),
            Box((0.5, -0.5, -1), (1, 0.5, 1)),
        )
    ),
    "balls": balls(12, 0.3),
    "a box, balls and a path": Union(
        (
            slab((-1, -1, 0), (1, -1, 0), 0.1),
            Ball((1, 0.5, 0), 0.6),
            Ball((1, -0.5, 0), 0.6),
            Polyline([(1, 1, 0), (-1, 1, 0), (-1, -1, 0)]),
        )
    ),
}


def bow(x):
    """Return a closed polygon that goes through the plane z = 0 at (x, 0), and far out."""
    return Polyline([(x, 0.01, 2), (x, -0.01, -2), (9, 0, -2), (9, 0, 2)], closed=True)


@pytest.mark.parametrize("name", RINGS)
def test_a_ring_of_several_parts_is_linked_with_what_goes_through_it(name):
    found = can_classify((RINGS[name], bow(0)), (3, 3), "tanh", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.5")
    assert found.content is not None
    checker.check(found.content)
    cycle = found.content["evidence"]["first"]
    elsewhere = {**cycle, "simplices": [*cycle["simplices"][1:], cycle["simplices"][0]]}
    away = {**cycle, "vertices": rows([[2 * read(x) for x in v] for v in cycle["vertices"]])}
    for forged in (elsewhere, away):
        evidence = {**found.content["evidence"], "first": forged}
        with pytest.raises(checker.Refused):
            checker.check(found.content | {"evidence": evidence})
    beside = can_classify((RINGS[name], bow(4)), (3, 3), "tanh", search=False)
    assert beside.verdict != "impossible"


@pytest.mark.parametrize("x", [-0.5, 0.5])
def test_each_hole_of_a_window_is_gone_round(x):
    bar = Segment((0, 1, 0), (0, -1, 0))
    frame = [(1, 1, 0), (0, 1, 0), (-1, 1, 0), (-1, -1, 0), (0, -1, 0), (1, -1, 0)]
    window = Union((Polyline(frame, closed=True), bar))
    found = can_classify((window, bow(x)), (3,), "relu", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.5")


def test_parts_that_only_come_near_are_no_ring():
    sides = [Segment(a, tuple(0.999 * np.array(b))) for a, b in SIDES]
    found = can_classify((Union(tuple(sides)), bow(0)), (3, 3), "tanh", search=False)
    assert found.verdict != "impossible"


@pytest.mark.parametrize("name", [*RINGS, "a torus"])
def test_a_round_circle_through_a_ring_is_linked_with_it(name):
    ring = RINGS.get(name) or SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.25)
    # It goes through the plane z = 0 at 0 and at 4; beside the ring, at 4 and at 8.
    for classes in ([ring, Sphere((2, 0, 0), (0, 2), 2)], [Sphere((2, 0, 0), (0, 2), 2), ring]):
        found = can_classify(classes, (3, 3), "tanh", search=False)
        assert (found.verdict, found.theorem) == ("impossible", "T4.5")
        assert found.content is not None
        assert found.content["evidence"]["kind"] == "threaded"
    beside = can_classify([ring, Sphere((6, 0, 0), (0, 2), 2)], (3, 3), "tanh", search=False)
    assert beside.verdict != "impossible"


@pytest.mark.parametrize("dimension", [3, 4, 5])
@pytest.mark.parametrize("through", [True, False])
def test_a_polygon_with_corners_on_the_disc_passes_once_or_not(dimension, through):
    """Edges along the disc, a corner on it, and one that comes back where it came from."""
    pad = (0.0,) * (dimension - 3)
    down = -1.0 if through else 1.0
    places = [(0, 0, 1), (0, 0, 0), (0.5, 0, 0), (0.5, 0, down), (9, 0, down), (9, 0, 2)]
    loop = Polyline([(x, y, *pad, z) for x, y, z in places], closed=True)
    sphere = Sphere((0.0,) * dimension, tuple(range(dimension - 1)), 2)
    found = can_classify([loop, sphere], (dimension,), "tanh", search=False)
    assert (found.theorem == "T4.5") == (found.verdict == "impossible") == through
