"""The signs of a layer: its arrows, circles and lines on a page or in space."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from matplotlib.lines import Line2D
from matplotlib.path import Path

from unknot.draw._camera import View
from unknot.draw._sheet import Lines
from unknot.draw._style import DARK, ring_sign
from unknot.nets import Marks, Sign

# Shares of half the picture.
_SHAFT, _HEAD, _BARB = 0.0065, 0.055, 0.024
_SHORTEST = 0.008
_CORNERS = np.linspace(0, 2 * np.pi, 73)
CIRCLE, BEND = 0.6, 0.7  # widths of lines, in printer's points


@dataclass(frozen=True)
class Strokes:
    """Marks ready to be painted.

    Attributes
    ----------
    arrows
        Polygons of 7 corners, (m, 7, k).
    circles, lines
        Polylines.
    strength
        How visible they are, from 0 to 1.
    """

    arrows: Float[np.ndarray, "m 7 k"]
    circles: Lines
    lines: Lines
    strength: float = 1.0


def strokes(marks: Marks, view: View, half: float, strength: float = 1.0) -> Strokes:
    """Return marks in the space of the drawing (2 or 3 dimensions) as seen in a view.

    Arrows are as thick as suits a panel of which ``half`` is half the width.
    """
    size = marks.centres.shape[-1]
    seen = view[:size, :size]
    arrows = _finite(marks.arrows @ seen.T)
    known = np.isfinite(marks.centres).all(axis=1) & np.isfinite(marks.radii)
    ring = np.zeros((len(_CORNERS), size))
    ring[:, 0], ring[:, 1] = np.cos(_CORNERS), np.sin(_CORNERS)
    circles = marks.centres[known, None] + marks.radii[known, None, None] * (ring @ seen)
    return Strokes(
        _outlines(arrows, half) @ seen, list(circles), list(_finite(marks.lines)), strength
    )


def _finite(parts: np.ndarray) -> np.ndarray:
    return parts[np.isfinite(parts).all(axis=(1, 2))]


def _outlines(arrows: Float[np.ndarray, "m 2 k"], half: float) -> Float[np.ndarray, "m 7 k"]:
    """Return arrows of some width on the page; those too short to be seen are left out."""
    way = arrows[:, 1, :2] - arrows[:, 0, :2]
    length = np.linalg.norm(way, axis=1)
    long = length > _SHORTEST * half
    start, end = np.moveaxis(arrows[long], 1, 0)
    ahead = way[long] / length[long, None]
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    # The head of a short arrow is smaller, and never all of it.
    head = np.minimum(_HEAD * half, 0.7 * length[long])[:, None]
    barb = aside * head * (_BARB / _HEAD)
    shaft = aside * np.minimum(_SHAFT * half, head * (_SHAFT / _HEAD))
    neck = end.copy()
    neck[:, :2] -= ahead * head
    corners = []
    for place, beside in (
        (start, shaft),
        (neck, shaft),
        (neck, barb),
        (end, 0 * barb),
        (neck, -barb),
        (neck, -shaft),
        (start, -shaft),
    ):
        corner = place.copy()
        corner[:, :2] += beside
        corners.append(corner)
    return np.stack(corners, axis=1)


def mark_signs(several: Iterable[Marks | None], whose: str) -> list[Line2D]:
    """Return what a legend shows of these marks; ``whose`` says which layers have them."""
    words: dict[tuple[Sign, str], None] = {}
    for marks in several:
        words |= dict.fromkeys(() if marks is None else marks.words.items())
    return [_sign(sign, f"{whose} {word}") for sign, word in words]


def _sign(sign: Sign, name: str) -> Line2D:
    if sign == "circles":
        return ring_sign(name, CIRCLE)
    if sign == "lines":
        return Line2D([], [], color=DARK, linewidth=BEND, linestyle=(0, (4, 2)), label=name)
    shape = _outlines(np.array([[[-1.0, 0.0], [1.0, 0.0]]]), 20.0)[0]
    return Line2D(
        [],
        [],
        linestyle="",
        marker=Path(shape, closed=False),
        color=DARK,
        markersize=11,
        markeredgewidth=0,
        label=name,
    )
