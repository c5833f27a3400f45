"""The same network, data and epochs with PyTorch and pytorch-metric-learning's NCALoss."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from pytorch_metric_learning.losses import NCALoss
from rich.progress import Progress
from torch import nn

import mnist
from mnist import BATCH, RATE, Images, Outcome
from unknot.data import Dataset

SCALE = 10  # 1 / temperature; lengths are brought to 1 by its own distance


def network(units: int) -> nn.Sequential:
    """Return the layers of `mnist.BODY` and a linear one."""
    return nn.Sequential(
        *(nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(16, 32, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(512, 128), nn.ReLU(), nn.Linear(128, units)),
    ).to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def pixels(data: Dataset) -> torch.Tensor:
    """Return images (n, 1, 28, 28), channels last."""
    found = torch.from_numpy(data.points.astype(np.float32)).reshape(-1, 1, 28, 28)
    return found.contiguous(memory_format=torch.channels_last)


def trained(given: Images, seed: int, epochs: int, progress: Progress) -> Outcome:
    """Train by NCALoss as `mnist.ROWS["soft"]` is trained, and let the same neighbours judge."""
    torch.manual_seed(seed)
    images, labels = pixels(given.learnt), torch.tensor(given.learnt.labels)
    net, loss = network(64), NCALoss(softmax_scale=SCALE)
    each = len(images) // BATCH
    steps = epochs * each
    optimiser = torch.optim.Adam(net.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate(steps))
    task = progress.add_task(f"NCALoss, seed {seed}", total=steps)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(epochs):
        order = torch.randperm(len(images))
        for place in range(each):
            some = order[place * BATCH : (place + 1) * BATCH]
            optimiser.zero_grad(set_to_none=True)
            value: Any = loss(net(images[some]), labels[some])
            value.backward()
            optimiser.step()
            schedule.step()
            progress.advance(task)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    progress.remove_task(task)

    def represent(data: Dataset) -> np.ndarray:
        with torch.no_grad():
            parts = [net(part) for part in pixels(data).split(mnist.PART)]
        return nn.functional.normalize(torch.cat(parts), dim=1).numpy().astype(np.float64)

    found, search = mnist.judged(represent, given)
    return Outcome(found, wall, cpu, search)


def rate(steps: int) -> Callable[[int], float]:
    """Return the share of the learning rate at a step: it rises for a tenth, then a cosine."""
    warm = round(0.1 * steps)

    def at(step: int) -> float:
        share = min(max(step - warm, 0) / (steps - warm), 1)
        return min(1, (step + 1) / max(warm, 1)) * (0.01 + 0.99 * (1 + np.cos(np.pi * share)) / 2)

    return at


def lost(far: float = 12.0) -> tuple[int, int]:
    """Return for how many of four points NCALoss, and ours, has a slope that is not 0.

    Each point's only neighbour of its own class is so far that exp(−d²) is 0 in single precision.
    """
    import jax
    import jax.numpy as jnp
    from pytorch_metric_learning.distances import LpDistance

    from unknot.neighbours import neighbour_loss

    places = [[0.0, 0.0], [1.0, 0.0], [far, 0.0], [far + 1, 0.0]]
    points = torch.tensor(places, requires_grad=True)
    plain = LpDistance(normalize_embeddings=False, power=2)
    NCALoss(distance=plain)(points, torch.tensor([0, 1, 0, 1])).backward()
    labels = jnp.array([0, 1, 0, 1])
    ours = jax.grad(lambda x: neighbour_loss(x, labels))(jnp.array(places))
    theirs = np.zeros(1) if points.grad is None else points.grad.numpy()
    return int(np.any(theirs != 0, axis=-1).sum()), int(np.any(np.asarray(ours) != 0, axis=1).sum())
