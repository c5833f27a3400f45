"""Trained from random weights, or constructed: what parts the essay's entangled curves.

    python benchmarks/learned.py [DATA …] [--seeds 8]

For each link of a data set's classes: tanh layers of three units, and vector-field layers that may
fold or may not, trained end to end; then what is constructed of a plan. Of each: for how many seeds
every sample is right, and of these how many are proved right, proved wrong and left open on the
*whole* of both curves; whether the best one's layers are proved one-to-one; the largest singular
value of its derivative on the curves; and seconds of the processor, proofs included.
"""

import argparse
import time
from collections import Counter

import numpy as np

from unknot import Spec, fit
from unknot.links import Link
from unknot.measure import stretch
from unknot.nets import Network
from unknot.train import tune_process
from unknot.untangle import Cones, links_of, seen, untangle
from unknot.verdicts import homeomorphism, separates, sheared

DATA = ("hook", "unlink-spiral:turns=2")
TRAINED = {  # layers, steps, learning rate
    "6 tanh layers": ("tanh:3*6", 6000, 0.01),
    "6 fields": ("field:32*6", 2000, 0.02),
    "6 fields, Lip < 0.9 a step": ("field:32,max-lipschitz=0.9,steps=8*6", 2000, 0.02),
}
PIECES = 100_000
SECONDS = 300


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="*", default=DATA)
    parser.add_argument("--seeds", type=int, default=8)
    asked = parser.parse_args()
    tune_process()
    for name in asked.data:
        print(
            f"\n{name}\n\n| way | samples all right | proved on the whole: right | wrong | open "
            "| one-to-one | stretch | seconds |\n|---|---|---|---|---|---|---|---|"
        )
        for way, (layers, steps, rate) in TRAINED.items():
            trained(way, layers, steps, rate, name, asked.seeds)
        plans(name)


def trained(way: str, layers: str, steps: int, rate: float, name: str, seeds: int) -> None:
    start = time.process_time()
    spec = Spec(
        data=name,
        layers=(layers,),
        seeds=seeds,
        steps=steps,
        learning_rate=rate,
        schedule="cosine",
        patience=None,
        snapshots=2,
    )
    film = fit(spec)
    assert film.finals is not None
    solved = np.flatnonzero(film.solved).tolist()
    verdicts = Counter(
        separates(film.finals[k].float64(), film.data, budget=PIECES).verdict for k in solved
    )
    best = film.final
    assert isinstance(best, Network)
    same = homeomorphism(best, film.data.points).verdict
    counts = [verdicts[one] for one in ("separated", "not separated", "undecided")]
    right = f"{len(solved)} of {seeds} seeds"
    if not solved:
        right += f"; best {film.accuracy:.1%}"
    steep = stretch(best, film.data).levels[-1].largest.most
    row(
        way,
        right,
        counts,
        {"homeomorphism": "yes", "not a homeomorphism": "no"},
        same,
        steep,
        start,
    )


def plans(name: str) -> None:
    """Print what is constructed of plans in space."""
    (found,) = links_of(name)
    for by in ("arcs", "moves"):
        untangle(found.link, seconds=SECONDS, by=by)  # what is compiled is compiled
    for by in ("arcs", "moves", "cones"):
        start = time.process_time()
        answer = untangle(found.link, seconds=SECONDS, by=by)
        assert answer.verdict == "split", answer.reason
        if answer.cones is not None:
            way = f"{len(answer.cones.layers):,} tents, of 3 units"
            steep = stretched(answer.cones, found.link)
        elif answer.plan is not None:
            way, steep = f"{len(answer.plan.moves):,} moves of vertices", None
        else:
            assert answer.arcs is not None
            way, steep = f"{len(answer.arcs.moves):,} moves of arcs", None
        row(way, "no samples", [1, 0, 0], {}, "yes" if steep else "isotopy", steep, start)
    start = time.process_time()
    shears = sheared(found.link, seconds=SECONDS)
    if shears.network is None:
        row("shears of space", "no samples", [0, 0, 1], {}, "–", None, start)
    else:
        data, unit = seen(found.link)
        steep = stretch(shears.scaled(unit), data).levels[-1].largest.most
        way = f"{shears.leaky_layers:,} leaky ReLU layers of 3 units"
        row(way, "no samples", [1, 0, 0], {}, "yes", steep, start)


def stretched(cones: Cones, link: Link) -> float:
    """Return how far a network stretches space at the polygons; NaN where floats do not hold it."""
    data, unit = seen(link)
    network = cones.network(unit)
    if (network.predict(data.points) != data.labels).any():
        return np.nan
    return stretch(network, data).levels[-1].largest.most


def row(way, right, counts, names, same, steep, start) -> None:
    took = time.process_time() - start
    cells = [way, right, *map(str, counts), names.get(same, same)]
    cells += ["–" if steep is None or np.isnan(steep) else f"{steep:,.0f}", f"{took:.1f}"]
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
