"""A thousand changed certificates about links: none is accepted whose claim is false."""

import copy
import random
from functools import cache
from pathlib import Path

import pytest

from unknot import checker
from unknot.links import (
    Link,
    colourings,
    diagram,
    distinction,
    linking_matrix,
    named,
    obstruction,
)
from unknot.untangle import equivalent, untangle

GOLDEN = Path(__file__).parents[1] / "golden"
RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
FINGER = [(0, 0, -1), (0, 0, 1), (0, 1, 1), (0, 1, -1), (9, 0, -2)]


@cache
def originals():
    apart, both = Link.of([RING, FINGER]), Link.of([RING, FINGER], [0, 0])
    found = [untangle(apart, by=by) for by in ("arcs", "moves", "cones")]
    found += [untangle(both, by=by) for by in ("arcs", "moves")]
    found += [
        equivalent(Link.of([RING, THROUGH]), apart),
        equivalent(named("3_1").link, named("m3_1").link),
        equivalent(named("4_1").link, named("5_2").link),
    ]
    kept = checker.load(GOLDEN / "certificate-2-common-arcs.json")
    trained = checker.load(GOLDEN / "certificate-2-homeomorphisms.json")
    return [*(one.content for one in found), kept, kept, trained]


def rows(value):
    """All lists and objects inside a value, with the names of what they hold."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys if key not in ("kind", "shape", "name")]
    return found + [
        inner for key in keys if isinstance(value[key], dict | list) for inner in rows(value[key])
    ]


def changed(value, rng):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice([value + 1, value - 1, -value, 2 * value, 0, value + 8, value - 8])
    if isinstance(value, list):
        new = copy.deepcopy(value)
        what = rng.choice(["drop", "double", "swap", "reverse"])
        k = rng.randrange(len(new)) if new else 0
        if what == "drop":
            return new[:k] + new[k + 1 :]
        if what == "double":
            return new[: k + 1] + new[k:]
        if what == "swap" and len(new) > 1:
            i, j = rng.sample(range(len(new)), 2)
            new[i], new[j] = new[j], new[i]
            return new
        return new[::-1]
    return value


def forged(rng):
    """A certificate with changes, most of them of numbers, and its words made to fit."""
    content = copy.deepcopy(rng.choice(originals()))
    what = rng.random()
    if what < 0.05:
        content["claim"] = copy.deepcopy(rng.choice(originals())["claim"])
    elif what < 0.1:
        content["evidence"] = copy.deepcopy(rng.choice(originals())["evidence"])
    elif what < 0.2:
        other = copy.deepcopy(rng.choice(originals())["classes"])
        content["classes"][-1]["set"] = other[-1]["set"]
    for _ in range(rng.choice([0, 1, 2]) if what < 0.2 else rng.choice([1, 1, 2, 3])):
        places = rows(content["evidence"]) if rng.random() < 0.75 else rows(content["classes"])
        inner, key = rng.choice(places)
        inner[key] = changed(inner[key], rng)
    return content


def true(content) -> bool:
    """Judge a claim by invariants, which know nothing of the evidence."""
    sets = [one["set"] for one in content["classes"]]
    claim = content["claim"]["kind"]
    if claim in ("equivalent", "not equivalent"):
        half = len(sets) // 2
        one, other = link_of(sets[:half]), link_of(sets[half:])
        known = distinction(diagram(one), diagram(other), (one.classes, other.classes))
        return (known is None) == (claim == "equivalent")
    link = link_of(sets)
    if claim == "unlink":
        picture = diagram(link)
        unlinked = not linking_matrix(picture).any()
        return unlinked and colourings(picture, 3) == len(link.components)
    return (obstruction(link) is None) == (claim == "split")


def link_of(sets) -> Link:
    loops = [
        (label, part["vertices"])
        for label, value in enumerate(sets)
        for part in value.get("parts", [value])
    ]
    return Link.of([loop for _, loop in loops], [label for label, _ in loops])


@pytest.mark.slow
def test_a_thousand_changes():
    rng, refused = random.Random(8), 0
    for content in originals():
        checker.check(content)
    for _ in range(1000):
        content = forged(rng)
        try:
            checker.check(content | checker.describe(content))
        except checker.Refused:
            refused += 1
            continue
        assert true(content)
    assert 500 < refused < 1000
