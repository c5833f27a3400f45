"""``unknot report`` from files."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from unknot import models
from unknot.cli._app import app
from unknot.nets import activation, mlp


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    path = tmp_path_factory.mktemp("seen") / "seen.npz"
    rng = np.random.default_rng(0)
    points = rng.normal(size=(40, 2))
    np.savez(path, input=points, tanh=np.tanh(points), labels=(points[:, 0] > 0).astype(int))
    return path


def run(*words):
    return CliRunner().invoke(app, ["report", *map(str, words)])


def test_it_writes_a_page_and_json(seen, tmp_path):
    made = run(seen, "--out", tmp_path / "out")
    assert made.exit_code == 0, made.output
    assert "straight cut" in made.output
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype")
    assert (
        json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["points"] == 40
    )


def test_json_goes_to_standard_output_and_conditions_to_the_exit_code(seen):
    made = run(seen, "--json", "--fail-if", "probe[-1] > 0.5")
    assert made.exit_code == 1
    assert json.loads(made.stdout)["layers"][1]["name"] == "tanh"
    assert run(seen, "--json", "--fail-if", "probe[-1] < 0.5").exit_code == 0
    unread = run("none.npz", "--fail-if", "prob[-1] < 0.5")
    assert "Did you mean 'probe'" in str(unread.exception)


def test_arrays_of_other_lengths_are_named_with_their_file(tmp_path):
    path = tmp_path / "short.npz"
    np.savez(path, input=np.eye(3), labels=[0, 1])
    said = str(run(path).exception)
    assert "short.npz" in said
    assert "'input' 3, 'labels' 2" in said


def test_a_model_needs_data(tmp_path):
    pytest.importorskip("onnx", reason="the package onnx is not installed")
    net = mlp(0, 2, (3,), 2, [activation("tanh")], "logistic")
    path = models.save_onnx(net, tmp_path / "net.onnx")
    assert "model without data" in str(run(path).exception)
    made = run(path, "moons:points=40", "--json")
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["classes"] == {"A": 20, "B": 20}
