"""A common form of two links: walks among the arc presentations of both, until they meet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice, product
from time import monotonic
from typing import Any

import numpy as np

from unknot.links import Link
from unknot.untangle._arcs import presentation
from unknot.untangle._exchange import FREE, MERGE, doubled
from unknot.untangle._shorten import replay, shorter
from unknot.untangle._sweep import Grid
from unknot.untangle._views import Matrix, views
from unknot.untangle._wander import canonical, wander, written

_TRIES = 20  # directions to look along
_REDUCING = 200_000  # steps at a time
_IDLE = 4  # times in which the number of arcs falls no more
_LOG = 4_000
_WINDOW = 1 << 14
_TEMPERATURE = 0.5

Key = tuple[bytes, tuple[int, ...]]


@dataclass(frozen=True)
class _Found:
    """A presentation that was met: where from, by which moves, and what it is."""

    before: Key | None
    moves: np.ndarray
    ends: np.ndarray
    classes: np.ndarray
    freed: tuple[int, ...]


@dataclass
class Side:
    """One of two links: a presentation of it, and others that were met on walks from there."""

    view: Matrix
    grid: Grid
    labels: np.ndarray
    met: dict[Key, _Found] = field(default_factory=dict)
    of_size: dict[int, list[Key]] = field(default_factory=dict)

    @property
    def least(self) -> int:
        """How few arcs there were."""
        return min(self.of_size)

    def add(self, found: _Found) -> Key:
        """Remember a presentation, and return what it is called."""
        n = found.ends.shape[1]
        key = canonical(found.ends, found.classes, n).tobytes(), found.freed
        if key not in self.met:
            self.met[key] = found
            self.of_size.setdefault(n, []).append(key)
        return key

    def way_to(self, key: Key) -> np.ndarray:
        """Return the moves from the first presentation to one that was met."""
        parts: list[np.ndarray] = []
        at: Key | None = key
        while at is not None:
            parts.append(self.met[at].moves)
            at = self.met[at].before
        moves = np.concatenate(parts[::-1])
        start, _ = presentation(self.grid, self.labels)
        return shorter(start, moves, _WINDOW)

    def written(self, order: list[int], moves: np.ndarray | None = None) -> dict[str, Any]:
        """Write it and some moves, or those to the first small presentation, for a certificate.

        The certificate's polygons are those of the link in some order.
        """
        moves = self.way_to(next(iter(self.met))) if moves is None else moves
        return {
            "view": [list(row) for row in self.view],
            "pages": self.grid.pages.tolist(),
            "starts": [list(self.grid.starts[k]) for k in order],
            "moves": [doubled(m) if m < 0 else m for m in moves.tolist()],
        }

    def polygons(self) -> Link:
        """Return polygons in space as simple as the first small presentation, in their classes.

        Pages are level, one step above the rows; what was taken away are triangles far off.
        """
        found = next(iter(self.met.values()))
        pages, rows = found.ends
        loops: list[list[tuple[int, int, int]]] = []
        labels: list[int] = []
        left = set(range(len(pages)))
        while left:
            page = min(left)
            row, loop = int(pages[page, 0]), []
            labels.append(int(found.classes[0, page]))
            while page in left:
                left.remove(page)
                end = int(pages[page].sum()) - row
                loop += [(page, row, 0), (page, row, 1), (page, end, 1), (page, end, 0)]
                page, row = int(rows[end].sum()) - page, end
            loops.append(loop)
        for label, count in enumerate(found.freed):
            for _ in range(count):
                k = -4 * (len(loops) + 1)
                loops.append([(k, 0, 0), (k + 1, 0, 0), (k, 1, 1)])
                labels.append(label)
        return Link(tuple(map(tuple, loops)), tuple(labels))


@dataclass(frozen=True)
class Joined:
    """Two links that have come to one presentation.

    Attributes
    ----------
    sides
        Of each link, how it was drawn.
    moves
        Of each link, the moves to the common presentation.
    match
        How the first one's is turned into the second one's: whether pages and rows are swapped,
        whether both circles are reversed, and which page and row are first.
    """

    sides: tuple[Side, Side]
    moves: tuple[np.ndarray, np.ndarray]
    match: tuple[bool, bool, int, int]

    @property
    def arcs(self) -> int:
        """How many arcs the common presentation has."""
        down = [int(((m >= 0) & (m & 6 == k)).sum()) for m in self.moves[:1] for k in (MERGE, FREE)]
        up = int((self.moves[0] < 0).sum())
        return len(self.sides[0].grid.pages) + up - down[0] - 2 * down[1]

    def evidence(self, orders: tuple[list[int], list[int]]) -> dict[str, Any]:
        """Write it for a certificate whose polygons are those of the links in some order."""
        swapped, turned, page, row = self.match
        return {
            "kind": "common arcs",
            "first": self.sides[0].written(orders[0], self.moves[0]),
            "second": self.sides[1].written(orders[1], self.moves[1]),
            "match": {"swapped": swapped, "reversed": turned, "at": [page, row]},
        }


def reduced(
    links: Iterable[Link],
    end: float,
    seed: int,
    on_progress: Callable[[str], None],
) -> list[Side]:
    """Draw links as arc presentations, and make these small.

    Parameters
    ----------
    links
        The links, with classes from 0.
    end
        When to give up, as `time.monotonic` counts.
    seed
        The same seed gives the same presentations, if there is time.
    on_progress
        Is told how many arcs there are.
    """
    rng = np.random.default_rng(seed)
    return [_reduced(link, end, rng, on_progress) for link in links]


def meet(
    sides: tuple[Side, Side],
    end: float,
    seed: int,
    on_progress: Callable[[str], None],
) -> Joined | None:
    """Look for moves that bring two links to one arc presentation.

    Parameters
    ----------
    sides
        Presentations of the links, to which those that are met are added.
    end
        When to give up, as `time.monotonic` counts.
    seed
        The same seed gives the same moves, if there is time.
    on_progress
        Is told how many presentations were met.
    """
    rng = np.random.default_rng(seed)
    one, other = sides
    turn = 0
    while True:
        for key in (next(reversed(one.met)), next(reversed(other.met))):
            if key in one.met and key in other.met:
                return _joined(sides, key)
        if monotonic() >= end:
            return None
        turn += 1
        _walk(sides[turn % 2], rng, turn)
        if turn % 256 == 0:
            counts = f"{len(one.met):,} and {len(other.met):,} presentations"
            on_progress(f"{counts} of {one.least} and {other.least} arcs")


def _reduced(
    link: Link, end: float, rng: np.random.Generator, on_progress: Callable[[str], None]
) -> Side:
    labels = np.array(link.classes, np.int64)
    view, grid = next(islice(views(link, _TRIES, rng), 1))
    ends, classes = presentation(grid, labels)
    n, idle = len(grid.pages), 0
    freed = np.zeros(int(labels.max()) + 1, np.int64)
    log = np.empty(_REDUCING + 3 * n, np.int64)
    kept: list[np.ndarray] = []
    while idle < _IDLE and n > 0:
        before, was = ends[:, :n].copy(), n
        kind = int(rng.integers(1 << 31))
        n, count = wander(ends, classes, n, freed, _weights(n, 1.0), 0, -1, _REDUCING, kind, log)
        kept.append(shorter(before, log[:count], 1 << 12))
        idle = 0 if n < was else idle + 1
        on_progress(f"{n} arcs of {len(grid.pages)}")
        if monotonic() >= end:
            break
    side = Side(view, grid, labels)
    moves = np.concatenate(kept) if kept else np.empty(0, np.int64)
    side.add(_Found(None, moves, ends[:, :n].copy(), classes[:, :n].copy(), tuple(freed.tolist())))
    return side


def _weights(n: int, temperature: float) -> np.ndarray:
    return np.maximum(np.arange(n + 8), 1.0) ** (-1 / temperature)


def _walk(side: Side, rng: np.random.Generator, turn: int) -> None:
    """Walk on from one of the smallest presentations that were met."""
    alike = side.of_size[side.least]
    key = alike[int(rng.integers(len(alike)))]
    start = side.met[key]
    n = start.ends.shape[1]
    up = (0, 0, 1, 0, 0, 1, 2, 1)[turn // 2 % 8]
    ends = np.pad(start.ends, ((0, 0), (0, up), (0, 0)))
    classes = np.pad(start.classes, ((0, 0), (0, up)))
    freed = np.array(start.freed, np.int64)
    log = np.empty(_LOG, np.int64)
    steps = 20 * n if up == 0 else 400 * n
    n, count = wander(
        ends,
        classes,
        n,
        freed,
        _weights(n, _TEMPERATURE),
        up,
        10 * n if up else -1,
        steps,
        int(rng.integers(1 << 31)),
        log,
    )
    if n <= side.least + 1:
        moves = log[:count].copy()
        found = (ends[:, :n].copy(), classes[:, :n].copy(), tuple(freed.tolist()))
        side.add(_Found(key, moves, *found))


def _joined(sides: tuple[Side, Side], key: Key) -> Joined:
    first = sides[0].met[key]
    n = first.ends.shape[1]
    moves = sides[0].way_to(key), sides[1].way_to(key)
    ends: list[tuple[np.ndarray, np.ndarray]] = []
    for side, log in zip(sides, moves, strict=True):
        start, marks = presentation(side.grid, side.labels)
        more = int((log < 0).sum())
        start, marks = (
            np.pad(start, ((0, 0), (0, more), (0, 0))),
            np.pad(marks, ((0, 0), (0, more))),
        )
        replay(start, marks, len(side.grid.pages), log)
        ends.append((start[:, :n].copy(), marks[:, :n].copy()))
    goal = written(*ends[1], 0, 1, 0, 0)
    for d, way in product((0, 1), (1, -1)):
        for page, row in product(range(n), repeat=2):
            if np.array_equal(written(*ends[0], d, way, page, row), goal):
                return Joined(sides, moves, (d == 1, way < 0, page, row))
    return Joined(sides, moves, (False, False, 0, 0))  # of no pages at all
