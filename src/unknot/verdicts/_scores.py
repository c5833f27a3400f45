"""Affine scores of several classes: found by a linear program, or excluded by one (T4.2d)."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from unknot.exact import Point, number, numbers
from unknot.verdicts._certificate import Certificate, accepted
from unknot.verdicts._classes import Classes
from unknot.verdicts._common_point import feasible
from unknot.verdicts._members import Member, members

Floats = np.ndarray
_LEAST = 1e-9  # that a right score wins by
_NEARLY = 0.99  # of the widest margin
_ROUNDS = 200
_SAMPLES = 120  # exact points near samples, of each part
_MOST_COLUMNS = 20_000
_MOST_EXACT = 400  # columns of the exact program
_MOST_ROWS = 60


def affine_scores(features: Sequence[Floats]) -> tuple[Floats, Floats] | None:
    """Return rows W and b with the i-th of Wx + b the largest on the i-th lot (m, d) of points.

    The right score wins by 1 or more; by the most for weights as large. None if there are none.

    Examples
    --------
    >>> W, b = affine_scores([np.array([[-2.0]]), np.array([[0.0]]), np.array([[2.0]])])
    >>> [int(np.argmax(W[:, 0] * x + b)) for x in (-2.5, 0.5, 1.5)]
    [0, 1, 2]
    """
    every = np.concatenate(features)
    centre, spread = every.mean(0), float(np.abs(every - every.mean(0)).max())
    if not 0 < spread < np.inf:
        return None
    lots = [np.insert((rows - centre) / spread, every.shape[1], 1.0, axis=1) for rows in features]
    rows = _widest(lots)
    if rows is None:
        return None
    weight = rows[:, :-1] / spread
    return weight, rows[:, -1] - weight @ centre


def _widest(lots: Sequence[Floats]) -> Floats | None:
    """Return weights of scores of which the right one wins by 1: nearly the least such weights.

    Of the many points those count of which the right score wins by least: a program has the worst
    of each lot against each other one, and gets those that are worse by what it finds.
    """
    count, size = len(lots), lots[0].shape[1]
    limits = [*([(-1, 1)] * (size - 1) + [(None, None)]) * count, (None, 1)]
    aim = np.append(np.zeros(count * size), -1)
    pairs = list(permutations(range(count), 2))
    rows = np.array([lot.mean(axis=0) for lot in lots])
    table = np.zeros((0, len(aim)))
    for _ in range(_ROUNDS):
        # The widest m with (right − other) ≥ m for weights in [−1, 1].
        wins = [lot @ (rows[i] - rows).T for i, lot in enumerate(lots)]
        new = np.zeros((len(pairs), count + 1, size))
        for k, (i, j) in enumerate(pairs):
            x = lots[i][wins[i][:, j].argmin()]
            new[k, i], new[k, j] = -x, x
        new = new.reshape(len(pairs), -1)[:, : len(aim)]
        new[:, -1] = 1
        table = np.unique(np.concatenate([table, new]), axis=0)
        found = linprog(aim, csr_array(table), np.zeros(len(table)), bounds=limits, method="highs")
        if not found.success or not found.x[-1] > _LEAST:
            return None
        rows = found.x[:-1].reshape(count, size)
        least = min(float((lots[i] @ (rows[i] - rows[j])).min()) for i, j in pairs)
        if least > max(_LEAST, _NEARLY * found.x[-1]):
            return rows / least
    return None


def _differences(features: Sequence[Floats]) -> Floats:
    """Return a row for each point and each other class: the right score less the other one."""
    count, d = len(features), features[0].shape[1]
    rows = []
    for i, points in enumerate(features):
        one = np.concatenate([points, np.ones((len(points), 1))], axis=1)
        for j in range(count):
            if j != i:
                row = np.zeros((len(points), count, d + 1))
                row[:, i], row[:, j] = one, -one
                rows.append(row.reshape(len(points), -1))
    return np.concatenate(rows)


def no_scores(classes: Classes) -> Certificate | None:
    """Prove that no affine scores classify, if members of the classes balance (Farkas 1902)."""
    count, n = len(classes), classes.dimension
    known = [_known(classes, k) for k in range(count)]
    size = count * (n + 1) + 1
    columns = sum(map(len, known)) * (count - 1)
    if columns > _MOST_COLUMNS or size > _MOST_ROWS or not all(known):
        return None
    asked = [
        (k, m, j) for k, side in enumerate(known) for j in range(count) if j != k for m in side
    ]
    near = [np.array([[float(v) for v in x] for x, _ in side]) for side in known]
    table = _differences(near).T
    scale = np.abs(table).max(axis=1, keepdims=True)
    table = np.concatenate([table / np.where(scale > 0, scale, 1), np.ones((1, table.shape[1]))])
    right = np.append(np.zeros(len(table) - 1), 1.0)
    found = linprog(np.zeros(table.shape[1]), A_eq=table, b_eq=right, method="highs-ds")
    if not found.success:
        return None
    support = np.flatnonzero(found.x > 0)
    for used in (support, np.argsort(-found.x, kind="stable")[:_MOST_EXACT]):
        weights = _exactly([asked[k] for k in used], count, n)
        if weights is not None:
            return _certificate(classes, [(asked[used[k]], w) for k, w in weights.items()])
    return None


def _known(classes: Classes, label: int) -> list[Member]:
    found: dict[Point, Member] = {}
    for part in classes.parts(label):
        for x, member in members(part):
            found.setdefault(x, (x, member))
        if part.shape.isolated is None and part.shape.segments() is None:
            for place in part.shape.sample(_SAMPLES, 0):
                x = part.shape.member_near(place)
                if x is not None:
                    found.setdefault(x, (x, part.written() | {"point": numbers(x)}))
    return list(found.values())


def _exactly(
    asked: Sequence[tuple[int, Member, int]], count: int, n: int
) -> dict[int, Fraction] | None:
    columns = []
    for label, (x, _), other in asked:
        column = [Fraction(0)] * (count * (n + 1))
        for i, v in enumerate((*x, Fraction(1))):
            column[label * (n + 1) + i], column[other * (n + 1) + i] = v, -v
        columns.append([*column, Fraction(1)])
    return feasible(columns, [Fraction(0)] * (count * (n + 1)) + [Fraction(1)])


def _certificate(
    classes: Classes, balance: Sequence[tuple[tuple[int, Member, int], Fraction]]
) -> Certificate | None:
    whole = math.lcm(*(w.denominator for _, w in balance))
    return accepted(
        f"Without a hidden layer scores are affine, and {len(balance)} weighted members of the "
        "classes balance: what the right scores win by on them sums to 0, whatever the weights.",
        facts={"members": len(balance)},
        classes=classes.written(),
        claim={"kind": "no network", "hidden": [], "activations": []},
        evidence={
            "kind": "balance",
            "members": [
                {"member": member, "against": other, "weight": number(w * whole)}
                for (_, (_, member), other), w in balance
            ],
        },
    )
