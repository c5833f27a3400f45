"""Faults that axe-core (Deque) finds: none that is serious, on any page, in light and in dark."""

from dataclasses import replace
from pathlib import Path

import pytest

from unknot.tour import QUICK, STOPS, Stop, take
from unknot.viewer import save_page

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[2] / "viewer/node_modules/axe-core/axe.min.js"
RUN = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 4)}`);
}
"""
SHORT = [
    replace(stop, spec=stop.spec.model_copy(update={"steps": 40, "snapshots": 4}))
    for stop in STOPS
    if isinstance(stop, Stop) and stop.name in {"curves", "ring-two"}
]


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci in viewer/")
    return AXE.read_text()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a short tour, and a page of one of its recordings."""
    folder = tmp_path_factory.mktemp("pages")
    visited = take(folder, replace(QUICK, seeds=lambda stop: 2, frames=3, pixels=128), SHORT)
    page = save_page(visited[0].recording, folder / "page.html")
    return {"tour": folder / "index.html", "page": page}


def faults(page, axe):
    page.evaluate(axe)
    return page.evaluate(RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["tour", "page"])
def test_pages_from_disk(visit, pages, axe, name, scheme):
    seen = visit(pages[name].as_uri(), color_scheme=scheme)
    seen.slider("Depth", 1 if name == "tour" else 0).wait_for()
    for unfolded in seen.page.locator("details").all():
        unfolded.evaluate("(details) => { details.open = true; }")
    assert faults(seen.page, axe) == []


@pytest.mark.parametrize("fragment", ["", "stop=ring-three&mode=full"])
@pytest.mark.parametrize("width", [1440, 420])
def test_the_lab(lab, axe, fragment, width):
    page = lab(fragment, viewport={"width": width, "height": 900}).page
    page.locator("[aria-valuenow]").first.wait_for()  # the first picture is there
    assert faults(page, axe) == []


SHIFTS = """
globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) shifted += value;
}).observe({ type: "layout-shift" });
"""


def test_nothing_is_moved_by_training_and_by_what_is_proved(lab):
    page = lab("data=spirals:turns=0.75&hidden=2,2&steps=100000&speed=300")
    page.page.locator(".chip").first.wait_for()  # the page is whole
    page.page.wait_for_timeout(500)
    page.get(f"(() => {{ {SHIFTS} }})()")
    page.page.keyboard.press("Alt+t")
    page.wait("unknotLab.experiments[0].step > 600")
    page.page.keyboard.press("Alt+t")
    page.page.locator(".chip.wrong, .chip.right").first.wait_for()
    assert page.get("shifted") < 0.01  # a share of the page; from 0.1 on a page is said to be poor
