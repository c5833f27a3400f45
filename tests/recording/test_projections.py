"""How wide representations are drawn: what a recording says of it, and what its file carries."""

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load

from unknot.data import Dataset
from unknot.nets import Head
from unknot.recording import (
    decode,
    dimension_of,
    drawn,
    encode,
    project,
    projections,
    write,
)


@pytest.fixture
def wide(made):
    return made(hidden=(8, 5, 3, 4))


def test_only_representations_of_more_than_three_units_are_projected(made, wide):
    assert list(wide.projections) == [1, 2, 4]
    assert made(hidden=(3, 2)).projections == {}
    assert made(hidden=()).projections == {}


def test_axes_are_up_to_six_orthonormal_rows(wide):
    assert {k: p.axes.shape for k, p in wide.projections.items()} == {
        1: (6, 8),
        2: (5, 5),
        4: (4, 4),
    }
    for one in wide.projections.values():
        np.testing.assert_allclose(one.axes @ one.axes.T, np.eye(len(one.axes)), atol=1e-12)


def test_explained_is_the_share_of_the_variance_of_the_first_axes(wide):
    for depth, one in wide.projections.items():
        points = wide.final.represent(wide.data.points, depth)
        spread = points - points.mean(axis=0)
        for k, share in enumerate(one.explained, start=1):
            kept = np.sum((spread @ one.axes[:k].T) ** 2) / np.sum(spread**2)
            assert share == pytest.approx(kept, abs=1e-12)
        np.testing.assert_allclose(one(points).mean(axis=0), 0, atol=1e-12)
        assert one.kept == one.explained[-1] == pytest.approx(np.clip(one.kept, 0, 1))
    assert wide.projections[2].kept == pytest.approx(1)  # five axes of five


def test_the_leading_axes_hold_as_much_as_any(wide):
    """Turning moves them among themselves only: the drawing's space stays the best one."""
    points = wide.final.represent(wide.data.points, 1)
    values = np.linalg.svd(points - points.mean(axis=0), compute_uv=False) ** 2
    assert dimension_of(wide.final) == 3
    assert wide.projections[1].explained[2] == pytest.approx(values[:3].sum() / values.sum())
    assert wide.projections[1].explained[5] == pytest.approx(values[:6].sum() / values.sum())


def test_no_turn_of_the_drawing_would_move_the_points_less(wide):
    first = wide.projections[1]
    before = np.pad(wide.data.points, ((0, 0), (0, 1)))
    before = before - before.mean(axis=0)
    now = first(wide.final.represent(wide.data.points, 1))[:, :3]
    best = np.sum((now - before) ** 2)
    rng = np.random.default_rng(0)
    for _ in range(200):
        turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
        assert np.sum((now @ turn - before) ** 2) >= best - 1e-12


def test_the_head_of_two_classes_has_the_first_axis_after_the_last_layer(made):
    two, three = made(hidden=(5, 5)), made(hidden=(5, 5), classes=3)
    assert [two.projections[k].along_head for k in (1, 2)] == [False, True]
    weight = two.final.head.weight[0]
    np.testing.assert_allclose(two.projections[2].axes[0], weight / np.linalg.norm(weight))
    assert not three.projections[2].along_head


def test_a_drawing_and_a_recording_project_alike(made):
    """With as many axes as the drawing has, the axes are the drawing's own."""
    wide = made(hidden=(8, 5))
    plain = projections(wide.final, wide.data.points)
    assert [p.axes.shape for p in plain] == [(2, 2), (2, 8), (2, 5)]
    for depth, one in wide.projections.items():
        np.testing.assert_allclose(one.axes[:2], plain[depth].axes, atol=1e-12)


def test_a_network_that_diverged_has_none(wide):
    layers = wide.networks.layers
    layers[0].weight[-1] = np.nan
    assert not wide.final.is_finite
    assert wide.projections == {}
    encode(wide)


def test_numbers_that_overflow_leave_none(made):
    recording = made(hidden=(5, 5), activation=("square", "square"))
    for layer in recording.networks.layers:
        layer.weight[:] = 1e38
    far = replace(recording.data, points=1e200 * recording.data.points)
    assert replace(recording, data=far).projections == {}


def test_points_that_do_not_vary_are_no_problem(made):
    recording = made(hidden=(5,))
    still = replace(recording, data=replace(recording.data, points=np.ones((9, 2))))
    assert np.isfinite(still.projections[1].axes).all()
    np.testing.assert_array_equal(still.projections[1].explained, 1)


def test_the_file_carries_them(wide, tmp_path):
    path = write(wide, tmp_path / "run")
    tensors = load(path.read_bytes())
    for depth, one in wide.projections.items():
        for part in ("origin", "axes", "explained"):
            found = tensors[f"projections/{depth}/{part}"]
            assert found.dtype == np.float64
            np.testing.assert_array_equal(found, getattr(one, part))
    with safe_open(path, "np") as file:
        about = json.loads(file.metadata()["unknot"])
    assert about["projections"] == {
        "1": {"along_head": False},
        "2": {"along_head": False},
        "4": {"along_head": True},
    }


def test_what_is_read_projects_as_what_was_written(wide):
    again = decode(encode(wide), "again")
    assert list(again.projections) == list(wide.projections)
    for depth, one in wide.projections.items():
        np.testing.assert_array_equal(again.projections[depth].axes, one.axes)
    assert encode(again) == encode(wide)


def test_few_points_are_all_drawn_and_of_many_always_the_same():
    assert drawn(2000).tolist() == list(range(2000))
    many = drawn(10_000)
    assert len(many) == 2000
    assert (np.diff(many) > 0).all()
    np.testing.assert_array_equal(many, drawn(10_000))


def test_large_data_are_projected_by_the_drawn_points(made):
    recording = made(hidden=(5,), validation=False)
    points = np.random.default_rng(1).normal(size=(3000, 2))
    data = Dataset(points, np.arange(3000) % 2, ("A", "B"), ("x", "y"))
    some = recording.final.represent(points[drawn(3000)], 1)
    found = replace(recording, data=data).projections[1]
    np.testing.assert_array_equal(found.origin, some.mean(axis=0))


def test_an_inclusion_explains_nothing_because_nothing_is_left_out():
    assert project(np.zeros((4, 2)), 3).kept is None
    assert project(np.eye(4), 3).explained.shape == (3,)


@pytest.mark.parametrize("two_classes", [False, True])
def test_of_fewer_points_than_units_the_axes_are_the_same(two_classes):
    rng = np.random.default_rng(2)
    points = rng.normal(size=(20, 50)) * np.linspace(1, 3, 50)
    head = Head(rng.normal(size=(1, 50)), np.zeros(1), "logistic") if two_classes else None
    found = project(points, 4, head)
    spread = points - points.mean(axis=0)
    first = found.axes[:1] if two_classes else np.zeros((0, 50))
    if head is not None:
        np.testing.assert_allclose(first, head.weight / np.linalg.norm(head.weight), rtol=1e-12)
    _, _, axes = np.linalg.svd(spread - spread @ first.T @ first, full_matrices=False)
    for ours, best in zip(found.axes[len(first) :], axes, strict=False):
        assert abs(ours @ best) == pytest.approx(1, abs=1e-10)
        assert ours[np.abs(ours).argmax()] > 0
    np.testing.assert_allclose(found.axes @ found.axes.T, np.eye(4), atol=1e-12)


def test_few_points_that_do_not_vary_have_axes_all_the_same():
    head = Head(np.ones((1, 30)), np.zeros(1), "logistic")
    for points in (np.ones((1, 30)), np.ones((5, 30)), np.zeros((5, 30))):
        for axes in (1, 3):
            found = project(points, axes, head)
            np.testing.assert_allclose(found.axes @ found.axes.T, np.eye(axes), atol=1e-12)
            np.testing.assert_allclose(found.axes[0], head.weight[0] / 30**0.5)
