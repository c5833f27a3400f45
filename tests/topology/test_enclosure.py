"""Enclosure, held to persistent homology, to walks over a grid, and to what encloses nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import label
from scipy.spatial import KDTree

from unknot import topology
from unknot.errors import InputError


def on_a_grid(walls, radius, side=161, reach=2.0):
    """Which cells of a grid lie in a bounded component outside balls round points."""
    axis = np.linspace(-reach, reach, side)
    cells = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1)
    open_ = KDTree(walls).query(cells)[0] > radius
    parts, _ = label(open_)
    outside = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    return cells, open_ & ~np.isin(parts, outside)


@given(st.integers(0, 10**6), st.integers(6, 40), st.floats(0.15, 0.7))
@settings(max_examples=10)
def test_it_agrees_with_a_walk_over_a_grid(seed, count, radius):
    rng = np.random.default_rng(seed)
    walls = rng.uniform(-1, 1, size=(count, 2))
    cells, closed = on_a_grid(walls, radius)
    flat = cells.reshape(-1, 2)
    found = topology.enclosure(flat, walls)
    said = ((found.inner <= radius) & (radius < found.outer)).reshape(closed.shape)
    # What a grid of this step cannot see: gates hardly wider, and points next to a ball.
    sure = (np.abs(found.inner - radius) > 0.04) & (np.abs(found.outer - radius) > 0.04)
    sure &= ~((found.inner > radius) & (found.inner < radius + 0.1))
    sure = sure.reshape(closed.shape)
    np.testing.assert_array_equal(said[sure], closed[sure])


@pytest.mark.parametrize("n", [2, 3, 4])
def test_a_sphere_encloses_its_centre_from_its_filling_scale_on(n):
    rng = np.random.default_rng(n)
    sphere = rng.normal(size=({2: 60, 3: 400, 4: 400}[n], n))
    sphere /= np.linalg.norm(sphere, axis=1, keepdims=True)
    found = topology.enclosure([[0.0] * n, [3.0] + [0.0] * (n - 1)], sphere)
    assert found.enclosed.tolist() == [True, False]
    assert found.outer[0] == pytest.approx(1)
    half = topology.enclosure([[0.0] * n], sphere[sphere[:, 0] < -0.1])
    assert not half.enclosed.any()
    assert "enclosed" in found.summary()


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_what_lies_in_a_hyperplane_or_is_too_few_encloses_nothing(n):
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(100, n))
    flat[:, 0] = 1.0
    inside = rng.normal(size=(20, n))
    for walls in (flat, flat[:3], np.zeros((50, n))):
        assert not topology.enclosure(inside, walls).enclosed.any()


def test_on_a_line_walls_to_both_sides_enclose():
    found = topology.enclosure([[0.0], [3.0], [-5.0]], [[-1.0], [1.0]])
    assert found.inner.tolist() == [1.0, np.inf, np.inf]
    assert found.outer.tolist() == [1.0, 2.0, 4.0]
    assert topology.enclosure([[0.1]], [[-1.0], [1.0]]).enclosed.tolist() == [False]


@given(st.integers(0, 10**6))
@settings(max_examples=10)
def test_it_does_not_see_rotations_shifts_and_scales(seed):
    rng = np.random.default_rng(seed)
    walls, inside = rng.normal(size=(60, 3)), rng.normal(size=(20, 3))
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    one = topology.enclosure(inside, walls)
    other = topology.enclosure(100 * inside @ turn + 5, 100 * walls @ turn + 5)
    np.testing.assert_allclose(100 * one.inner, other.inner, rtol=1e-6)
    np.testing.assert_allclose(100 * one.outer, other.outer, rtol=1e-9)


def test_dimensions_must_fit_and_be_few():
    with pytest.raises(InputError, match="The points have 2 coordinates, those round them 3"):
        topology.enclosure(np.zeros((4, 2)), np.zeros((4, 3)))
    with pytest.raises(InputError, match="5 at most"):
        topology.enclosure(np.zeros((4, 6)), np.zeros((4, 6)))


def test_loops_of_linked_rings_have_linking_number_one_and_of_parted_ones_none():
    turn = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    other = np.stack([1 + np.cos(turn), 0 * turn, np.sin(turn)], axis=1)
    first, second = topology.loops(ring), topology.loops(other)
    assert [len(loop) for loop in first] == [50]
    assert abs(topology.linking(first, second)[0][0]) == 1
    assert topology.linking(first, [loop + np.array([5, 0, 0]) for loop in second]) == ((0,),)
    assert topology.linking(first, []) == ((),)
    with pytest.raises(InputError, match="vertices with 2 coordinates"):
        topology.linking([ring[:, :2]], second)
