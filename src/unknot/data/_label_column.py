"""The column of labels: which it is, what it lacks, and whether it holds classes at all."""

from collections.abc import Sequence

import numpy as np

from unknot.data._arrays import Integers, factorised
from unknot.data._asked import LIST, Asked
from unknot.data._columns import Columns, columns_named
from unknot.data._labels import LABEL_NAMES, MISSING, classes_of, is_blank, unlike_classes
from unknot.data._leaks import one_hot_group
from unknot.data._numbers import Writing
from unknot.data._open import Open
from unknot.data._table import Table
from unknot.errors import InputError

_LAST = "it is the last column"
_MOST_NUMBERS, _MOST_TEXTS = 20, 100  # different ones, in a column that may be the label


class LabelColumn:
    """The label of a table: one column, or several of 0 and 1 of which one is 1 in each row.

    Parameters
    ----------
    table, asked, columns
        The table, what was said about it, and its columns as they are understood.

    Attributes
    ----------
    indices, why, sure
        Which columns, why these, and whether a person said so.
    notes
        What was noticed.
    """

    def __init__(self, table: Table, asked: Asked, columns: Columns):
        self.table, self.asked, self.columns = table, asked, columns
        self.notes: list[str] = []
        self.indices, self.why, self.sure = self._found()

    @property
    def name(self) -> str:
        """Its name, or those of its columns joined."""
        return LIST.join(self.table.columns[i] for i in self.indices)

    @property
    def is_last(self) -> bool:
        """Whether nothing but its place tells that it is the label."""
        return self.why == _LAST

    @property
    def is_numeric(self) -> bool:
        """Whether its values are numbers."""
        return all(self.columns[i].kind == "number" for i in self.indices)

    def _named(self, text: str) -> list[int]:
        return columns_named(text, self.table.columns, self.table.name) if text else []

    def _found(self) -> tuple[list[int], str, bool]:
        """Find the column of labels, why it is that one, and whether somebody said so."""
        table = self.table
        if self.asked.label and not table.classes and table.label is None:
            return self._named(self.asked.label), "asked for", True
        if table.label is not None:
            return [table.label], "the file says so", False
        given = set(self._named(self.asked.features)) if self.asked.features else set()
        given |= set(self._named(self.asked.drop)) | {i for i, _ in table.index}
        lower = [name.lower() for name in table.columns]
        for name in LABEL_NAMES:
            # Beside x, y is a coordinate.
            beside = name == "y" and "x" in lower
            if table.named and name in lower and not beside and lower.index(name) not in given:
                return [lower.index(name)], "it is called so", False
        rest = [i for i in range(len(lower)) if i not in given]
        if not rest:
            raise InputError(f"{table.name} has no column left for the label; say label=COLUMN.")
        return [rest[-1]], _LAST, False

    def texts(self) -> np.ndarray:
        """Give the labels (rows,) as texts, None where there is none."""
        table = self.table
        if len(self.indices) == 1:
            texts = table.texts(self.indices[0])
            column = self.columns[self.indices[0]]
            if column.way is Writing.comma and column.numbers is not None:
                return np.array([t and str(t).strip().replace(",", ".") for t in texts], object)
            return texts
        names = [table.columns[i] for i in self.indices]
        numbers = [self.columns[i].numbers for i in self.indices]
        values = [one for one in numbers if one is not None and np.isin(one, (0, 1)).all()]
        if len(values) < len(numbers):
            raise InputError(
                f"{table.name}: the columns {', '.join(names)} are not all 0 or 1, so they cannot "
                "be the label together; name one."
            )
        sums = np.sum(np.stack(values), axis=0)
        if (sums != 1).any():
            row = int(np.argmax(sums != 1))
            raise InputError(
                f"{table.name}, {table.place(row)}: {int(sums[row])} of the columns "
                f"{', '.join(names)} are 1; as a label together, exactly one must be."
            )
        return np.array(names, dtype=object)[np.argmax(np.stack(values), axis=0)]

    def gaps(self, texts: np.ndarray) -> np.ndarray:
        """Give the rows without a label; ask where a text may mean a class or none."""
        table, words = self.table, self.asked.words
        codes, distinct = factorised(texts)
        kinds = ["" if kind is None else str(kind).strip() for kind in distinct]
        lower = [kind.lower() for kind in kinds]
        gaps = MISSING - {"none"} if words.words is None else words.words
        empty = np.array([not kind for kind in kinds], dtype=bool)
        unsure = np.array([word in gaps for word in lower], dtype=bool)
        if words.words is None and "none" in lower:
            self.notes.append("'None' is taken for a class; missing=none+drop leaves out its rows")
        if words.drop or words.words is not None:
            empty |= unsure
        unsure &= ~empty
        others = len(set(kinds)) - int((empty | unsure).sum())
        blank, doubtful = empty[codes], unsure[codes]
        at = self.indices[0]
        if doubtful.any():
            row = int(np.argmax(doubtful))
            raise Open(
                f"{table.where(row, at)} is missing ({kinds[codes[row]]!r}), or a class so "
                f"called; "
                f"{int(doubtful.sum())} rows have it. If it is a class, say missing=empty; "
                "missing=drop leaves these rows out.",
                missing="drop" if others > 1 else "empty",
            )
        if blank.any() and not words.drop:
            row = int(np.argmax(blank))
            raise Open(
                f"{table.where(row, at)} is missing ({kinds[codes[row]]!r}); every row needs a "
                f"label, and {int(blank.sum())} of {table.rows} have none. missing=drop leaves "
                "them out.",
                missing="drop",
            )
        return blank

    def check(self, texts: np.ndarray) -> None:
        """Ask where the label looks like something else than classes."""
        codes, distinct = factorised(texts)
        gaps = np.array([t is None or is_blank(str(t)) for t in distinct], dtype=bool)[codes]
        if self.sure or self.table.classes or len(np.unique(codes[~gaps])) < 2:
            return
        where = f"{self.table.name}, column {self.table.columns[self.indices[0]]!r}"
        labels, names = classes_of(texts[~gaps], where)
        if self.columns[self.indices[0]].kind == "date":
            why = "a date"
        else:
            why = unlike_classes(names, np.bincount(labels))
        if not why:
            return
        candidates = self.others()
        name = self.table.columns[self.indices[0]]
        comma = " (its comma was read as that of decimals)" * (
            self.columns[self.indices[0]].way is Writing.comma
        )
        raise Open(
            f"{where} has {len(names):,} different labels in {int((~gaps).sum()):,} rows, such as "
            f"{names[0]!r} and {names[1]!r}: this looks like {why}, not a class{comma}. Say "
            + (
                f"label=COLUMN; it may be {' or '.join(map(repr, candidates[:3]))}."
                if candidates
                else f"label=COLUMN, group the values into classes, or say label={name} to use "
                "them as they are."
            ),
            **({"label": candidates[0]} if candidates else {}),
        )

    def others(self) -> list[str]:
        """Give the columns that look like labels: texts first, then the first column."""
        found: list[tuple[bool, bool, int, str]] = []
        index = {i for i, _ in self.table.index}
        for i, name in enumerate(self.table.columns):
            if i in index or i in self.indices:
                continue
            column = self.columns[i]
            most = _MOST_NUMBERS if column.numbers is not None else _MOST_TEXTS
            few = 2 <= column.distinct <= min(most, (~column.missing).sum() // 3)
            whole = column.numbers is None or bool((column.numbers % 1 == 0).all())
            if few and whole and column.kind in ("text", "boolean", "number"):
                found.append((column.kind == "number", i > 0, -i, name))
        return [name for *_, name in sorted(found)]

    def classes(
        self, texts: np.ndarray, kept: np.ndarray, least: int
    ) -> tuple[Integers, tuple[str, ...]]:
        """Give the classes of the rows that are kept, as numbers, and their names."""
        table = self.table
        if table.classes:
            numbers = table.values(self.indices[0])[kept].astype(np.int64)
            if numbers.min() < 0 or numbers.max() >= len(table.classes):
                raise InputError(
                    f"{table.name}: the labels run from {numbers.min()} to {numbers.max()}, but "
                    f"there are {len(table.classes)} names of classes."
                )
            return numbers, table.classes
        where = f"{table.name}, column {table.columns[self.indices[0]]!r}"
        return classes_of(texts[kept], where, least)

    def check_neighbours(self, features: Sequence[int]) -> None:
        columns = [
            self.columns[i].numbers if i in (*features, *self.indices) else None
            for i in range(len(self.table.columns))
        ]
        group = one_hot_group(columns, self.indices[0])
        if group:
            names = LIST.join(self.table.columns[i] for i in group)
            raise Open(
                f"{self.table.name}: exactly one of the columns {', '.join(names.split(LIST))} is "
                f"1 in each row, so they are one label together: label={names}. If the others are "
                f"features, say label={self.table.columns[self.indices[0]]}.",
                label=names,
            )
