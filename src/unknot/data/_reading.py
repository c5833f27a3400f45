"""What was understood of a table: which columns are what, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from unknot.errors import InputError

NO_HEADER = "none"
_SHOWN = 12  # names in a line


@dataclass(frozen=True)
class Reading:
    """How a table was read.

    Parameters
    ----------
    form
        What it is, in words: ``text separated by commas``.
    header
        Where the names of the columns are from: ``line 1``, ``none``.
    label, why
        The column of labels, or several joined by ``+``; and why it is that one.
    features
        The columns that were used (d or fewer), in order.
    left_out
        The columns that were not, each with the reason.
    encoded
        The text columns that became 0/1 columns, each with its values.
    filled
        The columns in which missing values were filled, each with the mean that was put there.
    rows, dropped
        How many rows were used, and how many were left out for lack of a value.
    notes
        What a person should know.

    Examples
    --------
    >>> reading = Reading("text separated by commas", "line 1", "kind", "it is the last column",
    ...                   ("width",), {"id": "asked for"}, rows=60)
    >>> print(*reading.lines(), sep=chr(10))
    text separated by commas; names of columns: line 1
    label: kind (it is the last column)
    features: width
    left out: id (asked for)
    """

    form: str
    header: str
    label: str
    why: str
    features: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    encoded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: Mapping[str, float] = field(default_factory=dict)
    rows: int = 0
    dropped: int = 0
    notes: tuple[str, ...] = ()

    @property
    def has_header(self) -> Literal["yes", "no"]:
        """Whether the table names its columns, as the option ``header`` says it."""
        return "no" if self.header == NO_HEADER else "yes"

    def lines(self) -> list[str]:
        """Say it in a few lines."""
        lines = [
            f"{self.form}; names of columns: {self.header}",
            f"label: {self.label} ({self.why})",
            f"features: {_some(list(self.features))}",
        ]
        if self.left_out:
            reasons = [f"{name} ({why})" for name, why in self.left_out.items()]
            lines.append(f"left out: {_some(reasons)}")
        for name, values in self.encoded.items():
            lines.append(f"{name}: one 0/1 column for each of {_some(list(values))}")
        if self.dropped:
            lines.append(f"rows: {self.rows:,}; {self.dropped:,} left out, which lack a value")
        if self.filled:
            means = [f"{name} ({mean:.6g})" for name, mean in self.filled.items()]
            lines.append(f"missing values filled with the mean: {_some(means)}")
        return lines + [f"note: {note}" for note in self.notes]

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return asdict(self)

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the reading that :meth:`as_json` wrote.

        Raises
        ------
        InputError
            The value is no such object.
        """
        try:
            parts = dict(value)
            for name in ("features", "notes"):
                parts[name] = tuple(parts[name])
            parts["encoded"] = {name: tuple(kinds) for name, kinds in parts["encoded"].items()}
            return cls(**parts)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise InputError(f"This is not how a table was read: {error!r}.") from None


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" … and {more} more" if more > 0 else "")
