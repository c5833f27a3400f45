"""The signs of layers in figures and movies."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from unknot import draw
from unknot.data import load
from unknot.draw._camera import FROM_ABOVE
from unknot.draw._journey import Journey, Stop
from unknot.draw._marks import strokes
from unknot.nets import Dense, Field, Head, Marks, Network, Shear, activation, deform

DATA = load("disc-in-ring:points=60")
HEAD = Head(np.array([[1.0, 1.0]]), np.zeros(1), "logistic")
RNG = np.random.default_rng(7)


def field():
    # It folds, so no pixel has to be undone.
    return Field(RNG.normal(size=(4, 2)), 3 * RNG.normal(size=(4, 2)), np.full(4, 2.0))


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


@pytest.mark.parametrize("depth", [0, 0.5, 1, 1.25, 2])
def test_marks_are_drawn_where_their_layer_follows(depth):
    network = Network([field(), field()], HEAD)
    with_them, without = (
        draw.representation(network, DATA, depth, marks=marks) for marks in (True, False)
    )
    names = [text.get_text() for text in with_them.legends[0].get_texts()]
    if depth == 2:
        assert names == [text.get_text() for text in without.legends[0].get_texts()]
        assert (pixels(with_them) == pixels(without)).all()
        return
    whose = "next layer's" if depth == int(depth) else "the layer's"
    assert names[2:] == [f"{whose} anchors, moved", f"{whose} Gaussians, by width"]
    ends = network.layers[int(depth)].marks(np.zeros((2, 1))).arrows[:, 1]
    tips = [path.vertices[3] for path in with_them.axes[0].collections[5].get_paths()]
    np.testing.assert_allclose(sorted(map(tuple, tips)), sorted(map(tuple, ends)))


def test_a_point_at_an_anchor_rides_its_arrow():
    network = Network([field(), Dense(np.eye(2), np.zeros(2), activation("tanh"))], HEAD)
    path = deform(network)
    anchors = network.layers[0].anchors
    journey = Journey(path, DATA)
    for depth in (0.0, 0.3, 0.8):
        scene = journey._marked(Stop(depth))
        assert scene.marks is not None
        np.testing.assert_allclose(scene.marks.arrows[:, 0], path.represent(depth, anchors))
        np.testing.assert_allclose(scene.marks.arrows[:, 1], path.represent(1, anchors))
    # Nothing is said of a dense layer.
    assert journey._marked(Stop(1.5)).marks is None


def test_marks_come_and_go_in_a_movie():
    journey = Journey(deform(Network([field()], HEAD)), DATA)
    plan = [Stop(0.0, 0.0), Stop(0.0, 0.7), Stop(0.2), Stop(0.75), Stop(0.999)]
    seen = [journey._marked(stop).strength for stop in plan]
    np.testing.assert_allclose(seen, [0, 1, 1, 0.5, 0.002])
    assert Journey(deform(Network([field()], HEAD)), DATA, marks=False).marks == [None]


@pytest.mark.parametrize("size", [2, 3])
def test_what_has_no_place_is_left_out(size):
    arrows = RNG.normal(size=(4, 2, size))
    arrows[1, 0, 0] = np.nan
    arrows[2, 1] = arrows[2, 0]  # too short to be seen
    lines = RNG.normal(size=(2, 5, size))
    lines[0] = np.inf
    marks = Marks(arrows, arrows[:, 0], np.array([1, 1, np.nan, 2]), lines, {})
    drawn = strokes(marks, FROM_ABOVE, 1.0)
    assert (len(drawn.arrows), len(drawn.circles), len(drawn.lines)) == (2, 2, 1)
    np.testing.assert_allclose(drawn.arrows[:, 3], arrows[[0, 3], 1])
    away = drawn.circles[1] - arrows[3, 0]
    np.testing.assert_allclose(np.linalg.norm(away, axis=1), 2)


def test_lines_of_a_layer_have_a_sign_of_their_own():
    shear = Shear(*RNG.normal(size=(2, 2)), np.zeros(2), np.ones(2))
    names = draw.strip(Network([shear], HEAD), DATA).legends[0].get_texts()
    assert [text.get_text() for text in names[2:]] == ["next layer's shifts", "next layer's bends"]
