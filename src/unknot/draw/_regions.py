"""Decision regions with their components numbered."""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from unknot.draw._region import boundaries, coloured, on_grid
from unknot.draw._style import (
    DARK,
    class_legend,
    clean,
    empty_figure,
    entitle,
    ink,
    styled,
)
from unknot.errors import InputError
from unknot.nets import Model, viewed
from unknot.recording import Box
from unknot.regions import Regions

_PIXELS = 480
_MOST_NUMBERED = 12  # components of a class
_MOST_LINES = 4000  # linear pieces; with more there is nothing but lines


@styled
def regions(network: Model, found: Regions, names: Sequence[str] | None = None) -> Figure:
    """Draw the regions of a box in the plane, with each component numbered, largest first.

    Where the network's linear pieces are known, thin lines part them. Borders are the polygons that
    are known to be isotopic to them, however narrow what they part; else they are seen on pixels.

    Parameters
    ----------
    network
        The network whose regions these are.
    found
        What :func:`unknot.regions.decision_regions` returned.
    names
        Of the classes.

    Raises
    ------
    InputError
        The box is not in the plane.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> from unknot.regions import decision_regions
    >>> fold = Dense(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.zeros(2), activation("relu"))
    >>> strip = Network([fold], Head(np.array([[1.0, 1.0]]), np.array([-1.0]), "logistic"))
    >>> figure = regions(strip, decision_regions(strip, (-2, -2), (2, 2)), ["in", "out"])
    >>> sorted(text.get_text() for text in figure.axes[0].texts if text.get_bbox_patch())
    ['in 1', 'out 1', 'out 2']
    """
    if len(found.low) != 2:
        raise InputError(
            f"Regions are drawn in the plane; these are in {len(found.low)} dimensions."
        )
    low, high = np.array(found.low), np.array(found.high)
    box = Box(low / 2 + high / 2, high / 2 - low / 2)
    lead = on_grid(viewed(network).scores, box.pixels(_PIXELS), (_PIXELS, _PIXELS))
    called = list(names or [str(one.label) for one in found.classes])
    figure = empty_figure(3.6, 4.1, layout="compressed")
    axes = figure.add_subplot()
    axes.imshow(coloured(lead), extent=box.extent, origin="lower", aspect="auto", zorder=0)
    if len(found.outlines) <= _MOST_LINES:
        closed = [np.concatenate([one, one[:1]]) for one in found.outlines]
        axes.add_collection(LineCollection(closed, colors="white", linewidths=0.35, zorder=1))
    known = [one.border for one in found.classes if one.border is not None]
    proved = len(known) == len(found.classes)
    lines = [line for border in known for line in border] if proved else boundaries(lead, box)
    axes.add_collection(LineCollection(lines, colors=DARK, linewidths=1.0, zorder=2))
    for one, name in zip(found.classes, called, strict=True):
        for k, part in enumerate(one.components[:_MOST_NUMBERED], 1):
            x, y = part.place
            axes.text(
                x,
                y,
                f"{name} {k}",
                ha="center",
                va="center",
                fontsize=6,
                color="white",
                zorder=3,
                bbox={"boxstyle": "round,pad=0.25", "facecolor": ink(one.label), "linewidth": 0},
            )
    left, right, bottom, top = box.extent
    axes.set(xlim=(left, right), ylim=(bottom, top))
    word = "certified" if found.certified else "not certified"
    more = ["borders: polygons isotopic to them"] if proved else []
    entitle(axes, f"decision regions · {word}", *found.words(called), found.reason, *more)
    clean(axes)
    class_legend(figure, called)
    return figure
