"""Spirals unwound by shears: explicit weights of width 2 where training finds none.

    python benchmarks/unwind.py [--turns 1 2 3 5] [--tubes]
    python benchmarks/unwind.py --pairs 0 1 2 3 4 5 6 7 8 9

For each number of turns: shears, leaky ReLU layers of two units that they are, the largest stretch
along the curves, the proved margin, pieces bounded, seconds of one core until it was found and
proved, seconds that the checker takes alone, and the size of the certificate. With --tubes the sets
are solid tubes about the same curves, of half the largest radius at which they are disjoint. With
--pairs they are polygons that wind round each other, drawn at random by these seeds (`pair`).
"""

import argparse
import json
import time
from contextlib import suppress

import numpy as np
from scipy.spatial import KDTree

from unknot import checker
from unknot.data import load
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.shapes import Polygon, Polyline, Tube
from unknot.verdicts import unwound

PER_TURN = 40  # corners of a tube's core
CORNERS = 60  # along each side of an arm
LEAST = 1 / 50  # of the extent: pairs whose arms are closer are drawn again
THICK = 1 / 3  # of the least distance between the arms


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=float, nargs="+", default=[1, 2, 3, 5])
    parser.add_argument("--tubes", action="store_true")
    parser.add_argument("--pairs", type=int, nargs="+", default=[])
    asked = parser.parse_args()
    if asked.pairs:
        pairs(asked.pairs)
        return
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


def pairs(seeds: list[int]) -> None:
    """Print a row for each pair of polygons."""
    print("seed  shears  layers  margin  pieces  seconds  check  MB")
    for seed in seeds:
        start = time.process_time()
        made = unwound(pair(seed))
        took = time.process_time() - start
        if made.found is None:
            print(f"{seed:4}  {made.certificate.reason} ({took:.0f} s)", flush=True)
            continue
        facts, content = made.certificate.facts, made.certificate.content
        start = time.process_time()
        checker.check(content)
        checked = time.process_time() - start
        print(
            f"{seed:4}  {len(made.found.network.layers):6,}  {made.found.leaky_layers:6,}  "
            f"{facts['margin']:6.3f}  {facts['pieces']:6,}  {took:7.1f}  {checked:5.1f}  "
            f"{len(json.dumps(content)) / 1e6:.2f}",
            flush=True,
        )


def pair(seed: int) -> list[Polygon]:
    """Draw polygons that wind round each other: two arms, twisted about two or three centres.

    Every circle about a centre turns by an angle that falls off with its radius, by up to more than
    a full turn. Neither polygon encloses a point of the other.
    """
    rng = np.random.default_rng(seed)
    while True:
        along = np.linspace(-1, 1, 600)
        arms = [np.stack([along, np.full_like(along, y)], axis=1) for y in (-0.12, 0.12)]
        for _ in range(int(rng.integers(2, 4))):
            centre = rng.uniform(-0.8, 0.8, 2) * [1, 0.3]
            most = rng.choice([-1, 1]) * rng.uniform(1.0, 2.2) * np.pi
            width = rng.uniform(0.3, 0.6)
            arms = [twisted(arm, centre, most, width) for arm in arms]
        arms = [even(arm, 2000) for arm in arms]
        near = float(KDTree(arms[1]).query(arms[0])[0].min())
        if near < LEAST * np.ptp(np.concatenate(arms), axis=0).max():
            continue
        with suppress(InputError):  # an arm is too near to itself
            return [thick(even(arm, CORNERS), 0.5 * THICK * near) for arm in arms]


def twisted(points: np.ndarray, centre: np.ndarray, most: float, width: float) -> np.ndarray:
    """Turn circles about a centre."""
    x, y = (points - centre).T
    angle = most * np.exp(-(x**2 + y**2) / width**2)
    cos, sin = np.cos(angle), np.sin(angle)
    return centre + np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)


def even(points: np.ndarray, count: int) -> np.ndarray:
    """Return points at equal steps along a curve."""
    along = np.append(0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    at = np.linspace(0, along[-1], count)
    return np.stack([np.interp(at, along, axis) for axis in points.T], axis=1)


def thick(core: np.ndarray, radius: float) -> Polygon:
    """Return the polygon at a distance about a curve."""
    ahead = np.gradient(core, axis=0)
    ahead /= np.hypot(*ahead.T)[:, None]
    side = radius * np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    core = core.copy()
    core[[0, -1]] += radius * np.array([-ahead[0], ahead[-1]])
    corners = np.concatenate([core + side, (core - side)[::-1]])
    return Polygon(tuple(map(tuple, corners.tolist())))


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
