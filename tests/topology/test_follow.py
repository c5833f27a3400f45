"""Classes through layers: separate, merged, unresolved, and what one layer says of another."""

import numpy as np
import pytest

from unknot.errors import InputError
from unknot.topology import Asked, follow

NO_HOLES = Asked(holes=0, dimension=False)


def discs(centres, each=60, radius=0.3, seed=0):
    rng = np.random.default_rng(seed)
    turn, far = (
        rng.random(each * len(centres)) * 2 * np.pi,
        np.sqrt(rng.random(each * len(centres))),
    )
    parts = np.repeat(np.arange(len(centres)), each)
    offset = radius * np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)
    return np.asarray(centres, float)[parts] + offset, parts


def words(layers, label=0):
    return [layer[label].components.verdict for layer in layers]


def test_a_fold_merges_and_names_a_pair_that_meets():
    points, _ = discs([(-2, 0), (2, 0), (0, 4)])
    points[60:120] = points[:60] * [-1, 1]  # a mirror image, so that folds bring pairs together
    folded = np.abs(points)
    found = follow([points, folded, 2 * folded], np.zeros(180, int), NO_HOLES)
    assert words(found) == ["separate", "merged", "merged"]
    last = found[2][0].components
    assert (last.separate, last.merged, last.unresolved) == (1, 2, 0)
    assert last.glued is not None
    first, second = np.array(last.glued.first), np.array(last.glued.second)
    np.testing.assert_allclose(np.abs(first), np.abs(second))
    assert set(last.glued.parts) == {0, 1}
    assert "come to one point" in last.glued.summary()


def test_where_nothing_merges_no_word_says_so():
    points, _ = discs([(-2, 0), (2, 0)])
    squeezed = points * [1e-9, 1]
    may = ["nothing merges", "nothing merges"]
    found = follow([points, squeezed], np.zeros(120, int), NO_HOLES, permits=may)
    assert words(found) == ["separate", "unresolved"]
    assert "2 unresolved by this sampling (nothing can merge here)" in found[1][0].summary()
    flat = np.zeros_like(points)
    assert (
        words(follow([points, flat], np.zeros(120, int), NO_HOLES, permits=may))[1] == "unresolved"
    )
    assert words(follow([points, flat], np.zeros(120, int), NO_HOLES))[1] == "merged"


def test_what_is_apart_later_was_apart_before():
    points, _ = discs([(-2, 0), (2, 0)])
    squeezed = points * [1e-3, 1]
    found = follow([points, squeezed, squeezed * [1e3, 1]], np.zeros(120, int), NO_HOLES)
    assert words(found) == ["separate", "separate", "separate"]
    assert found[1][0].components.seen < 2  # though this layer does not show it by itself


def test_holes_are_seen_unresolved_or_gone():
    turn = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    layers = [ring, ring * [1, 1e-3], ring * [1, 0]]
    found = follow(layers, np.zeros(80, int), Asked(dimension=False))
    assert [layer[0].holes[0].verdict for layer in found] == ["separate", "unresolved", "merged"]
    assert "1 hole: 1 gone" in found[2][0].summary()


def test_known_parts_and_holes_are_taken_as_they_are():
    points, parts = discs([(0, 0), (0.61, 0)], radius=0.3)
    found = follow([points], np.zeros(120, int), Asked(), parts=parts, holes=[(2,)])
    assert found[0][0].components.known == 2
    assert found[0][0].holes[0].known == 2


def test_classes_of_one_point_and_constant_layers_are_followed():
    points, _ = discs([(-2, 0), (2, 0)])
    labels = np.zeros(120, int)
    labels[0] = 1
    found = follow([points, np.ones((120, 3))], labels)
    assert found[0][1].components.summary() == "1 component, separate"
    assert found[1][0].components.verdict == "merged"
    assert found[1][0].dimension.two_nn.value == 0


def test_enclosure_is_looked_at_in_narrow_layers():
    turn = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    points = np.concatenate([0.1 * ring, ring])
    lifted = np.column_stack([points, np.repeat([0.0, 5.0], 80)])
    layers = [points, lifted, np.column_stack([lifted, points])]
    found = follow(layers, np.repeat([0, 1], 80), Asked(holes=0))
    shares = [layer[0].enclosed and layer[0].enclosed.share for layer in found]
    assert shares == [1.0, 0.0, None]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"layers": []}, "no layers"),
        ({"layers": [np.zeros((5, 2)), np.zeros((4, 2))]}, "are of 5, 4 points"),
        ({"labels": np.zeros(4, int)}, r"labels have shape \(4,\)"),
        ({"labels": np.full(5, 0.5)}, "whole numbers from 0"),
        ({"layers": [np.zeros((5, 2)), np.full((5, 2), np.nan)]}, "points of layer 1"),
        ({"permits": ["unknown"]}, "There are 2 layers, but 1"),
        ({"parts": np.zeros(3, int)}, r"parts have shape \(3,\)"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    given = {"layers": [np.eye(5)[:, :2]] * 2, "labels": np.zeros(5, int)} | change
    with pytest.raises(InputError, match=message):
        follow(given.pop("layers"), given.pop("labels"), NO_HOLES, **given)
