import json
import socket
import struct
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

import httpx
import jax
import numpy as np
import pytest
from websockets.sync.client import connect

from unknot.lab import Limits, Settings
from unknot.lab._serve import server
from unknot.recording import Recording, decode

PATIENCE = 60  # seconds for anything to happen; nothing here measures time


@dataclass(frozen=True)
class FrameSeen:
    """A frame as it arrived."""

    experiment: int
    number: int
    step: int
    loss: float
    accuracy: float
    validation: float
    shown: int
    solved: int
    weights: np.ndarray

    @classmethod
    def of(cls, message: bytes):
        assert message[:4] == b"UKF1"
        return cls(*struct.unpack("<IIIfffII", message[4:36]), np.frombuffer(message[36:], "<f4"))


class Page:
    """A client: sends commands, waits for what it is told, and acknowledges frames."""

    def __init__(self, socket, acknowledges: bool = True):
        self.socket = socket
        self.acknowledges = acknowledges
        self.state: dict = {}
        self.paths: dict = {}  # of the next frame
        self.recording: Recording | None = None
        self.payload = b""  # of the recording
        self.step = -1  # of the newest weights, from a recording or a frame
        self.weights = np.zeros(0, np.float32)
        self.hello = self.expect("hello")

    def send(self, do: str, **rest) -> None:
        self.socket.send(json.dumps({"do": do, **rest}))

    def receive(self):
        """Give the next message: a dict, a FrameSeen or a Recording; the last of each is kept."""
        message = self.socket.recv(timeout=PATIENCE)
        if isinstance(message, str):
            told = json.loads(message)
            if told["type"] == "state":
                self.state = told
            elif told["type"] == "paths":
                self.paths = told
            return told
        if message[:4] == b"UKR1":
            self.payload = message[8:]
            self.recording = decode(self.payload, "the payload")
            leaves = jax.tree.leaves(self.recording.networks)
            self.weights = np.concatenate([leaf[-1].ravel() for leaf in leaves])
            self.step = self.recording.t1
            return self.recording
        frame = FrameSeen.of(message)
        self.step, self.weights = frame.step, frame.weights
        if self.acknowledges:
            self.send("ack", experiment=frame.experiment, frame=frame.number)
        return frame

    def until(self, wanted):
        """Receive until a message is wanted, and give that one."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self.receive()
            if wanted(message):
                return message
        raise TimeoutError

    def wait(self, condition) -> None:
        """Receive until a condition on what was received so far holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline
            self.receive()

    def expect(self, kind: str, **fields):
        """Receive until there is a message of this type and with these fields."""
        return self.until(
            lambda m: (
                isinstance(m, dict)
                and m["type"] == kind
                and all(m[name] == value for name, value in fields.items())
            )
        )

    def recorded(self, step: int | None = None, seed: int | None = None) -> Recording:
        """Receive until there is a recording, of this seed and up to this step."""
        return self.until(
            lambda m: (
                isinstance(m, Recording) and step in (None, m.t1) and seed in (None, m.spec.seed)
            )
        )

    def seen(self, **fields) -> FrameSeen:
        """Receive until there is a frame with these fields."""
        return self.until(
            lambda m: (
                isinstance(m, FrameSeen)
                and all(getattr(m, name) == value for name, value in fields.items())
            )
        )

    def rest(self, step: int) -> dict:
        """Receive until training rests at this step and its weights have come."""
        self.wait(
            lambda: (
                self.state.get("phase") in {"paused", "ended"}
                and self.state["step"] == self.step == step
            )
        )
        return self.state

    def open(self, spec: dict, **rest) -> int:
        """Make an experiment, and give its handle."""
        self.send("open", spec=spec, **rest)
        return self.expect("experiment")["experiment"]

    def error(self, **fields) -> str:
        return self.expect("error", **fields)["error"]


@dataclass
class Served:
    """A lab that runs in a thread of this process."""

    settings: Settings
    tokens: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.settings.port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def page(self, acknowledges: bool = True, **rest):
        with connect(
            f"ws://127.0.0.1:{self.port}/ws",
            origin=self.address,
            compression=None,
            max_size=None,
            proxy=None,
            close_timeout=1,
            **rest,
        ) as socket:
            yield Page(socket, acknowledges)

    def get(self, path: str, **rest) -> httpx.Response:
        return httpx.get(self.address + path, timeout=PATIENCE, trust_env=False, **rest)

    def post(self, path: str, **rest) -> httpx.Response:
        headers = {"origin": self.address} | rest.pop("headers", {})
        return httpx.post(
            self.address + path, headers=headers, timeout=PATIENCE, trust_env=False, **rest
        )


@contextmanager
def serving(tokens=None, **settings):
    """Serve a lab on a free port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        settings = Settings(port=listener.getsockname()[1], warm=False, **settings)
        running = server(settings, tokens=tokens)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + PATIENCE
        while not running.started and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            yield Served(settings)
        finally:
            running.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.fixture(scope="session")
def lab():
    """One lab for all tests that leave nothing behind which others notice."""
    with serving(limits=Limits(experiments=64)) as served:
        yield served


@pytest.fixture(scope="session")
def serve():
    """Serve a lab of one's own: ``with serve(limits=…) as lab``."""
    return serving


@pytest.fixture
def client(lab):
    with lab.page() as page:
        yield page
