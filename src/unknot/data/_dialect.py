"""How a text table is written: what separates its fields, what is no row, and where it begins."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from unknot.data._asked import SEPARATORS, Asked
from unknot.data._numbers import is_number
from unknot.errors import InputError, Question

HEAD = 200  # lines that are looked at
_WORDS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "pipes", " ": "blanks"}
_NAMES = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "pipe", " ": "space"}
_MARKS = ("#", "%")  # of lines that are comments
_LEAST = 0.75  # of the lines of a table that is cut well
_BLANKS = 0.9


@dataclass(frozen=True)
class Dialect:
    """How a text is cut into rows of fields.

    Parameters
    ----------
    delimiter
        One character. A blank stands for any run of blanks and tabs.
    skip
        The lines before the first row.
    comment
        What lines begin with that are passed over; empty: none are.
    runs
        Whether neighbouring tabs count as one.
    quote
        What fields are enclosed in that contain delimiters.
    """

    delimiter: str
    skip: int = 0
    comment: str = ""
    runs: bool = False
    quote: str = '"'

    @property
    def words(self) -> str:
        """What separates the columns, in words."""
        return ("runs of " if self.runs else "") + _WORDS[self.delimiter]

    @property
    def plain(self) -> bool:
        """Whether the text below the skipped lines can be cut as it stands."""
        return not (self.comment or self.runs or self.delimiter == " ")

    def lines(self, text: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Give the lines that hold rows, each with its number from 1."""
        for number, line in enumerate(text, start=1):
            if number <= self.skip or (self.comment and line.lstrip().startswith(self.comment)):
                continue
            if self.delimiter == " ":
                line = line.replace("\t", " ").strip()
            elif self.runs:
                line = re.sub("\t+", "\t", line.strip("\t\r\n "))
            yield number, line

    def rows(self, path: Path, text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """Cut lines into rows, each with the number of its last line; blank lines are skipped."""
        at = [0]

        def numbered() -> Iterator[str]:
            for number, line in self.lines(text):
                at[0] = number
                yield line

        reader = csv.reader(
            numbered(),
            delimiter=self.delimiter,
            quotechar=self.quote,
            skipinitialspace=self.delimiter != "\t",
        )
        try:
            for row in reader:
                # A row of empty fields is not blank, it lacks values.
                if len(row) > 1 or any(field.strip() for field in row):
                    yield at[0], row
        except csv.Error as error:
            raise InputError(f"{path}, line {at[0]} cannot be read: {error}.") from None


def dialect_of(path: Path, lines: list[str], asked: Asked) -> Dialect:
    """Find the dialect from the first lines.

    The delimiter is the one that cuts the lines evenly, into fields that are numbers or free of
    other delimiters. ``sep=;`` in the first line, as spreadsheets write it, is obeyed.

    Raises
    ------
    InputError
        There is nothing, or a single column.
    Question
        Two delimiters cut the lines equally well, into different numbers.
    """
    skip = asked.skip
    named = re.fullmatch(r'"?sep=(.)"?', lines[skip].strip("\r\n")) if len(lines) > skip else None
    delimiter = SEPARATORS.get(asked.sep)
    if named:
        skip, delimiter = skip + 1, delimiter or SEPARATORS.get(named[1])
    lines = lines[skip:]
    if not any(line.strip() for line in lines):
        raise InputError(
            f"{path} is empty; expected a table: one row a point, one column a feature and a label."
        )
    comment = _comment(lines)
    candidates = [
        Dialect(",", skip, comment),
        Dialect(";", skip, comment),
        Dialect("\t", skip, comment),
        Dialect("\t", skip, comment, runs=True),
        Dialect("|", skip, comment),
        Dialect(" ", skip, comment),
    ]
    if delimiter is not None:
        candidates = [one for one in candidates if one.delimiter == delimiter]
    padded = [""] * skip + lines
    ranked = sorted(
        ((_evenness(path, padded, one), one) for one in candidates), key=lambda pair: -pair[0]
    )
    (best, found), *rest = ranked
    if best <= 0 and delimiter is None:
        first = next(line for _, line in found.lines(padded) if line.strip())
        for _ in found.rows(path, padded):
            pass  # raises where a line cannot be cut at all
        raise InputError(
            f"{path}, line {skip + 1} has a single column, {first.strip()[:40]!r}; expected "
            "features and a label, separated by commas, semicolons, tabs or blanks."
        )
    if rest and rest[0][0] > 0.98 * best and found.delimiter != rest[0][1].delimiter:
        other = rest[0][1]
        raise Question(
            f"{path} can be cut at {found.words} and at {other.words}. Say which: "
            f"sep={_NAMES[found.delimiter]} or sep={_NAMES[other.delimiter]}."
        )
    return found


def _comment(lines: list[str]) -> str:
    """Find what comments begin with: marks before some lines, but not before most."""
    given = [line.strip() for line in lines if line.strip()]
    for mark in _MARKS:
        marked = sum(line.startswith(mark) for line in given)
        if marked and marked * 2 <= len(given) and not _is_data(given, mark):
            return mark
    return ""


def _is_data(lines: list[str], mark: str) -> bool:
    """Whether lines with a mark are rows like the others, whose first field is a text."""
    marked = [line for line in lines if line.startswith(mark)]
    others = [line for line in lines if not line.startswith(mark)]
    for delimiter in ",;\t|":
        widths = Counter(line.count(delimiter) for line in others)
        width, count = widths.most_common(1)[0]
        if width and count >= _LEAST * len(others):
            first = [line.split(delimiter)[0].strip() for line in others[1:] or others]
            texts = not all(is_number(field, comma=True) for field in first if field)
            in_between = not all(line.startswith(mark) for line in lines[: len(marked)])
            return texts and in_between and any(line.count(delimiter) == width for line in marked)
    return False


def _evenness(path: Path, lines: list[str], dialect: Dialect) -> float:
    """Rate a dialect from 0 to 1; 0 if it cuts nothing."""
    try:
        rows = [row for _, row in dialect.rows(path, lines[: HEAD // 2])]
    except InputError:
        return 0.0
    if not rows:
        return 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width < 2 or (len(rows) > 3 and count < len(rows) / 2):
        return 0.0
    comma = dialect.delimiter != ","
    fields = [field.strip() for row in rows for field in row]
    clean = sum(_clean(field, comma) for field in fields) / len(fields)
    # Blanks come after other delimiters, too, and within texts.
    return count / len(rows) * clean * (_BLANKS if dialect.delimiter == " " else 1)


def _clean(field: str, comma: bool) -> float:
    if is_number(field, comma):
        return 1.0
    if not field:
        return 0.5
    if " " in field and all(is_number(part, comma=True) for part in field.split()):
        return 0.3
    # Commas within texts are common where something else separates.
    foreign = set(field) & set(",;|\t")
    return 0.9 if not foreign or (foreign == {","} and comma and ", " in field) else 0.3


def with_skip(dialect: Dialect, lines: int) -> Dialect:
    """Return the dialect that passes over so many lines."""
    return replace(dialect, skip=lines)
