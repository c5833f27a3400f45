"""A scheduler and workers of Dask, as processes of their own on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest

from unknot import Spec
from unknot.errors import BadEnvironment, InputError
from unknot.sweep import Asked, Cluster, Grid, Processes, sweep
from unknot.sweep._cluster import unlike

pytest.importorskip("distributed")

BASE = Spec(data="disc-in-ring:points=60", steps=300, seeds=4, snapshots=30, patience=None)
GRID = Grid(BASE, (2, 3), (1,), activations=("tanh", "relu", "softplus"))
OTHER = """
from importlib import metadata
if not hasattr(metadata, "real"):  # it is run twice
    metadata.real = metadata.version
metadata.version = lambda name: "99.0" if name == "unknot" else metadata.real(name)
"""


def test_versions_that_differ_are_named():
    assert unlike({"unknot": "1"}, {"unknot": "1", "jax": "2"}) == ""
    assert unlike({"unknot": "1"}, None) == "has no unknot that sweeps"


@contextmanager
def program(*words):
    """Run a program of Dask while the block runs."""
    command = [sys.executable, "-m", *words]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """Start a scheduler; the address, and how to start a worker of it."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    words = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    with program(*words, "--no-dashboard", "--scheduler-file", str(file)), ExitStack() as stack:
        end = time.monotonic() + 60
        while not file.exists():
            assert time.monotonic() < end
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]

        def worker(*more: str) -> subprocess.Popen:
            words = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard")
            words += ("--no-nanny", "--local-directory", str(folder), *more)
            return stack.enter_context(program(*words))

        yield address, worker


@pytest.mark.slow
def test_a_cluster_gives_the_same_table_and_may_lose_a_worker(scheduler, tmp_path):
    address, worker = scheduler
    strange = tmp_path / "strange.py"
    strange.write_text(OTHER)
    other = worker("--preload", str(strange), "--name", "strange")
    with pytest.raises(BadEnvironment, match=r"has unknot 99.0, and this sweep is of"):
        sweep(GRID, tmp_path / "none", engine=Cluster(address))
    ours = [worker(), worker()]
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=120)
    notes = []

    def killing(progress):
        if progress.done == 2:
            os.kill(ours[0].pid, signal.SIGKILL)

    found = sweep(
        GRID,
        tmp_path / "cluster",
        engine=Cluster(address),
        asked=Asked(None),
        on_progress=killing,
        on_note=notes.append,
    )
    assert other.poll() is None
    assert any("has unknot 99.0" in note for note in notes)
    here = sweep(GRID, tmp_path / "here", engine=Processes(0), asked=Asked(None))
    assert len(found.rows) == 6
    assert found.rows == here.rows
    for name in ("networks", "certificates"):
        for file in (tmp_path / "here" / name).iterdir():
            assert file.read_bytes() == (tmp_path / "cluster" / name / file.name).read_bytes()


@pytest.mark.slow
def test_where_nobody_answers_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("unknot.sweep._cluster._WAIT", 1.0)
    with pytest.raises(InputError, match="No Dask scheduler answers"):
        sweep(GRID, tmp_path, engine=Cluster("tcp://127.0.0.1:9"))
