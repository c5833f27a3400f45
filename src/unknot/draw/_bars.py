"""Persistence diagrams and barcodes: at which distances components and holes come and go."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.draw._style import GREY, INKS, empty_figure, entitle, fitted_legend, styled
from unknot.topology import Diagram

_NAMES = ("components", "loops", "cavities", "holes of dimension 3")
_SIGNS = ("o", "^", "s", "D")
_MOST = 60  # bars of a dimension in a barcode


@styled
def persistence_diagram(diagram: Diagram, level: float = 0.05) -> Figure:
    """Draw births and deaths; what is more than noise is filled.

    Components are born at 0; those whose death nothing outlives lie on the line of the cutoff.

    Parameters
    ----------
    diagram
        From :func:`unknot.topology.persistence`, or of a class at a layer.
    level
        Of significance, see :meth:`unknot.topology.Diagram.count`.

    Examples
    --------
    >>> from unknot.topology import persistence
    >>> turn = np.linspace(0, 6, 30)
    >>> ring = persistence(np.stack([np.cos(turn), np.sin(turn)], axis=1))
    >>> persistence_diagram(ring).axes[0].get_xlabel()
    'birth (distance)'
    """
    figure = empty_figure(4.2, 3.9, layout="constrained")
    axes = figure.subplots()
    top = _top(diagram)
    axes.plot([0, top], [0, top], color=GREY, linewidth=0.8, zorder=1)
    axes.axhline(top, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    for dimension, bars in enumerate(diagram.bars):
        bars = bars[np.argsort(-bars[:, 1], kind="stable")] if dimension == 0 else bars
        deaths = np.minimum(bars[:, 1], top)
        count = _count(diagram, dimension, level)
        ink, sign = INKS[dimension], _SIGNS[dimension]
        axes.scatter(
            bars[count:, 0], deaths[count:], s=14, marker=sign, facecolor="none", edgecolor=ink,
            linewidth=0.7, alpha=0.6, zorder=2,
        )  # fmt: skip
        axes.scatter(
            bars[:count, 0], deaths[:count], s=26, marker=sign, facecolor=ink, edgecolor="white",
            linewidth=0.5, zorder=3,
        )  # fmt: skip
    margin = 0.03 * top
    axes.set_xlim(-margin, top + margin)
    axes.set_ylim(-margin, top + 2 * margin)
    axes.set_aspect("equal")
    axes.set_xlabel("birth (distance)")
    axes.set_ylabel("death (distance)")
    axes.text(
        0.5 * top, top - margin, "never, or beyond", ha="center", va="top", color=GREY, size=7
    )
    entitle(axes, f"Persistence of {diagram.points:,} points", "filled: more than noise")
    fitted_legend(figure, _legend(diagram, level))
    return figure


@styled
def barcode(diagram: Diagram, level: float = 0.05) -> Figure:
    """Draw a bar from birth to death for every feature, longest first; noise is pale.

    Parameters
    ----------
    diagram, level
        See :func:`persistence_diagram`. Of each dimension the 60 longest are drawn.

    Examples
    --------
    >>> from unknot.topology import persistence
    >>> turn = np.linspace(0, 6, 30)
    >>> ring = persistence(np.stack([np.cos(turn), np.sin(turn)], axis=1))
    >>> len(barcode(ring).axes)
    2
    """
    rows = [max(4, min(len(bars), _MOST)) for bars in diagram.bars]
    figure = empty_figure(5.2, 1.0 + 0.045 * sum(rows), layout="constrained")
    panels = figure.subplots(len(rows), 1, sharex=True, height_ratios=rows, squeeze=False)[:, 0]
    for dimension, axes in enumerate(panels):
        _bars(axes, diagram, dimension, level)
    for axes in panels[:-1]:
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(bottom=False)
    panels[-1].set_xlabel("distance")
    entitle(panels[0], f"Bars of {diagram.points:,} points", "strong: more than noise")
    return figure


def _bars(axes: Axes, diagram: Diagram, dimension: int, level: float) -> None:
    """Draw the bars of one dimension, the longest on top."""
    top = _top(diagram)
    bars = diagram.bars[dimension]
    count = _count(diagram, dimension, level)
    order = np.argsort(-bars[:, 1], kind="stable") if dimension == 0 else np.arange(len(bars))
    shown = order[:_MOST]
    strong = np.arange(len(shown)) < count
    deaths = np.minimum(bars[shown, 1], top)
    ink = INKS[dimension]
    for at, (row, end) in enumerate(zip(shown, deaths, strict=True)):
        width, alpha = (1.8, 1.0) if strong[at] else (1.0, 0.4)
        axes.plot(
            [bars[row, 0], end], [-at, -at], color=ink, linewidth=width, alpha=alpha,
            solid_capstyle="butt",
        )  # fmt: skip
    axes.set_yticks([])
    axes.set_xlim(0, top)
    axes.spines[["left", "top", "right"]].set_visible(False)
    more = f" of {len(bars):,}" if len(bars) > len(shown) else ""
    axes.set_ylabel(f"{_NAMES[dimension]}\n{len(shown)}{more}", fontsize=7)


def _count(diagram: Diagram, dimension: int, level: float) -> int:
    """Return how many bars are drawn strong: of components the one that never dies."""
    if dimension:
        return diagram.count(dimension, level)
    return int(np.isinf(diagram.bars[0][:, 1]).sum())


def _top(diagram: Diagram) -> float:
    """Return a distance beyond all that is finite."""
    finite = [b[np.isfinite(b)].max(initial=0) for b in diagram.bars]
    most = max(float(max(finite)), 1e-12)
    return 1.05 * (min(diagram.cutoff, 1.4 * most) if np.isfinite(diagram.cutoff) else most)


def _legend(diagram: Diagram, level: float) -> list[Line2D]:
    return [
        Line2D(
            [], [], color=INKS[k], marker=_SIGNS[k], linestyle="none", markersize=5,
            label=name if k == 0 else f"{name}: {_count(diagram, k, level)}",
        )
        for k, (name, _) in enumerate(zip(_NAMES, diagram.bars, strict=False))
    ]  # fmt: skip
