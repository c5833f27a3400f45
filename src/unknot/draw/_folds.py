"""Where layers fold space over: the data before, and the cloth that becomes of their plane."""

from dataclasses import replace
from textwrap import fill

import numpy as np
from contourpy import LineType, contour_generator
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.data import Dataset
from unknot.draw._decision import finish
from unknot.draw._sample import sample
from unknot.draw._scene import Scene, flat
from unknot.draw._sheet import Lines, Sheet, sheet
from unknot.draw._stage import Stage
from unknot.draw._style import GREY, clean, empty_figure, entitle, ring_sign, styled
from unknot.errors import InputError
from unknot.measure import determinants
from unknot.measure import folds as measured
from unknot.nets import Model, Network, viewed
from unknot.recording import Box, project
from unknot.verdicts import homeomorphism

# By how many layers turn a place over; from the third on it is as dark as it gets.
_SHADES = np.array([[1.0] * 3, [0.84] * 3, [0.68] * 3, [0.52] * 3])
_WORDS = ("turned over by no layer", "by 1 layer", "by 2 layers", "by 3 or more")
_PIXELS, _CELLS = 240, 80


@styled
def folds(network: Model, data: Dataset) -> Figure:
    """Draw where layers fold space over, and say what was measured and what is proved.

    Left the data: a place is the darker the more layers turn it over, which is where the
    determinant of a layer's derivative is negative; a line shows where it is zero. Right what
    becomes of the plane, the places in the same shades. Of data that are not in the plane the
    points that some layer turns over have rings instead. Above stands what
    :func:`unknot.measure.folds` found, and what :func:`unknot.verdicts.homeomorphism` proves, if
    it does: that no fold was seen is no proof that there is none.

    Parameters
    ----------
    network
        Square layers, of the data's dimension, and a head.
    data
        Points; at most 2,000 are drawn.

    Raises
    ------
    InputError
        A layer is not square, the network is of another library, or the two do not fit together.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Field, Head, Network
    >>> pull = Field(np.zeros((1, 2)), np.array([[9.0, 0.0]]), np.ones(1))
    >>> network = Network([pull], Head(np.array([[1.0, 0.0]]), np.zeros(1), "logistic"))
    >>> figure = folds(network, load("disc-in-ring:points=60"))
    >>> figure.get_suptitle().split("%")[0]
    'Some layer folds 16.8'
    """
    given = viewed(network)
    if not isinstance(given, Network):
        raise InputError("Folds are drawn of networks whose layers are known, not of others.")
    shown = sample(given, data)
    found = measured(given, data)
    figure = empty_figure(6.4, 4.1, layout="constrained")
    left, right = figure.subplots(1, 2)
    ends = given.represent(shown.points)
    before, after = (project(places, 2)(places) for places in (shown.points, ends))
    cloth, warped, signs = None, None, []
    over = np.any(determinants(given, shown.points) < 0, axis=0)
    if data.dimension == 2:
        cloth, signs = _cloth(given, data)
        warped, over = cloth.through(given.represent), None
    elif over.any():
        signs = [ring_sign("turned over", 0.7)]
    for axes, places, plane, title in (
        (left, before, cloth, data.name),
        (right, after, warped, given.title(given.depth)),
    ):
        picture = flat(Scene(places, shown.labels, plane), faces=True)
        Stage(axes, shown.labels, over, size=2.4).show(replace(picture, edge_width=0.7))
        entitle(axes, title)
        clean(axes, 2)
    answer = homeomorphism(given, data.points)
    proved = f"Nothing is proved. {answer.reason}"
    if answer.verdict != "undecided":
        proved = f"Proved ({answer.theorem}): {answer.reason}"
    said = [fill(line, 122) for line in (found.summary(), proved)]
    figure.suptitle("\n".join(said) + "\n", fontsize=7)
    finish(figure, data, shown, signs, rings=False)
    return figure


def _cloth(network: Network, data: Dataset) -> tuple[Sheet, list[Line2D]]:
    """Return the plane about the data in the shades of how often it is turned over, and these."""
    box = Box.around(data.points)
    cloth = sheet(box, network.scores, _CELLS)
    assert cloth is not None
    often = _often(determinants(network, box.pixels(_CELLS)))
    edges = _creases(determinants(network, box.pixels(_PIXELS)), box)
    signs = [_sign(k) for k in np.unique(often)] if often.any() else []
    return replace(cloth, tints=_SHADES[often], edges=edges), signs


def _often(found: Float[np.ndarray, "layers n"]) -> Int[np.ndarray, "n"]:
    """Return which shade points have."""
    return np.minimum((found < 0).sum(axis=0), len(_SHADES) - 1)


def _creases(found: Float[np.ndarray, "layers n"], box: Box) -> Lines:
    """Return the lines along which layers fold."""
    lines: Lines = []
    for one in found.reshape(len(found), _PIXELS, _PIXELS):
        generator = contour_generator(
            box.ticks(0, _PIXELS), box.ticks(1, _PIXELS), one, line_type=LineType.Separate
        )
        lines += [line for line in generator.lines(0.0) if len(line) > 1]  # type: ignore[arg-type]
    return lines


def _sign(often: int) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="",
        marker="s",
        markersize=6,
        markerfacecolor=tuple(_SHADES[often]),
        markeredgecolor=GREY,
        markeredgewidth=0.5,
        label=_WORDS[often],
    )
