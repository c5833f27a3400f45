"""Reading strictly: exact numbers, rows of them, and objects with known keys."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

Json = Any
Point = tuple[Fraction, ...]
Exact = float | Fraction  # a float is the dyadic rational that it is

# Python reads and writes integers of up to 4,300 digits.
_RATIO = re.compile(r"(-?[1-9][0-9]{0,4299})/([1-9][0-9]{0,4299})")


class Refused(Exception):
    """A certificate does not verify; the message says why."""


def need(condition: bool, why: str) -> None:
    """Refuse unless a condition holds."""
    if not condition:
        raise Refused(why)


def number(value: Json, at: str) -> Fraction:
    """Read an exact number: an integer, a hexadecimal float in canonical form, or a fraction."""
    return Fraction(_exact(value, at))


def _exact(value: Json, at: str) -> Exact:
    if type(value) is str and "x" in value:
        try:
            exact = float.fromhex(value)
        except (ValueError, OverflowError):
            exact = math.nan
        if not math.isfinite(exact) or exact.hex() != value:
            raise Refused(f"{at}: {value!r:.60} is no finite float as Python writes it")
        return exact
    if type(value) is int:
        return float(value) if abs(value) <= 2**53 else Fraction(value)
    if type(value) is str and (found := _RATIO.fullmatch(value)):
        p, q = int(found[1]), int(found[2])
        need(q > 1 and math.gcd(p, q) == 1, f"{at}: {value} is not in lowest terms")
        return Fraction(p, q)
    raise Refused(f"{at}: {value!r:.60} is no exact number")


def items(value: Json, at: str, least: int = 1) -> list[Json]:
    """Read a list that is not too short."""
    need(type(value) is list, f"{at}: expected a list")
    need(len(value) >= least, f"{at}: expected {least} or more items, got {len(value)}")
    return value


def numbers(value: Json, at: str, size: int | None = None) -> Point:
    """Read a row of numbers, of a given length."""
    found = tuple(number(x, f"{at}[{i}]") for i, x in enumerate(items(value, at)))
    need(size is None or len(found) == size, f"{at}: expected {size} numbers, got {len(found)}")
    return found


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of exact numbers of one length: large ones are made fractions only where asked."""

    values: Sequence[tuple[Exact, ...]]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def width(self) -> int:
        """The length of each row."""
        return len(self.values[0])

    @cached_property
    def rows(self) -> list[Point]:
        """The rows as fractions."""
        return [tuple([Fraction(x) for x in row]) for row in self.values]


def table(value: Json, at: str, size: int | None = None) -> Table:
    """Read rows of numbers of one length."""
    found = []
    for i, row in enumerate(items(value, at)):
        here = f"{at}[{i}]"
        found.append(tuple([_exact(x, here) for x in items(row, here)]))
        size = len(found[0]) if size is None else size
        need(len(row) == size, f"{here}: expected {size} numbers, got {len(row)}")
    return Table(found)


def whole(value: Json, at: str, least: int = 0) -> int:
    """Read an integer that is not too small."""
    fits = type(value) is int and least <= value < 10**18
    need(fits, f"{at}: expected an integer from {least}, of 18 digits at most")
    return value


def wholes(value: Json, at: str, least: int = 0) -> list[int]:
    """Read a list of integers."""
    return [whole(x, f"{at}[{i}]", least) for i, x in enumerate(items(value, at, 0))]


def fields(value: Json, at: str, *required: str, optional: Sequence[str] = ()) -> dict[str, Json]:
    """Read an object that has these keys, and no others."""
    need(type(value) is dict, f"{at}: expected an object")
    need(set(required) <= set(value), f"{at}: missing {sorted(set(required) - set(value))}")
    extra = set(value) - set(required) - set(optional)
    need(not extra, f"{at}: unknown keys {sorted(extra)}")
    return value


def load(path: str | Path) -> dict[str, Json]:
    """Read a file strictly: no repeated keys, no decimals."""

    def unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        need(len(found) == len(pairs), "a key occurs twice in one object")
        return found

    def decimal(text: str) -> Json:
        raise Refused(f"{text} is no exact number; those are integers, hexadecimal, or fractions")

    rules: dict[str, Any] = {"parse_float": decimal, "parse_constant": decimal}
    try:
        content = json.loads(Path(path).read_text("utf-8"), object_pairs_hook=unique, **rules)
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is no JSON in UTF-8: {error}") from None
    need(type(content) is dict, "the file holds no JSON object")
    return content
