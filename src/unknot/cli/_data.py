"""``unknot data``: list, show and save data sets."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from unknot.cli._output import out, print_json, say
from unknot.cli._table import (
    Drop,
    Encode,
    Features,
    Label,
    Missing,
    scales_advice,
    with_table_options,
)

data = typer.Typer(no_args_is_help=True, help="List, look at and save data sets.")

Source = Annotated[
    str, typer.Argument(help="A name with parameters, e.g. `spirals:turns=2`, or a file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


@data.command("list")
def list_(json: Json = False) -> None:
    """List the data sets that have names, with their parameters and defaults."""
    from unknot.data import catalogue

    entries = catalogue()
    if json:
        print_json(
            {
                entry.name: {
                    "summary": entry.summary,
                    "parameters": {
                        p.name: {"default": p.default, "range": p.range, "is": p.description}
                        for p in entry.parameters
                    },
                }
                for entry in entries
            }
        )
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("name", "what it is", "parameters and defaults"):
        table.add_column(heading, no_wrap=heading == "name")
    for entry in entries:
        defaults = (f"{p.name}={p.default}" for p in entry.parameters if p.default != "")
        table.add_row(f"[bold]{entry.name}", entry.summary, " ".join(defaults))
    out.print(table)
    out.print(
        "\nWrite parameters after a colon: [bold]spirals:turns=2,noise=0.02[/]. "
        "Files: .csv .tsv .xlsx .npz .parquet and others, e.g. "
        "[bold]table.csv:label=species,drop=id[/]; `unknot data show FILE` says how one is read."
    )


@data.command()
def show(
    source: Source,
    label: Label = None,
    features: Features = None,
    drop: Drop = None,
    encode: Encode = None,
    missing: Missing = None,
    json: Json = False,
) -> None:
    """Say what a data set holds: points, classes, features, ranges; how a table was read."""
    from unknot.data import load

    data = load(
        with_table_options(
            source, label=label, features=features, drop=drop, encode=encode, missing=missing
        )
    )
    about: dict[str, Any] = {
        "name": data.name,
        "source": data.source,
        "points": len(data),
        "dimension": data.dimension,
        "classes": data.counts,
        "features": {
            name: {"min": float(low), "max": float(high)}
            for name, low, high in zip(
                data.feature_names, data.points.min(0), data.points.max(0), strict=True
            )
        },
        "conflicts": len(data.conflicts()),
        "unlike_scales": data.unlike_scales(),
        "reading": None if data.reading is None else data.reading.as_json(),
    }
    if json:
        print_json(about)
        return
    out.print(f"[bold]{escape(data.name)}[/]: {len(data):,} points in R^{data.dimension}")
    out.print(escape("classes: " + ", ".join(f"{name} ({n:,})" for name, n in data.counts.items())))
    for name, reach in list(about["features"].items())[:10]:
        out.print(f"  {escape(name)}: {reach['min']:.4g} to {reach['max']:.4g}")
    if data.dimension > 10:
        out.print(f"  … and {data.dimension - 10} more features")
    if data.reading is not None:
        for line in data.reading.lines():
            out.print(escape(line))
    if about["unlike_scales"]:
        out.print(escape(scales_advice(data)))
    if about["conflicts"]:
        out.print(
            f"{about['conflicts']} points lie exactly where a point of another class lies: "
            "no classifier can be right about both."
        )


@data.command()
def save(
    source: Source,
    path: Annotated[Path, typer.Argument(help="Where to: a .csv or .npz file.")],
) -> None:
    """Write a data set to a file that other programs read."""
    from unknot.data import load

    load(source).save(path)
    say(f"Wrote {path}.")
