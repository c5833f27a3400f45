"""The least width with which some depth classifies: a bracket with its proofs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unknot.data import Dataset
from unknot.shapes import Shape
from unknot.verdicts._can import architecture, at_any_depth
from unknot.verdicts._certificate import Certificate, first_found
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._constructions import constructed, trained
from unknot.verdicts._existence import exists
from unknot.verdicts._shared import shared_point


@dataclass(frozen=True)
class Bracket:
    """Bounds of the least largest width w* of a network that classifies, its depth being free.

    Attributes
    ----------
    lower
        No network with narrower layers classifies: proved. None: no network at all does, as two
        classes have a point in common.
    upper
        Some network with layers of so many units does: proved; None if that is not known.
    below, above
        The certificates of ``lower`` (None where it is 1) and of ``upper``.
    closes
        What would close the bracket, in words; empty if it is closed.
    where
        What the networks are right on: ``"on the whole of every class"``, or ``"on the 24 sampled
        points"`` where no more is known of the classes.
    """

    lower: int | None
    upper: int | None
    below: Certificate | None
    above: Certificate | None
    closes: str
    where: str = "on the whole of every class"

    def __str__(self) -> str:
        if self.lower is None:
            return "no width is enough: two classes have a point in common"
        if self.upper == self.lower:
            bounds = f"least width {self.lower}"
        else:
            bounds = f"least width between {self.lower} and {self.upper or 'an unknown number'}"
        return f"{bounds}, {self.where}"


def least_width(
    data: Dataset | Sequence[Shape] | Classes,
    activation: str = "tanh",
    *,
    radius: float | None = None,
    search: bool = False,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Bracket:
    """Bracket the least width of hidden layers of one activation that classify at some depth.

    Parameters
    ----------
    data, radius
        As for :func:`can_classify`.
    activation
        Of every hidden layer.
    search
        Whether to train two layers of each width that is neither excluded nor known to do.
    on_progress
        Called with what is being tried.

    Examples
    --------
    >>> from unknot.shapes import Ball, Shell
    >>> print(least_width([Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)]))
    least width 3, on the whole of every class
    """
    classes = classes_of(data, radius)
    shared = shared_point(classes)
    if shared is not None:
        return Bracket(None, None, classes.speaking(shared), None, "", classes.everywhere)
    below: Certificate | None = None
    lower = 1
    unknown: list[int] = []
    for width in range(1, classes.dimension + 2):
        on_progress(f"width {width}")
        asked = architecture((width,), activation)
        found = at_any_depth(classes, asked)
        if found is not None:
            below, lower = classes.speaking(found), width + 1
            continue
        above = first_found(
            lambda w=width: constructed(classes, (w,), (activation,)),
            lambda w=width: exists(classes, w, activation),
            lambda w=width: (
                trained(classes, (w, w), (activation,) * 2, on_progress=on_progress).certificate
                if search and w > 1
                else None
            ),
        )
        if above is not None:
            above, closes = classes.speaking(above), _missing(unknown, activation)
            return Bracket(lower, width, below, above, closes, classes.everywhere)
        unknown.append(width)
    closes = (
        f"No theorem gives weights of {activation}, and none were found. Are the classes disjoint?"
    )
    return Bracket(lower, None, below, None, closes, classes.everywhere)


def _missing(unknown: Sequence[int], activation: str) -> str:
    if not unknown:
        return ""
    widths = " and ".join(map(str, unknown))
    return (
        f"For width {widths}: an obstruction that excludes it, or verified weights of {activation} "
        "(train deeper networks, and verify them with separates)."
    )
