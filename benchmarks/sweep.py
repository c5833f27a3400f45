"""How fast sweeps are, what the table costs, and whether the impossible ever happens.

python benchmarks/sweep.py cells        # 60 architectures × 128 seeds on a disc in a ring
python benchmarks/sweep.py torch        # the same as a loop of eager trainings, from a sample
python benchmarks/sweep.py table        # ten thousand rows: written, read again, drawn
python benchmarks/sweep.py impossible   # 50,000 networks of which none may be right everywhere
python benchmarks/sweep.py processes    # one process against two
python benchmarks/sweep.py workers      # one worker of Dask against two, and the same table
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from unknot import Spec
from unknot.data import load
from unknot.nets.activations import activation_names
from unknot.sweep import (
    Asked,
    Cluster,
    Counted,
    Done,
    Grid,
    Processes,
    Swept,
    phase_diagram,
    sweep,
)

DATA = "disc-in-ring:points=400"
BASE = Spec(data=DATA, seeds=128, steps=3000, snapshots=100)
WIDTHS, DEPTHS, NAMES = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), ("tanh", "relu")


def timed(what, *arguments, **options):
    """Do something; return what comes out, its seconds, and those of the cores."""
    start, used = time.perf_counter(), _cores()
    found = what(*arguments, **options)
    return found, time.perf_counter() - start, _cores() - used


def _cores() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(one.ru_utime + one.ru_stime for one in (own, children))


def cells(folder: Path, impossible: bool, seeds: int) -> None:
    # Nothing is left out: seeds that succeed are trained to the end like all others.
    more = {"seeds": seeds} | ({"patience": None} if impossible else {})
    grid = Grid(BASE.model_copy(update=more), WIDTHS, DEPTHS, NAMES)
    asked = Asked(impossible=impossible)
    found, wall, cores = timed(sweep, grid, folder, asked=asked)
    networks = sum(row.counted.seeds for row in found.rows if row.counted is not None)
    print(
        f"{len(found.rows)} architectures, {networks:,} networks trained: {wall:.0f} s, of the "
        f"cores {cores:.0f} s; load {os.getloadavg()[0]:.1f}"
    )


@contextmanager
def nothing_compiled(folder: Path) -> Iterator[None]:
    """Begin without compiled programs, as those of an earlier run would be found again."""
    changed = {"UNKNOT_CACHE": str(folder), "JAX_COMPILATION_CACHE_DIR": None}
    before = {name: os.environ.get(name) for name in changed}
    try:
        _set(changed)
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def torch_loop(steps: int = 150) -> None:
    """Train one network of every architecture a few steps, and say what all would take."""
    import torch

    torch.set_num_threads(1)
    data = load(DATA)
    points = torch.tensor(data.points, dtype=torch.float32)
    labels = torch.tensor(data.labels, dtype=torch.float32)
    seconds = 0.0
    for name in NAMES:
        for width in WIDTHS:
            for depth in DEPTHS:
                sizes = [2, *[width] * depth]
                parts = []
                for a, b in pairwise(sizes):
                    parts += [torch.nn.Linear(a, b), getattr(torch.nn, _TORCH[name])()]
                model = torch.nn.Sequential(*parts, torch.nn.Linear(width, 1))
                rule = torch.optim.Adam(model.parameters(), lr=0.01, fused=True)
                loss = torch.nn.BCEWithLogitsLoss()

                def step(model=model, rule=rule, loss=loss):
                    rule.zero_grad()
                    loss(model(points).squeeze(1), labels).backward()
                    rule.step()

                for _ in range(10):
                    step()
                start = time.process_time()
                for _ in range(steps):
                    step()
                seconds += (time.process_time() - start) / steps
    count = len(NAMES) * len(WIDTHS) * len(DEPTHS)
    total = seconds * BASE.seeds * BASE.steps
    print(
        f"PyTorch {torch.__version__}, eager, one thread, {steps} steps of each of {count} "
        f"architectures: {seconds / count * 1e6:.0f} µs a step; all seeds and steps {total:,.0f} "
        f"s of a core, {total / 3600:.1f} hours"
    )


_TORCH = {"tanh": "Tanh", "relu": "ReLU"}


class _MadeUp:
    """An engine that does nothing, to see what the rest costs."""

    def threads(self, cells: int) -> int:  # noqa: ARG002
        return 1

    def run(self, tasks, data, note):  # noqa: ARG002
        from unknot.sweep import Row

        first = tuple(None if seed % 3 else 40 * seed for seed in range(128))
        counted = Counted(first, 8, 7, 1, 0.97, 1.0, 12.5, 0, "separated", "networks/none")
        for task in tasks:
            yield Done(Row(task.spec, "0" * 16, None, counted, 1.0), {})


def table(folder: Path) -> None:
    sizes, names = tuple(range(1, 26)), activation_names()[:16]
    grid = Grid(BASE, sizes, sizes, names)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, written, _ = timed(sweep, grid, folder, engine=_MadeUp())
    found, again, _ = timed(Swept.read, folder)
    _, drawn, _ = timed(phase_diagram, found.rows)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    size = (folder / "table.jsonl").stat().st_size / 1e6
    print(
        f"{len(found.rows):,} rows of 128 seeds, {size:.1f} MB: written, each to the disk, "
        f"{written:.1f} s; read {again:.1f} s; drawn {drawn:.1f} s; {more:.0f} MB of memory more"
    )


def impossible(folder: Path, networks: int) -> None:
    """Train monotone activations in layers of at most two units, and verify every success."""
    names = ("tanh", "relu", "leaky-relu:0.2", "sigmoid", "softplus")
    seeds = -(-networks // (2 * 5 * len(names)))
    base = BASE.model_copy(update={"seeds": seeds, "steps": 1500, "learning_rate": 0.02})
    grid = Grid(base, (1, 2), (1, 2, 3, 4, 5), names)
    asked = Asked(verify=None, impossible=True)
    found, wall, cores = timed(sweep, grid, folder, asked=asked)
    counted = [row.counted for row in found.rows if row.counted is not None]
    proved = sum(row.proof is not None for row in found.rows)
    right = sum(one.solved for one in counted)
    print(
        f"{len(found.rows)} architectures, {proved} of them proved impossible; "
        f"{sum(one.seeds for one in counted):,} networks trained, {right:,}"
        f" with every training point right, {sum(one.verified for one in counted)} right "
        f"everywhere, {sum(one.refuted for one in counted):,} refuted: {wall:.0f} s, of the cores "
        f"{cores:.0f} s"
    )


def processes(folder: Path) -> None:
    grid = Grid(BASE, (3, 4), (1, 2, 3), NAMES)
    for count in (1, 2):
        with nothing_compiled(folder / f"compiled-{count}"):
            _, wall, cores = timed(sweep, grid, folder / str(count), engine=Processes(count))
        load_ = os.getloadavg()[0]
        print(f"{count} processes: {wall:.0f} s, of the cores {cores:.0f} s; load {load_:.1f}")


@contextmanager
def dask(folder: Path, count: int) -> Iterator[str]:
    """Start a scheduler and workers of one thread on this machine; the scheduler's address."""
    from distributed import Client

    folder.mkdir()
    file = folder / "scheduler.json"

    def start(*words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", *words, "--no-dashboard"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    with ExitStack() as stack:
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        stack.callback(start("distributed.cli.dask_scheduler", *words).kill)
        while not file.exists():
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        for _ in range(count):
            words = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
            stack.callback(start("distributed.cli.dask_worker", address, *words).kill)
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)
        yield address


def workers(folder: Path) -> None:
    grid = Grid(BASE.model_copy(update={"patience": None}), WIDTHS, DEPTHS, NAMES)
    asked = Asked(impossible=True)
    tables, walls = [], []
    for count in (1, 2):
        with (
            nothing_compiled(folder / f"compiled-{count}"),
            dask(folder / f"dask-{count}", count) as address,
        ):
            engine = Cluster(address)
            found, wall, _ = timed(sweep, grid, folder / str(count), asked=asked, engine=engine)
        tables.append(found.rows)
        walls.append(wall)
        print(f"{count} workers of Dask: {wall:.0f} s; load {os.getloadavg()[0]:.1f}")
    here = sweep(grid, folder / "here", asked=asked).rows
    same = all(rows == here for rows in tables)
    print(
        f"{walls[0] / walls[1]:.2f} times as fast with two; the tables are "
        f"{'those' if same else 'NOT those'} of this machine's own processes"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ("cells", "torch", "table", "impossible", "processes", "workers")
    parser.add_argument("parts", nargs="+", choices=parts)
    parser.add_argument("--all", action="store_true", help="cells: every step of every seed")
    parser.add_argument("--seeds", type=int, default=128, help="cells: of each architecture")
    parser.add_argument("--networks", type=int, default=50_000, help="impossible: how many")
    given = parser.parse_args()
    for part in given.parts:
        with TemporaryDirectory() as made, ExitStack() as stack:
            folder = Path(made)
            stack.enter_context(nothing_compiled(folder / "compiled"))
            if part == "cells":
                cells(folder, given.all, given.seeds)
            elif part == "torch":
                torch_loop()
            elif part == "table":
                table(folder)
            elif part == "impossible":
                impossible(folder, given.networks)
            elif part == "workers":
                workers(folder)
            else:
                processes(folder)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
