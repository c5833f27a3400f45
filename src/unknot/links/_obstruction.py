"""What forbids that a plane be brought between the classes of a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from unknot.errors import InputError
from unknot.links._diagram import Diagram, diagram
from unknot.links._invariants import Colourings, linking_matrix
from unknot.links._jones import jones, split_product, width
from unknot.links._laurent import Laurent
from unknot.links._link import Link

_QUICK = 12  # edges cut at a time: at most 132 ways to join them
LARGE_PRIMES = (9973, 9967, 9949)  # below 10,000, as the checker asks
PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


@dataclass(frozen=True)
class LinkingObstruction:
    """Two components, one of each side, whose linking number is not 0 (THEORY T4.5).

    Attributes
    ----------
    first, second
        The components, from 0.
    number
        Their linking number.
    """

    first: int
    second: int
    number: int


@dataclass(frozen=True)
class ColouringObstruction:
    """A prime at which the colourings of all are not those of the sides together (THEORY T4.6).

    Attributes
    ----------
    prime
        The prime.
    dimensions
        The dimensions of the spaces of colourings: of all, of the first side and of the second.
    """

    prime: int
    dimensions: tuple[int, int, int]


@dataclass(frozen=True)
class JonesObstruction:
    """A place at which the Jones polynomial of all is not the product of the sides' (THEORY T4.6b).

    A link that is split has V = −(√t + 1/√t)·V₁·V₂ (Jones 1985; Kauffman 1987). Values are those of
    −(√t + 1/√t)·V at √t = at⁻², so that of a split link is the product of its sides'.

    Attributes
    ----------
    prime, at
        Values are modulo the prime, at A = ``at`` with t = A⁻⁴.
    values
        Of all, of the first side and of the second.
    """

    prime: int
    at: int
    values: tuple[int, int, int]


Obstruction = LinkingObstruction | ColouringObstruction | JonesObstruction


def obstruction(
    link: Link,
    first: Iterable[int] | None = None,
    second: Iterable[int] | None = None,
    *,
    picture: Diagram | None = None,
) -> Obstruction | None:
    """Look for a reason why some components cannot be parted from others by a plane.

    Linking numbers come first, then colourings mod the primes from 3 to 47, then the product test
    of the Jones polynomial, if the picture is narrow enough for it to be quick (12 edges cut).

    Parameters
    ----------
    link
        The link.
    first
        The components of one side; those of the first component's class by default.
    second
        The components of the other side; all others by default. Components of neither side are
        erased.
    picture
        The link's diagram, if it is at hand.

    Returns
    -------
    LinkingObstruction or ColouringObstruction or JonesObstruction or None
        None proves nothing.

    Raises
    ------
    InputError
        A side is empty, the sides overlap or name a component that does not exist, or the link's
        polygons meet.

    Examples
    --------
    >>> ring = [(2, 0, 0), (0, 2, 0), (-2, 0, 0), (0, -2, 0)]
    >>> through = [(0, 0, -1), (0, 0, 1), (5, 0, 1), (5, 0, -1)]
    >>> beside = [(9, 0, -1), (9, 0, 1), (5, 9, 1), (5, 9, -1)]
    >>> link = Link.of([ring, through, beside])
    >>> obstruction(link)
    LinkingObstruction(first=0, second=1, number=1)
    >>> obstruction(link, [0, 1]) is None
    True
    """
    one, other = _sides(link, first, second)
    picture = diagram(link) if picture is None else picture
    numbers = linking_matrix(picture)
    for i in sorted(one):
        for j in sorted(other):
            if numbers[i, j]:
                return LinkingObstruction(i, j, int(numbers[i, j]))
    spaces = [Colourings.of(picture, side) for side in (one | other, one, other)]
    for prime in PRIMES:
        whole, left, right = (space.dimension(prime) for space in spaces)
        if whole != left + right:
            return ColouringObstruction(prime, (whole, left, right))
    return jones_obstruction(picture, one, other)


def jones_obstruction(
    picture: Diagram, one: Iterable[int], other: Iterable[int], *, most_open: int = _QUICK
) -> JonesObstruction | None:
    """Test whether the Jones polynomial of two sides is the product that a split link has.

    Parameters
    ----------
    picture
        The diagram.
    one, other
        The components of either side.
    most_open
        How many edges may be cut at a time; of a wider picture nothing is said.

    Returns
    -------
    JonesObstruction or None
        None proves nothing.

    Examples
    --------
    The Whitehead link, whose linking number is 0:

    >>> from unknot.links import named_picture
    >>> jones_obstruction(named_picture("L5a1"), [0], [1])
    JonesObstruction(prime=9973, at=2, values=(5021, 2489, 2489))
    """
    first, second = set(one), set(other)
    sides = [picture.only(side) for side in (first | second, first, second)]
    if any(width(side) > most_open for side in sides):
        return None
    whole, left, right = (jones(side, most_open=most_open) for side in sides)
    if whole == split_product(left, right):
        return None
    # Polynomials that differ do so at nearly every place modulo nearly every prime.
    for prime, at in product(LARGE_PRIMES, range(2, 100)):
        a, b, c = (value_at(found, prime, at) for found in (whole, left, right))
        if a != b * c % prime:
            return JonesObstruction(prime, at, (a, b, c))
    return None


def value_at(polynomial: Laurent, prime: int, at: int) -> int:
    """Return −(√t + 1/√t)·V mod a prime, at √t = at⁻²."""
    root = pow(at, -2, prime)
    circle = -(root + pow(root, -1, prime))
    return circle * sum(c * pow(root, k, prime) for (k,), c in polynomial.terms) % prime


def _sides(
    link: Link, first: Iterable[int] | None, second: Iterable[int] | None
) -> tuple[set[int], set[int]]:
    everyone = set(range(len(link.components)))
    own = {i for i in everyone if link.classes[i] == link.classes[0]}
    one = own if first is None else set(first)
    other = everyone - one if second is None else set(second)
    if not one or not other or one & other or not one | other <= everyone:
        raise InputError(
            f"The sides are the components {sorted(one)} and {sorted(other)}; expected two sets "
            f"without common members, none of them empty, of {len(everyone)} components from 0."
        )
    return one, other
