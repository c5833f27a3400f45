"""A border is drawn where the class changes, and nowhere else."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from unknot import Spec, fit
from unknot.draw._style import DARK, TINTS
from unknot.nets import Dense, Head, Network, activation

FRAMES = 50  # networks of each kind: 200 in all
EVERY = [pytest.param(10, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]
FINE = 4  # places between two pixels
REACH = 3  # pixels: half a border, its soft edge, and how far it may be off
KINDS = {
    "two classes": ("spirals:points=60", (2, 2), "tanh"),
    "six layers": ("spirals:turns=2,points=60", (2,) * 6, "tanh"),
    "a wide layer": ("moons:points=60", (8, 2), "relu"),
    "five classes": ("blobs:classes=5,points=60", (3, 2), "sigmoid"),
}
PAINTERS = ("auto", pytest.param("canvas2d", marks=pytest.mark.slow))


def recorded(kind):
    """Return a recording whose frames are a training and then networks that have steep falls."""
    data, hidden, bend = KINDS[kind]
    half = FRAMES // 2
    steps = tuple(int(step) for step in np.linspace(0, 400, half))
    spec = Spec(
        data=data,
        hidden=hidden,
        activation=(bend,),
        steps=400,
        snapshots=steps,
        patience=None,
        learning_rate=0.03,
    )
    recording = fit(spec)
    rng = np.random.default_rng(len(kind))
    more = FRAMES - len(recording.steps)

    def drawn(array, scale):
        made = scale * rng.normal(size=(more, *array.shape[1:]))
        return np.concatenate([array, made]).astype(np.float32)

    steep = rng.uniform(1, 12, size=(more, 1, 1))
    layers = [
        Dense(drawn(layer.weight, steep), drawn(layer.bias, steep[..., 0]), activation(bend))
        for layer in recording.networks.layers
    ]
    old = recording.networks.head
    head = Head(drawn(old.weight, 3), drawn(old.bias, 2), old.kind)
    steps = np.concatenate([recording.steps, 1000 + np.arange(more)])
    return replace(recording, networks=Network(layers, head), steps=steps)


@pytest.fixture(scope="module")
def recordings():
    """Return the function that gives the recording of a kind, trained when first asked for."""
    return cache(recorded)


def leads(network, places):
    """Return the class at each place, and by how much it leads, relative to all scores."""
    scores = np.asarray(network.scores(places), np.float64)
    if scores.shape[1] == 1:
        scores = np.hstack([np.zeros_like(scores), scores])
    two = np.sort(scores, axis=1)[:, -2:]
    size = np.maximum(np.abs(scores).max(axis=1), 1e-9)
    return scores.argmax(axis=1), (two[:, 1] - two[:, 0]) / size


def lattice(window, shape, fine):
    """Return places of a picture's pixels, or `fine` times as many, (rows, columns, 2)."""
    x, y, half_width, half_height = window
    rows, columns = (fine * side for side in shape)
    across = x + half_width * ((2 * np.arange(columns) + 1) / columns - 1)
    down = y + half_height * (1 - (2 * np.arange(rows) + 1) / rows)
    return np.stack(np.meshgrid(across, down), axis=-1)


def darkness(picture):
    """Return how much of a border lies on each pixel, about 1 at its middle."""
    grey = picture.mean(axis=-1)
    tint = min(np.mean(list(bytes.fromhex(colour[1:]))) for colour in TINTS)
    ink = np.mean(list(bytes.fromhex(DARK[1:])))
    return np.clip((tint - grey) / (tint - ink), 0, 1)


def spread(mask, reach):
    """Return which pixels have one of these within so many rows and columns."""
    padded = np.pad(mask, reach)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * reach + 1,) * 2)
    return windows.any(axis=(2, 3))


def blocks(array, fine):
    rows, columns = (side // fine for side in array.shape)
    return array.reshape(rows, fine, columns, fine).swapaxes(1, 2).reshape(rows, columns, -1)


def borders_without_a_change(network, window, drawn):
    """Return how many pixels have a border on them though all near them is of one class."""
    places = lattice(window, drawn.shape, FINE)
    classes, lead = leads(network, places.reshape(-1, 2))
    classes = blocks(classes.reshape(places.shape[:2]), FINE)
    unsure = blocks(lead.reshape(places.shape[:2]), FINE).min(axis=-1) < 1e-5  # single precision
    near = unsure.copy()
    for k in np.unique(classes):
        some, all_ = (classes == k).any(axis=-1), (classes == k).all(axis=-1)
        near |= some & ~all_
        near |= spread(some, 1) & ~some
    phantoms = (drawn > 0.15) & ~spread(near, REACH)
    return int(
        np.sum(phantoms[REACH:-REACH, REACH:-REACH])
    )  # what is beside the picture is unknown


def changes_without_a_border(network, window, drawn):
    """Return how many neighbours differ in class without a border on either of them."""
    places = lattice(window, drawn.shape, 1)
    classes, lead = leads(network, places.reshape(-1, 2))
    classes, sure = (x.reshape(drawn.shape) for x in (classes, lead > 1e-5))
    missing = 0
    for axis in (0, 1):
        ends = [slice(None, -1), slice(1, None)]
        one, other = (tuple(end if k == axis else slice(None) for k in (0, 1)) for end in ends)
        differ = (classes[one] != classes[other]) & sure[one] & sure[other]
        differ[[0, -1]] = differ[:, [0, -1]] = False  # half of that border is beside the picture
        missing += int(np.sum(np.maximum(drawn[one], drawn[other])[differ] < 0.5))
    return missing


@pytest.mark.slow
@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("painter", PAINTERS)
@pytest.mark.parametrize(
    "kind",
    # As the network of six layers, with two.
    [pytest.param(k, marks=pytest.mark.slow if k == "two classes" else ()) for k in KINDS],
)
def test_borders_are_where_signs_change(shown, recordings, kind, painter, every):
    recording = recordings(kind)
    state = {"grid": False, "points": False, "view": "flat", "depth": 0}
    viewer = shown(recording, size=170, painter=painter, theme="light", state=state)
    measured = shown(recording, size=170, state={**state, "points": True})
    seen = 0
    frames = range(0, FRAMES, every)
    for frame in frames:
        step = recording.steps[frame]
        viewer.set(step=int(step))
        measured.set(step=int(step))
        window = measured.window()
        drawn = darkness(viewer.pixels())
        network = recording.networks[frame].float64()
        assert borders_without_a_change(network, window, drawn) == 0, step
        assert changes_without_a_border(network, window, drawn) == 0, step
        seen += np.any(drawn > 0.5)
    assert len(recording.steps) == FRAMES
    assert seen > len(frames) / 3
