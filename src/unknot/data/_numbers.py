"""Columns of texts as numbers, in whichever way they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COMMA = re.compile(
    r"[+-]?([0-9]+,?|[0-9]*,[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?)([eE][+-]?[0-9]+)?"
)
_GROUPED = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?)")
_INFINITE = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([ T].*)?")
_TRUTH = {"true": 1.0, "false": 0.0}


class Writing(StrEnum):
    """How the numbers of a column are written."""

    plain = "1234.5"
    comma = "1.234,5"
    grouped = "1,234.5"


@dataclass(frozen=True)
class Written:
    """The ways in which all texts of a column are numbers, and the likeliest kind if there is none.

    ``kind`` is number, boolean, date or text.
    """

    ways: frozenset[Writing]
    kind: str

    @property
    def way(self) -> Writing | None:
        """The only way, or None."""
        return next(iter(self.ways)) if len(self.ways) == 1 else None


def is_number(text: str, comma: bool = False) -> bool:
    """Whether a field is a number: with a decimal point, or with a decimal comma if that is asked.

    Examples
    --------
    >>> is_number("-1.5e3"), is_number("1_0"), is_number("1,5"), is_number("1,5", comma=True)
    (True, False, False, True)
    """
    text = text.strip()
    return bool(_PLAIN.fullmatch(text) or _INFINITE.fullmatch(text)) or (
        comma and bool(_COMMA.fullmatch(text))
    )


def written(texts: Iterable[str]) -> Written:
    """Say how texts, none of which is missing, are written.

    Examples
    --------
    >>> written(["1,5", "2"]).way, sorted(written(["1,234", "2,345"]).ways)
    (<Writing.comma: '1.234,5'>, [<Writing.grouped: '1,234.5'>, <Writing.comma: '1.234,5'>])
    >>> written(["2024-01-31"]).kind, written(["moss"]).kind, written(["TRUE"]).kind
    ('date', 'text', 'boolean')
    """
    given = [text.strip() for text in texts]
    if not given:
        return Written(frozenset(), "text")
    if all(is_number(text) for text in given):
        return Written(frozenset({Writing.plain}), "number")
    ways = set()
    if all(_COMMA.fullmatch(text) or _INFINITE.fullmatch(text) for text in given):
        ways.add(Writing.comma)
    if all(_GROUPED.fullmatch(text) or _INFINITE.fullmatch(text) for text in given):
        ways.add(Writing.grouped)
    if ways:
        return Written(frozenset(ways), "number")
    if all(text.lower() in _TRUTH for text in given):
        return Written(frozenset(), "boolean")
    return Written(frozenset(), "date" if all(map(_DATE.fullmatch, given)) else "text")


def value(text: str, way: Writing) -> float | None:
    """Return the number that a text is when written in a way; None if it is none.

    Examples
    --------
    >>> value("1.234,5", Writing.comma), value("1,234.5", Writing.grouped)
    (1234.5, 1234.5)
    """
    text = text.strip()
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    if _INFINITE.fullmatch(text):
        return float(text)
    pattern = {Writing.plain: _PLAIN, Writing.comma: _COMMA, Writing.grouped: _GROUPED}[way]
    if not pattern.fullmatch(text):
        return None
    if way is Writing.comma:
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ""))
