"""Training: reproducible, consistent with its own recording, and calm about odd input."""

import time
from dataclasses import fields

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest

from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.nets import Head, Network
from unknot.recording import Spec, read, write
from unknot.train import LOSSES, fit, look_steps
from unknot.train._gradient import columned
from unknot.train._program import Look, Plan, Program

CIRCLES = {"data": "circles:points=60,noise=0.05", "hidden": (3,), "steps": 60, "snapshots": 10}


def spec(**more):
    return Spec.of(**(CIRCLES | more))


def blobs(count, classes=2, scale=1.0):
    rng = np.random.default_rng(count)
    labels = np.arange(count) % classes
    points = scale * (rng.normal(size=(count, 2)) + 6 * np.eye(max(classes, 2))[labels, :2])
    return Dataset(points, labels, tuple("ABCDE"[:classes]), ("x", "y"), "blobs")


def flats(networks):
    leaves = jax.tree.leaves(networks)
    return np.concatenate([leaf.reshape(len(leaf), -1) for leaf in leaves], axis=1)


@pytest.fixture(scope="module")
def several():
    """Three seeds with validation, standardised, by hand-written gradient."""
    return fit(spec(seeds=3, validation=0.25, standardise=True, patience=None, seed=4))


def test_the_same_spec_gives_the_same_bytes(several, tmp_path):
    again = fit(several.spec)
    first, second = write(several, tmp_path / "first"), write(again, tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()


def test_another_seed_gives_another_network(several):
    final = flats(several.finals)
    assert np.abs(final[0] - final[1]).max() > 1e-3
    assert np.abs(final[1] - final[2]).max() > 1e-3


def test_seeds_trained_together_are_the_seeds_trained_alone():
    together = fit(spec(seeds=3, patience=None))
    alone = fit(spec(seed=2, patience=None))
    assert alone.seed == 2
    np.testing.assert_allclose(
        flats(together.finals)[2], flats(alone.finals)[0], rtol=1e-5, atol=1e-6
    )
    np.testing.assert_allclose(together.losses[:, 2], alone.losses[:, 0], rtol=1e-5)


def test_the_recording_agrees_with_itself(several):
    assert several.looks.tolist() == look_steps(several.spec).tolist()
    assert several.steps.tolist() == several.looks.tolist()
    assert several.losses.shape == several.accuracies.shape == (len(several.looks), 3)
    assert several.stopped.tolist() == [60, 60, 60]
    assert not several.interrupted
    np.testing.assert_array_equal(flats(several.networks)[-1], flats(several.finals)[several.best])


def test_curves_are_those_of_the_recorded_networks(several):
    data = several.data
    for look, step in enumerate(several.looks):
        network = several.at(step)
        scores, signs = network.scores(data.points)[:, 0], np.where(data.labels == 1, -1, 1)
        loss = np.logaddexp(0, signs * scores).mean()
        assert several.losses[look, several.best] == pytest.approx(loss, rel=1e-5)
        share = np.mean(network.predict(data.points) == data.labels)
        assert several.accuracies[look, several.best] == pytest.approx(share, abs=1e-6)
        held = several.validation
        share = np.mean(network.predict(held.points) == held.labels)
        assert several.validation_accuracies[look, several.best] == pytest.approx(share, abs=1e-6)


def test_validation_points_are_apart_and_choose_the_best_seed(several):
    together = np.concatenate([several.data.points, several.validation.points])
    assert len(several.validation) == 16  # 7.5 of each class, rounded
    assert len(np.unique(together, axis=0)) == 60
    shares, losses = several.validation_accuracies[-1], several.losses[-1]
    best = min(range(3), key=lambda seed: (-shares[seed], losses[seed], seed))
    assert several.best == best


def test_standardising_is_recorded_and_does_not_look_at_the_validation_points(several):
    train, apart = load(CIRCLES["data"]).split(several.spec.validation, several.spec.seed)
    scaling = several.data.scaling
    np.testing.assert_allclose(scaling.mean, train.points.mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(scaling.scale, train.points.std(axis=0), rtol=1e-12)
    np.testing.assert_allclose(several.validation.points, scaling.apply(apart.points), atol=1e-12)


@pytest.mark.parametrize(
    ("more", "data"),
    [
        ({}, None),
        pytest.param(
            {"hidden": (2, 4), "activation": ("sigmoid", "elu"), "optimiser": "sgd"},
            None,
            marks=pytest.mark.slow,
        ),
        ({"loss": "hinge", "hidden": (), "weight_decay": 0.1, "schedule": "cosine"}, None),
        pytest.param({"hidden": (3, 2)}, blobs(40, 4), marks=pytest.mark.slow),
        pytest.param({"loss": "hinge"}, blobs(41, 3), marks=pytest.mark.slow),
        pytest.param({"loss": "softmax", "standardise": True}, blobs(600), marks=pytest.mark.slow),
    ],
    ids=["plain", "sgd", "hinge no hidden", "four classes", "hinge three classes", "blocks"],
)
def test_general_and_special_training_agree_and_learn(more, data):
    recipe = spec(steps=40, snapshots=4, patience=None, **more)
    special, general = fit(recipe, data), fit(recipe, data, general=True)
    np.testing.assert_allclose(special.losses, general.losses, rtol=2e-3, atol=1e-4)
    np.testing.assert_array_equal(special.networks.layers[:1] == (), recipe.hidden == ())
    assert special.losses[-1, 0] < special.losses[0, 0]


def test_a_wide_network_learns():
    recording = fit(spec(hidden=(40,), steps=30, snapshots=3))
    assert recording.losses[-1, 0] < recording.losses[0, 0]


def test_stopped_seeds_do_not_move():
    recipe = spec(data="x", steps=400, snapshots=40, seeds=3, patience=2, learning_rate=0.05)
    recording = fit(recipe, blobs(60))
    full = fit(recipe.model_copy(update={"patience": None}), blobs(60))
    assert recording.solved.any()
    assert recording.looks[-1] <= full.looks[-1]
    for seed in np.flatnonzero(recording.stopped < recording.looks[-1]):
        look = int(np.searchsorted(recording.looks, recording.stopped[seed]))
        # Stopped as soon as the last two looks were right, and just as it was then.
        assert np.all(recording.accuracies[look - 1 :, seed] == 1)
        assert look == 1 or recording.accuracies[look - 2, seed] < 1
        assert np.all(recording.losses[look:, seed] == recording.losses[look, seed])
        assert recording.losses[look, seed] == pytest.approx(full.losses[look, seed], rel=1e-4)
    assert recording.stopped.min() < 400
    assert recording.steps[-1] == recording.stopped[recording.best]
    np.testing.assert_array_equal(
        flats(recording.networks)[-1], flats(recording.finals)[recording.best]
    )


def test_snapshots_are_at_the_steps_asked_for():
    recording = fit(spec(steps=50, snapshots=(3, 17), patience=None))
    assert recording.steps.tolist() == recording.looks.tolist() == [0, 3, 17, 50]
    short = fit(spec(steps=17, snapshots=(3,), patience=None))
    np.testing.assert_allclose(flats(short.networks)[1], flats(recording.networks)[1], rtol=1e-6)
    np.testing.assert_allclose(flats(short.networks)[2], flats(recording.networks)[2], rtol=1e-6)


def test_snapshots_after_the_end_are_refused():
    with pytest.raises(InputError, match="step 70"):
        look_steps(spec(snapshots=(3, 70)))


@pytest.mark.parametrize("steps", [0, 1, 7, 100, 10**8])
@pytest.mark.parametrize("count", [1, 2, 200, 10_000])
def test_looks_go_from_the_start_to_the_end_without_repetition(steps, count):
    looks = look_steps(spec(steps=steps, snapshots=count))
    assert looks[0] == 0
    assert looks[-1] == steps
    assert np.all(np.diff(looks) > 0)
    assert len(looks) <= count + 1


@pytest.mark.parametrize("batch", [None, 20])
def test_no_steps_leave_the_network_as_drawn(batch):
    recording = fit(spec(steps=0, batch=batch))
    assert recording.steps.tolist() == recording.looks.tolist() == [0]
    assert recording.final.widths == (2, 3)
    np.testing.assert_array_equal(recording.final.layers[0].bias, 0)


def visits(count, batch, steps, seed=0):
    """How often each point was in a batch: its own weight's slope, summed by plain descent."""
    network = Network([], Head(np.zeros((1, count), np.float32), np.zeros(1, np.float32), "linear"))
    program = Program(network, lambda scores, _: scores[0], optax.sgd(1.0), count, batch, None)
    points = columned(np.eye(count), np.zeros(count, int)).rows()
    start = np.zeros((1, count + 1), np.float32)
    states = program.start(start, np.array([seed]))
    plan = Plan(np.array(steps, np.int32), np.ones(len(steps), bool))
    _, look = program.advance(states, plan, points, None)
    order = np.concatenate([np.asarray(leaf).ravel() for leaf in jax.tree.leaves(network)])
    assert len(order) == count + 1
    return np.round(-np.asarray(look.flat)[0, :, :count] * batch).astype(int)


@pytest.mark.parametrize(("count", "batch"), [(12, 4), (12, 1), (12, 12)])
def test_every_epoch_visits_every_point_once(count, batch):
    epoch = count // batch
    seen = visits(count, batch, [epoch] * 3)
    for number, counts in enumerate(seen, start=1):
        np.testing.assert_array_equal(counts, number)


def test_an_epoch_of_batches_that_do_not_fit_visits_no_point_twice():
    seen = visits(11, 4, [2] * 40)
    epochs = np.diff(seen, axis=0, prepend=0)
    assert epochs.max() == 1
    assert np.all(epochs.sum(axis=1) == 8)
    assert np.all(seen[-1] > 15)


def test_epochs_and_seeds_have_their_own_order():
    first, second = visits(12, 4, [1] * 12), visits(12, 4, [1] * 12, seed=1)
    batches = np.diff(first, axis=0, prepend=0)
    assert not np.array_equal(batches[:3], batches[3:6])
    assert not np.array_equal(first, second)


def test_batches_are_reproducible(tmp_path):
    recipe = spec(batch=16, seeds=2, patience=None)
    one, two = fit(recipe), fit(recipe)
    assert write(one, tmp_path / "1").read_bytes() == write(two, tmp_path / "2").read_bytes()
    assert one.losses[-1, one.best] < one.losses[0, one.best]


class Interrupting:
    """Break off at the given call, as Ctrl-C does."""

    def __init__(self, call):
        self.left = call

    def __call__(self, progress):
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def assert_prefix(part, whole):
    """Up to a last look of its own, where it was broken off."""
    count = len(part.looks) - (part.looks[-1] not in whole.looks)
    assert part.interrupted
    assert 0 < count < len(whole.looks)
    assert part.looks[-1] < whole.looks[count]
    np.testing.assert_array_equal(part.looks[:count], whole.looks[:count])
    np.testing.assert_array_equal(part.losses[:count], whole.losses[:count])
    np.testing.assert_array_equal(part.accuracies[:count], whole.accuracies[:count])
    if part.best == whole.best:
        frames = flats(part.networks)[:count]
        np.testing.assert_array_equal(frames, flats(whole.networks)[: len(frames)])


@pytest.fixture(scope="module")
def long_recipe():
    return spec(steps=200, snapshots=40, patience=None)


@pytest.fixture(scope="module")
def long_run(long_recipe):
    return fit(long_recipe)


def test_an_interrupted_run_is_a_readable_prefix_of_the_whole(long_recipe, long_run, tmp_path):
    part = fit(long_recipe, on_progress=Interrupting(2), save=tmp_path / "run")
    assert_prefix(part, long_run)
    assert_prefix(read(tmp_path / "run.safetensors"), long_run)
    assert part.steps[-1] == part.looks[-1]


def test_an_interrupt_between_two_looks_leaves_a_whole_recording(
    long_recipe, long_run, monkeypatch
):
    honest, calls = Look._replace, iter(range(100))

    def interrupted(look, **fields):
        if next(calls) == 11:
            raise KeyboardInterrupt
        return honest(look, **fields)

    monkeypatch.setattr(Look, "_replace", interrupted)
    # Calls grow as on a machine that is quick, so that the last whole one ended at a look.
    monkeypatch.setattr("unknot.train._run._SHORT", np.inf)
    part = fit(long_recipe)
    assert len(part.looks) == 11
    assert_prefix(part, long_run)


def test_an_interrupt_before_anything_was_seen_is_passed_on(monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(Program, "advance", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fit(spec())


def test_progress_tells_how_far_the_run_is(long_recipe):
    told = []
    recording = fit(long_recipe, on_progress=told.append)
    steps = [progress.step for progress in told]
    assert steps == sorted(set(steps))
    assert steps[-1] == told[-1].steps == 200
    assert told[-1].loss == pytest.approx(recording.losses[-1, recording.best])
    assert told[-1].accuracy == pytest.approx(recording.accuracy)
    assert told[-1].solved == recording.solved.sum()


def test_saving_while_training_never_leaves_an_unreadable_file(long_recipe, monkeypatch, tmp_path):
    monkeypatch.setattr("unknot.train._fit._SAVE_EVERY", 0.0)
    monkeypatch.setattr("unknot.train._fit._SAVE_SHARE", 0.0)
    path, lengths = tmp_path / "run.safetensors", []

    def look(progress):
        if path.exists():
            lengths.append(len(read(path).looks))
            assert read(path).interrupted
        time.sleep(0.001)

    recording = fit(long_recipe, on_progress=look, save=path)
    assert lengths == sorted(set(lengths))
    assert len(lengths) >= 3
    assert not read(path).interrupted
    assert len(read(path).looks) == len(recording.looks)
    assert [p.name for p in tmp_path.iterdir()] == ["run.safetensors"]


def test_diverging_seeds_end_calmly_and_are_never_the_best():
    recipe = spec(
        data="x",
        optimiser="sgd",
        learning_rate=100,
        activation="square",
        hidden=(3, 3),
        seeds=4,
        steps=200,
        snapshots=20,
    )
    recording = fit(recipe, blobs(30, scale=3.0))
    lost = ~np.isfinite(recording.losses[-1])
    assert lost.any()
    assert lost.all() or not lost[recording.best]
    assert np.all(recording.accuracies[-1, np.isnan(recording.losses[-1])] < 1)


def test_a_high_learning_rate_ends_without_a_crash():
    recording = fit(spec(learning_rate=100, seeds=2))
    assert recording.losses.shape == (len(recording.looks), 2)


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (Dataset([[0.0, 1.0]] * 5, [0] * 5, ("A", "B"), ("x", "y")), {}),
        (Dataset([[0.0, 1.0]], [1], ("A", "B"), ("x", "y")), {"standardise": True}),
        (Dataset([[0.0, 1.0]] * 4, [0, 1, 0, 1], ("A", "B"), ("x", "y")), {}),
        (blobs(30, scale=1e6), {}),
        (blobs(30, scale=1e6), {"general": True}),
    ],
    ids=["one class present", "one point", "same points, two classes", "large", "large general"],
)
def test_odd_data_train_to_finite_weights(data, more):
    general = more.pop("general", False)
    recording = fit(spec(data="x", **more), data, general=general)
    assert np.isfinite(recording.losses).all()
    assert np.isfinite(flats(recording.finals)).all()


def test_equal_points_of_two_classes_are_never_both_right():
    data = Dataset([[0.0, 1.0]] * 4, [0, 1, 0, 1], ("A", "B"), ("x", "y"))
    recording = fit(spec(data="x"), data)
    assert recording.accuracy == 0.5
    assert recording.losses[-1, 0] >= np.log(2) - 1e-6


@pytest.mark.parametrize(
    ("more", "data", "message"),
    [
        ({"batch": 61}, None, "61 is larger than the 60 points"),
        ({"batch": 40, "validation": 0.5}, None, "40 is larger than the 30 points"),
        ({"hidden": (4096,) * 3}, None, "parameters"),
        ({"seeds": 100_000, "hidden": (100,)}, None, "parameters"),
        ({"loss": "logistic"}, blobs(30, 3), "3"),
        ({}, blobs(30, 1), "one class"),
        ({"validation": 0.001}, None, "validation"),
        ({"data": "no-such-data"}, None, "no-such-data"),
        ({"snapshots": (100,)}, None, "step 100"),
    ],
)
def test_what_cannot_be_trained_is_refused(more, data, message):
    with pytest.raises(InputError, match=message):
        fit(spec(**more), data)


def test_long_histories_are_thinned_and_keep_both_ends(long_recipe, long_run, monkeypatch):
    monkeypatch.setattr("unknot.train._history._WEIGHT_BYTES", 4 * 13 * 9)
    thin = fit(long_recipe)
    assert len(thin.steps) < len(long_run.steps)
    assert thin.steps[0] == 0
    assert thin.steps[-1] == 200
    np.testing.assert_array_equal(thin.losses, long_run.losses)
    kept = np.searchsorted(long_run.steps, thin.steps)
    np.testing.assert_array_equal(flats(thin.networks), flats(long_run.networks)[kept])


def test_recordings_of_runs_hold_numpy_arrays_of_single_precision(several):
    for field in fields(several):
        assert not isinstance(getattr(several, field.name), jax.Array)
    assert all(leaf.dtype == np.float32 for leaf in jax.tree.leaves(several.networks))
    assert isinstance(LOSSES["logistic"](jnp.zeros((1, 2)), jnp.zeros(2, int)), jax.Array)


def test_how_steps_are_divided_into_calls_changes_nothing(long_recipe, long_run, monkeypatch):
    monkeypatch.setattr("unknot.train._run._FIRST_STEPS", 7)
    monkeypatch.setattr("unknot.train._run._SHORT", 0.0)
    divided = fit(long_recipe)
    np.testing.assert_array_equal(divided.looks, long_run.looks)
    np.testing.assert_array_equal(divided.losses, long_run.losses)
    np.testing.assert_array_equal(flats(divided.networks), flats(long_run.networks))


def test_an_interrupt_far_from_a_look_keeps_the_weights_as_they_are():
    recipe = spec(steps=10_000_000, snapshots=1, patience=None)
    reached = []

    def stop_later(progress):
        reached.append(progress.step)
        if len(reached) == 4:
            raise KeyboardInterrupt

    part = fit(recipe, on_progress=stop_later)
    assert part.looks.tolist() == [0, reached[-1]]
    again = fit(recipe.model_copy(update={"steps": reached[-1]}))
    np.testing.assert_array_equal(flats(part.networks), flats(again.networks))
