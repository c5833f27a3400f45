"""How everything looks: the colours and markers of classes, type, and empty figures."""

from collections.abc import Callable, Sequence
from functools import wraps
from textwrap import wrap
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.draw._letters import FONT, breadth, class_labels, letter

P = ParamSpec("P")
R = TypeVar("R")

# Points keep 3:1 contrast on the region of their own class; the regions of classes 0 and 1 stay
# apart for every colour-vision deficiency.
INKS = (
    "#0b62c4",
    "#c8321e",
    "#1c7a3f",
    "#7a3fa8",
    "#8a6000",
    "#00717a",
    "#b0267a",
    "#5e4b3c",
    "#3d4a5c",
    "#5a6800",
)
TINTS = (
    "#b8dcf5",
    "#ffc9bd",
    "#c6eacb",
    "#e3d2f3",
    "#f6e2a6",
    "#b0e6e2",
    "#fccbe4",
    "#e0d3c6",
    "#d2d9e3",
    "#e0e8a4",
)
MARKERS = ("o", "^", "s", "D", "v", "P", "X", "p", "<", "*")

DARK = "#23272e"  # boundaries, separating lines and rings
GREY = "#8b929c"
GRID = "#6f7782"
SOLVED = "#5a2d91"
UNSOLVED = "#c98a00"

_RC: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.labelsize": 8,
    "axes.linewidth": 0.6,
    "axes.edgecolor": GREY,
    "axes.labelcolor": DARK,
    "axes.titlecolor": DARK,
    "axes.formatter.limits": (-4, 4),
    "axes.formatter.use_mathtext": False,
    "text.parse_math": False,  # names of classes and features may hold a dollar sign
    "axes.unicode_minus": True,
    "text.color": DARK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": DARK,
    "ytick.labelcolor": DARK,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "legend.handletextpad": 0.2,
    "legend.columnspacing": 1.0,
    "lines.linewidth": 1.2,
    "lines.solid_capstyle": "round",
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "svg.hashsalt": "unknot",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify": True,
}


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function under the style of this package, whatever the user's settings are.

    A figure that it returns has fonts for all letters in it.
    """

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(_RC)
            made = function(*args, **kwargs)
            if isinstance(made, Figure):
                letter([made])
            return made

    return inside


def ink(label: int) -> str:
    """Return the colour of the points of a class."""
    return INKS[label % len(INKS)]


def tint(label: int) -> str:
    """Return the colour of the region of a class."""
    return TINTS[label % len(TINTS)]


def marker(label: int) -> str:
    """Return the marker of a class."""
    return MARKERS[(label + label // len(INKS)) % len(MARKERS)]


def tints(classes: int) -> np.ndarray:
    """Return the region colours of so many classes, (classes, 3) in [0, 1]."""
    return np.array([to_rgb(tint(k)) for k in range(classes)])


def empty_figure(width: float, height: float, **options: Any) -> Figure:
    """Return a white figure (inches) on a canvas of its own, unknown to pyplot."""
    figure = Figure((width, height), facecolor="white", **options)
    FigureCanvasAgg(figure)
    return figure


def clean(axes: Axes, ticks: int = 3) -> None:
    """Leave a thin frame and few ticks."""
    axes.locator_params(nbins=ticks + 1, min_n_ticks=2)
    axes.set_axisbelow(False)


def entitle(axes: Axes, title: str, *details: str, columns: int = 52) -> float:
    """Put a title above a panel, and details in smaller type below it, broken to its width.

    Return how high the details are, in inches.
    """
    lines = [line for detail in details if detail for line in wrap(detail, columns)]
    axes.set_title(title, pad=5 + 10 * len(lines))
    axes.annotate(
        "\n".join(lines),
        (0.5, 1),
        (0, 4),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=7,
        linespacing=1.15,
    )
    return 10 * len(lines) / 72


def class_legend(figure: Figure, names: Sequence[str], extra: Sequence[Line2D] = ()) -> int:
    """Name the classes (and what else is drawn) below the panels; give the number of rows."""
    handles = [class_sign(k, name, ink(k)) for k, name in enumerate(class_labels(names))]
    return fitted_legend(figure, [*handles, *extra])


def class_sign(label: int, name: str, colour: str) -> Line2D:
    """Return what a legend shows beside the name of a class: its marker."""
    return Line2D(
        [],
        [],
        linestyle="",
        marker=marker(label),
        color=colour,
        markersize=4.5,
        markeredgewidth=0,
        label=name,
    )


def ring_sign(name: str, width: float) -> Line2D:
    """Return a ring for a legend, its line so wide (printer's points)."""
    return Line2D(
        [],
        [],
        linestyle="",
        marker="o",
        markersize=6.5,
        markerfacecolor="none",
        markeredgecolor=DARK,
        markeredgewidth=width,
        label=name,
    )


def fitted_legend(figure: Figure, handles: Sequence[Line2D], sign: int = 6) -> int:
    """Put a legend below the panels in as many columns as fit; give the number of rows.

    A sign and the space beside it are as wide as so many characters.
    """
    room = max(figure.get_figwidth(), 1.5) * 14.5  # characters of this type in the width
    columns = 1
    for columns in range(len(handles), 0, -1):
        # The first columns hold one more, as matplotlib fills them.
        filled = np.array_split([breadth(str(h.get_label())) for h in handles], columns)
        if sum(column.max() + sign for column in filled) <= room:
            break
    figure.legend(handles=list(handles), loc="outside lower center", ncols=columns)
    return -(-len(handles) // columns)
