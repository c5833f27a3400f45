"""``unknot tour``."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from unknot.cli._output import make_folder, out, print_json, progress_bar, say


def tour(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the page.")] = Path(
        "unknot-tour"
    ),
    quick: Annotated[bool, typer.Option("--quick", help="Fewer seeds, smaller movies.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object as summary.")] = False,
) -> None:
    """Train and draw the essay's experiments, and show them on one page.

    Everything is computed on this machine, in a few minutes. Ctrl-C keeps the finished stops.
    """
    from unknot.train import tune_process

    tune_process()
    make_folder(folder)
    from unknot.tour import FULL, QUICK, STOPS, take

    start, page = time.perf_counter(), (folder / "index.html").resolve()
    at = 0.0  # of the stops, begun ones by their share

    def show(stop, doing: str, share: float) -> None:
        nonlocal at
        at = names.index(stop.name) + share
        bars.update(task, description=stop.title, completed=round(at, 2), note=doing)

    try:
        with progress_bar() as bars:
            task = bars.add_task("", total=len(STOPS), note="")
            names = [stop.name for stop in STOPS]
            visited = take(folder, QUICK if quick else FULL, on_progress=show)
    except KeyboardInterrupt:
        if at >= 1:
            say(f"{int(at)} of {len(STOPS)} stops were finished; they are on {page}.")
        raise
    seconds = time.perf_counter() - start
    if json:
        print_json(
            {
                "page": str(page),
                "seconds": round(seconds, 1),
                "stops": {v.stop.name: v.counts for v in visited},
            }
        )
        return
    across = max(len(v.stop.title) for v in visited)
    for v in visited:
        out.print(f"{v.stop.title:<{across}}  {v}")
    out.print(f"\n{seconds:.0f} seconds. Open [bold]{escape(str(page))}[/] in a browser.")
    say(f"Pictures, movies and recordings are in {folder}.")
