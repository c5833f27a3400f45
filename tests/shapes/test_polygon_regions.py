"""Regions inside polygons: decided as exact arithmetic decides, sampled evenly."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from unknot.errors import InputError
from unknot.shapes import Points, Polygon, Polyline
from unknot.shapes._orientation import orientation

CORNER = Polygon([(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)])
COMB = Polygon(
    [(0, 0), (9, 0), (9, 5), (8, 0.5), (7, 5), (6, 0.5), (5, 5), (4, 0.5), (3, 5), (2, 0.5), (0, 5)]
)
# Coordinates on a small grid, so that edges touch, overlap and line up often; tenths round.
GRID = st.tuples(*[st.integers(0, 5).map(lambda k: k / 10)] * 2)
ANY = st.floats(-1e6, 1e6)


def turn(a, b, c):
    (ax, ay), (bx, by), (cx, cy) = (map(Fraction, map(float, p)) for p in (a, b, c))
    value = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return (value > 0) - (value < 0)


def on_segment(p, a, b):
    within = all(min(s, e) <= x <= max(s, e) for x, s, e in zip(p, a, b, strict=True))
    return within and turn(a, b, p) == 0


def meet(a, b, c, d):
    ends = on_segment(a, c, d), on_segment(b, c, d), on_segment(c, a, b), on_segment(d, a, b)
    crossing = turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
    return crossing or any(ends)


def is_simple(vertices):
    edges = [(vertices[i - 1], vertices[i]) for i in range(len(vertices))]
    for i, j in combinations(range(len(edges)), 2):
        (a, b), (c, d) = edges[i], edges[j]
        if b == c:
            bad = on_segment(a, c, d) or on_segment(d, a, b)
        elif d == a:
            bad = on_segment(b, c, d) or on_segment(c, a, b)
        else:
            bad = meet(a, b, c, d)
        if bad:
            return False
    return True


def holds(vertices, point):
    """Whether the region holds a point: its winding number, by exact quadrants' turns."""
    edges = [(vertices[i - 1], vertices[i]) for i in range(len(vertices))]
    if any(on_segment(point, a, b) for a, b in edges):
        return True
    winding = 0
    for a, b in edges:
        if a[1] <= point[1] < b[1] and turn(a, b, point) > 0:
            winding += 1
        if b[1] <= point[1] < a[1] and turn(a, b, point) < 0:
            winding -= 1
    return winding != 0


@given(st.tuples(ANY, ANY), st.tuples(ANY, ANY), st.floats(-2, 2), st.integers(-2, 2))
@settings(max_examples=200)
def test_orientations_are_exact_next_to_the_line(a, b, share, ulps):
    """Points within a few roundings of the line, where floats alone are a matter of luck."""
    c = [x + share * (y - x) for x, y in zip(a, b, strict=True)]
    for _ in range(abs(ulps)):
        c[0] = np.nextafter(c[0], np.copysign(np.inf, ulps))
    assert orientation(np.array(a), np.array(b), np.array(c)) == turn(a, b, c)


@given(st.lists(GRID, min_size=3, max_size=7))
@settings(max_examples=400)
def test_exactly_the_simple_polygons_are_accepted(vertices):
    assume(all(vertices[i - 1] != vertices[i] for i in range(len(vertices))))
    if is_simple(vertices):
        Polygon(vertices)
    else:
        with pytest.raises(InputError, match="cross or touch each other"):
            Polygon(vertices)


@given(st.lists(GRID, min_size=3, max_size=8), st.lists(GRID, min_size=1, max_size=20))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.filter_too_much],  # few polygons drawn at random are simple
)
def test_exactly_the_points_of_the_region_have_distance_zero(vertices, points):
    assume(all(vertices[i - 1] != vertices[i] for i in range(len(vertices))))
    assume(is_simple(vertices))
    region = Polygon(vertices)
    inside = np.array([holds(vertices, p) for p in points])
    np.testing.assert_array_equal(region.contains(points), inside)
    np.testing.assert_array_equal(region.distance(points) == 0, inside)
    outside = np.array(points)[~inside]
    np.testing.assert_allclose(
        region.distance(outside), Polyline(vertices, closed=True).distance(outside), atol=1e-300
    )


@given(
    st.lists(st.floats(0.3, 3), min_size=3, max_size=40),
    st.booleans(),
    st.floats(-5, 5),
    st.integers(0, 100),
)
@settings(max_examples=60)
def test_star_shaped_regions(radii, backwards, shift, seed):
    """The area is that of the triangles from the centre; samples and covers are right."""
    angles = 2 * np.pi * np.arange(len(radii)) / len(radii)
    vertices = np.array(radii)[:, None] * np.stack([np.cos(angles), np.sin(angles)], 1) + shift
    region = Polygon(vertices[::-1] if backwards else vertices)
    ahead = np.roll(radii, -1)
    area = np.sum(radii * ahead) * np.sin(2 * np.pi / len(radii)) / 2
    assert region.measure == pytest.approx(area, rel=1e-10)
    samples = region.sample(200, seed)
    assert region.distance(samples).max() < 1e-13
    boxes = region.cover(0.4)
    assert boxes.contain(samples).all()
    assert boxes.contain(vertices).all()
    assert np.prod(boxes.upper - boxes.lower, axis=1).sum() >= area * (1 - 1e-9)


def test_the_area_is_correctly_rounded():
    assert CORNER.measure == 3
    far = [(2**52 + x, 2**52 + y) for x, y in ((0, 0), (1, 0), (0, 1))]
    assert Polygon(far).measure == 0.5
    assert Polygon([(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)]).measure == float(Fraction(0.1) ** 2)


@pytest.mark.parametrize("region", [CORNER, COMB], ids=["corner", "comb"])
def test_regions_are_sampled_uniformly(region):
    """Compare with rejection from the bounding box, by the counts in its 36 cells."""
    lower, upper = region.bounds()
    edges = list(zip(lower, upper, strict=True))
    box = np.random.default_rng(1).uniform(lower, upper, (200_000, 2))
    expected, _, _ = np.histogram2d(*box[region.contains(box)].T, 6, edges)
    share, count = expected / expected.sum(), 40_000
    found, _, _ = np.histogram2d(*region.sample(count, 0).T, 6, edges)
    error = np.sqrt(share * (1 - share) * count * (1 + count / expected.sum()))
    assert (np.abs(found - count * share) <= 5 * error + 3).all()
    assert expected.sum() / len(box) * np.prod(upper - lower) == pytest.approx(
        region.measure, rel=0.02
    )


def test_large_regions_and_tables_in_parts_give_the_same(monkeypatch):
    points = np.random.default_rng(0).uniform(-1, 10, (300, 2))
    whole = COMB.distance(points), COMB.sample(300, 3)
    monkeypatch.setattr("unknot.shapes._region._TABLE", 40)
    np.testing.assert_array_equal(COMB.distance(points), whole[0])
    np.testing.assert_array_equal(COMB.sample(300, 3), whole[1])


def test_a_cover_leaves_no_room_empty_and_no_box_away():
    boxes = COMB.cover(0.3)
    assert (COMB.distance((boxes.lower + boxes.upper) / 2) <= 0.3).all()
    dense = COMB.sample(20_000, 5)
    assert boxes.contain(dense).all()


@pytest.mark.parametrize(
    ("vertices", "message"),
    [
        ([(0, 0), (1, 1)], "needs 3 or more"),
        ([(0, 0), (1, 1), (1, 1), (0, 1)], "Vertex 2 repeats"),
        ([(0, 0, 0), (1, 0, 0), (0, 1, 0)], "lie in R\\^3"),
        ([(0, 0), (1, np.nan), (0, 1)], "must be finite"),
        (
            [(0, 0), (1, 1), (1, 0), (0, 1)],
            "edge 0, from \\(0, 0\\) to \\(1, 1\\), and edge 2, from \\(1, 0\\) to",
        ),
        ([(0, 0), (2, 0), (1, 0)], "edge 0, .* and edge 1, "),
        ([(0, 0), (2, 0), (2, 1), (1, 0), (0, 1)], "edge 0, from .* cross or touch"),
        ([(0, 0), (1e-150, 0), (0, 1e-150)], "has area 5e-301; expected 1e-200"),
    ],
)
def test_wrong_polygons_are_refused(vertices, message):
    with pytest.raises(InputError, match=message):
        Polygon(vertices)


@pytest.mark.parametrize("points", [[], [(0, 0), (1, 0, 0)], [()], [(0, np.inf)]])
def test_wrong_point_sets_are_refused(points):
    with pytest.raises(InputError):
        Points(points)


@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=20), st.integers(0, 99))
@settings(max_examples=50)
def test_point_sets_hold_their_points_and_are_covered_by_them(points, seed):
    shape = Points(points)
    assert (shape.distance(points) == 0).all()
    assert shape.measure == len(points)
    assert {tuple(row) for row in shape.sample(30, seed).tolist()} <= set(shape.points)
    assert shape.cover(1.0).contain(points).all()
