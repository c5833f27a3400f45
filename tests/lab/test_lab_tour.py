"""The guided tour: what its stops claim is true."""

import numpy as np
import pytest

from unknot import fit
from unknot.data import load
from unknot.lab import Limits
from unknot.lab._sources import Sources
from unknot.lab._stops import STOPS, Stop
from unknot.nets import deform
from unknot.verdicts import findings_of

by_name = {stop.name: stop for stop in STOPS}
VIEW = {
    "depth": lambda v, stop: 0 <= v <= len(stop.spec.recipes),
    "order": lambda v, _: v in {"together", "phases"},
    "view": lambda v, _: v in {"auto", "flat", "space"},
    "playing": lambda v, _: v in {"loop", "depth", "training", "tour"},
}


def every_stop(stops=STOPS):
    return pytest.mark.parametrize("stop", stops, ids=lambda stop: stop.name)


def test_there_are_eighteen_stops():
    assert len(by_name) == len(STOPS) == 18


@every_stop()
def test_a_stop_is_within_the_limits(stop: Stop):
    limits = Limits()
    spec = limits.spec(stop.spec.model_dump())
    data = Sources(limits, local=False).load(spec.data)
    assert limits.parameters_of(spec, data.dimension, len(data.class_names)) > 0


@every_stop()
def test_a_stop_says_what_the_page_needs(stop: Stop):
    said = stop.as_json()
    assert all(said[name] for name in ("name", "title", "text", "try"))
    assert said["text"].count("\n\n") <= 1
    assert all(VIEW[name](value, stop) for name, value in said["view"].items())
    assert said["train"] is (said["step"] is None)


@every_stop([stop for stop in STOPS if not stop.at_once])
def test_a_stop_takes_five_to_ten_seconds(stop: Stop):
    assert stop.speed is not None
    assert 5 <= stop.spec.steps / stop.speed <= 10


@pytest.mark.slow
@every_stop([stop for stop in STOPS if stop.learned is not None])
def test_a_stop_is_learned_as_it_claims(stop: Stop):
    recording = fit(stop.spec)
    assert (recording.accuracy == 1) is stop.learned
    if stop.learned:  # … and stays so for as long as somebody may watch
        assert recording.accuracies[recording.looks > 0.8 * stop.spec.steps].min() == 1


def trained(name: str, **changes):
    return fit(by_name[name].spec.model_copy(update=changes))


@pytest.mark.slow
def test_no_line_parts_the_two_curves():
    from scipy.optimize import linprog

    data = load("two-curves")
    signs = np.where(data.labels == 1, 1.0, -1.0)
    rows = -signs[:, None] * np.hstack([data.points, np.ones((len(data), 1))])
    # Is there (w, b) with sign · (w·x + b) ≥ 1 everywhere?
    found = linprog(np.zeros(3), rows, -np.ones(len(data)), bounds=[(None, None)] * 3)
    assert found.status == 2  # infeasible


@pytest.mark.slow
def test_most_starts_of_the_full_turn_fail_and_some_succeed():
    solved = trained("spirals-race").solved
    assert 1 <= solved.sum() <= 0.1 * len(solved)


@pytest.mark.slow
def test_none_of_256_starts_learns_two_turns():
    assert trained("spirals-two", seeds=256, steps=6000).solved.sum() == 0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "hidden"), [("interval", (2,)), ("tori", (4, 4))])
def test_one_more_unit_is_enough(name, hidden):
    assert trained(name, hidden=hidden).accuracy == 1


@pytest.mark.slow
def test_a_penalty_on_steepness_keeps_the_ring_from_being_slipped_through():
    assert trained("ring-slipped", penalty="contractive:0.01").accuracies.max() < 1


@pytest.mark.slow
def test_a_linear_head_of_two_units_does_not_get_every_digit_right():
    assert trained("neighbours", head="linear", steps=500).accuracy < 1


@pytest.mark.slow
def test_fields_begin_as_isotopies_and_lose_that():
    recording = trained("fields")
    kinds = [{path.kind for path in deform(recording.moment(frame)).paths} for frame in (0, -1)]
    assert kinds[0] == {"isotopy"}
    assert "fold" in kinds[1]


@pytest.mark.slow
def test_the_ring_can_be_slipped_through_by_deeper_networks():
    assert trained("ring-two", hidden=(2,) * 4, seeds=64, steps=6000).solved.any()


@pytest.mark.slow
def test_a_link_that_comes_apart_is_not_taken_apart_by_what_gets_its_points_right():
    said = {one.about: one.word for one in findings_of(trained("unlink"))}
    assert said == {"architecture": "Possible", "network": "Wrong at a point"}


@pytest.mark.slow
def test_the_digits_fall_into_clouds():
    assert trained("digits").accuracy > 0.98
