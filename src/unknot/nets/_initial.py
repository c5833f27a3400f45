"""How dense weights are drawn at random."""

from collections.abc import Callable
from typing import Literal

import numpy as np

Initial = Literal["identity", "glorot", "normal"]


def glorot(rng: np.random.Generator, outputs: int, inputs: int) -> np.ndarray:
    """Draw uniformly in ±√(6/(in + out)) (Glorot and Bengio 2010)."""
    bound = (6 / (inputs + outputs)) ** 0.5
    return rng.uniform(-bound, bound, (outputs, inputs))


def _normal(rng: np.random.Generator, outputs: int, inputs: int) -> np.ndarray:
    return rng.normal(size=(outputs, inputs))


def _near_identity(rng: np.random.Generator, outputs: int, inputs: int) -> np.ndarray:
    return np.eye(outputs, inputs) + rng.normal(size=(outputs, inputs)) * (0.5 / inputs) ** 0.5


INITIAL: dict[str, Callable[[np.random.Generator, int, int], np.ndarray]] = {
    "identity": _near_identity,
    "glorot": glorot,
    "normal": _normal,
}
