"""Random affine maps of images: where pixels come from, and that only training sees them."""

import jax
import numpy as np
import pytest

from unknot import Spec, fit
from unknot.errors import InputError
from unknot.nets import layer_recipes
from unknot.recording import Augment, images_for
from unknot.train._augment import affine_maps

HEIGHT, WIDTH, MANY = 9, 12, 40
NONE = {"rotation": 0.0, "scale": 0.0, "shear": 0.0, "shift": 0.0}
# Two channels that hold each pixel's own row and column: what is made of them says where from.
PLACES = np.indices((HEIGHT, WIDTH)).astype(np.float32)
MIDDLE = np.array([HEIGHT - 1, WIDTH - 1]) / 2


def sources(seed=0, **parts):
    """Return where each of many images takes its pixels from, (many, 2, height, width)."""
    change = jax.jit(affine_maps(Augment(**NONE | parts), (2, HEIGHT, WIDTH)))
    found = change(jax.random.key(seed), np.tile(PLACES.reshape(1, -1), (MANY, 1)))
    return np.asarray(found).reshape(MANY, 2, HEIGHT, WIDTH)


def maps(**parts):
    """Return the matrices (many, 2, 2) and shifts (many, 2) that the middle pixels show."""
    inner = np.s_[:, HEIGHT // 2 - 1 : HEIGHT // 2 + 2, WIDTH // 2 - 1 : WIDTH // 2 + 2]
    at = (PLACES[inner].reshape(2, -1) - MIDDLE[:, None]).T
    known = np.hstack([at, np.ones((len(at), 1))])
    found = [
        np.linalg.lstsq(known, (one[inner].reshape(2, -1) - MIDDLE[:, None]).T, rcond=None)[0].T
        for one in sources(**parts)
    ]
    return np.array(found)[:, :, :2], np.array(found)[:, :, 2]


def test_nothing_to_either_side_changes_nothing():
    np.testing.assert_allclose(sources(), np.broadcast_to(PLACES, (MANY, *PLACES.shape)), atol=1e-5)


def test_a_rotation_keeps_lengths_and_its_limit():
    matrices, shifts = maps(rotation=30.0)
    np.testing.assert_allclose(
        matrices @ matrices.swapaxes(1, 2), np.tile(np.eye(2), (MANY, 1, 1)), atol=1e-4
    )
    angles = np.degrees(np.arctan2(matrices[:, 0, 1], matrices[:, 0, 0]))
    assert -30 <= angles.min() < -15
    assert 15 < angles.max() <= 30
    np.testing.assert_allclose(shifts, 0, atol=1e-4)


def test_scales_are_of_each_side_and_a_shear_leaves_rows():
    matrices, _ = maps(scale=0.2)
    assert np.abs(matrices[:, [0, 1], [1, 0]]).max() < 1e-4
    assert np.abs(matrices[:, [0, 1], [0, 1]] - 1).max() <= 0.2 + 1e-4
    assert np.abs(matrices[:, 0, 0] - matrices[:, 1, 1]).max() > 0.05
    matrices, _ = maps(shear=0.3)
    np.testing.assert_allclose(matrices[:, 0], np.tile([1, 0], (MANY, 1)), atol=1e-4)
    assert 0.15 < np.abs(matrices[:, 1, 0]).max() <= 0.3 + 1e-4


def test_a_shift_is_a_share_of_each_side_and_the_border_goes_on():
    matrices, shifts = maps(shift=0.1)
    np.testing.assert_allclose(matrices, np.tile(np.eye(2), (MANY, 1, 1)), atol=1e-4)
    assert (np.abs(shifts).max(axis=0) <= np.array([HEIGHT, WIDTH]) / 10 + 1e-4).all()
    assert (np.abs(shifts).max(axis=0) > np.array([HEIGHT, WIDTH]) / 20).all()
    far = sources(rotation=180.0, shift=0.5, scale=0.9)
    assert far.min() >= 0
    assert (far.max(axis=(0, 2, 3)) <= np.array([HEIGHT, WIDTH]) - 1 + 1e-4).all()


def test_images_have_maps_of_their_own_that_the_key_settles():
    once = sources(rotation=20.0, shift=0.1)
    np.testing.assert_array_equal(once, sources(rotation=20.0, shift=0.1))
    assert np.abs(once - sources(seed=1, rotation=20.0, shift=0.1)).max() > 0.1
    assert np.ptp(once, axis=0).max() > 0.5


SPEC = Spec.of(data="digits", layers="conv:2,3/pool:2/relu:8", batch=64, steps=12, snapshots=2)


@pytest.fixture(scope="module")
def recordings():
    changed = SPEC.model_copy(update={"augment": "affine"})
    return fit(SPEC), fit(changed), fit(changed)


@pytest.mark.slow
def test_the_same_recipe_gives_the_same_bits(recordings):
    plain, one, other = recordings
    np.testing.assert_array_equal(one.losses, other.losses)
    assert one.losses[-1] != plain.losses[-1]


def test_looks_see_the_images_as_they_are(recordings):
    plain, changed, _ = recordings
    np.testing.assert_array_equal(changed.losses[0], plain.losses[0])
    own = np.mean(changed.final.predict(changed.data.points) == changed.data.labels)
    assert changed.accuracies[-1, 0] == pytest.approx(own)


def test_a_shape_is_that_of_the_first_layer():
    assert images_for(layer_recipes("image:2x3x6/relu:4"), 36).shape == (2, 3, 6)


@pytest.mark.parametrize("layers", ["relu:8", "flatten/relu:8", None])
def test_points_that_are_no_images_are_refused(layers):
    fields = {} if layers is None else {"layers": layers}
    spec = Spec.of(data="digits", augment="affine", batch=64, steps=1, **fields)
    with pytest.raises(InputError, match=r"64 plain numbers.*image:1x28x28"):
        fit(spec)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"augment": "afine"}, "Did you mean 'affine'"),
        ({"augment": "affine:rotate=3"}, "Did you mean 'rotation'"),
        ({"augment": "affine:rotation"}, "affine:rotation=12"),
        ({"augment": "affine:rotation=x"}, "a number from 0 to 180"),
        ({"augment": "affine:shift=0.9"}, "from 0 to 0.5"),
        ({"augment": "affine", "batch": None}, "batch"),
    ],
)
def test_a_recipe_that_makes_no_sense_is_told(fields, told):
    with pytest.raises(InputError, match=told):
        Spec.of(**SPEC.model_dump() | fields)
