"""From a planar diagram code to polygons in space, by a drawing of it in the plane.

Edges of the diagram are cut in three, every region is filled with triangles, and the whole is put
into a round frame: each point at the mean of its neighbours, so that no triangle turns over (Tutte
1963, *Proc. London Math. Soc.* 13). Then points are moved so that the small triangles grow. Where
regions are nested too deeply in each other for that, every point has a level of its own.
"""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_array, diags_array
from scipy.sparse.linalg import splu

from unknot.errors import InputError
from unknot.links._diagram import Diagram, diagram
from unknot.links._levels import levelled
from unknot.links._link import Corner, Link
from unknot.links._pd import faces, pd_code

_GRID = 2**17  # the radius of a frame
_HEIGHT = 2**13  # of over strands; under strands are as far below
_ROUNDS, _MOST_ROUNDS = 40, 400
_SMALL = 0.02
_SPRING = 0.2
_WIDE = 2.2  # from one part of a picture to the next, in radii

Places = dict[Any, np.ndarray]  # of points


@dataclass(frozen=True)
class _Drawn:
    """Where crossings are, by number, and corners of edges between them, by number, (c, 2)."""

    crossings: Places
    edges: Places


def polygons(picture: Diagram) -> Link:
    """Return closed polygons with integer corners that have this picture from above.

    Each component is a class. Over strands are lifted at crossings and under strands lowered;
    between crossings polygons lie at height 0. The result is drawn again and compared.

    Raises
    ------
    InputError
        The picture cannot be drawn on the grid: it has too many crossings nested in each other.

    Examples
    --------
    >>> from unknot.links import from_pd
    >>> trefoil = from_pd([(1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2)])
    >>> pd_code(diagram(polygons(trefoil))) == pd_code(trefoil)
    True
    """
    code = pd_code(picture)
    crossings = [x for x in code if len(x) == 4]
    loops = [x[0] for x in code if len(x) == 1]
    parts = [_Drawing(picture, crossings, part) for part in _parts(crossings)]
    for draw in (_Drawing.round, _Drawing.levelled):
        drawn = [found for part in parts if (found := draw(part)) is not None]
        if len(drawn) < len(parts):
            continue
        with suppress(InputError):  # corners that coincide, or edges that meet
            link = _link(picture, loops, drawn)
            if pd_code(diagram(link)) == code:
                return link
    raise InputError(
        f"This picture of {len(crossings)} crossings cannot be drawn on a grid of {_GRID} steps; "
        "simplify it first."
    )


def _link(picture: Diagram, loops: list[int], parts: list[_Drawn]) -> Link:
    """Return the polygons of the parts of a picture, beside each other."""
    crossings: Places = {}
    edges: Places = {}
    for number, part in enumerate(parts):
        shift = np.array([round(number * _WIDE * _GRID), 0])
        crossings |= {k: at + shift for k, at in part.crossings.items()}
        edges |= {edge: at + shift for edge, at in part.edges.items()}
    curves: dict[int, list[Corner]] = {}
    for number, edge in enumerate(loops, len(parts)):
        angle = 2 * np.pi * np.arange(12) / 12
        ring = np.rint(_GRID * np.stack([number * _WIDE + np.cos(angle), np.sin(angle)], 1))
        curves[edge] = [_corner(at, 0) for at in ring]
    start = 1
    for walk in picture.walks:
        if walk:
            curves[start] = _curve(walk, start, crossings, edges)
        start += max(1, len(walk))
    found = tuple(tuple(curves[edge]) for edge in sorted(curves))
    return Link(found, tuple(range(len(found))))


def _curve(
    walk: tuple[tuple[int, bool], ...], start: int, crossings: Places, edges: Places
) -> list[Corner]:
    corners: list[Corner] = []
    for k, (crossing, under) in enumerate(walk):
        before, after = edges[start + k], edges[start + (k + 1) % len(walk)]
        corners += [_corner(side, 0) for side in before]
        at = crossings[crossing]
        if under:
            # It passes beside the crossing's place, where the over strand has a corner.
            corners += [_corner(at + (side - at) / 4, -_HEIGHT) for side in (before[-1], after[0])]
        else:
            corners.append(_corner(at, _HEIGHT))
    return corners


def _corner(at: np.ndarray, height: int) -> Corner:
    return round(float(at[0])), round(float(at[1])), height


def _parts(crossings: list[tuple[int, ...]]) -> list[list[int]]:
    """Return the connected parts of a picture, as crossings."""
    at = defaultdict(list)
    for k, edges in enumerate(crossings):
        for edge in edges:
            at[edge].append(k)
    left, found = set(range(len(crossings))), []
    while left:
        part, queue = set(), [min(left)]
        while queue:
            k = queue.pop()
            if k not in part:
                part.add(k)
                queue += [m for edge in crossings[k] for m in at[edge]]
        found.append(sorted(part))
        left -= part
    return found


class _Drawing:
    """A connected part of a picture, filled with triangles.

    Points are crossings k, the two on an edge (edge, 0) and (edge, 1) from its beginning on, and
    those in the middle of regions and round them.
    """

    def __init__(self, picture: Diagram, crossings: list[tuple[int, ...]], part: list[int]):
        self.triangles: list[tuple[Any, Any, Any]] = []
        self.frame: list[Any] = []
        self.paths: dict[int, list[Any]] = {}  # from crossing to crossing, along each edge

        def along(k: int, place: int) -> list[Any]:
            """Return a crossing and the points on the edge out of it, in order."""
            edge = crossings[k][place]
            outwards = place == 2 or place == (1 if picture.crossings[k].sign > 0 else 3)
            path = self.paths.setdefault(edge, [None, (edge, 0), (edge, 1), None])
            path[0 if outwards else -1] = k
            return [k, *(path[1:-1] if outwards else path[-2:0:-1])]

        regions = [
            [point for k, place in region for point in along(part[k], place)]
            for region in faces([crossings[k] for k in part])
        ]
        outer = max(range(len(regions)), key=lambda r: len(regions[r]))
        for number, region in enumerate(regions):
            # A region is anticlockwise, and on the left of its border.
            ring = region
            if number == outer or len(set(region)) < len(region):
                # A region may come to one crossing twice; the points of a ring inside it differ.
                ring = [(number, "ring", k) for k in range(len(region))]
                for k in range(len(region)):
                    self.triangles.append((region[k - 1], region[k], ring[k - 1]))
                    self.triangles.append((region[k], ring[k], ring[k - 1]))
            if number == outer:
                self.frame = ring[::-1]  # it was clockwise, with the outer region on the left
            else:
                middle = (number, "middle")
                self.triangles += [(ring[k - 1], ring[k], middle) for k in range(len(ring))]
        self.pairs = {frozenset((t[k - 1], t[k])) for t in self.triangles for k in range(3)}

    def round(self) -> _Drawn | None:
        """Draw it in a disc, unless regions are nested in each other too deeply for floats."""
        inner = sorted({x for pair in self.pairs for x in pair} - set(self.frame), key=str)
        index = {x: i for i, x in enumerate([*inner, *self.frame])}
        a, b = np.array([[index[x] for x in pair] for pair in self.pairs]).T
        count, free = len(index), len(inner)
        angle = 2 * np.pi * np.arange(count - free) / (count - free)
        at = np.zeros((count, 2))
        at[free:] = np.stack([np.cos(angle), np.sin(angle)], 1)
        joined = coo_array((np.ones(len(a)), (a, b)), shape=(count, count)).tocsr()
        joined = joined + joined.T
        matrix = diags_array(joined.sum(1)[:free]) - joined[:free, :free]
        at[:free] = splu(matrix.tocsc()).solve(joined[:free, free:] @ at[free:])
        corners = np.array([[index[x] for x in triangle] for triangle in self.triangles])
        at = _spread(at, free, corners)
        if at is None:
            return None
        at = np.rint(at * _GRID)
        return self._drawn([at[[index[x] for x in path]] for path in self.paths.values()])

    def levelled(self) -> _Drawn | None:
        """Draw it with a level for every point, unless the grid has too few of them."""
        drawn = levelled(self.triangles, self.frame, list(self.paths.values()))
        width = max(max(corner) for path in drawn for corner in path)
        scale = 2 * _GRID // width
        if not scale:
            return None
        return self._drawn([scale * np.array(path) - (_GRID, _GRID) for path in drawn])

    def _drawn(self, corners: list[np.ndarray]) -> _Drawn:
        places = list(zip(self.paths, corners, strict=True))
        ends = {self.paths[edge][k]: at[k] for edge, at in places for k in (0, -1)}
        return _Drawn(ends, {edge: at[1:-1] for edge, at in places})


def _spread(at: np.ndarray, free: int, corners: np.ndarray) -> np.ndarray | None:
    """Move the points that are free so that small triangles grow, and none turns over.

    There is nothing to return where one is turned over, or flat, from the beginning on.

    It is Newton's method, point by point at once, for the sum of the logarithms of the areas less
    springs along the edges; where only one point moves, that is concave.
    """
    area = _areas(at, corners)
    if not (area > 0).all():
        return None
    spring = _SPRING * len(corners) / area.sum()
    for round_ in range(_MOST_ROUNDS):
        if round_ >= _ROUNDS and area.min() > _SMALL * area.mean():
            break
        gradient, hessian = np.zeros_like(at), np.zeros((len(at), 2, 2))
        for k in range(3):
            one, other = (at[corners[:, (k + s) % 3]] for s in (1, 2))
            slope = np.stack([one[:, 1] - other[:, 1], other[:, 0] - one[:, 0]], 1) / area[:, None]
            pull = spring * (one + other - 2 * at[corners[:, k]])
            np.add.at(gradient, corners[:, k], slope + pull)
            bend = slope[:, :, None] * slope[:, None, :] + 2 * spring * np.eye(2)
            np.add.at(hessian, corners[:, k], bend)
        try:
            step = np.linalg.solve(hessian[:free], gradient[:free, :, None])[:, :, 0]
        except np.linalg.LinAlgError:  # beside a needle only one direction counts
            break
        share = 0.6
        while True:
            moved = at.copy()
            moved[:free] += share * step
            new = _areas(moved, corners)
            if (new > 0.2 * area).all():
                break
            share /= 2
        at, area = moved, new
    return at


def _areas(at: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Return twice the signed areas of triangles, given by their corners: (t, 3) to (t,)."""
    a, b, c = (at[corners[:, k]] for k in range(3))
    return (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
