"""The checker's own arithmetic against Arb: it shares nothing with the package's intervals."""

from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import outside
from flint import arb

from unknot.checker._elementary import cos_pi, exp, sin_pi
from unknot.checker._exact import root_up
from unknot.checker._intervals import I


def floats(rng, count):
    """Numbers of all sizes, with many near 0, near each other, and at the edges."""
    x = rng.standard_normal(count) * 10.0 ** rng.integers(-12, 12, count)
    edges = [0.0, -0.0, 5e-324, -5e-324, 2.0**-1022, 1.0, -1.0, 1e300, -1e300, 1.7e308]
    x[rng.integers(0, count, count // 20)] = rng.choice(edges, count // 20)
    return x


def intervals(rng, count):
    x = floats(rng, count)
    width = np.abs(floats(rng, count)) * rng.integers(0, 2, count)
    with np.errstate(over="ignore"):
        return np.minimum(x, x + width), np.minimum(np.maximum(x, x + width), 1.79e308)


def inside(rng, low, high):
    """A float of each interval."""
    share = rng.choice([0.0, 1.0, 0.5, 0.1234], len(low))
    with np.errstate(over="ignore", invalid="ignore"):
        x = low * (1 - share) + high * share
    return np.clip(np.where(np.isfinite(x), x, low), low, high)


OPERATIONS = {
    "+": (lambda x, y: x + y, lambda a, b: a + b),
    "-": (lambda x, y: x - y, lambda a, b: a - b),
    "*": (lambda x, y: x * y, lambda a, b: a * b),
    "/": (lambda x, y: x / y, lambda a, b: a / b if b else None),
    "square": (lambda x, y: x.square(), lambda a, b: a * a),
    "abs": (lambda x, y: abs(x), lambda a, b: abs(a)),
}


def enclosed(count, seed):
    rng = np.random.default_rng(seed)
    for name, (rounded, exactly) in OPERATIONS.items():
        (a, b), (c, d) = intervals(rng, count), intervals(rng, count)
        with np.errstate(all="ignore"):
            found = rounded(I(a, b), I(c, d))
        assert not (np.isnan(found.lo) | np.isnan(found.hi)).any(), name
        for x, y, lo, hi in zip(
            inside(rng, a, b).tolist(), inside(rng, c, d).tolist(), found.lo, found.hi, strict=True
        ):
            value = exactly(Fraction(x), Fraction(y))
            if value is not None:
                assert lo == -np.inf or Fraction(lo) <= value, (name, x, y)
                assert hi == np.inf or value <= Fraction(hi), (name, x, y)


def test_operations_enclose():
    enclosed(4000, 0)


@pytest.mark.slow
def test_a_million_operations_enclose():
    for seed in range(10):
        enclosed(17_000, seed + 1)


def test_exponential_and_circular_functions_are_enclosed_everywhere():
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.uniform(-760, 720, 3000), [-745.1, 709.78, 710.0, -1e300, 1e300, 0.0]])
    with np.errstate(all="ignore"):
        found = exp(I(x))
    finite = x < 800
    assert (
        outside((arb(v).exp() for v in x[finite].tolist()), found.lo[finite], found.hi[finite])
        == []
    )
    assert (found.lo >= 0).all()
    assert found.hi[-2] == np.inf
    u = rng.normal(size=4000) * 10.0 ** rng.integers(-3, 8, 4000)
    reach = rng.choice([0.0, 1e-6, 0.2, 3.0], 4000)
    for ours, theirs in ((cos_pi, lambda t: t.cos_pi()), (sin_pi, lambda t: t.sin_pi())):
        found = ours(I(u - reach, u + reach))
        at = inside(rng, u - reach, u + reach)
        assert outside((theirs(arb(v)) for v in at.tolist()), found.lo, found.hi) == []


def test_fractions_are_enclosed_as_tightly_as_floats_allow():
    values = [Fraction(1, 3), Fraction(2), Fraction(-1, 10**400), Fraction(10**400), Fraction(0)]
    found = I.of(values)
    for value, lo, hi in zip(values, found.lo.tolist(), found.hi.tolist(), strict=True):
        assert Fraction(lo) <= value
        assert hi == np.inf or value <= Fraction(hi)
    assert found.lo[1] == found.hi[1] == 2
    assert found.hi[3] == np.inf


def test_roots_are_bounded_from_above():
    rng = np.random.default_rng(1)
    for value in [
        Fraction(0),
        Fraction(2),
        *(Fraction(float(v)) for v in np.abs(floats(rng, 300))),
    ]:
        root = root_up(value)
        assert root * root >= value
