"""The lab on a phone, by fingers alone."""

import pytest
from lab_page import FIRST, SMALL

PHONE = {"viewport": {"width": 420, "height": 860}, "has_touch": True, "is_mobile": True}
STAGE = "unknotLab.viewers[0].state"


class Fingers:
    """A touchscreen that takes several fingers, and moves them."""

    def __init__(self, lab):
        self.page = lab.page
        self.devtools = self.page.context.new_cdp_session(self.page)

    def tap(self, where):
        self.middle(where)
        where.tap()

    def middle(self, where):
        """Scroll something to the middle of the screen, and return where its middle is then."""
        where.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
        box = where.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, *ways):
        """Move as many fingers as there are ways, each from a place by (x, y)."""
        for i in range(9):
            places = [(x + dx * i / 8, y + dy * i / 8) for (x, y), (dx, dy) in ways]
            points = [{"x": x, "y": y, "id": id_} for id_, (x, y) in enumerate(places)]
            self.send("touchMove" if i else "touchStart", points)
        self.send("touchEnd", [])

    def send(self, kind, points):
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.slow
def test_a_training_is_started_turned_and_scrubbed_by_fingers(lab):
    page = lab(SMALL.replace("hidden=2,2", "hidden=3,2"), **PHONE)
    seen, fingers = page.page, Fingers(page)
    button = lambda name: seen.get_by_role("button", name=name, exact=True).first  # noqa: E731

    fingers.tap(button("Train"))
    page.wait(f"{FIRST}.step > 50")
    fingers.tap(button("Pause"))
    page.wait(f"{FIRST}.state.phase === 'paused'")

    stage = seen.get_by_role("group", name="Picture").first
    page.get("unknotLab.viewers[0].set({ depth: 1 }), null")
    x, y = fingers.middle(stage)
    fingers.drag(((x - 60, y), (120, 20)))
    page.wait(f"{STAGE}.yaw !== null && {STAGE}.depth === 1 && {STAGE}.zoom === 1")
    fingers.drag(((x - 30, y), (-60, 0)), ((x + 30, y), (60, 0)))
    page.wait(f"{STAGE}.zoom > 2.5")

    slider = seen.get_by_role("slider", name="Depth").first
    x, y = fingers.middle(slider)
    half = slider.bounding_box()["width"] / 2
    fingers.drag(((x - half + 5, y), (1.5 * half, 0)))
    page.wait(f"{STAGE}.depth > 1.2 && {STAGE}.depth < 1.8")

    assert page.get("document.documentElement.scrollWidth") == 420
