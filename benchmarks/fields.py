"""Vector-field layers on two spirals of two turns, against tanh layers of two units and shears.

    python benchmarks/fields.py [--seeds 20] [--points N] [--only NAME] [--pieces 100000]

For each kind of layer: how many seeds have every training point right, the median share of right
points among 4,000 others of the same curves, the median shares of a grid and of the data that some
layer folds, for how many seeds all layers are proved one-to-one, for how many they are proved to
fold, and how many networks are proved right on the whole of both curves; every such certificate is
checked. Seconds are of the processor, of training and of proving; the last line is one layer's
step by itself, which `--only step` measures alone.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass

import numpy as np

from unknot.train import tune_process


@dataclass(frozen=True)
class Row:
    """What is trained: layers, steps, learning rate, training points, curriculum."""

    layers: str
    steps: int
    rate: float
    points: int = 1600
    curriculum: str | None = None


CERTIFIED = "field:32,max-lipschitz=0.9,steps=8*6"
ROWS = {
    "6 tanh layers of 2": Row("tanh:2*6", 20_000, 0.01),
    "100 tanh layers of 2": Row("tanh:2*100", 2_000, 0.003),
    "fields": Row("field:32*6", 2_000, 0.02),
    "fields, Lip F < 0.9 a step": Row(CERTIFIED, 2_000, 0.02, 4000),
    "fields, Lip F < 0.9 a step, far first": Row(CERTIFIED, 1_000, 0.02, 4000, "far"),
    "shears": Row("shear:12*48", 4_000, 0.005),
}
STEP = "step"
BUDGET = 100_000  # pieces for a proof; with few of them nothing is proved, but it is quick


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--points", type=int)
    parser.add_argument("--only", choices=[*ROWS, STEP])
    parser.add_argument("--pieces", type=int, default=BUDGET)
    asked = parser.parse_args()
    tune_process()
    print(f"{asked.seeds} seeds, mini-batches of 400, Adam, cosine")
    for name, row in ROWS.items():
        if asked.only in (None, name):
            measure(name, row, asked)
    if asked.only in (None, STEP):
        print(f"one field layer of 32 anchors, 400 points: {step():.0f} µs a step, with its head")


def measure(name: str, row: Row, asked: argparse.Namespace) -> None:
    from unknot import Spec, fit
    from unknot.measure import folds
    from unknot.verdicts import homeomorphism

    seeds = asked.seeds
    spec = Spec(
        data=f"spirals:turns=2,points={asked.points or row.points}",
        layers=row.layers,
        seeds=seeds,
        steps=row.steps,
        learning_rate=row.rate,
        schedule="cosine",
        curriculum=row.curriculum,
        batch=400,
        patience=None,
        snapshots=2,
    )
    start = time.process_time()
    film = fit(spec)
    trained = time.process_time()
    assert film.finals is not None
    networks = [film.finals[i].float64() for i in range(seeds)]
    right = [100 * accuracy(network, film.data) for network in networks]
    seen = [folds(network, film.data) for network in networks]
    verdicts = [homeomorphism(network, film.data.points).verdict for network in networks]
    regular = [verdict == "homeomorphism" for verdict in verdicts]
    solved = np.flatnonzero(film.solved)
    proved = [whole(networks[i], film.data, asked.pieces, f"{name}, seed {i}") for i in solved]
    both = [v == "separated" and regular[i] for v, i in zip(proved, solved, strict=True)]
    print(
        f"{name} ({spec.parameters_for(2, 2)} parameters, {row.steps:,} steps, "
        f"{len(film.data):,} points): all right "
        f"{len(solved)}/{seeds}; others right {statistics.median(right):.2f} % (least "
        f"{min(right):.2f}); folded {100 * statistics.median(f.grid for f in seen):.1f} % of the "
        f"grid, {100 * statistics.median(f.data for f in seen):.1f} % of the data; one-to-one "
        f"{sum(regular)}/{seeds}, proved to fold {verdicts.count('not a homeomorphism')}; "
        f"proved on the whole sets {proved.count('separated')}, refuted "
        f"{proved.count('not separated')}, undecided "
        f"{proved.count('undecided')}, both proved {sum(both)}; {trained - start:.0f} s + "
        f"{time.process_time() - trained:.0f} s",
        flush=True,
    )


def whole(network, data, pieces: int, name: str) -> str:
    """Return whether a network is right on the whole of both curves; a proof of it is checked."""
    from unknot.verdicts import separates

    start = time.process_time()
    answer = separates(network, data, budget=pieces)
    asked = time.process_time()
    if answer.proved:
        answer.check()
    checked = time.process_time()
    print(
        f"  {name}: {answer.verdict}, {asked - start:.1f} s, check {checked - asked:.1f} s",
        file=sys.stderr,
        flush=True,
    )
    return answer.verdict


def accuracy(network, data) -> float:
    right = [
        network.predict(shape.sample(2000, 7)) == label for label, shape in enumerate(data.shapes)
    ]
    return float(np.mean(right))


def step() -> float:
    """Return the microseconds of the processor of one full-batch step, the least of six runs."""
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
        start = time.process_time()
        jax.block_until_ready(program.advance(states, plan, points, None))
        best = min(best, time.process_time() - start)
    return best / 2000 * 1e6


if __name__ == "__main__":
    main()
