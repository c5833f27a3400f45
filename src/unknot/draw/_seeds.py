"""Many seeds over each other."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, PercentFormatter

from unknot.draw._curves import clean_curve
from unknot.draw._region import Scores, boundaries, crossings, on_grid
from unknot.draw._sample import sample
from unknot.draw._sheet import Lines
from unknot.draw._stage import Picture, Stage
from unknot.draw._style import SOLVED, UNSOLVED, class_legend, clean, empty_figure, styled
from unknot.errors import InputError
from unknot.nets import Network
from unknot.recording import Box, Recording, project

_MOST = 200
_PIXELS = 160


@styled
def seeds(recording: Recording) -> Figure:
    """Draw the decision boundaries of many seeds over the data, and how accurate they ended.

    Boundaries of seeds that have every training point right are violet, the others' amber; at
    most 200 are drawn. In one dimension each seed is a row of marks; in more than two, the
    boundaries lie in the plane of the first two principal components of the data.

    Raises
    ------
    InputError
        The recording does not hold the final networks of its seeds.
    """
    if recording.finals is None:
        raise InputError(
            "The recording does not hold every seed's final network (they were too many or too "
            "large), so their boundaries cannot be drawn. Train with fewer seeds."
        )
    count = recording.losses.shape[1]
    solved = recording.solved
    figure = empty_figure(3.4, 4.9, layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=[3.2, 1])
    _boundaries(above, recording, _chosen(solved))
    above.set_title(f"{recording.data.name} · {int(solved.sum()):,} of {count:,} seeds solved")
    _histogram(below, recording.accuracies[-1], solved)
    extra = [
        Line2D([], [], color=colour, linewidth=1.4, label=label)
        for colour, label, there in (
            (SOLVED, "solved", solved.any()),
            (UNSOLVED, "not solved", not solved.all()),
        )
        if there
    ]
    if count > _MOST:
        extra.append(Line2D([], [], linestyle="", label=f"{_MOST} of {count:,} boundaries drawn"))
    class_legend(figure, recording.data.class_names, extra)
    return figure


def _chosen(solved: np.ndarray) -> np.ndarray:
    """Return which seeds to draw: evenly spread, so that the solved ones keep their share."""
    if len(solved) <= _MOST:
        return np.arange(len(solved))
    return np.unique(np.linspace(0, len(solved) - 1, _MOST).astype(int))


def _boundaries(axes: Axes, recording: Recording, chosen: np.ndarray) -> None:
    data = recording.data
    shown = sample(recording.final, data)
    stage = Stage(axes, shown.labels, size=2.6)
    finals = [recording.taken(recording.finals[int(i)]) for i in chosen]  # type: ignore[index]
    if data.dimension == 1:
        box = Box.around(data.points)
        lines = [_marks(network, box, row) for row, network in enumerate(finals)]
        box = Box(
            np.array([box.centre[0], len(finals) / 2]), np.array([box.half[0], len(finals) / 2 + 1])
        )
        places = np.stack([shown.points[:, 0], np.full(len(shown.points), -0.5)], axis=1)
        axes.set(xlabel=data.axis_labels[0], ylabel="seed")
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    else:
        plane = project(data.points, 2)
        places = plane(shown.points)
        box = Box.around(plane(data.points))
        lines = [_lines(plane.restricted(network), box) for network in finals]
        names = data.axis_labels if data.dimension == 2 else ("1st component", "2nd component")
        axes.set(xlabel=names[0], ylabel=names[1])
        clean(axes)
    stage.show(Picture(box, points=places))
    for flag, colour in ((False, UNSOLVED), (True, SOLVED)):
        group = [some for i, some in zip(chosen, lines, strict=True) if recording.solved[i] == flag]
        drawn = [line for some in group for line in some]
        alpha = float(np.clip(12 / max(len(group), 1), 0.25, 0.9))
        axes.add_collection(
            LineCollection(drawn, colors=colour, linewidths=0.8, alpha=alpha, zorder=3.5),
            autolim=False,
        )


def _lines(scores: Scores, box: Box) -> Lines:
    lead = on_grid(scores, box.pixels(_PIXELS), (_PIXELS, _PIXELS))
    return boundaries(lead, box) if np.isfinite(lead).any() else []


def _marks(network: Network, box: Box, row: int) -> Lines:
    ticks = box.ticks(0, 1200)
    lead = on_grid(network.scores, ticks[:, None], (len(ticks),))
    return [np.array([[x, row + 0.1], [x, row + 0.9]]) for x in crossings(lead, ticks)]


def _histogram(axes: Axes, accuracies: np.ndarray, solved: np.ndarray) -> None:
    low = min(float(accuracies.min()), 0.9)
    bins = np.linspace(low, 1, 31).tolist()
    axes.hist(
        [accuracies[~solved], accuracies[solved]], bins=bins, stacked=True, color=[UNSOLVED, SOLVED]
    )
    axes.set(xlabel="training points right at the end", ylabel="seeds")
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    clean_curve(axes, np.array([low, 1.0]))
