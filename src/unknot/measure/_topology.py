"""Components and holes of every class through the layers of a network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.measure._gluing import glued_parts
from unknot.measure._known_parts import Known, known_parts
from unknot.measure._layers import ends_in_scores, read_out
from unknot.measure._permits import permitted
from unknot.measure._refined import resolved_parts
from unknot.nets import Model, Viewed, viewed
from unknot.topology import (
    Asked,
    Class,
    ClassTopology,
    Features,
    Glued,
    Permits,
    Verdict,
    classes_of,
    linking,
    look,
    loops,
    settled,
)

_MOST_POINTS = 20_000  # of a class, new ones included, when its parts are refined
_MOST_NUMBERS = 4_000_000  # of their images
_FINER = 8  # points on an edge of a loop, as layers bend it


@dataclass(frozen=True)
class Walked:
    """How far a walk over layers has come: ``done`` of ``of`` steps, the next one in words."""

    done: int
    of: int
    words: str


@dataclass(frozen=True, eq=False)
class LayerTopology:
    """What is seen of all classes at one layer.

    Attributes
    ----------
    depth, name, width
        How many layers there are up to here, the last one's name, and its units.
    permits, why
        Whether these layers can merge anything, and why.
    classes
        What is seen of each class.
    linking
        The linking numbers of the loops of the first class with those of the second; None outside
        space, or where there are no loops.
    """

    depth: int
    name: str
    width: int
    permits: Permits
    why: str
    classes: tuple[ClassTopology, ...]
    linking: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, eq=False)
class Topology:
    """What became of the classes of a data set, layer by layer.

    Attributes
    ----------
    class_names
        Their names, in the order of ``layers[i].classes``.
    layers
        Of each depth, the input first.
    points
        How many points stand for each class.
    covers
        Every point of the class is within this distance of one of them, in the input.
    refined
        Of each class how many points were needed where it was refined; 0 where it was not.
    interrupted
        Whether the walk was broken off; the layers are those that were looked at.
    """

    class_names: tuple[str, ...]
    layers: tuple[LayerTopology, ...]
    points: tuple[int, ...]
    covers: tuple[float, ...]
    refined: tuple[int, ...] = field(default=())
    interrupted: bool = False

    def summary(self) -> str:
        """Say in a few sentences whether the topology changed, or only looks so."""
        said = [self._of_class(k, name) for k, name in enumerate(self.class_names)]
        if self.interrupted:
            said.append("It was interrupted: later layers were not looked at.")
        return " ".join(said)

    def _of_class(self, k: int, name: str) -> str:
        first, last = self.layers[0].classes[k], self.layers[-1].classes[k]
        start = " and ".join(
            f"{found.known} {found.name}" for found in first.features if found.known
        )
        changes = [
            (layer, found)
            for layer in self.layers
            for found in layer.classes[k].features
            if found.merged
        ]
        head = f"Class {name} begins with {start}"
        if changes:
            layer, found = changes[0]
            what = "merge" if found.dimension == 0 else "are filled in"
            return f"{head}; {found.name} first {what} at layer {layer.depth} ({layer.name})."
        open_ = [found for found in last.features if found.unresolved]
        if not open_:
            pieces, *holes = (found.known for found in first.features)
            end = "all are still there" if pieces > 1 else "they are still there"
            if not any(holes):
                end = "all are still apart" if pieces > 1 else "it is still so"
            return f"{head}, and {end} in the last layer."
        also = " and ".join(f"{found.unresolved} of its {found.name}" for found in open_)
        sure = all(layer.permits == "nothing merges" for layer in self.layers)
        why = "nothing can merge, so they are there" if sure else "nothing shows that they merged"
        return f"{head}; in the last layer {also} are not resolved by this sampling ({why})."


def topology(
    network: Model,
    data: Dataset,
    asked: Asked | None = None,
    *,
    depths: Sequence[int] | None = None,
    refine: bool = True,
    on_progress: Callable[[Walked], None] = lambda _: None,
) -> Topology:
    """Follow the components and holes of every class through the layers, with words for each.

    A component is *separate* if a sample shows neighbourhoods of the images that do not meet;
    *merged* only with a pair of points of different components that have one image; otherwise
    *unresolved*. Where all layers up to a depth are one-to-one, nothing is ever called merged. A
    count by one scale or by hops cannot make this difference. Classes that are exact sets have the
    components and holes that their shapes have; of others the input's sample decides.

    Parameters
    ----------
    network
        One network, or a model of any library; the read-out counts as a last layer.
    data
        Points of the dimension that the network takes.
    asked
        How to look, see :class:`unknot.topology.Asked`.
    depths
        Which depths, of 0 (the input, which is always looked at) to the number of layers with the
        read-out; all by default.
    refine
        Whether points are added where images are too coarse, and pairs that meet are searched for.
    on_progress
        Told what is looked at next. Ctrl-C ends the walk, and what was found so far is returned.

    Raises
    ------
    InputError
        The network does not take these points, weights or values are not finite, or a depth or a
        number is out of range.

    References
    ----------
    G. Naitzat, A. Zhitnikov, L.-H. Lim, "Topology of deep neural networks", JMLR 21(184), 2020, of
    which this is a reading. O. Bobrowski, P. Skraba, 2023 (holes). THEORY T1.1.

    Examples
    --------
    >>> import numpy as np
    >>> from unknot.data import load
    >>> from unknot.nets import Dense, Network, activation
    >>> fold = Network([Dense(np.eye(2), np.zeros(2), activation("square"))])
    >>> found = topology(fold, load("xor:points=200"), Asked(holes=0))
    >>> [layer.classes[0].components.summary() for layer in found.layers]
    ['2 components, separate', '2 components: 2 merged']
    """
    asked = asked or Asked()
    known = read_out(viewed(network)).float64()
    known.check_rows(data.points)
    known.check_finite()
    where = _depths(depths, known.depth)
    exact = known_parts(data)
    walk = _Walk(known, data, exact, asked, refine, where, on_progress)
    return walk.run()


class _Walk:
    """One walk over the layers, which keeps what it has found when it is interrupted."""

    def __init__(
        self,
        network: Viewed,
        data: Dataset,
        exact: Known | None,
        asked: Asked,
        refine: bool,
        depths: list[int],
        tell: Callable[[Walked], None],
    ):
        self.network, self.data, self.exact, self.asked = network, data, exact, asked
        self.refine, self.depths, self.tell = refine, depths, tell
        self.permits = permitted(network)
        self.steps = len(depths) + 1 + refine
        self.layers: list[tuple[ClassTopology, ...]] = []
        self.linked: list[tuple[tuple[int, ...], ...] | None] = []
        self.refined: list[int] = []
        self.classes: tuple[Class, ...] = ()
        self.curves: list[list[np.ndarray]] | None = None

    def run(self) -> Topology:
        interrupted = False
        try:
            self.tell(Walked(0, self.steps, "the input"))
            known = self.exact
            self.classes = classes_of(
                self.data.points,
                self.data.labels,
                self.asked,
                parts=None if known is None else known.parts,
                holes=None if known is None else known.holes,
            )
            self.refined = [0] * len(self.classes)
            for step, depth in enumerate(self.depths, start=1):
                self.tell(Walked(step, self.steps, self._name(depth)))
                self._look(depth)
            if self.refine:
                self.tell(Walked(self.steps - 1, self.steps, "what is not resolved"))
                self._refine()
        except KeyboardInterrupt:
            if not self.layers:
                raise
            interrupted = True
        self.tell(Walked(self.steps, self.steps, "done"))
        return self._found(interrupted)

    def _look(self, depth: int) -> None:
        may = self.permits[depth][0]
        sources = [self.data.points[own.rows] for own in self.classes]
        images = [self._image(depth, points) for points in sources]
        seen = look(images, sources, self.classes, may, self.asked)
        if self.refine and may != "nothing merges":
            seen = tuple(
                self._glued(depth, k, found, sources[k], images[k]) for k, found in enumerate(seen)
            )
        linked = self._linking(depth, images)
        self.layers.append(seen)
        self.linked.append(linked)

    def _glued(
        self, depth: int, k: int, found: ClassTopology, points: np.ndarray, images: np.ndarray
    ) -> ClassTopology:
        """Search for pairs that meet, among parts that no earlier layer has merged."""
        own = self.classes[k]
        if self.exact is None or found.components.known < 2:
            return found
        words: list[Verdict] = list(found.components.verdicts)
        if self.layers:  # what is glued stays so
            for part, before in enumerate(self.layers[-1][k].components.verdicts):
                words[part] = before if before == "merged" else words[part]
        pairs = glued_parts(
            lambda rows: self._image(depth, rows),
            points,
            images,
            own.parts,
            self.exact.shapes[own.label],
            self.asked.tolerance,
            {part for part, word in enumerate(words) if word == "merged"},
        )
        return replace(found, components=_with_pairs(found.components, words, pairs))

    def _refine(self) -> None:
        """Resolve what is unresolved, the deepest layer first: apart there, it was so before."""
        for k, own in enumerate(self.classes):
            points = self.data.points[own.rows]
            shapes = None if self.exact is None else self.exact.shapes[own.label]
            for at in range(len(self.layers) - 1, 0, -1):
                column = [layer[k] for layer in settled(self.layers)]
                parts = column[at].components
                open_ = [p for p, word in enumerate(parts.verdicts) if word == "unresolved"]
                if not open_:
                    continue
                depth = self.depths[at]
                self.tell(Walked(self.steps - 1, self.steps, f"points for {self._name(depth)}"))
                done, count = resolved_parts(
                    lambda rows, depth=depth: self._image(depth, rows),
                    points,
                    own.parts,
                    open_,
                    shapes,
                    min(_MOST_POINTS, _MOST_NUMBERS // self.network.widths[depth]),
                )
                self.refined[k] = max(self.refined[k], count)
                words: list[Verdict] = list(self.layers[at][k].components.verdicts)
                for part in done:
                    words[part] = "separate"
                layer = list(self.layers[at])
                layer[k] = replace(
                    layer[k], components=replace(layer[k].components, verdicts=tuple(words))
                )
                self.layers[at] = tuple(layer)

    def _linking(self, depth: int, images: list[np.ndarray]) -> tuple[tuple[int, ...], ...] | None:
        """Carry the loops of the input along, where both ends of the way are in space."""
        width = images[0].shape[1]
        if self.data.dimension != 3 or width != 3 or not self.asked.holes or len(images) < 2:
            return None
        if self.curves is None:
            of = [self.data.points[own.rows] for own in self.classes[:2]]
            self.curves = [[finer(loop) for loop in loops(points)] for points in of]
        if not all(self.curves):
            return None
        first, second = ([self._image(depth, loop) for loop in side] for side in self.curves)
        try:
            return linking(first, second)
        except InputError:  # images of loops meet: no number is defined
            return None

    def _image(self, depth: int, rows: np.ndarray) -> np.ndarray:
        if depth == 0:
            return rows
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(self.network.represent(rows, depth), np.float64)

    def _name(self, depth: int) -> str:
        if depth == 0:
            return "input"
        last = depth == self.network.depth and ends_in_scores(self.network)
        return "scores" if last else self.network.names[depth - 1]

    def _found(self, interrupted: bool) -> Topology:
        rows = zip(self.depths, settled(self.layers), self.linked, strict=False)
        layers = tuple(
            LayerTopology(
                depth,
                self._name(depth),
                self.network.widths[depth],
                *self.permits[depth],
                classes,
                linked,
            )
            for depth, classes, linked in rows
        )
        names = tuple(self.data.class_names[own.label] for own in self.classes)
        return Topology(
            names,
            layers,
            tuple(len(own.rows) for own in self.classes),
            tuple(own.cover for own in self.classes),
            tuple(self.refined),
            interrupted,
        )


def _with_pairs(parts: Features, words: Sequence[Verdict], pairs: Sequence[Glued]) -> Features:
    """Call the parts merged of which a pair meets."""
    found = list(words)
    for pair in pairs:
        for part in pair.parts:
            found[part] = "merged"
    return replace(parts, verdicts=tuple(found), glued=parts.glued or (pairs[0] if pairs else None))


def finer(loop: np.ndarray) -> np.ndarray:
    """Put more points on the edges of a closed polygon."""
    shares = np.arange(_FINER)[:, None, None] / _FINER
    between = loop * (1 - shares) + np.roll(loop, -1, axis=0) * shares
    return np.swapaxes(between, 0, 1).reshape(-1, loop.shape[1])


def _depths(given: Sequence[int] | None, most: int) -> list[int]:
    if given is None:
        return list(range(most + 1))
    whole = all(isinstance(d, int | np.integer) and not isinstance(d, bool) for d in given)
    if not whole or not all(0 <= d <= most for d in given):
        raise InputError(f"The depths: got {list(given)!r}, expected whole numbers 0 to {most}.")
    return sorted({0, *map(int, given)})
