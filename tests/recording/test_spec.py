"""The recipe: plain JSON there and back, and one readable sentence for each wrong field."""

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from unknot.errors import InputError
from unknot.nets import activation_names
from unknot.recording import Spec

shares = st.floats(0, 1)
names = st.sampled_from([*activation_names(), "leaky-relu:0.2", "elu:2"])


@st.composite
def specs(draw):
    hidden = draw(st.lists(st.integers(1, 4096), max_size=6).map(tuple))
    several = st.lists(names, min_size=len(hidden), max_size=len(hidden)).map(tuple)
    fields = st.fixed_dictionaries(
        {"data": st.text(min_size=1)},
        optional={
            "standardise": st.booleans(),
            "validation": st.floats(0, 1, exclude_max=True),
            "activation": names | names.map(lambda name: (name,)) | several,
            "initial": st.sampled_from(["identity", "glorot", "normal"]),
            "loss": st.sampled_from([None, "logistic", "softmax", "hinge"]),
            "optimiser": st.sampled_from(["adam", "sgd"]),
            "learning_rate": st.floats(0, 100, exclude_min=True),
            "momentum": st.floats(0, 1, exclude_max=True),
            "weight_decay": st.floats(0, 1),
            "penalty": st.none()
            | st.floats(0, 1e6, exclude_min=True).map(lambda weight: f"contractive:{weight}"),
            "schedule": st.sampled_from(["constant", "cosine", "exponential"]),
            "warmup": st.floats(0, 1, exclude_max=True),
            "curriculum": st.none()
            | st.builds(
                "{}:first={},until={}".format, st.sampled_from(["far", "near"]), shares, shares
            ),
            "batch": st.none() | st.integers(1),
            "steps": st.integers(0, 10**8),
            "snapshots": st.integers(1, 10_000)
            | st.sets(st.integers(0, 10**9)).map(lambda steps: tuple(sorted(steps))),
            "patience": st.none() | st.integers(1),
            "seeds": st.integers(1, 100_000),
            "seed": st.integers(0, 2**31 - 1),
        },
    )
    return Spec.of(hidden=hidden, **draw(fields))


@given(specs())
def test_json_leads_there_and_back(spec):
    text = spec.model_dump_json()
    assert Spec.model_validate_json(text) == spec
    assert Spec.of(**json.loads(text)) == spec
    assert Spec.of(**spec.model_dump()) == spec
    assert len(spec.activations) == len(spec.hidden)


WRONG = [
    ("hidden", (0,)),
    ("hidden", (2, 5000)),
    ("hidden", "abc"),
    ("hidden", (2,) * 101),
    ("hidden", (2.5,)),
    ("activation", "nope"),
    ("activation", ("tanh", "nope")),
    ("activation", 3),
    ("activation", "elu:x"),
    ("initial", "zeros"),
    ("loss", "mse"),
    ("optimiser", "newton"),
    ("learning_rate", 0),
    ("learning_rate", -1),
    ("learning_rate", float("nan")),
    ("learning_rate", float("inf")),
    ("learning_rate", 101),
    ("momentum", 1),
    ("momentum", -0.1),
    ("weight_decay", 2),
    ("schedule", "linear"),
    ("warmup", 1),
    ("warmup", -0.1),
    ("curriculum", "middle"),
    ("curriculum", 3),
    ("batch", 0),
    ("batch", 1.5),
    ("steps", -1),
    ("steps", 10**9),
    ("steps", "many"),
    ("snapshots", 0),
    ("snapshots", 10_001),
    ("snapshots", (3, 1)),
    ("snapshots", (1, 1)),
    ("snapshots", (-1, 2)),
    ("snapshots", "x"),
    ("snapshots", 1.5),
    ("snapshots", (1, "b")),
    ("patience", 0),
    ("seeds", 0),
    ("seeds", 100_001),
    ("seed", -1),
    ("seed", 2**31),
    ("validation", 1),
    ("validation", -0.5),
    ("standardise", "perhaps"),
    ("data", 3),
    ("augment", "nope"),
    ("augment", 3),
    ("test", 3),
    ("penalty", "contractive:much"),
    ("penalty", 3),
    ("head", "neighbors"),
    ("head", 3),
    ("layers", ("nope",)),
    ("layers", ("tanh:0",)),
    ("layers", 3),
    ("layers", (3,)),
    ("layers", ("tanh",)),
    ("layers", "tanh:2*0"),
    ("layers", "tanh:2*x"),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda part: str(part)[:20])
def test_a_wrong_field_gives_one_sentence_with_its_name_and_value(field, value):
    with pytest.raises(InputError) as caught:
        Spec.of(**{"data": "moons", "hidden": (2, 2), field: value})
    message = str(caught.value)
    # Of a row of values the message may quote the wrong one alone.
    parts = [value, *value] if isinstance(value, tuple) else [value]
    shown = [part.split(":")[-1] if isinstance(part, str) else repr(part) for part in parts]
    assert field in message.lower()
    assert any(part in message for part in shown)
    assert "\n" not in message
    assert "pydantic" not in message
    assert ".." not in message
    assert message.count("but got") <= 1


def test_every_field_has_a_wrong_value_here():
    assert {field for field, _ in WRONG} == set(Spec.model_fields)


def test_several_wrong_fields_give_a_sentence_each():
    with pytest.raises(InputError) as caught:
        Spec.of(data="moons", steps=-1, seeds=0)
    assert "steps" in str(caught.value)
    assert "seeds" in str(caught.value)


def test_too_many_layers_are_counted():
    said = r"layers: expected at most 100 layers, but got 200: .* Give fewer, or wider ones\."
    with pytest.raises(InputError, match=said):
        Spec.of(data="moons", layers="field:3*200")


def test_an_unknown_field_is_refused_by_name():
    with pytest.raises(InputError, match="no option 'depth'"):
        Spec.of(data="moons", depth=3)


def test_missing_data_is_said_to_be_missing():
    with pytest.raises(InputError, match="data"):
        Spec.of(hidden=(2,))


def test_activations_must_be_one_or_one_for_each_layer():
    with pytest.raises(InputError, match="2 hidden layers but 3 activations"):
        Spec.of(data="moons", hidden=(2, 2), activation=("tanh",) * 3)


def test_a_spec_cannot_be_changed():
    spec = Spec(data="moons")
    with pytest.raises(ValueError, match="frozen"):
        spec.steps = 3
    assert hash(spec) == hash(Spec(data="moons"))


def test_the_schema_has_every_field_and_its_limits():
    schema = Spec.model_json_schema()
    assert set(schema["properties"]) == set(Spec.model_fields)
    assert schema["required"] == ["data"]
    assert schema["properties"]["steps"]["maximum"] == 100_000_000
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize(
    ("loss", "classes", "trained", "head"),
    [
        (None, 2, "logistic", "logistic"),
        (None, 3, "softmax", "softmax"),
        ("softmax", 2, "softmax", "softmax"),
        ("hinge", 2, "hinge", "linear"),
        ("hinge", 4, "hinge", "linear"),
    ],
)
def test_loss_and_head_follow_the_classes(loss, classes, trained, head):
    spec = Spec(data="x", loss=loss)
    assert spec.loss_for(classes) == trained
    assert spec.head_for(classes) == head


@pytest.mark.parametrize(("loss", "classes"), [("logistic", 3), (None, 1), ("hinge", 1)])
def test_losses_that_do_not_fit_the_classes_are_refused(loss, classes):
    with pytest.raises(InputError, match="class"):
        Spec(data="x", loss=loss).loss_for(classes)


def test_layers_are_repeated_and_may_stand_in_one_text():
    spec = Spec(data="moons", layers="field:8,steps=2*3/tanh:2")
    assert spec.layers == ("field:8,steps=2",) * 3 + ("tanh:2",)
    assert Spec(data="moons", layers=("field:8,steps=2*3", "tanh:2")) == spec
    assert Spec(data="moons", layers="tanh:3*2 / tanh:2") == Spec(data="moons", hidden=(3, 3, 2))
    assert Spec.model_validate_json(spec.model_dump_json()) == spec
    assert Spec(data="moons", layers="tanh:2*3") == Spec(data="moons", hidden=(2, 2, 2))


@pytest.mark.parametrize("text", ["tanh:2//relu:3", "field:8*101", "tanh:2*101", "tanh:2*-1", ""])
def test_texts_of_layers_that_are_none_are_answered(text):
    with pytest.raises(InputError, match=r"layer|hidden"):
        Spec.of(data="moons", layers=text)
