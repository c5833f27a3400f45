"""Train one network or thousands of seeds, and record it."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from unknot.data import Dataset, load, parse_source
from unknot.errors import InputError
from unknot.recording import Recording, Spec, write
from unknot.train._run import Run

_SAVE_EVERY = 2.0  # seconds, at least …
_SAVE_SHARE = 20  # … and so many times as long as the last saving took


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
    data: Any = None,
    test: Any = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    save: str | Path | None = None,
    general: bool = False,
    threads: int | None = None,
) -> Recording:
    """Train the networks of a spec, as many side by side as it has seeds.

    Parameters
    ----------
    spec
        The recipe; the same recipe gives the same recording on the same machine, bit for bit.
    data
        The data set, if it is at hand; otherwise ``spec.data`` is loaded. Or a data frame, of
        which the options in ``spec.data`` say what is meant: ``"flowers:label=species"``.
    test
        Points to test on once training has ended, in the same forms; otherwise ``spec.test`` is
        loaded if there is one.
    on_progress
        Called now and then with a :class:`Progress`.
    save
        Where to write the recording, atomically: about every two seconds while it trains, and at
        the end. Whatever happens, what was written last is whole and readable.
    general
        Use automatic differentiation even for small dense networks.
    threads
        How many seeds' groups are trained at a time; as many as there are cores, if not given. The
        result is the same, bit for bit.

    Returns
    -------
    Recording
        Ctrl-C ends the run early and returns what was computed, marked ``interrupted``.

    Raises
    ------
    InputError
        The data and the spec do not fit each other, or the networks are too large.
    BadEnvironment
        JAX cannot run in this process.

    Examples
    --------
    >>> from unknot.recording import Spec
    >>> recording = fit(Spec(data="circles:points=40", hidden=(3,), steps=200, seeds=2))
    >>> recording.losses.shape[1], recording.final.widths
    (2, (2, 3))
    """
    if not isinstance(spec, Spec):
        raise InputError(
            f'fit takes a Spec, but got {type(spec).__name__}: fit(Spec(data="moons")).'
        )
    points, judge = _given(spec, data, test)
    run = Run(spec, points, general, judge, threads)
    save_at, interrupted = time.monotonic(), False
    try:
        with closing(run.advance()) as calls:
            for step in calls:
                start = time.monotonic()
                if save is not None and start >= save_at and len(run.history):
                    write(run.recording(interrupted=True), save)
                    end = time.monotonic()
                    save_at = end + max(_SAVE_EVERY, _SAVE_SHARE * (end - start))
                if on_progress is not None:
                    on_progress(_progress(run, step))
    except KeyboardInterrupt:
        if not len(run.history):
            raise
        run.look()
        interrupted = True
    recording = run.tested(interrupted)
    if save is not None:
        write(recording, save)
    return recording


def _given(spec: Spec, data: Any, test: Any) -> tuple[Dataset, Dataset | None]:
    """Return the points to train on and those to test on, from what was given or the spec."""
    options = parse_source(spec.data)[1] if data is not None else {}
    points = load(spec.data) if data is None else _as_dataset(data, options)
    if test is not None:
        return points, _as_dataset(test, options, points)
    return points, None if spec.test is None else load(spec.test, like=points)


def _as_dataset(data: Any, options: dict[str, str], like: Dataset | None = None) -> Dataset:
    if isinstance(data, Dataset):
        return data
    return Dataset.of(data, like=like, **options)


def _progress(run: Run, step: int) -> Progress:
    look, best = run.history.last, run.history.best
    return Progress(
        step=step,
        steps=run.spec.steps,
        solved=int(np.sum(look.right == 1)),
        seeds=run.spec.seeds,
        loss=float(look.loss[best]),
        accuracy=float(look.right[best]),
    )
