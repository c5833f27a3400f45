"""What the contractive penalty does to a network under an obstruction, and what it costs.

    python benchmarks/penalty.py [--seeds 8] [--picture tradeoff.png]

A disc in a ring, two layers of two tanh units: no weights are right on the whole of both sets
(docs/theory.md, T4.4). For a row of weights, of the best of some seeds: the share of right
training points, of 4,000 others of the shapes, the mean norm of the scores' derivatives at the
training points, the steepest slope and the largest stretch seen. Then a step with and without a
penalty, of one network: the least of some tries, in µs.
"""

import argparse
import time

import numpy as np

from unknot.train import tune_process

WEIGHTS = (0.0001, 0.001, 0.01, 0.1)
COSTS = {
    "2-2-2-1, 400 points": {"data": "disc-in-ring", "hidden": (2, 2)},
    "2-8-8-1, 400 points": {"data": "disc-in-ring", "hidden": (8, 8)},
    "64-conv-pool-32-10, batches of 128": {
        "data": "digits",
        "layers": "conv:8,3/pool:2/relu:32",
        "batch": 128,
    },
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--picture")
    asked = parser.parse_args()
    tune_process()
    from unknot import draw

    print("| penalty | training points | of the shapes | mean ‖J‖ | L | σ_max |")
    print("|---|---|---|---|---|---|")
    film = [row(None, asked.seeds)]
    film += [row(f"contractive:{w:g}", asked.seeds) for w in WEIGHTS]
    film += [row(f"contractive:{w:g},per=layer", asked.seeds) for w in WEIGHTS[:-1]]
    row(f"contractive:{WEIGHTS[-1]:g},per=layer", asked.seeds)  # constant: not drawn
    if asked.picture:
        draw.save(draw.tradeoff(film), asked.picture)
    print("\n| one step, µs | none | none, automatic | contractive | per=layer |")
    print("|---|---|---|---|---|")
    for name, fields in COSTS.items():
        cells = steps(fields)
        print(f"| {name} | {' | '.join(f'{cell:.0f}' for cell in cells)} |", flush=True)


def row(penalty: str | None, seeds: int):
    from unknot import Spec, fit
    from unknot.measure import jacobian_norms, stretch

    spec = Spec(
        data="disc-in-ring",
        hidden=(2, 2),
        learning_rate=0.02,
        steps=3000,
        seeds=seeds,
        snapshots=20,
        penalty=penalty,
    )
    recording = fit(spec)
    seen = stretch(recording.final, recording.data)
    norm = np.mean(jacobian_norms(recording.final, recording.data.points))
    print(
        f"| {penalty or 'none'} | {recording.accuracy:.1%} | {seen.dense_right / seen.dense:.1%} "
        f"| {norm:.2g} | {seen.steepness:.3g} | {seen.levels[-1].largest.most:.3g} |",
        flush=True,
    )
    return recording


def steps(fields: dict, tries: int = 15) -> list[float]:
    """Return the least times of a step, in µs; tries take turns, for the machine is shared."""
    runs = [Stepped(fields, general=False), Stepped(fields, general=True)]
    texts = ("contractive:0.001", "contractive:0.001,per=layer")
    runs += [Stepped(fields | {"penalty": text}, general=True) for text in texts]
    found = [[run.once() for run in runs] for _ in range(tries)]
    return np.min(found, axis=0).tolist()


class Stepped:
    """A network in training, so many steps at a time that a clock can tell."""

    def __init__(self, fields: dict, general: bool):
        from unknot import Spec
        from unknot.data import load
        from unknot.train._ensemble import Ensemble

        spec = Spec(learning_rate=0.001, **fields)
        self.ensemble = Ensemble(spec, load(spec.data), None, general, threads=1)
        self.count = 20
        self.once()
        while self.once() * self.count < 30_000:
            self.count *= 2

    def once(self) -> float:
        """Return the time of a step, in µs."""
        start = time.perf_counter()
        self.ensemble.advance([(self.count, False)], lambda *_: None)
        return (time.perf_counter() - start) / self.count * 1e6


if __name__ == "__main__":
    main()
