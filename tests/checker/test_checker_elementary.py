from collections.abc import Callable

import numpy as np
import pytest
from arb_oracle import intervals, outside, sigmoid, wide_floats
from flint import arb

from unknot.checker import _elementary as elementary
from unknot.checker._elementary import increasing
from unknot.checker._intervals import I


def over(kernel: Callable) -> Callable:
    """Make an increasing function of intervals from its bounds at floats."""

    @np.errstate(all="ignore")
    def function(x: I) -> I:
        return increasing(kernel, x)

    return function


# name: (ours, Arb's, where it is interesting, wider still, worst relative width of a point)
FUNCTIONS: dict[str, tuple[Callable, Callable, tuple[float, float], tuple[float, float], float]] = {
    "exp": (over(elementary.exp_at), arb.exp, (-5, 5), (-750, 720), 3e-15),
    "tanh": (
        over(lambda x: elementary.tanh_and_slope(x)[0]),
        arb.tanh,
        (-3, 3),
        (-1e300, 1e300),
        3e-15,
    ),
    "sigmoid": (
        over(lambda x: elementary.sigmoid_and_slope(x)[0]),
        sigmoid,
        (-5, 5),
        (-1e4, 1e4),
        3e-15,
    ),
    "softplus": (
        over(elementary.softplus_at),
        lambda x: x.exp().log1p(),
        (-5, 5),
        (-900, 1e4),
        8e-15,
    ),
    "arctan": (over(elementary.arctan_at), arb.atan, (-3, 3), (-1e300, 1e300), 4e-15),
    "erf": (over(elementary.erf_at), arb.erf, (-3, 3), (-40, 40), 2e-14),
    "sqrt": (I.sqrt, arb.sqrt, (0, 3), (0, 1.7e308), 5e-16),
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
    result = ours(I(np.maximum(low, far[0]), np.minimum(high, far[1])))
    assert outside((theirs(arb(v)) for v in x.tolist()), result.lo, result.hi) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_value_at_a_member_is_held(name):
    check(name, 20, 12_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", range(4))
def test_the_value_at_a_member_is_held_a_million_times(name, seed):
    check(name, 21 + seed, 60_000)


def size(x: I) -> np.ndarray:
    return np.maximum(np.abs(x.lo), np.abs(x.hi))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_points_give_tight_bounds(name):
    ours, _, near, _, worst = FUNCTIONS[name]
    result = ours(I(np.random.default_rng(30).uniform(*near, 20_000)))
    assert (result.hi - result.lo <= worst * size(result)).all()


@pytest.mark.parametrize("name", ["tanh", "arctan", "erf"])
def test_near_zero_bounds_are_relative(name):
    x = 2.0 ** -np.arange(10.0, 1000.0, 7.0)
    result = FUNCTIONS[name][0](I(x))
    assert (result.hi - result.lo <= 1e-14 * x).all()


@pytest.mark.parametrize("name", ["exp", "tanh", "sigmoid", "softplus", "arctan", "erf"])
def test_unbounded_intervals_give_the_limits(name):
    result = FUNCTIONS[name][0](I(np.array([-np.inf]), np.array([np.inf])))
    theirs = FUNCTIONS[name][1]
    for place in (-300, 300):
        assert outside([theirs(arb(place))], result.lo, result.hi) == []


def test_increasing_functions_respect_inclusion_but_for_rounding():
    rng = np.random.default_rng(31)
    low, high = intervals(rng, rng.standard_normal(5000))
    for name in ("exp", "tanh", "sigmoid", "softplus", "arctan", "erf"):
        f = FUNCTIONS[name][0]
        inner, outer = f(I(0.75 * low + 0.25 * high, high)), f(I(low, high))
        slack = 1e-14 * size(inner)
        assert (outer.lo <= inner.lo + slack).all()
        assert (inner.hi <= outer.hi + slack).all()


def test_pi():
    pi = elementary.PI
    assert pi.lo < pi.hi
    assert arb(float(pi.lo)) < arb.pi() < arb(float(pi.hi))
