"""Weights, settings and points changed by hand while a page watches."""

import numpy as np
import pytest

SMALL = {"data": "circles:points=40", "hidden": [3]}


def test_a_weight_is_set_while_it_trains_and_everybody_is_told(client):
    handle = client.open(SMALL, train=True)
    client.until(lambda m: getattr(m, "step", 0) > 20)
    client.send("edit", experiment=handle, edits=[["weight", 0, 4, 0.75]])
    told = client.expect("edits")
    (edit,) = told["edits"]
    assert edit[1:] == ["weight", 0, 4, 0.75]
    client.until(lambda m: getattr(m, "step", 0) > edit[0] + 20)
    assert client.state["phase"] == "running"
    client.send("edit", experiment=handle, edits=[["weight", 0, 999, 1.0]])
    client.wait(lambda: "999" in client.state["message"])
    told = client.state
    client.wait(lambda: client.state is not told)  # what is told in between says it, too
    assert "999" in client.state["message"]
    assert client.state["phase"] == "running"


@pytest.mark.slow
def test_a_weight_is_set_while_it_rests_and_a_link_leads_there_again(client):
    handle = client.open(SMALL, step=20)
    client.rest(20)
    client.send("edit", experiment=handle, edits=[["weight", 0, 4, 0.75], ["learning_rate", 0.1]])
    told = client.expect("edits")
    client.wait(lambda: client.weights[4] == np.float32(0.75))
    assert told["spec"]["learning_rate"] == 0.1
    assert told["edits"] == [[20, "weight", 0, 4, 0.75], [20, "learning_rate", 0.01, 0.1]]
    client.send("step", experiment=handle, count=15)
    client.rest(35)
    weights = client.weights
    client.open(told["spec"], step=35, edits=told["edits"], follows=handle)
    client.rest(35)
    np.testing.assert_array_equal(client.weights, weights)


@pytest.mark.slow
def test_points_are_added_and_what_was_proved_of_others_is_withdrawn(client, lab):
    client.send("open", spec=SMALL | {"hidden": [2, 2]})
    about = client.expect("experiment")
    assert client.expect("proof")["finding"]["about"] == "architecture"
    client.rest(0)
    client.send("edit", experiment=about["experiment"], edits=[["add", 0, 0.125, 0.25]])
    recording = client.recorded()
    assert recording.data.points[-1].tolist() == [0.125, 0.25]
    assert len(recording.data) == 41
    assert lab.get(f"/proof/{about['key']}.json").status_code == 404


def test_what_is_not_possible_is_said_and_nothing_is_lost(client):
    handle = client.open(SMALL)
    client.rest(0)
    for edit, field, says in (
        (["weight", 0, 999, 1.0], None, "999"),
        (
            ["batch", 41],
            "batch",
            "A mini-batch of 41 is larger than the 40 points; take at most 40",
        ),
        (["hidden", [2]], None, "no edit"),
        ([], None, "no"),
    ):
        client.send("edit", experiment=handle, edits=[edit])
        client.wait(lambda says=says: says in (client.state.get("message") or ""))
        assert client.state["phase"] == "paused"
        assert client.state["field"] == field


@pytest.mark.slow
def test_copied_python_makes_this_very_network(client, lab):
    client.send("open", spec=SMALL, step=10)
    about = client.expect("experiment")
    client.rest(10)
    client.send("edit", experiment=about["experiment"], edits=[["weight", 0, 4, 0.75]])
    client.send("step", experiment=about["experiment"], count=5)
    client.rest(15)
    found = lab.get(f"/recipe/{about['key']}").json()
    assert "parameter 4 was set to 0.75" in found["note"]
    names = {}
    exec(found["python"], names)
    weight = names["network"].layers[0].weight
    np.testing.assert_array_equal(weight.ravel().astype(np.float32), client.weights[:6])


@pytest.mark.slow
def test_an_edited_recording_is_opened_with_its_edits(client, lab):
    client.send("open", spec=SMALL, step=10)
    about = client.expect("experiment")
    client.rest(10)
    client.send("edit", experiment=about["experiment"], edits=[["add", 1, 0.5, -0.5]])
    client.recorded()
    file = lab.get(f"/export/{about['key']}.safetensors").content
    opened = lab.post("/data?name=edited.safetensors", content=file).json()
    assert "edits=10~add~1~0.5~-0.5" in opened["fragment"]
    assert not opened["note"]
