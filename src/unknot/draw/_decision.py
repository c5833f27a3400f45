"""The input space, coloured by what the network says."""

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.data import Dataset
from unknot.draw._box import Box
from unknot.draw._projection import project
from unknot.draw._region import coloured, crossings, leads
from unknot.draw._sample import Sample, sample
from unknot.draw._scene import Scene, flat
from unknot.draw._sheet import Sheet, grid_lines
from unknot.draw._stage import Stage
from unknot.draw._style import DARK, GREY, class_legend, clean, empty_figure, ink, styled, tint
from unknot.nets import Network

_PIXELS = 480


@styled
def decision(network: Network, data: Dataset) -> Figure:
    """Draw the input space: the class the network gives to every place, the grid, the data.

    In one dimension a line in coloured pieces with the scores above it; in more than two the
    plane of the first two principal components of the data. Misclassified points are ringed; at
    most 2,000 points are drawn.

    Parameters
    ----------
    network
        A network with a head.
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
    >>> network = Network([layer], Head(np.array([[0.0, 1.0]]), np.zeros(1), "logistic"))
    >>> figure = decision(network, load("two-curves:points=40"))
    >>> figure.axes[0].get_title()
    'two-curves · 5 of 40 wrong'
    """
    shown = sample(network, data)
    if data.dimension == 1:
        return _on_a_line(network, data, shown)
    figure = empty_figure(3.4, 3.75, layout="compressed")
    axes = figure.add_subplot()
    stage = Stage(axes, shown.labels, shown.wrong)
    if data.dimension == 2:
        box = Box.around(data.points)
        warped = Sheet(np.zeros((0, 2)), np.zeros((0, 4), int), np.zeros((0, 3)),
                       grid_lines(box), [])  # fmt: skip
        scene = Scene(shown.points, shown.labels, warped, network.scores)
        names = data.feature_names
        title = f"{data.name} · {_errors(shown)}"
    else:
        plane = project(data.points, 2)
        places = plane(shown.points)
        box = Box.around(plane(data.points))
        scene = Scene(places, shown.labels, None, lambda p: network.scores(plane.lift(p)))
        names = ("1st principal component", "2nd principal component")
        title = (
            f"{data.name} · {_errors(shown)}\nclasses on the plane of 2 principal components,"
            f"\n{plane.explained:.0%} of the variance"
        )
    stage.show(replace(flat(scene, box, _PIXELS)))
    axes.set(xlabel=names[0], ylabel=names[1], title=title)
    clean(axes)
    _finish(figure, data, shown)
    return figure


def _on_a_line(network: Network, data: Dataset, shown: Sample) -> Figure:
    figure = empty_figure(3.4, 2.9, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1])
    box = Box.around(data.points)
    ticks = box.ticks(0, 1200)
    scores = network.scores(ticks[:, None])
    lead = leads(scores)
    left, right = float(box.low[0]), float(box.high[0])
    for k in range(len(lead)):
        if scores.shape[1] > 1:
            above.plot(ticks, scores[:, k], color=ink(k))
    if scores.shape[1] == 1:
        _two_coloured(above, ticks, scores[:, 0])
        above.axhline(0, color=GREY, linewidth=0.6)
    image = coloured(lead[:, None, :])
    places = crossings(lead, ticks)
    for axes in (above, below):
        axes.imshow(image, extent=(left, right, 0, 1), aspect="auto", zorder=0,
                    transform=axes.get_xaxis_transform(), origin="lower")  # fmt: skip
        axes.vlines(places, 0, 1, color=DARK, linewidth=0.9, transform=axes.get_xaxis_transform())
        axes.set_xlim(left, right)
    stage_points(below, shown)
    above.set(ylabel="score", title=f"{data.name} · {_errors(shown)}")
    below.set(xlabel=data.feature_names[0], ylim=(-1, 1), yticks=[])
    clean(above)
    _finish(figure, data, shown)
    return figure
