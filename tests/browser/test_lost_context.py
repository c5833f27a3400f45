"""What a viewer does when the browser takes its WebGL context away, and gives it back."""

import numpy as np
import pytest

from unknot import Spec, fit

LOSE = """
() => {
  const canvas = document.querySelector("main").shadowRoot.querySelector("canvas");
  globalThis.lender = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
  return new Promise((resolve) => {
    canvas.addEventListener("webglcontextlost", () => resolve(), { once: true });
    lender.loseContext();
  });
}
"""
RESTORE = """
() => new Promise((resolve) => {
  const canvas = document.querySelector("main").shadowRoot.querySelector("canvas");
  canvas.addEventListener("webglcontextrestored", () => resolve(), { once: true });
  setTimeout(() => lender.restoreContext(), 0);
})
"""


@pytest.fixture(scope="module")
def recording():
    return fit(Spec(data="circles", hidden=(3, 2), steps=20, snapshots=4))


@pytest.mark.parametrize("view", ["flat", "space"])
def test_the_same_picture_comes_back(shown, recording, view):
    viewer = shown(recording, state={"step": recording.t1, "depth": 1, "view": view})
    before = viewer.pixels()
    assert len(np.unique(before.reshape(-1, 3), axis=0)) > 10
    viewer.page.evaluate(LOSE)
    viewer.set(depth=2)  # and what is done meanwhile is no error
    viewer.page.evaluate("viewer.draw()")
    viewer.set(depth=1)
    viewer.page.evaluate(RESTORE)
    np.testing.assert_array_equal(viewer.pixels(), before)
    assert viewer.seen.complaints == []


def test_a_viewer_can_go_while_its_context_is_lost(shown, recording):
    viewer = shown(recording, state={"step": recording.t1})
    viewer.pixels()
    viewer.page.evaluate(LOSE)
    viewer.page.evaluate("viewer.destroy()")
    assert viewer.page.locator("main canvas").count() == 0
    assert viewer.seen.complaints == []
