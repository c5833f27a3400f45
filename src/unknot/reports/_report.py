"""A report: findings, and how they are shown in a terminal, a notebook, as JSON and as a page."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markup import escape
from rich.table import Table

from unknot.reports._findings import Findings
from unknot.reports._page import fragment, save


class Report(Findings):
    """What was found of a model and labelled points, layer by layer; see :func:`report`.

    Attributes
    ----------
    examined
        The model, the data, and the representations.
    sections
        What each read-out found, by its key.
    missing
        What was not measured, and why.
    interrupted
        Whether it was stopped before the end.
    seconds
        How long each read-out took.
    """

    def json(self) -> str:
        """Return :meth:`as_dict` as text."""
        return json.dumps(self.as_dict(), indent=2, allow_nan=False, ensure_ascii=False)

    def page(self, path: str | os.PathLike[str]) -> Path:
        """Write it as one HTML file that needs nothing else; return where.

        ``.html`` is added if the name has no suffix.
        """
        return save(self, path)

    def _repr_html_(self) -> str:
        return fragment(self)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        for sentence in self.sentences:
            yield f"• {escape(sentence)}"
        yield self.rich_table()
        for title, why in self.missing.items():
            yield f"[dim]Not measured: {escape(title)}: {escape(why)}[/]"
        for note in self.examined.notes:
            yield f"[dim]{escape(note)}[/]"

    def rich_table(self) -> Table:
        """Return the table by layer for a terminal."""
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        table.add_column("layer")
        table.add_column("units", justify="right")
        for one in self.columns:
            words = any(isinstance(cell.value, str) for cell in one.cells)
            table.add_column(one.label, justify="left" if words else "right")
        for row in self.examined.layers:
            name = row.name if row.name in ("input", "scores") else f"{row.depth} {row.name}"
            shown: Sequence[str] = [one.cells[row.depth].shown for one in self.columns]
            table.add_row(escape(name), f"{row.width:,}", *map(escape, shown))
        return table

    def __str__(self) -> str:
        return "\n".join(self.sentences)
