"""The table of a report in a terminal."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table

from unknot.measure import Representation
from unknot.reports._section import Column

_GAP = 2  # characters between columns


def table_of(
    layers: Sequence[Representation], columns: Sequence[Column], width: int | None
) -> Table:
    """Return the table with a row for each layer, or a column for each if only that may fit."""
    names = [
        row.name if row.name in ("input", "scores") else f"{row.depth} {row.name}" for row in layers
    ]
    head = ["layer", *names]
    lines = [head, ["units", *(f"{row.width:,}" for row in layers)]]
    lines += [[one.label, *(one.cells[row.depth].shown for row in layers)] for one in columns]
    upright = list(zip(*lines, strict=True))
    turned = width is not None and _widths(upright) > width and _widths(lines) < _widths(upright)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    first, *rest = lines if turned else upright
    wordy = {one.label for one in columns if any(isinstance(c.value, str) for c in one.cells)}
    for title in first:
        left = title in ("layer", *wordy)
        table.add_column(escape(title), justify="left" if left else "right")
    for cells in rest:
        table.add_row(*map(escape, cells))
    return table


def _widths(rows: Sequence[Sequence[str]]) -> int:
    """Return how many characters a table of these rows takes."""
    return sum(max(map(cell_len, column)) + _GAP for column in zip(*rows, strict=True))
