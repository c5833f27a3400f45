import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from unknot.exact import point
from unknot.verdicts._common_point import common_point


def found(a, b):
    """The answer, whose weights are checked in Fractions without the code under test."""
    left, right = ([point(row) for row in np.asarray(rows, object).tolist()] for rows in (a, b))
    answer = common_point(left, right)
    if answer is not None:
        sums = []
        for weights, rows in zip(answer, (left, right), strict=True):
            assert all(w > 0 for w in weights.values())
            assert sum(weights.values()) == 1
            places = [[w * x for x in rows[i]] for i, w in weights.items()]
            sums.append([sum(column) for column in zip(*places, strict=True)])
        assert sums[0] == sums[1]
    return answer


@pytest.mark.parametrize(("n", "d"), [(1, 1), (5, 1), (40, 2), (200, 3), (100, 10), (2000, 3)])
def test_random_sets_apart_and_together(n, d):
    rng = np.random.default_rng([n, d])
    a, b = rng.standard_normal((n, d)), rng.standard_normal((n, d))
    b[:, 0] += 30.0
    assert found(a, b) is None
    b[0] = a[0]
    assert found(a, b) is not None


def touching(rng, n, d):
    """Sets on the two sides of a coordinate plane that meet in one point of it."""
    a, b = rng.standard_normal((n, d)), rng.standard_normal((n, d))
    a[:, 0], b[:, 0] = -np.abs(a[:, 0]) - 0.5, np.abs(b[:, 0]) + 0.5
    corners = rng.integers(-8, 8, (2, d)) / 4
    corners[:, 0] = 0.0
    a[0], a[1] = corners
    b[0] = corners.mean(axis=0)
    return a, b


@pytest.mark.parametrize("d", [2, 3, 5, 10])
def test_touching_hulls_have_a_common_point_and_a_gap_of_1e_12_separates(d):
    rng = np.random.default_rng(d)
    for _ in range(5):
        a, b = touching(rng, 60, d)
        assert found(a, b) is not None
        b[:, 0] += 1e-12
        assert found(a, b) is None


def test_the_least_gap_that_floats_can_show():
    a = [[0.0, 0.0], [1.0, 1.0]]
    assert found(a, [[0.5, float(np.nextafter(0.5, 1.0))]]) is None
    assert found(a, [[0.5, 0.5]]) is not None
    tiny = 2.0**-1074
    assert found([[0.0]], [[tiny]]) is None
    assert found([[0.0], [tiny]], [[tiny]]) is not None
    assert found([[-1e308], [1e308]], [[tiny]]) is not None


def test_duplicates_and_flat_sets():
    line = np.linspace(0, 1, 9)[:, None] * [1.0, 2.0, 3.0]
    assert found(line, line[3:5]) is not None
    assert found(line[:4], line[5:]) is None
    assert found(line[:5], line[4:]) is not None
    doubled = np.repeat(line, 50, axis=0)
    assert found(doubled[:200], doubled[250:]) is None
    assert found(doubled, doubled) is not None


def test_lattices_with_many_ties():
    grid = np.array(list(itertools.product(range(5), repeat=3)), dtype=float)
    for shift in ([4.0, 0.0, 0.0], [4.0, 4.0, 4.0], [5.0, 0.0, 0.0], [3.5, 3.5, 4.5]):
        assert (found(grid, grid + shift) is None) == (max(shift) > 4)


def point_sets(d):
    points = st.lists(st.lists(st.integers(-3, 3), min_size=d, max_size=d), min_size=1, max_size=6)
    return st.tuples(points, points)


@settings(max_examples=150)
@given(st.integers(1, 3).flatmap(point_sets))
def test_small_lattice_sets_are_decided_as_by_a_linear_program(sets):
    a, b = (np.array(s, float) for s in sets)
    columns = np.concatenate([a, -b]).T
    sums = np.repeat(np.eye(2), [len(a), len(b)], axis=1)
    program = linprog(
        np.zeros(columns.shape[1]),
        A_eq=np.concatenate([columns, sums]),
        b_eq=np.concatenate([np.zeros(a.shape[1]), np.ones(2)]),
    )
    assert (found(a, b) is not None) == (program.status == 0)


def test_fractions_are_taken_exactly():
    third = Fraction(1, 3)
    assert found([[0], [1]], [[third]]) is not None
    assert found([[0], [third]], [[third + Fraction(1, 10**30)]]) is None
