"""Links as files: one JSON object a line, plain corners, or the lines of an OBJ file."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import Any

from unknot.errors import InputError
from unknot.files import write_whole
from unknot.links._link import Link

Row = list[Fraction]

_RECORDS = (".jsonl", ".ndjson", ".json")
_CORNERS = (".xyz", ".txt", ".dat", ".knt")
_LINES = (".obj",)
_MOST_DIGITS = 400  # beyond what any float holds; more would only take memory
_HEADING = re.compile(r"component\s+\d+(\s+of\s+\d+)?\s*:?", re.IGNORECASE)


@dataclass(frozen=True)
class NamedLink:
    """A link from a file or a table: its name, what is known of it, and how it was made.

    ``truth`` is ``"split"``, ``"linked"``, or what else the file says; None if it says nothing.
    """

    name: str
    link: Link
    truth: str | None = None
    recipe: str = ""


def links_in(path: str | PathLike[str]) -> Iterator[NamedLink]:
    r"""Read links from a file, by its suffix.

    - ``.jsonl`` (``.ndjson``, ``.json``): one JSON object a line with ``components`` (integer
      corners of closed polygons), and optionally ``name``, ``classes``, ``truth``, ``recipe``.
      Others are passed over, and so are empty lines.
    - ``.xyz``, ``.txt``, ``.dat``, ``.knt``: one link, a line with x, y, z a corner. An empty line,
      or KnotPlot's ``Component 1 of 2:``, begins the next polygon; ``#`` begins a comment.
    - ``.obj``: one link, the ``v`` and ``l`` lines of Wavefront's format.

    Decimals are exact (0.1 is a tenth). Polygons are closed; a last corner equal to the first is
    passed over in the last two kinds of file. The polygons of these are a class each.

    Raises
    ------
    InputError
        The file cannot be read, or a line is no link; the message names file, line and value.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "triangle.xyz"
    ...     _ = path.write_text("0 0 0\n0.5 0 0\n0 0.75 0\n")
    ...     (found,) = links_in(path)
    >>> found.name, found.link.components
    ('triangle', (((0, 0, 0), (2, 0, 0), (0, 3, 0)),))
    """
    file = Path(path)
    readers: dict[str, Callable[[str, str], Iterable[NamedLink]]] = {
        **dict.fromkeys(_RECORDS, _records),
        **dict.fromkeys(_CORNERS, _corners),
        **dict.fromkeys(_LINES, _lines),
    }
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise _suffix(path)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or error) if isinstance(error, OSError) else error
        raise InputError(f"{str(path)!r} cannot be read: {why}.") from None
    yield from reader(text, str(path))


def write_links(path: str | PathLike[str], links: Iterable[NamedLink]) -> Path:
    """Write links to a file, by its suffix as `links_in` reads it; all in one step.

    Raises
    ------
    InputError
        The suffix is another one, nothing can be written there, or there is not one link where the
        file holds just one.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> triangle = NamedLink("triangle", Link.of([[(0, 0, 0), (2, 0, 0), (0, 3, 0)]]))
    >>> with TemporaryDirectory() as folder:
    ...     print(write_links(Path(folder) / "triangle.obj", [triangle]).read_text())
    # triangle
    v 0 0 0
    v 2 0 0
    v 0 3 0
    l 1 2 3 1
    <BLANKLINE>
    """
    target, every = Path(path), list(links)
    suffix = target.suffix.lower()
    if suffix in _RECORDS:
        text = "".join(json.dumps(_record(one)) + "\n" for one in every)
    elif suffix not in (*_CORNERS, *_LINES):
        raise _suffix(path)
    elif len(every) != 1:
        raise InputError(
            f"There are {len(every)} links, but {str(path)!r} holds one; write .jsonl for several."
        )
    else:
        title = f"# {' '.join(every[0].name.split())}\n"
        polygons = every[0].link.components
        text = title + (_as_corners if suffix in _CORNERS else _as_lines)(polygons)
    write_whole(target, text)
    return target


def _suffix(path: str | PathLike[str]) -> InputError:
    return InputError(
        f"{str(path)!r} has no suffix of a file of links; expected "
        f"{', '.join((*_RECORDS, *_CORNERS))} or {_LINES[0]}."
    )


def _records(text: str, path: str) -> Iterator[NamedLink]:
    for count, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _named(json.loads(line), count)
            except (ValueError, TypeError, RecursionError) as error:
                raise InputError(f"Line {count} of {path!r} is no link: {error}") from None


def _named(found: Any, count: int) -> NamedLink:
    if not isinstance(found, dict) or not isinstance(found.get("components"), list):
        raise InputError("expected a JSON object with a list 'components' of polygons.")
    components = tuple(tuple(map(tuple, polygon)) for polygon in found["components"])
    truth = found.get("truth")
    return NamedLink(
        str(found.get("name", f"link {count}")),
        Link(components, tuple(found.get("classes", range(len(components))))),
        None if truth is None else str(truth),
        str(found.get("recipe", "")),
    )


def _record(one: NamedLink) -> dict[str, Any]:
    said = {"truth": one.truth, "recipe": one.recipe}
    content = {"components": one.link.components, "classes": one.link.classes}
    return {"name": one.name, **{key: value for key, value in said.items() if value}, **content}


def _corners(text: str, path: str) -> Iterator[NamedLink]:
    polygons: list[list[Row]] = [[]]
    for count, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said and not _HEADING.fullmatch(said):
            polygons[-1].append(_row(said.replace(",", " ").split(), count, path))
        elif polygons[-1] and not line.strip().startswith("#"):
            polygons.append([])
    yield _one([polygon for polygon in polygons if polygon], path)


def _as_corners(polygons: Iterable[Iterable[tuple[int, ...]]]) -> str:
    return "\n".join(
        "".join(" ".join(map(str, corner)) + "\n" for corner in polygon) for polygon in polygons
    )


def _lines(text: str, path: str) -> Iterator[NamedLink]:
    corners: list[Row] = []
    joined: dict[int, list[int]] = {}
    for count, line in enumerate(text.splitlines(), 1):
        match line.partition("#")[0].split():
            case ["v", *values]:
                corners.append(_row(values[:3], count, path))
            case ["l", *values]:
                ends = [_index(value, len(corners), count, path) for value in values]
                for a, b in pairwise(ends):
                    joined.setdefault(a, []).append(b)
                    joined.setdefault(b, []).append(a)
                    _check_closing(joined, (a, b), count, path)
            case _:
                pass  # faces, normals, groups
    yield _one([[corners[k] for k in walk] for walk in _closed_walks(joined, path)], path)


def _index(value: str, corners: int, count: int, path: str) -> int:
    try:
        index = int(value.partition("/")[0])
    except ValueError:
        index = 0
    place = index - 1 if index > 0 else corners + index
    if not index or not 0 <= place < corners:
        raise InputError(
            f"Line {count} of {path!r}: {value!r} is no corner; expected a number from 1 to "
            f"{corners}, the 'v' lines before it."
        )
    return place


def _check_closing(joined: dict[int, list[int]], edge: tuple[int, int], n: int, path: str) -> None:
    for end in edge:
        if len(joined[end]) > 2:
            raise InputError(
                f"Line {n} of {path!r}: a third edge at corner {end + 1}; expected closed polygons "
                "that have no corner in common."
            )


def _closed_walks(joined: dict[int, list[int]], path: str) -> Iterator[list[int]]:
    for end, others in joined.items():
        if len(others) < 2:
            raise InputError(
                f"{path!r}: the polygon at corner {end + 1} is not closed; expected 'l' lines that "
                "come back to their first corner."
            )
    left = dict(joined)
    while left:
        start = next(iter(left))
        walk, before, at = [start], start, left[start][0]
        while at != start:
            walk.append(at)
            one, other = left[at]
            before, at = at, other if one == before else one
        for k in walk:
            del left[k]
        yield walk


def _as_lines(polygons: Iterable[Iterable[tuple[int, ...]]]) -> str:
    rows, lines, first = [], [], 1
    for polygon in polygons:
        corners = [f"v {' '.join(map(str, corner))}\n" for corner in polygon]
        numbers = [*range(first, first + len(corners)), first]
        rows += corners
        lines.append(f"l {' '.join(map(str, numbers))}\n")
        first += len(corners)
    return "".join(rows + lines)


def _row(values: list[str], count: int, path: str) -> Row:
    if len(values) != 3:
        raise InputError(
            f"Line {count} of {path!r} has {len(values)} values, {' '.join(values)[:60]!r}; "
            "expected the three coordinates of a corner."
        )
    return [_number(value, count, path) for value in values]


def _number(value: str, count: int, path: str) -> Fraction:
    try:
        exact = Decimal(value)
    except InvalidOperation:
        exact = Decimal("nan")
    if not exact.is_finite():
        raise InputError(f"Line {count} of {path!r}: {value[:60]!r} is no finite number.")
    if exact and max(abs(exact.adjusted()), len(exact.as_tuple().digits)) > _MOST_DIGITS:
        raise InputError(
            f"Line {count} of {path!r}: {value[:60]!r} has more than {_MOST_DIGITS} digits before "
            "or after the point."
        )
    return Fraction(exact)


def _one(polygons: list[list[Row]], path: str) -> NamedLink:
    try:
        opened: list[Any] = [p[:-1] if len(p) > 1 and p[0] == p[-1] else p for p in polygons]
        return NamedLink(Path(path).stem, Link.of(opened))
    except InputError as error:
        raise InputError(f"{path!r} is no link: {error}") from None
