"""Where networks that the browser cannot compute take things, one network after the other."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

import jax
import numpy as np

from unknot.nets import Deformation, DepthPath, Marks, NeighbourHead, Viewed, Way, deform
from unknot.recording import AXES, Box, Projection, Subject
from unknot.viewer._laid import Laid

_LATTICE = {1: 401, 2: 65, 3: 21}  # nodes along each side, by dimension
# Depths within a layer that has a path of its own, the share of the nodes, and how many depths
# of many layers that go straight, about: from fine to coarse.
_GRAINS = (
    (8, 1.0, 128),
    (4, 1.0, 128),
    (4, 0.75, 128),
    (2, 0.75, 128),
    (2, 0.5, 128),
    (2, 0.5, 48),
    (2, 0.5, 24),
    (2, 0.45, 16),
)
_COARSEST = (2, 0.35, 16)  # where all these are too much, however places are given
_AS_THEY_ARE = 64  # units; wider representations are given as they are laid into the drawing
_ROOM = 1.02  # of the box that is drawn, so that rounding leaves nothing outside
_EXCHANGES = {None: 0, "swap": 1, "sign": 2}


@dataclass(frozen=True)
class Baked:
    """Where one network takes points and lattice, and what is said of its paths.

    ``arrays`` are in the order in which a browser reads them: the head's, of every layer how its
    units were exchanged, then places and scores.
    """

    arrays: Mapping[str, np.ndarray]
    ways: Sequence[Way]

    @property
    def flat(self) -> np.ndarray:
        """All arrays, one after another, in single precision."""
        return np.concatenate([one.ravel() for one in self.arrays.values()]).astype(np.float32)


@dataclass(frozen=True)
class Baking:
    """What is written out of networks of one architecture on the same points.

    Attributes
    ----------
    points
        (n, d): all that are drawn.
    box, nodes
        Of a lattice of the input space; no nodes along its sides, no lattice.
    depths
        Increasing; between them everything goes straight.
    laid
        Whether places are coordinates in the drawing instead of units.
    known
        A path from which the shape is taken.
    shown
        (m, d): the points among which layers show themselves.
    """

    points: np.ndarray
    box: Box
    nodes: int
    depths: tuple[float, ...]
    laid: bool
    known: DepthPath
    shown: np.ndarray

    @classmethod
    def of(cls, subject: Subject, numbers: int | None = None) -> Self:
        """Return how networks of a subject's architecture are written out.

        With ``numbers``, so coarsely that a network takes no more, as far as that can be.
        """
        sets = [one for one in (subject.data, subject.validation, subject.test) if one is not None]
        points = np.concatenate([np.asarray(one.points, np.float64) for one in sets])
        box = Box.around(np.asarray(subject.data.points, np.float64))
        shown = np.asarray(subject.data.points, np.float64)
        path = shape(subject.final)
        widest = max(path.network.widths)
        wide, side = widest > _AS_THEY_ARE, _LATTICE.get(len(box.centre), 0)
        alike = dict.fromkeys((wide, widest > AXES))
        grains = [(laid, grain) for laid in alike for grain in _GRAINS]
        made = [
            cls(points, box, round(share * side), _depths(path, moving, most), laid, path, shown)
            for laid, (moving, share, most) in (*grains, (widest > AXES, _COARSEST))
        ]
        if numbers is None:
            return made[0]
        return next((one for one in made if one.numbers <= numbers), made[-1])

    @property
    def numbers(self) -> int:
        """How many numbers a network takes, about."""
        widths = self.known.network.widths
        drawn = [AXES if self.laid else width for width in widths]
        wider = [max(pair) for pair in pairwise(drawn)] or drawn
        places = sum(wider[min(int(depth), len(wider) - 1)] for depth in self.depths)
        return places * (len(self.points) + self.nodes ** len(self.box.centre))

    @property
    def lattice(self) -> np.ndarray | None:
        """Nodes of the input space as rows, the last coordinate running fastest; None without."""
        if not self.nodes:
            return None
        ticks = [np.linspace(*ends, self.nodes) for ends in zip(self.low, self.high, strict=True)]
        return np.stack([axis.ravel() for axis in np.meshgrid(*ticks, indexing="ij")], axis=1)

    @property
    def low(self) -> np.ndarray:
        """The lattice's lower end, by coordinate."""
        return self.box.centre - _ROOM * self.box.half

    @property
    def high(self) -> np.ndarray:
        """The lattice's upper end, by coordinate."""
        return self.box.centre + _ROOM * self.box.half

    def frame(self, network: Viewed, projections: Mapping[int, Projection]) -> Baked:
        """Write out one network; wide representations as the projections lay them."""
        path = deform(network) if network.is_finite else None
        known = path or self.known
        laid = Laid(known, projections) if self.laid else None
        arrays: dict[str, np.ndarray] = {}
        # Units may have been exchanged before the head, too.
        head = known.network.planes if laid is None else laid.head
        if head is not None:
            arrays["head/weight"] = np.asarray(head.weight, np.float32)
            arrays["head/bias"] = np.asarray(head.bias, np.float32)
        arrays["exchanges"] = np.array([_EXCHANGES[e] for e in known.exchanges], np.uint8)
        rows = {"points": self.points}
        if (lattice := self.lattice) is not None:
            rows["lattice"] = lattice
        for name, one in rows.items():
            for k, places in enumerate(self._places(path, laid, one)):
                arrays[f"{name}/{k}"] = places
        if isinstance(self.known.network.head, NeighbourHead):
            for name, one in rows.items():
                arrays[f"scores/{name}"] = self._scores(path, one)
        for depth, signs in self.marks.items():
            own = signs if path is None else path.network.marks(depth, self.shown)
            assert own is not None
            if laid is not None:
                own = own.through(lambda places, depth=depth: laid.rows(depth, places))
            lost = np.nan if path is None else 1
            for name, one in (
                ("arrows", own.arrows),
                ("circles", own.centres),
                ("radii", own.radii[:, None]),
                ("lines", own.lines),
            ):
                flat = one.reshape(math.prod(one.shape[:-1]), one.shape[-1])
                arrays[f"marks/{depth}/{name}"] = np.asarray(lost * flat, np.float32)
        return Baked(arrays, known.paths)

    @cached_property
    def marks(self) -> Mapping[int, Marks]:
        """What layers show of themselves, by the depth where they begin: how much, and in words.

        Of layers that are drawn as one it is not shown.
        """
        network, drawn = self.known.network, set(self.depths)
        alone = [depth for depth in range(network.depth) if {depth, depth + 1} <= drawn]
        found = {depth: network.marks(depth, self.shown) for depth in alone}
        return {depth: marks for depth, marks in found.items() if marks is not None}

    def _places(
        self, path: DepthPath | None, laid: Laid | None, rows: np.ndarray
    ) -> Iterator[np.ndarray]:
        """Yield rows at the depths in single precision; of a network of no numbers, no numbers.

        Where they are laid, what they are laid as.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            for depth, places in _along(path or self.known, self.depths, rows):
                found = (places if laid is None else laid.rows(depth, places)).astype(np.float32)
                yield found if path is not None else np.full_like(found, np.nan)

    def _scores(self, path: DepthPath | None, rows: np.ndarray) -> np.ndarray:
        """Return what the neighbours of rows say of their classes, in single precision."""
        if path is None:
            return np.full((len(rows), self.known.network.classes), np.nan, np.float32)
        with np.errstate(over="ignore"):
            return path.network.scores(rows).astype(np.float32)


def shape(network: Viewed) -> DepthPath:
    """Return a path of this network's shape, of numbers even where the network has none."""
    return deform(network if network.is_finite else jax.tree.map(np.zeros_like, network))


def _depths(path: DepthPath, moving: int, moments: int) -> tuple[float, ...]:
    """Return the depths that say all, or enough, of a path.

    Of hundreds of layers that are each a straight motion in the same space, several are drawn as
    one: so they scrub like a few.
    """
    counts = [1 if one.even else moving for one in path.paths]
    within = [depth + s / count for depth, count in enumerate(counts) for s in range(count)]
    widths, stride = path.network.widths, -(-len(counts) // moments)
    merged = {
        depth
        for depth in range(1, len(counts))
        if depth % stride
        and len(set(widths[depth - 1 : depth + 2])) == 1
        and counts[depth - 1] == counts[depth] == 1
    }
    return (*(depth for depth in within if depth not in merged), float(len(counts)))


def _along(
    path: DepthPath, depths: Sequence[float], rows: np.ndarray
) -> Iterator[tuple[float, np.ndarray]]:
    """Yield increasing depths and where rows are there; every layer is computed once."""
    if not isinstance(path, Deformation):
        yield from ((depth, path.represent(depth, rows)) for depth in depths)
        return
    columns, done = rows.T, 0
    for depth in depths:
        while done < int(depth):
            columns, done = path.network.layers[done](columns), done + 1
        part = depth - done
        yield depth, (path.paths[done].at(part)(columns) if part else columns).T
