"""What pages carry of places: two bytes a coordinate, and never further off than half a step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from unknot.viewer._packed import packed

SINGLE = st.floats(-(2.0**60), 2.0**60, width=32)


def unpacked(tensors, name="points/0"):
    """Undo it as the browser does (``viewer/src/recording/written.ts``)."""
    planes, (low, high) = tensors[name], tensors[f"{name}/ends"].astype(float)
    differences = (planes[:, 0].astype(np.uint16) << 8 | planes[:, 1]).view(np.int16)
    codes = np.cumsum(differences, axis=0, dtype=np.int16)
    places = low + (high - low) / 65534 * (codes.astype(float) + 32767)
    return np.where(codes == -32768, np.nan, places)


@given(arrays(np.float32, array_shapes(min_dims=3, max_dims=3, max_side=5), elements=SINGLE))
def test_no_coordinate_is_off_by_more_than_half_a_step(places):
    tensors = packed("points/0", places)
    assert tensors["points/0"].shape == (len(places), 2, *places.shape[1:])
    low, high = tensors["points/0/ends"].astype(float)
    room = (high - low) / 65534 / 2 + 1e-9 * np.abs(places).max()
    assert (np.abs(unpacked(tensors) - places) <= room).all()


@pytest.mark.parametrize("lost", [np.nan, np.inf, -np.inf])
def test_no_number_stays_none_and_spoils_no_other(lost):
    places = np.arange(12, dtype=np.float32).reshape(3, 2, 2)
    places[1, 0, 1] = lost
    found = unpacked(packed("points/0", places))
    assert np.isnan(found[1, 0, 1])
    assert np.isnan(found).sum() == 1
    np.testing.assert_allclose(found[2], places[2], atol=1e-3)


def test_what_stands_still_and_what_is_empty():
    for places in (np.full((2, 3, 1), 0.3, np.float32), np.zeros((2, 0, 2), np.float32)):
        np.testing.assert_array_equal(unpacked(packed("points/0", places)), places)
