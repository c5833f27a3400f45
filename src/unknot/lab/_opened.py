"""Recordings and recipes that are opened on the page, such as those that the lab saved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from unknot.data import catalogue, parse_source, with_options
from unknot.errors import InputError
from unknot.lab._limits import Limits, Refusal
from unknot.lab._pages import carried
from unknot.lab._sources import Sources
from unknot.recording import (
    CHANGEABLE,
    MOST_DRAWN,
    Recording,
    decode,
    drawn,
    edited,
    edits_word,
    fragment,
    standardised,
    trained,
)

_RECORDING = ".safetensors"


@dataclass(frozen=True)
class Opened:
    """Where the page goes to show it, and what a person should know."""

    fragment: str
    note: str = ""


def is_recording(name: str) -> bool:
    """Whether a file is a recording, by its name."""
    return Path(name).suffix.lower() == _RECORDING


def recipe_in(name: str, content: bytes) -> dict[str, Any] | None:
    """Return the fields of a recipe; None if the file is none, a table of records for example.

    Examples
    --------
    >>> recipe_in("unknot.json", b'{"data": "moons", "hidden": [2]}')
    {'data': 'moons', 'hidden': [2]}
    >>> recipe_in("table.json", b'{"data": [[1, 2, "a"]]}') is None
    True
    """
    if Path(name).suffix.lower() != ".json":
        return None
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None  # reading it as a table says what is wrong
    is_recipe = isinstance(value, dict) and isinstance(value.get("data"), str)
    return value if is_recipe else None


def open_recipe(
    fields: dict[str, Any], limits: Limits, sources: Sources, tables: Sequence[str]
) -> Opened:
    """Return where a recipe is shown, trained as long as it says.

    Parameters
    ----------
    fields
        As :func:`recipe_in` gives them.
    limits, sources
        Of the server.
    tables
        The handles of the tables that the page has open; a recipe names its table by its file.

    Raises
    ------
    InputError
        A field is wrong, or its data are not here.
    """
    spec = limits.spec(fields)
    source = _here(spec.data, sources, tables)
    if source is None:
        name = Path(parse_source(spec.data)[0]).name
        raise Refusal(
            f"This recipe is about {name!r}, which is not open on this page: open that table "
            "first, then the recipe again."
        )
    return Opened(fragment(spec.model_copy(update={"data": source}), step=spec.steps))


def open_page(
    name: str, content: bytes, limits: Limits, sources: Sources, tables: Sequence[str]
) -> Opened:
    """Return where the experiment of an exported page is shown, as the page shows it.

    Raises
    ------
    InputError
        It holds no recording, or one that is too large for the lab.
    """
    page = carried(name, content, limits.recording)
    film = trained(decode(page.recording, name), "The lab")
    opened = _open(film, page.view(film), sources, tables)
    if page.count == 1:
        return opened
    more = f"{name} holds {page.count} recordings; this is the first."
    return replace(opened, note=f"{more} {opened.note}".strip())


def open_recording(name: str, content: bytes, sources: Sources, tables: Sequence[str]) -> Opened:
    """Return where a recording's experiment is shown, at the step and with the seed it ended with.

    Its data are those of its source, where that is here; else the points that it holds.

    Raises
    ------
    InputError
        It is no recording, or too large for the lab.
    """
    return _open(trained(decode(content, name), "The lab"), {}, sources, tables)


def _open(film: Recording, view: dict[str, Any], sources: Sources, tables: Sequence[str]) -> Opened:
    edits = film.edits
    fields = {one.kind: one.values[1] for one in edits if one.kind in CHANGEABLE}
    spec = film.spec.model_copy(update={"patience": None, **fields})
    source, note = _here(spec.data, sources, tables), ""
    if source is None or not _is_trained_on(film, source, sources):
        source, note = _its_own(film, sources), _note(film)
        spec = spec.model_copy(update={"standardise": False, "validation": 0.0})
        edits = tuple(edit for edit in edits if not edit.of_data)  # its points are those at the end
    spec = spec.model_copy(update={"data": source})
    more = {"edits": edits_word(edits)} if edits else {}
    seen = {"step": film.t1, "shown": film.best} | view | more
    return Opened(fragment(spec, **seen), note)


def _here(data: str, sources: Sources, tables: Sequence[str]) -> str | None:
    """Return the source by which the page may use data; None where they are not here."""
    head, options = parse_source(data)
    names = {entry.name for entry in catalogue()}
    if head.partition(":")[0] in names:
        return data
    for handle in (head, *reversed(tables)):
        try:
            kept, _ = sources.file(handle)
        except InputError:
            continue
        if handle == head or kept.name == Path(head).name:
            return with_options(kept.handle, **options)
    return None


def _is_trained_on(film: Recording, source: str, sources: Sources) -> bool:
    """Whether a recording is of these very points."""
    spec = film.spec
    try:
        data = sources.load(source)
    except InputError:
        return False
    train = data.split(spec.validation, spec.seed)[0] if spec.validation else data
    train = standardised(spec, train) if spec.standardise else train
    train = edited(train, [edit for edit in film.edits if edit.of_data])
    seen = film.data
    if len(seen) < len(train):  # a page holds some of the points alone …
        train = train.subset(drawn(len(train)))
    return np.array_equal(train.labels, seen.labels) and np.array_equal(
        # … in the precision in which training sees them
        train.points.astype(np.float32),
        seen.points.astype(np.float32),
    )


def _its_own(film: Recording, sources: Sources) -> str:
    """Keep the points that a recording holds, as its networks saw them."""
    fields = {"standardise": film.spec.standardise, "validation": film.spec.validation}
    return sources.keep(film.data, film.data.source or film.spec.data, **fields)


def _note(film: Recording) -> str:
    name = Path(parse_source(film.data.source or film.spec.data)[0]).name
    apart = ", without those kept for validation" * (film.validation is not None)
    scaled = ", standardised already" * film.spec.standardise
    some = (
        f" A page holds {MOST_DRAWN:,} points at most: if there were more, training on these comes "
        "to other weights."
    ) * (len(film.data) == MOST_DRAWN)
    return (
        f"{name} is not open on this page, so the recording's own {len(film.data):,} points are "
        f"used{apart}{scaled}.{some}"
    )
