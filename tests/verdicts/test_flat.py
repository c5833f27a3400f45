"""Classes in a flat of their space: its dimension counts."""

import numpy as np
import pytest

from unknot import checker
from unknot.data import Dataset
from unknot.shapes import Ball, Curve, Formula, Points, Polyline, Segment, Sphere, Term, Union
from unknot.verdicts import can_classify, least_width
from unknot.verdicts._classes import classes_of
from unknot.verdicts._flat import classes_flat

ANGLE = np.linspace(0, 2 * np.pi, 24, endpoint=False)
RING = (np.rint(64 * np.stack([np.cos(ANGLE), np.sin(ANGLE)], 1)) / 64).tolist()


def tilted(points):
    """In the plane z = x/2 − y + 2 of space."""
    return [(x, y, 0.5 * x - y + 2) for x, y in points]


def answer(sets, hidden, activation="tanh"):
    found = can_classify(sets, hidden, activation, search=False)
    if found.proved:
        found.check()
    return found


CLOSED = Polyline(tilted(RING), closed=True)
OPEN = Polyline(tilted(RING[:-1]))
DOT = Points(tilted([(0.125, 0.25)]))
LINE = [
    Segment((0, 0, 0), (1, 1, 1)),
    Union((Segment((-2, -2, -2), (-1, -1, -1)), Segment((2, 2, 2), (3, 3, 3)))),
]
CIRCLE = Curve(  # x + y = 2, round (1, 1, 0)
    Formula(
        (
            (Term((1.0,), "1", 0.0), Term((1.0,), "cos", 1.0)),
            (Term((1.0,), "1", 0.0), Term((-1.0,), "cos", 1.0)),
            (Term((1.0,), "sin", 1.0),),
        )
    ),
    (0.0, 2.0),
    10.0,
)

CASES = [
    # The ring in its plane encloses the dot (T4.4); with 3 = d + 1 it does not matter.
    ([DOT, CLOSED], (2, 2), "impossible"),
    ([DOT, CLOSED], (3,), "possible"),
    # Through the opening the dot comes out (T4.8).
    ([DOT, OPEN], (2, 2), "possible"),
    ([Points(tilted([(4, 4)])), CLOSED], (2,), "possible"),
    # A circle in the plane z = 1 round its centre; a centre above the plane is not in it.
    ([Points([(0, 0, 1)]), Sphere((0, 0, 1), (0, 1), 1)], (2, 2), "impossible"),
    ([Points([(0, 0, 2)]), Sphere((0, 0, 1), (0, 1), 1)], (2, 2), "possible"),
    # On a line the middle lies between: width 1 never, width 2 = d + 1 does.
    (LINE, (1, 1, 1), "impossible"),
    (LINE, (2,), "possible"),
    (LINE, (2, 2, 2), "possible"),
    # A formula's circle about (1, 1, 0), hulls meet there.
    ([Points([(1, 1, 0)]), CIRCLE], (1, 1), "impossible"),
]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_what_counts_is_the_dimension_of_the_flat(case):
    sets, hidden, verdict = CASES[case]
    assert answer(sets, hidden).verdict == verdict


def test_width_is_bracketed_in_the_flat():
    found = least_width([DOT, CLOSED])
    assert (found.lower, found.upper) == (3, 3)
    assert "flat of dimension 2" in found.below.statement
    assert found.below.theorem == "T4.4, T0.2"
    assert found.below.facts["point"] == [0.125, 0.25, 0.5 * 0.125 - 0.25 + 2]


def test_constant_and_dependent_features_of_a_table_count_for_nothing():
    rng = np.random.default_rng(0)
    x = rng.integers(-8, 8, (30, 2)) / 8
    table = np.stack([x[:, 0], np.full(30, 0.1), x[:, 0] - 2 * x[:, 1], x[:, 1]], 1)
    labels = (np.arange(30) % 2).tolist()
    keep = [labels.index(0), *range(30)]
    data = Dataset(table[keep], [labels[k] for k in keep], ("a", "b"), tuple("wxyz"))
    flat = classes_flat(classes_of(data))
    assert flat is not None
    assert len(flat.keep) == 2


def test_what_is_not_exactly_flat_is_not_flat():
    bent = [*tilted(RING[:-1]), (RING[-1][0], RING[-1][1], 2.0)]
    assert classes_flat(classes_of([DOT, Polyline(bent, closed=True)])) is None
    near = [(x, y, z + 2.0**-40 * (k == 3)) for k, (x, y, z) in enumerate(tilted(RING))]
    sets = [DOT, Polyline(near, closed=True)]
    # Nearly flat is not flat: width 2 may do in space, or not; it is not excluded by this.
    assert answer(sets, (2, 2)).verdict != "impossible"
    assert classes_flat(classes_of([Ball((0, 0, 0), 1), DOT])) is None


def test_evidence_in_another_flat_is_refused():
    content = answer([DOT, CLOSED], (2, 2)).content
    for wrong in (
        {"keep": [0, 1], "rest": [[1, -1, 2]]},
        {"keep": [0], "rest": [[0, 0], [0, 0]]},
        {"keep": [1, 0], "rest": content["evidence"]["flat"]["rest"]},
        {"keep": [0, 1, 2], "rest": []},
        {"keep": [0, 1], "rest": []},
    ):
        with pytest.raises(checker.Refused):
            checker.check({**content, "evidence": {**content["evidence"], "flat": wrong}})
    # A sphere whose axis leaves the flat.
    circle = answer([Points([(0, 0, 1)]), Sphere((0, 0, 1), (0, 1), 1)], (2, 2)).content
    turned = {**circle["evidence"], "flat": {"keep": [0, 1], "rest": [[1, 0, 1]]}}
    with pytest.raises(checker.Refused, match="does not lie in it"):
        checker.check({**circle, "evidence": turned})
