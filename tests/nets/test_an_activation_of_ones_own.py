"""One file is enough for a new activation: found, trained, recorded, drawn, and not proved."""

import sys

import numpy as np
import pytest

from unknot import checker, draw
from unknot.data import load
from unknot.nets import activation, activation_names, activations
from unknot.nets.activations import _names
from unknot.recording import Spec, decode, encode
from unknot.train import fit
from unknot.verdicts import can_classify, homeomorphism, separates

FILE = """
import numpy as np
from unknot.nets.activations._activation import Activation, Browser, Family
from unknot.nets.activations._parts import xp

FAMILY = Family.of(
    Activation("asinh", lambda x: xp(x).asinh(x), lambda x: 1 / xp(x).sqrt(1 + x * x), "strictly",
               inverse=np.sinh, odd=True),
    Browser("asinh(x)", "1 / sqrt(1 + x * x)", "sinh(y)", glsl="asinh(x)"),
)
"""


@pytest.fixture
def asinh(tmp_path, monkeypatch):
    (tmp_path / "asinh.py").write_text(FILE)
    monkeypatch.setattr(activations, "__path__", [*activations.__path__, str(tmp_path)])
    _names.families.cache_clear()
    yield activation("asinh")
    monkeypatch.undo()
    sys.modules.pop("unknot.nets.activations.asinh", None)
    _names.families.cache_clear()


@pytest.fixture
def recording(asinh):
    return fit(
        Spec(
            data="disc-in-ring:points=60", hidden=(3, 2), activation=("asinh",), seeds=2, steps=200
        )
    )


def test_it_is_found_and_named(asinh):
    assert "asinh" in activation_names()
    assert asinh.monotone == "strictly"
    np.testing.assert_allclose(asinh.inverse(asinh(np.array([-3.0, 0.5]))), [-3.0, 0.5])


def test_it_trains_and_is_stored_and_drawn(recording):
    again = decode(encode(recording), "here")
    assert again.final.layers[0].activation.name == "asinh"
    assert again.losses[-1].min() < recording.losses[0].min()
    draw.decision(again.final, again.data)
    draw.strip(again.final, again.data)


def test_the_checker_does_not_know_it_so_nothing_is_proved_of_its_weights(recording):
    with pytest.raises(checker.Refused, match="there is no activation"):
        checker.named("asinh", "here")
    for ask in (separates, lambda network, _: homeomorphism(network)):
        answer = ask(recording.final, recording.data)
        assert answer.verdict == "undecided"
        assert "the checker does not know it" in answer.reason
    found = can_classify(recording.data, (3,), "asinh")
    assert found.verdict == "undecided"
    assert "'asinh'" in found.reason


def test_theorems_about_every_monotone_activation_hold_of_it_too(recording):
    found = can_classify(load("disc-in-ring"), (2, 2), "asinh")
    assert found.verdict == "impossible"
    found.check()
