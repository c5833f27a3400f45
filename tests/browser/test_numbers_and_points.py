"""What stands beside a picture is of that picture; what is wrong or kept apart is seen in it."""

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load, save

from unknot import Spec, deform, fit
from unknot.recording import encode
from unknot.viewer import _payload

# The text of a row of numbers; null where there is none.
ROW = """
(name) => {
  const { shadowRoot } = document.querySelector("main");
  const entries = [...shadowRoot.querySelectorAll(".entry")];
  const found = entries.find((each) => each.querySelector("dt").firstChild.data === name);
  return found && !found.hidden ? found.querySelector("dd").textContent : null;
}
"""
# Sets a state and reads a row when that is painted, before anything can come to rest.
MOVING = """
async ([state, name, row]) => {
  const canvas = document.querySelector("main").shadowRoot.querySelector("canvas");
  await new Promise((done) => new IntersectionObserver(done).observe(canvas));
  await new Promise((done) => requestAnimationFrame(done));
  viewer.set(state);
  await new Promise((done) => requestAnimationFrame(done));
  return eval(row)(name);
}
"""


def row(viewer, name):
    return viewer.page.evaluate(ROW, name)


def moving(viewer, name, **state):
    """Return the text of a row in the very picture in which a state is first seen."""
    return viewer.page.evaluate(MOVING, [state, name, ROW])


@pytest.fixture(scope="module")
def wide():
    """Return a network of wide layers, whose numbers take long."""
    spec = Spec(data="blobs:points=80", hidden=(64, 24), steps=200, snapshots=12, patience=None)
    return fit(spec)


@pytest.fixture(scope="module")
def validated():
    spec = Spec(
        data="moons:points=120,noise=0.35",
        validation=0.4,
        hidden=(2,),
        steps=60,
        snapshots=8,
        patience=None,
    )
    return fit(spec)


def test_numbers_of_a_layer_are_never_those_of_another(shown, wide):
    viewer = shown(wide, size=1000, controls="full", state={"depth": 1, "step": wide.t1})
    viewer.page.evaluate("viewer.draw()")
    narrow = row(viewer, "Condition")
    assert narrow
    assert moving(viewer, "Condition", depth=2) != narrow
    assert "64 → 24" in row(viewer, "Layer")
    viewer.page.evaluate("viewer.draw()")
    values = np.linalg.svd(np.asarray(wide.final.layers[1].weight), compute_uv=False)
    assert float(row(viewer, "Condition").replace(",", "")) == pytest.approx(
        values[0] / values[-1], rel=0.01
    )


@pytest.mark.slow
def test_shares_and_margins_are_there_while_training_goes_on(shown, wide):
    viewer = shown(wide, size=1000, controls="full", state={"depth": 1, "step": 0})
    for step in wide.steps[1:5]:
        network = wide.at(int(step))
        margin = margin_of(network, wide.data)
        assert "of the variance" in moving(viewer, "Drawn", step=int(step))
        assert number(row(viewer, "Margin")) == pytest.approx(margin, rel=0.01, abs=1e-3)


def margin_of(network, data):
    scores = np.asarray(network.scores(data.points), np.float64)
    if scores.shape[1] == 1:
        return float(np.min(np.where(data.labels == 1, scores[:, 0], -scores[:, 0])))
    own = scores[np.arange(len(data)), data.labels]
    scores[np.arange(len(data)), data.labels] = -np.inf
    return float(np.min(own - scores.max(axis=1)))


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def test_accuracies_are_of_the_frame_or_blank(shown, validated):
    looks = np.isin(np.arange(len(validated.looks)), [0, 2, 5])
    sparse = replace(
        validated,
        looks=validated.looks[looks],
        losses=validated.losses[looks],
        accuracies=validated.accuracies[looks],
        validation_accuracies=validated.validation_accuracies[looks],
    )
    viewer = shown(sparse, size=1000, controls="full")
    texts = []
    for frame, step in enumerate(sparse.steps):
        texts.append(moving(viewer, "Accuracy", step=int(step)))
        if step in sparse.looks:
            assert number(texts[-1].split()[0]) / 100 == pytest.approx(
                validated.accuracies[frame, validated.best], abs=1e-3
            )
            assert row(viewer, "Loss")
        else:
            assert texts[-1] == row(viewer, "Loss") == ""
    assert texts.count("") > 2


@pytest.mark.parametrize("painter", ["auto", pytest.param("canvas2d", marks=pytest.mark.slow)])
@pytest.mark.parametrize("depth", [0, 0.5, 1])
def test_wrong_points_are_ringed_at_every_depth(shown, validated, painter, depth):
    early = int(validated.steps[1])
    state = {"step": early, "depth": depth, "grid": False, "regions": False}
    viewer = shown(validated, size=500, painter=painter, theme="light", state=state)
    window = shown(validated, size=500, state=state).window()
    picture = viewer.pixels().mean(axis=-1)
    network = validated.at(early)
    sets = (validated.data, validated.validation)
    wrongs = [
        (np.asarray(network.scores(data.points))[:, 0] > 0) != (data.labels == 1) for data in sets
    ]
    many = sum(int(wrong.sum()) for wrong in wrongs) > 60
    for data, wrong in zip(sets, wrongs, strict=True):
        assert 3 < wrong.sum() < len(data)
        rung = ringed(picture, window, network, data, depth, many)
        assert rung[wrong].mean() > 0.9
        assert rung[~wrong].mean() < 0.2


def ringed(picture, window, network, data, depth, many):
    """Return which points have a dark ring all round them."""
    places = deform(network, "together").represent(depth, data.points)
    x, y, half_width, half_height = window
    rows, columns = picture.shape
    across = (places[:, 0] - x + half_width) / (2 * half_width) * columns
    down = (y + half_height - places[:, 1]) / (2 * half_height) * rows
    count = 120  # of all points drawn, as viewer/src/viewer/picture.ts sizes them
    radius = 5 * min(1, max(0.55, 1.6 - 0.33 * np.log10(count))) * min(1, max(0.6, rows / 560))
    line = min(1 if many else 1.5, 0.5 * radius)  # as viewer/src/paint/markers.ts has rings
    away = (1.3 if many else 1.7) * radius + 0.5 * line
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    at = np.stack([down[:, None] + away * np.sin(angles), across[:, None] + away * np.cos(angles)])
    at = np.clip(np.floor(at).astype(int), 0, np.array([rows, columns])[:, None, None] - 1)
    return (picture[at[0], at[1]] < 190).mean(axis=1) > 0.7


def test_the_legend_says_what_rings_and_hollow_points_are(shown, validated, wide):
    legend = "document.querySelector('main').shadowRoot.querySelector('.legend').innerText"
    keys = "[...document.querySelector('main').shadowRoot.querySelectorAll('.key')]"
    said = f"{keys}.filter((each) => !each.hidden).map((each) => each.innerText).join()"
    with_points = shown(validated, size=900, controls="full")
    with_points.page.evaluate("viewer.draw()")
    assert "kept for validation" in with_points.page.evaluate(legend)
    assert "the network is wrong here" in with_points.page.evaluate(legend)
    assert "validation" in with_points.page.evaluate(said)
    assert ("turns over" in with_points.page.evaluate(said)) == with_points.page.evaluate(
        "viewer.recording.crossings.length > 0"
    )
    without = shown(wide, size=900, controls="full")
    without.page.evaluate("viewer.draw()")
    assert "validation" not in without.page.evaluate(legend) + without.page.evaluate(said)


def test_validation_has_a_number_a_curve_and_hollow_points(shown, validated):
    viewer = shown(validated, size=900, controls="full", state={"step": validated.t1})
    viewer.page.evaluate("viewer.draw()")
    share = validated.validation_accuracies[-1, validated.best]
    assert number(row(viewer, "Validation").split()[0]) / 100 == pytest.approx(share, abs=1e-3)
    path = "document.querySelector('main').shadowRoot.querySelector('path.validation')"
    assert viewer.page.evaluate(f"{path}.getAttribute('d').length") > 10
    drawn = viewer.page.evaluate("viewer.recording.heldOut.map((set) => set.labels.length)")
    assert drawn == [len(validated.validation)]


def test_a_test_set_is_drawn_and_counted_like_validation(shown, validated, monkeypatch):
    """As a file that holds one will have it: under the prefix `test`."""

    def renamed(recording, extra=None):
        content = encode(recording)
        about = json.loads(
            json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"][
                "unknot"
            ]
        )
        about["test"] = about.pop("validation")
        tensors = {
            name.replace("validation/", "test/"): tensor
            for name, tensor in load(content).items()
            if name != "validation_accuracies"
        }
        return save(tensors, metadata={"unknot": json.dumps(about)})

    monkeypatch.setattr(_payload, "encode", renamed)
    viewer = shown(validated, size=900, controls="full", state={"step": validated.t1})
    viewer.page.evaluate("viewer.draw()")
    share = validated.validation_accuracies[-1, validated.best]
    assert number(row(viewer, "Test").split()[0]) / 100 == pytest.approx(share, abs=1e-3)
    assert row(viewer, "Validation") is None


def test_a_badge_keeps_the_focus_when_another_comes_before_it(shown, wide):
    viewer = shown(wide, size=1000, controls="full")
    said = {"reason": "", "theorem": None, "statement": "", "not_claimed": "", "more": []}
    said |= {"cure": None, "marks": [], "certificate": None}
    wrong = said | {"about": "network", "outcome": "wrong", "word": "Wrong at a point"}
    possible = said | {"about": "architecture", "outcome": "possible", "word": "Possible"}
    viewer.page.evaluate("(findings) => viewer.tell(findings)", [wrong])
    viewer.page.get_by_role("button", name="Wrong at a point").focus()
    viewer.page.evaluate("(findings) => viewer.tell(findings)", [possible, wrong])
    viewer.page.get_by_role("button", name="Possible").wait_for()
    viewer.page.keyboard.press("Enter")
    viewer.page.locator(".chip.wrong[aria-expanded=true]").wait_for()
    viewer.page.evaluate("(findings) => viewer.tell(findings)", [possible])
    viewer.page.locator(".chip.wrong").wait_for(state="detached")
    assert viewer.page.locator(".chip").all_inner_texts() == ["Possible"]


def test_a_point_under_the_pointer_is_named(shown, validated):
    with_points = shown(validated, size=500)
    page = with_points.page
    with_points.set(depth=0)
    x, y = page.evaluate("(viewer.draw(), [...viewer.recording.points.values.slice(0, 2)])")
    cx, cy, half_width, half_height = with_points.window()
    box = page.evaluate(
        "(({ left, top, width, height }) => [left, top, width, height])("
        "document.querySelector('main').shadowRoot.querySelector('.stage').getBoundingClientRect())"
    )
    page.mouse.move(
        box[0] + box[2] * (1 + (x - cx) / half_width) / 2,
        box[1] + box[3] * (1 - (y - cy) / half_height) / 2,
    )
    title = "document.querySelector('main').shadowRoot.querySelector('.stage').title"
    page.wait_for_function(f"() => {title}.includes(' · x ')")
    assert len(page.evaluate(title).split(" · ")) in {3, 4}
    page.mouse.move(box[0] + 2, box[1] + 2)
    page.wait_for_function(f"() => {title} === ''")
