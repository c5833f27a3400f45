"""Files of .nnet, and weights with a text that says what they are."""

from itertools import pairwise

import numpy as np
import pytest
from architectures import alike, rows
from safetensors.numpy import save_file

from unknot import Snapshot, load, models, write
from unknot.errors import InputError
from unknot.nets import Dense, Head, Network, activation

RNG = np.random.default_rng(0)
SIZES = (2, 4, 3)
WEIGHTS = [RNG.normal(size=(m, n)) for n, m in pairwise(SIZES)]
BIASES = [RNG.normal(size=m) for m in SIZES[1:]]
MEANS, RANGES = np.array([0.5, -1.0, 7.0]), np.array([2.0, 4.0, 10.0])


def text():
    """Return a .nnet file."""

    def line(values):
        return ",".join(repr(float(v)) for v in np.atleast_1d(values)) + ","

    lines = [
        "// a network",
        "2,2,3,4,",
        "2,4,3,",
        "0,",
        "-1,-5,",
        "2,3,",
        line(MEANS),
        line(RANGES),
    ]
    for weight, bias in zip(WEIGHTS, BIASES, strict=True):
        lines += [*map(line, weight), *map(line, bias)]
    return "\n".join(lines) + "\n"


def test_a_nnet_file(tmp_path):
    path = tmp_path / "a.nnet"
    path.write_text(text())
    found = models.imported(path)
    points = RNG.normal(size=(9, 2))
    hidden = (points - MEANS[:2]) / RANGES[:2]
    hidden = np.maximum(hidden @ WEIGHTS[0].T + BIASES[0], 0)
    alike(found.network.scores(points), (hidden @ WEIGHTS[1].T + BIASES[1]) * 10 + 7, 1e-12)
    assert found.network.names == ("relu",)
    assert "[-1, 2], [-5, 3]" in found.notes[0]
    assert models.load(path, fold=False).names == ("identity", "relu", "identity", "identity")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda s: s[: len(s) // 2], "cut off|Line"),
        (lambda s: "", "ends where layers"),
        (lambda s: s.replace("2,4,3,", "2,4,"), "Line 3"),
        (lambda s: s.replace("2,4,3,", "2,4,5,"), "to go from 2 to 3"),
        (lambda s: s.replace("-1,-5,", "-1,word,"), "Line 5.*numbers with commas"),
        (lambda s: s.replace("2.0,4.0,10.0", "2.0,0.0,10.0"), "ranges above 0"),
        (lambda s: s.replace("0.5,-1.0,7.0", "nan,-1.0,7.0"), "Line 7"),
    ],
)
def test_other_files_are_refused(tmp_path, change, what):
    path = tmp_path / "a.nnet"
    path.write_text(change(text()))
    with pytest.raises(InputError, match=what):
        models.load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="text"):
        models.load(path)


NETWORK = Network(
    [
        Dense(RNG.normal(size=(4, 3)), RNG.normal(size=4), activation("tanh")),
        Dense(RNG.normal(size=(2, 4)), np.zeros(2), activation("relu")),
    ],
    Head(RNG.normal(size=(3, 2)), RNG.normal(size=3), "softmax"),
)
STATE = {
    "2.weight": NETWORK.layers[0].weight,
    "2.bias": NETWORK.layers[0].bias,
    "10.weight": NETWORK.layers[1].weight,
    "12.weight": NETWORK.head.weight,
    "12.bias": NETWORK.head.bias,
}


def test_weights_and_a_spec(tmp_path):
    save_file(STATE, tmp_path / "w.safetensors")
    for source in (STATE, tmp_path / "w.safetensors"):
        found = models.imported(source, spec="tanh:4 relu:2", head="softmax")
        np.testing.assert_array_equal(
            found.network.scores(rows(NETWORK)), NETWORK.scores(rows(NETWORK))
        )
        assert found.sources == (("2",), ("10",), ("12",))
    with pytest.raises(InputError, match="spec="):
        models.load(tmp_path / "w.safetensors")


def test_a_recording_is_its_network(tmp_path):
    subject = Snapshot(NETWORK, load("linked-tori:points=30"))
    again = models.load(write(subject, tmp_path / "r.safetensors"))
    np.testing.assert_array_equal(again.scores(rows(NETWORK)), NETWORK.scores(rows(NETWORK)))


@pytest.mark.parametrize(
    ("weights", "spec", "what"),
    [
        (STATE, "tanh:5 relu:2", r"'2' has \(4, 3\)"),
        (STATE, "tanh:4", "there are 2"),
        (STATE, "tanh:4 relu:2 relu:3 relu:3", "no weights left"),
        (STATE | {"bn.running_mean": np.ones(3)}, "tanh:4", "bn.running_mean"),
        ({"bn.weight": np.ones(3)}, "tanh:4", "bn"),
        ({}, "tanh:4", "none"),
        ({"a.weight": np.ones((2, 1, 3, 3))}, "conv:2,3", "shape of an example"),
        (STATE, "shear:3", "not of 'shear"),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights, spec, what):
    with pytest.raises(InputError, match=what):
        models.load(weights, spec=spec)


def test_broken_safetensors_are_refused(tmp_path):
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"no")
    with pytest.raises(InputError, match="no safetensors"):
        models.load(path, spec="tanh:4")
    with pytest.raises(InputError, match="no file"):
        models.load(tmp_path / "none.safetensors", spec="tanh:4")


def test_files_of_pytorch(tmp_path):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    module = torch.nn.Sequential(
        torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(18, 2)
    )
    path = tmp_path / "m.pt"
    points = RNG.normal(size=(4, 25)).astype(np.float32)
    expected = module(torch.tensor(points).reshape(-1, 1, 5, 5)).detach().numpy()
    for held in (module.state_dict(), {"epoch": 3, "state_dict": module.state_dict()}):
        torch.save(held, path)
        alike(models.load(path, spec="conv:2,3", shape=(1, 5, 5)).scores(points), expected)
    alike(
        models.load(module.state_dict(), spec="conv:2,3", shape=(1, 5, 5)).scores(points), expected
    )
    torch.save(module, path)
    with pytest.raises(InputError, match=r"run any code.*--trust") as refused:
        models.load(path, spec="conv:2,3")
    assert str(refused.value).isprintable()  # PyTorch's own message has terminal escapes
    assert "it has a torch.nn.modules.container.Sequential" in str(refused.value)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match=r"m\.pt"):
        models.load(path, spec="conv:2,3")
    torch.save([1, 2], path)
    with pytest.raises(InputError, match="a list"):
        models.load(path, spec="conv:2,3")
