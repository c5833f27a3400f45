"""Members that a first layer of one unit orders in no way that it can use: `no order` (T5.5)."""

from collections.abc import Sequence
from fractions import Fraction

from ._certificate import Certificate
from ._exact import Point
from ._named import most_changes, named
from ._reading import Json, Refused, fields, items, need, number, whole

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
    fields(tree, at, "sum")
    total = [Fraction(0)] * len(places[0])
    for one in items(tree["sum"], f"{at}.sum"):
        need(len(items(one, at)) == 3, f"{at}: expected two members and a weight")
        low, high = whole(one[0], at), whole(one[1], at)
        weight = number(one[2], at)
        ordered = low in known and high in known and known[low] < known[high]
        need(ordered and weight > 0, f"{at}: members in no known order, or a weight not positive")
        pair = zip(places[low], places[high], strict=True)
        total = [s + weight * (q - p) for s, (p, q) in zip(total, pair, strict=True)]
    # Along a direction w each w·(q − p) would be positive, and so would be their weighted sum.
    need(not any(total), f"{at}: the weighted differences do not sum to 0")
