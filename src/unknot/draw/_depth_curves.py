"""Curves of what a network does to distances, by depth."""

import numpy as np
from matplotlib.figure import SubFigure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from unknot.draw._style import DARK, GREY
from unknot.measure import Level


def stretch_by_depth(figure: SubFigure, levels: tuple[Level, ...]) -> None:
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
