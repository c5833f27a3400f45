"""Microseconds of CPU of a full-batch Adam step: unknot, plain JAX, PyTorch, and C, in one run.

    python benchmarks/training.py [--rounds 3]

400 points in the plane; networks 2-2-2-2-2-2-2-1 and 2-8-8-1, tanh, one logistic output. The
contestants take turns, ``--rounds`` times; printed are the least and the median of all blocks.
"Without looks" is what unknot does between two looks; the loss is not computed there.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from unknot.train import tune_process

POINTS = 400
ARCHITECTURES = {"2-2-2-2-2-2-2-1": (2,) * 6, "2-8-8-1": (8, 8)}
HERE = Path(__file__).parent

Block = Callable[[], float]  # runs some steps, returns microseconds of a step (of one network)


def unknot_block(hidden: tuple[int, ...], seeds: int, steps: int, general: bool = False) -> Block:
    """Our program for a group of seeds, in one thread, with one look at the end."""
    import jax
    import numpy as np

    from unknot.nets import mlp
    from unknot.recording import Spec
    from unknot.train import LOSSES
    from unknot.train._flat import flatten
    from unknot.train._gradient import columned, gridded
    from unknot.train._optimiser import optimiser
    from unknot.train._program import Plan, Program

    spec = Spec(data="-", hidden=hidden)
    networks = [mlp(s, 2, hidden, 2, spec.activations, "logistic", "normal") for s in range(seeds)]
    rule = optimiser(spec, networks[0])
    program = Program(networks[0], LOSSES["logistic"], rule, POINTS, None, None, general)
    points, labels = problem()
    laid = gridded(points, labels) if program.special else columned(points, labels)
    flats = np.stack([flatten(n) for n in networks])
    states = program.start(flats, np.arange(seeds))
    plan = Plan(np.array([steps], np.int32), np.array([True]))

    def block() -> float:
        start = time.process_time()
        jax.block_until_ready(program.advance(states, plan, laid, None))
        return (time.process_time() - start) / steps / seeds * 1e6

    return block


def plain_jax_block(hidden: tuple[int, ...], seeds: int, steps: int) -> Block:
    """Do what one writes first: x @ W + b on rows, optax.adam, lax.scan, vmap over seeds."""
    import jax
    import jax.numpy as jnp
    import optax

    points, labels = problem()
    x, y = jnp.asarray(points), jnp.asarray(labels, jnp.float32)
    widths = [2, *hidden, 1]
    rule = optax.adam(0.01)

    def start(key):
        keys = jax.random.split(key, len(widths) - 1)
        return [
            (jax.random.normal(k, (a, b)), jnp.zeros(b))
            for k, a, b in zip(keys, widths, widths[1:], strict=False)
        ]

    def loss(layers):
        h = x
        for w, b in layers[:-1]:
            h = jnp.tanh(h @ w + b)
        w, b = layers[-1]
        return optax.sigmoid_binary_cross_entropy((h @ w + b)[:, 0], y).mean()

    def train(key):
        def step(carry, _):
            layers, state = carry
            value, slope = jax.value_and_grad(loss)(layers)
            update, state = rule.update(slope, state)
            return (optax.apply_updates(layers, update), state), value

        layers = start(key)
        return jax.lax.scan(step, (layers, rule.init(layers)), None, length=steps)

    run = jax.jit(jax.vmap(train) if seeds > 1 else train)
    keys = jax.random.split(jax.random.key(0), seeds) if seeds > 1 else jax.random.key(0)

    def block() -> float:
        begin = time.process_time()
        jax.block_until_ready(run(keys))
        return (time.process_time() - begin) / steps / seeds * 1e6

    return block


def torch_block(hidden: tuple[int, ...], steps: int) -> Block | None:
    """PyTorch, eager, one thread, fused Adam; None if it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    points, labels = problem()
    x = torch.tensor(points)
    y = torch.tensor(labels, dtype=torch.float32)[:, None]
    parts: list[torch.nn.Module] = []
    for a, b in zip([2, *hidden], hidden, strict=False):
        parts += [torch.nn.Linear(a, b), torch.nn.Tanh()]
    network = torch.nn.Sequential(*parts, torch.nn.Linear(hidden[-1], 1))
    rule = torch.optim.Adam(network.parameters(), 0.01, fused=True)
    measure = torch.nn.BCEWithLogitsLoss()

    def block() -> float:
        begin = time.process_time()
        for _ in range(steps):
            rule.zero_grad(set_to_none=True)
            measure(network(x), y).backward()
            rule.step()
        return (time.process_time() - begin) / steps * 1e6

    return block


def c_block(hidden: tuple[int, ...], flags: list[str], folder: Path) -> Block | None:
    """Run the C program beside this file; None if there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    program = folder / f"step-{len(hidden)}-{'-'.join(f.strip('-') for f in flags)}"
    sizes = [f"-DWIDTH={hidden[0]}", f"-DDEPTH={len(hidden)}", f"-DPOINTS={POINTS}"]
    source = str(HERE / "step.c")
    subprocess.run([compiler, "-O3", *flags, *sizes, source, "-lm", "-o", program], check=True)

    def block() -> float:
        result = subprocess.run([program, "2000", "5"], check=True, capture_output=True, text=True)
        return float(result.stdout.split()[0])

    return block


def problem():
    """Return 400 points of the square and which of them lie in two opposite quarters."""
    import numpy as np

    points = np.random.default_rng(0).uniform(-1, 1, (POINTS, 2)).astype(np.float32)
    return points, (points[:, 0] * points[:, 1] > 0).astype(np.int32)


COMPILATION = """
import sys, time
from unknot.train import fit, tune_process
from unknot.recording import Spec
from unknot.data import load
tune_process(sys.argv[1])
data = load("spirals:turns=1")
from unknot.train._run import Run
start = time.process_time()
run = Run(Spec(data="-", hidden=(2,) * 6, steps=200, snapshots=8), data)
next(run.advance())
print(time.process_time() - start)
"""


def compilation(folder: Path) -> tuple[float, float]:
    """Seconds of CPU from a spec to its first steps: a new architecture, and a cached one."""

    def seconds() -> float:
        command = [sys.executable, "-c", COMPILATION, str(folder / "compiled")]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    return seconds(), statistics.median(seconds() for _ in range(3))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        new, cached = compilation(folder)
        tune_process(folder / "cache")
        table = Table(title=f"µs of CPU per Adam step and network, {POINTS} points: least / median")
        table.add_column("")
        rows: dict[str, list[str]] = {}
        for title, hidden in ARCHITECTURES.items():
            table.add_column(title, justify="right")
            contestants: dict[str, Block | None] = {
                "C, -O3 -march=native": c_block(hidden, ["-march=native"], folder),
                "C, … -ffast-math": c_block(hidden, ["-march=native", "-ffast-math"], folder),
                "unknot, 1 network": unknot_block(hidden, 1, 4000),
                "unknot, 64 networks": unknot_block(hidden, 64, 1000),
                "unknot, 1 network, autodiff": unknot_block(hidden, 1, 2000, general=True),
                "JAX scan, 1 network": plain_jax_block(hidden, 1, 400),
                "JAX scan + vmap, 64 networks": plain_jax_block(hidden, 64, 20),
                "PyTorch eager, 1 network": torch_block(hidden, 100),
            }
            times: dict[str, list[float]] = {name: [] for name in contestants}
            for _ in range(rounds):
                for name, block in contestants.items():
                    if block is not None:
                        times[name] += [block() for _ in range(6)]
            for name, values in times.items():
                text = "not installed"
                if values:
                    steady = values[1:]  # the first block compiles
                    text = f"{min(steady):.2f} / {statistics.median(steady):.2f}"
                rows.setdefault(name, []).append(text)
        for name, cells in rows.items():
            table.add_row(name, *cells)
        console = Console()
        console.print(table)
        console.print(f"To the first steps of a new architecture (2-2×6-1): {new:.2f} s of CPU")
        console.print(f"… of one in the compilation cache: {cached:.2f} s of CPU")


if __name__ == "__main__":
    main()
