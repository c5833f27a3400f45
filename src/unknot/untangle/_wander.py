"""Compiled: walks among arc presentations of one link, and what they are called."""

import numpy as np
from numba import njit

from unknot.untangle._exchange import (
    FREE,
    apply,
    doubling,
    drawn,
    exchange,
    free_to_pass,
    ratio_of,
    simplification,
)


@njit(cache=True)
def canonical(ends, classes, n):
    """Return what is the same for presentations that are equal up to turning them, (n, 3).

    The circles may be turned, both reversed, or one taken for the other (docs/theory.md, T4.13):
    of all ways to write the pages, (lower row, upper row, class) each, the least.
    """
    best = np.full((n, 3), n + 1, np.int32)
    here = np.empty((n, 3), np.int32)
    for d in range(2):
        for way in (1, -1):
            for first in range(n):
                for e in range(2):
                    zero = ends[d, first, e]
                    order = 0
                    for k in range(n):
                        i = (first + way * k) % n
                        a = way * (ends[d, i, 0] - zero) % n
                        b = way * (ends[d, i, 1] - zero) % n
                        here[k, 0], here[k, 1], here[k, 2] = min(a, b), max(a, b), classes[d, i]
                        for m in range(3):
                            if order == 0:
                                order = here[k, m] - best[k, m]
                        if order > 0:
                            break
                    if order < 0:
                        best[:] = here
    return best


@njit(cache=True)
def written(ends, classes, d, way, page, row):
    """Return pages (d = 0) or rows, (n, 3) as above: run along by `way`, ±1, begun elsewhere."""
    n = ends.shape[1]
    found = np.empty((n, 3), np.int64)
    for k in range(n):
        i = (page + way * k) % n
        a, b = way * (ends[d, i, 0] - row) % n, way * (ends[d, i, 1] - row) % n
        found[k, 0], found[k, 1], found[k, 2] = min(a, b), max(a, b), classes[d, i]
    return found


@njit(cache=True)
def _below(state, n):
    return np.int64(((drawn(state) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@njit(cache=True)
def wander(ends, classes, n, freed, weights, up, mix, steps, seed, log):
    """Walk to another presentation: double some places, exchange at random, and simplify again.

    Parameters
    ----------
    ends, classes
        The presentation, changed in place; there is room for `up` places more.
    n
        How many places there are.
    freed
        How many polygons of each class have been taken away, changed in place.
    weights
        A state is as probable as their product over all lengths (`unknot.untangle._exchange`).
    up
        How many places are doubled.
    mix
        How many exchanges are tried after that, without simplifications.
    steps
        How many steps are tried at most.
    seed
        For random numbers.
    log
        Where the moves are written.

    Returns
    -------
    The number of places, and of moves.
    """
    state = np.array([seed], np.uint64) * np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
    for _ in range(8):
        drawn(state)
    logged, goal = 0, n
    for _ in range(up):
        d, i, j = _below(state, 2), _below(state, n), _below(state, n + 1)
        log[logged] = doubling(d, i, ends[d, i, _below(state, 2)], j)
        n = apply(ends, classes, n, log[logged])
        logged += 1
    look = False
    for step in range(steps):
        if step == mix:
            look = True
        while look and n > 0:
            move = simplification(ends, classes, n, False)
            if move < 0 or logged == len(log):
                break
            if move & 6 == FREE:
                freed[classes[move & 1, move >> 3]] += 1
            n = apply(ends, classes, n, move)
            log[logged] = move
            logged += 1
        look = False
        # Where places were doubled the way is over as soon as it leads down again.
        if n < 3 or logged == len(log) or (up > 0 and step > mix and n <= goal):
            break
        d, i = _below(state, 2), _below(state, n)
        k = i + 1 if i + 1 < n else 0
        if not free_to_pass(ends, d, i, k):
            continue
        ratio = ratio_of(ends, d, i, k, n, weights)
        if 0 < ratio < 1 and (drawn(state) >> np.uint64(11)) * 2.0**-53 >= ratio:
            continue
        exchange(ends, classes, d, i, k)
        look = ratio == 0 and step > mix
        log[logged] = 8 * i + d
        logged += 1
    return n, logged
