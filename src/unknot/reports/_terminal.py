"""The table of a report in a terminal."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group
from rich.markup import escape
from rich.table import Table

from unknot.measure import Representation
from unknot.reports._section import Column

_GAP = 2  # characters between columns


def table_of(
    layers: Sequence[Representation], columns: Sequence[Column], width: int | None
) -> Group:
    """Return the table with a row for each layer, or a column for each if only that fits.

    Where neither fits, it is cut between its columns into tables below each other.
    """
    names = [
        row.name if row.name in ("input", "scores") else f"{row.depth} {row.name}" for row in layers
    ]
    upright = [["layer", *names], ["units", *(f"{row.width:,}" for row in layers)]]
    upright += [[one.label, *(one.cells[row.depth].shown for row in layers)] for one in columns]
    turned = [list(cells) for cells in zip(*upright, strict=True)]
    wordy = {one.label for one in columns if any(isinstance(c.value, str) for c in one.cells)}
    if width is None or _width(upright) <= width:
        return Group(_table(upright, wordy))
    if _width(turned) <= width:
        return Group(_table(turned, wordy))
    first, *rest = (_table(one, wordy) for one in _parts(upright, width))
    return Group(first, *(shown for table in rest for shown in ("", table)))


def _parts(columns: Sequence[list[str]], width: int) -> Iterator[list[list[str]]]:
    """Yield as many columns as fit at a time, each time with the first one in front."""
    first, *rest = columns
    part = [first]
    for one in rest:
        if len(part) > 1 and _width([*part, one]) > width:
            yield part
            part = [first]
        part.append(one)
    yield part


def _table(columns: Sequence[Sequence[str]], wordy: set[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    for title, *_ in columns:
        left = title in ("layer", *wordy)
        table.add_column(escape(title), justify="left" if left else "right")
    for cells in list(zip(*columns, strict=True))[1:]:
        table.add_row(*map(escape, cells))
    return table


def _width(columns: Sequence[Sequence[str]]) -> int:
    """Return how many characters a table of these columns takes."""
    return sum(max(map(cell_len, column)) + _GAP for column in columns) - _GAP
