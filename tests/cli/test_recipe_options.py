"""The command line knows the fields of a recipe by its schema, all of them and as they are."""

import shlex
import sys
from contextlib import suppress

import pytest

from unknot.cli import _fit, main
from unknot.cli._recipe import _fields, _option
from unknot.recording import Spec, command, usual

SPECS = [
    Spec(data="moons"),
    Spec(data="moons", hidden=(), seeds=3, patience=None),
    Spec(data="a b.csv", hidden=(3, 2), activation=("relu", "leaky-relu:0.2"), batch=7, steps=0),
    Spec(data="iris", test="other.csv", standardise=True, validation=0.25, loss="hinge", seed=9),
    Spec(data="iris", optimiser="sgd", momentum=0.5, weight_decay=1e-3, schedule="cosine"),
    Spec(data="iris", initial="glorot", learning_rate=1e-7, snapshots=3, patience=1, seeds=16),
    Spec(data="digits", layers="conv:2,3/relu:3"),
    Spec(data="digits", layers="conv:2,3/relu:3", batch=128, snapshots=20, seeds=1),
    Spec(data="digits", layers="image:1x8x8/relu:3", batch=7, snapshots=200, seeds=16),
    Spec(data="digits", layers="flatten/relu:3", batch=128, snapshots=20, seeds=1),
]


def test_every_field_has_its_option_with_its_default():
    assert set(_fields()) == set(Spec.model_fields)
    for name, field in _fields().items():
        if name == "data":
            continue
        option = _option(name, field)
        default, of_images = usual(name, of_images=False), usual(name, of_images=True)
        text = ",".join(map(str, default)) if isinstance(default, tuple) else default
        assert option.default == (text if of_images == default else None)
        assert field["description"]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: command(spec)[:60])
def test_a_command_line_says_its_spec(spec, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    seen = []
    monkeypatch.setattr(_fit, "_train_and_draw", lambda spec, *_: seen.append(spec) or {})
    monkeypatch.setattr(_fit, "_print_summary", lambda summary: None)
    monkeypatch.setattr(sys, "argv", shlex.split(command(spec)))
    with suppress(SystemExit):
        main()
    assert seen == [spec]


@pytest.mark.parametrize(
    ("layers", "meant"), [("conv:2,3", (1, 128, 20)), ("tanh:2", (16, None, 200))]
)
def test_layers_of_images_are_trained_once_by_mini_batches(layers, meant, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    seen = []
    monkeypatch.setattr(_fit, "_train_and_draw", lambda spec, *_: seen.append(spec) or {})
    monkeypatch.setattr(_fit, "_print_summary", lambda summary: None)
    monkeypatch.setattr(sys, "argv", ["unknot", "fit", "digits", "--layers", layers])
    with suppress(SystemExit):
        main()
    assert [(spec.seeds, spec.batch, spec.snapshots) for spec in seen] == [meant]
    assert command(seen[0]) == f"unknot fit digits --layers {layers}".replace(
        "layers tanh:", "hidden "
    )
