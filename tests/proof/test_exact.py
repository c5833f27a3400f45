from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.proof import determinant, orientation, rank, rationals, solve

small = st.one_of(
    st.integers(-3, 3).map(float), st.floats(-1e6, 1e6), st.sampled_from([2.0**-1074, 0.1, 1e300])
)
squares = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(small, min_size=n, max_size=n), min_size=n, max_size=n)
)


def leibniz(matrix: list[list[float]]) -> Fraction:
    total = Fraction(0)
    n = len(matrix)
    for order in permutations(range(n)):
        sign = (-1) ** sum(order[i] > order[j] for i in range(n) for j in range(i + 1, n))
        term = Fraction(sign)
        for i in range(n):
            term *= Fraction(matrix[i][order[i]])
        total += term
    return total


@settings(deadline=None)
@given(squares)
def test_determinants_are_exact(matrix):
    exact = leibniz(matrix)
    assert determinant(matrix) == exact
    assert (rank(matrix) == len(matrix)) == (exact != 0)


@settings(deadline=None)
@given(squares, st.data())
def test_solutions_satisfy_the_equations(matrix, data):
    right = data.draw(st.lists(small, min_size=len(matrix), max_size=len(matrix)))
    if determinant(matrix) == 0:
        with pytest.raises(ValueError, match="no solution, or more"):
            solve(matrix, right)
        return
    x = solve(matrix, right)
    for row, value in zip(matrix, right, strict=True):
        assert sum(Fraction(a) * b for a, b in zip(row, x, strict=True)) == Fraction(value)


def test_rank_of_products_of_thin_matrices():
    rng = np.random.default_rng(1)
    for n, m, r in [(5, 7, 2), (8, 3, 3), (6, 6, 5), (4, 4, 0)]:
        a = rng.integers(-9, 9, (n, r)) @ rng.integers(-9, 9, (r, m)) * 0.125
        expected = np.linalg.matrix_rank(a) if r else 0
        assert rank(a) == expected


def test_nearly_singular_is_not_singular():
    matrix = np.array([[0.1, 0.7], [0.3, 2.1]])
    assert determinant(matrix) != 0  # 0.1·2.1 and 0.7·0.3 differ as dyadic numbers
    assert abs(determinant(matrix)) < 1e-15
    assert rank([[1.0, 2.0], [2.0, 4.0]]) == 1
    assert determinant([[Fraction(1, 3), 1], [1, 3]]) == 0


def test_overdetermined_equations():
    assert solve([[1, 0], [0, 1], [1, 1]], [1, 2, 3]) == [1, 2]
    with pytest.raises(ValueError, match="no solution"):
        solve([[1, 0], [0, 1], [1, 1]], [1, 2, 4])


@pytest.mark.parametrize("bad", [[[np.nan]], [[np.inf]], [["1"]], [[True]], [[1 + 2j]]])
def test_what_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match=r"exact|finite"):
        determinant(bad)


def test_shapes_are_checked():
    with pytest.raises(ValueError, match="square"):
        determinant([[1.0, 2.0]])
    with pytest.raises(ValueError, match="matrix"):
        rank([])
    with pytest.raises(ValueError, match="as many"):
        solve([[1.0]], [1.0, 2.0])
    assert rationals([0.5, 1]) == [Fraction(1, 2), Fraction(1)]


def exact_orientation(points: np.ndarray) -> int:
    rows = [[Fraction(x) for x in p] for p in points.tolist()]
    value = leibniz([[a - b for a, b in zip(row, rows[0], strict=True)] for row in rows[1:]])
    return (value > 0) - (value < 0)


@pytest.mark.parametrize("d", [2, 3])
def test_orientations_are_exact(d):
    rng = np.random.default_rng(2)
    base = rng.standard_normal((400, d + 1, d))
    # Nearly flat: the last point is a combination of the others, rounded.
    flat = base.copy()
    weights = rng.dirichlet(np.ones(d), 400)
    flat[:, d] = np.einsum("nj,njk->nk", weights, flat[:, :d])
    grid = rng.integers(-2, 3, (400, d + 1, d)).astype(float)
    tiny, huge = base * 2.0**-500, flat * 1e200
    for simplices in (base, flat, grid, tiny, huge):
        signs = orientation(*np.moveaxis(simplices, 1, 0))
        assert signs.tolist() == [exact_orientation(s) for s in simplices]


def test_orientation_conventions():
    assert orientation([0, 0], [1, 0], [0, 1]) == 1
    assert orientation([0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]) == 1
    assert orientation(np.zeros((5, 2)), [1, 0], [0, -1]).tolist() == [-1] * 5
    with pytest.raises(ValueError, match="3 in 2-D or 4 in 3-D"):
        orientation([0, 0], [1, 0])
    with pytest.raises(ValueError, match="infinite"):
        orientation([0, 0], [1, np.inf], [0, 1])


def test_large_integers_beside_floats_are_not_rounded():
    big = 2**60 + 1
    assert rationals([[big, 0.5]]) == [[Fraction(big), Fraction(1, 2)]]
    assert rationals([np.float32(0.5), np.int64(3)]) == [Fraction(1, 2), Fraction(3)]
