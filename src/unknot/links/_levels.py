"""Drawings of triangulated pictures in which every point has a level of its own.

Points are ordered so that each but the two ends has neighbours below and above it (the canonical
ordering of de Fraysseix, Pach and Pollack 1990, *Combinatorica* 10), and an edge is vertical but
for its ends, at a place that comes from the dual graph (Tamassia and Tollis 1986, *Discrete Comput.
Geom.* 1). All of it is in whole numbers, however deeply regions are nested in each other.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Any

Step = tuple[Any, Any]  # from one point to the next, upwards
Place = tuple[int, int]
Around = Mapping[Any, Mapping[Any, Any]]  # of each point: after a neighbour, anticlockwise

_STEP = 16  # from one level to the next, and from one place of edges to the next
_HALF, _QUARTER = _STEP // 2, _STEP // 4


def levelled(
    triangles: Iterable[tuple[Any, Any, Any]],
    frame: Sequence[Any],
    paths: Sequence[Sequence[Any]],
) -> list[list[Place]]:
    """Return paths in a triangulated disc as polygons that meet at their ends alone, as corners.

    Triangles are anticlockwise, and so is the frame round them. Paths share their ends and nothing
    else. From an end they go half a level up or down, in straight lines, no two in one line.
    """
    around = _around(triangles, frame)
    level = _levels(around, frame)
    column = _columns(around, level, frame)
    walks = [
        [(a, b) if level[a] < level[b] else (b, a) for a, b in pairwise(path)] for path in paths
    ]
    row = _ranks(level[point] for path in paths for point in path)
    rank = _ranks(column[step] for walk in walks for step in walk)
    beside: dict[Any, list[int]] = {}
    for path, walk in zip(paths, walks, strict=True):
        for end, step in ((path[0], walk[0]), (path[-1], walk[-1])):
            beside.setdefault(end, []).append(_STEP * rank[column[step]])
    at = {
        end: (sum(places) // len(places) // _HALF * _HALF + _QUARTER, _STEP * row[level[end]])
        for end, places in beside.items()
    }
    drawn = []
    for path, walk in zip(paths, walks, strict=True):
        corners = []
        for start, (low, high) in zip(path, walk, strict=False):
            x = _STEP * rank[column[low, high]]
            ends = [(x, _STEP * row[level[low]] + _HALF), (x, _STEP * row[level[high]] - _HALF)]
            corners += ends if start == low else ends[::-1]
        drawn.append([at[path[0]], *_without_straight(corners), at[path[-1]]])
    return drawn


def _ranks(values: Iterable[int]) -> dict[int, int]:
    return {value: rank for rank, value in enumerate(sorted(set(values)))}


def _without_straight(corners: list[Place]) -> list[Place]:
    """Return corners without those between their neighbours in a line, and without repetitions."""
    found: list[Place] = []
    for x, y in corners:
        if found and found[-1] == (x, y):
            continue
        if len(found) > 2 and found[-1][0] == found[-2][0] == x:
            found.pop()
        found.append((x, y))
    return found


def _around(triangles: Iterable[tuple[Any, Any, Any]], frame: Sequence[Any]) -> Around:
    """Return the neighbours of each point in order, with one more point beyond the frame."""
    around: dict[Any, dict[Any, Any]] = {}
    outside = [(frame[k], frame[k - 1], None) for k in range(len(frame))]
    for triangle in (*triangles, *outside):
        for k in range(3):
            a, b, c = (triangle[(k + i) % 3] for i in range(3))
            around.setdefault(a, {})[b] = c
    return around


def _levels(around: Around, frame: Sequence[Any]) -> dict[Any, int]:
    """Return a canonical ordering, from the top down: what is left stays a disc without chords.

    The point beyond the frame is the last, and two of the frame are the first.
    """
    first, second = frame[0], frame[1]
    border: set[Any] = set()
    touching = dict.fromkeys(around, 0)  # how many neighbours that are left are on the border
    order: dict[Any, int] = {}
    ready: deque[Any] = deque()

    def reach(point: Any) -> None:
        border.add(point)
        ready.append(point)
        for other in around[point]:
            touching[other] += 1
            ready.append(other)

    for point in (first, second, None):
        reach(point)
    while ready:
        point = ready.popleft()
        free = point in border and point not in order and touching[point] == 2
        if point in (first, second) or not free:
            continue
        order[point] = len(around) - 1 - len(order)
        for other in around[point]:
            touching[other] -= 1
            ready.append(other)
        for other in around[point]:
            if other not in border:
                reach(other)
    return order | {second: 1, first: 0}


def _columns(around: Around, level: Mapping[Any, int], frame: Sequence[Any]) -> dict[Step, int]:
    """Return where edges are from left to right: how many regions are at most before theirs."""
    beyond = _region(frame[1], frame[0], None)
    sides: dict[Step, tuple[Any, Any]] = {}
    before: dict[Any, set[Any]] = {}
    for low in around:
        for high, left in around[low].items():
            if level[low] < level[high]:
                right = around[high][low]
                one, other = _region(low, high, left), _region(high, low, right)
                # What is beyond all is on the left of some edges, and on the right of others.
                sides[low, high] = one, (None if other == beyond else other)
                before.setdefault(sides[low, high][1], set()).add(one)
    place: dict[Any, int] = {}
    for region in TopologicalSorter(before).static_order():
        place[region] = max((place[other] + 1 for other in before.get(region, ())), default=0)
    return {step: place[left] for step, (left, _) in sides.items()}


def _region(*corners: Any) -> frozenset[Any]:
    return frozenset(corners)
