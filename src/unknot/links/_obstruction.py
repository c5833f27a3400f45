"""What forbids that a plane be brought between the classes of a link."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.errors import InputError
from unknot.links._diagram import Diagram, diagram
from unknot.links._invariants import Colourings, linking_matrix
from unknot.links._link import Link

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


def obstruction(
    link: Link,
    first: Iterable[int] | None = None,
    second: Iterable[int] | None = None,
    *,
    picture: Diagram | None = None,
) -> LinkingObstruction | ColouringObstruction | None:
    """Look for a reason why some components cannot be parted from others by a plane.

    Linking numbers come first, then colourings mod the primes from 3 to 47.

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
    LinkingObstruction or ColouringObstruction or None
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
    return None


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
