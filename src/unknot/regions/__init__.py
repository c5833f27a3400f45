"""Decision regions: their components and holes, exactly where that is possible.

Examples
--------
>>> import numpy as np
>>> from unknot.nets import Head, Network
>>> from unknot.regions import decision_regions
>>> line = Network([], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
>>> found = decision_regions(line, (-1, -1), (1, 1))
>>> found.certified, [region.holes for region in found.classes]
(True, [0, 0])
"""

from unknot.regions._found import Component, Method, Region, Regions
from unknot.regions._regions import decision_regions

__all__ = ["Component", "Method", "Region", "Regions", "decision_regions"]
