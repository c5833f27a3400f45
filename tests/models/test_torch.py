"""PyTorch in and out: its modules and networks here say the same."""

import re
from pathlib import Path

import numpy as np
import pytest
from architectures import SINGLE, alike, perceptrons, pictured, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import models
from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Field, Head, Network, Opaque

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
nn, F = torch.nn, torch.nn.functional


def told(module, points, shape=(), precision=np.float32):
    """Return what a module says of points, in the precision that it is in."""
    with torch.no_grad():
        taken = torch.tensor(points.astype(precision)).reshape(len(points), *(shape or (-1,)))
        return module.eval()(taken).double().numpy().reshape(len(points), -1)


def same(module, shape, expressed=True, count=6):
    """Hold a module against the network that is made of it."""
    found = models.imported(module, shape=shape)
    points = np.random.default_rng(1).normal(size=(count, int(np.prod(shape)))).astype(np.float32)
    expected = told(module, points, shape)
    scores = found.network.scores(points)
    if found.network.head.kind == "softmax":
        scores = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        expected = expected if (expected >= 0).all() else np.exp(expected)
    elif found.network.head.kind == "logistic":
        scores = 1 / (1 + np.exp(-scores))
    alike(scores, expected)
    opaque = [layer for layer in found.network.layers if isinstance(layer, Opaque)]
    assert (not opaque) == expressed
    assert len(found.notes) == len(opaque)
    return found


@settings(max_examples=50)
@given(perceptrons() | pictured())
def test_networks_go_out_and_come_back(network):
    module = models.to_torch(network)
    first = network.layers[0] if network.layers else None
    shape = tuple(getattr(first, "shape", ()))
    shape = shape if len(shape) == 3 else (network.inputs,)
    points = rows(network)
    alike(told(module, points, shape), network.scores(points), SINGLE)
    double = models.to_torch(network, dtype="float64")
    alike(told(double, points, shape, np.float64), network.scores(points), 1e-12)
    found = models.imported(double, shape=shape)
    alike(found.network.scores(points), network.scores(points), 1e-12)


BENDS = [
    nn.ReLU(), nn.ReLU6(), nn.Hardtanh(), nn.Hardtanh(-0.3, 0.9), nn.Hardsigmoid(), nn.Hardswish(),
    nn.LeakyReLU(0.2), nn.LeakyReLU(0.0), nn.PReLU(), nn.RReLU(), nn.ELU(0.5), nn.CELU(2.0),
    nn.SELU(), nn.Sigmoid(), nn.Tanh(), nn.Softplus(), nn.Softplus(beta=3.0), nn.Softsign(),
    nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(), nn.LogSigmoid(), nn.Identity(), nn.Dropout(),
    nn.AlphaDropout(),
]  # fmt: skip


@pytest.mark.parametrize("bend", BENDS, ids=str)
def test_activations_are_expressed(bend):
    torch.manual_seed(0)
    same(nn.Sequential(nn.Linear(3, 4), bend, nn.Linear(4, 2)), (3,))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.sampled_from(BENDS)), max_size=3),
    st.sampled_from([None, nn.Softmax(1), nn.LogSoftmax(-1)]),
    st.integers(0, 999),
)
def test_perceptrons_with_batch_normalisation(hidden, end, seed):
    torch.manual_seed(seed)
    parts, width = [], 3
    for size, normal, bend in hidden:
        parts += [nn.Linear(width, size, bias=not normal)]
        parts += [shaken(nn.BatchNorm1d(size))] if normal else []
        parts += [bend]
        width = size
    parts += [nn.Linear(width, 3)] + ([] if end is None else [end])
    same(nn.Sequential(*parts), (3,))


def shaken(norm):
    """Give a batch normalisation something to do."""
    with torch.no_grad():
        norm.running_mean.normal_()
        norm.running_var.uniform_(0.5, 2)
        norm.weight.normal_()
        norm.bias.normal_()
    return norm


PICTURES = [
    nn.Conv2d(2, 3, 3, padding=1), nn.Conv2d(2, 4, (3, 2), stride=2, padding=(1, 0), bias=False),
    nn.Conv2d(2, 4, 3, groups=2, dilation=2), nn.Conv2d(2, 3, (2, 4), padding="same"),
    nn.MaxPool2d(2), nn.AvgPool2d((2, 3)), nn.AdaptiveAvgPool2d(1), nn.AdaptiveMaxPool2d((4, 2)),
    nn.Sequential(shaken(nn.BatchNorm2d(2)), nn.Conv2d(2, 2, 3), shaken(nn.BatchNorm2d(2))),
    nn.Sequential(shaken(nn.BatchNorm2d(2)), nn.Conv2d(2, 2, 3, padding=1), nn.Dropout2d()),
    nn.Sequential(nn.ZeroPad2d((0, 1, 2, 3)), nn.Conv2d(2, 2, 3, padding=1)),
]  # fmt: skip


@pytest.mark.parametrize("part", PICTURES, ids=lambda part: str(part).split("(")[0])
@pytest.mark.filterwarnings("ignore:Using padding='same'")
def test_parts_of_images_are_expressed(part):
    torch.manual_seed(0)
    same(nn.Sequential(part, nn.ReLU(), nn.Flatten()), (2, 8, 6))


class Classic(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 4, 3), nn.Linear(36, 3)
        self.shift = nn.Parameter(torch.randn(3))

    def forward(self, x):
        x = F.relu(F.max_pool2d((x - 0.1307) / 0.3081, 2))
        x = F.leaky_relu(self.first(x), 0.1)
        x = x.view(x.size(0), -1)
        x = self.second(F.dropout(x, training=self.training)) + self.shift
        return F.log_softmax(x * torch.sigmoid(x), dim=1)


def test_a_module_of_functions_is_traced():
    torch.manual_seed(0)
    found = same(Classic(), (1, 10, 10))
    assert found.network.head.kind == "softmax"
    assert "silu" in found.network.names


class ChannelsLast(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(2, 3, 3), nn.Linear(36, 3)

    def forward(self, x):
        x = F.pad(x.permute(0, 3, 1, 2), (1, 0, 1, 0))
        x = self.first(x).movedim(1, -1)
        x = x * 0.5 * torch.erfc(-x / 2**0.5)
        x = F.max_pool2d(x.transpose(-1, 1).transpose(2, 3), 2)
        return self.second(x.permute(0, 2, 3, 1).flip(1).flatten(1))


def test_what_only_permutes_is_taken_in():
    torch.manual_seed(0)
    found = same(ChannelsLast(), (8, 9, 2))
    assert found.network.names == ("identity", "conv 3×3 gelu", "max pool 2×2")


class Residual(nn.Module):
    def __init__(self, width=3):
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(width, 5), nn.ReLU(), nn.Linear(5, width))

    def forward(self, x):
        return x + self.inner(x)


class Wayward(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(3, 2)

    def forward(self, x):
        return self.inner(x) if x.sum() > 0 else self.inner(-x)


def test_what_is_not_expressed_is_run_by_pytorch():
    torch.manual_seed(0)
    body = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), Residual(), nn.LayerNorm(3), nn.Linear(3, 2))
    found = same(body, (3,), expressed=False)
    assert "several ways" in found.notes[0]
    assert "LayerNorm" in found.notes[1]
    assert [layer.kind for layer in found.network.layers] == ["dense", "opaque", "opaque"]
    same(nn.Sequential(nn.MaxPool2d(3, 2), nn.Flatten()), (2, 7, 7), expressed=False)
    lost = models.imported(Wayward(), shape=(3,))
    assert "cannot trace" in lost.notes[0]
    module, points = Wayward(), np.random.default_rng(0).normal(size=(6, 3))
    alone = np.concatenate([told(module, one[None]) for one in points])
    alike(models.load(module, shape=(3,)).scores(points), alone)


def test_the_documentation_s_examples_run():
    page = Path(__file__).parents[2] / "docs/models.md"
    for code in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(code, "models.md", "exec"), {})


def test_the_module_that_was_given_stays_as_it_was():
    module = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5)).train()
    models.load(module)
    assert module.training
    assert module[0].weight.dtype == torch.float32


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "shape", "what"),
    [
        (nn.Sequential(nn.Conv2d(1, 1, 3)), None, "Say the shape"),
        (nn.Linear(3, 2), (4,), "does not run"),
        (nn.LSTM(3, 2), (5, 3), "gives tuple"),
    ],
)
def test_modules_that_do_not_fit_are_refused(module, shape, what):
    with pytest.raises(InputError, match=what):
        models.load(module, shape=shape)


def test_what_cannot_be_written_is_named():
    field = Field(np.zeros((1, 2)), np.ones((1, 2)), np.ones(1))
    with pytest.raises(UnsupportedLayer, match=r"Layer 1 \(field"):
        models.to_torch(Network([field], Head(np.ones((1, 2)), np.zeros(1), "linear")))
