"""What a person changed in a training by hand: at which step, and what."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.recording._spec import Spec

# Fields that may change while a network trains: they change neither its structure nor where it
# began.
CHANGEABLE = ("learning_rate", "momentum", "weight_decay", "penalty", "batch", "optimiser")

_NUMBERS = {"weight": 3, "add": None, "move": None, "erase": 1}
_EXAMPLE = "(120, 'weight', 0, 7, 0.5)"


@dataclass(frozen=True)
class Edit:
    """One change by hand, made when ``step`` gradient steps were done.

    Parameters
    ----------
    step
        The gradient steps done before it.
    kind, values
        ``weight``: index of the seed, of the parameter in the flat vector, and its new value;
        ``add``: label and coordinates of a training point; ``move``: its index and new
        coordinates; ``erase``: its index; or one of `CHANGEABLE`, the fields of a recipe: value
        before and after. Coordinates are as the network sees them.

    Raises
    ------
    InputError
        There is no such kind, or its values do not fit it.

    Examples
    --------
    >>> Edit(120, "learning_rate", (0.01, 0.1)).text
    'at step 120 learning_rate became 0.1'
    """

    step: int
    kind: str
    values: tuple[Any, ...]

    def __post_init__(self):
        sound = isinstance(self.step, int) and not isinstance(self.step, bool) and self.step >= 0
        if self.kind in CHANGEABLE:
            sound &= len(self.values) == 2
        else:
            count = _NUMBERS.get(self.kind, 0)
            sound &= self.kind in _NUMBERS and len(self.values) >= (count or 2)
            sound &= count is None or len(self.values) == count
            sound &= all(_is_number(value) for value in self.values)
        if not sound:
            raise InputError(
                f"{(self.step, self.kind, *self.values)!r:.100} is no edit; expected a step, what "
                f"is changed, and how, for example {_EXAMPLE}."
            )

    @classmethod
    def of(cls, parts: Iterable[Any]) -> Self:
        """Read what :attr:`parts` gives."""
        parts = tuple(parts)
        if len(parts) < 2 or not isinstance(parts[1], str):
            raise InputError(f"{parts!r:.100} is no edit; expected for example {_EXAMPLE}.")
        return cls(parts[0], parts[1], tuple(parts[2:]))

    @property
    def parts(self) -> list[Any]:
        """Step, kind and values in one list, as JSON holds it."""
        return [self.step, self.kind, *self.values]

    @property
    def of_data(self) -> bool:
        """Whether it changes the training points."""
        return self.kind in ("add", "move", "erase")

    def alone(self, seed: int) -> tuple[Self, ...]:
        """Return the edit as it is where only the seed with this index is trained, if it is any.

        Examples
        --------
        >>> edit = Edit(120, "weight", (2, 7, 0.5))
        >>> edit.alone(1), edit.alone(2)[0].values
        ((), (0, 7, 0.5))
        """
        if self.kind != "weight":
            return (self,)
        return (replace(self, values=(0, *self.values[1:])),) * (self.values[0] == seed)

    @property
    def text(self) -> str:
        """The edit in words."""
        at = f"at step {self.step:,}"
        if self.kind in CHANGEABLE:
            return f"{at} {self.kind} became {self.values[1]}"
        if self.kind == "weight":
            return f"{at} parameter {self.values[1]} was set to {self.values[2]:.6g}"
        said = {"add": "a point was added", "move": "a point was moved"}
        return f"{at} {said.get(self.kind, 'a point was erased')}"


def folded(edits: tuple[Edit, ...], new: Edit) -> tuple[Edit, ...]:
    """Return edits with one more, which stands for an earlier one if that left nothing behind.

    Examples
    --------
    >>> rates = (Edit(7, "learning_rate", (0.01, 0.1)),)
    >>> [edit.values for edit in folded(rates, Edit(7, "learning_rate", (0.1, 0.2)))]
    [(0.01, 0.2)]
    """
    # Another optimiser begins without memory, and other batches a new order: both leave something.
    scalar = new.kind in ("learning_rate", "weight_decay", "momentum", "penalty")
    if new.kind == "move":  # of the same point only if no point came or went in between
        older = [edit for edit in edits if edit.of_data][-1:]
        older = [edit for edit in older if edit.values[0] == new.values[0]]
    else:
        same = slice(0, 2) if new.kind == "weight" else slice(0, 0)
        older = [edit for edit in edits if edit.values[same] == new.values[same]]
        older = older if scalar or new.kind == "weight" else []
    older = [edit for edit in older if (edit.step, edit.kind) == (new.step, new.kind)]
    if older and scalar:
        new = Edit(new.step, new.kind, (older[0].values[0], new.values[1]))
    return (*(edit for edit in edits if edit not in older), new)


def edited(data: Dataset, edits: Iterable[Edit]) -> Dataset:
    """Return data with training points added, moved and erased, in this order.

    Exact shapes are lost: nothing is known of sets that a person draws point by point.

    Raises
    ------
    InputError
        There is no such point or class, or no point would be left.
    """
    points, labels = list(data.points), list(data.labels)
    for edit in edits:
        first, *at = edit.values
        whole = isinstance(first, int) and first >= 0
        most = len(data.class_names) if edit.kind == "add" else len(points)
        if not whole or first >= most:
            what = "class" if edit.kind == "add" else "point"
            raise InputError(f"There is no {what} number {first!r}: there are {most}, from 0.")
        if edit.kind != "erase" and len(at) != data.dimension:
            raise InputError(f"A point has {data.dimension} coordinates, but got {len(at)}.")
        if edit.kind == "add":
            points.append(np.array(at, np.float64))
            labels.append(first)
        elif edit.kind == "move":
            points[first] = np.array(at, np.float64)
        else:
            del points[first], labels[first]
    if not points:
        raise InputError("No point would be left to train on.")
    return replace(data, points=np.array(points), labels=np.array(labels), shapes=None)


def before(spec: Spec, edits: Iterable[Edit]) -> Spec:
    """Return the recipe as it was before its fields were changed.

    Examples
    --------
    >>> change = Edit(120, "learning_rate", (0.01, 0.1))
    >>> before(Spec(data="moons", learning_rate=0.1), [change]).learning_rate
    0.01
    """
    fields = {}
    for edit in edits:
        if edit.kind in CHANGEABLE:
            fields.setdefault(edit.kind, edit.values[0])
    return Spec.of(**(spec.model_dump() | fields)) if fields else spec


def edits_word(edits: Iterable[Edit]) -> str:
    """Return edits as a link writes them.

    Examples
    --------
    >>> edits_word([Edit(7, "weight", (0, 3, 0.5)), Edit(9, "batch", (None, 8))])
    '7~weight~0~3~0.5;9~batch~none~8'
    """
    return ";".join(
        "~".join("none" if part is None else str(part) for part in edit.parts) for edit in edits
    )


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) < 1e9
