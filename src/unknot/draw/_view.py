"""Points laid into the plane, and what nearest neighbours say of every place there."""

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.draw._region import boundaries, coloured, on_grid
from unknot.draw._stage import Picture, Stage, marker_size
from unknot.draw._style import DARK, GREY, class_legend, clean, empty_figure, entitle, styled
from unknot.errors import InputError
from unknot.neighbours import k_nearest, votes
from unknot.recording import square
from unknot.views import Concentration, View

_PIXELS = 240
_ROW = 0.34  # inches of the legend, with what the layout engine leaves out


@styled
def view(found: View, nearest: int | None = None) -> Figure:
    """Draw points as they were laid into the plane.

    Above it stand the way, how far neighbours can be trusted, and for how many points the nearest
    other one is of their own class, in their space and in the picture.

    Parameters
    ----------
    found
        By :func:`unknot.views.view`.
    nearest
        Colour the plane by the votes of so many nearest points of the picture (the essay's k-NN
        picture has 3), if given.

    Raises
    ------
    InputError
        There are fewer points than are to vote.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.views import view as laid
    >>> view(laid(load("iris")), nearest=3).axes[0].get_title()
    'iris · principal components'
    """
    data, places = found.data, found.places
    if nearest is not None and not 1 <= nearest <= len(places):
        raise InputError(
            f"Between 1 and {len(places)} points can vote, as many as are drawn; got {nearest}."
        )
    figure = empty_figure(3.7, 4.1, layout="compressed")
    axes = figure.add_subplot()
    picture = Picture(square(places), points=places)
    if nearest is not None:
        picture = _voted(picture, found, nearest)
    Stage(axes, data.labels, size=marker_size(len(data))).show(picture)
    axes.set(xlabel=found.axes[0], ylabel=found.axes[1])
    if found.by in ("plane", "pca"):
        clean(axes)
    else:
        axes.set(xticks=[], yticks=[])
    by = "" if found.by == "plane" else f" · {found.reduction.title}"
    vote = "" if nearest is None else f"In regions the {nearest} nearest points vote."
    if nearest == 1:
        vote = "Regions are of the nearest point."
    above = entitle(axes, f"{data.name}{by}", _kept(found), found.note, vote, columns=60)
    extra = []
    if len(data) < found.total:
        few = f"{len(data):,} of {found.total:,} points drawn"
        extra.append(Line2D([], [], linestyle="", label=few))
    rows = class_legend(figure, data.class_names, extra)
    figure.set_figheight(figure.get_figheight() + above + _ROW * (rows - 1))
    return figure


def _voted(picture: Picture, found: View, nearest: int) -> Picture:
    labels, classes = found.data.labels, len(found.data.class_names)

    def shares(page: np.ndarray) -> np.ndarray:
        distances, index = k_nearest(page, found.places, nearest)
        # Of classes with as many votes that of the nearer points wins: no pixel is undecided.
        equal = votes(distances, labels[index], classes)
        return equal + 1e-6 * votes(distances, labels[index], classes, "distance")

    lead = on_grid(shares, picture.box.pixels(_PIXELS), (_PIXELS, _PIXELS))
    return replace(picture, image=coloured(lead), edges=boundaries(lead, picture.box))


def _kept(found: View) -> str:
    said = []
    if found.trust is not None and found.by != "plane":
        said.append(f"trustworthiness {found.trust:.2f}")
    if found.right_there is not None and found.right_here is not None:
        here, there = f"{found.right_here:.0%}", f"{found.right_there:.0%}"
        among = f"in {found.data.dimension} dimensions"
        right = here if found.by == "plane" else f"{here} here, {there} {among}"
        said.append(f"nearest point of the same class: {right}")
    return " · ".join(said)


@styled
def concentration(found: Concentration) -> Figure:
    """Draw the curse of dimensionality: how near the nearest point is, by number of features.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.views import concentration as measured
    >>> concentration(measured(load("iris"))).axes[0].get_xlabel()
    'features, chosen at random'
    """
    figure = empty_figure(4.4, 3.1, layout="constrained")
    axes = figure.add_subplot()
    axes.axhline(1, color=GREY, linewidth=0.6)
    axes.plot(found.features, found.own, "o-", color=DARK, label=found.name)
    axes.plot(
        found.features, found.shuffled, "s--", color=GREY, label="its features, shuffled each alone"
    )
    axes.set_xscale("log")
    axes.set(
        xlabel="features, chosen at random", ylabel="nearest / median distance", ylim=(0, 1.08)
    )
    ticks = found.features[:: -max(1, len(found.features) // 6)]
    axes.set_xticks(ticks, labels=[f"{count:,}" for count in ticks])
    axes.minorticks_off()
    near = "near 1 the nearest point is hardly nearer than any other"
    entitle(axes, f"{found.name} · distances", near, columns=70)
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0.9))
    return figure
