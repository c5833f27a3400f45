"""The command line knows the fields of a recipe by its schema, all of them and as they are."""

import shlex
import sys
from contextlib import suppress

import pytest

from unknot.cli import _fit, main
from unknot.cli._recipe import _fields, _option
from unknot.recording import Spec, command, declared

SPECS = [
    Spec(data="moons"),
    Spec(data="moons", hidden=(), seeds=3, patience=None),
    Spec(data="a b.csv", hidden=(3, 2), activation=("relu", "leaky-relu:0.2"), batch=7, steps=0),
    Spec(data="iris", test="other.csv", standardise=True, validation=0.25, loss="hinge", seed=9),
    Spec(data="iris", optimiser="sgd", momentum=0.5, weight_decay=1e-3, schedule="cosine"),
    Spec(data="iris", initial="glorot", learning_rate=1e-7, snapshots=3, patience=1, seeds=16),
]


def test_every_field_has_its_option_with_its_default():
    assert set(_fields()) == set(Spec.model_fields)
    for name, field in _fields().items():
        if name == "data":
            continue
        option = _option(name, field)
        default = declared(name).get("fit", Spec.model_fields[name].default)
        text = ",".join(map(str, default)) if isinstance(default, tuple) else default
        assert option.default == text
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
