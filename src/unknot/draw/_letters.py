"""Letters that the figures' font lacks: taken from other fonts here, or else replaced."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from unicodedata import east_asian_width

from matplotlib.artist import Artist
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from unknot.names import readable, readable_names

FONT = "DejaVu Sans"  # comes with matplotlib

_LACKING = "□"
_SELECTORS = re.compile("[\ufe00-\ufe0f]")  # ask for a coloured emoji, and are no letters
# Fonts whose glyphs are not the letters that they are filed under.
_NOT_LETTERS = re.compile(
    r"cm[a-z]+\d+$|stix|\.?last ?resort|adobe blank|(standard )?symbol|d050000l|(web|wing)dings",
    re.IGNORECASE,
)
_LONGEST = 28  # letters of a class's name in a legend


def class_labels(names: Iterable[str]) -> tuple[str, ...]:
    """Return how figures call classes: by their names, or by numbers if no font has all letters."""
    shown = _shown(names)
    numbers = tuple(str(number) for number in range(1, len(shown) + 1))
    return numbers if families("".join(shown)) is None else shown


def class_numbers(names: Iterable[str]) -> dict[str, str]:
    """Return the names of classes by the numbers that figures give them; none where they need none.

    Examples
    --------
    >>> class_numbers(["setosa", "versicolor"])
    {}
    """
    given = list(names)
    labels = class_labels(given)
    return {} if labels == _shown(given) else dict(zip(labels, given, strict=True))


def _shown(names: Iterable[str]) -> tuple[str, ...]:
    return readable_names((_SELECTORS.sub("", name) or name for name in names), _LONGEST)


def breadth(text: str) -> int:
    """Return how many letters wide a text is; some letters count for two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def letter(artists: Iterable[Artist]) -> None:
    """Give each text among these, and inside them, fonts that have all its letters."""
    for artist in artists:
        for text in artist.findobj(Text):
            assert isinstance(text, Text)
            words = text.get_text()
            if words.isascii() and words.isprintable():
                continue
            lines = [_drawn(line) for line in words.split("\n")]
            text.set_text("\n".join(lines))
            text.set_fontfamily([FONT, *(families("".join(lines)) or ())])


def _drawn(line: str) -> str:
    """Return a line with a box for each letter that no font here has."""
    line = _SELECTORS.sub("", line)
    seen = readable(line, 10 * len(line)) if line.strip() else line
    if families(seen) is not None:
        return seen
    return "".join(c if families(c) is not None else _LACKING for c in seen)


def families(text: str) -> tuple[str, ...] | None:
    """Return fonts for the letters that the figures' own font lacks; None if one has no font."""
    lacking = sorted(set(map(ord, text)) - _letters_of(FONT))
    found: list[str] = []
    for code in lacking:
        if any(code in _letters_of(name) for name in found):
            continue
        name = next((name for name in _others() if code in _letters_of(name)), None)
        if name is None:
            return None
        found.append(name)
    return tuple(found)


def _others() -> Sequence[str]:
    """Return the other families that are installed, those without serifs first."""
    names = sorted(_plain(), key=lambda name: ("sans" not in name.lower(), name))
    return [name for name in names if name != FONT and not _NOT_LETTERS.match(name)]


@cache
def _plain() -> dict[str, str]:
    """Return the file of every family that has an upright font of usual weight and width."""
    return {
        entry.name: entry.fname
        for entry in reversed(fontManager.ttflist)  # of several, the first is taken
        if (entry.style, entry.weight, entry.stretch) == ("normal", 400, "normal")
    }


@cache
def _letters_of(name: str) -> frozenset[int]:
    """Return the letters of a family's plain font; none if it cannot be read."""
    try:
        return frozenset(FT2Font(_plain()[name]).get_charmap())
    except (KeyError, OSError, RuntimeError):
        return frozenset()
