"""Several classes without hidden layers, and classes through one unit that folds."""

import numpy as np
import pytest

from unknot import checker
from unknot.shapes import Ball, Box, Points, Segment
from unknot.verdicts import can_classify


def answer(sets, hidden=(), activation="tanh"):
    found = can_classify(sets, hidden, activation, search=False)
    if found.proved:
        found.check()
    return found


def disc(x, y=0.0, r=0.5):
    return Ball((x, y), r)


CORNERS = [np.array(v) for v in ((0.0, 2.0), (-2.0, -1.0), (2.0, -1.0))]


def blade(k):
    """From beyond a corner of a triangle nearly to the next."""
    here, there = CORNERS[k], CORNERS[(k + 1) % 3]
    return Segment(tuple(1.5 * here - 0.5 * there), tuple(there + (here - there) / 64))


TURN = [Ball((3 * np.cos(a), 3 * np.sin(a)), 0.5) for a in (0.1, 1.4, 2.9, 4.0, 5.2)]

# Scores 2cx − |c|² are largest at the nearest of the centres c.
GRID = [disc(3.0 * (i % 5), 3.0 * (i // 5), 1.0) for i in range(20)]
POSSIBLE = {
    "twenty discs on a grid": GRID,
    "three discs in a row: scores −x, 0.9, x": [disc(-2), disc(0), disc(2)],
    "five discs in a row: 2kx − k²": [disc(2 * k) for k in range(5)],
    "five discs on a circle: their centres' scores": TURN,
    "a segment between two points": [
        Segment((-1, 0), (1, 0)),
        Points([(0, 1)]),
        Points([(0, -1)]),
    ],
    "three boxes at a corner, 2⁻⁴ apart": [
        Box((0, 0), (1, 1)),
        Box((1.0625, 0), (2, 1)),
        Box((0, 1.0625), (1, 2)),
    ],
}

# Each has weights λ that balance, by symmetry or as the comment says.
IMPOSSIBLE = {
    # (0, 0) is half of (±1, 0).
    "a disc between two points of one class": [
        disc(0, 0, 0.125),
        Points([(-1, 0), (1, 0)]),
        Points([(0, 9)]),
    ],
    # 0 < 1 < 2 < 3 in the order A, B, A, C: hulls of A and B meet.
    "alternating on a line": [Points([(0.0,), (2.0,)]), Points([(1.0,)]), Points([(3.0,)])],
    # Each tip comes within 1/64 of the inner part of the next blade, so what parts the two is
    # nearly the line of that; but the three lines s₀ = s₁, s₁ = s₂, s₂ = s₀ of affine scores meet
    # in one point (or are parallel), and the lines of the blades do not.
    "a windmill of three blades": [blade(k) for k in range(3)],
    # The middle of a square is the middle of both diagonals.
    "the corners of a square": [
        Points([(0, 0), (1, 1)]),
        Points([(0, 1), (1, 0)]),
        Points([(5, 5)]),
    ],
    "a disc inside a triangle of another class": [
        disc(0, 0, 0.25),
        Points([(-2, -1), (2, -1), (0, 2)]),
        disc(9),
    ],
}


@pytest.mark.parametrize("case", POSSIBLE)
def test_affine_scores_that_are(case):
    found = answer(POSSIBLE[case])
    assert found.verdict == "possible"
    assert found.content["claim"]["hidden"] == []


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_affine_scores_that_are_not(case):
    assert answer(IMPOSSIBLE[case]).verdict == "impossible"


def test_pairs_that_are_separable_may_not_be_together():
    found = answer(IMPOSSIBLE["a windmill of three blades"])
    assert found.theorem == "T4.2d"
    sets = IMPOSSIBLE["a windmill of three blades"]
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert answer([sets[i], sets[j]]).verdict == "possible"
    # One class exchanged for another: the same members show nothing.
    content = found.content
    for order in ((1, 0, 2), (2, 1, 0)):
        sets = [content["classes"][k]["set"] for k in order]
        moved = [{**c, "set": s} for c, s in zip(content["classes"], sets, strict=True)]
        with pytest.raises(checker.Refused):
            checker.check({**content, "classes": moved})


XOR = [Points([(0, 0), (1, 1)]), Points([(0, 1), (1, 0)])]


# x + y − 1 is ±1 on one class and 0 on the other: what is larger, or smaller, at ±1 than at 0 does.
@pytest.mark.parametrize(
    "activation", ["square", "sin", "gelu", "gaussian", "silu", "mish", "hard-swish"]
)
def test_one_unit_that_folds_does_xor(activation):
    found = answer(XOR, (1,), activation)
    assert found.verdict == "possible"
    assert found.content["claim"]["hidden"] == [1]


def test_one_unit_that_does_not_fold_cannot():
    assert answer(XOR, (1,), "tanh").verdict == "impossible"


def test_one_sine_follows_any_labels_of_points_on_a_line():
    # sin(πx + π/2) is 1 at even numbers and −1 at odd ones.
    even, odd = ([(float(k),) for k in range(i, 9, 2)] for i in (0, 1))
    assert answer([Points(even), Points(odd)], (1,), "sin").verdict == "possible"


def test_one_square_parts_a_slab_from_both_sides():
    # |x| ≤ 1/2 against |x| ≥ 3/2, in the plane and on whole sets.
    sets = [disc(0), Points([(-2.0, 0.0), (2.0, 5.0), (-1.5, 9.0)])]
    assert answer(sets, (1,), "square").verdict == "possible"
