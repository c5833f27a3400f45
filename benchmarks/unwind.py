"""Spirals unwound by shears: explicit weights of width 2 where training finds none.

    python benchmarks/unwind.py [--turns 1 2 3 5] [--tubes]

For each number of turns: shears, leaky ReLU layers of two units that they are, the largest stretch
along the curves, the proved margin, pieces bounded, seconds of one core until it was found and
proved, seconds that the checker takes alone, and the size of the certificate. With --tubes the sets
are solid tubes about the same curves, of half the largest radius at which they are disjoint.
"""

import argparse
import json
import time

import numpy as np

from unknot import checker
from unknot.data import load
from unknot.measure import stretch
from unknot.shapes import Polyline, Tube
from unknot.verdicts import unwound

PER_TURN = 40  # corners of a tube's core


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=float, nargs="+", default=[1, 2, 3, 5])
    parser.add_argument("--tubes", action="store_true")
    asked = parser.parse_args()
    print("turns  shears  layers  stretch  margin  pieces  seconds  check  MB")
    for turns in asked.turns:
        data = load(f"spirals:turns={turns},points=2000")
        start = time.process_time()
        made = unwound(tubes(data) if asked.tubes else data, seconds=600)
        took = time.process_time() - start
        if made.found is None:
            print(f"{turns:5g}  {made.certificate.reason} ({took:.0f} s)")
            continue
        steep = stretch(made.found.network, data).levels[-1].largest.most
        facts, content = made.certificate.facts, made.certificate.content
        start = time.process_time()
        checker.check(content)
        checked = time.process_time() - start
        size = len(json.dumps(content)) / 1e6
        print(
            f"{turns:5g}  {len(made.found.network.layers):6,}  {made.found.leaky_layers:6,}  "
            f"{steep:7.0f}  {facts['margin']:6.3f}  {facts['pieces']:6,}  {took:7.1f}  "
            f"{checked:5.1f}  {size:.2f}",
            flush=True,
        )


def tubes(data) -> list[Tube]:
    """Return tubes about the curves."""
    found = []
    for shape in data.shapes:
        formula, (first, last) = shape.formula
        count = int(PER_TURN * data_turns(data)) + 1
        rows = formula(np.linspace(first, last, count))
        found.append(Polyline(tuple(map(tuple, rows.tolist()))))
    near = min(float(found[1].distance(found[0].sample(20_000, 0)).min()), 1.0)
    return [Tube(core, near / 4) for core in found]


def data_turns(data) -> float:
    """Return how often a class winds about the centre."""
    x, y = data.shapes[0].sample(5000, 0).T
    order = np.argsort(np.hypot(x, y))
    return float(np.ptp(np.unwrap(np.arctan2(y, x)[order]))) / (2 * np.pi)


if __name__ == "__main__":
    main()
