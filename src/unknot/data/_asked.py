"""What a person may say about a table: which columns are meant, and how it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, cast

from unknot.data._source import Parameter, Value, read_parameters
from unknot.errors import InputError, UnknownName

LIST = "+"  # between the names of columns
SEPARATORS = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "pipe": "|",
    "space": " ",
    ",": ",",
    ";": ";",
    "\\t": "\t",
    "|": "|",
}

OPTIONS = (
    Parameter("label", "the column of classes, by name or number; 0/1 columns together: a+b", ""),
    Parameter("features", "the columns to use: a+b, 2..5, width..height", ""),
    Parameter("drop", "columns to leave out, written in the same way", ""),
    Parameter("encode", "text columns to turn into a 0/1 column for each of their values", ""),
    Parameter("missing", "drop, mean, and the texts that mean missing: drop+?+-9; empty: none", ""),
    Parameter("header", "whether the first row names the columns", "", choices=("", "yes", "no")),
    Parameter("sep", "what separates columns: comma, semicolon, tab, pipe, space", ""),
    Parameter("decimal", "what decimals are written with", "", choices=("", "point", "comma")),
    Parameter("encoding", "of a text that is not UTF-8, such as cp1252", ""),
    Parameter("skip", "lines to pass over before the table begins", 0, 0, 10_000),
    Parameter("sheet", "of a workbook", ""),
    Parameter("part", "of a file that holds both", "", choices=("", "train", "test")),
)


@dataclass(frozen=True)
class Missing:
    """What counts as missing, and what is done about it.

    Parameters
    ----------
    drop, mean
        Leave out rows without a value; fill features with the mean of their column.
    words
        The texts that stand for no value, in lower case; None: the usual ones. Blanks always do.
    """

    drop: bool = False
    mean: bool = False
    words: frozenset[str] | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the value of ``missing=``."""
        parts = [part.strip().lower() for part in text.split(LIST) if part.strip()]
        actions = {"drop", "mean"}
        words = frozenset(part for part in parts if part not in actions)
        return cls("drop" in parts, "mean" in parts, words - {"empty"} if words else None)


@dataclass(frozen=True)
class Asked:
    """What was said about a table, as texts; empty where nothing was said.

    Examples
    --------
    >>> Asked.of({"label": "kind", "drop": ["id", "date"]}).options()
    {'label': 'kind', 'drop': 'id+date'}
    """

    label: str = ""
    features: str = ""
    drop: str = ""
    encode: str = ""
    missing: str = ""
    header: str = ""
    sep: str = ""
    decimal: str = ""
    encoding: str = ""
    skip: int = 0
    sheet: str = ""
    part: str = ""
    words: Missing = field(init=False, repr=False, compare=False, default=Missing())

    def __post_init__(self):
        object.__setattr__(self, "words", Missing.read(self.missing))
        if self.sep and self.sep not in SEPARATORS:
            raise InputError(
                f"The option sep is {self.sep!r}; expected comma, semicolon, tab, pipe or space."
            )

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Read options: texts, or lists of columns, by their names.

        Raises
        ------
        UnknownName
            There is no such option.
        """
        known = [parameter.name for parameter in OPTIONS]
        for name in options:
            if name not in known:
                raise UnknownName("option of a file", name, known)
        texts = {name: _text(value) for name, value in options.items() if value is not None}
        given = {name: text for name, text in texts.items() if text}
        return cls(**read_parameters("a file", OPTIONS, given))  # type: ignore[arg-type]

    def options(self) -> dict[str, Value]:
        """Return what was said, by the names of the options."""
        values = {p.name: getattr(self, p.name) for p in OPTIONS}
        return {name: value for name, value in values.items() if value}

    def also(self, **options: str) -> Self:
        """Return the same with more said; columns to leave out and ways with gaps add up."""
        for name in ("drop", "missing"):
            if name in options and getattr(self, name):
                options[name] = f"{getattr(self, name)}{LIST}{options[name]}"
        return replace(self, **cast(dict[str, Any], options))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return LIST.join(map(str, value))
    return str(value)
