"""A network's deformation laid out for a movie: one drawing space for all of its layers."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from jaxtyping import Float
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d

from unknot.data import Dataset
from unknot.draw._camera import FROM_ABOVE, View, between, view_of
from unknot.draw._region import Scores, boundaries, coloured, on_grid
from unknot.draw._sample import Sample, sample
from unknot.draw._scene import Scene, flat, spatial
from unknot.draw._sheet import Lines, sheet
from unknot.draw._stage import Picture
from unknot.errors import UnsupportedLayer
from unknot.nets import DepthPath, Head
from unknot.recording import Box, dimension_of, projections, square

_BESIDE = 1e-4  # a depth so near a whole one that it looks the same
_PIXELS = 180
_CELLS = 40


@dataclass(frozen=True)
class Stop:
    """A moment of the movie: a depth and, while it holds there, the part of the hold."""

    depth: float
    hold: float | None = None


def stops(layers: int, frames: int) -> list[Stop]:
    """Return the moments of a movie that rests at every whole depth and eases in between."""
    if layers == 0:
        return [Stop(0.0, i / (frames - 1)) for i in range(frames)]
    rest = max(1, round(frames / (layers + 1) * 0.22))
    moving = frames - rest * (layers + 1)
    if moving < layers:
        even = np.linspace(0, layers, frames)
        return [Stop(float(t), 0.5 if float(t).is_integer() else None) for t in even]
    plan: list[Stop] = []
    counts = np.diff(np.round(np.linspace(0, moving, layers + 1)).astype(int))
    for layer in range(layers + 1):
        plan += [Stop(float(layer), (i + 0.5) / rest) for i in range(rest)]
        if layer < layers:
            parts = np.arange(1, counts[layer] + 1) / (counts[layer] + 1)
            plan += [Stop(layer + float(s * s * (3 - 2 * s))) for s in parts]
    return plan


class Journey:
    """What a movie through depth shows at each moment.

    Representations of up to ``dimension`` (2 or 3) units are drawn as they are, wider ones
    through a projection that belongs to their layer; between two layers the two projections are
    blended, so nothing jumps.
    """

    def __init__(self, path: DepthPath, data: Dataset, marks: bool = True):
        net = path.network
        self.sample: Sample = sample(net, data)
        self.marks = [
            net.marks(depth, self.sample.points) if marks else None for depth in range(net.depth)
        ]
        self.path = path
        self.dimension = dimension_of(net)
        self._projections = projections(net, self.sample.points)
        self._sheet = (
            sheet(Box.around(data.points), net.scores, _CELLS) if data.dimension < 4 else None
        )
        stages = net.stages(self.sample.points)
        self._views = [self._view(depth, places) for depth, places in enumerate(stages)]

    def _view(self, depth: int, places: np.ndarray) -> View:
        net = self.path.network
        if self.dimension == 2 or net.widths[depth] < 3:
            return FROM_ABOVE
        points = self._projections[depth](places)
        return view_of(points, self._head if depth == net.depth else None)

    @cached_property
    def _head(self) -> Head | None:
        """The last layer's head in the drawing's coordinates, if it can be drawn exactly."""
        net, projection = self.path.network, self._projections[-1]
        if net.planes is None or not (projection.explained is None or projection.along_head):
            return None
        return projection.read_by(net.planes)

    @property
    def names(self) -> list[str]:
        """What is said below the title while each layer is under way."""
        return [path.note for path in self.path.paths]

    def map(self, depth: float, points: np.ndarray) -> Float[np.ndarray, "n k"]:
        """Return where points of the input are in the drawing at a depth."""
        return self._laid(depth, self.path.represent(depth, points))

    def _laid(self, depth: float, places: np.ndarray) -> Float[np.ndarray, "n k"]:
        whole = int(depth)
        part = depth - whole
        here = self._projections[whole](places)
        if part == 0:
            return here
        return (1 - part) * here + part * self._projections[whole + 1](places)

    def view(self, depth: float) -> View:
        """Return from where the drawing is seen at a depth."""
        whole = int(depth)
        if depth == whole:
            return self._views[whole]
        return between(self._views[whole], self._views[whole + 1], depth - whole)

    def boxes(self, plan: list[Stop]) -> list[Box]:
        """Return axis limits for all moments: they hold everything and move smoothly."""
        return smooth([square(self._seen(stop.depth)) for stop in plan])

    def _seen(self, depth: float) -> Float[np.ndarray, "n 2"]:
        scene = self._scene(depth)
        return scene.extent if self.dimension == 2 else scene.seen(self.view(depth))

    def picture(self, stop: Stop, box: Box) -> Picture:
        """Return what is seen at a moment, within these limits."""
        scene = self._marked(stop)
        shown = (stop.hold or 0.0) if stop.depth == self.path.t1 else 0.0
        if self.dimension == 3:
            head = self._head if shown else None
            scene = replace(scene, head=head)
            return spatial(scene, self.view(stop.depth), box, planes=min(1.0, 2 * shown))
        picture = flat(scene, box, faces=self._uncoloured(stop))
        image, edges = self._regions(stop, box)
        if edges is not None:
            picture = replace(picture, edges=edges)
        return replace(picture, image=image, edge_width=1.1 + 1.1 * shown)

    def _scene(self, depth: float) -> Scene:
        points = self.map(depth, self.sample.points)
        warped = None
        if self._sheet is not None:
            warped = self._sheet.through(lambda x: self.map(depth, x))
        return Scene(points, self.sample.labels, warped)

    def _marked(self, stop: Stop) -> Scene:
        """Return the scene with the marks of the layer that follows, or is under way.

        They come while the movie holds, and have gone when the layer has done its work.
        """
        scene, whole = self._scene(stop.depth), int(stop.depth)
        marks = self.marks[whole] if whole < len(self.marks) else None
        if marks is None:
            return scene
        part = stop.depth - whole
        coming = 1.0 if stop.hold is None else stop.hold
        return replace(
            scene,
            marks=marks.left(part).through(lambda x: self._laid(stop.depth, x)),
            strength=min(1.0, 2 * coming, 2 * (1 - part)),
        )

    def _regions(self, stop: Stop, box: Box) -> tuple[np.ndarray | None, Lines | None]:
        """Return the colours of the page and the boundaries on it.

        While the movie holds at a layer, the regions fade from those just before to those just
        after: outside of the image of an activation the two differ.
        """
        lead = self._lead(stop.depth, box)
        image = None if lead is None else coloured(lead)
        edges = None if lead is None else boundaries(lead, box)
        if stop.hold is not None:
            side = -_BESIDE if stop.hold < 0.5 else _BESIDE
            beside = stop.depth + side
            if 0 <= beside <= self.path.t1:
                other = self._lead(beside, box)
                image = _mixed(
                    image, None if other is None else coloured(other), abs(2 * stop.hold - 1)
                )
        return image, edges

    def _lead(self, depth: float, box: Box) -> np.ndarray | None:
        """Return by how much each class leads at each pixel; None if pixels have no meaning."""
        scores = self._scores(depth)
        if scores is None:
            return None
        try:
            return on_grid(scores, box.pixels(_PIXELS), (_PIXELS, _PIXELS))
        except UnsupportedLayer:
            return None

    def _scores(self, depth: float) -> Scores | None:
        whole = int(depth)
        widths = self.path.network.widths
        width = widths[whole] if depth == whole else max(widths[whole : whole + 2])
        if width <= 2:
            return lambda page: self.path.scores(depth, page[:, :width])
        projection = self._projections[whole]
        if depth == whole and projection.along_head:
            return lambda page: self.path.scores(depth, projection.lift(page))
        return None

    def _uncoloured(self, stop: Stop) -> bool:
        """Whether pixels have no preimage at or beside a moment: then the sheet is coloured."""
        nearby = [stop.depth] if stop.hold is None else [stop.depth - 0.5, stop.depth + 0.5]
        return any(
            self._blank[min(int(depth), len(self._blank) - 1)]
            for depth in nearby
            if 0 <= depth <= self.path.t1 and self._blank
        )

    @cached_property
    def _blank(self) -> list[bool]:
        """Which layers leave pixels without preimage while they are under way."""
        blank = []
        for layer in range(self.path.network.depth):
            scores = self._scores(layer + 0.5)
            try:
                blank.append(scores is None or scores(np.zeros((1, 2))) is None)
            except UnsupportedLayer:
                blank.append(True)
        return blank


def smooth(boxes: list[Box], reach: int = 3) -> list[Box]:
    """Return square boxes that contain the given ones and change smoothly from one to the next."""
    size = 2 * reach + 1
    low = np.stack([box.low for box in boxes])
    high = np.stack([box.high for box in boxes])
    # The widest of a window, then an average over the same window, still holds every content.
    low = uniform_filter1d(
        minimum_filter1d(low, size, axis=0, mode="nearest"), size, axis=0, mode="nearest"
    )
    high = uniform_filter1d(
        maximum_filter1d(high, size, axis=0, mode="nearest"), size, axis=0, mode="nearest"
    )
    half = (high / 2 - low / 2).max(axis=1)
    return [Box(c, np.full(2, h)) for c, h in zip(low / 2 + high / 2, half, strict=True)]


def _mixed(image: np.ndarray | None, other: np.ndarray | None, part: float) -> np.ndarray | None:
    if image is None and other is None:
        return None
    blank = np.ones_like(image if image is not None else other)
    first, second = (blank if one is None else one for one in (image, other))
    return (1 - part) * first + part * second
