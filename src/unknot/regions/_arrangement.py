"""Decision regions of piecewise linear networks in the plane, exactly.

The plane is cut along every line on which a unit bends or two scores are equal, in fractions.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from unknot.exact import Point
from unknot.nets import Activation, Dense, Network
from unknot.regions._found import Component, Groups, Region

Line = tuple[Fraction, Fraction, Fraction]  # ax + by + c
Polygon = list[Point]  # convex, counterclockwise
NOBODY = -1


class TooMany(Exception):
    """There are more pieces than were allowed, or the pieces do not fit together."""


@dataclass(frozen=True)
class Piece:
    """A convex polygon on which one class wins, or nobody, and all scores are linear."""

    polygon: Polygon
    scores: list[Line]
    label: int


def pieces_of(
    network: Network,
    low: Sequence[float],
    high: Sequence[float],
    most: int,
    tell: Callable[[int], None],
) -> list[Piece]:
    """Cut a rectangle into pieces; see the module."""
    (left, bottom), (right, top) = (tuple(map(Fraction, v)) for v in (low, high))
    whole = [(left, bottom), (right, bottom), (right, top), (left, top)]
    zero, one = Fraction(0), Fraction(1)
    cells: list[tuple[Polygon, list[Line]]] = [(whole, [(one, zero, zero), (zero, one, zero)])]
    for layer in network.layers:
        assert isinstance(layer, Dense)
        sigma, rows = layer.activation, _rows(layer)
        assert isinstance(sigma, Activation)
        assert sigma.pieces is not None
        kinks = [Fraction(k) for k in sigma.pieces.kinks]
        lines = [(Fraction(a), Fraction(b)) for a, b in sigma.pieces.lines]
        found: list[tuple[Polygon, list[Line]]] = []
        for polygon, before in cells:
            units = [_composed(w, b, before) for w, b in rows]
            for part in _bent(polygon, units, kinks):
                middle = centroid(part)
                after = []
                for unit in units:
                    slope, level = lines[sum(at(unit, middle) > k for k in kinks)]
                    a, b, c = unit
                    after.append((slope * a, slope * b, slope * c + level))
                found.append((part, after))
            if len(found) > most:
                raise TooMany(f"it has more than {most:,} linear pieces")
            tell(len(found))
        cells = found
    head = [*_rows(network.head)]
    every = []
    for polygon, before in cells:
        scores = [_composed(w, b, before) for w, b in head]
        if len(scores) == 1:
            scores = [(zero, zero, zero), scores[0]]
        every += _won(polygon, scores)
    return every


def _rows(layer: Any) -> list[tuple[list[Fraction], Fraction]]:
    weight, bias = np.asarray(layer.weight, float), np.asarray(layer.bias, float)
    exact = [[Fraction(v) for v in row] for row in weight.tolist()]
    return list(zip(exact, map(Fraction, bias.tolist()), strict=True))


def _composed(weight: list[Fraction], bias: Fraction, before: list[Line]) -> Line:
    """Return w·(what came before) + b."""
    used = [(w, row) for w, row in zip(weight, before, strict=True) if w]
    a, b, c = (sum((w * row[k] for w, row in used), Fraction(0)) for k in range(3))
    return a, b, c + bias


def at(line: Line, p: Point) -> Fraction:
    """Evaluate a linear function."""
    return line[0] * p[0] + line[1] * p[1] + line[2]


def centroid(polygon: Polygon) -> Point:
    """Return the mean of the vertices, which is inside."""
    return tuple(sum(values, Fraction(0)) / len(polygon) for values in zip(*polygon, strict=True))


def _bent(polygon: Polygon, units: list[Line], kinks: list[Fraction]) -> list[Polygon]:
    """Cut along all lines on which a unit bends."""
    parts = [polygon]
    for a, b, c in units:
        for kink in kinks:
            line = (a, b, c - kink)
            parts = [piece for part in parts for piece in _cut(part, line)]
    return parts


def _cut(polygon: Polygon, line: Line) -> list[Polygon]:
    values = [at(line, p) for p in polygon]
    if min(values) >= 0 or max(values) <= 0:
        return [polygon]
    return [_half(polygon, values), _half(polygon, [-v for v in values])]


def _half(polygon: Polygon, values: list[Fraction]) -> Polygon:
    """Keep where a linear function is ≥ 0, given its values at the vertices."""
    kept: Polygon = []
    pairs = zip(pairwise([*polygon, polygon[0]]), pairwise([*values, values[0]]), strict=True)
    for (p, q), (u, v) in pairs:
        if u >= 0:
            kept.append(p)
        if u * v < 0:
            t = u / (u - v)
            kept.append(tuple(a + t * (b - a) for a, b in zip(p, q, strict=True)))
    return kept


def _won(polygon: Polygon, scores: list[Line]) -> list[Piece]:
    """Cut a cell into where each class wins; where classes are equal throughout, nobody does."""
    found: list[Piece] = []
    tied: set[tuple[int, ...]] = set()
    for k, own in enumerate(scores):
        part, equal = polygon, [k]
        for j, other in enumerate(scores):
            if j == k or len(part) < 3:
                continue
            line = own[0] - other[0], own[1] - other[1], own[2] - other[2]
            values = [at(line, p) for p in part]
            if not any(values):
                equal.append(j)
            elif min(values) < 0:
                part = _half(part, values) if max(values) > 0 else []
        if len(part) < 3:
            continue
        if len(equal) == 1:
            found.append(Piece(part, scores, k))
        elif (same := tuple(sorted(equal))) not in tied:
            tied.add(same)
            found.append(Piece(part, scores, NOBODY))
    return found


# ---------------------------------------------------------------- how pieces hang together


@dataclass(frozen=True)
class Plane:
    """Pieces that fill a rectangle, with their corners and edges.

    Attributes
    ----------
    winners
        Of each corner: the class that wins there strictly, or nobody.
    sides
        Of each edge (two corners): the pieces on its two sides, or its one side on the border.
    strict
        Of each edge: the class that wins strictly on it but for its ends, or nobody.
    border
        Corners on the border of the rectangle.
    """

    pieces: list[Piece]
    winners: list[int]
    sides: dict[tuple[int, int], list[int]]
    strict: dict[tuple[int, int], int]
    border: set[int]

    @classmethod
    def of(cls, pieces: list[Piece], low: Sequence[float], high: Sequence[float]) -> "Plane":
        """Find corners and edges, and make sure that the pieces fill the rectangle."""
        polygons = _conforming([piece.polygon for piece in pieces])
        number: dict[Point, int] = {}
        winners: list[int] = []
        sides: dict[tuple[int, int], list[int]] = defaultdict(list)
        strict: dict[tuple[int, int], int] = {}
        for index, (piece, polygon) in enumerate(zip(pieces, polygons, strict=True)):
            for p in polygon:
                if p not in number:
                    number[p] = len(number)
                    winners.append(_winner(piece.scores, p))
            for p, q in pairwise([*polygon, polygon[0]]):
                edge = _edge(number[p], number[q])
                sides[edge].append(index)
                if edge not in strict:
                    middle = tuple((a + b) / 2 for a, b in zip(p, q, strict=True))
                    strict[edge] = _winner(piece.scores, middle)
        ends = [tuple(map(Fraction, v)) for v in (low, high)]
        border = {
            k for p, k in number.items() if any(p[i] in (ends[0][i], ends[1][i]) for i in range(2))
        }
        lone = {edge for edge, two in sides.items() if len(two) == 1}
        fits = all(len(two) <= 2 for two in sides.values())
        outside = all(a in border and b in border for a, b in lone)
        # Euler: a rectangle that is filled has corners − edges + pieces = 1.
        if not (fits and outside and len(number) - len(sides) + len(pieces) == 1):
            raise TooMany("its linear pieces do not fit together")
        return cls(pieces, winners, dict(sides), strict, border)

    def region(self, label: int) -> Region:
        """Find the components and holes of where a class wins strictly."""
        parts = Groups(len(self.pieces))
        rest = Groups(len(self.winners))
        for edge, two in self.sides.items():
            if self.strict[edge] == label:
                if len(two) == 2:
                    parts.join(*two)
            else:
                # The rest is closed: with an edge it has its ends, with a piece its edges.
                rest.join(*edge)
        groups: dict[int, list[int]] = defaultdict(list)
        for index, piece in enumerate(self.pieces):
            if piece.label == label:
                groups[parts.top(index)].append(index)
        outside = {k for k, winner in enumerate(self.winners) if winner != label}
        tops = {rest.top(k) for k in outside} - {rest.top(k) for k in outside & self.border}
        found = [self._component(members) for members in groups.values()]
        found.sort(key=lambda one: -one.size)
        return Region(label, tuple(found), len(tops))

    def _component(self, members: list[int]) -> Component:
        areas = [area(self.pieces[k].polygon) for k in members]
        largest = self.pieces[members[int(np.argmax(areas))]].polygon
        return Component(float(sum(areas)), tuple(map(float, centroid(largest))))


def area(polygon: Polygon) -> float:
    """Return the area of a convex polygon."""
    (x, y), total = polygon[0], Fraction(0)
    for (a, b), (c, d) in pairwise(polygon[1:]):
        total += (a - x) * (d - y) - (c - x) * (b - y)
    return float(total / 2)


def _edge(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _winner(scores: list[Line], p: Point) -> int:
    values = [at(score, p) for score in scores]
    most = max(values)
    return values.index(most) if values.count(most) == 1 else NOBODY


def _conforming(polygons: list[Polygon]) -> list[Polygon]:
    """Add corners of others that lie on a polygon's edges, so that neighbours share whole edges.

    Continuous functions are cut alike on both sides of an edge, so this is rare: only edges without
    a partner are looked at.
    """
    seen: dict[frozenset[Point], int] = defaultdict(int)
    for polygon in polygons:
        for pair in pairwise([*polygon, polygon[0]]):
            seen[frozenset(pair)] += 1
    loose = {p for pair, count in seen.items() if count == 1 for p in pair}
    found = []
    for polygon in polygons:
        whole: Polygon = []
        for p, q in pairwise([*polygon, polygon[0]]):
            whole.append(p)
            if seen[frozenset((p, q))] == 1:
                whole += sorted((x for x in loose if _between(p, x, q)), key=lambda x: _along(p, x))
        found.append(whole)
    return found


def _between(p: Point, x: Point, q: Point) -> bool:
    """Say whether x is on the open segment from p to q."""
    for i in range(2):
        if not min(p[i], q[i]) <= x[i] <= max(p[i], q[i]):
            return False
    if x in (p, q):
        return False
    return (q[0] - p[0]) * (x[1] - p[1]) == (q[1] - p[1]) * (x[0] - p[0])


def _along(p: Point, x: Point) -> Fraction:
    return abs(x[0] - p[0]) + abs(x[1] - p[1])
