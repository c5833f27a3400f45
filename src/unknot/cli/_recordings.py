"""What the commands that show recordings have in common."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unknot.cli._output import say
from unknot.errors import InputError

if TYPE_CHECKING:
    from unknot.recording import Subject

RecordingFile = Annotated[
    Path,
    typer.Argument(
        help="A recording that `unknot fit` wrote; or a model (.onnx, .nnet), with --data."
    ),
]
Data = Annotated[
    str | None,
    typer.Option(
        "--data", help="What to look at a model of another library with: a name or a file."
    ),
]


def is_model(path: Path) -> bool:
    """Say whether a file is of another library's model, by its name."""
    from unknot.models import SUFFIXES

    return path.suffix.lower() in SUFFIXES


def opened(path: Path, data: str | None = None) -> "Subject":
    """Open a recording, or another library's model with data.

    Raises
    ------
    InputError
        It cannot be read, a model comes without data, or a recording with some.
    """
    from unknot.recording import Snapshot, read

    if not is_model(path):
        if data is not None:
            raise InputError(
                "A recording has its own data; --data is for models of other libraries."
            )
        return read(path)
    from unknot.data import load
    from unknot.models import imported

    found = imported(path)
    for note in found.notes:
        say(note)
    if data is None:
        raise InputError(
            f"{str(path)!r} is a model without data. Say what to look at it with: --data digits, "
            f"--data my-table.csv. It takes {found.network.inputs} features."
        )
    return Snapshot(found.network, load(data))


class OrderOf(StrEnum):
    """How a layer is deformed."""

    together = "together"
    phases = "phases"


Order = Annotated[
    OrderOf | None,
    typer.Option(help="Deform a layer's parts together (the default) or in phases."),
]


def refuse(what: StrEnum, options: dict[str, object]) -> None:
    """Refuse options that say nothing about what is shown.

    Raises
    ------
    InputError
        One of them was given.
    """
    for name, value in options.items():
        if value is not None:
            raise InputError(f"{name} says nothing about {what.value!r}; leave it out.")
