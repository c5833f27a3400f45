"""Links taken apart by plain layers of three units: shears of space (THEORY T3.4, T7.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np

from unknot.errors import InputError
from unknot.links import Link
from unknot.nets import Head, Network, Shear
from unknot.untangle import not_split
from unknot.unwind import leaky_layers, untie
from unknot.verdicts._parted import parted
from unknot.verdicts._taken_apart import TakenApart


@dataclass(frozen=True)
class Sheared(TakenApart):
    """What is known of a link; the network, where it is proved, is shears and a plane."""

    @property
    def leaky_layers(self) -> int:
        """How many leaky ReLU layers of three units the shears are on the polygons (T3.4)."""
        return 0 if self.network is None else leaky_layers(self.network)

    def scaled(self, unit: float) -> Network:
        """Return the network of coordinates in which the link's are ``unit`` long.

        Raises
        ------
        InputError
            There is none.
        """
        head = None if self.network is None else self.network.head
        if self.network is None or not isinstance(head, Head):
            raise InputError("There are no shears: the link was not taken apart.")
        shears = [
            Shear(layer.normal, layer.push, layer.knots / unit, layer.slopes)
            for layer in self.network.layers
            if isinstance(layer, Shear)
        ]
        return Network(shears, Head(head.weight * unit, head.bias, head.kind))


def sheared(
    link: Link,
    *,
    seconds: float = 120,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Sheared:
    """Take the two classes of a link apart by shears of space, and prove it.

    What winds round the other polygon is turned back, or polygons that push each other away and
    get shorter drift apart; shears go along. Every shear is an isotopy of space and a number of
    leaky ReLU layers of three units, so that a network of them that is right on the whole of all
    polygons takes the classes apart (T7.2).

    Parameters
    ----------
    link
        Disjoint closed polygons with integer corners, of two classes; of more it is only asked
        what obstructs.
    seconds
        Of the processor, for the search.
    on_progress
        Is told what is being done.

    Returns
    -------
    Sheared
        What the checker has accepted, or ``"undecided"``.

    Raises
    ------
    InputError
        The polygons meet, there is one class, or the time is no positive number.

    Examples
    --------
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> found = sheared(Link.of([ring, [(0, 0, 2), (0, 1, 1), (5, 0, 1), (5, 0, 2)]]))
    >>> found.verdict, found.theorem
    ('split', 'T7.1, T7.2, T3.1–T3.4')
    """
    if not seconds > 0:
        raise InputError(f"The time is {seconds} seconds; expected a positive number.")
    names = sorted(set(link.classes))
    if len(names) < 2:
        raise InputError("Shears take classes apart; this link has one class.")
    start = monotonic()
    on_progress("looking for obstructions")
    obstructed = not_split(link)
    if obstructed is not None:
        took = monotonic() - start
        return Sheared("not split", obstructed.reason, took, obstructed.content)
    if len(names) > 2:
        reason = (
            "Nothing that obstructs was found, and shears are looked for where there are two "
            f"classes; this link has {len(names)}."
        )
        return Sheared("undecided", reason, monotonic() - start)
    classes = [
        [
            np.array(polygon, float)
            for polygon, own in zip(link.components, link.classes, strict=True)
            if own == name
        ]
        for name in names
    ]
    why = "no shears were found that take the polygons apart"
    for found in untie(classes, seconds=seconds, on_progress=on_progress):
        on_progress(f"bounding whole polygons under {len(found.network.layers)} shears")
        proof = parted(found.network, link)
        if proof.verdict == "split":
            reason = proof.reason
            if found.leaky_layers:
                reason += (
                    f" They are shears, {found.leaky_layers:,} layers of three units of leaky ReLU "
                    "(T3.4)."
                )
            took = monotonic() - start
            return Sheared("split", reason, took, proof.content, found.network)
        why = f"{len(found.network.layers)} shears are right on samples only"
    reason = f"Nothing that obstructs was found, and {why} in {seconds:g} s of the processor."
    return Sheared("undecided", reason, monotonic() - start)
