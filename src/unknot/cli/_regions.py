"""``unknot regions``: components and holes of where a network decides for each class."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from unknot.cli._output import out, print_json, progress_bar, say
from unknot.cli._recordings import Data, RecordingFile, opened
from unknot.errors import InputError


def regions(
    recording: RecordingFile,
    data: Data = None,
    box: Annotated[
        str | None,
        typer.Option(
            help="Low and high ends, e.g. `-2,-2,2,2`; about the data if left out.",
            metavar="X0,Y0,X1,Y1",
        ),
    ] = None,
    pieces: Annotated[
        int, typer.Option(help="Linear pieces or cells before a grid is taken.", min=0)
    ] = 20_000,
    grid: Annotated[int, typer.Option(help="Cells along each side of a grid.", min=8)] = 400,
    path: Annotated[
        Path | None, typer.Option("--out", help="A picture: a .png, .svg or .pdf file.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Count components and holes of each class's region in a box, exactly where possible.

    Exact for piecewise linear networks of two features, by intervals for other ones of two
    classes; else on a grid, which is said.
    """
    from unknot.recording import Box
    from unknot.regions import decision_regions

    shown = opened(recording, data)
    around = Box.around(shown.data.points)
    low, high = (around.low, around.high) if box is None else _ends(box, shown.data.dimension)
    with progress_bar() as bars:
        task = bars.add_task("cutting the plane", total=None, note="")

        def tell(count: int) -> None:
            bars.update(task, note=f"{count:,} pieces")

        found = decision_regions(shown.final, low, high, pieces=pieces, grid=grid, on_progress=tell)
    names = shown.data.class_names
    if path is not None:
        from unknot import draw

        draw.save(draw.regions(shown.final, found, names), path)
        say(f"Wrote {path}.")
    if json:
        print_json(_as_json(found, names))
        return
    colour = "green" if found.certified else "yellow"
    for line in found.words(names):
        out.print(escape(line))
    word = "certified" if found.certified else "not certified"
    out.print(f"[bold {colour}]{word}[/]: {escape(found.reason)} ({found.pieces:,} pieces)")


def _as_json(found: Any, names: Any) -> dict[str, Any]:
    classes = [
        {"class": name, "holes": one.holes, "components": [asdict(c) for c in one.components]}
        for name, one in zip(names, found.classes, strict=True)
    ]
    return {
        "method": found.method,
        "certified": found.certified,
        "reason": found.reason,
        "pieces": found.pieces,
        "low": found.low,
        "high": found.high,
        "classes": classes,
    }


def _ends(text: str, dimension: int) -> tuple[list[float], list[float]]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 2 * dimension:
        raise InputError(
            f"--box: expected {2 * dimension} numbers with commas, first the low ends and then the "
            f"high ones; got {text!r}."
        )
    return numbers[:dimension], numbers[dimension:]
