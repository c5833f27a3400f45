"""The command line that a recording gives repeats its spec."""

import shlex
import sys

import pytest

from unknot.cli import _fit, main
from unknot.recording import Spec, command

SPECS = [
    Spec(data="moons"),
    Spec(data="spirals:turns=2,points=50", hidden=(), seeds=16, seed=3),
    Spec(data="my table.csv:label=a kind", standardise=True, validation=0.25, patience=None),
    Spec(data="xor", hidden=(4, 3), activation=("tanh", "leaky-relu:0.2"), initial="glorot"),
    Spec(data="xor", optimiser="sgd", momentum=0.5, weight_decay=0.001, schedule="cosine"),
    Spec(data="xor", layers="field:4,steps=2*3 tanh:2 shear:3"),
    Spec(data="iris", loss="softmax", batch=7, steps=10, snapshots=3, learning_rate=0.5),
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: command(spec))
def test_the_command_gives_the_spec_again(spec, monkeypatch, tmp_path):
    met = []
    monkeypatch.setattr(_fit, "_train_and_draw", lambda spec, *_: met.append(spec))
    monkeypatch.setattr(_fit, "_print_summary", lambda _: None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLA_FLAGS", "")
    monkeypatch.setattr(sys, "argv", shlex.split(command(spec)))
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert met == [spec]


def test_nothing_is_said_twice_or_by_default():
    assert command(Spec(data="moons", seeds=16)) == "unknot fit moons"
    assert command(Spec(data="upload:1"), "table.csv") == "unknot fit table.csv --seeds 1"


def test_chosen_looks_are_left_out():
    assert "--snapshots" not in command(Spec(data="moons", snapshots=(1, 5)))


def test_a_file_is_not_taken_for_an_option():
    assert command(Spec(data="-x.csv", seeds=16)) == "unknot fit ./-x.csv"
