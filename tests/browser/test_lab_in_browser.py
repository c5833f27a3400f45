"""The lab's page in a real browser, against a real server."""

from io import BytesIO

import numpy as np
import pytest
from lab_page import FIRST, PATIENCE, SMALL
from PIL import Image

from unknot import checker


def test_training_is_seen_and_pauses_and_goes_by_single_steps(lab):
    page = lab()
    loss = page.get(f"{FIRST}.loss")
    page.press("Train")
    page.wait(f"{FIRST}.step > 100 && {FIRST}.loss < {loss}")
    assert page.get("unknotLab.viewers[0].state.step") > 0
    page.press("Pause")
    page.wait(f"!{FIRST}.training && {FIRST}.state.phase === 'paused'")
    page.wait(f"{FIRST}.step === {FIRST}.state.step")
    step = page.get(f"{FIRST}.step")
    for more in (1, 2):
        page.press("Step")
        page.wait(f"{FIRST}.step > {step + more - 1} && {FIRST}.state.step === {FIRST}.step")
        assert page.get(f"{FIRST}.step") == step + more
        assert page.get(f"{FIRST}.state.phase") == "paused"


ROOT = "document.querySelector('.stage .viewer').shadowRoot"


@pytest.mark.slow
def test_validation_is_seen_while_it_trains(lab):
    page = lab(SMALL + "&validation=0.3")
    curve = f"{FIRST}.recording.curve"
    page.press("Train")
    page.wait(f"{FIRST}.step > 100")
    page.press("Pause")
    page.wait(f"{FIRST}.state.phase === 'paused' && {FIRST}.step === {FIRST}.state.step")
    assert page.get(f"{curve}.validation.every((share) => share >= 0 && share <= 1)")
    assert page.get(f"{curve}.validation.length === {curve}.steps.length")
    assert page.get(f"{FIRST}.recording.heldOut[0].labels.length") == 30
    text = f"{ROOT}.querySelector('.readouts').textContent"
    page.wait(f"{text}.includes('Validation')")
    assert "unknown" not in page.get(text)
    assert "kept for validation" in page.get(f"{ROOT}.querySelector('.legend').textContent")
    assert page.get(f"{ROOT}.querySelector('path.validation').getAttribute('d').length") > 100


@pytest.mark.slow
def test_reset_repeats_the_initial_weights_and_a_new_seed_does_not(lab):
    page = lab()
    initial, loss = page.weights(0), page.get(f"{FIRST}.loss")
    page.press("Step")
    page.wait(f"{FIRST}.step === 1")
    assert page.weights() != initial
    page.another(lambda: page.press("Reset"), f"{FIRST}.step === 0")
    assert page.weights() == initial
    assert page.get(f"{FIRST}.loss") == loss
    page.another(lambda: page.press("New seed"))
    assert page.get(f"{FIRST}.about.spec.seed") == 1
    assert page.weights(0) != initial


@pytest.mark.slow
def test_settings_make_another_experiment(lab):
    page = lab()
    field = page.page.get_by_label

    def choose(name, option):
        return lambda: field(name, exact=True).select_option(option)

    def write(name, text):
        return lambda: field(name, exact=True).fill(text)

    def press(name):
        return lambda: page.press(name)

    changes = [
        (choose("Data set", "moons"), "data", "moons"),
        (write("points", "60"), "data", "moons:points=60"),
        (press("Layer 1: one unit more"), "hidden", [3, 2]),
        (choose("Layer 2: activation", "relu"), "activation", ["tanh", "relu"]),
        (press("Add a layer"), "hidden", [3, 2, 2]),
        (press("Layer 1: remove this layer"), "hidden", [2, 2]),
        (write("Seeds raced at once", "4"), "seeds", 4),
        (write("First seed", "7"), "seed", 7),
    ]
    for act, name, value in changes:
        assert page.another(act)[name] == value, name


FOCUS = "document.activeElement.getAttribute('aria-label')"


@pytest.mark.slow
def test_controls_keep_the_focus_and_what_is_typed(lab):
    page = lab()
    keyboard = page.page.keyboard
    page.page.get_by_label("Layer 2: one unit more").focus()
    for units in (3, 4):
        assert page.another(lambda: keyboard.press("Enter"))["hidden"] == [2, units]
        assert page.get(FOCUS) == "Layer 2: one unit more"
    page.page.get_by_label("Layer 1: remove this layer").focus()
    assert page.another(lambda: keyboard.press("Enter"))["hidden"] == [4]
    assert page.get(FOCUS) == "Layer 1: remove this layer"
    select = page.page.get_by_label("Layer 1: activation")
    page.another(lambda: select.select_option("leaky-relu"))
    field = page.page.get_by_label("Layer 1: parameter of leaky-relu")
    field.select_text()
    keyboard.type("0.3")
    keyboard.press("Alt+t")
    page.wait(f"{FIRST}.step > 20")
    assert page.get(FOCUS) == "Layer 1: parameter of leaky-relu"
    assert field.input_value() == "0.3"
    assert page.another(lambda: keyboard.press("Enter"))["activation"] == ["leaky-relu:0.3"]


@pytest.mark.slow
def test_common_shapes_go_by_the_arrow_keys(lab):
    page = lab()
    page.page.get_by_label("Start from").focus()
    for hidden in ([2, 2, 2, 2], [2, 2, 2, 2, 2, 2]):
        spec = page.another(lambda: page.page.keyboard.press("ArrowDown"))
        assert spec["hidden"] == hidden


@pytest.mark.slow
def test_what_is_looked_at_changes_without_another_experiment(lab):
    page = lab()
    key = page.get(f"{FIRST}.about.key")
    picture = page.page.get_by_role("group", name="Picture", exact=True).locator("select")
    picture.nth(0).select_option("phases")
    picture.nth(1).select_option("space")
    page.page.get_by_label("as fast as it goes").check()
    state = page.get("unknotLab.state.a")
    assert (state["order"], state["view"], state["speed"]) == ("phases", "space", None)
    shade = page.page.get_by_role("button", name="Colours: auto")
    shade.click()
    shade = page.page.get_by_role("button", name="Colours: light")
    shade.click()
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.get(background) != "rgb(255, 255, 255)"
    page.press("Simple")
    page.page.get_by_label("Optimiser").wait_for(state="hidden")
    page.press("All controls")
    page.page.get_by_label("Optimiser").wait_for(state="visible")
    assert page.get(f"{FIRST}.about.key") == key


@pytest.mark.parametrize("by", ["mouse", pytest.param("keyboard", marks=pytest.mark.slow)])
def test_data_can_be_drawn_and_esc_loses_nothing(lab, by):
    page = lab()
    page.press("Draw …")
    pad = page.page.locator("dialog .pad").first
    page.press("Clear")
    box = pad.bounding_box()
    for letter, x in (("A", 0.3), ("B", 0.7)):
        page.page.get_by_role("radio", name=f"Class {letter}").check(force=True)
        page.page.get_by_role("radio", name="Open curve").check(force=True)
        if by == "mouse":
            mouse = page.page.mouse
            mouse.move(box["x"] + x * box["width"], box["y"] + 0.3 * box["height"])
            mouse.down()
            mouse.move(box["x"] + x * box["width"], box["y"] + 0.7 * box["height"], steps=5)
            mouse.up()
        else:
            pad.focus()
            side = "ArrowLeft" if letter == "A" else "ArrowRight"
            for key in (*[side] * 8, "Enter", *["ArrowUp"] * 6, "Enter", "Escape"):
                page.page.keyboard.press(key)
    page.page.keyboard.press("Escape")
    page.page.locator("dialog.drawing").wait_for(state="hidden")
    page.press("Draw …")
    page.page.get_by_text("This is what you drew before.").wait_for()
    spec = page.another(lambda: page.press("Use this drawing"))
    assert spec["data"].startswith("drawn:strokes=A-")
    assert ";B-" in spec["data"]


@pytest.mark.slow
def test_two_runs_have_linked_scrubbers(lab):
    page = lab()
    page.press("Compare")
    page.wait("unknotLab.viewers.length === 2")
    page.wait("unknotLab.viewers[1]")
    page.page.get_by_role("slider", name="Depth").first.press("End")
    page.wait("unknotLab.viewers.every(({ state }) => state.depth === 2)")
    page.press("Keep A")
    page.wait("unknotLab.viewers.length === 1")


@pytest.mark.parametrize(
    ("suffix", "magic"),
    [
        ("html", b"<!doctype html>"),
        ("safetensors", b""),
        ("json", b"{"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.slow
def test_exports_are_files_of_their_kind(lab, suffix, magic):
    page = lab()
    page.page.locator(".export summary").click()
    with page.page.expect_download() as download:
        page.page.locator(f"[data-export={suffix}]").click()
    assert download.value.suggested_filename == f"unknot.{suffix}"
    content = download.value.path().read_bytes()
    assert len(content) > 100
    assert content.startswith(magic)


@pytest.mark.slow
def test_pictures_and_films_show_what_the_stage_shows(lab):
    turned = "data=circles:points=100&hidden=3&steps=40&seed=1&step=40&depth=1"
    page = lab(turned + "&yaw=0.7&pitch=0.2&zoom=1.5").page
    page.evaluate("unknotLab.viewers[0].setTheme('dark')")
    page.locator(".export summary").click()
    page.get_by_label("Width of pictures").select_option("480")
    files = {}
    for kind in ("png", "svg", "gif", "training"):
        with page.expect_download() as download:
            page.locator(f"[data-export={kind}]").click()
        files[kind] = download.value.path().read_bytes()
    shown = "(({width, height, data}) => [width, height, [...data]])(unknotLab.viewers[0].pixels())"
    width, height, data = page.evaluate(shown)
    stage = Image.fromarray(np.reshape(data, (height, width, 4)).astype(np.uint8)).convert("RGB")
    size = Image.open(BytesIO(files["png"])).size
    assert size[0] == 480
    stage = np.asarray(stage.resize(size), float)

    def difference(image):
        return np.abs(np.asarray(image.convert("RGB"), float) - stage).mean()

    film, training = (Image.open(BytesIO(files[kind])) for kind in ("gif", "training"))
    film.seek(film.n_frames - 1)
    training.seek(training.n_frames - 1)
    drawn = page.context.new_page()
    drawn.set_viewport_size({"width": size[0], "height": size[1]})
    drawn.set_content(f"<style>body {{ margin: 0 }}</style>{files['svg'].decode()[39:]}")
    drawing = Image.open(BytesIO(drawn.screenshot()))
    for image in (Image.open(BytesIO(files["png"])), drawing, film, training):
        assert image.size == size
        # Of 255; in a drawing the back of a surface shines through.
        assert difference(image) < (12 if image is drawing else 4)


@pytest.mark.slow
def test_command_python_and_link_are_copied(lab):
    page = lab(permissions=["clipboard-read", "clipboard-write"])
    page.page.locator(".export summary").click()
    copied = "navigator.clipboard.readText()"
    page.press("Copy command line")
    page.page.get_by_text("The command line is copied.").first.wait_for()
    assert page.get(copied).startswith("unknot fit circles:points=100")
    page.press("Copy Python")
    page.page.get_by_text("The Python is copied.").first.wait_for()
    assert "unknot.Spec(data='circles:points=100'" in page.get(copied)
    page.press("Copy link")
    page.page.get_by_text("Link copied").wait_for()
    assert page.get(copied) == page.get("location.href")


@pytest.mark.parametrize("width", [1440, 420])
def test_a_first_visit_shows_a_success_that_moves_and_the_way_on_on_one_screen(lab, width):
    page = lab("", viewport={"width": width, "height": 900}).page
    page.wait_for_function("location.hash.includes('stop=start')")
    page.locator(".play[aria-label='Pause layers']").wait_for()
    for what in ("#tour-title", ".tour .text", ".tour .primary", ".stage canvas"):
        box = page.locator(what).first.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900, what
    page.get_by_text("100 % right").first.wait_for()
    assert page.locator(".section.data select").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_tour_goes_on_and_back(lab):
    page = lab(reduced_motion="reduce")
    page.press("Tour")
    page.page.get_by_text("Stop 1 of").wait_for()
    first = page.page.locator("#tour-title").inner_text()
    page.press("Next →")
    page.page.get_by_text("Stop 2 of").wait_for()
    assert page.page.locator("#tour-title").inner_text() != first
    page.press("← Back")
    page.wait(f"document.querySelector('#tour-title').innerText === {first!r}")
    page.ready()


@pytest.mark.slow
def test_a_link_shows_the_same_picture_elsewhere(lab):
    page = lab(f"{SMALL}&seed=3&step=150&depth=1.5")
    page.wait(f"{FIRST}.step === 150 && unknotLab.viewers[0].state.step === 150")
    other = lab(page.link())
    other.wait("unknotLab.viewers[0].state.step === 150")
    assert other.weights() == page.weights()
    shown = "JSON.stringify(unknotLab.viewers[0].state)"
    assert other.get(shown) == page.get(shown)
    pixels = "Array.from(unknotLab.viewers[0].pixels().data).reduce((h, x) => (31 * h + x) | 0, 7)"
    assert other.get(pixels) == page.get(pixels)
    assert page.get(f"{FIRST}.about.spec.seed") == 3


def test_everything_goes_by_the_keyboard(lab):
    page = lab()
    keyboard = page.page.keyboard
    role = """() => {
      let at = document.activeElement;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const name = at.getAttribute("aria-label") ?? at.innerText;
      return `${at.getAttribute("role") ?? at.tagName} ${name}`;
    }"""
    reached = []
    while "slider Depth" not in reached and len(reached) < 60:
        keyboard.press("Tab")
        reached.append(page.get(role))
    assert "slider Depth" in reached
    keyboard.press("ArrowRight")
    page.wait("unknotLab.viewers[0].state.depth === 0.05")
    keyboard.press("2")
    page.wait("unknotLab.viewers[0].state.depth === 2")
    keyboard.press(" ")
    page.wait("unknotLab.viewers[0].state.playing === 'depth'")
    keyboard.press(" ")
    page.wait("unknotLab.viewers[0].state.playing === 'nothing'")
    keyboard.press("Alt+t")
    page.wait(f"{FIRST}.step > 0")
    keyboard.press("Alt+t")
    page.wait(f"!{FIRST}.training")
    page.page.get_by_role("button", name="Train", exact=True).wait_for()  # it was "Pause"
    while "BUTTON Train" not in reached and len(reached) < 200:
        keyboard.press("Tab")
        reached.append(page.get(role))
    assert "BUTTON Train" in reached


@pytest.mark.slow
def test_nothing_moves_by_itself_where_less_motion_is_wished(lab):
    page = lab("data=moons&hidden=2", reduced_motion="reduce")
    # The server has been asked for something since, and would have trained by its answer.
    page.another(lambda: page.press("New seed"))
    assert page.get(f"{FIRST}.step") == 0
    assert not page.get(f"{FIRST}.training")
    assert page.get("unknotLab.viewers[0].state.playing") == "nothing"


@pytest.mark.slow
def test_a_lost_connection_is_said_and_comes_back(browser, address):
    context = browser.new_context()
    opened, sockets, down = context.new_page(), [], []

    def relay(socket):
        sockets.append(socket)
        if down:
            socket.close(code=1011)
        else:
            socket.connect_to_server()

    opened.route_web_socket("**/ws", relay)
    complaints = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{address}#{SMALL}")
    opened.wait_for_function("() => globalThis.unknotLab?.viewers[0]", timeout=PATIENCE)
    opened.get_by_role("button", name="Train", exact=True).click()
    opened.wait_for_function(f"() => {FIRST}.step > 20", timeout=PATIENCE)
    key, step = opened.evaluate(f"[{FIRST}.about.key, {FIRST}.step]")
    down.append(True)
    sockets[-1].close(code=1011)
    opened.get_by_text("Connection lost").wait_for()
    down.clear()
    opened.wait_for_function(
        f"() => {FIRST}.handle !== null && {FIRST}.step > {step}", timeout=PATIENCE
    )
    opened.get_by_text("Connection lost").wait_for(state="hidden")
    assert opened.evaluate(f"{FIRST}.about.key") == key
    assert complaints == []
    context.close()


def test_what_is_proved_is_said_on_the_stage_and_mended(lab):
    # So many steps that training does not end before it is paused.
    opened = lab("data=disc-in-ring:points=100&hidden=2&steps=50000")
    page = opened.page
    impossible = page.get_by_role("button", name="Impossible")
    impossible.click()
    page.locator(".chip.impossible[aria-expanded=true]").wait_for()
    argument = page.get_by_role("region", name="Argument")
    assert "B encloses the point (0, 0) of A" in argument.inner_text()
    words = page.locator(".words span:not(.above, .beside)")
    words.first.wait_for()
    assert words.all_inner_texts() == ["the enclosed point", "what encloses it"]
    argument.get_by_text("What exactly is claimed").click()
    assert "Nothing is said of networks with skip connections" in argument.inner_text()
    with page.expect_download() as saving:
        argument.get_by_role("button", name="Save the certificate").click()
    assert checker.main([str(saving.value.path())]) == 0
    opened.another(
        lambda: argument.get_by_role("button", name="Add a third unit").click(),
        f"{FIRST}.about.spec.hidden[0] === 3",
    )
    impossible.wait_for(state="detached")
    page.get_by_role("button", name="Pause", exact=True).click()
    of_network = page.locator(".chip.wrong, .chip.right, .chip.undecided")
    of_network.first.wait_for()  # which of them, depends on the step at which it was paused
    # Of the network that trains on nothing is known; of its architecture what was.
    page.get_by_role("button", name="Train", exact=True).click()
    of_network.wait_for(state="detached")
    page.locator(".chip.possible").wait_for()


IN_THE_MIDDLE = """() => {
  const middle = (element) => {
    const { y, height } = element.getBoundingClientRect();
    return y + height / 2;
  };
  const stage = document.querySelector(".stage .viewer").shadowRoot.querySelector(".stage");
  const named = stage.querySelector(".words span:not(.above, .beside)");
  return Math.abs(middle(named) - middle(stage)) < 3;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("data", ["disc-in-ring:points=100", "linked-tori:points=100"])
def test_a_refuted_point_is_marked_and_gone_to_by_keyboard(lab, data):
    opened = lab(f"data={data}&hidden=3&steps=1000&depth=1")
    page = opened.page
    wrong = page.get_by_role("button", name="Wrong at a point")
    wrong.focus()
    page.keyboard.press("Enter")
    words = page.locator(".words span:not(.above, .beside)")
    words.first.wait_for()
    assert words.all_inner_texts() == ["a point of A that is wrong"]
    assert opened.get("unknotLab.viewers[0].state.zoom") > 1
    page.wait_for_function(IN_THE_MIDDLE)  # the way there is eased
    page.get_by_role("button", name="Go to it in the data").press("Enter")
    assert opened.get("unknotLab.viewers[0].state.depth") == 0
    page.get_by_role("button", name="See everything").press("Enter")
    assert opened.get("unknotLab.viewers[0].state.zoom") == 1


@pytest.mark.slow
def test_what_a_stop_has_constructed_opens_as_a_page(lab):
    page = lab("stop=spirals-two").seen.page
    page.get_by_role("button", name="Construct two turns").click()
    link = page.get_by_role("link", name="Watch two turns unwind")
    link.wait_for(timeout=8 * PATIENCE)  # it is computed meanwhile
    with page.expect_popup() as opened:
        link.click()
    opened.value.wait_for_selector("unknot-viewer.live", timeout=PATIENCE)
    opened.value.get_by_role("button", name="Right everywhere").wait_for(timeout=PATIENCE)
