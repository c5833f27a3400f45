"""What the library says to somebody at a command line, said to somebody at the page."""

import re

from unknot.errors import InputError
from unknot.recording import CHANGEABLE

_COLUMNS = r"[^;]*?(?=;|\.(?: |$))"  # names of columns, up to the end of the part

# What is said, and what is said instead; in this order. The choices named here are those of the
# page's table panel.
_INSTEAD = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"say label=COLUMN, group the values", "choose another label below, group the values"),
        (r"say label=\S.*? to use them as they are", "choose it as the label to use it as it is"),
        (r"say label=COLUMN", "choose the label below"),
        (r"If the others are features, say label=" + _COLUMNS, "If not, choose one label below"),
        (r"one label together: label=" + _COLUMNS, "one label together"),
        (r"leave out what is no number: drop=" + _COLUMNS, "leave out what is no number"),
        (r"turn texts into 0/1 columns: encode=" + _COLUMNS, "turn texts into 0/1 columns"),
        (r"or choose the label: label=" + _COLUMNS, "or choose another label"),
        (r"You may leave out what", "Below you may leave out what"),
        (
            r"say what stands for a missing value: missing=" + _COLUMNS,
            "name it below among the texts that mean missing",
        ),
        (
            r"missing=drop leaves these rows out, missing=mean fills in the mean of the column",
            "Below you may leave these rows out, or fill in the mean of the column",
        ),
        (
            r"If it is a class, say missing=empty; missing=drop leaves these rows out",
            "Below you may leave these rows out; if it is a class, let only blanks mean missing",
        ),
        (r"missing=drop leaves them out", "Below you may leave them out"),
        (
            r"; missing=none\+drop leaves out its rows",
            "; to leave out its rows, name it among the texts that mean missing",
        ),
        (r"Say which: header=yes or header=no", "Choose below whether it names the columns"),
        (
            r"Say which decimals are: decimal=comma or decimal=point",
            "Choose below how decimals are written",
        ),
        (r"Say which: sep=\S+ or sep=\w+", "Choose below what separates columns"),
        (r"Say which one: sheet=" + _COLUMNS, "Choose the sheet below"),
        (
            r"Leave it out with drop=.*?, or keep it by naming all features with features=",
            "Leave it out, or keep it as a feature",
        ),
        (r"Leave it out: drop=" + _COLUMNS, "Leave it out"),
        (r"leave it out of features=, or choose", "make it one of the two, or choose"),
        (
            r"say what it is: encoding=cp1252 \(Windows, western\), encoding=latin-1",
            "choose its encoding below: cp1252 (Windows, western) or latin-1",
        ),
        (r", for example \w+=\S*?(?=\.?(?: |$))", ""),
        (r"the file holds test points, too: test with \S+", "the file holds test points, too"),
        (
            r"say mnist:download=true,part=\w+; "
            r"to use files you have, say mnist:folder=\S*,part=\w+",
            "tick “fetch missing files” below",
        ),
        (
            r"Standardise the data \(--standardise, or Spec\(standardise=True\)\), or scale that",
            "Standardise the data, or scale that",
        ),
    )
)
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_MARK = re.compile(r"\0(\d+)\0")
_COMMAND = re.compile(
    r"\b(?:label|features|drop|encode|missing|header|sep|decimal|encoding|skip|sheet|part|folder|"
    r"download)=|--[a-z]|Spec\("
)
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def plain(sentence: str) -> str:
    """Return a sentence of the library without the words of its command line.

    What is quoted stays as it is. A part that would still speak of options is left out.

    Examples
    --------
    >>> plain("t.csv, line 1 (a, b) may be data. Say which: header=yes or header=no.")
    't.csv, line 1 (a, b) may be data. Choose below whether it names the columns.'
    """
    quoted = _QUOTED.findall(sentence)
    marks = iter(range(len(quoted)))
    text = _QUOTED.sub(lambda _: f"\0{next(marks)}\0", sentence)
    for pattern, words in _INSTEAD:
        text = pattern.sub(lambda found, words=words: _as_begun(found[0], words), text)
    kept = [part for part in _SENTENCE.split(text) if not _COMMAND.search(part)]
    text = " ".join(kept) or "Decide below."
    return _MARK.sub(lambda found: quoted[int(found[1])], text)


def complaint(error: InputError) -> tuple[str, str | None]:
    """Return what is said of a recipe, and the setting at fault: beside it its name is not said.

    Examples
    --------
    >>> complaint(InputError("batch: take at most 100."))
    ('Take at most 100.', 'batch')
    """
    field, colon, rest = plain(str(error)).partition(": ")
    if not colon or field not in CHANGEABLE:
        return plain(str(error)), None
    return rest[:1].upper() + rest[1:], field


def _as_begun(found: str, words: str) -> str:
    """Begin with a capital where what was found did."""
    return words[0].upper() + words[1:] if found[0].isupper() else words
