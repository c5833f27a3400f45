"""The errors a user can meet, typed by their remedy."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial


class UnknotError(Exception):
    """The parent of every error that unknot raises on purpose."""


class InputError(UnknotError, ValueError):
    """What was given cannot be used; the message says what was got, expected, and what to do."""


class UnknownName(InputError):
    """A name was not found among those that exist; the message proposes near ones.

    Parameters
    ----------
    kind
        What was being named, e.g. ``"data set"``.
    name
        The name as it was given.
    known
        The names that exist.

    Examples
    --------
    >>> print(UnknownName("data set", "spiral", ["spirals", "moons"]))
    There is no data set 'spiral'. Did you mean 'spirals'? There are: spirals, moons.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]):
        names = list(known)
        near = get_close_matches(name, names, n=2)
        hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"There is no {kind} {name!r}.{hint} There are: {', '.join(names)}.")
        self._parts = kind, name, names

    def __reduce__(self):
        return type(self), self._parts


class BadEnvironment(UnknotError, RuntimeError):
    """The process or a program that it needs is not set up for this; the message says what to do.

    Examples
    --------
    A JAX that is told to use a GPU where there is none, an encoder of movies that does not run.
    """


class UnsupportedLayer(UnknotError, TypeError):
    """A layer or network lacks what was asked of it (an inverse, a drawing in this dimension)."""


class MissingExtra(UnknotError, ImportError):
    """An optional package is needed; the message names the extra to install."""

    def __init__(self, package: str, extra: str, purpose: str):
        super().__init__(
            f"{purpose} needs the package {package!r}, which is not installed. "
            f"Install it with: pip install 'unknot[{extra}]'"
        )
        self._parts = package, extra, purpose

    def __reduce__(self):
        return type(self), self._parts


class Question(InputError):
    """What was given can be meant in more than one way, or needs a decision; it says which.

    Attributes
    ----------
    sentences
        What is to be decided, one after the other.
    answer
        A source that answers it, and is known to work; empty where there is none to propose.
    """

    def __init__(self, *sentences: str, answer: str = ""):
        super().__init__(" ".join(sentences) + (f" For example: {answer}" if answer else ""))
        self.sentences = sentences
        self.answer = answer

    @property
    def sentence(self) -> str:
        """What is to be decided, without the answer."""
        return " ".join(self.sentences)

    def __reduce__(self):
        return partial(type(self), answer=self.answer), self.sentences
