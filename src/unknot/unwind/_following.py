"""Stages of shears that follow a plan, each as long as the worst error allows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from jaxtyping import Float

from unknot.unwind._bends import Bends
from unknot.unwind._fit import Fitted, fitted
from unknot.unwind._stages import SMOOTH, TURN, Stages, apart

_FIRST_STEP, _LEAST_STEP = 0.1, 1e-3
_MOST_STAGES = 1000
_FEWEST_KNOTS, _MOST_KNOTS = 12, 64
_FEWEST, _SHARE = 5, 0.4  # directions; of the knots
_LONG = 150  # shears: where there are more, what is off the plan without some knots adds up
_NEARER = 0.6  # of the room at the end: enough where errors are as large as is allowed
_SPARE = 0.1, 0.05, 0.02  # of what is between the classes: how far off g may be to bend less often


class Plan(Protocol):
    """An isotopy of the plane, from the time 0 to 1."""

    def at(self, points: Float[np.ndarray, "m 2"], t: float) -> Float[np.ndarray, "m 2"]:
        """Return where points (m, 2) are at the time t."""
        ...


@dataclass(frozen=True)
class Manner:
    """How closely stages keep to a plan.

    Parameters
    ----------
    tolerance
        The worst error, in units of a point's distance to the other class.
    fine
        As many times as the extent of the sets in units of what is between them there are knots …
    close
        … what is between them being this quantile of the distances.
    mended
        Which part of what points are off the plan a stage tries to mend.
    """

    tolerance: float
    fine: float = 1.2
    close: float = 0.5
    mended: float = 0.2


class Following(Stages):
    """Stages each from where the last one ended, by as much as the plan goes on in a while.

    Points that are off the plan come back a little only: what is crumpled there costs many bends
    to smooth, and does no harm.

    Parameters
    ----------
    directions, knots
        How many shears there are in a stage, and knots in each; None: as what is between the
        classes then asks for.
    manner
        How closely the stages keep to the plan.
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
        directions: int | None,
        knots: int | None,
        manner: Manner,
        *,
        sparse: bool = False,
        most: int = _MOST_STAGES,
    ):
        super().__init__(classes, denser)
        self.plan, self.start = plan, self.points
        self.directions, self.knots, self.manner = directions, knots, manner
        self.sparse, self.most = sparse, most
        if sparse:
            self.room *= _NEARER
        self._again = partial(Following, plan, classes, denser, directions, knots, manner)

    def sparser(self) -> "Following | None":
        """Return stages with fewer knots, which may become more: no more than twice as many."""
        if self.sparse or len(self.layers) > _LONG:
            return None
        return self._again(sparse=True, most=2 * len(self.stages))

    def further(self, on_progress: Callable[[str], None]) -> Iterator[bool]:
        """Try stages up to the plan's end."""
        t, step = 0.0, _FIRST_STEP
        while t < 1 and len(self.stages) < self.most:
            on_progress(f"{len(self.layers)} shears, {100 * t:.0f} % of the way")
            step = min(step, 1 - t)
            off = self.points - self.plan.at(self.start, t)
            targets = self.plan.at(self.start, t + step) + (1 - self.manner.mended) * off
            clearances = np.concatenate(apart(self.split(targets)))
            bends, weights = self._bends(clearances), self.weights(clearances)
            found = fitted(bends, self.points, targets, weights, SMOOTH)
            worst = float(found.errors[: self.ends[1]].max())
            if worst > self.manner.tolerance:
                step /= min(2.0, max(1.2, worst / self.manner.tolerance))
                if step < _LEAST_STEP:
                    return
                yield False
                continue
            t = 1.0 if t + step > 1 - 1e-9 else t + step
            if self.sparse:
                found = self._sparser(bends, found, targets, weights, float(np.median(clearances)))
            self.take(bends, found, t)
            if worst < 0.7 * self.manner.tolerance:
                step *= 1.3
            yield True

    def _sparser(
        self,
        bends: Bends,
        found: Fitted,
        targets: np.ndarray,
        weights: np.ndarray,
        clearance: float,
    ) -> Fitted:
        """Leave out knots, and fit the others again."""
        for share in _SPARE:
            among = bends.sparser(found.heights, share * clearance)
            if not among[1].size:
                continue
            again = fitted(bends, self.points, targets, weights, SMOOTH, among=among)
            if again.errors[: self.ends[1]].max() <= self.manner.tolerance:
                return again
        return found

    def _bends(self, clearances: np.ndarray) -> Bends:
        """Return as many shears, and knots, as what is between the classes asks for."""
        extent = float(np.ptp(self.points[: self.ends[1]], axis=0).max())
        between = float(np.quantile(clearances, self.manner.close))
        wanted = self.manner.fine * extent / between
        knots = self.knots or int(np.clip(np.ceil(wanted), _FEWEST_KNOTS, _MOST_KNOTS))
        directions = self.directions or max(_FEWEST, round(_SHARE * knots))
        return Bends.across(self.points, directions, knots, TURN * len(self.stages))
