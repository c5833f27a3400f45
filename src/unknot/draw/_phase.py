"""How often architectures work: widths against depths, with what is proved impossible."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from unknot.draw._style import DARK, GREY, SOLVED, empty_figure, entitle, styled
from unknot.errors import InputError

_COLOURS = LinearSegmentedColormap.from_list(
    "success", ["#fbf9fd", "#e4d8f2", "#b79bdb", "#8358b8", SOLVED]
)
_COLUMNS = 3  # panels side by side
_HATCH = "////"


@dataclass(frozen=True)
class Phases:
    """One panel: shares of success by width and depth.

    Attributes
    ----------
    title, detail
        What stands above it.
    widths, depths
        Units of a layer, and how many layers, increasing.
    shares
        (widths, depths): shares of success; NaN where nothing was trained.
    impossible
        (widths, depths): which are proved impossible.
    verified
        (widths, depths): of which some network is proved right on the whole sets.
    lower, upper
        The bracket of the least width at any depth; None where it is not known.
    """

    title: str
    detail: str
    widths: tuple[int, ...]
    depths: tuple[int, ...]
    shares: Float[np.ndarray, "widths depths"]
    impossible: Bool[np.ndarray, "widths depths"]
    verified: Bool[np.ndarray, "widths depths"]
    lower: int | None = None
    upper: int | None = None


@styled
def phase_diagram(panels: Sequence[Phases]) -> Figure:
    """Draw the shares of success of architectures, by width (upwards) and depth.

    Hatched: proved impossible. A frame: some network is proved right on the whole of every class.
    The strip on the left is the bracket of the least width, whatever the depth: below it no
    network can do it, above it one does.

    Raises
    ------
    InputError
        There is no panel.

    Examples
    --------
    >>> shares = np.array([[np.nan, np.nan], [0.25, 1.0]])
    >>> none = np.zeros((2, 2), bool)
    >>> panel = Phases("moons", "", (1, 2), (1, 2), shares, np.isnan(shares), none)
    >>> phase_diagram([panel]).axes[0].get_xlabel()
    'hidden layers'
    """
    if not panels:
        raise InputError("A phase diagram needs one panel at least, but got none.")
    columns = min(len(panels), _COLUMNS)
    rows = -(-len(panels) // columns)
    across = max(len(one.depths) for one in panels) * 0.46 + 1.0
    up = max(len(one.widths) for one in panels) * 0.40 + 0.95
    figure = empty_figure(
        max(columns * max(across, 2.6) + 0.7, 3.9), rows * max(up, 1.8) + 0.4, layout="constrained"
    )
    grid = np.atleast_1d(figure.subplots(rows, columns, squeeze=False)).ravel()
    for axes, panel in zip(grid, panels, strict=False):
        _draw(axes, panel)
    for axes in grid[len(panels) :]:
        axes.set_visible(False)
    bar = figure.colorbar(
        ScalarMappable(Normalize(0, 1), _COLOURS),
        ax=list(grid[: len(panels)]),
        shrink=0.85,
        aspect=24,
        pad=0.02,
        format=lambda share, _: f"{share:.0%}",
    )
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.set_label("seeds with every training point right")
    signs = [
        Patch(facecolor="#eceef0", edgecolor=GREY, hatch=_HATCH, label="proved impossible"),
        Patch(facecolor="none", edgecolor=DARK, linewidth=1.3, label="one proved right everywhere"),
    ]
    figure.legend(handles=signs, loc="outside lower center", ncols=2, handletextpad=0.5)
    return figure


def _draw(axes: Axes, panel: Phases) -> None:
    for i in range(len(panel.widths)):
        for j in range(len(panel.depths)):
            _cell(axes, panel, i, j)
    _bracket(axes, panel)
    axes.set(
        xlim=(-0.86, len(panel.depths) - 0.5),
        ylim=(-0.5, len(panel.widths) - 0.5),
        xticks=range(len(panel.depths)),
        yticks=range(len(panel.widths)),
        xticklabels=[str(depth) for depth in panel.depths],
        yticklabels=[str(width) for width in panel.widths],
        xlabel="hidden layers",
        ylabel="units of each",
    )
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    entitle(axes, panel.title, panel.detail, columns=44)


def _cell(axes: Axes, panel: Phases, i: int, j: int) -> None:
    share, impossible = panel.shares[i, j], panel.impossible[i, j]
    known = bool(np.isfinite(share))
    corner = (j - 0.46, i - 0.46)
    if known or impossible:
        axes.add_patch(
            Rectangle(
                corner,
                0.92,
                0.92,
                facecolor=_COLOURS(share) if known and share else "#f4f3f1",
                edgecolor="none",
            )
        )
    if impossible:
        axes.add_patch(
            Rectangle(
                corner, 0.92, 0.92, facecolor="none", edgecolor="#aab0b8", hatch=_HATCH, linewidth=0
            )
        )
    if panel.verified[i, j]:
        axes.add_patch(
            Rectangle(
                (j - 0.42, i - 0.42), 0.84, 0.84, facecolor="none", edgecolor=DARK, linewidth=1.1
            )
        )
    if known:
        axes.text(
            j,
            i,
            percent(float(share)),
            ha="center",
            va="center",
            fontsize=7,
            color="white" if share > 0.55 else DARK,
            bbox={"facecolor": "#f4f3f1", "edgecolor": "none", "pad": 1.2} if impossible else None,
        )


def percent(share: float) -> str:
    """Write a share so that only none is 0 % and only all are 100 %.

    Examples
    --------
    >>> [percent(share) for share in (0.0, 1 / 256, 0.5, 255 / 256, 1.0)]
    ['0%', '<1%', '50%', '>99%', '100%']
    """
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"


def _bracket(axes: Axes, panel: Phases) -> None:
    """Draw a strip beside the widths: where none can, where it is open, and where one does."""
    if panel.lower is None:
        return
    for i, width in enumerate(panel.widths):
        if width < panel.lower:
            colour, hatch = "#eceef0", _HATCH
        elif panel.upper is not None and width >= panel.upper:
            colour, hatch = SOLVED, None
        else:
            colour, hatch = "white", None
        axes.add_patch(
            Rectangle(
                (-0.8, i - 0.46),
                0.16,
                0.92,
                facecolor=colour,
                edgecolor=GREY,
                hatch=hatch,
                linewidth=0.6,
            )
        )
