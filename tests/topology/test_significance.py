"""Bars that are more than noise: the law of the noise itself, and what stands out of it."""

import numpy as np
import pytest

from unknot.topology import p_values, persistence, standing_out


def bars(ratios):
    return np.stack([np.ones(len(ratios)), np.exp(ratios)], axis=1)


def test_noise_of_the_law_is_seldom_found_significant():
    found = [
        standing_out(bars(np.random.default_rng(seed).exponential(0.1, 80)), level=0.05)
        for seed in range(300)
    ]
    assert np.mean(np.array(found) > 0) < 0.12  # two tests at 0.05 each


@pytest.mark.parametrize("k", [1, 2, 9, 30])
def test_equal_holes_do_not_hide_each_other(k):
    rng = np.random.default_rng(k)
    ratios = np.concatenate([np.full(k, 0.95), np.minimum(rng.exponential(0.08, 120), 0.4)])
    assert standing_out(bars(ratios)) == k


@pytest.mark.parametrize("grid", [0.1, 0.4])
def test_points_rounded_to_a_grid_show_no_holes_that_they_do_not_have(grid):
    rng = np.random.default_rng(3)
    for size in (50, 90, 150):
        cloud = np.round(rng.normal(size=(size, 3)) / grid) * grid
        assert persistence(cloud).count(1) == 0
    turn = rng.uniform(0, 2 * np.pi, 300)
    ring = np.round(np.stack([np.cos(turn), np.sin(turn)], axis=1) / grid) * grid
    assert persistence(ring).count(1) == 1


def test_long_bars_count_where_there_is_no_noise():
    assert standing_out([[1, 3.5]]) == 1
    assert standing_out([[1, 1.2]]) == 0
    assert standing_out(np.empty((0, 2))) == 0
    assert standing_out([[1, np.inf]], cutoff=4.0) == 1
    assert standing_out([[1, np.inf]], cutoff=1.1) == 0


def test_a_cutoff_makes_values_no_smaller():
    given = bars(np.random.default_rng(0).exponential(0.2, 40))
    assert (p_values(given, 1.3)[given[:, 1] < 1.3] <= 1).all()
    best = np.argmax(given[:, 1])
    assert p_values(given, np.exp(0.3))[best] >= p_values(given)[best]
