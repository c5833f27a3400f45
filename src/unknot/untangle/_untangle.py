"""Whether a link comes apart: obstructions first, then a search, and what the checker accepts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from time import monotonic
from typing import Any, Literal

from unknot.certified import Certified
from unknot.errors import InputError
from unknot.links import (
    JonesObstruction,
    Link,
    LinkingObstruction,
    diagram,
    distinction,
    obstruction,
)
from unknot.untangle._arcs import Arcs, take_apart
from unknot.untangle._certificates import accepted, distinguishing, obstructing, order
from unknot.untangle._common import Side, reduced
from unknot.untangle._cones import Cones, cones
from unknot.untangle._planner import Plan, plan

Verdict = Literal["split", "not split", "unlink", "nontrivial", "undecided"]
Means = Literal["arcs", "moves", "cones"]

_MOST_CLASSES = 8  # of which all groupings into two sides are tried
_AT_FIRST = 2.0  # seconds to look before a picture that was too wide for invariants is made small


@dataclass(frozen=True)
class Untangled(Certified[Verdict]):
    """What is known of a link, with what proves it.

    It is neither true nor false: look at :attr:`verdict`.

    Attributes
    ----------
    verdict
        ``"split"``: an isotopy takes the classes into disjoint balls. ``"not split"``: none does.
        ``"unlink"``, of a link with one class: an isotopy takes all its polygons to circles that
        lie side by side in a plane. ``"nontrivial"``: none does; a knot is knotted.
        ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence; for ``"undecided"`` what was tried.
    seconds
        How long it took.
    content
        The certificate (docs/certificates.md), which the checker has accepted; None if undecided.
    arcs
        The arc presentation that was searched, and the moves; None if none was needed.
    plan
        The moves of vertices in space, where these were asked for.
    cones
        The network that these are, where that was asked for.
    """

    verdict: Verdict
    reason: str
    seconds: float
    content: dict[str, Any] | None = field(default=None, repr=False)
    arcs: Arcs | None = field(default=None, repr=False)
    plan: Plan | None = field(default=None, repr=False)
    cones: Cones | None = field(default=None, repr=False)


def untangle(
    link: Link,
    *,
    seconds: float = 60,
    seed: int = 0,
    by: Means = "arcs",
    on_progress: Callable[[str], None] = lambda _: None,
) -> Untangled:
    """Decide whether the classes of a link come apart, and prove it.

    What obstructs is looked for first: linking numbers, Fox colourings and the Jones polynomial.
    Then the link is drawn as an arc presentation, which is taken apart by exchanges and mergers
    (Cromwell 1995; Dynnikov 2006, *Arc-presentations of links: monotonic simplification*: for a
    split link they suffice). Or its vertices are moved in space, one by one: that is a path that
    can be followed, and its proof needs less theory, but it finds less. Of a link with one class
    it is asked whether it is trivial: what obstructs that are the same invariants, where they are
    not those of as many circles side by side.

    Parameters
    ----------
    link
        Disjoint closed polygons with integer corners, of any size, in classes.
    seconds
        How long to look; checking what was found comes on top.
    seed
        The same seed gives the same answer, if there is time enough for one.
    by
        ``"arcs"``: arc presentations; ``"moves"``: vertices that move in space; ``"cones"``: such
        moves as the layers of a network with weights, of several classes.
    on_progress
        Is told what is being done.

    Returns
    -------
    Untangled
        What the checker has accepted, or ``"undecided"``.

    Raises
    ------
    InputError
        The polygons meet, the time is no positive number, a coordinate is too large for moves, or
        there is one class and a network is asked for.

    Examples
    --------
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> through = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> over = [(0, 0, 2), (0, 1, 1), (5, 0, 1), (5, 0, 2)]
    >>> untangle(Link.of([ring, through])).verdict
    'not split'
    >>> found = untangle(Link.of([ring, over]))
    >>> found.verdict, found.theorem
    ('split', 'T4.11')
    """
    if not seconds > 0:
        raise InputError(f"The time is {seconds} seconds; expected a positive number.")
    start = monotonic()
    several = len(set(link.classes)) > 1
    if by == "cones" and not several:
        raise InputError("A network takes classes apart; this link has one class.")
    on_progress("looking for obstructions")
    found = not_split(link) if several else _nontrivial(link, link, None, start)
    if found is not None:
        return found
    left = max(0.0, seconds - (monotonic() - start))
    verdict: Verdict = "split" if several else "unlink"
    tried: dict[str, Any]
    if by != "arcs":
        link = _in_order(link)
        steps = plan(link, left, seed, on_progress)
        apart, evidence, tried = steps.apart, steps.evidence(), {"plan": steps}
        counts = f"{steps.left:,} vertices are left of {sum(map(len, link.components)):,}"
        how = f"by {_moves(len(steps.moves))} of vertices"
        if by == "cones" and apart:
            on_progress("making layers of the moves")
            network = cones(link, steps)
            if network is None:
                reason = "The moves that were found are too narrow for layers."
                return Untangled("undecided", reason, monotonic() - start, plan=steps)
            evidence, tried = network.evidence(), tried | {"cones": network}
            how = f"through {len(network.layers):,} layers of a network, each a homeomorphism"
    else:
        arcs = take_apart(link, left if several else min(left, _AT_FIRST), seed, on_progress)
        if not (several or arcs.apart):
            (side,) = reduced([link], start + seconds, seed, on_progress)
            found = _nontrivial(link, side.polygons(), side, start)
            if found is not None:
                return found
            arcs = take_apart(link, start + seconds - monotonic(), seed, on_progress)
        apart, evidence, tried = arcs.apart, arcs.evidence(order(link)), {"arcs": arcs}
        pages = f"{len(arcs.grid.pages):,}"
        counts = f"{arcs.least:,} arcs are left of {pages}"
        how = f"by {_moves(len(arcs.moves))} of an arc presentation with {pages} arcs"
    if not apart:
        goal = "the classes did not come apart" if several else "it did not become trivial"
        reason = f"Nothing that obstructs was found, and {goal} in {seconds:g} s: {counts}."
        return Untangled("undecided", reason, monotonic() - start, **tried)
    on_progress("checking")
    content = accepted(link, verdict, evidence)
    took = monotonic() - start
    if content is None:
        reason = "The checker does not accept the moves that were found."
        return Untangled("undecided", reason, took, **tried)
    what = "The classes come apart" if several else "It becomes trivial"
    return Untangled(verdict, f"{what} {how}.", took, content, **tried)


def _moves(count: int) -> str:
    return "1 move" if count == 1 else f"{count:,} moves"


def _in_order(link: Link) -> Link:
    """Return the link as certificates list it, class by class."""
    found = order(link)
    return Link(tuple(link.components[k] for k in found), tuple(link.classes[k] for k in found))


def not_split(link: Link) -> Untangled | None:
    """Return the proof that no isotopy takes the classes apart, if anything obstructs.

    Linking numbers, Fox colourings and the Jones polynomial are asked, of all groupings of up to
    eight classes into two sides.

    Examples
    --------
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> through = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> not_split(Link.of([ring, through])).theorem
    'T4.5'
    """
    start = monotonic()
    for sides in _groupings(sorted(set(link.classes))):
        one, other = ([k for k, own in enumerate(link.classes) if own in side] for side in sides)
        found = obstruction(link, one, other)
        if found is None:
            continue
        content = accepted(link, "not split", obstructing(link, sides, found))
        if content is None:
            continue
        if isinstance(found, LinkingObstruction):
            reason = (
                f"Polygons {found.first + 1} and {found.second + 1} have linking number "
                f"{found.number}."
            )
        elif isinstance(found, JonesObstruction):
            reason = (
                "The Jones polynomial is not that of the two sides beside each other, at "
                f"A = {found.at} mod {found.prime}."
            )
        else:
            whole, left, right = found.dimensions
            reason = (
                f"Mod {found.prime} the colourings have dimension {whole}, those of the two "
                f"sides {left} and {right}."
            )
        return Untangled("not split", reason, monotonic() - start, content)
    return None


def _nontrivial(link: Link, seen: Link, side: Side | None, start: float) -> Untangled | None:
    """Compare invariants of a link, as it is or as simple as it became, with those of an unlink."""
    count = len(seen.components)
    unlink = Link.of([[(3 * k, 0, 0), (3 * k + 1, 0, 0), (3 * k, 1, 0)] for k in range(count)])
    alike = [0] * count
    found = distinction(diagram(seen), diagram(unlink), (alike, alike))
    if found is None:
        return None
    evidence = distinguishing(found)
    if side is not None:
        evidence["first"] = side.written(order(link))
    content = accepted(link, "not unlink", evidence)
    if content is None:
        return None
    a, b = found.values
    reason = {
        "linking numbers": f"Two of the polygons have linking number {a} up to sign.",
        "colouring numbers": f"Mod {found.prime} the colourings have dimension {a}, those of an "
        f"unlink {b}.",
        "jones values": f"The Jones polynomial is not that of an unlink: {a} against {b} at "
        f"A = {found.at} mod {found.prime}.",
    }[found.kind]
    return Untangled("nontrivial", reason, monotonic() - start, content)


def _groupings(labels: list[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Give the groupings of classes into two sides; of many classes only one against the rest."""
    rest = labels[1:]
    sizes = range(len(rest)) if len(labels) <= _MOST_CLASSES else (0,)
    for size in sizes:
        for with_first in combinations(rest, size):
            side = [labels[0], *with_first]
            yield side, [label for label in labels if label not in side]
    if len(labels) > _MOST_CLASSES:
        for label in rest:
            yield [label], [other for other in labels if other != label]
