"""The lab on a phone, by fingers alone."""

import time
from contextlib import suppress

import pytest
from lab_page import FIRST, PATIENCE, SMALL

PHONE = {"viewport": {"width": 420, "height": 860}, "has_touch": True, "is_mobile": True}
STAGE = "unknotLab.viewers[0].state"
SEEN = 3000  # ms to look for what a tap does before the next one


class Fingers:
    """A touchscreen that takes several fingers, and moves them."""

    def __init__(self, lab):
        self.page = lab.page
        self.devtools = self.page.context.new_cdp_session(self.page)

    def tap(self, where):
        self.middle(where)
        where.tap()

    def until(self, reached, act):
        """Do something until it is seen to have been done, as a person does.

        A browser takes a tap that comes soon after a swipe for what stops the page.
        """
        from playwright.sync_api import TimeoutError

        end = time.monotonic() + 4 * PATIENCE / 1000
        while time.monotonic() < end:
            with suppress(TimeoutError):
                act()
                self.page.wait_for_function(f"() => {reached}", timeout=SEEN)
                return
        raise AssertionError(f"Nothing leads to {reached}.")

    def tap_until(self, where, reached):
        def tap():
            where.evaluate("(one) => one.scrollIntoView({ block: 'center' })", timeout=SEEN)
            where.tap(timeout=SEEN)

        self.until(reached, tap)

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


@pytest.mark.slow
def test_units_proofs_and_points_are_reached_by_fingers(lab):
    page = lab(**PHONE)
    seen, fingers = page.page, Fingers(page)
    in_viewer = "document.querySelector('unknot-viewer, .stage .viewer').shadowRoot"

    field = seen.locator(".field-of-units")
    fingers.tap_until(seen.locator(".units > summary"), "document.querySelector('.units').open")
    before = page.weights()
    edited = "unknotLab.state.a.edits.length"

    def drag_a_weight():
        fingers.middle(field)
        fingers.drag((page.line(0), (0, -50)))

    fingers.until(f"{edited} > 0", drag_a_weight)
    page.wait(f"{FIRST}.about.edits.length === {edited}")
    after = page.weights()
    assert after[0] > before[0]
    assert after[1:] == before[1:]

    pinned = "document.querySelector('.unit[aria-pressed=true]')"
    fingers.tap_until(seen.locator(".pictures .unit").nth(2), pinned)
    inset = seen.locator(".unit-inset")
    inset.wait_for()
    assert "of layer 1" in inset.text_content()
    fingers.tap_until(inset.get_by_role("button", name="Unpin this unit"), f"!{pinned}")

    argued = f"{in_viewer}.querySelector('.argument:not([hidden])')"
    fingers.tap_until(seen.locator(".badge .chip.impossible"), argued)
    assert "Impossible" in seen.locator(".argument").first.text_content()
    close = seen.locator(".argument").get_by_role("button", name="Close", exact=True)
    fingers.tap_until(close, f"!{argued}")

    pen = seen.get_by_role("button", name="Add points of B", exact=True)
    fingers.tap_until(pen, "!document.querySelector('.pen-sheet').hidden")
    labels = f"{FIRST}.recording.labels"
    fingers.tap_until(seen.locator(".pen-sheet"), f"{labels}.length > 100")
    assert page.get(f"{labels}[100]") == 1
    fingers.tap_until(pen, "document.querySelector('.pen-sheet').hidden")
    assert page.get("document.documentElement.scrollWidth") == 420
