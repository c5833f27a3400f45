"""``unknot figure``: one figure of a recording."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import say, say_numbers
from unknot.cli._recordings import Data, Order, OrderOf, RecordingFile, opened, refuse


class Kind(StrEnum):
    """What a figure shows."""

    decision = "decision"
    layers = "layers"
    representation = "representation"
    losses = "losses"
    seeds = "seeds"
    folds = "folds"


def figure(
    recording: RecordingFile,
    data: Data = None,
    kind: Annotated[Kind, typer.Option(help="What to show.")] = Kind.layers,
    depth: Annotated[
        float | None,
        typer.Option(help="For a representation: after how many layers; 1.5 is midway."),
    ] = None,
    step: Annotated[
        int | None, typer.Option(help="At which training step; the last if left out.")
    ] = None,
    order: Order = None,
    marks: Annotated[
        bool, typer.Option(help="Draw the arrows and circles of layers that have any.")
    ] = True,
    path: Annotated[Path, typer.Option("--out", help="A .png, .svg or .pdf file.")] = Path(
        "figure.png"
    ),
) -> None:
    """Draw one figure of a recording, as a paper would print it."""
    from unknot import draw
    from unknot.recording import trained

    if kind is not Kind.representation:
        refuse(kind, {"--depth": depth, "--order": order})
    if kind in (Kind.losses, Kind.seeds):
        refuse(kind, {"--step": step})
    film = opened(recording, data)
    network = film.final if step is None else film.at(step)
    depth = network.depth if depth is None else depth
    made = {
        Kind.decision: lambda: draw.decision(network, film.data),
        Kind.layers: lambda: draw.strip(network, film.data, marks),
        Kind.representation: lambda: draw.representation(
            network, film.data, depth, (order or OrderOf.together).value, marks
        ),
        Kind.folds: lambda: draw.folds(network, film.data),
        Kind.losses: lambda: draw.losses(trained(film, "--kind losses")),
        Kind.seeds: lambda: draw.seeds(trained(film, "--kind seeds")),
    }[kind]()
    draw.save(made, path)
    say_numbers(film.data.class_names)
    say(f"Wrote {path}.")
