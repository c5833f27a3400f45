"""Closed polygons of space taken apart by shears: by a plan if there is one, else along a drift."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from unknot.nets import Head, Network, Shear
from unknot.shapes import Polyline, Shape
from unknot.unwind._drift import Drift
from unknot.unwind._drifted import drifted
from unknot.unwind._stages import Manner, Stages, unwound
from unknot.unwind._turning import Turning
from unknot.unwind._unwound import Unwound

_EDGE = 0.05  # of half the extent: how long edges are at most
_EDGE_OF_ROOM = 0.9  # … and of the least clearance
_MOST_CORNERS = 1500
_DENSE = 10_000  # points, for the plane at the end
_ALONG_PLANS = (Manner(0.5, 2.5, 0.25, 1.0), Manner(0.3, 4.0, 0.25, 1.0))
_ALONG_DRIFTS = (Manner(0.7, 2.5, 0.25, 1.0, 40), Manner(0.5, 4.0, 0.25, 1.0, 40))
_NEARBY = 8  # edges along a polygon, that are no obstacle
_FAR = 1.0  # … and what is no nearer than that

Polygons = Sequence[Float[np.ndarray, "k 3"]]


def polygons_of(shape: Shape) -> list[Float[np.ndarray, "k 3"]] | None:
    """Return the corners of the closed polygons of space that a shape is made of, if it is."""
    found = []
    for _, leaf in shape.leaves():
        if not isinstance(leaf, Polyline) or not leaf.closed or leaf.dimension != 3:
            return None
        found.append(np.array(leaf.vertices, float))
    return found


def untie(
    classes: Sequence[Polygons],
    *,
    seconds: float = 120.0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Unwound]:
    """Find shears of space that take two classes of closed polygons apart.

    Where a polygon winds round another one, what is round that is turned back; else polygons push
    each other away and get shorter until a plane is between them, and shears go along. Each answer
    is right on dense samples, the one of fewer layers first; nothing is proved of it here. It ends
    where there is no way on or the time is over.

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

    placed = _Placed.of(classes)
    if not placed.room > 0:
        return
    for stages in placed.tries(lambda: spent() > seconds, on_progress):
        for found in unwound(stages, seconds, spent, on_progress):
            yield replace(found, network=placed.back(found.network))


@dataclass(frozen=True)
class _Placed:
    """Polygons about the origin, of an extent of two, with short edges, and more of their points.

    Parameters
    ----------
    centre, scale
        Where their middle was, and what one is in their own units.
    room
        How near edges come to others, if that is less than the longest edge that is left.
    """

    centre: Float[np.ndarray, "3"]
    scale: float
    room: float
    classes: tuple[Polygons, Polygons]
    denser: tuple[Float[np.ndarray, "m 3"], Float[np.ndarray, "m 3"]]

    @classmethod
    def of(cls, classes: Sequence[Polygons]) -> "_Placed":
        both = np.concatenate([rows for each in classes for rows in each])
        low, high = both.min(axis=0), both.max(axis=0)
        centre, scale = 0.5 * (low + high), 0.5 * float((high - low).max())
        moved = [[(rows - centre) / scale for rows in each] for each in classes]
        whole = Drift.of([rows for each in moved for rows in each])
        room = float(whole.room((both - centre) / scale, 0, _EDGE / _EDGE_OF_ROOM).min())
        length = float(whole.lengths.sum())
        size = max(_EDGE_OF_ROOM * room, length / _MOST_CORNERS)
        first, second = ([_cut(rows, size) for rows in each] for each in moved)
        one, other = (np.concatenate([_cut(r, length / _DENSE) for r in each]) for each in moved)
        return cls(centre, scale, room, (first, second), (one, other))

    def tries(
        self, is_over: Callable[[], bool], on_progress: Callable[[str], None]
    ) -> Iterator[Stages]:
        """Give stages: along a plan where one polygon winds round the other, then along a drift."""
        first, second = self.classes
        if len(first) == len(second) == 1:
            for core, other in ((first[0], second[0]), (second[0], first[0])):
                plan = Turning.of(core, other)
                if plan is not None:
                    both = [first[0], second[0]]
                    for manner in _ALONG_PLANS:
                        yield Stages(plan, both, self.denser, manner)
        drift = Drift.of([rows for each in self.classes for rows in each])
        corners = [np.concatenate(each) for each in self.classes]
        plan = drifted(drift, corners, is_over, on_progress)
        if plan is not None:

            def clear(places: np.ndarray) -> np.ndarray:
                return drift.room(places, _NEARBY, _FAR)

            for manner in _ALONG_DRIFTS:
                yield Stages(plan, corners, self.denser, manner, clear=clear)

    def back(self, network: Network) -> Network:
        """Return a network of the polygons' own coordinates."""
        head = network.head
        assert isinstance(head, Head)
        shears = [
            Shear(s.normal, s.push, s.normal @ self.centre + self.scale * s.knots, s.slopes)
            for s in network.layers
            if isinstance(s, Shear)
        ]
        weight = head.weight / self.scale
        return Network(shears, Head(weight, head.bias - weight @ self.centre, head.kind))


def _cut(rows: np.ndarray, size: float) -> np.ndarray:
    """Cut the edges of a closed polygon evenly into ones that are no longer than a size."""
    found = []
    for a, b in zip(rows, np.roll(rows, -1, axis=0), strict=True):
        count = max(1, int(np.ceil(np.linalg.norm(b - a) / size)))
        found.append(a + (b - a) * np.arange(count)[:, None] / count)
    return np.concatenate(found)
