"""Links of closed polygons in space: exact pictures of them, and what forbids parting them.

A link is a set of disjoint closed polygons with integer corners, each in one of several classes.
The question is whether a plane can be brought between the classes by an isotopy; here are the
obstructions, all exact: linking numbers and Fox colourings (THEORY T4.5, T4.6).

Examples
--------
>>> square = [(1, 1, 0), (-1, 1, 0), (-1, -1, 0), (1, -1, 0)]
>>> through = [(0, 0, -1), (3, 0, -1), (3, 0, 1), (0, 0, 1)]
>>> link = Link.of([square, through])
>>> linking_number(diagram(link), 0, 1)
-1
>>> obstruction(link)
LinkingObstruction(first=0, second=1, number=-1)
"""

from unknot.links._link import Link, NamedLink, links_in

from unknot.links._diagram import Crossing, Diagram, diagram  # isort: skip
from unknot.links._invariants import colourings, fox_rank, linking_matrix, linking_number  # isort: skip
from unknot.links._obstruction import (  # isort: skip
    ColouringObstruction,
    LinkingObstruction,
    obstruction,
)

__all__ = [
    "ColouringObstruction",
    "Crossing",
    "Diagram",
    "Link",
    "LinkingObstruction",
    "NamedLink",
    "colourings",
    "diagram",
    "fox_rank",
    "linking_matrix",
    "linking_number",
    "links_in",
    "obstruction",
]
