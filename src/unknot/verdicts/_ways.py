"""Ways out past each class of the plane (THEORY T4.8), through triangles between walls."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.spatial import Delaunay, KDTree, QhullError

from unknot.checker import Box, Holed, Polygon, Round, Set, Thick
from unknot.exact import Point, numbers, rows
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes, Part
from unknot.verdicts._members import Member, members
from unknot.verdicts._near import Floats, near_boxes, near_ends, segment_distances
from unknot.verdicts._walks import Walls

_ARCS = (16, 256)  # sides of the polygons round a circle
_ROUNDS = 24
_TINY = 1e-11  # shares of a wall, and of all there is
_MOST_ROUND = 500  # pieces with arcs
_MOST_TANGENTS = 60
_LOOKS = 3  # for a closed walk before a finer triangulation
_MOST = 60_000  # points of a triangulation


@dataclass(frozen=True)
class Past:
    """What is known of ways from the other classes to outside past one class.

    Attributes
    ----------
    way
        As the checker reads it; None if some piece of another class has none.
    stuck
        Exact points of the pieces that seem to have none.
    lost
        Whether it was not even seen which pieces have none.
    parts
        The class's parts, with the sets that the checker reads.
    """

    way: dict[str, Any] | None
    stuck: list[Member]
    lost: bool
    parts: list[tuple[Part, Set]]

    @cached_property
    def walls(self) -> Walls:
        """The class's pieces, and where they meet."""
        return Walls(self.parts)


def way_past(classes: Classes, label: int) -> Past:
    """Look for ways to outside past a class of the plane from all pieces of the others."""
    key = "way past", label
    if key not in classes.found:
        classes.found[key] = _look_past(classes, label)
    return classes.found[key]


def _look_past(classes: Classes, label: int) -> Past:
    assert classes.exact is not None
    others = [k for k in range(len(classes)) if k != label]
    starts = [m for k in others for m in _starts(classes, k)]
    side = classes.exact[label]
    parts = list(zip(classes.parts(label), side, strict=True))
    if not all(map(_bordered, side)) or sum(map(_rounds, side)) > _MOST_ROUND:
        return Past(None, [], True, parts)
    near = np.array([[float(v) for v in x] for x, _ in starts])
    past = Past(None, [], True, parts)
    for arcs in _ARCS:
        mesh = _mesh(_walls(side, near, arcs), near)
        if mesh is None:
            continue
        way, stuck = _way_through(mesh, [x for x, _ in starts], near)
        if way is not None:
            return Past(way, [], False, parts)
        past = Past(None, [starts[k] for k in stuck], False, parts)
        finer = not all(isinstance(s, Polygon | Box) or _thin(s) for s in side)
        if not finer or any(past.walls.round(x) is not None for x, _ in past.stuck[:_LOOKS]):
            break
    return past


def ways_out(classes: Classes, activation: str) -> Certificate | None:
    """Show by ways to the outside that no class encloses a point of another, if that is found."""
    if classes.dimension != 2 or classes.exact is None:
        return None
    if not all(_bordered(s) for side in classes.exact for s in side):
        return None
    found = [way_past(classes, j).way for j in range(len(classes))]
    ways = [way for way in found if way is not None]
    if len(ways) < len(found):
        return None
    return accepted(
        "No class encloses a point of another: from every piece a way leads out past each "
        f"other class. So the plane can be unwound: two units a layer of {activation} are "
        "enough at some depth. Nothing is said of how deep, nor that training finds the "
        "weights.",
        facts={"places": sum(len(w["places"]) for w in ways)},
        classes=classes.written(),
        claim={"kind": "some network", "width": 2, "activations": activation},
        evidence={"kind": "ways", "ways": ways},
    )


def _bordered(one: Set) -> bool:
    """Say whether segments and arcs are the border of a set."""
    round_ = isinstance(one, Round) and one.full
    return round_ or isinstance(one, Thick | Polygon | Box | Holed)


def _rounds(one: Set) -> int:
    """Count the pieces with arcs in their border."""
    if isinstance(one, Thick):
        return len(one.starts) if one.radius else 0
    return int(isinstance(one, Round | Holed))


def _thin(one: Set) -> bool:
    return isinstance(one, Thick) and one.radius == 0


def _starts(classes: Classes, label: int) -> Iterator[Member]:
    """Give an exact point of every connected piece, in the order in which the checker asks."""
    assert classes.exact is not None
    for part, one in zip(classes.parts(label), classes.exact[label], strict=True):
        places: Sequence[Point]
        match one:
            case Thick(kind="points" | "balls"):
                places = one.starts.rows
            case Thick():
                places = one.starts.rows[:1]
            case Polygon():
                places = one.border.starts.rows[:1]
            case Box():
                places = [tuple((a + b) / 2 for a, b in zip(one.lower, one.upper, strict=True))]
            case Round() | Holed():
                c, out = one.centre, one.outer if isinstance(one, Round) else one.radius
                places = [(c[0] + out, c[1])]
            case _:
                places = [place for place, _ in members(part)[:1]]
        for place in places:
            yield place, part.written() | {"point": numbers(place)}


# ---------------------------------------------------------------- walls


def _walls(side: list[Set], starts: Floats, arcs: int) -> Floats:
    """Return segments (m, 2, 2) round all pieces of a class: a little outside of curved ones.

    What lies within a circle is shut in by it, whatever else is there.
    """
    lots: list[Floats] = [np.zeros((0, 2, 2))]
    round_: list[tuple[Floats, float]] = []
    for one in side:
        match one:
            case Thick(radius=r) if r == 0:
                if one.stops is not one.starts:
                    lots.append(_joined(one))
                else:
                    lots.append(np.repeat(np.array(one.starts.values, float)[:, None], 2, axis=1))
            case Thick():
                round_.append((_joined(one), float(one.radius)))
            case Polygon():
                lots.append(_joined(one.border))
            case Box():
                (a, b), (c, d) = (np.array(v, float) for v in (one.lower, one.upper))
                lots.append(_closed(np.array([(a, b), (c, b), (c, d), (a, d)])))
            case Round() | Holed():
                centre = np.array(one.centre, float)
                outer = float(one.outer if isinstance(one, Round) else one.radius)
                round_.append((np.stack([centre, centre])[None], outer))
    if round_:
        thin = np.concatenate(lots)
        axes = np.concatenate([a for a, _ in round_])
        radii = np.concatenate([np.full(len(a), r) for a, r in round_])
        bodies = np.concatenate([axes, thin, np.repeat(starts[:, None], 2, axis=1)])
        reach = np.concatenate([radii, np.zeros(len(thin) + len(starts))])
        for k, (a, b) in enumerate(axes):
            towards = _towards(a, b, radii[k], bodies, reach, arcs)
            lots.append(_stadium(a, b, float(radii[k]), arcs, towards))
    return np.concatenate(lots)


def _towards(
    a: Floats, b: Floats, radius: float, bodies: Floats, reach: Floats, arcs: int
) -> Floats:
    """Return unit vectors (m, 2) to what comes nearer than a polygon round a piece may."""
    p, q = bodies[:, 0], bodies[:, 1]
    one, other = (np.broadcast_to(x, p.shape) for x in (a, b))
    gap = segment_distances(one, other, p, q) - reach - radius
    near = (gap < radius * (1 / np.cos(np.pi / arcs) - 1) * 4) & (gap > -1e-9 * radius)
    found = []
    for k in np.flatnonzero(near)[:_MOST_TANGENTS]:
        x, y = near_ends(a, b, p[k], q[k])
        size = np.linalg.norm(y - x)
        if size > 0:
            found.append((y - x) / size)
    return np.array(found).reshape(-1, 2)


def _joined(one: Thick) -> Floats:
    return np.stack([np.array(t.values, float) for t in (one.starts, one.stops)], axis=1)


def _closed(corners: Floats) -> Floats:
    return np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)


def _stadium(a: Floats, b: Floats, radius: float, arcs: int, towards: Floats) -> Floats:
    """Return a polygon round what is within a radius of a segment, of tangents to it.

    Some of them are across the given directions: there it is as near as can be.
    """
    along = b - a
    start = float(np.arctan2(along[1], along[0])) if along.any() else 0.0
    more = np.arctan2(towards[:, 1], towards[:, 0]) - start + np.pi / 2
    angle = np.concatenate([np.linspace(0, 2 * np.pi, arcs + 1)[:-1], more % (2 * np.pi), [np.pi]])
    angle = np.unique(angle)
    angle = angle[np.diff(angle, prepend=-1) > 1e-9]
    ends = np.append(angle[1:], angle[0] + 2 * np.pi)
    # Each corner is where two tangents meet, beside the end at whose half circle both are.
    middle, half = 0.5 * (angle + ends), 0.5 * (ends - angle)
    turned = middle + start - np.pi / 2
    out = np.stack([np.cos(turned), np.sin(turned)], axis=1) / np.cos(half)[:, None]
    corner = np.where((middle < np.pi)[:, None], b, a)
    return _closed(corner + radius * (1 + 1e-12) * out)


# ---------------------------------------------------------------- triangles


@dataclass
class _Mesh:
    points: Floats
    cells: Delaunay
    walls: set[tuple[int, int]]
    outside: int  # a point of the frame


def _way_through(
    mesh: _Mesh, starts: list[Point], near: Floats
) -> tuple[dict[str, Any] | None, list[int]]:
    """Return ways from places to outside, as the checker reads them, or which have none."""
    parents = _flooded(mesh)
    of_vertex: dict[int, int] = {}
    for cell, corners in enumerate(mesh.cells.simplices.tolist()):
        if cell in parents:
            for v in corners:
                of_vertex.setdefault(v, cell)
    index = {tuple(x): k for k, x in enumerate(mesh.points.tolist())}
    at = [index[tuple(x)] for x in near.tolist()]
    stuck = [k for k, v in enumerate(at) if v not in of_vertex]
    if stuck:
        return None, stuck
    places: list[Any] = []
    to: list[int] = []
    known: dict[int, int] = {}
    found: list[int] = []
    for exact, vertex in zip(starts, at, strict=True):
        cell = of_vertex[vertex]
        chain = [cell]
        while chain[-1] not in known and (way := parents[chain[-1]]) is not None:
            chain.append(way[0])
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
    return {"places": rows(places), "to": to, "starts": found}, []


def _mesh(walls: Floats, starts: Floats) -> _Mesh | None:
    """Triangulate points until every wall is made of edges of triangles."""
    walls = _cut_at_crossings(walls)
    ends = walls.reshape(-1, 2)
    low, high = (f(np.concatenate([ends, starts]), axis=0) for f in (np.min, np.max))
    size = float((high - low).max()) or 1.0
    frame = np.array([[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]])
    frame += size * np.array([[-1, -1.1], [1.2, -1], [1, 1.3], [-1.1, 1]])
    points, places = np.unique(np.concatenate([frame, starts, ends]), axis=0, return_inverse=True)
    places = _merged(points, places.reshape(-1), len(frame) + len(starts), _TINY * size)[places]
    used, places = np.unique(places, return_inverse=True)
    points, outside = points[used], int(places[0])
    pairs = places[len(frame) + len(starts) :].reshape(-1, 2)
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


def _merged(points: Floats, places: np.ndarray, first: int, size: float) -> np.ndarray:
    """Return for each point one within a size of it to stand for it; the first ones stand."""
    stands = np.arange(len(points))
    rank = np.full(len(points), len(points))
    np.minimum.at(rank, places, np.arange(len(places)))
    for u, v in sorted(map(tuple, KDTree(points).query_pairs(size))):
        u, v = sorted((u, v), key=lambda k: rank[k])
        if rank[v] >= first and stands[u] == u:
            stands[v] = u
    return stands


def _cut_at_crossings(walls: Floats) -> Floats:
    """Cut walls where others cross them, end on them, or lie on them in part."""
    close = _TINY * float(np.ptp(walls.reshape(-1, 2), axis=0).max())
    low, high = walls.min(axis=1) - close, walls.max(axis=1) + close
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
    with np.errstate(invalid="ignore"):  # parallel ones do not cross
        crossed = walls[first, 0] + share * (walls[first, 1] - walls[first, 0])
    cut((across != 0) & (u > _TINY) & (u < 1 - _TINY), t, crossed)
    for end in (0, 1):
        g = walls[j, end] - walls[i, 0]
        share = (g * d).sum(axis=1) / size
        off = np.linalg.norm(g - share[:, None] * d, axis=1)
        cut(off <= close, share, walls[j, end])
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
