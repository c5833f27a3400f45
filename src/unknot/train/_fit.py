"""Train one network or thousands of seeds, and record it."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jax
import numpy as np
from jaxtyping import Float, Int

from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.nets import Network, mlp
from unknot.recording import Recording, Spec, best_seed, write
from unknot.train._gradient import Points, columned, gridded
from unknot.train._losses import LOSSES
from unknot.train._optimiser import optimiser
from unknot.train._program import Look, Program, State

_LOOKS_AT_ONCE = 8  # looks of one call of the compiled program
_GROUP = 32  # seeds of one call
_SAVE_EVERY = 2.0  # seconds, at least …
_SAVE_SHARE = 20  # … and so many times as long as the last saving took
_HISTORY_BYTES = 512 * 2**20  # of weights of all seeds over time
_FINALS_BYTES = 64 * 2**20
_MAX_PARAMETERS = 20_000_000


@dataclass(frozen=True)
class Progress:
    """How far a run has come, as it is told to ``on_progress``.

    ``step`` of ``steps``; ``solved`` of ``seeds`` have every training point right; ``loss`` and
    ``accuracy`` are the best seed's.
    """

    step: int
    steps: int
    solved: int
    seeds: int
    loss: float
    accuracy: float


def fit(
    spec: Spec,
    data: Dataset | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    save: str | Path | None = None,
    general: bool = False,
) -> Recording:
    """Train the networks of a spec, as many side by side as it has seeds.

    Parameters
    ----------
    spec
        The recipe; the same recipe gives the same recording on the same machine, bit for bit.
    data
        The data set, if it is at hand; otherwise ``spec.data`` is loaded.
    on_progress
        Called now and then with a :class:`Progress`.
    save
        Where to write the recording, atomically: about every two seconds while it trains, and at
        the end. Whatever happens, what was written last is whole and readable.
    general
        Use automatic differentiation even for small dense networks.

    Returns
    -------
    Recording
        Ctrl-C ends the run early and returns what was computed, marked ``interrupted``.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or the networks are too large.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> recording = fit(Spec(data="circles:points=40", hidden=(3,), steps=200, seeds=2))
    >>> recording.losses.shape[1], recording.final.widths
    (2, (2, 3))
    """
    data = load(spec.data) if data is None else data
    run = _Run(spec, data, general)
    save_at = time.monotonic() + _SAVE_EVERY
    interrupted = False
    try:
        for progress in run.advance():
            if on_progress is not None:
                on_progress(progress)
            start = time.monotonic()
            if save is not None and start > save_at:
                write(run.recording(interrupted=True), save)
                end = time.monotonic()
                save_at = end + max(_SAVE_EVERY, _SAVE_SHARE * (end - start))
    except KeyboardInterrupt:
        if not run.looks:
            raise
        interrupted = True
    recording = run.recording(interrupted)
    if save is not None:
        write(recording, save)
    return recording


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


class _Run:
    """A run in progress: the states of all seeds, in groups, and what was seen so far."""

    def __init__(self, spec: Spec, data: Dataset, general: bool):
        self.spec = spec
        self.steps = look_steps(spec)
        data = data.standardised() if spec.standardise else data
        self.data, self.validation = (
            data.split(spec.validation, spec.seed) if spec.validation else (data, None)
        )
        classes = len(data.class_names)
        loss, head = spec.loss_for(classes), spec.head_for(classes)
        _check_size(spec, self.data)

        def initial(seed: int) -> Network:
            inputs = data.dimension
            return mlp(seed, inputs, spec.hidden, classes, spec.activations, head, spec.initial)

        self.network = initial(spec.seed)
        self.program = Program(
            self.network,
            LOSSES[loss],
            optimiser(spec, self.network),
            len(self.data),
            spec.batch,
            spec.patience,
            general,
        )
        self._points = self._laid_out(self.data)
        self._validation = (
            None
            if self.validation is None
            else (columned(self.validation.points, self.validation.labels))
        )
        threads = min(os.cpu_count() or 1, spec.seeds)
        self._group = min(_GROUP, -(-spec.seeds // threads))
        groups = -(-spec.seeds // self._group)
        # The last group is filled up with seeds that are trained again and not looked at.
        seeds = np.arange(groups * self._group) % spec.seeds + spec.seed
        flats = np.stack([_flat(initial(int(seed))) for seed in seeds[: spec.seeds]])
        flats = flats[seeds - spec.seed]
        self.states = [
            self.program.start(flats[at], seeds[at])
            for at in (slice(i * self._group, (i + 1) * self._group) for i in range(groups))
        ]
        # Weights over time are kept of all seeds, as the best is known only at the end; where
        # that is too much, of every k-th look only.
        looks_kept = _HISTORY_BYTES // (4 * flats.size)
        self._keep_every = max(1, -(-len(self.steps) // max(int(looks_kept), 2)))
        self.looks: list[Look] = []  # without weights; NumPy, each (seeds,)
        self._weights: dict[int, np.ndarray] = {}  # (seeds, p) by look: every k-th, and the last
        self._pool = ThreadPoolExecutor(threads)

    def advance(self) -> Iterator[Progress]:
        """Train to the end, some looks at a time."""
        plan = np.diff(self.steps, prepend=0)
        with self._pool:
            for at in range(0, len(plan), _LOOKS_AT_ONCE):
                part = plan[at : at + _LOOKS_AT_ONCE]
                padded = np.pad(part, (0, _LOOKS_AT_ONCE - len(part))).astype(np.int32)
                states, looks = zip(
                    *self._pool.map(self._advance_group(padded), self.states), strict=True
                )
                self.states = list(states)
                self._see(looks, len(part))
                yield self._progress()
                if self.spec.patience and all(
                    np.all(np.asarray(s.streak) >= self.spec.patience) for s in states
                ):
                    return

    def recording(self, interrupted: bool) -> Recording:
        """Return what has been seen so far."""
        losses, accuracies, validation = self._curves()
        best = best_seed(losses[-1], accuracies[-1], None if validation is None else validation[-1])
        # A seed that stopped only repeats its last look: the best seed's film ends there.
        steps = np.stack([look.step for look in self.looks])
        ended = int(np.argmax(steps[:, best] == steps[-1, best]))
        film = {at: flats[best] for at, flats in self._weights.items() if at < ended}
        finals = self._weights[len(self.looks) - 1]
        film[ended] = finals[best]
        return Recording(
            spec=self.spec,
            data=self.data,
            validation=self.validation,
            steps=steps[list(film), best].astype(np.int64),
            networks=_many(self.network, np.stack(list(film.values()))),
            best=best,
            finals=_many(self.network, finals) if finals.nbytes <= _FINALS_BYTES else None,
            looks=self.steps[: len(self.looks)],
            losses=losses,
            accuracies=accuracies,
            validation_accuracies=validation,
            stopped=steps[-1].astype(np.int64),
            interrupted=interrupted,
        )

    def _advance_group(self, plan: np.ndarray) -> Callable[[State], tuple[State, Look]]:
        def advance(state: State) -> tuple[State, Look]:
            return jax.block_until_ready(
                self.program.advance(state, plan, self._points, self._validation)
            )

        return advance

    def _see(self, looks: tuple[Look, ...], count: int) -> None:
        together = jax.tree.map(
            lambda *leaves: np.concatenate([np.asarray(leaf) for leaf in leaves]), *looks
        )
        for index in range(count):
            look = jax.tree.map(lambda leaf, i=index: leaf[: self.spec.seeds, i], together)
            at = len(self.looks)
            # In this order, an interrupt between any two lines leaves a whole recording.
            self._weights[at] = look.flat
            self.looks.append(look._replace(flat=None))
            if at and (at - 1) % self._keep_every:
                del self._weights[at - 1]

    def _curves(
        self,
    ) -> tuple[Float[np.ndarray, "k s"], Float[np.ndarray, "k s"], Float[np.ndarray, "k s"] | None]:
        losses = np.stack([look.loss for look in self.looks])
        accuracies = np.stack([look.right for look in self.looks])
        if self.validation is None:
            return losses, accuracies, None
        return losses, accuracies, np.stack([look.validation for look in self.looks])

    def _progress(self) -> Progress:
        look = self.looks[-1]
        best = best_seed(
            look.loss, look.right, None if self.validation is None else look.validation
        )
        return Progress(
            step=int(self.steps[len(self.looks) - 1]),
            steps=int(self.steps[-1]),
            solved=int(np.sum(look.right == 1)),
            seeds=self.spec.seeds,
            loss=float(look.loss[best]),
            accuracy=float(look.right[best]),
        )

    def _laid_out(self, data: Dataset) -> Points:
        if self.program.special:
            return gridded(data.points, data.labels)
        points = columned(data.points, data.labels)
        return points if self.spec.batch is None else points.rows()


def _flat(network: Network) -> Float[np.ndarray, "p"]:
    """All parameters in one vector, in the order of JAX's ``ravel_pytree``."""
    return np.concatenate([leaf.ravel() for leaf in jax.tree.leaves(network)])


def _many(network: Network, flats: Float[np.ndarray, "many p"]) -> Network:
    """Networks like this one with these parameters, along a leading axis."""
    leaves, structure = jax.tree.flatten(network)
    ends = np.cumsum([leaf.size for leaf in leaves])[:-1]
    parts = np.split(flats, ends, axis=1)
    shaped = [part.reshape(-1, *leaf.shape) for part, leaf in zip(parts, leaves, strict=True)]
    return jax.tree.unflatten(structure, shaped)


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
