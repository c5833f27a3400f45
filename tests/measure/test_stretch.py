"""The easy way out, measured on networks whose stretch is known."""

import json
import math

import numpy as np
import pytest

from unknot.data import Dataset, load
from unknot.errors import InputError
from unknot.measure import LOSS_FLOOR, stretch
from unknot.nets import Blend, Dense, Head, Network, activation, deform, mlp
from unknot.shapes import Ball, Points, Polyline, Segment, Shell, Sphere, Union


def net(*weights, head=(1.0, 0.0), bias=0.0, sigma="identity"):
    layers = [Dense(np.array(w, float), np.zeros(len(w)), activation(sigma)) for w in weights]
    return Network(layers, Head(np.array([head], float), np.array([float(bias)]), "logistic"))


def exact(*shapes, points=None, labels=None):
    """Return a data set of shapes, with some of their points."""
    rows = [shape.sample(20, k) for k, shape in enumerate(shapes)]
    points = np.concatenate(rows) if points is None else np.array(points, float)
    labels = np.repeat(np.arange(len(shapes)), 20) if labels is None else labels
    names = [f"x{k}" for k in range(points.shape[1])]
    return Dataset(points, labels, tuple("ABCDEFG"[: len(shapes)]), tuple(names), shapes=shapes)


SIDES = exact(Segment((-2, -1), (-2, 1)), Segment((2, -1), (2, 1)))


def test_a_linear_network_stretches_everywhere_by_its_singular_values():
    first, second = np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([[1.0, -1.0], [2.0, 0.5]])
    found = stretch(net(first, second, head=(1.0, 2.0)), SIDES, per_class=50)
    product = second @ first
    values = np.linalg.svd(product, compute_uv=False)
    level = found.levels[2]
    for got, expected in (
        (level.largest, values[0]),
        (level.least, values[1]),
        (level.condition, values[0] / values[1]),
        (level.log_determinant, math.log(abs(np.linalg.det(product)))),
        (level.layer_largest, np.linalg.svd(second, compute_uv=False)[0]),
        (level.layer_least, np.linalg.svd(second, compute_uv=False)[1]),
    ):
        assert got.least == pytest.approx(expected)
        assert got.median == got.most == pytest.approx(got.least)
    assert found.steepness == pytest.approx(np.linalg.norm(np.array([1.0, 2.0]) @ product))
    assert found.levels[0].largest.most == found.levels[0].contraction == 1.0


def test_a_diagonal_network():
    found = stretch(net(np.diag([0.5, 4.0])), SIDES, per_class=101)
    level = found.levels[1]
    assert (level.largest.most, level.least.least, level.condition.median) == (4.0, 0.5, 8.0)
    assert level.log_determinant.median == pytest.approx(math.log(2))
    assert level.growth == pytest.approx((4.0, 4.0))
    # Opposite points are 4 apart and become 2; those at other heights are stretched.
    assert level.contraction == pytest.approx(0.5)
    assert level.apart == pytest.approx(2 / math.hypot(2, 8))
    assert (found.margin, found.steepness) == pytest.approx((1.0, 0.5))
    assert found.reach == found.sample_reach == pytest.approx(2.0)
    assert found.worst.loss == pytest.approx(math.log1p(math.exp(-1)))


def test_a_curved_activation_at_its_steepest():
    found = stretch(
        net([[3.0]], head=(2.0,), sigma="tanh"), load("intervals:points=40"), per_class=201
    )
    assert found.levels[1].largest.most == pytest.approx(3.0)  # at 0, in the middle of class A
    assert found.steepest.label == 0
    assert found.steepest.point[0] == pytest.approx(0, abs=1e-9)
    assert found.steepness == pytest.approx(6.0)


def torn_interval():
    """Return a score x² − 1/4 read from (x, x²), and a class A that reaches out to 0.6."""
    squares = Dense(np.array([[1.0]]), np.zeros(1), activation("square"))
    network = Network([squares], Head(np.array([[1.0]]), np.array([-0.25]), "logistic"))
    outer = Union((Segment((-1,), (-0.7,)), Segment((0.7,), (1,))))
    inner = Segment((-0.3,), (0.6,))
    return network, exact(inner, outer, points=[[-0.2], [0.4], [-0.9], [0.9]], labels=[0, 0, 1, 1])


def test_a_torn_interval_has_its_worst_point_where_it_is():
    network, data = torn_interval()
    found = stretch(network, data, per_class=100)
    assert found.tear.label == 0
    assert found.tear.point[0] == pytest.approx(0.6, abs=1e-9)
    assert found.tear.margin == found.margin == pytest.approx(-0.11)
    assert found.worst.loss == pytest.approx(math.log1p(math.exp(0.11)))
    assert found.worst.loss > LOSS_FLOOR == pytest.approx(0.6931, abs=1e-4)
    assert found.torn[1].margin == pytest.approx(0.24)
    assert (found.samples_right, found.samples) == (4, 4)
    assert found.sample_margin == pytest.approx(0.09)
    assert found.steepness == pytest.approx(2.0)
    assert found.spacing == pytest.approx((0.6, 1.8))
    assert found.density == pytest.approx((0.3, 0.2), abs=0.01)
    assert found.signature == ("samples right", "dense points wrong", "margin below spacing")
    assert found.forced is not None
    assert found.forced == pytest.approx((0.56 + 0.09 - 0) / (2 * found.density[0]))


def test_the_least_margin_is_found_between_the_steps_of_a_curve():
    # The score's margin on a circle is 2 − cos(t − 1): least at the angle 1, no step of 7.
    head = (math.cos(1), math.sin(1))
    data = exact(Shell((0, 0), 1, 1), Segment((9, 9), (9, 8)))
    found = stretch(net(head=head, bias=-2.0), data, per_class=7)
    assert found.torn[0].point == pytest.approx(head, abs=1e-7)
    assert found.torn[0].margin == pytest.approx(1.0, abs=1e-12)
    axes = exact(Sphere((0, 0), (0, 1), 1), Segment((9, 9), (9, 8)))
    assert stretch(net(head=head, bias=-2.0), axes, per_class=7).torn[0].margin == pytest.approx(1)


def test_the_least_margin_is_sought_inside_solids():
    data = exact(Ball((0, 0), 1), Ball((5, 0), 1))
    found = stretch(net(bias=-2.0), data, per_class=30)
    assert found.torn[0].point == pytest.approx((1, 0), abs=0.05)
    assert data.shapes[0].contains([found.torn[0].point]).all()


@pytest.mark.parametrize("seed", range(20))
def test_no_network_is_less_steep_than_its_gap_forces(seed):
    """T9.2: two monotone units cannot separate a ring from its centre, but three samples of it.

    The centre's side of the network is a wedge that leaves the ring between two samples.
    """
    rng = np.random.default_rng(seed)
    axis, half, steep = rng.uniform([0, 0.2, 5], [2 * np.pi, 0.8, 40])
    turn = axis + np.pi * (1 + 2 * np.arange(3)) / 3
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    data = exact(
        Points([(0, 0)]),
        Shell((0, 0), 1, 1),
        points=np.concatenate([[[0.0, 0.0]], ring]),
        labels=[0, 1, 1, 1],
    )
    walls = axis + np.array([1, -1]) * (half + np.pi / 2)
    normals = steep * np.stack([np.cos(walls), np.sin(walls)], axis=1)
    layer = Dense(normals, np.full(2, -0.1 * steep), activation("tanh"))
    network = Network([layer], Head(np.ones((1, 2)), np.ones(1), "logistic"))
    found = stretch(network, data, per_class=200)
    assert found.forced is not None
    assert found.steepness >= found.forced
    assert found.worst.loss >= LOSS_FLOOR
    assert found.density[1] == pytest.approx(1.0, abs=0.01)


def test_growth_counts_all_curves_of_a_class_and_only_curves():
    square = Polyline([(0, 0), (1, 0), (1, 1), (0, 1)], closed=True)
    far = Polyline([(5, 5), (6, 5)])
    data = exact(Union((square, far)), Ball((9, 9), 1))
    found = stretch(net(3 * np.eye(2)), data, per_class=500)
    assert found.levels[1].growth == (pytest.approx(3.0), None)
    assert [(s.stop - s.start, s.closed) for s in found.strands] == [(400, True), (100, False)]


def test_a_layer_that_narrows_or_widens():
    found = stretch(net([[1.0, 2.0]], [[3.0], [4.0]]), SIDES, per_class=20)
    narrow, wide = found.levels[1], found.levels[2]
    assert narrow.log_determinant is None
    assert narrow.largest.most == pytest.approx(5**0.5)
    assert narrow.least.most == 0
    assert narrow.condition.least == np.inf
    assert wide.log_determinant.most == -np.inf
    assert wide.layer_least.least == pytest.approx(5.0)
    assert (
        json.loads(json.dumps(found.as_dict(), allow_nan=False))["levels"][1]["condition"]["most"]
        is None
    )
    tall = stretch(net([[1.0, 0], [0, 1], [1, 1]], head=(1.0, 0, 0)), SIDES, per_class=20)
    assert tall.levels[1].least.least == pytest.approx(1.0)
    assert tall.levels[1].largest.least == pytest.approx(3**0.5)


def test_derivatives_agree_with_differences():
    network = mlp(3, 3, (4, 2), 3, [activation("tanh"), activation("softplus")], "softmax")
    network = network.float64()
    data = exact(Ball((0, 0, 0), 1), Ball((3, 0, 0), 1), Ball((0, 3, 0), 1))
    found = stretch(network, data, per_class=20)
    step = 1e-6
    for index in (0, 25, 50):
        point = found.points[index]
        moved = np.concatenate([point + step * np.eye(3), point - step * np.eye(3)])
        images = network.represent(moved)
        jacobian = (images[:3] - images[3:]).T / (2 * step)
        assert found.stretches[index] == pytest.approx(np.linalg.norm(jacobian, 2), rel=1e-6)
    assert found.levels[2].least.most == 0
    scores = network.scores(found.points)
    right = np.take_along_axis(scores, found.labels[:, None], axis=1)[:, 0]
    losses = np.log(np.exp(scores).sum(axis=1)) - right
    assert found.worst.loss == pytest.approx(losses.max())


def test_without_shapes_the_data_points_are_measured():
    points = np.random.default_rng(0).normal(size=(40, 20)) + np.repeat([[0.0], [3.0]], 20, axis=0)
    data = Dataset(points, np.repeat([0, 1], 20), ("A", "B"), tuple(f"x{k}" for k in range(20)))
    network = mlp(0, 20, (3,), 2, [activation("tanh")], "logistic")
    found = stretch(network, data)
    assert not found.from_shapes
    assert found.dense == 40
    assert found.density == (None, None)
    apart = np.linalg.norm(points[:20, None] - points[:20], axis=2) + np.diag([np.inf] * 20)
    assert found.spacing[0] == pytest.approx(apart.min(axis=1).max())
    assert found.levels[1].growth == (None, None)
    assert stretch(network, data, per_class=5).dense == 10


def test_one_point_a_class():
    data = Dataset([[0.0], [2.0]], [0, 1], ("A", "B"), ("x",))
    found = stretch(net([[1.0]], head=(3.0,), bias=-3.0), data)
    assert (found.margin, found.steepness) == pytest.approx((3.0, 3.0))
    assert found.spacing == (None, None)
    assert found.forced is None
    assert found.signature == ("samples right",)
    assert found.summary()


def test_equal_points_of_two_classes():
    data = Dataset([[1.0], [1.0]], [0, 1], ("A", "B"), ("x",))
    found = stretch(net([[1.0]], head=(3.0,)), data)
    assert found.levels[1].contraction is None
    assert found.levels[1].apart is None
    assert json.dumps(found.as_dict(), allow_nan=False)


def test_a_class_without_points():
    data = Dataset([[1.0], [2.0]], [1, 1], ("A", "B"), ("x",))
    found = stretch(net([[1.0]], head=(3.0,)), data)
    assert [place.label for place in found.torn] == [1]
    assert found.levels[0].contraction is None
    assert found.summary()


def test_a_constant_network():
    found = stretch(net(np.zeros((2, 2)), head=(0.0, 0.0), bias=1.0), SIDES, per_class=20)
    assert (found.steepness, found.margin) == (0.0, -1.0)
    assert found.reach is found.sample_reach is None
    assert found.levels[1].growth == (0.0, 0.0)
    assert found.levels[1].apart is None
    assert "constant" in found.summary()
    assert json.dumps(found.as_dict(), allow_nan=False)


def test_a_network_without_layers():
    found = stretch(net(head=(3.0, 4.0)), SIDES, per_class=20)
    assert found.steepness == pytest.approx(5.0)
    assert len(found.levels) == 1


def test_a_moment_of_a_deformation():
    network = mlp(1, 2, (2,), 2, [activation("tanh")], "logistic").float64()
    layer = deform(network).paths[0].at(0.5)
    assert isinstance(layer.activation, Blend)
    found = stretch(Network([layer], network.head), SIDES, per_class=20)
    point, step = found.points[3], 1e-6
    moved = layer((point + step * np.eye(2)).T) - layer((point - step * np.eye(2)).T)
    norm = np.linalg.norm(moved / (2 * step), 2)
    assert found.stretches[3] == pytest.approx(norm, rel=1e-6)


def test_what_cannot_be_measured_is_refused():
    with pytest.raises(InputError, match="no head"):
        stretch(Network([net(np.eye(2)).layers[0]]), SIDES)
    with pytest.raises(InputError, match="not finite"):
        stretch(net([[np.nan, 0], [0, 1]]), SIDES)
    with pytest.raises(InputError, match="dimension 2, but the data have 1"):
        stretch(net(np.eye(2)), load("intervals:points=20"))
    with pytest.raises(InputError, match="tells 2 classes apart"):
        stretch(net(np.eye(2)), exact(Ball((0, 0), 1), Ball((3, 0), 1), Ball((6, 0), 1)))
    with pytest.raises(InputError, match="points per class"):
        stretch(net(np.eye(2)), SIDES, per_class=1)
    with pytest.raises(InputError, match="seed"):
        stretch(net(np.eye(2)), SIDES, seed=-1)
    with pytest.raises(InputError, match="overflow"), np.errstate(all="ignore"):
        stretch(net(1e200 * np.eye(2), sigma="square"), SIDES)
    many = Network([], Head(np.ones((3, 1, 2)), np.zeros((3, 1)), "logistic"))
    with pytest.raises(InputError, match="many networks"):
        stretch(many, SIDES)


def test_words_and_numbers():
    network, data = torn_interval()
    found = stretch(network, data, per_class=100)
    text = found.summary()
    for part in (
        "4 of 4 data points are right",
        "proves nothing",
        "-0.11",
        "(0.6) of class A",
        "T9.2 forces L >=",
        "heuristic",
    ):
        assert part in text
    written = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert written["margin"] == found.margin
    assert written["loss_floor"] == LOSS_FLOOR
    assert "points" not in written
    again = stretch(network, data, per_class=100)
    assert again.as_dict() == found.as_dict()
