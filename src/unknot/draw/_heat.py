"""Where a network stretches its data, and where it tears them."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from jaxtyping import Float
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import LineCollection
from matplotlib.colors import Colormap, ListedColormap, Normalize, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from unknot.data import Dataset
from unknot.draw._camera import View, view_of
from unknot.draw._letters import class_labels
from unknot.draw._painter import Painter
from unknot.draw._region import Scores, boundaries, crossings, leads, on_grid
from unknot.draw._representation import layer_name
from unknot.draw._scene import head_planes
from unknot.draw._sheet import Lines
from unknot.draw._stage import Picture, Stage
from unknot.draw._style import DARK, GREY, clean, empty_figure, entitle, marker, styled
from unknot.errors import InputError
from unknot.measure import Level, Stretch
from unknot.measure import stretch as measured
from unknot.nets import Head, Network
from unknot.recording import Projection, project, square

_LEVELS = 64  # colours
_DECADES = 3.0
_PIXELS = 400
_MOST = 700  # markers of a class that fills a region
_SPARSE = 16  # markers along all curves of a class
_ROOM = 1.14  # of a panel, round its contents
_RING = 9.0  # printer's points
_PANEL = 205.0  # about a panel's side, in printer's points
_LABEL = (72.0, 22.0)


@styled
def heat(network: Network, data: Dataset, stretch: Stretch | None = None) -> Figure:
    """Draw how much a network stretches every place of the classes, and where it tears them.

    Left the data, right their last representation, both in the colours of the local stretch: the
    largest singular value of the whole representation's Jacobian, darker for more. Curves are
    lines with a few of their class's markers on them, other classes are markers. A ring is round
    the point of least margin. Below, by depth, the largest and the median stretch, and the least
    ratio of distances between points of different classes, |Φa − Φb| / |a − b|.

    Parameters
    ----------
    network
        A network of dense layers with a head.
    data
        Points of the dimension that the network takes. More than three dimensions are projected
        to their first three principal components, and so are more than three units.
    stretch
        What :func:`unknot.measure.stretch` found for the two; measured here if left out.

    Raises
    ------
    InputError
        The network, the data and the measurements do not fit together.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, -1.0]]), np.zeros(1), "logistic"))
    >>> figure = heat(network, load("two-curves:points=40"))
    >>> [axes.get_title() for axes in figure.axes[:2]]
    ['two-curves · 32 of 40 points right', 'layer 1 · tanh']
    """
    network.check_fits(data.dimension, len(data.class_names))
    found = measured(network, data) if stretch is None else stretch
    _fitting(network, data, found)
    network = network.float64()
    glow = _Glow.of(found.stretches)
    figure = empty_figure(7.0, 5.5, layout="constrained")
    above, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[2.75, 1])[:, 0]
    left, right = above.subplots(1, 2)
    tear = int(np.argmin(found.margins))
    drawn = [
        _fill(left, network.scores, None, found.points, found, glow, tear),
        _fill(
            right,
            Network([], network.head).scores,
            network.head,
            network.represent(found.points),
            found,
            glow,
            tear,
        ),
    ]
    wrong = found.dense - found.dense_right
    dense = (
        f"{wrong:,} of {found.dense:,} dense points wrong"
        if wrong
        else (f"all {found.dense:,} dense points right")
    )
    title = f"{data.name} · {found.samples_right:,} of {found.samples:,} points right"
    entitle(left, title, dense, _axes(drawn[0], "dimensions"))
    name = layer_name(network, network.depth - 1) if network.depth else "input"
    entitle(right, name, _axes(drawn[1], "units"))
    if data.dimension <= 2:
        left.set_xlabel(data.axis_labels[0])
    if data.dimension == 2:
        left.set_ylabel(data.axis_labels[1])
    bar = above.colorbar(
        ScalarMappable(glow.norm, glow.colours),
        ax=[left, right],
        shrink=0.84,
        aspect=26,
        pad=0.02,
        extend="min" if glow.cut else "neither",
    )
    bar.set_label("local stretch, log10")
    bar.outline.set_edgecolor(GREY)  # type: ignore[operator]
    bar.locator = MaxNLocator(5)
    bar.update_ticks()
    _by_depth(below, found.levels)
    _legend(figure, data)
    return figure


@dataclass(frozen=True)
class _Glow:
    """The colours of stretches, darker for more, by their logarithms to base 10.

    At most three decades are told apart: what shrinks further has the palest colour.
    """

    norm: Normalize
    colours: Colormap
    values: Float[np.ndarray, "n"]
    cut: bool

    @classmethod
    def of(cls, stretches: Float[np.ndarray, "n"]) -> "_Glow":
        greatest = float(stretches.max()) or 1.0
        values = np.log10(np.maximum(stretches, greatest * 10.0**-_DECADES))
        low, high = float(values.min()), float(values.max())
        if high - low < 0.1:
            low, high = (low + high) / 2 - 0.5, (low + high) / 2 + 0.5
        # Magma is even to the eye and safe for colour-blind ones. Its palest colours would vanish
        # on white, and its darkest be taken for boundaries.
        shades = colormaps["magma_r"](np.linspace(0.18, 0.82, _LEVELS))
        cut = bool((stretches < greatest * 10.0**-_DECADES).any())
        return cls(Normalize(low, high, clip=True), ListedColormap(shades), values, cut)

    def __call__(self, indices: np.ndarray) -> Float[np.ndarray, "n 4"]:
        return np.asarray(self.colours(self.norm(self.values[indices])))


def _fitting(network: Network, data: Dataset, found: Stretch) -> None:
    widths = tuple(level.units for level in found.levels)
    if widths != network.widths or found.class_names != data.class_names:
        raise InputError(
            f"The measurements are of a network with widths {widths} and classes "
            f"{', '.join(found.class_names)}, but got widths {network.widths} and classes "
            f"{', '.join(data.class_names)}. Leave them out, and they are taken again."
        )


def _fill(
    axes: Axes,
    scores: Scores,
    head: Head | None,
    places: Float[np.ndarray, "n w"],
    found: Stretch,
    glow: _Glow,
    tear: int,
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
    _mark(axes, page[tear], np.concatenate([page, *lines]), float(found.margins[tear]))
    return projection


def _in_the_plane(
    axes: Axes,
    page: Float[np.ndarray, "n 2"],
    found: Stretch,
    glow: _Glow,
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
    axes: Axes, points: Float[np.ndarray, "n 3"], found: Stretch, glow: _Glow, head: Head | None
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
    level = np.clip((glow.norm(glow.values) * _LEVELS).astype(int), 0, _LEVELS - 1)
    shades = np.asarray(glow.colours(np.arange(_LEVELS)))
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


def _mark(
    axes: Axes, place: Float[np.ndarray, "2"], drawn: Float[np.ndarray, "n 2"], margin: float
) -> None:
    """Put a ring round the point of least margin, and say beside what is drawn how large it is."""
    for size, colour in ((_RING + 2.6, "white"), (_RING, DARK)):
        axes.plot(
            *place,
            marker="o",
            markersize=size,
            markerfacecolor="none",
            markeredgecolor=colour,
            markeredgewidth=1.3,
            zorder=6,
        )
    text = f"margin {margin:.3g}".replace("-", "−")
    across, up = _free(axes, drawn, place)
    axes.annotate(
        text,
        (float(place[0]), float(place[1])),
        (across, up),
        textcoords="offset points",
        ha="center",
        va="center",
        zorder=7,
        bbox={
            "boxstyle": "round,pad=0.25",
            "facecolor": "white",
            "edgecolor": GREY,
            "linewidth": 0.5,
            "alpha": 0.92,
        },
        arrowprops={
            "arrowstyle": "-",
            "color": DARK,
            "linewidth": 0.7,
            "shrinkA": 0,
            "shrinkB": _RING / 2 + 1,
        },
    )


def _free(axes: Axes, drawn: Float[np.ndarray, "n 2"], place: np.ndarray) -> tuple[float, float]:
    """Return where beside a place a label hides the least, in printer's points."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    scale = np.array([right - left, top - bottom]) / _PANEL
    best, fewest = (0.0, 0.0), np.inf
    for far in (1.0, 1.7):
        for turn in np.arange(12) * np.pi / 6:
            offset = far * np.array([52 * np.cos(turn), 28 * np.sin(turn)])
            centre = place + offset * scale
            half = np.array(_LABEL) * scale / 2
            hidden = float((np.abs(drawn - centre) < half).all(axis=1).sum())
            inside = (centre - half > [left, bottom]) & (centre + half < [right, top])
            hidden = hidden + 0.5 * far if inside.all() else np.inf
            if hidden < fewest:
                best, fewest = (float(offset[0]), float(offset[1])), hidden
    return best if np.isfinite(fewest) else (0.0, 24.0)


def _axes(projection: Projection, what: str) -> str:
    if projection.kept is None:
        return ""
    width = len(projection.origin)
    return f"{width} {what} on 3 principal components, {projection.kept:.0%} of the variance"


def _by_depth(figure, levels: tuple[Level, ...]) -> None:
    """Draw stretch and contraction at every depth, on logarithmic scales."""
    left, right = figure.subplots(1, 2)
    depths = [level.depth for level in levels]
    for axes, curves in (
        (
            left,
            (
                ("largest", "-", [level.largest.most for level in levels]),
                ("median", (0, (4, 1.5)), [level.largest.median for level in levels]),
            ),
        ),
        (right, (("", "-", [level.contraction for level in levels]),)),
    ):
        for name, style, values in curves:
            # What is 0 has no place on a logarithmic scale.
            seen = np.array([v if v else np.nan for v in values], float)
            axes.plot(
                depths, seen, color=DARK, linestyle=style, marker="o", markersize=3, label=name
            )
        axes.set_yscale("log")
        axes.axhline(1, color=GREY, linewidth=0.6, zorder=0)
        low, high = axes.dataLim.intervaly
        if not 0 < low <= high < np.inf:  # no two classes have points
            low = high = 1.0
        low = min(low, high / 3)  # so that there are two ticks at least
        axes.set_ylim(low / (high / low) ** 0.06, high * (high / low) ** 0.06)
        few = high < 60 * low
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,), numticks=5))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
        axes.set_xlim(-0.15, max(depths[-1], 1) + 0.15)
        axes.set_xlabel("depth")
        axes.spines[["right", "top"]].set_visible(False)
    left.set_title("stretch, σ_max")
    right.set_title("cross-class contraction")
    left.legend(loc="best", handlelength=2.2, handletextpad=0.5)


def _legend(figure: Figure, data: Dataset) -> None:
    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=marker(k),
            color=DARK,
            markersize=4.5,
            markeredgewidth=0,
            label=name,
        )
        for k, name in enumerate(class_labels(data.class_names))
    ]
    handles.append(
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            markersize=6.5,
            markerfacecolor="none",
            markeredgecolor=DARK,
            markeredgewidth=1.2,
            label="least margin",
        )
    )
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 7))
