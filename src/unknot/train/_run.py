"""A run in progress: the states of all its seeds, advanced in calls of bounded length."""

import os
import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import jax
import numpy as np
from jaxtyping import Int

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Network, mlp
from unknot.recording import Recording, Spec
from unknot.train._flat import flatten
from unknot.train._gradient import Points, columned, gridded
from unknot.train._history import History
from unknot.train._losses import LOSSES
from unknot.train._optimiser import optimiser
from unknot.train._program import Look, Plan, Program, State

_ENTRIES = 8  # of one call's plan
_GROUP = 32  # seeds of one call
_FIRST_STEPS = 256  # of one call; then as many as take …
_SHORT, _LONG = 0.1, 0.4  # … between so many seconds, so that a run can be watched and stopped
_MAX_PARAMETERS = 20_000_000
_LOST = 1e-3  # of a feature's range that rounding to single precision may move a point


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
    """

    def __init__(self, spec: Spec, data: Dataset, general: bool = False):
        self.spec = spec
        self.look_steps = look_steps(spec)
        self.step = 0  # done by every seed that has not stopped
        self.data, self.validation = _prepared(spec, data)
        classes = len(data.class_names)
        loss, head = spec.loss_for(classes), spec.head_for(classes)
        _check_size(spec, self.data)

        def initial(seed: int) -> Network:
            inputs = data.dimension
            return mlp(seed, inputs, spec.hidden, classes, spec.activations, head, spec.initial)

        network = initial(spec.seed)
        rule = optimiser(spec, network)
        self._program = Program(
            network, LOSSES[loss], rule, len(self.data), spec.batch, spec.patience, general
        )
        self._points = self._laid_out(self.data)
        self._validation = (
            None
            if self.validation is None
            else columned(self.validation.points, self.validation.labels)
        )
        threads = min(os.cpu_count() or 1, spec.seeds)
        size = min(_GROUP, -(-spec.seeds // threads))
        groups = -(-spec.seeds // size)
        # The last group is filled up with seeds that are trained again and not looked at.
        seeds = np.arange(groups * size) % spec.seeds + spec.seed
        flats = np.stack([flatten(initial(int(seed))) for seed in seeds[: spec.seeds]])
        flats = flats[seeds - spec.seed]
        self._states = [
            self._program.start(flats[at], seeds[at])
            for at in (slice(i * size, (i + 1) * size) for i in range(groups))
        ]
        self._threads = threads
        self.history = History(network, spec.seeds, len(self.look_steps))

    def advance(self) -> Generator[int, None, None]:
        """Train to the end; yield the step reached after every call."""
        budget = _FIRST_STEPS
        with ThreadPoolExecutor(self._threads) as pool:
            while not self._ended():
                start = time.perf_counter()
                self._call(*self._next_plan(budget), pool.map)
                seconds = time.perf_counter() - start
                yield self.step
                if seconds < _SHORT:
                    budget *= 2
                elif seconds > _LONG:
                    budget = max(1, budget // 2)

    def look(self) -> None:
        """Look at how it stands, in between, if something was done since the last look."""
        if self.step > self.history.last_step:
            steps, looks = np.zeros(_ENTRIES, np.int32), np.zeros(_ENTRIES, bool)
            looks[0] = True
            self._call(Plan(steps, looks), self.step, map)

    def recording(self, interrupted: bool) -> Recording:
        """Return what has been seen so far."""
        return self.history.recording(self.spec, self.data, self.validation, interrupted)

    def _ended(self) -> bool:
        if not len(self.history):
            return False
        patience = self.spec.patience
        stopped = patience and all(np.all(np.asarray(s.streak) >= patience) for s in self._states)
        return bool(stopped) or self.step == self.spec.steps

    def _next_plan(self, budget: int) -> tuple[Plan, int]:
        """Return a plan of at most ``budget`` steps from here, and where it leads."""
        steps, looks = np.zeros(_ENTRIES, np.int32), np.zeros(_ENTRIES, bool)
        at = self.step
        side = "right" if len(self.history) else "left"  # at first, step 0 is to be looked at
        due = self.look_steps[np.searchsorted(self.look_steps, at, side) :]
        for entry, target in zip(range(_ENTRIES), due, strict=False):
            steps[entry] = min(int(target) - at, budget)
            at += int(steps[entry])
            budget -= int(steps[entry])
            looks[entry] = at == target
            if not budget:
                break
        return Plan(steps, looks), at

    def _call(self, plan: Plan, end: int, each: Callable[..., Iterable]) -> None:
        def advance(state: State) -> tuple[State, Look]:
            return jax.block_until_ready(
                self._program.advance(state, plan, self._points, self._validation)
            )

        states, looks = zip(*each(advance, self._states), strict=True)
        together = jax.tree.map(
            lambda *leaves: np.concatenate([np.asarray(leaf) for leaf in leaves]), *looks
        )
        reached = self.step + np.cumsum(plan.steps)
        for entry in np.flatnonzero(plan.looks):
            seen = jax.tree.map(lambda leaf, i=entry: leaf[: self.spec.seeds, i], together)
            self.history.add(int(reached[entry]), seen)
        self._states, self.step = list(states), end

    def _laid_out(self, data: Dataset) -> Points:
        if self._program.special:
            return gridded(data.points, data.labels)
        points = columned(data.points, data.labels)
        return points if self.spec.batch is None else points.rows()


def _prepared(spec: Spec, data: Dataset) -> tuple[Dataset, Dataset | None]:
    """Split and scale the data; what is taken off is that of the training points alone."""
    train, validation = data.split(spec.validation, spec.seed) if spec.validation else (data, None)
    if spec.standardise:
        validation = None if validation is None else validation.standardised(like=train)
        train = train.standardised()
    _check_precision(train)
    return train, validation


def _check_precision(data: Dataset) -> None:
    """Refuse features that single precision, in which networks train, cannot hold."""
    with np.errstate(over="ignore"):
        single = data.points.astype(np.float32)
    spread, error = np.ptp(data.points, axis=0), np.abs(single - data.points).max(axis=0)
    lost = ~np.isfinite(single).all(axis=0) | (error > _LOST * spread) & (spread > 0)
    if lost.any():
        column = int(np.argmax(lost))
        low, high = data.points[:, column].min(), data.points[:, column].max()
        raise InputError(
            f"In {data.source or data.name}, the feature {data.feature_names[column]!r} runs from "
            f"{low:.9g} to {high:.9g}: in "
            "single precision, in which networks train, its differences are lost. Standardise "
            "the data (--standardise, or Spec(standardise=True)), or scale that feature."
        )


def _check_size(spec: Spec, data: Dataset) -> None:
    widths = [data.points.shape[1], *spec.hidden, len(data.class_names)]
    parameters = sum((a + 1) * b for a, b in pairwise(widths))
    if parameters * spec.seeds > _MAX_PARAMETERS:
        raise InputError(
            f"{spec.seeds} network(s) with about {parameters:,} parameters each are more than the "
            f"{_MAX_PARAMETERS:,} parameters that one run may have. Use fewer seeds or narrower "
            "layers."
        )
    if spec.batch is not None and spec.batch > len(data.points):
        raise InputError(
            f"A mini-batch of {spec.batch} is larger than the {len(data.points)} points; leave "
            "`batch` out to use all of them at every step."
        )
