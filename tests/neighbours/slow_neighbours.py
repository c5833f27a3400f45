"""The neighbour loss and scores as one says them: a loop over points, in double precision."""

import math

import numpy as np

from unknot.neighbours import NeighbourRule


def vectors(points: np.ndarray, rule: NeighbourRule) -> list[list[float]]:
    rows = np.asarray(points, np.float64).tolist()
    if not rule.normalise:
        return rows
    return [[v / math.sqrt(sum(u * u for u in row) + 1e-12) for v in row] for row in rows]


def weight(squared: float, rule: NeighbourRule) -> float:
    if rule.kernel == "soft":
        return math.exp(-squared / rule.temperature)
    return (squared + 1e-6) ** (-rule.power / 2)


def distances(x, references, rule, without=None):
    """Return squared distances by reference, and that of the k-th nearest."""
    squared = {
        j: math.fsum((a - b) ** 2 for a, b in zip(x, y, strict=True))
        for j, y in enumerate(references)
        if j != without
    }
    ranked = sorted(squared.values())
    return squared, ranked[min(rule.k or len(ranked), len(ranked)) - 1]


def loss(points, labels, rule: NeighbourRule) -> float:
    rows, losses = vectors(points, rule), []
    for i, x in enumerate(rows):
        squared, reach = distances(x, rows, rule, without=i)
        own = {j: s for j, s in squared.items() if labels[j] == labels[i]}
        if not own:
            continue
        # Only of the own class is the nearest counted beyond the k nearest.
        most = max(reach, min(own.values()))
        mine = math.fsum(weight(s, rule) for s in own.values() if s <= most)
        other = math.fsum(
            weight(s, rule) for j, s in squared.items() if j not in own and s <= reach
        )
        share = mine / (mine + other)
        losses.append(math.log1p(other / mine) if rule.measure == "log" else 1 - share)
    return math.fsum(losses) / len(losses) if losses else 0.0


def scores(points, references, labels, classes, rule) -> np.ndarray:
    sources, rows = vectors(references, rule), []
    for x in vectors(points, rule):
        squared, reach = distances(x, sources, rule)
        row = []
        for one in range(classes):
            own = [s for j, s in squared.items() if labels[j] == one]
            most = max(reach, min(own))
            row.append(math.log(math.fsum(weight(s, rule) for s in own if s <= most)))
        rows.append(row)
    return np.array(rows)
