"""The table of a sweep: one file of JSON lines that only grows, and survives any end."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unknot.errors import InputError
from unknot.files import write_whole
from unknot.sweep._row import Row

FORMAT = 1
TABLE = "table.jsonl"
_HEADER = "unknot sweep"


class Table:
    """Rows in the order in which they became known, each cell once, and what they hold in common.

    A row is one line, written in one call and brought to the disk before anything else is done.
    What a process that was killed left of a line is cut off when the table is opened again.

    Attributes
    ----------
    header
        What all rows have in common: versions, the recipe without its axes, what was asked.
    rows
        The rows, by the keys of their cells.
    """

    def __init__(self, path: Path, header: Mapping[str, Any], rows: Mapping[str, Row]):
        self.path = path
        self.header = dict(header)
        self.rows = dict(rows)
        self._file: int | None = None

    @classmethod
    def read(cls, folder: str | Path) -> "Table":
        """Read the table in a folder, without changing it.

        Raises
        ------
        InputError
            There is none, or a line of it cannot be read.
        """
        path = Path(folder) / TABLE
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"There is no table of a sweep at {str(path)!r} ({error.strerror})."
            ) from None
        lines = content[: content.rfind(b"\n") + 1].splitlines()
        if not lines:
            raise InputError(f"{str(path)!r} is no table of a sweep: it has no header.")
        header = _parsed(lines[0], path, 1)
        if not isinstance(header, dict) or header.get("format") != _HEADER:
            raise InputError(f"{str(path)!r} is no table of a sweep: its first line says so.")
        if header.get("version") != FORMAT:
            raise InputError(
                f"{str(path)!r} is a table of version {header.get('version')}, and this is "
                f"version {FORMAT}. Choose another folder with --out."
            )
        rows: dict[str, Row] = {}
        for number, line in enumerate(lines[1:], 2):
            try:
                row = Row.of_json(_parsed(line, path, number))
            except InputError as error:
                raise InputError(f"{str(path)!r}, line {number}: {error}") from None
            rows.setdefault(row.key, row)
        return cls(path, header, rows)

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, header: Mapping[str, Any]) -> Iterator["Table"]:
        """Open the table in a folder to append to it, or begin one; nobody else may meanwhile.

        Raises
        ------
        InputError
            Another sweep has it open, it is of another version, recipe or data, or nothing can be
            written there.
        """
        path = folder / TABLE
        header = {"format": _HEADER, "version": FORMAT, **header}
        with _alone(folder / ".lock"):
            if path.exists():
                table = cls.read(folder)
                _check_same(table.header, header, path)
                _cut_off_half_a_line(path)
            else:
                write_whole(path, _line(header))
                table = cls(path, header, {})
            try:
                table._file = os.open(path, os.O_WRONLY | os.O_APPEND)
                yield table
            finally:
                if table._file is not None:
                    os.close(table._file)
                    table._file = None

    def append(self, row: Row) -> None:
        """Add a row, if its cell has none yet.

        Raises
        ------
        InputError
            The table is not open, or the disk does not take it.
        """
        if self._file is None:
            raise InputError("This table was read, not opened: nothing can be added to it.")
        if row.key in self.rows:
            return
        line = _line(row.as_json()).encode()
        try:
            written = os.write(self._file, line)
            if written < len(line):  # the disk is full: leave no half of a line behind
                os.ftruncate(self._file, os.fstat(self._file).st_size - written)
                raise OSError(None, "the disk is full")
            os.fsync(self._file)
        except OSError as error:
            raise InputError(f"{str(self.path)!r} cannot be written: {error.strerror}.") from None
        self.rows[row.key] = row


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def _parsed(line: bytes, path: Path, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        raise InputError(
            f"Line {number} of {str(path)!r} is damaged. Remove that line (its cell is done "
            "again), or choose another folder with --out."
        ) from None


def _cut_off_half_a_line(path: Path) -> None:
    with path.open("rb+") as file:
        content = file.read()
        file.truncate(content.rfind(b"\n") + 1)


def _check_same(there: Mapping[str, Any], asked: Mapping[str, Any], path: Path) -> None:
    """Refuse to add to a table what is not comparable with its rows."""
    for name in sorted(there.keys() | asked.keys()):
        was, now = there.get(name), asked.get(name)
        if was != now:
            if isinstance(was, dict) and isinstance(now, dict):
                name = next(n for n in sorted(was.keys() | now.keys()) if was.get(n) != now.get(n))
                was, now = was.get(name), now.get(name)
            raise InputError(
                f"{str(path)!r} was begun with {name} = {was!r}, and this sweep has {now!r}: "
                f"their rows would not be comparable. {_REMEDY}"
            )


def check_points(table: Table, data: Mapping[str, str]) -> None:
    """Refuse to go on with a table whose rows are of other points than these.

    Raises
    ------
    InputError
        A source of them (with its points' fingerprint) held others when its rows were made.
    """
    for row in table.rows.values():
        if data.get(row.spec.data, row.points) != row.points:
            raise InputError(
                f"{str(table.path)!r} was begun when {row.spec.data!r} held other points. {_REMEDY}"
            )


_REMEDY = "Choose another folder with --out, or sweep as it was begun."


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that the system takes back however the process ends."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise InputError(
            f"Nothing can be written in {str(path.parent)!r} ({error.strerror}). Choose another "
            "folder with --out."
        ) from None
    try:
        try:
            _lock(file)
        except BlockingIOError:
            raise InputError(
                f"Another sweep is writing in {str(path.parent)!r}. Wait for its end, or choose "
                "another folder with --out."
            ) from None
        yield
    finally:
        os.close(file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
