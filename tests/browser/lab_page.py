"""The lab's page in a browser, and what its model says."""

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
