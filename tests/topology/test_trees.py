"""Minimum spanning trees against those of SciPy."""

import numpy as np
import pytest
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

from unknot.topology import spanning_tree
from unknot.topology._trees import _by_rows, parts_of_tree, tree_lengths


@pytest.mark.parametrize("count", [1, 2, 3, 60])
@pytest.mark.parametrize("scaled", [False, True])
def test_both_ways_find_a_minimum_spanning_tree(count, scaled):
    rng = np.random.default_rng(count)
    cloud = rng.normal(size=(count, 3))
    scale = rng.uniform(0.1, 1, count) if scaled else None
    weights = cdist(cloud, cloud) / (0.5 * (scale[:, None] + scale) if scaled else 1)
    least = minimum_spanning_tree(weights).sum()
    for edges, lengths in (spanning_tree(cloud, scale), _by_rows(cloud, scale)):
        assert edges.shape == (count - 1, 2)
        np.testing.assert_allclose(lengths, weights[edges[:, 0], edges[:, 1]])
        np.testing.assert_allclose(lengths.sum(), least)
        assert not parts_of_tree(count, edges).any()  # it joins all
    if not scaled:
        np.testing.assert_allclose(tree_lengths(cloud).sum(), least)


def test_equal_points_are_joined_at_0():
    lengths = spanning_tree(np.repeat([[0.0, 0.0], [3.0, 4.0]], 4, axis=0))[1]
    assert sorted(lengths.tolist()) == [0.0] * 6 + [5.0]
