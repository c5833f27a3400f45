"""Regions meet where the winning class changes, and nowhere else."""

import numpy as np
import pytest

from unknot import draw
from unknot.data import Dataset
from unknot.draw._region import coloured, leads
from unknot.draw._style import TINTS, tints
from unknot.nets import Dense, Head, Network, activation

ROW = np.arange(40.0)


def painted(*scores):
    """Return the colours of a picture whose rows all have these scores."""
    rows = [np.repeat(np.asarray(score, float)[None], 6, axis=0) for score in scores]
    return coloured(
        np.stack(leads(np.stack(rows, axis=-1).reshape(-1, len(scores)))).reshape(-1, 6, len(ROW))
    )


def test_a_steep_fall_without_a_change_of_sign_leaves_no_trace():
    image = painted(0.01 + 9.0 * (ROW < 20))
    assert np.array_equal(image, np.broadcast_to(tints(2)[1], image.shape))


@pytest.mark.parametrize("step", [1e-3, 1.0, 1e12])
def test_a_change_of_sign_is_blended_over_one_pixel(step):
    image = painted(step * (ROW - 19.6))[0]
    zero, one = tints(2)
    # The tie is 0.4 before the middle of pixel 20, so a tenth of that one is of the other class.
    assert np.allclose(image[:20], zero)
    assert np.allclose(image[20], 0.9 * one + 0.1 * zero)
    assert np.allclose(image[21:], one)


def test_where_a_class_is_second_by_little_it_is_not_seen():
    image = painted(5.0 + 0 * ROW, 4.99 - 9.0 * (ROW > 20), -9.0 + 0 * ROW)
    assert np.array_equal(image, np.broadcast_to(tints(3)[0], image.shape))


def test_a_steep_network_is_drawn_with_no_line_but_the_border():
    # The score is 1.2 + tanh(90 x): it falls from 2.2 to 0.2 and stays positive.
    layer = Dense(np.array([[90.0, 0], [0, 1]]), np.zeros(2), activation("tanh"))
    network = Network([layer], Head(np.array([[1.0, 0]]), np.array([1.2]), "logistic"))
    corners = np.array([[-1.0, -1], [-1, 1], [1, -1], [1, 1]])
    data = Dataset(corners, np.array([0, 1, 1, 1]), ("a", "b"), ("x", "y"), "corners", "corners")
    (image,) = draw.decision(network, data).axes[0].images
    drawn = np.asarray(image.get_array())[..., :3].reshape(-1, 3)
    assert np.unique(drawn, axis=0).tolist() == [list(bytes.fromhex(TINTS[1][1:]))]
