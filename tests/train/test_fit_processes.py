"""Training in processes of its own: the same bytes again, and nothing lost to a kill."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from unknot.recording import read

SCRIPT = """
import sys
from unknot.recording import Spec
from unknot.train import fit
steps = int(sys.argv[2])
fit(Spec(data="moons:points=80", hidden=(3, 2), seeds=2, steps=steps, snapshots=2000,
         patience=None), save=sys.argv[1])
"""


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"JAX_PLATFORMS": "cpu"},
    )


def finish(process):
    output, _ = process.communicate(timeout=240)
    assert process.returncode == 0, output


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path):
    processes = [start(SCRIPT, tmp_path / name, 300) for name in "ab"]
    for process in processes:
        finish(process)
    one, two = (tmp_path / f"{name}.safetensors" for name in "ab")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.slow
def test_a_killed_run_leaves_a_readable_recording(tmp_path):
    path = tmp_path / "run.safetensors"
    process = start(SCRIPT, path, 100_000_000)
    try:
        until = time.monotonic() + 200
        while not path.exists() and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    recording = read(path)
    assert recording.interrupted
    assert np.isfinite(recording.losses).all()
    assert recording.steps[-1] == recording.looks[-1] < 100_000_000
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".safetensors"] == [path.name]


def test_tuning_a_process_keeps_its_own_flags_and_fills_the_cache(tmp_path):
    script = """
import os, sys
os.environ["XLA_FLAGS"] = "--xla_cpu_enable_fast_math=false"
from unknot.train import tune_process
tune_process(sys.argv[1])
tune_process(sys.argv[1])
flags = os.environ["XLA_FLAGS"]
assert flags.startswith("--xla_cpu_enable_fast_math=false"), flags
assert flags.count("xla_backend_extra_options") == 1, flags
import jax
assert float(jax.jit(lambda x: x + 1)(1.0)) == 2
"""
    finish(start(script, tmp_path))
    assert any(tmp_path.iterdir())
