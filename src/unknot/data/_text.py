"""Text tables: a fast reader, and a careful one that finds places and faults."""

import codecs
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from unknot.data._asked import Asked
from unknot.data._attributes import Attributes, read_attributes
from unknot.data._content import Content
from unknot.data._dialect import HEAD, Dialect, dialect_of, with_skip
from unknot.data._header import names_columns
from unknot.data._numbers import is_number
from unknot.data._table import Table
from unknot.errors import InputError, Question

_CHUNK = 1 << 20
_END = re.compile(rb"\r\n|\n|\r")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_text(content: Content, asked: Asked) -> Table:
    """Read a table of text in any of the usual dialects.

    Raises
    ------
    InputError
        It is no table; the message names line and column.
    Question
        It can be read in more than one way.
    """
    path = content.path
    content = _as_utf8(content, asked.encoding)
    declared = read_attributes(path, _lines(content))
    if declared is not None:
        dialect = Dialect(",", declared.skip, "%", quote="'")
    else:
        dialect = dialect_of(path, list(islice(_lines(content), HEAD)), asked)
    return _Text(content, dialect, asked, declared).table()


def _lines(content: Content) -> Iterator[str]:
    with io.TextIOWrapper(content.open(), encoding="utf-8-sig", newline="") as text:
        yield from text


@dataclass(frozen=True)
class _Header:
    """The names of columns, whether the file gives them, and how the rest of it is to be cut."""

    names: tuple[str, ...]
    named: bool
    dialect: Dialect
    words: str
    index: tuple[tuple[int, str], ...] = ()
    trailing: bool = False


class _Text:
    """A text, and how it is cut."""

    def __init__(
        self, content: Content, dialect: Dialect, asked: Asked, declared: Attributes | None
    ):
        self.path, self.content, self.asked = content.path, content, asked
        if declared is None:
            self.header = self._named(dialect)
        else:
            self.header = _Header(declared.names, True, dialect, "@attribute lines")
        self.declared = declared
        self.dialect = self.header.dialect
        self.width = len(self.header.names) + self.header.trailing

    def rows(self, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
        """Cut the text, row by row, each with the number of its line."""
        return dialect.rows(self.path, _lines(self.content))

    def _named(self, dialect: Dialect) -> _Header:
        """Decide what the first row is, from the rows below it."""
        head = list(islice(self.rows(dialect), HEAD))
        line, first = head[0]
        below = [row for _, row in head[1:]]
        fields = [field.strip() for field in first]
        if len(fields) < 2 and not below:
            raise InputError(
                f"{self.path}, line {line} has a single column, {fields[0][:40]!r}; expected "
                "features and a label, separated by commas, semicolons, tabs or blanks."
            )
        width = max(len(fields), *(len(row) for row in below[:20]), 2)
        marked = self._marked_names(dialect, len(fields))
        if marked is not None:
            return self._header(dialect, line, marked, True, "a comment line", below, 0)
        named = {"yes": True, "no": False}.get(self.asked.header)
        if named is None and len(fields) == width - 1 and below:
            named = True if all(len(row) == width for row in below[:20]) else None
        if named is None:
            named = names_columns(fields, below, dialect.delimiter != ",")
        if named is None:
            raise Question(
                f"{self.path}, line {line} ({', '.join(fields[:6])}) may name the columns or be a "
                "row of data. Say which: header=yes or header=no."
            )
        if not named:
            names = [str(i + 1) for i in range(len(fields))]
            return self._header(dialect, line, names, False, "none", below, 0)
        if not below:
            raise InputError(
                f"{self.path} has a header and no rows; expected one row a point below it."
            )
        return self._header(dialect, line, fields, True, f"line {line}", below, line)

    def _marked_names(self, dialect: Dialect, width: int) -> list[str] | None:
        """Return names from the comment above the first row, if it has one for each column."""
        if not dialect.comment or self.asked.header:
            return None
        last = None
        for line in islice(_lines(self.content), dialect.skip, HEAD):
            if line.lstrip().startswith(dialect.comment):
                last = line.lstrip().lstrip(dialect.comment).strip()
            elif line.strip():
                break
        if last is None:
            return None
        bare = with_skip(Dialect(dialect.delimiter, 0, "", dialect.runs, dialect.quote), 0)
        found = [row for _, row in bare.rows(self.path, [last])]
        names = [name.strip() for name in found[0]] if found else []
        fresh = len(names) == width and len(set(names)) == width and all(names)
        return names if fresh and not any(map(_starts_number, names)) else None

    def _header(
        self,
        dialect: Dialect,
        line: int,
        names: list[str],
        named: bool,
        words: str,
        below: list[list[str]],
        skip: int,
    ) -> _Header:
        """Mend what the file itself marks: names of rows, and delimiters at the ends of rows."""
        lengths = {len(row) for row in below[:20]}
        index: list[tuple[int, str]] = []
        trailing = False
        if named and lengths == {len(names) + 1}:
            if all(not row[-1].strip() for row in below[:20]):
                trailing = True
            else:
                names = ["", *names]
        if lengths and lengths == {len(names)} and not trailing:
            ends = all(not row[-1].strip() for row in below[:20])
            if ends and len(names) > 2 and (not named or not names[-1]):
                names, trailing = names[:-1], True
        if named and (not names[0] or re.fullmatch(r"Unnamed: 0(\.\d+)?", names[0])):
            index.append((0, "the file gives it no name, as one does for the names of rows"))
            names = [names[0] or _free("row", names), *names[1:]]
        if named:
            _check_names(self.path, line, names)
        kept = with_skip(dialect, max(dialect.skip, skip))
        return _Header(tuple(names), named, kept, words, tuple(index), trailing)

    def table(self) -> Table:
        """Return the table, all its fields read."""
        packed, frame = self.content.packed, self.frame
        columns = self.header.names
        form = "ARFF or KEEL" if self.declared else "text"
        label = None
        if self.declared is not None and self.declared.label in columns:
            label = columns.index(self.declared.label)
        notes = (f"lines that begin with {self.dialect.comment} are passed over",)
        return Table(
            name=str(self.path),
            title=self.path.name.split(".")[0] or self.path.stem,
            columns=columns,
            rows=len(frame),
            values=self.values,
            texts=self.written,
            place=lambda row: f"line {self.row(row)[0]}",
            cell=lambda row, column: self.row(row)[1][column],
            form=f"{form} separated by {self.dialect.words}" + (f", {packed}" if packed else ""),
            header=self.header.words,
            named=self.header.named,
            index=self.header.index,
            label=label,
            comma=self.dialect.delimiter != ",",
            notes=notes if self.dialect.comment and not self.declared else (),
        )

    def row(self, index: int) -> tuple[int, list[str]]:
        """Find a row: the number of its line, and its fields."""
        return next(islice(self.rows(self.dialect), index, None))

    def values(self, column: int) -> np.ndarray:
        """Give a column as numbers or truths where pandas reads them as such, else as texts."""
        return _as_array(self.frame[column])

    def written(self, column: int) -> np.ndarray:
        """Give a column as it is written."""
        found = self.frame[column]
        if found.dtype.kind in "iufb":
            found = self._read(usecols=[column], dtype="str")[column]
        return _as_array(found)

    @cached_property
    def frame(self):
        """All columns, by their index, as pandas reads them."""
        from pandas.errors import ParserError, ParserWarning

        try:
            with warnings.catch_warnings():
                # Of rows that are too long, which the count of delimiters below finds.
                warnings.simplefilter("ignore", ParserWarning)
                frame = self._at_once()
        except (ParserError, OverflowError) as error:
            open_at = re.search(r"EOF inside string starting at row (\d+)", str(error))
            if open_at:
                before = int(open_at[1])
                line = 1 + (self.row(before - 1)[0] if before else self.dialect.skip)
                raise InputError(
                    f"{self.path}, line {line} opens a quotation mark that is never closed. Close "
                    "it, or double it where it is part of a text."
                ) from None
            self._check_widths()  # raises: it knows the line
            raise InputError(f"{self.path} cannot be read: {error}.") from None
        # A row that is too short or too long shows in the number of delimiters, unless there are
        # some within quotes.
        mark = self.dialect.delimiter.encode()
        with self._body() as body:
            count = sum(part.count(mark) for part in iter(lambda: body.read(_CHUNK), b""))
        if self.dialect.delimiter == " " or count != len(frame) * (self.width - 1):
            rows = self._check_widths()
            if rows != len(frame):
                raise InputError(
                    f"{self.path} has {rows} rows by one count and {len(frame)} by another: its "
                    "quotes do not match. Save it again as CSV."
                )
        return frame

    def _at_once(self):
        """Read columns as the first rows tell what they are, or as pandas finds them to be."""
        head = [row for _, row in islice(self.rows(self.dialect), HEAD)]
        kinds = {
            i: "float64" if all(i < len(row) and is_number(row[i]) for row in head) else "str"
            for i in range(self.width)
        }
        try:
            return self._read(dtype=kinds)
        except ValueError as error:
            if "convert" not in str(error) and "parse" not in str(error):
                raise
            return self._read(low_memory=False)

    @cached_property
    def _cleaned(self) -> bytes:
        """The rows with one delimiter between fields, and no comments."""
        lines = self.dialect.lines(_lines(self.content))
        return "\n".join(line.rstrip("\r\n") for _, line in lines).encode()

    def _body(self) -> BinaryIO:
        """Open the text where its rows begin."""
        if not self.dialect.plain:
            return io.BytesIO(self._cleaned)
        stream = self.content.open()
        head = stream.read(_CHUNK)
        at = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        for _ in range(self.dialect.skip):
            found = _END.search(head, at)
            if found is None:  # so many lines that they do not fit
                head += stream.read()
                found = _END.search(head, at)
            at = len(head) if found is None else found.end()
        stream.seek(at)
        return stream

    def _read(self, **more):
        import pandas

        # Until pandas 3.1 its own parser of numbers was not exact.
        old = tuple(int(part) for part in pandas.__version__.split(".")[:2]) < (3, 1)
        exact = {"float_precision": "round_trip"} if old else {}
        with self._body() as body:
            return pandas.read_csv(
                body,
                header=None,
                names=list(range(self.width)),
                index_col=False,
                sep=r"\s+" if self.dialect.delimiter == " " else self.dialect.delimiter,
                quotechar=self.dialect.quote,
                skipinitialspace=self.dialect.delimiter != "\t",
                na_filter=False,
                **exact,  # type: ignore[arg-type]
                **more,
            )

    def _check_widths(self) -> int:
        """Count the rows; refuse one that has more or fewer fields than there are columns."""
        rows = 0
        for line, row in self.rows(self.dialect):
            rows += 1
            if len(row) != self.width:
                raise InputError(
                    f"{self.path}, line {line} has {len(row)} fields, the first row {self.width} "
                    f"(separated by {self.dialect.words}); each row needs equally many."
                )
        return rows


def _as_array(column) -> np.ndarray:
    """Return numbers or truths as they are, texts as objects of which equal ones are shared."""
    if column.dtype.kind in "iufb":
        return column.to_numpy()
    known = column.astype("category").cat
    return known.categories.to_numpy(dtype=object)[known.codes.to_numpy()]


def _as_utf8(content: Content, encoding: str) -> Content:
    """Return a text in UTF-8, which it is unless its first bytes or the person say otherwise."""
    path = content.path
    coding = encoding or _BOMS.get(next(content.chunks(), b"")[:2], "utf-8")
    made: list[bytes] = []
    zero, lines = False, 1
    try:
        decoder = codecs.getincrementaldecoder(coding)()
        for part in content.chunks():
            text = decoder.decode(part)
            zero = "\0" in text
            if zero:
                lines += text.count("\n", 0, text.index("\0"))
                break
            lines += text.count("\n")
            if coding != "utf-8":
                made.append(text.encode())
        decoder.decode(b"", final=not zero)
    except LookupError:
        raise InputError(
            f"There is no encoding {encoding!r}; common ones are utf-8, cp1252 and latin-1."
        ) from None
    except UnicodeDecodeError:
        raise _undecodable(path, content.raw, coding, bool(encoding)) from None
    if zero:
        raise InputError(f"{path}, line {lines} has a zero byte: this is not a text table.")
    return content if coding == "utf-8" else replace(content, held=b"".join(made))


def _undecodable(path: Path, raw: bytes, coding: str, asked: bool) -> InputError:
    try:
        raw.decode(coding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if asked or coding != "utf-8":
            return InputError(f"{path}, line {line} is not {coding}: {error.reason}.")
        return InputError(
            f"{path}, line {line} has the byte 0x{raw[error.start]:02x}, which is not UTF-8; save "
            "the file as UTF-8 text, or say what it is: encoding=cp1252 (Windows, western), "
            "encoding=latin-1."
        )
    return InputError(f"{path} is not {coding}.")


def _check_names(path: Path, line: int, names: list[str]) -> None:
    for i, name in enumerate(names):
        if not name:
            raise InputError(
                f"{path}, line {line}, column {i + 1} has no name. Name it, or remove it."
            )
        if name in names[:i]:
            raise InputError(
                f"{path}, line {line} names two columns {name!r} ({names.index(name) + 1} and "
                f"{i + 1}); names must differ."
            )


def _free(name: str, taken: list[str]) -> str:
    """Return a name that no column has."""
    return name if name not in taken else _free(f"{name}_", taken)


def _starts_number(text: str) -> bool:
    return text[:1].isdigit()
