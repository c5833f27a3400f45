"""A first layer of one unit sees one direction: what it cannot tell apart (T5.5, T4.2e)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import checker
from unknot.shapes import Ball, Balls, Box, Points, Segment, Union
from unknot.verdicts import can_classify, impossible, marks

FOLD_ONCE = ("square", "gaussian", "gelu", "gelu-tanh", "silu", "mish", "hard-swish")


def parity(bits):
    cube = list(product((0, 1), repeat=bits))
    return [Points([x for x in cube if sum(x) % 2 == k]) for k in (0, 1)]


@pytest.mark.parametrize("activation", FOLD_ONCE)
def test_parity_of_three_bits_does_not_go_through_one_unit_that_folds_once(activation):
    # Truth: with coordinates turned round (which may exchange the classes) a direction is (a, b, c)
    # with all ≥ 0. The least sum is 0, of (0, 0, 0), the largest a + b + c, of (1, 1, 1): of two
    # classes. So the number of changes is odd, and it is not 1, as the middle of the cube is in
    # both hulls. One fold follows 2 changes.
    found = impossible(parity(3), (1,), activation)
    assert found is not None
    found.check()
    assert found.theorem == "T5.5"
    assert len(marks(found.content)) == 2


@pytest.mark.parametrize(
    ("bits", "hidden", "activation"),
    [
        (3, (1, 2), "relu"),  # 2 changes: one lap, and two ReLUs along it
        pytest.param(4, (1, 2), "tanh", marks=pytest.mark.slow),  # 3 changes
        (4, (1,), "gelu"),
        (4, (1,), "reflected-silu"),
        (3, (1, 1), ("square", "tanh")),  # 2 laps, and 1 change
    ],
)
def test_deeper_layers_after_one_unit(bits, hidden, activation):
    found = impossible(parity(bits), hidden, activation)
    assert found is not None
    found.check()
    assert found.theorem == "T5.5"


@pytest.mark.parametrize(
    ("sets", "hidden", "activation"),
    [
        (parity(2), (1,), "square"),  # the slab |x + y − 1| < ½
        (parity(3), (1,), "sin"),  # cos(π(x + y + z)): endlessly many laps
        (parity(3), (1, 2), "tanh"),  # 3 changes along the diagonal
        (parity(3), (2,), "square"),  # two units see a plane
        (parity(3), (1, 1), "square"),  # 4 changes
    ],
)
def test_what_is_not_excluded(sets, hidden, activation):
    assert impossible(sets, hidden, activation) is None


def test_solids_are_excluded_by_their_members():
    # A disc in a triangle of discs: along each direction one of these reaches into its shadow.
    corners = [(0, 2), (-2, -1), (2, -1)]
    found = impossible([Ball((0, 0), 1), Balls(corners, 1)], (1,), "square")
    assert found is not None
    found.check()
    # So far away they leave room for a slab.
    far = [Ball((0, 0), 0.25), Balls(corners, 0.25)]
    assert can_classify(far, (1,), "square", search=False).verdict == "possible"


@settings(max_examples=8)
@given(st.integers(2, 3), st.integers(4, 14), st.integers(0, 2**32))
def test_points_through_one_square_are_decided(n, count, seed):
    rng = np.random.default_rng(seed)
    points = np.rint(rng.standard_normal((count, n)) * 64) / 64
    labels = np.arange(count) % 2
    sets = [Points(list(dict.fromkeys(map(tuple, points[labels == k].tolist())))) for k in (0, 1)]
    found = impossible(sets, (1,), "square")
    ways = rng.standard_normal((20_000, n))
    changes = np.diff(labels[np.argsort(ways @ points.T, axis=1)], axis=1) != 0
    if found is None:
        assert changes.sum(axis=1).min() <= 2 or count > 10
        return
    found.check()
    assert changes.sum(axis=1).min() > 2


def test_a_line_has_one_direction():
    # In R¹, and in a flat of it, there is T5.1 alone.
    row = [Points([(0, 0), (2, 2)]), Points([(1, 1), (3, 3)])]
    found = impossible(row, (1,), "square")
    assert found is not None
    assert found.content["evidence"]["kind"] == "alternation"  # 3 changes of at most 2
    assert impossible([Segment((0, 0), (1, 0)), Points([(2, 0)])], (1,), "square") is None


def test_forged_orders_are_refused():
    content = impossible(parity(3), (1,), "square").content
    trees = content["evidence"]["trees"]

    def refused(why, claim=(), **evidence):
        forged = content | {
            "evidence": content["evidence"] | evidence,
            "claim": content["claim"] | dict(claim),
        }
        with pytest.raises(checker.Refused, match=why):
            checker.check(forged | checker.describe(forged))

    # Of layers that follow more changes, or see more directions.
    refused("no bound", {"activations": ["sin"]})
    refused("one unit", {"hidden": [2]})
    refused("one unit", {"hidden": [], "activations": []})
    refused("branches", {"hidden": [1, 2], "activations": ["square", "relu"]})
    # A tree is left out, or stands for both.
    refused("expected two", trees=trees[:1])
    refused(None, trees=[trees[0], trees[0]])
    refused(None, trees=trees[::-1])
    # A branch is left out, or taken for another.
    first = trees[0]
    assert len(first["cells"]) == 2
    refused("expected 2 branches", trees=[first | {"cells": first["cells"][:1]}, trees[1]])
    refused(None, trees=[first | {"cells": first["cells"][::-1]}, trees[1]])
    refused("its cell is known", trees=[first | {"member": 4}, trees[1]])
    refused("no such member", trees=[first | {"member": 99}, trees[1]])
    refused("missing|unknown keys", trees=[{}, trees[1]])
    # Sums that are none, not positive, or of members in no order.
    for pairs, why in (
        ([], "1 or more items"),
        ([[0, 4, 1]], "no known order"),
        ([[4, 5, 1]], "no known order"),
        ([[4, 4, 1]], "no known order"),
    ):
        refused(why, trees=[{"sum": pairs}, trees[1]])

    def leaf(tree):
        while "cells" in tree:
            tree = tree["cells"][0]
        return tree

    pairs = leaf(first)["sum"]
    for changed in (pairs[1:] or [[*pairs[0][:2], 0]], [[a, b, 0] for a, b, _ in pairs]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(leaf(first), "sum", changed)
            refused("not positive|do not sum to 0")
    # Other points, whose order is useful.
    xor = [Points([(0, 0, 0), (1, 1, 0)]), Points([(0, 1, 0), (1, 0, 0)])]
    other = can_classify(xor, (1,), "square", search=False).content
    with pytest.raises(checker.Refused):
        checker.check(content | {"classes": other["classes"]})


CORNERS = [(3, 0), (1.5, 2.5), (-1.5, 2.5), (-3, 0), (-1.5, -2.5), (1.5, -2.5)]


def six(size):
    """Boxes in turn of two classes, round a circle."""
    boxes = [Box((x - size, y - size), (x + size, y + size)) for x, y in CORNERS]
    return [Union(tuple(boxes[k::2])) for k in (0, 1)]


def test_parts_that_every_direction_has_overlap():
    # Six boxes with sides of 2 in turn: neighbours and opposite ones are of two classes, and
    # along each direction the shadows of some two overlap, though no two hulls meet.
    found = impossible(six(1), (1, 5), "sin")
    assert found is not None
    found.check()
    assert found.theorem == "T4.2e"
    assert len(marks(found.content)) == 2
    # Four discs at the corners of a square, a class each: their shadows are 2 long each, and lie
    # within 3·√2 + 2 < 8, so that some two overlap; those of any two discs are apart along some
    # direction.
    discs = [Ball((x, y), 1) for x in (0, 3) for y in (0, 3)]
    found = impossible(discs, (1, 5), "sin")
    assert found is not None
    found.check()
    assert found.content["evidence"]["sides"] == [[0], [1, 2, 3]]
    assert "some two" in found.content["statement"]
    small = [Ball((x, y), 0.25) for x in (0, 3) for y in (0, 3)]
    assert impossible(small, (1, 5), "sin") is None
    # Seen along some direction thin ones come apart: a unit and enough of what follows do.
    assert impossible(six(0.125), (1, 5), "sin") is None
    # A first layer of two units sees the plane.
    assert impossible(six(1), (2, 5), "sin") is None
    # Nor do finitely many points ever overlap along all directions.
    assert impossible(parity(3), (1, 5), "sin") is None


def test_forged_overlaps_are_refused():
    content = impossible(six(1), (1, 5), "sin").content
    evidence = content["evidence"]
    tree, members = evidence["tree"], evidence["members"]
    assert {"pair", "below", "above"} == set(tree)

    def refused(why, **change):
        forged = content | {"evidence": evidence | change}
        with pytest.raises(checker.Refused, match=why):
            checker.check(forged | checker.describe(forged))

    refused("no known order|sum to 0", tree=tree["below"])
    refused(None, tree=tree | {"below": tree["above"], "above": tree["below"]})
    refused(None, tree=tree | {"pair": tree["pair"][::-1]})
    refused("missing", tree={k: v for k, v in tree.items() if k != "above"})
    refused("of two classes", tree=tree | {"pair": [0, 0]})
    refused("of two classes", tree=tree | {"pair": [0, 999]})
    refused("no known order", tree={"sum": [[1, 0, 1]]})
    refused("no known order", tree={"sum": [[0, 999, 1]]})
    refused("1 or more", tree={"sum": []})
    refused("different classes", members=[members[0], *members[2:], members[1]])
    # Balls and points of one set are no connected part.
    loose = [Balls(CORNERS[k::2], 1.0) for k in (0, 1)]
    sets = impossible(loose, (1,), "tanh").content["classes"]
    with pytest.raises(checker.Refused):
        checker.check(content | {"classes": sets})
    claim = {"kind": "no network", "first": 2, "activations": "any"}
    with pytest.raises(checker.Refused, match="one unit only"):
        checker.check(content | {"claim": claim} | checker.describe(content | {"claim": claim}))
