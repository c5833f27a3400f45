"""Directions that all are of lines through two classes, by convex bodies in them (THEORY T4.2g)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.optimize import nnls

from unknot import checker
from unknot.exact import Point, numbers, point
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._near import Floats

_MOST_DIMENSIONS = 5
_MOST_PAIRS = 40_000
_MOST_CELLS = 4_000
_DEEPEST = 60  # halvings: at the border of what is covered there would be no end of them
_MOST_SOLVED = 60_000
_TRIED = 12  # pairs of bodies for each cell
_ROOM = 1e-3  # of a box's least side, that its body is smaller by
_SURELY = 1e-6
_HEAVY = 1e3
_FINE = 2.0**30

Ray = tuple[int, ...]
Body = tuple[Floats, float]  # corners (m, n), and a radius


class _GiveUp(Exception):
    """Along some direction no line meets both, or it is too fine to be seen."""


def directions(classes: Classes, first: int) -> Certificate | None:
    """Prove that a first layer of ``first`` < n units loses too much, whatever follows.

    Along every direction that such a layer may not see some line meets two classes.
    """
    n = classes.dimension
    if classes.exact is None or not 2 <= first < n <= _MOST_DIMENSIONS:
        return None
    inner = [list(_inner(side)) for side in classes.exact]
    for i, j in combinations(range(len(classes)), 2):
        if not 0 < len(inner[i]) * len(inner[j]) <= _MOST_PAIRS:
            continue
        try:
            trees = _Search(inner[i], inner[j]).trees()
        except _GiveUp:
            continue
        return accepted(
            f"Along every direction some line meets both {classes.names[i]} and "
            f"{classes.names[j]}. A first layer of at most {first} units sends all points of some "
            "such line to one place, whatever its activation and whatever follows.",
            classes=classes.written(),
            claim={"kind": "no network", "first": first, "activations": "any"},
            evidence={"kind": "directions", "sides": [[i], [j]], "trees": trees},
        )
    return None


def _inner(side: Sequence[checker.Set]) -> Iterator[checker.Body]:
    """List convex bodies that a class holds, as the checker does."""
    for one in side:
        if isinstance(one, checker.Thick | checker.Box | checker.Polygon):
            yield from checker.bodies(one)


def _smaller(body: checker.Body) -> Body:
    """Return a body in floats that is round, so that there is room about what lies in it."""
    corners, radius = np.array([[float(v) for v in x] for x in body.corners]), float(body.radius)
    if len(corners) <= 2:
        return corners, radius
    low, high = corners.min(axis=0), corners.max(axis=0)
    room = _ROOM * float((high - low).min())
    return np.clip(corners, low + room, high - room), room


class _Search:
    """Cones of directions, halved until two bodies are met by lines along all of one's directions.

    By convexity these are met along all as soon as they are along its rays.
    """

    def __init__(self, one: Sequence[checker.Body], other: Sequence[checker.Body]):
        self.exact = one, other
        self.bodies = [_smaller(b) for b in one], [_smaller(b) for b in other]
        self.middles, self.reaches = zip(*map(_spheres, self.bodies), strict=True)
        self.n = self.middles[0].shape[1]
        self.size = float(np.abs(np.concatenate(self.middles)).max() + max(map(max, self.reaches)))
        self.known: dict[tuple[int, int, Ray], tuple[list[Any], bool] | None] = {}
        self.cells = 0

    def trees(self) -> list[dict[str, Any]]:
        """Return for each cone of axes how it is halved, and what lines meet."""
        if not 0 < self.size < np.inf:
            raise _GiveUp
        return [
            self._tree([tuple(ray) for ray in np.diag((1, *signs)).tolist()], _DEEPEST)
            for signs in product((1, -1), repeat=self.n - 1)
        ]

    def _tree(self, rays: list[Ray], deeper: int) -> dict[str, Any]:
        self.cells += 1
        if self.cells > _MOST_CELLS or not deeper:
            raise _GiveUp
        middle = tuple(map(sum, zip(*rays, strict=True)))
        likely = self._likely(middle)
        for pair in likely:
            met = [self._met(*pair, ray) for ray in rays]
            if all(met) and len({ahead for _, ahead in filter(None, met)}) == 1:
                return {"bodies": list(pair), "points": [ends for ends, _ in filter(None, met)]}
        if not any(self._met(*pair, middle) for pair in likely):
            raise _GiveUp
        a, b = self._longest(rays)
        half = tuple(map(sum, zip(rays[a], rays[b], strict=True)))
        parts = [self._tree([*rays[:k], half, *rays[k + 1 :]], deeper - 1) for k in (a, b)]
        return {"edge": [a, b], "parts": parts}

    def _longest(self, rays: list[Ray]) -> tuple[int, int]:
        ways = np.array(rays, float)
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        return min(combinations(range(self.n), 2), key=lambda e: float(ways[e[0]] @ ways[e[1]]))

    def _likely(self, ray: Ray) -> list[tuple[int, int]]:
        """Return the pairs of bodies that lines along a direction meet best."""
        way = np.array(ray) / np.linalg.norm(ray)
        seen = [m - np.outer(m @ way, way) for m in self.middles]
        apart = np.linalg.norm(seen[0][:, None] - seen[1][None], axis=2)
        room = self.reaches[0][:, None] + self.reaches[1][None] - apart
        best = np.argsort(-room, axis=None, kind="stable")[:_TRIED]
        found = (np.unravel_index(k, room.shape) for k in best)
        return [(int(k), int(m)) for k, m in found if room[k, m] > 0]

    def _met(self, k: int, m: int, ray: Ray) -> tuple[list[Any], bool] | None:
        """Return points of two bodies on a line along a ray, and whether that way round."""
        key = k, m, ray
        if key not in self.known:
            if len(self.known) > _MOST_SOLVED:
                raise _GiveUp
            ahead = bool((self.middles[0][k] - self.middles[1][m]) @ np.array(ray) > 0)
            ends = self._ends(k, m, np.array(ray if ahead else [-v for v in ray], float), ray)
            self.known[key] = None if ends is None else (ends, ahead)
        return self.known[key]

    def _ends(self, k: int, m: int, way: Floats, ray: Ray) -> list[Any] | None:
        # The least |Σλᵢpᵢ − Σμⱼqⱼ − t·way|, all shares ≥ 0, Σλ = Σμ = 1 by heavy rows.
        (p, r), (q, s) = self.bodies[0][k], self.bodies[1][m]
        if r + s == 0:
            return None
        sums = np.zeros((2, len(p) + len(q) + 1))
        sums[0, : len(p)] = sums[1, len(p) : -1] = _HEAVY
        columns = [p.T / self.size, -q.T / self.size, -way[:, None] / np.linalg.norm(way)]
        table = np.vstack([np.hstack(columns), sums])
        shares = nnls(table, np.array([0.0] * self.n + [_HEAVY, _HEAVY]))[0]
        gap = (table[: self.n] @ shares) * self.size
        if np.linalg.norm(gap) > (r + s) * (1 - _SURELY):
            return None
        x = self._within(self.exact[0][k], p, shares[: len(p)], -gap * (r / (r + s)))
        y = self._within(self.exact[1][m], q, shares[len(p) : -1], gap * (s / (r + s)))
        along, steps = point(ray), Fraction(0)
        steps = sum((a - b) * v for a, b, v in zip(x, y, along, strict=True))
        steps = Fraction(round(steps / sum(v * v for v in along) * 2**30), 2**30)
        if r < s:  # what has less room stays
            y = tuple(a - steps * v for a, v in zip(x, along, strict=True))
        else:
            x = tuple(b + steps * v for b, v in zip(y, along, strict=True))
        fits = checker.body_holds(self.exact[0][k], x) and checker.body_holds(self.exact[1][m], y)
        return [numbers(x), numbers(y)] if fits and steps != 0 else None

    def _within(self, body: checker.Body, core: Floats, shares: Floats, off: Floats) -> Point:
        """Return a point of a body: a mean of its core's corners, and so far off it."""
        if len(body.corners) <= 2 and body.radius == 0:
            share = Fraction(round(float(shares[-1] / shares.sum()) * 2**30), 2**30)
            a, b = body.corners[0], body.corners[-1]
            return tuple(u + share * (v - u) for u, v in zip(a, b, strict=True))
        return point((shares @ core / shares.sum() + off).tolist())


def _spheres(bodies: Sequence[Body]) -> tuple[Floats, Floats]:
    """Return middles (m, n) of bodies, and how far they reach from there."""
    middles = np.array([0.5 * (c.min(axis=0) + c.max(axis=0)) for c, _ in bodies])
    pairs = zip(bodies, middles, strict=True)
    reaches = [float(np.linalg.norm(c - m, axis=1).max()) + r for (c, r), m in pairs]
    return middles, np.array(reaches)
