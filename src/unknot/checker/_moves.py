"""Links that come apart vertex by vertex: `moves` (T4.12), in exact integers.

A vertex moves straight, is cut off, or is put in; the triangles that the edges sweep meet no other
edge. In the end planes part what is to be parted.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from ._certificate import Certificate
from ._links import diagram
from ._loops import Corner, read_loops
from ._reading import Json, items, need

_BITS = 60  # sums and differences of two such numbers are exact in 64 bits


def moves(c: Certificate) -> None:
    """T4.12: by moves through nothing the classes come to two sides of planes."""
    loops, labels = read_loops(c)
    (scale,) = integers([c.evidence["scale"]], "scale")
    need(scale >= 1, "scale: expected a positive integer")
    diagram(loops)  # refuses polygons that meet
    polygons = _Polygons([[(scale * x, scale * y, scale * z) for x, y, z in p] for p in loops])
    for step, move in enumerate(items(c.evidence["moves"], "moves", 0)):
        polygons.make(integers(move, f"moves[{step}]"), f"moves[{step}]")
    if c.claim["kind"] == "unlink":
        labels = list(range(len(loops)))
        need(polygons.triangles(), "the moves end before all polygons are triangles")
    groups: dict[int, list[Corner]] = {label: [] for label in labels}
    for vertex, component in polygons.left():
        groups[labels[component]].append(polygons.at[vertex])
    parted(c.evidence["planes"], groups)


def integers(value: Json, at: str, bits: int = _BITS) -> list[int]:
    """Read a list of integers that are not too large."""
    found = items(value, at)
    fits = all(type(x) is int and abs(x) < 2**bits for x in found)
    need(fits, f"{at}: expected integers below 2^{bits}")
    return found


def parted(value: Json, groups: dict[int, list[Any]], bits: int = _BITS) -> None:
    """Refuse unless every two groups are on two sides of a plane."""
    missing = set(combinations(sorted(groups), 2))
    for k, row in enumerate(items(value, "planes", 0)):
        found = integers(row, f"planes[{k}]", bits)
        need(len(found) == 6, f"planes[{k}]: expected two groups and four numbers")
        i, j, a, b, c, d = found
        need((i, j) in missing, f"planes[{k}]: no two groups that are still to be parted")
        above = all(a * x + b * y + c * z > d for x, y, z in groups[i])
        below = all(a * x + b * y + c * z < d for x, y, z in groups[j])
        need(above and below, f"planes[{k}]: it does not part these groups")
        missing.remove((i, j))
    need(not missing, f"planes: nothing parts the groups {sorted(missing)[:1]}")


class _Polygons:
    """Closed polygons whose vertices have numbers, in the order of the file."""

    def __init__(self, loops: list[list[Corner]]):
        self.at: list[Corner] = [corner for loop in loops for corner in loop]
        need(all(abs(x) < 2**_BITS for v in self.at for x in v), "the coordinates are too large")
        self.after: list[int] = []
        self.owner: list[int] = []
        for component, loop in enumerate(loops):
            first = len(self.after)
            self.after += [first + (k + 1) % len(loop) for k in range(len(loop))]
            self.owner += [component] * len(loop)
        self.before = [0] * len(self.after)
        for a, b in enumerate(self.after):
            self.before[b] = a
        self.gone = [False] * len(self.after)
        self.low = np.zeros((len(self.at), 3), np.int64)
        self.high = self.low.copy()
        for v in range(len(self.at)):
            self._box(v)

    def make(self, move: list[int], at: str) -> None:
        """Make a move: [v, x, y, z], [v] or, of a new vertex after v, [v, new, x, y, z]."""
        v = move[0]
        need(0 <= v < len(self.at) and not self.gone[v], f"{at}: there is no such vertex")
        before, after = self.before[v], self.after[v]
        if len(move) == 4:
            old, new = self.at[v], (move[1], move[2], move[3])
            p, n = self.at[before], self.at[after]
            free = not _folds(p, old, new, n)
            free = free and self._free((p, old, new), {v}, before, -1)
            need(
                free and self._free((n, old, new), {v}, -1, after), f"{at}: something is in its way"
            )
            self.at[v] = new
            self._box(v)
            self._box(before)
        elif len(move) == 1:
            need(self.after[after] != before, f"{at}: a triangle stays one")
            triangle = self.at[before], self.at[v], self.at[after]
            need(self._free(triangle, {v}, before, after), f"{at}: something is in its way")
            self.after[before], self.before[after] = after, before
            self.gone[v] = True
            self.low[v], self.high[v] = 1, 0
            self._box(before)
        else:
            need(len(move) == 5 and move[1] == len(self.at), f"{at}: no move")
            new = move[2], move[3], move[4]
            triangle = self.at[v], new, self.at[after]
            y, z = _minus(triangle[0], new), _minus(triangle[2], new)
            need(any(_cross(y, z)) or _dot(y, z) < 0, f"{at}: the new edges lie on each other")
            need(self._free(triangle, set(), v, after, v), f"{at}: something is in its way")
            self._insert(v, after, new)

    def _insert(self, v: int, after: int, new: Corner) -> None:
        number = len(self.at)
        self.at.append(new)
        self.after.append(after)
        self.before.append(v)
        self.owner.append(self.owner[v])
        self.gone.append(False)
        self.after[v] = self.before[after] = number
        if len(self.low) == number:
            self.low, self.high = (np.concatenate([x, 0 * x]) for x in (self.low, self.high))
            self.low[number + 1 :], self.high[number + 1 :] = 1, 0
        self._box(number)
        self._box(v)

    def _box(self, v: int) -> None:
        """Renew the box of the edge from a vertex."""
        a, b = self.at[v], self.at[self.after[v]]
        self.low[v] = [min(x, y) for x, y in zip(a, b, strict=True)]
        self.high[v] = [max(x, y) for x, y in zip(a, b, strict=True)]

    def _free(
        self, triangle: tuple[Corner, ...], of: set[int], ends: int, starts: int, itself: int = -1
    ) -> bool:
        """Say whether a closed triangle meets no edge, but for those at the vertices given.

        Edges of the vertices `of` are left out, and so is the edge from `itself`. The edge that
        ends at `ends`, and the one that starts at `starts`, have that vertex alone in common with
        it, or it is not free.
        """
        low = [min(x) for x in zip(*triangle, strict=True)]
        high = [max(x) for x in zip(*triangle, strict=True)]
        near = ((self.low <= high) & (self.high >= low)).all(1)
        for e in np.flatnonzero(near).tolist():
            if e >= len(self.at) or self.gone[e]:
                continue
            f = self.after[e]
            if e in of or f in of or e == itself:
                continue
            if f == ends or e == starts:
                if f == ends and _along(self.at[e], self.at[f], triangle):
                    return False
                if e == starts and _along(self.at[f], self.at[e], triangle):
                    return False
            elif not _apart(self.at[e], self.at[f], triangle):
                return False
        return True

    def left(self) -> list[tuple[int, int]]:
        """Return the vertices that are left, and of which polygon."""
        return [(v, c) for v, c in enumerate(self.owner) if not self.gone[v]]

    def triangles(self) -> bool:
        """Say whether every polygon is a triangle."""
        return all(self.after[self.after[self.after[v]]] == v for v, _ in self.left())


def _apart(p: Corner, q: Corner, triangle: Sequence[Corner]) -> bool:
    """Say that a plane strictly parts a segment from a triangle; if not, none was found."""
    a, b, c = triangle
    d, edges = _minus(q, p), (_minus(b, a), _minus(c, b), _minus(a, c))
    normals = [_cross(edges[0], edges[1]), *(_cross(e, d) for e in edges)]
    # Of what lies in one plane, with normal m; of what lies on one line.
    m = next((u for u in normals if any(u)), (0, 0, 0))
    normals += [_cross(m, e) for e in (*edges, d)]
    normals += [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    for u in normals:
        one = _dot(u, p), _dot(u, q)
        other = _dot(u, a), _dot(u, b), _dot(u, c)
        if max(one) < min(other) or min(one) > max(other):
            return True
    return False


def _along(q: Corner, apex: Corner, triangle: Sequence[Corner]) -> bool:
    """Say whether the segment from a triangle's vertex to q meets it elsewhere, too."""
    y, z = (_minus(v, apex) for v in triangle if v != apex)
    x, n = _minus(q, apex), _cross(y, z)
    if any(n):
        inside = _dot(_cross(x, z), n) >= 0 and _dot(_cross(y, x), n) >= 0
        return _dot(n, x) == 0 and inside
    return any(not any(_cross(e, x)) and _dot(e, x) > 0 for e in (y, z))


def _folds(p: Corner, old: Corner, new: Corner, n: Corner) -> bool:
    """Say whether the edges at a vertex come to lie on each other while it moves."""
    # At the share t of its way p − v(t) and n − v(t) have the cross product c + t·e.
    d, y, z = _minus(new, old), _minus(p, old), _minus(n, old)
    c, e = _cross(y, z), _cross(_minus(z, y), d)
    if not any(e):
        # Either never on a line, or all the time: then it has to stay between its neighbours.
        return not any(c) and not (_dot(y, z) < 0 and _dot(_minus(p, new), _minus(n, new)) < 0)
    if any(_cross(c, e)):
        return False
    k = next(k for k in range(3) if e[k])
    over, under = (-c[k], e[k]) if e[k] > 0 else (c[k], -e[k])
    if not 0 <= over <= under:
        return False
    ends = [tuple(under * x - over * s for x, s in zip(w, d, strict=True)) for w in (y, z)]
    return sum(x * s for x, s in zip(*ends, strict=True)) >= 0


def _minus(a: Corner, b: Corner) -> Corner:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _cross(a: Corner, b: Corner) -> Corner:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _dot(a: Corner, b: Corner) -> int:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
