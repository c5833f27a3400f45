"""Smooth networks: regions by intervals, against known answers and fine grids."""

import numpy as np
import pytest

from unknot import checker
from unknot.nets import Dense, Head, Network, activation
from unknot.regions import decision_regions
from unknot.verdicts import written_network

LOW, HIGH = (-2.0, -2.0), (2.0, 2.0)


def counts(found):
    return [(len(one.components), one.holes) for one in found.classes]


def waves(level):
    """Sin x + sin y + level."""
    layer = Dense(np.eye(2), np.zeros(2), activation("sin"))
    return Network([layer], Head(np.ones((1, 2)), np.array([level]), "logistic"))


def random_network(seed, name, scale=2.0):
    rng = np.random.default_rng(seed)
    layers = [
        Dense(scale * rng.normal(size=(5, 2)), rng.normal(size=5), activation(name)),
        Dense(rng.normal(size=(4, 5)), rng.normal(size=4), activation(name)),
    ]
    return Network(layers, Head(rng.normal(size=(1, 4)), rng.normal(size=1), "logistic"))


def test_islands_in_a_lattice_of_waves():
    # Class 0 are islands about (−π/2, −π/2) + 2πZ², 2π/3 wide to each side: four in the box.
    found = decision_regions(waves(0.5), (-4.0, -4.1), (7.0, 7.1))
    assert (found.method, counts(found)) == ("rigorous", [(4, 0), (1, 4)])
    # With the other sign class 1 is an island about (π/2, π/2).
    found = decision_regions(waves(-1.9), (-3.3, -3.4), (6.1, 6.2))
    assert counts(found) == [(1, 1), (1, 0)]


def test_what_is_thinner_than_a_grid_is_counted():
    found = decision_regions(waves(2 - 1e-9), (-3, -3.1), (0.1, 0.2))
    assert counts(found) == [(1, 0), (1, 1)]
    assert counts(decision_regions(waves(2 - 1e-9), (-3, -3.1), (0.1, 0.2), pieces=0)) == [
        (0, 0),
        (1, 0),
    ]
    above = decision_regions(waves(2 + 1e-9), (-3, -3.1), (0.1, 0.2))
    assert (above.certified, counts(above)) == (True, [(0, 0), (1, 0)])


def test_a_curve_that_crosses_itself_is_not_certified():
    found = decision_regions(waves(0.0), (-3.3, -3.4), (6.1, 6.2), pieces=3000, grid=60)
    assert not found.certified
    assert "not resolved" in found.reason


def test_a_curve_that_touches_the_border_is_not_certified():
    bump = Network(
        [Dense(np.eye(2), np.zeros(2), activation("square"))],
        Head(np.array([[-1.0, -1.0]]), np.array([1.0]), "logistic"),
    )
    # 1 − x² − y² > 0 with the border y = −1, a tangent.
    found = decision_regions(bump, (-2.1, -1.0), (2.2, 2.3), pieces=2000, grid=50)
    assert not found.certified
    inside = decision_regions(bump, (-2.1, -1.01), (2.2, 2.3))
    assert counts(inside) == [(1, 1), (1, 0)]
    cut = decision_regions(bump, (-2.1, -0.99), (2.2, 2.3))
    assert counts(cut) == [(1, 0), (1, 0)]


@pytest.mark.parametrize(("seed", "name"), [(0, "tanh"), (1, "gelu"), (2, "sin")])
def test_counts_agree_with_a_grid_where_that_resolves_all(seed, name):
    network = random_network(seed, name)
    found = decision_regions(network, LOW, HIGH)
    assert found.method == "rigorous"
    assert counts(found) == counts(decision_regions(network, LOW, HIGH, pieces=0, grid=200))
    for one in found.classes:
        for part in one.components:
            assert network.predict(np.array([part.place])) == [one.label]


def test_an_island_that_a_grid_takes_for_a_part_of_the_border():
    network = random_network(230, "sin")
    found = decision_regions(network, LOW, HIGH)
    assert counts(found) == [(4, 1), (2, 2)]
    assert counts(decision_regions(network, LOW, HIGH, pieces=0, grid=200)) == [(4, 1), (2, 1)]
    # The third island reaches to within 0.0026 of the border at y = 2, and not to it.
    x = np.linspace(1.0, 1.6, 1001)
    border = np.stack([x, np.full_like(x, 2.0)], axis=1)
    assert (network.predict(border) == 1).all()
    assert (network.predict(border - [0.0, 0.0026]) == 0).any()


@pytest.mark.parametrize("seed", range(3))
def test_borders_are_polygons_that_part_the_box_as_often_as_regions_do(seed):
    network = random_network(seed, "sin", scale=1.5)
    found = decision_regions(network, LOW, HIGH)
    first, second = found.classes
    # Each of disjoint curves, closed or from the box to the box, parts one component in two.
    assert first.border is not None
    assert second.border is first.border
    assert len(first.components) + len(second.components) == 1 + len(first.border)
    scale = np.abs(network.scores(np.array([LOW, HIGH]))).max()
    for line in first.border:
        assert np.abs(network.scores(line)).max() < 1e-9 * scale
        ends = line[[0, -1]]
        assert (ends[0] == ends[1]).all() or (np.abs(ends) == 2).any(axis=1).all()


def test_borders_narrower_than_a_pixel():
    # An island of the size of 3e-5 about (−π/2, −π/2).
    found = decision_regions(waves(2 - 1e-9), (-3, -3.1), (0.1, 0.2))
    (island,) = found.classes[0].border or ()
    assert (island[0] == island[-1]).all()
    assert np.abs(island + np.pi / 2).max() < 1e-4
    # Three half-lines from a point: of each sector two, joined there.
    for one in decision_regions(plane(star(3), [0, 0, 0]), (-2.1, -2.2), (2.3, 2.2)).classes:
        (line,) = one.border or ()
        assert np.linalg.norm(line, axis=1).min() < 0.05
        assert not (line[0] == line[-1]).all()


def plane(scores, levels):
    """Give linear scores a·x + b, and one more for what is squared: c·(x² + y²)."""
    rows = np.array([[1.0, 0], [0, 1], [1, 0], [0, 1]])
    layer = Dense(rows, np.array([0.0, 0, 1, 1]), activation("square"))
    # (x + 1)² − x² − 1 = 2x.
    weight = np.array([[c - a / 2, c - b / 2, a / 2, b / 2] for a, b, c in scores])
    bias = np.array([level - (a + b) / 2 for (a, b, _), level in zip(scores, levels, strict=True)])
    return Network([layer], Head(weight, bias, "softmax"))


def star(count, turn=0.1):
    angle = turn + 2 * np.pi * np.arange(count) / count
    return [(a, b, 0.0) for a, b in np.stack([np.cos(angle), np.sin(angle)], axis=1).tolist()]


def test_sectors_that_meet_in_a_point():
    found = decision_regions(plane(star(3), [0, 0, 0]), (-2.1, -2.2), (2.3, 2.2))
    assert (found.method, counts(found)) == ("rigorous", [(1, 0)] * 3)
    # Four that meet in one point, on a line that cuts the box in halves: cells that lie otherwise.
    four = decision_regions(plane(star(4), [0] * 4), (-2.1, -2.2), (2.3, 2.2))
    assert (four.method, counts(four)) == ("rigorous", [(1, 0)] * 4)


def test_classes_that_are_equal_are_not_certified():
    twins = plane([(1, 0, 0), (1, 0, 0), (-1, 0, 0)], [0, 0, 0])
    found = decision_regions(twins, (-2.1, -2.2), (2.3, 2.2), pieces=500, grid=50)
    assert not found.certified


def test_a_disc_where_three_sectors_meet():
    network = plane([*star(3), (0, 0, -1.0)], [0, 0, 0, 1.0])
    found = decision_regions(network, (-2.1, -2.2), (2.3, 2.2))
    assert counts(found) == [(1, 0)] * 4
    alone = plane([(0, 0, 0), (0, 0, -1.0), (9, 0, -1.0)], [0.0, 1e-4, -99.0])
    found = decision_regions(alone, (-2.1, -2.2), (2.3, 2.2))
    assert counts(found) == [(1, 1), (1, 0), (0, 0)]
    assert found.classes[1].components[0].size == pytest.approx(np.pi * 1e-4, rel=0.2)


def test_a_strip_between_two_classes_is_broken_by_a_disc():
    scores = [(1, 0, 0), (-1, 0, 0), (0, 0, 0), (0, 0, -1.0)]
    for strip, parts in ((0.01, 2), (-0.01, 0)):
        network = plane(scores, [0, 0, strip, 0.25])
        found = decision_regions(network, (-1.1, -1.2), (1.3, 1.2))
        assert (found.method, counts(found)) == ("rigorous", [(1, 0), (1, 0), (parts, 0), (1, 0)])


def test_a_decision_through_a_corner_of_cells():
    found = decision_regions(plane(star(2, 0.0), [0, 0]), (-1.0, -1.0), (1.0, 1.0))
    assert (found.method, counts(found)) == ("rigorous", [(1, 0)] * 2)


@pytest.mark.parametrize(
    ("seed", "name", "classes"), [(0, "tanh", 3), (4, "sin", 3), (5, "gelu", 4), (8, "tanh", 6)]
)
def test_counts_of_many_classes_agree_with_a_grid(seed, name, classes):
    rng = np.random.default_rng(seed)
    layer = Dense(2 * rng.normal(size=(6, 2)), rng.normal(size=6), activation(name))
    head = Head(rng.normal(size=(classes, 6)), rng.normal(size=classes), "softmax")
    network = Network([layer], head)
    found = decision_regions(network, LOW, HIGH)
    assert found.method == "rigorous"
    assert counts(found) == counts(decision_regions(network, LOW, HIGH, pieces=0, grid=800))
    for one in found.classes:
        for part in one.components:
            assert network.predict(np.array([part.place])) == [one.label]
    assert sum(p.size for one in found.classes for p in one.components) == pytest.approx(16)


@pytest.mark.parametrize("name", ["tanh", "relu", "sin", "gelu"])
def test_gradients_hold_what_differences_show(name):
    network = random_network(3, name)
    _, written = written_network(network)
    gradients = checker.Gradients(checker.read_network(written, None, None))
    rng = np.random.default_rng(0)
    low = rng.uniform(-1, 1, (30, 2))
    high = low + rng.choice([1e-3, 0.3], (30, 1))
    value, slope = gradients.over(low, high)
    shares = rng.random((30, 20, 2))
    x = low[:, None] + shares * (high - low)[:, None]
    step = 1e-6
    for k in range(2):
        moved = x + step * np.eye(2)[k]
        change = (network.scores(moved.reshape(-1, 2)) - network.scores(x.reshape(-1, 2))) / step
        change = change.reshape(30, 20)
        assert (change >= slope.lo[:, 0, k, None] - 1e-4).all()
        assert (change <= slope.hi[:, 0, k, None] + 1e-4).all()
    scores = network.scores(x.reshape(-1, 2)).reshape(30, 20)
    assert (scores >= value.lo - 1e-12).all()
    assert (scores <= value.hi + 1e-12).all()
