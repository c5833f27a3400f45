"""Shears that follow a plan until a line separates the classes."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from jaxtyping import Float
from scipy.spatial import KDTree

from unknot.errors import InputError
from unknot.nets import Head, Network, Shear
from unknot.shapes import Shape
from unknot.unwind._bends import Bends
from unknot.unwind._fit import fitted
from unknot.unwind._line import widest_gap
from unknot.unwind._twist import Twist

_DENSE = 3000  # points a class in which a plan is sought
_DENSER = 10_000  # … and through which the line at the end is laid
_SPACING = 0.12  # of the clearance: how far points that shears follow are apart, about
_FEWEST = 400
_MOST_POINTS = 4000  # of a class
_GRID = 30  # points across the plane that keep what lies between the classes smooth
_GRID_WEIGHT = 0.4
_TURN = 0.37  # radians from the directions of a stage to those of the next
_SMOOTH = 1e-3
_MOST_STAGES = 1000
_LEAST_STEP = 1e-3
_TOLERANCES = (0.65, 0.5, 0.35)
_THROWS = 20
_ROOM = 0.25  # of the first clearance: how far the classes must be from the line at the end


class Plan(Protocol):
    """An isotopy of the plane, from the time 0 to 1."""

    def at(self, points: Float[np.ndarray, "m 2"], t: float) -> Float[np.ndarray, "m 2"]:
        """Return where points (m, 2) are at the time t."""
        ...


@dataclass(frozen=True)
class Unwound:
    """Shears after which a line separates what was seen of two classes in the plane.

    Attributes
    ----------
    network
        Shears and a line: a homeomorphism of the plane, whatever the numbers.
    plan
        What the shears follow.
    stages
        The time at the end of each stage, and how many shears there are until then.
    seconds
        How long it took.
    """

    network: Network
    plan: Plan
    stages: tuple[tuple[float, int], ...]
    seconds: float

    @property
    def leaky_layers(self) -> int:
        """How many leaky ReLU layers of two units are the same on compact sets (T3.4)."""
        return 2 * sum(len(s.knots) for s in self.network.layers if isinstance(s, Shear))


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

    Each is right on dense samples; nothing is proved of it here. It ends where no plan is found or
    the time is over.

    Parameters
    ----------
    classes
        Two shapes in the plane.
    plan
        Followed instead of a :class:`Twist`, which is looked for.
    directions, knots
        How many shears there are in a stage, and knots in each; None: as the clearance asks for.
    seconds
        When to give up.
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
    start = time.monotonic()
    on_progress("looking for a plan")
    dense = [shape.sample(_DENSE, 0) for shape in classes]
    if plan is None:
        plan = Twist.of(*dense)
    if plan is None:
        return
    clearance = float(np.median(np.concatenate(_apart(dense))))
    if not clearance > 0:
        return
    seen = [_followed(shape, clearance) for shape in classes]
    denser = [_spread(shape, _DENSER, 2, clearance) for shape in classes]
    extent = float(np.ptp(np.concatenate(dense), axis=0).max())
    knots = knots or int(np.clip(np.ceil(1.2 * extent / clearance), 12, 64))
    directions = directions or max(5, round(0.4 * knots))
    for tolerance in _TOLERANCES:
        following = _Following(plan, seen, denser, directions, knots, tolerance, start + seconds)
        network = following.network(on_progress)
        if network is not None:
            yield Unwound(network, plan, tuple(following.stages), time.monotonic() - start)


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


def _apart(classes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return how far each point of two classes is from the other class."""
    first, second = classes
    return [KDTree(second).query(first)[0], KDTree(first).query(second)[0]]


class _Following:
    """Stages of shears, each from where the last ended to where the plan is a while later."""

    def __init__(
        self,
        plan: Plan,
        classes: Sequence[np.ndarray],
        denser: Sequence[np.ndarray],
        directions: int,
        knots: int,
        tolerance: float,
        until: float,
    ):
        self.plan, self.directions, self.knots = plan, directions, knots
        self.denser = denser
        self.tolerance, self.until = tolerance, until
        self.ends = np.cumsum([len(rows) for rows in classes])
        both = np.concatenate(classes)
        centre, reach = 0.5 * (both.min(0) + both.max(0)), 0.55 * np.ptp(both, axis=0).max()
        across = np.linspace(-reach, reach, _GRID)
        square = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
        between = centre + square[np.hypot(*square.T) < reach]
        self.start = np.concatenate([both, between])
        self.room = _ROOM * min(float(d.min()) for d in _apart(classes))
        self.layers: list[Shear] = []
        self.stages: list[tuple[float, int]] = []

    def split(self, points: np.ndarray) -> list[np.ndarray]:
        """Return the two classes' points."""
        return np.split(points[: self.ends[1]], self.ends[:1])

    def network(self, on_progress: Callable[[str], None]) -> Network | None:
        """Follow the plan until a line separates the classes; None if it cannot be followed."""
        points, t, step = self.start, 0.0, 0.1
        while (head := self._line(points)) is None:
            if t == 1 or len(self.stages) >= _MOST_STAGES or time.monotonic() > self.until:
                return None
            on_progress(f"{len(self.layers)} shears, {100 * t:.0f} % of the way")
            step = min(step, 1 - t)
            targets = self.plan.at(self.start, t + step)
            apart = np.concatenate(_apart(self.split(targets)))
            between = len(self.start) - len(apart)
            weights = 1 / np.append(apart, np.full(between, np.median(apart) / _GRID_WEIGHT))
            turn = _TURN * len(self.stages)
            bends = Bends.across(points, self.directions, self.knots, turn)
            found = fitted(bends, points, targets, weights, _SMOOTH)
            worst = float(found.errors[: self.ends[1]].max())
            if worst > self.tolerance:
                step /= min(2.0, max(1.2, worst / self.tolerance))
                if step < _LEAST_STEP:
                    return None
                continue
            self.layers += bends.shears(found.heights)
            points, t = found.images, 1.0 if t + step > 1 - 1e-9 else t + step
            self.stages.append((t, len(self.layers)))
            if worst < 0.7 * self.tolerance:
                step *= 1.3
        return Network(list(self.layers), head)

    def _line(self, points: np.ndarray) -> Head | None:
        """Return a line with room on both sides, if there is one."""
        rough = widest_gap(*self.split(points))
        if rough is None or 1 / np.hypot(*rough[0]) < self.room:
            return None
        layers = Network(list(self.layers))
        found = widest_gap(*(layers.represent(rows) for rows in self.denser))
        return None if found is None else Head(found[0][None], np.array([found[1]]), "logistic")
