"""Links that come apart are classified by three units a layer (THEORY T4.11, T4.3)."""

import pytest

from unknot import checker
from unknot.data import load
from unknot.shapes import Polyline, Union
from unknot.verdicts import can_classify, classes_of, least_width
from unknot.verdicts._split import taken_apart

RING = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
CLASP = [(0, 0, 2), (0, 1, 1), (5, 0, 1), (5, 0, 2)]
THROUGH = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
FAR = [(9, 0, 0), (9, 1, 0), (9, 0, 1)]


def polygons(*corners):
    return [Polyline(one, closed=True) for one in corners]


def parts(content):
    return {key: content[key] for key in ("classes", "claim", "evidence")}


def test_moves_that_take_a_link_apart_give_three_units():
    found = taken_apart(classes_of(polygons(RING, CLASP)), "tanh")
    assert found is not None
    assert (found.verdict, found.theorem) == ("possible", "T4.11, T4.3")
    content = parts(found.content)
    checker.check(checker.complete(content))
    through = polygons(RING, THROUGH)
    forgeries = [
        content | {"claim": content["claim"] | {"width": 2}},
        content | {"claim": content["claim"] | {"activations": "relu"}},
        content | {"evidence": content["evidence"] | {"moves": []}},
        content | {"classes": classes_of(through).written()},
    ]
    for forged in forgeries:
        with pytest.raises(checker.Refused):
            checker.complete(forged)


def test_classes_of_several_polygons_and_several_classes():
    first, second, third = polygons(RING, CLASP, FAR)
    for data in ([Union((first, third)), second], [first, second, third]):
        found = taken_apart(classes_of(data), "leaky-relu:0.5")
        assert found is not None
        assert found.verdict == "possible"


@pytest.mark.parametrize("data", [polygons(RING, THROUGH), [*polygons(RING), Polyline(CLASP)]])
def test_what_is_linked_or_no_link_is_not_taken_apart(data):
    assert taken_apart(classes_of(data), "tanh") is None


@pytest.mark.slow
def test_the_essays_spiral_takes_three_units():
    data = load("unlink-spiral")
    assert can_classify(data, (3, 3), "tanh", search=False).theorem == "T4.11, T4.3"
    found = least_width(data)
    assert (found.lower, found.upper) == (3, 3)
