"""The lab's page in a browser, and what its model says."""

import time

SMALL = "data=circles:points=100&hidden=2,2&steps=100000&speed=200"
PATIENCE = 30_000  # ms for anything to happen; nothing here measures time
WEIGHTS = """
(frame) => {
  const { recording } = unknotLab.experiments[0];
  const { layers } = recording.network(frame < 0 ? recording.frames - 1 : frame);
  return layers.flatMap(({ affine }) => [...affine.weight, ...affine.bias]);
}
"""
FIRST = "unknotLab.experiments[0]"
# Where the middle of a weight's line is on the screen, once the diagram is drawn.
_LINE = """
(index) => {
  const line = document.querySelectorAll(".weights path.handle")[index];
  if (!line) return null;
  const { x, y } = line.getPointAtLength(0.5 * line.getTotalLength());
  const { e, f } = line.getScreenCTM();
  return [x + e, y + f];
}
"""


class LabPage:
    """The page, and what its model says."""

    def __init__(self, seen):
        self.seen = seen
        self.page = seen.page
        seen.page.set_default_timeout(PATIENCE)

    def get(self, expression):
        return self.page.evaluate(expression)

    def wait(self, expression):
        self.page.wait_for_function(f"() => {expression}", timeout=PATIENCE)

    def ready(self):
        """Wait until the first run is there."""
        self.wait("globalThis.unknotLab && unknotLab.viewers[0]")
        return self

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def another(self, act, condition="true"):
        """Do what gives the first run another recording, wait for that, and give its recipe."""
        self.get(f"globalThis.before = {FIRST}.recording, null")
        act()
        self.wait(f"{FIRST}.recording !== before && {condition}")
        return self.get(f"{FIRST}.about.spec")

    def weights(self, frame=-1):
        return self.page.evaluate(WEIGHTS, frame)

    def line(self, index):
        """Return where the middle of a weight's line is on the screen."""
        return self.page.wait_for_function(_LINE, arg=index, timeout=PATIENCE).json_value()

    def link(self):
        """Return the fragment that holds what is seen; copying it writes it at once."""
        self.press("Copy link")
        return self.get("location.hash").removeprefix("#")

    def type(self, word, between=lambda: None):
        """Type a word, a fifth of a second from letter to letter by the keyboard's own clock.

        The browser takes what is typed within a second for one word and reads that clock, so that
        what it makes of the letters is the same on a machine that is slow, and whatever is done,
        or waited for, between two of them.
        """
        keyboard = self.page.context.new_cdp_session(self.page)
        began = time.time()
        for i, letter in enumerate(word):
            code = {"key": letter, "code": f"Key{letter.upper()}", "timestamp": began + 0.2 * i}
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, **code})
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **code})
            between()
        keyboard.detach()
