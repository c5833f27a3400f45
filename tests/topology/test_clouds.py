"""What a cloud shows by itself: components, holes, dimension, and errors for what is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from unknot import topology
from unknot.errors import InputError


def circle(count, centre=(0, 0), radius=1.0):
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return np.array(centre) + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def disc(count, centre, radius, rng):
    turn, far = rng.random(count) * 2 * np.pi, radius * np.sqrt(rng.random(count))
    return np.array(centre) + np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([[0.0, np.nan], [1, 2]], "1 of 2 points have values that are not finite, the first is"),
        ([1.0, 2.0], r"shape \(2,\); expected \(n, d\)"),
        (np.empty((0, 2)), "There are 0 points; expected 1 or more"),
        ([["a", "b"]], "no numbers"),
    ],
)
@pytest.mark.parametrize(
    "take",
    [
        topology.persistence,
        topology.components,
        topology.dimensions,
        topology.homology,
        topology.loops,
        lambda p: topology.landmarks(p, 3),
        lambda p: topology.enclosure(p, p),
        lambda p: topology.hop_components(p, 3),
    ],
)
def test_what_is_no_cloud_is_refused_everywhere(take, points, message):
    with pytest.raises(InputError, match=message):
        take(points)


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 4))
@settings(max_examples=30)
def test_landmarks_cover_and_are_spread(seed, count, dimension):
    cloud = np.random.default_rng(seed).normal(size=(60, dimension))
    taken = topology.landmarks(cloud, count, seed=seed)
    distances = cdist(cloud, cloud[taken.indices])
    assert len(set(taken.indices.tolist())) == count
    assert taken.cover == pytest.approx(distances.min(axis=1).max(), rel=1e-9)
    apart = cdist(cloud[taken.indices], cloud[taken.indices])[np.triu_indices(count, 1)]
    assert apart.min(initial=np.inf) >= taken.cover * (1 - 1e-9)


def test_equal_points_are_taken_once():
    taken = topology.landmarks(np.repeat([[0.0, 0], [1, 0]], 5, axis=0), 4)
    assert (len(taken.indices), taken.cover) == (2, 0.0)


def test_one_point_and_constant_clouds_are_one_component_without_holes():
    for cloud in (np.zeros((1, 2)), np.ones((50, 3)), [[0.0], [1.0]]):
        found = topology.homology(cloud, 1, most=20)
        assert found.counts == (1, 0)
        assert topology.components(cloud).count == 1
    assert topology.dimensions(np.ones((50, 3))).mle.value == 0


@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 3))
@settings(max_examples=15)
def test_well_spaced_blobs_are_counted_whatever_the_motion_and_scale(seed, blobs, dimension):
    rng = np.random.default_rng(seed)
    parts = np.repeat(np.arange(blobs), 40)
    centres = 10 * np.eye(6)[:blobs, : max(blobs, dimension)]
    cloud = centres[parts] + rng.random((40 * blobs, centres.shape[1])) - 0.5
    turn = np.linalg.qr(rng.normal(size=(centres.shape[1],) * 2))[0]
    found = topology.components(1e-3 * cloud @ turn + 7)
    assert found.count == blobs
    for part in range(blobs):
        assert len(set(found.labels[parts == part].tolist())) == 1


def test_strays_are_no_parts():
    cloud = np.concatenate([np.random.default_rng(0).random((400, 2)), [[9.0, 9.0], [-9, 3]]])
    assert topology.components(cloud).count == 1


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_holes_and_a_disc_with_holes_has_its_own(seed):
    rng = np.random.default_rng(seed)
    square = rng.random((1500, 2))
    assert topology.homology(square, most=400).counts == (1, 0)
    centres = np.array([(0.25, 0.25), (0.75, 0.25), (0.5, 0.75)])
    kept = (cdist(square, centres) > 0.14).all(axis=1)
    assert topology.homology(square[kept], most=400).counts == (1, 3)


def test_counts_of_spheres_and_circles_are_exact_and_certified():
    rng = np.random.default_rng(0)
    sphere = rng.normal(size=(4000, 3))
    sphere /= np.linalg.norm(sphere, axis=1, keepdims=True)
    found = topology.homology(sphere, 2, most=150)
    assert found.counts == (1, 0, 1)
    two = topology.homology(np.concatenate([circle(300), circle(300, (5, 0))]), most=200)
    assert two.counts == two.certified == (2, 2)
    assert "Betti numbers (2, 2) by 200 landmarks of 600 points" in two.summary()


def test_subsamples_spread():
    found = topology.subsampled(circle(2000), size=200, count=4, seed=1)
    assert (len(found.counts), found.size) == (4, 200)
    assert found.least[1] == found.most[1] == 1


@pytest.mark.parametrize(("true", "width"), [(1, 3), (2, 10), (3, 3), (5, 40)])
def test_dimensions_of_flat_sets(true, width):
    rng = np.random.default_rng(true)
    cloud = rng.random((1200, true)) @ rng.normal(size=(true, width))
    found = topology.dimensions(cloud)
    assert found.two_nn.value == pytest.approx(true, rel=0.15)
    assert found.mle.value == pytest.approx(true, rel=0.2)
    assert found.pca.value == pytest.approx(true, rel=0.05)
    assert 0 < found.two_nn.spread < 0.3 * true


def test_dimensions_do_not_depend_on_how_many_units_a_cloud_is_turned_into():
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(60, 3))
    turned = flat @ np.linalg.qr(rng.normal(size=(500, 3)))[0].T
    one, two = topology.dimensions(flat), topology.dimensions(turned)
    assert abs(one.mle.value - two.mle.value) < 1e-6
    assert abs(one.pca.value - two.pca.value) < 1e-6


def test_hops_are_fitted_to_the_input_and_blind_to_distance():
    rng = np.random.default_rng(0)
    two = np.concatenate([disc(100, (0, 0), 1, rng), disc(100, (5, 0), 1, rng)])
    k = topology.fitted_hops(two, 2)
    assert k is not None
    assert topology.hop_components(two, k) == 2
    assert topology.hop_components(two, 150) == 1
    assert topology.fitted_hops(two, 150) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c: topology.persistence(c, 4), "got 4, expected 3 at most"),
        (lambda c: topology.persistence(c, 1.5), "expected a whole number"),
        (lambda c: topology.persistence(c, cutoff=0), "expected a distance > 0"),
        (lambda c: topology.persistence(c).count(0), "dimensions 1 to 1"),
        (lambda c: topology.persistence(c).count(1, 1.0), "0 < level < 1"),
        (lambda c: topology.landmarks(c, 0), "expected a whole number >= 1"),
        (lambda c: topology.persistence(np.zeros((20_001, 1))), "the limit is 20,000"),
    ],
)
def test_numbers_out_of_range_are_refused(call, message):
    with pytest.raises(InputError, match=message):
        call(circle(20))


def test_even_spacing_gives_no_dimension_beyond_that_of_the_space():
    along = np.linspace(0, 1, 200)
    found = topology.dimensions(np.stack([along, along**2 / 50], axis=1))
    assert found.two_nn.value == 2  # all ratios are 1
    assert found.median == pytest.approx(1, rel=0.2)
