"""Recordings to show."""

import pytest

from unknot import Spec, fit


@pytest.fixture(scope="session")
def spiral():
    """Return 300 frames of the spiral network with six layers, two seeds."""
    return fit(
        Spec(
            data="spirals",
            hidden=(2,) * 6,
            snapshots=300,
            patience=None,
            seeds=2,
            learning_rate=0.02,
            steps=3000,
        )
    )


@pytest.fixture(scope="session")
def curves():
    """Return a small network that tells two curves apart."""
    return fit(
        Spec(data="two-curves", hidden=(2,), learning_rate=0.02, steps=1500, seeds=8, snapshots=40)
    )
