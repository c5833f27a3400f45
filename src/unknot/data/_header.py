"""Whether the first row of a table names its columns."""

from collections.abc import Sequence
from itertools import pairwise

from unknot.data._labels import LABEL_NAMES, is_blank
from unknot.data._numbers import is_number

_TOLD = 4  # rows below, from which their repeated values tell something


def names_columns(first: Sequence[str], below: Sequence[Sequence[str]], comma: bool) -> bool | None:
    """Say whether the first row is a header, by comparing it with the rows below it.

    A text above numbers says so; so does one of the names that labels have, or a text that never
    occurs below it where values repeat. A text that does occur below says that it is none, and
    so does a decimal above numbers. Whole numbers above decimals say that it is one where they
    count on (0, 1, 2 …; 1990, 1991 …), which rows of data seldom do.

    Parameters
    ----------
    first
        The fields of the first row.
    below
        The rows after it, as far as they are looked at.
    comma
        Whether a decimal comma is one here.

    Returns
    -------
    bool or None
        None where it stays open.

    Examples
    --------
    >>> names_columns(["0", "1", "kind"], [["0.5", "1.5", "moss"]] * 4, comma=False)
    True
    >>> names_columns(["0.1", "0.2", "moss"], [["0.5", "1.5", "moss"]] * 4, comma=False)
    False
    """
    if not below:
        return not any(is_number(field, comma) for field in first)
    columns = [
        [row[i].strip() for row in below if i < len(row) and not is_blank(row[i])]
        for i in range(len(first))
    ]
    names = [field.strip() for field in first]
    pairs = list(zip(names, columns, strict=True))
    if any(_is_seen(name, values, comma) for name, values in pairs):
        return False
    decimals = any(is_number(n, comma) and not _is_whole(n) for n in names)
    over_numbers = any(
        name and not is_blank(name) and not is_number(name, comma) and _are_numbers(values, comma)
        for name, values in pairs
    )
    labelled = any(name.lower() in LABEL_NAMES for name in names)
    if over_numbers or labelled:
        return None if decimals and not labelled else True
    unseen = [
        is_number(name, comma)
        for name, values in pairs
        if name and not is_blank(name) and _repeat(values) and name not in values
    ]
    whole = [int(name) for name in names if _is_whole(name)]
    if len(whole) > 1 and _counts_on(whole) and not decimals:
        below_decimals = any(
            _is_whole(name) and any(is_number(v, comma) and not _is_whole(v) for v in values)
            for name, values in pairs
        )
        if not all(unseen) or (below_decimals and unseen and len(whole) > 2):
            return True
        if below_decimals and unseen:
            return None
        if len(below) >= _TOLD and (whole == [0, 1] or (len(whole) > 2 and whole[0] in (0, 1))):
            return None
    if not all(unseen):  # a text that occurs only here, where texts repeat
        return None if whole or decimals else True
    return False


def _is_whole(text: str) -> bool:
    return text.lstrip("+-").isdecimal()


def _counts_on(numbers: list[int]) -> bool:
    steps = {b - a for a, b in pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


def _are_numbers(values: list[str], comma: bool) -> bool:
    return bool(values) and sum(is_number(v, comma) for v in values) > len(values) / 2


def _is_seen(name: str, values: list[str], comma: bool) -> bool:
    """Whether a text of the first row is one of the values below it."""
    return bool(name) and not is_number(name, comma) and name in values


def _repeat(values: list[str]) -> bool:
    return len(values) >= _TOLD and len(set(values)) <= len(values) / 2
