"""Where a network stretches its data, and where it tears them."""

from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure, SubFigure
from matplotlib.ticker import MaxNLocator

from unknot.data import Dataset
from unknot.draw._depth_curves import stretch_by_depth
from unknot.draw._glow import Glow
from unknot.draw._heat_panel import fill
from unknot.draw._letters import class_labels
from unknot.draw._style import DARK, GREY, class_sign, empty_figure, entitle, ring_sign, styled
from unknot.errors import InputError
from unknot.measure import Stretch
from unknot.measure import stretch as measured
from unknot.nets import Model, Network, Viewed, viewed
from unknot.recording import Projection


@styled
def heat(network: Model, data: Dataset, stretch: Stretch | None = None) -> Figure:
    """Draw how much a network stretches every place of the classes, and where it tears them.

    Left the data, right their last representation, both in the colours of the local stretch: the
    largest singular value of the whole representation's Jacobian, darker for more. Curves are
    lines with a few of their class's markers on them, other classes are markers. A ring is round
    the point of least margin. Below, by depth, the largest and the median stretch, and the least
    ratio of distances between points of different classes, |Φa − Φb| / |a − b|.

    Parameters
    ----------
    network
        A network with a head, or a model of any library.
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
    >>> import numpy as np
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, -1.0]]), np.zeros(1), "logistic"))
    >>> figure = heat(network, load("two-curves:points=40"))
    >>> [axes.get_title() for axes in figure.axes[:2]]
    ['two-curves · 32 of 40 points right', 'layer 1 · tanh']
    """
    network = viewed(network)
    network.check_fits(data.dimension, len(data.class_names))
    found = measured(network, data) if stretch is None else stretch
    _fitting(network, data, found)
    network = network.float64()
    glow = Glow.of(found.stretches)
    figure = empty_figure(7.0, 5.5, layout="constrained")
    above, below = figure.subfigures(2, 1, squeeze=False, height_ratios=[2.75, 1])[:, 0]
    left, right = above.subplots(1, 2)
    ends = Network([], network.planes).scores
    reached = network.represent(found.points)
    first = fill(left, network.scores, None, found.points, found, glow)
    last = fill(right, ends, network.planes, reached, found, glow)
    _say(left, data, found, first)
    entitle(right, network.title(network.depth), _axes(last, "units"))
    _scale(above, [left, right], glow)
    stretch_by_depth(below, found.levels)
    _legend(figure, data)
    return figure


def _fitting(network: Viewed, data: Dataset, found: Stretch) -> None:
    widths = tuple(level.units for level in found.levels)
    if widths != network.widths or found.class_names != data.class_names:
        raise InputError(
            f"The measurements are of a network with widths {widths} and classes "
            f"{', '.join(found.class_names)}, but got widths {network.widths} and classes "
            f"{', '.join(data.class_names)}. Leave them out, and they are taken again."
        )


def _say(axes: Axes, data: Dataset, found: Stretch, drawn: Projection) -> None:
    """Say above the data how many of them are right, and beside them what the axes are."""
    wrong = found.dense - found.dense_right
    dense = f"{wrong:,} of {found.dense:,}" if wrong else f"all {found.dense:,}"
    entitle(
        axes,
        f"{data.name} · {found.samples_right:,} of {found.samples:,} points right",
        f"{dense} dense points {'wrong' if wrong else 'right'}",
        _axes(drawn, "dimensions"),
    )
    if data.dimension <= 2:
        axes.set_xlabel(data.axis_labels[0])
    if data.dimension == 2:
        axes.set_ylabel(data.axis_labels[1])


def _axes(projection: Projection, what: str) -> str:
    if projection.kept is None:
        return ""
    width = len(projection.origin)
    return f"{width} {what} on 3 principal components, {projection.kept:.0%} of the variance"


def _scale(figure: SubFigure, beside: list[Axes], glow: Glow) -> None:
    bar = figure.colorbar(
        ScalarMappable(glow.norm, glow.colours),
        ax=beside,
        shrink=0.84,
        aspect=26,
        pad=0.02,
        extend="min" if glow.cut else "neither",
    )
    bar.set_label("local stretch, log10")
    bar.outline.set_edgecolor(GREY)  # type: ignore[operator]
    bar.locator = MaxNLocator(5)
    bar.update_ticks()


def _legend(figure: Figure, data: Dataset) -> None:
    names = enumerate(class_labels(data.class_names))
    handles = [*(class_sign(k, name, DARK) for k, name in names), ring_sign("least margin", 1.2)]
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 7))
