"""Real cells, in this process and in others."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from unknot import Spec, fit
from unknot.data import load
from unknot.errors import BadEnvironment, InputError
from unknot.recording import read
from unknot.sweep import Asked, Grid, Processes, Swept, Table, sweep
from unknot.sweep._work import first_right

BASE = Spec(data="disc-in-ring:points=60", steps=300, seeds=4, snapshots=30, patience=None)
GRID = Grid(BASE, (2, 3), (1,))


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Swept:
    return sweep(GRID, tmp_path_factory.mktemp("sweep"), engine=Processes(0), asked=Asked(None))


def test_a_cell_that_is_proved_impossible_is_not_trained_and_its_certificate_verifies(found):
    from unknot import checker

    impossible = found.rows[0]
    assert impossible.counted is None
    assert impossible.proof.theorem == "T4.4"
    checker.check(json.loads((found.folder / impossible.proof.file).read_text()))


def test_what_is_counted_is_what_training_one_by_one_gives(found):
    row = found.rows[1]
    recording = fit(row.spec)
    counted = row.counted
    assert counted.solved == recording.solved.sum() == counted.tried
    assert counted.solved > 0
    assert counted.verified + counted.refuted <= counted.tried
    assert counted.best_seed == recording.seed
    assert counted.accuracy == np.median(recording.accuracies[-1])
    film = read(found.folder / counted.file)
    assert np.array_equal(film.losses[:, 0], recording.losses[:, recording.best])
    assert film.spec.seeds == 1


def test_steps_are_counted_from_the_first_look_of_those_that_are_right_to_the_end():
    recording = fit(BASE.model_copy(update={"hidden": (3,)}), load(BASE.data))
    expected = []
    for shares in recording.accuracies.T:
        at = len(shares)
        while at and shares[at - 1] == 1:
            at -= 1
        expected.append(None if at == len(shares) else recording.looks[at])
    assert first_right(recording) == tuple(expected)


def test_nothing_is_trained_for_a_grid_that_does_not_fit(tmp_path):
    with pytest.raises(InputError, match="parameters"):
        sweep(Grid(BASE.model_copy(update={"seeds": 100_000}), (400,), (2,)), tmp_path)
    assert not (tmp_path / "table.jsonl").exists()


def test_the_number_of_processes_is_a_whole_number():
    for wrong in (-1, 1.5, True):
        with pytest.raises(InputError, match="processes"):
            Processes(wrong)


@pytest.mark.slow
def test_processes_give_the_same_table_and_a_killed_one_is_replaced(tmp_path, found):
    engine = Processes(2)
    notes = []

    def killing(progress):
        if not notes:  # one of them, in the middle of its second cell
            out = subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True)
            ours = [int(one) for one in out.stdout.split()]
            workers = [p for p in ours if _is_worker(p)]
            if progress.done and workers:
                os.kill(workers[0], signal.SIGKILL)

    again = sweep(
        Grid(BASE, (2, 3), (1,), activations=("tanh", "relu", "softplus", "sigmoid")),
        tmp_path,
        engine=engine,
        asked=Asked(None),
        on_progress=killing,
        on_note=notes.append,
    )
    assert len(again.rows) == 8
    assert any("done again" in note for note in notes)
    assert all(Table.read(tmp_path).rows[row.key] == row for row in found.rows)


def _is_worker(process: int) -> bool:
    try:
        return "unknot.sweep._worker" in Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return False


@pytest.mark.slow
def test_a_cell_that_ends_its_process_each_time_ends_the_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr("unknot.sweep._processes.COMMAND", "import os; os._exit(7)")
    with pytest.raises(BadEnvironment, match=r"ended 3 times \(exit code 7\)"):
        sweep(Grid(BASE, (3,), (1,)), tmp_path, engine=Processes(1))


@pytest.mark.slow
def test_an_error_in_a_process_is_raised_here(tmp_path):
    wrong = Grid(BASE.model_copy(update={"batch": 10_000}), (3,), (1,))
    with pytest.raises(InputError, match="mini-batch of 10000"):
        sweep(wrong, tmp_path, engine=Processes(1))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_sweep_that_was_killed_goes_on_and_leaves_no_process_behind(tmp_path, found):
    folder = tmp_path / "out"
    words = "disc-in-ring:points=60 --width 2..3 --depth 1 --activation tanh,relu,softplus,sigmoid"
    words += " --seeds 4 --steps 300 --snapshots 30 --patience 0 --verify all --processes 2 --json"
    command = [sys.executable, "-m", "unknot", "sweep", *words.split(), "--out", str(folder)]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    table = folder / "table.jsonl"
    _wait(lambda: table.exists() and table.read_bytes().count(b"\n") >= 3)
    out = subprocess.run(["pgrep", "-P", str(first.pid)], capture_output=True, text=True)
    workers = [int(one) for one in out.stdout.split()]
    first.kill()
    first.wait()
    _wait(lambda: not any(_is_worker(one) for one in workers))
    before = Table.read(folder).rows
    assert len(before) >= 2
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(second.stdout)["rows"]
    assert len(rows) == 8
    after = Table.read(folder)
    assert list(after.rows)[: len(before)] == list(before)
    assert table.read_bytes().count(b"\n") == 9
    assert all(after.rows[row.key] == row for row in found.rows)


def _wait(until) -> None:
    end = time.monotonic() + 120
    while not until():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)
