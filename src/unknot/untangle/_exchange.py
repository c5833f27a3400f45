"""The compiled search among arc presentations: exchanges at random, simplifications at once.

An arc presentation is kept as ``ends``, (2, n, 2): for each place of a page the places of its two
rows, and for each place of a row those of its two pages. Both circles of places are cyclic, and
nothing distinguishes them. A move is one number, 8·place + code; what the codes mean, and why each
keeps the link, is written in docs/theory.md (T4.11). A place is doubled, which undoes a merger, by
a negative number (:func:`doubling`, T4.13).
"""

import numpy as np
from numba import njit

EXCHANGE, MERGE, FREE, CUT = 0, 2, 4, 6  # + 0 for pages, + 1 for rows
_BASE = 1 << 15  # more than there are places where places are doubled


@njit(cache=True)
def between(x, a, b):
    """Say whether a < x < b or b < x < a."""
    return a < x < b or b < x < a


@njit(cache=True)
def free_to_pass(ends, d, i, k):
    """Say whether neighbours have four different ends that do not interlace."""
    a, b, p, q = ends[d, i, 0], ends[d, i, 1], ends[d, k, 0], ends[d, k, 1]
    if a in (p, q) or b in (p, q):
        return False
    return between(p, a, b) == between(q, a, b)


@njit(cache=True)
def _hand_over(ends, d, end, before, after):
    """Let the other circle's ``end`` refer to another place."""
    if ends[1 - d, end, 0] == before:
        ends[1 - d, end, 0] = after
    else:
        ends[1 - d, end, 1] = after


@njit(cache=True)
def exchange(ends, classes, d, i, k):
    """Exchange the neighbours at places i and k."""
    # First what refers to the one, then to the other: their ends are all different.
    for e in range(2):
        _hand_over(ends, d, ends[d, i, e], i, k)
        _hand_over(ends, d, ends[d, k, e], k, i)
    for e in range(2):
        ends[d, i, e], ends[d, k, e] = ends[d, k, e], ends[d, i, e]
    classes[d, i], classes[d, k] = classes[d, k], classes[d, i]


@njit(cache=True)
def keep(ends, classes, n, kept):
    """Remove places, (2, n) of flags, and number the others anew; return how many are left."""
    new = np.empty((2, n), np.int64)
    left = 0
    for d in range(2):
        left = 0
        for i in range(n):
            new[d, i] = left
            if kept[d, i]:
                left += 1
    for d in range(2):
        for i in range(n):
            if kept[d, i]:
                k = new[d, i]
                classes[d, k] = classes[d, i]
                for e in range(2):
                    ends[d, k, e] = new[1 - d, ends[d, i, e]]
    return left


@njit(cache=True)
def merge(ends, classes, n, d, i, k):
    """Make one of two neighbours that share one end; return the number of places left."""
    a, b, p, q = ends[d, i, 0], ends[d, i, 1], ends[d, k, 0], ends[d, k, 1]
    shared = a if a in (p, q) else b
    mine, other = a + b - shared, p + q - shared
    ends[d, i, 0], ends[d, i, 1] = mine, other
    _hand_over(ends, d, other, k, i)
    kept = np.ones((2, n), np.bool_)
    kept[d, k] = False
    kept[1 - d, shared] = False
    return keep(ends, classes, n, kept)


@njit(cache=True)
def remove_free(ends, classes, n, d, i, k):
    """Remove a component of two neighbours that share both ends."""
    kept = np.ones((2, n), np.bool_)
    kept[d, i] = kept[d, k] = False
    kept[1 - d, ends[d, i, 0]] = kept[1 - d, ends[d, i, 1]] = False
    return keep(ends, classes, n, kept)


@njit(cache=True)
def remove_class(ends, classes, n, label):
    """Remove all of a class."""
    return keep(ends, classes, n, classes[:, :n] != label)


@njit(cache=True)
def doubling(d, i, a, j):
    """Return the number of the move that makes two of the place i: see `doubled`."""
    return -1 - (d + 2 * (i + _BASE * (a + _BASE * j)))


def doubled(move: int) -> list[int]:
    """Return [d, i, a, j] of such a number.

    The place i, of ends a and b, becomes i with a and r and i + 1 with b and r, where r is a new
    place at j of the other circle.
    """
    rest, d = divmod(-1 - move, 2)
    rest, i = divmod(rest, _BASE)
    j, a = divmod(rest, _BASE)
    return [d, i, a, j]


@njit(cache=True)
def _double(ends, classes, n, d, i, a, j):
    """Make two of the place i; return the number of places."""
    old, marks = ends[:, :n].copy(), classes[:, :n].copy()
    for x in range(n):
        new, far = x + (x > i), x + (x >= j)
        classes[d, new], classes[1 - d, far] = marks[d, x], marks[1 - d, x]
        for e in range(2):
            ends[d, new, e] = old[d, x, e] + (old[d, x, e] >= j)
            ends[1 - d, far, e] = old[1 - d, x, e] + (old[1 - d, x, e] > i)
    b = old[d, i, 0] + old[d, i, 1] - a
    a, b = a + (a >= j), b + (b >= j)
    ends[d, i, 0], ends[d, i, 1] = a, j
    ends[d, i + 1, 0], ends[d, i + 1, 1] = b, j
    ends[1 - d, j, 0], ends[1 - d, j, 1] = i, i + 1
    classes[d, i + 1] = classes[1 - d, j] = marks[d, i]
    _hand_over(ends, d, b, i, i + 1)
    return n + 1


@njit(cache=True)
def apply(ends, classes, n, move):
    """Make one move, which is not tested; return the number of places left."""
    if move < 0:
        rest = (-1 - move) >> 1
        place, a, j = rest % _BASE, rest // _BASE % _BASE, rest // _BASE // _BASE
        return _double(ends, classes, n, (-1 - move) & 1, place, a, j)
    d, code, i = move & 1, move & 6, move >> 3
    k = i + 1 if i + 1 < n else 0
    if code == EXCHANGE:
        exchange(ends, classes, d, i, k)
        return n
    if code == MERGE:
        return merge(ends, classes, n, d, i, k)
    if code == FREE:
        return remove_free(ends, classes, n, d, i, k)
    return remove_class(ends, classes, n, classes[d, i])


@njit(cache=True)
def follow(ends, classes, owner, n, moves):
    """Make moves, with a second mark of all places carried along; return how many are left."""
    for move in moves:
        # Cuts ask for classes; the ends do not depend on which of the marks goes along.
        d, i = move & 1, move >> 3
        if move & 6 == EXCHANGE:
            k = i + 1 if i + 1 < n else 0
            owner[d, i], owner[d, k] = owner[d, k], owner[d, i]
            exchange(ends, classes, d, i, k)
            continue
        copy, marks = ends.copy(), classes.copy()
        left = apply(copy, marks, n, move)
        if move & 6 == CUT:
            keep(ends, owner, n, classes[:, :n] != classes[d, i])
        else:
            apply(ends, owner, n, move)
        ends[:], classes[:] = copy, marks
        n = left
    return n


@njit(cache=True)
def simplification(ends, classes, n, apart):
    """Return a move that makes the presentation smaller, or −1."""
    for d in range(2):
        for i in range(n):
            k = i + 1 if i + 1 < n else 0
            a, b, p, q = ends[d, i, 0], ends[d, i, 1], ends[d, k, 0], ends[d, k, 1]
            first, second = a in (p, q), b in (p, q)
            if first and second:
                return 8 * i + FREE + d
            if first or second:
                return 8 * i + MERGE + d
    return _cut(classes, n) if apart else -1


@njit(cache=True)
def _cut(classes, n):
    """Return the move that takes away a class whose places are in a row, or −1."""
    for d in range(2):
        starts = np.zeros(classes[0, :n].max() + 1, np.int64)
        where = np.zeros(len(starts), np.int64)
        for i in range(n):
            label = classes[d, i]
            if label != classes[d, i - 1 if i else n - 1]:
                starts[label] += 1
                where[label] = i
        for label in range(len(starts)):
            if starts[label] == 1:
                return 8 * where[label] + CUT + d
    return -1


@njit(cache=True)
def _alike(classes, n):
    label = classes[0, 0]
    return (classes[0, :n] == label).all()


@njit(cache=True)
def _length(a, b, n):
    d = abs(a - b)
    return min(d, n - d)


@njit(cache=True)
def drawn(state):
    """Return 64 random bits (xorshift: Marsaglia 2003, J. Stat. Software 8)."""
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    return x


@njit(cache=True)
def ratio_of(ends, d, i, k, n, weights):
    """Return how much more probable an exchange makes the state; 0 where ends come together."""
    found = 1.0
    for e in range(2):
        for here, there in ((i, k), (k, i)):
            end = ends[d, here, e]
            far = ends[1 - d, end, 0] + ends[1 - d, end, 1] - here
            length = _length(there, far, n)
            if length == 1:
                return 0.0
            found *= weights[length] / weights[_length(here, far, n)]
    return found


@njit(cache=True)
def search(ends, classes, n, apart, weights, steps, seed, log):
    """Run Metropolis steps; every move that makes the presentation smaller is made at once.

    A state is as probable as the product of the `weights` of the cyclic lengths of all pages and
    rows. Returns the number of places left, of moves logged, and whether the end is reached:
    nothing left or, where classes are to be parted (`apart`), one class.
    """
    state = np.array([seed], np.uint64) * np.uint64(0x9E3779B97F4A7C15) | np.uint64(1)
    for _ in range(8):
        drawn(state)
    logged, look = 0, True
    for _ in range(steps):
        while look:
            if n == 0 or (apart and _alike(classes, n)):
                return n, logged, True
            if logged == len(log):
                return n, logged, False
            move = simplification(ends, classes, n, apart)
            if move < 0:
                look = False
            else:
                n = apply(ends, classes, n, move)
                log[logged] = move
                logged += 1
        bits = drawn(state)
        d = np.int64(bits >> np.uint64(63))
        i = np.int64(
            ((bits >> np.uint64(11) & np.uint64(0xFFFFFFFF)) * np.uint64(n)) >> np.uint64(32)
        )
        k = i + 1 if i + 1 < n else 0
        if not free_to_pass(ends, d, i, k):
            continue
        ratio = ratio_of(ends, d, i, k, n, weights)
        if 0 < ratio < 1 and (drawn(state) >> np.uint64(11)) * 2.0**-53 >= ratio:
            continue
        if logged == len(log):
            return n, logged, False
        look = ratio == 0 or (apart and classes[d, i] != classes[d, k])
        exchange(ends, classes, d, i, k)
        log[logged] = 8 * i + d
        logged += 1
    return n, logged, False
