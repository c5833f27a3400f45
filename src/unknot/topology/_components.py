"""The parts that a cloud falls into, where the step between them stands out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import KDTree

from unknot.topology._clouds import Floats, Whole, as_cloud
from unknot.topology._dimension import likely_dimension
from unknot.topology._landmarks import landmarks
from unknot.topology._significance import step_chance
from unknot.topology._trees import parts_of_tree, spanning_tree

_STEP = 1.5  # by how much the shortest step between parts exceeds the longest inside one
_LEVEL = 0.01  # of significance of that step
_MOST = 64  # parts
_SMALLEST = 0.01  # of all points; smaller parts are strays, which go with what is nearest
_WHOLE = 5000  # points of which the tree is built


@dataclass(frozen=True, eq=False)
class Components:
    """Which part of a cloud each point is in.

    Attributes
    ----------
    labels
        The part of every point (n,), the largest being 0.
    gap
        The shortest step between two parts; infinite if there is only one.
    spacing
        The longest step that joins the points of a part.
    """

    labels: Whole
    gap: float
    spacing: float

    @property
    def count(self) -> int:
        """How many parts there are."""
        return int(self.labels.max()) + 1


def components(points: ArrayLike) -> Components:
    """Divide a cloud where its minimum spanning tree has the most outstanding step.

    The edges of the tree in the order of their lengths are the deaths of components. The cloud is
    divided at the step by the greatest ratio, if that is at least 1.5 and unlikely in an even cloud
    of its dimension (at the level 0.01), and if two parts or more have a hundredth of the points
    each (three at least); smaller ones go with the part they hang on. This is a rule, not a
    theorem: it speaks of this sampling, and finds no parts that are as near to each other as the
    points inside.

    Parameters
    ----------
    points
        The cloud (n, d); of more than 5,000 points landmarks are divided, and the others go with
        the nearest of these.

    Raises
    ------
    InputError
        There are no points, or some value is not finite.

    References
    ----------
    J. C. Gower, G. J. S. Ross, "Minimum spanning trees and single linkage cluster analysis", 1969.

    Examples
    --------
    >>> found = components(np.r_[np.linspace(0, 1, 20), np.linspace(5, 6, 20)][:, None])
    >>> found.count, found.gap
    (2, 4.0)
    """
    cloud = as_cloud(points)
    if len(cloud) <= _WHOLE:
        return divided(cloud)
    taken = landmarks(cloud, _WHOLE)
    some = cloud[taken.indices]
    found = divided(some, 2 * taken.cover)
    nearest = KDTree(some).query(cloud)[1] if cloud.shape[1] <= 8 else _nearest(cloud, some)
    return Components(found.labels[nearest], found.gap, found.spacing)


def divided(cloud: Floats, least_step: float = 0.0) -> Components:
    """Divide a cloud at a step of its tree that is longer than ``least_step``.

    Landmarks of a connected set are joined by steps of up to twice their cover radius, of which
    some are half as long as others: a step between parts is longer.
    """
    count = len(cloud)
    edges, lengths = spanning_tree(cloud)
    order = np.argsort(-lengths, kind="stable")
    edges, lengths = edges[order], lengths[order]
    whole = Components(np.zeros(count, np.int64), np.inf, float(lengths[0]) if count > 1 else 0.0)
    most = min(_MOST, count - 2)
    if most < 1 or lengths[0] <= least_step:
        return whole
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(lengths[1 : most + 1] > 0, lengths[:most] / lengths[1 : most + 1], np.inf)
    steps[lengths[:most] <= least_step] = 0
    least = max(3, round(_SMALLEST * count))
    # Steps to the power of the dimension are exponential where points are spread evenly.
    powers = (lengths / lengths[0]) ** max(1.0, likely_dimension(cloud))
    for k in np.argsort(-steps, kind="stable").tolist():
        if steps[k] < _STEP:
            break
        cut = k + 1
        if step_chance(powers, cut)[0] * most > _LEVEL:
            continue
        parts = parts_of_tree(count, edges[cut:])
        large = np.bincount(parts) >= least
        if large.sum() < 2:
            continue
        hung = _hung(edges[:cut], parts, large)
        labels = parts_of_tree(count, np.concatenate([edges[cut:], hung]))
        apart = labels[edges[:cut, 0]] != labels[edges[:cut, 1]]
        return Components(labels, float(lengths[:cut][apart].min()), float(lengths[cut]))
    return whole


def _hung(cuts: Whole, parts: Whole, large: np.ndarray) -> Whole:
    """Return the edges among those cut, shortest first, that hang small parts on others."""
    settled = large.copy()
    kept: list[Whole] = []
    waiting = list(cuts[::-1])
    while waiting:
        ready = [edge for edge in waiting if settled[parts[edge]].sum() == 1]
        if not ready:
            break
        edge = ready[0]
        settled[parts[edge]] = True
        kept.append(edge)
        waiting = [other for other in waiting if other is not edge]
    return np.array(kept, np.int64).reshape(-1, 2)


def _nearest(cloud: Floats, some: Floats) -> Whole:
    """Return which of some points is nearest to each (n,), a block at a time."""
    squares = np.einsum("nd,nd->n", some, some)
    found = np.empty(len(cloud), np.int64)
    for start in range(0, len(cloud), 4096):
        block = cloud[start : start + 4096]
        found[start : start + 4096] = np.argmin(squares - 2 * (block @ some.T), axis=1)
    return found
