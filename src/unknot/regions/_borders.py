"""Borders of decision regions as polygons that are isotopic to them (Plantinga and Vegter 2004).

In a cell with a direction d for a class (see `Cells`) every line along d enters its region once at
most: the border is there a graph over a line across d, and ends only on the sides, where one
segment's ends differ. Across d there is border and none in turn from each such end to the next, so
that these pair up. A polygon between a pair that is a graph, too, is isotopic to the arc between
them within the cell, whatever its heights.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from unknot.regions._cells import DIRECTIONS, Cell, Cells

Floats = np.ndarray
Edge = tuple[int, int]  # a segment, by the numbers of its ends

_FINEST = 1 / 128  # of the box: the steps in which arcs are drawn
_HALVINGS = 50
_SLACKS = 2.0 ** np.array([-36.0, -24.0, -12.0, -6.0])  # of a segment, about where the class ends
_WITHIN = 1e-9  # of a line through a cell: so far its ends are kept off


@dataclass(frozen=True)
class Net:
    """Cells with the ends of the segments on their sides, where these lie, and who wins there.

    ``lead`` gives by how much a class leads at points (m, 2), in floats.
    """

    cells: Cells
    sides: dict[Cell, list[list[int]]]
    places: Floats
    label: np.ndarray
    lead: Callable[[Floats, int], Floats]


@dataclass(frozen=True)
class _Arc:
    start: Edge
    stop: Edge
    low: Floats
    high: Floats
    direction: Floats


def border(net: Net, k: int) -> tuple[Floats, ...] | None:
    """Return polygons (m, 2) isotopic to a region's border: closed, or from the box to the box.

    None where floats do not tell in which order the arcs of a cell end.
    """
    edges = _ending(net, k)
    if not edges:
        return ()
    ends = _Ends(net, k, edges)
    arcs: list[_Arc] = []
    for cell, towards in net.cells.leaves.items():
        if k in towards:
            found = ends.paired(cell, DIRECTIONS[towards[k]])
            if found is None:
                return None
            arcs += found
    inner = _between(net, k, arcs, ends)
    return tuple(_chained(arcs, inner, ends))


def _ending(net: Net, k: int) -> list[Edge]:
    """List the segments at one end of which a class wins, and not at the other."""
    own = net.label == k
    found = {
        (min(pair), max(pair))
        for four in net.sides.values()
        for side in four
        for pair in pairwise(side)
        if own[pair[0]] != own[pair[1]]
    }
    return sorted(found)


class _Ends:
    """The segments on which a region ends, and between which places it certainly does."""

    def __init__(self, net: Net, k: int, edges: list[Edge]):
        own = net.label == k
        self.net = net
        self.number = {edge: i for i, edge in enumerate(edges)}
        pairs = np.array(edges)
        pairs = np.where(own[pairs[:, :1]], pairs, pairs[:, ::-1])
        a, b = net.places[pairs[:, 0]], net.places[pairs[:, 1]]
        low, high = np.zeros(len(a)), np.ones(len(a))
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            wins = net.lead(a + middle[:, None] * (b - a), k) > 0
            low, high = np.where(wins, middle, low), np.where(wins, high, middle)
        share = 0.5 * (low + high)[:, None]
        self.first, self.last = a.copy(), b.copy()
        open_ = np.ones(len(a), bool)
        for slack in _SLACKS:
            near = a + np.clip(share - slack, 0, 1) * (b - a)
            far = a + np.clip(share + slack, 0, 1) * (b - a)
            sure = open_ & self._wins(near, k) & self._loses(far, k)
            self.first[sure], self.last[sure], open_ = near[sure], far[sure], open_ & ~sure
        self.place = np.clip(
            a + share * (b - a),
            np.minimum(self.first, self.last),
            np.maximum(self.first, self.last),
        )

    def _wins(self, places: Floats, k: int) -> np.ndarray:
        return np.asarray((self._leads(places, k)[0] > 0).all(axis=1))

    def _loses(self, places: Floats, k: int) -> np.ndarray:
        return np.asarray((self._leads(places, k)[1] < 0).any(axis=1))

    def _leads(self, places: Floats, k: int) -> tuple[Floats, Floats]:
        lead, _ = self.net.cells.scores.over(places, places)
        return lead.lo[:, k], lead.hi[:, k]

    def paired(self, cell: Cell, direction: Floats) -> list[_Arc] | None:
        """Return the arcs of a cell; None if the order of their ends across d is not known."""
        four = self.net.sides[cell]
        met = {
            edge
            for side in four
            for pair in pairwise(side)
            if (edge := (min(pair), max(pair))) in self.number
        }
        spans = sorted((self._across(edge, direction), edge) for edge in met)
        if len(spans) % 2 or any(one[1] > two[0] for (one, _), (two, _) in pairwise(spans)):
            return None
        low, high = self.net.places[four[0][0]], self.net.places[four[1][-1]]
        chain = [edge for _, edge in spans]
        pairs = zip(chain[::2], chain[1::2], strict=True)
        return [_Arc(one, other, low, high, direction) for one, other in pairs]

    def _across(self, edge: Edge, direction: Floats) -> tuple[Fraction, Fraction]:
        """Return between which values across a direction the class ends, exactly."""
        dx, dy = (Fraction(v) for v in direction.tolist())
        i = self.number[edge]
        values = [
            dx * Fraction(y) - dy * Fraction(x)
            for x, y in (self.first[i].tolist(), self.last[i].tolist())
        ]
        return min(values), max(values)


def _between(net: Net, k: int, arcs: Sequence[_Arc], ends: _Ends) -> list[Floats]:
    """Return the inner corners of each arc's polygon: where lines along d meet the border."""
    if not arcs:
        return []
    box = net.cells.high - net.cells.low
    steps = [int(np.ceil(((arc.high - arc.low) / box).max() / _FINEST)) for arc in arcs]
    which = np.repeat(np.arange(len(arcs)), np.array(steps) - 1)
    stops = np.cumsum(np.array(steps) - 1)
    if not len(which):
        return [np.zeros((0, 2))] * len(arcs)
    share = np.concatenate([np.arange(1, m) / m for m in steps])[:, None]
    start, stop = (
        ends.place[[ends.number[edge] for edge in edges]][which]
        for edges in ([arc.start for arc in arcs], [arc.stop for arc in arcs])
    )
    along = np.array([arc.direction for arc in arcs])[which]
    low, high = (np.array(v)[which] for v in zip(*((a.low, a.high) for a in arcs), strict=True))
    base = start + share * (stop - start)  # evenly across d, wherever it is along d
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.stack([(low - base) / along, (high - base) / along])
    enter = np.nanmax(np.where(along == 0, -np.inf, t.min(axis=0)), axis=1)
    leave = np.nanmin(np.where(along == 0, np.inf, t.max(axis=0)), axis=1)
    least, most = enter.copy(), leave.copy()
    for _ in range(_HALVINGS):
        middle = 0.5 * (least + most)
        wins = net.lead(base + middle[:, None] * along, k) > 0
        least, most = np.where(wins, least, middle), np.where(wins, middle, most)
    off = _WITHIN * (leave - enter)
    at = np.clip(0.5 * (least + most), enter + off, leave - off)
    return np.split(base + at[:, None] * along, stops[:-1])


def _chained(arcs: Sequence[_Arc], inner: Sequence[Floats], ends: _Ends) -> Iterator[Floats]:
    """Join arcs at the segments where they end: open chains first, then closed ones."""
    around: dict[Edge, list[int]] = {}
    for i, arc in enumerate(arcs):
        around.setdefault(arc.start, []).append(i)
        around.setdefault(arc.stop, []).append(i)
    left = set(range(len(arcs)))
    for edge in sorted(around, key=lambda e: len(around[e])):
        here, places = edge, [ends.place[[ends.number[edge]]]]
        while more := [i for i in around[here] if i in left]:
            left.remove(more[0])
            arc = arcs[more[0]]
            forth = arc.start == here
            places.append(inner[more[0]] if forth else inner[more[0]][::-1])
            here = arc.stop if forth else arc.start
            places.append(ends.place[[ends.number[here]]])
        if len(places) > 1:
            yield np.concatenate(places)
