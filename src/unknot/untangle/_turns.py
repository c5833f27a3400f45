"""Logs in which one circle moves for long before the other does: these are checked faster."""

import numpy as np
from numba import njit

from unknot.untangle._shorten import by_parts


@njit(cache=True)
def _turns(ends, n, moves, together):
    """Return the earliest turn in which each exchange is possible: pages have even ones.

    No exchange comes before one that shares a place with it, or one of two places of the other
    circle of which the one has the one as an end and the other the other. All others commute.
    ``together``, (2, ≥ n, ≥ n), is 0 before and after.
    """
    item = np.empty((2, n), np.int64)
    for i in range(n):
        item[:, i] = i
    last = np.zeros((2, n), np.int64)
    found = np.empty(len(moves), np.int64)
    pairs = np.empty((len(moves), 3), np.int64)
    for t in range(len(moves)):
        d, i = moves[t] & 1, moves[t] >> 3
        k = i + 1 if i + 1 < n else 0
        x, y = item[d, i], item[d, k]
        now = max(last[d, i], last[d, k])
        for e in range(4):
            a, b = ends[d, x, e // 2], ends[d, y, e % 2]
            now = max(now, together[1 - d, min(a, b), max(a, b)])
        now += (now ^ d) & 1
        item[d, i], item[d, k] = y, x
        x, y = min(x, y), max(x, y)
        pairs[t] = d, x, y
        last[d, i] = last[d, k] = together[d, x, y] = found[t] = now
    for d, x, y in pairs:
        together[d, x, y] = 0
    return found


def in_turns(ends: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Return the same moves, (m,), those of one circle together for as long as possible.

    ``ends`` is the presentation before them, (2, n, 2), which is left as it is.
    """
    n = ends.shape[1]
    together = np.zeros((2, n, n), np.int32)

    def sorted_by_turn(ends: np.ndarray, part: np.ndarray) -> np.ndarray:
        return part[np.argsort(_turns(ends, ends.shape[1], part, together), kind="stable")]

    return by_parts(ends, moves, sorted_by_turn)
