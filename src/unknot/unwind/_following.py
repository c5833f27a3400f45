"""Stages of shears that follow a plan, each as long as the worst error allows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np

from unknot.unwind._bends import Bends
from unknot.unwind._fit import Fitted, fitted, with_fewer_bends
from unknot.unwind._stages import SMOOTH, TURN, Stages, apart
from unknot.unwind._unwound import Plan

_FIRST_STEP, _LEAST_STEP = 0.1, 1e-3
_MOST_STAGES = 1000
_FEWEST_KNOTS, _MOST_KNOTS = 12, 64
_FEWEST, _SHARE = 5, 0.4  # directions; of the knots
_LONG = 150  # shears: where there are more, what is off the plan without some knots adds up
_NEARER = 0.6  # of the room at the end: enough where errors are as large as is allowed


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
        self._again = partial(type(self), plan, classes, denser, directions, knots, manner)

    @property
    def followed(self) -> Plan:
        """The plan."""
        return self.plan

    def sparser(self) -> Self | None:
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
            self.take(bends, found, t)
            if worst < 0.7 * self.manner.tolerance:
                step *= 1.3
            yield True

    def _fitted(
        self,
        bends: Bends,
        targets: np.ndarray,
        weights: np.ndarray,
        among: tuple[np.ndarray, np.ndarray] | None = None,
    ) -> Fitted:
        return fitted(bends, self.points, targets, weights, SMOOTH, among=among)

    def _worst(self, found: Fitted) -> float:
        return float(found.errors[: self.ends[1]].max())

    def _is_near(self, found: Fitted) -> bool:
        return self._worst(found) <= self.manner.tolerance

    def _bends(self, clearances: np.ndarray) -> Bends:
        """Return as many shears, and knots, as what is between the classes asks for."""
        extent = float(np.ptp(self.points[: self.ends[1]], axis=0).max())
        between = float(np.quantile(clearances, self.manner.close))
        wanted = self.manner.fine * extent / between
        knots = self.knots or int(np.clip(np.ceil(wanted), _FEWEST_KNOTS, _MOST_KNOTS))
        directions = self.directions or max(_FEWEST, round(_SHARE * knots))
        if self.points.shape[1] == 3:
            return Bends.in_space(self.points, directions, knots, len(self.stages))
        return Bends.across(self.points, directions, knots, TURN * len(self.stages))
