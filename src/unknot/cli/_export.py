"""``unknot export``: a network as a file of another program."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.cli._output import say
from unknot.cli._recordings import Data, RecordingFile, opened
from unknot.errors import InputError


class Points(StrEnum):
    """What the exported network takes."""

    original = "original"
    standardised = "standardised"


def export(
    recording: RecordingFile,
    path: Annotated[
        Path, typer.Argument(help="Where it goes: an .onnx file, or .py for plain NumPy.")
    ],
    data: Data = None,
    step: Annotated[
        int | None, typer.Option(help="At which training step; the last if left out.")
    ] = None,
    points: Annotated[
        Points,
        typer.Option(
            help="Of a network trained on standardised points: take original units, or not."
        ),
    ] = Points.original,
    probabilities: Annotated[
        bool, typer.Option(help="Give probabilities instead of scores (.onnx).")
    ] = False,
) -> None:
    """Write a network for other programs: as ONNX, or as a file that needs NumPy alone."""
    from unknot import models
    from unknot.nets import Network

    film = opened(recording, data)
    network = film.final if step is None else film.at(step)
    if not isinstance(network, Network):
        raise InputError("Only networks of layers are exported.")
    scaling = film.data.scaling
    if scaling is not None and points is Points.original:
        network = models.rescaled(network, scaling)
    match path.suffix.lower():
        case ".onnx":
            names = film.data.class_names
            models.save_onnx(network, path, probabilities=probabilities, class_names=names)
        case ".py" if probabilities:
            raise InputError("--probabilities says nothing about .py files; leave it out.")
        case ".py":
            models.save_numpy(network, path)
        case _:
            raise InputError(f"A network is exported to .onnx or .py files, but got {str(path)!r}.")
    units = "" if scaling is None else f" It takes points in {points.value} units."
    say(f"Wrote {path} ({path.stat().st_size / 1000:.0f} kB).{units}")
