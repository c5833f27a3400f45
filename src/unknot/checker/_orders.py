"""What a first layer of one unit, which sees one direction, cannot order.

`no order` (T5.5) is of members, and of what follows the unit; `overlap` (T4.2e) of connected sets.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from ._certificate import Certificate
from ._exact import Point
from ._hulls import connected
from ._named import most_changes, named
from ._reading import Json, Refused, fields, items, need, number, whole, wholes

Cells = dict[int, int]  # of members, those that are known


def no_order(c: Certificate) -> None:
    """T5.5: along no direction do two classes change as seldom as such a network can follow."""
    hidden = c.claim["hidden"]
    need(hidden[:1] == [1], "this evidence is for a first hidden layer of one unit")
    most = most_changes(hidden, [named(text) for text in c.claim["activations"]])
    if most is None:
        raise Refused("no bound of changes is known of this architecture")
    (i,), (j,) = c.sides(singles=True)
    raw = items(c.evidence["members"], "members", 2)
    found = [c.point(m, f"members[{k}]", (i, j)) for k, m in enumerate(raw)]
    places = [x for _, _, x in found]
    trees = items(c.evidence["trees"], "trees")
    need(len(trees) == 2, "trees: expected two, one for each class that comes first")
    for first, tree, at in zip((i, j), trees, ("trees[0]", "trees[1]"), strict=True):
        # Cells 0, 1, … along the direction are of the one class and the other in turn.
        open_ = [range(int(label != first), most + 1, 2) for label, _, _ in found]
        known = {k: cells[0] for k, cells in enumerate(open_) if len(cells) == 1}
        _closed(tree, at, open_, known, places)


def _closed(
    tree: Json, at: str, open_: Sequence[range], known: Cells, places: Sequence[Point]
) -> None:
    """Refuse unless no direction has members in the known cells, whatever the cells of the rest."""
    if type(tree) is dict and "member" in tree:
        fields(tree, at, "member", "cells")
        k, branches = whole(tree["member"], at), items(tree["cells"], f"{at}.cells", 0)
        need(k < len(places) and k not in known, f"{at}: no such member, or its cell is known")
        need(len(branches) == len(open_[k]), f"{at}.cells: expected {len(open_[k])} branches")
        for cell, branch in zip(open_[k], branches, strict=True):
            _closed(branch, f"{at}.{cell}", open_, {**known, k: cell}, places)
        return
    _sums_to_zero(tree, at, places, lambda p, q: p in known and q in known and known[p] < known[q])


def _sums_to_zero(
    tree: Json, at: str, places: Sequence[Point], ordered: Callable[[int, int], bool]
) -> None:
    """Refuse unless weighted differences of members in a known order sum to 0."""
    fields(tree, at, "sum")
    total = [Fraction(0)] * len(places[0])
    for one in items(tree["sum"], f"{at}.sum"):
        need(len(items(one, at)) == 3, f"{at}: expected two members and a weight")
        low, high = whole(one[0], at), whole(one[1], at)
        weight = number(one[2], at)
        known = max(low, high) < len(places) and ordered(low, high)
        need(known and weight > 0, f"{at}: members in no known order, or a weight not positive")
        pair = zip(places[low], places[high], strict=True)
        total = [s + weight * (q - p) for s, (p, q) in zip(total, pair, strict=True)]
    # Along a direction w each w·(q − p) would be positive, and so would be their weighted sum.
    need(not any(total), f"{at}: the weighted differences do not sum to 0")


def overlap(c: Certificate) -> None:
    """T4.2e: along every direction connected sets of some two classes take a value in common."""
    need(c.claim["first"] == 1, "overlap excludes a first layer of one unit only")
    a, b = c.sides()
    raw = items(c.evidence["members"], "members", 2)
    found = [c.point(m, f"members[{k}]", (*a, *b)) for k, m in enumerate(raw)]
    labels, places = [label for label, _, _ in found], [x for _, _, x in found]
    # A member of what may fall apart stands for itself: a point is connected.
    whole_ = [id(part) if connected(part) else -k for k, (_, part, _) in enumerate(found)]
    need(labels[0] != labels[1], "members: expected the first two of different classes")
    # The opposite direction is as good, so the first may be below the second.
    _parted(c.evidence["tree"], "tree", labels, whole_, {(whole_[0], whole_[1])}, places)


def _parted(
    tree: Json,
    at: str,
    labels: Sequence[int],
    of: Sequence[int],
    below: set[tuple[int, int]],
    places: Sequence[Point],
) -> None:
    """Refuse unless no direction has all these pairs of connected sets in this order."""
    if type(tree) is dict and "pair" in tree:
        fields(tree, at, "pair", "below", "above")
        pair = wholes(tree["pair"], f"{at}.pair")
        fits = len(pair) == 2 and max(pair) < len(of) and labels[pair[0]] != labels[pair[1]]
        need(fits, f"{at}.pair: expected members of two classes")
        a, b = (of[k] for k in pair)
        _parted(tree["below"], f"{at}.below", labels, of, below | {(a, b)}, places)
        _parted(tree["above"], f"{at}.above", labels, of, below | {(b, a)}, places)
        return
    _sums_to_zero(tree, at, places, lambda p, q: (of[p], of[q]) in below)
