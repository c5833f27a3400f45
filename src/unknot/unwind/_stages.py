"""Stages of shears, each from where the last one ended, until a line separates the classes."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Self

import numpy as np
from scipy.spatial import KDTree
from threadpoolctl import threadpool_limits

from unknot.nets import Head, Network, Shear
from unknot.unwind._bends import Bends
from unknot.unwind._fit import Fitted
from unknot.unwind._line import widest_gap
from unknot.unwind._unwound import Plan, Unwound

SMOOTH = 1e-3
TURN = 0.37  # radians from the directions of a stage to those of the next
_GRID = 30  # points across the plane that keep what lies between the classes smooth
_GRID_WEIGHT = 0.4
_ROOM = 0.25  # of the first clearance: how far the classes must be from the line at the end


def apart(classes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return how far each point of two classes is from the other class."""
    first, second = classes
    return [KDTree(second).query(first)[0], KDTree(first).query(second)[0]]


class Stages(ABC):
    """Points of two classes and, in the plane, of a grid between them; and shears that moved them.

    Parameters
    ----------
    classes
        The points that shears are fitted to, two arrays (k, n).
    denser
        More of them, for the line at the end.
    """

    def __init__(self, classes: Sequence[np.ndarray], denser: Sequence[np.ndarray]):
        self.denser = denser
        self.room = _ROOM * min(float(d.min()) for d in apart(classes))
        self.ends = np.cumsum([len(rows) for rows in classes])
        both = np.concatenate(classes)
        self.points = np.concatenate([both, _between(both)])
        self.layers: list[Shear] = []
        self.stages: list[tuple[float, int]] = []

    def network(self, seconds: float, on_progress: Callable[[str], None]) -> Network | None:
        """Go on until a line separates the classes; None if that does not come.

        ``seconds`` are the processor's, of this thread.
        """
        until, going = time.thread_time() + seconds, self.further(on_progress)
        head = self._line()
        # How sums are rounded depends on how many threads share them, and later stages on that.
        with threadpool_limits(1, "blas"):
            while head is None:
                taken = next(going, None)
                if taken:
                    head = self._line()
                if head is None and (taken is None or time.thread_time() > until):
                    return None
        return Network(list(self.layers), head)

    @abstractmethod
    def further(self, on_progress: Callable[[str], None]) -> Iterator[bool]:
        """Try stage after stage, and give whether each was taken; end where there is no other."""

    @property
    def followed(self) -> Plan | None:
        """The plan that the stages follow, if there is one."""
        return None

    def sparser(self) -> Self | None:
        """Return stages from the start that may need fewer layers; None if there are none."""
        return None

    def split(self, points: np.ndarray) -> list[np.ndarray]:
        """Return the two classes' points."""
        return np.split(points[: self.ends[1]], self.ends[:1])

    def weights(self, clearances: np.ndarray) -> np.ndarray:
        """Return reciprocals of units of error: how far the other class is, and more between."""
        between = len(self.points) - len(clearances)
        return 1 / np.append(clearances, np.full(between, np.median(clearances) / _GRID_WEIGHT))

    def take(self, bends: Bends, found: Fitted, t: float) -> None:
        """Add a stage that ends at the time t."""
        self.layers += bends.shears(found.heights)
        self.points = found.images
        self.stages.append((t, len(self.layers)))

    def _line(self) -> Head | None:
        """Return a line with room on both sides, if there is one."""
        rough = widest_gap(*self.split(self.points))
        if rough is None or 1 / np.linalg.norm(rough[0]) < self.room:
            return None
        layers = Network(list(self.layers))
        images = map(layers.represent, self.denser) if self.layers else self.denser
        found = widest_gap(*images)
        return None if found is None else Head(found[0][None], np.array([found[1]]), "logistic")


def unwound(
    stages: Stages,
    seconds: float,
    spent: Callable[[], float],
    on_progress: Callable[[str], None],
) -> list[Unwound]:
    """Return what comes of stages and of sparser ones, where they separate the classes.

    The one of fewer layers comes first. ``spent`` says how many of the processor's ``seconds`` are.
    """
    found: list[Unwound] = []
    way: Stages | None = stages
    while way is not None:
        network = way.network(seconds - spent(), on_progress)
        if network is None:
            break
        found.append(Unwound(network, way.followed, tuple(way.stages), spent()))
        way = way.sparser() if way.layers else None
        if way is not None:
            on_progress("leaving out knots")
    return sorted(found, key=lambda one: one.leaky_layers)


def _between(points: np.ndarray) -> np.ndarray:
    """Return a grid across what points of the plane lie in; of space it would take too many."""
    if points.shape[1] != 2:
        return points[:0]
    centre, reach = 0.5 * (points.min(0) + points.max(0)), 0.55 * np.ptp(points, axis=0).max()
    across = np.linspace(-reach, reach, _GRID)
    square = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    return centre + square[np.hypot(*square.T) < reach]
