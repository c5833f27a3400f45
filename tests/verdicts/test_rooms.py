"""What several boxes and balls shut in together, in three dimensions and four (THEORY T4.4)."""

import numpy as np
import pytest

from unknot import checker
from unknot.shapes import Ball, Box, Points, Union
from unknot.verdicts import can_classify


def slabs(n, thick=0.25, overlap=True):
    """Return the 2n walls of a cube in Rⁿ from −1 to 1."""
    found = []
    for k in range(n):
        for low, high in ((-1, thick - 1), (1 - thick, 1)):
            a, b = np.full(n, -1.0), np.full(n, 1.0)
            if not overlap:  # they touch only
                a[:k], b[:k] = thick - 1, 1 - thick
            a[k], b[k] = low, high
            found.append(Box(tuple(a), tuple(b)))
    return found


def sphere_of_balls(count, radius):
    k = np.arange(count) + 0.5
    z, angle = 1 - 2 * k / count, np.pi * (1 + 5**0.5) * k
    ring = np.sqrt(1 - z**2)
    centres = np.stack([ring * np.cos(angle), ring * np.sin(angle), z], axis=1)
    return [Ball(tuple(c), radius) for c in centres.tolist()]


ROOMS = {
    "boxes": slabs(3),
    "boxes that touch": slabs(3, overlap=False),
    "boxes in four dimensions": slabs(4),
    "balls": sphere_of_balls(24, 0.8),
    "boxes under a ball": [*slabs(3)[:-1], Ball((0, 0, 4), 3.4)],
}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.slow] * (one == "balls")) for one in ROOMS]
)
def test_a_room_is_closed_and_without_a_wall_it_is_not(name):
    walls = ROOMS[name]
    n = walls[0].dimension
    held = Ball((0,) * n, 0.1)
    found = can_classify((held, Union(tuple(walls))), (n, n), "tanh", search=False)
    assert (found.verdict, found.theorem) == ("impossible", "T4.4")
    assert found.content is not None
    checker.check(found.content)
    cycle = found.content["evidence"]["cycle"]
    holed = {**cycle, "simplices": cycle["simplices"][:-1]}
    with pytest.raises(checker.Refused):
        checker.check(found.content | {"evidence": {**found.content["evidence"], "cycle": holed}})
    some = tuple(walls[len(walls) // 5 :])
    open_ = can_classify((held, Union(some)), (n, n), "tanh", search=False)
    assert open_.verdict != "impossible"


def test_a_point_beside_a_room_is_not_in_it():
    beside = Points(np.array([(3.0, 0, 0), (0.0, 0, 1.5)]))
    found = can_classify((beside, Union(tuple(slabs(3)))), (3,), "tanh", search=False)
    assert found.verdict != "impossible"


def test_of_two_rooms_each_has_its_own_wall():
    walls = Union((*slabs(3), Box((-0.75, -0.75, -0.05), (0.75, 0.75, 0.05))))
    for z in (-0.4, 0.4):
        one = Points(np.array([(0.0, 0, z)]))
        found = can_classify((one, walls), (3,), "tanh", search=False)
        assert (found.verdict, found.theorem) == ("impossible", "T4.4")
