import copy
import math
import operator
import pickle
from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import intervals, wide_floats
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.proof import Interval, concatenate, maximum, minimum, where

finite = st.floats(allow_nan=False, allow_infinity=False)
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]


@st.composite
def interval_and_member(draw):
    low, high = sorted((draw(finite), draw(finite)))
    member = draw(st.floats(min_value=low, max_value=high))
    return Interval(low, high), member


def holds(x: Interval, value: Fraction) -> bool:
    """Decide membership without the code under test."""
    low, high = float(x.low), float(x.high)
    return (low == -math.inf or Fraction(low) <= value) and (
        high == math.inf or value <= Fraction(high)
    )


@settings(deadline=None)
@given(interval_and_member(), interval_and_member(), st.sampled_from(OPERATIONS))
def test_results_hold_the_exact_result_of_members(first, second, operation):
    (x, a), (y, b) = first, second
    if operation is operator.truediv and b == 0:
        return
    assert holds(operation(x, y), operation(Fraction(a), Fraction(b)))


@settings(deadline=None)
@given(interval_and_member(), st.integers(-6, 6))
def test_powers_hold_exact_powers(pair, exponent):
    x, a = pair
    if exponent < 0 and a == 0:
        return
    assert holds(x**exponent, Fraction(a) ** exponent)
    assert holds(x.square(), Fraction(a) ** 2)
    assert holds(abs(x), abs(Fraction(a)))


@settings(deadline=None)
@given(interval_and_member(), interval_and_member(), st.sampled_from(OPERATIONS))
def test_larger_arguments_give_larger_results(first, second, operation):
    (x, a), (y, b) = first, second
    assert operation(x, y).contains(operation(Interval(a), y)).all()
    assert operation(x, y).contains(operation(Interval(a), Interval(b))).all()


@settings(deadline=None)
@given(interval_and_member(), interval_and_member(), interval_and_member())
def test_subdistributivity(first, second, third):
    (x, a), (y, b), (z, c) = first, second, third
    exact = Fraction(a) * (Fraction(b) + Fraction(c))
    assert holds(x * (y + z), exact)
    assert holds(x * y + x * z, exact)


@settings(deadline=None)
@given(interval_and_member())
def test_square_roots_hold_exact_ones(pair):
    x, a = abs(pair[0]), abs(Fraction(pair[1]))
    low, high = float(x.sqrt().low), float(x.sqrt().high)
    assert Fraction(low) ** 2 <= a
    assert high == math.inf or a <= Fraction(high) ** 2


def test_a_hundred_thousand_mixed_operations_against_rational_numbers():
    rng = np.random.default_rng(10)
    n = 25_000
    a, b = wide_floats(rng, n), wide_floats(rng, n)
    x, y = Interval(*intervals(rng, a)), Interval(*intervals(rng, b))
    for operation in OPERATIONS:
        result = operation(x, y)
        rows = zip(a.tolist(), b.tolist(), result.low.tolist(), result.high.tolist(), strict=True)
        for p, q, low, high in rows:
            if operation is operator.truediv and q == 0:
                continue
            exact = operation(Fraction(p), Fraction(q))
            assert low == -math.inf or low <= exact, (operation, p, q)
            assert high == math.inf or exact <= high, (operation, p, q)


def test_bounds_are_sharp():
    rng = np.random.default_rng(11)
    a, b = rng.standard_normal(1000), rng.standard_normal(1000)
    for operation in OPERATIONS:
        result = operation(Interval(a), Interval(b))
        assert (result.width() <= 5e-16 * np.abs(operation(a, b)) + 1e-300).all()


def test_unbounded_intervals_and_zero_times_infinity():
    line = Interval(-np.inf, np.inf)
    ray = Interval(1.0, np.inf)
    assert (line * 0).contains(0)
    assert (ray * Interval(0.0, 1.0)).contains(Interval(0.0, 1e308))
    assert (ray / ray).contains(Interval(1e-300, 1e300))
    assert (ray - ray).contains(Interval(-1e308, 1e308))
    assert (1 / ray).contains(Interval(0.0, 1.0))
    assert not np.isnan((line * line).low)
    assert (Interval(1e308) * 10).low <= 1.8e308


@pytest.mark.parametrize("divisor", [(-1.0, 1.0), (0.0, 1.0), (-1.0, 0.0), (0.0, 0.0)])
def test_a_quotient_by_an_interval_with_zero_is_the_whole_line(divisor):
    quotient = Interval(1.0, 2.0) / Interval(*divisor)
    assert quotient.low == -np.inf
    assert quotient.high == np.inf


def test_exact_construction_is_outward():
    third = Interval(Fraction(1, 3))
    assert holds(third, Fraction(1, 3))
    assert third.width() < 1e-15
    huge = Interval([2**60 + 1, 10**400, -(10**400)])
    assert huge.contains([2**60 + 1, 10**400, -(10**400)]).all()
    assert (Interval([1, 2, 3]).width() == 0).all()
    assert not Interval(2**60).contains(2**60 + 1)
    assert not Interval(1.0).contains(1 + Fraction(1, 10**40))


@pytest.mark.parametrize(
    ("low", "high", "what"),
    [
        (np.nan, 1.0, "not a number"),
        (2.0, 1.0, "above its high"),
        (np.inf, np.inf, "no real number"),
        ("a", "b", "not exact"),
        (True, True, "not exact"),
        (np.longdouble(1), np.longdouble(2), "not exact"),
    ],
)
def test_what_is_no_interval_is_refused(low, high, what):
    with pytest.raises(ValueError, match=what):
        Interval(low, high)


def test_an_interval_has_no_truth_and_no_equality():
    x = Interval(1.0, 2.0)
    with pytest.raises(TypeError, match="certainly"):
        bool(x)
    with pytest.raises(TypeError, match="certainty"):
        assert x == x
    with pytest.raises(TypeError):
        hash(x)


def test_order_means_certainty():
    x = Interval([1.0, 1.0, -1.0], [2.0, 3.0, 0.0])
    assert (x < [2.5, 3.0, 0.0]).tolist() == [True, False, False]
    assert (x <= [2.0, 2.9, 0.0]).tolist() == [True, False, True]
    assert (x > [0.5, 1.0, -2.0]).tolist() == [True, False, True]
    assert (x >= Interval(1.0)).tolist() == [True, True, False]
    assert x.certainly_positive().tolist() == [True, True, False]
    assert x.certainly_negative().tolist() == [False, False, False]
    assert x.certainly_nonzero().tolist() == [True, True, False]
    # What is refused as a bare number is refused in a comparison.
    with pytest.raises(ValueError, match="not a number"):
        x < np.nan  # noqa: B015


def test_it_is_immutable():
    x = Interval([1.0, 2.0])
    with pytest.raises(AttributeError, match="immutable"):
        x.low = np.zeros(2)
    with pytest.raises(ValueError, match="read-only"):
        x.low[0] = 0.0
    given_array = np.ones(2)
    y = Interval(given_array)
    given_array[0] = 7.0
    assert y.low[0] == 1.0


def test_it_behaves_as_an_array():
    x = Interval(np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3) + 1)
    assert x.shape == (2, 3)
    assert (len(x), x.ndim, x.size) == (2, 2, 6)
    assert x[0, 1].contains(1.5)
    assert x.reshape(3, 2).shape == (3, 2)
    assert x.T.shape == (3, 2)
    assert concatenate([x, x], axis=1).shape == (2, 6)
    assert [row.shape for row in x] == [(3,), (3,)]
    assert (np.ones((2, 3)) + x).contains(x + 1).all()
    assert isinstance(np.ones((2, 3)) * x, Interval)
    assert (x + np.arange(3)).shape == (2, 3)
    again = pickle.loads(pickle.dumps(copy.deepcopy(x)))
    assert (again.low == x.low).all()


def test_hull_and_intersection():
    x, y = Interval([0.0, 0.0], [2.0, 1.0]), Interval([1.0, 3.0], [3.0, 4.0])
    assert x.overlaps(y).tolist() == [True, False]
    assert x.hull(y).contains(x).all()
    assert x.hull(y).contains(y).all()
    assert x[0].intersect(y[0]).low == 1.0
    with pytest.raises(ValueError, match="in common"):
        x.intersect(y)


def test_minimum_maximum_and_choice():
    x, y = Interval(0.0, 3.0), Interval(1.0, 2.0)
    assert (float(minimum(x, y).low), float(minimum(x, y).high)) == (0.0, 2.0)
    assert (float(maximum(x, y).low), float(maximum(x, y).high)) == (1.0, 3.0)
    assert where(np.array([True, False]), x, y).high.tolist() == [3.0, 2.0]


@settings(deadline=None)
@given(interval_and_member())
def test_middle_and_radius_cover(pair):
    x, a = pair
    m, r = float(x.middle()), float(x.radius())
    assert x.contains(m)
    assert r == math.inf or abs(Fraction(a) - Fraction(m)) <= Fraction(r)
    width = float(x.width())
    assert width == math.inf or Fraction(float(x.high)) - Fraction(float(x.low)) <= Fraction(width)
    assert float(x.mignitude()) <= abs(a) <= float(x.magnitude())


def test_the_root_of_a_negative_interval_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Interval(-2.0, -1.0).sqrt()
    assert Interval(-1.0, 4.0).sqrt().contains(Interval(0.0, 2.0))


@pytest.mark.parametrize("exponent", [0.5, True, 65])
def test_other_powers_are_refused(exponent):
    with pytest.raises(ValueError, match="integer from -64 to 64"):
        Interval(1.0) ** exponent
