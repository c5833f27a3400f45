"""Shorter logs: of what neighbours did in a window, only who passed whom in the end counts."""

import numpy as np
from numba import njit

from unknot.untangle._exchange import apply, exchange, free_to_pass

_SMALLEST = 64


@njit(cache=True)
def _net_passes(ends, classes, n, window, out):
    """Reach what a window of exchanges reaches by its net passes alone, or return −1.

    Passes are made greedily, each one that is possible; it is then compared that all ends up alike.
    """
    goal, reached = ends.copy(), ends.copy()
    labels = classes.copy()
    item = np.empty((2, n), np.int64)
    net = np.zeros((2, n, n), np.int32)
    for i in range(n):
        item[:, i] = i
    mine = item.copy()
    for move in window:
        d, i = move & 1, move >> 3
        k = i + 1 if i + 1 < n else 0
        x, y = item[d, i], item[d, k]
        net[d, x, y] += 1
        net[d, y, x] -= 1
        exchange(goal, labels, d, i, k)
        item[d, i], item[d, k] = y, x
    left = np.maximum(net, 0).sum()
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
    if left > 0:
        return -1
    for d in range(2):
        for i in range(n):
            a, b, p, q = goal[d, i, 0], goal[d, i, 1], reached[d, i, 0], reached[d, i, 1]
            if item[d, i] != mine[d, i] or min(a, b) != min(p, q) or max(a, b) != max(p, q):
                return -1
    return count


@njit(cache=True)
def replay(ends, classes, n, moves):
    """Make moves that are known to be possible; return the number of places left."""
    for move in moves:
        n = apply(ends, classes, n, move)
    return n


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
                count = _net_passes(ends[:, :n], classes[:, :n], n, part, out)
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
