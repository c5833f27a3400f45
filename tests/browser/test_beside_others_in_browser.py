"""What docs/lab.md says of the lab beside its peers: every row of the table is driven."""

import re
from pathlib import Path

import pytest
from lab_page import FIRST, SMALL

ROOT = Path(__file__).parents[2]
# By the first column of the table, the tests that drive what its last column says.
DRIVEN_BY = {
    "runs without a server": ["test_a_network_is_trained_by_the_browser"],
    "data": ["test_a_set_is_chosen_by_its_picture", "test_validation_is_seen_while_it_trains"],
    "points of one's own": [
        "test_points_are_put_on_the_stage_while_it_trains",
        "test_data_can_be_drawn_and_esc_loses_nothing",
        "test_a_table_is_asked_about_and_the_proposal_used",
    ],
    "features of the input": ["test_features_of_the_input_are_switched_and_what_comes_is_proved"],
    "layers": [
        "test_settings_make_another_experiment",
        "test_layers_are_written_as_text_and_what_is_wrong_is_said_beside_it",
    ],
    "a picture in every unit, enlarged by hovering": [
        "test_a_unit_is_seen_on_the_stage_and_pinned"
    ],
    "weights changed by hand": [
        "test_a_weight_is_dragged_and_typed_and_back_undoes_it",
        "test_weights_follow_the_wheel_while_it_trains",
    ],
    "settings changed without a new start": [
        "test_settings_change_while_it_trains_without_a_new_start"
    ],
    "regularisation": ["test_a_price_for_weights_is_given_while_it_trains"],
    "output in two colours only": [
        "test_regions_are_those_of_numpy",
        "test_regions_are_the_paler_the_less_sure_the_network_is",
    ],
    "what layers do to the plane": ["test_vertices_are_where_numpy_takes_them"],
    "scrub back through training": ["test_training_is_scrubbed_back_and_gone_on_from"],
    "two runs, many seeds, a grid of networks": [
        "test_two_runs_have_linked_scrubbers",
        "test_many_seeds_are_raced_and_any_of_them_shown",
        "test_a_sweep_fills_in_and_a_cell_opens_its_network",
    ],
    "what can be proved": ["test_what_is_proved_is_said_on_the_stage_and_mended"],
    "link to what is seen": ["test_a_link_shows_the_same_picture_elsewhere"],
    "saved": [
        "test_exports_are_files_of_their_kind",
        "test_a_recording_and_a_recipe_that_were_saved_are_opened",
        "test_command_python_and_link_are_copied",
    ],
}


def test_every_row_of_the_table_is_driven():
    text = (ROOT / "docs" / "lab.md").read_text(encoding="utf-8")
    table = text.split("| | Playground | ConvNetJS | the lab |")[1].split("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")][1:]
    undone = {"regression"}  # which the lab has not
    assert set(rows) - undone == set(DRIVEN_BY)
    tests = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)", tests, re.M))
    assert {name for names in DRIVEN_BY.values() for name in names} <= there


@pytest.mark.slow
def test_a_set_is_chosen_by_its_picture(lab):
    page = lab()
    page.page.get_by_text("Choose by picture").click()
    chosen = page.page.get_by_role("button", name="two-curves", exact=True)
    spec = page.another(chosen.click)
    assert spec["data"] == "two-curves"
    page.wait("document.querySelector('.gallery [aria-pressed=true]').innerText === 'two-curves'")
    assert page.page.locator(".gallery svg").count() > 20
    assert page.page.get_by_label("Data set").input_value() == "two-curves"


@pytest.mark.slow
def test_features_of_the_input_are_switched_and_what_comes_is_proved(lab):
    page = lab("data=disc-in-ring:points=100&hidden=none&learning_rate=0.1&steps=100000&speed=500")
    spec = page.another(page.page.get_by_label("x², y² …").check)
    assert spec["layers"][0] == "features:linear,square"
    page.press("Train")
    page.wait(f"{FIRST}.accuracy === 1 && {FIRST}.step > 500")
    page.press("Pause")
    badge = page.page.get_by_role("button", name="Right everywhere")
    badge.wait_for()


@pytest.mark.slow
def test_a_price_for_weights_is_given_while_it_trains(lab):
    page = lab()
    page.press("Train")
    page.wait(f"{FIRST}.step > 50")
    key = page.get(f"{FIRST}.about.key")
    field = page.page.get_by_label("Penalty", exact=True)
    field.fill("l1")
    field.press("Enter")
    said = page.page.locator("[role=alert]", has_text="The penalty 'l1' lacks its weight")
    said.wait_for()
    assert "penalty" not in page.link()  # a link is to what trains
    field.fill("l1:0.5")
    field.press("Enter")
    page.wait(f"{FIRST}.about.spec.penalty === 'l1:0.5'")
    step = page.get(f"{FIRST}.step")
    page.wait(f"{FIRST}.step > {step} + 400")
    assert page.get(f"{FIRST}.about.key") == key
    first = page.weights()[:4]  # of the first layer's matrix: little is worth such a price
    assert max(map(abs, first)) < 0.1
    page.page.go_back()  # nor does it lead to what was refused
    page.wait(f"{FIRST}.about.spec.penalty === null")
    assert said.count() == 0


@pytest.mark.slow
def test_training_is_scrubbed_back_and_gone_on_from(lab):
    page = lab()
    page.press("Train")
    page.wait(f"{FIRST}.step > 200")
    page.press("Pause")
    page.wait(f"{FIRST}.state.phase === 'paused' && {FIRST}.step === {FIRST}.state.step")
    last = page.get("unknotLab.viewers[0].state.step")
    page.page.get_by_role("slider", name="Training").press("Home")
    page.wait("unknotLab.viewers[0].state.step === 0")
    page.press("Step")
    page.wait(f"{FIRST}.step === {last} + 1")


@pytest.mark.slow
def test_many_seeds_are_raced_and_any_of_them_shown(lab):
    page = lab(SMALL + "&seeds=4")
    first, shown = page.weights(0)[0], page.get(f"{FIRST}.state.shown")
    page.press("Train")
    page.wait(f"{FIRST}.step > 100")
    page.press("Pause")
    page.wait(f"{FIRST}.state.phase === 'paused'")
    seeds = page.page.locator(".seeds .seed")
    assert seeds.count() == 4
    other = (shown + 1) % 4
    seeds.nth(other).click()
    page.wait(f"{FIRST}.state.shown === {other}")
    weight = f"{FIRST}.recording.network(0).layers[0].affine.weight[0]"
    page.wait(f"Math.abs({weight} - {first}) > 1e-3")


@pytest.mark.slow
def test_a_sweep_fills_in_and_a_cell_opens_its_network(lab):
    page = lab("data=disc-in-ring:points=60&hidden=2&steps=100000&speed=200")
    page.press("Sweep widths and depths")
    page.page.locator(".cells .impossible").first.wait_for()  # these need no training
    page.page.locator(".cells .trained").first.wait_for(timeout=120_000)
    page.press("Stop")
    page.page.get_by_text("Stopped after").wait_for()
    cell = page.page.locator(".cells .trained").first
    said = re.match(r"(\d) layers? of (\d)", cell.get_attribute("aria-label"))
    depth, width = map(int, said.groups())
    assert page.another(cell.click)["hidden"] == [width] * depth
