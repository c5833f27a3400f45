"""Exact pictures: generic ones, degenerate ones, and polygons that meet."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_cases import RING, TREFOIL, UP, figure_eight, mapped, torus

from unknot.errors import InputError
from unknot.links import Link, diagram, linking_matrix
from unknot.links._diagram import _meet

SQUARE = [(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0)]


def test_crossings_are_sorted_and_where_they_say():
    for link in (torus(3, 4), torus(4, 4), figure_eight()):
        picture = diagram(link)
        places = [(x.under, x.at_under) for x in picture.crossings]
        assert places == sorted(places)
        assert len(set(places)) == len(places)
        for x in picture.crossings:
            over, under = (
                np.array(a, object) * (1 - t) + np.array(b, object) * t
                for polygon, (i, t) in (
                    (link.components[x.over], x.at_over),
                    (link.components[x.under], x.at_under),
                )
                for a, b in [(polygon[i], polygon[(i + 1) % len(polygon)])]
            )
            assert isinstance(x.at_over[1], Fraction)
            assert 0 < x.at_over[1] < 1
            assert 0 < x.at_under[1] < 1
            # The line between them is the direction of sight, and the over strand is above.
            assert over[2] > under[2]
            sight = (over - under) / (over[2] - under[2])
            assert (sight[:2] * 1009).tolist() == [int(v) for v in sight[:2] * 1009]


def test_walks_meet_every_crossing_once_over_and_once_under():
    picture = diagram(torus(4, 6))
    met = sorted(step for walk in picture.walks for step in walk)
    assert met == sorted(
        (k, under) for k in range(len(picture.crossings)) for under in (False, True)
    )


def test_pictures_are_deterministic_and_values():
    link = torus(3, 3)
    assert diagram(link) == diagram(link)
    assert hash(diagram(link)) == hash(diagram(link))


@pytest.mark.parametrize(
    "polygons",
    [
        [SQUARE, [(2, 2, -1), (2, 2, 1), (6, 2, 1), (6, 2, -1)]],  # an edge seen end-on
        [SQUARE, [(2, 2, -3), (2, 2, 3), (7, 2, 3), (7, 2, -3)]],
        [SQUARE, [(1, 1, -1), (1, 1, 1), (7, 7, 1), (7, 7, -1)]],  # a corner seen on a corner
        [SQUARE, [(0, 0, 1), (4, 0, 1), (4, 4, 1), (0, 4, 1)]],  # one exactly above the other
        [SQUARE, [(1, 0, 1), (3, 0, 1), (3, 0, 2), (1, 0, 2)]],  # seen as one segment
        [
            [(0, -2, 0), (0, 2, 0), (9, 0, 0)],
            [(-2, 0, 3), (2, 0, 3), (0, 9, 3)],
            [(-2, -2, 6), (2, 2, 6), (-9, 9, 6)],
        ],  # three strands seen at one point
        [[(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (3, 3, 1)]],  # corners on a straight line
        [
            [
                (0, 0, 0),
                (1, 0, 0),
                (1, 1, 0),
                (2, 1, 0),
                (2, 0, 0),
                (3, 0, 0),
                (3, -1, 0),
                (0, -1, 0),
            ]
        ],
    ],
)
def test_coincidences_in_the_picture_are_looked_at_from_aside(polygons):
    link = Link.of(polygons)
    expected = linking_matrix(diagram(link)).tolist()
    assert (
        linking_matrix(diagram(mapped(link, [[3, 1, 1], [0, 2, 1], [1, 0, 5]]))).tolist()
        == expected
    )
    larger = mapped(link, np.eye(3), (0, 0, 0))
    huge = Link(
        tuple(tuple(tuple(x << 300 for x in c) for c in p) for p in larger.components), link.classes
    )
    assert linking_matrix(diagram(huge)).tolist() == expected


MEETING = {
    "edges cross": ([SQUARE, [(2, -1, 0), (2, 1, 0), (2, 1, 5)]], "1 of polygon 1.*1 of polygon 2"),
    "corner on an edge": ([SQUARE, [(2, 0, 0), (2, -3, 1), (2, -3, -1)]], "polygon 1.*polygon 2"),
    "corner on a corner": ([SQUARE, [(4, 4, 0), (5, 5, 1), (5, 5, 0)]], "polygon 1.*polygon 2"),
    "edge along an edge": ([SQUARE, [(1, 0, 0), (9, 0, 0), (5, -5, 5)]], "1 of polygon 1.*1 of"),
    "twice the same": ([SQUARE, SQUARE], "polygon 1.*polygon 2"),
    "crosses itself": ([[(0, 0, 0), (4, 4, 0), (0, 4, 0), (4, 0, 0)]], "1 of polygon 1.*3 of"),
    "folds back": ([[(0, 0, 0), (4, 0, 0), (2, 0, 0), (2, 2, 1)]], "1 of polygon 1.*2 of"),
    "folds straight up": ([[(0, 0, 0), (0, 0, 4), (0, 0, 2), (2, 2, 1)]], "1 of polygon 1.*2 of"),
    "flat triangle": ([[(0, 0, 0), (1, 2, 3), (2, 4, 6)]], "polygon 1.*polygon 1"),
    "there and back": ([[(0, 0, 0), (4, 0, 0), (0, 0, 0), (0, 3, 3)]], "polygon 1.*polygon 1"),
    "a corner twice": (
        [[(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 0, 0), (-4, 1, 3), (-4, 0, 3)]],
        "polygon 1.*polygon 1",
    ),
    "beside a degenerate view": (
        [
            SQUARE,
            [(0, 0, 9), (4, 0, 9), (4, 4, 9), (0, 4, 9)],
            [(50, 0, 0), (60, 0, 0), (60, 9, 0)],
            [(55, -1, 0), (55, 1, 0), (55, 0, 4)],
        ],
        "1 of polygon 3.*1 of polygon 4",
    ),
}


@pytest.mark.parametrize("scale", [1, 2**17, 2**25, 2**90])
@pytest.mark.parametrize(("polygons", "edges"), MEETING.values(), ids=MEETING.keys())
def test_polygons_that_meet_are_refused_by_name(polygons, edges, scale):
    link = Link.of([[[scale * x for x in c] for c in p] for p in polygons])
    with pytest.raises(InputError, match=f"Edge .*{edges}.*counted from 1"):
        diagram(link)


def test_polygons_that_nearly_meet_are_not():
    """A gap of one step at 2^200, or of 1e-300, is a gap."""
    big = 2**200
    near = [(big, -1, 1), (big, 1, 1), (big, 1, big)]
    ring = [(0, 0, 0), (2 * big, 0, 0), (big, big, -5)]
    assert not linking_matrix(diagram(Link.of([ring, near]))).any()
    with pytest.raises(InputError, match="meets edge"):
        diagram(Link.of([ring, [(x, y, z - 1) for x, y, z in near]]))
    through = [(1.0, 1e-300, -1.0), (1.0, 1e-300, 1.0), (1.0, -9.0, 1.0), (1.0, -9.0, -1.0)]
    triangle = [(0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (1.0, 1.0, 0.0)]
    assert abs(linking_matrix(diagram(Link.of([triangle, through])))[0, 1]) == 1
    missing = [(x, -y if y > 0 else y, z) for x, y, z in through]
    assert linking_matrix(diagram(Link.of([triangle, missing])))[0, 1] == 0


@pytest.mark.parametrize("largest", [2**18, 709_670, 709_680, 2**19 - 1, 2**19, 2**19 + 1, 2**21])
def test_the_limits_of_64_bits(largest):
    """Extreme corners at and beyond the bounds agree with the same link in small numbers."""
    rng = np.random.default_rng(1)
    for _ in range(20):
        cube = [tuple(rng.choice([-1, 1], 3).tolist()) for _ in range(7)]
        jitter = rng.integers(0, 9, (7, 3))
        polygon = [
            tuple(int(s * (largest - j)) for s, j in zip(c, row, strict=True))
            for c, row in zip(cube, jitter.tolist(), strict=True)
        ]
        try:
            link = Link.of([polygon])
            exact = diagram(mapped(link, np.eye(3, dtype=int).astype(object) * 2**100))
        except InputError:
            continue
        assert diagram(link).crossings == exact.crossings


def test_a_thousand_edges():
    rng = np.random.default_rng(0)
    steps = rng.integers(-40, 41, (1000, 3)).cumsum(0)
    link = Link.of([steps - np.rint(np.linspace(0, 1, 1000)[:, None] * steps[-1]).astype(int)])
    picture = diagram(link)
    assert len(picture.crossings) > 100
    assert sum(map(len, picture.walks)) == 2 * len(picture.crossings)


small = st.tuples(*[st.integers(-3, 3)] * 3)


@settings(max_examples=400)
@given(a=small, b=small, p=small, q=small)
def test_segments_meet_where_the_linear_programme_says(a, b, p, q):
    if a == b or p == q:
        return
    from scipy.optimize import linprog

    a_, b_, p_, q_ = (np.array(v, float) for v in (a, b, p, q))
    columns = np.stack([b_ - a_, p_ - q_], 1)
    result = linprog([0, 0], A_eq=columns, b_eq=p_ - a_, bounds=[(0, 1)] * 2)
    assert _meet(a, b, p, q) == (result.status == 0)
    assert _meet(p, q, b, a) == _meet(a, b, p, q)


def test_the_convention_of_signs():
    """Right-handed: the under strand passes from right to left below the over strand."""
    north = [(0, -1, 1), (0, 1, 1), (9, 9, 5)]
    west = [(1, 0, 0), (-1, 0, 0), (-9, -9, -5)]
    (found,) = [
        x for x in diagram(Link.of([north, west])).crossings if x.at_over[0] == x.at_under[0] == 0
    ]
    assert (found.over, found.under, found.sign) == (0, 1, 1)
    assert [x.sign for x in diagram(Link.of([TREFOIL])).crossings] == [1, 1, 1]
    assert {x.sign for x in diagram(Link.of([RING, UP])).crossings} == {1}
