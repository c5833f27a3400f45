"""The tour's page in a real browser, from disk."""

from dataclasses import replace

import pytest

from unknot.tour import QUICK, STOPS, Stop, take

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
    for index, stop in enumerate(SHORT):
        seen.stands("Depth", stop.depth, index)
    beside = {path.as_uri() for path in tour.parent.iterdir()}
    assert len(seen.requests) > len(SHORT)
    assert set(seen.requests) <= beside
    assert seen.complaints == []
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert seen.page.evaluate(overflow) <= 0


def test_links_lead_to_what_a_viewer_shows_and_to_stops(visit, tour):
    seen = visit(f"{tour.as_uri()}#interval-two.depth=0.5")
    seen.stands("Depth", 0.5, 2)
    seen.page.get_by_role("link", name=SHORT[1].title).click()
    seen.address("curves")
    seen.stands("Depth", 0.5, 2)


def test_the_page_is_small_without_its_movies(tour):
    per_stop = (tour.stat().st_size - 130_000) / len(SHORT)
    assert per_stop < 100_000
