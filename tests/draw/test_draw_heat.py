"""The picture of local stretch has the parts that it should have."""

import numpy as np
import pytest
from drawing_cases import network_for
from matplotlib.backends.backend_agg import FigureCanvasAgg

from unknot import draw
from unknot.data import Dataset, load
from unknot.draw._style import MARKERS
from unknot.errors import InputError
from unknot.measure import stretch
from unknot.nets import Network


def heat(network, data):
    return draw.heat(network, data, stretch(network, data, per_class=60))


def texts(figure):
    return {text.get_text() for axes in figure.axes for text in axes.texts}


def test_every_case_is_drawn(case):
    network, data = case
    figure = heat(network, data)
    left, right, bar, grown, contracted = figure.axes
    assert left.get_title().startswith(data.name)
    assert right.get_title() == (
        f"layer {network.depth} · {network.layers[-1].activation.name}"
        if network.depth
        else "input"
    )
    assert bar.get_ylabel() == "local stretch, log10"
    assert grown.get_title() == "stretch, σ_max"
    assert contracted.get_title() == "cross-class contraction"
    assert grown.get_yscale() == contracted.get_yscale() == "log"
    for axes in (left, right):
        assert np.isfinite([*axes.get_xlim(), *axes.get_ylim()]).all()
        assert any(text.get_text().startswith("margin ") for text in axes.texts)
    figure.set_dpi(50)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[..., :3].reshape(-1, 3)
    assert len(np.unique(pixels, axis=0)) > 100


def test_the_plane_has_a_boundary_curves_and_a_marker_of_each_class():
    data = load("two-curves:points=40")
    network = network_for(data, (2, 2))
    figure = heat(network, data)
    left = figure.axes[0]
    assert left.get_xlabel() == "x"
    assert left.get_ylabel() == "y"
    (legend,) = figure.legends
    names = [text.get_text() for text in legend.get_texts()]
    assert names == [*data.class_names, "least margin"]
    shapes = [line.get_marker() for line in legend.get_lines()]
    assert shapes == [*MARKERS[:2], "o"]


def test_the_label_says_the_margin_with_a_minus_sign():
    data = load("disc-in-ring:points=60")
    network = network_for(data, (2, 2))
    found = stretch(network, data, per_class=60)
    assert found.margin < 0
    expected = f"margin {found.margin:.3g}".replace("-", "−")
    assert expected in texts(draw.heat(network, data, found))


def test_a_measurement_is_made_if_none_is_given():
    data = load("intervals:points=20")
    figure = draw.heat(network_for(data, (1,)), data)
    assert "dense points" in " ".join(texts(figure))


def test_more_than_three_dimensions_are_projected():
    data = load("iris:points=60")
    figure = heat(network_for(data, (5,)), data)
    shown = " ".join(texts(figure))
    assert "4 dimensions on 3 principal components" in shown.replace("\n", " ")
    assert "5 units on 3 principal components" in shown.replace("\n", " ")


def test_a_constant_network_is_drawn():
    data = load("two-curves:points=40")
    network = network_for(data, (2,))
    still = Network([network.layers[0].after(np.zeros((2, 2)))], network.head)
    heat(still, data)


def test_what_does_not_fit_is_refused():
    data, other = load("two-curves:points=40"), load("intervals:points=20")
    network = network_for(data, (2,))
    with pytest.raises(InputError, match="dimension"):
        draw.heat(network, other)
    with pytest.raises(InputError, match="no head"):
        draw.heat(network.body, data)
    with pytest.raises(InputError, match="widths"):
        draw.heat(network, data, stretch(network_for(data, (3,)), data, per_class=20))


def test_one_class_alone_is_drawn():
    data = Dataset([[1.0, 0.0], [2.0, 1.0]], [1, 1], ("A", "B"), ("x", "y"))
    heat(network_for(data, (2,)), data)
