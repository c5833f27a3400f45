import ctypes
import platform
from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import wide_floats

from unknot.checker import Refused
from unknot.checker._elementary import around
from unknot.checker._intervals import LARGEST, TINY, UNIT, above, down, require_ieee, up


@pytest.fixture
def floats() -> np.ndarray:
    rng = np.random.default_rng(1)
    powers = 2.0 ** np.arange(-1074, 1024)
    return np.concatenate([wide_floats(rng, 20_000), powers, -powers])


def test_up_and_down_pass_the_neighbouring_float(floats):
    with np.errstate(all="ignore"):
        assert (up(floats) >= np.nextafter(floats, np.inf)).all()
        assert (down(floats) <= np.nextafter(floats, -np.inf)).all()
        twice = np.nextafter(np.nextafter(floats, np.inf), np.inf)
        assert (up(floats) <= twice).all()  # and hardly farther


def test_overflow_keeps_a_finite_bound_on_the_near_side():
    with np.errstate(all="ignore"):
        assert down(np.array(np.inf)) < np.inf
        assert down(np.array(-np.inf)) == -np.inf
        assert up(np.array(-np.inf)) > -np.inf
        assert up(np.array(LARGEST)) == np.inf


def test_around_holds_all_it_promises():
    rng = np.random.default_rng(2)
    values = np.concatenate([rng.standard_normal(500), wide_floats(rng, 500)])
    values = values[np.abs(values) < 1e300]
    units = rng.uniform(0, 40, len(values))
    found = around(values, units)
    for v, n, a, b in zip(values, units, found.lo, found.hi, strict=True):
        reach = Fraction(n) * Fraction(UNIT) * abs(Fraction(v)) + Fraction(TINY)
        assert Fraction(a) <= Fraction(v) - reach
        assert Fraction(v) + reach <= Fraction(b)


def test_above_bounds_sums_of_products_in_any_order():
    rng = np.random.default_rng(3)
    for n in (1, 2, 7, 50):
        for scale in (0.0, -520.0, -538.0):  # the latter two: products that underflow
            a = rng.random(n) * 2.0**scale
            b = rng.random(n) * 2.0**scale
            exact = sum((Fraction(x) * Fraction(y) for x, y in zip(a, b, strict=True)), Fraction(0))
            for total in (a @ b, (a * b).sum(), sum(x * y for x, y in zip(a, b, strict=True))):
                assert Fraction(float(above(np.array(total), n))) >= exact


def test_this_process_is_fit():
    require_ieee()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the mode's number is of x86-64")
@pytest.mark.parametrize("mode", [0x400, 0x800, 0xC00])
def test_another_rounding_mode_is_refused(mode):
    libm = ctypes.CDLL("libm.so.6")
    try:
        assert libm.fesetround(mode) == 0
        with pytest.raises(Refused, match="IEEE"):
            require_ieee()
    finally:
        libm.fesetround(0)
    require_ieee()
