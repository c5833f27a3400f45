"""The ways to group classes into two sides, A and B."""

from collections.abc import Iterator
from itertools import combinations

Sides = tuple[tuple[int, ...], tuple[int, ...]]

_ALL_GROUPINGS = 6  # classes


def pairs(classes: int) -> Iterator[Sides]:
    """List the ordered pairs of single classes."""
    for i in range(classes):
        for j in range(classes):
            if i != j:
                yield (i,), (j,)


def groupings(classes: int) -> Iterator[Sides]:
    """List ordered groupings (T4.10): pairs first, then larger sides.

    With more than six classes only one class against all others.
    """
    yield from pairs(classes)
    if classes == 2:
        return
    everyone = range(classes)
    seen = set(pairs(classes))
    sizes = range(1, classes) if classes <= _ALL_GROUPINGS else (1, classes - 1)
    for size in sizes:
        for side in combinations(everyone, size):
            sides = side, tuple(i for i in everyone if i not in side)
            if sides not in seen:
                yield sides
