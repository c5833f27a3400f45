"""``unknot site``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from unknot.cli._output import make_folder, out, progress_bar, say


def site(
    folder: Annotated[Path, typer.Option("--out", help="Folder for the site.")] = Path(
        "unknot-site"
    ),
    quick: Annotated[bool, typer.Option("--quick", help="Fewer seeds, smaller movies.")] = False,
    tour: Annotated[bool, typer.Option(help="With the tour, which takes longest.")] = True,
    docs: Annotated[
        bool, typer.Option(help="With the documentation, in a checkout with MkDocs installed.")
    ] = True,
) -> None:
    """Write a folder that any web host serves: tour, documentation, networks to train.

    Browsers train the networks themselves; nothing runs on the server. Look at it with
    python -m http.server --directory unknot-site.
    """
    from unknot.train import tune_process

    tune_process()
    make_folder(folder)
    from unknot.site import build
    from unknot.tour import FULL, QUICK, STOPS

    config = Path(__file__).parents[3] / "mkdocs.yml"
    with progress_bar() as bars:
        task = bars.add_task("", total=1, note="")

        def show(doing: str, share: float) -> None:
            bars.update(task, description=doing, completed=round(share, 3), note="")

        made = build(
            folder,
            size=QUICK if quick else FULL,
            stops=STOPS if tour else (),
            docs=config if docs and config.exists() else None,
            on_progress=show,
        )
    out.print(f"The first page is [bold]{escape(str(made.index.resolve()))}[/].")
    if docs and not config.exists():
        say("There is no documentation in it: this is no checkout of the source.")
    say(f"Look at it with: python -m http.server --directory {folder}")
