"""Arc presentations: drawn of a link, taken apart by exchanges, and what they prove."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any

import numpy as np

from unknot.links import Link
from unknot.untangle._exchange import CUT, FREE, MERGE, follow, search
from unknot.untangle._shorten import shorter, without_undone
from unknot.untangle._sweep import Grid
from unknot.untangle._turns import in_turns
from unknot.untangle._views import Matrix, views

_STEPS = 1_000_000  # between two looks at the clock
_TEMPERATURES = (1.0, 1.0, 1.2, 1.4)
_WINDOWS = (1 << 12, 1 << 14, 1 << 16)
_GIVE_UP = 200  # rounds in which the number of arcs falls no more, before another direction


@dataclass(frozen=True)
class Arcs:
    """How far an arc presentation came.

    Attributes
    ----------
    view
        The direction in which it was drawn: an integer matrix, three rows.
    grid
        The presentation at first.
    moves
        What was done, one number each (docs/theory.md, T4.11).
    least
        How few arcs it came to while nothing was taken away: a bound on the link's arc index.
    apart
        Whether it came apart.
    labels
        The class of each polygon, from 0.
    """

    view: Matrix
    grid: Grid
    moves: np.ndarray
    least: int
    apart: bool
    labels: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """How many arcs there are before each move, and at the end, (m + 1,)."""
        gone = (self.moves & 6 == MERGE).astype(np.int64) + 2 * (self.moves & 6 == FREE)
        for k in np.flatnonzero(self.moves & 6 == CUT).tolist():
            gone[k] = len(self.after(k)[0]) - len(self.after(k + 1)[0])
        return len(self.grid.pages) - np.concatenate([[0], np.cumsum(gone)])

    def after(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the pages after some moves, (n, 2), and the polygon of each, (n,).

        A class that was cut off is one of these polygons where each is a class of its own; else all
        of its polygons are taken away together.
        """
        ends, classes = presentation(self.grid, self.labels)
        _, owner = presentation(self.grid, np.arange(int(self.grid.components.max()) + 1))
        n = follow(ends, classes, owner, ends.shape[1], self.moves[:count])
        return ends[0, :n], owner[0, :n]

    def evidence(self, order: list[int]) -> dict[str, Any]:
        """Write it for a certificate whose polygons are those of the link in some order."""
        return {
            "kind": "arcs",
            "view": [list(row) for row in self.view],
            "pages": self.grid.pages.tolist(),
            "starts": [list(self.grid.starts[k]) for k in order],
            "moves": self.moves.tolist(),
        }


def presentation(grid: Grid, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends, (2, n, 2), and the classes, (2, n), of pages and rows."""
    n = len(grid.pages)
    rows = np.argsort(grid.pages.ravel(), kind="stable").reshape(n, 2) // 2
    ends = np.stack([grid.pages, rows])
    own = labels[grid.components]
    return ends, np.stack([own, own[rows[:, 0]]])


def take_apart(
    link: Link,
    seconds: float,
    seed: int,
    on_progress: Callable[[str], None],
) -> Arcs:
    """Look for moves that part the classes or, where there is one class, all polygons.

    Parameters
    ----------
    link
        The link.
    seconds
        When to give up.
    seed
        For the directions and the search; the same seed gives the same moves, if there is time.
    on_progress
        Is told how many arcs are left.
    """
    end = monotonic() + seconds
    rng = np.random.default_rng(seed)
    labels = np.unique(link.classes, return_inverse=True)[1]
    if len(set(link.classes)) == 1:
        labels = np.zeros(len(link.components), np.int64)
    best: Arcs | None = None
    while best is None or not (best.apart or monotonic() >= end):
        view, grid = next(islice(views(link, _tries(link), rng), 1))
        found = _search(view, grid, labels, end, rng, on_progress)
        if best is None or found.apart or found.least < best.least:
            best = found
    return best


def _tries(link: Link) -> int:
    """Return how many directions to look along: fewer where that takes longer."""
    edges = sum(map(len, link.components))
    return int(np.clip(20_000 / edges, 8, 60))


def _search(
    view: Matrix,
    grid: Grid,
    labels: np.ndarray,
    end: float,
    rng: np.random.Generator,
    on_progress: Callable[[str], None],
) -> Arcs:
    ends, classes = presentation(grid, labels)
    several = bool(labels.max() > 0)
    n = least = len(grid.pages)
    lengths = np.maximum(np.arange(n + 1), 1.0)
    log = np.empty(_STEPS, np.int64)
    kept: list[np.ndarray] = []
    whole, apart, idle, rounds = True, False, 0, 0
    while not apart and idle < _GIVE_UP:
        before, was = ends[:, :n].copy(), n
        n, count, apart = search(
            ends,
            classes,
            n,
            several,
            lengths ** (-1 / _TEMPERATURES[rounds % len(_TEMPERATURES)]),
            _STEPS,
            int(rng.integers(1 << 31)),
            log,
        )
        moves = log[:count]
        kept.append(shorter(before, without_undone(before, moves), _WINDOWS[0]))
        if whole:
            taken = np.flatnonzero(moves & 4)
            whole = not len(taken)
            least -= int(((moves[: None if whole else taken[0]] & 6) == MERGE).sum())
        idle = 0 if n < was else idle + 1
        rounds += 1
        on_progress(f"{n} arcs of {len(grid.pages)}")
        if monotonic() >= end:
            break
    if not apart:
        return Arcs(view, grid, np.empty(0, np.int64), least, False, labels)
    moves = np.concatenate(kept)
    start, _ = presentation(grid, labels)
    for window in _WINDOWS:
        moves = shorter(start, without_undone(start, moves), window)
    return Arcs(view, grid, in_turns(start, moves), least, True, labels)
