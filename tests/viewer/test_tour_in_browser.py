"""The tour's page in a real browser, from disk."""

from dataclasses import replace

import pytest

from unknot.tour import QUICK, STOPS, Stop, take

pytestmark = pytest.mark.slow

OPENING = 1  # the viewer above all stops, if some network succeeded
SHORT = [
    replace(stop, spec=stop.spec.model_copy(update={"steps": 60, "snapshots": 8}))
    for stop in STOPS
    if isinstance(stop, Stop) and stop.name in {"curves-line", "curves", "interval-two"}
]


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour")
    take(folder, replace(QUICK, seeds=lambda stop: 2, frames=3, pixels=128), SHORT)
    return folder / "index.html"


def test_every_stop_comes_alive_and_asks_only_for_its_own_pictures(visit, tour):
    seen = visit(tour.as_uri())
    for index in range(OPENING, OPENING + len(SHORT)):
        seen.slider("Depth", index).wait_for()
    beside = {path.as_uri() for path in tour.parent.iterdir()}
    assert set(seen.requests) <= beside
    assert seen.complaints == []
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert seen.page.evaluate(overflow) <= 0


def test_links_lead_to_what_a_viewer_shows_and_to_stops(visit, tour):
    seen = visit(f"{tour.as_uri()}#interval-two.depth=0.5")
    seen.stands("Depth", 0.5, 2 + seen.page.locator("unknot-viewer:not([name])").count())
    seen.page.get_by_role("link", name=SHORT[1].title).click()
    seen.address("curves")


def test_scrolling_moves_the_picture_until_a_person_does(visit, tour):
    seen = visit(tour.as_uri())
    page = seen.page
    curves = page.locator("#curves")
    curves.scroll_into_view_if_needed()
    slider = curves.get_by_role("slider", name="Depth").and_(page.locator("[aria-valuenow]"))
    slider.wait_for()
    last = curves.locator(".beat").nth(1)
    to_line = "(beat) => scrollBy(0, beat.getBoundingClientRect().top - 0.4 * innerHeight)"
    last.evaluate(to_line)
    seen.reaches(slider, SHORT[1].beats[1].depth)
    slider.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    seen.reaches(slider, 0)
    page.evaluate("scrollBy(0, 5)")  # a little: what a person chose stays
    page.wait_for_timeout(200)
    seen.reaches(slider, 0)
    curves.locator(".beat").nth(2).evaluate(to_line)
    seen.reaches(slider, SHORT[1].beats[2].depth)
    seen.address("")  # what the text says, no link need say
    assert seen.complaints == []


def test_who_wants_less_motion_gets_steps(visit, tour):
    seen = visit(tour.as_uri(), reduced_motion="reduce")
    beats = seen.page.locator("#curves .beat")
    beats.nth(0).scroll_into_view_if_needed()
    depth = seen.page.locator("#curves").get_by_role("slider", name="Depth")
    depth.and_(seen.page.locator("[aria-valuenow]")).wait_for()
    beats.nth(1).evaluate(
        "(beat) => scrollBy(0, beat.getBoundingClientRect().top - 0.55 * innerHeight)"
    )
    seen.page.wait_for_timeout(300)
    assert float(depth.get_attribute("aria-valuenow")) == SHORT[1].beats[0].depth


def test_the_page_is_small_without_its_movies(tour):
    per_stop = (tour.stat().st_size - 130_000) / len(SHORT)
    assert per_stop < 100_000
