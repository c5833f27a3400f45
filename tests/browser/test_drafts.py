"""How many pixels are drawn while something moves, and when it has come to rest."""

import pytest

from unknot import Spec, fit

# Frames come as late as on a machine of such a speed, whatever this one's is.
FRAMES = """
(wait) => {
  globalThis.requestAnimationFrame = (act) => setTimeout(() => act(performance.now()), wait);
  globalThis.cancelAnimationFrame = clearTimeout;
}
"""
MOVE = """
async () => {
  const canvas = document.querySelector("main").shadowRoot.querySelector("canvas");
  const widths = [];
  for (let i = 0; i < 15; i++) {
    viewer.set({ depth: i / 15 });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    widths.push(canvas.width);
  }
  return widths;
}
"""
WIDTH = """document.querySelector("main").shadowRoot.querySelector("canvas").width"""


@pytest.fixture(scope="module")
def recording():
    return fit(Spec(data="circles:points=40", hidden=(2,), steps=20, snapshots=2))


@pytest.mark.parametrize(("wait", "share"), [(60, 0.7), (2, 1.0)])
def test_drafts_have_fewer_pixels_where_frames_come_late(shown, recording, wait, share):
    viewer = shown(recording, scale=None, state={"step": recording.t1})
    viewer.page.evaluate("viewer.draw()")
    whole = viewer.page.evaluate(WIDTH)
    viewer.page.evaluate(FRAMES, wait)
    widths = viewer.page.evaluate(MOVE)
    assert widths[0] == whole  # one late frame says nothing
    assert widths[-1] == pytest.approx(share * whole, abs=1)
    viewer.page.wait_for_function(f"(whole) => {WIDTH} === whole", arg=whole)
    assert viewer.seen.complaints == []


def test_a_host_may_fix_the_scale(shown, recording):
    viewer = shown(recording, scale=1, state={"step": recording.t1})
    viewer.page.evaluate("viewer.draw()")
    whole = viewer.page.evaluate(WIDTH)
    viewer.page.evaluate(FRAMES, 60)
    assert set(viewer.page.evaluate(MOVE)) == {whole}
