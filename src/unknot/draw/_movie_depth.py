"""The movie through depth: from the data to what the last layer makes of them."""

import os
from collections.abc import Iterator
from pathlib import Path

from unknot.data import Dataset
from unknot.draw._film import Film, ahead
from unknot.draw._journey import Journey, Stop, stops
from unknot.draw._movie import Frame, OnFrame, check_movie, write_movie
from unknot.draw._stage import Stage
from unknot.draw._style import GREY, styled
from unknot.nets import Network, Order


@styled
def movie_depth(network: Network, data: Dataset, path: str | os.PathLike[str], *,
                frames: int = 80, size: int = 600, order: Order = "together",
                seconds: float | None = None, on_frame: OnFrame | None = None) -> Path:  # fmt: skip
    """Write a movie of the deformation from the raw data to the last representation.

    It rests a little at every layer, and the separating line (or plane) appears at the end. A
    layer that collapses or folds space is labelled so. The units are those of
    :func:`unknot.nets.deform`, which exchanges two where a layer reverses orientation. Wide
    layers are projected, each in its own way, and the projections are blended in between.

    Parameters
    ----------
    network
        A network with a head.
    data
        Points of the dimension that the network takes; at most 2,000 are drawn.
    path
        A ``.gif`` or ``.mp4`` file, which appears when it is complete.
    frames
        How many.
    size
        Width and height in pixels (odd sizes are rounded to even ones).
    order
        Of the deformation: ``"together"`` or ``"phases"``.
    seconds
        How long it lasts; a sixteenth of a second for each frame if not given.
    on_frame
        Called with the number of frames that are done and the number of all.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    InputError
        The network and the data do not fit together, or the file cannot be written.
    BadEnvironment
        An MP4 file is asked for, and ffmpeg does not work here.
    """
    target = check_movie(path, frames, size, seconds)
    journey = Journey(network, data, order)
    shots = _shots(journey, data, stops(network.depth, frames), size)
    return write_movie(target, shots, frames, seconds or frames / 16, on_frame)


def _shots(journey: Journey, data: Dataset, plan: list[Stop], size: int) -> Iterator[Frame]:
    film = Film(size, size, data)
    axes = film.panel(52, 62, 488, 488)
    if journey.dimension == 3:
        axes.set(xticks=[], yticks=[])
    else:
        axes.locator_params(nbins=4)
    stage = Stage(axes, journey.sample.labels)
    title = film.figure.text(0.5, 0.962, "", ha="center", va="center", fontsize=9)
    note = film.figure.text(0.5, 0.932, "", ha="center", va="center", fontsize=6.5, color=GREY)
    film.moving(axes, title, note)
    boxes = journey.boxes(plan)
    pictures = ahead(lambda k: journey.picture(plan[k], boxes[k]), range(len(plan)))
    for stop, picture in zip(plan, pictures, strict=True):
        title.set_text(_title(stop.depth, int(journey.path.t1)))
        note.set_text(_note(journey, stop.depth))
        stage.show(picture)
        yield film.frame()


def _title(depth: float, layers: int) -> str:
    if depth == 0:
        return "input"
    layer = -int(-depth // 1)
    return f"layer {layer} of {layers} · {depth - layer + 1:.2f}"


def _note(journey: Journey, depth: float) -> str:
    layer = -int(-depth // 1)
    return journey.names[layer - 1] if layer else ""
