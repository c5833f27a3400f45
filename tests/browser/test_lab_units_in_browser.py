"""The diagram of the network is touched, and the network in the server follows."""

from contextlib import suppress
from random import Random

import pytest
from lab_page import FIRST, SMALL

FIRST_WEIGHT = f"{FIRST}.recording.network({FIRST}.recording.frames - 1).layers[0].affine.weight"
BOX = ("x", "y", "width", "height")
INPUT = ".unit-editor input"


def test_a_weight_is_dragged_and_typed_and_back_undoes_it(lab):
    page = lab()
    mouse, seen = page.page.mouse, page.page
    x, y = page.line(0)
    before = page.weights()
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y - 20)
    mouse.move(x, y - 50)
    mouse.up()
    page.wait(f"unknotLab.state.a.edits.length === 1 && {FIRST_WEIGHT}[0] > {before[0] + 0.999}")
    dragged = page.weights()
    assert dragged[0] == pytest.approx(before[0] + 1, abs=1e-3)
    assert dragged[1:] == before[1:]
    seen.locator(".pictures .unit").nth(2).click()
    seen.locator(INPUT).nth(1).fill("0.25")
    page.wait(f"unknotLab.state.a.edits.length === 2 && {FIRST_WEIGHT}[1] === 0.25")
    assert "edits=0~weight~0~0~" in page.link()
    page.another(seen.go_back)
    page.wait(f"unknotLab.state.a.edits.length === 1 && {FIRST_WEIGHT}[0] > {before[0] + 0.999}")
    assert page.weights() == dragged
    page.another(seen.go_forward)
    page.wait(f"{FIRST_WEIGHT}[1] === 0.25")


@pytest.mark.slow
def test_weights_follow_the_wheel_while_it_trains(lab):
    page = lab()
    page.press("Train")
    page.wait(f"{FIRST}.step > 50")
    page.page.mouse.move(*page.line(3))
    page.page.mouse.wheel(0, -100)
    page.wait("unknotLab.state.a.edits.length === 1")
    step = page.get(f"{FIRST}.step")
    page.wait(f"{FIRST}.step > {step} + 20 && {FIRST}.training")
    page.press("Pause")
    page.wait(f"{FIRST}.state.phase === 'paused'")


@pytest.mark.slow
def test_a_unit_is_seen_on_the_stage_and_pinned(lab):
    page = lab()
    units, inset = page.page.locator(".pictures .unit"), page.page.locator(".unit-inset")
    units.nth(3).hover()
    inset.wait_for(state="visible")
    assert "Unit 2 of layer 1" in inset.text_content()
    page.page.mouse.move(5, 5)
    inset.wait_for(state="hidden")
    units.nth(3).focus()
    page.page.keyboard.press("Enter")
    assert units.nth(3).get_attribute("aria-pressed") == "true"
    assert page.page.locator(INPUT).count() == 3
    page.press("Unpin this unit")
    inset.wait_for(state="hidden")


@pytest.mark.slow
def test_pens_stay_on_a_picture_that_gets_lower(lab):
    page = lab(viewport={"width": 420, "height": 860}).page
    stage = page.get_by_role("group", name="Picture").first
    bar = page.get_by_role("toolbar", name="Points")
    # Where it is narrow the units are folded; as they open, the picture is lower and further down.
    folded = page.locator(".units:not([open]) > summary")
    height = stage.bounding_box()["height"]
    folded.click()
    page.wait_for_function(
        """([bar, stage, height]) => {
          const [inner, outer] = [bar, stage].map((each) => each.getBoundingClientRect());
          return outer.height < height && outer.top < inner.top && inner.bottom < outer.bottom;
        }""",
        arg=[bar.element_handle(), stage.element_handle(), height],
    )


@pytest.mark.slow
def test_settings_change_while_it_trains_without_a_new_start(lab):
    page = lab(SMALL)
    key = page.get(f"{FIRST}.about.key")
    page.press("Train")
    page.wait(f"{FIRST}.step > 50")
    page.page.get_by_label("Learning rate", exact=True).fill("0.5")
    page.page.get_by_label("Points in a batch", exact=True).fill("10")
    page.wait(f"{FIRST}.about.spec.learning_rate === 0.5 && {FIRST}.about.spec.batch === 10")
    assert page.get(f"{FIRST}.about.key") == key
    step = page.get(f"{FIRST}.step")
    assert step > 50
    page.wait(f"{FIRST}.step > {step}")
    assert page.get("unknotLab.state.a.edits.map((edit) => edit[1])") == ["learning_rate", "batch"]


@pytest.mark.slow
def test_points_are_put_on_the_stage_while_it_trains(lab):
    page = lab()
    page.press("Train")
    page.wait(f"{FIRST}.step > 20")
    page.press("Add points of B")
    x, y, width, height = (page.page.locator(".pen-sheet").bounding_box()[k] for k in BOX)
    page.page.mouse.click(x + width / 2, y + height / 2)
    points = f"{FIRST}.recording.points.values"
    page.wait(f"{FIRST}.recording.labels.length === 101")
    assert page.get(f"{FIRST}.recording.labels[100]") == 1
    assert page.get(f"Math.hypot(...{points}.slice(-2))") < 0.2
    assert page.get(f"{FIRST}.training")
    page.press("Erase points")
    page.page.mouse.click(x + width / 2, y + height / 2)
    page.wait(f"{FIRST}.recording.labels.length === 100")
    page.page.keyboard.press("Escape")
    page.page.locator(".pen-sheet").wait_for(state="hidden")


@pytest.mark.slow
def test_controls_may_be_used_in_any_order_while_it_trains(lab):
    """Whatever is pressed: nothing is complained of, and it trains on at the end."""
    from playwright.sync_api import TimeoutError

    page = lab(SMALL.replace("hidden=2,2", "hidden=2,2,2"))
    # Few architectures: each new one is compiled, however soon it is gone again.
    names = ["Train", "Pause", "Step", "Reset", "New seed", "Add a layer", "Add points of A"]
    names += [f"Layer {i}: remove this layer" for i in (1, 2, 3)]
    random, pressed = Random(5), 0
    for _ in range(40):
        name = random.choice(names)
        button = page.page.get_by_role("button", name=name, exact=True, disabled=False).first
        if button.is_visible():
            # It may be gone, or have another name, before the mouse is there.
            with suppress(TimeoutError):
                button.click(no_wait_after=True, timeout=2000)
                pressed += 1
        depth = random.choice([0, 0.5, 1, 2])
        page.page.evaluate("(depth) => unknotLab.viewers[0]?.set({ depth })", depth)
        page.page.wait_for_timeout(random.choice([0, 50, 300, 800]))
    assert pressed > 10
    page.wait(f"!{FIRST}.opening && {FIRST}.state.phase !== 'compiling'")
    if not page.get(f"{FIRST}.training"):
        page.press("Train")
    step = page.get(f"{FIRST}.step")
    page.wait(f"{FIRST}.step > {step}")


def test_units_are_painted_anew_where_light_and_dark_change(lab):
    page = lab(color_scheme="light").page
    picture = """document.querySelector(".pictures .unit canvas").toDataURL()"""
    painted = """document.querySelector(".pictures .unit canvas")?.getContext("2d")
        .getImageData(0, 0, 1, 1).data[3] && (globalThis.light = PICTURE)"""
    page.wait_for_function(f"() => {painted}".replace("PICTURE", picture))
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {picture} !== light")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {picture} === light")
