"""Seeds as an axis, as on an accelerator: forced here, on a core, and held to the usual path."""

import jax
import numpy as np
import pytest

from unknot import Spec
from unknot.data import load
from unknot.train._run import Run

DATA = load("spirals:points=90")


def run(spec: Spec, batched: bool):
    training = Run(spec, DATA, batched=batched)
    for _ in training.advance():
        pass
    return training.recording(interrupted=False)


def apart(one, other) -> float:
    """Return the largest difference of two recordings' last weights, of all seeds."""
    pairs = zip(jax.tree.leaves(one.finals), jax.tree.leaves(other.finals), strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


@pytest.mark.parametrize(
    "more", [{}, pytest.param({"batch": 30}, marks=pytest.mark.slow)], ids=["all", "mini-batches"]
)
def test_gradients_are_the_same_for_seeds_together(more):
    # After one step of gradient descent of size 1 weights differ by their gradients.
    spec = Spec(data="spirals", hidden=(2, 3), seeds=5, steps=1, snapshots=1, optimiser="sgd")
    spec = spec.model_copy(update={"learning_rate": 1.0, "momentum": 0.0} | more)
    assert apart(run(spec, True), run(spec, False)) < 1e-5


@pytest.mark.slow
def test_short_runs_are_the_same_and_seeds_that_are_done_stand_still():
    spec = Spec(
        data="spirals", hidden=(8,), seeds=6, steps=600, snapshots=30, patience=2, learning_rate=0.1
    )
    together, alone = run(spec, True), run(spec, False)
    assert np.allclose(together.losses[:4], alone.losses[:4], atol=1e-4)
    short = spec.model_copy(update={"steps": 20, "snapshots": 4})
    assert apart(run(short, True), run(short, False)) < 1e-3
    stopped = together.stopped < 600
    assert np.array_equal(stopped, (together.accuracies[-3:] == 1).all(axis=0) & stopped)
    for seed in np.flatnonzero(stopped):
        after = together.looks > together.stopped[seed]
        assert len(np.unique(together.losses[after, seed])) <= 1


def test_a_core_takes_one_after_the_other_unless_asked():
    if jax.default_backend() != "cpu":
        pytest.skip("this machine has an accelerator")
    assert not Run(Spec(data="spirals", seeds=2), DATA)._ensemble._program._batched
