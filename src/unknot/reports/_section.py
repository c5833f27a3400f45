"""What a read-out gives: columns of the table by layer, a sentence, figures."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from jaxtyping import Int

from unknot.data import Dataset
from unknot.measure import Contraction, Representation, contractions
from unknot.nets import Viewed

Role = Literal["separable", "topology", "tears"]
Tell = Callable[[float], None]  # the share that is done


@dataclass(frozen=True, eq=False)
class Examined:
    """A model and labelled points, with what each layer makes of them.

    Attributes
    ----------
    network
        What is examined.
    data
        The points and their classes, as the model numbers them.
    layers
        The representations: the input first, the scores last where they are known.
    notes
        What a reader should know of how the two were read.
    seed
        Of all random choices.
    kept
        What one read-out leaves for another, by its key.
    """

    network: Viewed
    data: Dataset
    layers: tuple[Representation, ...]
    notes: tuple[str, ...] = ()
    seed: int = 0
    kept: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def labels(self) -> Int[np.ndarray, "n"]:
        """The classes of the points, from 0."""
        return self.data.labels

    @cached_property
    def accuracy(self) -> float | None:
        """The share of points that are right; None if nothing is known of scores."""
        if self.network.head is None:
            return None
        return float(np.mean(self.network.predict(self.data.points) == self.labels))

    @cached_property
    def pairs(self) -> tuple[Contraction, ...]:
        """What becomes of distances between classes, by depth.

        Raises
        ------
        InputError
            There are no two points of different classes at different places.
        """
        return contractions([layer.places for layer in self.layers], self.labels)

    def named(self, depth: int) -> str:
        """Say which layer, in a sentence."""
        layer = self.layers[depth]
        if depth == 0:
            return "the input"
        return "the scores" if layer.name == "scores" else f"layer {depth} ({layer.name})"

    def point(self, index: int) -> str:
        """Say which point, in a sentence."""
        name = self.data.class_names[self.labels[index]]
        return f"point {index + 1} ({'class ' * name.isdigit()}{name})"


@dataclass(frozen=True)
class Cell:
    """A number of the table, how it is shown, and what is said when a pointer rests on it."""

    value: float | str | None
    shown: str
    note: str = ""

    @classmethod
    def of(cls, value: float | None, note: str = "", style: str = "") -> "Cell":
        """Return a number as it is shown; ``style`` is ``"%"`` for shares."""
        return cls(value, number(value, style), note)


@dataclass(frozen=True)
class Column:
    """One number for each layer.

    Attributes
    ----------
    key
        By which JSON and ``--fail-if`` know it.
    label
        What the table calls it.
    estimator, limits
        One sentence each: what it is, and how far to trust it.
    cells
        One a layer, the input first.
    optional
        Whether tables leave it out where it is known at no layer.
    """

    key: str
    label: str
    estimator: str
    limits: str
    cells: tuple[Cell, ...]
    optional: bool = False

    @property
    def shown(self) -> bool:
        """Whether tables have it."""
        return not self.optional or any(cell.value is not None for cell in self.cells)


@dataclass(frozen=True)
class Figure:
    """A picture: HTML, as an SVG that takes its colours from the page, or an image in itself."""

    title: str
    caption: str
    svg: str
    wide: bool = False


@dataclass(frozen=True)
class Section:
    """What one read-out found.

    Attributes
    ----------
    sentence, role
        A plain sentence for the top of the report, and which of the three it is.
    columns, figures
        For the table and the page.
    facts
        More, for JSON.
    """

    columns: tuple[Column, ...] = ()
    sentence: str = ""
    role: Role | None = None
    figures: tuple[Figure, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadOut:
    """A row of the table of read-outs: a name, and what measures it.

    Parameters
    ----------
    key, title
        What it is called in JSON, and while it is measured.
    measure
        Takes what is examined, and is to tell the share that is done. It raises an
        :class:`unknot.errors.UnknotError` where the model does not allow it; the report says why.
    columns
        The keys of the columns that it gives, so that conditions on them can be read beforehand.
    """

    key: str
    title: str
    measure: Callable[[Examined, Tell], Section]
    columns: tuple[str, ...] = ()


def number(value: float | None, style: str = "") -> str:
    """Return a number in three digits.

    Examples
    --------
    >>> number(0.98765, "%"), number(12345.6), number(0.00012), number(None)
    ('98.8 %', '12,346', '1.2e-04', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if style == "%":
        return f"{100 * value:.1f} %"
    size = abs(value)
    if size >= 1e6 or 0 < size < 1e-3:
        return f"{value:.1e}"
    if size >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def column(key: str, label: str, estimator: str, limits: str, cells: Sequence[Cell]) -> Column:
    """Return a column of these cells."""
    return Column(key, label, estimator, limits, tuple(cells))
