"""The topology of clouds: components and holes, what encloses and links, and what layers merge.

Everything here takes plain arrays. A count of components or holes is a statement about a sample, so
each comes with its resolution or significance, and what a sample does not show is *unresolved*,
never *merged*.

Examples
--------
>>> import numpy as np
>>> from unknot import topology
>>> turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
>>> ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
>>> topology.homology(np.concatenate([ring, ring + [4, 0]])).counts
(2, 2)
"""

from unknot.topology._components import Components, components
from unknot.topology._dimension import Dimensions, Estimate, dimensions
from unknot.topology._enclosure import Enclosure, enclosure
from unknot.topology._features import Features, Glued, Permits, Verdict
from unknot.topology._follow import (
    Asked,
    Class,
    ClassTopology,
    classes_of,
    follow,
    look,
    settled,
)
from unknot.topology._homology import Homology, Spread, homology, subsampled
from unknot.topology._hops import fitted_hops, hop_components
from unknot.topology._landmarks import Landmarks, landmarks
from unknot.topology._linking import linking, loops
from unknot.topology._observe import Apart, apart, glued_pair
from unknot.topology._persistence import Diagram, persistence
from unknot.topology._significance import p_values, standing_out
from unknot.topology._trees import spanning_tree

__all__ = [
    "Apart",
    "Asked",
    "Class",
    "ClassTopology",
    "Components",
    "Diagram",
    "Dimensions",
    "Enclosure",
    "Estimate",
    "Features",
    "Glued",
    "Homology",
    "Landmarks",
    "Permits",
    "Spread",
    "Verdict",
    "apart",
    "classes_of",
    "components",
    "dimensions",
    "enclosure",
    "fitted_hops",
    "follow",
    "glued_pair",
    "homology",
    "hop_components",
    "landmarks",
    "linking",
    "look",
    "loops",
    "p_values",
    "persistence",
    "settled",
    "spanning_tree",
    "standing_out",
    "subsampled",
]
