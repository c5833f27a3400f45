"""Changes by hand while it trains: done at once, listed, and done again bit for bit."""

import numpy as np
import pytest

from unknot.data import load
from unknot.errors import InputError
from unknot.recording import Edit, Spec, read, write
from unknot.train import Live, replay

MOONS = "moons:points=40"


def live(**more):
    return Live(Spec.of(**({"data": MOONS, "hidden": (2,), "seeds": 2} | more)), load(MOONS))


@pytest.fixture(scope="module")
def two():
    """Two seeds that several tests share; each leaves them as it found them."""
    return live()


def test_a_weight_is_set_in_one_seed_and_training_goes_on_from_there(two):
    run = two
    run.reset()
    before = run.take(5).flat.copy()
    after = run.edit(("weight", 1, 3, 0.5)).flat
    assert after[1, 3] == 0.5
    assert (
        np.delete(after.ravel(), after.shape[1] + 3)
        == np.delete(before.ravel(), after.shape[1] + 3)
    ).all()
    assert run.step == 5
    moved = run.take(1).flat[1, 3]
    assert 0 < abs(moved - 0.5) < 0.1
    run.reset()


@pytest.mark.slow
def test_what_was_changed_is_replayed_bit_for_bit_and_kept_in_the_file(tmp_path):
    run = live()
    run.take(7)
    run.edit(("weight", 0, 0, 2.0), ("weight", 0, 0, 3.0))
    run.take(3)
    run.edit(("learning_rate", 0.1))
    run.edit(("add", 1, 0.25, -0.5), ("move", 2, 0.0, 0.1), ("erase", 0))
    run.edit(("batch", 8), ("optimiser", "sgd"))
    last = run.take(9)
    recording = read(write(run.recording(0), tmp_path / "edited"))
    assert [edit.kind for edit in recording.edits] == [
        "weight", "learning_rate", "add", "move", "erase", "batch", "optimiser"
    ]  # fmt: skip
    assert (recording.spec.learning_rate, recording.spec.batch) == (0.01, None)
    again = replay(recording.spec, load(MOONS), recording.edits, 19)
    np.testing.assert_array_equal(again.take(0).flat, last.flat)
    np.testing.assert_array_equal(again.data.points, run.data.points)
    assert again.edits == run.edits


@pytest.mark.slow
def test_an_edit_of_the_same_thing_at_the_same_step_stands_for_both():
    run = live()
    for value in (0.1, 0.2, 0.3):
        run.edit(("weight", 0, 1, value))
        run.edit(("learning_rate", value))
    assert [edit.values for edit in run.edits] == [(0, 1, 0.3), (0.01, 0.3)]
    assert run.recording().steps.tolist() == [0]


@pytest.mark.slow
def test_points_by_hand_take_away_what_is_known_of_exact_shapes():
    run = Live(Spec(data="circles:points=40"), load("circles:points=40"))
    assert run.data.shapes is not None
    run.edit(("add", 0, 0.0, 0.0))
    assert (run.data.shapes, len(run.data)) == (None, 41)


@pytest.mark.slow
def test_a_reset_forgets_weights_and_keeps_settings_and_points():
    run = live()
    first = run.take(0).flat.copy()
    run.take(4)
    run.edit(("weight", 0, 0, 9.0), ("learning_rate", 0.1), ("erase", 3))
    run.take(2)
    run.reset()
    np.testing.assert_array_equal(run.take(0).flat, first)
    assert [edit.parts for edit in run.edits] == [[0, "erase", 3]]
    assert run.recording().spec.learning_rate == 0.1
    again = replay(run.recording().spec, load(MOONS), run.edits, 3)
    np.testing.assert_array_equal(again.take(0).flat, run.take(3).flat)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("weight", 0, 999, 0.5), "no parameter number 999"),
        (("weight", 7, 0, 0.5), "no seed number 7"),
        (("weight", 0, 0, float("nan")), "is no edit"),
        (("add", 2, 0.0, 0.0), "no class number 2"),
        (("add", 0, 0.0), "2 coordinates"),
        (("erase", 40), "no point number 40"),
        (("move", -1, 0.0, 0.0), "no point number -1"),
        (("learning_rate", -1.0), "learning_rate"),
        (("batch", 4000), "larger than the 40 points"),
        (("hidden", (3,)), "is no edit"),
        ((), "is no edit"),
        (([], 1.0), "is no edit"),
    ],
)
def test_what_is_not_possible_is_refused_and_changes_nothing(two, change, says):
    run = two
    before = run.take(0).flat.copy()
    with pytest.raises(InputError, match=says):
        run.edit(("weight", 0, 0, 5.0), change)
    np.testing.assert_array_equal(run.take(0).flat, before)
    assert (run.edits, run.spec.learning_rate) == ((), 0.01)


def test_an_edit_is_read_as_it_is_written():
    edit = Edit(3, "add", (1, 0.5, 0.25))
    assert Edit.of(edit.parts) == edit
