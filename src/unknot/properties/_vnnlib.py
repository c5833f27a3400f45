"""Properties as VNN-LIB 1.0 writes them."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from unknot.errors import InputError
from unknot.exact import Point
from unknot.properties._property import Case, Conditions, Property
from unknot.properties._terms import Place, Term, terms

_NAME = re.compile(r"([XY])_(0|[1-9][0-9]{0,8})")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_SILENT = ("set-logic", "set-info", "set-option", "check-sat", "get-model", "exit")
_GZIP = b"\x1f\x8b"
_MOST = 100_000  # alternatives, once everything is written as one `or`
_MOST_BYTES = 200_000_000

Variable = tuple[str, int]  # "X" or "Y", and its number
T = TypeVar("T")


@dataclass(frozen=True)
class Linear:
    """A sum of multiples of variables, and a number."""

    of: Mapping[Variable, Fraction]
    number: Fraction = Fraction(0)

    def plus(self, other: "Linear", times: Fraction = Fraction(1)) -> "Linear":
        """Add a multiple of another one."""
        of = dict(self.of)
        for name, factor in other.of.items():
            of[name] = of.get(name, Fraction(0)) + times * factor
        return Linear({k: v for k, v in of.items() if v}, self.number + times * other.number)


@dataclass(frozen=True)
class Atom:
    """It is ≤ 0."""

    place: Place
    linear: Linear


Conjunction = tuple[Atom, ...]


def read_vnnlib(path: str | Path) -> Property:
    """Read a property from a VNN-LIB file, packed (``.gz``) or not.

    Parameters
    ----------
    path
        Of VNN-LIB 1.0: reals ``X_0`` … are inputs and ``Y_0`` … outputs; assertions are linear
        inequalities under ``and`` and ``or``, in which inputs are only bounded one by one. Numbers
        are the exact decimals that are written.

    Returns
    -------
    Property
        Which holds if the assertions cannot all be true.

    Raises
    ------
    InputError
        It cannot be read or is no such file; the message names line and column.

    Notes
    -----
    The format is that of the competitions of verifiers (VNN-COMP): S. Demarchi et al. 2023,
    *Supporting standardization of neural networks verification with VNNLIB and CoCoNet*.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> text = '''
    ... (declare-const X_0 Real)
    ... (declare-const Y_0 Real)
    ... (assert (and (>= X_0 -0.1) (<= X_0 0.1)))
    ... (assert (>= Y_0 2))
    ... '''
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "small.vnnlib"
    ...     _ = path.write_text(text)
    ...     read_vnnlib(path).cases[0].lower
    (Fraction(-1, 10),)
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with (gzip.open if packed else open)(path, "rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from None
    if len(raw) > _MOST_BYTES:
        raise InputError(f"{path} has more than {_MOST_BYTES:,} bytes, which is all that is read.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no text in UTF-8 (byte {error.start}).") from None
    return parse_vnnlib(text, path.name)


def parse_vnnlib(text: str, name: str = "property") -> Property:
    """Read a property from the text of a VNN-LIB file; see :func:`read_vnnlib`.

    Raises
    ------
    InputError
        As there.

    Examples
    --------
    >>> parse_vnnlib("(declare-const X_0 Real) (assert (>= X_0 Y_0))")
    Traceback (most recent call last):
    unknot.errors.InputError: property, line 1, column 42: Y_0 is not declared.
    """
    declared: dict[Variable, Place] = {}
    fixed: list[Atom] = []
    choices: list[list[Conjunction]] = []
    for term in terms(text, name):
        if term.head == "declare-const" or term.head == "declare-fun":
            _declare(term, declared)
        elif term.head == "assert" and len(term.items) == 2:
            for one in _conjuncts(term.items[1]):
                found = _alternatives(one, declared)
                if len(found) == 1:
                    fixed += found[0]
                else:
                    choices.append(found)
        elif term.head not in _SILENT:
            term.place.refuse(f"expected (declare-const …) or (assert …), got {term!s:.60}.")
    size = {letter: _count(letter, declared, name) for letter in "XY"}
    return Property(size["X"], size["Y"], _cases(fixed, choices, size, name), name)


def _declare(term: Term, declared: dict[Variable, Place]) -> None:
    words = [one.word for one in term.items if one.items or one.word is not None]
    if len(words) < 3 or words[-1] != "Real":
        term.place.refuse(f"expected (declare-const X_0 Real), got {term!s:.60}.")
    match = _NAME.fullmatch(words[1] or "")
    if match is None:
        term.items[1].place.refuse(
            f"expected an input X_0, X_1 … or an output Y_0, Y_1 …, got {words[1]}."
        )
    variable = match[1], int(match[2])
    if variable in declared:
        term.place.refuse(f"{words[1]} is declared twice.")
    declared[variable] = term.place


def _count(letter: str, declared: Mapping[Variable, Place], name: str) -> int:
    numbers = sorted(number for kind, number in declared if kind == letter)
    what = {"X": "input", "Y": "output"}[letter]
    if not numbers:
        raise InputError(f"{name} declares no {what}: expected (declare-const {letter}_0 Real).")
    if numbers != list(range(len(numbers))):
        missing = next(k for k in range(len(numbers)) if k not in numbers)
        raise InputError(f"{name} declares {letter}_{numbers[-1]}, but no {letter}_{missing}.")
    return len(numbers)


def _conjuncts(term: Term) -> Iterator[Term]:
    if term.head == "and":
        for one in term.items[1:]:
            yield from _conjuncts(one)
    else:
        yield term


def _alternatives(term: Term, declared: Mapping[Variable, Place]) -> list[Conjunction]:
    """Return a formula as alternatives, each of which is a conjunction of inequalities."""
    if term.head == "or":
        if len(term.items) == 1:
            term.place.refuse("an `or` of nothing is never true.")
        return [one for part in term.items[1:] for one in _alternatives(part, declared)]
    if term.head == "and":
        found: list[Conjunction] = [()]
        for part in term.items[1:]:
            found = _times(found, _alternatives(part, declared), term.place)
        return found
    return [_inequality(term, declared)]


def _times(left: list[T], right: list[T], place: Place) -> list[T]:
    if len(left) * len(right) > _MOST:
        place.refuse(f"this has more than {_MOST:,} alternatives, written as one `or`.")
    return [a + b for a in left for b in right]  # type: ignore[operator]


def _inequality(term: Term, declared: Mapping[Variable, Place]) -> Conjunction:
    if term.head in ("<", ">"):
        term.place.refuse(
            f"{term.head} is strict; properties are closed sets: write {term.head}= instead."
        )
    if term.head not in ("<=", ">=", "=") or len(term.items) != 3:
        term.place.refuse(f"expected (<= a b), (>= a b), and, or; got {term!s:.60}.")
    left, right = (_linear(one, declared) for one in term.items[1:])
    difference = left.plus(right, Fraction(-1))
    letters = {letter for letter, _ in difference.of}
    if len(letters) > 1:
        term.place.refuse("inputs and outputs in one inequality; each must be about one of them.")
    if letters == {"X"} and len(difference.of) > 1:
        term.place.refuse(f"inputs are to lie in a box, bounded one by one; got {term!s:.60}.")
    if not letters:
        term.place.refuse(f"this is about no variable: {term!s:.60}.")
    above = Atom(term.place, difference)
    below = Atom(term.place, Linear({}).plus(difference, Fraction(-1)))
    return {"<=": (above,), ">=": (below,), "=": (above, below)}[term.head]


def _linear(term: Term, declared: Mapping[Variable, Place]) -> Linear:
    if term.word is not None:
        return _leaf(term.word, term.place, declared)
    parts = [_linear(one, declared) for one in term.items[1:]]
    if term.head == "+" and parts:
        return _summed(parts)
    if term.head == "-" and len(parts) == 1:
        return Linear({}).plus(parts[0], Fraction(-1))
    if term.head == "-" and parts:
        return parts[0].plus(_summed(parts[1:]), Fraction(-1))
    if term.head == "*" and parts:
        product = Linear({}, Fraction(1))
        for part in parts:
            if part.of and product.of:
                term.place.refuse("a product of variables is not linear.")
            one, other = (part, product) if product.of else (product, part)
            product = Linear({}).plus(other, one.number)
        return product
    return term.place.refuse(f"expected a number, a variable, +, - or *; got {term!s:.60}.")


def _summed(parts: list[Linear]) -> Linear:
    total = Linear({})
    for part in parts:
        total = total.plus(part)
    return total


def _leaf(word: str, place: Place, declared: Mapping[Variable, Place]) -> Linear:
    if _NUMBER.fullmatch(word):
        return Linear({}, Fraction(word))
    match = _NAME.fullmatch(word)
    if match is None:
        place.refuse(f"expected a number or a variable, got {word:.40}.")
    if (match[1], int(match[2])) not in declared:
        place.refuse(f"{word} is not declared.")
    return Linear({(match[1], int(match[2])): Fraction(1)})


def _cases(
    fixed: list[Atom], choices: list[list[Conjunction]], size: Mapping[str, int], name: str
) -> tuple[Case, ...]:
    """Gather alternatives by their boxes."""
    every: list[Conjunction] = [()]
    for choice in choices:
        every = _times(every, choice, choice[0][0].place)
    found: dict[tuple[Point, Point], dict[Conditions, None]] = {}
    empty: list[str] = []
    for one in every:
        atoms = [*fixed, *one]
        lower, upper = _box(atoms, size["X"], name)
        outputs = [atom.linear for atom in atoms if any(k == "Y" for k, _ in atom.linear.of)]
        if not outputs:
            raise InputError(
                f"{name}: an alternative says nothing of outputs, so every input violates it."
            )
        crossed = [k for k, (a, b) in enumerate(zip(lower, upper, strict=True)) if a > b]
        if crossed:
            k = crossed[0]
            empty.append(f"X_{k} ≥ {float(lower[k]):g} and X_{k} ≤ {float(upper[k]):g}")
            continue
        width = range(size["Y"])
        weight = tuple(tuple(f.of.get(("Y", k), Fraction(0)) for k in width) for f in outputs)
        conditions = Conditions(weight, tuple(-f.number for f in outputs))
        found.setdefault((lower, upper), {})[conditions] = None
    if not found:
        raise InputError(f"{name}: no input satisfies the assertions: {empty[0]}.")
    return tuple(Case(*box, tuple(never)) for box, never in found.items())


def _box(atoms: list[Atom], inputs: int, name: str) -> tuple[Point, Point]:
    ends: dict[str, dict[int, Fraction]] = {"lower": {}, "upper": {}}
    nearest: dict[str, Callable[[Fraction, Fraction], Fraction]] = {"lower": max, "upper": min}
    for atom in atoms:
        for (letter, k), factor in atom.linear.of.items():
            if letter == "X":
                # factor·x + number ≤ 0
                side, end = "upper" if factor > 0 else "lower", -atom.linear.number / factor
                ends[side][k] = nearest[side](ends[side].get(k, end), end)
    for side, known in ends.items():
        for k in range(inputs):
            if k not in known:
                raise InputError(f"{name}: X_{k} has no {side} bound; a box has one on each side.")
    lower, upper = (tuple(ends[side][k] for k in range(inputs)) for side in ("lower", "upper"))
    return lower, upper
