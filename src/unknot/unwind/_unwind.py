"""Shears that follow a plan until a line separates the classes."""

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from scipy.spatial import KDTree

from unknot.errors import InputError
from unknot.shapes import Shape
from unknot.unwind._carried import carried
from unknot.unwind._stages import Manner, Stages, apart, unwound
from unknot.unwind._strands import Strands
from unknot.unwind._twist import Twist
from unknot.unwind._unwound import Plan, Unwound

_DENSE = 3000  # points a class in which a plan is sought
_DENSER = 10_000  # … and through which the line at the end is laid
_SPACING = 0.12  # of the clearance: how far points that shears follow are apart, about
_FEWEST = 400
_MOST_POINTS = 4000  # of a class
_ALONG_PLANS = (Manner(0.65), Manner(0.3), Manner(0.2))
_ALONG_FLOWS = (
    Manner(0.65, 1.2, 0.25, 0.2),
    Manner(0.5, 1.4, 0.25, 0.5),
    Manner(0.3, 1.4, 0.25, 0.5),
)
_CLOSE = 0.25  # quantile of the distances between classes that strands are sampled by
_MOST_OF_RIM = 800
_TOUCHING = 1e-3  # of the clearance: nearer classes are not carried
_THROWS = 20


def unwind(
    classes: Sequence[Shape],
    plan: Plan | None = None,
    *,
    directions: int | None = None,
    knots: int | None = None,
    seconds: float = 120.0,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Unwound]:
    """Find shears that unwind two sets in the plane: few coarse ones first, then finer ones.

    They follow a plan: where there is no twist, what a viscous flow does that carries curves, cores
    of tubes and borders of polygons, which push each other away. Each answer is right on
    dense samples; nothing is proved of it here. It ends where there is no way on or the time is
    over.

    Parameters
    ----------
    classes
        Two shapes in the plane.
    plan
        Followed instead of a :class:`Twist`, which is looked for first.
    directions, knots
        How many shears there are in a stage of a plan, and knots in each; None: as the clearance
        asks for.
    seconds
        Of the processor, in this thread: when to give up.
    on_progress
        Called with what is being done.

    Raises
    ------
    InputError
        There are not two classes, or they do not lie in the plane.

    References
    ----------
    THEORY T3.4, T4.8.

    Examples
    --------
    >>> from unknot.data import load
    >>> data = load("spirals:turns=1,points=200")
    >>> found = next(unwind(data.shapes))
    >>> bool((found.network.predict(data.points) == data.labels).all())
    True
    """
    if len(classes) != 2 or any(shape.dimension != 2 for shape in classes):
        found = ", ".join(str(shape.dimension) for shape in classes)
        raise InputError(
            f"There are {len(classes)} classes, of dimension {found}; expected two in the plane."
        )
    on_progress("looking for a plan")
    spent = _Spent()
    classes = [shape.outline for shape in classes]  # that is enough for homeomorphisms
    dense = [shape.sample(_DENSE, 0) for shape in classes]
    twist = Twist.of(*dense) if plan is None else plan
    clearances = np.concatenate(apart(dense))
    clearance = float(np.median(clearances))
    if not clearance > 0:
        return
    denser = [_spread(shape, _DENSER, 2, clearance) for shape in classes]
    if twist is None:
        tries = _along_flows(
            classes, clearance, denser, lambda: spent.seconds > seconds, on_progress
        )
    else:
        seen = [_followed(shape, clearance) for shape in classes]
        tries = (
            Stages(twist, seen, denser, manner, directions=directions, knots=knots)
            for manner in _ALONG_PLANS
        )
    for stages in tries:
        for found in unwound(stages, seconds, lambda: spent.seconds, on_progress):
            spent.pause()
            yield found
            spent.resume()


class _Spent:
    """Seconds of the processor that threads gave to a search, one after the other."""

    def __init__(self):
        self._before = 0.0
        self.resume()

    @property
    def seconds(self) -> float:
        return self._before + time.thread_time() - self._start

    def pause(self) -> None:
        self._before = self.seconds

    def resume(self) -> None:
        self._start = time.thread_time()


def _along_flows(
    classes: Sequence[Shape],
    clearance: float,
    denser: Sequence[np.ndarray],
    is_over: Callable[[], bool],
    on_progress: Callable[[str], None],
) -> Iterator[Stages]:
    distances = np.concatenate(apart(denser))
    if distances.min() < _TOUCHING * clearance:
        return
    strands = Strands.of(classes, float(np.quantile(distances, _CLOSE)))
    if strands is None:
        return
    rims = [_rim(shape, clearance) for shape in classes]
    seen = [np.concatenate(both) for both in zip(strands.points, rims, strict=True)]
    for plan in carried(strands, is_over, on_progress):
        for manner in _ALONG_FLOWS:
            yield Stages(plan, seen, denser, manner)


def _rim(shape: Shape, clearance: float) -> np.ndarray:
    """Sample a solid's border where its strand does not go along that."""
    if shape.intrinsic_dimension < 2:
        return np.zeros((0, 2))
    rows = _followed(shape, clearance)
    return rows[:: len(rows) // _MOST_OF_RIM + 1]


def _followed(shape: Shape, clearance: float) -> np.ndarray:
    """Sample a class, or a solid's border, as densely as its clearance asks for, and evenly."""
    wanted = _SPACING * clearance
    if shape.intrinsic_dimension == 2:
        rim = _spread(shape, _DENSER, 1, clearance)
        _, one_a_cell = np.unique(np.floor(rim / wanted), axis=0, return_index=True)
        return rim[one_a_cell[:: len(one_a_cell) // _MOST_POINTS + 1]]
    even = shape.spread(_DENSE, 0)
    spacing = float(np.median(KDTree(even).query(even, k=2)[0][:, 1]))
    return shape.spread(int(np.clip(_DENSE * spacing / wanted, _FEWEST, _MOST_POINTS)), 1)


def _spread(shape: Shape, count: int, seed: int, clearance: float) -> np.ndarray:
    """Sample a class, but of a solid its border: that is all that homeomorphisms need to part."""
    if shape.intrinsic_dimension < 2:
        return shape.sample(count, seed)
    rng, rim = np.random.default_rng(seed), np.zeros((0, 2))
    for _ in range(_THROWS):
        near = shape.sample(count, rng) + 0.5 * clearance * rng.normal(size=(count, 2))
        rim = np.concatenate([rim, shape.nearest(near[~shape.contains(near)])])
        if len(rim) >= count:
            break
    return rim[:count] if len(rim) else shape.sample(count, seed)
