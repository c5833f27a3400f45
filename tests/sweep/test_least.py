import json

import pytest

from unknot import checker
from unknot.data import Dataset, load
from unknot.sweep import least

KNOWN = [
    ("two-curves", 2),
    ("spirals:turns=1", 2),
    ("disc-in-ring", 3),
    ("shells", 4),
    ("linked-tori", 4),
    ("blobs:classes=2,spread=0.3,points=60", 1),
]


def check(found, width):
    assert (found.bracket.lower, found.bracket.upper) == (width, width)
    assert found.bracket.closes == ""
    found.bracket.above.check()
    if width > 1:
        found.bracket.below.check()


@pytest.mark.slow
@pytest.mark.parametrize(("source", "width"), KNOWN)
def test_brackets_that_are_closed_with_a_certificate_on_both_sides(source, width):
    check(least(load(source), depths=()), width)


def test_a_depth_is_found_with_weights_that_verify():
    found = least(load("disc-in-ring"), depths=(1,))
    check(found, 3)
    (three,) = found.depths
    assert (three.width, three.found, three.undecided) == (3, 1, ())
    checker.check(json.loads(json.dumps(three.certificate.content)))
    assert found.balls is None


@pytest.mark.slow
def test_of_points_alone_balls_about_them_are_asked_about_too():
    known = load("disc-in-ring:points=200")
    points = Dataset(known.points, known.labels, known.class_names, known.feature_names)
    found = least(points, depths=())
    assert "sampled points" in found.bracket.where
    assert found.bracket.upper == 2
    assert found.balls.radius > 0
    check(found.balls, 3)
    assert least(points, depths=(), radius=found.balls.radius).balls is None


def test_where_no_ball_obstructs_they_stay_apart():
    data = Dataset([[0.0, 0], [1, 0], [4, 0], [5, 0]], [0, 0, 1, 1], ("a", "b"), ("x", "y"))
    found = least(data, depths=())
    assert found.balls.radius == pytest.approx(0.45 * 3)
    check(found.balls, 1)
