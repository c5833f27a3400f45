import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.proof import CommonPoint, Separation, common_point, separate, separating_normal


def witness(found: Separation | CommonPoint, a: np.ndarray, b: np.ndarray) -> None:
    """Check the witness in Fractions, without the code under test."""
    left = [[Fraction(x) for x in row] for row in np.asarray(a).tolist()]
    right = [[Fraction(x) for x in row] for row in np.asarray(b).tolist()]
    if isinstance(found, Separation):
        for rows, sign in ((left, 1), (right, -1)):
            for row in rows:
                value = sum(w * x for w, x in zip(found.normal, row, strict=True))
                assert sign * (value - found.offset) > 0
    else:
        for weights, rows in ((found.of_a, left), (found.of_b, right)):
            assert all(w > 0 for w in weights.values())
            assert sum(weights.values()) == 1
            for j, x in enumerate(found.point):
                assert sum(w * rows[i][j] for i, w in weights.items()) == x
    assert found.verify(a, b)


@pytest.mark.parametrize(("n", "d"), [(1, 1), (5, 1), (40, 2), (200, 3), (100, 10), (2000, 3)])
def test_random_sets_apart_and_together(n, d):
    rng = np.random.default_rng([n, d])
    a, b = rng.standard_normal((n, d)), rng.standard_normal((n, d))
    b[:, 0] += 30.0
    apart = separate(a, b)
    assert isinstance(apart, Separation)
    witness(apart, a, b)
    b[0] = a[0]
    together = separate(a, b)
    assert isinstance(together, CommonPoint)
    witness(together, a, b)


def test_two_thousand_points_in_ten_dimensions():
    rng = np.random.default_rng(7)
    a, b = rng.standard_normal((2000, 10)), rng.standard_normal((2000, 10))
    witness(separate(a, b), a, b)
    b[:, 0] += 12
    witness(separate(a, b), a, b)


def touching(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
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
        found = separate(a, b)
        assert isinstance(found, CommonPoint)
        witness(found, a, b)
        b[:, 0] += 1e-12
        gap = separate(a, b)
        assert isinstance(gap, Separation)
        witness(gap, a, b)
        b[:, 0] -= 2e-12
        witness(separate(a, b), a, b)


def test_the_least_gap_that_floats_can_show():
    a, b = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([[0.5, np.nextafter(0.5, 1.0)]])
    assert isinstance(separate(a, b), Separation)
    assert isinstance(separate(a, [[0.5, 0.5]]), CommonPoint)
    tiny = 2.0**-1074
    assert isinstance(separate([[0.0]], [[tiny]]), Separation)
    assert isinstance(separate([[0.0], [tiny]], [[tiny]]), CommonPoint)
    assert isinstance(separate([[-1e308], [1e308]], [[tiny]]), CommonPoint)


def test_duplicates_and_flat_sets():
    line = np.linspace(0, 1, 9)[:, None] * [1.0, 2.0, 3.0]
    assert isinstance(separate(line, line[3:5]), CommonPoint)
    assert isinstance(separate(line[:4], line[5:]), Separation)
    assert isinstance(separate(line[:5], line[4:]), CommonPoint)
    doubled = np.repeat(line, 50, axis=0)
    witness(separate(doubled[:200], doubled[250:]), doubled[:200], doubled[250:])
    witness(separate(doubled, doubled), doubled, doubled)


def test_lattices_with_many_ties():
    grid = np.array(list(itertools.product(range(5), repeat=3)), dtype=float)
    for shift in ([4.0, 0.0, 0.0], [4.0, 4.0, 4.0], [5.0, 0.0, 0.0], [3.5, 3.5, 4.5]):
        moved = grid + shift
        found = separate(grid, moved)
        witness(found, grid, moved)
        assert isinstance(found, Separation) == (max(shift) > 4)


coordinate = st.integers(-3, 3)


def point_sets(d: int) -> st.SearchStrategy:
    points = st.lists(st.lists(coordinate, min_size=d, max_size=d), min_size=1, max_size=6)
    return st.tuples(points, points)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 3).flatmap(point_sets))
def test_small_lattice_sets_have_a_true_witness(sets):
    a, b = (np.array(s) for s in sets)
    found = separate(a, b)
    witness(found, a, b)
    # The two answers exclude each other: what one finds the other must not.
    assert (separating_normal(a, b) is None) != (common_point(a, b) is None)


def test_fractions_are_taken_exactly():
    third = Fraction(1, 3)
    assert isinstance(separate([[0], [1]], [[third]]), CommonPoint)
    assert isinstance(separate([[0], [third]], [[third + Fraction(1, 10**30)]]), Separation)


def test_a_normal_that_no_float_expresses():
    """A gap of 10⁻³⁰ between parallel segments of length 10³⁰ and slope 1/3."""
    far, gap = 10**30, Fraction(1, 10**30)
    a = [[0, 0], [3 * far, far]]
    b = [[0, gap], [3 * far, far + gap]]
    found = separate(a, b)
    assert isinstance(found, Separation)
    witness(found, np.array(a, dtype=object), np.array(b, dtype=object))
    assert found.normal[0] == -found.normal[1] / 3


def test_false_witnesses_do_not_verify():
    a, b = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[3.0, 1.0], [2.0, 5.0]])
    found = separate(a, b)
    assert isinstance(found, Separation)
    assert not Separation(tuple(-x for x in found.normal), found.offset).verify(a, b)
    assert not Separation(found.normal, found.offset + 100).verify(a, b)
    assert not found.verify(a, a)
    half = Fraction(1, 2)
    assert CommonPoint((half, Fraction(0)), {0: half, 1: half}, {0: half, 1: half}).verify(a, a)
    assert not CommonPoint((half, Fraction(0)), {0: half}, {0: half, 1: half}).verify(a, a)
    assert not CommonPoint((half, Fraction(1)), {0: half, 1: half}, {0: half, 1: half}).verify(a, a)


@pytest.mark.parametrize(
    ("a", "b", "what"),
    [
        ([], [[1.0]], "non-empty"),
        ([[1.0]], [[1.0, 2.0]], "one dimension"),
        ([[np.nan]], [[1.0]], "NaN"),
    ],
)
def test_what_is_no_set_of_points_is_refused(a, b, what):
    with pytest.raises(ValueError, match=what):
        separate(a, b)
