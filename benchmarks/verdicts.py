"""What verdicts cost: verifying networks on whole sets, and deciding about architectures.

Run it with nothing else on the machine: ``python benchmarks/verdicts.py``. Prints processor seconds
of one thread, the least of several runs: of finding with the check that makes it a proof, and of
that check alone, for the files as they are written.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from collections.abc import Callable
from itertools import product

import numpy as np

from unknot import Spec, fit
from unknot.data import Dataset, load
from unknot.nets import Dense, Head, Network, activation
from unknot.shapes import Ball, Box, Points, Polyline, Shape, Shell, SolidTorus, Sphere, Union
from unknot.verdicts import Certificate, can_classify, separates

RUNS = 3


def least(work: Callable[[], Certificate]) -> tuple[float, Certificate]:
    best, found = np.inf, None
    for _ in range(RUNS):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    return best, found


def checked(found: Certificate) -> str:
    if not found.proved:
        return "      -"
    start = time.process_time()
    found.check()
    return f"{time.process_time() - start:7.2f}"


def trained_networks() -> None:
    print("\ntrained networks on whole sets    verdict       pieces   seconds   checker")
    for data, hidden, seeds in [
        ("two-curves", (2,), 16),
        ("spirals:turns=1", (2,) * 5, 256),
        ("disc-in-ring", (3,), 16),
        ("linked-tori:points=4000", (4, 4), 8),
    ]:
        recording = fit(
            Spec(data=data, hidden=hidden, seeds=seeds, steps=4000, learning_rate=0.02, patience=40)
        )
        seconds, found = least(lambda r=recording: separates(r.final, r.data))
        print(
            f"  {data:24s} {'-'.join(map(str, hidden)):9s} {found.verdict:13s}"
            f"{found.facts.get('pieces', 0):8,} {seconds:9.2f}   {checked(found)}"
        )


def cost_by_depth() -> None:
    print("\na curve of 100,000 segments through tanh layers of width 3      seconds   checker")
    angle = np.linspace(0, 2 * np.pi, 100_001)[:-1]
    circle = Polyline(
        [tuple(v) for v in np.stack([np.cos(angle), np.sin(angle), np.cos(2 * angle)], 1).tolist()],
        closed=True,
    )
    rng = np.random.default_rng(2)
    for depth in (1, 5, 10, 20, 40):
        layers = [
            Dense(rng.normal(size=(3, 3)) * 0.8, rng.normal(size=3) * 0.3, activation("tanh"))
            for _ in range(depth)
        ]
        # Both sets are on their right sides by far, so that every piece is bounded just once.
        far = Ball((99, 99, 99), 1e-3)
        layers[0] = Dense(rng.normal(size=(3, 3)) * 0.01, np.zeros(3), activation("tanh"))
        body = Network(layers)
        sides = [float(body.represent(s.sample(50, 0)).sum(1).mean()) for s in (far, circle)]
        sign = 1.0 if sides[1] > sides[0] else -1.0
        middle = 0.5 * sum(sides)
        network = Network(
            layers, Head(np.full((1, 3), sign), np.array([-sign * middle]), "logistic")
        )
        seconds, found = least(lambda n=network, f=far: separates(n, [f, circle]))
        pieces = found.facts.get("pieces", 0)
        print(f"  {depth:3d} layers, {pieces:,} pieces {seconds:35.2f}   {checked(found)}")


def cost_by_margin() -> None:
    print("\na disc in a ring, by the margin that is left       pieces   seconds")
    angles = 2 * np.pi * np.arange(3) / 3
    weight = 4 * np.stack([np.cos(angles), np.sin(angles)], 1)
    layer = Dense(weight, np.full(3, -1.0), activation("tanh"))
    sets = [Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)]
    scores = Network([layer], Head(np.ones((1, 3)), np.zeros(1), "logistic"))
    turn = 2 * np.pi * np.arange(200_000) / 200_000
    least_score = scores.scores(0.75 * np.stack([np.cos(turn), np.sin(turn)], 1)).min()
    for margin in (0.1, 0.01, 0.001, 1e-4):
        head = Head(np.ones((1, 3)), np.array([margin - least_score]), "logistic")
        seconds, found = least(lambda h=head: separates(Network([layer], h), sets))
        print(f"  {margin:8.0e} {found.verdict:15s} {found.facts['pieces']:25,} {seconds:9.2f}")


def architectures() -> None:
    print("\narchitectures                                        verdict      seconds   checker")
    for data, hidden, name in [
        ("disc-in-ring", (2, 2), "tanh"),
        ("disc-in-ring", (3,), "tanh"),
        ("disc-in-ring", (2,), "gelu"),
        ("intervals:changes=9", (2,), "relu"),
        ("spirals:turns=5", (2, 2), "tanh"),
        ("shells:dimension=4", (4, 4), "tanh"),
        ("shells:dimension=4", (5,), "tanh"),
        ("linked-tori", (3, 3), "tanh"),
        ("linked-tori", (4, 4), "tanh"),
        ("whitehead", (3, 3), "tanh"),
        ("borromean", (3, 3), "tanh"),
        ("hook", (3, 3), "tanh"),
    ]:
        sets = load(data)
        seconds, found = least(lambda s=sets, h=hidden, n=name: can_classify(s, h, n, search=False))
        what = f"{data}, {'-'.join(map(str, hidden))} {name}"
        print(f"  {what:50s} {found.verdict:12s} {seconds:8.2f}   {checked(found)}")


def theorems() -> None:
    print("\none theorem each                                     verdict      seconds   checker")
    turn = 2 * np.pi * np.linspace(0, 1, 61)
    level = np.stack([np.cos(turn), np.sin(turn), 0 * turn], 1)
    across = np.stack([1 + np.cos(turn), 0 * turn, np.sin(turn)], 1)
    flat, upright = Polyline(level[:-1].tolist(), closed=True), Polyline(across[:-5].tolist())
    bits = list(product((0, 1), repeat=3))
    parity = [Points([x for x in bits if sum(x) % 2 == k]) for k in (0, 1)]
    around = [(3, 0), (1.5, 2.5), (-1.5, 2.5), (-3, 0), (-1.5, -2.5), (1.5, -2.5)]
    six = [Union([Box((x, y), (x + 2, y + 2)) for x, y in around[k::2]]) for k in (0, 1)]
    torus = SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.3)
    circle = Sphere((0, 0, 0), (0, 1), 1)
    through = Polyline([(0, 0, -1), (2, 0, -1), (2, 0, 1), (0, 0, 1)], closed=True)
    corner = Union([Ball(place, 1.5) for place in ((3, 0, 0), (0, 3, 0), (0, 0, 3))])
    near: list[Shape] = [Ball((0, 0, 0), 1), Ball((2.000001, 0, 0), 1)]
    cases: list[tuple[str, list[Shape] | Dataset, tuple[int, ...], str]] = [
        ("gathered: a ring with an opening through a ring", [upright, flat], (3, 3), "tanh"),
        ("gathered: a ball in a torus", [Ball((0, 0, 0), 0.5), torus], (3, 3), "tanh"),
        ("section: the same", [Ball((0, 0, 0), 0.5), torus], (2, 2), "tanh"),
        ("threaded: a circle that a polygon goes through", [through, circle], (3, 3), "tanh"),
        ("first layer: the same, whatever follows", [through, circle], (2, 16), "sin"),
        ("directions: a ball in a corner of balls", [Ball((0, 0, 0), 1), corner], (2, 16), "sin"),
        ("plane: balls 1e-6 apart", near, (1, 1), "relu"),
        ("apart: 1e-6 apart", [Ball((0, 0), 1), Shell((0, 0), 1.000001, 2)], (3, 3), "relu"),
        ("two enclosed", load("nested-rings:rings=2"), (3,), "relu"),
        ("no order", parity, (1,), "square"),
        ("overlap", six, (1, 3), "sin"),
    ]
    for what, sets, hidden, name in cases:
        seconds, found = least(lambda s=sets, h=hidden, n=name: can_classify(s, h, n, search=False))
        print(f"  {what:50s} {found.verdict:12s} {seconds:8.2f}   {checked(found)}")


def planar() -> None:
    print("\nsegments in the plane, width 2                       verdict      seconds   checker")
    turn = 2 * np.pi * np.linspace(0, 1, 10_001)
    circle = np.stack([np.cos(turn), np.sin(turn)], 1)
    far = np.linspace(0.3, 1, 5001)
    arms = [far[:, None] * np.stack([np.cos(t), np.sin(t)], 1) for t in (8 * np.pi * far,)]
    arms.append(-arms[0])
    dot = Points([(0.1, 0.05)])
    cases: list[tuple[str, list[Shape]]] = [
        ("two spirals of 5,000", [Polyline(a.tolist(), closed=False) for a in arms]),
        ("a point in a ring of 10,000", [dot, Polyline(circle[:-1].tolist(), closed=True)]),
        ("the same with an opening", [dot, Polyline(circle[:-1].tolist(), closed=False)]),
    ]
    for what, sets in cases:
        seconds, found = least(lambda s=sets: can_classify(s, (2, 2), "tanh", search=False))
        print(f"  {what:50s} {found.verdict:12s} {seconds:8.2f}   {checked(found)}")


def near_identity(depth: int) -> list[Dense]:
    rng, layers = np.random.default_rng(0), []
    for _ in range(depth):
        turn = rng.normal(size=(2, 2))
        near = np.eye(2) + 0.5 / depth * (turn - turn.T + 0.3 * (turn + turn.T))
        layers.append(Dense(near, np.zeros(2), activation("tanh")))
    return layers


def turning(depth: int, name: str, stretch: float = 1.0) -> list[Dense]:
    """Return layers that turn the plane by a tenth of a radian each."""
    turn = stretch * np.array([[np.cos(0.1), -np.sin(0.1)], [np.sin(0.1), np.cos(0.1)]])
    return [Dense(turn, np.zeros(2), activation(name))] * depth


DEEP: dict[str, Callable[[int], list[Dense]]] = {
    "near the identity, tanh": near_identity,
    "turning, tanh": lambda depth: turning(depth, "tanh", 1 + 0.5 / depth),
    "turning, leaky ReLU": lambda depth: turning(depth, "leaky-relu"),
}


def deep() -> None:
    print("\ntwo discs through layers of width 2                     pieces   seconds   checker")
    sets = [Ball((-1, 0), 0.5), Ball((1, 0), 0.5)]
    for (name, made), depth in product(DEEP.items(), (10, 100, 1000)):
        layers = made(depth)
        one, other = (Network(layers).represent(s.sample(400, 0)) for s in sets)
        across = other.mean(axis=0) - one.mean(axis=0)
        level = 0.5 * ((one @ across).max() + (other @ across).min())
        head = Head(across[None], np.array([-level]), "logistic")
        network = Network(layers, head)
        seconds, found = least(lambda n=network: separates(n, sets))
        pieces = found.facts.get("pieces", 0)
        print(
            f"  {depth:5,} {name:24s} {found.verdict:13s}{pieces:17,} {seconds:9.2f}   "
            f"{checked(found)}"
        )


if __name__ == "__main__":
    architectures()
    theorems()
    planar()
    deep()
    trained_networks()
    cost_by_depth()
    cost_by_margin()
