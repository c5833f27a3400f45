"""Layer-wise homology: D-I through eleven layers, D-II, and 100,000 points in 15 dimensions.

    python benchmarks/homology.py [--ripser]

With ``--ripser`` (``pip install ripser``) the same clouds are given to ripser.py up to the same
distances. Times are seconds of the processor and of the clock; memory is the most so far.
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from unknot import topology
from unknot.data import load
from unknot.nets import activation, mlp
from unknot.topology import Asked, classes_of, follow, look


def timed(what: str, work: Callable[[], object], goal: str = "") -> object:
    """Do something once and print how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    used = time.process_time() - processor, time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<58} {used[0]:6.2f} s {used[1]:6.2f} s {memory:7.0f} MB  {goal}", flush=True)
    return found


def main() -> None:
    """Measure and print a table."""
    print(f"{'':<58} {'cpu':>8} {'clock':>8} {'most':>10}")
    topology.homology(np.random.default_rng(0).random((50, 2)))  # imports GUDHI
    plain = Asked(dimension=False, enclosed=False, hops=False)
    data = load("d-i:points=2000")
    net = mlp(0, 2, (15,) * 9, 2, [activation("tanh")] * 9, "softmax", initial="glorot")
    layers = [np.asarray(net.represent(data.points, k), float) for k in range(10)]
    layers.append(np.asarray(net.scores(data.points), float))
    timed(
        "D-I, 11 layers, 1,000 points a class", lambda: follow(layers, data.labels, plain), "≤ 1 s"
    )

    pairs = load("d-ii")
    classes = classes_of(pairs.points, pairs.labels, plain)
    clouds = [pairs.points[own.rows] for own in classes]
    timed(
        "D-II, one layer, 5,600 points (1,000 stand for a class)",
        lambda: look(clouds, clouds, classes, "unknown", plain),
        "≤ 2 s",
    )
    for label in (0, 1):
        points = pairs.of_class(label)
        found = timed(
            f"D-II, class {label}, all 2,800 points, loops",
            lambda p=points: topology.persistence(p),
        )
        print(f"    {found.count(1)} loops are more than noise")

    rng = np.random.default_rng(0)
    lift = np.linalg.qr(rng.normal(size=(15, 15)))[0][:3]
    large = load("d-ii:points=200000").of_class(0) @ lift + rng.normal(0, 1e-3, (100_000, 15))
    found = timed(
        "100,000 points in R^15, 1,000 landmarks", lambda: topology.homology(large), "≤ 20 s"
    )
    print("    " + found.summary())
    spread = timed("the same, 10 subsamples of 2,000", lambda: topology.subsampled(large), "≤ 20 s")
    print(f"    medians {spread.median}, from {spread.least} to {spread.most}")

    if "--ripser" in sys.argv:
        against_ripser(layers, data.labels, pairs)


def against_ripser(layers: list, labels: np.ndarray, pairs: object) -> None:
    """Give the same clouds to ripser.py, up to the same distances."""
    from ripser import ripser

    clouds = [layer[labels == label] for layer in layers for label in (0, 1)]
    some = [cloud[topology.landmarks(cloud, 400).indices] for cloud in clouds]
    ours = timed(
        "D-I, bars of 400 landmarks of 22 clouds", lambda: list(map(topology.persistence, some))
    )
    reach = [found.cutoff for found in ours]
    theirs = timed(
        "    ripser.py",
        lambda: [ripser(c, thresh=r)["dgms"] for c, r in zip(some, reach, strict=True)],
    )
    same = all(
        len(o.bars[1]) == len(t[1])
        and np.allclose(np.sort(o.bars[1][:, 0]), np.sort(t[1][:, 0]), atol=1e-5)
        for o, t in zip(ours, theirs, strict=True)
    )
    print(f"    the same births: {same}")
    points = pairs.of_class(0)
    reach = topology.persistence(points).cutoff
    timed(
        "    ripser.py, D-II, class 0, up to the same distance",
        lambda: ripser(points, thresh=reach),
    )


if __name__ == "__main__":
    main()
