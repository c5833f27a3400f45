"""What the commands that take data have in common: what may be said of tables, and is."""

import shlex
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from unknot.cli._output import say
from unknot.errors import Question

_OF_TABLES = "Your own table"
_NAMES = ("label", "features", "drop", "encode", "missing")


def _option(text: str) -> Any:
    return typer.Option(help=text, rich_help_panel=_OF_TABLES)


Label = Annotated[str | None, _option("The column of classes, by name or number from 1.")]
Features = Annotated[
    str | None, _option("The columns to use, e.g. `width+height`, `2..5`; all others are left out.")
]
Drop = Annotated[str | None, _option("Columns to leave out, e.g. `id+date`.")]
Encode = Annotated[str | None, _option("Text columns to turn into 0/1 columns, e.g. `colour`.")]
Missing = Annotated[
    str | None,
    _option("What to do about missing values: `drop` rows, or fill in the `mean`; `drop+?+-9`."),
]


def with_table_options(source: str, **options: str | None) -> str:
    """Return the source with the options that were given; columns may be joined by commas, too."""
    if not any(options.values()):
        return source
    from unknot.data import with_options

    # A label is one name, which may hold a comma itself.
    joined = {
        name: text if text is None or name == "label" else text.replace(",", "+")
        for name, text in options.items()
    }
    return with_options(source, **joined)


def say_reading(data: Any) -> None:
    """Say what was understood of a table, if the data are from one."""
    if data.reading is not None:
        for line in data.reading.lines():
            say(line)


def scales_advice(data: Any) -> str:
    """Say that features should be standardised, where their scales are unlike; else nothing."""
    unlike = data.unlike_scales()
    if unlike is None:
        return ""
    return (
        f"The features {unlike[0]!r} and {unlike[1]!r} differ a hundredfold in scale: networks "
        "learn better from them with --standardise."
    )


def answer_command(question: Question, words: Sequence[str] | None = None) -> str:
    """Return the command line that was given, with the answer to a question in it; or nothing.

    Parameters
    ----------
    question
        What was asked.
    words
        The command line without the program's name; that of this process by default.

    Examples
    --------
    >>> question = Question("Which?", answer="my table.csv:label=kind,drop=id")
    >>> answer_command(question, ["fit", "my table.csv", "--label", "kind", "--hidden", "3"])
    "unknot fit 'my table.csv:label=kind,drop=id' --hidden 3"
    """
    from unknot.data import parse_source

    words = list(sys.argv[1:] if words is None else words)
    head = parse_source(question.answer)[0] if question.answer else ""
    at = next((i for i, word in enumerate(words) if head and _head(word) == head), None)
    if at is None:
        return ""
    words[at] = question.answer
    kept: list[str] = []
    skip = False
    for word in words:
        option, equals, _ = word.partition("=")
        about_table = option.removeprefix("--") in _NAMES and option.startswith("--")
        if not (skip or about_table):
            kept.append(word)
        skip = about_table and not equals
    return shlex.join(["unknot", *kept])


def _head(word: str) -> str:
    from unknot.data import parse_source
    from unknot.errors import InputError

    try:
        return parse_source(word)[0]
    except InputError:
        return ""
