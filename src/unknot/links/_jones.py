"""The Jones polynomial, by a contraction of Kauffman's state sum along the picture."""

from collections import defaultdict

from unknot.errors import InputError
from unknot.links._diagram import Diagram
from unknot.links._laurent import Laurent
from unknot.links._pd import pd_code

# Coefficients by exponents of A.
Bracket = dict[int, int]
# How the open ends are joined in pairs, by the edges in order: the partner of each.
Joined = tuple[tuple[int, int], ...]

MOST_OPEN = 24  # edges cut at a time: at most 208,012 ways to join them without crossings


def jones(picture: Diagram, *, most_open: int = MOST_OPEN) -> Laurent:
    """Return the Jones polynomial of a link, with exponents of √t: ``root`` is 2.

    That of the unknot is 1; the right-handed trefoil has −t⁴ + t³ + t. With Kauffman's bracket, 1
    for a circle, A⟨one smoothing⟩ + A⁻¹⟨the other⟩ for a crossing, and −A² − A⁻² for each circle
    more, V(t) = (−A³)^(−writhe)⟨D⟩ at t = A⁻⁴ (Jones 1985, *Bull. AMS* 12; Kauffman 1987,
    *Topology* 26). Crossings are taken one after the other, so that few edges are cut at a time;
    what has been taken counts only by how it joins those, in as many ways as Catalan's numbers say.

    Parameters
    ----------
    picture
        The diagram.
    most_open
        How many edges may be cut at a time.

    Raises
    ------
    InputError
        The diagram is too wide for that.

    Examples
    --------
    >>> from unknot.links import from_pd
    >>> right_handed = from_pd([(1, 5, 2, 4), (3, 1, 4, 6), (5, 3, 6, 2)])
    >>> print(jones(right_handed))
    -t^4 + t^3 + t
    >>> print(jones(from_pd([(4, 2, 3, 1), (2, 4, 1, 3)])))
    -t^(5/2) - t^(1/2)
    """
    code = pd_code(picture)
    crossings = [x for x in code if len(x) == 4]
    circles = len(code) - len(crossings)
    order, widest = contraction(crossings)
    if widest > most_open:
        raise InputError(
            f"The picture of {len(crossings)} crossings is cut at {widest} edges, more than "
            f"{most_open}; its Jones polynomial would take too long. Simplify the link first."
        )
    whole = _bracket([crossings[k] for k in order])
    for _ in range(circles):
        whole = _circle(whole)
    # One circle counts 1, but every circle was counted.
    whole = _without_circle(whole)
    turns = sum(x.sign for x in picture.crossings)
    sign = -1 if turns % 2 else 1
    # With exponents of √t: t = A⁻⁴, so A^k is (√t)^(−k/2).
    return Laurent({(-(k - 3 * turns) // 2,): sign * c for k, c in whole.items()}, root=2)


def width(picture: Diagram) -> int:
    """Return how many edges are cut at a time when the crossings are taken one after the other.

    Examples
    --------
    >>> from unknot.links import named_picture
    >>> width(named_picture("8_19")), width(named_picture("hopf"))
    (6, 4)
    """
    return contraction([x for x in pd_code(picture) if len(x) == 4])[1]


def split_product(first: Laurent, second: Laurent) -> Laurent:
    """Return the Jones polynomial of two links beside each other: −(√t + 1/√t)·V·W.

    Examples
    --------
    >>> one = Laurent({(0,): 1}, root=2)
    >>> print(split_product(one, one))
    -t^(1/2) - t^(-1/2)
    """
    return Laurent({(1,): -1, (-1,): -1}, root=2) * first * second


def contraction(crossings: list[tuple[int, ...]]) -> tuple[list[int], int]:
    """Return an order of the crossings, greedily with few edges cut, and the most that are cut."""
    left = set(range(len(crossings)))
    at: dict[int, set[int]] = defaultdict(set)
    for k, edges in enumerate(crossings):
        for edge in edges:
            at[edge].add(k)
    order: list[int] = []
    open_: set[int] = set()
    widest = 0
    near: set[int] = set()
    while left:
        # A crossing with all its edges new begins another part of the picture.
        k = max(near or left, key=lambda k: (len(open_.intersection(crossings[k])), -k))
        left.remove(k)
        order.append(k)
        for edge in crossings[k]:
            open_ ^= {edge}
            near |= at[edge]
        near &= left
        widest = max(widest, len(open_))
    return order, widest


def _bracket(crossings: list[tuple[int, ...]]) -> Bracket:
    """Return the sum over all states, in which every circle counts −A² − A⁻²."""
    states: dict[Joined, Bracket] = {(): {0: 1}}
    for a, b, c, d in crossings:
        found: dict[Joined, Bracket] = {}
        for joined, value in states.items():
            partners = dict(joined)
            for shift, arcs in ((1, ((a, b), (c, d))), (-1, ((a, d), (b, c)))):
                now, circles = dict(partners), 0
                for arc in arcs:
                    circles += _join(now, *arc)
                term = {k + shift: x for k, x in value.items()}
                for _ in range(circles):
                    term = _circle(term)
                total = found.setdefault(tuple(sorted(now.items())), {})
                for k, x in term.items():
                    total[k] = total.get(k, 0) + x
        states = found
    (value,) = states.values()
    return value


def _join(partners: dict[int, int], a: int, b: int) -> int:
    """Join two ends of edges, in place; return 1 if that closes a circle.

    The open end of an edge that was met before is where its strand came out.
    """
    if a == b:
        return 1  # one edge, both ends
    if partners.get(a) == b:
        del partners[a], partners[b]
        return 1  # the two ends of one strand
    far = []
    for end in (a, b):
        other = partners.pop(end, end)
        partners.pop(other, None)
        far.append(other)
    one, other = far
    partners[one], partners[other] = other, one
    return 0


def _circle(value: Bracket) -> Bracket:
    found: Bracket = {}
    for k, x in value.items():
        for shift in (-2, 2):
            found[k + shift] = found.get(k + shift, 0) - x
    return {k: x for k, x in found.items() if x}


def _without_circle(value: Bracket) -> Bracket:
    """Divide by −A² − A⁻², exactly."""
    left, found = dict(value), {}
    while any(left.values()):
        top = max(k for k, x in left.items() if x)
        found[top - 2] = -left[top]
        left[top - 4] = left.get(top - 4, 0) - left[top]
        del left[top]
    return found
