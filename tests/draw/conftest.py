"""What the tests of drawings share."""

import pytest
from drawing_cases import CASES, network_for, recording_for

from unknot.data import load

# From the plane to itself, into space and into more dimensions: others do that, too.
LIKE_OTHERS = {"disc, 2 units", "disc, 3 units", "tori, 4 units", "wide relu"}


@pytest.fixture(
    params=[pytest.param(c, marks=pytest.mark.slow if c in LIKE_OTHERS else ()) for c in CASES]
)
def case(request):
    source, hidden, name = CASES[request.param]
    data = load(source)
    return network_for(data, hidden, name), data


@pytest.fixture
def spirals():
    data = load("spirals:points=60")
    return network_for(data, (2, 2)), data


@pytest.fixture
def recording():
    return recording_for(load("disc-in-ring:points=60"), (2, 2))
