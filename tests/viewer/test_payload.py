"""What a browser is given of a recording: a recording, small, with the same network in it."""

from dataclasses import replace

import numpy as np
import pytest

from unknot import Spec, fit
from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.nets import Head, Network, layer_recipes, mlp
from unknot.recording import Snapshot, decode, drawn
from unknot.viewer import Baking, _payload, baking, payload


def decoded(recording):
    return decode(payload(recording), "payload")


def test_it_is_the_best_seed_alone(curves):
    small = decoded(curves)
    assert (small.spec.seeds, small.seed, small.best) == (1, curves.seed, 0)
    assert small.finals is None
    assert small.accuracy == curves.accuracy
    np.testing.assert_array_equal(small.steps, curves.steps)
    np.testing.assert_array_equal(small.final.head.weight, curves.final.head.weight)


def test_the_same_recording_gives_the_same_bytes(curves):
    assert payload(curves) == payload(curves)


def test_points_are_those_that_training_saw(curves):
    points = decoded(curves).data.points
    np.testing.assert_array_equal(points, curves.data.points.astype(np.float32))
    assert b'"F32"' in payload(curves)


def many(recording, points):
    rng = np.random.default_rng(0)
    labels = np.arange(points) % 2
    return replace(
        recording,
        data=Dataset(rng.normal(size=(points, 2)), labels, ("A", "B"), ("x", "y"), name="many"),
    )


def test_of_many_points_the_drawn_ones_are_kept_in_order(curves):
    large = many(curves, 5000)
    small = decoded(large).data
    np.testing.assert_array_equal(small.points, large.data.points[drawn(5000)].astype(np.float32))
    np.testing.assert_array_equal(small.labels, large.data.labels[drawn(5000)])


def test_validation_points_and_their_curve_go_along():
    spec = Spec(data="moons:points=80", validation=0.25, hidden=(3,), steps=60, seeds=2)
    recording = fit(spec)
    small = decoded(recording)
    np.testing.assert_array_equal(
        small.validation.points, recording.validation.points.astype(np.float32)
    )
    np.testing.assert_array_equal(small.validation.labels, recording.validation.labels)
    np.testing.assert_array_equal(
        small.validation_accuracies[:, 0], recording.validation_accuracies[:, recording.best]
    )


def test_many_frames_are_thinned_and_the_ends_kept():
    spec = Spec(
        data="moons:points=40",
        hidden=(2,),
        steps=2000,
        snapshots=tuple(range(0, 2000, 2)),
        patience=None,
    )
    recording = fit(spec)
    assert len(recording.steps) > 900
    small = decoded(recording)
    assert len(small.steps) == len(small.looks) == 400
    assert (small.t0, small.t1) == (recording.t0, recording.t1)
    np.testing.assert_array_equal(
        small.at(small.steps[200]).head.bias, recording.at(small.steps[200]).head.bias
    )


def test_what_was_seen_at_the_steps_of_the_frames_is_kept():
    looks = tuple(range(0, 1500, 2))
    recording = fit(
        Spec(data="moons:points=40", hidden=(2,), steps=1500, snapshots=looks, patience=None)
    )
    fewer = replace(recording, steps=recording.steps[::3], networks=recording.networks[::3])
    small = decoded(fewer)
    assert np.isin(small.steps, small.looks).all()
    at = np.searchsorted(recording.looks, small.looks)
    np.testing.assert_array_equal(small.losses[:, 0], recording.losses[at, recording.best])


def test_frames_of_large_networks_are_fewer(curves, monkeypatch):
    size = sum(leaf.nbytes for leaf in _leaves(curves)) // len(curves.steps)
    monkeypatch.setattr(_payload, "MOST_WEIGHTS", 7 * size)
    assert len(decoded(curves).steps) == 7
    monkeypatch.setattr(_payload, "MOST_WEIGHTS", 0)
    assert decoded(curves).steps.tolist() == [curves.t0, curves.t1]


def _leaves(recording):
    networks = recording.networks
    return [
        array for part in (*networks.layers, networks.head) for array in (part.weight, part.bias)
    ]


def test_what_is_too_large_is_refused_in_words(curves, monkeypatch):
    monkeypatch.setattr(_payload, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match="too large to be shown in a browser"):
        payload(curves)


def test_a_wide_network_takes_its_projections_along():
    recording = fit(Spec(data="moons:points=40", hidden=(8,), steps=20, seeds=1))
    small = decoded(recording)
    np.testing.assert_allclose(small.projections[1].axes, recording.projections[1].axes, atol=1e-4)
    assert mlp(0, 2, (8,), 2, small.spec.activations, "logistic").widths == small.networks.widths


def untrained(text: str) -> Snapshot:
    """Give a network of these layers on a few points, as it is drawn at random."""
    rng, width, layers = np.random.default_rng(0), 2, []
    for recipe in layer_recipes(text):
        layers.append(recipe.draw(rng, width, "identity"))
        width = recipe.outputs(width)
    head = Head(np.ones((1, width)), np.zeros(1), "logistic")
    return Snapshot(Network(layers, head), load("moons:points=40"))


def made(text: str, numbers: int | None = None) -> Baking:
    found = baking(untrained(text), numbers)
    assert found is not None
    return found


def test_what_goes_straight_is_written_out_at_its_ends_alone():
    assert made("field:3*2").depths == (0.0, 1.0, 2.0)
    assert len(made("field:3,steps=2 shear:2").depths) == 8 + 1 + 1


def test_of_hundreds_of_straight_layers_several_are_drawn_as_one():
    merged = made("shear:2*300")
    assert merged.depths == (*range(0, 300, 3), 300)
    assert not merged.marks
    assert set(made("shear:2*3").marks) == {0, 1, 2}
    # Where the width changes, and within layers that do not go straight, nothing is left out.
    mixed = made("shear:2*200 tanh:3 tent:3*99").depths
    assert {200.0, 200.125, 201.0, 300.0} <= set(mixed)
    assert len(mixed) < 120


def test_what_is_too_much_is_written_out_more_coarsely():
    fine = made("tanh:2 field:3")
    coarse = made("tanh:2 field:3", numbers=fine.numbers // 4)
    assert coarse.numbers <= fine.numbers // 4
    assert coarse.nodes < fine.nodes or len(coarse.depths) < len(fine.depths)
    wide = made("tanh:40 field:3", numbers=100_000)
    assert wide.laid  # as it is drawn, not unit by unit
    assert not made("tanh:40 field:3").laid


def test_what_a_browser_computes_is_not_written_out():
    assert baking(untrained("tanh:3 relu:2")) is None
