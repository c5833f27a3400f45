"""A run in progress: its seeds, advanced from look to look in calls of bounded length."""

import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from jaxtyping import Int

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.recording import Recording, Spec
from unknot.train._ensemble import ENTRIES, Ensemble
from unknot.train._history import History, keep_every

_FIRST_STEPS = 8  # of one call, few as steps of images take long; then as many as take …
_SHORT, _LONG = 0.1, 0.4  # … between so many seconds, so that a run can be watched and stopped


def look_steps(spec: Spec) -> Int[np.ndarray, "looks"]:
    """Return the steps at which a run looks and keeps weights: dense at first, then thinning.

    Examples
    --------
    >>> look_steps(Spec(data="moons", steps=100, snapshots=5)).tolist()
    [0, 4, 16, 36, 64, 100]
    """
    if isinstance(spec.snapshots, int):
        shares = np.linspace(0, 1, spec.snapshots + 1) ** 2
        return np.unique(np.concatenate([[0], np.round(spec.steps * shares)])).astype(np.int64)
    if any(step > spec.steps for step in spec.snapshots):
        raise InputError(
            f"Snapshots are asked for at step {max(spec.snapshots)}, but the run has "
            f"{spec.steps} steps."
        )
    return np.unique([0, *spec.snapshots, spec.steps]).astype(np.int64)


class Run:
    """The training of all seeds of a spec, and what was seen of it so far.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or the networks are too large.
    BadEnvironment
        JAX cannot run in this process.
    """

    def __init__(
        self,
        spec: Spec,
        data: Dataset,
        general: bool = False,
        test: Dataset | None = None,
        threads: int | None = None,
        batched: bool | None = None,
    ):
        self.spec = spec
        self.look_steps = look_steps(spec)
        self._ensemble = Ensemble(spec, data, spec.patience, general, test, threads, batched)
        network = self._ensemble.network
        every = keep_every(network, spec.seeds, len(self.look_steps))
        self.history = History(network, every)

    def advance(self) -> Generator[int, None, None]:
        """Train to the end; yield the step reached after every call."""
        budget = _FIRST_STEPS
        with ThreadPoolExecutor(self._ensemble.threads) as pool:
            while not self._ended():
                start = time.perf_counter()
                self._ensemble.advance(self._next_plan(budget), self.history.add, pool.map)
                seconds = time.perf_counter() - start
                yield self._ensemble.step
                if seconds < _SHORT:
                    budget *= 2
                elif seconds > _LONG:
                    budget = max(1, budget // 2)

    def look(self) -> None:
        """Look at how it stands, in between, if something was done since the last look."""
        if self._ensemble.step > self.history.last_step:
            self._ensemble.advance([(0, True)], self.history.add)

    def recording(self, interrupted: bool) -> Recording:
        """Return what has been seen so far, untested."""
        data, validation = self._ensemble.data, self._ensemble.validation
        return self.history.recording(self.spec, data, validation, interrupted)

    def tested(self, interrupted: bool) -> Recording:
        """Return what has been seen, with the points to test on if there are any."""
        return self.recording(interrupted).tested(self._ensemble.test)

    def _ended(self) -> bool:
        if not len(self.history):
            return False
        patience = self.spec.patience
        stopped = patience is not None and self._ensemble.stopped(patience)
        return stopped or self._ensemble.step == self.spec.steps

    def _next_plan(self, budget: int) -> list[tuple[int, bool]]:
        """Return a plan of at most ``budget`` steps from here."""
        plan, at = [], self._ensemble.step
        side = "right" if len(self.history) else "left"  # at first, step 0 is to be looked at
        due = self.look_steps[np.searchsorted(self.look_steps, at, side) :]
        for target in due[:ENTRIES].tolist():
            steps = min(target - at, budget)
            at += steps
            budget -= steps
            plan.append((steps, at == target))
            if not budget:
                break
        return plan
