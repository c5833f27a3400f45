"""Tables, recordings and recipes that a person opens on the lab's page."""

import hashlib
import re

import pytest
from lab_page import FIRST, PATIENCE, SMALL, LabPage

COLOURS = ("red", "green", "blue")
PETS = "id,seen,income,share,colour,kind,price\n" + "\n".join(
    f"{i + 1},2024-01-{i % 28 + 1:02d},{20_000 + 997 * (i * 7 % 23)},"
    f"{'' if i == 5 else round(0.1 * (i * 5 % 7), 2)},{COLOURS[i * 5 % 3]},"
    f"{'cat' if i % 2 else 'dog'},{i * 1.37 + 0.3:.2f}"
    for i in range(60)
)
SCALES = "income,share,kind\n" + "\n".join(
    f"{20_000 + 9_000 * (i % 3) + 700 * (i * 5 % 11)},{0.1 * (i % 3) + 0.03 * (i * 7 % 5):.2f},"
    f"{'abc'[i % 3]}"
    for i in range(60)
)
DATA = "unknotLab.state.a.data"


def give(page, name, content):
    """Choose a file, as the dialog of the system does."""
    content = content.encode() if isinstance(content, str) else content
    files = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.page.locator("input[type=file]").set_input_files(files)


def panel(page):
    return page.page.get_by_role("region", name="Your table")


def refusals_are_expected(page):
    """Answers that are errors are noted by the browser's console, too."""
    kept = [each for each in page.seen.complaints if "422" not in each]
    page.seen.complaints[:] = kept


def test_a_table_is_asked_about_and_the_proposal_used(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    question = panel(page).locator(".question")
    question.wait_for()
    assert "Choose the label below" in question.inner_text()
    assert "=" not in question.inner_text()
    assert page.get(DATA) == "circles:points=100"  # the picture stays
    spec = page.another(lambda: page.press("Use the proposal"))
    assert spec["data"] == page.get(DATA)
    assert spec["data"].startswith("upload:")
    panel(page).get_by_text("classes cat, dog").first.wait_for()
    assert question.is_hidden()
    lines = panel(page).locator(".understood li").all_inner_texts()
    assert "label: kind (asked for)" in lines


@pytest.mark.slow
def test_roles_are_changed_without_another_upload(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    page.another(lambda: page.press("Use the proposal"))
    before = [each for each in page.seen.requests if "/data?name" in each]
    role = page.page.get_by_label("colour: used as", exact=True)
    page.another(lambda: role.select_option("encode"))
    features = page.get(f"{FIRST}.recording.about.features")
    assert "colour=red" in features
    page.another(lambda: page.page.get_by_label("share: used as").select_option("out"))
    assert "share" not in page.get(f"{FIRST}.recording.about.features")
    classes = f"{FIRST}.recording.about.classes"
    role = page.page.get_by_label("colour: used as", exact=True)
    page.another(lambda: role.select_option("label"))
    assert page.get(classes) == ["blue", "green", "red"]
    assert [each for each in page.seen.requests if "/data?name" in each] == before


@pytest.mark.slow
def test_missing_values_and_the_header_are_decided_in_the_panel(lab):
    page = lab()
    give(page, "gaps.csv", "x,y,kind\n1,2,a\n,1,b\n3,4,a\n4,3,b\n")
    panel(page).locator(".question").wait_for()
    missing = page.page.get_by_label("Missing values")
    page.another(lambda: missing.select_option("mean"))
    assert page.get(f"{FIRST}.recording.points.values.length") == 8
    page.another(lambda: missing.select_option("drop"))
    assert page.get(f"{FIRST}.recording.points.values.length") == 6
    give(page, "maybe.csv", "1,2,3\n2,3,1\n3,1,2\n4,1,1\n5,5,2\n")
    panel(page).get_by_text("may name the columns").wait_for()
    page.another(lambda: page.page.get_by_label("First row").select_option("no"))
    assert page.get(f"{FIRST}.recording.points.values.length") == 10


@pytest.mark.slow
def test_an_error_leaves_the_table_to_be_read_otherwise(lab):
    page = lab()
    give(page, "latin.csv", "caf\xe9,b,kind\n5,2,a\n2,1,b\n2,2,a\n5,1,b\n5,2,b\n".encode("latin-1"))
    error = panel(page).locator(".question")
    error.wait_for()
    assert "choose its encoding below" in error.inner_text()
    encoding = page.page.get_by_label("Encoding")

    def write():
        encoding.fill("latin-1")
        encoding.press("Enter")

    page.another(write)
    assert page.get(f"{FIRST}.recording.about.features") == ["café", "b"]
    refusals_are_expected(page)


@pytest.mark.slow
def test_what_is_no_table_is_said_at_the_button(lab):
    page = lab()
    give(page, "pets.exe", "MZ")
    page.page.get_by_text("'pets.exe' is not a file that the lab reads").wait_for()
    assert page.get(DATA) == "circles:points=100"
    refusals_are_expected(page)


@pytest.mark.slow
def test_another_set_and_the_table_again_by_the_select(lab):
    page = lab()
    give(page, "scales.csv", SCALES)
    page.wait(f"{FIRST}.recording.about.classes.length === 3")
    choose = page.page.get_by_label("Data set", exact=True)
    page.another(lambda: choose.select_option("moons"))
    assert panel(page).count() == 0
    box = page.page.get_by_label("Standardise: every feature")
    assert not box.is_checked()
    page.another(lambda: choose.select_option(label="scales.csv"))
    assert box.is_checked()
    assert page.get(f"{FIRST}.recording.about.classes") == ["a", "b", "c"]
    give(page, "pets.csv", PETS)
    panel(page).locator(".question").wait_for()
    choose.select_option(label="scales.csv")
    panel(page).get_by_text("classes a, b, c").first.wait_for()


@pytest.mark.slow
def test_a_link_with_its_options_shows_the_panel_again(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    page.another(lambda: page.press("Use the proposal"))
    other = lab(page.link())
    panel(other).get_by_text("classes cat, dog").first.wait_for()
    assert other.page.get_by_label("kind: used as").input_value() == "label"
    assert other.get(DATA) == page.get(DATA)


def tab_to(page, wanted):
    """Press Tab until the element of this name has the focus."""
    name = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText"
    for _ in range(40):
        page.page.keyboard.press("Tab")
        if page.get(name) == wanted:
            return
    raise AssertionError(wanted)


def settled(page):
    """Wait until the table that is seen is the server's answer to all that was said."""
    page.wait("!document.querySelector('.own-table').hasAttribute('aria-busy')")


@pytest.mark.slow
@pytest.mark.parametrize(
    "slowly", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["at once", "slowly"]
)
def test_the_panel_goes_by_the_keyboard(lab, slowly):
    page = lab()
    give(page, "pets.csv", PETS)
    panel(page).locator(".question").wait_for()
    page.page.get_by_label("Data set", exact=True).focus()
    tab_to(page, "Use the proposal")
    page.another(lambda: page.page.keyboard.press("Enter"))
    for name in ("colour", "price"):
        tab_to(page, f"{name}: used as")
        # At "left out" its first letter alone goes on to "label", of which no trace may be left.
        page.type("left", between=(lambda: settled(page)) if slowly else lambda: None)
        settled(page)
        assert page.page.get_by_label(f"{name}: used as").input_value() == "out"
        assert page.page.get_by_label("kind: used as").input_value() == "label"
        assert page.get("document.activeElement.getAttribute('aria-label')") == f"{name}: used as"
    page.wait(f"!({FIRST}.recording?.about.features ?? ['price']).includes('price')")
    assert page.get(f"{FIRST}.recording.about.classes") == ["cat", "dog"]


class Late:
    """What the page asks of its table, answered when a test wants it."""

    def __init__(self, page):
        self.page, self.held = page.page, []
        self.page.route(re.compile("/data[?]source="), lambda route: self.held.append(route))

    def asked(self, count=1):
        """Wait until so many questions wait for their answers."""
        for _ in range(PATIENCE // 20):
            if len(self.held) >= count:
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{len(self.held)} questions were asked")

    def answer(self):
        """Answer what was asked, the last question first, and see each answer arrive."""
        while self.held:
            with self.page.expect_response(re.compile("/data[?]source=")):
                self.held.pop().continue_()


@pytest.mark.slow
def test_answers_that_are_late_move_nothing_back(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    page.another(lambda: page.press("Use the proposal"))
    settled(page)
    late = Late(page)
    role = {
        name: page.page.get_by_label(f"{name}: used as")
        for name in ("share", "colour", "price", "kind")
    }
    role["colour"].focus()
    page.type("left")  # by way of "label"
    late.asked(2)
    late.answer()
    settled(page)
    assert role["colour"].input_value() == "out"
    assert role["kind"].input_value() == "label"
    # What is said in two places at once is both; the second waits for the answer to the first.
    role["share"].select_option("out")
    role["colour"].select_option("label")
    for _ in range(2):
        late.asked()
        late.answer()
    settled(page)
    found = {name: select.input_value() for name, select in role.items()}
    assert found == {
        "share": "out",
        "colour": "label",
        "price": "feature",
        "kind": "out",
    }


@pytest.mark.slow
def test_another_set_is_not_left_for_a_table_that_is_answered_late(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    page.another(lambda: page.press("Use the proposal"))
    late = Late(page)
    page.page.get_by_label("share: used as").select_option("out")
    late.asked()
    page.another(lambda: page.page.get_by_label("Data set").select_option("moons"))
    late.answer()
    page.another(lambda: page.press("New seed"))
    assert page.get(DATA) == "moons"


def test_every_control_of_the_panel_has_a_name(lab):
    page = lab()
    give(page, "pets.csv", PETS)
    panel(page).locator(".question").wait_for()
    nameless = page.get(
        "[...document.querySelectorAll('.own-table :is(select, input, button)')].filter((each) => "
        "!each.getAttribute('aria-label') && !each.labels?.length && !each.innerText).length"
    )
    assert nameless == 0


@pytest.mark.parametrize("width", [360, 1300])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.slow
def test_nothing_of_the_panel_is_cut_off(lab, width, scheme):
    page = lab(SMALL, viewport={"width": width, "height": 900}, color_scheme=scheme)
    give(page, "pets.csv", PETS)
    panel(page).locator(".question").wait_for()
    assert page.get("document.documentElement.scrollWidth <= innerWidth")
    beyond = page.get(
        "[...document.querySelectorAll('.own-table *')].filter((each) => each.offsetParent && "
        "each.getBoundingClientRect().right > "
        "document.querySelector('.own-table').getBoundingClientRect().right + 1).length"
    )
    assert beyond == 0


@pytest.mark.slow
def test_unscaled_features_are_named_and_standardised_where_nothing_is_learnt(lab):
    page = lab()
    give(page, "scales.csv", SCALES)
    page.wait(f"{FIRST}.recording.about.classes.length === 3")
    page.page.get_by_text("Your own table is standardised unless you say no").wait_for()
    box = page.page.get_by_label("Standardise: every feature")
    assert box.is_checked()
    assert page.get(f"{FIRST}.about.spec.standardise") is True
    assert "standardise=1" in page.link()
    assert page.another(box.uncheck)["standardise"] is False
    page.page.locator(".scales").get_by_text("“income”").wait_for()
    advice = page.page.get_by_text("Nothing has been learnt so far")
    assert advice.is_hidden()
    page.page.get_by_label("as fast as it goes").check()
    page.press("Train")
    advice.wait_for()
    spec = page.another(lambda: page.press("Standardise"))
    assert spec["standardise"] is True
    page.wait(f"{FIRST}.accuracy > 0.9")
    assert advice.is_hidden()
    assert "Your own table" in page.page.locator(".scales").inner_text()


@pytest.mark.slow
def test_a_recording_and_a_recipe_that_were_saved_are_opened(lab):
    page = lab(f"{SMALL}&seed=3&step=60")
    page.wait(f"{FIRST}.step === 60")
    weights = page.weights()
    for suffix in ("safetensors", "json"):
        if suffix == "safetensors":
            page.page.locator(".export summary").click()
        with page.page.expect_download() as download:
            page.page.locator(f"[data-export={suffix}]").click()
        content = download.value.path().read_bytes()
        other = lab("data=moons:points=50&hidden=3")
        give(other, f"unknot.{suffix}", content)
        other.wait(f"{FIRST}.step === 60 && {FIRST}.about.spec.seed === 3")
        assert other.weights() == weights
        assert "data=circles:points=100" in other.get("location.hash")
        other.page.go_back()
        other.wait(f"{FIRST}.about.spec.data === 'moons:points=50'")


@pytest.mark.slow
def test_a_recording_that_is_dropped_brings_its_own_points(lab):
    page = lab()
    give(page, "scales.csv", SCALES)
    page.wait(f"{FIRST}.recording.about.classes.length === 3")
    page.press("Step")
    page.wait(f"{FIRST}.step === 1")
    page.page.locator(".export summary").click()
    with page.page.expect_download() as download:
        page.page.locator("[data-export=safetensors]").click()
    content = list(download.value.path().read_bytes())
    other = lab()
    other.page.evaluate(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "unknot.safetensors"));
          const drop = new DragEvent("drop", { dataTransfer: transfer, cancelable: true });
          document.dispatchEvent(drop);
        }""",
        content,
    )
    other.page.get_by_text("scales.csv is not open on this page").wait_for()
    other.wait(f"{FIRST}.recording.about.classes.length === 3 && {FIRST}.step === 1")
    assert other.weights() == page.weights()


@pytest.mark.parametrize("mode", ["full", "simple"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("mnist", "60,000 points are more than the 20,000"),
        ("upload:0123456789abcdef:label=kind", "is not on this server"),
        ("nonsense:points=3", "There is no data set 'nonsense'"),
    ],
)
@pytest.mark.slow
def test_a_page_whose_data_cannot_be_loaded_can_be_used(visit, address, data, says, mode):
    page = visit(f"{address}#data={data}&mode={mode}").page
    page.locator(".stage").get_by_text(says).wait_for()
    page.locator(".section.data .problem").get_by_text(says).wait_for()
    page.get_by_label("Data set", exact=True).select_option("moons")
    page.wait_for_function("() => globalThis.unknotLab.viewers[0]", timeout=30_000)
    assert page.evaluate(f"{FIRST}.about.spec.data") == "moons"
    assert page.locator(".section.data .problem").all_inner_texts().count("") >= 1


@pytest.mark.slow
def test_a_table_that_is_gone_is_read_as_before_when_it_is_sent_again(visit, address):
    content = "x,y,kind\n1,2,a\n,1,b\n3,4,a\n4,3,b\n7,7,a\n"
    key = hashlib.sha256(b"gone.csv\0" + content.encode()).hexdigest()[:16]
    source = f"upload:{key}:missing=mean"
    seen = visit(f"{address}#data={source}&hidden=2")
    page = LabPage(seen)
    seen.page.locator(".stage").get_by_text("is not on this server").wait_for()
    give(page, "gone.csv", content)
    page.wait(f"{FIRST}.recording")
    assert page.get(f"{FIRST}.about.spec.data") == page.get(DATA) == source
    assert page.page.get_by_label("Missing values").input_value() == "mean"


@pytest.mark.slow
def test_a_set_that_is_larger_than_the_lab_takes_begins_with_fewer_points(lab):
    page = lab()
    page.page.get_by_label("Data set", exact=True).select_option("mnist")
    page.wait(f"{DATA} === 'mnist:points=2000'")
    page.page.get_by_text("At most 20,000 of the 60,000 are trained on live").wait_for()
    assert page.page.get_by_label("points", exact=True).input_value() == "2000"


def test_what_is_copied_is_of_the_step_that_is_seen(lab):
    page = lab(f"{SMALL}&seeds=3&step=50", permissions=["clipboard-read", "clipboard-write"])
    page.wait(f"{FIRST}.step === 50 && unknotLab.state.a.step === 50")
    page.page.locator(".export summary").click()
    page.press("Copy command line")
    page.page.get_by_text("The command line is copied.").first.wait_for()
    shown = page.get(f"{FIRST}.state.shown")
    copied = page.get("navigator.clipboard.readText()")
    assert "--steps 50 --patience 0 --seeds 1" in copied
    assert ("--seed " in copied) == (shown > 0)
