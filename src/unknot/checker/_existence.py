"""Weights at some depth, seen on cells: `grid`, `apart`, `general position` (T4.2c, T4.7, T4.8)."""

from collections import deque
from itertools import chain, combinations

import numpy as np

from ._apart import surely_apart
from ._certificate import Certificate
from ._intervals import Floats, I, require_ieee
from ._named import named, need_turning
from ._pieces import Pieces, patch
from ._reading import Refused, need, number, numbers, wholes
from ._sets import Curve, Round, Set, Sets, Thick, leaves

MOST_CELLS = 4_000_000
_BLOCK = 16_384
_MOST_LOTS = 200  # parts of classes


def may_meet(value: Sets, cells: I, size: Floats) -> np.ndarray:
    """Say which cells may hold a point of a set: every one that does is among them."""
    met = np.zeros(len(cells.lo), bool)
    for one in leaves(value):
        if isinstance(one, Curve):
            boxes = _small_boxes(one, size)
            found = _overlap(cells, boxes)
        else:
            known, found = patch(one), np.zeros(len(met), bool)
            for start in range(0, len(met), _BLOCK):
                part = slice(start, start + _BLOCK)
                found[part] = ~known.misses(cells[part])
        met |= found
    return met


def _small_boxes(curve: Curve, size: Floats) -> I:
    """Cover a curve by boxes whose edges are about as long as asked."""
    known, low, high = patch(curve), [], []
    pieces = known.whole()
    for _ in range(60):
        reach = known.place(pieces)[2]
        large = np.asarray(((reach.hi - reach.lo) > size).any(axis=1))
        low.append(reach.lo[~large])
        high.append(reach.hi[~large])
        if not large.any():
            return I(np.concatenate(low), np.concatenate(high))
        need(len(large) <= MOST_CELLS // 8, "a curve is too long for such small cells")
        pieces = pieces[large].halves()
    raise Refused("a curve is not covered by such small boxes")


def _overlap(cells: I, boxes: I) -> np.ndarray:
    found = np.zeros(len(cells.lo), bool)
    step = max(1, MOST_CELLS // max(1, cells.lo.size))
    for start in range(0, len(boxes.lo), step):
        some = boxes[start : start + step]
        meet = (cells.lo[:, None] <= some.hi) & (some.lo <= cells.hi[:, None])
        found |= np.asarray(meet.all(axis=2)).any(axis=1)
    return found


def _bounds(c: Certificate) -> I:
    """Return a box that holds all sets."""
    require_ieee()
    boxes = [patch(one) for value in c.sets for one in leaves(value)]
    held = [known.place(known.whole())[2] for known in boxes]
    return I(np.min([x.lo.min(0) for x in held], 0), np.max([x.hi.max(0) for x in held], 0))


def grid(c: Certificate) -> None:
    """T4.8: no class encloses a point of another, seen on a grid of the plane."""
    need(c.n == 2, "a grid is of the plane")
    need(c.claim["width"] == 2, "this evidence is for width 2")
    need_turning(c.claim["activations"])
    lower, size = numbers(c.evidence["lower"], "lower", 2), number(c.evidence["size"], "size")
    counts = wholes(c.evidence["counts"], "counts", 1)
    fits = size > 0 and len(counts) == 2 and counts[0] * counts[1] <= MOST_CELLS
    need(fits, "no such grid")
    lines = [I.of(lower[a]) + I.of(size) * np.arange(counts[a] + 1.0) for a in (0, 1)]
    x, y = (g.ravel() for g in np.meshgrid(*map(np.arange, counts), indexing="ij"))
    # Slightly larger cells hold the exact ones.
    low = np.stack([lines[0].lo[x], lines[1].lo[y]], 1)
    cells = I(low, np.stack([lines[0].hi[x + 1], lines[1].hi[y + 1]], 1))
    held = _bounds(c)
    inside = [(held.lo[a] > lines[a].hi[0]) & (held.hi[a] < lines[a].lo[-1]) for a in (0, 1)]
    need(bool(np.all(inside)), "the grid does not hold all")
    marks = [may_meet(value, cells, I.of(size).hi).reshape(counts) for value in c.sets]
    need(bool((np.sum(marks, axis=0) <= 1).all()), "a cell may hold points of two classes")
    for i, inner in enumerate(marks):
        for j, wall in enumerate(marks):
            if i != j:
                need(bool(_reached(~wall)[inner].all()), "a class may be enclosed by another")


def _reached(free: np.ndarray) -> np.ndarray:
    """Return the free cells joined to the border by steps between neighbouring free cells."""
    border = np.zeros_like(free)
    border[[0, -1], :] = border[:, [0, -1]] = True
    seen = border & free
    queue = deque(zip(*np.nonzero(seen), strict=True))
    rows, columns = free.shape
    while queue:
        i, j = queue.popleft()
        for k, m in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= k < rows and 0 <= m < columns and free[k, m] and not seen[k, m]:
                seen[k, m] = True
                queue.append((k, m))
    return seen


class Cells:
    """Space about all sets, to be cut until no cell may hold points of two classes."""

    @np.errstate(all="ignore")
    def __init__(self, c: Certificate):
        self.box = _bounds(c)
        size = number(c.evidence["size"], "size")
        need(size > 0, "the size is not positive")
        self.size = I.of(size).lo
        lots: list[tuple[int, Sets]] = [
            (k, one) for k, value in enumerate(c.sets) for one in leaves(value)
        ]
        if len(lots) > _MOST_LOTS:
            lots = list(enumerate(c.sets))
        self.lots = [one for _, one in lots]
        # What exact distances part needs no cells.
        self.near = [
            (i, j)
            for (i, (k, one)), (j, (m, other)) in combinations(enumerate(lots), 2)
            if k != m and not surely_apart(one, other)
        ]

    def whole(self) -> Pieces:
        """Return the one cell that holds all."""
        return Pieces(self.box.lo[None], self.box.hi[None], np.zeros(1, int))

    @np.errstate(all="ignore")
    def crowded(self, cells: Pieces) -> np.ndarray:
        """Say which cells may hold points of two classes."""
        met = {i: may_meet(self.lots[i], cells.box, self.size) for i in {*chain(*self.near)}}
        found = np.zeros(len(cells), bool)
        for i, j in self.near:
            found |= met[i] & met[j]
        return found


def apart(c: Certificate) -> None:
    """T4.2c: the classes are disjoint, so one unit more than the dimension is enough."""
    need(c.claim["width"] > c.n, f"this evidence is for width {c.n + 1} and more")
    _disjoint(c)


def general_position(c: Certificate) -> None:
    """T4.7: disjoint classes of dimensions p and q stay so in p + q + 1 dimensions."""
    sizes = [max(set_dimension(one) for one in leaves(value)) for value in c.sets]
    enough = max(p + q for p, q in combinations(sizes, 2)) + 2
    need(c.claim["width"] >= enough, f"this evidence is for width {enough} and more")
    _disjoint(c)


def set_dimension(one: Set) -> int:
    """Bound the dimension of a set that is a smooth image of compact manifolds."""
    if isinstance(one, Thick) and one.radius == 0:
        return 0 if one.kind == "points" else 1
    if isinstance(one, Curve):
        return 1
    if isinstance(one, Round) and one.inner == one.outer:
        return len(one.axes) - 1
    return one.n


def _disjoint(c: Certificate) -> None:
    """Require that the classes are disjoint, and an activation with which that is enough."""
    name = named(c.claim["activations"])
    need(name.turning or name.kind == "relu", "the activation is not of class U")
    disjoint(c)


def disjoint(c: Certificate) -> None:
    """Require that the classes are disjoint, by exact distances or in the cells of the file."""
    known = Cells(c)
    for cells, here in known.whole().uncut(c.evidence.get("cuts", []), "cuts"):
        clear = not known.crowded(cells).any()
        need(clear, f"{here}: a cell may hold points of two classes")
