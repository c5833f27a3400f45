"""Shapes as certificates and recordings write them: exactly, and read back as they were."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot import checker, exact
from unknot.checker._sets import read_set
from unknot.errors import InputError
from unknot.shapes import (
    Ball,
    Balls,
    Box,
    Curve,
    Formula,
    Holed,
    Points,
    Polygon,
    Polyline,
    Segment,
    Shell,
    SolidTorus,
    Sphere,
    Term,
    Tube,
    Union,
    kinds,
    read,
    write,
)

THIRD = 1 / 3
TRIANGLE = ((0, 0, 0), (1, THIRD, 0), (0.5, 0.75, 2))
WRITTEN = [
    Ball((THIRD, -2), 0.1),
    Shell((0, 1e-9, 3), 1, 1),
    Holed((THIRD, 0), 2, ((1, 0.1), (-THIRD, -THIRD)), 0.4),
    Sphere((0, 0, THIRD), (0, 2), 2),
    Box((0, -THIRD), (1, 2**60)),
    Points([(0.1, 0.2), (THIRD, 5)]),
    Balls([(0.1, 0.2), (THIRD, 5)], 0.3),
    Segment((0.1,), (7,)),
    Polyline(TRIANGLE, closed=True),
    Polyline(TRIANGLE),
    Polygon([(0, 0), (1, 0.1), (0.3, 0.9)]),
    Tube(Polyline(TRIANGLE, closed=True), 0.05),
    Tube(Polyline(TRIANGLE[:2]), 0.05),
    SolidTorus((0, 0, 0), (0, THIRD, 1), 2, 0.5),
    Curve(Formula(((Term((0.2, 0.8), "cos", 2),), (Term((0, 1)), Term((1,), "sin", 3)))), (0, 1)),
    Union((Ball((0, 0), 1), Union((Points([(5, 5)]), Ball((9, 9), 1))))),
]


def test_all_kinds_are_tried():
    own = {name for name, kind in kinds().items() if kind.__module__.startswith("unknot.")}
    assert {shape.kind for shape in WRITTEN} == own


@pytest.mark.parametrize("shape", WRITTEN, ids=lambda shape: type(shape).__name__)
def test_what_is_written_is_read_back(shape):
    text = json.dumps(write(shape))
    assert read(json.loads(text)) == shape


@pytest.mark.parametrize("shape", WRITTEN, ids=lambda shape: type(shape).__name__)
def test_the_checker_reads_the_same(shape):
    found = read_set(json.loads(json.dumps(write(shape))), "here")
    leaves = list(checker.leaves(found))
    assert all(leaf.n == shape.dimension for leaf in leaves)
    if len(leaves) == 1:
        assert leaves[0].kind == shape.kind


def test_every_part_of_what_is_written_is_needed():
    for shape in WRITTEN:
        whole = write(shape)
        for key in whole:
            with pytest.raises(InputError, match="This is no shape"):
                read({name: value for name, value in whole.items() if name != key})


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"shape": "blob"},
        {"shape": ["ball"]},
        [],
        None,
        "ball",
        {"shape": "ball", "centre": [0, 0], "radius": "-1"},
        {"shape": "ball", "centre": [0, 0], "radius": 0.5},
        {"shape": "ball", "centre": [0, 0], "radius": "1/3"},
        {"shape": "ball", "centre": 3, "radius": 1},
        {"shape": "polyline", "vertices": [[0, 0], [1, 1]], "closed": 1},
        {"shape": "tube", "vertices": [[0, 0], [1, 1]], "closed": "no", "radius": 1},
        {"shape": "union", "parts": []},
        {"shape": "curve", "coordinates": [[{"coefficients": [1]}]], "from": 0, "to": 1},
    ],
    ids=str,
)
def test_nonsense_is_refused(content):
    with pytest.raises(InputError):
        read(content)


@given(st.fractions() | st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_are_written_exactly(value):
    written = json.loads(json.dumps(exact.number(value)))
    assert exact.read(written) == value


@pytest.mark.parametrize("text", ["", "x", "0x", "nan", "0x1p99999", "1/0", 0.5, None, True, "∞"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InputError, match="no exact number"):
        exact.read(text)


@pytest.mark.parametrize("text", ["1/3", 2**53 + 1, 10**400])
def test_what_no_float_can_be_is_refused(text):
    with pytest.raises(InputError, match="double precision"):
        exact.read_float(text)


@given(
    st.lists(
        st.tuples(
            st.lists(st.floats(-3, 3), min_size=1, max_size=4),
            st.sampled_from(["1", "cos", "sin"]),
            st.floats(-4, 4),
        ),
        min_size=1,
        max_size=3,
    ),
    st.floats(0.1, 2),
)
def test_a_formula_is_no_steeper_than_it_says(terms, reach):
    formula = Formula((tuple(Term(tuple(c), f, w) for c, f, w in terms), (Term((0, 1)),)))
    t = np.linspace(-reach, reach, 2001)
    rise = np.linalg.norm(np.diff(formula(t), axis=0), axis=1) / np.diff(t)
    assert rise.max() <= formula.lipschitz(reach) * (1 + 1e-9) + 1e-9
