"""``unknot page``: a recording as one HTML file."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import say
from unknot.cli._recordings import Data, OrderOf, opened


def page(
    recordings: Annotated[
        list[Path],
        typer.Argument(help="Recordings that `unknot fit` wrote; or models (.onnx), with --data."),
    ],
    data: Data = None,
    path: Annotated[Path, typer.Option("--out", help="An .html file.")] = Path("page.html"),
    title: Annotated[
        str | None, typer.Option(help="The page's heading; the data's name if left out.")
    ] = None,
    step: Annotated[
        int | None, typer.Option(help="The training step shown first; the last if left out.")
    ] = None,
    depth: Annotated[
        float, typer.Option(help="After how many layers is shown first; 1.5 is midway.")
    ] = 0.0,
    order: Annotated[
        OrderOf, typer.Option(help="Deform a layer's parts together or in phases.")
    ] = OrderOf.together,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write recordings as one HTML file to watch in any browser, and to hand to anybody.

    The file opens from disk and asks nothing of a network.
    """
    from unknot.viewer import save_page

    state = {"depth": depth, "order": order.value} | ({} if step is None else {"step": step})
    written = save_page([opened(one, data) for one in recordings], path, title=title, state=state)
    say(f"Wrote {written} ({written.stat().st_size / 1000:.0f} kB).")
    if open_:
        webbrowser.open(written.resolve().as_uri())
