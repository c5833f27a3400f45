import shlex

import pytest

import unknot
from unknot.lab._recipe import PAGE, fragment, python
from unknot.recording import Spec

SPECS = [
    Spec(data="moons"),
    Spec(data="spirals:turns=2,noise=0.02", hidden=(), patience=None),
    Spec(
        data="drawn:strokes=A*-50_-50_50_-50_0_60;B.120_0,points=40", hidden=(3, 2),
        activation=("leaky-relu:0.2", "tanh"), initial="glorot", loss="hinge", optimiser="sgd",
        learning_rate=1e-05, momentum=0.5, weight_decay=0.001, schedule="cosine", batch=16,
        steps=123, snapshots=(0, 10), patience=3, seeds=7, seed=99, standardise=True,
        validation=0.25,
    ),
    Spec(data='"my table, 1.csv":label="it\'s $HOME `x`"', steps=0),
]  # fmt: skip


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
        "loss": lambda t: None if t == "auto" else t,
        "batch": lambda t: None if t == "all" else int(t),
        "patience": lambda t: None if t == "none" else int(t),
        "standardise": lambda t: t == "1",
    }
    spec = spec.model_copy(update={"snapshots": 200})
    assert Spec(**PAGE | {k: read.get(k, str)(v) for k, v in fields.items()}) == spec


@pytest.mark.parametrize("spec", SPECS[:-1])  # the lab opens no paths
def test_the_command_of_an_experiment_is_one_for_a_shell(spec, client):
    client.send("open", spec=spec.model_dump(mode="json"))
    said = client.expect("experiment")
    words = shlex.split(said["command"])
    assert words[:3] == ["unknot", "fit", spec.data]
    assert words[words.index("--patience") + 1] == "0"  # live training has none
    seen = []
    scope = {}
    exec(said["python"].replace("unknot.fit", "seen.append"), {"seen": seen}, scope)
    assert seen == [Spec(**said["spec"])]
