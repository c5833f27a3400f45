"""Exact sets in R^n: what the classes of a data set really are.

Every shape is a frozen value with exact parameters, closed as a set, that can sample itself,
measure distances to itself, and cover itself rigorously with boxes. A circle or a sphere is a
`Shell` whose radii agree, a disc is a planar `Ball`, a ring a planar `Shell`, and an interval a
`Segment` in R^1. A closed `Polyline` is a curve, a `Polygon` the region inside one. A `Curve` whose
function is a `Formula` can be spoken of in proofs, as every other shape can.

Examples
--------
>>> from unknot.shapes import Ball, Shell
>>> disc, ring = Ball((0, 0), 1 / 3), Shell((0, 0), 2 / 3, 1)
>>> float(ring.distance(disc.sample(100, seed=0)).min()) >= 1 / 3 - 1e-12
True
"""

from unknot.shapes._ball import Ball
from unknot.shapes._balls import Balls
from unknot.shapes._box import Box
from unknot.shapes._covers import Boxes
from unknot.shapes._curve import Curve
from unknot.shapes._formula import Formula, Term
from unknot.shapes._holed import Holed
from unknot.shapes._points import Points
from unknot.shapes._polygons import Polyline, Segment
from unknot.shapes._region import Polygon
from unknot.shapes._shape import Member, OuterSphere, Shape, Spine, Trace
from unknot.shapes._shell import Shell
from unknot.shapes._sphere import Sphere
from unknot.shapes._torus import SolidTorus
from unknot.shapes._tube import Tube
from unknot.shapes._union import Union
from unknot.shapes._written import kinds, read, write

__all__ = [
    "Ball",
    "Balls",
    "Box",
    "Boxes",
    "Curve",
    "Formula",
    "Holed",
    "Member",
    "OuterSphere",
    "Points",
    "Polygon",
    "Polyline",
    "Segment",
    "Shape",
    "Shell",
    "SolidTorus",
    "Sphere",
    "Spine",
    "Term",
    "Trace",
    "Tube",
    "Union",
    "kinds",
    "read",
    "write",
]
