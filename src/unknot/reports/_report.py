"""A report: findings, and how they are shown in a terminal, a notebook, as JSON and as a page."""

import json
import os
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.markup import escape

from unknot.reports._findings import Findings
from unknot.reports._page import fragment, save
from unknot.reports._terminal import table_of


class Report(Findings):
    """What was found, to be read in a terminal, a notebook or a browser; see :func:`report`."""

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
        del console
        for sentence in self.sentences:
            yield f"• {escape(sentence)}"
        yield self.rich_table(options.max_width)
        for title, why in self.missing.items():
            yield f"[dim]Not measured: {escape(title)}: {escape(why)}[/]"
        for note in self.examined.notes:
            yield f"[dim]{escape(note)}[/]"

    def rich_table(self, width: int | None = None) -> Group:
        """Return the table for a terminal of so many characters.

        It has a row for each layer; where that is too wide, a column for each; where that is too
        wide as well, some of the numbers at a time, below each other.
        """
        return table_of(self.examined.layers, [one for one in self.columns if one.shown], width)

    def __str__(self) -> str:
        return "\n".join(self.sentences)
