"""What a penalty costs: how steep networks are, against how many points they have right."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from unknot.draw._style import DARK, GREY, INKS, empty_figure, entitle, fitted_legend, styled
from unknot.errors import InputError
from unknot.measure import jacobian_norms, stretch
from unknot.recording import Recording

_SERIES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "network": ("through the network", INKS[0], {"marker": "o", "linestyle": "-"}),
    "layer": ("layer by layer", INKS[1], {"marker": "^", "linestyle": "--"}),
}
_FLOOR = 1e-3  # score per data unit; a map that is flatter than this is as good as constant


@styled
def tradeoff(recordings: Sequence[Recording]) -> Figure:
    """Draw steepness against the share of right training points, for a row of penalties.

    Left the mean of ‖J(x)‖_F over the training points x, which the penalty presses; right the
    steepest slope of a score that was found anywhere on the data's shapes (L of
    :func:`unknot.measure.stretch`). Both in score per data unit, of the best network of each
    recording; below 10⁻³ they are drawn there. Numbers are the weights of the penalties.

    Parameters
    ----------
    recordings
        Of the same data, with penalties of different weights, and one without or none.

    Raises
    ------
    InputError
        There are fewer than two recordings, they are of different data, or a network's slopes
        cannot be measured.

    Examples
    --------
    >>> from unknot import Spec, fit
    >>> spec = Spec(data="disc-in-ring:points=40", hidden=(2,), steps=100)
    >>> some = [fit(spec.model_copy(update={"penalty": p})) for p in (None, "contractive:0.1")]
    >>> tradeoff(some).axes[0].get_ylabel()
    'training points right'
    """
    _check(recordings)
    figure = empty_figure(6.2, 3.3, layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    free = [one for one in recordings if one.spec.penalty is None]
    signs: list[Line2D] = []
    for per, (label, colour, line) in _SERIES.items():
        held = [r for r in recordings if (rule := r.spec.penalty_rule) and rule.per == per]
        if not held:
            continue
        held.sort(key=_weight)
        rows = np.array([_measured(one) for one in held])
        names = [f"{_weight(one):g}" for one in held]
        for axes, column in ((left, 0), (right, 1)):
            axes.plot(
                rows[:, column], rows[:, 2], color=colour, markersize=4, linewidth=1.1, **line
            )
            _name(axes, rows[:, [column, 2]], names, colour, 1 if per == "network" else -1)
        signs.append(Line2D([], [], color=colour, label=label, markersize=4, **line))
    for one in free:
        norm, steep, share = _measured(one)
        for axes, x in ((left, norm), (right, steep)):
            axes.plot([x], [share], "*", color=DARK, markersize=9, zorder=3)
    if free:
        signs.append(Line2D([], [], color=DARK, marker="*", linestyle="", label="no penalty"))
    for axes in (left, right):
        axes.set_xscale("log")
        axes.spines[["right", "top"]].set_visible(False)
        axes.minorticks_off()
        axes.xaxis.set_major_formatter("{x:g}")
        axes.margins(0.14, 0.13)
        axes.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.5)
    left.set(xlabel="mean ‖J‖, score per data unit", ylabel="training points right")
    right.set(xlabel="steepest slope L, score per data unit")
    left.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    data = recordings[0].data
    entitle(left, f"{data.name} · at the training points", "which the penalty presses", columns=60)
    entitle(right, "anywhere on the shapes", "where it does not look", columns=60)
    fitted_legend(figure, signs, sign=8)
    return figure


def _check(recordings: Sequence[Recording]) -> None:
    if len(recordings) < 2 or not all(isinstance(one, Recording) for one in recordings):
        raise InputError(
            f"A trade-off is drawn of two recordings at least, but got {len(recordings)}: fit the "
            "same spec with different penalties."
        )
    others = {r.kind for one in recordings if (r := one.spec.penalty_rule)} - {"contractive"}
    if others:
        raise InputError(
            f"The figure is of penalties on steepness, but got {', '.join(sorted(others))}."
        )
    sources = sorted({one.spec.data for one in recordings})
    if len(sources) > 1:
        raise InputError(
            f"The recordings are of different data ({', '.join(sources)}); compare penalties on "
            "one data set."
        )


def _weight(recording: Recording) -> float:
    rule = recording.spec.penalty_rule
    return 0.0 if rule is None else rule.weight


def _measured(recording: Recording) -> tuple[float, float, float]:
    """Return the mean norm, the steepest slope, and the share of right points."""
    network, data = recording.final, recording.data
    norm = float(np.mean(jacobian_norms(network, data.points)))
    steep = stretch(network, data).steepness
    return max(norm, _FLOOR), max(steep, _FLOOR), recording.accuracy


def _name(axes: Axes, places: np.ndarray, names: Sequence[str], colour: str, side: int) -> None:
    """Write beside each place, left and above it or (−1) right and below, away from the curve."""
    for place, name in zip(places, names, strict=True):
        axes.annotate(
            name,
            place,
            xytext=(-4 * side, 2 * side),
            textcoords="offset points",
            ha="right" if side > 0 else "left",
            va="bottom" if side > 0 else "top",
            fontsize=6.5,
            color=colour,
        )
