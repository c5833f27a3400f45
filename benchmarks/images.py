"""A small convolutional network on handwritten digits: test error, seconds, milliseconds a step.

    python benchmarks/images.py [--folder FOLDER] [--epochs EPOCHS] [--seeds 1]

With a folder that holds MNIST's four IDX files, 60,000 images to train on, 5 times, and 10,000 to
test on; without, scikit-learn's 1,797 digits, 60 times, of which a fifth is kept apart. Adam with
mini-batches of 256 and a cosine schedule from 2e-3, the softmax loss. Besides, how long XLA takes
for the gradient of the second convolution, by its own rule and by ours, alone and within a loop,
as training has it.
"""

import argparse
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from rich.console import Console
from rich.table import Table

from unknot import Spec, fit
from unknot.data import Dataset, load

MNIST = "conv:16,5/pool:2/conv:32,5/pool:2/relu:128"
DIGITS = "conv:16,3,same/pool:2/conv:32,3/relu:128"
BATCH = 256


def problem(folder: str | None) -> tuple[Dataset, Dataset, str, int]:
    """Return points to train on, points to test on, layers for them, and how many epochs."""
    if folder is None:
        train, test = load("digits").split(0.2, 0)
        return train, test, DIGITS, 60
    train, test = (load(f"mnist:part={part},folder={folder}") for part in ("train", "test"))
    return train, test, MNIST, 5


def trained(train: Dataset, test: Dataset, layers: str, epochs: int, seed: int) -> tuple[Any, ...]:
    """Return the test error in percent, seconds of training, and milliseconds of a step."""
    steps = epochs * (len(train) // BATCH)
    spec = Spec.of(
        data=train.name,
        layers=layers,
        batch=BATCH,
        steps=steps,
        snapshots=1,
        patience=None,
        learning_rate=2e-3,
        schedule="cosine",
        seed=seed,
    )
    reached = [(0, time.perf_counter())]
    start = time.perf_counter()
    film = fit(
        spec,
        train,
        test,
        on_progress=lambda now: reached.append((now.step, time.perf_counter())),
    )
    seconds = time.perf_counter() - start
    between = [
        (then - since) / (step - before)
        for (before, since), (step, then) in pairwise(reached[1:-1])
        if step > before
    ]
    assert film.test_accuracies is not None
    each = 1e3 * min(between, default=seconds / steps)
    return 100 * (1 - film.test_accuracies[-1]), seconds, each


def gradients() -> dict[str, Callable[[bool], Callable[[], Any]]]:
    """Return gradients of a convolution in its filters and images, in a loop of one step or not."""
    import jax
    import jax.numpy as jnp

    from unknot.nets.layers._correlate import correlate

    images = jnp.ones((BATCH, 12, 12, 16), jnp.float32)
    weight = jnp.ones((32, 16, 5, 5), jnp.float32)

    def plain(images: Any, weight: Any) -> Any:
        kernels = weight.transpose(2, 3, 1, 0)
        return jax.lax.conv_general_dilated(
            images, kernels, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )

    def ours(images: Any, weight: Any) -> Any:
        return correlate(images, weight, 1, ((0, 0), (0, 0)))

    def of(rule: Callable) -> Callable[[bool], Callable[[], Any]]:
        slope = jax.grad(lambda both: jnp.sum(jnp.tanh(rule(*both))))

        def step(_: Any, both: Any) -> Any:
            return jax.tree.map(lambda one, other: one - 1e-3 * other, both, slope(both))

        once = jax.jit(lambda both, _: step(0, both))
        looped = jax.jit(lambda both, count: jax.lax.fori_loop(0, count, step, both))
        return lambda loop: (
            lambda: jax.block_until_ready((looped if loop else once)((images, weight), 1))
        )

    return {"XLA's own": of(plain), "matrix products": of(ours)}


def milliseconds(run: Callable[[], Any], times: int = 5) -> float:
    """Return the least of several, after one that compiles."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(1e3 * (time.perf_counter() - start))
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="A small convolutional network on handwritten digits."
    )
    parser.add_argument("--folder", help="of MNIST's four files; scikit-learn's digits without")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seeds", type=int, default=1)
    args = parser.parse_args()
    console = Console()
    table = Table("gradient of a convolution 5×5, 16 → 32", "alone, ms", "in a loop, ms")
    for name, rule in gradients().items():
        table.add_row(name, *(f"{milliseconds(rule(loop)):.1f}" for loop in (False, True)))
    console.print(table)
    train, test, layers, epochs = problem(args.folder)
    table = Table("seed", "test error, %", "seconds", "ms a step", title=f"{train.name}: {layers}")
    for seed in range(args.seeds):
        error, seconds, each = trained(train, test, layers, args.epochs or epochs, seed)
        table.add_row(str(seed), f"{error:.2f}", f"{seconds:.0f}", f"{each:.0f}")
    console.print(table)


if __name__ == "__main__":
    main()
