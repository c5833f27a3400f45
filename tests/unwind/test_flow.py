"""A flow carries strands apart: it keeps areas and lengths, and what is between them smooth."""

import numpy as np
import pytest

from unknot.shapes import Ball, Curve, Formula, Polygon, Polyline, Segment, Term, Tube
from unknot.unwind._carried import Carried, carried
from unknot.unwind._flow import STIFFER
from unknot.unwind._line import widest_gap
from unknot.unwind._strands import Strands

HOOKS = [Polyline(((-1, 0), (0.3, 0), (0.3, 0.4))), Polyline(((1, 0.7), (0, 0.7), (0, 0.2)))]
POLYGON = Polygon(((0, 0), (2, 0), (2, 1), (1, 0.3), (0, 1)))


@pytest.fixture(scope="module")
def hooks():
    strands = Strands.of(HOOKS, 0.2)
    return strands.flow(STIFFER), np.concatenate(strands.vertices)


def test_a_flow_keeps_areas(hooks):
    flow, places = hooks
    field = flow.field(places, 0)
    inside = np.random.default_rng(0).uniform(-0.5, 0.5, (200, 2))
    step = 1e-7
    slopes = [
        (field.at(inside + step * e) - field.at(inside - step * e)) / (2 * step) for e in np.eye(2)
    ]
    # (At a knot, where the slope jumps, a difference sees both sides.)
    trace = slopes[0][:, 0] + slopes[1][:, 1]
    assert np.median(np.abs(trace)) < 1e-8


@pytest.mark.slow
def test_strands_keep_their_lengths_and_go_apart(hooks):
    flow, places = hooks
    energies = []
    for moment in range(20):
        first, second = places[: flow.first], places[flow.first :]
        between = np.square(first[:, None] - second).sum(axis=2)
        energies.append((1 / between).sum())
        places = flow.field(places, moment).carried(places)
    lengths = np.hypot(*(places[flow.links[:, 1]] - places[flow.links[:, 0]]).T)
    np.testing.assert_allclose(lengths, flow.lengths, rtol=0.1)
    assert energies[-1] < 0.9 * energies[0]


def test_strands_are_curves_cores_and_borders():
    circle = Curve(Formula(((Term((1,), "cos", 2),), (Term((1,), "sin", 2),))), (0, 1))
    arc = Curve(Formula(((Term((0, 1)),), (Term((0, 0, 1)),))), (0, 1))
    tube = Tube(Polyline(((0, 0), (1, 0))), 0.1)
    found = Strands.of([circle, arc, tube, POLYGON, Segment((0, 0), (1, 1))], 0.5)
    assert found.closed == (True, False, False, True, False)
    for rows, closed, length in zip(
        found.points, found.closed, (6.28, 1.48, 1, 6.4, 1.41), strict=True
    ):
        steps = np.hypot(*np.diff(rows, axis=0, append=rows[:1] if closed else rows[-1:]).T)
        assert steps.max() < 0.11
        assert steps.sum() == pytest.approx(length, abs=0.05)
    corners = {tuple(row) for row in found.points[3].round(9).tolist()}
    assert set(POLYGON.vertices) <= corners
    assert Strands.of([Ball((0, 0), 1), POLYGON], 0.5) is None


def test_what_a_class_encloses_does_not_hold_its_sides_apart():
    strands = Strands.of([POLYGON, Segment((3, 0), (3, 1))], 0.5)
    own = strands.flow(STIFFER).own[0]
    rows = strands.vertices[0]
    low, high, notch = (np.hypot(*(rows - p).T).argmin() for p in ((1, 0), (0, 1), (2, 1)))
    assert own[high, notch] > 0  # across the notch, outside
    assert own[low, high] == 0 == own[low, low + 1]


def test_a_flow_is_a_plan_that_parts_and_begins_with_rest_and_goes_on_steadily():
    strands = Strands.of(HOOKS, 0.2)
    plan = next(carried(strands, lambda: False, lambda _: None))
    assert isinstance(plan, Carried)
    first, second = (plan.at(rows, 1.0) for rows in strands.points)
    assert widest_gap(first, second) is not None
    rows = strands.points[0]
    assert (plan.at(rows, 0.0) == rows).all()
    there = [plan.at(rows, t) for t in (0.3, 0.3 + 1e-6, 0.3)]
    np.testing.assert_allclose(there[0], there[1], atol=1e-3)
    assert (there[0] == there[2]).all()
    assert list(carried(strands, lambda: True, lambda _: None)) == []
