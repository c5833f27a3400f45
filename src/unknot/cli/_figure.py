"""``unknot figure``: one figure of a recording, or of a link."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import say, say_numbers
from unknot.cli._recordings import Data, Order, OrderOf, opened, refuse


class Kind(StrEnum):
    """What a figure shows."""

    decision = "decision"
    layers = "layers"
    representation = "representation"
    losses = "losses"
    seeds = "seeds"
    folds = "folds"
    link = "link"


def figure(
    recording: Annotated[
        Path,
        typer.Argument(
            help="A recording that `unknot fit` wrote; or a model (.onnx), with --data; for a link "
            "what `unknot untangle` takes, e.g. 8_19, T(3,4) or links.jsonl."
        ),
    ],
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
    """Draw one figure of a recording, as a paper would print it; or a link, as a table does."""
    from unknot import draw
    from unknot.recording import trained

    if kind is not Kind.representation:
        refuse(kind, {"--depth": depth, "--order": order})
    if kind in (Kind.losses, Kind.seeds, Kind.link):
        refuse(kind, {"--step": step})
    if kind is Kind.link:
        from unknot.untangle import links_of

        refuse(kind, {"--data": data})
        draw.save(draw.link(next(links_of(str(recording)))), path)
        say(f"Wrote {path}.")
        return
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
