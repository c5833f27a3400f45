"""One file is enough for a new layer: read from a recipe, trained, recorded, drawn, not proved."""

import json
import sys
from dataclasses import replace

import jax
import numpy as np
import pytest
from safetensors.numpy import load

from unknot import draw
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.nets import deform, layers
from unknot.nets.layers import _kinds
from unknot.recording import Spec, command, decode, encode
from unknot.train import fit
from unknot.verdicts import examine, homeomorphism, isotopy, separates
from unknot.viewer import payload

FILE = '''
"""x ↦ x + a·exp(−w|x|²): a push of what is near the origin."""

from dataclasses import dataclass
from typing import ClassVar

import equinox as eqx
import numpy as np

from unknot.nets.layers._kinds import LayerKind, Recipe
from unknot.nets.layers._layer import Layer
from unknot.nets.layers._marks import Marks


class Push(Layer):
    kind: ClassVar[str] = "push"
    a: np.ndarray
    sharpness: float = eqx.field(static=True)

    @property
    def inputs(self):
        return self.a.shape[-1]

    @property
    def outputs(self):
        return self.a.shape[-1]

    def __call__(self, x):
        xp = x.__array_namespace__()
        bell = xp.exp(-self.sharpness * (x**2).sum(axis=0))
        return x + self.a.reshape(-1, *(1,) * (x.ndim - 1)) * bell

    def facts(self):
        return {"sharpness": self.sharpness}

    def marks(self, points):
        zero = np.zeros((1, self.inputs))
        ends = np.stack([zero, np.asarray(self(zero.T)).T], axis=1)
        circle = np.array([self.sharpness**-0.5])
        words = {"arrows": "push of the origin", "circles": "bell"}
        return Marks(ends, zero, circle, np.zeros((0, 2, self.inputs)), words)


@dataclass(frozen=True)
class PushRecipe(Recipe):
    sharpness: float

    @classmethod
    def words(cls):
        return ("push",)

    @classmethod
    def read(cls, text):
        return cls(float(text.partition(":")[2]))

    @property
    def text(self):
        return f"push:{self.sharpness:g}"

    def outputs(self, inputs):
        return inputs

    def parameters(self, inputs):
        return inputs

    def draw(self, rng, inputs, initial):
        return Push(rng.normal(size=inputs).astype(np.float32), self.sharpness)


KIND = LayerKind(Push, PushRecipe)
'''


@pytest.fixture(scope="module")
def push(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layers")
    (folder / "push.py").write_text(FILE)
    before = list(layers.__path__)
    layers.__path__ = [*before, str(folder)]
    _kinds.kinds.cache_clear()
    yield
    layers.__path__ = before
    sys.modules.pop("unknot.nets.layers.push", None)
    _kinds.kinds.cache_clear()


@pytest.fixture(scope="module")
def recording(push):
    spec = Spec(
        data="disc-in-ring:points=60",
        layers=("push:2", "tanh:3", "push:1"),
        seeds=2,
        steps=600,
        learning_rate=0.05,
    )
    return fit(spec)


def test_recipes_speak_of_it(recording):
    spec = recording.spec
    assert spec.layers == ("push:2", "tanh:3", "push:1")
    assert spec.widths_for(2, 2) == (2, 2, 3, 3, 1)
    assert spec.parameters_for(2, 2) == 2 + 9 + 3 + 4
    assert Spec.model_validate_json(spec.model_dump_json()) == spec
    assert "--layers 'push:2 tanh:3 push:1'" in command(spec)


def test_it_trains_and_is_recorded(recording):
    assert recording.losses[-1].min() < 0.7 * recording.losses[0].min()
    again = decode(encode(recording), "here")
    assert again.spec == recording.spec
    assert [layer.kind for layer in again.final.layers] == ["push", "dense", "push"]
    assert again.final.layers[0].sharpness == 2
    points = recording.data.points
    np.testing.assert_array_equal(again.final.scores(points), recording.final.scores(points))


def test_it_is_deformed_straight_and_says_so(recording):
    path = deform(recording.final)
    assert [one.kind for one in path.paths] == ["straight", "embedding", "straight"]
    assert "push" in path.paths[0].why
    points = recording.data.points
    np.testing.assert_allclose(path.represent(0, points), points)
    half = path.represent(0.5, points)
    np.testing.assert_allclose(half, (points + path.represent(1, points)) / 2)
    # The function is the same, whatever was exchanged.
    ends = path.network.scores(points)
    np.testing.assert_allclose(ends, recording.final.scores(points), rtol=1e-9, atol=1e-12)


@pytest.mark.slow
def test_it_is_drawn_and_measured(recording, tmp_path):
    network, data = recording.final, recording.data
    figure = draw.representation(network, data, 0.5)
    assert (
        "straight"
        in "".join(t.get_text() for t in figure.axes[0].texts) + figure.axes[0].get_title()
    )
    strip = draw.strip(network, data)
    assert len(strip.axes) == 4
    legend = [text.get_text() for text in strip.legends[0].get_texts()]
    assert legend[2:4] == ["next layer's push of the origin", "next layer's bell"]
    draw.decision(network, data)
    report = stretch(network, data, per_class=50)
    assert len(report.levels) == 4


def test_nothing_is_proved_of_it_and_the_answer_says_why(recording):
    for found in (
        separates(recording.final, recording.data),
        homeomorphism(recording.final),
        isotopy(recording.final),
    ):
        assert found.verdict == "undecided"
        assert "push layer" in found.reason
    assert set(examine(recording)) <= {"network", "layers"}


def test_dense_layers_are_written_as_widths():
    spec = Spec(data="moons", layers=("tanh:2", "relu:3"))
    assert spec == Spec(data="moons", hidden=(2, 3), activation=("tanh", "relu"))
    assert spec.layers is None
    same = Spec(data="moons", layers=["tanh:2", "tanh:2"])
    assert same == Spec(data="moons", hidden=(2, 2))
    assert Spec(data="moons", layers=()) == Spec(data="moons", hidden=())


def test_layers_and_widths_are_not_given_both():
    for fields in ({"hidden": (5,)}, {"activation": ("relu",)}):
        with pytest.raises(InputError, match="not both"):
            Spec.of(data="moons", layers=("tanh:3",), **fields)
    same = Spec.of(data="moons", layers=("relu:3",), hidden=(3,), activation=("relu",))
    assert same == Spec(data="moons", hidden=(3,), activation=("relu",))


def test_what_diverged_is_written_out_as_no_numbers(recording):
    lost = jax.tree.map(lambda leaf: np.full_like(leaf, np.nan), recording.networks)
    content = payload(replace(recording, networks=lost))
    about = json.loads(
        json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]["unknot"]
    )
    assert about["baked"]["names"] == ["push", "tanh", "push"]
    upper, lower = load(content)["baked/points/0"][0]
    assert (upper == 0x80).all()
    assert (lower == 0).all()
