"""Planar diagram codes, in and out.

A crossing is the four edges at it, anticlockwise, from the one on which the under strand comes in
(the convention of KnotTheory, KnotInfo and LinkInfo). So the under strand goes from the first to
the third; a crossing is +1 where the over strand goes from the fourth to the second.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from unknot.errors import InputError
from unknot.links._diagram import Crossing, Diagram

Code = tuple[tuple[int, ...], ...]
End = tuple[int, int]  # a crossing, and which of the four places at it

_TUPLE = re.compile(r"(?:X[pm]?|Loop)?\s*[\[({]\s*(-?\d+(?:\s*[,\s]\s*-?\d+)*)\s*,?\s*[\])}]")
_REST = re.compile(r"(?:PD)?\s*[\[({]?[\s,]*[\])}]?\s*")
_MIDDLE = Fraction(1, 2)


def pd_code(picture: Diagram, first: int = 1) -> Code:
    """Return the planar diagram code of a picture; ``(edge,)`` is a component without crossings.

    Edges are numbered along the components in order, from ``first``; crossings are in the order of
    the picture's.

    Examples
    --------
    >>> from unknot.links import Link, diagram
    >>> trefoil = [(3, 3, 0), (1, 1, 2), (3, 0, 0), (2, 3, 2), (1, 1, 1), (4, 1, 2)]
    >>> pd_code(diagram(Link.of([trefoil])))
    ((1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2))
    """
    over: dict[int, tuple[int, int]] = {}
    under: dict[int, tuple[int, int]] = {}
    loops = []
    for walk in picture.walks:
        count = len(walk)
        if not count:
            loops.append((first,))
        for k, (number, below) in enumerate(walk):
            (under if below else over)[number] = first + k, first + (k + 1) % count
        first += max(1, count)
    code = []
    for number, crossing in enumerate(picture.crossings):
        (a, c), (into, out) = under[number], over[number]
        code.append((a, out, c, into) if crossing.sign > 0 else (a, into, c, out))
    return (*code, *loops)


def pd_text(picture: Diagram) -> str:
    """Write the planar diagram code of a picture as KnotTheory does, counted from 1.

    Examples
    --------
    >>> pd_text(from_pd("[(0, 4, 1, 3), (2, 0, 3, 5), (4, 2, 5, 1)]"))
    'PD[X[1,5,2,4], X[3,1,4,6], X[5,3,6,2]]'
    """
    names = {1: "Loop", 4: "X"}
    parts = (f"{names[len(x)]}[{','.join(map(str, x))}]" for x in pd_code(picture))
    return f"PD[{', '.join(parts)}]"


def from_pd(code: str | Sequence[Sequence[int]]) -> Diagram:
    """Read a planar diagram code: numbers, or a text such as ``PD[X[1,5,2,4], …]`` or ``[[…], …]``.

    Edges may be counted from 0 or from 1, or be any different integers. Components are in the order
    of their lowest edges, and begin on those. A component that is over at all its crossings runs
    the way in which the numbers of its edges increase more often.

    Raises
    ------
    InputError
        It is no such code: an edge does not occur twice, the under strands of a component run
        against each other, or the crossings do not fit together in the plane.

    Examples
    --------
    >>> trefoil = from_pd([(1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2)])
    >>> trefoil.components, [x.sign for x in trefoil.crossings]
    (1, [1, 1, 1])
    >>> from_pd([(4, 2, 3, 1), (2, 4, 1, 3), (7,)]).components
    3
    """
    rows = _numbers(code) if isinstance(code, str) else code
    crossings, loops = _sound(rows)
    ends: dict[int, list[End]] = defaultdict(list)
    for k, edges in enumerate(crossings):
        for place, edge in enumerate(edges):
            ends[edge].append((k, place))
    for edge in loops:
        ends[edge] += [(-1, 0), (-1, 0)]
    for edge, at in ends.items():
        if len(at) != 2:
            often = "once" if len(at) == 1 else f"{len(at)} times"
            raise InputError(
                f"Edge {edge} of the planar diagram code occurs {often}; expected twice, or once "
                "in a Loop."
            )
    walks = _walks(crossings, {e: at for e, at in ends.items() if e not in loops})
    _check_plane(crossings, ends)
    walks |= {edge: [] for edge in loops}
    return _picture(crossings, [walks[edge] for edge in sorted(walks)])


def _numbers(text: str) -> list[list[int]]:
    rest = _TUPLE.sub(" ", text)
    found = [[int(x) for x in re.findall(r"-?\d+", row)] for row in _TUPLE.findall(text)]
    if not found or not _REST.fullmatch(rest):
        left = rest.strip() or text.strip()
        raise InputError(
            f"{left[:60]!r} is no planar diagram code; expected a text such as "
            "'PD[X[1,5,2,4], X[3,1,4,6], X[5,3,6,2]]' or '[[1,5,2,4], [3,1,4,6], [5,3,6,2]]'."
        )
    return found


def _sound(rows: Any) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the crossings, and the edges that are loops by themselves."""
    crossings, loops = [], []
    for number, row in enumerate(rows, 1):
        edges = row.tolist() if hasattr(row, "tolist") else row
        if (
            not isinstance(edges, list | tuple)
            or len(edges) not in (1, 4)
            or any(type(x) is not int for x in edges)
        ):
            raise InputError(
                f"Crossing {number} of the planar diagram code is {row!r}; expected four integers, "
                "or one for a component without crossings."
            )
        if len(edges) == 1:
            loops.append(edges[0])
        else:
            crossings.append(tuple(edges))
    if not crossings and not loops:
        raise InputError("The planar diagram code is empty; one unknotted circle is 'PD[Loop[1]]'.")
    return crossings, loops


def _walks(
    crossings: list[tuple[int, ...]], ends: dict[int, list[End]]
) -> dict[int, list[tuple[int, int]]]:
    """Return the components by their lowest edges: at which place they come to which crossings."""
    found: dict[int, list[End]] = {}
    left = set(ends)
    while left:
        start = min(left)
        # Out of the lowest edge by its second end, until it is reached again.
        walk, edges, at = [], [], ends[start][1]
        while True:
            k, place = at
            walk.append(at)
            edge = crossings[k][(place + 2) % 4]
            edges.append(edge)
            away = ends[edge].index((k, (place + 2) % 4))
            at = ends[edge][1 - away]
            if edge == start and at == walk[0]:
                break
        left -= set(edges)
        forward = [place == 0 for _, place in walk if place in (0, 2)]
        if not forward:
            before = [edges[-1], *edges[:-1]]
            rising = sum(b > a for a, b in zip(before, edges, strict=True))
            forward = [2 * rising >= len(edges)]
        if any(forward) != all(forward):
            usual = 2 * sum(forward) >= len(forward)
            odd = next(k for k, place in walk if place in (0, 2) and (place == 0) != usual)
            raise InputError(
                f"The under strands at crossing {odd + 1} of the planar diagram code, "
                f"{list(crossings[odd])}, and at others of its component run against each other; "
                "begin each crossing with the edge on which the under strand comes in."
            )
        if not forward[0]:
            # Backwards it comes in where it went out; the lowest edge stays the first.
            walk = [(k, (place + 2) % 4) for k, place in reversed(walk)]
        found[start] = walk
    return found


def _picture(crossings: list[tuple[int, ...]], walks: list[list[End]]) -> Diagram:
    over, under, sign = {}, {}, {}
    for component, walk in enumerate(walks):
        for step, (k, place) in enumerate(walk):
            if place == 0:
                under[k] = component, (step, _MIDDLE)
            else:
                over[k], sign[k] = (component, (step, _MIDDLE)), 1 if place == 3 else -1
    found = [
        Crossing(over[k][0], under[k][0], over[k][1], under[k][1], sign[k])
        for k in range(len(crossings))
    ]
    return Diagram(len(walks), tuple(sorted(found, key=lambda x: (x.under, x.at_under))))


def _check_plane(crossings: list[tuple[int, ...]], ends: dict[int, list[End]]) -> None:
    """Refuse crossings that fit together on no sphere: V − E + F = 2 for each connected part."""
    regions = faces(crossings)
    piece = list(range(len(crossings)))

    def root(k: int) -> int:
        while piece[k] != k:
            piece[k] = piece[piece[k]]
            k = piece[k]
        return k

    for (k, _), (m, _) in ends.values():
        if k >= 0:
            piece[root(k)] = root(m)
    parts = len({root(k) for k in range(len(crossings))})
    if len(crossings) - 2 * len(crossings) + len(regions) != 2 * parts:
        raise InputError(
            f"The {len(crossings)} crossings of the planar diagram code do not fit together in the "
            "plane; expected the edges at each crossing anticlockwise."
        )


def faces(crossings: Sequence[Sequence[int]]) -> list[list[End]]:
    """Return the regions of a picture: the ends out of which an edge starts with it on the left.

    They are in order anticlockwise round the region (the outer one clockwise).
    """
    ends: dict[int, list[End]] = defaultdict(list)
    for k, edges in enumerate(crossings):
        for place, edge in enumerate(edges):
            ends[edge].append((k, place))
    left = [(k, place) for k in range(len(crossings)) for place in range(4)]
    found, seen = [], set()
    for start in left:
        if start in seen:
            continue
        region, at = [], start
        while at not in seen:
            seen.add(at)
            region.append(at)
            one, other = ends[crossings[at[0]][at[1]]]
            k, place = other if one == at else one
            at = k, (place - 1) % 4
        found.append(region)
    return found
