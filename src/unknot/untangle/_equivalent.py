"""Whether two links are the same: invariants first, then a common form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal

import numpy as np

from unknot.certified import Certified
from unknot.errors import InputError
from unknot.links import Distinction, Link, diagram, distinction
from unknot.untangle._certificates import accepted_pair, distinguishing, order
from unknot.untangle._common import Joined, Side, meet, reduced

_WIDE = 400  # edges, of which a picture is drawn before anything is simplified


@dataclass(frozen=True)
class Compared(Certified[Literal["equivalent", "different", "undecided"]]):
    """Whether two links are the same, with what proves it.

    It is neither true nor false: look at :attr:`verdict`.

    Attributes
    ----------
    verdict
        ``"equivalent"``: an isotopy of space takes the one link to the other. ``"different"``: none
        does. ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence; for ``"undecided"`` what was tried.
    seconds
        How long it took.
    content
        The certificate (docs/certificates.md), which the checker has accepted; None if undecided.
    distinction
        The invariant that tells them apart, of different ones.
    joined
        The arc presentations of both and the moves to a common one, of equivalent ones.
    """

    verdict: Literal["equivalent", "different", "undecided"]
    reason: str
    seconds: float
    content: dict[str, Any] | None = field(default=None, repr=False)
    distinction: Distinction | None = field(default=None, repr=False)
    joined: Joined | None = field(default=None, repr=False)


def equivalent(
    first: Link,
    second: Link,
    *,
    by_class: bool = True,
    seconds: float = 60,
    seed: int = 0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Compared:
    """Decide whether an isotopy of space takes one link to another, and prove it.

    Mirror images are told apart; directions of polygons do not count. Invariants come first:
    linking numbers up to sign, Fox colourings and the Jones polynomial, of the links as they are
    and as simple as they become. Then walks among the arc presentations of both, by exchanges,
    mergers and doublings (Cromwell 1995, *Embedding knots and links in an open book* I: they join
    any two presentations of one link), until they meet.

    Parameters
    ----------
    first, second
        Disjoint closed polygons with integer corners, in classes.
    by_class
        Whether the lowest class must go to the lowest one, and so on; else all polygons are alike.
        Which polygon of a class goes to which never counts.
    seconds
        How long to look; checking what was found comes on top.
    seed
        The same seed gives the same answer, if there is time enough for one.
    on_progress
        Is told what is being done.

    Returns
    -------
    Compared
        What the checker has accepted, or ``"undecided"``.

    Raises
    ------
    InputError
        The polygons of a link meet, the time is no positive number, or by class the links have
        different numbers of classes.

    Examples
    --------
    >>> from unknot.links import named
    >>> trefoil, mirrored = named("3_1").link, named("m3_1").link
    >>> equivalent(trefoil, mirrored).verdict
    'different'
    """
    if not seconds > 0:
        raise InputError(f"The time is {seconds} seconds; expected a positive number.")
    start = monotonic()
    pair = _classed(first, by_class), _classed(second, by_class)
    counts = [len(set(link.classes)) for link in pair]
    if counts[0] != counts[1]:
        raise InputError(
            f"The links have {counts[0]} and {counts[1]} classes, which cannot be matched; give "
            "both as many, or compare them with by_class=False."
        )
    on_progress("comparing invariants")
    if (
        _polygons(pair[0]) != _polygons(pair[1])
        or sum(len(p) for link in pair for p in link.components) < 2 * _WIDE
    ):
        found = _different(pair, pair, None, start)
        if found is not None:
            return found
    one, other = reduced(pair, start + seconds, seed, on_progress)
    sides = one, other
    found = _different(pair, tuple(side.polygons() for side in sides), sides, start)
    if found is not None:
        return found
    joined = meet(sides, start + seconds, seed, on_progress)
    if joined is None:
        reason = (
            "The invariants that were looked at are the same, and no common form was found in "
            f"{seconds:g} s among {len(one.met):,} arc presentations of the one and "
            f"{len(other.met):,} of the other, of {one.least} and {other.least} arcs at least."
        )
        return Compared("undecided", reason, monotonic() - start)
    on_progress("checking")
    content = accepted_pair(pair, "equivalent", joined.evidence((order(pair[0]), order(pair[1]))))
    took = monotonic() - start
    if content is None:
        reason = "The checker does not accept the moves that were found."
        return Compared("undecided", reason, took, joined=joined)
    moves = len(joined.moves[0]) + len(joined.moves[1])
    reason = (
        f"An isotopy takes the one to the other: {moves:,} moves take arc presentations of "
        f"{len(sides[0].grid.pages):,} and {len(sides[1].grid.pages):,} arcs to one of "
        f"{joined.arcs:,}."
    )
    return Compared("equivalent", reason, took, content, joined=joined)


def _classed(link: Link, by_class: bool) -> Link:
    """Return a link with classes from 0, or with one."""
    ranks = np.unique(link.classes, return_inverse=True)[1].tolist()
    return Link(link.components, tuple(ranks if by_class else [0] * len(ranks)))


def _polygons(link: Link) -> list[int]:
    return sorted(link.classes)


def _different(
    pair: tuple[Link, Link],
    seen: tuple[Link, ...],
    sides: tuple[Side, Side] | None,
    start: float,
) -> Compared | None:
    """Compare invariants of the links, as they are or as simple as they have become."""
    one, other = seen
    found = distinction(diagram(one), diagram(other), (one.classes, other.classes))
    if found is None:
        return None
    evidence = distinguishing(found)
    if sides is not None:
        names = zip(("first", "second"), sides, pair, strict=True)
        evidence |= {name: side.written(order(link)) for name, side, link in names}
    content = accepted_pair(pair, "not equivalent", evidence)
    if content is None:
        return None
    a, b = found.values
    mod, at = f" mod {found.prime}", f"at A = {found.at}"
    reason = {
        "polygons": f"A class has {a} polygons of the one link and {b} of the other.",
        "linking numbers": f"The linking numbers are others, such as {a} against {b}.",
        "colouring numbers": f"The colourings{mod} have dimension {a} against {b}.",
        "jones values": f"The Jones polynomials are others: {at} {a} against {b}{mod}.",
    }[found.kind]
    return Compared("different", reason, monotonic() - start, content, found)
