"""Two links, the same or not: `common arcs` (T4.13) and invariants (T4.14).

The first half of the classes is one link, the second half the other; or all are one link, and the
other is as many triangles side by side in a plane, of which an unlink consists. Directions of
polygons do not count, nor which polygon of a class is which.
"""

from itertools import combinations

from ._arcs import Grid, presented
from ._certificate import Certificate
from ._jones import value_at
from ._links import Crossing, colour_dimension, diagram, small_prime
from ._loops import Corner, read_loops
from ._reading import fields, items, need, whole, wholes

_KEYS = ("first", "second")

Loops = list[list[Corner]]


def common_arcs(c: Certificate) -> None:
    """T4.13: presentations of both links become one by moves that keep a link."""
    one, other = _grids(c, _given(c))
    match = c.evidence["match"]
    fields(match, "match", "swapped", "reversed", "at")
    swapped, turned = match["swapped"], match["reversed"]
    need(type(swapped) is bool and type(turned) is bool, "match: expected true or false")
    page, row = _two(wholes(match["at"], "match.at"), "match.at")
    need(one.freed == other.freed, "other polygons were taken away from the one and the other")
    mine = one.written(swapped=swapped, way=-1 if turned else 1, page=page, row=row)
    same = mine == other.written(swapped=False, way=1, page=0, row=0)
    need(same, "the moves do not lead to one presentation")


def polygons(c: Certificate) -> None:
    """T4.14: a class has more polygons than its counterpart, or fewer."""
    (first, one), (second, other) = _given(c)
    for loops in (first, second):
        diagram(loops)  # refuses polygons that meet
    label = _labels(c, c.evidence["classes"])
    counts = [sum(k in label for k in own) for own in (one, other)]
    need(counts[0] != counts[1], "these classes have as many polygons as those")


def linking_numbers(c: Certificate) -> None:
    """T4.14: between two classes, or in one, the linking numbers are others up to sign."""
    pair = _two(wholes(c.evidence["classes"], "classes"), "classes")
    _labels(c, c.evidence["classes"])
    one, other = (_linking_numbers(diagram(loops), labels, pair) for loops, labels in _compared(c))
    need(one != other, "the linking numbers are the same")


def _linking_numbers(found: list[Crossing], labels: list[int], pair: tuple[int, int]) -> list[int]:
    twice = dict.fromkeys(combinations(range(len(labels)), 2), 0)
    for x in found:
        if x.over[0] != x.under[0]:
            twice[min(x.over[0], x.under[0]), max(x.over[0], x.under[0])] += x.sign
    return sorted(
        abs(number) // 2
        for (i, j), number in twice.items()
        if sorted((labels[i], labels[j])) == sorted(pair)
    )


def colouring_numbers(c: Certificate) -> None:
    """T4.14: the colourings of some classes mod p have another dimension."""
    chosen = _labels(c, c.evidence["classes"])
    prime = small_prime(c)
    one, other = (
        colour_dimension(diagram(loops), _members(labels, chosen), prime)
        for loops, labels in _compared(c)
    )
    _differ(c, "dimensions", [one, other])


def jones_values(c: Certificate) -> None:
    """T4.14: for some classes (−a³)^(−writhe)·⟨D⟩ mod p, the writhe being of each with itself."""
    chosen = _labels(c, c.evidence["classes"])
    prime = small_prime(c)
    a = whole(c.evidence["at"], "at", 1)
    need(a < prime, f"at: expected a number below {prime}")
    one, other = (
        value_at(diagram(loops), _members(labels, chosen), prime, a, own=True)
        for loops, labels in _compared(c)
    )
    _differ(c, "values", [one, other])


def _differ(c: Certificate, key: str, values: list[int]) -> None:
    claimed = items(c.evidence[key], key)
    same = all(type(x) is int for x in claimed) and claimed == values
    need(same, f"the {key} are {values}")
    need(values[0] != values[1], f"equal {key} prove nothing")


def _given(c: Certificate) -> list[tuple[Loops, list[int]]]:
    """Return the polygons of the one link or of both, and the class of each."""
    loops, labels = read_loops(c)
    if _alone(c):
        return [(loops, labels)]
    need(len(c.sets) % 2 == 0, "classes: expected as many of the one link as of the other")
    count = len(c.sets) // 2
    found: list[tuple[Loops, list[int]]] = []
    for half in (range(count), range(count, 2 * count)):
        kept = [k for k, label in enumerate(labels) if label in half]
        found.append(([loops[k] for k in kept], [labels[k] - half.start for k in kept]))
    return found


def _grids(c: Certificate, links: list[tuple[Loops, list[int]]]) -> list[Grid]:
    found = []
    for key, (loops, labels) in zip(_KEYS, links, strict=False):
        value = c.evidence[key]
        fields(value, key, "view", "pages", "starts", "moves")
        found.append(presented(value, loops, labels, apart=False))
    return found


def _compared(c: Certificate) -> list[tuple[Loops, list[int]]]:
    """Return two links or, where the file has presentations, what these become."""
    found = _given(c)
    there = {key in c.evidence for key in _KEYS[: len(found)]}
    need(len(there) == 1, "first, second: expected both or none")
    if True in there:
        found = [grid.polygons() for grid in _grids(c, found)]
    if _alone(c):
        loops, labels = found[0]
        found.append((_unlink(len(loops)), labels))
    return found


def _alone(c: Certificate) -> bool:
    """Whether the claim is about one link, compared with an unlink."""
    return c.claim["kind"] == "not unlink"


def _unlink(count: int) -> Loops:
    """Return triangles side by side in a plane."""
    return [[(3 * k, 0, 0), (3 * k + 1, 0, 0), (3 * k, 1, 0)] for k in range(count)]


def _labels(c: Certificate, value: object) -> set[int]:
    """Read some classes of a link."""
    found = wholes(value, "classes")
    count = len(c.sets) if _alone(c) else len(c.sets) // 2
    need(len(found) > 0 and max(found) < count, "classes: there is no such class")
    return set(found)


def _members(labels: list[int], chosen: set[int]) -> set[int]:
    return {k for k, label in enumerate(labels) if label in chosen}


def _two(found: list[int], at: str) -> tuple[int, int]:
    need(len(found) == 2, f"{at}: expected two numbers")
    return found[0], found[1]
