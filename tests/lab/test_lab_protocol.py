import time

import jax
import numpy as np
import pytest

from unknot import fit
from unknot.recording import Spec

SMALL = {"data": "circles:points=40", "hidden": [3]}
RACE = SMALL | {"seeds": 5, "seed": 3}


def final_weights(**fields) -> np.ndarray:
    network = fit(Spec(patience=None, **fields)).finals
    return np.concatenate([leaf.reshape(len(leaf), -1) for leaf in jax.tree.leaves(network)], 1)


def test_hello_says_the_limits(client):
    assert client.hello["window"] == 3
    assert client.hello["limits"]["width"] == 64


def test_an_experiment_is_introduced_with_its_recording(client):
    client.send("open", spec=SMALL)
    about = client.expect("experiment")
    assert about["spec"]["hidden"] == [3]
    assert about["spec"]["patience"] is None
    assert about["parameters"] == 3 * 3 + 4
    recording = client.recorded()
    assert recording.data.counts == {"A": 20, "B": 20}
    assert recording.steps.tolist() == [0]
    state = client.rest(0)
    assert (state["phase"], state["seeds"], state["solved"]) == ("paused", 1, 0)
    assert len(state["accuracies"]) == 1


def test_opening_at_a_step_gives_the_weights_that_fit_gives(client):
    handle = client.open(RACE, step=137)
    recording = client.recorded(step=137)
    assert len(recording.steps) > 50  # something to scrub through …
    assert np.sum(recording.steps < 137 / 4) > len(recording.steps) / 4  # … dense at first
    client.send("show", experiment=handle, seed=2)
    client.recorded(step=137, seed=5)
    np.testing.assert_array_equal(client.weights, final_weights(**RACE, steps=137)[2])


def test_the_best_seed_is_shown_and_recorded(client):
    client.open(RACE, step=137)
    recording = client.recorded(step=137)
    best = fit(Spec(patience=None, steps=137, **RACE))
    assert (recording.spec.seed, recording.accuracy) == (best.seed, best.accuracy)
    assert client.rest(137)["shown"] == client.state["best"] == best.best


def test_training_goes_on_until_it_is_paused(client):
    handle = client.open(SMALL, train=True)
    client.until(lambda m: getattr(m, "step", 0) > 50)
    client.send("pause", experiment=handle)
    state = client.expect("state", phase="paused")
    assert client.rest(state["step"])["step"] > 50
    client.send("train", experiment=handle)
    client.until(lambda m: getattr(m, "step", 0) > state["step"])


def test_steps_are_exact_however_they_are_asked_for(client):
    handle = client.open(SMALL)
    client.rest(0)
    for total, count in ((1, 1), (6, 5), (36, 30)):
        client.send("step", experiment=handle, count=count)
        client.rest(total)
    np.testing.assert_array_equal(client.weights, final_weights(**SMALL, steps=36)[0])


def test_a_step_while_training_ends_the_training(client):
    handle = client.open(SMALL, train=True)
    client.until(lambda m: getattr(m, "step", 0) > 50)
    client.send("step", experiment=handle, count=7)
    state = client.expect("state", phase="paused")
    client.rest(state["step"])
    weights = final_weights(**SMALL, steps=state["step"])[0]
    np.testing.assert_array_equal(client.weights, weights)


def test_reset_goes_back_to_the_same_initial_weights(client):
    handle = client.open(SMALL)
    client.rest(0)
    start = client.weights
    client.send("step", experiment=handle, count=10)
    client.rest(10)
    client.send("reset", experiment=handle)
    client.expect("experiment", experiment=handle)
    assert client.recorded().steps.tolist() == [0]
    client.rest(0)
    np.testing.assert_array_equal(client.weights, start)


def test_show_sends_the_recording_of_the_seed(client):
    handle = client.open(RACE, step=20)
    client.recorded(step=20)
    for index in (4, 1):
        client.send("show", experiment=handle, seed=index)
        client.expect("experiment", experiment=handle)
        recording = client.recorded(step=20, seed=3 + index)
        assert recording.spec.seeds == 1
        client.wait(lambda index=index: client.state["shown"] == index)
    client.send("show", experiment=handle, seed=None)
    client.wait(lambda: client.state["shown"] == client.state["best"])


def test_a_seed_that_does_not_exist_cannot_be_shown(client):
    handle = client.open(RACE)
    client.send("show", experiment=handle, seed=5)
    said = client.until(lambda m: isinstance(m, dict) and m.get("message"))
    assert "no seed number 5" in said["message"]


def test_speed_can_be_changed_while_it_trains(client):
    handle = client.open(SMALL, train=True, speed=2)
    client.wait(lambda: client.step >= 1 and client.state.get("speed") == 2)
    client.send("speed", experiment=handle, value=None)
    client.until(lambda m: getattr(m, "step", 0) > 2000)  # a quarter of an hour at the old speed
    client.wait(lambda: client.state["speed"] is None)


def test_frames_stop_when_they_are_not_acknowledged(lab):
    with lab.page(acknowledges=False) as page:
        handle = page.open(SMALL, train=True)
        page.recorded()
        numbers = [page.seen().number for _ in range(3)]
        for _ in range(3):  # states still come, frames do not
            message = page.until(lambda m: not isinstance(m, dict) or m["type"] == "state")
            assert isinstance(message, dict)
        page.send("ack", experiment=handle, frame=numbers[0])
        assert page.seen().number > numbers[-1] + 1  # the latest, not the next


def test_many_watch_one_experiment_and_rejoin_it(lab, client):
    client.send("open", spec=SMALL)
    about = client.expect("experiment")
    with lab.page() as other:
        other.send("join", key=about["key"])
        assert other.expect("experiment")["experiment"] == about["experiment"]
        assert other.recorded().t1 == 0
        other.send("step", experiment=about["experiment"], count=3)
        client.rest(3)
    client.socket.close()
    with lab.page() as again:
        again.send("join", key=about["key"])
        assert again.recorded().t1 == 3


def test_a_closed_experiment_is_gone(client):
    client.send("open", spec=SMALL)
    about = client.expect("experiment")
    client.send("close", experiment=about["experiment"])
    client.send("join", key=about["key"])
    assert "no such experiment" in client.error()
    client.send("train", experiment=about["experiment"], id="late")
    assert "open or join it first" in client.error(id="late")


def test_one_experiment_follows_another(client):
    client.send("open", spec=SMALL)
    first = client.expect("experiment")
    client.open(SMALL | {"seed": 1}, follows=first["experiment"])
    client.send("join", key=first["key"])
    assert "no such experiment" in client.error()


def test_a_command_that_was_on_its_way_to_what_is_replaced_is_no_error(client):
    client.send("open", spec=SMALL)
    first = client.expect("experiment")["experiment"]
    client.open(SMALL | {"seed": 1}, follows=first)
    client.send("train", experiment=first)
    client.send("train", experiment=first + 99, id="never")
    assert client.expect("error")["id"] == "never"  # and nothing before it


def test_an_experiment_that_nobody_watches_is_dropped(serve):
    with serve(idle_seconds=0.1) as lab:
        with lab.page() as page:
            page.send("open", spec=SMALL)
            key = page.expect("experiment")["key"]
        deadline = time.monotonic() + 60
        while lab.get(f"/export/{key}.json").status_code == 200:
            assert time.monotonic() < deadline


def test_a_schedule_ends_where_the_recipe_does(client):
    client.open(SMALL | {"schedule": "cosine", "steps": 30}, train=True)
    state = client.expect("state", phase="ended")
    assert state["step"] == 30


def test_a_step_beyond_the_end_is_refused(client):
    client.send("open", id=1, spec=SMALL | {"schedule": "cosine", "steps": 30}, step=31)
    assert "ends at step 30" in client.error(id=1, field="steps")


def test_wide_layers_come_with_their_projections(client):
    client.open({"data": "circles:points=40", "hidden": [5, 2]}, step=10)
    message = client.expect("projections")
    assert set(message["depths"]) == {"1"}
    shadow = message["depths"]["1"]
    assert len(shadow["origin"]) == 5
    assert np.shape(shadow["axes"])[1] == 5
    kept = shadow["explained"]  # by the first 1, 2, … axes
    assert len(kept) == len(shadow["axes"])
    assert np.all(np.diff(kept) >= 0)
    assert 0 < kept[0] <= kept[-1] <= 1


def test_divergence_is_said(client):
    client.open(
        SMALL | {"optimiser": "sgd", "learning_rate": 100.0, "activation": ["square"]}, step=60
    )
    client.until(lambda m: isinstance(m, dict) and "diverged" in (m.get("message") or ""))


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"hidden": [65]}, "hidden", "65 units in one layer"),
        ({"hidden": [2] * 17}, "hidden", "17 hidden layers"),
        ({"hidden": [1_000_000]}, "hidden", "1000000"),
        ({"hidden": [64] * 10}, "hidden", "parameters"),
        ({"hidden": [64, 64], "seeds": 1024}, "seeds", "1,024 seeds"),
        ({"hidden": "many"}, "hidden", "many"),
        ({"seeds": 2000}, "seeds", "2,000 seeds"),
        ({"activation": ["tanhh"]}, "activation", "Did you mean 'tanh'"),
        ({"learning_rate": 0}, "learning_rate", "greater than 0"),
        ({"penalty": "contract:1"}, "penalty", "Did you mean 'contractive'"),
        (
            {"hidden": [], "layers": ["feild:3"]},
            "layers",
            "There is no layer 'feild'. Did you mean",
        ),
        ({"hidden": [], "layers": ["conv:4,3"]}, "layers", "needs images"),
        ({"hidden": [], "layers": ["tanh:65 shear:2"]}, "layers", "65 units in one layer"),
        ({"hidden": [3], "layers": ["shear:2"]}, "layers", "give them, or hidden"),
        ({"data": "digits", "hidden": [], "layers": ["conv:65,1"]}, "layers", "4,160 units"),
        ({"head": "neighbours:kk=3"}, "head", "Did you mean 'k'"),
        ({"hidden": [], "head": "neighbours"}, "head", "give one layer at least"),
        ({"head": "neighbours", "loss": "hinge"}, "loss", "is one of a linear head"),
        ({"colour": "red"}, "colour", "no option"),
        ({"batch": 50}, "batch", "mini-batch of 50"),
        ({"data": "spirals:points=1000000"}, "data", "1,000,000 points"),
        ({"data": "mnist"}, "data", "60,000 points"),
        ({"data": "spirals:turns=99"}, "data", "from 0.05 to 20"),
        ({"data": "hopf:vertices=20000"}, "data", "vertices"),
        ({"data": "/etc/passwd"}, "data", "no files by their path"),
        ({"data": "table.csv:label=x"}, "data", "no files by their path"),
        ({"data": "mnist:points=100,folder=/etc"}, "data", "no folders"),
        ({"data": "upload:0000000000000000"}, "data", "upload the file again"),
        ({"data": ""}, "data", "no data set"),
    ],
)
def test_what_is_wrong_or_too_large_is_refused_with_its_field(client, fields, field, says):
    client.send("open", id="q", spec=SMALL | fields)
    assert says in client.error(id="q", field=field)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ({"do": "fly"}, "no command 'fly'"),
        ({}, "no command 'None'"),
        ({"do": "train"}, "lacks `experiment`"),
        ({"do": "train", "experiment": "1"}, "`experiment` is '1'"),
        ({"do": "step", "experiment": 1, "count": 0}, "`count` is '0'"),
        ({"do": "speed", "experiment": 1, "value": -1}, "`value`"),
        ({"do": "open", "spec": []}, "`spec`"),
        ({"do": "open", "spec": {}}, "data is missing"),
        ({"do": "open", "spec": SMALL, "step": -1}, "`step`"),
        ({"do": "train", "experiment": 4_000_000}, "open or join it first"),
        ({"do": "join", "key": "nothing"}, "no such experiment"),
    ],
)
def test_commands_that_are_wrong_are_answered(client, message, says):
    client.send(**({"do": None} | message | {"id": 7}))
    assert says in client.error(id=7)
