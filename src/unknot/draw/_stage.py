"""One panel: its artists are made once, and shown with ever new contents."""

from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from jaxtyping import Bool, Float, Int
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection

from unknot.draw._marks import BEND, CIRCLE, Strokes
from unknot.draw._painter import Painting
from unknot.draw._sheet import Lines
from unknot.draw._style import DARK, GRID, ink, marker
from unknot.recording import Box


@dataclass(frozen=True)
class Picture:
    """What a panel shows, in the coordinates of the page.

    Attributes
    ----------
    box
        The axis limits.
    image
        The regions' colours over the box, bottom row first, (h, w, 3), or None.
    painting
        Sorted polygons, drawn on the image.
    lines, edges
        Grid lines; boundaries between classes.
    points
        The data, (n, 2); none if they are part of the painting.
    edge_width
        Of the boundaries, in printer's points.
    strokes
        The signs of a layer; none if they are part of the painting.
    """

    box: Box
    image: Float[np.ndarray, "h w 3"] | None = None
    painting: Painting | None = None
    lines: Lines = field(default_factory=list)
    edges: Lines = field(default_factory=list)
    points: Float[np.ndarray, "n 2"] | None = None
    edge_width: float = 1.1
    strokes: Strokes | None = None


_NOTHING = Strokes(np.zeros((0, 7, 2)), [], [])
_SIZE = 3.2  # of a marker, in printer's points


def marker_size(count: int) -> float:
    """Return how large the markers of so many points are, in printer's points, as in the viewer."""
    return _SIZE * float(np.clip(1.6 - 0.33 * np.log10(max(count, 1)), 0.55, 1))


class Stage:
    """A panel of a figure that shows pictures of one data set, one after the other.

    Parameters
    ----------
    axes
        Where to draw.
    labels
        The classes of the points, (n,).
    wrong
        Which points to ring, (n,).
    size
        Of the markers, in printer's points.
    """

    def __init__(
        self,
        axes: Axes,
        labels: Int[np.ndarray, "n"],
        wrong: Bool[np.ndarray, "n"] | None = None,
        size: float = _SIZE,
    ):
        self.axes = axes
        self._image = axes.imshow(
            np.ones((1, 1, 3)), origin="lower", interpolation="bilinear", aspect="auto", zorder=0
        )
        self._polygons = PolyCollection([], zorder=1, capstyle="round", joinstyle="round")
        self._grid = LineCollection([], colors=GRID, linewidths=0.45, alpha=0.5, zorder=2)
        self._edges = LineCollection([], colors=DARK, zorder=3, capstyle="round")
        self._circles = LineCollection([], colors=DARK, linewidths=CIRCLE, zorder=2.5)
        self._bends = LineCollection(
            [], colors=DARK, linewidths=BEND, linestyles=(0, (4, 2)), zorder=2.6
        )
        # Above the points, with a light border that parts them from what they cross.
        self._arrows = PolyCollection(
            [], facecolors=DARK, edgecolors="white", linewidths=0.5, zorder=4.5
        )
        marks = (self._circles, self._bends, self._arrows)
        for collection in (self._polygons, self._grid, self._edges, *marks):
            axes.add_collection(collection, autolim=False)
        self._points = scatter(axes, np.zeros((len(labels), 2)), labels, wrong, size)
        axes.set_box_aspect(1)

    def show(self, picture: Picture) -> None:
        """Replace what the panel shows."""
        left, right, bottom, top = picture.box.extent
        self.axes.set_xlim(left, right)
        self.axes.set_ylim(bottom, top)
        self._image.set_visible(picture.image is not None)
        if picture.image is not None:
            # Bytes with an alpha channel are resampled several times faster than floats.
            pixels = np.full((*picture.image.shape[:2], 4), 255, np.uint8)
            pixels[..., :3] = np.round(255 * picture.image)
            self._image.set_data(pixels)
            self._image.set_extent((left, right, bottom, top))
        painting = picture.painting
        self._polygons.set_verts(painting.polygons if painting is not None else [], closed=False)
        if painting is not None:
            self._polygons.set_facecolor(cast(Any, painting.faces))
            self._polygons.set_edgecolor(cast(Any, painting.edges))
            self._polygons.set_linewidth(cast(Any, painting.widths))
        self._grid.set_segments(picture.lines)
        self._edges.set_segments(picture.edges)
        self._edges.set_linewidth(picture.edge_width)
        self._mark(picture.strokes or _NOTHING)
        self._place(picture.points)

    def _mark(self, drawn: Strokes) -> None:
        self._circles.set_segments(drawn.circles)
        self._bends.set_segments(drawn.lines)
        self._arrows.set_verts(list(drawn.arrows))
        self._circles.set_alpha(0.4 * drawn.strength)
        self._bends.set_alpha(0.7 * drawn.strength)
        self._arrows.set_alpha(drawn.strength)

    def _place(self, points: np.ndarray | None) -> None:
        for members, artist in self._points:
            artist.set_offsets(np.zeros((0, 2)) if points is None else points[members])


def scatter(
    axes: Axes,
    points: Float[np.ndarray, "n 2"],
    labels: Int[np.ndarray, "n"],
    wrong: Bool[np.ndarray, "n"] | None = None,
    size: float = _SIZE,
) -> list[tuple[np.ndarray, PathCollection]]:
    """Draw points by class, and rings round the wrong ones; give artists and their members."""
    drawn = []
    for k in np.unique(labels):
        members = np.flatnonzero(labels == k)
        area = (size * (1.2 if k else 1)) ** 2
        drawn.append(
            (
                members,
                axes.scatter(
                    *points[members].T,
                    s=area,
                    marker=marker(int(k)),
                    color=ink(int(k)),
                    linewidths=0,
                    zorder=4,
                ),
            )
        )
    if wrong is not None and wrong.any():
        members = np.flatnonzero(wrong)
        many = len(members) > 60  # then large rings would hide what they point out
        drawn.append(
            (
                members,
                axes.scatter(
                    *points[members].T,
                    s=((1.8 if many else 2.4) * size) ** 2,
                    facecolors="none",
                    edgecolors=DARK,
                    linewidths=0.5 if many else 0.9,
                    zorder=5,
                ),
            )
        )
    return drawn
