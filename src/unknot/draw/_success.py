"""How success comes: with training steps, and with more random starts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter
from scipy.special import gammaln

from unknot.draw._style import GREY, INKS, empty_figure, entitle, fitted_legend, styled
from unknot.errors import InputError

_LINES = ("-", "--", "-.", ":")


@dataclass(frozen=True)
class Successes:
    """What the seeds of one architecture came to.

    Attributes
    ----------
    width, depth
        Units of a layer, and how many layers.
    first
        (seeds,): the step from which on every point was right; NaN for a seed without success.
    steps
        How long each was trained at most.
    """

    width: int
    depth: int
    first: Float[np.ndarray, "seeds"]
    steps: int


@styled
def success_curves(title: str, architectures: Sequence[Successes]) -> Figure:
    """Draw success against steps (left) and against the number of random starts (right).

    Left the share of seeds that have every training point right, and keep them right to the end.
    Right the chance that at least one of k starts succeeds, k of the seeds being drawn without
    putting them back. A colour for each width, paler the deeper; who never succeeds is left out.

    Raises
    ------
    InputError
        There is no architecture.

    Examples
    --------
    >>> found = Successes(2, 1, np.array([10.0, 30.0, np.nan]), 100)
    >>> success_curves("moons", [found]).axes[1].get_xlabel()
    'random starts'
    """
    if not architectures:
        raise InputError("Curves of success need one architecture at least, but got none.")
    figure = empty_figure(6.4, 2.9, layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    widths = sorted({one.width for one in architectures})
    depths = sorted({one.depth for one in architectures})
    for one in architectures:
        known = np.sort(one.first[np.isfinite(one.first)])
        if not known.size:
            continue
        line = {
            "color": INKS[widths.index(one.width) % len(INKS)],
            "alpha": 1 - 0.65 * depths.index(one.depth) / max(len(depths) - 1, 1),
            "linestyle": _LINES[widths.index(one.width) // len(INKS) % len(_LINES)],
        }
        shares = np.arange(1, len(known) + 1) / len(one.first)
        left.step([0, *known, one.steps], [0, *shares, shares[-1]], where="post", **line)
        counts = np.unique(np.geomspace(1, len(one.first), 40).astype(int))
        right.plot(counts, at_least_one(len(known), len(one.first), counts), **line)
    for axes in (left, right):
        _finish(axes)
    left.set(xlabel="training steps", ylabel="every training point right", ylim=(-0.02, 1.04))
    right.set(xlabel="random starts", xscale="log")
    right.xaxis.set_major_formatter("{x:g}")
    right.minorticks_off()
    entitle(left, title, "share of the seeds", columns=60)
    entitle(right, "at least one of so many", "chance", columns=60)
    signs = [
        Line2D([], [], color=INKS[i % len(INKS)], label=f"{width} unit{'s' * (width > 1)}")
        for i, width in enumerate(widths)
    ]
    if len(depths) > 1:
        signs += [
            Line2D([], [], color=GREY, label=f"{depths[0]} layer{'s' * (depths[0] > 1)}"),
            Line2D([], [], color=GREY, alpha=0.35, label=f"{depths[-1]} layers"),
        ]
    fitted_legend(figure, signs, sign=7)
    return figure


def at_least_one(successes: int, trials: int, chosen: np.ndarray) -> np.ndarray:
    """Return the chance that a success is among so many of the trials, drawn at random.

    Examples
    --------
    >>> at_least_one(1, 4, np.array([1, 2, 4])).round(3).tolist()
    [0.25, 0.5, 1.0]
    """
    failures = trials - successes
    possible = chosen <= failures
    few = np.where(possible, chosen, 0)
    log_none = (
        gammaln(failures + 1)
        - gammaln(failures - few + 1)
        - gammaln(trials + 1)
        + gammaln(trials - few + 1)
    )
    return np.where(possible, -np.expm1(log_none), 1.0)


def _finish(axes: Axes) -> None:
    axes.spines[["right", "top"]].set_visible(False)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="y", color=GREY, alpha=0.25, linewidth=0.5)
