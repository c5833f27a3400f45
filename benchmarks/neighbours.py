"""Nearest neighbours: seconds of the search, milliseconds of the loss, and what digits teach.

    python benchmarks/neighbours.py [search] [loss] [digits]
    python benchmarks/neighbours.py mnist torch --folder FOLDER [--seeds 3] [--test]

The first three, if none is named; `mnist` and `torch` take long (benchmarks/mnist.py). The search
is held against scikit-learn's brute force, on the same points; of the loss a step of gradient
descent is timed inside a compiled loop, as it is trained, with the k nearest chosen by bisection
(ours), by ``lax.top_k``, and not at all.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

import mnist
from unknot.errors import UnknownName

QUERIES, REFERENCES, WIDTH, NEAREST = 10_000, 60_000, 64, 10
ROUNDS = 3
STEPS = 20


def seconds(run: Callable[[], object]) -> str:
    """Return the least wall time of some rounds, and the CPU time of that round."""
    found = []
    for _ in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = min(found)
    return f"{wall:.2f} s ({cpu:.2f} s of CPU)"


def search(table: Table) -> None:
    """10,000 queries among 60,000 points of 64 coordinates; and tight clusters far from 0."""
    from sklearn.neighbors import NearestNeighbors

    from unknot.neighbours import k_nearest

    rng = np.random.default_rng(0)
    centres = rng.normal(size=(10, WIDTH))
    for name, spread in (("normal", 1.0), ("clusters of size 0.001", 1e-3)):
        middles = centres[rng.integers(0, 10, REFERENCES)] if spread < 1 else 0
        points = middles + spread * rng.normal(size=(REFERENCES, WIDTH))
        queries = points[:QUERIES] + spread * rng.normal(size=(QUERIES, WIDTH))
        peer = NearestNeighbors(n_neighbors=NEAREST, algorithm="brute").fit(points)
        same = np.mean(k_nearest(queries, points, NEAREST)[1] == peer.kneighbors(queries)[1])
        said = f"{same:.2%} of the neighbours are the same"
        ours = seconds(partial(k_nearest, queries, points, NEAREST))
        table.add_row(f"search, {name}", "unknot", ours, said)
        table.add_row("", "scikit-learn", seconds(partial(peer.kneighbors, queries)), "")


def loss(table: Table) -> None:
    """Time a step of gradient descent on the points themselves."""
    import jax
    import jax.numpy as jnp

    from unknot.neighbours import NeighbourRule, _loss, neighbour_losses

    def sorted_kth(values: jax.Array, k: int) -> jax.Array:
        return -jax.lax.top_k(-values, k)[0][:, -1]

    ours = _loss._kth
    rule = NeighbourRule("inverse", k=15)
    for count, width in ((256, 64), (256, 2), (2048, 2)):
        rng = np.random.default_rng(0)
        points = jnp.asarray(rng.normal(size=(count, width)), jnp.float32)
        labels = jnp.asarray(rng.integers(0, 10, count))
        for name, one, kth in (
            ("bisection", rule, ours),
            ("lax.top_k", rule, sorted_kth),
            ("all neighbours", replace(rule, k=None), ours),
        ):
            _loss._kth = kth
            slope = jax.grad(lambda x, one=one, y=labels: neighbour_losses(x, y, one)[0].mean())
            run = jax.jit(
                lambda x, slope=slope: jax.lax.fori_loop(
                    0, STEPS, lambda _, x: x - 0.01 * slope(x), x
                )
            )
            jax.block_until_ready(run(points))
            times = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                jax.block_until_ready(run(points))
                times.append((time.perf_counter() - start) / STEPS)
            table.add_row(f"loss, {count} × {width}", name, f"{1e3 * min(times):.2f} ms", "")
        _loss._kth = ours


def digits(table: Table) -> None:
    """Test errors on 8 × 8 digits: the first 1,200 images are learnt, the other 597 tested."""
    from sklearn.datasets import load_digits
    from sklearn.neighbors import KNeighborsClassifier

    from unknot.estimators import NeighbourClassifier, NetworkClassifier

    points, kinds = load_digits(return_X_y=True)
    points = points / 16
    shape = {"hidden": (64, 32), "steps": 1000, "learning_rate": 0.003, "schedule": "cosine"}
    shape |= {"standardise": False, "patience": None}

    def error(make: Callable[[int], KNeighborsClassifier]) -> str:
        wrong = [
            1 - make(seed).fit(points[:1200], kinds[:1200]).score(points[1200:], kinds[1200:])
            for seed in range(ROUNDS)
        ]
        return f"{np.mean(wrong):.1%} ± {np.std(wrong, ddof=1):.1%}"

    plain = error(lambda _: KNeighborsClassifier())
    table.add_row("digits, test error", "5 nearest images", plain, "")
    table.add_row("", "softmax", error(lambda s: NetworkClassifier(random_state=s, **shape)), "")
    for name, rule in (
        ("soft, length 1, T = 0.1", {}),
        ("soft, T = 1", {"normalise": False, "temperature": 1.0}),
        ("1/d of 15", {"kernel": "inverse", "k": 15, "normalise": False}),
        ("1/d⁴", {"kernel": "inverse", "power": 4, "normalise": False}),
        ("the essay's: 1/d of all", {"kernel": "inverse", "normalise": False}),
        ("1/d of all, no log", {"kernel": "inverse", "measure": "share", "normalise": False}),
    ):
        made = error(lambda s, rule=rule: NeighbourClassifier(random_state=s, **shape, **rule))
        table.add_row("", name, made, f"{ROUNDS} seeds, 5 nearest in the representation")


PARTS = {"search": search, "loss": loss, "digits": digits}


def against_torch(console: Console, args: argparse.Namespace) -> None:
    """Say errors and times of the soft loss and of NCALoss; or why there is no comparison."""
    try:
        import mnist_torch
    except ImportError as error:
        console.print(f"No comparison: {error}. pip install torch pytorch-metric-learning")
        return
    theirs, ours = mnist_torch.lost()
    console.print(
        "Of four points whose own class is 12 away, "
        f"{theirs} have a slope by NCALoss, {ours} by ours."
    )
    given, row = mnist.images(args.folder, args.test), mnist.ROWS["soft"]
    epochs = args.epochs or row.epochs
    table = mnist.table_of(f"MNIST, {epochs} epochs, errors in percent, {args.seeds} seeds")
    with Progress(console=console) as progress:
        for name, train in (
            ("unknot", lambda s: mnist.trained(row, given, s, epochs, progress)),
            ("NCALoss", lambda s: mnist_torch.trained(given, s, epochs, progress)),
        ):
            outcomes = [train(seed) for seed in range(args.seeds)]
            mnist.add(table, name, outcomes, given.judged_by.labels)
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help="search loss digits mnist torch; the first three")
    parser.add_argument("--folder", help="of MNIST's four files; else unknot's cache")
    parser.add_argument("--rows", default=",".join(mnist.ROWS), help="of mnist, with commas")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--epochs", type=int, help="instead of each row's own")
    parser.add_argument(
        "--test",
        action="store_true",
        help="learn from all training images, be judged by the test images",
    )
    parser.add_argument("--pictures", type=Path, help="where to draw planes and spaces")
    args = parser.parse_args()
    parts, names = args.parts or list(PARTS), args.rows.split(",")
    for kind, given, known in (
        ("part", parts, [*PARTS, "mnist", "torch"]),
        ("row", names, mnist.ROWS),
    ):
        for name in given:
            if name not in known:
                raise UnknownName(kind, name, known)
    console = Console()
    console.width = max(console.width, 130)  # the tables' lines are of no use if folded
    table = Table("what", "who", "how much", "note")
    for part in parts:
        if part in PARTS:
            PARTS[part](table)
    if table.rows:
        console.print(table)
    if "mnist" in parts:
        given = mnist.images(args.folder, args.test)
        console.print(mnist.rows(console, given, names, args.seeds, args.epochs, args.pictures))
    if "torch" in parts:
        against_torch(console, args)


if __name__ == "__main__":
    main()
