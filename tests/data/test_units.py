"""D-I, D-II and D-III: the topology that their samples show is that of their shapes."""

import numpy as np
import pytest

from unknot import topology
from unknot.data import load
from unknot.errors import InputError
from unknot.shapes import Holed, read, write


def betti(data, label, count, **how):
    """Count parts, and holes part by part: parts are farther from each other than they are wide."""
    points = data.of_class(label)
    parts = topology.components(points)
    assert parts.count == count
    total = np.zeros(data.dimension - 1, int)
    for part in range(count):
        own = points[parts.labels == part]
        if len(own) < 60:  # the small balls: so few points say nothing of holes
            continue
        total += topology.homology(own, data.dimension - 1, **how).counts[1:]
    return (count, *total.tolist())


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_the_planar_one(seed):
    data = load(f"d-i:seed={seed}")
    assert betti(data, 0, 9) == (9, 0)
    assert betti(data, 1, 1, most=600) == (1, 9)
    assert topology.enclosure(data.of_class(0), data.of_class(1)).share == 1.0


def test_the_tori_are_linked_in_pairs():
    data = load("d-ii")
    sides = [data.of_class(label) for label in (0, 1)]
    for side in sides:
        assert topology.homology(side, most=600).counts == (9, 9)
    assert topology.enclosure(*sides).share == 0.0
    matrix = np.array(topology.linking(*map(topology.loops, sides)))
    assert matrix.shape == (9, 9)
    assert (np.abs(matrix).sum(axis=0) == 1).all()
    assert (np.abs(matrix).sum(axis=1) == 1).all()


@pytest.mark.slow
def test_the_shells():
    data = load("d-iii")
    assert betti(data, 0, 9, most=200) == (9, 0, 9)
    assert betti(data, 1, 18, most=200) == (18, 0, 9)


@pytest.mark.parametrize("name", ["d-i", "d-ii", "d-iii"])
def test_their_shapes_are_disjoint_and_know_their_topology(name):
    data = load(name)
    for label, other in ((0, 1), (1, 0)):
        assert data.shapes[other].distance(data.of_class(label)).min() > 0.02
    found = [np.sum([leaf.betti for _, leaf in shape.leaves()], axis=0) for shape in data.shapes]
    expected = {
        "d-i": [(9, 0), (1, 9)],
        "d-ii": [(9, 9, 0), (9, 9, 0)],
        "d-iii": [(9, 0, 9), (18, 0, 9)],
    }
    assert [tuple(f.tolist()) for f in found] == expected[name]
    assert np.abs(data.points).max() <= 1
    assert all(read(write(shape)) == shape for shape in data.shapes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((0, 0), 1, [(0.9, 0)], 0.2), "reaches the rim"),
        (((0, 0), 1, [(0.2, 0), (-0.1, 0)], 0.2), "meet"),
        (((0, 0), 1, np.empty((0, 2)), 0.2), "one hole at least"),
        (((0,), 1, [(0.2,)], 0.2), r"R\^2 or higher"),
        (((0, 0), 1, [(0.2, 0, 0)], 0.2), r"shape \(1, 3\)"),
    ],
)
def test_balls_whose_holes_do_not_fit_are_refused(arguments, message):
    with pytest.raises(InputError, match=message):
        Holed(*arguments)


def test_points_in_a_hole_are_moved_to_its_rim():
    swiss = Holed((0, 0), 2, [(1, 0), (-1, 0)], 0.5)
    moved = swiss.nearest([[1.1, 0], [1, 0], [0, 3], [0, 0.5]])
    np.testing.assert_allclose(moved, [[1.5, 0], [1.5, 0], [0, 2], [0, 0.5]])
