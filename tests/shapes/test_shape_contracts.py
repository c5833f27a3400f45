"""What every shape promises, checked on one or more examples of every class."""

import inspect
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unknot.shapes as shapes
from unknot.errors import InputError
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Holed,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shape,
    Shell,
    SolidTorus,
    Sphere,
    Tube,
    Union,
)


def parabola(t):
    return np.stack([t, t * t], axis=1)


def helix(t):
    return np.stack([np.cos(t), np.sin(t), t / 3], axis=1)


SQUARE = Polyline([(0, 0, 0), (2, 0, 0), (2, 2, 1), (0, 2, 0)], closed=True)
EXAMPLES = {
    "interval": Segment((-1 / 3,), (1 / 3,)),
    "segment": Segment((1, 2, 3), (-4, 0.5, 3)),
    "polyline": Polyline([(0, 0), (1, 0), (0.5, 0.7)]),
    "polygon": SQUARE,
    "triangle": Polygon([(0, 0), (1, 0.1), (0.3, 0.9)]),
    "spiral region": Polygon(
        [
            (0, 0),
            (4, 0),
            (4, 3),
            (1, 3),
            (1, 1),
            (2, 1),
            (2, 2),
            (3, 2),
            (3, 0.5),
            (0.5, 0.5),
            (0.5, 4),
            (0, 4),
        ]
    ),
    "points": Points([(0, 0), (1, 0.25), (-1, 1 / 3)]),
    "balls": Balls([(0, 0), (1, 0.25), (-1, 1 / 3)], 0.6),
    "parabola": Curve(parabola, (-1, 1), 5**0.5),
    "helix": Curve(helix, (0, 9), 1.0542),
    "disc": Ball((0.25, -1), 1 / 3),
    "ball in R^5": Ball((1,) * 5, 2),
    "ring": Shell((0, 0), 2 / 3, 1),
    "disc with holes": Holed((0.25, -1), 2, [(0.25, -1), (1.5, -1 / 3)], 1 / 3),
    "ball with a hole": Holed((0, 0, 1), 1, [(0.2, 0, 0.9)], 0.4),
    "circle": Shell((3, 1), 0.7, 0.7),
    "shell in R^4": Shell((0, 0, 0, 1), 0.5, 1),
    "two points": Shell((1,), 2, 2),
    "circle in R^3": Sphere((0.1, 0, 1), (0, 2), 0.7),
    "sphere in R^4": Sphere((0, 0, 0, 1), (0, 1, 3), 0.6),
    "whole sphere": Sphere((0, 1, 0), (0, 1, 2), 0.4),
    "box": Box((-1, 0, 2), (1, 0.5, 7)),
    "tube": Tube(SQUARE, 0.3),
    "planar tube": Tube(Polyline([(0, 0), (1, 0), (0.5, 0.7)]), 0.2),
    "torus": SolidTorus((0.1, 0, 0), (1, 2, -1), 1, 0.3),
    "union": Union((Segment((-1,), (-2 / 3,)), Segment((2 / 3,), (1,)))),
}
EVERY = pytest.mark.parametrize("shape", EXAMPLES.values(), ids=EXAMPLES.keys())


def reach(shape: Shape) -> float:
    return float(np.abs(shape.bounds()).max())


def slack(shape: Shape) -> float:
    """How far `distance` may be above the truth."""
    if isinstance(shape, Curve):
        return shape.lipschitz * (shape.domain[1] - shape.domain[0]) / 8192
    return 0.0


def test_every_public_shape_is_exported_final_documented_and_sampled():
    public = [v for v in vars(shapes).values() if inspect.isclass(v) and issubclass(v, Shape)]
    concrete = [kind for kind in public if kind is not Shape]
    assert {kind.__name__ for kind in concrete} <= set(shapes.__all__)
    assert set(concrete) == {type(shape) for shape in EXAMPLES.values()}
    for kind in concrete:
        assert kind.__final__
        assert ">>>" in kind.__doc__
        assert "contains" not in vars(kind)  # concrete methods are not overridden


@EVERY
def test_samples_lie_in_the_set_and_follow_the_seed(shape):
    points = shape.sample(500, 7)
    assert points.shape == (500, shape.dimension)
    assert points.dtype == np.float64
    assert shape.distance(points).max() <= 1e-14 * max(1, reach(shape)) * 10
    assert shape.contains(points, 1e-12).all()
    np.testing.assert_array_equal(points, shape.sample(500, np.random.default_rng(7)))
    assert not np.array_equal(points, shape.sample(500, 8))
    assert shape.sample(0, 0).shape == (0, shape.dimension)
    lower, upper = shape.bounds()
    assert ((lower - 1e-14 <= points) & (points <= upper + 1e-14)).all()


@EVERY
@pytest.mark.parametrize("share", [0.6, 0.13])
def test_covers_hold_samples_and_nothing_far(shape, share):
    size = share * float(np.ptp(shape.bounds(), axis=0).max())
    boxes = shape.cover(size)
    assert (boxes.upper - boxes.lower <= size).all()
    assert (boxes.lower <= boxes.upper).all()
    assert boxes.contain(shape.sample(1000, 3)).all()
    # A box within `size` of the set has its centre within size + half its diagonal.
    centres = (boxes.lower + boxes.upper) / 2
    half = np.linalg.norm(boxes.upper - boxes.lower, axis=1) / 2
    assert (shape.distance(centres) <= size + half + slack(shape)).all()


@EVERY
def test_covers_of_impossible_sizes_are_refused(shape):
    for size in (0, -1, np.nan, np.inf, "1"):
        with pytest.raises(InputError, match="size of the boxes"):
            shape.cover(size)
    with pytest.raises(InputError, match="below what floats resolve"):
        shape.cover(1e-16)
    if shape.dimension > 1 and not isinstance(shape, Points):
        with pytest.raises(InputError, match="the limit is 10,000,000"):
            shape.cover(3e-9)


@EVERY
@settings(max_examples=25)
@given(data=st.data())
def test_distance_is_lipschitz(shape, data):
    coordinate = st.floats(-4, 4, allow_subnormal=False)
    p, q = (
        np.array([data.draw(st.tuples(*[coordinate] * shape.dimension))], dtype=float)
        for _ in range(2)
    )
    gap = abs(shape.distance(p)[0] - shape.distance(q)[0])
    assert gap <= np.linalg.norm(p - q) + slack(shape) + 1e-12
    assert (shape.distance(p) >= 0).all()


@EVERY
def test_distance_is_that_to_the_nearest_sample(shape):
    """No sample is nearer than the distance says, and a dense sample comes close to it."""
    rng = np.random.default_rng(0)
    lower, upper = shape.bounds()
    points = rng.uniform(lower - 1, upper + 1, (60, shape.dimension))
    samples = shape.sample(20_000, 1)
    nearest = np.array([np.linalg.norm(samples - p, axis=1).min() for p in points])
    claimed = shape.distance(points)
    assert (claimed <= nearest + slack(shape) + 1e-12).all()
    assert (nearest - claimed).max() <= 0.9 if shape.dimension > 3 else 0.2


@EVERY
def test_wrong_arguments_are_refused(shape):
    with pytest.raises(InputError, match="expected \\(m,"):
        shape.distance(np.zeros((3, shape.dimension + 1)))
    with pytest.raises(InputError, match="NaN or infinite"):
        shape.distance(np.full((1, shape.dimension), np.nan))
    with pytest.raises(InputError, match="integer >= 0"):
        shape.sample(-1, 0)
    with pytest.raises(InputError, match="seed is -1"):
        shape.sample(1, -1)
    with pytest.raises(InputError, match="tolerance"):
        shape.contains(np.zeros((1, shape.dimension)), -1)


@EVERY
def test_shapes_are_values(shape):
    assert shape == shape
    assert hash(shape) == hash(shape)
    with pytest.raises(AttributeError):
        shape.radius = 3


@EVERY
def test_members_are_exact_points_of_the_set(shape):
    found = list(shape.members())
    assert len(found) <= 500
    if isinstance(shape, Curve):  # by functions that are not written down
        assert not found
        return
    assert found
    places = np.array([[float(x) for x in one.point] for one in found])
    assert shape.distance(places).max() <= 1e-12 * max(1, reach(shape))
    assert all(isinstance(x, Fraction) for one in found for x in one.point)
    # They show how far the set reaches: no axis is left out by more than the set is thick.
    low, high = shape.bounds()
    assert (np.ptp(places, axis=0) >= 0.2 * (high - low) - 1e-9).all() or not shape.connected


@EVERY
def test_members_are_found_near_places_of_the_set(shape):
    for place in shape.sample(20, 5):
        found = shape.member_near(place)
        if found is not None:
            near = np.array([[float(x) for x in found]])
            assert shape.distance(near)[0] <= 1e-14 * max(1, reach(shape)) * 10
            assert np.linalg.norm(near[0] - place) <= 1e-9 * max(1, reach(shape))
    if shape.intrinsic_dimension == shape.dimension > 1:
        inside = [p for p in shape.sample(50, 6) if shape.distance(p[None])[0] <= 0]
        assert all(shape.member_near(place) is not None for place in inside)


@EVERY
def test_what_is_moved_to_the_set_is_in_it_or_where_it_was(shape):
    rng = np.random.default_rng(2)
    low, high = shape.bounds()
    places = rng.uniform(low - 1, high + 1, (200, shape.dimension))
    moved = shape.nearest(places)
    apart = shape.distance(moved)
    stayed = (moved == places).all(axis=1)
    assert ((apart <= 1e-12 * max(1, reach(shape))) | stayed).all()
    # Nothing moves farther than to the other side of the nearest point.
    assert (np.linalg.norm(moved - places, axis=1) <= shape.distance(places) * 1.01 + 1e-8).all()


@EVERY
def test_what_a_set_has_lies_in_it(shape):
    tolerance = 1e-12 * max(1, reach(shape))
    if shape.isolated is not None:
        assert shape.intrinsic_dimension == 0
        assert shape.distance(shape.isolated).max() == 0
    if shape.trace is not None:
        assert shape.intrinsic_dimension == 1
        along = shape.trace.at(np.linspace(0, 1, 300))
        assert shape.distance(along).max() <= tolerance
        assert np.allclose(along[0], along[-1]) == shape.trace.closed
        steps = np.linalg.norm(np.diff(along, axis=0), axis=1)
        assert steps.max() <= 1.1 * shape.measure / 299
    if shape.segments() is not None:
        starts, ends = shape.segments()
        for t in (0, 0.3, 1):
            assert shape.distance((1 - t) * starts + t * ends).max() <= tolerance
        assert np.linalg.norm(ends - starts, axis=1).sum() == pytest.approx(
            0 if shape.isolated is not None else shape.measure
        )
    if shape.spine is not None:
        assert shape.distance(shape.spine.sample(500, 0)).max() <= tolerance
    if shape.outer_sphere is not None:
        assert shape.distance(shape.outer_sphere.sample(200, 0)).max() <= tolerance
    if shape.cloud is not None:
        centres, radius = shape.cloud
        off = unit(centres.shape, 3) * radius * (1 - 1e-9)
        assert shape.distance(centres + off).max() <= tolerance
    assert shape.distance(shape.outline.sample(200, 0)).max() <= tolerance
    assert 0 <= shape.intrinsic_dimension <= shape.dimension


def unit(shape, seed):
    drawn = np.random.default_rng(seed).normal(size=shape)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@EVERY
def test_leaves_make_up_the_set(shape):
    leaves = list(shape.leaves())
    assert len({path for path, _ in leaves}) == len(leaves)
    assert all(list(leaf.leaves()) == [((), leaf)] for _, leaf in leaves)
    points = shape.sample(100, 1)
    least = np.min([leaf.distance(points) for _, leaf in leaves], axis=0)
    np.testing.assert_array_equal(least, shape.distance(points))


@EVERY
def test_points_are_taken_evenly_of_curves_and_the_same_again(shape):
    points = shape.spread(60, 4)
    assert points.shape == (60, shape.dimension)
    np.testing.assert_array_equal(points, shape.spread(60, 4))
    assert shape.distance(points).max() <= 1e-12 * max(1, reach(shape))


def test_what_is_sure_of_connection():
    sure = {name for name, shape in EXAMPLES.items() if shape.connected}
    assert set(EXAMPLES) - sure == {"points", "balls", "two points", "union"}


@pytest.mark.parametrize("radius", [1e98, 1e-98])
def test_volumes_beyond_floats_leave_samples(radius):
    discs = [Ball((0,) * 4, radius), Ball((0, 0, 0, 5 * radius), radius)]
    edges = [(0, 0, 0, 0), (radius, 0, 0, 0), (radius, radius, 0, 0)]
    tube = Tube(Polyline(edges, closed=True), radius / 4)
    shell = Shell((0,) * 4, radius / 2, radius)
    for one in (*discs, tube, shell, Union([*discs, tube])):
        assert one.measure in (0.0, np.inf)
        assert one.contains(one.sample(50, 0)).all()
