"""Viewers of one's own making in a browser, and the lab as a person starts it."""

import base64
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from lab_page import SMALL, LabPage

from unknot.recording import Recording
from unknot.viewer import payload, script

# What a painter hands to WebGL: the camera's matrix, and vertices.
SPY = """
(() => {
  const gl = WebGL2RenderingContext.prototype;
  globalThis.spy = { uploads: [], camera: null };
  const listen = (name, note) => {
    const real = gl[name];
    gl[name] = function (...rest) { note(rest); return real.apply(this, rest); };
  };
  listen("uniformMatrix4fv", (rest) => { spy.camera = Array.from(rest[2]); });
  for (const name of ["bufferData", "bufferSubData"]) {
    listen(name, (rest) => {
      const data = rest.find((each) => each instanceof Float32Array);
      if (data) spy.uploads.push(Array.from(data));
    });
  }
})();
"""

MAKE = """
async ([program, bytes, options, size]) => {
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const { createViewer, readRecording } = await import(url);
  const element = document.querySelector("main");
  element.style.width = `${size}px`;
  const binary = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
  globalThis.viewer = createViewer(element, readRecording(binary), options);
}
"""

PIXELS = """
() => {
  const { width, height, data } = viewer.pixels();
  let text = "";
  for (let i = 0; i < data.length; i += 8192) {
    text += String.fromCharCode(...data.subarray(i, i + 8192));
  }
  return [width, height, btoa(text)];
}
"""


@dataclass
class Shown:
    """A viewer in a page that is nothing else."""

    seen: Any

    @property
    def page(self) -> Any:
        return self.seen.page

    def set(self, **state) -> None:
        self.page.evaluate("(state) => viewer.set(state)", state)

    def pixels(self) -> np.ndarray:
        """Return the picture, (height, width, 3)."""
        width, height, text = self.page.evaluate(PIXELS)
        data = np.frombuffer(base64.b64decode(text), np.uint8)
        return data.reshape(height, width, 4)[..., :3]

    def window(self) -> tuple[float, ...]:
        """Return what the last flat picture shows: its centre, half its width and height."""
        matrix = self.page.evaluate("(viewer.draw(), spy.camera)")
        half_width, half_height = 1 / matrix[0], 1 / matrix[5]
        return -matrix[12] * half_width, -matrix[13] * half_height, half_width, half_height

    def vertices(self, floats: int) -> np.ndarray:
        """Draw, and return the places of all vertices that take so many floats each."""
        uploads = self.page.evaluate("(spy.uploads = [], viewer.draw(), spy.uploads)")
        return np.vstack([np.reshape(each, (-1, floats))[:, :3] for each in uploads])


@pytest.fixture
def shown(visit):
    """Return the function that shows a recording as the viewer's options say."""

    def show(recording: Recording, size: int = 300, **options) -> Shown:
        seen = visit("about:blank")
        seen.page.set_content("<style>main { display: block }</style><main></main>")
        seen.page.evaluate(SPY)
        packed = base64.b64encode(payload(recording)).decode()
        options = {"controls": "bare", "scale": 1, **options}
        seen.page.evaluate(MAKE, [script(), packed, options, size])
        return Shown(seen)

    return show


@pytest.fixture(scope="session")
def address():
    """Start the lab by its command, and return where it is."""
    command = [sys.executable, "-m", "unknot", "lab", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"http://\S+/", process.stdout.readline())[0]
        finally:
            process.terminate()


@pytest.fixture
def lab(visit, address):
    """Return the function that opens the lab; at its end nothing may have been complained of."""
    pages = []

    def open_at(fragment=SMALL, **options):
        options = {"viewport": {"width": 1300, "height": 1000}, **options}
        pages.append(LabPage(visit(f"{address}#{fragment}", **options)).ready())
        return pages[-1]

    yield open_at
    for page in pages:
        assert page.seen.complaints == []
