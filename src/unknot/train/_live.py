"""A run that is advanced by hand, and looked at as it goes."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Network
from unknot.recording import CHANGEABLE, Edit, Recording, Spec, before, edited, folded, reading
from unknot.train._ensemble import Ensemble
from unknot.train._flat import flatten, unflatten
from unknot.train._history import History, weights_that_fit
from unknot.train._program import Look
from unknot.train._run import look_steps

_MAX_STEPS = 100_000_000  # as a spec may have
_MOST_EDITS = 500
_MOST_LOOKS = 2048
_MOST_WEIGHTS = 512  # looks at which weights are kept …
_WEIGHT_BYTES = 64 * 2**20  # … but no more than fit


class Live:
    """The training of all seeds of a spec, so many steps at a time; nothing runs in between.

    However the steps are divided, the weights are those that :func:`fit` gives for the same spec
    without patience, bit for bit: every seed goes on as long as it is told to. Memory stays
    bounded however long that is: of at most 2,048 looks loss and accuracies are kept, of at most
    512 of them all seeds' weights (fewer where 512 take more than 64 MB); then every second one is
    dropped, the first and the newest never.

    The first steps compile the program. Use it from one thread at a time.

    Parameters
    ----------
    spec
        The recipe. Its patience and snapshots are not used. With a learning rate that follows a
        schedule, the run ends at ``spec.steps``, which the schedule depends on; otherwise it goes
        on, to 100,000,000.
    data
        The data set, as it is loaded.
    threads
        As for :func:`fit`.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or the networks are too large.
    BadEnvironment
        JAX cannot run in this process.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.recording import Spec
    >>> live = Live(Spec(data="circles:points=40", hidden=(3,), seeds=2), load("circles:points=40"))
    >>> look = live.take(100)
    >>> live.step, look.flat.shape, look.loss.shape
    (100, (2, 13), (2,))
    >>> live.recording().steps.tolist()
    [0, 100]
    """

    def __init__(self, spec: Spec, data: Dataset, threads: int | None = None):
        look_steps(spec)  # for what it refuses
        self.spec = spec
        self.edits: tuple[Edit, ...] = ()
        self._ensemble = Ensemble(spec, data, patience=None, threads=threads)
        count = self._ensemble.threads
        self._each = ThreadPoolExecutor(count).map if count > 1 else map
        self._clear()

    def _clear(self) -> None:
        network = self._ensemble.network
        fit = weights_that_fit(network, self.spec.seeds, _WEIGHT_BYTES)
        self._history = History(
            network, most_looks=_MOST_LOOKS, most_weights=min(_MOST_WEIGHTS, fit)
        )
        self._last: Look | None = None

    @property
    def data(self) -> Dataset:
        """The points that it trains on, as the networks see them."""
        return self._ensemble.data

    @property
    def validation(self) -> Dataset | None:
        """The points kept apart, or None."""
        return self._ensemble.validation

    @property
    def step(self) -> int:
        """The gradient steps done."""
        return self._ensemble.step

    @property
    def seeds(self) -> int:
        """How many networks are trained side by side."""
        return self.spec.seeds

    @property
    def left(self) -> int:
        """The gradient steps that it may still do."""
        constant = self.spec.schedule == "constant"
        return (_MAX_STEPS if constant else self.spec.steps) - self.step

    def take(self, steps: int) -> Look:
        """Do exactly so many gradient steps with every seed, and look; 0 only looks.

        Returns
        -------
        Look
            NumPy arrays: ``flat`` (seeds, p) all weights, and ``step``, ``loss``, ``right`` and
            ``validation`` (the shares of right points; NaN without validation points), each
            (seeds,).

        Raises
        ------
        InputError
            ``steps`` is not a whole number from 0 to :attr:`left`.
        """
        if isinstance(steps, bool) or not isinstance(steps, int | np.integer) or steps < 0:
            raise InputError(f"The number of steps is {steps!r}; expected a whole number >= 0.")
        if steps > self.left:
            raise InputError(
                f"The run is at step {self.step} and ends at step {self.step + self.left}, so "
                f"{steps} more are too many; reset it, or start one with more steps."
            )
        if self._last is None:  # a recording begins at step 0
            plan = [(0, True), (int(steps), True)] if steps else [(0, True)]
        elif steps:
            plan = [(int(steps), True)]
        else:
            return self._last
        self._ensemble.advance(plan, self._see, self._each)
        return self._looked()

    def _see(self, step: int, look: Look) -> None:
        self._history.add(step, look)
        self._last = look

    def edit(self, *changes: Sequence[Any]) -> Look:
        """Change weights, settings or training points by hand, and look.

        Training goes on from there. What was changed is part of :meth:`recording`.

        Parameters
        ----------
        *changes
            Each a kind and its values, as of an :class:`~unknot.recording.Edit`; of a setting the
            new value alone.

        Raises
        ------
        InputError
            One of them is not possible; then nothing is changed.

        Examples
        --------
        >>> from unknot.data import load
        >>> from unknot.recording import Spec
        >>> live = Live(Spec(data="moons", hidden=(2,)), load("moons"))
        >>> look = live.edit(("weight", 0, 3, 0.5), ("learning_rate", 0.1))
        >>> float(live.network(0).layers[0].weight[1, 1]), live.spec.learning_rate
        (0.5, 0.1)
        >>> [edit.text for edit in live.recording().edits]
        ['at step 0 parameter 3 was set to 0.5', 'at step 0 learning_rate became 0.1']
        """
        self._looked()
        edits = [self._edit(change) for change in changes]
        done = reduce(folded, edits, self.edits)
        if len(done) > _MOST_EDITS:
            raise InputError(
                f"{_MOST_EDITS} changes by hand are as many as a run may have; reset it."
            )
        fields = {edit.kind: edit.values[1] for edit in edits if edit.kind in CHANGEABLE}
        spec = Spec.of(**(self.spec.model_dump() | fields)) if fields else self.spec
        of_data = [edit for edit in edits if edit.of_data]
        if fields or of_data:
            self._ensemble.change(spec, edited(self.data, of_data) if of_data else self.data)
        for edit in edits:
            if edit.kind == "weight":
                seed, index, value = edit.values
                self._ensemble.put(seed, {index: value})
        self.spec = spec
        self.edits = done
        self._ensemble.advance([(0, True)], self._see_again, self._each)
        return self._looked()

    def _edit(self, change: Sequence[Any]) -> Edit:
        if len(change) == 2 and change[0] in CHANGEABLE:
            change = (change[0], getattr(self.spec, change[0]), change[1])
        edit = Edit.of((self.step, *change))
        kind, values = edit.kind, edit.values
        if kind == "weight":
            self._check(values[0])
            most = flatten(self._ensemble.network).size
            if not (isinstance(values[1], int) and 0 <= values[1] < most):
                raise InputError(
                    f"There is no parameter number {values[1]!r}: there are {most:,}, from 0."
                )
        return edit

    def _see_again(self, step: int, look: Look) -> None:
        self._history.again(step, look)
        self._last = look

    def _looked(self) -> Look:
        """Return the last look, after taking one if there is none."""
        return self.take(0) if self._last is None else self._last

    @property
    def best(self) -> int:
        """The index of the best seed at the last look, by the rule of recordings."""
        self._looked()
        return self._history.best

    def network(self, seed_index: int) -> Network:
        """Return the network of ``spec.seed + seed_index`` as it stands, in float64."""
        self._check(seed_index)
        flat = np.asarray(self._looked().flat)[seed_index]
        return reading(unflatten(self._ensemble.network, flat).float64(), self.data)

    def reset(self) -> None:
        """Go back to step 0, with the initial weights, and forget what was seen.

        Settings and points that were changed by hand stay as they are, from the beginning.
        """
        self._ensemble.reset()
        self.edits = tuple(Edit(0, one.kind, one.values) for one in self.edits if one.of_data)
        self._clear()

    def recording(self, shown: int | None = None) -> Recording:
        """Return what was seen so far, with the weights of the best seed, or of the one shown.

        Its spec reproduces it: without patience, it ends at the step reached and looks where this
        run did. Where the learning rate follows a schedule, the number of steps stays and the
        recording counts as interrupted until they are done. What was changed by hand is listed
        with it, its spec is then that of the beginning, and :func:`replay` does it all again.
        """
        if shown is not None:
            self._check(shown)
        self._looked()
        constant = self.spec.schedule == "constant"
        steps = self.step if constant else self.spec.steps
        spec = before(self.spec, self.edits).model_copy(
            update={"steps": steps, "snapshots": self._history.steps, "patience": None}
        )
        recording = self._history.recording(
            spec, self.data, self.validation, interrupted=self.step < steps, shown=shown
        )
        return replace(recording, edits=self.edits)

    def _check(self, seed_index: int) -> None:
        if not (isinstance(seed_index, int | np.integer) and 0 <= seed_index < self.seeds):
            raise InputError(
                f"There is no seed number {seed_index!r}; with {self.seeds} they run from 0 to "
                f"{self.seeds - 1}."
            )


def replay(spec: Spec, data: Dataset, edits: Iterable[Edit], step: int) -> Live:
    """Train to a step, changing by hand again what was changed: the same weights, bit for bit.

    Parameters
    ----------
    spec
        The recipe of the beginning.
    data
        The data set, as it is loaded.
    edits
        In order, as a recording has them; those after ``step`` are left out.
    step
        Where it ends.

    Examples
    --------
    >>> from unknot.data import load
    >>> from unknot.recording import Spec
    >>> live = replay(Spec(data="moons"), load("moons"), [Edit(5, "weight", (0, 3, 0.5))], 10)
    >>> live.step, len(live.edits)
    (10, 1)
    """
    live = Live(spec, data)
    for edit in edits:
        if edit.step <= step:
            live.take(edit.step - live.step)
            live.edit(asked(edit))
    live.take(step - live.step)
    return live


def asked(edit: Edit) -> tuple[Any, ...]:
    """Return an edit as :meth:`Live.edit` is told it."""
    values = edit.values[1:] if edit.kind in CHANGEABLE else edit.values
    return (edit.kind, *values)
