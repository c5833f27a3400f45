"""Exact numbers as JSON: integers, hexadecimal floats, fractions (docs/certificates.md)."""

import math
from collections.abc import Iterable
from fractions import Fraction

from unknot.errors import InputError

Number = float | int | Fraction
Point = tuple[Fraction, ...]
Written = int | str


def number(value: Number) -> Written:
    """Write a number exactly: an integer, a hexadecimal float, or a fraction.

    Examples
    --------
    >>> number(2.0), number(0.75), number(Fraction(1, 3))
    (2, '0x1.8000000000000p-1', '1/3')
    """
    if type(value) is float and math.isfinite(value):
        return int(value) if value.is_integer() else value.hex()
    exact = Fraction(value)
    if exact.denominator == 1:
        return exact.numerator
    try:
        near = float(exact)
    except OverflowError:
        near = 0.0
    return near.hex() if Fraction(near) == exact else f"{exact.numerator}/{exact.denominator}"


def numbers(values: Iterable[Number]) -> list[Written]:
    """Write a row of numbers."""
    return [number(value) for value in values]


def rows(values: Iterable[Iterable[Number]]) -> list[list[Written]]:
    """Write a table of numbers."""
    return [numbers(row) for row in values]


def point(values: Iterable[Number]) -> Point:
    """Return the exact point that some coordinates are."""
    return tuple(Fraction(value) for value in values)


def read(written: Written) -> Fraction:
    """Read a number that :func:`number` wrote.

    Raises
    ------
    InputError
        It is no number written so.

    Examples
    --------
    >>> read("0x1.8000000000000p-1"), read("1/3"), read(2)
    (Fraction(3, 4), Fraction(1, 3), Fraction(2, 1))
    """
    try:
        if type(written) is int:
            return Fraction(written)
        if type(written) is str:
            return Fraction(float.fromhex(written) if "x" in written else written)
    except (ValueError, OverflowError, ZeroDivisionError):
        pass
    raise InputError(f"{written!r} is no exact number, such as 2, '0x1.8p-1' or '1/3'.")


def read_float(written: Written) -> float:
    """Read a number that is a float.

    Raises
    ------
    InputError
        It is no number, or none that a float can be.
    """
    exact = read(written)
    try:
        near = float(exact)
    except OverflowError:
        near = 0.0
    if near != exact:
        raise InputError(f"{written!r} is no number of double precision.")
    return near


def read_floats(written: Iterable[Written]) -> tuple[float, ...]:
    """Read a row of floats."""
    return tuple(map(read_float, written))


def read_rows(written: Iterable[Iterable[Written]]) -> tuple[tuple[float, ...], ...]:
    """Read a table of floats."""
    return tuple(map(read_floats, written))
