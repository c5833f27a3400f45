"""Data drawn by hand: strokes as text, and the exact shapes that they mean.

The text is strokes joined by ``;``: the letter of a class, a kind, and coordinates in hundredths
joined by ``_``, as in ``A*-50_-50_50_-50_0_60;B.120_0_-120_0``.
"""

import re
from itertools import pairwise

import numpy as np

from unknot.data._arrays import Floats
from unknot.data._dataset import Dataset
from unknot.data._sampling import labelled, shares
from unknot.errors import InputError
from unknot.shapes import Points, Polygon, Polyline, Union

EXAMPLE = "A*-40_-30_40_-30_0_40;Bo-90_-80_90_-80_90_80_-90_80"  # a triangle in a ring

_HUNDREDTHS = 100
_FARTHEST = 10_000  # hundredths
_MOST_VERTICES = 5_000  # of all strokes
_KINDS = {  # what it means, and of how many vertices at least
    "-": ("an open curve", 2),
    "o": ("a closed curve", 3),
    "*": ("a region", 3),
    ".": ("points", 1),
}
_STROKE = re.compile(r"([A-J])([-o*.])(.*)", re.DOTALL)
_INTEGER = re.compile(r"-?[0-9]{1,5}")


DrawnShape = Polyline | Polygon | Points


def drawn(source: str, *, strokes: str, points: int, noise: float, seed: int) -> Dataset:
    """Make the data set of a drawing; its classes are the letters that occur.

    ``points`` are shared evenly by the classes, and those of a class by its strokes: in
    proportion to length if they are curves, to area if they are regions; where there are both, a
    region counts by the length of its outline. Every stroke gets one at least. Points that are
    drawn singly are the data themselves, each once, and taken off their class's share.

    Raises
    ------
    InputError
        The text cannot be read, or there is one class only; the message names the stroke.
    """
    drawing = parse_strokes(strokes)
    letters = tuple(drawing)
    if len(letters) < 2:
        raise InputError(
            f"All strokes are of class {''.join(letters)}, so there is nothing to tell apart; draw "
            "with two letters or more, such as A and B."
        )
    rng = np.random.default_rng(seed)
    given = zip(drawing.values(), shares(points, len(letters)), strict=True)
    rows = [_sampled(own, share, rng) for own, share in given]
    shapes = [own[0] if len(own) == 1 else Union(tuple(own)) for own in drawing.values()]
    return labelled("drawn", source, letters, tuple(shapes), rows, noise, rng)


def parse_strokes(text: str) -> dict[str, list[DrawnShape]]:
    """Read the strokes of a drawing: the shapes of each class, in data units.

    Examples
    --------
    >>> parse_strokes("B.120_0;A-0_0_100_50")["A"]
    [Polyline(vertices=((0.0, 0.0), (1.0, 0.5)), closed=False)]
    """
    parts = text.split(";")
    found: dict[str, list[DrawnShape]] = {}
    vertices = 0
    for number, part in enumerate(parts, start=1):
        letter, kind, corners = _read(number, part.strip())
        vertices += len(corners)
        if vertices > _MOST_VERTICES:
            raise InputError(
                f"With stroke {number} of {len(parts)} the drawing has {vertices:,} vertices; the "
                f"limit is {_MOST_VERTICES:,}. Draw with fewer, or leave some out."
            )
        found.setdefault(letter, []).append(_shape(number, kind, corners))
    return dict(sorted(found.items()))


def _read(number: int, text: str) -> tuple[str, str, list[tuple[int, int]]]:
    """Return class, kind, and vertices in hundredths, of which neighbours differ."""
    match = _STROKE.fullmatch(text)
    if match is None:
        kinds = ", ".join(f"{kind} ({meaning})" for kind, (meaning, _) in _KINDS.items())
        raise InputError(
            f"Stroke {number} is {_short(text)}; expected the letter of a class, A to J, then a "
            f"kind, {kinds}, then coordinates, as in A-0_0_100_50."
        )
    letter, kind, rest = match.groups()
    numbers = [_coordinate(number, word) for word in rest.split("_")]
    if len(numbers) % 2:
        raise InputError(
            f"Stroke {number} has {len(numbers)} coordinates, an odd number; expected x and y of "
            "every vertex in turn."
        )
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    corners = [corners[0], *(b for a, b in pairwise(corners) if a != b)]
    if kind in "o*" and len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return letter, kind, corners


def _coordinate(number: int, word: str) -> int:
    if not _INTEGER.fullmatch(word) or abs(int(word)) > _FARTHEST:
        raise InputError(
            f"Stroke {number} has the coordinate {_short(word)}; expected whole numbers of "
            f"hundredths from -{_FARTHEST} to {_FARTHEST}, joined by _, as in A-0_0_100_50."
        )
    return int(word)


def _shape(number: int, kind: str, corners: list[tuple[int, int]]) -> DrawnShape:
    meaning, least = _KINDS[kind]
    if len(corners) < least:
        raise InputError(
            f"Stroke {number}, {meaning}, has {len(corners)} vertices (one that repeats the one "
            f"before it does not count); expected {least} or more."
        )
    exact = [(x / _HUNDREDTHS, y / _HUNDREDTHS) for x, y in corners]
    if kind == ".":
        return Points(tuple(exact))
    if kind != "*":
        return Polyline(tuple(exact), closed=kind == "o")
    try:
        # In whole numbers, as they were written: a touch is one whatever the division rounds to.
        # What does not touch is much farther apart than that rounding.
        Polygon(tuple(corners))
    except InputError as error:
        raise InputError(f"Stroke {number} is no region (in hundredths). {error}") from None
    return Polygon(tuple(exact))


def _sampled(shapes: list[DrawnShape], share: int, rng: np.random.Generator) -> Floats:
    """Take this share of points from the shapes of one class, in their order."""
    singles = sum(len(shape.isolated) for shape in shapes if shape.isolated is not None)
    counts = iter(_divided(share - singles, _weights(shapes)))
    return np.concatenate(
        [
            shape.spread(next(counts), rng) if shape.isolated is None else shape.isolated
            for shape in shapes
        ]
    )


def _weights(shapes: list[DrawnShape]) -> list[float]:
    """Return what the curves and regions of a class count."""
    spread = [shape for shape in shapes if shape.isolated is None]
    if all(shape.intrinsic_dimension == 2 for shape in spread):
        return [shape.measure for shape in spread]
    return [shape.outline.measure for shape in spread]


def _divided(count: int, weights: list[float]) -> list[int]:
    """Divide a number in proportion to weights, to the nearest whole numbers but at least 1."""
    if not weights:
        return []
    count = max(count, len(weights))
    ideal = count * np.array(weights) / sum(weights)
    given = np.maximum(1, np.floor(ideal))
    while given.sum() < count:
        given[np.argmax(ideal - given)] += 1
    while given.sum() > count:  # as many got the 1 that they are not due
        given[np.argmax(np.where(given > 1, given - ideal, -np.inf))] -= 1
    return given.astype(int).tolist()


def _short(text: str) -> str:
    return repr(text if len(text) <= 30 else f"{text[:27]}...")
