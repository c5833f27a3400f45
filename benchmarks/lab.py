"""The live lab: training speed while watched, frames for many, memory, first frame, pictures.

python benchmarks/lab.py [minutes]
python benchmarks/lab.py sweep       # only the small sweep, and the same by `unknot sweep`
python benchmarks/lab.py pictures    # only pictures a second, diagram of units closed and open
python benchmarks/lab.py pictures OTHER/src/unknot  # … and by another checkout's bundles, in turn
python benchmarks/lab.py pictures viewer.js         # … and by that program alone, without a lab

A server of its own is started, with the compilation cache of `unknot`. Memory is watched for so
many minutes (default 1) while 16 viewers are connected.
"""

import asyncio
import json
import re
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table
from websockets.asyncio.client import ClientConnection, connect

from unknot.data import load
from unknot.recording import Recording, Spec
from unknot.train import Live, tune_process
from viewer import FLAGS, scrub, trained

SPEC = Spec(data="spirals:turns=1", hidden=(2,) * 5, patience=None)
VIEWERS = 16
SECONDS = 5.0
SWEPT = Spec(data="circles", hidden=(2, 2))
TURNS = 3
LOOKS = 7  # turns of pictures: a machine that others use, too, is faster and slower by the minute
SIX = "data=spirals:turns=1&hidden=2,2,2,2,2,2&seed=1&patience=none"
BUNDLES = ("lab/assets/lab.js", "lab/assets/lab.css", "viewer/assets/viewer.js")

# Pictures a second that stand on the page: each has an animation frame, and a pixel is read of it.
DRAWN = """
async ([seconds, depth]) => {
  const viewer = unknotLab.viewers[0];
  const canvas = document.querySelector(".viewer").shadowRoot.querySelector("canvas");
  const gl = canvas.getContext("webgl2");
  const finish = gl
    ? () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    : () => canvas.getContext("2d").getImageData(0, 0, 1, 1);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let [pictures, shown] = [0, viewer.state.step];
  const start = performance.now();
  for (let i = 0; performance.now() - start < 1000 * seconds; i++) {
    if (depth) viewer.set({ depth: (viewer.recording.depth * ((i % 60) + 0.5)) / 60 });
    await frame();
    finish();
    if (depth || viewer.state.step !== shown) pictures++;
    shown = viewer.state.step;
  }
  return (1000 * pictures) / (performance.now() - start);
}
"""


class Viewer:
    """A page that acknowledges every frame at once, and counts."""

    def __init__(self, socket: ClientConnection):
        self.socket = socket
        self.handle = 0
        self.key = ""
        self.step = self.frames = 0

    async def say(self, do: str, **rest) -> None:
        """Send a command."""
        await self.socket.send(json.dumps({"do": do, **rest}))

    async def listen(self, seconds: float = float("inf"), until_frame: bool = False) -> None:
        """Receive for a while, or until there is a frame."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            try:
                message = await asyncio.wait_for(self.socket.recv(), min(left, 3600))
            except TimeoutError:
                return
            if isinstance(message, str):
                told = json.loads(message)
                if told["type"] == "experiment":
                    self.handle, self.key = told["experiment"], told["key"]
            elif message[:4] == b"UKF1":
                handle, number, self.step = struct.unpack_from("<III", message, 4)
                self.frames += 1
                await self.say("ack", experiment=handle, frame=number)
                if until_frame:
                    return


def page(address: str):
    """Connect as a page does."""
    place = address.removeprefix("http://").rstrip("/")
    return connect(
        f"ws://{place}/ws", origin=f"http://{place}", compression=None, max_size=None, proxy=None
    )


def headless() -> float:
    """Return steps per second without a server, in calls of about 15 ms."""
    live = Live(SPEC, load(SPEC.data))
    live.take(1000)
    start, before = time.perf_counter(), live.step
    while time.perf_counter() - start < SECONDS:
        live.take(4000)
    return (live.step - before) / (time.perf_counter() - start)


def memory(process: subprocess.Popen) -> float:
    """Return a process's resident memory in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1000


async def first_frame(address: str) -> float:
    """Return the seconds from connecting to the first frame of a training network."""
    start = time.perf_counter()
    async with page(address) as socket:
        viewer = Viewer(socket)
        await viewer.say("open", spec=SPEC.model_dump(mode="json"), train=True, speed=50)
        await viewer.listen(until_frame=True)
        await viewer.say("close", experiment=viewer.handle)
    return time.perf_counter() - start


async def watched(address: str) -> float:
    """Return steps per second with one viewer connected."""
    async with page(address) as socket:
        viewer = Viewer(socket)
        await viewer.say("open", spec=SPEC.model_dump(mode="json"), train=True)
        await viewer.listen(2.0)
        before, start = viewer.step, time.perf_counter()
        await viewer.listen(SECONDS)
        rate = (viewer.step - before) / (time.perf_counter() - start)
        await viewer.say("close", experiment=viewer.handle)
    return rate


async def crowd(address: str, process: subprocess.Popen, minutes: float) -> dict[str, list[float]]:
    """Return every viewer's frames per second, steps per second, and memory over time."""
    async with asyncio.TaskGroup() as tasks:
        sockets = [await page(address) for _ in range(VIEWERS)]
        viewers = [Viewer(socket) for socket in sockets]
        await viewers[0].say("open", spec=SPEC.model_dump(mode="json"), train=True)
        await viewers[0].listen(until_frame=True)
        for viewer in viewers[1:]:
            await viewer.say("join", key=viewers[0].key)
        listening = [tasks.create_task(viewer.listen()) for viewer in viewers]
        await asyncio.sleep(3)
        start = time.perf_counter()
        before, step = [viewer.frames for viewer in viewers], viewers[0].step
        sizes = [memory(process)]
        while time.perf_counter() - start < 60 * minutes:
            await asyncio.sleep(min(10.0, 60 * minutes))
            sizes.append(memory(process))
        seconds = time.perf_counter() - start
        frames = [(v.frames - b) / seconds for v, b in zip(viewers, before, strict=True)]
        for task in listening:
            task.cancel()
        for socket in sockets:
            await socket.close()
    return {"frames": frames, "steps": [(viewers[0].step - step) / seconds], "memory": sizes}


async def swept(address: str) -> tuple[float, int, dict]:
    """Return the seconds of the lab's small sweep, how many cells it has, and what is swept."""
    async with page(address) as socket:
        viewer = Viewer(socket)
        await viewer.say("open", spec=SWEPT.model_dump(mode="json"))
        while not viewer.handle:
            await viewer.listen(0.2)
        place = f"{address.rstrip('/')}/sweep/{viewer.handle}.jsonl"

        def read() -> tuple[float, int, dict]:
            start = time.perf_counter()
            with urllib.request.urlopen(place) as lines:
                about, *cells = map(json.loads, lines)
            done = {(cell["width"], cell["depth"]) for cell in cells}
            return time.perf_counter() - start, len(done), about

        found = await asyncio.to_thread(read)
        await viewer.say("close", experiment=viewer.handle)
    return found


def swept_by_command(about: dict) -> float:
    """Return the seconds that `unknot sweep` takes for the same, in one process, too."""
    words = {
        **{"width": ",".join(map(str, about["widths"])), "activation": about["activation"]},
        **{"depth": ",".join(map(str, about["depths"])), "seeds": about["seeds"]},
        **{"steps": about["steps"], "snapshots": 2, "verify": 2, "processes": 1},
    }
    options = [str(word) for name, word in words.items() for word in (f"--{name}", word)]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "unknot", "sweep", SWEPT.data, *options]
        start = time.perf_counter()
        subprocess.run([*command, "--out", f"{folder}/swept"], check=True, capture_output=True)
    return time.perf_counter() - start


def sweeps(address: str) -> None:
    """Sweep in the lab and by the command in turn, and print cells a second."""
    table = Table(title="A small sweep: cells a second, those proved impossible among them")
    for heading in ("cells", "in the lab", "by the command"):
        table.add_column(heading, justify="right")
    for _ in range(TURNS):
        seconds, cells, about = asyncio.run(swept(address))
        table.add_row(
            str(cells), f"{cells / seconds:.2f}", f"{cells / swept_by_command(about):.2f}"
        )
    Console().print(table)


def pictures(chromium: Browser, address: str, bundles: Path, opened: bool) -> list[float]:
    """Return pictures a second: scrubbing through layers, and while it trains at full speed."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=1)
    page.add_init_script(f"localStorage['unknot-units'] = '{'open' if opened else 'closed'}'")
    for bundle in map(bundles.joinpath, BUNDLES):
        page.route(f"**/{bundle.name}", lambda route, _, path=bundle: route.fulfill(path=path))
    page.goto(f"{address}#{SIX}")
    page.wait_for_function("() => globalThis.unknotLab?.viewers[0]")
    assert page.locator("details.units").evaluate("(units) => units.open") is opened
    page.evaluate(DRAWN, [SECONDS, True])  # shaders are compiled, and code is
    scrubbed = page.evaluate(DRAWN, [SECONDS, True])
    page.get_by_role("button", name="Train", exact=True).click()
    page.wait_for_function("() => unknotLab.viewers[0].state.step > 0")
    trained = page.evaluate(DRAWN, [SECONDS, False])
    page.close()
    return [scrubbed, trained]


def alone(chromium: Browser, recording: Recording, program: Path) -> list[float]:
    """Return pictures a second of drafts that a viewer.js draws, with nothing around it."""
    times = scrub(chromium, recording, "auto", True, program.read_text(encoding="utf-8"))
    return [1000 / statistics.median(times)]


def drawn(address: str, others: list[Path]) -> None:
    """Print pictures a second with the diagram closed and open, by several bundles in turn.

    Programs alone, drawing six layers without a lab around them, say how fast the machine was.
    """
    table = Table(title=f"Pictures/s, six layers, middle of {LOOKS} turns (and the most)")
    for heading in ("what", "drawn by", "scrubbing", "training"):
        table.add_column(heading, justify="right" if heading.endswith("ing") else "left")
    recording = trained(2)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        rows: dict[tuple[str, str], Callable[[], list[float]]] = {}
        for other in others:
            if other.suffix == ".js":
                looks = {"viewer alone, 600 × 600": partial(alone, chromium, recording, other)}
            else:
                looks = {
                    f"lab, 1440 × 900, diagram {what}": partial(
                        pictures, chromium, address, other, what == "open"
                    )
                    for what in ("closed", "open")
                }
            rows |= {(what, str(other)): look for what, look in looks.items()}
        turns = {row: [] for row in rows}
        for turn in range(LOOKS):
            for row in list(rows)[:: -1 if turn % 2 else 1]:  # nobody is always first
                turns[row].append(rows[row]())
        chromium.close()
    for row, found in turns.items():
        rates = zip(*found, strict=True)
        table.add_row(*row, *(f"{statistics.median(one):.1f} ({max(one):.1f})" for one in rates))
    Console().print(table)


def main() -> None:
    """Start a server, measure, print."""
    only = sys.argv[1] if sys.argv[1:] and sys.argv[1] in ("sweep", "pictures") else ""
    minutes = float(sys.argv[1]) if sys.argv[1:] and not only else 1.0
    tune_process()
    alone = 0.0 if only else headless()
    process = subprocess.Popen(
        [sys.executable, "-m", "unknot", "lab", "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found
    address = found[0]
    try:
        if only == "sweep":
            sweeps(address)
            return
        if only == "pictures":
            drawn(address, [Path("src/unknot"), *map(Path, sys.argv[2:])])
            return
        asyncio.run(first_frame(address))  # fills the cache
        opened = asyncio.run(first_frame(address))
        one = asyncio.run(watched(address))
        many = asyncio.run(crowd(address, process, minutes))
    finally:
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait(30)
        closed = time.perf_counter() - start
    table = Table(title="The live lab: spirals of one turn, 5 layers of 2 units, 400 points")
    table.add_column("what")
    table.add_column("measured", justify="right")
    sizes = many["memory"]
    for what, measured in (
        ("page open to first frame (compiled before)", f"{opened:.2f} s"),
        ("training head-less", f"{alone:,.0f} steps/s"),
        ("training with 1 viewer", f"{one:,.0f} steps/s ({one / alone:.0%})"),
        (f"training with {VIEWERS} viewers", f"{many['steps'][0]:,.0f} steps/s"),
        (
            f"frames of each of {VIEWERS} viewers",
            f"{min(many['frames']):.1f} … {max(many['frames']):.1f} /s",
        ),
        (
            f"memory over {minutes:g} min",
            f"{sizes[0]:.0f} → {sizes[-1]:.0f} MB (most {max(sizes):.0f})",
        ),
        ("Ctrl-C to the end", f"{closed:.2f} s"),
    ):
        table.add_row(what, measured)
    Console().print(table)


if __name__ == "__main__":
    main()
