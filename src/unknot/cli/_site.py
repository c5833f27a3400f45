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
        bool,
        typer.Option(help="With the documentation: started in a checkout, with MkDocs installed."),
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

    config = _mkdocs()
    with progress_bar() as bars:
        task = bars.add_task("", total=1, note="")

        def show(doing: str, share: float) -> None:
            bars.update(task, description=doing, completed=round(share, 3), note="")

        made = build(
            folder,
            size=QUICK if quick else FULL,
            stops=STOPS if tour else (),
            docs=config if docs else None,
            on_progress=show,
        )
    out.print(f"The first page is [bold]{escape(str(made.index.resolve()))}[/].")
    if docs and config is None:
        say("There is no documentation in it: start this in a checkout of the source for that.")
    say(f"Look at it with: python -m http.server --directory {folder}")


def _mkdocs() -> Path | None:
    """Return how the documentation is built: of the checkout that runs, or that one stands in."""
    for root in (Path(__file__).parents[3], Path.cwd()):
        if (root / "src" / "unknot").is_dir() and (root / "mkdocs.yml").exists():
            return root / "mkdocs.yml"
    return None
