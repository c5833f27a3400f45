"""Directions to look along: random ones, judged in floats, and one of few arcs drawn exactly."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numba import njit

from unknot.errors import InputError
from unknot.links import Link
from unknot.untangle._sweep import Coincidence, Flat, Grid, Picture, sweep

Matrix = tuple[tuple[int, int, int], ...]

_SCALE = 1 << 12  # of the matrices, which are nearly rotations times this
_MOST_EXACT = 20
_ABOVE = 4  # one of so many directions is nearly from above, as links that were drawn are flat


@njit(cache=True)
def _near_pairs(x, y, after, slack):
    """Return pairs of edges, no neighbours, that are not clearly apart in the picture."""
    n = len(x)
    order = np.argsort(np.minimum(x, x[after]))
    found = [(0, 0) for _ in range(0)]
    for m in range(n):
        i = order[m]
        a, b = i, after[i]
        right = max(x[a], x[b]) + slack
        low, high = min(y[a], y[b]) - slack, max(y[a], y[b]) + slack
        bound = slack * (abs(x[b] - x[a]) + abs(y[b] - y[a]) + slack)
        for k in range(m + 1, n):
            j = order[k]
            p, q = j, after[j]
            if min(x[p], x[q]) > right:
                break
            if max(y[p], y[q]) < low or min(y[p], y[q]) > high or p == b or q == a:
                continue
            s = (x[b] - x[a]) * (y[p] - y[a]) - (y[b] - y[a]) * (x[p] - x[a])
            t = (x[b] - x[a]) * (y[q] - y[a]) - (y[b] - y[a]) * (x[q] - x[a])
            if (s > bound and t > bound) or (s < -bound and t < -bound):
                continue
            other = slack * (abs(x[q] - x[p]) + abs(y[q] - y[p]) + slack)
            s = (x[q] - x[p]) * (y[a] - y[p]) - (y[q] - y[p]) * (x[a] - x[p])
            t = (x[q] - x[p]) * (y[b] - y[p]) - (y[q] - y[p]) * (x[b] - x[p])
            if (s > other and t > other) or (s < -other and t < -other):
                continue
            found.append((min(i, j), max(i, j)))
    return found


def views(link: Link, tries: int, rng: np.random.Generator) -> Iterator[tuple[Matrix, Grid]]:
    """Give exact arc presentations of a link, those of few arcs first, with their views.

    Raises
    ------
    InputError
        Two polygons meet, or a polygon meets itself.
    """
    corners = [corner for polygon in link.components for corner in polygon]
    after, owner = _joined(link)
    places = np.array([[float(v) for v in corner] for corner in corners])
    judged = []
    for number in range(tries):
        matrix = _matrix_from_above(rng) if number % _ABOVE == 0 else _random_matrix(rng)
        x, y = (places @ np.array(matrix[k], float) for k in (0, 1))
        pairs = _near_pairs(x, y, after, 1e-9 * float(max(np.ptp(x), np.ptp(y))))
        ahead = x[after] > x
        judged.append((len(pairs) + int((ahead[after] != ahead).sum()), number, matrix, pairs))
    judged.sort(key=lambda one: one[:2])
    for _, _, matrix, pairs in judged[:_MOST_EXACT]:
        seen = [_seen(matrix, corner) for corner in corners]
        picture = Picture(seen, after.tolist(), owner.tolist())
        try:
            yield matrix, sweep(picture, _crossings(picture, pairs))
        except Coincidence:
            continue


def _joined(link: Link) -> tuple[np.ndarray, np.ndarray]:
    """Return the corner after each corner, and its polygon."""
    sizes = [len(polygon) for polygon in link.components]
    starts = np.cumsum([0, *sizes])
    after = np.arange(1, starts[-1] + 1)
    after[starts[1:] - 1] = starts[:-1]
    return after, np.repeat(np.arange(len(sizes)), sizes)


def _random_matrix(rng: np.random.Generator) -> Matrix:
    """Return a random rotation, enlarged and rounded: integers, determinant > 0."""
    turned, upper = np.linalg.qr(rng.normal(size=(3, 3)))
    turned *= np.sign(np.diag(upper))
    turned *= np.sign(np.linalg.det(turned))
    rows = np.rint(_SCALE * turned).astype(int).tolist()
    return tuple(tuple(row) for row in rows)


def _matrix_from_above(rng: np.random.Generator) -> Matrix:
    """Return a random rotation about the third axis, tilted by about a 4,096th and rounded."""
    angle = rng.uniform(0, 2 * np.pi)
    a, b = round(_SCALE * np.cos(angle)), round(_SCALE * np.sin(angle))
    p, q = rng.choice((-1, 1), 2).tolist()
    return (a, -b, p), (b, a, q), (0, 0, _SCALE)


def _seen(matrix: Matrix, corner: tuple[int, int, int]) -> Flat:
    x, y, z = corner
    a, b, c = (row[0] * x + row[1] * y + row[2] * z for row in matrix)
    return a, b, c


def _crossings(picture: Picture, pairs: list[tuple[int, int]]) -> list[tuple[int, int, Fraction]]:
    """Return the crossings (over, under, x) among pairs of edges, exactly."""
    found = []
    for i, j in pairs:
        a, b = (picture.corners[k] for k in (i, picture.after[i]))
        p, q = (picture.corners[k] for k in (j, picture.after[j]))
        s, t = _area(p, q, a), _area(p, q, b)
        u, v = _area(a, b, p), _area(a, b, q)
        if (s > 0 and t > 0) or (s < 0 and t < 0) or (u > 0 and v > 0) or (u < 0 and v < 0):
            continue
        if 0 in (s, t, u, v):
            raise Coincidence
        share, other = Fraction(s, s - t), Fraction(u, u - v)
        above = a[2] + share * (b[2] - a[2]) - p[2] - other * (q[2] - p[2])
        if above == 0:
            raise InputError(
                "Two edges of this link meet: its polygons must be disjoint and must not meet "
                "themselves."
            )
        found.append((*((i, j) if above > 0 else (j, i)), a[0] + share * (b[0] - a[0])))
    return found


def _area(a: Flat, b: Flat, c: Flat) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
