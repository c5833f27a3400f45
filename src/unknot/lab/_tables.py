"""What the page shows of a table: its columns, how it was read, and what is still to be decided."""

from dataclasses import asdict
from typing import Any

from unknot.data import Asked, Dataset, columns_of, parse_source, with_options
from unknot.errors import InputError, Question
from unknot.lab._files import Kept
from unknot.lab._limits import Refusal
from unknot.lab._sources import Sources, reading
from unknot.lab._words import plain

_MOST_COLUMNS = 200


def about(sources: Sources, source: str) -> dict[str, Any]:
    """Return a table as JSON: as it is read with the options of this source.

    Of a table that poses a question, ``reading`` says what its proposal would give. Points that
    are kept as they are, such as a recording's own, have no columns to choose from.

    Raises
    ------
    Refusal
        The table is not on this server, or there are no such options.
    """
    fixed = sources.fixed(source)
    if fixed is not None:
        data = fixed.data
        about = {"handle": source, "file": data.name, "source": source, "name": data.name}
        return about | {"options": {}, "columns": []} | _nothing() | _made(data)
    kept, options = _file(sources, source)
    source = with_options(kept.handle, **options)
    found = {
        "handle": kept.handle,
        "file": kept.name,
        "source": source,
        "name": kept.title,
        "options": _texts(options),
        "columns": _columns(kept, options),
    }
    try:
        data = sources.load(source)
    except Question as question:
        answer = question.answer
        return (
            found
            | _nothing()
            | {
                "reading": _read(sources.load(answer)) if answer else None,
                "question": {
                    "sentence": question.sentence,
                    "options": _texts(_file(sources, answer)[1]) if answer else None,
                },
            }
        )
    except InputError as error:
        return found | _nothing() | {"error": str(error)}
    return found | _nothing() | _made(data)


def _made(data: Dataset) -> dict[str, Any]:
    return {
        "points": len(data),
        "features": list(data.feature_names),
        "classes": list(data.class_names),
        "counts": list(data.counts.values()),
        "reading": _read(data),
    }


def _nothing() -> dict[str, None]:
    names = ("points", "features", "classes", "counts", "reading", "question", "error")
    return dict.fromkeys(names)


def _file(sources: Sources, source: str) -> tuple[Kept, dict[str, Any]]:
    try:
        return sources.file(source)
    except Refusal:
        raise
    except InputError as error:
        raise Refusal(plain(str(error)), "data") from None


def _texts(options: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in options.items()}


def _columns(kept: Kept, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Describe the columns; none where the file cannot be cut into any yet."""
    try:
        found = reading(kept, lambda path: columns_of(path, most=_MOST_COLUMNS, **options))
    except InputError:
        return []
    return [asdict(column) for column in found]


def _read(data: Dataset) -> dict[str, Any] | None:
    """Say how a table was read, in the words of the page."""
    reading = data.reading
    if reading is None:
        return None
    return {
        "lines": [plain(line) for line in reading.lines()],
        "label": reading.label,
        "features": list(reading.features),
        "left_out": dict(reading.left_out),
        "encoded": {name: list(kinds) for name, kinds in reading.encoded.items()},
    }


def asked_of(source: str, query: dict[str, str]) -> str:
    """Return a source with the options that an address gives; others are not looked at.

    Raises
    ------
    InputError
        An option has a value that it cannot have.
    """
    known = Asked.of({}).__dataclass_fields__
    head, options = parse_source(source)
    return with_options(head, **options, **{k: v for k, v in query.items() if k in known})
