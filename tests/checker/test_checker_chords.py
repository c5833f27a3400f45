"""Chords through shears, and borders of solids: nothing that belongs to a set is left out."""

from fractions import Fraction

import numpy as np
import pytest
from arb_oracle import outside
from hypothesis import given, settings
from hypothesis import strategies as st
from test_checker_images import made, member
from test_checker_shears import drawn, in_arb

from unknot.checker import Refused, least_margin
from unknot.checker._borders import Border
from unknot.checker._chords import Bend, Chords, least
from unknot.checker._cover import Cover, bends_of
from unknot.checker._exact import to_segment2
from unknot.checker._network import Affine, Network, Shear
from unknot.checker._reading import Table
from unknot.checker._sets import read_set
from unknot.checker._shears import Sheared

seeds = st.integers(0, 2**32 - 1)


def lowest(chords, layers, direction):
    """Bound direction·x over each piece after shears, by the checker."""

    def bound(image):
        held = image.range()
        return held.lo @ np.maximum(direction, 0) + held.hi @ np.minimum(direction, 0)

    return least(chords, [Bend(layer) for layer in layers], bound)


@settings(max_examples=25)
@given(seeds)
def test_exact_members_are_held(seed):
    rng = np.random.default_rng(seed)
    size, k, n = int(rng.integers(2, 4)), int(rng.integers(0, 2)), 3
    layers = [drawn(rng, size, int(rng.integers(1, 7))) for _ in range(int(rng.integers(1, 12)))]
    scale = 2.0 ** rng.uniform(-30, 2)
    radius = rng.random((n, size)) * scale * rng.choice([0.0, 1e-6, 1e-3, 0.3])
    pieces = made(rng.normal(size=(n, size)), rng.normal(size=(n, k, size)) * scale, radius)
    signed = np.concatenate([np.eye(size), -np.eye(size)])
    low = np.array([lowest(Chords.of(pieces), layers, row) for row in signed])
    for i in range(n):
        t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0], size=s) for s in (k, size))
        x = member(pieces, i, t, e)
        for layer in layers:
            x = in_arb(layer, x)
        top = np.full(size, np.inf)
        assert outside(x, low[:size, i], top) == []
        assert outside([-v for v in x], low[size:, i], top) == []


@settings(max_examples=15)
@given(seeds)
def test_along_a_segment_hardly_anything_is_lost(seed):
    rng = np.random.default_rng(seed)
    layers = [drawn(rng, 2, 4) for _ in range(int(rng.integers(1, 6)))]
    network = Network(layers, Affine(Table([(1.0, -0.5)]), (Fraction(1, 3),)))
    ends = rng.normal(size=(2, 2)).tolist()
    line = read_set({"shape": "polyline", "vertices": _hex(ends), "closed": False}, "line")
    cover, (margin, _) = Cover(network, 1, line), least_margin(network, 1, line)
    found = cover.least(cover.whole()).min()
    assert found <= margin
    size = max(1.0, max(abs(float(v)) for layer in layers for v in (*layer.slopes, *layer.along)))
    assert float(margin) - found <= 1e-12 * (10 * size) ** (2 * len(layers))


def _hex(rows):
    return [[float(v).hex() for v in row] for row in rows]


@settings(max_examples=15)
@given(seeds)
def test_rows_fit_in_few_axes(seed):
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, 4)), 4
    axes = rng.normal(size=(n, m, n)) * 10.0 ** rng.uniform(-12, 2, size=(n, m, 1))
    slack = rng.random((m, n)) * 10.0 ** rng.uniform(-18, 0)
    chords = Chords(np.zeros((m, n)), np.zeros((m, n)), axes, slack, np.arange(m))
    wide = chords.gathered()
    for i in range(m):
        for direction in rng.normal(size=(8, n)):
            old, new = (
                sum(abs(_dot(a[i], direction)) for a in c.axes)
                + _dot(c.slack[i], np.abs(direction))
                for c in (chords, wide)
            )
            assert new >= old


def _dot(a, b):
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return sum((Fraction(x) * Fraction(y) for x, y in pairs), Fraction(0))


def test_a_remainder_turns_with_the_set_and_does_not_grow_with_every_shear():
    rng = np.random.default_rng(1)
    there, back = [], []
    for angle in np.arange(40) * 0.37:
        w, u = [np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]
        knots, slopes = np.sort(rng.uniform(-1, 1, 6)), rng.normal(size=6) * 0.3
        rows = [tuple(map(Fraction, row)) for row in (w, u, knots.tolist(), slopes.tolist())]
        there.append(Shear(*rows))
        back.append(Shear(*rows[:3], tuple(-c for c in rows[3])))
    layers = there + back[::-1]
    pieces = made([[0.3, 0.2]], [[[0.5, -0.4]]], 1e-9)
    chords = Chords.of(pieces)
    low = [lowest(chords, layers, np.array(row))[0] for row in ([1, 0], [-1, 0])]
    boxes = pieces.through([Sheared.of(layer) for layer in layers]).range()
    assert -0.2 - 1e-4 < low[0] <= -0.2
    assert -0.8 - 1e-4 < low[1] <= -0.8
    assert boxes.lo[0, 0] < -100


SOLIDS = [
    {"shape": "ball", "centre": [1, 2], "radius": "1/3"},
    {"shape": "balls", "points": [[0, 0], [3, 1]], "radius": 1},
    {"shape": "tube", "vertices": [[0, 0], [2, 0], [2, 1]], "closed": False, "radius": "1/4"},
    {"shape": "tube", "vertices": [[0, 0], [4, 0], [2, 3]], "closed": True, "radius": "1/4"},
    {"shape": "shell", "centre": [0, 1], "inner": 1, "outer": 2},
    {"shape": "sphere", "centre": [0, 1], "axes": [0, 1], "radius": 2},
    {"shape": "box", "lower": [0, -1], "upper": [2, 1]},
    {"shape": "polygon", "vertices": [[0, 0], [3, 0], [3, 3], [2, 1]]},
]


@pytest.mark.parametrize("value", SOLIDS, ids=lambda v: v["shape"])
def test_a_border_goes_round_all_there_is(value):
    found = read_set(value, "it")
    border = Border(found)
    pieces = border.whole()
    for _ in range(3):
        pieces = pieces.halves()
    pieces = pieces[~border.empty(pieces)]
    centre, ahead, reach = border.place(pieces)
    # From far away, in every direction, the border reaches as far as the set does.
    rng = np.random.default_rng(0)
    grid = rng.integers(-64, 160, size=(1500, 2))
    held = [p for p in grid.tolist() if found.holds(tuple(Fraction(v, 32) for v in p))]
    for angle in rng.uniform(0, 2 * np.pi, 12):
        u = np.array([np.cos(angle), np.sin(angle)])
        ends = centre.middle() @ u + np.abs(ahead.middle() @ u).sum(axis=1)
        most = max((np.array(p) / 32 @ u for p in held), default=-np.inf)
        assert most <= ends.max() + 1e-9
    # Every piece is on the border: near it there are members, and points that are none.
    assert (reach.lo <= centre.hi).all()
    assert (reach.hi >= centre.lo).all()


@pytest.mark.parametrize("seed", range(8))
def test_what_a_border_leaves_out_is_inside(seed):
    rng = np.random.default_rng(seed)
    corners = rng.integers(-4, 5, size=(4, 2)).tolist()
    value = {"shape": "tube", "vertices": corners, "closed": bool(seed % 2), "radius": "3/4"}
    found = read_set(value, "it")
    border = Border(found)
    pieces = border.whole().halves().halves()
    empty = border.empty(pieces)
    middles = border.place(pieces[empty])[0].middle()
    for x in middles.tolist():
        exact = tuple(map(Fraction, x))
        assert min(to_segment2(exact, segment) for segment in found.segments) < Fraction(9, 16)
    assert 0 < empty.sum() < len(pieces)


def test_what_is_no_solid_of_the_plane_has_no_border():
    for value in (
        {"shape": "points", "points": [[0, 0]]},
        {"shape": "polyline", "vertices": [[0, 0], [1, 0]], "closed": False},
        {"shape": "ball", "centre": [0, 0, 0], "radius": 1},
        {"shape": "sphere", "centre": [0, 0, 0], "axes": [0, 1], "radius": 1},
    ):
        with pytest.raises(Refused, match=r"plane|solid"):
            Border(read_set(value, "it"))


def test_a_border_is_enough_for_shears_only():
    flat = Affine(Table([(0.0, 0.0)]), (Fraction(1),))
    layer = Affine(Table([(1.0, 0.0), (0.0, 1.0)]), (Fraction(0),) * 2)
    ball = read_set(SOLIDS[0], "it")
    with pytest.raises(Refused, match="shears only"):
        Cover(Network([layer], flat), 1, ball, border=True)
    assert bends_of(Network([], flat)) == []
    cover = Cover(Network([], flat), 1, ball, border=True)
    assert (cover.least(cover.whole()) > 0.99).all()


def test_a_knot_moved_by_one_unit_in_the_last_place():
    # The peak of a roof over a segment, exactly at the margin that is claimed.
    knot = Fraction(0.7)
    w, u = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    roof = Shear(w, u, (knot,), (Fraction(-1),))
    network = Network([roof], Affine(Table([(0.0, 1.0)]), (Fraction(0),)))
    line = read_set({"shape": "polyline", "vertices": [[0, 1], [1, 1]], "closed": False}, "it")
    margin, _ = least_margin(network, 1, line)
    assert margin == knot
    lower = Fraction(float(np.nextafter(0.7, 0)))
    moved = Shear(roof.normal, roof.push, (lower,), roof.slopes)
    assert least_margin(Network([moved], network.read_out), 1, line)[0] == lower < margin
    cover = Cover(Network([moved], network.read_out), 1, line)
    assert cover.least(cover.whole()).min() <= lower
