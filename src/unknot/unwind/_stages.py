"""Stages of shears that follow a plan until a line, or a plane, separates the classes."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.spatial import KDTree
from threadpoolctl import threadpool_limits

from unknot.nets import Head, Network, Shear
from unknot.unwind._bends import Bends
from unknot.unwind._fit import Fitted, fitted, with_fewer_bends
from unknot.unwind._line import widest_gap
from unknot.unwind._unwound import Plan, Unwound

_SMOOTH = 1e-3
_TURN = 0.37  # radians from the directions of a stage to those of the next
_GRID = 30  # points across the plane that keep what lies between the classes smooth
_GRID_WEIGHT = 0.4
_ROOM = 0.25  # of the first clearance: how far the classes must be from the line at the end
_FIRST_STEP, _LEAST_STEP = 0.1, 1e-3
_MOST_STAGES = 1000
_FEWEST_KNOTS = 12
_FEWEST, _SHARE = 5, 0.4  # directions; of the knots
_LONG = 150  # shears: where there are more, what is off the plan without some knots adds up
_NEARER = 0.6  # of the room at the end: enough where errors are as large as is allowed


def apart(classes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return how far each point of two classes is from the other class."""
    first, second = classes
    return [KDTree(second).query(first)[0], KDTree(first).query(second)[0]]


@dataclass(frozen=True)
class Manner:
    """How closely stages keep to a plan.

    Parameters
    ----------
    tolerance
        The worst error, in units of how far a point is from what it must keep away from.
    fine
        As many times as the extent of the sets in units of what is between them there are knots …
    close
        … what is between them being this quantile of the distances.
    mended
        Which part of what points are off the plan a stage tries to mend.
    most_knots
        Of a shear.
    """

    tolerance: float
    fine: float = 1.2
    close: float = 0.5
    mended: float = 0.2
    most_knots: int = 64


class Stages:
    """Points of two classes, and shears that move them stage after stage as a plan does.

    In the plane points of a grid between them go along. Each stage is as long as the worst error
    allows, and starts from where the last one ended. Points that are off the plan come back by a
    part only: what is crumpled there costs many bends to smooth, and often does no harm.

    Parameters
    ----------
    plan
        What is followed.
    classes
        The points that shears are fitted to, two arrays (k, n).
    denser
        More of them, for the line at the end.
    manner
        How closely the stages keep to the plan.
    directions, knots
        How many shears there are in a stage, and knots in each; None: as what is between the
        classes then asks for.
    clear
        From where points are to be, how far each is then from what it must keep away from; None:
        from the other class.
    sparse
        Whether as many knots are left out of each stage as the worst error allows.
    most
        How many stages there may be.
    """

    def __init__(
        self,
        plan: Plan,
        classes: Sequence[np.ndarray],
        denser: Sequence[np.ndarray],
        manner: Manner,
        *,
        directions: int | None = None,
        knots: int | None = None,
        clear: Callable[[np.ndarray], np.ndarray] | None = None,
        sparse: bool = False,
        most: int = _MOST_STAGES,
    ):
        self.denser = denser
        self.room = _ROOM * min(float(d.min()) for d in apart(classes))
        self.ends = np.cumsum([len(rows) for rows in classes])
        both = np.concatenate(classes)
        self.points = np.concatenate([both, _between(both)])
        self.layers: list[Shear] = []
        self.stages: list[tuple[float, int]] = []
        self.plan, self.start = plan, self.points
        self.directions, self.knots, self.manner = directions, knots, manner
        self.sparse, self.most = sparse, most
        if sparse:
            self.room *= _NEARER
        self._clear = self._from_others if clear is None else clear
        self._again = partial(
            Stages, plan, classes, denser, manner, directions=directions, knots=knots, clear=clear
        )

    def network(self, seconds: float, on_progress: Callable[[str], None]) -> Network | None:
        """Go on until a line separates the classes; None if that does not come.

        ``seconds`` are the processor's, of this thread.
        """
        until, going = time.thread_time() + seconds, self._further(on_progress)
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

    def sparser(self) -> "Stages | None":
        """Return stages with fewer knots, which may become more: no more than twice as many."""
        adds_up = self.manner.mended < 1 and len(self.layers) > _LONG
        if self.sparse or adds_up:
            return None
        return self._again(sparse=True, most=2 * len(self.stages))

    def _further(self, on_progress: Callable[[str], None]) -> Iterator[bool]:
        """Try stages up to the plan's end, and give whether each was taken."""
        t, step = 0.0, _FIRST_STEP
        while t < 1 and len(self.stages) < self.most:
            on_progress(f"{len(self.layers)} shears, {100 * t:.0f} % of the way")
            step = min(step, 1 - t)
            off = self.points - self.plan.at(self.start, t)
            targets = self.plan.at(self.start, t + step) + (1 - self.manner.mended) * off
            clearances = self._clear(targets)
            bends, weights = self._bends(clearances), self._weights(clearances)
            found = self._fitted(bends, targets, weights)
            worst = self._worst(found)
            if worst > self.manner.tolerance:
                step /= min(2.0, max(1.2, worst / self.manner.tolerance))
                if step < _LEAST_STEP:
                    return
                yield False
                continue
            t = 1.0 if t + step > 1 - 1e-9 else t + step
            if self.sparse:
                found = with_fewer_bends(
                    bends,
                    found,
                    float(np.median(clearances)),
                    partial(self._fitted, bends, targets, weights),
                    self._is_near,
                )
            self._take(bends, found, t)
            if worst < 0.7 * self.manner.tolerance:
                step *= 1.3
            yield True

    def _from_others(self, places: np.ndarray) -> np.ndarray:
        return np.concatenate(apart(self._split(places)))

    def _fitted(
        self,
        bends: Bends,
        targets: np.ndarray,
        weights: np.ndarray,
        among: tuple[np.ndarray, np.ndarray] | None = None,
    ) -> Fitted:
        return fitted(bends, self.points, targets, weights, _SMOOTH, among=among)

    def _worst(self, found: Fitted) -> float:
        return float(found.errors[: self.ends[1]].max())

    def _is_near(self, found: Fitted) -> bool:
        return self._worst(found) <= self.manner.tolerance

    def _bends(self, clearances: np.ndarray) -> Bends:
        """Return as many shears, and knots, as what is between the classes asks for."""
        extent = float(np.ptp(self.points[: self.ends[1]], axis=0).max())
        between = float(np.quantile(clearances, self.manner.close))
        wanted = self.manner.fine * extent / between
        knots = self.knots or int(np.clip(np.ceil(wanted), _FEWEST_KNOTS, self.manner.most_knots))
        directions = self.directions or max(_FEWEST, round(_SHARE * knots))
        if self.points.shape[1] == 3:
            return Bends.in_space(self.points, directions, knots, len(self.stages))
        return Bends.across(self.points, directions, knots, _TURN * len(self.stages))

    def _split(self, points: np.ndarray) -> list[np.ndarray]:
        """Return the two classes' points."""
        return np.split(points[: self.ends[1]], self.ends[:1])

    def _weights(self, clearances: np.ndarray) -> np.ndarray:
        """Return reciprocals of units of error: how far the other class is, and more between."""
        between = len(self.points) - len(clearances)
        return 1 / np.append(clearances, np.full(between, np.median(clearances) / _GRID_WEIGHT))

    def _take(self, bends: Bends, found: Fitted, t: float) -> None:
        """Add a stage that ends at the time t."""
        self.layers += bends.shears(found.heights)
        self.points = found.images
        self.stages.append((t, len(self.layers)))

    def _line(self) -> Head | None:
        """Return a line with room on both sides, if there is one."""
        rough = widest_gap(*self._split(self.points))
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
        found.append(Unwound(network, way.plan, tuple(way.stages), spent()))
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
