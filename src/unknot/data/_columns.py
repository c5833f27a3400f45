"""What each column of a table is: numbers, truths, dates or texts, and which values it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unknot.data._arrays import Floats, factorised
from unknot.data._asked import LIST, Missing
from unknot.data._labels import MISSING
from unknot.data._numbers import Writing, Written, value, written
from unknot.data._table import Table
from unknot.errors import UnknownName

_SPAN = ".."
_MOSTLY = 0.8  # of the values of a column of numbers, with a few texts among them


def columns_named(text: str, columns: Sequence[str], table: str) -> list[int]:
    """Find the columns that a text names: by name, by number from 1, or as a range of them.

    Raises
    ------
    UnknownName
        There is no such column.

    Examples
    --------
    >>> columns_named("width+4", ("id", "width", "height", "kind"), "t.csv")
    [1, 3]
    >>> columns_named("id..height", ("id", "width", "height", "kind"), "t.csv")
    [0, 1, 2]
    """
    if text in columns:
        return [columns.index(text)]
    found: list[int] = []
    parts = [part.strip() for part in text.split(LIST)]
    at = 0
    while at < len(parts):
        # The longest run of parts that is one name: names may hold a plus themselves.
        for end in range(len(parts), at, -1):
            joined = LIST.join(parts[at:end])
            if joined in columns:
                found.append(columns.index(joined))
                break
        else:
            end = at + 1
            found += _span(parts[at], columns, table)
        at = end
    return list(dict.fromkeys(found))


def _span(text: str, columns: Sequence[str], table: str) -> list[int]:
    dash = text.replace("-", _SPAN, 1) if text.replace("-", "", 1).isdecimal() else text
    first, dots, last = (text if _SPAN in text else dash).partition(_SPAN)
    ends = [_one(end.strip(), columns, table) for end in ((first, last) if dots else (first,))]
    return list(range(min(ends), max(ends) + 1))


def _one(text: str, columns: Sequence[str], table: str) -> int:
    if text in columns:
        return columns.index(text)
    if text.isdecimal() and 1 <= int(text) <= len(columns):
        return int(text) - 1
    raise UnknownName(f"column of {table}", text, columns)


@dataclass(frozen=True)
class Column:
    """What a column is.

    Parameters
    ----------
    kind
        number, boolean, date, text, mixed (numbers, and a few texts) or empty.
    missing
        Which rows lack a value (rows,).
    numbers
        (rows,), NaN where missing; None for dates and texts, and where the way of writing is open.
    ways
        How its texts may be written as numbers; empty where they were numbers to begin with.
    way
        How they were read, None where that is open or they were numbers to begin with.
    distinct
        How many different values there are.
    odd
        The first row whose value is of another kind than a number, if there is one.
    """

    kind: str
    missing: np.ndarray
    numbers: Floats | None
    ways: frozenset[Writing]
    distinct: int
    odd: int | None = None
    way: Writing | None = None


def understood(values: np.ndarray, words: Missing, way: Writing | None = None) -> Column:
    """Say what a column is.

    Parameters
    ----------
    values
        As a table gives it: numbers or truths, or an object array of texts and None.
    words
        What counts as missing.
    way
        How decimals are written, where that is known.
    """
    if values.dtype != object:
        numbers = values.astype(np.float64, copy=False)
        missing = np.isnan(numbers)
        for word in words.words or ():
            number = value(word, Writing.plain)
            if number is not None:
                missing |= numbers == number
        numbers = np.where(missing, np.nan, numbers) if missing.any() else numbers
        kind = "boolean" if values.dtype.kind == "b" else "number"
        return Column(kind, missing, numbers, frozenset(), _few_distinct(numbers))
    return _of_texts(values, words, way)


def _of_texts(values: np.ndarray, words: Missing, way: Writing | None) -> Column:
    codes, distinct = factorised(values)
    texts = ["" if text is None else str(text).strip() for text in distinct]
    gaps = MISSING if words.words is None else words.words
    blank = np.array([not text or text.lower() in gaps for text in texts], dtype=bool)
    missing = blank[codes]
    given = [text for text, gap in zip(texts, blank, strict=True) if not gap]
    if not given:
        return Column("empty", missing, None, frozenset(), 0)
    found = written(given)
    chosen = found.way
    if way is not None and found.kind == "number":
        chosen = next((w for w in (way, Writing.plain) if _all_are(given, w)), None)
        found = found if chosen is not None else Written(frozenset(), "text")
    if chosen is not None or found.kind == "boolean":
        of = chosen or Writing.plain
        table = [np.nan if gap else value(text, of) for text, gap in zip(texts, blank, strict=True)]
        numbers = np.array(table, dtype=np.float64)[codes]
        return Column(found.kind, missing, numbers, found.ways, len(given), way=chosen)
    if found.kind == "number":
        return Column("number", missing, None, found.ways, len(given))
    plain = np.array([value(text, way or Writing.plain) is not None for text in texts])
    odd = int(np.argmax(~(plain | blank)[codes]))
    mostly = plain[codes].sum() >= _MOSTLY * (~missing).sum()
    kind = "mixed" if mostly and found.kind == "text" else found.kind
    return Column(kind, missing, None, frozenset(), len(given), odd)


def _all_are(texts: list[str], way: Writing) -> bool:
    return all(value(text, way) is not None for text in texts)


def _few_distinct(numbers: Floats) -> int:
    return len(np.unique(numbers[:10_000]))


class Columns:
    """The columns of a table, each understood once.

    Parameters
    ----------
    table, words
        The table, and what counts as missing in it.
    decimal
        ``point``, ``comma``, or empty where that is not known.
    """

    def __init__(self, table: Table, words: Missing, decimal: str):
        self.table, self._words = table, words
        self._way = {"comma": Writing.comma, "point": Writing.grouped}.get(decimal)
        self._decimal = decimal
        self._known: dict[int, Column] = {}

    def __getitem__(self, index: int) -> Column:
        if index not in self._known:
            values = self.table.values(index)
            if self._decimal == "comma" and values.dtype.kind == "f":
                values = self.table.texts(index)  # in which points are between thousands
            self._known[index] = understood(values, self._words, self._way)
        return self._known[index]

    def settle(self, indices: Sequence[int]) -> int | None:
        """Decide how numbers with commas are written, from the columns that leave no choice.

        Returns the index of a column for which it stays open, or None.
        """
        columns = [self[i] for i in indices]
        decided = {c.ways for c in columns if len(c.ways) == 1} - {frozenset({Writing.plain})}
        way = next(iter(next(iter(decided)))) if len(decided) == 1 else None
        for i in indices:
            column = self[i]
            if column.kind != "number" or column.numbers is not None:
                continue
            use = self._way or way or (None if self.table.comma else self._mixed(i))
            if use is None:
                return i
            self._known[i] = understood(self.table.values(i), self._words, use)
        if way is Writing.comma and not self._decimal:
            return next((i for i in indices if self._is_grouped_by_points(i)), None)
        return None

    def _mixed(self, index: int) -> Writing | None:
        """Whether numbers below a thousand have no comma: those above have it between thousands."""
        texts = [str(t).strip() for t in self.table.values(index).tolist() if t is not None]
        return Writing.grouped if any(t.lstrip("+-").isdecimal() for t in texts) else None

    def _is_grouped_by_points(self, index: int) -> bool:
        """Whether a column beside decimal commas may have points between thousands."""
        values = self.table.values(index)
        if values.dtype.kind != "f":
            return False
        texts = [t.strip() for t in self.table.texts(index).tolist() if t and "." in t]
        return (
            bool(texts)
            and all(len(part) == 3 and part.isdecimal() for t in texts for part in t.split(".")[1:])
            and not any(t.lstrip("+-").startswith("0") for t in texts)
        )


@dataclass(frozen=True)
class Summary:
    """One column of a table, for a person who chooses among them.

    ``kind`` is number, boolean, date, text, mixed or empty; ``distinct`` and ``missing`` are
    numbers of values and of rows; ``examples`` are the first few values as they are written;
    ``is_index`` says that the file marks it as names or numbers of its rows.
    """

    name: str
    kind: str
    distinct: int
    missing: int
    examples: tuple[str, ...]
    is_index: bool


def summaries(table: Table, words: Missing, decimal: str, most: int) -> tuple[Summary, ...]:
    """Describe the columns of a table, at most so many."""
    columns = Columns(table, words, decimal)
    columns.settle(range(min(most, len(table.columns))))
    index = {i for i, _ in table.index}
    found = []
    for i, name in enumerate(table.columns[:most]):
        column = columns[i]
        rows = np.flatnonzero(~column.missing)[:3].tolist()
        examples = tuple(dict.fromkeys(table.cell(row, i).strip()[:40] for row in rows))
        missing = int(column.missing.sum())
        found.append(Summary(name, column.kind, column.distinct, missing, examples, i in index))
    return tuple(found)
