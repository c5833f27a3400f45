"""Points to test on: never trained on or chosen by, told in the end, kept with the recording."""

import numpy as np
import pytest

from unknot import Spec, fit, load, read, write
from unknot.data import Dataset
from unknot.errors import InputError

SPEC = Spec(data="iris", hidden=(3,), steps=200, seeds=2, standardise=True)


@pytest.fixture(scope="module")
def halves():
    return load("iris").split(0.4, 1)


@pytest.fixture(scope="module")
def tested(halves):
    return fit(SPEC, *halves)


def test_test_points_change_nothing_of_training(tested, halves):
    plain = fit(SPEC, halves[0])
    assert plain.test is None is plain.test_accuracies
    for a, b in zip(plain.networks.layers, tested.networks.layers, strict=True):
        np.testing.assert_array_equal(a.weight, b.weight)
    assert plain.best == tested.best


def test_they_are_scaled_like_the_training_points_and_judged_at_every_frame(tested, halves):
    scaling = tested.data.scaling
    np.testing.assert_allclose(tested.test.points, scaling.apply(halves[1].points))
    shares = [
        np.mean(tested.at(int(step)).predict(tested.test.points) == tested.test.labels)
        for step in tested.steps
    ]
    np.testing.assert_allclose(tested.test_accuracies, shares, atol=1.5 / len(tested.test))


def test_the_recording_keeps_them(tested, tmp_path):
    again = read(write(tested, tmp_path / "r"))
    assert again.test == tested.test
    np.testing.assert_array_equal(again.test_accuracies, tested.test_accuracies)
    assert again.data.reading == tested.data.reading


def test_a_spec_names_them(tmp_path, halves):
    train, test = halves
    train.save(tmp_path / "train.csv")
    test.save(tmp_path / "test.csv")
    spec = SPEC.model_copy(
        update={"data": str(tmp_path / "train.csv"), "test": str(tmp_path / "test.csv")}
    )
    recording = fit(spec)
    np.testing.assert_array_equal(recording.test.labels, test.labels)
    assert recording.data.reading.label == "label"
    assert Spec.model_validate_json(spec.model_dump_json()) == spec


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_train_and_test(tested, halves, library):
    pytest.importorskip(library, reason=f"{library} is not installed")
    frames = [half.to_frame(library) for half in halves]
    spec = SPEC.model_copy(update={"data": "irises:label=label"})
    recording = fit(spec, *frames)
    np.testing.assert_array_equal(recording.losses, tested.losses)
    np.testing.assert_array_equal(recording.test_accuracies, tested.test_accuracies)
    assert recording.data.reading.why == "asked for"


def test_test_points_that_do_not_fit_are_refused(halves):
    train, _ = halves
    with pytest.raises(InputError, match="have 2 features, the training points 4"):
        fit(SPEC, train, load("moons"))
    strange = Dataset(train.points[:1], [0], ("rose",), train.feature_names)
    with pytest.raises(InputError, match="have the class 'rose'"):
        fit(SPEC, train, strange)


def test_classes_are_matched_by_name(halves):
    train, test = halves
    turned = Dataset(
        test.points, 2 - test.labels, test.class_names[::-1], test.feature_names
    ).matched(train)
    np.testing.assert_array_equal(turned.labels, test.labels)
    assert turned.class_names == train.class_names
