"""A recording is a path over training steps, and says which seed is best."""

import numpy as np
import pytest

from unknot.errors import InputError
from unknot.recording import Spec, best_seed


@pytest.mark.parametrize(
    ("step", "frame"), [(0, 0), (4.9, 0), (5, 1), (9, 1), (10, 2), (39.5, 2), (40, 3)]
)
def test_at_gives_the_weights_of_the_last_look_up_to_the_step(step, frame, made):
    recording = made()
    network, frames = recording.at(step), recording.networks.layers[0].weight
    np.testing.assert_array_equal(network.layers[0].weight, frames[frame])
    assert network.layers[0].weight.dtype == np.float64


@pytest.mark.parametrize("step", [-1, 40.5, np.nan, np.inf])
def test_steps_outside_the_recording_are_refused(step, made):
    with pytest.raises(InputError, match="from step 0 to 40"):
        made().at(step)


def test_facts_of_the_best_seed(made):
    recording = made()
    assert (recording.t0, recording.t1, recording.best, recording.seed) == (0, 40, 1, 1)
    assert recording.accuracy == 0.5
    assert recording.solved.tolist() == [False, False, True]
    np.testing.assert_array_equal(recording.final.head.weight, recording.at(40).head.weight)


def test_the_rule_names_the_points_that_choose(made):
    assert "validation" in made(validation=True).rule
    assert "validation" not in made(validation=False).rule


@pytest.mark.parametrize(
    ("losses", "accuracies", "validation", "best"),
    [
        ([0.3, 0.2, 0.1], [0.9, 1.0, 0.8], None, 1),
        ([0.3, 0.2, 0.1], [1, 1, 1], None, 2),
        ([0.2, 0.2, 0.2], [1, 1, 1], None, 0),
        ([0.1, 0.2, 0.3], [1, 0.5, 0.5], [0.5, 0.5, 0.6], 2),
        ([0.1, 0.2, 0.05], [0, 1, 0.5], [0.6, 0.6, 0.5], 0),
        ([np.nan, 5.0, 6.0], [1, 0, 0], None, 1),
        ([np.inf, np.nan, 9.0], [1, 1, 0], [1, 1, 0], 2),
        ([np.nan, np.inf], [0, 1], None, 0),
    ],
)
def test_best_is_right_most_often_then_of_lowest_loss_then_first_and_never_diverged(
    losses, accuracies, validation, best
):
    validation = None if validation is None else np.array(validation)
    assert best_seed(np.array(losses), np.array(accuracies, float), validation) == best


def test_alone_it_is_the_best_seed_s_recording(made):
    recording = made()
    alone = recording.alone()
    assert (alone.spec.seeds, alone.spec.seed, alone.seed, alone.best) == (1, 1, 1, 0)
    assert alone.spec.model_copy(update={"seeds": 3, "seed": 0}) == recording.spec
    assert alone.finals is None
    assert alone.accuracy == recording.accuracy
    for name in ("losses", "accuracies", "validation_accuracies"):
        np.testing.assert_array_equal(getattr(alone, name)[:, 0], getattr(recording, name)[:, 1])
    assert alone.stopped.tolist() == [40]
    assert alone.networks is recording.networks
    assert made(validation=False).alone().validation_accuracies is None


def test_alone_it_is_what_training_that_seed_gives():
    from unknot.train import fit

    spec = Spec(data="moons:points=40", hidden=(3,), steps=60, seeds=4, snapshots=6, patience=None)
    alone = fit(spec).alone()
    again = fit(alone.spec)
    np.testing.assert_allclose(again.losses, alone.losses, rtol=1e-5)
    assert again.spec == alone.spec
