"""What one layer of n + 1 units with a kink shuts off: one place (T5.4)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot import checker
from unknot.data import load
from unknot.shapes import Ball, Balls, Box, Holed, Points, Polyline, Segment, Shell, Sphere, Union
from unknot.verdicts import can_classify, impossible, marks

FRAME = Polyline([(-2, -1), (2, -1), (2, 1), (-2, 1)], closed=True)
BAR = Segment((0, -1), (0, 1))
TWO = Points([(-1, 0), (1, 0)])
RINGS = Union((Shell((-3, 0), 1, 1.5), Shell((3, 0), 1, 1.5)))
SWISS = Holed((0, 0), 4, [(0, 2.5), (2, 0), (-2, 0)], 1)
CHEESE = Holed((0, 0, 0), 4, [(0, 2.5, 0), (2, 0, 0), (-2, 0, 0)], 1)
# Walls of two rooms side by side, [−2, 0] and [0, 2] along x.
WALLS = [((x - 0.25, -2, -2), (x + 0.25, 2, 2)) for x in (-2, 0, 2)]
WALLS += [((-2, s - 0.25, -2), (2, s + 0.25, 2)) for s in (-2, 2)]
WALLS += [((-2, -2, s - 0.25), (2, 2, s + 0.25)) for s in (-2, 2)]
HOUSE = Union(tuple(Box(*ends) for ends in WALLS))
ROOMS = [(-1, 0, 0), (3, 0, 0)]


def spheres(*axes):
    return Union(tuple(Sphere(place, axes, 1) for place in ROOMS))


def cells(size, count=18):
    """Balls about points of two circles about (-2, 0) and (2, 0)."""
    angle = 2 * np.pi * np.arange(count) / count
    circle = np.stack([np.cos(angle), np.sin(angle)], 1)
    places = (
        np.rint((np.concatenate([circle, circle]) + np.repeat([(-2, 0), (2, 0)], count, 0)) * 2**20)
        / 2**20
    )
    return Balls(list(map(tuple, places.tolist())), size)


# Truth: T5.4, of two points of A in different bounded components of the complement of B, or a point
# of A that B encloses and one of B that A encloses.
IMPOSSIBLE = {
    "a disc in a ring in a ring": (load("nested-rings:rings=2"), (3,), "relu"),
    "two rings": ([Points([(-3, 0), (3, 0)]), RINGS], (3,), "relu"),
    "two rings, leaky": (
        [Union((Ball((-3, 0), 0.5), Ball((3, 0), 0.5))), RINGS],
        (3,),
        "prelu:0.3",
    ),
    "two rings, steeper on the left": ([Points([(-3, 0), (3, 0)]), RINGS], (3,), "leaky-relu:4"),
    "one frame with a bar": ([TWO, Union((FRAME, BAR))], (3,), "relu"),
    "a far class besides": ([TWO, Union((FRAME, BAR)), Ball((9, 9), 1)], (3,), "relu"),
    "rooms of space": ([Points(ROOMS), spheres(0, 1, 2)], (4,), "relu"),
    "rings in a plane of space": ([Points(ROOMS), spheres(0, 1)], (3,), "relu"),
    "two holes of a disc": ([Points([(2, 0), (-2.1, 0.2)]), SWISS], (3,), "relu"),
    "discs in two holes": (
        [Union((Ball((2, 0), 0.5), Ball((-2, 0), 0.9))), SWISS],
        (3,),
        "leaky-relu:0.1",
    ),
    "two holes of a ball": ([Points([(2, 0, 0), (-2.1, 0.2, 0)]), CHEESE], (4,), "relu"),
    "balls in two holes": (
        [Union((Ball((2, 0, 0), 0.5), Ball((-2, 0, 0), 0.9))), CHEESE],
        (4,),
        "prelu:0.3",
    ),
    "two rooms of a house": ([Points([(-1, 0, 0), (1, 0, 0)]), HOUSE], (4,), "relu"),
    "rings of balls": ([Points([(-2, 0), (2, 0)]), cells(0.35)], (3,), "relu"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_one_layer_shuts_off_one_place(case):
    data, hidden, activation = IMPOSSIBLE[case]
    found = impossible(data, hidden, activation)
    assert found is not None
    found.check()
    assert found.content["evidence"]["kind"] == "two enclosed"
    assert "T5.4" in found.theorem
    assert len(marks(found.content)) == 4


@pytest.mark.parametrize(
    ("data", "hidden", "activation"),
    [
        # One place, or none, is shut off by these layers.
        (load("disc-in-ring"), (3,), "relu"),
        ([Points([(-1, 0), (-1, 0.5)]), Union((FRAME, BAR))], (3,), "relu"),
        ([TWO, FRAME], (3,), "relu"),
        ([Points([(2, 0, 0), (2, 0.5, 0)]), CHEESE], (4,), "relu"),
        ([Points([(2, 0, 0), (-2.1, 0.2, 0)]), CHEESE], (5,), "relu"),
        ([Points([(1, 0, 0), (1, 1, 0)]), HOUSE], (4,), "relu"),
        ([TWO, Union((Segment((0, -1), (0, 1)), Polyline(FRAME.vertices)))], (3,), "relu"),
        # More units, more layers, and activations without one kink.
        ([TWO, Union((FRAME, BAR))], (4,), "relu"),
        ([TWO, Union((FRAME, BAR))], (3, 1), "relu"),
        ([TWO, Union((FRAME, BAR))], (3,), "tanh"),
        ([TWO, Union((FRAME, BAR))], (3,), "hard-tanh"),
        # Along a line there is T5.1 alone, and 2 units follow 2 changes.
        ([Points([(0,)]), Points([(-1,), (1,)])], (2,), "relu"),
    ],
)
def test_what_is_not_excluded(data, hidden, activation):
    assert impossible(data, hidden, activation) is None


@settings(max_examples=40)
@given(st.integers(2, 4), st.integers(0, 2**32), st.sampled_from([0.0, 0.25, 3.0]))
def test_generic_layers_have_one_extreme_vertex(n, seed, slope):
    # The heart of the proof, in floats: of f at the n + 1 vertices of the arrangement.
    rng = np.random.default_rng(seed)
    w, (b, c) = rng.standard_normal((n + 1, n)), rng.standard_normal((2, n + 1))
    ways = 1e-6 * rng.standard_normal((1000, n))
    extremes = 0
    for j in range(n + 1):
        others = np.delete(np.arange(n + 1), j)
        z = np.zeros(n + 1)
        z[j] = w[j] @ np.linalg.solve(w[others], -b[others]) + b[j]
        if abs(z[j]) < 1e-3:
            return
        near = np.vstack([z, z + ways @ w.T])
        f = np.where(near > 0, near, slope * near) @ c
        extremes += (f[1:] < f[0]).all() or (f[1:] > f[0]).all()
    assert extremes <= 1


def test_forged_places_are_refused():
    content = impossible([TWO, Union((FRAME, BAR))], (3,), "relu").content
    first, second = (content["evidence"][key] for key in ("first", "second"))
    whole = {
        "vertices": [[-2, -1], [2, -1], [2, 1], [-2, 1]],
        "simplices": [
            {"at": [k, (k + 1) % 4], "inside": {"class": 1, "path": [0]}} for k in range(4)
        ],
    }

    def refused(why, evidence=(), claim=()):
        forged = content | {
            "evidence": content["evidence"] | dict(evidence),
            "claim": content["claim"] | dict(claim),
        }
        with pytest.raises(checker.Refused, match=why):
            checker.check(forged | checker.describe(forged))

    around = [{"member": one["member"], "cycle": whole} for one in (first, second)]
    refused("both walls go round both", {"first": around[0], "second": around[1]})
    refused("both walls go round both", {"second": first})
    # Another point of the same room, and one outside.
    refused("does not go round", {"first": first | {"member": second["member"]}})
    other = first["member"] | {"point": [5, 5]}
    refused("does not lie", {"first": first | {"member": other}})
    refused("which way is meant", {"first": {"member": first["member"]}})
    refused("which way is meant", {"first": first | {"sphere": {"class": 1, "path": [0]}}})
    refused("missing", {"first": whole})
    refused("not of this side", {"sides": [[1], [0]]})
    refused("wrong classes", {"sides": [[0], [0, 1]]})
    refused("n . 1 units", claim={"hidden": [4]})
    refused("n . 1 units", claim={"hidden": [3, 3], "activations": ["relu", "relu"]})
    refused("n . 1 units", claim={"hidden": [], "activations": []})
    for name in ("tanh", "hard-tanh", "identity", "gelu"):
        refused("one kink", claim={"activations": [name]})
    # Only half of a wall, or one of another class.
    open_ = whole | {"simplices": whole["simplices"][:3]}
    refused("not closed", {"first": around[0] | {"cycle": open_}})


def test_points_of_two_classes_that_enclose_each_other_prove_nothing_on_a_line():
    content = impossible(load("nested-rings:rings=2"), (3,), "relu").content
    line = [Points([(0,), (-2,), (2,)]), Points([(-1,), (1,)])]
    flat = can_classify(line, (2,), "relu", search=False)
    assert flat.verdict == "impossible"  # by T5.1
    forged = content | {"classes": flat.content["classes"]}
    with pytest.raises(checker.Refused):
        checker.check(forged)
