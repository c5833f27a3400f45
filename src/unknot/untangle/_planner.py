"""An isotopy in space, vertex by vertex: cut off what can be, shake, and begin anew."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from time import monotonic
from typing import Any

import numpy as np
from scipy.optimize import linprog

from unknot.errors import InputError
from unknot.links import Link
from unknot.untangle._space import LARGEST, cut_off, shake

_ROOM = LARGEST // 2  # polygons begin within this, and have room to move
_ROUNDS = 40  # before a new start
_SWEEPS = 30
_MOST_MOVES = 400_000


@dataclass(frozen=True)
class Plan:
    """How far the polygons came.

    Attributes
    ----------
    scale
        By which all coordinates are multiplied first.
    moves
        ``[v, x, y, z]``: vertex v goes straight to a place; ``[v]``: it is cut off.
    planes
        ``[i, j, a, b, c, d]``: in the end ax + by + cz > d on group i and < d on group j. Groups
        are the classes from 0 on or, of one class, the polygons.
    left
        How many vertices were left.
    apart
        Whether it came apart.
    """

    scale: int
    moves: list[list[int]]
    planes: list[list[int]]
    left: int
    apart: bool

    def evidence(self) -> dict[str, Any]:
        """Write it for a certificate whose polygons are in the order of the plan's link."""
        return {"kind": "moves", "scale": self.scale, "moves": self.moves, "planes": self.planes}


def plan(
    link: Link,
    seconds: float,
    seed: int,
    on_progress: Callable[[str], None],
) -> Plan:
    """Look for moves in space that part the classes or, where there is one, all polygons.

    Vertices are cut off while that is possible (Koniaris and Muthukumar 1991), then moved at
    random, with rather shorter polygons as the goal, cold and hot in turns.

    Raises
    ------
    InputError
        A coordinate is larger than 2^18.
    """
    largest = max(1, *(abs(x) for polygon in link.components for corner in polygon for x in corner))
    if largest > _ROOM:
        raise InputError(
            f"A coordinate is {float(largest):.3g}; moves in space are planned for integers up to "
            f"2^18. Round the polygons to these, or ask for arc presentations."
        )
    end, rng = monotonic() + seconds, np.random.default_rng(seed)
    scale = _ROOM // largest
    labels = np.unique(link.classes, return_inverse=True)[1]
    several = bool(labels.max() > 0)
    groups = labels if several else np.arange(len(labels))
    best: Plan | None = None
    while best is None or not (best.apart or monotonic() >= end):
        found = _attempt(link, scale, groups, several, end, rng, on_progress)
        if best is None or found.apart or found.left < best.left:
            best = found
    return best


def _attempt(
    link: Link,
    scale: int,
    groups: np.ndarray,
    several: bool,
    end: float,
    rng: np.random.Generator,
    on_progress: Callable[[str], None],
) -> Plan:
    places = scale * np.array([v for polygon in link.components for v in polygon], np.int64)
    sizes = [len(polygon) for polygon in link.components]
    starts = np.cumsum([0, *sizes])
    after = np.arange(1, len(places) + 1)
    after[starts[1:] - 1] = starts[:-1]
    before = np.argsort(after)
    owner = groups[np.repeat(np.arange(len(sizes)), sizes)]
    gone = np.zeros(len(places), np.bool_)
    log = np.empty((_MOST_MOVES, 5), np.int64)
    logged, left = 0, len(places)
    for turn in range(_ROUNDS):
        order = rng.permutation(len(places))
        logged = cut_off(places, before, after, gone, order, log, logged)
        left = int((~gone).sum())
        on_progress(f"{left} vertices of {len(places)}")
        if several or left == 3 * len(sizes):
            planes = _planes(places[~gone], owner[~gone])
            if planes is not None:
                return Plan(scale, _written(log[:logged]), planes, left, apart=True)
        if monotonic() >= end or logged == len(log):
            break
        ways = (places[after[~gone]] - places[~gone]).astype(float)
        length = float(np.linalg.norm(ways, axis=1).mean())
        hot = turn % 4 == 3
        kick = int(rng.integers(1 << 31))
        logged = shake(
            places,
            before,
            after,
            gone,
            _SWEEPS,
            length * (0.5 if hot else 0.02),
            kick,
            log,
            logged,
        )
    return Plan(scale, [], [], left, apart=False)


def _written(log: np.ndarray) -> list[list[int]]:
    return [[v] if kind < 0 else [v, x, y, z] for v, kind, x, y, z in log.tolist()]


def _planes(places: np.ndarray, owner: np.ndarray) -> list[list[int]] | None:
    """Return planes with integer numbers between every two groups; None unless there are."""
    found = []
    for i, j in combinations(range(int(owner.max()) + 1), 2):
        plane = _plane(places[owner == i], places[owner == j])
        if plane is None:
            return None
        found.append([i, j, *plane])
    return found


def _plane(one: np.ndarray, other: np.ndarray) -> list[int] | None:
    """Part two sets of points: by a linear program in floats, rounded and then tested exactly."""
    rows = np.concatenate([-one, other]).astype(float) / LARGEST
    sides = np.repeat([1.0, -1.0], [len(one), len(other)])
    # The greatest margin m with n·x − d ≥ m on the one and ≤ −m on the other, |n| ≤ 1.
    solved = linprog(
        [0, 0, 0, 0, -1],
        A_ub=np.column_stack([rows, sides, np.ones(len(rows))]),
        b_ub=np.zeros(len(rows)),
        bounds=[(-1, 1)] * 3 + [(-4, 4), (0, 4)],
    )
    if solved.status != 0 or solved.x[4] <= 0:
        return None
    normal = np.rint(solved.x[:3] * 2**30).astype(np.int64)
    low, high = int((one @ normal).min()), int((other @ normal).max())
    # Doubled, there is an integer between.
    return [*(2 * normal).tolist(), low + high] if high < low else None
