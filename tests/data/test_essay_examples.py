"""The essay's examples have the geometry that their names promise."""

import json
from math import gcd
from pathlib import Path

import numpy as np
import pytest

from unknot.data import load
from unknot.shapes import Ball, Shell, Union

LINKS = Path(__file__).parents[3] / "shared" / "data" / "links" / "essay.jsonl"


def linking_number(first: np.ndarray, second: np.ndarray) -> int:
    """Half the signed crossings of two closed polygons, seen along a generic direction."""
    view = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))[0]
    view *= np.linalg.det(view)  # a rotation keeps the sign
    a, c = first @ view, second @ view
    b, d = np.roll(a, -1, 0), np.roll(c, -1, 0)
    u, v = (b - a)[:, None], (d - c)[None]
    w = c[None] - a[:, None]

    def cross(p, q):
        return p[..., 0] * q[..., 1] - p[..., 1] * q[..., 0]

    det = cross(u, v)
    s, t = cross(w, v) / det, cross(w, u) / det
    height = (w + t[..., None] * v - s[..., None] * u)[..., 2]
    hit = (s >= 0) & (s < 1) & (t >= 0) & (t < 1)
    # The sign of (over direction × under direction) · up, summed over all crossings, is 2 lk.
    signs = np.where(height < 0, np.sign(det), -np.sign(det))
    total = int(np.where(hit, signs, 0).sum())
    assert total % 2 == 0
    return total // 2


def components(shape):
    parts = shape.parts if isinstance(shape, Union) else (shape,)
    return [np.array(part.vertices) for part in parts]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("hopf", 1),
        ("hook", 0),
        ("hook:vertices=500", 0),
        ("unlink-spiral", 0),
        ("unlink-spiral:turns=3.5,vertices=120", 0),
        ("torus-link", 2),
        ("torus-link:p=4,q=6", 6),
        ("torus-link:p=2,q=2", 1),
        ("torus-link:p=2,q=3", 3),
        ("torus-link:p=3,q=9", 3),
    ],
)
def test_linking_numbers(source, expected):
    first, second = load(source).shapes
    (one,) = components(first)
    for other in components(second):
        assert abs(linking_number(one, other)) == expected


@pytest.mark.parametrize("p", [1, 2, 3, 4, 6, 9, 12])
@pytest.mark.parametrize("q", [1, 3, 4, 12])
def test_torus_links_have_their_components_apart(p, q):
    first, second = load(f"torus-link:p={p},q={q}").shapes
    polygons = [*getattr(first, "parts", (first,)), *getattr(second, "parts", (second,))]
    assert len(polygons) == max(2, gcd(p, q))
    for i, one in enumerate(polygons):
        dense = one.at(np.linspace(0, 1, 600))
        for other in polygons[:i]:
            assert other.distance(dense).min() > 0.02


@pytest.mark.skipif(not LINKS.exists(), reason=f"needs the link records at {LINKS}")
@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("hopf", "hopf"),
        ("hook", "hook"),
        ("unlink-spiral", "spiral2"),
        ("unlink-spiral:turns=3.5,vertices=120", "spiral3.5"),
    ],
)
def test_links_agree_with_the_records_vertex_for_vertex(source, name):
    records = {r["name"]: r for r in map(json.loads, LINKS.read_text().splitlines())}
    for shape, corners in zip(load(source).shapes, records[name]["components"], strict=True):
        np.testing.assert_array_equal(np.array(shape.vertices) * 2**18, corners)


def test_two_curves_are_the_essays():
    data = load("two-curves:points=401")
    assert list(data.counts.values()) == [201, 200]
    for label, offset in enumerate((0.4, -0.4)):
        x, y = data.of_class(label).T
        np.testing.assert_allclose(y, offset - 0.5 * np.cos(np.pi * x), atol=1e-15)
        assert (x.min(), x.max()) == (-1, 1)
        steps = np.linalg.norm(np.diff(data.of_class(label), axis=0), axis=1)
        assert np.ptp(steps) < 1e-3 * steps.mean() + 1e-4
    # They overlap in height, and A dips below where B peaks: no line has A above and B below.
    lowest, highest = data.of_class(0)[:, 1].min(), data.of_class(1)[:, 1].max()
    assert lowest == pytest.approx(-0.1, abs=1e-4)
    assert highest == pytest.approx(0.1, abs=1e-4)


def test_no_line_parts_the_two_curves():
    from scipy.optimize import linprog

    data = load("two-curves:points=100")
    sign = np.where(data.labels == 0, 1, -1)[:, None]
    rows = -sign * np.hstack([data.points, np.ones((len(data), 1))])
    result = linprog(np.zeros(3), rows, -np.ones(len(data)), bounds=(None, None))
    assert result.status == 2  # infeasible


@pytest.mark.parametrize("turns", [0.5, 0.75, 1, 1.5, 2, 3, 4])
def test_spiral_arms_wind_and_never_touch(turns):
    data = load(f"spirals:turns={turns},points=4000")
    first, second = data.of_class(0), data.of_class(1)
    np.testing.assert_array_equal(first, -second)
    np.testing.assert_allclose(first[0], [0.2, 0], atol=1e-15)
    np.testing.assert_allclose(second[0], [-0.2, 0], atol=1e-15)
    assert np.linalg.norm(first[-1]) == pytest.approx(1)
    wound = np.unwrap(np.arctan2(first[:, 1], first[:, 0]))
    assert wound[-1] - wound[0] == pytest.approx(2 * np.pi * turns)
    apart = data.shapes[0].distance(second).min()
    assert apart > 0.3 / turns * 0.7 if turns >= 1 else apart > 0.25


def test_discs_rings_and_intervals_have_the_essays_radii():
    assert load("disc-in-ring").shapes == (Ball((0, 0), 1 / 3), Shell((0, 0), 2 / 3, 1))
    assert load("nested-rings:rings=1").shapes == load("disc-in-ring").shapes
    inner, outer = load("intervals").shapes
    assert (inner.start, inner.end) == ((-1 / 3,), (1 / 3,))
    assert [(part.start, part.end) for part in outer.parts] == [
        ((-1,), (-2 / 3,)),
        ((2 / 3,), (1,)),
    ]


@pytest.mark.parametrize("changes", [1, 2, 3, 4, 9, 50])
def test_intervals_change_as_often_as_asked(changes):
    data = load(f"intervals:changes={changes},points=2000")
    order = np.argsort(data.points[:, 0])
    assert np.count_nonzero(np.diff(data.labels[order])) == changes
