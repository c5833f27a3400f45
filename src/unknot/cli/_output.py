"""What commands print: results on standard output, everything else on standard error."""

import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from unknot.errors import InputError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object, and nothing else, on standard output."""
    print(json.dumps(_finite(value), indent=2, allow_nan=False))  # noqa: T201


def _finite(value: Any) -> Any:
    """Return the value with null for numbers that JSON does not have."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def make_folder(folder: Path) -> None:
    """Make the folder, or say why it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {str(folder)!r} cannot be made ({error.strerror}). Choose another with "
            "--out."
        ) from None


def say(*texts: object) -> None:
    """Say what was done, on standard error; nothing in it is taken for markup."""
    err.print(escape(" ".join(map(str, texts))))


def say_numbers(classes: Iterable[str]) -> None:
    """Say which class is which in pictures that number them, for want of a font."""
    from unknot.draw import class_numbers

    if numbers := class_numbers(classes):
        say(
            "No font on this machine has all letters of the classes' names, so pictures number "
            "them: " + ", ".join(f"{number} is {name}" for number, name in numbers.items()) + "."
        )


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress on standard error while the block runs."""
    columns = (
        SpinnerColumn("dots" if err.encoding.startswith("utf") else "line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}", style="dim", markup=False),
    )
    bars = Progress(
        *columns,
        console=err,
        transient=True,
        redirect_stdout=False,  # what goes to standard output would be on standard error
        disable=not err.is_terminal,  # elsewhere it would leave an empty line
    )
    with bars:
        yield bars


@contextmanager
def beside(bars: Progress) -> Iterator[None]:
    """Take the progress away while something is printed, or both would be on one line."""
    bars.stop()
    yield
    bars.start()
