"""The movie through depth: from the data to what the last layer makes of them."""

from collections.abc import Iterator

from unknot.data import Dataset
from unknot.draw._film import Film, ahead
from unknot.draw._journey import Journey, stops
from unknot.draw._marks import mark_signs
from unknot.draw._movie import Frame
from unknot.draw._stage import Stage
from unknot.draw._style import GREY
from unknot.nets import DepthPath


def depth_frames(
    path: DepthPath, data: Dataset, frames: int, size: int, marks: bool = True
) -> Iterator[Frame]:
    """Give the frames of a movie through depth."""
    journey = Journey(path, data, marks)
    plan = stops(path.network.depth, frames)
    film = Film(size, size, data, mark_signs(journey.marks, "a layer's"))
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
