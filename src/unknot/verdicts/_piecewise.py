"""Piecewise-linear networks on segments, decided exactly (THEORY T7.1 iii)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from unknot.exact import numbers
from unknot.nets import Dense, Network, activation
from unknot.proof import rationals
from unknot.verdicts import _written as written
from unknot.verdicts._classes import Classes, Part

Point = list[Fraction]
_MOST_EDGES = 5000


def exact_margin(
    network: Network, classes: Classes
) -> tuple[Fraction, dict[str, Any], list[float]] | None:
    """Return the least margin over all classes, exactly, with a member where it is attained.

    None if the network is not piecewise linear, a class is not made of segments and points, or
    there are too many of them.
    """
    maps = _maps(network)
    parts = [part for label in range(len(classes)) for part in classes.parts(label)]
    if maps is None or any(part.shape.segments() is None for part in parts):
        return None
    if sum(1 for part in parts for _ in _edges(part)) > _MOST_EDGES:
        return None
    least: tuple[Fraction, dict[str, Any], list[float]] | None = None
    for part in parts:
        for start, end in _edges(part):
            for t, scores in _along(maps, start, end):
                margin = _margin(scores, part.label)
                if least is None or margin < least[0]:
                    point = [a + t * (b - a) for a, b in zip(start, end, strict=True)]
                    member = part.written() | {"point": numbers(point)}
                    least = (margin, member, [float(x) for x in point])
    return least


def exact_margin_at(network: Network, label: int, point: Point) -> Fraction | None:
    """Return a class's margin at an exact point; None if the network is not piecewise linear."""
    maps = _maps(network)
    return None if maps is None else _margin(next(_along(maps, point, point))[1], label)


def _maps(network: Network) -> list | None:
    """Return exact weights, biases and activations; None if one is not piecewise linear."""
    maps = []
    for layer in [*written.dense_layers(network), written.head(network)]:
        name = written.sigma(layer) if isinstance(layer, Dense) else "identity"
        pieces = activation(name).pieces
        if pieces is None:
            return None
        lines = tuple((Fraction(slope), Fraction(offset)) for slope, offset in pieces.lines)
        kinks = tuple(map(Fraction, pieces.kinks))
        maps.append((rationals(layer.weight), rationals(layer.bias), (kinks, lines)))
    return maps


def _edges(part: Part) -> Iterator[tuple[Point, Point]]:
    for start, end in zip(*part.shape.segments() or ((), ()), strict=True):
        yield list(map(Fraction, start.tolist())), list(map(Fraction, end.tolist()))


def _margin(scores: Point, label: int) -> Fraction:
    if len(scores) == 1:
        return scores[0] if label == 1 else -scores[0]
    return scores[label] - max(s for i, s in enumerate(scores) if i != label)


def _along(maps: list, start: Point, end: Point) -> Iterator[tuple[Fraction, Point]]:
    """Give the scores at every bend along a segment: extremes of the margin are among them.

    (A margin is a minimum of differences, which are linear between bends; the minimum of the
    minimum is at an end.)
    """
    places = [(Fraction(0), start), (Fraction(1), end)]
    for weight, bias, (kinks, pieces) in maps:
        moved = [(t, _affine(weight, bias, x)) for t, x in places]
        bends = dict(moved)
        for (s, x), (t, y) in pairwise(moved):
            for a, b in zip(x, y, strict=True):
                for kink in kinks:
                    if min(a, b) < kink < max(a, b):
                        share = (kink - a) / (b - a)
                        u = s + share * (t - s)
                        bends[u] = [p + share * (q - p) for p, q in zip(x, y, strict=True)]
        places = [(t, [_value(kinks, pieces, z) for z in bends[t]]) for t in sorted(bends)]
    return iter(places)


def _affine(weight: list[Point], bias: Point, x: Point) -> Point:
    return [
        b + sum((w * v for w, v in zip(row, x, strict=True)), Fraction(0))
        for row, b in zip(weight, bias, strict=True)
    ]


def _value(kinks: tuple, pieces: tuple, z: Fraction) -> Fraction:
    slope, offset = pieces[sum(z > kink for kink in kinks)]
    return slope * z + offset
