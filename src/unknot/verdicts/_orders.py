"""A first layer of one unit orders members along a direction; none may be of use (THEORY T5.5)."""

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.optimize import linprog

from unknot.exact import number
from unknot.verdicts._alternation import most_changes
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._common_point import feasible
from unknot.verdicts._members import Member, members
from unknot.verdicts._near import Floats

_MOST = 40  # members of a class
_MOST_CHANGES = 8
_MOST_DIMENSIONS = 16
_BRANCHES = 600
_DIRECTIONS = 4000
_SURELY = 1e-7

Cells = dict[int, int]


class _GiveUp(Exception):
    """A direction orders the members, or there are too many branches."""


def no_order(
    classes: Classes, hidden: tuple[int, ...], names: tuple[str, ...]
) -> Certificate | None:
    """Prove that along no direction two classes change as seldom as such layers can follow."""
    if hidden[:1] != (1,) or not 2 <= classes.dimension <= _MOST_DIMENSIONS:
        return None
    most = most_changes(hidden, names)
    if most is None or most > _MOST_CHANGES:
        return None
    known = [_known(classes, k) for k in range(len(classes))]
    for i, j in combinations(range(len(classes)), 2):
        if not known[i] or not known[j]:
            continue
        search = _Search(known[i], known[j], most)
        try:
            trees = [search.tree(first) for first in (0, 1)]
        except _GiveUp:
            continue
        units = ",".join(map(str, hidden))
        return accepted(
            f"Along every direction {classes.names[i]} and {classes.names[j]} change more than "
            f"{most} times, and {units} hidden units of {', '.join(dict.fromkeys(names))} see one "
            f"direction only and follow at most {most} changes.",
            facts={"bound": most, "branches": search.branches},
            classes=classes.written(),
            claim={"kind": "no network", "hidden": list(hidden), "activations": list(names)},
            evidence={
                "kind": "no order",
                "sides": [[i], [j]],
                "members": [m for _, m in (*known[i], *known[j])],
                "trees": trees,
            },
        )
    return None


def _known(classes: Classes, label: int) -> list[Member]:
    found = list({x: (x, m) for part in classes.parts(label) for x, m in members(part)}.values())
    every = max(1, -(-len(found) // _MOST))
    return found[::every]


@dataclass
class _Search:
    """Cells along a direction for members of two classes, in turn of one and of the other."""

    first: list[Member]
    second: list[Member]
    most: int

    def __post_init__(self):
        self.places = [x for x, _ in (*self.first, *self.second)]
        self.of = np.repeat([0, 1], [len(self.first), len(self.second)])
        near = np.array([[float(v) for v in x] for x in self.places])
        middle = 0.5 * (near.min(0) + near.max(0))
        self.near: Floats = (near - middle) / (float(np.abs(near - middle).max()) or 1.0)
        self.branches = 0

    def tree(self, first: int) -> dict[str, Any]:
        """Return what shows that no direction begins with this class and changes seldom."""
        if self._seldom():
            raise _GiveUp
        open_ = [list(range(int(of != first), self.most + 1, 2)) for of in self.of.tolist()]
        known = {k: cells[0] for k, cells in enumerate(open_) if len(cells) == 1}
        return self._branch(open_, known)

    def _seldom(self) -> bool:
        """Say whether some of many directions change so seldom."""
        ways = np.random.default_rng(0).standard_normal((_DIRECTIONS, self.near.shape[1]))
        order = np.argsort(ways @ self.near.T, axis=1)
        changes = (np.diff(self.of[order], axis=1) != 0).sum(axis=1)
        return bool((changes <= self.most).any())

    def _branch(self, open_: list[list[int]], known: Cells) -> dict[str, Any]:
        self.branches += 1
        if self.branches > _BRANCHES:
            raise _GiveUp
        found = self._direction(known)
        if found is None:
            return {"sum": self._balance(known)}
        along, limits = found
        # The member that fits worst where it fits best.
        best, worst = np.inf, -1
        for k, cells in enumerate(open_):
            if k not in known:
                t = along[k]
                room = max(min(t - limits[c], limits[c + 1] - t) for c in cells)
                if room < best:
                    best, worst = room, k
        if worst < 0 or best > 0:
            raise _GiveUp
        branches = [self._branch(open_, {**known, worst: c}) for c in open_[worst]]
        return {"member": worst, "cells": branches}

    def _direction(self, known: Cells) -> tuple[Floats, Floats] | None:
        """Return places along the direction that keeps cells best apart, and their limits."""
        n, most = self.near.shape[1], self.most
        rows = []
        for k, cell in known.items():
            for sign, limit in ((-1, cell - 1), (1, cell)):
                if 0 <= limit < most:
                    row = np.zeros(n + most + 1)
                    row[:n], row[n + limit], row[-1] = sign * self.near[k], -sign, 1
                    rows.append(row)
        for limit in range(most - 1):
            row = np.zeros(n + most + 1)
            row[n + limit], row[n + limit + 1] = 1, -1
            rows.append(row)
        bounds = [(-1, 1)] * n + [(-2 * n, 2 * n)] * most + [(None, 1)]
        aim = np.append(np.zeros(n + most), -1)
        table = np.array(rows).reshape(-1, n + most + 1)
        found = linprog(aim, table, np.zeros(len(table)), bounds=bounds, method="highs")
        if not found.success or found.x[-1] <= _SURELY:
            return None
        limits = np.concatenate([[-np.inf], found.x[n:-1], [np.inf]])
        return self.near @ found.x[:n], limits

    def _balance(self, known: Cells) -> list[list[Any]]:
        """Return weights of differences of members in different cells that sum to 0 (Farkas)."""
        pairs = [(p, q) for p, q in product(known, known) if known[p] < known[q]]
        columns = [
            [*(b - a for a, b in zip(self.places[p], self.places[q], strict=True)), Fraction(1)]
            for p, q in pairs
        ]
        right = [Fraction(0)] * len(self.places[0]) + [Fraction(1)]
        weights = feasible(columns, right) if columns else None
        if weights is None:
            raise _GiveUp
        whole = math.lcm(*(w.denominator for w in weights.values()))
        return [[*pairs[k], number(w * whole)] for k, w in weights.items()]
