"""What forbids that a plane be brought between the classes of a link."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.errors import InputError
from unknot.links._diagram import Diagram, diagram
from unknot.links._invariants import colourings, linking_number
from unknot.links._link import Link

PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


@dataclass(frozen=True)
class LinkingObstruction:
    """Two components, one of each side, whose linking number is not 0 (THEORY T4.5)."""

    first: int
    second: int
    number: int


@dataclass(frozen=True)
class ColouringObstruction:
    """A prime at which the colourings of all are not those of the sides together (THEORY T4.6).

    ``dimensions`` are those of all, of the first side and of the second.
    """

    prime: int
    dimensions: tuple[int, int, int]


def obstruction(
    link: Link,
    first: Iterable[int] | None = None,
    *,
    picture: Diagram | None = None,
) -> LinkingObstruction | ColouringObstruction | None:
    """Look for a reason why some components cannot be parted from the rest.

    Parameters
    ----------
    link
        The link.
    first
        The components of one side; those of the first component's class by default.
    picture
        Its diagram, if it is at hand.

    Returns
    -------
    LinkingObstruction or ColouringObstruction or None
        None proves nothing.

    Raises
    ------
    InputError
        A side is empty, or the link's polygons meet.
    """
    everyone = set(range(len(link.components)))
    one = (
        {i for i in everyone if link.classes[i] == link.classes[0]} if first is None else set(first)
    )
    other = everyone - one
    if not one or not other or not one <= everyone:
        raise InputError("Each side needs at least one component of the link.")
    picture = picture or diagram(link)
    for i in sorted(one):
        for j in sorted(other):
            number = linking_number(picture, i, j)
            if number:
                return LinkingObstruction(i, j, number)
    for prime in PRIMES:
        whole, left, right = (colourings(picture, prime, side) for side in (everyone, one, other))
        if whole != left + right:
            return ColouringObstruction(prime, (whole, left, right))
    return None
