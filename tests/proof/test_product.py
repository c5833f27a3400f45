from fractions import Fraction

import numpy as np
import pytest

from unknot.proof import Interval, dot, matmul


def exact_product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Multiply matrices of floats exactly, as arrays of Fractions, through common denominators."""
    scale_a, scale_b = (max(Fraction(v).denominator for v in x.ravel().tolist()) for x in (a, b))
    whole_a, whole_b = (
        np.array([int(Fraction(v) * s) for v in x.ravel().tolist()], dtype=object).reshape(x.shape)
        for x, s in ((a, scale_a), (b, scale_b))
    )
    product = whole_a @ whole_b
    return np.array(
        [Fraction(v, scale_a * scale_b) for v in product.ravel()], dtype=object
    ).reshape(product.shape)


def matrices(rng: np.random.Generator, shape: tuple[int, int], spread: float) -> np.ndarray:
    return rng.standard_normal(shape) * 2.0 ** rng.uniform(-spread, spread, shape)


@pytest.mark.parametrize("size", [(1, 1, 1), (3, 2, 4), (7, 16, 5), (64, 64, 64), (2, 300, 2)])
@pytest.mark.parametrize("spread", [0.0, 30.0, 500.0])
def test_products_hold_the_exact_product(size, spread):
    rng = np.random.default_rng([*size, int(spread)])
    m, k, n = size
    a, b = matrices(rng, (m, k), spread), matrices(rng, (k, n), spread)
    if k > 1:
        b[0] = -b[1] * 1.0000001  # cancellation
    exact = exact_product(a, b)
    wide_a = Interval(a - abs(a) * 1e-9, a + abs(a) * 1e-3)
    wide_b = Interval(b - abs(b) * 1e-3, b)
    for left, right in (
        (Interval(a), b),
        (a, Interval(b)),
        (wide_a, Interval(b)),
        (wide_a, wide_b),
    ):
        assert (left @ right).contains(exact).all()
    sharp = Interval(a) @ Interval(b)
    assert (sharp.radius() <= 4 * (k + 3) * 2.0**-53 * (abs(a) @ abs(b)) + 1e-300).all()


def test_extreme_members_are_held():
    rng = np.random.default_rng(5)
    for _ in range(50):
        low = rng.standard_normal((3, 4))
        x = Interval(low, low + rng.random((3, 4)))
        low = rng.standard_normal((4, 2))
        y = Interval(low, low + rng.random((4, 2)))
        product = x @ y
        for _ in range(8):
            a = np.where(rng.random(x.shape) < 0.5, x.low, x.high)
            b = np.where(rng.random(y.shape) < 0.5, y.low, y.high)
            assert product.contains(exact_product(a, b)).all()


def test_products_that_underflow_are_held():
    a = np.full((2, 8), 3 * 2.0**-540)
    b = np.full((8, 2), 5 * 2.0**-536)
    assert (Interval(a) @ b).contains(exact_product(a, b)).all()


def test_overflow_and_unbounded_intervals_give_the_whole_line():
    a = Interval([[1e308, 1e308], [1.0, 1.0]])
    product = a @ np.array([[1.0], [1.0]])
    assert product.low[0, 0] == -np.inf
    assert product.high[0, 0] == np.inf
    assert product[1, 0].contains(2.0)
    ray = Interval([[0.0, 1.0], [1.0, 1.0]], [[np.inf, 1.0], [1.0, 1.0]])
    product = ray @ np.array([[0.0], [1.0]])
    assert product.high[0, 0] == np.inf
    assert product[1, 0].width() < 1e-15


def test_shapes_follow_matmul():
    rng = np.random.default_rng(6)
    a, b = rng.standard_normal((5, 3, 4)), rng.standard_normal((4, 2))
    assert (Interval(a) @ b).shape == (5, 3, 2)
    assert (Interval(a[0]) @ b[:, 0]).shape == (3,)
    assert (Interval(a[0, 0]) @ b).shape == (2,)
    assert (Interval(a[0, 0]) @ b[:, 0]).shape == ()
    assert (Interval(a[0, 0]) @ b[:, 0]).contains((a[0, 0] @ b[:, 0]).item())
    assert dot(Interval(a), Interval(a)).shape == (5, 3)
    assert matmul(Interval(a), Interval(b)).shape == (5, 3, 2)


def test_sums_hold_exact_sums():
    rng = np.random.default_rng(7)
    a = matrices(rng, (6, 200), 20.0)
    total = Interval(a).sum()
    exact = [sum(map(Fraction, row), Fraction(0)) for row in a.tolist()]
    assert total.contains(np.array(exact, dtype=object)).all()
    assert Interval(a).sum(axis=0).shape == (200,)
