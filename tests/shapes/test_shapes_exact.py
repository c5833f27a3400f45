"""Shapes with known answers: measures, distributions, exact vertices, refused parameters."""

from fractions import Fraction
from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import InputError
from unknot.shapes import (
    Ball,
    Box,
    Curve,
    Holed,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Tube,
    Union,
)

LINE = Polyline([(0, 0, 0), (4, 0, 0)])


@pytest.mark.parametrize(
    ("shape", "measure"),
    [
        (Segment((0, 0), (3, 4)), 5),
        (Ball((0, 0), 2), 4 * pi),
        (Ball((0, 0, 0), 2), 32 / 3 * pi),
        (Ball((5,), 2), 4),
        (Shell((0, 0), 1, 2), 3 * pi),
        (Shell((0, 0), 1, 1), 2 * pi),
        (Shell((0, 0, 0), 2, 2), 16 * pi),
        (Box((0, 0), (2, 3)), 6),
        (SolidTorus((0, 0, 0), (0, 0, 1), 2, 1), 4 * pi**2),
        (Tube(LINE, 0.5), pi + pi / 6),
        (Union((Segment((0,), (1,)), Segment((2,), (5,)))), 4),
    ],
)
def test_measures(shape, measure):
    assert shape.measure == pytest.approx(measure, rel=1e-12)


def test_curve_length_and_even_spacing():
    circle = Curve(lambda t: np.stack([np.cos(t), np.sin(t)], 1), (0, 2 * pi), 1)
    assert circle.measure == pytest.approx(2 * pi, rel=1e-6)
    skewed = Curve(lambda t: np.stack([t**3, 0 * t], 1), (0, 1), 3)
    np.testing.assert_allclose(skewed.at([0, 0.25, 1])[:, 0], [0, 0.25, 1], atol=1e-6)


def test_curve_distance_agrees_with_the_sphere():
    curve = Curve(lambda t: np.stack([np.cos(t), np.sin(t)], 1), (0, 2 * pi), 1)
    points = np.random.default_rng(0).uniform(-2, 2, (300, 2))
    np.testing.assert_allclose(
        curve.distance(points), Shell((0, 0), 1, 1).distance(points), atol=1e-13
    )


@pytest.mark.parametrize("kind", ["tube", "torus", "shell", "ball"])
def test_solids_are_sampled_uniformly(kind):
    """Compare with rejection from the bounding box, by the counts in its 27 cells."""
    bent = Polyline([(0, 0, 0), (1, 0, 0), (0.4, 0.5, 0)])
    shape = {
        "tube": Tube(bent, 0.4),
        "torus": SolidTorus((0, 0, 0), (0, 0, 1), 1, 0.6),
        "shell": Shell((0, 0, 0), 0.5, 1),
        "ball": Ball((0, 0, 0), 1),
    }[kind]
    lower, upper = shape.bounds()
    box = np.random.default_rng(1).uniform(lower, upper, (150_000, 3))
    expected, _ = np.histogramdd(box[shape.contains(box)], 3, list(zip(lower, upper, strict=True)))
    share = expected / expected.sum()
    count = 40_000
    found, _ = np.histogramdd(shape.sample(count, 0), 3, list(zip(lower, upper, strict=True)))
    error = np.sqrt(share * (1 - share) * count * (1 + count / expected.sum()))
    assert (np.abs(found - count * share) <= 5 * error + 3).all()


@given(
    st.lists(st.tuples(*[st.integers(-(2**53), 2**53)] * 3), min_size=3, max_size=9, unique=True)
)
@settings(max_examples=50)
def test_integer_vertices_stay_exact(vertices):
    polygon = Polyline(vertices, closed=True)
    assert [tuple(map(Fraction, v)) for v in polygon.vertices] == [
        tuple(map(Fraction, v)) for v in vertices
    ]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e3), st.floats(0.02, 2))
@settings(max_examples=60)
def test_interval_covers_are_rigorous(start, length, size):
    """In exact arithmetic: the boxes leave no gap from end to end."""
    interval = Segment((start,), (start + length,))
    boxes = interval.cover(size)
    lower = [Fraction(x) for x in boxes.lower[:, 0].tolist()]
    upper = [Fraction(x) for x in boxes.upper[:, 0].tolist()]
    assert lower[0] <= Fraction(start)
    assert upper[-1] >= Fraction(start + length)
    assert all(a >= b for a, b in zip(upper, lower[1:], strict=False))


@given(st.fractions(0, 1), st.integers(0, 2))
@settings(max_examples=80)
def test_polygon_covers_hold_exact_points(share, edge):
    triangle = Polyline([(1 / 3, 0.1), (7.3, 1e-3), (-0.7, 5.1)], closed=True)
    a, b = (triangle.vertices[(edge + k) % 3] for k in (0, 1))
    point = [Fraction(x) + share * (Fraction(y) - Fraction(x)) for x, y in zip(a, b, strict=True)]
    boxes = triangle.cover(0.37)
    assert any(
        all(Fraction(lo) <= x <= Fraction(hi) for lo, x, hi in zip(low, point, up, strict=True))
        for low, up in zip(boxes.lower.tolist(), boxes.upper.tolist(), strict=True)
    )


def test_grid_covers_leave_no_gap_and_shrink_with_the_size():
    ring = Shell((0, 0), 2 / 3, 1)
    boxes = ring.cover(0.05)
    inside = np.random.default_rng(0).uniform(-1, 1, (20_000, 2))
    assert boxes.contain(inside[ring.contains(inside)]).all()
    area = (boxes.upper - boxes.lower).prod(1).sum()
    assert ring.measure <= area <= ring.measure + 0.05 * 4 * 2 * pi * (1 + 2 / 3)


@pytest.mark.parametrize("size", [1e-300, 2.0**-400, 1e90])
def test_polygons_of_any_size_are_sampled_by_length(size):
    corners = size * np.array([[(0, 0), (1, 0), (0, 1)], [(3, 0), (5, 0), (3, 2)]])
    both = Union(tuple(Polyline(some.tolist(), closed=True) for some in corners))
    assert both.measure == pytest.approx(3 * (2 + 2**0.5) * size)
    points = both.sample(600, 0)
    right = points[:, 0] > 2 * size
    assert 0.55 < right.mean() < 0.78
    x, y = ((points[right] / size - (3, 0)) / 2).T
    assert np.abs(x * y * (1 - x - y)).max() < 1e-12  # each on one of the three sides
    assert np.ptp(x) > 0.9
    assert np.ptp(y) > 0.9


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Ball((0, 0), -1), "radius of the ball is -1"),
        (lambda: Ball((0, np.nan), 1), "coordinates must be finite"),
        (lambda: Ball((), 1), "expected one point"),
        (lambda: Ball(("a",), 1), "expected one point"),
        (lambda: Shell((0, 0), 2, 1), "exceeds the outer radius"),
        (lambda: Shell((0, 0), 0, 1), "inner radius is 0"),
        (lambda: Box((0, 0), (1, 0)), "less than the upper"),
        (lambda: Box((0, 0), (1,)), "less than the upper"),
        (lambda: Segment((1, 2), (1, 2)), "repeats the one before"),
        (lambda: Segment((1, 2), (1, 2, 3)), "all vertices must lie in one space"),
        (lambda: Polyline([(0, 0)]), "needs 2 or more"),
        (lambda: Polyline([(0, 0), (1, 1)], closed=True), "needs 3 or more"),
        (lambda: Polyline([(0, 0), (1, 1), (0, 0)], closed=True), "Vertex 0 repeats"),
        (lambda: Polyline([(0, 0), (2**53 + 1, 1)]), "past 2\\^53"),
        (lambda: Tube(Segment((0, 0), (1, 1)), 1), "core of a tube is a Polyline"),
        (lambda: Tube(LINE, 0), "radius of the tube is 0"),
        (lambda: Tube(Polyline([(0,), (1,)]), 1), "use a Segment"),
        (lambda: SolidTorus((0, 0, 0), (0, 0, 0), 1, 0.1), "not zero"),
        (lambda: SolidTorus((0, 0), (0, 1), 1, 0.1), "points of R\\^3"),
        (lambda: SolidTorus((0, 0, 0), (0, 0, 1), 1, 1), "would meet itself"),
        (lambda: Union(()), "no parts"),
        (lambda: Union((Ball((0,), 1), Ball((0, 0), 1))), "dimensions \\[1, 2\\]"),
        (lambda: Curve(lambda t: t, (0, 1), 1), "shape \\(2, n\\)"),
        (lambda: Curve(lambda t: t[:, None], (1, 0), 1), "first < last"),
        (lambda: Curve(lambda t: t[:, None], (0, 1), np.nan), "Lipschitz constant is nan"),
    ],
)
def test_wrong_parameters_are_refused(make, message):
    with pytest.raises(InputError, match=message):
        make()


@pytest.mark.parametrize(
    "hollow", [Shell((1, 2), 1, 3), Shell((1, 2), 2, 2), Holed((1, 2), 3, [(1, 2)], 1)]
)
def test_the_middle_of_what_is_hollow_is_moved_to_its_rim(hollow):
    found = hollow.nearest([(1, 2)])
    assert hollow.distance(found)[0] <= 1e-12
    assert np.linalg.norm(found - [1, 2]) == pytest.approx(hollow.distance([(1, 2)])[0])
