"""The mark of the point of least margin."""

import numpy as np
from jaxtyping import Float
from matplotlib.axes import Axes

from unknot.draw._style import DARK, GREY

_RING = 9.0  # printer's points
_PANEL = 205.0  # about a panel's side, in printer's points
_LABEL = (72.0, 22.0)


def mark_margin(
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
