"""Compiled moves of polygons in space, in exact integers.

Vertices are rows of ``places``, (n, 3) of int64 with |x| ≤ 2^19, so that a determinant of three
differences, at most 48·2^57, fits 64 bits. A vertex moves straight, or is cut off, where the
triangles that its edges sweep meet no other edge; what lies in one plane with a triangle counts as
meeting it, but for edges that start at its corner, and triangles that are segments.
"""

import numpy as np
from numba import njit

LARGEST = 1 << 19


@njit(cache=True)
def _volume(a, b, c, d):
    """Return the sign of the determinant of b − a, c − a, d − a."""
    x0, x1, x2 = b[0] - a[0], b[1] - a[1], b[2] - a[2]
    y0, y1, y2 = c[0] - a[0], c[1] - a[1], c[2] - a[2]
    z0, z1, z2 = d[0] - a[0], d[1] - a[1], d[2] - a[2]
    found = x0 * (y1 * z2 - y2 * z1) - x1 * (y0 * z2 - y2 * z0) + x2 * (y0 * z1 - y1 * z0)
    return np.sign(found)


@njit(cache=True)
def _meets(p, q, a, b, c):
    """Say whether a segment meets a triangle, or may."""
    s, t = _volume(a, b, c, p), _volume(a, b, c, q)
    if s * t > 0:
        return False
    if s == 0 and t == 0:
        # In one plane; of a triangle that is a segment, its lines tell.
        flat = _flat(a, b, c)
        return not (flat and (_volume(a, b, p, q) or _volume(b, c, p, q) or _volume(c, a, p, q)))
    u, v, w = _volume(p, q, a, b), _volume(p, q, b, c), _volume(p, q, c, a)
    return not ((u > 0 or v > 0 or w > 0) and (u < 0 or v < 0 or w < 0))


@njit(cache=True)
def _normal(a, b, c, k):
    """Return a coordinate of (b − a) × (c − a)."""
    i, j = (k + 1) % 3, (k + 2) % 3
    return (b[i] - a[i]) * (c[j] - a[j]) - (b[j] - a[j]) * (c[i] - a[i])


@njit(cache=True)
def _flat(a, b, c):
    return _normal(a, b, c, 0) == 0 and _normal(a, b, c, 1) == 0 and _normal(a, b, c, 2) == 0


@njit(cache=True)
def _along(q, a, b, c):
    """Say whether the segment from a to q meets the triangle elsewhere, too."""
    if _volume(a, b, c, q) != 0:
        return False
    for k in range(3):
        whole = np.sign(_normal(a, b, c, k))
        if whole != 0:
            one, other = np.sign(_normal(a, q, c, k)), np.sign(_normal(a, b, q, k))
            return one * whole >= 0 and other * whole >= 0
    for end in (b, c):
        if _flat(a, end, q):
            total = 0
            for k in range(3):
                total += (end[k] - a[k]) * (q[k] - a[k])
            if total > 0:
                return True
    return False


@njit(cache=True)
def _free(places, after, gone, v, a, b, c, ends, starts):
    """Say whether a triangle meets no edge but those of v; see `unknot.checker`."""
    low, high = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
    for e in range(len(after)):
        if gone[e] or e == v:
            continue
        f = after[e]
        if f == v:
            continue
        p, q = places[e], places[f]
        if (
            max(p[0], q[0]) < low[0]
            or min(p[0], q[0]) > high[0]
            or max(p[1], q[1]) < low[1]
            or min(p[1], q[1]) > high[1]
            or max(p[2], q[2]) < low[2]
            or min(p[2], q[2]) > high[2]
        ):
            continue
        if f == ends or e == starts:
            # The triangle is given with the corner at `ends` first, and that at `starts` last.
            if f == ends and _along(p, a, b, c):
                return False
            if e == starts and _along(q, c, a, b):
                return False
        elif _meets(p, q, a, b, c):
            return False
    return True


@njit(cache=True)
def _movable(places, before, after, gone, v, new):
    p, n, old = before[v], after[v], places[v]
    # On a plane with both neighbours the edges might come to lie on each other.
    if _volume(places[p], places[n], old, new) == 0:
        return False
    return _free(places, after, gone, v, places[p], old, new, p, -1) and _free(
        places, after, gone, v, new, old, places[n], -1, n
    )


@njit(cache=True)
def cut_off(places, before, after, gone, order, log, logged):
    """Cut off vertices while that is possible; return how many moves are logged."""
    found = True
    while found:
        found = False
        for v in order:
            p, n = before[v], after[v]
            if gone[v] or after[n] == p or logged == len(log):
                continue
            if _free(places, after, gone, v, places[p], places[v], places[n], p, n):
                after[p], before[n], gone[v] = n, p, True
                log[logged, 0], log[logged, 1] = v, -1
                logged += 1
                found = True
    return logged


@njit(cache=True)
def shake(places, before, after, gone, sweeps, temperature, seed, log, logged):
    """Move vertices at random, rather so that their polygon becomes shorter."""
    np.random.seed(seed)  # noqa: NPY002 (compiled code has no generators of its own)
    left = np.flatnonzero(~gone)
    new = np.empty(3, np.int64)
    for _ in range(sweeps * len(left)):
        if logged == len(log):
            break
        v = left[np.random.randint(len(left))]  # noqa: NPY002
        p, n = places[before[v]], places[after[v]]
        size = _distance(p, places[v]) + _distance(places[v], n)
        share, along = np.random.random(), np.random.random()  # noqa: NPY002
        spread = size * np.exp(-5 * np.random.random())  # noqa: NPY002
        chord = np.random.random() < 0.5  # noqa: NPY002
        inside = True
        for k in range(3):
            x = places[v, k]
            if chord:
                x += np.int64(np.round(share * (p[k] + along * (n[k] - p[k]) - x)))
            else:
                x += np.int64(np.round(spread * np.random.normal()))  # noqa: NPY002
            new[k] = x
            inside = inside and abs(x) <= LARGEST
        change = _distance(p, new) + _distance(new, n) - size
        if not inside or (change > 0 and np.random.random() > np.exp(-change / temperature)):  # noqa: NPY002
            continue
        if _movable(places, before, after, gone, v, new):
            places[v] = new
            log[logged, 0], log[logged, 1] = v, 0
            log[logged, 2:] = new
            logged += 1
    return logged


@njit(cache=True)
def _distance(a, b):
    x, y, z = float(a[0] - b[0]), float(a[1] - b[1]), float(a[2] - b[2])
    return np.sqrt(x * x + y * y + z * z)
