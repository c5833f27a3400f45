"""A run advanced by hand: the same bits as `fit`, honest recordings, bounded memory."""

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.nets import activation, mlp
from unknot.recording import Spec, write
from unknot.train import Live, Look, fit
from unknot.train._history import History

CIRCLES = "circles:points=60,noise=0.05"


def live(**more):
    spec = Spec.of(**({"data": CIRCLES, "hidden": (3,)} | more))
    return Live(spec, load(CIRCLES))


def flats(networks):
    leaves = jax.tree.leaves(networks)
    return np.concatenate([leaf.reshape(len(leaf), -1) for leaf in leaves], axis=1)


def written(recording, folder):
    return write(recording, folder / "recording").read_bytes()


@pytest.fixture(scope="module")
def three():
    """Three seeds that several tests start anew."""
    return live(seeds=3, seed=5)


VARIANTS = pytest.mark.parametrize(
    "more",
    [
        {"patience": 1, "learning_rate": 0.1},
        {"seeds": 3, "validation": 0.25, "standardise": True},
        {"batch": 16, "seeds": 2},
        {"hidden": (20, 3), "optimiser": "sgd", "weight_decay": 0.01},
    ],
    ids=["patience is not used", "validation", "batches", "wide"],
)


@VARIANTS
def test_its_recording_is_what_fit_makes_of_its_spec(more, tmp_path):
    run = live(**more)
    for steps in (0, 1, 7, 0, 30, 2):
        run.take(steps)
    recording = run.recording()
    assert recording.spec.steps == 40
    assert recording.looks.tolist() == [0, 1, 8, 38, 40]
    assert written(recording, tmp_path) == written(fit(recording.spec), tmp_path)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
@settings(max_examples=25)
def test_how_steps_are_divided_changes_nothing(three, parts):
    three.reset()
    whole = three.take(sum(parts))
    three.reset()
    for steps in parts:
        last = three.take(steps)
    assert three.step == sum(parts)
    for one, other in zip(whole, last, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_look_is_of_all_seeds_and_says_what_the_networks_do(three):
    three.reset()
    look = three.take(50)
    assert all(type(leaf) is np.ndarray for leaf in look)
    assert look.flat.shape == (3, 13)
    assert look.step.tolist() == [50, 50, 50]
    assert np.isnan(look.validation).all()
    for index in range(3):
        network = three.network(index)
        share = np.mean(network.predict(three.data.points) == three.data.labels)
        assert look.right[index] == pytest.approx(share, abs=1e-6)
        np.testing.assert_array_equal(
            np.concatenate([leaf.ravel() for leaf in jax.tree.leaves(network)]), look.flat[index]
        )


def test_looking_twice_at_one_step_is_looking_once(three):
    three.reset()
    first = three.take(4)
    assert three.take(0) is first
    assert three.recording().looks.tolist() == [0, 4]


def test_before_the_first_step_it_shows_the_networks_as_drawn(three):
    three.reset()
    assert three.step == 0
    assert three.recording().looks.tolist() == [0]
    three.reset()
    assert three.best in range(3)
    three.reset()
    drawn = mlp(6, 2, (3,), 2, [activation("tanh")], "logistic", "identity")
    np.testing.assert_array_equal(three.network(1).head.weight, drawn.head.weight)


def test_after_a_reset_everything_is_as_it_was(three, tmp_path):
    three.reset()
    three.take(20)
    first = written(three.recording(), tmp_path)
    three.take(20)
    three.reset()
    three.take(20)
    assert written(three.recording(), tmp_path) == first


def test_the_best_seed_is_recorded_or_the_one_shown(three):
    three.reset()
    three.take(3)
    look = three.take(30)
    best = three.recording()
    assert best.best == three.best
    np.testing.assert_array_equal(flats(best.networks)[-1], look.flat[three.best])
    other = (three.best + 1) % 3
    shown = three.recording(other)
    assert (shown.best, shown.seed) == (other, 5 + other)
    np.testing.assert_array_equal(flats(shown.networks)[-1], look.flat[other])
    np.testing.assert_array_equal(shown.losses, best.losses)


def test_a_schedule_ends_with_the_spec_and_until_then_the_recording_is_interrupted():
    run = live(schedule="cosine", steps=60)
    run.take(20)
    run.take(10)
    part = run.recording()
    assert part.interrupted
    assert part.spec.steps == 60
    whole = fit(part.spec)
    np.testing.assert_array_equal(part.losses, whole.losses[:3])
    np.testing.assert_array_equal(flats(part.networks), flats(whole.networks)[:3])
    assert run.left == 30
    with pytest.raises(InputError, match="ends at step 60"):
        run.take(31)
    assert run.step == 30
    run.take(30)
    assert not run.recording().interrupted


def test_a_run_of_constant_rate_goes_on_past_its_spec():
    run = live(steps=5)
    run.take(20)
    assert run.step == 20
    assert run.left == 100_000_000 - 20


def test_long_runs_are_thinned_and_their_recordings_stay_reproducible(monkeypatch):
    monkeypatch.setattr("unknot.train._live._MOST_LOOKS", 10)
    monkeypatch.setattr("unknot.train._live._MOST_WEIGHTS", 4)
    run = live(seeds=2)
    for _ in range(39):
        run.take(2)
    recording = run.recording()
    assert len(recording.looks) <= 10
    assert len(recording.steps) <= 4
    assert recording.looks[[0, -1]].tolist() == recording.steps[[0, -1]].tolist() == [0, 78]
    again = fit(recording.spec)
    np.testing.assert_array_equal(again.looks, recording.looks)
    np.testing.assert_array_equal(again.losses, recording.losses)
    kept = np.searchsorted(again.steps, recording.steps)
    np.testing.assert_array_equal(flats(again.networks)[kept], flats(recording.networks))


def test_weights_of_many_seeds_are_kept_less_often(monkeypatch):
    monkeypatch.setattr("unknot.train._live._WEIGHT_BYTES", 4 * 13 * 2 * 3)  # of three looks
    run = live(seeds=2)
    for _ in range(20):
        run.take(1)
    recording = run.recording()
    assert len(recording.looks) == 21
    assert len(recording.steps) <= 3
    assert recording.steps[[0, -1]].tolist() == [0, 20]


@given(st.integers(1, 400), st.integers(2, 20), st.integers(0, 40))
@settings(max_examples=60)
def test_a_history_without_end_keeps_the_first_the_last_and_even_gaps(looks, weights, more):
    network = mlp(0, 1, (), 2, [], "logistic")
    history = History(network, most_looks=weights + more, most_weights=weights)
    nothing = np.zeros(1, np.float32)
    for step in range(looks):
        flat = np.full((1, 2), step, np.float32)
        history.add(step, Look(flat, np.array([step]), nothing, nothing, nothing))
    data = Dataset([[0.0], [1.0]], [0, 1], ("A", "B"), ("x",))
    recording = history.recording(Spec(data="-", hidden=()), data, None, False)
    for kept, most in ((recording.looks, weights + more), (recording.steps, weights)):
        assert kept[0] == 0
        assert kept[-1] == looks - 1
        # More than half of the room is used, before the last one of a run that thins.
        assert min(looks, most // 2) <= len(kept) <= most
        gaps = np.diff(kept)
        assert len(set(gaps[:-1].tolist())) <= 1
        assert len(gaps) < 2 or gaps[-1] <= gaps[0]
    assert set(recording.steps) <= set(recording.looks)
    np.testing.assert_array_equal(flats(recording.networks)[:, 0], recording.steps)


def test_diverged_runs_go_on_calmly():
    run = live(optimiser="sgd", learning_rate=100, activation="square", hidden=(3, 3), seeds=3)
    for _ in range(5):
        look = run.take(40)
    lost = ~np.isfinite(look.loss)
    assert lost.any()
    assert lost.all() or not lost[run.best]
    assert len(run.recording().losses) == 6
    assert run.network(int(np.argmax(lost))).widths == (2, 3, 3)


@pytest.mark.parametrize("steps", [-1, 1.0, 2.5, True, None, "3", np.nan])
def test_wrong_numbers_of_steps_are_refused(three, steps):
    three.reset()
    with pytest.raises(InputError, match="whole number >= 0"):
        three.take(steps)
    assert three.step == 0


@pytest.mark.parametrize("index", [-1, 3, 1.0, "a"])
def test_seeds_that_are_not_there_are_refused(three, index):
    for ask in (three.network, three.recording):
        with pytest.raises(InputError, match="run from 0 to 2"):
            ask(index)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"batch": 61}, "61 is larger"),
        ({"hidden": (4096,) * 3}, "parameters"),
        ({"loss": "softmax", "validation": 0.001}, "validation"),
        ({"steps": 5, "snapshots": (6,)}, "step 6"),
    ],
)
def test_what_fit_refuses_is_refused(more, message):
    with pytest.raises(InputError, match=message):
        live(**more)
