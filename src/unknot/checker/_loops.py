"""A link as a certificate has it: every class is made of closed polygons of space."""

import math

from ._certificate import Certificate
from ._reading import Refused, need
from ._sets import Thick, leaves

Corner = tuple[int, int, int]


def read_loops(c: Certificate) -> tuple[list[list[Corner]], list[int]]:
    """Return the closed polygons, enlarged to whole numbers, and the class of each.

    Whether they are disjoint is not tested here.
    """
    need(c.n == 3, "links are in space")
    found, labels = [], []
    for label, value in enumerate(c.sets):
        for one in leaves(value):
            if not isinstance(one, Thick) or one.kind != "polyline":
                raise Refused("the sets of a link are closed polygons")
            need(one.starts.values[0] == one.stops.values[-1], "a polygon is not closed")
            found.append(one.starts.rows)
            labels.append(label)
    scale = math.lcm(*(v.denominator for loop in found for x in loop for v in x))
    need(scale < 2**200, "the coordinates have too large denominators")
    loops = [[(int(x * scale), int(y * scale), int(z * scale)) for x, y, z in p] for p in found]
    return loops, labels
