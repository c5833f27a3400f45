"""Networks of images are trained, drawn and judged by the same commands as all others."""

import json

import pytest

from unknot.recording import read


@pytest.mark.slow  # scikit-learn's 1,797 digits
def test_digits_from_their_layers_to_the_verdict(unknot):
    ended = unknot(
        *("fit", "digits", "--layers", "conv:8,3/pool:2/relu:16", "--initial", "glorot"),
        *("--batch", "64", "--steps", "600", "--seeds", "1", "--snapshots", "4", "--json"),
    )
    assert ended.code == 0
    files = json.loads(ended.out)["files"]
    film = read(files["recording"])
    assert film.networks.widths == (64, 288, 72, 16)
    assert film.accuracy > 0.97
    assert {"decision", "layers", "representation", "losses"} <= set(files)
    ended = unknot("verdict", files["recording"])
    assert "undecided" in ended.out
    assert "conv layer" in ended.out
    assert unknot("page", files["recording"], "--out", "page.html").code == 0


def test_few_images_are_all_in_one_mini_batch(unknot, monkeypatch):
    monkeypatch.setattr("unknot.cli._fit._LONG", 0)
    few = (
        "fit",
        "digits:points=40",
        "--layers",
        "conv:2,3/pool:2",
        "--steps",
        "2",
        "--no-pictures",
    )
    ended = unknot(*few, "--augment", "affine", "--no-prove", "--json")
    assert ended.code == 0
    assert "mini-batches of 30 points in place of 128" in ended.err  # 40 less 10 classes
    assert "parameters learn from 30 points at each of 2 steps, which may take hours." in ended.err
    assert read(json.loads(ended.out)["files"]["recording"]).spec.batch == 30
    assert "larger than the 40 points" in unknot(*few, "--batch", "60").err


def test_layers_that_do_not_fit_are_answered_before_anything_is_trained(unknot):
    ended = unknot("fit", "iris", "--layers", "tanh:3/conv:2,2")
    assert ended.code == 2
    assert "needs images, but gets 3 units" in ended.err
    ended = unknot("fit", "digits", "--layers", "cnov:8,3")
    assert ended.code == 2
    assert "Did you mean 'conv'?" in ended.err
