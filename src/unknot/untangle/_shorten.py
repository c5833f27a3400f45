"""Shorter logs: what is undone later is left out, and of a window only who passed whom counts."""

from collections.abc import Callable

import numpy as np
from numba import njit

from unknot.untangle._exchange import apply, exchange, free_to_pass

_SMALLEST = 64


@njit(cache=True)
def _net_passes(ends, classes, n, window, net, out):
    """Reach what a window of exchanges reaches by its net passes alone, or return −1.

    Passes are made greedily, each one that is possible; it is then compared that all ends up alike.
    ``net``, (2, ≥ n, ≥ n), is 0 before and after.
    """
    goal, reached = ends.copy(), ends.copy()
    labels = classes.copy()
    item = np.empty((2, n), np.int64)
    for i in range(n):
        item[:, i] = i
    mine = item.copy()
    pairs = np.empty((len(window), 3), np.int64)
    left = 0
    for t in range(len(window)):
        d, i = window[t] & 1, window[t] >> 3
        k = i + 1 if i + 1 < n else 0
        x, y = item[d, i], item[d, k]
        left += 1 if net[d, x, y] >= 0 else -1
        net[d, x, y] += 1
        net[d, y, x] -= 1
        pairs[t] = d, x, y
        exchange(goal, labels, d, i, k)
        item[d, i], item[d, k] = y, x
    count, going = 0, left <= 0.9 * len(window)
    while left > 0 and going:
        going = False
        for d in range(2):
            i = 0
            while i < n:
                k = i + 1 if i + 1 < n else 0
                x, y = mine[d, i], mine[d, k]
                if net[d, x, y] > 0 and free_to_pass(reached, d, i, k):
                    exchange(reached, labels, d, i, k)
                    mine[d, i], mine[d, k] = y, x
                    net[d, x, y] -= 1
                    net[d, y, x] += 1
                    left -= 1
                    going = True
                    out[count] = 8 * i + d
                    count += 1
                    i = max(i - 1, 0)
                else:
                    i += 1
    for d, x, y in pairs:
        net[d, x, y] = net[d, y, x] = 0
    if left > 0:
        return -1
    for d in range(2):
        for i in range(n):
            a, b, p, q = goal[d, i, 0], goal[d, i, 1], reached[d, i, 0], reached[d, i, 1]
            if item[d, i] != mine[d, i] or min(a, b) != min(p, q) or max(a, b) != max(p, q):
                return -1
    return count


@njit(cache=True)
def _kept(ends, n, moves, together):
    """Say which exchanges stay when those are left out that are undone later.

    Two exchanges of the same neighbours cancel if nothing in between depends on them: no other
    exchange of one of the two, and none of two places of the other circle of which the one has the
    one as an end and the other the other. (Reduction in a partially commutative group.)
    ``together``, (2, ≥ n, ≥ n), is −1 before and after.
    """
    item = np.empty((2, n), np.int64)
    for i in range(n):
        item[:, i] = i
    count = len(moves)
    kept = np.ones(count, np.bool_)
    # Of each exchange that is kept so far: the one before it, of its two items and of both.
    before = np.full((count, 3), -1, np.int32)
    last = np.full((2, n), -1, np.int32)
    pairs = np.empty((count, 3), np.int64)
    for t in range(count):
        d, i = moves[t] & 1, moves[t] >> 3
        k = i + 1 if i + 1 < n else 0
        x, y = item[d, i], item[d, k]
        item[d, i], item[d, k] = y, x
        x, y = min(x, y), max(x, y)
        pairs[t] = d, x, y
        s = last[d, x]
        undone = s >= 0 and s == last[d, y]
        for e in range(4):
            a, b = ends[d, x, e // 2], ends[d, y, e % 2]
            if undone and together[1 - d, min(a, b), max(a, b)] > s:
                undone = False
        if undone:
            kept[s] = kept[t] = False
            last[d, x], last[d, y], together[d, x, y] = before[s]
        else:
            before[t] = last[d, x], last[d, y], together[d, x, y]
            last[d, x] = last[d, y] = together[d, x, y] = t
    for d, x, y in pairs:
        together[d, x, y] = -1
    return kept


@njit(cache=True)
def replay(ends, classes, n, moves):
    """Make moves that are known to be possible; return the number of places left."""
    for move in moves:
        n = apply(ends, classes, n, move)
    return n


def without_undone(ends: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Return the moves, (m,), without exchanges that are undone and on which nothing depends.

    ``ends`` is the presentation before them, (2, n, 2), which is left as it is.
    """
    n = ends.shape[1]
    together = np.full((2, n, n), -1, np.int32)

    def left(ends: np.ndarray, part: np.ndarray) -> np.ndarray:
        kept = np.zeros(1, np.bool_)
        while len(part) and not kept.all():
            kept = _kept(ends, ends.shape[1], part, together)
            part = part[kept]
        return part

    return by_parts(ends, moves, left)


def by_parts(
    ends: np.ndarray,
    moves: np.ndarray,
    change: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    """Return moves, (m,), where exchanges without other moves in between are changed together.

    ``change`` is given the presentation, (2, n, 2), and exchanges, and returns others that lead to
    the same one.
    """
    n, ends = ends.shape[1], ends.copy()
    classes = np.zeros(ends.shape[:2], np.int64)
    found: list[np.ndarray] = []
    start = 0
    for stop in [*np.flatnonzero(moves & 6).tolist(), len(moves)]:
        found += [change(ends[:, :n], moves[start:stop]), moves[stop : stop + 1]]
        if stop < len(moves) and moves[stop] & 6 == 6:
            return np.concatenate([*found, moves[stop + 1 :]])  # as in `shorter`
        n = replay(ends, classes, n, np.concatenate(found[-2:]))
        start = stop + 1
    return np.concatenate(found)


def shorter(ends: np.ndarray, moves: np.ndarray, window: int) -> np.ndarray:
    """Return fewer moves from a presentation to the same end, (m,) of int64.

    Parameters
    ----------
    ends
        The presentation before the moves, (2, n, 2); it is left as it is.
    moves
        Moves that are possible, one number each.
    window
        How many exchanges are looked at together, at most.
    """
    n = ends.shape[1]
    other = (moves < 0) | (moves & 6 > 0)  # than exchanges
    ends = np.pad(ends, ((0, 0), (0, int((moves < 0).sum())), (0, 0)))
    classes = np.zeros(ends.shape[:2], np.int64)
    net = np.zeros((2, ends.shape[1], ends.shape[1]), np.int32)
    out = np.empty(window, np.int64)
    found: list[np.ndarray] = []
    start = 0
    # Only exchanges may be reordered; other moves stay where they are.
    for stop in [*np.flatnonzero(other).tolist(), len(moves)]:
        size = window
        while start < stop:
            part = moves[start : min(start + size, stop)]
            count = -1
            if len(part) > 1:
                count = _net_passes(ends[:, :n], classes[:, :n], n, part, net, out)
            if count < 0 and len(part) > _SMALLEST:
                size = len(part) // 2
                continue
            found.append(out[:count].copy() if count >= 0 else part)
            n = replay(ends, classes, n, part)
            start += len(part)
            size = min(2 * size, window) if count >= 0 else size
        if stop < len(moves):
            # A class that is cut is not known here, and nothing follows of which it matters.
            if moves[stop] >= 0 and moves[stop] & 6 == 6:
                return np.concatenate([*found, moves[stop:]])
            found.append(moves[stop : stop + 1])
            n = replay(ends, classes, n, moves[stop : stop + 1])
            start = stop + 1
    return np.concatenate(found) if found else moves[:0]
