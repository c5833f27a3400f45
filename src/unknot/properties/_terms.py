"""Terms in brackets, with the places where they stand."""

import re
from dataclasses import dataclass
from typing import NoReturn

from unknot.errors import InputError

_TOKEN = re.compile(r"\s+|;[^\n]*|[()]|\|[^|]*\||\"[^\"]*\"|[^\s()|\";]+")
_DEEPEST = 200


@dataclass(frozen=True)
class Place:
    """Where something stands in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def refuse(self, why: str) -> NoReturn:
        """Raise the error that names this place.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(f"{self.file}, line {self.line}, column {self.column}: {why}")


@dataclass(frozen=True)
class Term:
    """A word, or a list of terms in brackets, whose first is mostly a word."""

    place: Place
    word: str | None
    items: tuple["Term", ...] = ()

    @property
    def head(self) -> str:
        """The first word of a list; empty where there is none."""
        return (self.items[0].word or "") if self.items else ""

    def __str__(self) -> str:
        return self.word if self.word is not None else f"({' '.join(map(str, self.items))})"


def terms(text: str, file: str) -> list[Term]:
    """Read all terms of a text.

    Raises
    ------
    InputError
        A bracket is missing or one too many; the message says where.
    """
    open_: list[tuple[Place, list[Term]]] = []
    found: list[Term] = []
    at, line, start = 0, 1, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        place = Place(file, line, at - start + 1)
        if match is None:
            place.refuse(f"{text[at]} opens a name or a text that does not end.")
        token = match.group()
        if token == "(":
            if len(open_) == _DEEPEST:
                place.refuse(f"brackets are more than {_DEEPEST} deep.")
            open_.append((place, []))
        elif token == ")":
            if not open_:
                place.refuse("a bracket closes that none opens.")
            opened, items = open_.pop()
            (open_[-1][1] if open_ else found).append(Term(opened, None, tuple(items)))
        elif not token.isspace() and token[0] != ";":
            (open_[-1][1] if open_ else found).append(Term(place, token.strip("|")))
        if "\n" in token:
            line += token.count("\n")
            start = at + token.rindex("\n") + 1
        at = match.end()
    if open_:
        open_[-1][0].refuse("this bracket is never closed.")
    return found
