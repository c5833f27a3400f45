import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from unknot.errors import InputError
from unknot.neighbours import _search, k_nearest, votes


def plain(queries, references, k, exclude_self):
    """All distances, by differences, sorted by distance and then by index."""
    squared = np.sum((queries[:, None] - references[None]) ** 2, axis=-1)
    if exclude_self:
        np.fill_diagonal(squared, np.inf)
    order = np.argsort(squared, axis=1, kind="stable")[:, :k]
    return np.sqrt(np.take_along_axis(squared, order, axis=1)), order


@settings(max_examples=60)
@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.integers(1, 9),
    st.sampled_from(["normal", "grid", "far cluster", "huge", "tiny"]),
    st.booleans(),
)
def test_it_finds_what_looking_at_all_finds(seed, count, k, kind, exclude_self):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(count + k, 3))
    if kind == "grid":  # ties
        points = rng.integers(0, 3, size=points.shape).astype(float)
    points = {"far cluster": points * 2.0**-30 + 1000, "huge": points * 2.0**600}.get(kind, points)
    points = points * 2.0**-600 if kind == "tiny" else points
    queries = points if exclude_self else points[::2] + (kind == "grid") * 0.5
    scale = {"huge": 2.0**600, "tiny": 2.0**-600}.get(kind, 1.0)
    expected = plain(queries / scale, points / scale, k, exclude_self)
    distances, indices = k_nearest(queries, points, k, exclude_self)
    np.testing.assert_array_equal(indices, expected[1])
    np.testing.assert_allclose(distances / scale, expected[0], rtol=1e-12)


@pytest.mark.parametrize("stripes", [4, 32])
@pytest.mark.parametrize("count", [4096, 5003])
def test_stripes_and_blocks_change_nothing(monkeypatch, stripes, count):
    rng = np.random.default_rng(stripes)
    points = rng.integers(0, 12, size=(count, 3)).astype(float)
    queries = points[:50]
    monkeypatch.setattr(_search, "_STRIPES", stripes)
    monkeypatch.setattr(_search, "_BLOCK", 3 * count)
    monkeypatch.setattr(_search, "_FLAT", 100)
    distances, indices = k_nearest(queries, points, 7)
    expected = plain(queries, points, 7, False)
    np.testing.assert_array_equal(indices, expected[1])
    np.testing.assert_array_equal(distances, expected[0])
    _, others = k_nearest(points, points, 3, exclude_self=True)
    assert (others != np.arange(count)[:, None]).all()


def test_clusters_that_single_precision_cannot_see_into_are_searched_in_double(monkeypatch):
    rng = np.random.default_rng(5)
    points = rng.normal(size=(4, 3))[rng.integers(0, 4, 600)] + 1e-6 * rng.normal(size=(600, 3))
    kinds = []

    class Spied(_search._Products):
        def __init__(self, *given):
            super().__init__(*given)
            kinds.append(self.kind)

    monkeypatch.setattr(_search, "_Products", Spied)
    monkeypatch.setattr(_search, "_BLOCK", 6000)
    distances, indices = k_nearest(points, points, 2, exclude_self=True)
    expected = plain(points, points, 2, True)
    np.testing.assert_array_equal(indices, expected[1])
    np.testing.assert_allclose(distances, expected[0], rtol=1e-12)
    assert kinds == [np.float32, np.float64]


def test_distances_in_a_tight_cluster_are_right():
    """|x|² + |y|² − 2x·y would give 0, or noise, for all of these."""
    steps = np.arange(5.0)[:, None] * 2.0**-40
    distances, _ = k_nearest(1000 + steps[:1], 1000 + steps, 5)
    np.testing.assert_array_equal(distances[0], steps[:, 0])


@pytest.mark.parametrize(
    ("queries", "references", "k", "exclude_self", "said"),
    [
        (np.zeros((2, 1)), np.zeros((3, 1)), 4, False, "from 1 to 3"),
        (np.zeros((3, 1)), np.zeros((3, 1)), 3, True, "from 1 to 2"),
        (np.zeros((2, 1)), np.zeros((3, 1)), 0, False, "from 1 to 3"),
        (np.zeros((2, 1)), np.zeros((3, 2)), 1, False, "coordinates"),
        (np.zeros((2, 1)), np.zeros((3, 1)), 1, True, "references themselves"),
        (np.zeros(2), np.zeros((3, 1)), 1, False, "rows of numbers"),
        (np.full((2, 1), np.nan), np.zeros((3, 1)), 1, False, "not finite"),
    ],
)
def test_what_has_no_neighbours(queries, references, k, exclude_self, said):
    with pytest.raises(InputError, match=said):
        k_nearest(queries, references, k, exclude_self)


def test_no_queries_have_no_neighbours():
    distances, indices = k_nearest(np.zeros((0, 2)), np.zeros((3, 2)), 2)
    assert distances.shape == indices.shape == (0, 2)


@pytest.mark.parametrize("weights", ["uniform", "distance"])
def test_votes_are_those_of_scikit_learn(weights):
    rng = np.random.default_rng(3)
    points, labels = rng.integers(0, 4, (60, 2)).astype(float), rng.integers(0, 3, 60)
    # Without ties at the k-th neighbour, of which the order is a matter of taste.
    points += rng.normal(size=points.shape) * 1e-3
    points[30:40] = points[:10]
    queries = np.concatenate([points[:10], rng.normal(size=(20, 2))])
    peer = KNeighborsClassifier(5, weights=weights, algorithm="brute").fit(points, labels)
    distances, indices = k_nearest(queries, points, 5)
    np.testing.assert_allclose(
        votes(distances, labels[indices], 3, weights), peer.predict_proba(queries), atol=1e-7
    )


def test_soft_votes_do_not_underflow():
    found = votes(np.array([[100.0, 100.0, 300.0]]), np.array([[0, 1, 1]]), 2, "soft")
    np.testing.assert_allclose(found, [[0.5, 0.5]])


@pytest.mark.parametrize(
    ("labels", "weights", "said"),
    [
        ([[0, 1]], "distances", "Did you mean 'distance'"),
        ([[0]], "soft", "alike"),
        ([[0, 2]], "soft", "0 to 1"),
    ],
)
def test_what_cannot_vote(labels, weights, said):
    with pytest.raises(InputError, match=said):
        votes(np.ones((1, 2)), np.array(labels), 2, weights)
