"""``unknot movie``: a recording in motion."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import progress_bar, say, say_numbers
from unknot.cli._recordings import Data, Order, OrderOf, RecordingFile, opened, refuse


class Through(StrEnum):
    """What a movie runs through."""

    depth = "depth"
    training = "training"


def movie(
    recording: RecordingFile,
    data: Data = None,
    through: Annotated[
        Through, typer.Option(help="Through the layers, or through training.")
    ] = Through.depth,
    order: Order = None,
    step: Annotated[
        int | None, typer.Option(help="Through depth: the network at this step.")
    ] = None,
    marks: Annotated[
        bool,
        typer.Option(help="Through depth: draw the arrows and circles of layers that have any."),
    ] = True,
    frames: Annotated[int, typer.Option(min=2, max=2000)] = 80,
    size: Annotated[int, typer.Option(min=100, max=2000, help="Pixels of a side.")] = 600,
    path: Annotated[Path, typer.Option("--out", help="An .mp4 or .gif file.")] = Path("movie.mp4"),
) -> None:
    """Draw a movie of a recording: the deformation, or the training."""
    from unknot import draw
    from unknot.nets import deform
    from unknot.recording import trained

    if through is Through.training:
        refuse(through, {"--order": order, "--step": step})
    film = opened(recording, data)
    with progress_bar() as bars:
        task = bars.add_task("drawing", total=frames, note=str(path))

        def advance(*_: object) -> None:
            bars.advance(task)

        if through is Through.depth:
            network = film.final if step is None else film.at(step)
            along = deform(network, (order or OrderOf.together).value)
            draw.movie(
                along,
                path,
                data=film.data,
                frames=frames,
                size=size,
                marks=marks,
                on_frame=advance,
            )
        else:
            film = trained(film, "--through training")
            draw.movie(film, path, frames=frames, size=size, on_frame=advance)
    say_numbers(film.data.class_names)
    say(f"Wrote {path}.")
