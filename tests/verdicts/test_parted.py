"""Networks that take links apart: what they prove, and what the checker refuses."""

import copy
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from unknot import checker
from unknot.cli import main
from unknot.errors import InputError
from unknot.links import Link
from unknot.nets import Dense, Field, Head, Network, Tent, activation
from unknot.recording import read
from unknot.train import Progress
from unknot.verdicts import learned, parted

GOLDEN = Path(__file__).parents[1] / "golden"
RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
ABOVE = [(x, y, 4) for x, y, _ in RING]
HEIGHT = Head(np.array([[0.0, 0, 1]]), np.array([-2.0]), "logistic")


def push(length=0.5, steps=1):
    return Field(np.zeros((1, 3)), np.array([[0.0, 0.0, length]]), np.ones(1), steps)


def linear(matrix, name="identity"):
    return Dense(np.array(matrix, float), np.zeros(len(matrix)), activation(name))


def refusal(content) -> str:
    with pytest.raises(checker.Refused) as refused:
        checker.check(content | checker.describe(content))
    return str(refused.value)


def test_what_is_right_on_whole_polygons_and_folds_nowhere_splits_them():
    turned = linear([[0, 0, 2], [1, 0, 0], [0, 1, 0]], "leaky-relu:0.5")
    head = Head(np.array([[1.0, 0, 0]]), np.array([-4.0]), "logistic")
    for network in (Network([push()], HEIGHT), Network([turned, push()], head)):
        found = parted(network, Link.of([RING, ABOVE]))
        assert (found.verdict, found.theorem) == ("split", "T7.1, T7.2, T3.1–T3.4")
        found.check()
    higher = [(x, y, 9) for x, y, _ in RING]
    assert parted(Network([push()], HEIGHT), Link.of([RING, ABOVE, higher], [0, 1, 1])).proved


def test_what_is_no_homeomorphism_of_space_splits_nothing():
    link = Link.of([RING, ABOVE])
    wide = Network([linear(np.eye(4, 3)), linear(np.eye(3, 4))], HEIGHT)
    flat = linear(np.diag([1.0, 0, 1]))
    for network in (
        wide,
        Network([push(9.0)], HEIGHT),
        Network([flat], HEIGHT),
        Network([linear(np.eye(3), "gelu")], HEIGHT),
        Network([Tent(np.eye(3)[:1], np.zeros(1), np.array([0.0, 0.5, 0.0]))], HEIGHT),
    ):
        assert parted(network, link).verdict == "undecided"
    wrong = Head(-HEIGHT.weight, -HEIGHT.bias, "logistic")
    assert parted(Network([push()], wrong), link).verdict == "not separated"
    with pytest.raises(InputError, match="one class"):
        parted(Network([push()], HEIGHT), Link.of([RING]))
    with pytest.raises(InputError, match="meet"):
        parted(Network([push()], HEIGHT), Link.of([RING, ABOVE, ABOVE], [0, 1, 1]))
    with pytest.raises(InputError, match="2⁵³"):
        parted(Network([push()], HEIGHT), Link.of([RING, [(x, y, 2**60) for x, y, _ in RING]]))


@pytest.fixture
def content():
    return checker.load(GOLDEN / "certificate-2-homeomorphisms.json")


def test_a_layer_that_may_fold_is_refused(content):
    fields = [k for k, layer in enumerate(content["network"]["layers"]) if "kind" in layer]
    longer = copy.deepcopy(content)
    layer = longer["network"]["layers"][fields[0]]
    layer["vectors"] = [[(4 * float.fromhex(x)).hex() for x in row] for row in layer["vectors"]]
    assert "contraction" in refusal(longer)
    for change in (lambda x: x / 2, lambda x: x * 2, lambda x: -x):
        other = copy.deepcopy(content)
        (first, *rest) = other["evidence"]["contractions"]
        other["evidence"]["contractions"] = [change(float.fromhex(first)).hex(), *rest]
        assert "contractions[0]" in refusal(other)
    fewer = copy.deepcopy(content)
    del fewer["evidence"]["contractions"][0]
    assert "contractions" in refusal(fewer)


@pytest.mark.parametrize(
    ("matrix", "name", "why"),
    [
        ([[1, 0, 0], [0, 1, 0], [0, 0, 0]], "identity", "full rank"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "relu", "increasing"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "gelu", "increasing"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], "tanh", "three units"),
    ],
)
def test_a_layer_in_between_that_is_no_homeomorphism_is_refused(content, matrix, name, why):
    bias = [0] * len(matrix)
    layers = content["network"]["layers"]
    layers.insert(2, {"weight": matrix, "bias": bias, "activation": name})
    if len(matrix) > 3:
        back = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
        layers.insert(3, {"weight": back, "bias": [0] * 3, "activation": "identity"})
    assert why in refusal(content)


def test_other_polygons_are_refused(content):
    sets = [one["set"] for one in content["classes"]]

    def instead(label, **changes):
        other = copy.deepcopy(content)
        other["classes"][label]["set"] = sets[label] | changes
        return refusal(other)

    linked = [[0, 0, -1], [0, 0, 1], [5, 0, 1], [6, 0, 0], [5, 0, -1]]
    assert "margin" in instead(1, vertices=linked)
    assert "closed" in instead(1, closed=False)
    meeting = [[0, 0, -2], [3, 3, 2], [9, 8, 1]]  # through the middle of an edge
    assert "meet" in instead(1, vertices=meeting)
    tube = {"shape": "tube", "vertices": sets[1]["vertices"], "closed": True, "radius": 1}
    more = {"shape": "union", "parts": [sets[1], sets[0] | {"vertices": [list(v) for v in ABOVE]}]}
    for value, why in ((tube, "closed polygons"), (more, "cuts")):
        other = copy.deepcopy(content)
        other["classes"][1]["set"] = value
        assert why in refusal(other)
    swapped = copy.deepcopy(content)
    for one in swapped["classes"], swapped["evidence"]["cuts"]:
        one.reverse()
    assert "margin" in refusal(swapped)


def test_a_plane_that_does_not_part_is_refused(content):
    moved = copy.deepcopy(content)
    moved["network"]["head"]["bias"] = [2**40]
    assert "margin" in refusal(moved)
    for margin, why in ((0, "positive"), (-1, "positive"), (1000, "margin")):
        other = copy.deepcopy(content)
        other["evidence"]["margin"] = margin
        assert why in refusal(other)
    whole = copy.deepcopy(content)
    whole["evidence"]["cuts"] = [[], []]
    assert "margin" in refusal(whole)
    less = copy.deepcopy(content)
    less["evidence"]["cuts"].pop()
    assert "cuts" in refusal(less)
    for claim in ("not split", "unlink"):
        assert "not for this claim" in _unreadable(content | {"claim": {"kind": claim}})
    without = {key: value for key, value in content.items() if key != "network"}
    assert "network" in _unreadable(without)


def _unreadable(content) -> str:
    with pytest.raises(checker.Refused) as refused:
        checker.check(content)
    return str(refused.value)


def test_what_is_obstructed_or_has_one_class_is_not_trained():
    found = learned(Link.of([RING, THROUGH]))
    assert (found.verdict, found.theorem, found.network) == ("not split", "T4.5", None)
    found.check()
    with pytest.raises(InputError, match="one class"):
        learned(Link.of([RING]))
    with pytest.raises(InputError, match="positive"):
        learned(Link.of([RING, ABOVE]), seconds=0)
    with pytest.raises(InputError, match="No network"):
        found.scaled(1.0)


def test_a_search_ends_when_its_time_is_up_or_somebody_ends_it(monkeypatch):
    apart, said = Link.of([RING, ABOVE]), []

    def endless(spec, data, on_progress):
        for step in count():
            on_progress(Progress(step, spec.steps, 0, 1, 1.0, 0.5))

    monkeypatch.setattr("unknot.train.fit", endless)
    found = learned(apart, seconds=0.01, on_progress=said.append)
    assert (found.verdict, found.starts, found.network) == ("undecided", 0, None)
    assert "the time was up" in found.reason
    assert "training, start 1: 0 of 2,000 steps" in said
    ended = SimpleNamespace(interrupted=True)
    monkeypatch.setattr("unknot.train.fit", lambda *_, **__: ended)
    with pytest.raises(KeyboardInterrupt):
        learned(apart)


@pytest.mark.slow
def test_it_is_learned_and_written(tmp_path, monkeypatch, capsys):
    arguments = ["untangle", "hook:vertices=12", "--network", "smooth", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", ["unknot", *arguments])
    with suppress(SystemExit):
        main()
    assert "split" in capsys.readouterr().out
    (file,) = tmp_path.glob("*.json")
    checker.check(checker.load(file))
    assert "<html" in file.with_suffix(".html").read_text("utf-8")
    assert read(file.with_suffix(".safetensors")).accuracy == 1
