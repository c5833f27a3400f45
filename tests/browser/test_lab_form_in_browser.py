"""The lab's form asks for what a recipe may be, and for nothing else."""

import json

import pytest
from lab_page import SMALL

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
    return lab(f"{SMALL}&optimiser=sgd")


def test_every_field_that_the_form_shows_is_described_and_offers_what_is_declared(form):
    controls = form.get(CONTROLS)
    names = {each["name"] for each in controls}
    # These have controls of their own, and patience is of no use to live training.
    assert names == {name for name, field in SCHEMA.items() if field["page"]} - {
        "data",
        "hidden",
        "activation",
        "patience",
    }
    for each in controls:
        assert each["about"] == SCHEMA[each["name"]]["description"]
        assert each["choices"] == kind(each["name"]).get("enum")


NUMBERS = [
    name
    for name, field in SCHEMA.items()
    if field["page"] and kind(name)["type"] in {"integer", "number"} and name != "patience"
]


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


def test_none_is_an_empty_field_or_the_first_choice(form):
    batch = control(form, "batch")
    write(batch, 7)
    assert form.get("unknotLab.state.a.batch") == 7
    batch.fill("")
    assert form.get("unknotLab.state.a.batch") is None
    form.another(lambda: control(form, "loss").select_option("hinge"))
    assert form.another(lambda: control(form, "loss").select_option(""))["loss"] is None


def test_a_complaint_moves_no_field_beside_it(form):
    optimiser, rate = control(form, "optimiser"), control(form, "learning_rate")
    for value in (0.01, -1):
        write(rate, value)
        assert optimiser.bounding_box()["y"] == rate.bounding_box()["y"]
    below = control(form, "weight_decay")
    assert below.bounding_box()["y"] > rate.locator("~ .problem").bounding_box()["y"]
