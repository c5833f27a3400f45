"""All seeds of a spec in training: their states, advanced together by a plan."""

import copy
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import jax
import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.neighbours import NeighbourRule
from unknot.nets import Network, drawn
from unknot.recording import Augment, Spec, images_for, standardised
from unknot.train._augment import affine_maps
from unknot.train._conditions import conditions
from unknot.train._curriculum import course
from unknot.train._flat import flatten
from unknot.train._gradient import Points, columned, gridded, long_enough
from unknot.train._losses import LOSSES
from unknot.train._neighbours import MOST, neighbour_loss_of, training_order
from unknot.train._optimiser import optimiser
from unknot.train._program import Look, Plan, Program, State

ENTRIES = 8  # of one call's plan; a fixed number, so that one program serves all plans
_GROUP = 32  # seeds of one call
_TOGETHER = 500_000_000  # values of units, of all seeds and points, that an accelerator has at once
_MAX_PARAMETERS = 20_000_000
_LOST = 1e-3  # of a feature's range that rounding to single precision may move a point


class Ensemble:
    """The networks of all seeds of a spec, in groups, between two steps.

    Parameters
    ----------
    spec, data
        The recipe and the points as they are loaded.
    patience
        A seed stops after so many looks in a row with every point right; None: never.
    general
        Use automatic differentiation even for small dense networks.
    test
        Points to test on, which training does not see.
    batched
        Take the seeds through each step together; by default where JAX has an accelerator.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or the networks are too large.
    BadEnvironment
        JAX cannot run in this process.
    """

    @conditions()
    def __init__(
        self,
        spec: Spec,
        data: Dataset,
        patience: int | None,
        general: bool = False,
        test: Dataset | None = None,
        threads: int | None = None,
        batched: bool | None = None,
    ):
        batched = jax.default_backend() != "cpu" if batched is None else batched
        self.step = 0  # done by every seed that has not stopped
        self.seeds, self._spec = spec.seeds, spec
        self.data, self.validation, self.test = _prepared(spec, data, test)
        self._asked = patience, general, batched
        check_size(spec, self.data)
        self._set_up(spec)
        self.threads = 1 if batched else min(_threads(threads), spec.seeds)
        most = _GROUP
        if batched:
            units = sum(spec.widths_for(data.dimension, len(data.class_names)))
            most = max(1, _TOGETHER // (units * (spec.batch or len(self.data))))
        size = min(most, -(-spec.seeds // self.threads))
        groups = -(-spec.seeds // size)
        # The last group is filled up with seeds that are trained again and not looked at.
        seeds = np.arange(groups * size) % spec.seeds + spec.seed
        flats = np.stack([flatten(self._initial(spec, int(seed))) for seed in seeds[: spec.seeds]])
        flats = flats[seeds - spec.seed]
        self._start = [
            self._program.start(flats[at], seeds[at])
            for at in (slice(i * size, (i + 1) * size) for i in range(groups))
        ]
        self._states = self._start

    def _initial(self, spec: Spec, seed: int) -> Network:
        data, classes = self.data, len(self.data.class_names)
        head = spec.head_for(classes)
        return drawn(seed, data.dimension, spec.recipes, classes, head, spec.initial, data.points)

    def _set_up(self, spec: Spec, program: Program | None = None) -> None:
        """Lay out the data, and make the program unless one is there that fits."""
        patience, general, batched = self._asked
        data, classes = self.data, len(self.data.class_names)
        head, order = spec.head_for(classes), np.arange(len(data))
        _check_batch(spec, data)
        self.network = self._initial(spec, spec.seed)  # for its structure
        rule = optimiser(spec, self.network)
        if isinstance(head, NeighbourRule):
            order = training_order(len(self.data))
            loss = neighbour_loss_of(head, classes, order)
        else:
            loss = LOSSES[spec.loss_for(classes)]
        change = None
        if spec.augment is not None:
            shape = images_for(spec.recipes, data.dimension).shape
            change = affine_maps(Augment.read(spec.augment), shape)
        count, penalty = len(data), spec.penalty_rule
        order_in = spec.curriculum_rule
        coming = None if order_in is None else course(order_in, data.points, spec.steps)
        self._program = program or Program(
            self.network,
            loss,
            rule,
            count,
            spec.batch,
            patience,
            general,
            change,
            penalty,
            coming,
            batched,
        )
        block = long_enough(self.network)
        if isinstance(head, NeighbourRule):  # without mini-batches, a block is each other's
            block = MOST if spec.batch is None else min(MOST, block)
        self._points = self._laid_out(spec.batch, order, block)
        self._validation = (
            None
            if self.validation is None
            else columned(self.validation.points, self.validation.labels, block)
        )

    @conditions()
    def change(self, spec: Spec, data: Dataset) -> None:
        """Go on with other settings or other training points, of the same networks.

        Parameters
        ----------
        spec
            It differs from the one before in nothing that the networks' structure depends on.
        data
            Training points as the networks see them.

        Raises
        ------
        InputError
            The data and the spec do not fit each other; then nothing is changed.
        """
        other = copy.copy(self)
        other.data, other._spec = data, spec
        # Full batches of other points need no other program: how many there are is traced.
        fits = spec == self._spec and spec.batch is None and spec.rule is None
        fits = fits and spec.curriculum is None
        _check_precision(data)
        other._set_up(spec, self._program if fits else None)
        other._start = [other._carried(state, fresh=True) for state in self._start]
        other._states = [other._carried(state) for state in self._states]
        self.__dict__.update(other.__dict__)

    def _carried(self, state: State, fresh: bool = False) -> State:
        """Return a state for the program as it is now; what does not fit it begins anew."""
        new = self._program.start(np.asarray(state.flat), np.asarray(state.seed))
        if fresh:
            return new
        # The rule's memory is the first, the schedule's the last; between them is none.
        memory = tuple(
            old if jax.tree.structure(old) == jax.tree.structure(one) else one
            for old, one in zip(_ends(state.memory, new.memory), new.memory, strict=True)
        )
        # Of an epoch that is under way the rest goes by the points' own order.
        order = np.tile(np.arange(new.order.shape[1], dtype=np.int32), (len(new.order), 1))
        order = state.order if state.order.shape == order.shape else order
        return state._replace(memory=memory, order=order)

    def put(self, seed_index: int, weights: Mapping[int, float]) -> None:
        """Set parameters of one seed's network, by their places in the flat vector."""
        size = len(self._states[0].flat)
        group, row = divmod(seed_index, size)
        flat = np.array(self._states[group].flat)
        for index, value in weights.items():
            flat[row, index] = value
        # A list of its own: the start's states are not to be touched.
        self._states = list(self._states)
        self._states[group] = self._states[group]._replace(flat=flat)

    def reset(self) -> None:
        """Go back to step 0, with the initial weights."""
        self._states, self.step = self._start, 0

    @conditions()
    def stopped(self, patience: int) -> bool:
        """Whether every seed has had all points right for so many looks in a row."""
        return all(np.all(np.asarray(state.streak) >= patience) for state in self._states)

    @conditions()
    def advance(
        self,
        plan: Sequence[tuple[int, bool]],
        see: Callable[[int, Look], None],
        each: Callable[..., Iterable] = map,
    ) -> None:
        """Do some steps, a look or none, some steps … in one call of the program.

        Parameters
        ----------
        plan
            At most ``ENTRIES`` pairs: how many steps, and whether to look after them.
        see
            Told the step and the look of all seeds, as NumPy arrays with an axis (seeds,). If it
            is interrupted, the steps are not counted as done.
        each
            ``map``, or that of a pool of threads, which takes the groups side by side.
        """
        steps, looks = np.zeros(ENTRIES, np.int32), np.zeros(ENTRIES, bool)
        for entry, (count, look) in enumerate(plan):
            steps[entry], looks[entry] = count, look

        @conditions()  # for the threads of a pool
        def advance(state: State) -> tuple[State, Look]:
            return jax.block_until_ready(
                self._program.advance(state, Plan(steps, looks), self._points, self._validation)
            )

        states, seen = zip(*each(advance, self._states), strict=True)
        reached = self.step + np.cumsum(steps, dtype=np.int64)
        for entry in np.flatnonzero(looks):
            see(int(reached[entry]), self._together(seen, int(entry)))
        self._states, self.step = list(states), int(reached[-1])

    def _together(self, seen: Sequence[Look], entry: int) -> Look:
        """Return one look of all seeds from those of the groups, in memory of its own."""
        return jax.tree.map(
            lambda *leaves: np.concatenate([np.asarray(leaf)[:, entry] for leaf in leaves])[
                : self.seeds
            ],
            *seen,
        )

    def _laid_out(self, batch: int | None, order: np.ndarray, most: int) -> Points:
        if self._program.special:
            return gridded(self.data.points, self.data.labels)
        points = columned(self.data.points[order], self.data.labels[order], most)
        return points if batch is None else points.rows()


def _ends(memory: Sequence[Any], like: Sequence[Any]) -> list[Any]:
    """Return the first and the last of a memory, with another's between them."""
    return [memory[0], *like[1:-1], memory[-1]]


def _prepared(
    spec: Spec, data: Dataset, test: Dataset | None
) -> tuple[Dataset, Dataset | None, Dataset | None]:
    """Split and scale the data; what is taken off is that of the training points alone."""
    train, validation = data.split(spec.validation, spec.seed) if spec.validation else (data, None)
    test = None if test is None else test.matched(train)
    if spec.standardise:
        validation = None if validation is None else standardised(spec, validation, train)
        test = None if test is None else standardised(spec, test, train)
        train = standardised(spec, train)
    _check_precision(train)
    return train, validation, test


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


def check_size(spec: Spec, data: Dataset) -> None:
    """Refuse networks of more parameters than one run may have, before anything slow is done.

    Raises
    ------
    InputError
        If the networks of all seeds are too large together.
    """
    parameters = spec.parameters_for(data.dimension, len(data.class_names))
    if parameters * spec.seeds > _MAX_PARAMETERS:
        raise InputError(
            f"{spec.seeds} × {parameters:,} parameters (seeds × those of a network) are more than "
            f"the {_MAX_PARAMETERS:,} that one run may have. Use fewer seeds or narrower layers."
        )


def _check_batch(spec: Spec, data: Dataset) -> None:
    if spec.batch is not None and spec.batch > len(data.points):
        raise InputError(
            f"batch: a mini-batch of {spec.batch} is larger than the {len(data.points)} points; "
            f"take at most {len(data.points)}, or leave it out to use all of them at every step."
        )
    if spec.rule is not None and spec.batch is not None and spec.batch > MOST:
        raise InputError(
            f"The points of a mini-batch are each other's neighbours, {spec.batch:,} × "
            f"{spec.batch:,} distances a step: take at most {MOST:,}."
        )


def _threads(asked: int | None) -> int:
    """Return how many threads are meant: as many as there are cores, if nothing is said."""
    if asked is None:
        return os.cpu_count() or 1
    if isinstance(asked, bool) or not isinstance(asked, int) or asked < 1:
        raise InputError(f"The number of threads is {asked!r}; expected a whole number from 1.")
    return asked
