"""A rectangle cut into cells, until of each class it is known how it wins or loses on each.

Of a class k on a cell, those others *contend* with it that may somewhere have a score as high.
Either some class beats k all over the cell; or none contends; or a direction d is known along which
k gains on all that contend: d·(∇s_k − ∇s_j) > 0 all over the cell. The sides of the cells are cut
into segments on each of which the same is known of each class, with directions along the segment.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from unknot import checker
from unknot.errors import UnsupportedLayer
from unknot.exact import numbers, rows
from unknot.nets import Head, Network
from unknot.regions._arrangement import TooMany
from unknot.verdicts import written_network

DEEPEST = 40
_TURNS = np.arange(32) * (np.pi / 16)
_ROUND = np.rint(16 * np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1))
# Along the axes first: where these do, nothing has to be computed to follow them.
DIRECTIONS = np.concatenate([_ROUND[::8], np.delete(_ROUND, np.s_[::8], axis=0)])

Cell = tuple[int, int, int]  # level, column, row
Segment = tuple[int, int, int, int]  # axis along which it runs, and as of a cell
Corner = tuple[int, int]  # in cells of the deepest level
Intervals = checker.I


class Scores:
    """By how much each class leads each other one, with slopes, over boxes."""

    def __init__(self, network: Network):
        exact, written = written_network(network)
        head = exact.head
        assert isinstance(head, Head)  # of others no weights are written
        weight = [list(map(Fraction, row)) for row in np.asarray(head.weight, float).tolist()]
        bias = list(map(Fraction, np.asarray(head.bias, float).tolist()))
        if len(bias) == 1:
            weight, bias = [[Fraction(0)] * len(weight[0]), *weight], [Fraction(0), *bias]
        self.classes = len(bias)
        pairs = [(k, j) for k in range(self.classes) for j in range(k + 1, self.classes)]
        leads = [tuple(a - b for a, b in zip(weight[k], weight[j], strict=True)) for k, j in pairs]
        content = written | {
            "head": {"weight": rows(leads), "bias": numbers([bias[k] - bias[j] for k, j in pairs])}
        }
        try:
            self.gradients = checker.Gradients(checker.read_network(content, None, None))
        except checker.Refused as refusal:
            raise UnsupportedLayer(f"Nothing can be proved here: {refusal}.") from None
        others = [[j for j in range(self.classes) if j != k] for k in range(self.classes)]
        number = {pair: p for p, pair in enumerate(pairs)}
        self.pair = np.array(
            [[number[min(k, j), max(k, j)] for j in row] for k, row in enumerate(others)]
        )
        self.ahead = np.array([[k < j for j in row] for k, row in enumerate(others)])

    def over(self, low: np.ndarray, high: np.ndarray) -> tuple[Intervals, Intervals]:
        """Enclose the leads (n, classes, others) and their gradients (…, 2) over boxes (n, 2)."""
        value, slope = self.gradients.over(low, high)
        value, slope = value[:, self.pair], slope[:, self.pair]
        first = self.ahead[..., None]
        return (
            checker.I(
                np.where(self.ahead, value.lo, -value.hi), np.where(self.ahead, value.hi, -value.lo)
            ),
            checker.I(np.where(first, slope.lo, -slope.hi), np.where(first, slope.hi, -slope.lo)),
        )


class Cells:
    """Cells and segments of a rectangle.

    Attributes
    ----------
    leaves
        Each cell's classes that neither win all over it nor lose, with the number of a direction.
    whole
        Of the cells that one class wins: which.
    cut
        The segments that are cut in halves.
    """

    def __init__(
        self, network: Network, low: Sequence[float], high: Sequence[float], bend: float = 0.0
    ):
        self.scores = Scores(network)
        self.low, self.high, self.bend = np.array(low, float), np.array(high, float), bend
        self.leaves: dict[Cell, dict[int, int]] = {}
        self.whole: dict[Cell, int] = {}
        self.cut: set[Segment] = set()

    def at(self, corners: np.ndarray) -> np.ndarray:
        """Return the places of corners (n, 2): equal floats for equal numbers, in their order."""
        share = np.asarray(corners, float) * 2.0**-DEEPEST
        share = share + self.bend * share * (1 - share)
        return np.where(share == 1, self.high, self.low + share * (self.high - self.low))

    def grow(self, most: int, tell: Callable[[int], None]) -> None:
        """Cut until enough is known of every cell and every segment."""
        open_ = np.zeros((1, 3), int)
        while len(open_):
            rest = []
            for start in range(0, len(open_), 1024):
                some = open_[start : start + 1024]
                rest.append(some[~self._settled(some)])
            left = np.concatenate(rest)
            if len(self.leaves) + 4 * len(left) > most or (len(left) and left[0, 0] >= DEEPEST):
                raise TooMany(f"after {len(self.leaves):,} cells the decision is not resolved")
            tell(len(self.leaves))
            quarters = [
                np.stack([left[:, 0] + 1, 2 * left[:, 1] + i, 2 * left[:, 2] + j], axis=1)
                for i in (0, 1)
                for j in (0, 1)
            ]
            open_ = np.concatenate(quarters)
        self._cut_sides(most)

    def _settled(self, cells: np.ndarray) -> np.ndarray:
        """Keep those of the cells (n, 3) of which enough is known, and say which."""
        step = np.int64(1) << (DEEPEST - cells[:, :1])
        low, high = self.at(cells[:, 1:] * step), self.at((cells[:, 1:] + 1) * step)
        if not (low < high).all():
            raise TooMany("cells are as small as floats are")
        lead, slope = self.scores.over(low, high)
        loses, wins = (lead.hi < 0).any(axis=2), (lead.lo > 0).all(axis=2)
        which = np.nonzero(~loses & ~wins)
        down, across = (checker.I(slope.lo[which][..., k], slope.hi[which][..., k]) for k in (0, 1))
        towards = np.full(loses.shape, -1)
        found = np.full(len(which[0]), -1)
        for number, (x, y) in reversed(list(enumerate(DIRECTIONS))):
            gains = ((down * x + across * y).lo > 0) | (lead.lo[which] > 0)
            found[gains.all(axis=1)] = number
        towards[which] = found
        settled = (loses | wins | (towards >= 0)).all(axis=1)
        for n in np.flatnonzero(settled).tolist():
            cell = tuple(cells[n].tolist())
            self.leaves[cell] = {
                k: int(towards[n, k]) for k in np.flatnonzero(towards[n] >= 0).tolist()
            }
            if wins[n].any():
                self.whole[cell] = int(wins[n].argmax())
        return settled

    def _cut_sides(self, most: int) -> None:
        """Cut the sides of cells at the corners of others, and where too little is known."""
        for cell in self.leaves:
            for axis, level, i, j in sides(cell):
                while level and not (i, j)[1 - axis] % 2:
                    level, i, j = level - 1, i >> 1, j >> 1
                    if (axis, level, i, j) in self.cut:
                        break
                    self.cut.add((axis, level, i, j))
        around = {s for cell in self.leaves if cell not in self.whole for s in sides(cell)}
        open_ = {atom for side in around for atom in self.atoms(side)}
        while open_:
            listed = list(open_)
            fine = np.concatenate(
                [self._known(listed[k : k + 1024]) for k in range(0, len(listed), 1024)]
            )
            failed = [one for one, known in zip(listed, fine, strict=True) if not known]
            self.cut |= set(failed)
            if len(self.cut) > 8 * most:
                raise TooMany(f"after {len(self.cut):,} segments the decision is not resolved")
            if any(one[1] >= DEEPEST for one in failed):
                raise Tie("decisions meet, or touch, a side of a cell")
            open_ = {half for one in failed for half in halves(one)}

    def _known(self, segments: list[Segment]) -> np.ndarray:
        """Say of which segments enough is known."""
        ends = np.array([span(one) for one in segments], float)
        lead, slope = self.scores.over(self.at(ends[:, 0]), self.at(ends[:, 1]))
        axis = np.array([one[0] for one in segments])[:, None, None]
        low, high = (np.where(axis == 0, v[..., 0], v[..., 1]) for v in (slope.lo, slope.hi))
        ahead = lead.lo > 0
        gains = (ahead | (low > 0)).all(axis=2) | (ahead | (high < 0)).all(axis=2)
        return np.asarray(((lead.hi < 0).any(axis=2) | gains).all(axis=1))

    def atoms(self, side: Segment) -> list[Segment]:
        """Return the segments that a side is cut into, in order."""
        if side not in self.cut:
            return [side]
        return [atom for half in halves(side) for atom in self.atoms(half)]

    def winners(self, corners: Sequence[Corner]) -> np.ndarray:
        """Return the class that wins at each of some corners."""
        places = self.at(np.array(corners, float))
        ahead = (self.scores.over(places, places)[0].lo > 0).all(axis=2)
        if not ahead.any(axis=1).all():
            raise Tie("the decision runs through a corner of a cell, as far as floats tell")
        return ahead.argmax(axis=1)


class Tie(TooMany):
    """Classes are equal where one must win; cells that lie otherwise may do."""


def sides(cell: Cell) -> tuple[Segment, Segment, Segment, Segment]:
    """Return the lower, upper, left and right side of a cell."""
    level, i, j = cell
    return (0, level, i, j), (0, level, i, j + 1), (1, level, i, j), (1, level, i + 1, j)


def halves(segment: Segment) -> tuple[Segment, Segment]:
    """Return the halves of a segment, in order."""
    axis, level, i, j = segment
    step = (1, 0) if axis == 0 else (0, 1)
    first = (axis, level + 1, 2 * i, 2 * j)
    return first, (axis, level + 1, 2 * i + step[0], 2 * j + step[1])


def span(segment: Segment) -> tuple[Corner, Corner]:
    """Return the ends of a segment."""
    axis, level, i, j = segment
    step = DEEPEST - level
    end = (i + 1, j) if axis == 0 else (i, j + 1)
    return (i << step, j << step), (end[0] << step, end[1] << step)
