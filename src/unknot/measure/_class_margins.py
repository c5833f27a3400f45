"""How far points are from other classes, beside how near they are to their own."""

import numpy as np
from jaxtyping import Float, Int

from unknot.measure._separability import chosen_of
from unknot.measure._values import Quantiles
from unknot.neighbours import k_nearest


def class_margins(
    places: Float[np.ndarray, "n width"],
    labels: Int[np.ndarray, "n"],
    *,
    most: int = 4000,
    seed: int = 0,
) -> tuple[Quantiles | None, ...]:
    """Estimate, for each class, (d₋ − d₊)/(d₋ + d₊) of its points, in [−1, 1].

    d₊ and d₋ are the distances to the nearest other point of the same class and of another one.
    It has no units, so layers can be compared; 0 means as near to another class as to one's own.
    Fewer samples make d₊ and d₋ larger, not this quotient of theirs by much.

    Parameters
    ----------
    places, labels
        A representation, and classes from 0.
    most, seed
        Points, chosen at random (by class) if there are more.

    Returns
    -------
    tuple
        One a class, None for one of fewer than two points or if there is no other class.

    References
    ----------
    K. Crammer, R. Gilad-Bachrach, A. Navot, N. Tishby, "Margin analysis of the LVQ algorithm",
    2002: the hypothesis margin, here made free of units.

    Examples
    --------
    >>> import numpy as np
    >>> found = class_margins(np.array([[0.0], [1.0], [5.0], [6.0]]), np.array([0, 0, 1, 1]))
    >>> round(found[0].least, 3), round(found[0].most, 3)
    (0.6, 0.667)
    """
    classes = int(labels.max()) + 1
    chosen = chosen_of(labels, most, seed)
    places, labels = np.asarray(places)[chosen], np.asarray(labels)[chosen]
    own, other = np.zeros(len(labels)), np.zeros(len(labels))
    for kind in range(classes):
        some, rest = labels == kind, labels != kind
        if some.sum() > 1 and rest.any():
            own[some] = k_nearest(places[some], places[some], 1, exclude_self=True)[0][:, 0]
            other[some] = k_nearest(places[some], places[rest], 1)[0][:, 0]
    whole = own + other
    values = np.divide(other - own, whole, out=np.zeros_like(whole), where=whole > 0)
    found = []
    for kind in range(classes):
        some = values[labels == kind]
        there = len(some) > 1 and len(some) < len(labels)
        found.append(Quantiles.of(some) if there else None)
    return tuple(found)
