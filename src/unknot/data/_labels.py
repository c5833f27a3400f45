"""From a column of labels to classes."""

import re
from collections import defaultdict
from decimal import Decimal

import numpy as np

from unknot.data._arrays import Integers, factorised
from unknot.errors import InputError

LABEL_NAMES = ("label", "class", "target", "species", "y")
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null", "none", "nat", "<na>", "?"})

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[+-]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LARGEST = 10**15  # that is written without an exponent
_MANY = 100
_SOME = 10
_FEW = 4
_ROWS_EACH = 20


def is_blank(text: str) -> bool:
    """Whether a field stands for no value, as far as one can tell."""
    return not text.strip() or text.strip().lower() in MISSING


def classes_of(values: np.ndarray, where: str, least: int = 2) -> tuple[Integers, tuple[str, ...]]:
    """Give labels (n,) that number the classes in order, and the names of the classes.

    Labels are texts, distinct unless they are equal as written, but for outer blanks. Where all
    are numbers without leading zeros they are compared and ordered as numbers, exactly, and whole
    ones that are written as decimals are named without them: 1.0 is 1.

    Parameters
    ----------
    values
        (n,) numbers, truths, bytes or texts, none missing.
    where
        What errors call the column.
    least
        How many classes there must be.

    Raises
    ------
    InputError
        There are fewer classes.

    Examples
    --------
    >>> classes_of(np.array(["10", "9", "10.0"]), "labels")[1]
    ('9', '10')
    >>> classes_of(np.array(["01", "1", "1E5"]), "labels")[1]
    ('01', '1', '1E5')
    """
    codes, distinct = factorised(values)
    texts = [as_text(value) for value in distinct]
    keys: list = [_number(text) for text in texts]
    if any(key is None for key in keys):
        keys = texts
    spellings = defaultdict(list)
    for key, text in zip(keys, texts, strict=True):
        spellings[key].append(text)
    kinds = sorted(spellings)
    names = tuple(_name(kind, spellings[kind]) for kind in kinds)
    if len(kinds) < least:
        raise InputError(
            f"{where} has a single class, {names[0]!r}; expected two or more. If the "
            "label is in another column, say label=COLUMN."
        )
    order = {kind: k for k, kind in enumerate(kinds)}
    return np.array([order[key] for key in keys], dtype=np.int64)[codes], names


def as_text(value: object) -> str:
    """Write one label as a text, without outer blanks."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace").strip()
    return str(value).strip()


def unlike_classes(names: tuple[str, ...], counts: np.ndarray) -> str:
    """Say why labels look like something else than classes; empty if they do not.

    Parameters
    ----------
    names
        The different labels (c,).
    counts
        How many rows each has (c,).

    Examples
    --------
    >>> unlike_classes(("0.37", "1.2", "2.9"), np.array([1, 1, 1]))
    'a measurement (a regression problem)'
    >>> unlike_classes(("ash", "oak"), np.array([30, 30]))
    ''
    """
    classes, rows = len(names), int(counts.sum())
    numbers = [_number(name) for name in names]
    measured = "a measurement (a regression problem)"
    if all(number is not None for number in numbers):
        fractional = any(number % 1 for number in numbers if number is not None)
        if fractional:
            return measured if classes > _SOME or classes > rows / 2 else ""
        if classes > _FEW and classes > rows / 2:
            return f"{measured} or a row number"
        return measured if classes > _SOME and classes > rows / _ROWS_EACH else ""
    if classes > _FEW and classes > rows / 2:
        return "a name or row number of each row"
    return "a text of its own in many rows" if classes > _MANY and classes > rows / 10 else ""


def _number(text: str) -> Decimal | None:
    """Return the exact number that a text is, if it could be written by a program that counts."""
    return Decimal(text) if _WHOLE.fullmatch(text) or _DECIMAL.fullmatch(text) else None


def _name(kind: str | Decimal, spellings: list[str]) -> str:
    shortest = min(spellings, key=lambda text: (len(text), text))
    if isinstance(kind, str) or _WHOLE.fullmatch(shortest):
        return shortest
    return str(int(kind)) if kind % 1 == 0 and abs(kind) < _LARGEST else shortest
