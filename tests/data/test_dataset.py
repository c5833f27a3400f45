"""The data set itself: validation, splits, scaling, conflicts."""

import numpy as np
import pytest

from unknot.data import Dataset, Scaling, load
from unknot.errors import InputError
from unknot.shapes import Ball

FINE = {
    "points": [[0, 0], [1, 1]],
    "labels": [0, 1],
    "class_names": ("a", "b"),
    "feature_names": ("x", "y"),
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": [0, 1]}, "expected \\(n, d\\)"),
        ({"points": np.zeros((0, 2))}, "at least one point"),
        ({"points": [[0, 0], [1, np.nan]]}, "Point 1, feature 1 is nan"),
        ({"points": [[0, 0], ["a", 1]]}, "not an array of numbers"),
        ({"labels": [0, 2]}, "run from 0 to 2"),
        ({"labels": [-1, 1]}, "run from -1 to 1"),
        ({"labels": [0.0, 1.0]}, "expected one integer"),
        ({"labels": [0]}, "expected one integer for each of the 2 points"),
        ({"class_names": ("a", "a")}, "class name 'a' occurs twice"),
        ({"feature_names": ("x",)}, "1 feature names for 2 columns"),
        ({"shapes": (Ball((0, 0), 1),)}, "1 shapes for 2 classes"),
        ({"shapes": (Ball((0,), 1), Ball((0, 0), 1))}, "class 'a' lies in R\\^1"),
        ({"scaling": Scaling([0.0], [1.0])}, "1 means for 2 columns"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, message):
    with pytest.raises(InputError, match=message):
        Dataset(**{**FINE, **change})


@pytest.mark.parametrize(
    ("mean", "scale", "message"),
    [([0.0], [0.0], "positive"), ([0.0], [1.0, 2.0], "one number"), ([np.nan], [1.0], "finite")],
)
def test_scalings_are_checked(mean, scale, message):
    with pytest.raises(InputError, match=message):
        Scaling(mean, scale)


def test_arrays_are_copies_and_read_only():
    points = np.zeros((2, 2))
    data = Dataset(**{**FINE, "points": points})
    points[:] = 9
    assert data.points.max() == 0
    with pytest.raises(ValueError, match="read-only"):
        data.points[0, 0] = 1


@pytest.mark.parametrize("fraction", [0.03, 0.2, 0.5, 0.99])
def test_splits_are_stratified_partitions(fraction):
    data = load("iris")
    train, held = data.split(fraction, 0)
    assert len(train) + len(held) == 150
    assert min(train.counts.values()) >= 1
    assert all(k == min(round(fraction * 50), 49) for k in held.counts.values())
    rows = np.concatenate([train.points, held.points])
    np.testing.assert_array_equal(rows[np.lexsort(rows.T)], data.points[np.lexsort(data.points.T)])
    assert train == data.split(fraction, 0)[0]
    assert train != data.split(fraction, 1)[0]


def test_impossible_splits_and_subsets_are_refused():
    data = load("iris")
    for fraction in (0, 1, -1, np.nan):
        with pytest.raises(InputError, match="between 0 and 1"):
            data.split(fraction, 0)
    with pytest.raises(InputError, match="seed is -1"):
        data.split(0.5, -1)
    with pytest.raises(InputError, match="leaves none for validation"):
        data.split(0.001, 0)
    for indices in ([], [150], [-1], [0.5], [[0]]):
        with pytest.raises(InputError, match="indices"):
            data.subset(indices)
    with pytest.raises(InputError, match="no class 3"):
        data.of_class(3)


def test_standardising_is_recorded_and_can_be_undone():
    data = Dataset([[1.0, 0.1], [3.0, 0.1], [8.0, 0.1]], [0, 1, 1], ("a", "b"), ("x", "y"))
    scaled = data.standardised()
    np.testing.assert_allclose(scaled.points.mean(0), 0, atol=1e-15)
    np.testing.assert_allclose(scaled.points.std(0), [1, 0], atol=1e-15)
    assert scaled.scaling.scale[1] == 1
    np.testing.assert_allclose(scaled.scaling.undo(scaled.points), data.points)
    np.testing.assert_allclose(scaled.scaling.apply(data.points), scaled.points)
    twice = scaled.subset([0, 1]).standardised()
    np.testing.assert_allclose(twice.scaling.undo(twice.points), data.points[:2])
    assert load("disc-in-ring").standardised().shapes is None


def test_pixels_of_a_channel_are_brought_to_one_scale():
    points = np.random.default_rng(0).uniform(0, 255, (30, 8)) * np.repeat([1, 3], 4)
    points[:, 1] = 7  # a pixel that never changes
    labels = np.arange(30) % 2
    images = Dataset(points, labels, ("A", "B"), tuple("abcdefgh"), name="images")
    scaled = images.standardised(channels=2)
    for channel in (slice(0, 4), slice(4, 8)):
        part = scaled.points[:, channel]
        assert abs(part.mean()) < 1e-12
        assert part.std() == pytest.approx(1)
        assert np.ptp(scaled.scaling.scale[channel]) == np.ptp(scaled.scaling.mean[channel]) == 0
    np.testing.assert_allclose(scaled.scaling.undo(scaled.points), points)
    with pytest.raises(InputError, match="8 features are no images of 3 channels"):
        images.standardised(channels=3)


def test_conflicts_are_pairs_of_equal_points_with_different_labels():
    points = [[0, 0], [1, 1], [0, -0.0], [0, 0], [1, 1], [2, 2], [0, 0], [0, 0]]
    data = Dataset(points, [0, 0, 1, 1, 0, 1, 2, 0], ("a", "b", "c"), ("x", "y"))
    assert data.conflicts().tolist() == [[0, 2], [0, 6]]
    assert load("iris").conflicts().shape == (0, 2)
