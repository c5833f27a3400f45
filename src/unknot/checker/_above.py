"""Classes parted along a direction, by planes: `plane` (T4.2a), and `above` (T4.7, T4.3)."""

from itertools import pairwise

import numpy as np

from ._bodies import bodies, span
from ._certificate import Certificate
from ._exact import dot
from ._named import need_turning
from ._reading import need, numbers, table
from ._sets import leaves

_MOST_TRIES = 2_000_000


def above(c: Certificate) -> None:
    """T4.7: seen along a direction, class 0 lies over class 1, as planes between bodies show."""
    need(
        len(c.sets) == 2 and c.n >= 2, "one over the other: two classes, in two dimensions or more"
    )
    need(c.claim["width"] == c.n, "this evidence is for the width that is the dimension")
    need_turning(c.claim["activations"])
    v = numbers(c.evidence["direction"], "direction", c.n)
    need(any(v), "direction: it is zero")
    normals = table(c.evidence["normals"], "normals", c.n).rows
    for k, w in enumerate(normals):
        need(any(w) and dot(w, v) >= 0, f"normals[{k}]: it is zero, or points down")
    upper, lower = ([b for one in leaves(value) for b in bodies(one)] for value in c.sets)
    tries = len(upper) * len(lower) * len(normals)
    need(tries <= _MOST_TRIES, "one over the other: too many bodies and normals")
    open_ = np.ones((len(upper), len(lower)), bool)
    for w in normals:
        size2 = dot(w, w)
        low = [min(dot(w, x) for x in b.corners) for b in upper]
        high = [max(dot(w, x) for x in b.corners) for b in lower]
        for i, j in np.argwhere(open_).tolist():
            gap, radius = low[i] - high[j], upper[i].radius + lower[j].radius
            # Along w the one is above by gap − radius·|w|.
            open_[i, j] = not (gap > 0 and gap**2 > radius**2 * size2)
    need(not open_.any(), "class 0 is not known to be over class 1 somewhere")


def plane(c: Certificate) -> None:
    """T4.2a: parallel planes part the classes, so that one unit is enough."""
    w = numbers(c.evidence["normal"], "normal", c.n)
    need(any(w), "normal: it is zero")
    spans = []
    for value in c.sets:
        found = [span(b, w) for one in leaves(value) for b in bodies(one)]
        spans.append((min(low for low, _ in found), max(high for _, high in found)))
    spans.sort()
    clear = all(one[1] < other[0] for one, other in pairwise(spans))
    need(clear, "along the normal two classes are not known to be apart")
