"""Every figure on every case: a file with contents, whose colours agree with the network."""

import matplotlib as mpl
import numpy as np
import pytest
from drawing_cases import network_for, recording_for
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from PIL import Image

from unknot import draw
from unknot.data import Dataset, load
from unknot.draw._style import INKS, MARKERS, TINTS, ink, tints
from unknot.errors import InputError
from unknot.nets import activation, mlp
from unknot.recording import Spec
from unknot.train import fit


def opened(figure, path):
    with Image.open(draw.save(figure, path)) as image:
        return np.asarray(image.convert("RGB"))


def drawn(figure):
    figure.set_dpi(60)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3]


def colours(pixels):
    return len(np.unique(pixels.astype(int) @ [1, 256, 65536]))


def finite_limits(figure):
    return all(np.isfinite([*a.get_xlim(), *a.get_ylim()]).all() for a in figure.axes)


def test_figures_of_a_network(case, tmp_path):
    network, data = case
    figures = [draw.decision(network, data), draw.strip(network, data)]
    # The layers between are panels of the strip.
    figures += [draw.representation(network, data, d) for d in {0, network.depth}]
    figures += [draw.representation(network, data, d + 0.5) for d in range(min(network.depth, 2))]
    for figure in figures:
        assert finite_limits(figure)
        assert colours(drawn(figure)) > 20
    assert colours(opened(figures[0], tmp_path / "a.png")) > 20


@pytest.mark.parametrize(
    ("source", "hidden", "seeds"),
    [
        ("two-curves:points=60", (2,), 1),
        ("two-curves:points=60", (2,), 4),
        ("intervals:points=60", (2,), 4),
        ("iris:points=60", (3,), 1),
        ("linked-tori:points=60", (), 4),
    ],
)
def test_figures_of_a_recording(source, hidden, seeds, tmp_path):
    recording = recording_for(load(source), hidden, seeds)
    for figure in (draw.losses(recording), draw.seeds(recording)):
        assert finite_limits(figure)
        assert colours(drawn(figure)) > 20
    assert colours(opened(draw.seeds(recording), tmp_path / "a.png")) > 20


def test_many_seeds_are_bands():
    recording = recording_for(load("two-curves:points=40"), (2,), 120)
    assert len(draw.losses(recording).axes[0].collections) == 2
    assert colours(drawn(draw.seeds(recording))) > 20


def test_order_of_the_phases_is_passed_on(spirals, tmp_path):
    network, data = spirals
    together = opened(draw.representation(network, data, 0.3), tmp_path / "a.png")
    phases = opened(draw.representation(network, data, 0.3, order="phases"), tmp_path / "b.png")
    assert not np.array_equal(together, phases)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_regions_are_the_networks_predictions(spirals, depth):
    network, data = spirals
    figure = draw.representation(network, data, depth)
    axes = figure.axes[0]
    for artist in [*axes.collections, axes.xaxis, axes.yaxis, *axes.spines.values()]:
        artist.set_visible(False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = np.asarray(canvas.buffer_rgba())[::-1, :, :3] / 255
    low, high = axes.transData.inverted(), axes.bbox
    x, y = np.meshgrid(
        np.arange(int(high.x0) + 3, int(high.x1) - 3, 3),
        np.arange(int(high.y0) + 3, int(high.y1) - 3, 3),
    )
    places = low.transform(np.stack([x.ravel() + 0.5, y.ravel() + 0.5], axis=1))
    shown = picture[y.ravel(), x.ravel()]
    nearest = np.argmin(((shown[:, None] - tints(2)) ** 2).sum(axis=2), axis=1)
    rest = type(network)(network.layers[depth:], network.head)
    assert np.mean(nearest != rest.predict(places)) < 0.01


def test_many_classes_are_coloured_as_predicted():
    data = load("blobs:classes=6,points=90")
    network = network_for(data, (5,))
    image = np.asarray(draw.decision(network, data).axes[0].images[0].get_array())
    axes = draw.decision(network, data).axes[0]
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    size = len(image)
    middle = (np.arange(size) + 0.5) / size
    x, y = np.meshgrid(left + middle * (right - left), bottom + middle * (top - bottom))
    said = network.predict(np.stack([x.ravel(), y.ravel()], axis=1))
    colour = image[..., :3].reshape(-1, 3) / 255
    nearest = np.argmin(((colour[:, None] - tints(6)) ** 2).sum(axis=2), axis=1)
    assert np.mean(nearest != said) < 0.01


DEGENERATE = {
    "all equal": ([[2.0, 3.0]] * 6, [0, 1] * 3),
    "one point": ([[0.0, 0.0]], [0]),
    "one point a class": ([[0.0, 1.0], [1.0, 0.0]], [0, 1]),
    "huge": ([[1e12, -1e12], [-1e12, 1e12], [0.0, 0.0]], [0, 1, 0]),
    "huge and equal": ([[1e12, 1e12]] * 3, [0, 1, 0]),
    "tiny": ([[1e-12, 0.0], [0.0, 1e-12]], [0, 1]),
    "a line": ([[0.0, 5.0], [1.0, 5.0], [2.0, 5.0]], [0, 1, 1]),
    "unequal axes": ([[0.0, 0.0], [1e6, 1.0], [5e5, 0.5]], [0, 1, 1]),
    "3-D, equal": ([[1.0, 1.0, 1.0]] * 4, [0, 1, 0, 1]),
    "5-D, equal": ([[1.0] * 5] * 4, [0, 1, 0, 1]),
    "1-D, equal": ([[4.0]] * 4, [0, 1, 0, 1]),
}


@pytest.mark.parametrize("name", DEGENERATE)
@pytest.mark.parametrize("hidden", [(2,), pytest.param((4, 3), marks=pytest.mark.slow)])
@pytest.mark.slow
def test_degenerate_data(name, hidden):
    points, labels = DEGENERATE[name]
    features = tuple(f"x{k}" for k in range(len(points[0])))
    data = Dataset(np.array(points), np.array(labels), ("A", "B"), features)
    network = network_for(data, hidden)
    for figure in (
        draw.decision(network, data),
        draw.strip(network, data),
        draw.representation(network, data, 0.5),
    ):
        assert finite_limits(figure)
        drawn(figure)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes(spirals, suffix, tmp_path):
    files = [draw.save(draw.decision(*spirals), tmp_path / f"{k}.{suffix}") for k in range(2)]
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert first.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix])


def test_few_of_many_points_are_drawn_and_it_is_said():
    data = load("moons:points=5000")
    figure = draw.decision(network_for(data, (2,)), data)
    assert "2,000 of 5,000 points drawn" in [t.get_text() for t in figure.legends[0].get_texts()]


def test_settings_of_the_user_neither_matter_nor_change(spirals, tmp_path):
    before = opened(draw.decision(*spirals), tmp_path / "a.png")
    with mpl.rc_context({"axes.facecolor": "red", "font.size": 30}):
        after = opened(draw.decision(*spirals), tmp_path / "b.png")
        assert mpl.rcParams["font.size"] == 30
    assert np.array_equal(before, after)


def luminance(colour):
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_points_stand_out_from_their_region():
    for front, back in zip(INKS, TINTS, strict=True):
        light, dark = luminance(back) + 0.05, luminance(front) + 0.05
        assert light / dark >= 3
    assert len(set(MARKERS)) == len(set(INKS)) == len(set(TINTS)) == 10
    assert ink(0) == "#0b62c4"
    assert ink(1) == "#c8321e"


def test_mistakes_are_explained(spirals, tmp_path):
    network, data = spirals
    figure = draw.decision(network, data)
    with pytest.raises(InputError, match=r"\.png, \.svg or \.pdf"):
        draw.save(figure, tmp_path / "picture.jpg")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="folder"):
        draw.save(figure, tmp_path / "file" / "picture.png")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        draw.save(figure, tmp_path / "folder.png")
    with pytest.raises(InputError, match="between 0"):
        draw.representation(network, data, 2.5)
    with pytest.raises(InputError, match="between 0"):
        draw.representation(network, data, float("nan"))
    with pytest.raises(InputError, match="no head"):
        draw.decision(network.body, data)
    with pytest.raises(InputError, match="dimension"):
        draw.strip(network, load("iris"))


def test_seeds_need_their_networks(recording):
    from dataclasses import replace

    with pytest.raises(InputError, match="final network"):
        draw.seeds(replace(recording, finals=None))


def test_the_legend_of_losses_stays_on_the_paper():
    data = load("moons:points=60,noise=0.3")
    test = load("moons:points=30,noise=0.3,seed=1")
    spec = Spec(data="moons", hidden=(2,), steps=30, seeds=3, validation=0.3, snapshots=3)
    figure = draw.losses(fit(spec, data, test))
    FigureCanvasAgg(figure).draw()
    place = figure.legends[0].get_window_extent()
    assert len(figure.legends[0].get_texts()) == 4
    assert place.x0 >= 0
    assert place.x1 <= figure.bbox.width


def test_titles_are_within_the_figure():
    data = load("digits:points=400")
    network = mlp(0, 64, (16, 8, 32), 10, [activation("relu")] * 3, "softmax").float64()
    for figure in (draw.decision(network, data), draw.strip(network, data)):
        figure.canvas.draw()
        tops = [axes.title.get_window_extent().y1 for axes in figure.axes]
        assert max(tops) <= figure.bbox.y1
