"""How many threads train changes no bit of what comes out."""

import numpy as np
import pytest

from unknot.data import load
from unknot.errors import InputError
from unknot.recording import Spec
from unknot.train import Live, fit

SPEC = Spec(data="circles:points=40", hidden=(3,), steps=200, seeds=5, snapshots=4)


@pytest.fixture(scope="module")
def one():
    """What comes out where nothing is said of threads."""
    return fit(SPEC)


@pytest.mark.parametrize("threads", [1, 2, 3, 16])
@pytest.mark.slow
def test_the_same_bits_come_out(one, threads):
    other = fit(SPEC, threads=threads)
    np.testing.assert_array_equal(one.losses, other.losses)
    assert one.finals is not None
    assert other.finals is not None
    np.testing.assert_array_equal(one.finals.layers[0].weight, other.finals.layers[0].weight)


@pytest.mark.parametrize("threads", [0, -1, 1.5, True, "two"])
def test_what_is_no_number_of_threads_is_refused(threads):
    with pytest.raises(InputError, match="number of threads"):
        fit(SPEC, threads=threads)
    with pytest.raises(InputError, match="number of threads"):
        Live(SPEC, load(SPEC.data), threads=threads)
