"""Links taken apart: a search that finds an isotopy, and what proves it.

A link (`unknot.links`) is *split* if an isotopy of space takes its classes into disjoint balls.
:func:`untangle` answers *split*, *not split* or *undecided*; the first two come with a certificate
that an independent checker has verified (docs/untangle.md). :func:`equivalent` answers in the same
way whether two links are the same.
"""

from unknot.untangle._arcs import Arcs
from unknot.untangle._cones import Cones
from unknot.untangle._equivalent import Compared, equivalent
from unknot.untangle._planner import Plan
from unknot.untangle._seen import seen
from unknot.untangle._sources import links_of
from unknot.untangle._sweep import Grid
from unknot.untangle._untangle import Means, Untangled, not_split, untangle

__all__ = [
    "Arcs",
    "Compared",
    "Cones",
    "Grid",
    "Means",
    "Plan",
    "Untangled",
    "equivalent",
    "links_of",
    "not_split",
    "seen",
    "untangle",
]
