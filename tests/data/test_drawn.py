"""Drawings as text: read into exact shapes, sampled fairly, refused with the stroke's number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.data import load
from unknot.data._drawn import _divided, parse_strokes
from unknot.errors import InputError
from unknot.shapes import Points, Polygon, Polyline, Union

COORDINATES = st.lists(st.integers(-10_000, 10_000), min_size=6, max_size=20).map(
    lambda numbers: numbers[: len(numbers) // 2 * 2]
)
STROKES = st.tuples(st.sampled_from("ABCDEFGHIJ"), st.sampled_from("-o."), COORDINATES)


def drawn(strokes, **options):
    more = "".join(f",{key}={value}" for key, value in options.items())
    return load(f"drawn:strokes={strokes}{more}")


def written(letter, kind, numbers):
    return f"{letter}{kind}{'_'.join(map(str, numbers))}"


def counted(data, *parts):
    return [int(np.sum(part.distance(data.points) < 1e-12)) for part in parts]


def test_each_kind_is_its_shape():
    data = drawn("B-0_0_300_400;C*0_-100_100_-100_0_-250;A.5_-5_7_7;Do500_0_600_0_600_100")
    assert data.class_names == ("A", "B", "C", "D")
    assert data.shapes == (
        Points([(0.05, -0.05), (0.07, 0.07)]),
        Polyline([(0, 0), (3, 4)]),
        Polygon([(0, -1), (1, -1), (0, -2.5)]),
        Polyline([(5, 0), (6, 0), (6, 1)], closed=True),
    )
    assert list(data.counts.values()) == [2, 100, 100, 100]


def test_several_strokes_of_a_class_are_its_union():
    data = drawn("A.0_0;B-100_0_200_0;A-0_100_0_200;A*0_300_100_300_0_400")
    first, second = data.shapes
    assert isinstance(first, Union)
    assert [type(part) for part in first.parts] == [Points, Polyline, Polygon]
    assert second == Polyline([(1, 0), (2, 0)])
    assert first.contains(data.of_class(0), 1e-12).all()


@given(st.lists(STROKES, min_size=2, max_size=6), st.integers(2, 60), st.integers(0, 9))
@settings(max_examples=80)
def test_a_drawing_is_made_again_from_its_source(strokes, points, seed):
    text = ";".join(written(*stroke) for stroke in strokes)
    letters = sorted({letter for letter, _, _ in strokes})
    try:
        data = drawn(text, points=points, seed=seed)
    except InputError:
        short = any(len({*zip(n[::2], n[1::2], strict=True)}) < 3 for _, _, n in strokes)
        assert len(letters) < 2 or short
        return
    assert load(data.source) == data
    assert load(data.source).source == data.source
    assert list(data.class_names) == letters
    for label, shape in enumerate(data.shapes):
        assert shape.contains(data.of_class(label), 1e-10).all()


def test_curves_share_points_by_length_regions_by_area_and_both_by_length():
    curves = drawn("A-0_0_300_0;A-0_100_100_100;B-0_200_1_200", points=400)
    assert counted(curves, *curves.shapes[0].parts) == [150, 50]
    square = "A*0_0_100_0_100_100_0_100"
    regions = drawn(f"{square};A*200_0_500_0_500_300_200_300;B-0_-100_1_-100", points=400)
    assert counted(regions, *regions.shapes[0].parts) == [20, 180]
    both = drawn(f"{square};A-200_0_600_0;B-0_-100_1_-100", points=400)
    assert counted(both, *both.shapes[0].parts) == [100, 100]


def test_single_points_are_the_data_and_taken_off_the_share_of_their_class():
    data = drawn("A.0_0_1_1_2_2;A-100_0_200_0;B-0_100_100_100", points=40)
    assert list(data.counts.values()) == [20, 20]
    dots, curve = data.shapes[0].parts
    assert counted(data, dots, curve) == [3, 17]
    np.testing.assert_array_equal(data.points[:3], np.array(dots.points))
    many = "_".join(f"{k}_0" for k in range(30))
    crowd = drawn(f"A.{many};A-100_50_200_50;B-0_100_100_100", points=20)
    assert list(crowd.counts.values()) == [31, 10]


def test_every_stroke_gets_a_point_however_short():
    data = drawn("A-0_0_10000_0;A-0_50_1_50;A*0_100_1_100_0_101;B-0_300_9_300", points=4)
    assert counted(data, *data.shapes[0].parts) == [1, 1, 1]


@given(st.integers(-5, 300), st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=30))
@settings(max_examples=200)
def test_shares_are_proportional(count, weights):
    given_out = np.array(_divided(count, weights))
    total = max(count, len(weights))
    assert given_out.sum() == total
    assert given_out.min() >= 1
    ideal = total * np.array(weights) / sum(weights)
    # Nobody gets more than the next whole number, and who gets less paid for those below 1.
    assert (given_out <= np.maximum(1, np.floor(ideal) + 1)).all()
    if ideal.min() >= 1:
        assert (np.abs(given_out - ideal) < 1).all()


def test_curves_are_even_and_only_regions_and_noise_depend_on_the_seed():
    curves = "A-0_0_100_0;Bo0_50_100_50_100_150_0_150"
    one, two = (drawn(curves, points=16, seed=seed) for seed in (0, 1))
    np.testing.assert_array_equal(one.points, two.points)
    np.testing.assert_allclose(one.of_class(0)[:, 0], np.linspace(0, 1, 8))
    steps = np.linalg.norm(np.diff(one.of_class(1), axis=0), axis=1)
    np.testing.assert_allclose(steps, 0.5)
    noisy = drawn(curves, points=16, noise=0.1)
    assert noisy.shapes is None
    assert not np.array_equal(noisy.points, one.points)
    region = "A*0_0_100_0_0_100;B-200_0_300_0"
    assert not np.array_equal(drawn(region, seed=0).points, drawn(region, seed=1).points)


def test_vertices_that_repeat_the_one_before_are_dropped():
    shapes = parse_strokes("A-0_0_0_0_1_0_1_0_1_0;A*0_0_0_0_9_0_0_9_0_0;Bo0_0_5_5_9_0_0_0_0_0")
    assert shapes["A"] == [
        Polyline([(0, 0), (0.01, 0)]),
        Polygon([(0, 0), (0.09, 0), (0, 0.09)]),
    ]
    assert shapes["B"] == [Polyline([(0, 0), (0.05, 0.05), (0.09, 0)], closed=True)]


def test_a_region_that_touches_itself_in_hundredths_is_refused_however_that_is_rounded():
    # (0.03, 0.01) is on the edge from (0, 0) to (0.09, 0.03), but floats round it off.
    Polygon([(0, 0), (0.09, 0.03), (0.2, 0.3), (0.03, 0.01), (0, 0.2)])
    with pytest.raises(InputError, match=r"Stroke 1 is no region.*edge 0, .* and edge 3, "):
        drawn("A*0_0_9_3_20_30_3_1_0_20;B.50_50")


def test_the_largest_drawing_is_read():
    angles = 2 * np.pi * np.arange(2_000) / 2_000
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    strokes = [
        written(letter, "*", np.round(shift + 9_000 * ring).astype(int).ravel())
        for letter, shift in (("A", 0), ("B", 900))
    ]
    data = drawn(";".join(strokes), points=100)
    assert data.shapes[0].measure == pytest.approx(np.pi * 90**2, rel=1e-3)
    with pytest.raises(InputError, match=r"stroke 3 of 3 .* 6,000 vertices; the limit is 5,000"):
        drawn(";".join([*strokes, strokes[0]]))


@pytest.mark.parametrize(
    ("strokes", "message"),
    [
        ("", "Stroke 1 is ''; expected the letter of a class, A to J"),
        ("A-0_0_1_1;", "Stroke 2 is ''"),
        ("A-0_0_1_1;K.0_0", "Stroke 2 is 'K.0_0'"),
        ("A-0_0_1_1;b.0_0", "Stroke 2 is 'b.0_0'"),
        ("A-0_0_1_1;Bx0_0", "Stroke 2 is 'Bx0_0'.*\\* \\(a region\\)"),
        ("A-0_0_1;B.0_0", "Stroke 1 has 3 coordinates, an odd number; expected x and y"),
        ("A-0_0_1_1;B.", "Stroke 2 has the coordinate ''"),
        ("A-0_0_1_1;B.0__0", "Stroke 2 has the coordinate ''"),
        ("A-0_0_1_1;B.0.5_0", "Stroke 2 has the coordinate '0.5'.*whole numbers of hundredths"),
        ("A-0_0_1_1;B.0_10001", "Stroke 2 has the coordinate '10001'.*-10000 to 10000"),
        ("A-0_0_1_1;B.nan_inf", "Stroke 2 has the coordinate 'nan'"),
        ("A-0_0_1_1;B.--1_0", "Stroke 2 has the coordinate '--1'"),
        ("A-0_0_1_1;B.٣_0", "Stroke 2 has the coordinate '٣'"),
        (f"A-0_0_1_1;B.{'9' * 5000}_0", "Stroke 2 has the coordinate '9+\\.\\.\\.'"),
        ("A-5_5_5_5;B.0_0", "Stroke 1, an open curve, has 1 vertices .* expected 2 or more"),
        ("A.0_0;Bo5_5_6_6_5_5", "Stroke 2, a closed curve, has 2 vertices .* expected 3 or more"),
        ("A.0_0;B*5_5_6_6", "Stroke 2, a region, has 2 vertices"),
        ("A.0_0;B*0_0_5_5_5_0_0_5", "Stroke 2 is no region.*edge 0, .*edge 2, from \\(5, 0\\)"),
        ("A.0_0;A-0_0_1_1", "All strokes are of class A, so"),
    ],
)
def test_what_cannot_be_read_is_refused(strokes, message):
    with pytest.raises(InputError, match=message):
        drawn(strokes)
