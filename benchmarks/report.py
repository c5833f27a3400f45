"""How long a report takes: 10,000 points through ten layers of 64 units, read-out by read-out."""

import time

import numpy as np

from unknot.nets import activation, mlp
from unknot.reports import report


def main() -> None:
    rng = np.random.default_rng(0)
    labels = np.arange(10_000) % 10
    points = rng.normal(size=(10_000, 64)) + 2 * rng.normal(size=(10, 64))[labels]
    net = mlp(0, 64, (64,) * 10, 10, [activation("tanh")] * 10, "softmax")
    start, used = time.perf_counter(), time.process_time()
    found = report(net, points, labels, name="10 clouds")
    print(f"in all {time.perf_counter() - start:.1f} s ({time.process_time() - used:.1f} s of CPU)")
    for key, seconds in found.seconds.items():
        print(f"  {key:12} {seconds:6.1f} s")


if __name__ == "__main__":
    main()
