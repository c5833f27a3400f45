"""The input space, coloured by what the network says."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.data import Dataset
from unknot.draw._region import coloured, crossings, leads
from unknot.draw._sample import Sample, sample
from unknot.draw._scene import Scene, flat
from unknot.draw._sheet import Sheet, grid_lines
from unknot.draw._stage import Stage, scatter
from unknot.draw._style import (
    DARK,
    GREY,
    class_legend,
    clean,
    empty_figure,
    entitle,
    ink,
    ring_sign,
    styled,
)
from unknot.nets import Model, Viewed, viewed
from unknot.recording import Box, project

_PIXELS = 480


@styled
def decision(network: Model, data: Dataset) -> Figure:
    """Draw the input space: the class the network gives to every place, the grid, the data.

    In one dimension a line in coloured pieces with the scores above it; in more than two the
    plane of the first two principal components of the data. Misclassified points are ringed; at
    most 2,000 points are drawn.

    Parameters
    ----------
    network
        A network with a head, or a model of any library.
    data
        Points of the dimension that the network takes.

    Raises
    ------
    InputError
        The network and the data do not fit together.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> import numpy as np
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, -1.0]]), np.zeros(1), "logistic"))
    >>> figure = decision(network, load("two-curves:points=40"))
    >>> figure.axes[0].get_title()
    'two-curves · 8 of 40 wrong'
    """
    network = viewed(network)
    shown = sample(network, data)
    if data.dimension == 1:
        return _on_a_line(network, data, shown)
    figure = empty_figure(3.4, 3.75, layout="compressed")
    axes = figure.add_subplot()
    stage = Stage(axes, shown.labels, shown.wrong)
    if data.dimension == 2:
        box = Box.around(data.points)
        warped = Sheet(
            np.zeros((0, 2)), np.zeros((0, 4), int), np.zeros((0, 3)), grid_lines(box), []
        )
        scene = Scene(shown.points, shown.labels, warped, network.scores)
        names = data.axis_labels
        detail = ""
    else:
        plane = project(data.points, 2)
        places = plane(shown.points)
        box = Box.around(plane(data.points))
        scene = Scene(places, shown.labels, None, plane.restricted(network))
        names = ("1st principal component", "2nd principal component")
        detail = (
            f"the classes on the plane of the first two principal components, which has "
            f"{plane.kept:.0%} of the variance"
        )
    stage.show(flat(scene, box, _PIXELS))
    axes.set(xlabel=names[0], ylabel=names[1])
    above = entitle(axes, f"{data.name} · {errors(shown)}", detail)
    figure.set_figheight(figure.get_figheight() + above)
    clean(axes)
    finish(figure, data, shown)
    return figure


_LEGEND_ROW = 0.26  # inches, with room for what the layout engine leaves out


def _on_a_line(network: Viewed, data: Dataset, shown: Sample) -> Figure:
    """Draw the line in coloured pieces, with the scores above it."""
    figure = empty_figure(3.4, 2.9, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
    box = Box.around(data.points)
    ticks = box.ticks(0, 1200)
    scores = network.scores(ticks[:, None])
    lead = leads(scores)
    colours = [DARK] if scores.shape[1] == 1 else [ink(k) for k in range(scores.shape[1])]
    for curve, colour in zip(scores.T, colours, strict=True):
        above.plot(ticks, curve, color=colour)
    if scores.shape[1] == 1:
        above.axhline(0, color=GREY, linewidth=0.6)
    for axes in (above, below):
        across = axes.get_xaxis_transform()
        axes.imshow(
            coloured(lead[:, None, :]),
            extent=(*box.low, *box.high, 0, 1),
            aspect="auto",
            transform=across,
            origin="lower",
            zorder=0,
        )
        axes.vlines(crossings(lead, ticks), 0, 1, color=DARK, linewidth=1.1, transform=across)
        axes.set_xlim(*box.low, *box.high)
        axes.set_autoscaley_on(True)
    # Points of a line would hide each other, so they are spread upwards and downwards.
    heights = np.random.default_rng(20140406).uniform(-0.6, 0.6, len(shown.points))
    points = np.stack([shown.points[:, 0], heights], axis=1)
    scatter(below, points, shown.labels, shown.wrong)
    above.set(ylabel="score", title=f"{data.name} · {errors(shown)}")
    above.set_ylim(*_padded(scores))
    below.set(xlabel=data.axis_labels[0], ylim=(-1, 1), yticks=[])
    clean(above)
    finish(figure, data, shown)
    return figure


def _padded(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = 0.08 * (high - low) or 1.0
    return low - room, high + room


def errors(shown: Sample) -> str:
    """Say how many points are misclassified."""
    return (
        f"{shown.total_wrong:,} of {shown.total:,} wrong"
        if shown.total_wrong
        else f"all {shown.total:,} right"
    )


def finish(
    figure: Figure,
    data: Dataset,
    shown: Sample,
    more: Sequence[Line2D] = (),
    rings: bool = True,
) -> None:
    """Add the legend: classes, more signs, rings, and how many points are drawn."""
    extra = list(more)
    if rings and shown.wrong.any():
        extra.append(ring_sign("misclassified", 0.9))
    if shown.caption:
        extra.append(Line2D([], [], linestyle="", label=shown.caption))
    rows = class_legend(figure, data.class_names, extra)
    figure.set_figheight(figure.get_figheight() + _LEGEND_ROW * (rows - 1))
