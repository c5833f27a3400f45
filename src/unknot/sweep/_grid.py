"""What is swept: a grid of recipes, one for each cell."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from unknot.errors import InputError
from unknot.nets import activation
from unknot.recording import Spec

# What the axes say of a recipe; all else is the same in every cell.
AXES = ("data", "hidden", "activation", "layers", "penalty")
_RANGE = re.compile(r"(\d+)(?:\.\.(\d+))?")
_MOST_CELLS = 100_000


@dataclass(frozen=True)
class Cell:
    """One recipe of a grid, all its seeds included, and what it is called by.

    Attributes
    ----------
    spec
        The recipe.
    key
        Sixteen letters that follow from the recipe alone.
    """

    spec: Spec

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits of the recipe's SHA-256: the same recipe, the same key."""
        content = json.dumps(self.spec.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def plain(self) -> bool:
        """Whether it has a width and a depth: layers of one width, by an activation."""
        return self.spec.layers is None and len(set(self.spec.hidden)) == 1

    def __str__(self) -> str:
        spec = self.spec
        penalty = "" if spec.penalty is None else f", {spec.penalty}"
        if not self.plain:
            layers = " ".join(spec.layers or map(str, spec.hidden))
            return f"{spec.data}: {layers}{penalty}"
        count = f"{len(spec.hidden)} layer{'s' * (len(spec.hidden) > 1)}"
        return f"{spec.data}: {count} of {spec.hidden[0]} {spec.activation[0]}{penalty}"


@dataclass(frozen=True)
class Grid:
    """The recipes of a sweep: every combination of the axes, all else as in ``base``.

    Attributes
    ----------
    base
        The recipe; its ``seeds`` are those of every cell. Of what the axes say (data, hidden
        layers, activation, penalty) nothing is taken from it but the first data set.
    widths, depths
        Units of a hidden layer, and how many layers; every layer of a network has the same width.
    activations
        Of all hidden layers.
    data
        Sources; if there are none, that of ``base``.
    layers
        Further networks, layer by layer, each as one would write it for ``Spec(layers=…)``; they
        have no place in the diagram of widths and depths, but a row in the table.
    penalties
        On steep maps; None is no penalty.

    Raises
    ------
    InputError
        An axis is empty, or holds what a recipe does not take.

    Examples
    --------
    >>> grid = Grid(Spec(data="moons", seeds=8), widths=(1, 2), depths=(1, 2, 3))
    >>> len(grid.cells), grid.cells[-1].spec.hidden
    (6, (2, 2, 2))
    """

    base: Spec
    widths: tuple[int, ...] = ()
    depths: tuple[int, ...] = ()
    activations: tuple[str, ...] = ("tanh",)
    data: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    penalties: tuple[str | None, ...] = (None,)

    def __post_init__(self):
        if bool(self.widths) != bool(self.depths):
            raise InputError(
                "A grid has widths and depths, or neither: give both, e.g. --width 1..3 --depth "
                "1..4."
            )
        if not (self.widths or self.layers):
            raise InputError("There is nothing to sweep: give --width and --depth, or --layers.")
        for name, values in (("activations", self.activations), ("penalties", self.penalties)):
            if not values:
                raise InputError(f"A grid has one of {name} at least, but got none.")
        names = tuple(dict.fromkeys(activation(name).name for name in self.activations))
        object.__setattr__(self, "activations", names)
        object.__setattr__(self, "data", tuple(dict.fromkeys(self.data or (self.base.data,))))
        for axis in ("widths", "depths", "layers", "penalties"):
            object.__setattr__(self, axis, tuple(dict.fromkeys(getattr(self, axis))))
        count = len(self.data) * len(self.penalties)
        count *= len(self.widths) * len(self.depths) * len(self.activations) + len(self.layers)
        if count > _MOST_CELLS:
            raise InputError(f"A grid of {count:,} cells is more than {_MOST_CELLS:,}.")
        _ = self.cells  # for what it raises

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, data set by data set, none twice."""
        return tuple({cell.key: cell for cell in map(Cell, self._specs())}.values())

    @property
    def fixed(self) -> dict[str, Any]:
        """What of the recipe is the same in every cell, as JSON."""
        fields = self.base.model_dump(mode="json")
        return {name: value for name, value in fields.items() if name not in AXES}

    def _specs(self) -> Iterator[Spec]:
        fixed = {name: getattr(self.base, name) for name in self.fixed}
        for data, penalty in product(self.data, self.penalties):
            given = fixed | {"data": data, "penalty": penalty}
            for name, width, depth in product(self.activations, self.widths, self.depths):
                yield Spec.of(**given, hidden=(width,) * depth, activation=name)
            for text in self.layers:
                yield Spec.of(**given, layers=text)


def whole_range(text: str) -> tuple[int, ...]:
    """Read whole numbers and ranges of them, both ends included.

    Raises
    ------
    InputError
        The text is written otherwise, or a range runs backwards.

    Examples
    --------
    >>> whole_range("1..4"), whole_range("1,3,6..8")
    ((1, 2, 3, 4), (1, 3, 6, 7, 8))
    """
    numbers: list[int] = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if last < first or first < 1 or last - first > _MOST_CELLS:
            raise InputError(
                f"{text!r} is no range; expected whole numbers from 1, with commas between, such "
                "as 1..5 or 1,2,4..8."
            )
        numbers += range(first, last + 1)
    return tuple(dict.fromkeys(numbers))
