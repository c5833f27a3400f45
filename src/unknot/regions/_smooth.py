"""Decision regions of smooth networks in the plane, by intervals, for any number of classes.

See `Cells` for what is known. *Segments*: a class that wins at both ends of one wins all along it;
one that wins at one end does so up to some place; others nowhere. So on a segment a region is
empty, or one piece about an end where its class wins; and so is the rest, about an end where it
does not. *Cells*: where a class k wins strictly, it does all the way along its direction d, until
that leaves the cell: its region there retracts to the sides where d leads out, and the rest,
against d, to the others. So every part of a region in a cell, and of the rest, holds an end of a
segment; two ends are in one part if they are joined along segments, or as d leads from one of them
to a piece about the other. The parts of cells have their common points on segments, so those of the
rectangle are what is joined in this way.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from unknot.nets import Network
from unknot.regions._arrangement import TooMany
from unknot.regions._borders import Net, border
from unknot.regions._cells import DEEPEST, DIRECTIONS, Cell, Cells, Corner, Tie, sides, span
from unknot.regions._found import Component, Region

_BENDS = 0.0, 0.0371  # cells of equal sides, and where a decision runs through a corner: others
_SAMPLES = (np.arange(6) + 0.5) / 6  # along the sides of a cell
Joined = list[tuple[int, int]]


def by_intervals(
    network: Network,
    low: Sequence[float],
    high: Sequence[float],
    most: int,
    tell: Callable[[int], None],
) -> tuple[tuple[Region, ...], int]:
    """Find the regions of all classes; see the module.

    Raises
    ------
    TooMany
        More cells are needed than allowed.
    """
    for bend in _BENDS[:-1]:
        try:
            return _Regions(network, low, high, bend, most, tell).found()
        except Tie:
            continue
    return _Regions(network, low, high, _BENDS[-1], most, tell).found()


class _Regions:
    """The ends of all segments, who wins there, and what is joined."""

    def __init__(
        self,
        network: Network,
        low: Sequence[float],
        high: Sequence[float],
        bend: float,
        most: int,
        tell: Callable[[int], None],
    ):
        self.network = network
        self.cells = cells = Cells(network, low, high, bend)
        cells.grow(most, tell)
        self.number: dict[Corner, int] = {}
        # The ends of segments along each side, in order.
        self.sides = {cell: [self._ends(cell, k) for k in range(4)] for cell in cells.leaves}
        corners = list(self.number)
        self.label = np.full(len(corners), -1)
        for cell, label in cells.whole.items():
            self.label[[n for side in self.sides[cell] for n in side]] = label
        open_ = np.flatnonzero(self.label < 0)
        if len(open_):
            self.label[open_] = cells.winners([corners[n] for n in open_.tolist()])
        self.corners = np.array(corners)
        self.places = cells.at(self.corners)
        along = [pair for four in self.sides.values() for side in four for pair in pairwise(side)]
        self.along = np.array(along)
        self.across: list[Joined] = [[] for _ in range(cells.scores.classes)]
        for cell, towards in cells.leaves.items():
            for k, direction in towards.items():
                self._follow(cell, k, DIRECTIONS[direction])

    def _ends(self, cell: Cell, k: int) -> list[int]:
        atoms = self.cells.atoms(sides(cell)[k])
        corners = [span(atoms[0])[0], *(span(atom)[1] for atom in atoms)]
        return [self.number.setdefault(corner, len(self.number)) for corner in corners]

    def _follow(self, cell: Cell, k: int, direction: np.ndarray) -> None:
        """Join ends of segments with those to which a class's direction leads from them."""
        lower, upper, left, right = self.sides[cell]
        low, high = self.places[lower[0]].tolist(), self.places[upper[-1]].tolist()
        for n in {*lower, *upper, *left, *right}:
            own = self.label[n] == k
            x, y = self.places[n].tolist()
            dx, dy = (direction if own else -direction).tolist()
            across, along = (right if dx > 0 else left), (upper if dy > 0 else lower)
            if not dx:
                meets = along, 0, x
            elif not dy:
                meets = across, 1, y
            else:
                # When it leaves the cell across, and up or down.
                s = (Fraction(high[0] if dx > 0 else low[0]) - Fraction(x)) / Fraction(dx)
                t = (Fraction(high[1] if dy > 0 else low[1]) - Fraction(y)) / Fraction(dy)
                up, over = y + s * Fraction(dy), x + t * Fraction(dx)
                meets = (across, 1, up) if s <= t else (along, 0, over)
            self.across[k].append((n, self._about(*meets, k, own)))

    def _about(self, side: list[int], axis: int, q: Fraction | float, k: int, own: bool) -> int:
        """Return an end of the segment at q where class k wins, or where it does not."""
        places = self.places[side, axis].tolist()
        after = bisect_left(places, q)
        near = [after] if places[after] == q else [after, after - 1]
        for m in near:
            if (self.label[side[m]] == k) == own:
                return side[m]
        raise TooMany("what is known of its cells does not fit together")

    def found(self) -> tuple[tuple[Region, ...], int]:
        """Return the regions, and how many cells there are."""
        first, second = self.label[self.along].T
        across = [np.array(pairs, int).reshape(-1, 2) for pairs in self.across]
        own = [pairs[self.label[pairs[:, 0]] == k] for k, pairs in enumerate(across)]
        borders = self._borders()
        parts = self._joined(np.concatenate([self.along[first == second], *own]))
        sizes, best = self._sizes(parts)
        edge = ((self.corners == 0) | (self.corners == 1 << DEEPEST)).any(axis=1)
        regions = []
        for k, pairs in enumerate(across):
            outside = self.label != k
            beside = pairs[self.label[pairs[:, 0]] != k]
            rest = self._joined(np.concatenate([self.along[(first != k) & (second != k)], beside]))
            holes = set(rest[outside].tolist()) - set(rest[outside & edge].tolist())
            each = sorted(set(parts[~outside].tolist()), key=lambda p: -sizes[p])
            components = tuple(Component(float(sizes[p]), best[p]) for p in each)
            regions.append(Region(k, components, len(holes), borders[k]))
        return tuple(regions), len(self.cells.leaves)

    def _borders(self) -> list[tuple[np.ndarray, ...] | None]:
        net = Net(self.cells, self.sides, self.places, self.label, self._lead)
        classes = len(self.across)
        if classes == 2:  # where one ends the other begins
            return [border(net, 0)] * 2
        return [border(net, k) for k in range(classes)]

    def _lead(self, points: np.ndarray, k: int) -> np.ndarray:
        scores = self.network.scores(points)
        if scores.shape[1] == 1:
            scores = np.concatenate([np.zeros_like(scores), scores], axis=1)
        return scores[:, k] - np.delete(scores, k, axis=1).max(axis=1)

    def _joined(self, pairs: np.ndarray) -> np.ndarray:
        """Return the number of the part that each end is in, given what is joined (m, 2)."""
        count = len(self.number)
        graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (count, count))
        return np.asarray(connected_components(graph, directed=False)[1])

    def _sizes(self, parts: np.ndarray) -> tuple[np.ndarray, dict[int, tuple[float, ...]]]:
        """Estimate the areas of parts, by samples in cells with a border; find a place in each."""
        sizes = np.zeros(parts.max() + 1)
        best: dict[int, tuple[float, tuple[float, ...]]] = {}
        mixed = [cell for cell in self.sides if cell not in self.cells.whole]
        shares = self._shares(mixed)
        for cell, four in self.sides.items():
            low, high = self.places[four[0][0]], self.places[four[1][-1]]
            area = float(np.prod(high - low))
            if cell in self.cells.whole:
                part = int(parts[four[0][0]])
                sizes[part] += area
                if area > best.get(part, (0.0,))[0]:
                    best[part] = area, tuple((0.5 * low + 0.5 * high).tolist())
                continue
            ends = np.array(sorted({n for side in four for n in side}))
            for k, share in enumerate(shares[cell]):
                own = np.unique(parts[ends[self.label[ends] == k]])
                sizes[own] += area * share / max(len(own), 1)
        for n, part in enumerate(parts.tolist()):
            best.setdefault(part, (0.0, tuple(self.places[n].tolist())))
        return sizes, {part: place for part, (_, place) in best.items()}

    def _shares(self, cells: list[Cell]) -> dict[Cell, np.ndarray]:
        """Return which shares of some cells' samples each class has, as floats tell."""
        mesh = (np.stack(np.meshgrid(_SAMPLES, _SAMPLES), axis=-1)).reshape(-1, 2)
        found: dict[Cell, np.ndarray] = {}
        for start in range(0, len(cells), 1024):
            some = cells[start : start + 1024]
            four = [self.sides[cell] for cell in some]
            low = self.places[[sides_[0][0] for sides_ in four], None]
            high = self.places[[sides_[1][-1] for sides_ in four], None]
            labels = self.network.predict((low + mesh * (high - low)).reshape(-1, 2))
            own = np.reshape(labels, (len(some), -1, 1)) == np.arange(len(self.across))
            found |= zip(some, own.mean(axis=1), strict=True)
        return found
