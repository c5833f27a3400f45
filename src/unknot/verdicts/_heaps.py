"""Convex bodies that shrink to points one after the other (THEORY T4.15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from unknot import checker
from unknot.checker import Body, Point
from unknot.exact import point
from unknot.verdicts._above import normal_between
from unknot.verdicts._near import Floats, near_boxes, near_ends, segment_distances

_MOST_NEAR = 40_000
_NEAR = 1e-9


@dataclass
class Heaps:
    """Bodies in the order in which they go, each to its point; what is left makes heaps.

    Attributes
    ----------
    order, points
        Indices of bodies, and a point of each.
    into
        For each body one that it shrinks into, or −1 where it is the last of its heap.
    normals
        Directions that part bodies of which not both are capsules.
    """

    order: list[int] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    into: dict[int, int] = field(default_factory=dict)
    normals: list[list[int]] = field(default_factory=list)


def heaps(bodies: Sequence[Body], labels: Sequence[int]) -> Heaps | None:
    """Look for an order in which bodies shrink; None where none is seen."""
    made = Heaps()
    around = _touching(bodies, made)
    if around is None or any(labels[i] != labels[j] for i in around for j in around[i]):
        return None
    left = dict.fromkeys(range(len(bodies)))
    while left:
        before = len(left)
        for k in sorted(left, key=lambda i: len(around[i])):
            p = _common(bodies, k, around[k])
            if p is None:
                continue
            made.order.append(k)
            made.points.append(p)
            made.into[k] = next(iter(around[k]), -1)
            for j in around[k]:
                around[j].discard(k)
            del left[k]
        if len(left) == before:
            return None
    return made


def _touching(bodies: Sequence[Body], made: Heaps) -> dict[int, set[int]] | None:
    """Say which bodies are not parted, and note what parts those that are no capsules."""
    corners = [np.array([[float(v) for v in x] for x in b.corners]) for b in bodies]
    radii = np.array([float(b.radius) for b in bodies])
    low = np.array([x.min(axis=0) for x in corners]) - radii[:, None]
    high = np.array([x.max(axis=0) for x in corners]) + radii[:, None]
    slack = _NEAR * float((high - low).max())
    near = near_boxes((low - slack, high + slack), (low - slack, high + slack))
    near = near[near[:, 0] < near[:, 1]]
    if len(near) > _MOST_NEAR:
        return None
    around: dict[int, set[int]] = {k: set() for k in range(len(bodies))}
    thin = np.array([len(x) <= 2 for x in corners])
    ends = np.array([[x[0], x[-1]] for x in corners])
    both = thin[near].all(axis=1)
    i, j = near[both].T
    gaps = segment_distances(*(ends[k, s] for k in (i, j) for s in (0, 1))) - radii[i] - radii[j]
    met = near[both][gaps <= slack].tolist()
    for i, j in near[~both].tolist():
        one, other = (corners[i], float(radii[i])), (corners[j], float(radii[j]))
        w = normal_between(one, other)
        if w is None:
            met.append([i, j])
        elif w not in made.normals:
            made.normals.append(w)
    for i, j in met:
        around[i].add(j)
        around[j].add(i)
    return around


def _common(bodies: Sequence[Body], k: int, others: set[int]) -> Point | None:
    """Return a point of a body that some others have, too."""
    for p in _candidates(bodies, k, others):
        if all(checker.body_holds(bodies[i], p) for i in (k, *others)):
            return p
    return None


def _candidates(bodies: Sequence[Body], k: int, others: set[int]) -> Iterator[Point]:
    one = bodies[k]
    if not others:
        yield _middle(one.corners) if len(one.corners) > 2 else one.corners[0]
        return
    yield from one.corners
    for j in others:
        other = bodies[j]
        yield from other.corners
        if len(one.corners) > 2 or len(other.corners) > 2:
            yield _clamped(one, other)
        elif one.radius + other.radius:
            yield _between(one, other)
    yield _middle(one.corners)


def _middle(corners: Sequence[Point]) -> Point:
    return tuple(sum(c, Fraction(0)) / len(corners) for c in zip(*corners, strict=True))


def _clamped(one: Body, other: Body) -> Point:
    """Return the middle of what two boxes about the corners have in common, or nearly."""
    found = []
    for x, y in zip(zip(*one.corners, strict=True), zip(*other.corners, strict=True), strict=True):
        found.append((max(min(x), min(y)) + min(max(x), max(y))) / 2)
    return tuple(found)


def _between(one: Body, other: Body) -> Point:
    x, y = near_ends(*(_floats(b.corners[k]) for b in (one, other) for k in (0, -1)))
    share = float(one.radius / (one.radius + other.radius))
    return point((x + (y - x) * share).tolist())


def _floats(x: Point) -> Floats:
    return np.array([float(v) for v in x])
