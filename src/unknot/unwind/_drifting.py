"""Shears of space that go along with closed polygons, which push each other away."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Self

import numpy as np
from jaxtyping import Float

from unknot.nets import Head, Network, Shear
from unknot.shapes import Polyline, Shape
from unknot.unwind._bends import Bends
from unknot.unwind._drift import Drift
from unknot.unwind._fit import Fitted, fitted, with_fewer_bends
from unknot.unwind._layers import leaky_layers
from unknot.unwind._stages import SMOOTH, Stages, networks

_TOLERANCE = 0.35  # the worst error, in units of a corner's clearance
_TURNED = 0.6  # … and of an edge's direction
_AGAIN = 6  # times that shears in other directions are tried for one moment
_FIRST, _MOST = 20, 400  # moments in a stage
_CLOSE = 0.25  # quantile of the clearances that knots are spaced by
_FEWEST_KNOTS, _MOST_KNOTS = 12, 40
_DIRECTIONS = 0.4  # of the knots
_FEWEST_DIRECTIONS = 6
_MOST_STAGES = 150
_FINE = (2.5, 4.0)
_NEARBY = 8  # edges along a polygon, that are no obstacle
_EDGE = 0.05  # of half the extent: how long edges are at most
_EDGE_OF_ROOM = 0.9  # … and of the least clearance
_MOST_CORNERS = 1500
_DENSE = 10_000  # points, for the plane at the end


class Drifting(Stages):
    """Stages each as many moments of a drift long as the worst error allows.

    No error adds up: polygons drift on from where shears really took them.

    Parameters
    ----------
    classes
        Two classes of closed polygons in space, as corners, (k, 3) each.
    fine
        As many times as the extent of the sets in units of what is between them there are knots.
    sparse
        Whether as many knots are left out of each stage as the worst error allows.
    most
        How many stages there may be.
    """

    def __init__(
        self,
        classes: Sequence[Sequence[Float[np.ndarray, "k 3"]]],
        fine: float,
        *,
        sparse: bool = False,
        most: int = _MOST_STAGES,
    ):
        self._again = partial(type(self), classes, fine)
        both = np.concatenate([rows for each in classes for rows in each])
        low, high = both.min(axis=0), both.max(axis=0)
        self.centre, self.scale = 0.5 * (low + high), 0.5 * float((high - low).max())
        classes = [[(rows - self.centre) / self.scale for rows in each] for each in classes]
        whole = Drift.of([rows for each in classes for rows in each])
        room = whole.room((both - self.centre) / self.scale, 0, _EDGE / _EDGE_OF_ROOM).min()
        length = float(whole.lengths.sum())
        size = max(_EDGE_OF_ROOM * float(room), length / _MOST_CORNERS)
        cut = [[_cut(rows, size) for rows in each] for each in classes]
        denser = [np.concatenate([_cut(rows, length / _DENSE) for rows in e]) for e in classes]
        super().__init__([np.concatenate(each) for each in cut], denser)
        self.drift = Drift.of([rows for each in cut for rows in each])
        self.fine, self.sparse, self.most = fine, sparse, most

    def sparser(self) -> Self | None:
        """Return stages with fewer knots, which may become more: no more than twice as many."""
        return None if self.sparse else self._again(sparse=True, most=2 * len(self.stages))

    def network(self, seconds: float, on_progress: Callable[[str], None]) -> Network | None:
        """Go on until a plane separates the classes; None if that does not come."""
        found = super().network(seconds, on_progress)
        if found is None or not isinstance(found.head, Head):
            return None
        # It is of coordinates in which the polygons are as large as the drift takes them.
        layers = [
            Shear(s.normal, s.push, s.normal @ self.centre + self.scale * s.knots, s.slopes)
            for s in self.layers
        ]
        weight = found.head.weight / self.scale
        bias = found.head.bias - weight @ self.centre
        return Network(layers, Head(weight, bias, found.head.kind))

    def further(self, on_progress: Callable[[str], None]) -> Iterator[bool]:
        """Try stages as long as shears can go along."""
        moments, tried, passed = _FIRST, 0, 0
        edges = np.stack([np.arange(len(self.points)), self.drift.after], axis=1)
        while len(self.stages) < self.most:
            on_progress(f"{len(self.layers)} shears along a drift")
            way, spare = [self.points], _AGAIN
            going = self.drift.moments(self.points)
            while True:
                way += islice(going, max(0, moments + 1 - len(way)))
                moments = min(moments, len(way) - 1)
                if not moments:
                    return
                targets = way[moments]
                room = self.drift.room(targets, _NEARBY, 1.0)
                bends = self._bends(room, tried)
                tried += 1
                fit = partial(fitted, bends, self.points, targets, 1 / room, SMOOTH, edges)
                found = fit()
                worst = _worst(found)
                if worst <= 1:
                    break
                spare -= moments == 1
                if not spare:
                    return
                moments = max(1, int(moments / min(2.0, max(1.3, worst))))
                yield False
            passed += moments
            if self.sparse:
                far = float(np.median(room))
                found = with_fewer_bends(bends, found, far, fit, lambda again: _worst(again) <= 1)
            self.take(bends, found, float(passed))
            if worst < 0.7:
                moments = min(int(1.3 * moments) + 1, _MOST)
            yield True

    def _bends(self, room: np.ndarray, seed: int) -> Bends:
        """Return as many shears, and knots, as what is between the polygons asks for."""
        extent = float(np.ptp(self.points, axis=0).max())
        wanted = self.fine * extent / float(np.quantile(room, _CLOSE))
        knots = int(np.clip(np.ceil(wanted), _FEWEST_KNOTS, _MOST_KNOTS))
        directions = max(_FEWEST_DIRECTIONS, round(_DIRECTIONS * knots))
        return Bends.in_space(self.points, directions, knots, seed)


def _worst(found: Fitted) -> float:
    """Return how large errors are, in units of what is allowed."""
    return max(float(found.errors.max()) / _TOLERANCE, float(found.turned.max()) / _TURNED)


def polygons_of(shape: Shape) -> list[Float[np.ndarray, "k 3"]] | None:
    """Return the corners of the closed polygons of space that a shape is made of, if it is."""
    found = []
    for _, leaf in shape.leaves():
        if not isinstance(leaf, Polyline) or not leaf.closed or leaf.dimension != 3:
            return None
        found.append(np.array(leaf.vertices, float))
    return found


@dataclass(frozen=True)
class Untied:
    """Shears after which a plane separates what was seen of two classes of closed polygons.

    Attributes
    ----------
    network
        Shears and a plane: a homeomorphism of space, whatever the numbers.
    stages
        The moments of drift at the end of each stage, and how many shears there are until then.
    seconds
        How long it took the processor.
    """

    network: Network
    stages: tuple[tuple[float, int], ...]
    seconds: float

    @property
    def leaky_layers(self) -> int:
        """How many leaky ReLU layers of three units are the same on compact sets (T3.4)."""
        return leaky_layers(self.network)


def untie(
    classes: Sequence[Sequence[Float[np.ndarray, "k 3"]]],
    *,
    seconds: float = 120.0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Untied]:
    """Find shears of space that take two classes of closed polygons apart.

    They go along with polygons that push each other away and get shorter. Each answer is right on
    dense samples; nothing is proved of it here. It ends where there is no way on or the time is
    over.

    Parameters
    ----------
    classes
        The corners of each one's closed polygons, (k, 3) each.
    seconds
        Of the processor, in this thread: when to give up.
    on_progress
        Called with what is being done.

    References
    ----------
    THEORY T3.4, T4.1.

    Examples
    --------
    >>> ring = np.array([[3.0, 0, 0], [0, 3, 0], [-3, 0, 0], [0, -3, 0]])
    >>> over = np.array([[0.0, 0, 2], [0, 1, 1], [5, 0, 1], [5, 0, 2]])
    >>> found = next(untie([[ring], [over]]))
    >>> found.network.predict(np.concatenate([ring, over])).tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    start = time.thread_time()

    def spent() -> float:
        return time.thread_time() - start

    for fine in _FINE:
        for network, way in networks(
            Drifting(classes, fine), lambda: seconds - spent(), on_progress
        ):
            yield Untied(network, tuple(way.stages), spent())


def _cut(rows: np.ndarray, size: float) -> np.ndarray:
    """Cut the edges of a closed polygon evenly into ones that are no longer than a size."""
    found = []
    for a, b in zip(rows, np.roll(rows, -1, axis=0), strict=True):
        count = max(1, int(np.ceil(np.linalg.norm(b - a) / size)))
        found.append(a + (b - a) * np.arange(count)[:, None] / count)
    return np.concatenate(found)
