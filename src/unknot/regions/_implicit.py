"""Decision regions of smooth networks of two classes in the plane, by intervals.

Plantinga and Vegter 2004, *Isotopic approximation of implicit curves and surfaces*: cells are cut
in four until on each of them the score is nowhere 0, or its gradients at any two of its points are
less than a right angle apart. Then the signs at the corners of a balanced quadtree show how its
zero set lies, up to isotopy. On the border of the box the score is made to be nowhere 0 or monotone
on every edge, so that nothing slips out unseen (Lin and Yap 2011, *Adaptive isotopic approximation
of nonsingular curves*).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from unknot import checker
from unknot.errors import UnsupportedLayer
from unknot.nets import Network
from unknot.regions._arrangement import TooMany
from unknot.regions._found import Component, Groups, Region
from unknot.verdicts import written_network

_DEEPEST = 40
_AWAY = 0  # a cell on which the score is nowhere 0
# Otherwise ±1 or ±2: the axis along which it rises, or falls.

Cell = tuple[int, int, int]  # level, column, row
Corner = tuple[int, int]  # in cells of the deepest level


class Quadtree:
    """A rectangle cut into cells, with what is known of the score on each."""

    def __init__(self, network: Network, low: Sequence[float], high: Sequence[float]):
        _, written = written_network(network)
        try:
            self.gradients = checker.Gradients(checker.read_network(written, None, None))
        except checker.Refused as refusal:
            raise UnsupportedLayer(f"Nothing can be proved here: {refusal}.") from None
        self.low, self.high = np.array(low, float), np.array(high, float)
        self.leaves: dict[Cell, int] = {}

    def at(self, share: np.ndarray) -> np.ndarray:
        """Return places by their shares of the sides: equal floats for equal shares."""
        return np.where(share == 1, self.high, self.low + share * (self.high - self.low))

    def score(self, low: np.ndarray, high: np.ndarray) -> tuple[checker.I, checker.I]:
        """Enclose the score of class 1 against class 0, and its gradient, over boxes."""
        values, slopes = self.gradients.over(low, high)
        if values.lo.shape[1] == 1:
            return values[:, 0], slopes[:, 0]
        return values[:, 1] - values[:, 0], slopes[:, 1] - slopes[:, 0]

    def grow(self, most: int, tell: Callable[[int], None]) -> None:
        """Cut cells until enough is known of each, and neighbours differ by one level at most."""
        open_ = np.zeros((1, 3), int)
        while len(open_):
            known = self._known(open_)
            for cell, axis in zip(open_[known != 9].tolist(), known[known != 9], strict=True):
                self.leaves[cell[0], cell[1], cell[2]] = int(axis)
            rest = open_[known == 9]
            if len(self.leaves) + 4 * len(rest) > most or (len(rest) and rest[0, 0] >= _DEEPEST):
                raise TooMany(f"after {len(self.leaves):,} cells the decision is not resolved")
            tell(len(self.leaves))
            open_ = np.concatenate([_quarters(rest, i, j) for i in (0, 1) for j in (0, 1)])
        self._balance()

    def _known(self, cells: np.ndarray) -> np.ndarray:
        """Say what is known of the score on cells (n, 3): 9 where not enough."""
        scale = np.ldexp(1.0, -cells[:, :1])
        low, high = self.at(cells[:, 1:] * scale), self.at((cells[:, 1:] + 1) * scale)
        value, slope = self.score(low, high)
        away = (value.lo > 0) | (value.hi < 0)
        rises = np.where(slope.lo > 0, 1, np.where(slope.hi < 0, -1, 0))
        # Of two members of the same interval, the product is independent: not a square.
        turned = (slope * slope).lo
        alike = np.nextafter(turned[:, 0] + turned[:, 1], -np.inf) > 0
        axis = np.where(rises[:, 0] != 0, rises[:, 0], 2 * rises[:, 1])
        known = np.where(away, _AWAY, np.where(alike & (axis != 0), axis, 9))
        last = (np.int64(1) << cells[:, :1]) - 1
        for k, end in ((0, 0), (0, 1), (1, 0), (1, 1)):
            rows = np.flatnonzero((known != 9) & ~away & (cells[:, 1 + k] == end * last[:, 0]))
            if len(rows):
                edge_low, edge_high = low[rows].copy(), high[rows].copy()
                edge_low[:, k] = edge_high[:, k] = (high if end else low)[rows, k]
                value, slope = self.score(edge_low, edge_high)
                along = slope[:, 1 - k]
                fine = (value.lo > 0) | (value.hi < 0) | (along.lo > 0) | (along.hi < 0)
                known[rows[~fine]] = 9
        return known

    def _balance(self) -> None:
        queue = list(self.leaves)
        while queue:
            level, i, j = queue.pop()
            if (level, i, j) not in self.leaves:
                continue
            for a, b in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                if not (0 <= a < 1 << level and 0 <= b < 1 << level):
                    continue
                depth, (x, y) = level, (a, b)
                while depth and (depth, x, y) not in self.leaves:
                    depth, x, y = depth - 1, x >> 1, y >> 1
                if (depth, x, y) in self.leaves and depth < level - 1:
                    axis = self.leaves.pop((depth, x, y))
                    four = [(depth + 1, 2 * x + p, 2 * y + q) for p in (0, 1) for q in (0, 1)]
                    self.leaves |= dict.fromkeys(four, axis)
                    queue += [*four, (level, i, j)]

    def signs(self, corners: Sequence[Corner]) -> np.ndarray:
        """Return the sign of the score at corners."""
        places = self.at(np.array(corners, float) * 2.0**-_DEEPEST)
        value, _ = self.score(places, places)
        if not ((value.lo > 0) | (value.hi < 0)).all():
            raise TooMany("the decision runs through a corner of a cell, as far as floats tell")
        return value.lo > 0


def _quarters(cells: np.ndarray, i: int, j: int) -> np.ndarray:
    return np.stack([cells[:, 0] + 1, 2 * cells[:, 1] + i, 2 * cells[:, 2] + j], axis=1)


def by_intervals(
    network: Network,
    low: Sequence[float],
    high: Sequence[float],
    most: int,
    tell: Callable[[int], None],
) -> tuple[tuple[Region, ...], int]:
    """Find the regions of both classes; see the module.

    Raises
    ------
    TooMany
        More cells are needed than allowed.
    """
    tree = Quadtree(network, low, high)
    tree.grow(most, tell)
    number: dict[Corner, int] = {}
    for cell in tree.leaves:
        for corner in _corners(cell):
            number.setdefault(corner, len(number))
    sign = tree.signs(list(number))
    groups = Groups(len(number))
    for cell, axis in tree.leaves.items():
        _join(groups, number, sign, cell, axis)
    edge = 1 << _DEEPEST
    border = {groups.top(k) for (x, y), k in number.items() if {x, y} & {0, edge}}
    tops = {k: groups.top(k) for k in range(len(number))}
    sizes: dict[int, float] = defaultdict(float)
    largest: dict[int, tuple[float, tuple[float, float]]] = {}
    whole = float(np.prod(tree.high - tree.low))
    for cell in tree.leaves:
        corners, area = _corners(cell), whole * 0.25 ** cell[0]
        for corner in corners:
            top = tops[number[corner]]
            sizes[top] += area / 4
            share = sum(tops[number[c]] == top for c in corners) / 4
            if share * area > largest.get(top, (0.0,))[0]:
                middle = np.mean(corners, axis=0) if share == 1 else np.array(corner, float)
                x, y = tree.at(middle * 2.0**-_DEEPEST).tolist()
                largest[top] = share * area, (x, y)
    found = []
    for label in (0, 1):
        own = sorted(
            {tops[k] for k in number.values() if sign[k] == label}, key=lambda t: -sizes[t]
        )
        rest = {tops[k] for k in number.values() if sign[k] != label}
        parts = tuple(
            Component(sizes[t], largest[t][1]) for t in sorted(own, key=lambda t: -sizes[t])
        )
        found.append(Region(label, parts, len(rest - border)))
    return tuple(found), len(tree.leaves)


def _corners(cell: Cell) -> list[Corner]:
    level, i, j = cell
    step = 1 << (_DEEPEST - level)
    return [((i + p) * step, (j + q) * step) for p, q in ((0, 0), (1, 0), (1, 1), (0, 1))]


def _sides(cell: Cell, number: dict[Corner, int]) -> Iterator[tuple[int, int | None, int]]:
    """Give the lower, right, upper and left side: an end, its middle if it is a corner, an end."""
    four = _corners(cell)
    for k in range(4):
        (a, b), (c, d) = four[k], four[(k + 1) % 4]
        middle = number.get(((a + c) // 2, (b + d) // 2)) if cell[0] < _DEEPEST else None
        yield number[a, b], middle, number[c, d]


def _join(
    groups: Groups, number: dict[Corner, int], sign: np.ndarray, cell: Cell, axis: int
) -> None:
    """Join the corners of a cell between which the score does not change its sign."""
    sides = list(_sides(cell, number))
    for a, middle, b in sides:
        path = (a, b) if middle is None else (a, middle, b)
        for p, q in pairwise(path):
            if sign[p] == sign[q]:
                groups.join(p, q)
    if axis == _AWAY:
        return
    lower, right, upper, left = sides
    start, end = (left, right) if abs(axis) == 1 else (lower, upper)
    if axis < 0:
        start, end = end, start
    # The score rises from one side to the other: where it is positive at a middle of the first, or
    # negative at one of the second, it is so all across.
    for side, other, positive in ((start, end, True), (end, start, False)):
        middle = side[1]
        if middle is not None and sign[middle] == positive:
            across = [other[1]] if other[1] is not None else [other[0], other[2]]
            for k in across:
                if sign[k] == positive:
                    groups.join(middle, k)
