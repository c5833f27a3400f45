"""The speed of rigorous arithmetic, and how much wider than necessary its results are.

Run it with nothing else on the machine: ``python benchmarks/proof_arithmetic.py``. Prints processor
seconds of one thread (start it with ``OPENBLAS_NUM_THREADS=1``), the least of several runs.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from unknot import proof
from unknot.proof import Interval, Pieces, enclose, enclose_derivative, names, separate

RUNS = 5


def least_seconds(work: Callable[[], object]) -> float:
    best = np.inf
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def arithmetic() -> None:
    rng = np.random.default_rng(0)
    n = 1_000_000
    x = Interval(rng.uniform(0.1, 3, n))
    y = Interval(rng.uniform(0.1, 1, n), rng.uniform(1, 2, n))
    print("\na million intervals            seconds   relative width of a point")
    for name, work in {
        "x + y": lambda a: a + y,
        "x * y": lambda a: a * y,
        "x / y": lambda a: a / y,
        "sqrt": Interval.sqrt,
        **{
            f.__name__: f for f in (proof.exp, proof.log, proof.tanh, proof.sigmoid, proof.softplus)
        },
        **{f.__name__: f for f in (proof.arctan, proof.sin, proof.erf)},
    }.items():
        seconds = least_seconds(lambda work=work: work(x))
        value = work(x)
        width = (value.width() / value.magnitude()).max() if " " not in name else np.nan
        print(f"  {name:26s} {seconds:9.3f}   {width:.1e}")
    points = Interval(rng.standard_normal((100_000, 16)))
    weights = rng.standard_normal((16, 16))
    seconds = least_seconds(lambda: points @ weights)
    print(f"  {'(100,000 × 16) @ (16 × 16)':26s} {seconds:9.3f}")


def activations() -> None:
    rng = np.random.default_rng(1)
    low = rng.uniform(-4, 4, 200_000)
    x = Interval(low, low + rng.uniform(0, 0.1, low.size))
    print("\n200,000 intervals              value     slope     (seconds)")
    for name in names():
        value = least_seconds(lambda name=name: enclose(name, x))
        slope = least_seconds(lambda name=name: enclose_derivative(name, x))
        print(f"  {name:26s} {value:9.3f} {slope:9.3f}")


def layers_of(rng: np.random.Generator, width: int, depth: int, activation: str) -> list:
    return [
        (rng.standard_normal((width, width)) * 1.2, rng.standard_normal(width) * 0.3, activation)
        for _ in range(depth)
    ] + [(rng.standard_normal((1, width)), np.zeros(1), None)]


def images(vertices: np.ndarray, layers: list) -> Pieces:
    return Pieces.segments(vertices[:-1], vertices[1:]).through(layers)


def taylor_models() -> None:
    count = 100_000
    angle = np.linspace(0, 2 * np.pi, count + 1)
    print("\nsegments through layers        segments/s   widest image   sampled width there")
    for width, depth, activation in [
        (3, 1, "tanh"), (3, 5, "tanh"), (3, 10, "tanh"), (3, 20, "tanh"), (2, 10, "tanh"),
        (8, 10, "tanh"), (3, 10, "leaky-relu"), (3, 10, "softplus"), (3, 10, "gelu"),
    ]:  # fmt: skip
        rng = np.random.default_rng(2)
        layers = layers_of(rng, width, depth, activation)
        circle = np.column_stack([np.cos((k + 1) * angle) for k in range(width)])
        run = partial(images, circle, layers)
        seconds = least_seconds(run)
        widths = run().range().width()[:, 0]
        worst = int(widths.argmax())
        line = circle[worst] + np.linspace(0, 1, 1001)[:, None] * (
            circle[worst + 1] - circle[worst]
        )
        values = Pieces(line, np.zeros((1001, 0, width))).through(layers).centre
        print(
            f"  {depth:2d} of width {width}, {activation:10s}  {count / seconds:11,.0f}"
            f"   {widths[worst]:.2e}       {np.ptp(values):.2e}"
        )


def hulls() -> None:
    print("\nhulls of two sets              together     apart     touching   (seconds)")
    for n, d in [(100, 2), (2000, 2), (2000, 3), (500, 10), (2000, 10)]:
        rng = np.random.default_rng(3)
        a, b = rng.standard_normal((n, d)), rng.standard_normal((n, d))
        apart, touching = b.copy(), np.abs(b)
        apart[:, 0] += 12
        touching[0] = 0.0
        corner = -np.abs(a)
        corner[0] = 0.0
        times = [
            least_seconds(lambda p=p, q=q: separate(p, q))
            for p, q in ((a, b), (a, apart), (corner, touching))
        ]
        print(
            f"  {n} points in dimension {d:2d}   {times[0]:9.3f} {times[1]:9.3f} {times[2]:12.3f}"
        )


if __name__ == "__main__":
    proof.require_ieee()
    arithmetic()
    activations()
    taylor_models()
    hulls()
