from collections.abc import Callable

import numpy as np
import pytest
from arb_oracle import cdf, intervals, outside, sigmoid, wide_floats
from flint import arb

from unknot import proof
from unknot.proof import Interval

# name: (ours, Arb's, where it is interesting, wider still, worst relative width of a point)
FUNCTIONS: dict[str, tuple[Callable, Callable, tuple[float, float], tuple[float, float], float]] = {
    "exp": (proof.exp, arb.exp, (-5, 5), (-750, 720), 3e-15),
    "expm1": (proof.expm1, arb.expm1, (-3, 3), (-80, 80), 5e-15),
    "log": (proof.log, arb.log, (1e-3, 4), (5e-324, 1.7e308), 9e-15),
    "log1p": (proof.log1p, arb.log1p, (-0.9, 3), (-1 + 2**-53, 1e300), 9e-15),
    "tanh": (proof.tanh, arb.tanh, (-3, 3), (-1e300, 1e300), 3e-15),
    "sigmoid": (proof.sigmoid, sigmoid, (-5, 5), (-1e4, 1e4), 3e-15),
    "softplus": (proof.softplus, lambda x: x.exp().log1p(), (-5, 5), (-900, 1e4), 8e-15),
    "arctan": (proof.arctan, arb.atan, (-3, 3), (-1e300, 1e300), 4e-15),
    "erf": (proof.erf, arb.erf, (-3, 3), (-40, 40), 8e-15),
    "normal_cdf": (proof.normal_cdf, cdf, (-3, 3), (-45, 45), 1e-11),
    "sqrt": (Interval.sqrt, arb.sqrt, (0, 3), (0, 1.7e308), 5e-16),
    "sin": (proof.sin, arb.sin, (-3, 3), (-2e6, 2e6), np.inf),
    "cos": (proof.cos, arb.cos, (-3, 3), (-2e6, 2e6), np.inf),
}


def points(rng: np.random.Generator, count: int, near: tuple, far: tuple) -> np.ndarray:
    tiny = rng.choice([-1.0, 1.0], count) * 2.0 ** rng.uniform(-1074, 0, count)
    third = count // 3
    mixed = np.concatenate(
        [
            rng.uniform(*near, third),
            rng.uniform(*np.clip(far, -1e6, 1e6), third),
            tiny[: count // 6],
            wide_floats(rng, count - 2 * third - count // 6),
        ]
    )
    return np.clip(mixed, *far)


def check(name: str, seed: int, count: int) -> None:
    ours, theirs, near, far, _ = FUNCTIONS[name]
    rng = np.random.default_rng(seed)
    x = points(rng, count, near, far)
    low, high = intervals(rng, x)
    result = ours(Interval(np.maximum(low, far[0]), np.minimum(high, far[1])))
    assert outside((theirs(arb(v)) for v in x.tolist()), result.low, result.high) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_value_at_a_member_is_held(name):
    check(name, 20, 12_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", range(4))
def test_the_value_at_a_member_is_held_a_million_times(name, seed):
    check(name, 21 + seed, 60_000)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_points_give_tight_bounds(name):
    ours, _, near, _, worst = FUNCTIONS[name]
    rng = np.random.default_rng(30)
    result = ours(Interval(rng.uniform(*near, 20_000)))
    assert (result.width() <= np.minimum(worst * result.magnitude(), 1.2e-14 * np.maximum(
        result.magnitude(), 1.0))).all()  # fmt: skip


@pytest.mark.parametrize("name", ["tanh", "expm1", "log1p", "arctan", "erf", "sin"])
def test_near_zero_bounds_are_relative(name):
    x = 2.0 ** -np.arange(10.0, 1000.0, 7.0)
    result = FUNCTIONS[name][0](Interval(x))
    assert (result.width() <= 1e-14 * x).all()


@pytest.mark.parametrize("name", ["exp", "expm1", "tanh", "sigmoid", "softplus", "arctan", "erf"])
def test_unbounded_intervals_give_the_limits(name):
    result = FUNCTIONS[name][0](Interval(-np.inf, np.inf))
    theirs = FUNCTIONS[name][1]
    assert outside([theirs(arb(-300)), theirs(arb(300))], *np.repeat(
        [[result.low], [result.high]], 2, axis=1)) == []  # fmt: skip
    assert result.contains(proof.Interval(-0.5, 0.5)).all() or result.low >= 0


@pytest.mark.parametrize("guess", [1 + 1e-9, 1 - 1e-6, 0.0, -1.0, np.nan])
def test_a_wrong_guess_costs_width_but_no_truth(monkeypatch, guess):
    x = np.random.default_rng(32).uniform(0.01, 3, 2000)
    for library in ("log", "log1p"):
        true = getattr(np, library)
        monkeypatch.setattr(np, library, lambda v, true=true: true(v) * guess)
    for ours, theirs in ((proof.log, arb.log), (proof.log1p, arb.log1p)):
        result = ours(Interval(x))
        assert outside((theirs(arb(v)) for v in x.tolist()), result.low, result.high) == []


def test_increasing_functions_respect_inclusion_but_for_rounding():
    rng = np.random.default_rng(31)
    low, high = intervals(rng, rng.standard_normal(5000))
    wide = Interval(low, high)
    narrow = Interval(0.75 * low + 0.25 * high, high)
    for name in ("exp", "expm1", "tanh", "sigmoid", "softplus", "arctan", "erf", "normal_cdf"):
        f = FUNCTIONS[name][0]
        inner, outer = f(narrow), f(wide)
        slack = 1e-14 * inner.magnitude()
        assert (outer.low <= inner.low + slack).all()
        assert (inner.high <= outer.high + slack).all()


def test_circular_functions_know_their_peaks():
    quarter = np.pi / 2
    for k in range(-9, 10):
        x = Interval(k * quarter - 0.1, k * quarter + 0.1)
        peak = round(np.sin(k * quarter))
        if peak:
            assert proof.sin(x).contains(peak)
            assert proof.sin(x).width() < 0.006
        else:
            assert abs(proof.sin(x)).magnitude() < 0.0999
        assert proof.cos(x).contains(round(np.cos(k * quarter)))
    assert proof.sin(Interval(0.0, 7.0)).contains(Interval(-1.0, 1.0))
    assert proof.sin(Interval(1e10)).contains(Interval(-1.0, 1.0))
    narrow = proof.cos(Interval(0.5, 0.6))
    assert narrow.high < 0.88
    assert narrow.low > 0.82


def test_pi():
    assert proof.PI.low < proof.PI.high
    assert arb(float(proof.PI.low)) < arb.pi() < arb(float(proof.PI.high))


@pytest.mark.parametrize(("function", "low", "high"), [("log", -2.0, 0.0), ("log1p", -3.0, -1.0)])
def test_a_logarithm_of_nothing_is_refused(function, low, high):
    with pytest.raises(ValueError, match="defined above"):
        FUNCTIONS[function][0](Interval(low, high))


def test_logarithms_forget_what_is_below():
    assert proof.log(Interval(-1.0, 1.0)).low == -np.inf
    assert proof.log(Interval(0.0, 1.0)).contains(0.0)
    assert proof.log1p(Interval(-2.0, 0.0)).contains(Interval(-1e308, 0.0))
