"""Moves of vertices in space: what they find, and what the checker refuses."""

import copy
import random
from contextlib import suppress

import numpy as np
import pytest

from unknot import checker
from unknot.checker._moves import _Polygons
from unknot.errors import InputError
from unknot.links import Link, diagram, linking_number, named, obstruction
from unknot.untangle import untangle
from unknot.untangle._planner import plan

RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
FINGER = [(0, 0, -1), (0, 0, 1), (0, 1, 1), (0, 1, -1), (9, 0, -2)]
BESIDE = [(7, 0, -1), (7, 0, 1), (9, 0, 1), (9, 0, -1)]


def refuses(content) -> bool:
    try:
        checker.check(content | checker.describe(content))
    except checker.Refused:
        return True
    return False


def certificate(polygons, moves, planes, kind="split", scale=1):
    classes = [
        {"name": f"{k}", "set": {"shape": "polyline", "vertices": [*map(list, p)], "closed": True}}
        for k, p in enumerate(polygons)
    ]
    evidence = {"kind": "moves", "scale": scale, "moves": moves, "planes": planes}
    found = {"format": checker.FORMAT, "classes": classes, "claim": {"kind": kind}}
    return found | {"evidence": evidence}


@pytest.mark.slow
@pytest.mark.parametrize(
    "polygons", [[RING, FINGER], [RING, BESIDE], [[(x, z, y) for x, y, z in RING], BESIDE]]
)
def test_they_come_apart(polygons):
    for classes, verdict in (([0, 1], "split"), ([1, 0], "split"), ([0, 0], "unlink")):
        found = untangle(Link.of(polygons, classes), by="moves", seconds=20)
        assert found.verdict == verdict
        found.check()
        again = untangle(Link.of(polygons, classes), by="moves", seconds=20)
        assert again.content == found.content


def test_a_knot_stays_and_a_link_does():
    linked = Link.of([RING, THROUGH], [0, 0])
    for link in (linked, named("3_1").link, named("4_1").link):
        assert untangle(link, by="moves").verdict == "nontrivial"
        assert not plan(link, 0.001, 0, lambda _: None).apart


def test_large_coordinates_are_an_error_that_says_what_to_do():
    with pytest.raises(InputError, match="Round the polygons"):
        untangle(Link.of([np.array(RING) * 2**20]), by="moves")


def test_possible_moves_keep_polygons_disjoint_and_linked():
    """Small coordinates, so that much lies in one plane or on one line."""
    rng, made = random.Random(3), 0
    for _ in range(25):
        polygons = _Polygons([RING, THROUGH])
        for _ in range(60):
            vertices = [v for v, _ in polygons.left()]
            v = rng.choice(vertices)
            near = [x + rng.randint(-2, 2) for x in polygons.at[v]]
            move = rng.choice([[v, *near], [v, *near], [v, len(polygons.at), *near], [v]])
            with suppress(checker.Refused):
                polygons.make(move, "")
                made += 1
                loops = [[], []]
                for loop in (0, 1):
                    first = next(u for u, c in polygons.left() if c == loop)
                    u = first
                    while not loops[loop] or u != first:
                        loops[loop].append(polygons.at[u])
                        u = polygons.after[u]
                assert linking_number(diagram(Link.of(loops)), 0, 1) == 1  # disjoint, or an error
    assert made > 300


def test_known_moves_are_accepted_and_near_ones_refused():
    apart = certificate([RING, BESIDE], [], [[0, 1, -1, 0, 0, -5]])
    assert not refuses(apart)
    for planes in ([], [[0, 1, -1, 0, 0, -7]], [[0, 1, 1, 0, 0, 5]], [[1, 0, 1, 0, 0, 5]]):
        assert refuses(certificate([RING, BESIDE], [], planes))
    # The ring's nearest corner may go as far as the plane, not on it, nor through the other.
    plane = [[0, 1, -1, 0, 0, -5]]
    assert not refuses(certificate([RING, BESIDE], [[0, 4, 0, 0]], plane))
    assert refuses(certificate([RING, BESIDE], [[0, 5, 0, 0]], plane))
    assert refuses(certificate([RING, BESIDE], [[0, 7, 0, 0], [0, 3, 0, 0]], plane))
    assert not refuses(certificate([RING, BESIDE], [[0, 6, 0, 0], [0, 3, 0, 0]], plane))
    # Through an edge, and there and back, of linked ones.
    beyond = [[4, 8, 0, -1], [5, 8, 0, 1]]
    assert refuses(certificate([RING, THROUGH], beyond, [[0, 1, -2, 0, 0, -7]]))
    # A corner that folds its edges onto each other.
    assert refuses(certificate([RING, BESIDE], [[0, 0, 6, 0], [0, 3, 0, 0]], plane))
    assert refuses(certificate([RING, BESIDE], [[0]] * 2, plane))
    unlink = certificate([RING, BESIDE], [[0], [4]], plane, "unlink")
    assert not refuses(unlink)
    assert refuses(certificate([RING, BESIDE], [[0]], plane, "unlink"))


def test_polygons_that_meet_are_refused():
    crossing = [(0, 0, -1), (0, 0, 1), (-3, 0, 1), (-3, 0, -1)]
    assert refuses(certificate([RING, crossing], [], [[0, 1, 0, 0, 1, 9]]))
    bow = [(9, 0, 0), (13, 4, 0), (13, 0, 0), (9, 4, 0)]
    assert refuses(certificate([RING, bow], [], [[0, 1, -1, 0, 0, -5]]))


def test_a_changed_certificate_is_refused_or_still_true():
    rng, refused = random.Random(4), 0
    original = untangle(Link.of([RING, FINGER]), by="moves").content
    for _ in range(150):
        content = copy.deepcopy(original)
        evidence = content["evidence"]
        what = rng.choice(["moves", "moves", "planes", "vertex", "drop", "swap", "scale"])
        if what == "vertex":
            row = rng.choice(rng.choice(content["classes"])["set"]["vertices"])
            row[rng.randrange(3)] += rng.choice([1, -1, 5, -5])
        elif what == "drop":
            del evidence["moves"][rng.randrange(len(evidence["moves"]))]
        elif what == "swap":
            i = rng.randrange(len(evidence["moves"]) - 1)
            evidence["moves"][i : i + 2] = evidence["moves"][i : i + 2][::-1]
        elif what == "scale":
            evidence["scale"] = rng.choice([0, -1, 1, evidence["scale"] + 1])
        else:
            row = rng.choice(evidence[what])
            k = rng.randrange(len(row))
            row[k] = rng.choice([row[k] + 1, -row[k], 0, row[k] * 2, 2**61])
        if refuses(content):
            refused += 1
            continue
        polygons = [one["set"]["vertices"] for one in content["classes"]]
        assert obstruction(Link.of(polygons)) is None
    assert refused > 50
