"""Ways out past each class of the plane (THEORY T4.8), through triangles between walls."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.spatial import Delaunay, QhullError

from unknot.checker import Box, Polygon, Round, Set, Thick
from unknot.exact import Point, rows
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._members import members
from unknot.verdicts._near import Floats, near_boxes

_ARCS = (32, 512)  # sides of the polygons round a circle
_ROUNDS = 24
_TINY = 1e-12  # shares of a wall
_MOST_ROUND = 24  # pieces with arcs
_MOST = 60_000  # points of a triangulation


def ways_out(classes: Classes, activation: str) -> Certificate | None:
    """Show by ways to the outside that no class encloses a point of another, if that is found."""
    if classes.dimension != 2 or classes.exact is None:
        return None
    sides = classes.exact
    if not all(isinstance(s, (Thick, Polygon, Box)) or _round(s) for side in sides for s in side):
        return None
    if sum(_rounds(s) for side in sides for s in side) > _MOST_ROUND:
        return None
    starts = [list(_starts(classes, k)) for k in range(len(sides))]
    for sides_of_arcs in _ARCS:
        ways = []
        for j, side in enumerate(sides):
            others = [x for i, lot in enumerate(starts) if i != j for x in lot]
            way = _past(side, others, sides_of_arcs)
            if way is None:
                break
            ways.append(way)
        if len(ways) == len(sides):
            found = accepted(
                "No class encloses a point of another: from every piece a way leads out past each "
                f"other class. So the plane can be unwound: two units a layer of {activation} are "
                "enough at some depth. Nothing is said of how deep, nor that training finds the "
                "weights.",
                facts={"places": sum(len(w["places"]) for w in ways)},
                classes=classes.written(),
                claim={"kind": "some network", "width": 2, "activations": activation},
                evidence={"kind": "ways", "ways": ways},
            )
            if found is not None:
                return found
        if all(isinstance(s, Polygon | Box) or _thin(s) for side in sides for s in side):
            return None  # finer arcs change nothing
    return None


def _round(one: Set) -> bool:
    return isinstance(one, Round) and one.full


def _rounds(one: Set) -> int:
    """Count the pieces with arcs in their border."""
    if isinstance(one, Thick):
        return len(one.starts) if one.radius else 0
    return int(isinstance(one, Round))


def _thin(one: Set) -> bool:
    return isinstance(one, Thick) and one.radius == 0


def _starts(classes: Classes, label: int) -> Iterator[Point]:
    """Give an exact point of every connected piece, in the order in which the checker asks."""
    assert classes.exact is not None
    for part, one in zip(classes.parts(label), classes.exact[label], strict=True):
        match one:
            case Thick(kind="points" | "balls"):
                yield from one.starts.rows
            case Thick():
                yield one.starts.rows[0]
            case Polygon():
                yield one.border.starts.rows[0]
            case Box():
                yield tuple((a + b) / 2 for a, b in zip(one.lower, one.upper, strict=True))
            case Round():
                c = one.centre
                yield (c[0] + (one.inner + one.outer) / 2, c[1])
            case _:
                yield members(part)[0][0]


# ---------------------------------------------------------------- walls


def _walls(side: list[Set], arcs: int) -> Floats:
    """Return segments (m, 2, 2) round all pieces of a class: a little outside of curved ones."""
    lots: list[Floats] = []
    for one in side:
        match one:
            case Thick(radius=r) if r == 0:
                if one.stops is not one.starts:
                    lots.append(_joined(one))
                else:
                    lots.append(np.repeat(np.array(one.starts.values, float)[:, None], 2, axis=1))
            case Thick():
                lots += [_stadium(a, b, float(one.radius), arcs) for a, b in _joined(one)]
            case Polygon():
                lots.append(_joined(one.border))
            case Box():
                (a, b), (c, d) = (np.array(v, float) for v in (one.lower, one.upper))
                lots.append(_closed(np.array([(a, b), (c, b), (c, d), (a, d)])))
            case Round():
                centre, outer = np.array(one.centre, float), float(one.outer)
                lots.append(_stadium(centre, centre, outer, arcs))
                if one.inner > 0:
                    lots.append(_closed(centre + float(one.inner) * (1 - 1e-12) * _turn(arcs, 0.0)))
    return np.concatenate(lots)


def _joined(one: Thick) -> Floats:
    return np.stack([np.array(t.values, float) for t in (one.starts, one.stops)], axis=1)


def _closed(corners: Floats) -> Floats:
    return np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)


def _turn(count: int, start: float) -> Floats:
    angle = start + 2 * np.pi * np.arange(count) / count
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _stadium(a: Floats, b: Floats, radius: float, arcs: int) -> Floats:
    """Return a polygon round what is within a radius of a segment."""
    along = b - a
    start = float(np.arctan2(along[1], along[0])) if along.any() else 0.0
    turn = (
        _turn(arcs, start - np.pi / 2 + np.pi / arcs) * radius / np.cos(np.pi / arcs) * (1 + 1e-12)
    )
    half = arcs // 2
    return _closed(np.concatenate([b + turn[:half], a + turn[half:]]))


# ---------------------------------------------------------------- triangles


@dataclass
class _Mesh:
    points: Floats
    cells: Delaunay
    walls: set[tuple[int, int]]
    outside: int  # a point of the frame


def _past(side: list[Set], starts: list[Point], arcs: int) -> dict[str, Any] | None:
    """Find ways from places to outside past a class, as the checker reads them."""
    walls = _walls(side, arcs)
    near = np.array([[float(v) for v in x] for x in starts])
    mesh = _mesh(walls, near)
    if mesh is None:
        return None
    parents = _flooded(mesh)
    of_vertex: dict[int, int] = {}
    for cell, corners in enumerate(mesh.cells.simplices.tolist()):
        if cell in parents:
            for v in corners:
                of_vertex.setdefault(v, cell)
    index = {tuple(x): k for k, x in enumerate(mesh.points.tolist())}
    places: list[Any] = []
    to: list[int] = []
    known: dict[int, int] = {}
    found: list[int] = []
    for exact, x in zip(starts, near.tolist(), strict=True):
        cell = of_vertex.get(index[tuple(x)])
        if cell is None:
            return None
        chain = [cell]
        while chain[-1] not in known and parents[chain[-1]] is not None:
            chain.append(parents[chain[-1]][0])  # type: ignore[index]
        for one in reversed(chain):
            if one in known:
                continue
            way = parents[one]
            known[one] = len(places)
            if way is None:
                places.append(mesh.points[mesh.outside].tolist())
                to.append(-1)
            else:
                places.append(way[1])
                to.append(known[way[0]])
        places.append(exact)
        to.append(known[cell])
        found.append(len(places) - 1)
    return {"places": rows(places), "to": to, "starts": found}


def _mesh(walls: Floats, starts: Floats) -> _Mesh | None:
    """Triangulate points until every wall is made of edges of triangles."""
    walls = _cut_at_crossings(walls)
    ends = walls.reshape(-1, 2)
    low, high = (f(np.concatenate([ends, starts]), axis=0) for f in (np.min, np.max))
    size = float((high - low).max()) or 1.0
    frame = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    frame += size * np.array([[-1, -1.1], [1.2, -1], [1, 1.3], [-1.1, 1]])
    points, places = np.unique(np.concatenate([frame, starts, ends]), axis=0, return_inverse=True)
    outside = int(places.reshape(-1)[0])
    pairs = places.reshape(-1)[4 + len(starts) :].reshape(-1, 2)
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    for _ in range(_ROUNDS):
        if len(points) > _MOST:
            return None
        try:
            cells = Delaunay(points)
        except QhullError:
            return None
        s = cells.simplices
        edges = np.sort(np.concatenate([s[:, [0, 1]], s[:, [1, 2]], s[:, [0, 2]]]), axis=1)
        have = np.unique(edges[:, 0].astype(np.int64) * len(points) + edges[:, 1])
        missing = ~np.isin(pairs[:, 0].astype(np.int64) * len(points) + pairs[:, 1], have)
        if not missing.any():
            return _Mesh(points, cells, set(map(tuple, pairs.tolist())), outside)
        split = pairs[missing]
        middles = 0.5 * (points[split[:, 0]] + points[split[:, 1]])
        new = np.arange(len(points), len(points) + len(split))
        points = np.concatenate([points, middles])
        halves = [np.stack([split[:, k], new], axis=1) for k in (0, 1)]
        pairs = np.concatenate([pairs[~missing], *halves])
    return None


def _cut_at_crossings(walls: Floats) -> Floats:
    """Cut walls where others cross them, end on them, or lie on them in part."""
    low, high = walls.min(axis=1), walls.max(axis=1)
    near = near_boxes((low, high), (low, high))
    near = near[near[:, 0] != near[:, 1]]
    i, j = near.T
    d, e, f = walls[i, 1] - walls[i, 0], walls[j, 1] - walls[j, 0], walls[j, 0] - walls[i, 0]
    size = np.maximum((d * d).sum(axis=1), 1e-300)
    across = d[:, 0] * e[:, 1] - d[:, 1] * e[:, 0]
    with np.errstate(all="ignore"):
        t = (f[:, 0] * e[:, 1] - f[:, 1] * e[:, 0]) / across
        u = (f[:, 0] * d[:, 1] - f[:, 1] * d[:, 0]) / across
    inner: dict[int, list[Any]] = {}

    def cut(rows: np.ndarray, shares: Floats, places: Floats) -> None:
        for k in np.flatnonzero(rows & (shares > _TINY) & (shares < 1 - _TINY)).tolist():
            inner.setdefault(int(i[k]), []).append((shares[k], places[k]))

    # The same place for both of a pair, to the last digit.
    first = np.minimum(i, j)
    share = np.where(i == first, t, u)[:, None]
    crossed = walls[first, 0] + share * (walls[first, 1] - walls[first, 0])
    cut((across != 0) & (u > _TINY) & (u < 1 - _TINY), t, crossed)
    for end in (0, 1):
        g = walls[j, end] - walls[i, 0]
        share = (g * d).sum(axis=1) / size
        off = np.linalg.norm(g - share[:, None] * d, axis=1)
        cut(off <= _TINY * np.sqrt(size), share, walls[j, end])
    kept = np.ones(len(walls), bool)
    kept[list(inner)] = False
    more = []
    for k, cuts in inner.items():
        ordered = [walls[k, 0], *(x for _, x in sorted(cuts, key=lambda c: c[0])), walls[k, 1]]
        more += [np.stack(pair) for pair in pairwise(ordered)]
    return np.concatenate([walls[kept], np.array(more).reshape(-1, 2, 2)])


Parents = dict[int, tuple[int, list[float]] | None]


def _flooded(mesh: _Mesh) -> Parents:
    """Return the cells that the outside reaches, each with the next one out and where it opens."""
    cells, neighbours = mesh.cells.simplices.tolist(), mesh.cells.neighbors.tolist()
    found: Parents = {next(k for k, corners in enumerate(cells) if mesh.outside in corners): None}
    queue = deque(found)
    while queue:
        cell = queue.popleft()
        corners = cells[cell]
        for k, other in enumerate(neighbours[cell]):
            if other < 0 or other in found:
                continue
            a, b = sorted(v for m, v in enumerate(corners) if m != k)
            if (a, b) not in mesh.walls:
                middle = (0.5 * (mesh.points[a] + mesh.points[b])).tolist()
                found[other] = cell, middle
                queue.append(other)
    return found
