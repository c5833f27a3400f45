"""The lab's form asks for what a recipe may be, and for nothing else."""

import json

import pytest
from lab_page import FIRST, SMALL

from unknot.lab import Limits
from unknot.recording import Spec

SCHEMA = Spec.model_json_schema()["properties"]
OPTIMISER = SCHEMA["optimiser"]["enum"]
CONTROLS = """
[...document.querySelectorAll('.rail [name]')].map((each) => ({
  name: each.name,
  about: each.closest('.field').title,
  choices: each.options && [...each.options].map(({ value }) => value).filter((value) => value),
}))
"""


def kind(name):
    """Return what a field is, if it is not none."""
    field = SCHEMA[name]
    return field["anyOf"][0] if "anyOf" in field else field


def control(page, name):
    return page.page.locator(f".rail [name={name}]")


@pytest.fixture
def form(lab):
    return lab(f"{SMALL}&optimiser=sgd&schedule=cosine")  # with momentum, and steps until the end


def test_every_field_that_the_form_shows_is_described_and_offers_what_is_declared(form):
    controls = form.get(CONTROLS)
    names = {each["name"] for each in controls}
    # These have controls of their own, and patience is of no use to live training.
    assert names == {name for name, field in SCHEMA.items() if field["page"]} - {
        "data",
        "hidden",
        "activation",
        "head",
        "patience",
    }
    for each in controls:
        about = each["about"].removesuffix(" A change begins again at step 0.")
        assert about == SCHEMA[each["name"]]["description"]
        assert each["choices"] == kind(each["name"]).get("enum")


NUMBERS = [
    name
    for name, field in SCHEMA.items()
    if field["page"] and kind(name)["type"] in {"integer", "number"} and name != "patience"
]


@pytest.mark.slow
def test_numbers_are_taken_in_their_ranges_and_refused_outside(form):
    state = "unknotLab.state.a"
    for name in NUMBERS:
        declared, field = kind(name), control(form, name)
        small = 1 if declared["type"] == "integer" else 1e-6
        most = min(declared.get("maximum", float("inf")), most_of_the_server(name))
        good = [declared.get("minimum"), most if most < float("inf") else None]
        bad = [declared.get("exclusiveMinimum"), declared.get("exclusiveMaximum")]
        bad += [end - small if i == 0 else end + small for i, end in enumerate(good) if finite(end)]
        bad += [1.5] if declared["type"] == "integer" else []
        for value in filter(finite, bad):
            before = form.get(f"{state}.{name}")
            write(field, value)
            assert field.get_attribute("aria-invalid") == "true", (name, value)
            assert form.get(f"{state}.{name}") == before
        for value in filter(finite, good):
            write(field, value)
            assert field.get_attribute("aria-invalid") is None, (name, value)
            assert form.get(f"{state}.{name}") == value


def finite(end):
    return end is not None


def most_of_the_server(name):
    return Limits().seeds if name == "seeds" else float("inf")


def write(field, value):
    field.fill(json.dumps(value))
    field.press("Enter")


def test_what_is_typed_next_is_not_taken_back_by_what_was_said_before(form):
    # Both are given before the page is drawn again, as on a slow machine.
    form.get("""(() => {
      const [field] = document.querySelectorAll(".rail [name=steps]");
      field.value = "7";
      field.dispatchEvent(new Event("change"));
      field.value = "78";
    })()""")
    form.page.wait_for_function("unknotLab.state.a.steps === 7")
    form.get("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert control(form, "steps").input_value() == "78"


@pytest.mark.slow
def test_none_is_an_empty_field_or_the_first_choice(form):
    batch = control(form, "batch")
    write(batch, 7)
    form.wait("unknotLab.state.a.batch === 7")
    batch.fill("")
    form.wait("unknotLab.state.a.batch == null")
    form.another(lambda: control(form, "loss").select_option("hinge"))
    assert form.another(lambda: control(form, "loss").select_option(""))["loss"] is None


def test_a_complaint_moves_no_field_beside_it(form):
    optimiser, rate = control(form, "optimiser"), control(form, "learning_rate")
    for value in (0.01, -1):
        write(rate, value)
        assert optimiser.bounding_box()["y"] == rate.bounding_box()["y"]
    below = control(form, "weight_decay")
    assert below.bounding_box()["y"] > rate.locator("~ .problem").bounding_box()["y"]


@pytest.mark.slow
def test_layers_are_written_as_text_and_what_is_wrong_is_said_beside_it(lab):
    page = lab(SMALL)
    text = control(page, "layers")
    assert text.input_value() == "tanh:2*2"
    text.fill("feild:3*2")
    text.blur()
    page.page.locator(".network").get_by_text("Did you mean 'field'?").wait_for()
    spec = page.another(lambda: (text.fill("field:3*2/tanh:2"), text.blur()))
    assert spec["layers"] == ["field:3", "field:3", "tanh:2"]
    assert text.input_value() == "field:3*2 tanh:2"
    assert "layers=field:3*2/tanh:2" in page.link()
    # Dense layers come back as rows.
    spec = page.another(lambda: (text.fill("tanh:3"), text.blur()))
    assert (spec["layers"], spec["hidden"]) == (None, [3])
    page.page.get_by_role("listitem", name="Layer 1").wait_for()


@pytest.mark.slow
def test_a_network_that_is_written_out_trains_and_is_scrubbed(lab):
    page = lab(f"{SMALL}&layers=field:3*2")
    page.press("Train")
    page.wait(f"{FIRST}.step > 60 && {FIRST}.recording.frames > 4")
    page.press("Pause")
    page.wait(f"{FIRST}.state.phase === 'paused' && {FIRST}.step === {FIRST}.state.step")
    path = "unknotLab.viewers[0].recording.network(1).written.paths[0]"
    assert page.get(f"{path}.kind") == "isotopy"
    page.get("unknotLab.viewers[0].set({ depth: 1.5, step: 30 })")
    page.page.get_by_text("isotopy: the Lipschitz constant of F is at most").wait_for()
    assert page.get("unknotLab.viewers[0].state.step") == 30


@pytest.mark.slow
def test_neighbours_decide_with_their_settings(lab):
    page = lab(SMALL)
    head = page.page.get_by_label("What reads the last layer")
    assert page.another(lambda: head.select_option("neighbours"))["head"] == "neighbours"
    assert control(page, "loss").is_hidden()
    few = page.page.get_by_label("Neighbours that count")
    assert page.another(lambda: few.fill("5"))["head"] == "neighbours:k=5"
    assert "head=neighbours:k=5" in page.link()
    page.press("Train")
    page.wait(f"{FIRST}.step > 20")
    page.press("Pause")
    assert page.another(lambda: head.select_option("linear"))["head"] == "linear"
