"""What is compiled once, a headless browser, and what a page does in it."""

import gc
import os
import shutil
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

# Tests run side by side, one on each core: threads of their own would wait for each other, busily.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pytest
from hypothesis import settings
from PIL import Image

from unknot.train import tune_process

# How long an example takes says how busy the machine is, and not whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
)


def pytest_configure(config):
    """Tune this process before JAX computes, as the processes that tests start are.

    So all round alike, and compiled programs are kept for the next run: half the time of many
    tests is the compiler's. `pytest --cache-clear` forgets them.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    tune_process(config.cache.mkdir(f"compiled-{worker}"))


def pytest_collection_finish():
    """Let the garbage collector pass over what stays, and look less often for the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(scope="session")
def browser():
    """Return headless Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with playwright.sync_playwright() as driver:
        try:
            chromium = driver.chromium.launch(executable_path=found, args=FLAGS)
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {str(error).splitlines()[0]}")
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page that is open, what it asked for, and what it complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def live(self, index: int = 0) -> Any:
        """Return a viewer, once it is drawn."""
        viewer = self.page.locator("unknot-viewer").nth(index)
        viewer.scroll_into_view_if_needed()
        stage = viewer.locator("canvas").first
        stage.wait_for()
        self.page.wait_for_timeout(300)  # those above may grow, too, and push it away
        stage.scroll_into_view_if_needed()
        return viewer

    def slider(self, name: str, index: int = 0) -> Any:
        """Return a slider of a viewer, once it is drawn."""
        drawn = self.page.locator("[aria-valuenow]")
        return self.live(index).get_by_role("slider", name=name).and_(drawn)

    def stands(self, name: str, value: float, index: int = 0) -> None:
        """Wait until a slider of a viewer, by its name, stands there."""
        self.reaches(self.slider(name, index), value)

    def reaches(self, slider: Any, value: float) -> None:
        """Wait until a slider stands there."""
        self.page.wait_for_function(
            "([slider, value]) => Number(slider.getAttribute('aria-valuenow')) === value",
            arg=[slider.element_handle(), value],
        )

    def address(self, *pairs: str) -> None:
        """Wait until the address says just this, in whichever order."""
        self.page.wait_for_function(
            "(pairs) => String(location.hash.slice(1).split('&').sort()) === String(pairs)",
            arg=sorted(pairs),
        )


@pytest.fixture
def visit(browser):
    """Return the function that opens a page of its own and notes what happens."""
    contexts = []

    def to(url, **options) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 900}, **options})
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on(
            "console",
            lambda message: (
                seen.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.goto(url)
        return seen

    yield to
    for context in contexts:
        context.close()


def _pixels(element) -> np.ndarray:
    """Return what is seen of an element, (height, width, 3) of bytes."""
    return np.asarray(Image.open(BytesIO(element.screenshot())).convert("RGB"))


@pytest.fixture(scope="session")
def pixels():
    """Return the function that gives an element's pixels."""
    return _pixels
