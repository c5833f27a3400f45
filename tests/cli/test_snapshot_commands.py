"""Commands that show recordings take a network without a training, too."""

import pytest

from unknot.data import load
from unknot.nets import activation, mlp
from unknot.recording import Snapshot, write


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    network = mlp(1, 2, (3, 2), 2, [activation("tanh")] * 2, "logistic")
    kept = Snapshot(network, load("disc-in-ring:points=60"))
    return str(write(kept, tmp_path_factory.mktemp("kept") / "net"))


@pytest.mark.parametrize(
    ("command", "out"),
    [
        (("figure", "--kind", "decision"), "f.png"),
        (("page",), "p.html"),
        (("movie", "--frames", "4", "--size", "100"), "m.gif"),
    ],
)
def test_they_draw_it(unknot, file, tmp_path, command, out):
    name, *options = command
    ended = unknot(name, file, *options, "--out", str(tmp_path / out))
    assert ended.code == 0
    assert (tmp_path / out).stat().st_size > 1000


def test_a_verdict_is_of_its_network(unknot, file):
    ended = unknot("verdict", file, "--json")
    assert ended.code == 0
    assert '"verdict": "not separated"' in ended.out


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (("figure", "--kind", "losses"), "--kind losses"),
        (("figure", "--kind", "seeds"), "--kind seeds"),
        (("movie", "--through", "training"), "--through training"),
    ],
)
def test_what_is_of_a_training_is_refused(unknot, file, command, what):
    name, *options = command
    ended = unknot(name, file, *options)
    assert ended.code == 2
    assert f"{what} shows a training, but this is a model without one" in " ".join(
        ended.err.split()
    )
