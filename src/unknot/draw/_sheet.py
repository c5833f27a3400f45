"""The input space as a thing to be warped: a line, a sheet with a grid, or the edges of a cube."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from jaxtyping import Float, Int

from unknot.draw._region import Scores, boundaries, coloured, on_grid
from unknot.recording import Box

GRID_LINES = 17
_SUBDIVIDED = 97  # points on a grid line

Lines = list[Float[np.ndarray, "p d"]]


@dataclass(frozen=True)
class Sheet:
    """A net of points with what is drawn on it.

    Attributes
    ----------
    vertices
        (v, d).
    faces
        Corners of coloured cells: (m, 4) of a surface, (m, 2) of a line, (0, 4) if there is none.
    tints
        The colour of each face, (m, 3): what the network says there.
    lines
        Grid lines, finely subdivided.
    edges
        The decision boundary, drawn on the sheet.
    """

    vertices: Float[np.ndarray, "v d"]
    faces: Int[np.ndarray, "m corners"]
    tints: Float[np.ndarray, "m 3"]
    lines: Lines
    edges: Lines

    def through(self, map_: Callable[[np.ndarray], np.ndarray]) -> "Sheet":
        """Return the same sheet with every point taken through a map of rows."""
        parts = [self.vertices, *self.lines, *self.edges]
        moved = map_(np.concatenate(parts))
        cuts = np.cumsum([len(part) for part in parts])[:-1]
        vertices, *rest = np.split(moved, cuts)
        count = len(self.lines)
        return Sheet(vertices, self.faces, self.tints, rest[:count], rest[count:])

    @property
    def points(self) -> Float[np.ndarray, "n d"]:
        """All its points."""
        return np.concatenate([self.vertices, *self.lines])


def sheet(box: Box, scores: Scores | None, cells: int) -> Sheet | None:
    """Return the net that fills the box of an input space; None in more than 3 dimensions.

    Parameters
    ----------
    box
        What is shown of the input space.
    scores
        Of rows of inputs, to colour the faces; None for faces without meaning (none are made).
    cells
        Faces along each side of a surface.
    """
    dimension = len(box.centre)
    if dimension == 1:
        return _line(box, scores)
    if dimension == 2:
        return _surface(box, scores, cells)
    if dimension == 3:
        corners = np.zeros((0, 3))
        return Sheet(corners, np.zeros((0, 4), int), np.zeros((0, 3)), _cube(box), [])
    return None


def _line(box: Box, scores: Scores | None) -> Sheet:
    count = 800
    vertices = np.linspace(box.low, box.high, count + 1)
    if scores is None:
        return Sheet(vertices, np.zeros((0, 2), int), np.zeros((0, 3)), [vertices], [])
    middles = (vertices[1:] + vertices[:-1]) / 2
    tints = coloured(on_grid(scores, middles, (1, count)))[0]
    index = np.arange(count)
    return Sheet(vertices, np.stack([index, index + 1], axis=1), tints, [vertices], [])


def _surface(box: Box, scores: Scores | None, cells: int) -> Sheet:
    lines = grid_lines(box)
    if scores is None:
        empty = np.zeros((0, 4), int)
        return Sheet(np.zeros((0, 2)), empty, np.zeros((0, 3)), lines, [])
    x, y = (np.linspace(box.low[i], box.high[i], cells + 1) for i in range(2))
    vertices = np.stack([m.ravel() for m in np.meshgrid(x, y)], axis=1)
    corner = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    faces = np.stack(
        [c.ravel() for c in (corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1])],
        axis=1,
    )
    tints = coloured(on_grid(scores, box.pixels(cells), (cells, cells))).reshape(-1, 3)
    fine = on_grid(scores, box.pixels(3 * cells), (3 * cells, 3 * cells))
    return Sheet(vertices, faces, tints, lines, boundaries(fine, box))


def grid_lines(box: Box) -> Lines:
    """Return horizontal and vertical lines of a rectangle, its border included."""
    x, y = (np.linspace(box.low[i], box.high[i], GRID_LINES) for i in range(2))
    fine_x, fine_y = (np.linspace(box.low[i], box.high[i], _SUBDIVIDED) for i in range(2))
    across = [np.stack([fine_x, np.full(_SUBDIVIDED, value)], axis=1) for value in y]
    upright = [np.stack([np.full(_SUBDIVIDED, value), fine_y], axis=1) for value in x]
    return across + upright


def _cube(box: Box) -> Lines:
    """Return the edges of a cuboid and the middle lines of its faces."""
    lines = []
    along = np.linspace(-1, 1, _SUBDIVIDED)
    for axis in range(3):
        for first, second in product((-1, 0, 1), repeat=2):
            if first == second == 0:
                continue
            line = np.insert(
                np.tile([[first, second]], (len(along), 1)).astype(float), axis, along, 1
            )
            lines.append(box.centre + line * box.half)
    return lines
