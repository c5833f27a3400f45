from fractions import Fraction
from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from unknot.checker._exact import eliminate, rank_and_sign, solve

small = st.one_of(
    st.integers(-3, 3).map(Fraction),
    st.floats(-1e6, 1e6).map(Fraction),
    st.sampled_from([Fraction(2.0**-1074), Fraction(0.1), Fraction(1e300), Fraction(1, 3)]),
)
squares = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(small, min_size=n, max_size=n), min_size=n, max_size=n)
)


def leibniz(matrix):
    total, n = Fraction(0), len(matrix)
    for order in permutations(range(n)):
        sign = (-1) ** sum(order[i] > order[j] for i in range(n) for j in range(i + 1, n))
        term = Fraction(sign)
        for i in range(n):
            term *= matrix[i][order[i]]
        total += term
    return total


@given(squares)
def test_signs_of_determinants_are_exact(matrix):
    exact = leibniz(matrix)
    rank, sign = rank_and_sign(matrix)
    assert sign == (exact > 0) - (exact < 0)
    assert (rank == len(matrix)) == (exact != 0)


@given(squares, st.data())
def test_solutions_satisfy_the_equations(matrix, data):
    right = data.draw(st.lists(small, min_size=len(matrix), max_size=len(matrix)))
    x = solve([[*row, b] for row, b in zip(matrix, right, strict=True)])
    if x is None:
        assert leibniz(matrix) == 0
        return
    for row, value in zip(matrix, right, strict=True):
        assert sum(a * b for a, b in zip(row, x, strict=True)) == value


def test_rank_of_products_of_thin_matrices():
    rng = np.random.default_rng(1)
    for n, m, r in [(5, 7, 2), (8, 3, 3), (6, 6, 5), (4, 4, 0)]:
        a = rng.integers(-9, 9, (n, r)) @ rng.integers(-9, 9, (r, m)) * 0.125
        rows = [[Fraction(x) for x in row] for row in a.tolist()]
        assert rank_and_sign(rows)[0] == (np.linalg.matrix_rank(a) if r else 0)


def test_nearly_singular_is_not_singular():
    matrix = [[Fraction(0.1), Fraction(0.7)], [Fraction(0.3), Fraction(2.1)]]
    assert rank_and_sign(matrix)[1] != 0  # 0.1·2.1 and 0.7·0.3 differ as dyadic numbers
    assert rank_and_sign([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(4)]]) == (1, 0)


def test_overdetermined_equations():
    rows = [[1, 0, 1], [0, 1, 2], [1, 1, 3]]
    assert solve([[Fraction(x) for x in row] for row in rows]) == [1, 2]
    rows[2][2] = 4
    assert solve([[Fraction(x) for x in row] for row in rows]) is None


def test_ranks_modulo_primes():
    rng = np.random.default_rng(2)
    for prime in (2, 3, 7, 9973):
        for _ in range(20):
            n, m, r = rng.integers(1, 9, 3)
            a = rng.integers(0, prime, (n, r)) @ rng.integers(0, prime, (r, m)) % prime
            # By counting: a matrix of rank k has prime^(m − k) solutions of Ax = 0.
            rank = len(eliminate(a, m, prime)[1])
            assert rank <= min(n, m, r)
            if prime <= 3 and m <= 6:
                grids = np.meshgrid(*[np.arange(prime)] * m)
                x = np.stack([g.ravel() for g in grids])
                assert ((a @ x % prime == 0).all(axis=0)).sum() == prime ** (m - rank)
