"""Names that come from anywhere, written so that people can tell them apart."""

from collections.abc import Iterable

_LONGEST = 200  # letters: as many as a certificate takes


def readable(name: str, longest: int = _LONGEST) -> str:
    r"""Return a name as one line of printable letters, shortened where it is longer.

    What cannot be seen (a no-break space, a joiner inside an emoji, a tab) is written as an escape.

    Examples
    --------
    >>> print(readable("a\u00a0b"), readable(" "), readable("abcdef", 4))
    a\xa0b ' ' abc…
    """
    seen = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    if not seen.strip():
        seen = f"'{seen}'"
    return seen if len(seen) <= longest else seen[: longest - 1] + "…"


def readable_names(names: Iterable[str], longest: int = _LONGEST) -> tuple[str, ...]:
    r"""Return :func:`readable` names of different things, all different.

    Those that need no change keep theirs; another that would look the same gets a number.

    Examples
    --------
    >>> print(*readable_names(["a\tb", "a\\tb"]))
    a\tb #2 a\tb
    """
    given = list(names)
    shown = [readable(name, longest) for name in given]
    taken = {name for name, text in zip(given, shown, strict=True) if name == text}
    for index, (name, text) in enumerate(zip(given, shown, strict=True)):
        number = 1
        while name != text and shown[index] in taken:
            number += 1
            mark = f" #{number}"
            shown[index] = readable(text, longest - len(mark)) + mark
        taken.add(shown[index])
    return tuple(shown)
