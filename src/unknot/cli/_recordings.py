"""What the commands that show recordings have in common."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from unknot.errors import InputError

RecordingFile = Annotated[Path, typer.Argument(help="A recording that `unknot fit` wrote.")]


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
