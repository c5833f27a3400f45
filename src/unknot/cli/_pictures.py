"""``unknot figure`` and ``unknot movie``: draw a recording."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import progress_bar, say, say_numbers
from unknot.errors import InputError


class Kind(StrEnum):
    """What a figure shows."""

    decision = "decision"
    layers = "layers"
    representation = "representation"
    losses = "losses"
    seeds = "seeds"


class Through(StrEnum):
    """What a movie runs through."""

    depth = "depth"
    training = "training"


class OrderOf(StrEnum):
    """How a layer is deformed."""

    together = "together"
    phases = "phases"


RecordingFile = Annotated[Path, typer.Argument(help="A recording that `unknot fit` wrote.")]


def figure(
    recording: RecordingFile,
    kind: Annotated[Kind, typer.Option(help="What to show.")] = Kind.layers,
    depth: Annotated[
        float | None,
        typer.Option(help="For a representation: after how many layers; 1.5 is midway."),
    ] = None,
    step: Annotated[
        int | None, typer.Option(help="At which training step; the last if left out.")
    ] = None,
    order: Annotated[
        OrderOf | None,
        typer.Option(help="Deform a layer's parts together (the default) or in phases."),
    ] = None,
    path: Annotated[Path, typer.Option("--out", help="A .png, .svg or .pdf file.")] = Path(
        "figure.png"
    ),
) -> None:
    """Draw one figure of a recording, as a paper would print it."""
    from unknot import draw
    from unknot.recording import read

    if kind is not Kind.representation:
        _refuse(kind, {"--depth": depth, "--order": order})
    if kind in (Kind.losses, Kind.seeds):
        _refuse(kind, {"--step": step})
    film = read(recording)
    network = film.final if step is None else film.at(step)
    depth = network.depth if depth is None else depth
    made = {
        Kind.decision: lambda: draw.decision(network, film.data),
        Kind.layers: lambda: draw.strip(network, film.data),
        Kind.representation: lambda: draw.representation(
            network, film.data, depth, order=(order or OrderOf.together).value
        ),
        Kind.losses: lambda: draw.losses(film),
        Kind.seeds: lambda: draw.seeds(film),
    }[kind]()
    draw.save(made, path)
    say_numbers(film.data.class_names)
    say(f"Wrote {path}.")


def movie(
    recording: RecordingFile,
    through: Annotated[
        Through, typer.Option(help="Through the layers, or through training.")
    ] = Through.depth,
    order: Annotated[
        OrderOf | None,
        typer.Option(help="Deform a layer's parts together (the default) or in phases."),
    ] = None,
    step: Annotated[
        int | None, typer.Option(help="Through depth: the network at this step.")
    ] = None,
    frames: Annotated[int, typer.Option(min=2, max=2000)] = 80,
    size: Annotated[int, typer.Option(min=100, max=2000, help="Pixels of a side.")] = 600,
    path: Annotated[Path, typer.Option("--out", help="An .mp4 or .gif file.")] = Path("movie.mp4"),
) -> None:
    """Draw a movie of a recording: the deformation, or the training."""
    from unknot import draw
    from unknot.nets import deform
    from unknot.recording import read

    if through is Through.training:
        _refuse(through, {"--order": order, "--step": step})
    film = read(recording)
    with progress_bar() as bars:
        task = bars.add_task("drawing", total=frames, note=str(path))

        def advance(*_: object) -> None:
            bars.advance(task)

        if through is Through.depth:
            network = film.final if step is None else film.at(step)
            along = deform(network, (order or OrderOf.together).value)
            draw.movie(along, path, data=film.data, frames=frames, size=size, on_frame=advance)
        else:
            draw.movie(film, path, frames=frames, size=size, on_frame=advance)
    say_numbers(film.data.class_names)
    say(f"Wrote {path}.")


def _refuse(what: StrEnum, options: dict[str, object]) -> None:
    for name, value in options.items():
        if value is not None:
            raise InputError(f"{name} says nothing about {what.value!r}; leave it out.")
