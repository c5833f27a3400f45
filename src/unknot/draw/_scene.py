"""From a representation in the space of the drawing to the picture that shows it."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float, Int
from matplotlib.colors import to_rgba

from unknot.draw._box import Box, square
from unknot.draw._camera import View
from unknot.draw._painter import Painter, Painting
from unknot.draw._region import Scores, boundaries, coloured, on_grid
from unknot.draw._sheet import Sheet
from unknot.draw._stage import Picture
from unknot.draw._style import DARK, GRID, ink, marker
from unknot.nets import Head

_PATCHES = 24
_MOST_PLANES = 4  # classes; the planes between more of them hide everything
_MARKER = 0.016  # radius as a share of half the picture


@dataclass(frozen=True)
class Scene:
    """A representation laid into the space of the drawing.

    Attributes
    ----------
    points, labels
        The data, (n, k) with k = 2 or 3, and their classes.
    sheet
        The warped input space, its points (·, k), or None.
    scores
        Of places on the page (rows of 2), or None where the picture has no regions.
    head
        Whose planes are shown, in three dimensions.
    """

    points: Float[np.ndarray, "n k"]
    labels: Int[np.ndarray, "n"]
    sheet: Sheet | None = None
    scores: Scores | None = None
    head: Head | None = None

    @property
    def extent(self) -> Float[np.ndarray, "m k"]:
        """All points that should be in the picture."""
        parts = [self.points] if self.sheet is None else [self.points, self.sheet.points]
        return np.concatenate(parts)


def flat(scene: Scene, box: Box | None = None, pixels: int = 400, faces: bool = False) -> Picture:
    """Return the picture of a scene in the plane.

    ``faces`` colours the warped sheet itself, which is all that can be coloured where points of
    the page have no preimage.
    """
    box = square(scene.extent) if box is None else box
    warped = scene.sheet
    picture = Picture(box, points=scene.points)
    if warped is not None:
        picture = replace(picture, lines=warped.lines, edges=warped.edges)
        if warped.faces.shape[1] == 2 or faces:
            picture = replace(picture, painting=_unsorted(warped))
    if scene.scores is not None:
        lead = on_grid(scene.scores, box.pixels(pixels), (pixels, pixels))
        picture = replace(picture, image=coloured(lead), edges=boundaries(lead, box))
    return picture


def spatial(
    scene: Scene, view: View, box: Box | None = None, planes: float = 1.0
) -> Picture:
    """Return the picture of a scene in space; ``planes`` is how visible the head's planes are."""
    page = scene.extent @ view.T
    box = square(page[:, :2]) if box is None else box
    half = float(box.half[0])
    painter = Painter(view, half)
    _frame(painter, scene.extent, view)
    if scene.sheet is not None:
        warped = scene.sheet
        solid = np.concatenate([warped.tints, np.full((len(warped.tints), 1), 0.93)], axis=1)
        width = 4.0 if warped.faces.shape[1] == 2 else 0.4
        painter.faces(warped.vertices[warped.faces], solid, width=width)
        painter.lines(warped.lines, to_rgba(GRID, 0.45), 0.45)
        painter.lines(warped.edges, to_rgba(DARK), 1.0, 0.015)
    if scene.head is not None and planes > 0:
        patches = head_planes(scene.head, scene.extent)
        shade = np.tile(to_rgba("#59606b", 0.28 * planes), (len(patches), 1))
        painter.faces(patches, shade, edge=to_rgba("#59606b", 0.10 * planes), width=0.3)
    for k in np.unique(scene.labels):
        members = scene.points[scene.labels == k]
        painter.points(members, marker(int(k)), _MARKER, to_rgba(ink(int(k))))
    return Picture(box, painting=painter.painting())


def head_planes(head: Head, extent: Float[np.ndarray, "n 3"]) -> Float[np.ndarray, "m 4 3"]:
    """Return the planes on which two classes tie and win, as patches (m, 4, 3) near the points.

    Nothing for more than 4 classes.
    """
    weight, bias = np.asarray(head.weight, float), np.asarray(head.bias, float)
    if len(weight) == 1:
        weight, bias = np.stack([-weight[0], weight[0]]) / 2, np.array([-bias[0], bias[0]]) / 2
    weight = np.pad(weight, ((0, 0), (0, max(0, 3 - weight.shape[1]))))
    if len(weight) > _MOST_PLANES or weight.shape[1] > 3:
        return np.zeros((0, 4, 3))
    low, high = extent.min(axis=0), extent.max(axis=0)
    centre, radius = (low + high) / 2, float(np.linalg.norm(high - low)) / 2 * 0.8
    patches = []
    for i in range(len(weight)):
        for j in range(i + 1, len(weight)):
            quads = _plane(weight[j] - weight[i], float(bias[j] - bias[i]), centre, radius)
            scores = quads.mean(axis=1) @ weight.T + bias
            wins = scores[:, i] >= scores.max(axis=1) - 1e-9 * np.abs(scores).max(initial=1e-300)
            patches.append(quads[wins])
    return np.concatenate(patches)


def _plane(normal: np.ndarray, offset: float, centre: np.ndarray, radius: float) -> np.ndarray:
    """Return a square piece of {n·x + c = 0} near ``centre`` in patches, none if it is far."""
    length = float(np.linalg.norm(normal))
    if length == 0 or abs(normal @ centre + offset) > length * 2 * radius:
        return np.zeros((0, 4, 3))
    unit = normal / length
    foot = centre - (normal @ centre + offset) / length * unit
    _, axes = np.linalg.eigh(np.outer(unit, unit))
    first, second = axes[:, 0], axes[:, 1]
    ticks = np.linspace(-radius, radius, _PATCHES + 1)
    a, b = np.meshgrid(ticks, ticks)
    grid = foot + a[..., None] * first + b[..., None] * second
    quads = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)
    return quads.reshape(-1, 4, 3)


def _frame(painter: Painter, extent: np.ndarray, view: View) -> None:
    """Draw the edges of the bounding cuboid that lie behind, faintly, for orientation."""
    low, high = extent.min(axis=0), extent.max(axis=0)
    # The corner farthest from the eye: all three of its faces are behind the contents.
    far = np.where(view[2] > 0, low, high)
    near = np.where(view[2] > 0, high, low)
    lines = []
    for axis in range(3):
        for a in (far, near):
            for b in (far, near):
                if a is near and b is near:
                    continue
                first, second = (k for k in range(3) if k != axis)
                line = np.linspace(far, near, 25)
                line[:, first], line[:, second] = a[first], b[second]
                lines.append(line)
    painter.lines(lines, to_rgba("#b4bac3"), 0.5, nearer=-0.05)


def _unsorted(warped: Sheet) -> Painting:
    """Return the faces of a sheet in the plane in their own order."""
    opaque = np.concatenate([warped.tints, np.ones((len(warped.tints), 1))], axis=1)
    width = 5.0 if warped.faces.shape[1] == 2 else 0.4
    polygons = list(warped.vertices[warped.faces][..., :2])
    return Painting(polygons, opaque, opaque, np.full(len(polygons), width))
