"""Connected sets that no direction keeps apart, against a first layer of one unit (T4.2e)."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.optimize import linprog

from unknot.exact import number
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._common_point import feasible
from unknot.verdicts._members import Member, members
from unknot.verdicts._near import Floats

_MOST_PARTS = 12  # of a class
_MOST_OF_ALL = 40  # parts
_MOST_MEMBERS = 24  # of a part
_MOST_DIMENSIONS = 16
_BRANCHES = 300
_DIRECTIONS = 2000
_SURELY = 1e-7

Below = frozenset[tuple[int, int]]  # pairs of parts


class _GiveUp(Exception):
    """A direction keeps the parts apart, or there are too many branches."""


def overlapping(classes: Classes) -> Certificate | None:
    """Prove that a first layer of one unit loses too much, if along no direction parts are apart.

    One pair of parts whose hulls meet is enough for it (T4.2a); here each direction has its own.
    """
    if not 2 <= classes.dimension <= _MOST_DIMENSIONS:
        return None
    parts = [_parts(classes, k) for k in range(len(classes))]
    known = [k for k, own in enumerate(parts) if own]
    for i, j in combinations(known, 2):
        if len(parts[i]) + len(parts[j]) > 2:
            found = _among(classes, parts, [i, j])
            if found is not None:
                return found
    several = len(known) > 2 and sum(map(len, parts)) <= _MOST_OF_ALL
    return _among(classes, parts, known) if several else None


def _among(
    classes: Classes, parts: Sequence[list[list[Member]]], labels: Sequence[int]
) -> Certificate | None:
    """Look for the proof in the parts of some of the classes."""
    search = _Search([parts[k] for k in labels])
    try:
        tree = search.tree()
    except _GiveUp:
        return None
    first, *others = labels
    which = (
        f"both on a connected part of {classes.names[first]} and on one of "
        f"{classes.names[others[0]]}"
        if len(others) == 1
        else "on connected parts of some two of the classes"
    )
    return accepted(
        "A first layer of one unit sees one linear function of the data, and every linear "
        f"function takes some value {which}.",
        facts={"branches": search.branches},
        classes=classes.written(),
        claim={"kind": "no network", "first": 1, "activations": "any"},
        evidence={
            "kind": "overlap",
            "sides": [[first], others],
            "members": search.written,
            "tree": tree,
        },
    )


def _parts(classes: Classes, label: int) -> list[list[Member]]:
    found = []
    for part in classes.parts(label):
        known = members(part)
        every = max(1, -(-len(known) // _MOST_MEMBERS))
        if part.shape.connected:
            found.append(known[::every])
        elif part.shape.isolated is not None:
            found += [[m] for m in known]
    return found if len(found) <= _MOST_PARTS else []


def _turned(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[1], pair[0]


class _Search:
    """Parts of classes, of which some direction may keep those of different classes apart."""

    def __init__(self, classes: Sequence[list[list[Member]]]):
        parts = [part for own in classes for part in own]
        label = [k for k, own in enumerate(classes) for _ in own]
        # The first two members are of two classes, as the checker asks.
        lead = [(0, 0), (len(classes[0]), 0)]
        rest = [(a, k) for a, part in enumerate(parts) for k in range(len(part))]
        order = [*lead, *(one for one in rest if one not in lead)]
        self.written = [parts[a][k][1] for a, k in order]
        self.places = [parts[a][k][0] for a, k in order]
        self.of = np.array([a for a, _ in order])
        self.pairs = [(a, b) for a, b in combinations(range(len(parts)), 2) if label[a] != label[b]]
        near = np.array([[float(v) for v in x] for x in self.places])
        middle = 0.5 * (near.min(0) + near.max(0))
        self.near: Floats = (near - middle) / (float(np.abs(near - middle).max()) or 1.0)
        self.branches = 0

    def tree(self) -> dict[str, Any]:
        """Return what shows that along no direction all are apart."""
        ways = np.random.default_rng(0).standard_normal((_DIRECTIONS, self.near.shape[1]))
        for w in ways:
            if max(self._overlaps(w)) < 0:
                raise _GiveUp
        return self._branch(frozenset({(int(self.of[0]), int(self.of[1]))}))

    def _overlaps(self, w: Floats) -> list[float]:
        """By how much the values on the two parts of each pair overlap; negative if they do not."""
        t = self.near @ w
        count = int(self.of.max()) + 1
        low, high = np.full(count, np.inf), np.full(count, -np.inf)
        np.minimum.at(low, self.of, t)
        np.maximum.at(high, self.of, t)
        return [float(min(high[a] - low[b], high[b] - low[a])) for a, b in self.pairs]

    def _branch(self, below: Below) -> dict[str, Any]:
        self.branches += 1
        if self.branches > _BRANCHES:
            raise _GiveUp
        w = self._direction(below)
        if w is None:
            return {"sum": self._balance(below)}
        free = [
            (over, pair)
            for over, pair in zip(self._overlaps(w), self.pairs, strict=True)
            if pair not in below and _turned(pair) not in below
        ]
        over, pair = max(free, default=(-1.0, (0, 0)))
        if over < 0:
            raise _GiveUp
        first = [int(np.flatnonzero(self.of == a)[0]) for a in pair]
        branches = (self._branch(below | {p}) for p in (pair, _turned(pair)))
        return {"pair": first} | dict(zip(("below", "above"), branches, strict=True))

    def _direction(self, below: Below) -> Floats | None:
        """Return the direction that keeps these pairs of parts best in order, if one does."""
        n, count = self.near.shape[1], int(self.of.max()) + 1
        rows = []
        for x, a in zip(self.near, self.of.tolist(), strict=True):
            for sign, column in ((-1, n + a), (1, n + count + a)):  # low ≤ w·x ≤ high
                row = np.zeros(n + 2 * count + 1)
                row[:n], row[column] = sign * x, -sign
                rows.append(row)
        for a, b in below:
            row = np.zeros(n + 2 * count + 1)
            row[n + count + a], row[n + b], row[-1] = 1, -1, 1
            rows.append(row)
        bounds = [(-1, 1)] * n + [(-2 * n, 2 * n)] * (2 * count) + [(None, 1)]
        aim = np.append(np.zeros(n + 2 * count), -1)
        found = linprog(aim, np.array(rows), np.zeros(len(rows)), bounds=bounds, method="highs")
        return found.x[:n] if found.success and found.x[-1] > _SURELY else None

    def _balance(self, below: Below) -> list[list[Any]]:
        """Return weights of differences of members of parts in order that sum to 0 (Farkas)."""
        of = self.of.tolist()
        pairs = [(p, q) for p, q in product(range(len(of)), repeat=2) if (of[p], of[q]) in below]
        columns = [
            [*(b - a for a, b in zip(self.places[p], self.places[q], strict=True)), Fraction(1)]
            for p, q in pairs
        ]
        weights = feasible(columns, [Fraction(0)] * len(self.places[0]) + [Fraction(1)])
        if weights is None:
            raise _GiveUp
        whole = math.lcm(*(w.denominator for w in weights.values()))
        return [[*pairs[k], number(w * whole)] for k, w in weights.items()]
