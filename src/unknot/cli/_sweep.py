"""``unknot sweep``: does an architecture ever work, and how often? A grid of them, kept."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from unknot.cli._output import make_folder, out, print_json, progress_bar, say
from unknot.cli._recipe import with_recipe
from unknot.errors import InputError

_ALL = "all"


@with_recipe(
    without=("hidden", "activation", "layers", "penalty", "test"),
    instead={"seeds": 256, "snapshots": 100, "steps": 3000},
)
def sweep(
    *,
    data: Annotated[
        list[str],
        typer.Argument(help="Names with parameters (`unknot data list`), or files of your own."),
    ],
    width: Annotated[
        str, typer.Option(help="Units of every hidden layer, e.g. `1..5` or `1,2,4..8`.")
    ] = "1..4",
    depth: Annotated[str, typer.Option(help="How many hidden layers, e.g. `1..6`.")] = "1..4",
    activation: Annotated[
        str, typer.Option(help="One or several with commas between: tanh,relu,leaky-relu:0.2.")
    ] = "tanh",
    layers: Annotated[
        list[str] | None,
        typer.Option(
            help="Further networks, layer by layer, e.g. `field:32*6`; may be given several times. "
            "With --width none, these alone."
        ),
    ] = None,
    penalty: Annotated[
        list[str] | None,
        typer.Option(help="On steep maps, e.g. `contractive:0.1`, or `none`; several times."),
    ] = None,
    recipe: dict[str, Any],
    verify: Annotated[
        str,
        typer.Option(
            help="Of how many successes a cell it is asked whether they are right on the whole "
            "sets; `all`."
        ),
    ] = "8",
    impossible: Annotated[
        bool, typer.Option("--impossible", help="Train cells too that are proved impossible.")
    ] = False,
    processes: Annotated[
        int | None,
        typer.Option(
            help="How many; as many as there are cores, if left out. 0: one cell after the other, "
            "in this very process.",
            min=0,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler to send the cells to: tcp://10.0.0.1:8786."),
    ] = None,
    folder: Annotated[Path, typer.Option("--out", help="Folder for everything written.")] = Path(
        "unknot-sweep"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train many networks of many architectures, and count how often each comes out right.

    Each cell of the grid is an architecture with all its seeds. What is proved impossible is not
    trained. Every finished cell is on disk at once, in `table.jsonl`: after Ctrl-C, or worse, the
    same command goes on where it stopped. `index.html` has the diagrams, and the best networks.
    """
    from unknot.recording import Spec
    from unknot.sweep import Asked, Cluster, Grid, Processes, save_pictures, whole_range
    from unknot.sweep import sweep as do

    plain = width != "none"
    grid = Grid(
        Spec.of(data=data[0], **recipe),
        widths=whole_range(width) if plain else (),
        depths=whole_range(depth) if plain else (),
        activations=tuple(name for name in activation.split(",") if name),
        data=tuple(data),
        layers=tuple(layers or ()),
        penalties=tuple(None if one == "none" else one for one in penalty or ("none",)),
    )
    if cluster is not None and processes is not None:
        raise InputError("--processes are of this machine; leave them out with --cluster.")
    make_folder(folder)
    with progress_bar() as bars:
        task = bars.add_task("cells", total=len(grid.cells), note="")
        found = do(
            grid,
            folder,
            engine=Processes(processes) if cluster is None else Cluster(cluster),
            asked=Asked(_number(verify), impossible),
            on_progress=lambda p: bars.update(task, completed=p.done, note=_note(p)),
            on_note=say,
        )
    pictures = save_pictures(found) if found.rows else ()
    if json:
        print_json(
            {
                "pictures": [str(path) for path in pictures],
                "folder": str(folder),
                "interrupted": found.interrupted,
                "missing": len(found.missing),
                "rows": [row.as_json() for row in found.rows],
            }
        )
    else:
        _print(found)
        if pictures:
            say(f"Open {pictures[0]} in a browser.")


def _number(text: str) -> int | None:
    if text == _ALL:
        return None
    if not text.isdecimal():
        raise InputError(f"--verify is {text!r}; expected a whole number, or all.")
    return int(text)


def _note(progress: Any) -> str:
    row = progress.last
    if row is None:
        return f"{progress.done} were done before" if progress.done else ""
    if row.counted is None:
        return f"{row.cell}: impossible ({row.proof.theorem})"
    return f"{row.cell}: {row.counted.solved} of {row.counted.seeds} all right"


def _print(found: Any) -> None:
    """Print a small table for each panel, and a line for each network that has no place in one."""
    from unknot.sweep import panels

    for panel in panels(found.rows):
        out.print(f"[bold]{escape(str(panel))}[/]")
        table = Table(box=None, padding=(0, 2, 0, 0))
        table.add_column("units", justify="right")
        for depth in panel.depths:
            table.add_column(f"{depth} layer{'s' * (depth > 1)}", justify="right")
        for width in panel.widths:
            shown = (panel.rows.get((width, depth)) for depth in panel.depths)
            table.add_row(str(width), *(_share(row) for row in shown))
        out.print(table)
    for row in found.rows:
        if not row.cell.plain:
            out.print(escape(f"{row.cell}: {_share(row)}"))
    tried = sum(row.counted.tried for row in found.rows if row.counted is not None)
    verified = sum(row.counted.verified for row in found.rows if row.counted is not None)
    out.print(
        "Shares of the seeds with every training point right; ✕ is proved impossible. Of these "
        f"networks {tried:,} were asked whether they are right everywhere: {verified:,} are, with "
        "proof."
    )
    if found.interrupted:
        out.print(
            f"Interrupted: {len(found.missing)} cells are missing. The same command goes on here."
        )
    say(f"Everything is in {found.folder}.")


def _share(row: Any) -> str:
    from unknot.draw import percent

    if row is None:
        return ""
    proved = "" if row.proof is None else "✕"
    if row.counted is None:
        return proved
    return percent(row.counted.rate) + (f" {proved}" if proved else "")
