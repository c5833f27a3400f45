"""What training did: losses, accuracies, and many seeds at once."""

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, NullLocator, PercentFormatter

from unknot.draw._style import GREY, empty_figure, fitted_legend, styled
from unknot.recording import Recording

_MOST_LINES = 100  # beyond this many seeds, bands of quantiles
_BEST = "#0b7285"
_VALIDATION = "#b0267a"
_TEST = "#b35c00"


@styled
def losses(recording: Recording) -> Figure:
    """Draw loss and accuracy over the steps of training, of all seeds and of the best one.

    Up to 100 seeds are thin grey lines; more are bands from the 5th to the 95th and the 25th to
    the 75th percentile, with the median. The loss is on a logarithmic scale if it spans more
    than a decade.
    """
    figure = empty_figure(3.4, 3.6, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.5, 1])
    curve(above, recording)
    above.set(ylabel="training loss", title=_summary(recording))
    _paths(below, recording.looks, recording.accuracies, recording.best)
    validation = recording.validation_accuracies
    if validation is not None:
        below.plot(
            recording.looks,
            validation[:, recording.best],
            color=_VALIDATION,
            linewidth=1.2,
            linestyle=(0, (4, 1.5)),
        )
    if recording.test_accuracies is not None:
        below.plot(
            recording.steps,
            recording.test_accuracies,
            color=_TEST,
            linewidth=1.2,
            linestyle=(0, (1, 1)),
        )
    below.set(xlabel="step", ylabel="points right")
    below.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    low = min(
        float(np.nanmin(part))
        for part in (recording.accuracies, validation, recording.test_accuracies)
        if part is not None
    )
    below.set_ylim(min(0.95, low) - 0.03, 1.03)
    _legend(figure, recording)
    return figure


def curve(axes: Axes, recording: Recording) -> None:
    """Draw the losses of all seeds into a panel, the best one on top."""
    values = np.where(np.isfinite(recording.losses), recording.losses, np.nan)
    _paths(axes, recording.looks, values, recording.best)
    best = values[:, recording.best]
    positive = values[values > 0]
    if positive.size and np.nanmax(best) > 10 * max(np.nanmin(best), float(positive.min())):
        axes.set_yscale("log")
        few = np.nanmax(values) < 300 * float(positive.min())
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few else (1,), numticks=6))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:g}")
    clean_curve(axes, recording.looks)


def clean_curve(axes: Axes, looks: np.ndarray) -> None:
    """Leave a frame open to the right and above, over the steps that were looked at."""
    axes.spines[["right", "top"]].set_visible(False)
    first, last = float(looks[0]), float(looks[-1])
    axes.set_xlim(first, last if last > first else first + 1)


def _paths(
    axes: Axes, looks: np.ndarray, values: Float[np.ndarray, "looks seeds"], best: int
) -> None:
    seeds = values.shape[1]
    marker = "o" if len(looks) == 1 else ""
    if 1 < seeds <= _MOST_LINES:
        others = np.delete(values, best, axis=1)
        axes.plot(looks, others, color=GREY, linewidth=0.5, alpha=0.55, marker=marker, markersize=2)
    elif seeds > _MOST_LINES:
        filled = np.where(np.isnan(values).all(axis=1, keepdims=True), 0, values)
        low, first, middle, third, high = np.nanpercentile(filled, [5, 25, 50, 75, 95], axis=1)
        axes.fill_between(looks, low, high, color=GREY, alpha=0.22, linewidth=0)
        axes.fill_between(looks, first, third, color=GREY, alpha=0.38, linewidth=0)
        axes.plot(looks, middle, color=GREY, linewidth=1)
    axes.plot(looks, values[:, best], color=_BEST, linewidth=1.6, marker=marker, markersize=3)


def _summary(recording: Recording) -> str:
    seeds = recording.losses.shape[1]
    if seeds == 1:
        return f"{recording.data.name} · {recording.accuracy:.1%} right"
    solved = int(recording.solved.sum())
    return f"{recording.data.name} · {solved:,} of {seeds:,} seeds solved"


def _legend(figure: Figure, recording: Recording) -> None:
    seeds = recording.losses.shape[1]
    handles = [Line2D([], [], color=_BEST, linewidth=1.6, label=f"best (seed {recording.seed})")]
    if seeds > _MOST_LINES:
        handles.append(Line2D([], [], color=GREY, linewidth=1, label="median, 50 %, 90 %"))
    elif seeds > 1:
        handles.append(Line2D([], [], color=GREY, linewidth=0.5, label="other seeds"))
    if recording.validation_accuracies is not None:
        handles.append(
            Line2D([], [], color=_VALIDATION, linestyle=(0, (4, 1.5)), label="best, validation")
        )
    if recording.test_accuracies is not None:
        label = f"best, test ({recording.test_accuracies[-1]:.2%})"
        handles.append(Line2D([], [], color=_TEST, linestyle=(0, (1, 1)), label=label))
    fitted_legend(figure, handles, sign=8)
