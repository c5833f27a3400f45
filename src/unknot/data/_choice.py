"""From a table to points and labels: which columns are meant, and what stands in the way."""

from dataclasses import dataclass

import numpy as np

from unknot.data._arrays import Floats, Integers
from unknot.data._asked import LIST, Asked
from unknot.data._columns import Column, Columns, columns_named
from unknot.data._label_column import LabelColumn
from unknot.data._leaks import leaks
from unknot.data._names import axis_names
from unknot.data._numbers import Writing
from unknot.data._open import Open
from unknot.data._reading import Reading
from unknot.data._scaling import Scaling
from unknot.data._source import format_source
from unknot.data._table import Table
from unknot.errors import InputError, Question

_MOST_QUESTIONS = 8
_MOST_VALUES = 100  # of a text column that becomes 0/1 columns
_SHOWN = 6


@dataclass(frozen=True)
class Chosen:
    """Labelled points, and how they were read from a table."""

    points: Floats
    labels: Integers
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    scaling: Scaling | None
    reading: Reading


def choose(table: Table, asked: Asked, like: Reading | None = None) -> Chosen:
    """Choose the columns of a table, as asked, and turn them into points and labels.

    Parameters
    ----------
    table, asked
        What there is, and what was said about it.
    like
        How the training points were read, for points to test on: the same columns are taken, and
        gaps are filled with the same means. A single class is enough then.

    Raises
    ------
    Question
        Something is to be decided first; it proposes an answer that works, where it knows one.
    InputError
        A field cannot be used; the message names its place.
    """
    asked = asked if like is None else _as_before(table, asked, like)
    choice = _Choice(table, asked, like)
    try:
        return choice.made()
    except Open as problem:
        raise _question(table, asked, like, problem) from None


def _question(table: Table, asked: Asked, like: Reading | None, problem: Open) -> Question:
    """Ask everything at once, with one answer that is known to work."""
    sentences, now = [], asked
    for _ in range(_MOST_QUESTIONS):
        sentences.append(problem.sentence)
        after = now.also(**problem.answer)
        if after == now:
            break
        now = after
        try:
            _Choice(table, now, like).made()
        except Open as another:
            problem = another
        except InputError:
            break
        else:
            return Question(*sentences, answer=format_source(table.name, now.options()))
    return Question(*sentences)


def _as_before(table: Table, asked: Asked, like: Reading) -> Asked:
    """Ask a table for the columns of another one, unless told otherwise."""
    more: dict[str, str] = {}
    if not asked.label and table.label is None and like.label in table.columns:
        more["label"] = like.label
    if table.named and not asked.features:
        lacking = [name for name in like.features if name not in table.columns]
        if lacking:
            raise InputError(
                f"{table.name} has no column {lacking[0]!r}, which the training points have; it "
                f"has: {', '.join(table.columns[:20])}. Name its columns alike."
            )
        more["features"] = LIST.join(like.features)
    if like.encoded and not asked.encode:
        more["encode"] = LIST.join(like.encoded)
    if like.filled and not asked.words.mean:
        more["missing"] = "mean"
    return asked.also(**more)


class _Choice:
    """One try to choose, which ends in points or in something to decide."""

    def __init__(self, table: Table, asked: Asked, like: Reading | None):
        self.table, self.asked, self.like = table, asked, like
        self.columns = Columns(table, asked.words, asked.decimal)
        self.left_out: dict[str, str] = {table.columns[i]: why for i, why in table.index}
        self.notes = list(table.notes)
        self.label = LabelColumn(table, asked, self.columns)
        self.encode = self._named(asked.encode)
        self.features = self._features()

    def _named(self, text: str) -> list[int]:
        return columns_named(text, self.table.columns, self.table.name) if text else []

    def _features(self) -> list[int]:
        table = self.table
        dropped = self._named(self.asked.drop)
        if self.asked.features:
            chosen = [i for i in self._named(self.asked.features) if i not in dropped]
            both = [table.columns[i] for i in chosen if i in self.label.indices]
            if both:
                raise InputError(
                    f"{table.name}: the column {both[0]!r} is the label and a feature; leave it "
                    "out of features=, or say label=COLUMN."
                )
            rest = [i for i in range(len(table.columns)) if i not in (*chosen, *self.label.indices)]
            self.left_out |= {table.columns[i]: "not among the features asked for" for i in rest}
        else:
            index = {i for i, _ in table.index}
            chosen = [
                i
                for i in range(len(table.columns))
                if i not in {*self.label.indices, *dropped, *index}
            ]
        self.left_out |= {table.columns[i]: "asked for" for i in dropped}
        if not chosen:
            raise InputError(
                f"{table.name} has no features left; expected at least one column of numbers "
                "beside the label."
            )
        return chosen

    def made(self) -> Chosen:
        """Return points and labels, or raise what is to be decided."""
        table = self.table
        self._settle_decimals()
        texts = self.label.texts()
        if self.like is None:
            self.label.check(texts)
        gaps = self.label.gaps(texts)
        self._check_kinds()
        kept = self._kept(gaps)
        plain = [i for i in self.features if i not in self.encode]
        self._check_finite(plain)
        points, names, filled, encoded = self._points(kept)
        labels, classes = self.label.classes(texts, kept, least=2 if self.like is None else 1)
        self._check_leaks(plain, kept, labels, classes)
        if not table.named and all(name.isdecimal() for name in names):
            names = axis_names(len(names))
        reading = Reading(
            form=table.form,
            header=table.header,
            label=self.label.name,
            why=self.label.why,
            features=tuple(table.columns[i] for i in self.features),
            left_out=self.left_out,
            encoded=encoded,
            filled=filled,
            rows=len(points),
            dropped=table.rows - len(points),
            notes=(*self.notes, *self.label.notes),
        )
        scaling = table.scaling
        if scaling is not None and not encoded:
            scaling = Scaling(scaling.mean[plain], scaling.scale[plain])
        return Chosen(points, labels, classes, names, scaling, reading)

    def _settle_decimals(self) -> None:
        used = [i for i in (*self.features, *self.label.indices) if i not in self.encode]
        at = self.columns.settle(used)
        if at is None:
            self._note_writing(used)
            return
        row = int(np.argmax(~self.columns[at].missing))
        raise Open(
            f"{self.table.where(row, at)} is {self._cell(row, at)!r}, which may have its comma or "
            "point before decimals or between thousands. Say which decimals are: decimal=comma or "
            "decimal=point."
        )

    def _note_writing(self, used: list[int]) -> None:
        known = [(self.table.columns[i], self.columns[i]) for i in used]
        commas = [name for name, c in known if c.way is Writing.comma and c.numbers is not None]
        groups = [name for name, c in known if c.way is Writing.grouped and c.numbers is not None]
        truths = [name for name, c in known[: len(self.features)] if c.kind == "boolean"]
        for names, what in (
            (commas, "their decimals follow a comma"),
            (groups, "their commas are between thousands"),
            (truths, "true is 1, false is 0"),
        ):
            if names:
                self.notes.append(f"{', '.join(names[:_SHOWN])}: {what}")

    def _cell(self, row: int, column: int) -> str:
        return self.table.cell(row, column).strip()[:40]

    def _check_kinds(self) -> None:
        """Ask about features that are no numbers."""
        bad = [i for i in self.features if i not in self.encode and self._unusable(i)]
        if not bad:
            return
        sentences = [self._what_it_is(i, self.columns[i]) for i in bad[:_SHOWN]]
        names = [self.table.columns[i] for i in bad]
        more = f" So are {len(bad) - _SHOWN} more columns." if len(bad) > _SHOWN else ""
        texts = [n for n, i in zip(names, bad, strict=True) if self._is_encodable(i)]
        mixed = all(self.columns[i].kind == "mixed" for i in bad)
        ways = [] if mixed else [f"leave out what is no number: drop={LIST.join(names)}"]
        if texts:
            ways.append(f"turn texts into 0/1 columns: encode={LIST.join(texts)}")
            if not self.label.sure:
                ways.append(f"or choose the label: label={texts[0]}")
        say = f" You may {'; '.join(ways)}." if ways else ""
        answer = {"encode": LIST.join(texts)} if texts else {}
        if len(self.features) > len(bad):
            answer = {"drop": LIST.join(names)}
        if not self.label.sure and self.label.is_last:
            say += f" The label is taken to be {self.label.name!r}, the last column."
            others = [name for name in self.label.others() if name in texts]
            if len(others) == 1 and self.label.is_numeric:
                answer = {"label": others[0]}
        raise Open(" ".join(sentences) + more + say, **answer)

    def _unusable(self, index: int) -> bool:
        column = self.columns[index]
        return column.numbers is None

    def _is_encodable(self, index: int) -> bool:
        column = self.columns[index]
        most = min(_MOST_VALUES, max(2, self.table.rows // 2))
        return column.kind == "text" and column.distinct <= most

    def _what_it_is(self, index: int, column: Column) -> str:
        if column.kind == "empty":
            return f"{self.table.name}, column {self.table.columns[index]!r} has no values at all."
        row = column.odd or 0
        place, cell = self.table.where(row, index), self._cell(row, index)
        if column.kind == "mixed":
            return (
                f"{place} is {cell!r}; expected a number. Correct it, or say what stands for a "
                f"missing value: missing=drop{LIST}{cell}."
            )
        what = {
            "date": "a date",
            "text": f"a text ({column.distinct:,} different ones in {self.table.rows:,} rows)",
        }[column.kind]
        return f"{place} is {cell!r}; expected a number, but the column holds {what}."

    def _kept(self, gaps: np.ndarray) -> np.ndarray:
        """Give the rows to keep; ask where features lack values."""
        words, table = self.asked.words, self.table
        lacking = {i: self.columns[i].missing for i in self.features}
        holes = [i for i, missing in lacking.items() if (missing & ~gaps).any()]
        if not holes:
            return ~gaps
        # A text column has no mean.
        unfilled = [i for i in holes if not words.mean or i in self.encode]
        if words.drop or not unfilled:
            kept = ~np.any([gaps, *(lacking[i] for i in unfilled)], axis=0)
            if not kept.any():
                raise InputError(f"{table.name} lacks a value in every row, so none is left.")
            return kept
        rows = np.any([lacking[i] for i in unfilled], axis=0) & ~gaps
        # The first in the order of the file.
        row = int(np.argmax(rows))
        at = next(i for i in unfilled if lacking[i][row])
        names = ", ".join(repr(table.columns[i]) for i in unfilled[:_SHOWN])
        raise Open(
            f"{table.where(row, at)} is missing ({self._cell(row, at)!r}); {int(rows.sum())} of "
            f"{table.rows} rows lack a feature ({names}). missing=drop leaves these rows out, "
            "missing=mean fills in the mean of the column.",
            missing="drop",
        )

    def _check_finite(self, features: list[int]) -> None:
        for i in features:
            numbers = self.columns[i].numbers
            wrong = np.isinf(numbers) if numbers is not None else np.zeros(0, bool)
            if wrong.any():
                row = int(np.argmax(wrong))
                raise InputError(
                    f"{self.table.where(row, i)} is {self._cell(row, i)}; expected a finite "
                    "number. Remove the row."
                )

    def _points(
        self, kept: np.ndarray
    ) -> tuple[Floats, tuple[str, ...], dict[str, float], dict[str, tuple[str, ...]]]:
        """Put the features together: numbers as they are, texts as 0/1 columns."""
        parts, names = [], []
        filled: dict[str, float] = {}
        encoded: dict[str, tuple[str, ...]] = {}
        for i in self.features:
            name = self.table.columns[i]
            if i in self.encode:
                columns, kinds = self._encoded(i, kept)
                encoded[name] = kinds
                parts += columns
                names += [f"{name}={kind}" for kind in kinds]
                continue
            numbers = self.columns[i].numbers
            if numbers is None:
                raise InputError(f"{self.table.name}, column {name!r} holds no numbers.")
            taken = numbers if kept.all() else numbers[kept]
            holes = np.isnan(taken)
            if holes.any():
                before = {} if self.like is None else self.like.filled
                filled[name] = float(before.get(name, np.mean(taken[~holes])))
                taken = np.where(holes, filled[name], taken)
            parts.append(taken)
            names.append(name)
        points = np.stack(parts, axis=1)
        points.setflags(write=False)
        return points, tuple(names), filled, encoded

    def _encoded(self, index: int, kept: np.ndarray) -> tuple[list[Floats], tuple[str, ...]]:
        name = self.table.columns[index]
        texts = np.array([str(t or "").strip() for t in self.table.texts(index)[kept]], object)
        known = self.like.encoded.get(name) if self.like is not None else None
        kinds = tuple(sorted(set(texts.tolist()))) if known is None else known
        strange = set(texts.tolist()) - set(kinds)
        if strange:
            raise InputError(
                f"{self.table.name}, column {name!r} holds {min(strange)!r}, which the training "
                f"points do not have; they have: {', '.join(kinds)}."
            )
        if len(kinds) > _MOST_VALUES:
            raise InputError(
                f"{self.table.name}, column {name!r} has {len(kinds):,} different texts; up to "
                f"{_MOST_VALUES} are turned into columns. Leave it out: drop={name}."
            )
        return [(texts == kind).astype(np.float64) for kind in kinds], kinds

    def _check_leaks(
        self, plain: list[int], kept: np.ndarray, labels: Integers, classes: tuple[str, ...]
    ) -> None:
        """Ask about, or note, features that give the label away."""
        if self.like is not None:
            return
        chosen = bool(self.asked.features)
        if not (self.label.sure or chosen):
            self.label.check_neighbours(self.features)
        values = [
            (i, self.table.columns[i], numbers if kept.all() else numbers[kept])
            for i in plain
            if (numbers := self.columns[i].numbers) is not None
            and not self.columns[i].missing.any()
        ]
        for leak in leaks(values, labels, len(classes), len(kept)):
            names = [self.table.columns[i] for i in leak.columns]
            what = f"{', '.join(map(repr, names))} {leak.why}"
            if leak.certain and not chosen and len(leak.columns) < len(self.features):
                raise Open(
                    f"{self.table.name}, column {what}: as a feature it may give the label away. "
                    f"Leave it out with drop={LIST.join(names)}, or keep it by naming all features "
                    "with features=.",
                    drop=LIST.join(names),
                )
            self.notes.append(f"{what}: leave it out if it is made from the label or the row")
        flat = [name for _, name, column in values if column.min() == column.max()]
        if flat:
            self.notes.append(f"{', '.join(flat[:_SHOWN])}: the same value in every row")
