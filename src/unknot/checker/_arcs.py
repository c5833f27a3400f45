"""Links that come apart as arc presentations: `arcs` (T4.11).

The polygons' picture, seen along a direction that the file names, and that of the presentation
must have the same crossings in the same order along every polygon, with the same signs. Then moves
are made one by one, each of which keeps the link or takes away a part that lies apart.
"""

from collections import Counter
from itertools import pairwise

import numpy as np

from ._certificate import Certificate
from ._links import Crossing, crossings
from ._loops import Corner, read_loops
from ._named import need_turning
from ._reading import Json, Refused, items, need

Visit = tuple[int, bool]  # a crossing, and whether the strand is above
_MOST = 20_000  # pages


def arcs(c: Certificate) -> None:
    """T4.11: a presentation of this very link comes apart by exchanges, mergers and removals."""
    loops, labels = read_loops(c)
    alike = c.claim["kind"] == "unlink"
    grid = presented(c.evidence, loops, [0] * len(labels) if alike else labels)
    left = set(grid.classes)
    need(len(left) <= (0 if alike else 1), "the moves end before the link has come apart")


def of_layers(c: Certificate) -> None:
    """T4.3: where an isotopy takes the classes into disjoint balls, layers of 3 units do."""
    need(c.claim["width"] >= 3, "this evidence is for width 3 and more")
    need_turning(c.claim["activations"])
    arcs(c)


def presented(
    value: dict[str, Json], loops: list[list[Corner]], labels: list[int], *, apart: bool = True
) -> "Grid":
    """Return what becomes of a presentation of these very polygons by the moves in a file.

    Classes may be cut off where they are to come `apart`, and else places may be doubled (T4.13).
    """
    grid = Grid(value["pages"])
    found = crossings(_seen(value["view"], loops), 1)
    if found is None:
        raise Refused("view: something coincides in this picture of the polygons")
    owner = _same_link(found, grid, value["starts"], len(loops))
    grid.play(value["moves"], [labels[k] for k in owner], apart=apart)
    return grid


def _seen(value: Json, loops: list[list[tuple[int, int, int]]]) -> list[list[tuple[int, ...]]]:
    """Return the polygons after a linear map with determinant > 0."""
    view = [_integers(row, f"view[{i}]", 3) for i, row in enumerate(items(value, "view", 3))]
    need(len(view) == 3, "view: expected three rows")
    (a, b, c), (d, e, f), (g, h, i) = view
    volume = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    need(volume > 0, "view: the determinant is not positive")
    return [
        [tuple(u * x + v * y + w * z for u, v, w in view) for x, y, z in loop] for loop in loops
    ]


def _integers(value: Json, at: str, size: int) -> list[int]:
    found = items(value, at, size)
    fits = len(found) == size and all(type(x) is int and abs(x) < 10**18 for x in found)
    need(fits, f"{at}: expected {size} integers")
    return found


def _numbers(moves: list[Json]) -> np.ndarray:
    """Return moves as numbers, −1 for what is none."""
    if set(map(type, moves)) - {int}:
        moves = [move if type(move) is int else -1 for move in moves]
    try:
        return np.array(moves, np.int64)
    except OverflowError:
        raise Refused("moves: expected numbers below 2⁶³") from None


class Grid:
    """An arc presentation: pages and rows on two circles, named by where they were at first."""

    def __init__(self, value: Json):
        pages = [_integers(row, f"pages[{i}]", 2) for i, row in enumerate(items(value, "pages"))]
        n = len(pages)
        need(n <= _MOST, f"pages: more than {_MOST:,}")
        rows: list[list[int]] = [[] for _ in range(n)]
        for page, (a, b) in enumerate(pages):
            need(0 <= a < n and 0 <= b < n and a != b, f"pages[{page}]: no two rows")
            rows[a].append(page)
            rows[b].append(page)
        need(all(len(row) == 2 for row in rows), "pages: a row is not of two pages")
        self.ends = pages, rows
        self.order = list(range(n)), list(range(n))
        self.place = list(range(n)), list(range(n))
        self.classes: Counter[int] = Counter()  # how many pages each class has
        self.freed: Counter[int] = Counter()  # how many of its polygons were taken away

    # ------------------------------------------------------------ the picture at first

    def walk(self, page: int, row: int) -> tuple[list[tuple[int, int, bool]], dict, set[int]]:
        """Follow the link through a page to one of its rows, and on, until it closes.

        Returns what it meets, as (page, row, above); which way it runs there; and its pages.
        """
        pages, rows = self.ends
        met: list[tuple[int, int, bool]] = []
        ways: dict[tuple[int, int, bool], int] = {}
        own: set[int] = set()
        low_page, high_page = np.sort(np.array(rows), 1).T
        low_row, high_row = np.sort(np.array(pages), 1).T
        while page not in own:
            own.add(page)
            start = sum(pages[page]) - row
            low, high = sorted((start, row))
            level = np.arange(low + 1, high)
            level = level[(low_page[level] < page) & (page < high_page[level])]
            way = 1 if row > start else -1
            for other in level[::way].tolist():
                met.append((page, other, True))
                ways[page, other, True] = way
            following = sum(rows[row]) - page
            low, high = sorted((page, following))
            across = np.arange(low + 1, high)
            across = across[(low_row[across] < row) & (row < high_row[across])]
            way = 1 if following > page else -1
            for other in across[::way].tolist():
                met.append((other, row, False))
                ways[other, row, False] = way
            page, row = following, sum(pages[following]) - row
        return met, ways, own

    # ------------------------------------------------------------ the moves

    def play(self, value: Json, classes: list[int], *, apart: bool) -> None:
        """Make all moves, or refuse; `classes` has a class for each page."""
        moves = items(value, "moves", 0)
        self.classes = Counter(classes)
        rows = self.ends[1]
        self.label = classes, [classes[row[0]] for row in rows]
        numbers, start = _numbers(moves), 0
        for stop in [*np.flatnonzero((numbers < 0) | (numbers & 6 > 0)).tolist(), len(moves)]:
            if start < stop:
                self._exchange(numbers[start:stop], start)
            if stop < len(moves):
                self._make(moves[stop], stop, apart)
            start = stop + 1

    def _make(self, move: Json, step: int, apart: bool) -> None:
        """Make a move that is no exchange."""
        if type(move) is not int:
            need(not apart, f"moves[{step}]: expected an integer")
            self._double(_integers(move, f"moves[{step}]", 4), step)
            return
        i, code, d = move >> 3, move & 6, move & 1
        order = self.order[d]
        need(0 <= i < len(order), f"moves[{step}]: there is no such place")
        x, y = order[i], order[(i + 1) % len(order)]
        if code == 2:
            self._merge(d, x, y, step)
        elif code == 4:
            both = set(self.ends[d][x])
            need(both == set(self.ends[d][y]), f"moves[{step}]: this is no free component")
            self._remove(d, {x, y})
            self._remove(1 - d, both)
            self.classes[self.label[d][x]] -= 2
            self.freed[self.label[d][x]] += 1
        else:
            need(apart, f"moves[{step}]: a class may not be cut off")
            self._cut(d, i, step)
        self.classes = +self.classes

    def _exchange(self, moves: np.ndarray, first: int) -> None:
        """Let neighbours pass each other; there may be millions of these moves."""
        n = len(self.order[0])
        at, circle = moves >> 3, moves & 1
        beyond = np.flatnonzero(at >= n)
        if len(beyond):
            raise Refused(f"moves[{first + beyond[0]}]: there is no such place")
        turns = np.flatnonzero(circle[1:] != circle[:-1]) + 1
        for start, stop in pairwise([0, *turns.tolist(), len(at)]):
            d, here = int(circle[start]), at[start:stop]
            ends, order = self.ends[d], self.order[d]
            place, other = self.place[d], self.place[1 - d]
            pairs = zip(here.tolist(), ((here + 1) % n).tolist(), strict=True)
            for i, k in pairs:
                x, y = order[i], order[k]
                a, b = ends[x]
                p, q = ends[y]
                # (A tuple to look in would take three times as long.)
                if a == p or a == q or b == p or b == q:  # noqa: SIM109
                    break
                a, b, p, q = other[a], other[b], other[p], other[q]
                if (a < p) ^ (b < p) ^ (a < q) ^ (b < q):
                    break
                place[x], place[y] = k, i
                order[i], order[k] = y, x
            else:
                continue
            step = first + stop - 1 - sum(1 for _ in pairs)
            raise Refused(f"moves[{step}]: these neighbours cannot pass each other")

    def _merge(self, d: int, x: int, y: int, step: int) -> None:
        """Make one of two neighbours that share one end."""
        shared = set(self.ends[d][x]) & set(self.ends[d][y])
        need(len(shared) == 1, f"moves[{step}]: these neighbours do not share one end")
        (end,) = shared
        mine, other = (sum(self.ends[d][z]) - end for z in (x, y))
        self.ends[d][x] = [mine, other]
        far = self.ends[1 - d][other]
        self.ends[1 - d][other] = [x, sum(far) - y]
        self._remove(d, {y})
        self._remove(1 - d, {end})
        self.classes[self.label[d][x]] -= 1

    def _double(self, move: list[int], step: int) -> None:
        """Make two of place i, with its ends a and the other, that share a new end at j."""
        d, i, a, j = move
        n = len(self.order[0])
        fits = d in (0, 1) and 0 <= i < n < _MOST and 0 <= a < n and 0 <= j <= n
        need(fits, f"moves[{step}]: there is no such place")
        x, end = self.order[d][i], self.order[1 - d][a]
        need(end in self.ends[d][x], f"moves[{step}]: that is no end of this place")
        y, shared, other = len(self.ends[d]), len(self.ends[1 - d]), sum(self.ends[d][x]) - end
        self.ends[d][x] = [end, shared]
        self.ends[d].append([other, shared])
        self.ends[1 - d].append([x, y])
        self.ends[1 - d][other] = [y, sum(self.ends[1 - d][other]) - x]
        for e, at, new in ((d, i + 1, y), (1 - d, j, shared)):
            self.label[e].append(self.label[d][x])
            self.order[e].insert(at, new)
            self.place[e].append(at)
            for k, z in enumerate(self.order[e]):
                self.place[e][z] = k
        self.classes[self.label[d][x]] += 1

    def _cut(self, d: int, i: int, step: int) -> None:
        """Take away a class whose places are in a row."""
        order, labels = self.order[d], self.label
        label = labels[d][order[i]]
        count, n = self.classes[label], len(order)
        need(count < n, f"moves[{step}]: nothing else is left that it could be cut from")
        together = all(labels[d][order[(i + k) % n]] == label for k in range(count))
        need(together, f"moves[{step}]: this class is not in a row")
        for e in (0, 1):
            self._remove(e, {z for z in self.order[e] if labels[e][z] == label})
        del self.classes[label]

    def _remove(self, d: int, gone: set[int]) -> None:
        left = [z for z in self.order[d] if z not in gone]
        self.order[d][:] = left
        for k, z in enumerate(left):
            self.place[d][z] = k

    # ------------------------------------------------------------ what is left

    def written(self, *, swapped: bool, way: int, page: int, row: int) -> list[tuple[int, ...]]:
        """Return (lower row, upper row, class) of all pages, begun and run through as is said."""
        d, n = int(swapped), len(self.order[0])
        found = []
        for k in range(n):
            x = self.order[d][(page + way * k) % n]
            ends = sorted(way * (self.place[1 - d][z] - row) % n for z in self.ends[d][x])
            found.append((*ends, self.label[d][x]))
        return found

    def polygons(self) -> tuple[list[list[Corner]], list[int]]:
        """Return closed polygons in space that it presents, and the class of each.

        Pages are level one step above the rows; what was taken away are triangles far off.
        """
        loops: list[list[Corner]] = []
        labels: list[int] = []
        left = set(self.order[0])
        while left:
            x = min(left)
            row, loop = self.ends[0][x][0], []
            labels.append(self.label[0][x])
            while x in left:
                left.remove(x)
                following = sum(self.ends[0][x]) - row
                i, a, b = self.place[0][x], self.place[1][row], self.place[1][following]
                loop += [(i, a, 0), (i, a, 1), (i, b, 1), (i, b, 0)]
                x, row = sum(self.ends[1][following]) - x, following
            loops.append(loop)
        for label, count in sorted(self.freed.items()):
            for _ in range(count):
                k = -4 * (len(loops) + 1)
                loops.append([(k, 0, 0), (k + 1, 0, 0), (k, 1, 1)])
                labels.append(label)
        return loops, labels


def _same_link(found: list[Crossing], grid: Grid, starts: Json, count: int) -> list[int]:
    """Refuse unless the pictures have the same crossings; return the polygon of each page."""
    visits: list[list[tuple[tuple, int, bool]]] = [[] for _ in range(count)]
    for number, x in enumerate(found):
        visits[x.over[0]].append((x.over[1:], number, True))
        visits[x.under[0]].append((x.under[1:], number, False))
    starts = items(starts, "starts", count)
    need(len(starts) == count, f"starts: expected {count}")
    names: dict[tuple[int, int], int] = {}
    ways: dict[tuple[int, int, bool], int] = {}
    owner = [-1] * len(grid.ends[0])
    for c, start in enumerate(starts):
        page, row, shift = _integers(start, f"starts[{c}]", 3)
        fits = 0 <= page < len(owner) and row in grid.ends[0][page]
        need(fits, f"starts[{c}]: no page and a row of it")
        met, passed, own = grid.walk(page, row)
        ways |= passed
        for page in own:
            need(owner[page] < 0, f"starts[{c}]: this component is of two polygons")
            owner[page] = c
        here = [(number, above) for _, number, above in sorted(visits[c])]
        need(len(here) == len(met) and 0 <= shift <= len(met), f"polygon {c}: other crossings")
        for (number, above), (p, r, up) in zip(here, met[shift:] + met[:shift], strict=True):
            same = above == up and names.setdefault((p, r), number) == number
            need(same, f"polygon {c}: other crossings in the presentation than in the picture")
    need(min(owner) >= 0, "pages: some are of no polygon")
    need(len(names) == len(found) == len(set(names.values())), "other crossings")
    for (page, row), number in names.items():
        # The page is above; where it goes up, a row that goes left passes from right to left.
        sign = -ways[page, row, True] * ways[page, row, False]
        need(sign == found[number].sign, f"crossing {number}: it has another sign")
    return owner
