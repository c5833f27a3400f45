"""A small recording, made without training."""

import jax
import numpy as np
import pytest

from unknot.data import Dataset
from unknot.nets import mlp
from unknot.recording import Recording, Spec


def _many(spec, inputs, classes, seeds):
    networks = [
        mlp(seed, inputs, spec.hidden, classes, spec.activations, spec.head_for(classes))
        for seed in seeds
    ]
    return jax.tree.map(lambda *leaves: np.stack(leaves), *networks)


def _made(
    hidden=(3, 2), classes=2, validation=True, standardise=True, finals=True, data=None, **more
):
    rng = np.random.default_rng(0)
    spec = Spec(data="made", hidden=hidden, seeds=3, steps=40, **more)
    if data is None:
        names, labels = tuple("ABC"[:classes]), np.arange(9) % classes
        data = Dataset(rng.normal(size=(9, 2)), labels, names, ("x", "y"), "made", "here")
    inputs, classes = data.dimension, len(data.class_names)
    data = data.standardised() if standardise else data
    return Recording(
        spec=spec,
        data=data,
        validation=data.subset([1, 2, 3]) if validation else None,
        steps=np.array([0, 5, 10, 40]),
        networks=_many(spec, inputs, classes, range(4)),
        best=1,
        finals=_many(spec, inputs, classes, range(10, 13)) if finals else None,
        looks=np.array([0, 5, 10, 40]),
        losses=rng.random((4, 3), np.float32),
        accuracies=np.array([[0, 0.5, 1]] * 4, np.float32),
        validation_accuracies=rng.random((4, 3), np.float32) if validation else None,
        stopped=np.array([40, 40, 10]),
        interrupted=True,
    )


@pytest.fixture(scope="session")
def made():
    """Return the function that makes a recording with three seeds and four frames."""
    return _made
