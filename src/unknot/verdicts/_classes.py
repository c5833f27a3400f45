"""The classes that a verdict speaks of: exact closed sets with names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from unknot import checker
from unknot.data import Dataset
from unknot.errors import InputError
from unknot.names import readable_names
from unknot.shapes import Balls, Points, Shape, write
from unknot.verdicts._certificate import Certificate


@dataclass(frozen=True)
class Part:
    """A shape inside a class: the class's index, and indices into nested unions."""

    label: int
    path: tuple[int, ...]
    shape: Shape

    def written(self) -> dict[str, Any]:
        """Write where it is, as certificates do."""
        return {"class": self.label, "path": list(self.path)}


@dataclass(frozen=True)
class Classes:
    """Two or more exact closed sets in one space.

    Attributes
    ----------
    sets
        One a class.
    names
        Their names, as certificates can hold them (:func:`unknot.names.readable_names`).
    sampled
        Whether the sets are a data set's points (or balls about them), as nothing else is known.
    found
        What questions about them share, once it is computed.
    """

    sets: tuple[Shape, ...]
    names: tuple[str, ...]
    sampled: bool = False
    found: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "names", readable_names(self.names))
        spaces = sorted({one.dimension for one in self.sets})
        if len(spaces) > 1:
            raise InputError(f"The classes lie in spaces of dimensions {spaces}; expected one.")
        if len(self.sets) < 2:
            raise InputError("There is one class only, so there is nothing to tell apart.")

    @property
    def dimension(self) -> int:
        """The dimension n of the space."""
        return self.sets[0].dimension

    def __len__(self) -> int:
        return len(self.sets)

    @property
    def finite(self) -> bool:
        """Whether every class is a finite set of points, so that nothing lies between."""
        return all(p.shape.isolated is not None for k in range(len(self)) for p in self.parts(k))

    @property
    def everywhere(self) -> str:
        """Where a network that classifies is right, in words; of samples, that it is they alone."""
        if self.finite:
            return f"on {self.samples}"
        if self.sampled:
            _, radius = cast(tuple[Any, float], self.sets[0].cloud)
            return f"on the whole of the balls of radius {radius:g} about {self.samples}"
        return "on the whole of every class"

    @property
    def samples(self) -> str:
        """The points that finite classes or balls about samples are given by, in words."""
        shapes = [part.shape for k in range(len(self)) for part in self.parts(k)]
        places = [one.cloud[0] if one.cloud is not None else one.isolated for one in shapes]
        return f"the {sum(len(p) for p in places if p is not None):,} sampled points"

    def once(self, key: Any, compute: Callable[[], Any]) -> Any:
        """Return what questions share, computed when it is first asked for."""
        if key not in self.found:
            self.found[key] = compute()
        return self.found[key]

    def speaking(self, found: Certificate) -> Certificate:
        """Return an answer about an architecture whose reason says so if it is of samples alone."""
        if not self.finite:
            return found
        more = {
            "possible": f" This is about {self.samples} alone, not about what lies between.",
            "impossible": f" Already {self.samples} exclude it, whatever lies between.",
        }
        return replace(found, reason=found.reason + more.get(found.verdict, ""))

    def parts(self, label: int) -> Iterator[Part]:
        """List the shapes of a class that are no unions."""
        for path, leaf in self.sets[label].leaves():
            yield Part(label, path, leaf)

    @cached_property
    def exact(self) -> list[list[checker.Set]] | None:
        """The sets of each class's parts as the checker reads them; None if they are not written.

        A checker that does not know a shape proves nothing of it.
        """
        try:
            return [
                list(checker.leaves(checker.read_set(one["set"], "set"))) for one in self.written()
            ]
        except (InputError, checker.Refused):
            return None

    def written(self) -> list[dict[str, Any]]:
        """Write names and sets, as certificates do."""
        return [
            {"name": name, "set": write(one)}
            for name, one in zip(self.names, self.sets, strict=True)
        ]

    def named(self, labels: Sequence[int]) -> str:
        """Name some classes in a sentence."""
        return " and ".join(self.names[label] for label in labels)


def classes_of(data: "Dataset | Sequence[Shape] | Classes", radius: float | None = None) -> Classes:
    """Return the exact sets of a data set's classes.

    Parameters
    ----------
    data
        A data set, or one shape a class.
    radius
        The classes are then the closed balls of this radius about the data set's points, in data
        units; 0 for the points themselves. Without it a data set's own shapes are taken, or its
        points if it has none.

    Raises
    ------
    InputError
        There are fewer than two classes with points, dimensions differ, or the radius is negative.
    """
    if isinstance(data, Classes):
        return data
    if not isinstance(data, Dataset):
        shapes = tuple(data)
        if not all(isinstance(one, Shape) for one in shapes):
            raise InputError("Expected a Dataset, or one shape for each class.")
        return Classes(shapes, tuple(chr(ord("A") + i) for i in range(len(shapes))))
    if radius is None and data.shapes is not None:
        return Classes(data.shapes, data.class_names)
    if radius is not None and not radius >= 0:
        raise InputError(f"The radius is {radius!r}; expected a number >= 0, in data units.")
    empty = [name for name, count in data.counts.items() if not count]
    if empty:
        raise InputError(f"The class {empty[0]!r} has no points; leave it out of the data set.")
    clouds = [
        tuple(map(tuple, dict.fromkeys(map(tuple, data.of_class(label).tolist()))))
        for label in range(len(data.class_names))
    ]
    sets = tuple(Balls(cloud, radius) if radius else Points(cloud) for cloud in clouds)
    return Classes(sets, data.class_names, sampled=True)
