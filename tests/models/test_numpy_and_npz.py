"""Networks as plain NumPy, and activations without a network."""

import subprocess
import sys

import numpy as np
import pytest
from architectures import alike, perceptrons, pictured, rows
from hypothesis import given, settings

from unknot import draw, models
from unknot.errors import InputError, UnknotError, UnsupportedLayer
from unknot.measure import stretch
from unknot.nets import Dense, Field, Head, Network, activation
from unknot.recording import Snapshot


@settings(max_examples=60)
@given(perceptrons() | pictured())
def test_the_module_that_is_written_computes_the_same(network):
    space = {}
    exec(models.numpy_source(network), space)
    points = rows(network)
    alike(space["scores"](points), network.scores(points), 1e-12)
    assert space["KIND"] == network.head.kind
    for depth in range(network.depth + 1):
        alike(space["represent"](points, depth), network.represent(points, depth), 1e-12)


def test_the_file_needs_nothing_of_ours(tmp_path):
    network = Network(
        [Dense(np.array([[1.0, 2.0]]), np.zeros(1), activation("tanh"))],
        Head(np.ones((1, 1)), np.zeros(1), "logistic"),
    )
    path = models.save_numpy(network, tmp_path / "net.py")
    code = "import net, sys; print(net.scores([[0.5, 0.25]])[0, 0], 'unknot' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=path.parent, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [str(np.tanh(1.0)), "False"]


def test_what_cannot_be_written_is_named():
    field = Field(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
    with pytest.raises(UnsupportedLayer, match=r"Layer 1 \(field"):
        models.numpy_source(Network([field], Head(np.ones((1, 2)), np.zeros(1), "linear")))
    with pytest.raises(InputError, match="head"):
        models.numpy_source(Network([field]))


POINTS = np.random.default_rng(0).normal(size=(20, 4))  # no grid is drawn in four dimensions
KINDS = np.repeat(["low", "high"], 10)


def test_activations_are_drawn_and_measured(tmp_path):
    hidden = np.tanh(POINTS @ np.ones((4, 3)))
    np.savez(tmp_path / "a.npz", input=POINTS, hidden=hidden, logits=hidden[:, :2], labels=KINDS)
    seen = models.load_activations(tmp_path / "a.npz")
    assert seen.widths == (4, 3, 2)
    assert seen.names == ("hidden", "logits")
    assert seen.data.class_names == ("high", "low")
    np.testing.assert_array_equal(seen.represent(POINTS[3:5], 1), hidden[3:5])
    np.testing.assert_array_equal(seen.scores(POINTS), hidden[:, :2])
    assert len(draw.strip(seen, seen.data).axes) == 3
    Snapshot(seen, seen.data)
    with pytest.raises(InputError, match="point 1 of these is none of them"):
        seen.represent(POINTS + 1)
    with pytest.raises(UnknotError):
        stretch(seen, seen.data)  # derivatives need points that are not known


def test_without_scores_nothing_is_said_of_classes():
    seen = models.Activations({"input": POINTS, "hidden": POINTS**2}, KINDS)
    with pytest.raises(UnsupportedLayer, match="scores"):
        seen.scores(POINTS)
    assert seen.rest(0) is None


@pytest.mark.parametrize(
    ("arrays", "what"),
    [
        ({"a": POINTS, "labels": KINDS[:5]}, "'a' 20, 'labels' 5"),
        ({"a": POINTS, "b": POINTS[:3], "labels": KINDS}, "'b' 3"),
        ({"a": POINTS}, "labels"),
        ({"labels": KINDS}, "no layers"),
        ({"a": POINTS[:, 0], "labels": KINDS}, "shape"),
        ({"a": np.full((20, 2), np.nan), "labels": KINDS}, "20 of 20 points"),
        ({"a": POINTS.astype(str), "labels": KINDS}, "numbers"),
        ({"a": np.array([{}] * 20, object), "labels": KINDS}, "run code"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path, arrays, what):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(InputError, match=what):
        models.load_activations(tmp_path / "a.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x80\x04K\x01.", b"hello"])
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"a\.npz"):
        models.load_activations(path)
    with pytest.raises(InputError, match="no file"):
        models.load_activations(tmp_path / "none.npz")
