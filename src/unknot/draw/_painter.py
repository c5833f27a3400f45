"""Drawings in space: everything becomes polygons of the page, the farthest painted first.

Matplotlib's own axes for space sort whole collections, so a surface that a plane cuts, or points
among faces, come out in the wrong order; here every face, line segment and marker is sorted.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from matplotlib.markers import MarkerStyle

from unknot.draw._camera import View
from unknot.draw._sheet import Lines

Colour = tuple[float, float, float, float]

_PIECE = 3  # segments of a line that are sorted as one


@dataclass(frozen=True)
class Painting:
    """Polygons of the page in the order in which they are painted, with their colours."""

    polygons: list[Float[np.ndarray, "p 2"]]
    faces: Float[np.ndarray, "n 4"]
    edges: Float[np.ndarray, "n 4"]
    widths: Float[np.ndarray, "n"]


class Painter:
    """Collects faces, lines and markers in space, and sorts them for a view."""

    def __init__(self, view: View, half: float):
        self._view = view
        self._half = half
        self._polygons: list[np.ndarray] = []
        self._depths: list[np.ndarray] = []
        self._styles: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []

    def faces(
        self,
        corners: Float[np.ndarray, "m c 3"],
        colours: Float[np.ndarray, "m 4"],
        edge: Colour | None = None,
        width: float = 0.5,
    ) -> None:
        """Add polygons; without an ``edge`` colour, each hides its seams with its own."""
        if not len(corners):
            return
        flat = corners @ self._view.T
        edges = colours if edge is None else np.tile(edge, (len(corners), 1))
        self._add(list(flat[..., :2]), flat[..., 2].mean(axis=1), colours, edges, width)

    def lines(self, lines: Lines, colour: Colour, width: float, nearer: float = 0.05) -> None:
        """Add polylines, a little nearer than they are so that they lie on top of faces."""
        if not lines:
            return
        pieces = [
            (line @ self._view.T)[start : start + _PIECE + 1]
            for line in lines
            for start in range(0, len(line) - 1, _PIECE)
        ]
        depths = np.array([piece[:, 2].mean() for piece in pieces]) + nearer * self._half
        none = np.zeros((len(pieces), 4))
        colours = np.tile(colour, (len(pieces), 1))
        self._add([piece[:, :2] for piece in pieces], depths, none, colours, width)

    def points(
        self, points: Float[np.ndarray, "n 3"], shape: str, size: float, colour: Colour
    ) -> None:
        """Add markers of a diameter that is a share of the picture's width."""
        if not len(points):
            return
        flat = points @ self._view.T
        outline = _outline(shape) * size * self._half
        depths = flat[:, 2] + 0.06 * self._half
        colours = np.tile(colour, (len(flat), 1))
        self._add(list(flat[:, None, :2] + outline), depths, colours, np.zeros((len(flat), 4)), 0)

    def painting(self) -> Painting:
        """Return all of it, the farthest first."""
        if not self._depths:
            none = np.zeros((0, 4))
            return Painting([], none, none, np.zeros(0))
        order = np.argsort(np.concatenate(self._depths), kind="stable")
        faces, edges, widths = (
            np.concatenate([style[i] for style in self._styles])[order] for i in range(3)
        )
        return Painting([self._polygons[i] for i in order], faces, edges, widths)

    def _add(
        self,
        polygons: list[np.ndarray],
        depths: np.ndarray,
        faces: np.ndarray,
        edges: np.ndarray,
        width: float,
    ) -> None:
        self._polygons += polygons
        self._depths.append(depths)
        self._styles.append((faces, edges, np.full(len(depths), width)))


def _outline(shape: str) -> Float[np.ndarray, "p 2"]:
    """Return a marker as a polygon of diameter about 2, centred."""
    style = MarkerStyle(shape)
    path = style.get_path().transformed(style.get_transform())
    (polygon, *_) = path.to_polygons(closed_only=True)
    polygon = np.asarray(polygon)
    if len(polygon) > 20:  # a circle: this many corners are round enough at the size of a point
        angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return 2 * polygon
