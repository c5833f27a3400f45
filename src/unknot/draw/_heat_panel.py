"""The points of all classes at one depth, in the colours of the local stretch."""

from itertools import product

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from unknot.draw._camera import View, view_of
from unknot.draw._glow import Glow
from unknot.draw._least_margin import mark_margin
from unknot.draw._painter import Painter
from unknot.draw._region import Scores, boundaries, crossings, leads, on_grid
from unknot.draw._scene import head_planes
from unknot.draw._sheet import Lines
from unknot.draw._stage import Picture, Stage
from unknot.draw._style import DARK, clean, marker
from unknot.measure import Stretch
from unknot.nets import Head
from unknot.recording import Projection, project, square

_PIXELS = 400
_MOST = 700  # markers of a class that fills a region
_SPARSE = 16  # markers along all curves of a class
_ROOM = 1.14  # of a panel, round its contents


def fill(
    axes: Axes,
    scores: Scores,
    head: Head | None,
    places: Float[np.ndarray, "n w"],
    found: Stretch,
    glow: Glow,
) -> Projection:
    """Draw the points where they are at one depth, and give how they are laid on the page."""
    width = places.shape[1]
    projection = project(places, 3 if width >= 3 else 2)
    laid = projection(places)
    if width == 1:
        # Each class has a row of its own, the first one on top.
        classes = len(found.class_names)
        laid[:, 1] = (classes - 1) / 2 - found.labels
        laid[:, 1] *= 0.9 * np.ptp(laid[:, 0]) / classes or 1.0
    if width >= 3:
        read = None if head is None else projection.read_by(head)
        page = _in_space(axes, laid, found, glow, read)
        lines = []
    else:
        page = laid
        lines = _in_the_plane(axes, page, found, glow, scores, width)
    tear = int(np.argmin(found.margins))
    mark_margin(axes, page[tear], np.concatenate([page, *lines]), float(found.margins[tear]))
    return projection


def _in_the_plane(
    axes: Axes,
    page: Float[np.ndarray, "n 2"],
    found: Stretch,
    glow: Glow,
    scores: Scores,
    width: int,
) -> Lines:
    """Draw in the plane, and give the boundary."""
    box = square(page, _ROOM)
    if width == 2:
        lead = on_grid(scores, box.pixels(_PIXELS), (_PIXELS, _PIXELS))
        lines = boundaries(lead, box)
    else:
        ticks = box.ticks(0, 4 * _PIXELS)
        lines = [
            np.stack([np.full(100, x), box.ticks(1, 100)], axis=1)
            for x in crossings(leads(scores(ticks[:, None])), ticks)
        ]
    stage = Stage(axes, found.labels[:0])
    stage.show(Picture(box, edges=lines))
    for pieces, indices in _pieces(found):
        order = np.argsort(glow.values[indices], kind="stable")
        axes.add_collection(
            LineCollection(
                list(page[pieces[order]]),
                colors=glow(indices[order]),
                linewidths=2.4,
                capstyle="round",
                zorder=3.2,
            ),
            autolim=False,
        )
    for label, chosen, size in _markers(found):
        axes.scatter(
            *page[chosen].T,
            s=size**2,
            marker=marker(label),
            c=glow(chosen),
            edgecolors="white" if size > 4 else DARK,
            linewidths=0.7 if size > 4 else 0.15,
            zorder=3.6 if size > 4 else 3.4,
        )
    clean(axes)
    if width == 1:
        axes.set_yticks([])
    return lines


def _in_space(
    axes: Axes, points: Float[np.ndarray, "n 3"], found: Stretch, glow: Glow, head: Head | None
) -> Float[np.ndarray, "n 2"]:
    """Draw in space, and give where the points are on the page."""
    view = view_of(points, head)
    corners = np.array(list(product(*zip(points.min(axis=0), points.max(axis=0), strict=True))))
    box = square(corners @ view[:2].T, _ROOM)
    half = float(box.half[0])
    painter = Painter(view, half)
    _frame(painter, corners, view)
    if head is not None:
        patches = head_planes(head, points)
        shade = np.tile(to_rgba("#59606b", 0.2), (len(patches), 1))
        painter.faces(patches, shade, edge=(0, 0, 0, 0), width=0)
    level, shades = glow.levels()
    for pieces, indices in _pieces(found):
        # A white line a little farther away parts a curve from those behind it.
        painter.lines(list(points[pieces]), to_rgba("white"), 5.0, nearer=-0.03)
        for k in np.unique(level[indices]):
            painter.lines(list(points[pieces[level[indices] == k]]), tuple(shades[k]), 2.4)
    for label, chosen, size in _markers(found):
        for k in np.unique(level[chosen]):
            members = points[chosen[level[chosen] == k]]
            painter.points(members, marker(label), size * 0.0045, tuple(shades[k]))
    stage = Stage(axes, found.labels[:0])
    stage.show(Picture(box, painting=painter.painting()))
    axes.set(xticks=[], yticks=[])
    return points @ view[:2].T


def _frame(painter: Painter, corners: Float[np.ndarray, "8 3"], view: View) -> None:
    """Draw the edges of a cuboid that lie behind its contents."""
    nearest = np.argmax(corners @ view[2])
    edges = [
        np.linspace(corners[i], corners[j], 25)
        for i in range(8)
        for j in range(i)
        if (i ^ j) in (1, 2, 4) and nearest not in (i, j)
    ]
    painter.lines(edges, to_rgba("#b4bac3"), 0.5, nearer=-0.05)


def _pieces(found: Stretch):
    """Give the steps along each curve as pairs of dense points (m, 2), and their hotter ends."""
    for strand in found.strands:
        along = np.arange(strand.start, strand.stop)
        ends = np.stack([along, np.roll(along, -1)], axis=1)
        ends = ends if strand.closed else ends[:-1]
        hotter = np.argmax(found.stretches[ends], axis=1)
        yield ends, ends[np.arange(len(ends)), hotter]


def _markers(found: Stretch):
    """Give label, dense points and size (printer's points) of the markers of each class."""
    curved = np.zeros(len(found.labels), bool)
    for strand in found.strands:
        curved[strand.start : strand.stop] = True
    for label in range(len(found.class_names)):
        for own, most, size in (
            (np.flatnonzero((found.labels == label) & ~curved), _MOST, 3.6),
            (np.flatnonzero((found.labels == label) & curved), _SPARSE, 6.0),
        ):
            if own.size:
                chosen = own[np.linspace(0, len(own) - 1, min(most, len(own))).astype(int)]
                # The hottest are drawn last, so that none of them is hidden.
                yield label, chosen[np.argsort(found.stretches[chosen], kind="stable")], size
