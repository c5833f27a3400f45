"""``unknot view`` from the command line."""

import json

import pytest

from unknot.data import load
from unknot.nets import activation, mlp
from unknot.recording import Snapshot, write


@pytest.mark.parametrize("by", ["pca", "isomap", "distances"])
def test_it_draws_data(unknot, tmp_path, by):
    ended = unknot("view", "iris", "--by", by, "--out", str(tmp_path / "v.png"))
    assert ended.code == 0
    assert (tmp_path / "v.png").stat().st_size > 5000
    assert ended.out.strip()


def test_it_draws_what_a_network_makes_of_its_data(unknot, tmp_path):
    network = mlp(0, 4, (5, 3), 3, [activation("tanh")] * 2, "softmax")
    file = write(Snapshot(network, load("iris")), tmp_path / "net")
    ended = unknot("view", file, "--depth", "1", "--nearest", "3", "--json")
    assert ended.code == 0
    said = json.loads(ended.out)
    assert said["points"] == 150
    assert 0 < said["nearest_same_class"]["here"] <= 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--by", "tsnee"), "Did you mean 'tsne'"),
        (("--by", "distance"), "Did you mean 'distances'"),
        (("--depth", "1"), "--depth is of a recording's layers"),
        (("--by", "distances", "--nearest", "3"), "--nearest says nothing about 'distances'"),
        (("--by", "plane"), "4 features and cannot be drawn as they are"),
        (("--nearest", "151"), "Between 1 and 150 points can vote"),
    ],
)
def test_what_makes_no_sense_is_said(unknot, options, sentence):
    ended = unknot("view", "iris", *options)
    assert ended.code == 2
    assert sentence in " ".join(ended.err.split())
