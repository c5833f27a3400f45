"""The pace of training, by a clock of the test's own."""

import pytest

from unknot.lab import _pace
from unknot.lab._pace import Pace
from unknot.lab._rate import Rate


class Clock:
    now = 100.0

    def perf_counter(self) -> float:
        return self.now

    monotonic = perf_counter


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("unknot.lab._pace.time", clock)
    monkeypatch.setattr("unknot.lab._rate.time", clock)
    return clock


def run(pace: Pace, clock: Clock, seconds: float, step: float, hurry: bool = False) -> list[int]:
    """Train for a while with steps that take so long; give the steps of every call."""
    calls, end = [], clock.now + seconds
    while clock.now < end:
        clock.now += pace.wait(hurry)
        steps = pace.steps(hurry)
        if steps:
            calls.append(steps)
            clock.now += steps * step
            pace.did(steps, steps * step, hurry)
    return calls


@pytest.mark.parametrize("step", [1e-6, 1e-4, 2e-3])
def test_calls_come_to_take_about_fifteen_milliseconds(clock, step):
    calls = run(Pace(None), clock, 2.0, step)
    assert 0.010 < calls[-1] * step < 0.020


def test_a_step_that_takes_long_is_done_alone(clock):
    assert set(run(Pace(None), clock, 5.0, 0.5)) == {1}


def test_in_a_hurry_calls_take_longer(clock):
    calls = run(Pace(None), clock, 5.0, 1e-4, hurry=True)
    assert 0.06 < calls[-1] * 1e-4 < 0.12


@pytest.mark.parametrize("speed", [1.0, 7.0, 60.0, 500.0, 20_000.0])
def test_the_speed_that_is_asked_for_is_kept(clock, speed):
    pace = Pace(speed)
    done = sum(run(pace, clock, 10.0, 1e-6))
    assert done == pytest.approx(10 * speed, rel=0.02, abs=2)
    if speed > 1:
        assert pace.rate == pytest.approx(speed, rel=0.2)


def test_calls_are_no_more_than_frames_may_be(clock):
    pace = Pace(5000.0)
    run(pace, clock, 1.0, 1e-6)  # until it knows how long a step takes
    assert len(run(pace, clock, 1.0, 1e-6)) <= 61


def test_a_speed_that_is_almost_the_fastest_is_kept(clock):
    assert sum(run(Pace(1000.0), clock, 10.0, 0.9e-3)) > 9_000


def test_what_a_pause_left_undone_is_not_made_up_for(clock):
    pace = Pace(100.0)
    run(pace, clock, 1.0, 1e-6)
    clock.now += 60
    pace.begin()
    assert sum(run(pace, clock, 0.1, 1e-6)) <= 12


def test_who_is_too_slow_does_not_fall_behind_for_ever(clock):
    pace = Pace(1000.0)
    run(pace, clock, 5.0, 0.01)  # a tenth of the speed
    assert pace.steps(False) <= 1000 * _pace._BEHIND


def test_so_many_commands_a_second_are_allowed(clock):
    rate = Rate(50)
    assert sum(rate.allows() for _ in range(1000)) == 50
    assert rate.refused == 950
    clock.now += 0.5
    assert sum(rate.allows() for _ in range(100)) == 25
    clock.now += 10
    assert rate.allows()
    assert rate.refused == 0
