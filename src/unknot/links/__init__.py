"""Links of closed polygons in space: exact pictures of them, and what forbids parting them.

A link is a set of disjoint closed polygons with integer corners, each in a class. The
question is whether a plane can be brought between the classes by an isotopy; here are the
obstructions, all exact: linking numbers, Fox colourings and the product test of the Jones
polynomial (THEORY T4.5, T4.6, T4.6b); and what links are made of: files, names, planar diagram
codes, pictures and polynomials.

Conventions: space is right-handed and seen from above, from +z. A crossing is +1 where the under
strand passes from right to left below the over strand. The linking number of a circle that runs
anticlockwise, seen from above, with a strand that goes up through it is +1. Components, edges and
classes are counted from 0 in values, components and edges from 1 in messages.

Examples
--------
>>> square = [(1, 1, 0), (-1, 1, 0), (-1, -1, 0), (1, -1, 0)]
>>> down = [(0, 0, 1), (0, 0, -1), (3, 0, -1), (3, 0, 1)]
>>> link = Link.of([square, down])
>>> linking_number(diagram(link), 0, 1)
-1
>>> obstruction(link)
LinkingObstruction(first=0, second=1, number=-1)
"""

from unknot.links import curves
from unknot.links._alexander import alexander, multivariable_alexander
from unknot.links._diagram import Crossing, Diagram, diagram
from unknot.links._distinction import Distinction, distinction, unoriented_jones
from unknot.links._drawing import polygons
from unknot.links._files import NamedLink, links_in, write_links
from unknot.links._invariants import (
    colourings,
    fox_rank,
    linking_matrix,
    linking_number,
    writhe,
)
from unknot.links._jones import jones, split_product
from unknot.links._laurent import Laurent
from unknot.links._link import Link
from unknot.links._named import is_name, known_names, named, named_picture
from unknot.links._obstruction import (
    ColouringObstruction,
    JonesObstruction,
    LinkingObstruction,
    Obstruction,
    jones_obstruction,
    obstruction,
)
from unknot.links._pd import from_pd, pd_code, pd_text

__all__ = [
    "ColouringObstruction",
    "Crossing",
    "Diagram",
    "Distinction",
    "JonesObstruction",
    "Laurent",
    "Link",
    "LinkingObstruction",
    "NamedLink",
    "Obstruction",
    "alexander",
    "colourings",
    "curves",
    "diagram",
    "distinction",
    "fox_rank",
    "from_pd",
    "is_name",
    "jones",
    "jones_obstruction",
    "known_names",
    "linking_matrix",
    "linking_number",
    "links_in",
    "multivariable_alexander",
    "named",
    "named_picture",
    "obstruction",
    "pd_code",
    "pd_text",
    "polygons",
    "split_product",
    "unoriented_jones",
    "write_links",
    "writhe",
]
