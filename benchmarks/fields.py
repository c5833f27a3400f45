"""Vector-field layers on two spirals of two turns, against tanh layers of two units.

    python benchmarks/fields.py [--seeds 20] [--points 1600] [--only NAME] [--pieces 100000]

For each kind of layer: how many seeds have every training point right, the median share of right
points among 4,000 others of the same curves, the median shares of a grid and of the data that some
layer folds, for how many seeds all layers are proved one-to-one, for how many they are proved to
fold, and how many networks are proved right on the whole of both curves. Seconds are wall time of
training and of proving; the last line is one layer's step by itself.
"""

import argparse
import statistics
import time

import numpy as np

from unknot.train import tune_process

LAYERS = {
    "6 tanh layers of 2": ("tanh:2*6", 20_000, 0.01),
    "100 tanh layers of 2": ("tanh:2*100", 2_000, 0.003),
    "fields": ("field:32*6", 2_000, 0.02),
    "fields, Lip F < 0.9 a step": ("field:32,max-lipschitz=0.9,steps=8*6", 2_000, 0.02),
    "shears": ("shear:12*48", 4_000, 0.005),
}
BUDGET = 100_000  # pieces for a proof; with few of them nothing is proved, but it is quick


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--points", type=int, default=1600)
    parser.add_argument("--only")
    parser.add_argument("--pieces", type=int, default=BUDGET)
    asked = parser.parse_args()
    tune_process()
    print(f"{asked.seeds} seeds, {asked.points} points, mini-batches of 400, Adam, cosine")
    for name, (layers, steps, rate) in LAYERS.items():
        if asked.only in (None, name):
            row(name, layers, steps, rate, asked)
    if asked.only is None:
        print(f"one field layer of 32 anchors, 400 points: {step():.0f} µs a step, with its head")


def row(name: str, layers: str, steps: int, rate: float, asked: argparse.Namespace) -> None:
    from unknot import Spec, fit
    from unknot.measure import folds
    from unknot.verdicts import homeomorphism, separates

    seeds = asked.seeds
    spec = Spec(
        data=f"spirals:turns=2,points={asked.points}",
        layers=layers,
        seeds=seeds,
        steps=steps,
        learning_rate=rate,
        schedule="cosine",
        batch=400,
        patience=None,
        snapshots=2,
    )
    start = time.perf_counter()
    film = fit(spec)
    trained = time.perf_counter()
    assert film.finals is not None
    networks = [film.finals[i].float64() for i in range(seeds)]
    right = [100 * accuracy(network, film.data) for network in networks]
    seen = [folds(network, film.data) for network in networks]
    verdicts = [homeomorphism(network, film.data.points).verdict for network in networks]
    regular = [verdict == "homeomorphism" for verdict in verdicts]
    solved = np.flatnonzero(film.solved)
    proved = [separates(networks[i], film.data, budget=asked.pieces).verdict for i in solved]
    both = [v == "separated" and regular[i] for v, i in zip(proved, solved, strict=True)]
    print(
        f"{name} ({spec.parameters_for(2, 2)} parameters, {steps:,} steps): all right "
        f"{len(solved)}/{seeds}; others right {statistics.median(right):.2f} % (least "
        f"{min(right):.2f}); folded {100 * statistics.median(f.grid for f in seen):.1f} % of the "
        f"grid, {100 * statistics.median(f.data for f in seen):.1f} % of the data; one-to-one "
        f"{sum(regular)}/{seeds}, proved to fold {verdicts.count('not a homeomorphism')}; "
        f"proved on the whole sets {proved.count('separated')}, undecided "
        f"{proved.count('undecided')}, both proved {sum(both)}; {trained - start:.0f} s + "
        f"{time.perf_counter() - trained:.0f} s",
        flush=True,
    )


def accuracy(network, data) -> float:
    right = [
        network.predict(shape.sample(2000, 7)) == label for label, shape in enumerate(data.shapes)
    ]
    return float(np.mean(right))


def step() -> float:
    """Return the microseconds of one full-batch step, the least of five runs in one thread."""
    import jax
    import optax

    from unknot import Spec
    from unknot.data import load
    from unknot.nets import drawn
    from unknot.train import LOSSES
    from unknot.train._flat import flatten
    from unknot.train._gradient import columned
    from unknot.train._program import Plan, Program

    data = load("spirals:turns=2,points=400")
    recipes = Spec(data="-", layers="field:32").recipes
    network = drawn(0, 2, recipes, 2, "logistic", points=data.points)
    rule = optax.chain(optax.scale_by_adam(), optax.scale_by_learning_rate(0.01))
    program = Program(network, LOSSES["logistic"], rule, 400, None, None)
    points = columned(data.points, data.labels)
    states = program.start(flatten(network)[None], np.zeros(1))
    plan, best = Plan(np.array([2000], np.int32), np.array([True])), np.inf
    for _ in range(6):
        start = time.perf_counter()
        jax.block_until_ready(program.advance(states, plan, points, None))
        best = min(best, time.perf_counter() - start)
    return best / 2000 * 1e6


if __name__ == "__main__":
    main()
