"""The linked round spheres of R^n, and the links of circles among the data sets."""

import numpy as np
import pytest

from unknot.data import load
from unknot.errors import InputError
from unknot.links import Link, diagram, linking_number
from unknot.shapes import Shell, Sphere


@pytest.mark.parametrize(
    ("dimension", "first"), [(3, 1), (4, 1), (4, 2), (5, 2), (7, 1), (7, 5), (64, 31)]
)
def test_spheres_of_complementary_dimensions(dimension, first):
    data = load(f"linked-spheres:dimension={dimension},first={first},points=60")
    one, other = data.shapes
    assert len(one.axes) - 1 == first
    assert len(other.axes) - 1 == dimension - 1 - first
    assert data.points.shape == (60, dimension)
    # The segment from the first sphere's centre along the common axis leaves its ball; the second
    # sphere meets that flat ball once inside, at the centre, and once outside.
    (common,) = set(one.axes) & set(other.axes)
    for end, inside in ((-0.6, True), (0.6, False)):
        point = np.array(other.centre)
        point[common] += end
        assert other.distance([point])[0] < 1e-15
        rest = [i for i in range(dimension) if i not in one.axes]
        assert (point[rest] == 0).all()
        assert (np.linalg.norm(point - np.array(one.centre)) < one.radius) == inside
    # They keep 0.6 apart.
    assert one.distance(other.sample(2000, 0)).min() > 0.2


def test_circles_in_space_are_the_hopf_link():
    one, other = load("linked-spheres:dimension=3,first=1").shapes
    t = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    circles = []
    for sphere in (one, other):
        points = np.tile(sphere.centre, (24, 1))
        points[:, sphere.axes] += sphere.radius * np.stack([np.cos(t), np.sin(t)], 1)
        circles.append(points)
    assert abs(linking_number(diagram(Link.of(circles)), 0, 1)) == 1


@pytest.mark.parametrize(("dimension", "first"), [(3, 2), (4, 3), (3, 62)])
def test_no_room_for_the_other_sphere(dimension, first):
    with pytest.raises(InputError, match="leave no room"):
        load(f"linked-spheres:dimension={dimension},first={first}")


def test_a_sphere_of_all_axes_is_a_shell_of_one_radius():
    rng = np.random.default_rng(0)
    points = rng.uniform(-2, 2, (200, 3))
    sphere, shell = Sphere((0.5, 0, 1), (0, 1, 2), 0.7), Shell((0.5, 0, 1), 0.7, 0.7)
    np.testing.assert_allclose(sphere.distance(points), shell.distance(points), atol=1e-15)
    assert sphere.measure == pytest.approx(shell.measure, rel=1e-14)
    np.testing.assert_array_equal(sphere.bounds(), shell.bounds())
    assert Sphere((0, 0, 0), (0, 2), 2).measure == pytest.approx(4 * np.pi)


@pytest.mark.parametrize("axes", [(0,), (), (1, 0), (0, 0), (0, 3), (-1, 0), (0, 0.5), "ab"])
def test_axes_that_are_none(axes):
    with pytest.raises(InputError, match="two or more different coordinates"):
        Sphere((0, 0, 0), axes, 1)


def test_axes_of_any_integers():
    assert Sphere((0, 0, 0), np.array([0, 2]), 1) == Sphere((0, 0, 0), (0, 2), 1)
    assert hash(Sphere((0, 0, 0), [0, 1], 1)) == hash(Sphere((0, 0, 0), (0, 1), 1))
