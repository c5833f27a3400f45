"""What a penalty costs, drawn."""

from dataclasses import replace

import numpy as np
import pytest
from drawing_cases import recording_for

from unknot import draw
from unknot.data import load
from unknot.errors import InputError
from unknot.measure import jacobian_norms


@pytest.fixture(scope="module")
def recordings():
    data = load("disc-in-ring:points=60")
    film = recording_for(data, (2, 2))
    texts = (None, "contractive:0.1", "contractive:0.01", "contractive:0.1,per=layer")
    return [replace(film, spec=film.spec.model_copy(update={"penalty": t})) for t in texts]


def test_every_recording_has_its_place_in_both_panels(recordings):
    figure = draw.tradeoff(recordings)
    norms = jacobian_norms(recordings[0].final, recordings[0].data.points)
    for axes in figure.axes:
        held, layers, free = axes.lines
        assert [len(line.get_xdata()) for line in (held, layers, free)] == [2, 1, 1]
        assert [text.get_text() for text in axes.texts[:3]] == ["0.01", "0.1", "0.1"]
    assert figure.axes[0].lines[2].get_xdata()[0] == pytest.approx(np.mean(norms))
    assert figure.axes[0].lines[2].get_ydata()[0] == recordings[0].accuracy


def test_what_cannot_be_compared_is_refused(recordings):
    with pytest.raises(InputError, match="two recordings at least"):
        draw.tradeoff(recordings[:1])
    other = recordings[0].spec.model_copy(update={"data": "moons"})
    with pytest.raises(InputError, match="different data"):
        draw.tradeoff([recordings[1], replace(recordings[0], spec=other)])


def test_norms_are_those_of_small_differences(recordings):
    network, points = recordings[0].final, recordings[0].data.points[:5]
    steps = 1e-6 * np.eye(2)
    slopes = [(network.scores(points + d) - network.scores(points - d)) / 2e-6 for d in steps]
    found = jacobian_norms(network, points)
    np.testing.assert_allclose(found, np.linalg.norm(np.stack(slopes), axis=(0, 2)), rtol=1e-6)
    with pytest.raises(InputError):
        jacobian_norms(network, np.zeros((3, 5)))
