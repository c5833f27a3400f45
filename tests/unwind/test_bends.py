from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info, threadpool_limits

from unknot.nets import Network
from unknot.unwind import Twist, widest_gap
from unknot.unwind._bends import Bends
from unknot.unwind._fit import fitted
from unknot.unwind._stages import Manner, Stages

POINTS = np.random.default_rng(0).uniform(-1, 1, (60, 2))


def some(seed, directions=3, knots=7):
    rng = np.random.default_rng(seed)
    bends = Bends.across(POINTS, directions, knots, rng.uniform(0, 3))
    return bends, 0.2 * rng.normal(size=bends.free)


def written_out(columns):
    count = len(columns.columns)
    rows = [columns.against(row.reshape(count, 2)) for row in np.eye(2 * count)]
    return np.stack(rows).reshape(count, 2, -1)


@pytest.mark.parametrize("seed", range(3))
def test_the_layers_are_the_same_map_on_the_points_and_beyond(seed):
    bends, heights = some(seed)
    network = Network(bends.shears(heights))
    for points in (POINTS, 5 * POINTS):
        images, _ = bends.images(points, heights)
        np.testing.assert_allclose(network.represent(points), images, atol=1e-12)


def test_derivatives_are_those_of_differences():
    bends, heights = some(1)
    slopes = written_out(bends.derivatives(bends.images(POINTS, heights)[1]))
    step = 1e-6
    for k, direction in enumerate(np.eye(bends.free)):
        above, below = (bends.images(POINTS, heights + s * step * direction)[0] for s in (1, -1))
        np.testing.assert_allclose(slopes[:, :, k], (above - below) / (2 * step), atol=1e-7)


def test_normal_equations_are_those_of_the_derivatives_written_out():
    bends, heights = some(4)
    found = bends.derivatives(bends.images(POINTS, heights)[1])
    size, a, b = np.arange(1.0, len(POINTS) + 1), np.arange(0, 50), np.arange(5, 55)
    slopes = written_out(found)
    for some_, full in (
        (found.scaled(size), size[:, None, None] * slopes),
        (found.between(a, b), slopes[b] - slopes[a]),
    ):
        rows = full.reshape(-1, bends.free)
        np.testing.assert_allclose(some_.normal(), rows.T @ rows, atol=1e-9)


def test_a_fit_finds_shears_that_are_there_and_smoothness_costs_errors():
    bends, heights = some(2)
    targets, _ = bends.images(POINTS, 0.3 * heights)
    ones = np.ones(len(POINTS))
    exact, smooth = (fitted(bends, POINTS, targets, ones, s) for s in (1e-12, 1e-1))
    assert exact.errors.max() < 0.02 < smooth.errors.max()
    rough = bends.roughness
    assert smooth.heights @ rough @ smooth.heights < exact.heights @ rough @ exact.heights


def test_heights_of_nothing_are_no_layers():
    bends, heights = some(3)
    assert bends.shears(0 * heights) == []


def test_equations_are_solved_by_one_thread_however_many_there_are():
    class Looking:
        def at(self, points, t):
            seen.append([one["num_threads"] for one in threadpool_info()])
            return points

    seen: list[list[int]] = []
    crossing = [np.array([[-1.0, 0], [1, 0]]), np.array([[0, -1.0], [0, 1]])]
    with threadpool_limits(2, "blas"):
        before = threadpool_info()
        stages = Stages(Looking(), crossing, crossing, Manner(0.5))
        assert stages.network(10, print) is None
        assert threadpool_info() == before
    assert seen
    blas = [k for k, lib in enumerate(before) if lib["user_api"] == "blas"]
    assert {now[k] for now in seen for k in blas} == {1}


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_a_twist_keeps_distances_from_the_centre_and_goes_back(seed, t):
    rng = np.random.default_rng(seed)
    radii = np.sort(rng.uniform(0, 2, 5))
    twist = Twist(rng.normal(size=2), radii, rng.normal(0, 5, 5))
    back = Twist(twist.centre, radii, -twist.angles)
    points = rng.normal(size=(20, 2))
    there = twist.at(points, t)
    apart = [np.hypot(*(p - twist.centre).T) for p in (points, there)]
    np.testing.assert_allclose(*apart, atol=1e-12)
    np.testing.assert_allclose(back.at(there, t), points, atol=1e-9)
    np.testing.assert_allclose(twist.at(points, 0), points, atol=1e-12)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(-2, 2))
def test_the_widest_gap_separates_or_there_is_none(seed, apart):
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, 15, 2))
    second[:, 0] += apart
    found = widest_gap(first, second)
    if found is not None:
        w, c = found
        assert (first @ w + c <= -1 + 1e-6).all()
        assert (second @ w + c >= 1 - 1e-6).all()
    shared = np.concatenate([second, first[:1]])
    assert widest_gap(first, shared) is None


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.5))
def test_sparser_shears_are_near_and_have_the_fewest_bends_there_are(seed, far):
    bends, heights = some(seed, 2, 6)
    heights = np.where(np.random.default_rng(seed).random(heights.shape) < 0.3, 0.0, heights)
    sparser, changes = bends.sparser(heights, far)
    assert np.abs(sparser - heights).max() <= far + 1e-12
    assert np.linalg.matrix_rank(changes) == changes.shape[1]
    np.testing.assert_allclose(changes @ np.linalg.pinv(changes) @ sparser, sparser, atol=1e-9)
    for knots, h, found in zip(bends.knots, bends._all(heights), bends._all(sparser), strict=True):
        turns = int((np.abs(np.diff(np.diff(found) / np.diff(knots))) > 1e-9).sum())
        chains = (
            (0, *middle, 5) for size in range(5) for middle in combinations(range(1, 5), size)
        )
        near = (
            len(chain) - 2
            for chain in chains
            if np.abs(np.interp(knots, knots[list(chain)], h[list(chain)]) - h).max() <= far
        )
        assert turns <= min(near, default=4)


def test_shears_that_are_fitted_with_few_knots_get_no_others():
    bends, heights = some(5, 2, 9)
    sparser, changes = bends.sparser(heights, 0.3)
    targets, _ = bends.images(POINTS, heights)
    found = fitted(bends, POINTS, targets, np.ones(60), 1e-6, among=(sparser, changes))
    knots = [len(layer.knots) for layer in bends.shears(found.heights)]
    assert sum(knots) <= changes.shape[1] < bends.free
    before = np.hypot(*(targets - bends.images(POINTS, sparser)[0]).T)
    assert np.mean(found.errors**4) < np.mean(before**4)
