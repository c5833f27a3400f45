"""Stages of shears that go along with a flow, which is found anew from where each one ended."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from unknot.unwind._bends import Bends
from unknot.unwind._fit import fitted
from unknot.unwind._stages import SMOOTH, TURN, Stages, apart
from unknot.unwind._strands import Strands

_TOLERANCE = 0.35  # the worst error, in units of a point's distance to the other class
_TURNED = 0.6  # … and of a strand's direction
_AGAIN = 6  # times that shears in other directions are tried for one moment
_FIRST, _MOST = 8, 60  # moments in a stage
_CLOSE = 0.25  # quantile of the distances between the classes that knots are spaced by
_FEWEST_KNOTS, _MOST_KNOTS = 12, 48
_MOST_STAGES = 150


class Carried(Stages):
    """Stages each as many moments of the flow long as the worst error allows.

    No error adds up: the flow mends strands that came out bent, and starts where they really are.

    Parameters
    ----------
    strands
        What the flow carries.
    rims
        Other points (k, 2) of each class, which go along.
    fine
        As many times as the extent of the sets in units of what is between them there are knots.
    """

    def __init__(
        self,
        strands: Strands,
        rims: Sequence[np.ndarray],
        denser: Sequence[np.ndarray],
        fine: float,
    ):
        each = zip(strands.points, rims, strict=True)
        super().__init__([np.concatenate(both) for both in each], denser)
        self.flow, self.fine = strands.flow(), fine
        starts = (0, int(self.ends[0]))
        self.chain, self.neighbours = strands.chain(starts), strands.neighbours(starts)

    def further(self, on_progress: Callable[[str], None]) -> Iterator[bool]:
        """Try stages as long as shears can go along."""
        moments, passed, tried = _FIRST, 0, 0
        while len(self.stages) < _MOST_STAGES:
            on_progress(f"{len(self.layers)} shears along a flow")
            way, spare = [self.points], _AGAIN
            while True:
                while len(way) <= moments:
                    field = self.flow.field(way[-1][self.chain], passed + len(way) - 1)
                    way.append(field.carried(way[-1]))
                clearances = np.concatenate(apart(self.split(way[moments])))
                bends = self._bends(clearances, TURN * tried)
                tried += 1
                weights, targets = self.weights(clearances), way[moments]
                found = fitted(bends, self.points, targets, weights, SMOOTH, self.neighbours)
                worst = float(found.errors[: self.ends[1]].max()) / _TOLERANCE
                worst = max(worst, float(found.turned.max()) / _TURNED)
                if worst <= 1:
                    break
                spare -= moments == 1
                if not spare:
                    return
                moments = max(1, int(moments / min(2.0, max(1.3, worst))))
                yield False
            passed += moments
            self.take(bends, found, float(passed))
            if worst < 0.7:
                moments = min(int(1.3 * moments) + 1, _MOST)
            yield True

    def _bends(self, clearances: np.ndarray, turn: float) -> Bends:
        """Return as many shears, and knots, as what is between the classes asks for."""
        extent = float(np.ptp(self.points[: self.ends[1]], axis=0).max())
        wanted = self.fine * extent / float(np.quantile(clearances, _CLOSE))
        knots = int(np.clip(np.ceil(wanted), _FEWEST_KNOTS, _MOST_KNOTS))
        return Bends.across(self.points, max(6, round(0.4 * knots)), knots, turn)
