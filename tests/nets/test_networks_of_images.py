"""A network of convolutions from its recipe to its page: trained, recorded, drawn, not proved."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot import draw
from unknot.data import Dataset
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.nets import deform, drawn, layer_recipe
from unknot.recording import Spec, decode, encode
from unknot.train import fit
from unknot.train._gradient import LONG, long_enough
from unknot.verdicts import examine, homeomorphism, separates
from unknot.viewer import page


def bars(count=60, side=6, channels=1, seed=0):
    """Images of a bright row, and of a bright column."""
    rng = np.random.default_rng(seed)
    pixels = rng.uniform(0, 0.2, (count, channels, side, side))
    labels = np.arange(count) % 2
    for image, label, place in zip(pixels, labels, rng.integers(0, side, count), strict=True):
        line = image[:, place, :] if label else image[:, :, place]
        line += 0.8
    names = tuple(f"p{i}" for i in range(channels * side**2))
    return Dataset(pixels.reshape(count, -1), labels, ("column", "row"), names, name="bars")


SPEC = Spec(
    data="bars",
    layers="conv:4,3/pool:2/flatten/relu:3",
    initial="glorot",
    steps=120,
    snapshots=3,
    batch=20,
    seeds=2,
)


@pytest.fixture(scope="module")
def recording():
    return fit(SPEC, bars(), bars(seed=1))


def test_it_learns_and_is_recorded(recording):
    assert recording.accuracy == 1
    assert recording.test_accuracies[-1] > 0.9
    assert recording.networks.widths == (36, 64, 16, 16, 3)
    again = decode(encode(recording), "here")
    assert [layer.kind for layer in again.final.layers] == ["conv", "pool", "layout", "dense"]
    points = recording.data.points
    np.testing.assert_array_equal(again.final.scores(points), recording.final.scores(points))
    assert encode(again) == encode(recording)


@pytest.mark.slow
def test_the_same_spec_gives_the_same_recording(recording):
    assert encode(fit(SPEC, bars(), bars(seed=1), threads=1)) == encode(recording)


def test_numpy_judges_as_training_did(recording):
    network, data = recording.networks[len(recording.steps) - 1], recording.data
    by_jax = jax.tree.map(jnp.asarray, network)(jnp.asarray(data.points.T, jnp.float32))
    np.testing.assert_allclose(
        by_jax.T, network.float64().scores(data.points), rtol=1e-3, atol=1e-4
    )
    assert np.mean(recording.final.predict(data.points) == data.labels) == 1


def test_it_is_deformed_straight_where_nothing_better_is_known(recording):
    path = deform(recording.final)
    assert [one.kind for one in path.paths] == ["straight", "straight", "isotopy", "collapse"]
    assert "conv layer" in path.paths[0].why


@pytest.mark.slow
def test_it_is_drawn_and_measured(recording, tmp_path):
    network, data = recording.final, recording.data
    titles = [axes.get_title() for axes in draw.strip(network, data).axes]
    assert titles[:3] == ["input", "layer 1 · conv 3×3 relu", "layer 2 · max pool 2×2"]
    draw.decision(network, data)
    draw.representation(network, data, 2)
    assert len(stretch(network, data, per_class=10).levels) == 5
    written = page(recording)
    assert "36-64-16-16-3" in written
    assert "conv 3×3 relu" in written


def test_nothing_is_proved_of_it_and_the_answer_says_why(recording):
    for found in (separates(recording.final, recording.data), homeomorphism(recording.final)):
        assert found.verdict == "undecided"
        assert "conv layer" in found.reason
    assert set(examine(recording)) <= {"network", "layers"}


def test_colour_images_are_said_to_be_some():
    data = bars(channels=3)
    layers = "image:3x6x6/conv:3,3,same,tanh/pool:2,mean/tanh:2"
    recording = fit(Spec(data="bars", layers=layers, steps=80, learning_rate=0.03), data)
    assert recording.networks.widths == (108, 108, 108, 27, 2)
    assert recording.accuracy > 0.9


def test_derivatives_of_too_wide_layers_are_not_measured():
    data = Dataset(np.zeros((2, 784)), np.arange(2), ("a", "b"), tuple(map(str, range(784))))
    recipes = [layer_recipe(text) for text in ("conv:16,5", "pool:24", "tanh:2")]
    network = drawn(0, 784, recipes, 2, "logistic")
    with pytest.raises(InputError, match=r"9,216 × 784 numbers.*Pool the images first"):
        stretch(network, data)


def test_blocks_of_wide_layers_have_few_points():
    recipes = [layer_recipe(text) for text in ("conv:16,5", "pool:24", "tanh:2")]
    wide, narrow = drawn(0, 784, recipes, 2, "logistic"), drawn(0, 784, recipes[2:], 2, "logistic")
    assert 9216 * long_enough(wide) <= LONG * 256 < 9216 * (long_enough(wide) + 1)
    assert long_enough(narrow) == LONG
