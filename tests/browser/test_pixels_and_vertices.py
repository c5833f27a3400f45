"""The viewer's pictures against the Python side's numbers."""

import re
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from scipy.ndimage import maximum_filter
from scipy.spatial import cKDTree

from unknot import Spec, deform, fit
from unknot.draw._style import INKS, TINTS

PALETTE = Path(__file__).parents[2] / "viewer/src/paint/palette.ts"
TEN = ";".join(
    f"{letter}." + "_".join(f"{x + dx}_{y + dy}" for dx in (0, 8) for dy in (0, 8))
    for letter, (x, y) in zip(
        "ABCDEFGHIJ", ((50 * (k % 4) - 75, 60 * (k // 4) - 60) for k in range(10)), strict=True
    )
)
SHORT = {"steps": 400, "learning_rate": 0.03, "snapshots": 4, "patience": None}
SPECS = {
    "tanh": Spec(data="moons", hidden=(2, 2), **SHORT),
    "sigmoid": Spec(data="circles", hidden=(2, 2), activation=("sigmoid",), **SHORT),
    "relu": Spec(data="circles", hidden=(2, 2), activation=("relu",), **SHORT),
    "ten": Spec(data=f"drawn:strokes={TEN},noise=0.02", hidden=(2, 2), **SHORT),
    "line": Spec(data="intervals", hidden=(1,), **SHORT),
}
# Between two layers a relu has no inverse, and there are no regions.
DEPTHS = {
    "tanh": [
        (0, "together"),
        (0.5, "together"),
        (1, "together"),
        (2, "together"),
        (0.2, "phases"),
        (1.9, "phases"),
    ],
    "sigmoid": [(0.5, "together"), (1.5, "phases"), (2, "together")],
    "relu": [(0, "together"), (1, "phases"), (2, "together")],
    "ten": [(0, "together"), (0.5, "together"), (2, "together")],
    "line": [(0, "together"), (0.5, "together"), (1, "together")],
}
PAINTERS = ("auto", "canvas2d")
EXACT = 3  # of 255: by how much a painter may round a colour
LINE = 0.85  # of a line's colour is ink, the rest what lies below
ROUNDED = 2  # levels of a channel at most: regions are stretched to the picture, then come lines


@pytest.fixture(scope="module")
def recordings():
    return {name: fit(spec) for name, spec in SPECS.items()}


def colours(theme):
    """Return the paper, the ink, and the regions of ten classes."""
    _, text = PALETTE.read_text().split(f'name: "{theme}"')
    parts = (re.search(rf'{part}: \w+\("([^"]+)"', text)[1] for part in ("paper", "ink", "tints"))
    paper, ink, tints = (
        [list(bytes.fromhex(colour[1:])) for colour in part.split()] for part in parts
    )
    return np.array(paper[0]), np.array(ink[0]), np.array(tints)


def scored(path, depth, window, shape):
    """Return the scores of every pixel by Python."""
    x, y, half_width, half_height = window
    rows, columns = shape
    across = x + half_width * ((2 * np.arange(columns) + 1) / columns - 1)
    down = y + half_height * (1 - (2 * np.arange(rows) + 1) / rows)
    places = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    width = path.represent(depth, np.zeros((1, path.network.widths[0]))).shape[1]
    with np.errstate(all="ignore"):
        return path.scores(depth, places[:, :width])


def expected(path, depth, window, shape):
    """Return the class of every pixel by Python; −1 where a point has no preimage."""
    scores = scored(path, depth, window, shape)
    classes = (scores[:, 0] > 0) if scores.shape[1] == 1 else scores.argmax(axis=1)
    classes = np.where(np.isfinite(scores).all(axis=1), classes, -1)
    return classes.reshape(shape)


def explained(pixels, own, other, ink):
    """Return which pixels a class explains beside another one, whatever the roundings were.

    A blend that holds no more of the other, and of a line at most LINE, is a point of a
    quadrangle; roundings take it anywhere in a cube about it. A pixel is beyond all of these
    cubes only if it is so along a normal of the cube or of the quadrangle, or across an edge
    of each.
    """
    equal = (own + other) / 2
    corners = np.array([own, equal, equal + LINE * (ink - equal), own + LINE * (ink - own)])
    edges = np.roll(corners, -1, axis=0) - corners
    across = np.cross(np.eye(3)[:, None], edges).reshape(-1, 3)
    normals = np.vstack([np.eye(3), np.cross(edges[0], edges[1]), across])
    reach = corners @ normals.T
    slack = ROUNDED * np.abs(normals).sum(axis=1) + 1e-6
    along = pixels @ normals.T
    inside = (reach.min(axis=0) - slack <= along) & (along <= reach.max(axis=0) + slack)
    return inside.all(axis=1)


def disagreeing(picture, classes, theme):
    """Return which pixels do not have the colour of their class.

    Beside the boundary of two classes a pixel may be a blend of both and of the line on it; it
    must then not hold more of the other. Where three meet, colours say nothing sure.
    """
    paper, ink, tints = colours(theme)
    palette = np.vstack([tints, paper]).astype(float)
    near = np.stack([maximum_filter(classes == k, 5) for k in (*range(len(tints)), -1)], axis=-1)
    off = np.linalg.norm(picture - palette[classes], axis=-1)
    wrong = (near.sum(axis=-1) == 1) & (off > EXACT)
    for own, other in permutations(np.flatnonzero(near.any(axis=(0, 1))), 2):
        beside = near[..., other] & (near.sum(axis=-1) == 2)
        beside &= classes == (own if own < len(tints) else -1)
        wrong[beside] = ~explained(picture[beside], palette[own], palette[other], ink)
    assert (near.sum(axis=-1) > 2).mean() < 0.02
    return wrong


def test_the_light_palette_is_that_of_the_figures():
    light, _ = PALETTE.read_text().split('name: "dark"')
    for name, own in (("inks", INKS), ("tints", TINTS)):
        assert re.search(rf'{name}: all\("([^"]+)"', light)[1].split() == list(own)


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("tanh", "light"),
        pytest.param("ten", "dark", marks=pytest.mark.slow),
        *(pytest.param(k, "light", marks=pytest.mark.slow) for k in SPECS if k != "tanh"),
    ],
)
def test_regions_are_those_of_numpy(shown, recordings, name, theme):
    recording = recordings[name]
    options = {"theme": theme, "state": {"grid": False, "step": recording.t1}}
    painters = {kind: shown(recording, painter=kind, **options) for kind in PAINTERS}
    for depth, order in DEPTHS[name]:
        painters["auto"].set(depth=depth, order=order, points=True)
        window = painters["auto"].window()
        for kind, viewer in painters.items():
            viewer.set(depth=depth, order=order, points=False)
            picture = viewer.pixels().astype(float)
            classes = expected(deform(recording.final, order), depth, window, picture.shape[:2])
            assert len(np.unique(classes)) > 1
            wrong = disagreeing(picture, classes, theme)
            aside = disagreeing(picture[1:, 1:], classes[:-1, :-1], theme)
            back = disagreeing(picture[1:, :-1], classes[:-1, 1:], theme)
            assert max(aside.mean(), back.mean()) > 0.001, "a picture that is off by a pixel passes"
            if name == "line":  # which is drawn across the middle
                middle = len(wrong) // 2
                wrong = np.delete(wrong, slice(middle - 10, middle + 10), axis=0)
            assert wrong.mean() <= 0.001, (kind, depth, order)


@pytest.mark.parametrize("name", ["tanh", pytest.param("ten", marks=pytest.mark.slow)])
def test_regions_are_the_paler_the_less_sure_the_network_is(shown, recordings, name):
    recording = recordings[name]
    path = deform(recording.final, "together")
    paper, _, tints = colours("light")
    state = {"grid": False, "confidence": True, "step": recording.t1}
    painters = {
        kind: shown(recording, painter=kind, theme="light", state=state) for kind in PAINTERS
    }
    for depth in (0, 0.5, 2):
        painters["auto"].set(depth=depth, points=True)
        window = painters["auto"].window()
        for kind, viewer in painters.items():
            viewer.set(depth=depth, points=False)
            picture = viewer.pixels().astype(float)
            scores = scored(path, depth, window, picture.shape[:2])
            if scores.shape[1] == 1:
                scores = np.column_stack([np.zeros(len(scores)), scores])
            second, best = np.sort(scores, axis=1)[:, -2:].T
            sure = np.tanh((best - second) / 2).reshape(*picture.shape[:2], 1)
            classes = scores.argmax(axis=1).reshape(picture.shape[:2])
            away = maximum_filter(classes, 7) == -maximum_filter(-classes.astype(int), 7)
            away &= np.isfinite(sure[..., 0])
            assert sure[away].min() < 0.6 < sure[away].max()
            wanted = paper + sure * (tints[classes] - paper)
            off = np.abs(picture - wanted).max(axis=-1)[away]
            assert np.mean(off > EXACT) < 0.001, (kind, depth, np.sort(off)[-5:])


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("tanh", "phases"),
        ("sigmoid", "together"),
        ("relu", "phases"),
        ("ten", "together"),
        ("line", "phases"),
        *(
            pytest.param(*other, marks=pytest.mark.slow)
            for other in (
                ("tanh", "together"),
                ("sigmoid", "phases"),
                ("relu", "together"),
                ("ten", "phases"),
                ("line", "together"),
            )
        ),
    ],
)
def test_vertices_are_where_numpy_takes_them(shown, recordings, name, order):
    recording = recordings[name]
    path = deform(recording.final, order)
    state = {"step": recording.t1, "order": order, "regions": False}
    viewer = shown(recording, state=state)
    parts = {"points": (4, recording.data.points)}
    if recording.data.dimension == 2:
        parts["grid"] = (3, grid(recording.data.points))
    for depth in (0.3, 0.75, 1, path.t1):
        for part, (floats, inputs) in parts.items():
            viewer.set(depth=depth, points=part == "points", grid=part == "grid")
            drawn = viewer.vertices(floats)
            moved = path.represent(depth, np.asarray(inputs, np.float64))
            width = moved.shape[1]
            assert cKDTree(moved).query(drawn[:, :width])[0].max() <= 1e-4, (part, depth)
            if part == "points":
                assert cKDTree(drawn[:, :width]).query(moved)[0].max() <= 1e-4, depth


def grid(points):
    """Return the vertices of the grid, as viewer/src/viewer/geometry.ts lays it round the data."""
    low, high = points.min(axis=0), points.max(axis=0)
    half = 1.12 * (high - low).max() / 2
    coarse, fine = (np.linspace(-half, half, count) for count in (33, 121))
    lines = np.stack(np.meshgrid(coarse, fine), axis=-1).reshape(-1, 2)
    return (low + high) / 2 + np.vstack([lines, lines[:, ::-1]])
