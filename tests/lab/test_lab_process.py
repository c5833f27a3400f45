import asyncio
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import httpx
import pytest
from websockets.sync.client import connect

from unknot import fit
from unknot.cli import main
from unknot.cli._lab import _fragment
from unknot.errors import InputError
from unknot.lab import Lab, Limits, Settings
from unknot.lab._commands import Open
from unknot.lab._serve import _listener
from unknot.recording import Spec, write

PATIENCE = 90


@contextmanager
def started(tmp_path, *arguments):
    """Run `unknot lab`, and give the process and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "unknot", "lab", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"UNKNOT_CACHE": str(tmp_path), "COLUMNS": "500"},
    )
    assert process.stdout is not None
    try:
        assert select.select([process.stdout], [], [], PATIENCE)[0]
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@contextmanager
def opened(address, **command):
    """Open an experiment as a page does, and give its socket."""
    origin = address.rstrip("/")
    place = origin.removeprefix("http://")
    with connect(f"ws://{place}/ws", origin=origin, proxy=None) as socket:
        socket.send(json.dumps({"do": "open", **command}))
        yield socket


def ended(process) -> str:
    """Interrupt the process; give what it printed."""
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return printed


@pytest.mark.slow
def test_ctrl_c_ends_a_lab_that_trains(tmp_path):
    with started(tmp_path, "--port", "0") as (process, address):
        spec = {"data": "circles:points=40", "hidden": [3]}
        with opened(address, spec=spec, train=True) as socket:
            while not isinstance(socket.recv(timeout=PATIENCE), bytes):
                pass
            printed = ended(process)
    assert "The lab is closed." in printed
    assert "Traceback" not in printed


@pytest.mark.slow
def test_ctrl_c_does_not_wait_for_a_compilation(tmp_path):
    with started(tmp_path, "--port", "0") as (process, address):
        spec = {"data": "circles:points=40", "hidden": [12] * 16, "seeds": 8}
        with opened(address, spec=spec, train=True) as socket:
            while json.loads(socket.recv(timeout=PATIENCE))["type"] != "state":
                pass
            printed = ended(process)
    assert "The lab is closed." in printed
    assert "Traceback" not in printed


@pytest.mark.slow
def test_ctrl_c_says_nothing_of_what_is_under_way(tmp_path):
    spec = {"data": "circles:points=40", "hidden": [2]}
    with (
        started(tmp_path, "--port", "0") as (process, address),
        opened(address, spec=spec) as socket,
    ):
        told = {}
        while told.get("type") != "experiment":
            told = json.loads(socket.recv(timeout=PATIENCE))
        sweep = f"{address}sweep/{told['experiment']}.jsonl"
        with httpx.stream("GET", sweep, timeout=PATIENCE, trust_env=False) as lines:
            next(lines.iter_lines())
            printed = ended(process)
    assert printed.strip() == "The lab is closed."


def test_the_link_of_data_names_what_the_lab_keeps(tmp_path):
    (tmp_path / "pets.csv").write_text("x,y,kind\n1,2,cat\n2,1,dog\n")
    link = _fragment(Lab(Settings()), None, f"{tmp_path}/pets.csv:label=kind")
    assert link.startswith("data=upload:")
    assert "&standardise=1" in link
    assert _fragment(Lab(Settings()), None, "moons") == "data=moons"


@pytest.mark.slow
def test_it_opens_on_data_of_its_own(tmp_path):
    (tmp_path / "pets.csv").write_text("x,y,kind\n1,2,cat\n2,1,dog\n")
    source = f"{tmp_path}/pets.csv:label=kind"
    with started(tmp_path, "--port", "0", "--data", source) as (process, address):
        place, fragment = address.split("/#")
        assert fragment.startswith("data=upload:")
        assert httpx.get(place, trust_env=False).status_code == 200
        ended(process)


@pytest.mark.slow
def test_another_address_asks_for_a_token(tmp_path):
    with started(tmp_path, "--port", "0", "--host", "0.0.0.0") as (process, address):
        port = re.search(r":(\d+)/\?token=", address)[1]
        local = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{local}/", trust_env=False).status_code == 403
        token = address.split("token=")[1]
        assert httpx.get(f"{local}/?token={token}", trust_env=False).status_code == 200
        printed = ended(process)
    assert re.search(r"token=\S+", printed)  # the next link
    assert token not in printed


def run(monkeypatch, capsys, *arguments) -> str:
    monkeypatch.setenv("COLUMNS", "500")
    monkeypatch.setenv("XLA_FLAGS", os.environ.get("XLA_FLAGS", ""))
    monkeypatch.setattr(sys, "argv", ["unknot", "lab", "--no-browser", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.fixture
def unserved(monkeypatch, tmp_path):
    monkeypatch.setattr("unknot.train.tune_process", lambda: None)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("unserved")
def test_wrong_input_ends_in_a_sentence(monkeypatch, capsys):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} is in use" in run(monkeypatch, capsys, "--port", port)
    assert "There is no data set 'spiral'" in run(monkeypatch, capsys, "--data", "spiral")
    assert "There is no recording" in run(monkeypatch, capsys, "nothing.safetensors")
    said = run(monkeypatch, capsys, "nothing.safetensors", "--data", "moons")
    assert "not both" in said
    assert "no address" in run(monkeypatch, capsys, "--host", "nowhere.invalid", "--port", 0)


def test_the_link_of_a_recording_shows_its_end(tmp_path):
    spec = Spec(data="circles:points=40", hidden=(3,), seeds=3, steps=20)
    path = write(fit(spec), tmp_path / "run.safetensors")
    link = _fragment(Lab(Settings()), path, None)
    given = dict(part.split("=", 1) for part in link.split("&"))
    assert given == {
        "data": "circles:points=40",
        "hidden": "3",
        "seeds": "3",
        "steps": "20",
        "step": "20",
        "shown": str(fit(spec).best),
    }


def test_the_next_free_port_is_taken():
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with closing(_listener(Settings(port=port), exactly=False)) as listener:
            assert port < listener.getsockname()[1] <= port + 20
        with pytest.raises(InputError, match="is in use"):
            _listener(Settings(port=port), exactly=True)


def test_a_lab_that_is_closed_has_no_threads_left():
    before = set(threading.enumerate())
    lab = Lab(Settings(limits=Limits(experiments=2)))
    order = Open(do="open", spec=Spec(data="circles:points=40").model_dump(), train=True)

    async def record():
        experiment = await lab.open(order, lambda: None)
        return await experiment.record()

    with ThreadPoolExecutor(1) as aside:  # a browser may have a loop running in this thread
        assert aside.submit(asyncio.run, record()).result().recording.t0 == 0
    lab.close()
    deadline = time.monotonic() + 60
    while any(t.name.startswith("experiment") for t in set(threading.enumerate()) - before):
        assert time.monotonic() < deadline
