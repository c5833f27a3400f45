"""Every kind of evidence: certificates that verify, and what must be refused, with the reason."""

import copy
import json
import math
import re
from fractions import Fraction

import certificates_by_hand as hand
import numpy as np
import pytest
from certificates_by_hand import ball, box, classes, loop, member, part, points, polyline, shell

from unknot import checker
from unknot.checker._links import diagram
from unknot.checker._statements import REASONS


@pytest.mark.parametrize("make", hand.ALL)
def test_true_certificates_verify(make):
    assert hand.verdict(make()) is None


@pytest.mark.parametrize("make", hand.ALL)
def test_the_words_are_part_of_it(make):
    content = hand.complete(**make())
    for key in hand.checker_words:
        for other in (content[key] + " ", None, "T4.4, T4.5"):
            with pytest.raises(checker.Refused):
                checker.check({**content, key: other})


def at(content, path, value):
    """Set one value deep inside; a callable changes what is there."""
    *way, last = path
    for key in way:
        content = content[key]
    content[last] = value(content[last]) if callable(value) else value


FIRST = ("evidence", "first")
# (certificate, [(path, value)…], the reason that must be given)
WRONG = [
    # meeting hulls: width 1 only, exact sums, members that are members
    (hand.common_point, [(("claim", "width"), 2)], "width 1 only"),
    (hand.common_point, [((*FIRST, 0, "weight"), "1/3")], "do not sum to 1"),
    (
        hand.common_point,
        [((*FIRST, 0, "weight"), "-1/2"), ((*FIRST, 1, "weight"), "3/2")],
        "not positive",
    ),
    (
        hand.common_point,
        [((*FIRST, 0, "weight"), "1/4"), ((*FIRST, 1, "weight"), "3/4")],
        "sums differ",
    ),
    (hand.common_point, [((*FIRST, 0, "member", "point"), [(1e-300).hex()])], "does not lie"),
    (hand.common_point, [(FIRST, [])], "expected 1 or more"),
    (hand.common_point, [(("evidence", "sides"), [[1], [0]])], "not of this side"),
    (hand.common_point, [(("evidence", "sides"), [[0], [0]])], "wrong classes"),
    (hand.common_point, [(("evidence", "sides"), [[0], []])], "wrong classes"),
    (hand.common_point, [(("evidence", "sides"), [[0], [2]])], "no such class"),
    (hand.common_point, [(("evidence", "sides"), [[False], [True]])], "integer"),
    # connected hulls: one connected part each
    (hand.connected_hulls, [(("classes", 1, "set"), points([0, 0]))], "may not be connected"),
    (
        hand.connected_hulls,
        [
            (
                ("classes", 0, "set"),
                hand.union(
                    polyline((-1, 0), (-1, 1), closed=False), polyline((1, 0), (1, 1), closed=False)
                ),
            ),
            ((*FIRST, 0, "member", "path"), [0]),
            ((*FIRST, 1, "member", "path"), [1]),
        ],
        "different parts",
    ),
    (hand.connected_hulls, [(("claim", "first"), 2)], "one unit only"),
    (hand.connected_hulls, [(("claim", "first"), True)], "integer from 1"),
    (hand.connected_hulls, [(("claim", "first"), 0)], "integer from 1"),
    (hand.connected_hulls, [(("claim", "activations"), "monotone")], "expected 'any'"),
    # enclosure: k ≤ n, inside, round about
    (hand.enclosed_by_sphere, [(("claim", "width"), 3)], "up to the dimension"),
    (hand.enclosed_by_sphere, [(("claim", "width"), 0)], "integer from 1"),
    (hand.enclosed_by_sphere, [(("claim", "activations"), "tanh")], "expected 'monotone'"),
    (hand.enclosed_by_sphere, [(("classes", 1, "set", "centre"), [1, 0])], "not inside"),
    (hand.enclosed_by_sphere, [(("classes", 1, "set"), ball([0, 0], 1))], "no sphere"),
    (hand.enclosed_by_sphere, [(("evidence", "cycle"), 1)], "which way"),
    (hand.enclosed_by_sphere, [(("evidence", "member", "point"), [0, 1])], "does not lie"),
    (hand.enclosed_by_sphere, [(("evidence", "member", "point"), [0])], "expected 2 numbers"),
    (hand.enclosed_by_cycle, [(("evidence", "cycle", "simplices"), lambda s: s[:3])], "not closed"),
    (hand.enclosed_by_cycle, [(("evidence", "cycle", "simplices"), [])], "expected 1 or more"),
    (
        hand.enclosed_by_cycle,
        [(("evidence", "cycle", "vertices", 0), [-1, "-9/8"])],
        "not inside its part",
    ),
    (
        hand.enclosed_by_cycle,
        [(("classes", 0, "set", "points"), [[0, 5]]), (("evidence", "member", "point"), [0, 5])],
        "not go round",
    ),
    (
        hand.enclosed_by_cycle,
        [(("evidence", "cycle", "simplices"), lambda s: s + copy.deepcopy(s))],
        "not go round",
    ),
    (
        hand.enclosed_by_cycle,
        [(("classes", 0, "set", "points"), [[0, 1]]), (("evidence", "member", "point"), [0, 1])],
        "generic",
    ),
    (hand.enclosed_in_space, [(("evidence", "cycle", "simplices"), lambda s: s[1:])], "not closed"),
    (hand.enclosed_in_space, [(("classes", 1, "set", "radius"), "4/5")], "not inside its part"),
    (
        hand.enclosed_in_space,
        [(("evidence", "cycle", "simplices", 0, "at"), [0, 0, 2])],
        "expected 3 vertices",
    ),
    # linking
    (hand.linked, [(("evidence", "number"), 1)], "linking number is -1"),
    (hand.linked, [(("evidence", "number"), True)], "expected an integer"),
    (hand.linked, [(("claim", "width"), 4)], "up to 3"),
    (hand.linked, [(("evidence", "second", "vertices"), hand.exact(hand.HOPF[0]))], "not inside"),
    (hand.linked, [(("evidence", "first", "simplices"), lambda s: s[1:] + s[:1])], "no polygon"),
    (hand.linked, [(("evidence", "first", "simplices", 0, "inside"), part(1))], "not of this side"),
    (hand.threaded, [(("evidence", "number"), 1)], "linking number is -1"),
    (hand.threaded, [(("evidence", "number"), True)], "expected an integer"),
    (hand.threaded, [(("claim", "width"), 4)], "up to the dimension"),
    (hand.threaded, [(("classes", 1, "set", "axes"), [0, 2])], "linking number is 0"),
    (hand.threaded, [(("classes", 1, "set", "axes"), [0, 1, 2])], "all axes but one"),
    (hand.threaded, [(("classes", 1, "set", "centre"), [1, 0, 0])], "meets the sphere"),
    (hand.threaded, [(("classes", 1, "set", "radius"), 3)], "linking number is 0"),
    (hand.threaded, [(("evidence", "second"), part(0))], "not of this side"),
    (hand.linked_spheres, [(("classes", 1, "set", "centre"), [2, 0, 0])], "not linked"),
    (hand.linked_spheres, [(("classes", 1, "set", "centre"), [0, 0, 0])], "not linked"),
    (hand.linked_spheres, [(("classes", 1, "set", "centre"), [1, 1, 0])], "not linked"),
    (hand.linked_spheres, [(("classes", 1, "set", "axes"), [0, 1])], "one in common"),
    (hand.linked_spheres, [(("classes", 1, "set", "axes"), [2, 0])], "wrong axes"),
    (hand.linked_spheres, [(("claim", "width"), 4)], "up to the dimension"),
    # colourings
    (hand.colourings, [(("evidence", "dimensions"), [3, 1, 2])], "dimensions are"),
    (hand.colourings, [(("evidence", "prime"), 4)], "no prime"),
    (
        hand.colourings,
        [(("evidence", "prime"), 2), (("evidence", "dimensions"), [3, 1, 2])],
        "prove nothing",
    ),
    (hand.colourings, [(("evidence", "dimensions"), [True, True, 2])], "the dimensions are"),
    (
        hand.colourings,
        [(("evidence", "second"), lambda s: s[:1]), (("evidence", "dimensions"), [2, 1, 1])],
        "prove nothing",
    ),
    (hand.colourings, [(("claim", "width"), 1)], "grouping needs width 2"),
    # Jones polynomials
    (hand.jones, [(("evidence", "values"), [1, 1, 1])], "the values are"),
    (hand.jones, [(("evidence", "values"), [True, 2, 3])], "the values are"),
    (hand.jones, [(("evidence", "values", 0), lambda v: v + 101)], "the values are"),
    (hand.jones, [(("evidence", "prime"), 91)], "no prime"),
    (hand.jones, [(("evidence", "prime"), 10_007)], "no prime"),
    (hand.jones, [(("evidence", "at"), 0)], "at: expected an integer from 1"),
    (hand.jones, [(("evidence", "at"), 101)], "at: expected a number below 101"),
    (hand.jones, [(("claim", "width"), 4)], "up to 3"),
    (hand.jones, [(("evidence", "first", 0, "simplices", 0, "inside"), part(1))], "not of this"),
    (hand.jones, [(("evidence", "second"), lambda s: [s[0], s[0]])], "no direction"),
    # counting
    (hand.alternation, [(("claim", "hidden"), [3])], "3 changes do not exceed 4"),
    (hand.alternation, [(("claim", "activations"), ["tanh"])], "3 changes do not exceed 3"),
    (hand.alternation, [(("claim", "activations"), ["gelu"])], "do not exceed None"),
    (hand.alternation, [(("claim", "activations"), ["relu", "relu"])], "one activation for each"),
    (
        hand.alternation,
        [(("claim", "hidden"), [2, 2]), (("claim", "activations"), ["tanh"] * 2)],
        "do not exceed None",
    ),
    (
        hand.alternation,
        [(("claim", "hidden"), [10**12]), (("claim", "activations"), ["tanh"])],
        "changes do not exceed",
    ),
    (hand.alternation, [(("evidence", "members"), lambda m: m[:3])], "2 changes do not exceed 2"),
    (hand.alternation, [(("evidence", "members"), lambda m: [m[2], m[1], m[0], m[3]])], "order"),
    (
        hand.alternation,
        [(("evidence", "members"), lambda m: [m[0], m[2], m[1], m[3]])],
        "not alternate",
    ),
    (hand.alternation, [(("evidence", "members"), lambda m: [m[0], m[1], m[0], m[3]])], "in order"),
    # width at some depth
    (hand.grid, [(("claim", "width"), 3)], "for width 2"),
    (hand.grid, [(("claim", "activations"), "relu")], "class U"),
    (hand.grid, [(("claim", "activations"), "leaky-relu:1")], "class U"),
    (hand.grid, [(("classes", 0, "set", "closed"), True)], "enclosed by another"),
    (
        hand.grid,
        [
            (("evidence", "size"), "1/2"),
            (("evidence", "counts"), [8, 8]),
            (("classes", 1, "set", "radius"), "3/4"),
        ],
        "two classes",
    ),
    (hand.grid, [(("evidence", "counts"), [8, 32])], "does not hold all"),
    (hand.grid, [(("evidence", "counts"), [10**9, 10**9])], "no such grid"),
    (hand.grid, [(("evidence", "size"), 0)], "no such grid"),
    (hand.grid, [(("evidence", "size"), "-1/8")], "no such grid"),
    (hand.general_position, [(("claim", "width"), 3)], "for width 4"),
    (hand.general_position, [(("claim", "activations"), "identity")], "class U"),
    (hand.general_position, [(("classes", 0, "set"), ball([3, 0, 0, 0], 1))], "for width 7"),
    (
        hand.general_position,
        [(("classes", 1, "set"), polyline([0, 0, 1, 0], [1, 1, 0, 0], [1, 1, 0, 1]))],
        "too near",
    ),
    (hand.over, [(("claim", "width"), 2)], "for width 3"),
    (hand.over, [(("evidence", "direction"), [0, "-1/7", -1])], "not over"),
    (hand.over, [(("evidence", "direction"), [0, 0, 0])], "zero"),
    (hand.over, [(("classes", 0, "set", "vertices"), hand.exact(hand.HOPF[1]))], "not over"),
    (hand.over, [(("classes", 1, "set"), ball([0, 0, 0], 1))], "only polylines"),
    (hand.finite, [(("claim", "width"), 1)], "need width 2"),
    (hand.finite, [(("claim", "activations"), "relu")], "class U"),
    (hand.finite, [(("classes", 1, "set", "points"), [[0, 1]])], "of two classes"),
    (hand.finite, [(("classes", 1, "set"), ball([9, 9], 1))], "not finite"),
    (hand.apart, [(("claim", "width"), 2)], "width 3 and more"),
    (hand.apart, [(("claim", "activations"), "hard-tanh")], "class U"),
    (hand.apart, [(("classes", 0, "set", "radius"), "2/3")], "too near"),
    (hand.apart, [(("evidence", "size"), 0)], "not positive"),
    # networks
    (hand.weights, [(("claim", "hidden"), [2])], "other hidden widths"),
    (hand.weights, [(("claim", "activations"), ["sigmoid"])], "other activations"),
    (hand.weights, [(("evidence", "margin"), 0)], "not positive"),
    (hand.weights, [(("evidence", "margin"), "-1/9")], "not positive"),
    (hand.cover, [(("claim", "margin"), "1/2")], "margin is not reached"),
    (hand.cover, [(("classes",), lambda c: [c[1], c[0]])], "margin is not reached"),
    (
        hand.cover,
        [(("network", "head"), lambda h: {"weight": h["weight"] * 3, "bias": [0] * 3})],
        "number of scores",
    ),
    (hand.cover, [(("network", "layers", 0, "bias"), [0, 0])], "expected 3 numbers"),
    (hand.cover, [(("network", "layers", 0, "activation"), "tan")], "no activation"),
    (hand.point, [(("evidence", "member", "point"), [1, 0])], "may be right"),
    (hand.point, [(("evidence", "member"), member(0, [0, 0]))], "may be right"),
    (hand.point, [(("evidence", "member", "point"), ["-1/4", 0])], "does not lie"),
    (hand.matrices, [(("network", "layers", 0, "weight"), [[1, 2], [2, 4]])], "full rank"),
    (hand.matrices, [(("network", "layers", 1, "activation"), "relu")], "not strictly increasing"),
    (hand.matrices, [(("network", "layers", 1, "activation"), "gelu")], "not strictly increasing"),
    (hand.singular, [(("claim", "layer"), 0)], "has full rank"),
    (hand.singular, [(("claim", "layer"), 2)], "none of that number"),
    (hand.singular, [(("network", "layers", 0, "activation"), "relu")], "may not be open"),
    # folds
    (hand.fold, [(("claim", "layer"), 1)], "turned over alike"),
    (hand.fold, [(("claim", "layer"), 4)], "none of that number"),
    (hand.fold, [(("evidence", "points", 1), [0, "1/8"])], "turned over alike"),
    (hand.fold, [(("evidence", "points", 1), [1, 1])], "not known"),  # GELU is too flat there
    (hand.fold, [(("evidence", "points"), lambda p: [*p, p[0]])], "expected two"),
    (hand.fold, [(("evidence", "points", 0), [0])], "expected 2 numbers"),
    (hand.fold, [(("network", "layers", 0, "weight"), [[1, 2], [2, 4]])], "not known"),
    (hand.fold, [(("network", "layers", 0, "activation"), "relu")], "not known"),
    (
        hand.fold,
        [
            (("network", "layers", 3, "weight"), [[1, 0], [0, 1], [1, 1]]),
            (("network", "layers", 3, "bias"), [0, 0, 0]),
        ],
        "changes the dimension",
    ),
    (hand.isotopy, [(("claim", "changed"), [])], "reverses orientation"),
    (hand.isotopy, [(("claim", "changed"), [0])], "reverses orientation"),
    (hand.isotopy, [(("claim", "changed"), [1, 1])], "increasing numbers"),
    (hand.isotopy, [(("claim", "changed"), [1, 7])], "no such layer"),
    (hand.matrices, [(("network", "layers", 0), hand.SHEAR)], "not made of a matrix"),
    # layers of several kinds: steps that are contractions, shears, and matrices as before
    (hand.layers, [(("evidence", "contractions"), [])], "one for each field"),
    (hand.layers, [(("evidence", "contractions"), [2, 2])], "one for each field"),
    (hand.layers, [(("evidence", "contractions"), [None])], "no exact number"),
    (hand.layers, [(("evidence", "contractions"), ["1/4"])], "less than"),
    (hand.layers, [(("evidence", "contractions"), [-1])], "less than"),
    (hand.layers, [(("evidence", "contractions"), [40])], "may not be a contraction"),
    (hand.layers, [(("network", "layers", 1, "share"), 2)], "may not be a contraction"),
    (hand.layers, [(("network", "layers", 1, "share"), -2)], "may not be a contraction"),
    (hand.layers, [(("network", "layers", 1, "sharpness"), [9, 1])], "less than"),
    (hand.layers, [(("network", "layers", 1, "vectors"), [[9, 0], [0, 0]])], "contraction"),
    (hand.layers, [(("network", "layers", 0, "activation"), "relu")], "not strictly increasing"),
    # features: an embedding with the coordinates among them, and no homeomorphism of the plane
    (hand.features, [(("network", "layers", 0, "terms"), ["sine"])], "expected 2 numbers"),
    (
        hand.features,
        [
            (("network", "layers", 0, "terms"), ["square", "sine"]),
        ],
        "layer 0 does not have the coordinates",
    ),
    (
        hand.features,
        [(("claim",), {"kind": "isotopy", "changed": []})],
        "layer 0 is not square",
    ),
    (hand.features, [(("evidence",), {"kind": "matrices"})], "not made of a matrix"),
    (
        hand.fold,
        [(("network", "layers", 1), {**hand.FEATURES, "terms": ["sine"]})],
        "turned over alike, or it is not known",
    ),
    (hand.fold, [(("network", "layers", 1), hand.FEATURES)], "expected 4 numbers"),
    (
        hand.cover_by_squares,
        [(("network", "layers", 0, "terms"), ["linear"])],
        "margin is not reached",
    ),
    (
        hand.cover_by_squares,
        [(("network", "layers", 0, "terms"), ["linear", "square"])],
        "expected 4 numbers",
    ),
    (
        hand.cover_by_squares,
        [
            (("claim",), {"kind": "some network", "hidden": [2], "activations": ["square"]}),
            (("evidence",), {"kind": "weights", "margin": "1/8"}),
        ],
        "other activations",
    ),
    (hand.weights, [(("network", "layers", 0), hand.FEATURES)], "expected 4 numbers"),
    (hand.isotopy_of_layers, [(("claim", "changed"), [])], "reverses orientation"),
    (hand.isotopy_of_layers, [(("claim", "changed"), [2])], "reverses orientation"),
]


@pytest.mark.parametrize(("make", "changes", "why"), WRONG)
def test_wrong_certificates_are_refused_for_the_right_reason(make, changes, why):
    content = make()
    for path, value in changes:
        at(content, path, copy.deepcopy(value) if not callable(value) else value)
    assert re.search(re.escape(why), hand.verdict(content) or "it was accepted")


# ---------------------------------------------------------------- some cases at length


def test_the_linking_number_has_its_sign():
    content = hand.linked()
    content["evidence"]["second"]["vertices"].reverse()
    content["evidence"]["number"] = 1
    assert hand.verdict(content) is None


def test_grouping_three_borromean_classes_needs_all_three():
    content = hand.colourings()
    content["evidence"] |= {
        "sides": [[0], [1]],
        "second": content["evidence"]["second"][:1],
        "dimensions": [2, 1, 1],
    }
    assert "prove nothing" in hand.verdict(content)


def test_jones_polynomials_of_two_borromean_rings_prove_nothing():
    content = hand.jones()
    circle = -(4 + pow(4, -1, 101)) % 101
    content["evidence"] |= {
        "second": content["evidence"]["second"][:1],
        "values": [circle**2 % 101, circle, circle],
    }
    assert "equal product proves nothing" in hand.verdict(content)


def test_where_a_is_a_root_of_unity_the_jones_polynomial_proves_nothing():
    """At A² = −1 every link of c components has 2^c."""
    content = hand.jones()
    content["evidence"] |= {"at": 10, "values": [8, 2, 4]}
    assert pow(10, 4, 101) == 1
    assert "equal product proves nothing" in hand.verdict(content)


@pytest.mark.parametrize("k", range(9))
def test_unlinked_curves_have_linking_number_zero_from_every_side(k):
    rng = np.random.default_rng(k)
    first = [tuple(map(float, v)) for v in rng.uniform(-1, 1, (7, 3))]
    second = [(x + 2.5, y, z) for x, y, z in first]
    content = hand.linked()
    content["classes"] = classes(polyline(*first), polyline(*second))
    content["evidence"]["first"] = loop(first, part(0))
    content["evidence"]["second"] = loop(second, part(1))
    for claimed in (-1, 0, 1):
        content["evidence"]["number"] = claimed
        assert "linking number is 0" in hand.verdict(content)


def test_linking_numbers_are_those_of_the_gauss_integral():
    for seed in range(8):
        rng = np.random.default_rng(seed)
        loops = [[tuple(map(float, v)) for v in rng.uniform(-1, 1, (9, 3))] for _ in range(2)]
        exact = [[tuple(map(Fraction, v)) for v in one] for one in loops]
        found = diagram(exact)
        number = sum(x.sign for x in found if (x.over[0], x.under[0]) == (0, 1))
        assert number == sum(x.sign for x in found if (x.over[0], x.under[0]) == (1, 0))
        assert number == round(gauss(*loops))
        assert abs(gauss(*loops) - number) < 1e-6


def gauss(first, second):
    """The linking number by the solid angles of pairs of edges (Banchoff)."""
    total = 0.0
    p, q = np.array(first), np.array(second)
    for a, b in zip(p, np.roll(p, -1, 0), strict=True):
        for c, d in zip(q, np.roll(q, -1, 0), strict=True):
            r = [c - a, d - a, d - b, c - b]
            total -= solid_angle(r[0], r[1], r[2]) + solid_angle(r[2], r[3], r[0])
    return total / (4 * math.pi)


def solid_angle(u, v, w):
    size = [np.linalg.norm(x) for x in (u, v, w)]
    under = math.prod(size) + u @ v * size[2] + u @ w * size[1] + v @ w * size[0]
    return 2 * math.atan2(u @ np.cross(v, w), under)


def test_a_knotted_loop_beside_another_is_split():
    """A trefoil alone has more colourings mod 3; that is not a link."""
    trefoil = [
        (
            round(math.sin(t) + 2 * math.sin(2 * t), 3),
            round(math.cos(t) - 2 * math.cos(2 * t), 3),
            round(-math.sin(3 * t), 3),
        )
        for t in np.linspace(0, 2 * math.pi, 24, endpoint=False)
    ]
    square = [(x + 9, y, z) for x, y, z in hand.HOPF[0]]
    content = hand.colourings()
    content["classes"] = classes(polyline(*trefoil), polyline(*square))
    content["evidence"] |= {
        "sides": [[0], [1]],
        "first": [loop(trefoil, part(0))],
        "second": [loop(square, part(1))],
        "dimensions": [3, 2, 1],
    }
    assert "prove nothing" in hand.verdict(content)
    content["evidence"]["dimensions"] = [2, 1, 1]
    assert "dimensions are [3, 2, 1]" in hand.verdict(content)


def test_simplices_stay_inside_torus_tube_and_shell():
    torus = {"shape": "torus", "centre": [0, 0, 0], "normal": [0, 0, 7], "major": 1, "minor": "1/2"}
    content = hand.linked()
    content["classes"][0]["set"] = torus
    twelve = [(math.cos(a), math.sin(a), 0.0) for a in np.linspace(0, 2 * math.pi, 13)[:-1]]
    content["evidence"]["first"] = loop(twelve, part(0))
    assert hand.verdict(content) is None
    torus["minor"] = "1/5"  # the pieces' half-length is more than this
    assert "not inside" in hand.verdict(content)
    content["classes"][0]["set"] = {
        "shape": "tube",
        "vertices": hand.exact(hand.HOPF[0]),
        "closed": True,
        "radius": "1/4",
    }
    content["evidence"]["first"] = loop(
        [(1.1 * x, 1.1 * y, 0) for x, y, _ in hand.HOPF[0]], part(0)
    )
    assert hand.verdict(content) is None
    content["classes"][0]["set"]["closed"] = False
    assert "not inside" in hand.verdict(content)


def test_exact_points_of_curves_count_as_members():
    circle = [[{"coefficients": [1], "function": f, "frequency": 2}] for f in ("cos", "sin")]
    content = hand.connected_hulls()
    content["classes"][0]["set"] = {"shape": "curve", "coordinates": circle, "from": 0, "to": 1}
    for one, t in zip(content["evidence"]["first"], (0, "1/2"), strict=True):
        one["member"] = {**part(0), "t": t}
    assert hand.verdict(content) is None
    content["evidence"]["first"][1]["member"]["t"] = "1/3"
    assert "no exact point" in hand.verdict(content)
    content["evidence"]["first"][1]["member"]["t"] = "3/2"
    assert "no such parameter" in hand.verdict(content)


# ---------------------------------------------------------------- networks


def classifies(one, other, margin, *layers, head):
    return {
        "claim": {"kind": "this network classifies", "margin": margin},
        "classes": classes(one, other),
        "network": hand.network(*layers, head=head),
        "evidence": {"kind": "cover"},
    }


@pytest.mark.parametrize("name", [None, "identity", "tanh", "leaky-relu", "elu", "silu", "sin"])
@pytest.mark.parametrize(
    "other",
    [
        ball([10**308], 17 * 10**307),
        box([-(10**400)], [10**400]),
        ball([0], 10**309),
        shell([10**308], 1, 17 * 10**307),
        {"shape": "balls", "points": [[10**308]], "radius": 17 * 10**307},
        {
            "shape": "tube",
            "vertices": [[-(10**308)], [10**308]],
            "closed": False,
            "radius": 17 * 10**307,
        },
        {
            "shape": "curve",
            "from": -1,
            "to": 1,
            "coordinates": [[{"coefficients": [0, 10**309], "function": "1", "frequency": 0}]],
        },
        polyline([-(10**309)], [10**309], closed=False),
    ],
)
def test_sets_beyond_the_range_of_floats_are_no_loophole(name, other):
    """Each holds points on which this network's score is negative."""
    layers = [] if name is None else [hand.layer([[1]], [0], name)]
    for weight in (1, 10**308):
        content = classifies(points([-5]), other, "1/8", *layers, head=([[weight]], [0]))
        assert hand.verdict(content) is not None


def test_large_coordinates_and_weights_are_sound_and_work():
    big = 10**100
    content = classifies(ball([-big], big // 2), ball([big], big // 2), 1, head=([[1]], [0]))
    assert hand.verdict(content) is None
    content["network"]["head"]["bias"] = [big // 2]
    assert hand.verdict(content) is not None
    tiny = Fraction(1, 10**100)
    content = classifies(ball([-big], 1), ball([big], 1), "1/2", head=([[tiny]], [0]))
    assert hand.verdict(content) is None


def test_margins_are_exact_where_functions_are_piecewise_linear():
    relu = hand.layer([[1], [-1]], [0, 0], "relu")
    segment = polyline(["1/3"], [1], closed=False)
    content = classifies(points([0]), segment, "1/6", relu, head=([[1, 1]], ["-1/6"]))
    assert hand.verdict(content) is None
    content["claim"]["margin"] = Fraction(1, 6) + Fraction(1, 10**30)
    content["claim"]["margin"] = hand.exact(content["claim"]["margin"])
    assert hand.verdict(content) is not None


def test_what_is_said_of_the_margin_is_rounded_down():
    content = hand.cover()
    for margin, said in (("1249999/5000000", "0.2499"), ("1/4", "0.25"), ("1/9", "0.1111")):
        content["claim"]["margin"] = margin
        assert f"wins by {said} or more" in checker.describe(hand.complete(**content))["statement"]


def test_tubes_and_tori_are_not_refused_for_cells_beside_them():
    """Cells near a tube are kept though they miss it: what the network does there is no matter."""
    tube = {"shape": "tube", "vertices": [[0, 0], [4, -2]], "closed": False, "radius": "1/4"}
    content = classifies(points([0, -1]), tube, "43/100", head=([[1, 2]], [1]))
    assert hand.verdict(content) is None  # 1 − √5/4 = 0.4409…


def test_a_point_on_the_border_is_not_classified():
    content = classifies(points([-1]), points([1]), "1/8", head=([[1]], [0]))
    content |= {"claim": {"kind": "this network fails"}}
    content["evidence"] = {"kind": "point", "member": member(1, [1])}
    content["network"]["head"]["bias"] = [-1]
    assert hand.verdict(content) is None
    content["network"]["head"]["bias"] = hand.exact([Fraction(1, 10**40) - 1])
    assert hand.verdict(content) is not None


def test_three_classes_compare_with_every_other_score():
    head = [[-1], [0], [1]], ["-1/2", 0, "-1/2"]
    sets = [ball([c], "1/4") for c in (-1, 0, 1)]
    content = classifies(*sets[:2], "1/5", head=head)
    content["classes"] = classes(*sets)
    assert hand.verdict(content) is None
    for i, j in ((0, 1), (1, 2), (0, 2)):
        swapped = copy.deepcopy(content)
        rows = swapped["classes"]
        rows[i]["set"], rows[j]["set"] = rows[j]["set"], rows[i]["set"]
        assert "margin is not reached" in hand.verdict(swapped)


# ---------------------------------------------------------------- whatever is written


def test_nothing_but_a_refusal_ever_comes_out():
    """Every value of every certificate is replaced by things of other kinds."""
    strange = [
        None,
        True,
        -1,
        0,
        10**5000,
        "",
        "1/0",
        "9" * 5000 + "/7",
        "0x1.0000000000000p+9999",
        "nan",
        [],
        [[]],
        [[0], [0, 0]],
        {},
        {"shape": "points"},
        1.5,
        "relu",
        [10**6],
        "leaky-relu:1e999",
    ]
    refused = tried = 0
    for make in hand.ALL:
        original = hand.complete(**make())
        for k, path in enumerate(places(original)):
            for value in strange[k % 3 :: 3]:
                content = copy.deepcopy(original)
                at(content, path, value)
                tried += 1
                try:
                    if make in (
                        hand.cover,
                        hand.weights,
                        hand.grid,
                        hand.apart,
                        hand.general_position,
                    ):
                        checker.describe(content)  # what they compute takes longer
                    else:
                        checker.check(content)
                except checker.Refused:
                    refused += 1
    assert refused > 0.8 * tried


def places(value, path=()):
    if path:
        yield path
    children = {dict: lambda: value.items(), list: lambda: enumerate(value[:2])}
    for key, item in children.get(type(value), tuple)():
        yield from places(item, (*path, key))


def test_contents_are_plain_json():
    for make in hand.ALL:
        content = hand.complete(**make())
        assert json.loads(json.dumps(content)) == content


def test_every_kind_of_evidence_has_its_reason():
    assert {kind.evidence for kind in checker.KINDS} == set(REASONS)
