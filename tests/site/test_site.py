"""A folder that any web host serves, in a browser."""

import json
import threading
import time
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from unknot.lab import STOPS as LAB_STOPS
from unknot.site import build
from unknot.tour import QUICK, STOPS, Stop

pytestmark = pytest.mark.slow

TOURED = [
    replace(stop, spec=stop.spec.model_copy(update={"steps": 40, "snapshots": 4}))
    for stop in STOPS
    if isinstance(stop, Stop) and stop.name == "curves"
]
TRAINED = [
    replace(stop, spec=stop.spec.model_copy(update={"steps": 60}))
    for stop in LAB_STOPS
    if stop.name in {"start", "layer", "ring-slipped"}
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a short site, serve it, and return where."""
    folder = tmp_path_factory.mktemp("site")
    size = replace(QUICK, seeds=lambda stop: 2, frames=3, pixels=128)
    build(folder, size=size, stops=TOURED, trained=TRAINED)
    handler = partial(Quiet, directory=folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_first_page_leads_to_its_parts_and_asks_only_its_host(visit, site):
    seen = visit(site)
    assert seen.page.locator(".card").count() == 2  # no documentation was asked for
    seen.page.locator(".card", has_text="The tour").click()
    seen.page.locator("#curves canvas").first.wait_for()
    assert all(url.startswith(site) for url in seen.requests)
    assert seen.complaints == []


def test_the_tour_leads_to_what_the_browser_trains_and_back(visit, site):
    seen = visit(f"{site}tour/index.html")
    page = seen.page
    page.get_by_role("link", name="Train one like it in your browser").click()
    page.wait_for_url(f"{site}try/index.html#stop=layer")
    page.get_by_role("heading", name="One hidden layer bends the plane").wait_for()
    page.get_by_role("button", name="Train", exact=True).wait_for()
    page.get_by_role("link", name="All of this site").click()
    page.locator(".card", has_text="Try it").wait_for()
    page.locator(".card", has_text="The tour").click()
    page.get_by_role("link", name="All of this site").click()
    page.locator(".card", has_text="The tour").wait_for()
    assert all(url.startswith(site) for url in seen.requests)
    assert seen.complaints == []


def test_a_network_is_trained_by_the_browser(visit, site):
    seen = visit(f"{site}try/index.html#stop=layer")
    page = seen.page
    said = page.locator(".said")
    page.wait_for_function("() => document.querySelector('.said')?.innerText.startsWith('step 60')")
    page.locator(".panel").get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_function("() => document.querySelector('.said')?.innerText === 'step 0'")
    page.locator(".panel").get_by_role("button", name="One step", exact=True).click()
    page.wait_for_function(
        "() => document.querySelector('.said')?.innerText.startsWith('step 1 ·')"
    )
    page.locator(".panel").get_by_role("button", name="Train", exact=True).click()
    page.wait_for_function(
        "() => document.querySelector('.said')?.innerText.includes('100 % right')"
    )
    page.locator(".panel").get_by_role("button", name="Pause", exact=True).click()
    page.get_by_label("Units of each hidden layer").fill("3, 2")
    page.get_by_label("Units of each hidden layer").press("Enter")
    page.wait_for_function("() => document.querySelector('.said')?.innerText === 'step 0'")
    page.get_by_label("Units of each hidden layer").fill("none")
    page.get_by_label("Units of each hidden layer").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.said')?.innerText.includes('such as 2,2')"
    )
    page.get_by_label("Learning rate").fill("-1")
    page.get_by_label("Learning rate").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('.said')?.innerText.includes('and not “-1”')"
    )
    assert said.is_visible()
    assert all(url.startswith(site) for url in seen.requests)
    assert seen.complaints == []


def test_what_cannot_be_fetched_is_said_and_the_rest_goes_on(visit, site):
    seen = visit(f"{site}try/index.html#stop=layer")
    page = seen.page
    train = page.locator(".panel").get_by_role("button", name="Train", exact=True)
    train.wait_for()
    page.route("**/*ring-slipped*", lambda route: route.abort())
    page.get_by_label("Experiment").select_option("ring-slipped")
    page.get_by_role("alert").filter(has_text="ring-slipped").wait_for()
    assert not train.is_visible()
    page.get_by_label("Experiment").select_option("layer")
    train.wait_for()
    assert page.get_by_role("alert").count() == 0
    assert page.locator("canvas").first.is_visible()
    assert all("ERR_FAILED" in complaint for complaint in seen.complaints)


def test_nothing_moves_away_when_the_picture_comes(visit, site):
    page = visit(site, viewport={"width": 420, "height": 900}).page

    def late(route):
        time.sleep(0.5)
        route.continue_()

    page.route("**/try/layer*", late)
    page.goto(f"{site}try/index.html#stop=layer")
    page.locator("canvas").first.wait_for()
    moved = page.evaluate(
        """async () => {
          let moved = 0;
          new PerformanceObserver((list) => {
            for (const { value } of list.getEntries()) moved += value;
          }).observe({ type: "layout-shift", buffered: true });
          await new Promise((resolve) => setTimeout(resolve, 1000));
          return moved;
        }"""
    )
    assert moved < 0.02


def test_the_first_steps_of_the_browser_are_pythons(visit, site):
    from unknot.train import fit

    (stop,) = [one for one in TRAINED if one.name == "layer"]
    film = fit(stop.spec.model_copy(update={"snapshots": (0, 1, 2, 3), "steps": 3}))
    seen = visit(f"{site}try/index.html#stop=layer")
    page = seen.page
    page.wait_for_function("() => globalThis.unknotSite?.trainer")
    page.locator(".panel").get_by_role("button", name="Reset", exact=True).click()
    for step in (1, 2, 3):
        page.locator(".panel").get_by_role("button", name="One step", exact=True).click()
        found = page.evaluate("[...unknotSite.trainer.weights]")
        network = film.at(step)
        parts = [(one.weight, one.bias) for one in (*network.layers, network.planes)]
        flat = [x for part in parts for one in part for x in one.ravel().tolist()]
        assert found == pytest.approx(flat, abs=1e-5)


def test_every_stop_is_listed_with_what_the_page_needs(site, visit):
    seen = visit(f"{site}try/stops.json")
    listed = json.loads(seen.page.inner_text("body"))
    assert [one["name"] for one in listed] == [stop.name for stop in TRAINED]
    for one, stop in zip(listed, TRAINED, strict=True):
        assert one["rate"] == stop.spec.learning_rate
