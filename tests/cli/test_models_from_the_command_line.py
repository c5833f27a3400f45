"""Networks out to files of other programs, and models in where recordings are taken."""

import json
import runpy

import numpy as np
import pytest

from unknot import Snapshot, Spec, fit, load, models, write
from unknot.nets import Dense, Head, Network, activation

NETWORK = Network(
    [Dense(np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.zeros(3), activation("tanh"))],
    Head(np.array([[1.0, 0.0, 1.0]]), np.zeros(1), "logistic"),
)


@pytest.fixture
def recording(tmp_path):
    return write(Snapshot(NETWORK, load("moons:points=40")), tmp_path / "r.safetensors")


def test_a_network_goes_out_and_comes_in_where_recordings_do(unknot, recording):
    pytest.importorskip("onnx", reason="the package onnx is not installed")
    assert unknot("export", recording, "m.onnx").code == 0
    assert unknot("export", recording, "p.onnx", "--probabilities").code == 0
    data = ("--data", "moons:points=40")
    assert unknot("page", "m.onnx", *data, "--out", "m.html").code == 0
    assert unknot("figure", "m.onnx", *data, "--out", "m.png").code == 0
    assert unknot("view", "m.onnx", *data, "--out", "v.png").code == 0
    told = [
        json.loads(unknot("verdict", *what, "--json").out)["verdict"]
        for what in ((recording,), ("m.onnx", *data), ("p.onnx", *data))
    ]
    assert told[0] == told[1] == told[2]
    assert models.load("p.onnx").head.kind == "logistic"


def test_standardised_points_are_taken_back_to_their_units(unknot, tmp_path):
    film = fit(Spec(data="iris", hidden=(2,), steps=5, standardise=True))
    path = write(film, tmp_path / "iris.safetensors")
    assert "original units" in unknot("export", path, "a.py").err
    assert "standardised units" in unknot("export", path, "b.py", "--points", "standardised").err
    expected = film.final.scores(film.data.points)
    raw = load("iris").points
    np.testing.assert_allclose(runpy.run_path("a.py")["scores"](raw), expected, rtol=1e-9)
    found = runpy.run_path("b.py")["scores"](film.data.points)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("export", "r.safetensors", "m.txt"), ".onnx or .py"),
        (("export", "r.safetensors", "m.py", "--probabilities"), "--probabilities"),
        (("page", "r.safetensors", "--data", "moons"), "its own data"),
        (("verdict", "none.onnx", "--data", "moons"), "none.onnx"),
    ],
)
def test_what_makes_no_sense_is_refused(unknot, recording, arguments, what):
    ended = unknot(*arguments)
    assert ended.code == 2
    assert what in ended.err


def test_a_model_without_data_is_asked_for_some(unknot, recording):
    pytest.importorskip("onnx", reason="the package onnx is not installed")
    unknot("export", recording, "m.onnx")
    ended = unknot("page", "m.onnx")
    assert ended.code == 2
    assert "--data" in ended.err
    assert "2 features" in ended.err
