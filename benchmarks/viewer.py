"""Milliseconds for a whole picture in the viewer, and the sizes of what is sent.

A region of 600×600, grid and 2,000 points of six layers, in headless Chromium that draws in
software; the depth moves through 60 places. A draft is what is drawn while something moves.

python benchmarks/viewer.py
python benchmarks/viewer.py unknot-tour/index.html       # only how soon pages show a picture
python benchmarks/viewer.py new/viewer.js old/viewer.js  # only drafts, by two programs in turn
python benchmarks/viewer.py hook.safetensors             # only recordings that are given
"""

import base64
import gzip
import shutil
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from unknot.nets import deform
from unknot.nets.layers.dense import DensePath
from unknot.recording import Recording, Spec, Subject, read
from unknot.train import fit, tune_process
from unknot.viewer import page, payload, script

FLAGS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
SIZE = 602  # CSS pixels, a border of one included
PLACES = 60
TURNS = 3
PAINTERS = {"auto": "WebGL2", "canvas2d": "Canvas2D"}

# A pixel is read after each picture: only then is all of it drawn.
SCRUB = """
async ([program, bytes, painter, step, size, places, draft]) => {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const { createViewer, readRecording } = await import(url);
  const element = document.querySelector("main");
  element.style.width = `${size}px`;
  const recording = readRecording(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)));
  const options = { controls: "bare", scale: 1, painter, state: { step } };
  const viewer = createViewer(element, recording, options);
  viewer.draw();
  const canvas = element.shadowRoot.querySelector("canvas");
  const gl = canvas.getContext("webgl2");
  const finish = gl
    ? () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    : () => canvas.getContext("2d").getImageData(0, 0, 1, 1);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const at = (i) => ({ depth: (recording.depth * (i + 0.5)) / places });
  const whole = (i) => {
    const start = performance.now();
    viewer.set(at(i));
    viewer.draw();
    finish();
    return performance.now() - start;
  };
  // The viewer paints in an animation frame: between ours, one asked for before and one after.
  const moving = async (i) => {
    let start = 0;
    requestAnimationFrame(() => { start = performance.now(); });
    viewer.set(at(i));
    await frame();
    finish();
    return performance.now() - start;
  };
  await frame();
  await frame();
  const times = [];
  for (const turn of [0, 1]) {
    times.length = 0; // at first shaders are compiled, and code is
    for (let i = 0; i < places; i += turn ? 1 : 6) times.push(draft ? await moving(i) : whole(i));
  }
  return times;
}
"""


# The first viewer that is live, drawn: two animation frames later.
FIRST = """
new MutationObserver((_, observer) => {
  if (!document.querySelector("unknot-viewer.live")) return;
  observer.disconnect();
  const shown = () => { globalThis.shown = performance.now(); };
  requestAnimationFrame(() => requestAnimationFrame(shown));
}).observe(document, { subtree: true, childList: true, attributeFilter: ["class"] });
"""


def first_pictures(files: list[str], times: int = 5) -> Table:
    """Return after how long pages from disk show their first picture."""
    table = Table(title=f"From navigation to the first picture, middle of {times}")
    for heading in ("page", "MB", "ms", "of the processor, ms"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for path in map(Path, files):
            looks = [_first_picture(chromium, path) for _ in range(times)]
            shown, busy = (statistics.median(column) for column in zip(*looks, strict=True))
            size = path.stat().st_size / 1e6
            table.add_row(path.name, f"{size:.2f}", f"{shown:.0f}", f"{busy:.0f}")
        chromium.close()
    return table


def _first_picture(chromium: Browser, path: Path) -> tuple[float, float]:
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    counters = opened.context.new_cdp_session(opened)
    counters.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened.add_init_script(FIRST)
    opened.goto(path.resolve().as_uri(), wait_until="commit")
    opened.wait_for_function("() => globalThis.shown")
    shown = opened.evaluate("() => globalThis.shown")
    metrics = counters.send("Performance.getMetrics")["metrics"]
    opened.close()
    (busy,) = (one["value"] for one in metrics if one["name"] == "TaskDuration")
    return shown, 1000 * busy


def main() -> None:
    """Train two networks for a moment, then scrub through them."""
    files = sys.argv[1:]
    kinds = {Path(file).suffix for file in files}
    console = Console()
    if kinds == {".js"}:
        tune_process()
        console.print(compared(files))
    elif kinds == {".safetensors"}:
        found = {Path(file).stem: read(file) for file in files}
        console.print(speeds("600×600", "recording", found))
    elif files:
        console.print(first_pictures(files))
    else:
        tune_process()
        found = {str(units): trained(units) for units in (2, 3)}
        console.print(speeds("Six layers, 600×600, 2,000 points", "units", found))
        console.print(sizes(trained(2, points=400)))


def speeds(title: str, what: str, recordings: Mapping[str, Subject]) -> Table:
    """Return how fast these are drawn, whole and as drafts, by both painters."""
    table = Table(title=title)
    for heading in (what, "layers", "painter", "picture", "ms", "slowest tenth", "pictures/s"):
        table.add_column(heading, justify="left" if heading in ("painter", "picture") else "right")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, recording in recordings.items():
            for painter in PAINTERS:
                for draft in (False, True):
                    times = scrub(chromium, recording, painter, draft)
                    middle = statistics.median(times)
                    table.add_row(
                        name,
                        str(recording.final.depth),
                        PAINTERS[painter],
                        "draft" if draft else "whole",
                        f"{middle:.1f}",
                        f"{statistics.quantiles(times, n=10)[-1]:.1f}",
                        f"{1000 / middle:.0f}",
                    )
        chromium.close()
    return table


def trained(units: int, points: int = 2000) -> Recording:
    """Return 300 frames of a network of six layers."""
    data = f"spirals:turns=1,points={points}"
    return fit(Spec(data=data, hidden=(units,) * 6, steps=600, snapshots=300, patience=None))


def compared(files: list[str]) -> Table:
    """Return how fast several viewer.js draw drafts: one after another, several times."""
    table = Table(title=f"Pictures/s of drafts, middle of {TURNS} runs in turn")
    for heading in ("units", "painter", *files):
        table.add_column(heading, justify="left" if heading == "painter" else "right")
    programs = [Path(file).read_text(encoding="utf-8") for file in files]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for units in (2, 3):
            recording = trained(units)
            for painter in PAINTERS:
                turns = []
                for turn in range(TURNS):
                    way = slice(None, None, -1 if turn % 2 else 1)  # nobody is always first
                    times = [
                        statistics.median(scrub(chromium, recording, painter, True, program))
                        for program in programs[way]
                    ]
                    turns.append(times[way])
                middles = map(statistics.median, zip(*turns, strict=True))
                rates = [f"{1000 / middle:.0f}" for middle in middles]
                table.add_row(str(units), PAINTERS[painter], *rates)
        chromium.close()
    return table


def scrub(
    chromium: Browser, recording: Subject, painter: str, draft: bool, program: str = ""
) -> list[float]:
    """Return the milliseconds that each picture took, by another viewer.js if it is given."""
    opened = chromium.new_page(viewport={"width": 800, "height": 800}, device_scale_factor=1)
    opened.set_content("<main style='display: block'></main>")
    packed = base64.b64encode(payload(recording)).decode()
    given = [program or script(), packed, painter, int(recording.steps[-1]), SIZE, PLACES, draft]
    times = opened.evaluate(SCRUB, given)
    opened.close()
    return times


def sizes(recording: Recording) -> Table:
    """Return how large the program and a page of 300 frames are."""
    viewer = script().encode()
    table = Table(title="Sizes")
    for heading in ("what", "kB", "kB gzipped"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, content in (
        ("viewer.js", viewer),
        (f"page of {len(recording.steps)} frames", page(recording).encode()),
        ("paths of its matrices", written_paths(recording)),
    ):
        packed = len(gzip.compress(content, 9))
        table.add_row(name, f"{len(content) / 1000:.0f}", f"{packed / 1000:.0f}")
    return table


def written_paths(recording: Recording) -> bytes:
    """Return what a page would hold if Python, and not the browser, found the paths of matrices."""
    path, tensors = None, {}
    for frame in range(len(recording.steps)):
        path = deform(recording.networks[frame], near=path)
        for layer, one in enumerate(path.paths):
            assert isinstance(one, DensePath)
            for name in ("planes", "angles", "axes", "stretches"):
                numbers = getattr(one.matrices, name).astype(np.float32)
                tensors.setdefault((name, layer), []).append(numbers.ravel())
    content = b"".join(np.stack(numbers).tobytes() for numbers in tensors.values())
    return base64.b64encode(gzip.compress(content, 9))


if __name__ == "__main__":
    main()
