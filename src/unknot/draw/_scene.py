"""From a representation in the space of the drawing to the picture that shows it."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from jaxtyping import Float, Int
from matplotlib.colors import to_rgba

from unknot.draw._camera import FROM_ABOVE, View
from unknot.draw._marks import CIRCLE, strokes
from unknot.draw._painter import Painter, Painting
from unknot.draw._region import Scores, boundaries, coloured, on_grid
from unknot.draw._sheet import Sheet
from unknot.draw._stage import Picture
from unknot.draw._style import DARK, GRID, ink, marker
from unknot.nets import Head, Marks
from unknot.recording import Box, square

_PATCHES = 9  # triangles along the side of a larger one
_MOST_PLANES = 4  # classes; the planes between more of them hide everything
_NEAR = 0.4  # of the data's span: how much of a far-flung sheet is shown beside them
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
    marks, strength
        Of the layer that follows, and how visible they are, from 0 to 1.
    """

    points: Float[np.ndarray, "n k"]
    labels: Int[np.ndarray, "n"]
    sheet: Sheet | None = None
    scores: Scores | None = None
    head: Head | None = None
    marks: Marks | None = None
    strength: float = 1.0

    @property
    def extent(self) -> Float[np.ndarray, "m k"]:
        """What should be in the picture: the data, and the sheet as far as it is near them."""
        if self.sheet is None:
            return self.points
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        span = float((high - low).max())
        near = self.sheet.points
        if span > 0:
            near = np.clip(near, low - _NEAR * span, high + _NEAR * span)
        return np.concatenate([self.points, near])

    def seen(self, view: View) -> Float[np.ndarray, "8 2"]:
        """Return the corners of the bounding cuboid on the page, for a scene in space."""
        extent = self.extent
        corners = product(*zip(extent.min(axis=0), extent.max(axis=0), strict=True))
        return np.array(list(corners)) @ view[:2].T


def flat(
    scene: Scene,
    box: Box | None = None,
    pixels: int = 400,
    faces: bool = False,
    bold: float = 1.0,
) -> Picture:
    """Return the picture of a scene in the plane; arrows are so many times as bold as usual.

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
    if scene.marks is not None:
        drawn = strokes(scene.marks, FROM_ABOVE, bold * float(box.half.max()), scene.strength)
        picture = replace(picture, strokes=drawn)
    return picture


def spatial(scene: Scene, view: View, box: Box | None = None, planes: float = 1.0) -> Picture:
    """Return the picture of a scene in space; ``planes`` is how visible the head's planes are."""
    box = square(scene.seen(view)) if box is None else box
    half = float(box.half[0])
    painter = Painter(view, half)
    _frame(painter, scene.extent, view)
    if scene.sheet is not None:
        warped = scene.sheet
        solid = np.concatenate([warped.tints, np.full((len(warped.tints), 1), 0.93)], axis=1)
        width = 4.0 if warped.faces.shape[1] == 2 else 0.4
        painter.faces(warped.vertices[warped.faces], solid, width=width)
        painter.lines(warped.lines, to_rgba(GRID, 0.45), 0.45)
        painter.lines(warped.edges, to_rgba(DARK), 1.0, 0.06)
    if scene.head is not None and planes > 0:
        patches = head_planes(scene.head, scene.extent)
        shade = np.tile(to_rgba("#59606b", 0.28 * planes), (len(patches), 1))
        painter.faces(patches, shade, edge=(0, 0, 0, 0), width=0)
    for k in np.unique(scene.labels):
        members = scene.points[scene.labels == k]
        painter.points(members, marker(int(k)), _MARKER, to_rgba(ink(int(k))))
    if scene.marks is not None:
        drawn = strokes(scene.marks, view, half, scene.strength)
        painter.lines([*drawn.circles, *drawn.lines], to_rgba(DARK, 0.4 * drawn.strength), CIRCLE)
        solid = np.tile(to_rgba(DARK, drawn.strength), (len(drawn.arrows), 1))
        painter.faces(drawn.arrows, solid, to_rgba("white", drawn.strength), 0.5)
    return Picture(box, painting=painter.painting())


def head_planes(head: Head, extent: Float[np.ndarray, "n 3"]) -> Float[np.ndarray, "m 3 3"]:
    """Return where two classes tie and win, within the cuboid of the points, in triangles.

    Nothing for more than 4 classes.
    """
    weight, bias = np.asarray(head.weight, float), np.asarray(head.bias, float)
    if len(weight) == 1:
        weight, bias = np.stack([np.zeros_like(weight[0]), weight[0]]), np.array([0, bias[0]])
    weight = np.pad(weight, ((0, 0), (0, max(0, 3 - weight.shape[1]))))
    if len(weight) > _MOST_PLANES or weight.shape[1] > 3:
        return np.zeros((0, 3, 3))
    low, high = extent.min(axis=0), extent.max(axis=0)
    room = 0.02 * float((high - low).max()) or 1.0
    walls = [(-np.eye(3)[k], high[k] + room) for k in range(3)]
    walls += [(np.eye(3)[k], room - low[k]) for k in range(3)]
    found = []
    for i in range(len(weight)):
        for j in range(i + 1, len(weight)):
            others = [
                (weight[i] - weight[k], bias[i] - bias[k])
                for k in range(len(weight))
                if k not in (i, j)
            ]
            polygon = _plane(weight[j] - weight[i], float(bias[j] - bias[i]), low, high)
            for normal, offset in [*walls, *others]:
                polygon = _cut(polygon, normal, offset)
            found.append(_triangles(polygon))
    return np.concatenate(found)


def _plane(normal: np.ndarray, offset: float, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return a square of the plane {n·x + c = 0} larger than the cuboid, (4, 3); (0, 3) if far."""
    centre, radius = (low + high) / 2, float(np.linalg.norm(high - low)) or 1.0
    length = float(np.linalg.norm(normal))
    if length == 0 or abs(normal @ centre + offset) > length * radius:
        return np.zeros((0, 3))
    unit = normal / length
    foot = centre - (normal @ centre + offset) / length * unit
    _, axes = np.linalg.eigh(np.outer(unit, unit))
    first, second = 2 * radius * axes[:, 0], 2 * radius * axes[:, 1]
    return foot + np.array([first, second, -first, -second])


def _cut(polygon: np.ndarray, normal: np.ndarray, offset: float) -> np.ndarray:
    """Return the part of a convex polygon where n·x + c ≥ 0 (Sutherland and Hodgman 1974)."""
    side = polygon @ normal + offset
    kept = []
    for k in range(len(polygon)):
        here, before = side[k], side[k - 1]
        if (here >= 0) != (before >= 0):
            part = before / (before - here)
            kept.append(polygon[k - 1] + part * (polygon[k] - polygon[k - 1]))
        if here >= 0:
            kept.append(polygon[k])
    return np.array(kept).reshape(-1, 3)


def _triangles(polygon: np.ndarray) -> Float[np.ndarray, "m 3 3"]:
    """Divide a convex polygon into small triangles, so that they can be sorted among faces."""
    if len(polygon) < 3:
        return np.zeros((0, 3, 3))
    middle = polygon.mean(axis=0)
    first, second = polygon - middle, np.roll(polygon, -1, axis=0) - middle
    n = _PATCHES
    corners = [[(i, j), (i + 1, j), (i, j + 1)] for i in range(n) for j in range(n - i)]
    corners += [[(i, j), (i - 1, j), (i, j - 1)] for i in range(1, n) for j in range(1, n - i + 1)]
    part = np.array(corners) / n
    small = middle + np.einsum("tci,pix->ptcx", part, np.stack([first, second], axis=1))
    return small.reshape(-1, 3, 3)


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
