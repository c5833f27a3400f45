import shlex
import subprocess
import sys
from contextlib import suppress

import jax
import numpy as np
import pytest

import unknot
from unknot.cli import main
from unknot.recording import PAGE, Spec, fragment, python, read

SPECS = [
    Spec(data="moons"),
    Spec(data="spirals:turns=2,noise=0.02", hidden=(), patience=None),
    Spec(
        data="drawn:strokes=A*-50_-50_50_-50_0_60;B.120_0,points=40",
        hidden=(3, 2),
        activation=("leaky-relu:0.2", "tanh"),
        initial="glorot",
        loss="hinge",
        optimiser="sgd",
        learning_rate=1e-05,
        momentum=0.5,
        weight_decay=0.001,
        penalty="contractive:0.1,per=layer",
        schedule="cosine",
        batch=16,
        steps=123,
        snapshots=(0, 10),
        patience=3,
        seeds=7,
        seed=99,
        standardise=True,
        validation=0.25,
    ),
    Spec(data="moons", layers=("field:32*6", "tanh:2"), head="neighbours:k=5,normalise"),
    Spec(data='"my table, 1.csv":label="it\'s $HOME `x`"', steps=0),
]


@pytest.mark.parametrize("spec", SPECS)
def test_the_python_lines_give_the_spec_back(spec, monkeypatch):
    trained = []
    monkeypatch.setattr(unknot, "fit", trained.append, raising=False)
    exec(python(spec, spec.data), {})
    assert trained == [spec]


@pytest.mark.parametrize("spec", SPECS)
def test_a_link_gives_the_spec_back(spec):
    from urllib.parse import unquote

    text = fragment(spec, step=40)
    given = dict(part.split("=", 1) for part in text.split("&"))
    assert given.pop("step") == "40"
    fields = {name: unquote(value) for name, value in given.items()}
    read = {
        "hidden": lambda t: () if t == "none" else tuple(map(int, t.split(","))),
        "activation": lambda t: tuple(t.split(",")),
        "layers": lambda t: tuple(t.split("/")),
        "loss": lambda t: None if t == "auto" else t,
        "batch": lambda t: None if t == "all" else int(t),
        "patience": lambda t: None if t == "none" else int(t),
        "standardise": lambda t: t == "1",
    }
    spec = spec.model_copy(update={"snapshots": 200})
    assert Spec(**PAGE | {k: read.get(k, str)(v) for k, v in fields.items()}) == spec


@pytest.mark.parametrize("spec", SPECS[:-1])  # the lab opens no paths
def test_the_command_of_an_experiment_is_one_for_a_shell(spec, lab, client):
    handle = client.open(spec.model_dump(mode="json"))
    said = lab.get(f"/recipe/{handle}?step=0&seed=0").json()
    words = shlex.split(said["command"])
    assert words[:3] == ["unknot", "fit", spec.data]
    assert words[words.index("--patience") + 1] == "0"  # live training has none
    seen = []
    exec(
        said["python"].partition("\nnetwork")[0].replace("unknot.fit", "seen.append"),
        {"seen": seen},
    )
    assert (seen[0].seeds, seen[0].seed) == (1, spec.seed)


# The network that is shown, and no other.

SHOWN = {"data": "spirals:points=80", "hidden": [3, 2], "steps": 5000}
TABLE = "height,width,kind,name\n" + "".join(
    f"{i * 7 % 11},{i * 100},{'ab'[i % 2]},n{i}\n" for i in range(30)
)


def weights(network, frame=-1) -> bytes:
    leaves = [np.asarray(leaf) for leaf in jax.tree.leaves(network)]
    return b"".join(leaf[frame].astype("<f4").tobytes() for leaf in leaves)


def by_python(text: str, frame=-1) -> bytes:
    scope = {}
    exec(text, scope)
    network = scope.get("network")
    if network is None:
        return weights(scope["recording"].networks)
    leaves = [np.asarray(leaf) for leaf in jax.tree.leaves(network)]
    return b"".join(leaf.astype("<f4").tobytes() for leaf in leaves)


@pytest.fixture
def by_command(monkeypatch, tmp_path):
    """Run a copied line in an empty folder, and give the weights that it ends with."""
    monkeypatch.chdir(tmp_path)

    def run(line: str, alone: bool = False) -> bytes:
        words = [*shlex.split(line)[1:], "--no-pictures", "--no-prove", "--out", "fitted"]
        if alone:
            subprocess.run([sys.executable, "-m", "unknot", *words], check=True)
        else:
            monkeypatch.setattr(sys, "argv", ["unknot", *words])
            with suppress(SystemExit):
                main()
        return weights(read("fitted/recording.safetensors").networks)

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "shown"),
    [
        pytest.param({}, None, marks=pytest.mark.slow),  # as with validation
        pytest.param({"seeds": 4, "seed": 5}, None, marks=pytest.mark.slow),
        ({"seeds": 4, "seed": 5}, 2),
        ({"seeds": 3, "batch": 16, "optimiser": "sgd", "standardise": True}, 1),
        ({"validation": 0.25}, None),
        pytest.param({"patience": 1, "snapshots": 3}, None, marks=pytest.mark.slow),
        pytest.param({"schedule": "cosine", "steps": 37}, None, marks=pytest.mark.slow),
    ],
)
def test_what_is_copied_trains_the_very_network_that_is_shown(lab, client, by_command, more, shown):
    handle = client.open(SHOWN | more)
    client.send("show", experiment=handle, seed=shown)
    if shown is not None:
        client.recorded(seed=more.get("seed", 0) + shown)
    client.send("step", experiment=handle, count=37)
    client.rest(37)
    said = lab.get(f"/recipe/{handle}").json()
    assert by_python(said["python"]) == client.weights.astype("<f4").tobytes()
    assert by_command(said["command"]) == client.weights.astype("<f4").tobytes()
    assert said["note"] == ""


# In a process of its own, too, which takes several seconds to start.
@pytest.mark.parametrize("alone", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.slow
def test_what_is_copied_of_a_table_names_its_file_and_what_was_chosen(
    lab, client, by_command, tmp_path, alone
):
    (tmp_path / "pets.csv").write_text(TABLE)
    query = "name=pets.csv&label=kind&drop=name"
    source = lab.post(f"/data?{query}", content=TABLE.encode()).json()["source"]
    handle = client.open({"data": source, "hidden": [2], "standardise": True}, step=25)
    client.rest(25)
    said = lab.get(f"/recipe/{handle}").json()
    assert said["command"].startswith("unknot fit pets.csv:label=kind,drop=name ")
    assert by_command(said["command"], alone) == client.weights.tobytes()
    assert by_python(said["python"]) == client.weights.tobytes()


@pytest.mark.slow
def test_a_step_before_and_a_seed_that_shares_its_validation_points_are_given_in_python(
    lab, client
):
    handle = client.open(SHOWN | {"seeds": 3, "validation": 0.25}, step=20)
    client.rest(20)
    client.send("show", experiment=handle, seed=2)
    client.recorded(seed=2)
    said = lab.get(f"/recipe/{handle}").json()
    assert "recording.finals[2]" in said["note"]
    assert by_python(said["python"]) == client.weights.tobytes()


def test_a_schedule_is_trained_to_its_end_and_looked_at_on_the_way(lab, client):
    handle = client.open(SHOWN | {"schedule": "cosine", "steps": 60}, step=20)
    client.rest(20)
    said = lab.get(f"/recipe/{handle}").json()
    assert "step 20" in said["note"]
    assert by_python(said["python"]) == client.weights.tobytes()


@pytest.mark.parametrize("query", ["step=21", "seed=1", "step=x"])
def test_there_is_no_recipe_of_what_is_not_there(lab, client, query):
    handle = client.open(SHOWN, step=20)
    client.rest(20)
    answer = lab.get(f"/recipe/{handle}?{query}")
    assert answer.status_code == 404
    assert answer.json()["error"]
