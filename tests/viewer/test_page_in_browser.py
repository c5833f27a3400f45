"""The page in a real browser, opened from disk."""

import numpy as np
import pytest

from unknot.data import load
from unknot.recording import Snapshot
from unknot.viewer import page, save_page

BLUE, RED = (0xB8, 0xDC, 0xF5), (0xFF, 0xC9, 0xBD)  # the regions of the first two classes
DARK = {"color_scheme": "dark"}


@pytest.fixture(scope="module")
def one(curves, tmp_path_factory):
    return save_page(curves, tmp_path_factory.mktemp("page") / "one.html").as_uri()


@pytest.fixture(scope="module")
def several(curves, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "several.html"
    return save_page([curves] * 6, path, controls="simple").as_uri()


def share(pixels, colour, near=6):
    """Return the share of pixels that are nearly of a colour."""
    away = np.abs(pixels.astype(int) - colour).max(axis=-1)
    return float(np.mean(away <= near))


def test_it_opens_from_disk_draws_and_asks_for_nothing(visit, one, pixels):
    seen = visit(one)
    drawn = pixels(seen.live().locator("canvas").first)
    assert seen.requests == [one]
    assert seen.complaints == []
    assert 0.2 < share(drawn, BLUE) < 0.8
    assert 0.2 < share(drawn, RED) < 0.8


class Paraboloid:
    """A model of no library that is known here."""

    widths = (2, 3)

    def represent(self, points, depth=None):
        heights = (points**2).sum(axis=1, keepdims=True)
        return points if depth == 0 else np.concatenate([points, heights], axis=1)

    def scores(self, points):
        return (points**2).sum(axis=1, keepdims=True) - 0.5


def test_any_model_is_drawn_without_a_training(visit, tmp_path, pixels):
    shown = Snapshot(Paraboloid(), load("disc-in-ring:points=60"))
    seen = visit(save_page(shown, tmp_path / "any.html").as_uri())
    drawn = pixels(seen.live().locator("canvas").first)
    assert seen.complaints == []
    assert 0.02 < share(drawn, BLUE) < 0.5
    assert share(drawn, RED) > 0.1
    assert seen.slider("Depth").is_visible()
    assert not seen.page.get_by_role("slider", name="Training step").is_visible()
    right = round(100 * shown.accuracy, 1)
    assert seen.page.get_by_text(f"{right:g} % of those drawn").is_visible()


@pytest.mark.parametrize("width", [1000, 420])
def test_what_it_says_while_it_unpacks_goes_away_and_nothing_below_moves(visit, one, width):
    seen = visit(one, viewport={"width": width, "height": 800})
    viewer = seen.live()
    assert not seen.page.get_by_text("is being unpacked").is_visible()
    height = viewer.evaluate("(viewer) => viewer.offsetHeight")
    before = viewer.evaluate(
        "(viewer) => (viewer.className = '', viewer.lastElementChild.remove(), viewer.offsetHeight)"
    )
    assert abs(height - before) <= 20  # a line of a legend more or less


def test_who_closes_an_argument_is_where_it_was_opened(visit, one):
    page = visit(one).page
    chip = page.get_by_role("group", name="What is proved").get_by_role("button")
    chip.press("Enter")
    page.get_by_role("region", name="Argument").get_by_role("button", name="Close").press("Enter")
    focused = "() => document.querySelector('unknot-viewer > div').shadowRoot.activeElement"
    assert page.evaluate_handle(focused).inner_text() == chip.inner_text()


@pytest.mark.slow
def test_the_address_says_what_is_shown(visit, one, curves, pixels):
    step = int(curves.steps[5])
    seen = visit(f"{one}#step={step}&depth=0.5&order=phases")
    seen.stands("Depth", 0.5)
    seen.stands("Training step", step)
    other = visit(one)
    other.stands("Depth", 0)
    other.stands("Training step", curves.t1)
    here, there = (pixels(one.live().locator("canvas").first) for one in (seen, other))
    assert not np.array_equal(here, there)


@pytest.mark.slow
def test_what_a_person_does_is_written_to_the_address_and_shown_again(visit, one, pixels):
    seen = visit(one)
    depth = seen.slider("Depth")
    depth.focus()
    assert seen.page.evaluate("location.hash") == ""
    depth.press("ArrowRight")
    seen.address("depth=0.05")
    before = pixels(seen.live().locator("canvas").first)
    again = visit(f"{one}#depth=0.05")
    np.testing.assert_array_equal(pixels(again.live().locator("canvas").first), before)
    assert seen.requests == [one]


@pytest.mark.slow
def test_another_fragment_shows_at_once_and_what_it_leaves_out_is_as_at_first(visit, one):
    seen = visit(f"{one}#depth=1&grid=0")
    seen.stands("Depth", 1)
    seen.page.evaluate("location.hash = 'depth=0.25'")
    seen.stands("Depth", 0.25)
    seen.address("depth=0.25")


def test_a_fragment_of_nonsense_is_no_harm(visit, one):
    seen = visit(f"{one}#depth=x&step=-5&order=both&a%zz&zoom=1e99&depth")
    seen.stands("Depth", 0)
    assert seen.complaints == []


@pytest.mark.slow
def test_several_viewers_are_told_apart(visit, several):
    seen = visit(f"{several}#r5.depth=1&r2.depth=0.5")
    viewers = seen.page.locator("unknot-viewer")
    assert viewers.count() == 6
    top = "document.querySelectorAll('unknot-viewer')[1].offsetTop - scrollY"
    seen.page.wait_for_function(f"Math.abs({top}) < 40")  # the first one that is named
    for k, depth in ((0, 0), (1, 0.5), (4, 1)):
        seen.stands("Depth", depth, k)
    for k in (0, 5):
        seen.slider("Depth", k).press("End")
    seen.address("r1.depth=1", "r2.depth=0.5", "r5.depth=1", "r6.depth=1")
    assert seen.complaints == []


@pytest.mark.slow
def test_viewers_out_of_sight_wait(visit, several):
    seen = visit(several, viewport={"width": 800, "height": 600})
    seen.live()
    live = "document.querySelectorAll('unknot-viewer.live').length"
    assert seen.page.evaluate(live) < 4
    seen.live(5)
    assert seen.page.locator("unknot-viewer").nth(5).locator("canvas").count() > 0


@pytest.mark.slow
def test_nothing_moves_by_itself_where_less_motion_is_wished(visit, curves, tmp_path):
    url = save_page(curves, tmp_path / "playing.html", state={"playing": "depth"}).as_uri()
    still = visit(url, reduced_motion="reduce")
    for _ in range(3):
        assert still.slider("Depth").get_attribute("aria-valuenow") == "0"
    moving = visit(url, reduced_motion="no-preference")
    moved = "(slider) => Number(slider.getAttribute('aria-valuenow')) > 0"
    moving.page.wait_for_function(moved, arg=moving.slider("Depth").element_handle())


@pytest.mark.parametrize("options", [DARK, {"viewport": {"width": 340, "height": 700}}], ids=str)
def test_dark_and_narrow_screens(visit, one, options):
    seen = visit(one, **options)
    seen.live()
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert seen.page.evaluate(overflow) <= 0
    background = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(21, 24, 28)") == (options is DARK)


def test_names_run_no_script(visit, curves, tmp_path):
    evil = "</script><script>document.title = 'broken'</script><!--"
    url = save_page(curves, tmp_path / "evil.html", title=evil).as_uri()
    seen = visit(url)
    seen.live()
    assert seen.page.title() == evil
    assert seen.complaints == []


def test_scripts_that_were_not_there_are_not_run(visit, curves, tmp_path):
    text = page(curves).replace("</main>", "<script>document.title = 'broken'</script></main>")
    (tmp_path / "changed.html").write_text(text)
    seen = visit((tmp_path / "changed.html").as_uri())
    seen.live()
    assert seen.page.title() == curves.data.name
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)


@pytest.mark.parametrize("damage", [("H4sI", "H4sJ"), ('gzip">', 'gzip">!')], ids=str)
def test_a_damaged_recording_is_said_on_the_page(visit, curves, tmp_path, damage):
    (tmp_path / "damaged.html").write_text(page(curves).replace(*damage))
    seen = visit((tmp_path / "damaged.html").as_uri())
    alert = seen.page.get_by_role("alert")
    alert.wait_for()
    assert "damaged" in alert.inner_text()
    assert seen.complaints == []


def test_a_browser_without_decompression_is_told_so(browser, one):
    context = browser.new_context()
    context.add_init_script("delete globalThis.DecompressionStream")
    opened = context.new_page()
    opened.goto(one)
    alert = opened.get_by_role("alert")
    alert.wait_for()
    assert "too old" in alert.inner_text()
    context.close()


def test_without_scripts_it_still_says_what_it_holds(visit, one):
    seen = visit(one, java_script_enabled=False)
    assert seen.page.get_by_text("needs a browser that runs JavaScript").is_visible()
    assert seen.page.get_by_text("unknot fit two-curves").is_visible()


@pytest.mark.parametrize("options", [{}, DARK], ids=str)
def test_paper_is_light_and_shows_the_stage_as_it_stands(visit, one, pixels, options):
    seen = visit(one, **options)
    seen.live()
    seen.page.emulate_media(media="print")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    still = seen.page.locator("unknot-viewer > canvas")
    assert share(pixels(still), BLUE) > 0.1
    assert not seen.page.get_by_role("slider", name="Depth").is_visible()
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert still.count() == 0
