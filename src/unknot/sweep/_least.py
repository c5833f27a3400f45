"""The least width and, at each width, the least depth found: from both sides, with proofs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scipy.spatial import KDTree

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.nets import activation as find_activation
from unknot.verdicts import (
    Bracket,
    Certificate,
    can_classify,
    classes_of,
    enclosing_radius,
    least_width,
)

_MOST_NUMBERS = 100_000  # coordinates, for the radius of a cloud
_SHARE = 0.45  # of the least distance of two classes: closed balls of this radius stay apart


@dataclass(frozen=True)
class Depths:
    """What is known of the depths at one width.

    Attributes
    ----------
    width
        Units of every hidden layer.
    found
        The least depth with weights that are proved right; None if there are none among those that
        were tried.
    certificate
        Of these weights.
    excluded
        Depths that are proved impossible, each with its certificate.
    undecided
        Depths of which nothing is known.
    """

    width: int
    found: int | None
    certificate: Certificate | None
    excluded: tuple[tuple[int, Certificate], ...] = ()
    undecided: tuple[int, ...] = ()

    def __str__(self) -> str:
        units = f"{self.width} unit{'s' * (self.width > 1)}"
        if self.found is None:
            return f"{units}: no depth found"
        exact = ", and no less will do" * (self.found > 1 and not self.undecided)
        return f"{units}: {self.found} layer{'s' * (self.found > 1)}{exact}"


@dataclass(frozen=True)
class Least:
    """What is known of the smallest networks that can classify.

    Attributes
    ----------
    bracket
        Of the least width, at any depth.
    depths
        By width, from the bracket's lower bound upwards.
    radius
        Of the balls about the points that are meant, in data units; None for the classes
        themselves.
    balls
        Where only points are known: the same for balls about them.
    """

    bracket: Bracket
    depths: tuple[Depths, ...]
    radius: float | None = None
    balls: "Least | None" = None

    def __str__(self) -> str:
        return "; ".join([str(self.bracket), *map(str, self.depths)])


def least(
    data: Dataset,
    activation: str = "tanh",
    *,
    depths: Sequence[int] = (1, 2, 3),
    radius: float | None = None,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Least:
    """Bracket the least width that classifies, and look for the least depth at each width.

    From below by the obstructions of the verdicts; from above by explicit weights, by theorems,
    and by networks that are trained and then verified on the whole of every class.

    Parameters
    ----------
    data
        A data set. Where it has no exact shapes, its points are meant, and balls about them
        besides: of the least radius at which they obstruct, if there is one, else of almost half
        the distance of the classes.
    activation
        Of every hidden layer.
    depths
        Which depths to try, at each width from the lower to the upper bound.
    radius
        Ask about balls of this radius about the points, in data units, and of nothing else.
    on_progress
        Called with what is being tried.

    Raises
    ------
    InputError
        The activation is unknown, or there are fewer than two classes.

    Examples
    --------
    >>> from unknot.data import load
    >>> found = least(load("disc-in-ring"), depths=(1,))
    >>> print(found)
    least width 3, on the whole of every class; 3 units: 1 layer
    """
    name = find_activation(activation).name
    bracket = least_width(data, name, radius=radius, on_progress=on_progress)
    if bracket.lower is None:  # two classes have a point in common
        return Least(bracket, (), radius)
    lower = bracket.lower
    last = bracket.upper if bracket.upper is not None else data.dimension + 1
    found = tuple(
        _depths(data, width, name, depths, radius, on_progress) for width in range(lower, last + 1)
    )
    narrower = next((one for one in found if one.found is not None), None)
    if narrower is not None and narrower.width < last:
        bracket = replace(
            bracket,
            upper=narrower.width,
            above=narrower.certificate,
            closes=_still_open(lower, narrower.width),
        )
    balls = None
    if radius is None and data.shapes is None:
        size = _radius(data)
        if size is not None:
            on_progress(f"the same for balls of radius {size:.3g} about the points")
            balls = least(data, name, depths=depths, radius=size, on_progress=on_progress)
    return Least(bracket, tuple(d for d in found if d.width <= last), radius, balls)


def _depths(
    data: Dataset,
    width: int,
    name: str,
    depths: Sequence[int],
    radius: float | None,
    tell: Callable[[str], None],
) -> Depths:
    excluded, undecided = [], []
    for depth in sorted(depths):
        answer = can_classify(
            data,
            (width,) * depth,
            name,
            radius=radius,
            depth="fixed",
            on_progress=lambda what, d=depth: tell(f"{width} units, {d} layers: {what}"),
        )
        if answer.verdict == "possible":
            return Depths(width, depth, answer, tuple(excluded), tuple(undecided))
        if answer.verdict == "impossible":
            excluded.append((depth, answer))
        else:
            undecided.append(depth)
    return Depths(width, None, None, tuple(excluded), tuple(undecided))


def _still_open(lower: int, upper: int) -> str:
    if lower == upper:
        return ""
    widths = ", ".join(map(str, range(lower, upper)))
    return (
        f"For width {widths}: an obstruction that excludes it, or verified weights (try more "
        "depths, or sweep with more seeds)."
    )


def _radius(data: Dataset) -> float | None:
    """Return the least radius at which balls obstruct, else one at which they stay apart."""
    if data.points.size > _MOST_NUMBERS:
        return None
    try:
        known = enclosing_radius(data)
    except UnknotError:  # in other dimensions than 2 to 4
        known = None
    if known is not None:
        return known
    trees = [KDTree(data.of_class(label)) for label in range(len(data.class_names))]
    gaps = [
        float(one.query(other.data)[0].min()) for i, one in enumerate(trees) for other in trees[:i]
    ]
    size = _SHARE * min(gaps, default=0.0)
    return size if size > 0 and len(classes_of(data)) > 1 else None
