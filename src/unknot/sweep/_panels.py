"""Rows by what is drawn together: widths and depths of one data set, activation and penalty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unknot.sweep._row import Row


@dataclass(frozen=True)
class Panel:
    """The rows of one data set, activation and penalty, by width and depth.

    Attributes
    ----------
    data, activation, penalty
        What they have in common.
    rows
        By (width, depth): units of a layer, and how many layers.
    """

    data: str
    activation: str
    penalty: str | None
    rows: Mapping[tuple[int, int], Row]

    @property
    def widths(self) -> list[int]:
        """All widths, increasing."""
        return sorted({width for width, _ in self.rows})

    @property
    def depths(self) -> list[int]:
        """All depths, increasing."""
        return sorted({depth for _, depth in self.rows})

    def __str__(self) -> str:
        penalty = "" if self.penalty is None else f" · {self.penalty}"
        return f"{self.data} · {self.activation}{penalty}"


def panels(rows: Iterable[Row]) -> tuple[Panel, ...]:
    """Sort the rows of layers of one width into panels; others, layer by layer, are left out."""
    found: dict[tuple[str, str, str | None], dict[tuple[int, int], Row]] = {}
    for row in rows:
        if row.cell.plain:
            spec = row.spec
            key = spec.data, spec.activation[0], spec.penalty
            found.setdefault(key, {})[spec.hidden[0], len(spec.hidden)] = row
    return tuple(Panel(*key, some) for key, some in sorted(found.items(), key=_order))


def _order(item: tuple[tuple[str, str, str | None], object]) -> tuple[str, str, str]:
    data, activation, penalty = item[0]
    return data, activation, penalty or ""
