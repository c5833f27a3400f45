"""The representation in a layer, or between two layers, and all of them side by side."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from unknot.data import Dataset
from unknot.draw._camera import view_of
from unknot.draw._decision import finish
from unknot.draw._marks import mark_signs
from unknot.draw._region import Scores
from unknot.draw._sample import Sample, sample
from unknot.draw._scene import Scene, flat, spatial
from unknot.draw._sheet import sheet
from unknot.draw._stage import Picture, Stage
from unknot.draw._style import clean, empty_figure, entitle, styled
from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import DepthPath, Head, Marks, Model, Order, Viewed, deform, viewed
from unknot.recording import Box, Projection, project

_PIXELS = 400
_MOST_IN_A_ROW = 6  # panels


@styled
def representation(
    network: Model,
    data: Dataset,
    depth: float,
    order: Order = "together",
    marks: bool = True,
) -> Figure:
    """Draw the data, the warped grid and the class regions as they are at a depth.

    Regions are coloured by what the rest of the network says. At the last layer the boundary is
    the separating line; in three units it is a plane, seen nearly edge-on. More than three units
    are projected: to the first two principal components or, at the last layer for two classes,
    to the direction that the head reads and the first component of what is left; the title
    gives the explained variance.

    Parameters
    ----------
    network
        A network with a head, or a model of any library.
    data
        Points of the dimension that the network takes; at most 2,000 are drawn.
    depth
        From 0, the input, to the number of layers. Whole numbers show the representation itself,
        others a moment of the deformation between (units may be exchanged there, see
        :func:`unknot.nets.deform`).
    order
        Of the deformation: ``"together"`` or ``"phases"``.
    marks
        Whether the arrows and circles of the layer that follows are drawn, if it has any.

    Raises
    ------
    InputError
        The depth is out of range, or the network and the data do not fit together.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> import numpy as np
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, 1.0]]), np.zeros(1), "logistic"))
    >>> figure = representation(network, load("two-curves:points=40"), 1)
    >>> figure.axes[0].get_title()
    'layer 1 · tanh'
    """
    network = viewed(network)
    shown = sample(network, data)
    if not 0 <= depth <= network.depth:
        raise InputError(
            f"The depth must be between 0, the input, and {network.depth}, the last layer, but "
            f"got {depth!r}."
        )
    whole = float(depth).is_integer()
    moment = (
        _whole(network, int(depth), shown)
        if whole
        else _partial(deform(network, order), float(depth), shown)
    )
    moment = moment if marks else replace(moment, marks=None)
    signs = mark_signs([moment.marks], "next layer's" if whole else "the layer's")
    # A long legend below and a note above need more room than the layout engine gives them.
    height = 3.92 if signs and moment.note else 3.75
    figure = empty_figure(3.4, height, layout="compressed")
    axes = figure.add_subplot()
    _fill(axes, network, data, shown, moment)
    finish(figure, data, shown, signs, rings=False)
    return figure


@styled
def strip(network: Model, data: Dataset, marks: bool = True) -> Figure:
    """Draw the representations of all layers side by side, the input first.

    The arrows and circles of a layer, if it has any, are drawn where it begins: where a vector
    field takes its anchors, say. Without ``marks`` there are none.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Head, Network, activation
    >>> import numpy as np
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.array([[0.0, 1.0]]), np.zeros(1), "logistic"))
    >>> figure = strip(network, load("two-curves:points=40"))
    >>> [axes.get_title() for axes in figure.axes]
    ['input', 'layer 1 · tanh']
    """
    network = viewed(network)
    shown = sample(network, data)
    panels = network.depth + 1
    rows = -(-panels // _MOST_IN_A_ROW)
    columns = -(-panels // rows)  # so that the last row is not much shorter than the others
    figure = empty_figure(1.9 * columns, 2.2 * rows + 0.3, layout="constrained")
    moments = [_whole(network, depth, shown) for depth in range(panels)]
    if not marks:
        moments = [replace(moment, marks=None) for moment in moments]
    for depth, moment in enumerate(moments):
        axes = figure.add_subplot(rows, columns, depth + 1)
        _fill(axes, network, data, shown, moment, small=True)
    signs = mark_signs([moment.marks for moment in moments], "next layer's")
    finish(figure, data, shown, signs, rings=False)
    return figure


@dataclass(frozen=True)
class _Moment:
    """A depth: the map that leads there, the scores of its points if they have any, its name.

    The marks are of the layer that follows, or what is left of one that is under way.
    """

    map: Callable[[np.ndarray], np.ndarray]
    scores: Scores | None
    head: Head | None
    title: str
    note: str = ""
    marks: Marks | None = None


def _whole(network: Viewed, depth: int, shown: Sample) -> _Moment:
    head = network.planes if depth == network.depth else None
    title = network.title(depth)
    return _Moment(
        lambda x: network.represent(x, depth),
        network.rest(depth),
        head,
        title,
        marks=network.marks(depth, shown.points),
    )


def _partial(path: DepthPath, depth: float, shown: Sample) -> _Moment:
    title = f"{path.network.title(int(depth) + 1)}, {depth - int(depth):.0%} of the way"
    note = path.paths[int(depth)].note
    marks = path.network.marks(int(depth), shown.points)
    return _Moment(
        lambda x: path.represent(depth, x),
        lambda y: path.scores(depth, y),
        None,
        title,
        note,
        None if marks is None else marks.left(depth - int(depth)),
    )


def _fill(
    axes: Axes, network: Viewed, data: Dataset, shown: Sample, moment: _Moment, small: bool = False
) -> None:
    stage = Stage(axes, shown.labels, size=2.2 if small else 3.2)
    points = moment.map(shown.points)
    width = points.shape[1]
    projection = project(points, 3 if width == 3 else 2, moment.head)
    domain = sheet(Box.around(data.points), network.scores, cells=80)
    if width > 3 and data.dimension == 3:
        domain = None  # a cube flattened to the page would only be clutter
    warped = None if domain is None else domain.through(lambda x: projection(moment.map(x)))
    places = projection(points)
    marks = None if moment.marks is None else moment.marks.through(projection)
    if width == 3:
        view = view_of(places, moment.head)
        stage.show(spatial(Scene(places, shown.labels, warped, None, moment.head, marks), view))
        axes.set(xticks=[], yticks=[])
    else:
        scores = _page_scores(moment, projection, width)
        stage.show(_flat(Scene(places, shown.labels, warped, scores, marks=marks), small))
        clean(axes, 2)
    entitle(
        axes,
        moment.title,
        moment.note,
        _projected(projection, width, small),
        columns=30 if small else 52,
    )


def _flat(scene: Scene, small: bool) -> Picture:
    pixels, bold = (240, 1.6) if small else (_PIXELS, 1.0)
    try:
        return flat(scene, pixels=pixels, faces=scene.scores is None, bold=bold)
    except UnsupportedLayer:
        # Where points of the page have no preimage, the sheet itself carries the colours.
        return flat(replace(scene, scores=None), faces=True, bold=bold)


def _page_scores(moment: _Moment, projection: Projection, width: int) -> Scores | None:
    scores = moment.scores
    if scores is None or (width > 2 and not projection.along_head):
        return None
    if width == 1:
        return lambda page: scores(page[:, :1])
    if width == 2:
        return scores
    return lambda page: scores(projection.lift(page))


def _projected(projection: Projection, width: int, small: bool) -> str:
    if projection.kept is None:
        return ""
    share = f"{projection.kept:.0%} of the variance"
    if small:
        return f"{width} units, {share}"
    what = "the head's direction and 1 component" if projection.along_head else "2 components"
    return f"{width} units on {what}, {share}"
