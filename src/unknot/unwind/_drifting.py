"""Stages of shears of space that go along with polygons which push each other away."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Self

import numpy as np
from jaxtyping import Float

from unknot.unwind._bends import Bends
from unknot.unwind._drift import Drift
from unknot.unwind._fit import Fitted, fitted, with_fewer_bends
from unknot.unwind._stages import SMOOTH, Stages

_TOLERANCE = 0.35  # the worst error, in units of a corner's clearance
_TURNED = 0.6  # … and of an edge's direction
_AGAIN = 6  # times that shears in other directions are tried for one moment
_FIRST, _MOST = 20, 400  # moments in a stage
_CLOSE = 0.25  # quantile of the clearances that knots are spaced by
_FEWEST_KNOTS, _MOST_KNOTS = 12, 40
_DIRECTIONS = 0.4  # of the knots
_FEWEST_DIRECTIONS = 6
_MOST_STAGES = 150
_NEARBY = 8  # edges along a polygon, that are no obstacle


class Drifting(Stages):
    """Stages each as many moments of a drift long as the worst error allows.

    No error adds up: polygons drift on from where shears really took them.

    Parameters
    ----------
    classes
        Two classes of closed polygons in space of an extent of two, as corners close to each other
        along them, (k, 3) each.
    denser
        More points of the classes.
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
        denser: Sequence[Float[np.ndarray, "k 3"]],
        fine: float,
        *,
        sparse: bool = False,
        most: int = _MOST_STAGES,
    ):
        super().__init__([np.concatenate(polygons) for polygons in classes], denser)
        self._again = partial(type(self), classes, denser, fine)
        self.drift = Drift.of([rows for polygons in classes for rows in polygons])
        self.fine, self.sparse, self.most = fine, sparse, most

    def sparser(self) -> Self | None:
        """Return stages with fewer knots, which may become more: no more than twice as many."""
        return None if self.sparse else self._again(sparse=True, most=2 * len(self.stages))

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
