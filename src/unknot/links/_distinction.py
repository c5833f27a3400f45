"""Numbers that tell two links apart, whatever the directions of their polygons."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, product
from typing import Literal

import numpy as np

from unknot.errors import InputError
from unknot.links._diagram import Diagram
from unknot.links._invariants import Colourings, linking_matrix
from unknot.links._jones import jones, width
from unknot.links._laurent import Laurent
from unknot.links._obstruction import LARGE_PRIMES, PRIMES, value_at

_MOST_OPEN = 14  # edges cut at a time
_MOST_CLASSES = 5  # of which all groupings are looked at


@dataclass(frozen=True)
class Distinction:
    """An invariant that two links do not share (THEORY T4.14).

    Attributes
    ----------
    kind
        Which: numbers of polygons; linking numbers up to sign; dimensions of Fox colourings mod
        `prime`; values of the Jones polynomial mod `prime`, with the writhe of each polygon with
        itself only, at √t = `at`⁻².
    classes
        Of which classes, from 0: of two the linking numbers, of others the sub-link.
    values
        Of the first link and of the second; of linking numbers the first ones that differ.
    """

    kind: Literal["polygons", "linking numbers", "colouring numbers", "jones values"]
    classes: tuple[int, ...]
    values: tuple[int, int]
    prime: int | None = None
    at: int | None = None


def distinction(
    first: Diagram, second: Diagram, classes: tuple[Sequence[int], Sequence[int]]
) -> Distinction | None:
    """Look for an invariant that tells two links apart, class by class.

    Parameters
    ----------
    first, second
        Pictures of the links.
    classes
        The class of each component, of the first link and of the second.

    Returns
    -------
    Distinction or None
        None proves nothing: the invariants are the same, or a picture is too wide for one.

    Raises
    ------
    InputError
        There is not one class a component, or the links have other classes.

    Examples
    --------
    >>> from unknot.links import named_picture
    >>> trefoil = named_picture("3_1")
    >>> distinction(trefoil, trefoil.mirrored(), ([0], [0]))
    Distinction(kind='jones values', classes=(0,), values=(8333, 1754), prime=9973, at=2)
    >>> eight = named_picture("4_1")
    >>> distinction(eight, eight.mirrored(), ([0], [0])) is None
    True
    """
    if [len(own) for own in classes] != [first.components, second.components]:
        raise InputError("Expected a class for each component of both links.")
    if set(classes[0]) != set(classes[1]):
        raise InputError(
            f"The classes are {sorted(set(classes[0]))} and {sorted(set(classes[1]))}; expected "
            "the same ones of both links."
        )
    one, other = map(Counter, classes)
    for label in sorted(one):
        if one[label] != other[label]:
            return Distinction("polygons", (label,), (one[label], other[label]))
    pictures = first, second
    return (
        _linking(pictures, classes)
        or _colourings(pictures, classes)
        or _polynomials(pictures, classes)
    )


Pictures = tuple[Diagram, Diagram]
Classes = tuple[Sequence[int], Sequence[int]]


def _linking(pictures: Pictures, classes: Classes) -> Distinction | None:
    matrices = [np.abs(linking_matrix(picture)) for picture in pictures]
    for pair in combinations_with_replacement(sorted(set(classes[0])), 2):
        numbers = [
            sorted(
                int(matrix[i, j])
                for i, j in combinations(range(len(own)), 2)
                if sorted((own[i], own[j])) == list(pair)
            )
            for matrix, own in zip(matrices, classes, strict=True)
        ]
        for a, b in zip(*numbers, strict=True):
            if a != b:
                return Distinction("linking numbers", pair, (a, b))
    return None


def _colourings(pictures: Pictures, classes: Classes) -> Distinction | None:
    for chosen in _groups(classes):
        one, other = (
            Colourings.of(picture, _members(own, chosen))
            for picture, own in zip(pictures, classes, strict=True)
        )
        for prime in PRIMES:
            values = one.dimension(prime), other.dimension(prime)
            if values[0] != values[1]:
                return Distinction("colouring numbers", chosen, values, prime)
    return None


def _polynomials(pictures: Pictures, classes: Classes) -> Distinction | None:
    for chosen in _groups(classes):
        parts = [
            picture.only(_members(own, chosen))
            for picture, own in zip(pictures, classes, strict=True)
        ]
        if any(width(part) > _MOST_OPEN for part in parts):
            continue
        one, other = map(unoriented_jones, parts)
        if one == other:
            continue
        # Polynomials that differ do so at nearly every place modulo nearly every prime.
        for prime, at in product(LARGE_PRIMES, range(2, 100)):
            values = value_at(one, prime, at), value_at(other, prime, at)
            if values[0] != values[1]:
                return Distinction("jones values", chosen, values, prime, at)
    return None


def unoriented_jones(picture: Diagram) -> Laurent:
    """Return t^(−3λ/2)·V, where λ is the sum of all linking numbers, with exponents of √t.

    To turn a component round multiplies V by t^(−3·linking number with the others) (Morton 1986,
    *Math. Proc. Cambridge* 99), and changes λ by twice that: so this does not depend on directions.

    Examples
    --------
    >>> from unknot.links import from_pd
    >>> print(unoriented_jones(from_pd("PD[X[4,2,3,1], X[2,4,1,3]]")))
    -t - t^-1
    """
    total = int(linking_matrix(picture).sum()) // 2
    found = jones(picture, most_open=_MOST_OPEN)
    return Laurent({(k - 3 * total,): c for (k,), c in found.terms}, root=2)


def _groups(classes: Classes) -> Iterator[tuple[int, ...]]:
    """Give sets of classes, small ones first; of many classes only single ones and all."""
    every = sorted(set(classes[0]))
    sizes = range(1, len(every) + 1)
    for size in sizes if len(every) <= _MOST_CLASSES else sorted({1, len(every)}):
        yield from combinations(every, size)


def _members(own: Sequence[int], chosen: tuple[int, ...]) -> list[int]:
    return [k for k, label in enumerate(own) if label in chosen]
