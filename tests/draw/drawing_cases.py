"""Networks and recordings to draw: random ones, for what is drawn does not depend on training."""

import jax
import numpy as np

from unknot import draw
from unknot.data import Dataset
from unknot.nets import Network, activation, deform, mlp
from unknot.recording import Recording, Spec

CASES = {
    "two-curves": ("two-curves:points=60", (2,), "tanh"),
    "spirals": ("spirals:points=60", (2, 2, 2, 2), "tanh"),
    "disc, 2 units": ("disc-in-ring:points=60", (2, 2), "tanh"),
    "disc, 3 units": ("disc-in-ring:points=60", (3,), "tanh"),
    "up and down": ("disc-in-ring:points=60", (3, 2), "tanh"),
    "one unit": ("intervals:points=60", (1,), "tanh"),
    "two units": ("intervals:points=60", (2,), "tanh"),
    "iris": ("iris:points=60", (3,), "tanh"),
    "digits": ("digits:points=80", (16, 2), "tanh"),
    "no hidden layer": ("two-curves:points=60", (), "tanh"),
    "relu": ("moons:points=60", (2, 2), "relu"),
    "wide relu": ("moons:points=60", (4, 3, 2), "relu"),
    "fold": ("moons:points=60", (2,), "sin"),
    "tori, 3 units": ("linked-tori:points=60", (3,), "tanh"),
    "tori, 4 units": ("linked-tori:points=60", (4,), "tanh"),
}


def network_for(data: Dataset, hidden: tuple[int, ...], name: str = "tanh", seed: int = 1):
    classes = len(data.class_names)
    head = "logistic" if classes == 2 else "softmax"
    sigmas = [activation(name)] * len(hidden)
    return mlp(seed, data.dimension, hidden, classes, sigmas, head).float64()


def recording_for(data: Dataset, hidden: tuple[int, ...], seeds: int = 3, frames: int = 5):
    networks = [network_for(data, hidden, seed=k) for k in range(frames)]
    finals = [networks[-1], *(network_for(data, hidden, seed=50 + k) for k in range(1, seeds))]
    accuracies = np.array([[np.mean(n.predict(data.points) == data.labels) for n in finals]])
    accuracies = np.repeat(accuracies, frames, axis=0)
    accuracies[-1, 0] = 1.0
    decay = 2.0 ** -np.arange(frames)[:, None] * (1 + np.arange(seeds))
    return Recording(
        spec=Spec(data=data.source, hidden=hidden),
        data=data,
        validation=None,
        steps=np.arange(frames) * 10,
        networks=_stacked(networks),
        best=0,
        finals=_stacked(finals),
        looks=np.arange(frames) * 10,
        losses=decay,
        accuracies=accuracies,
        validation_accuracies=None,
        stopped=np.full(seeds, frames * 10),
    )


def _stacked(networks: list[Network]) -> Network:
    return jax.tree.map(lambda *leaves: np.stack(leaves).astype(np.float32), *networks)


def depth_movie(network: Network, data: Dataset, target, **how):
    """A movie of a network's deformation."""
    return draw.movie(deform(network), target, data=data, **how)
