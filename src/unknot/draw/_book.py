"""Arc presentations as books: pages round an axis, while they come apart."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from unknot.draw._style import GREY, empty_figure, ink, styled
from unknot.errors import InputError
from unknot.links import Link
from unknot.untangle import Arcs

_TILT = np.radians(14)  # from how high the book is seen
_POINTS = 32  # of an arc
_PANEL = 1.5, 2.4  # inches


@styled
def book(arcs: Arcs, link: Link, *, moments: int = 6) -> Figure:
    """Draw an arc presentation at some moments while it comes apart, its pages round the axis.

    Each arc lies on a page of its own, in the colour of its class; those in front hide those
    behind. The moments are the first, the last, and those between at which the number of arcs has
    fallen in equal ratios. What was taken away, because it lay apart, is drawn no more.

    Raises
    ------
    InputError
        It did not come apart, or there are fewer than two moments.
    """
    if not arcs.apart or moments < 2:
        raise InputError(
            f"Expected an arc presentation that came apart and two moments or more, got {moments} "
            f"moments of one that did{'' if arcs.apart else ' not'}."
        )
    stops = _stops(arcs, moments)
    labels = np.unique(link.classes, return_inverse=True)[1]
    figure = empty_figure(_PANEL[0] * len(stops), _PANEL[1], layout="constrained")
    for axes, stop in zip(figure.subplots(1, len(stops), squeeze=False)[0], stops, strict=True):
        pages, owner = arcs.after(stop)
        _draw(axes, pages, labels[owner])
        count = "nothing is left" if not len(pages) else f"{len(pages)} arcs"
        axes.set_title(count)
        axes.set_xlabel(f"move {stop:,}" if stop else "at first", color=GREY)
    return figure


def _stops(arcs: Arcs, moments: int) -> list[int]:
    """Return after how many moves to look."""
    sizes = arcs.sizes
    goals = np.geomspace(sizes[0], max(2, sizes[-2] if len(sizes) > 1 else 2), moments)
    found = {int(np.flatnonzero(sizes <= max(goal, sizes.min()))[0]) for goal in goals[:-1]}
    last = len(sizes) - 1
    # Just before a component is taken away, when there is still something to see.
    return sorted(found | {last - 1 if sizes[last] == 0 and last else last})


def _draw(axes: Axes, pages: np.ndarray, labels: np.ndarray) -> None:
    n = max(len(pages), 2)
    turn = 2 * np.pi * (np.arange(len(pages)) + 0.5) / n
    t = np.linspace(0, np.pi, _POINTS)
    low, high = pages.min(1)[:, None] / (n - 1), pages.max(1)[:, None] / (n - 1)
    out = (high - low) / 2 * np.sin(t)
    up = (low + high) / 2 - (high - low) / 2 * np.cos(t)
    across, towards = out * np.sin(turn)[:, None], -out * np.cos(turn)[:, None]
    # As wide as the panel: with many arcs most of them are short.
    across = across / max(float(abs(across).max(initial=0)), 1e-9)
    places = np.stack([across, np.cos(_TILT) * up - np.sin(_TILT) * towards], 2)
    width = float(np.clip(60 / n, 0.35, 1.8))
    axes.plot([0, 0], [-0.1, 1.1], color=GREY, linewidth=0.6, zorder=0)
    for depth, k in enumerate(np.argsort(-np.cos(turn), kind="stable").tolist()):
        # A white edge shows which of two arcs is in front; at the axis, where arcs meet, is none.
        for part, color, size in (
            (places[k, _POINTS // 8 : -_POINTS // 8], "white", 3.2 * width),
            (places[k], ink(int(labels[k])), width),
        ):
            line = LineCollection([part], colors=color, linewidths=size, zorder=depth + 1)
            line.set_capstyle("butt" if color == "white" else "round")
            axes.add_collection(line)
    axes.set_xlim(-1.1, 1.1)
    axes.set_ylim(-0.2, 1.2)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
