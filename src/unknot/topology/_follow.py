"""The classes of a cloud through the layers of a network, from their images alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from unknot.errors import InputError
from unknot.topology._clouds import Floats, Whole, as_cloud, as_count, as_labels, as_level
from unknot.topology._components import components
from unknot.topology._dimension import Dimensions, dimensions
from unknot.topology._enclosure import Enclosure, enclosure
from unknot.topology._features import Features, Permits
from unknot.topology._hops import fitted_hops, hop_components
from unknot.topology._landmarks import landmarks
from unknot.topology._observe import observed_components, observed_holes
from unknot.topology._persistence import Diagram

_MOST_ENCLOSED = 3  # dimensions of layers in which enclosure is looked for


@dataclass(frozen=True, eq=False)
class ClassTopology:
    """What is seen of one class at one layer.

    Attributes
    ----------
    label
        The class.
    components, holes
        What became of its parts, and of its holes by dimension from 1.
    diagram
        The bars of up to ``landmarks`` of its points.
    hops
        How many components are counted by hops, with the number of neighbours that is right in the
        input; None where no number is.
    enclosed
        Which of its points the other classes enclose; None in layers of more than 3 units.
    dimension
        How many dimensions it seems to have; None where that was not asked.
    """

    label: int
    components: Features
    holes: tuple[Features, ...]
    diagram: Diagram
    hops: int | None
    enclosed: Enclosure | None
    dimension: Dimensions | None

    @property
    def features(self) -> tuple[Features, ...]:
        """The components and the holes, by dimension from 0."""
        return (self.components, *self.holes)

    def summary(self) -> str:
        """Say it in a sentence."""
        return "; ".join(found.summary() for found in self.features) + "."


@dataclass(frozen=True, eq=False)
class Class:
    """One class as it is followed.

    Attributes
    ----------
    label
        Its number.
    rows
        Which points of the cloud stand for it (m,).
    cover
        Every point of the class is within this distance of one of them, in the input.
    parts
        The part of each of them (m,).
    holes
        How many holes the input has, by dimension from 1.
    neighbours
        With how many neighbours hops count its parts in the input; None if with none.
    """

    label: int
    rows: Whole
    cover: float
    parts: Whole
    holes: tuple[int, ...]
    neighbours: int | None


@dataclass(frozen=True)
class Asked:
    """How classes are to be looked at.

    Attributes
    ----------
    holes
        The highest dimension of holes.
    points
        How many points of a class stand for it.
    landmarks
        Of how many points bars are computed.
    level
        The significance of holes.
    tolerance
        Images no farther apart than this share of the largest coordinate are one.
    hops, enclosed, dimension
        Whether to count by hops, to look for enclosure, to estimate dimensions.
    seed
        Of every choice of points.
    """

    holes: int = 1
    points: int = 1000
    landmarks: int = 400
    level: float = 0.05
    tolerance: float = 1e-12
    hops: bool = True
    enclosed: bool = True
    dimension: bool = True
    seed: int = 0

    def __post_init__(self):
        as_count(self.holes, "highest dimension of holes", 0)
        as_count(self.points, "number of points of a class", 2)
        as_count(self.landmarks, "number of landmarks", 4)
        as_count(self.seed, "seed", 0)
        as_level(self.level)


def classes_of(
    points: ArrayLike,
    labels: ArrayLike,
    asked: Asked | None = None,
    *,
    parts: ArrayLike | None = None,
    holes: Sequence[Sequence[int] | None] | None = None,
) -> tuple[Class, ...]:
    """Take the points that stand for each class, and learn its topology in the input.

    Parameters
    ----------
    points
        The input (n, d).
    labels
        The class of each point (n,), whole numbers from 0.
    asked
        How to look.
    parts
        The part of its class that each point is in (n,), where that is known; otherwise
        `components` finds them.
    holes
        How many holes each class has, by dimension from 1, where that is known (else None):
        otherwise those count that the sample shows.

    Raises
    ------
    InputError
        Labels or parts are of another number than points, or some value is not finite.
    """
    asked = asked or Asked()
    cloud = as_cloud(points)
    classes = as_labels(labels, len(cloud))
    given = None if parts is None else as_labels(parts, len(cloud), "parts")
    found = []
    for label in np.unique(classes).tolist():
        own = np.flatnonzero(classes == label)
        taken = landmarks(cloud[own], asked.points, seed=asked.seed)
        # All points of a small class, in their order; of a large one, landmarks.
        rows = own if len(own) <= asked.points else own[np.sort(taken.indices)]
        cover = 0.0 if len(own) <= asked.points else taken.cover
        if given is None:
            inside = components(cloud[rows]).labels
        else:
            inside = np.unique(given[rows], return_inverse=True)[1]
        count = int(inside.max()) + 1
        known = None if holes is None else holes[label]
        if known is None:
            _, seen = observed_holes(
                cloud[rows], (0,) * asked.holes, "nothing merges", *_how(asked)
            )
            known = [feature.seen for feature in seen]
        hops = fitted_hops(cloud[rows], count) if asked.hops else None
        some = tuple(known)[: asked.holes] + (0,) * (asked.holes - len(tuple(known)))
        found.append(Class(label, rows, cover, inside, some, hops))
    return tuple(found)


def look(
    images: Sequence[Floats],
    sources: Sequence[Floats],
    classes: Sequence[Class],
    permits: Permits,
    asked: Asked,
) -> tuple[ClassTopology, ...]:
    """Look at all classes at one layer, each for itself.

    Parameters
    ----------
    images, sources
        The points of each class at this layer (m, width), and in the input (m, d).
    """
    found = []
    for k, own in enumerate(classes):
        image = as_cloud(images[k], what=f"images of class {own.label}")
        parts = observed_components(image, own.parts, sources[k], permits, asked.tolerance)
        diagram, holes = observed_holes(image, own.holes, permits, *_how(asked))
        others = [np.asarray(images[j]) for j in range(len(classes)) if j != k]
        near = asked.enclosed and others and image.shape[1] <= _MOST_ENCLOSED
        found.append(
            ClassTopology(
                own.label,
                parts,
                holes,
                diagram,
                None if own.neighbours is None else hop_components(image, own.neighbours),
                enclosure(image, np.concatenate(others)) if near else None,
                dimensions(image, seed=asked.seed) if asked.dimension else None,
            )
        )
    return tuple(found)


def follow(
    layers: Sequence[ArrayLike],
    labels: ArrayLike,
    asked: Asked | None = None,
    *,
    permits: Sequence[Permits] | None = None,
    parts: ArrayLike | None = None,
    holes: Sequence[Sequence[int] | None] | None = None,
) -> tuple[tuple[ClassTopology, ...], ...]:
    """Follow the components and holes of classes through recorded activations.

    Nothing is computed by the network again, so what the sampling does not resolve stays
    *unresolved*; `unknot.measure.topology` refines it.

    Parameters
    ----------
    layers
        The points at every layer (n, width), the input first.
    labels
        The class of each point (n,), whole numbers from 0.
    asked
        How to look.
    permits
        For every layer whether the layers up to it can merge anything; *unknown* if not given,
        *nothing merges* for the input.
    parts, holes
        See :func:`classes_of`.

    Returns
    -------
    tuple of tuple of ClassTopology
        Of every layer every class.

    Raises
    ------
    InputError
        There are no layers; they are of different numbers of points; or see :func:`classes_of`.

    Examples
    --------
    >>> x = np.linspace(-1, 1, 40)[:, None]
    >>> two = np.concatenate([x - 3, x + 3])
    >>> found = follow([two, np.abs(two)], np.zeros(80, int), Asked(holes=0))
    >>> [layer[0].components.summary() for layer in found]
    ['2 components, separate', '2 components: 2 merged']
    """
    asked = asked or Asked()
    if not len(layers):
        raise InputError("There are no layers; expected an array for each, the input's first.")
    clouds = [as_cloud(layer, what=f"points of layer {k}") for k, layer in enumerate(layers)]
    if len({len(cloud) for cloud in clouds}) > 1:
        counts = ", ".join(str(len(cloud)) for cloud in clouds)
        raise InputError(f"The layers are of {counts} points; expected the same points in each.")
    unsaid: list[Permits] = ["unknown"] * len(clouds)
    unsaid[0] = "nothing merges"
    can = permits or unsaid
    if len(can) != len(clouds):
        raise InputError(f"There are {len(clouds)} layers, but {len(can)} of them in `permits`.")
    classes = classes_of(clouds[0], labels, asked, parts=parts, holes=holes)
    sources = [clouds[0][own.rows] for own in classes]
    return settled(
        [
            look([cloud[own.rows] for own in classes], sources, classes, may, asked)
            for cloud, may in zip(clouds, can, strict=True)
        ]
    )


def settled(
    layers: Sequence[tuple[ClassTopology, ...]],
) -> tuple[tuple[ClassTopology, ...], ...]:
    """Let every layer know what the others show.

    What is glued at a layer is so at all later ones; and what is apart at a layer was so at all
    earlier ones.
    """
    columns = [_settled(column) for column in zip(*layers, strict=True)]
    return tuple(zip(*columns, strict=True))


def _settled(column: Sequence[ClassTopology]) -> Iterator[ClassTopology]:
    """Settle the components of one class through all layers."""
    verdicts = [list(found.components.verdicts) for found in column]
    glued = [found.components.glued for found in column]
    for before, after in zip(range(len(verdicts)), range(1, len(verdicts)), strict=False):
        for part, word in enumerate(verdicts[before]):
            if word == "merged":
                verdicts[after][part] = "merged"
        glued[after] = glued[after] or glued[before]
    for after in range(len(verdicts) - 1, 0, -1):
        for part, word in enumerate(verdicts[after]):
            if word == "separate" and verdicts[after - 1][part] == "unresolved":
                verdicts[after - 1][part] = "separate"
    for found, words, pair in zip(column, verdicts, glued, strict=True):
        parts = replace(found.components, verdicts=tuple(words), glued=pair)
        yield replace(found, components=parts)


def _how(asked: Asked) -> tuple[float, int, float, int]:
    return asked.tolerance, asked.landmarks, asked.level, asked.seed
