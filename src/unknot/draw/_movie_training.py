"""The movie of training: the decision and the last representation, as they were learnt."""

from collections.abc import Iterator
from functools import partial
from typing import Literal

import numpy as np

from unknot.draw._camera import FROM_ABOVE, view_of
from unknot.draw._curves import curve
from unknot.draw._film import Film, ahead
from unknot.draw._journey import smooth
from unknot.draw._movie import Frame
from unknot.draw._region import Scores
from unknot.draw._sample import Sample, sample
from unknot.draw._scene import Scene, flat, spatial
from unknot.draw._sheet import sheet
from unknot.draw._stage import Picture, Stage
from unknot.draw._style import DARK
from unknot.errors import InputError
from unknot.nets import Network
from unknot.recording import Box, Recording, project, square

What = Literal["both", "decision", "representation"]

_PIXELS = 180
_CELLS = 32


def training_frames(recording: Recording, frames: int, size: int, what: What) -> Iterator[Frame]:
    """Give the frames of a movie of training.

    Raises
    ------
    InputError
        ``what`` is something else.
    """
    if what not in ("both", "decision", "representation"):
        raise InputError(
            f"A training movie shows 'both', 'decision' or 'representation', but got {what!r}."
        )
    index = np.round(np.linspace(0, len(recording.steps) - 1, frames)).astype(int)
    return _shots(recording, recording.steps[index], size, what)


def _shots(recording: Recording, steps: np.ndarray, size: int, what: What) -> Iterator[Frame]:
    both = what == "both"
    film = Film(size + size // 2 if both else size, size, recording.data)
    shown = sample(recording.final, recording.data)
    title = film.figure.text(0.5, 0.967, "", ha="center", va="center", fontsize=9)
    views: list[tuple[Stage, _Decision | _Representation]] = []
    for place, kind in enumerate(("decision", "representation") if both else (what,)):
        axes = film.panel(50 + 435 * place if both else 105, 190, 390, 360)
        axes.locator_params(nbins=3)
        stage = Stage(axes, shown.labels, size=2.8)
        view = (
            _Decision(recording, shown)
            if kind == "decision"
            else _Representation(recording, shown, steps)
        )
        if isinstance(view, _Representation) and view.dimension == 3:
            axes.set(xticks=[], yticks=[])
        views.append((stage, view))
        film.moving(axes)
    below = film.panel(80, 75, 790 if both else 490, 80)
    curve(below, recording)
    below.set_ylabel("loss")
    (mark,) = below.plot([], [], "o", color=DARK, markersize=4, zorder=10, clip_on=False)

    film.moving(title, mark)

    def pictures(index: int) -> list[Picture]:
        network = recording.at(float(steps[index]))
        return [view.picture(network, index) for _, view in views]

    for step, shown_now in zip(steps, ahead(pictures, range(len(steps))), strict=True):
        for (stage, _), picture in zip(views, shown_now, strict=True):
            stage.show(picture)
        look = int(np.searchsorted(recording.looks, step, side="right")) - 1
        mark.set_data([step], [recording.losses[look, recording.best]])
        title.set_text(
            f"{recording.data.name} · step {int(step):,} · "
            f"{recording.accuracies[look, recording.best]:.1%} right"
        )
        yield film.frame()


class _Decision:
    """The regions of the input space."""

    def __init__(self, recording: Recording, shown: Sample):
        data = recording.data
        self._shown = shown
        self._plane = project(data.points, 2)
        self._places = self._plane(shown.points)
        places = self._plane(data.points)
        self._box = Box.around(places) if data.dimension > 1 else square(places)
        self._sheet = sheet(Box.around(data.points), None, _CELLS) if data.dimension == 2 else None

    def picture(self, network: Network, _index: int) -> Picture:
        scores = self._plane.restricted(network)
        scene = Scene(self._places, self._shown.labels, self._sheet, scores)
        return flat(scene, self._box, _PIXELS)


class _Representation:
    """The last representation, as the network itself computes it."""

    def __init__(self, recording: Recording, shown: Sample, steps: np.ndarray):
        final = recording.final
        self._shown = shown
        self._data = recording.data
        width = final.widths[-1]
        self.dimension = 3 if width == 3 else 2
        end = final.represent(shown.points)
        self._projection = project(end, self.dimension)
        self._view = view_of(end, final.planes) if self.dimension == 3 else FROM_ABOVE
        self._domain = Box.around(self._data.points)
        extents = [self._seen(recording.at(float(step))) for step in steps]
        self._boxes = smooth([square(extent) for extent in extents])

    def picture(self, network: Network, index: int) -> Picture:
        box = self._boxes[index]
        width = network.widths[-1]
        coloured = width == 3 or width == 1
        scene = self._scene(network, network.scores if coloured else None)
        if self.dimension == 3:
            return spatial(
                Scene(scene.points, scene.labels, scene.sheet, None, network.planes),
                self._view,
                box,
            )
        scores: Scores | None = None
        if width <= 2 and network.head is not None:
            head = Network([], network.head)
            scores = partial(_head_scores, head)
        return flat(Scene(scene.points, scene.labels, scene.sheet, scores), box, _PIXELS)

    def _scene(self, network: Network, scores: Scores | None) -> Scene:
        points = self._projection(network.represent(self._shown.points))
        net = None
        if self._data.dimension <= 3:
            net = sheet(self._domain, scores, _CELLS)
        if net is not None:
            net = net.through(lambda x: self._projection(network.represent(x)))
        return Scene(points, self._shown.labels, net)

    def _seen(self, network: Network) -> np.ndarray:
        scene = self._scene(network, None)
        return scene.extent if self.dimension == 2 else scene.seen(self._view)


def _head_scores(head: Network, page: np.ndarray) -> np.ndarray:
    return head.scores(page[:, : head.inputs])
