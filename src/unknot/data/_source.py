"""Source strings: a name or a path, and options.

A source is ``head`` or ``head:key=value,key=value``. A head or value that contains a comma, a
colon before an option, a double quote, or spaces at its ends is put in double quotes, with ``""``
for a quote inside: ``mnist:folder="/data/a,b",part=test``.
"""

import re
from dataclasses import dataclass
from math import isfinite

from unknot.errors import InputError, UnknownName

Value = int | float | bool | str

_OPTIONS = re.compile(r":(?=\s*[A-Za-z][\w-]*\s*=)")
_HEAD = re.compile(r'"((?:[^"]|"")*)"')
_OPTION = re.compile(r'\s*([A-Za-z][\w-]*)\s*=\s*("(?:[^"]|"")*"|[^,"]*)\s*(?:,|$)')


@dataclass(frozen=True)
class Parameter:
    """One parameter of a data set: what it is called, may be, and is by default.

    Parameters
    ----------
    name, description
        What the command line prints.
    default
        The default; its type (int, float, bool, str) is the parameter's type.
    least, most
        The inclusive range of a number, None where there is no end.
    choices
        The allowed values of a text; empty if any is allowed.

    Examples
    --------
    >>> turns = Parameter("turns", "full turns of each arm", 1.0, 0.1, 20.0)
    >>> turns.range, turns.read("2")
    ('a number from 0.1 to 20', 2.0)
    """

    name: str
    description: str
    default: Value
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def type(self) -> type:
        """The type of the values."""
        return type(self.default)

    @property
    def range(self) -> str:
        """What is allowed, in words."""
        if self.type is bool:
            return "true or false"
        if self.type is str:
            return " or ".join(self.choices) if self.choices else "a text"
        kind = "a whole number" if self.type is int else "a number"
        low = "" if self.least is None else f" from {self.least:,.6g}"
        high = "" if self.most is None else f" to {self.most:,.10g}"
        return kind + low + high

    def read(self, text: str) -> Value:
        """Turn the text of a source into a value, or raise an InputError that says what is."""
        value = self._parse(text.strip())
        if value is None:
            raise InputError(
                f"The parameter {self.name} ({self.description}) is {text!r}; expected "
                f"{self.range}, for example {self.name}={format_value(self.default) or '...'}."
            )
        return value

    def _parse(self, text: str) -> Value | None:
        if self.type is str:
            return text if not self.choices or text in self.choices else None
        if self.type is bool:
            return {"true": True, "false": False}.get(text.lower())
        try:
            value = int(text) if self.type is int else float(text)
        except ValueError:
            return None
        low = self.least is None or value >= self.least
        high = self.most is None or value <= self.most
        # Python reads 1_000 as a number; nobody else does.
        return value if low and high and isfinite(value) and "_" not in text else None


def parse_source(source: str) -> tuple[str, dict[str, str]]:
    """Split a source into its head and its options.

    Examples
    --------
    >>> parse_source("spirals:turns=2, noise=0.02")
    ('spirals', {'turns': '2', 'noise': '0.02'})
    >>> parse_source('"a:b=c.csv":label="my, class"')
    ('a:b=c.csv', {'label': 'my, class'})
    """
    quoted = _HEAD.match(source)
    if quoted:
        head, rest = quoted[1].replace('""', '"'), source[quoted.end() :]
        if rest and not rest.startswith(":"):
            raise InputError(f"After the closing quote of {source!r} comes {rest!r}; expected ':'.")
        return head, parse_options(rest[1:], source)
    begin = _OPTIONS.search(source)
    if begin:
        return source[: begin.start()].strip(), parse_options(source[begin.end() :], source)
    return source.strip(), {}


def parse_options(text: str, source: str) -> dict[str, str]:
    """Read ``key=value,key=value``; the whole source is for the message."""
    options: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _OPTION.match(text, at)
        if not found:
            raise InputError(
                f"Cannot read {text[at:]!r} in {source!r}; expected name=value, with commas "
                'between, and values that hold a comma in double quotes: folder="a,b".'
            )
        key, value = found[1], found[2].strip()
        if key in options:
            raise InputError(
                f"The parameter {key} is given twice in {source!r}: {options[key]!r} and "
                f"{value!r}; keep one."
            )
        options[key] = value[1:-1].replace('""', '"') if value.startswith('"') else value
        at = found.end()
    return options


def read_parameters(
    what: str, parameters: tuple[Parameter, ...], options: dict[str, str]
) -> dict[str, Value]:
    """Turn options into values, with defaults for the ones not given."""
    known = {parameter.name: parameter for parameter in parameters}
    for key in options:
        if key not in known:
            if not known:
                raise InputError(f"{what} has no parameters; got {key!r}. Use {what!r} alone.")
            raise UnknownName(f"parameter of {what}", key, known)
    return {
        name: parameter.read(options[name]) if name in options else parameter.default
        for name, parameter in known.items()
    }


def format_value(value: Value) -> str:
    """Write a value so that it reads back exactly, and quoted where that is needed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    if isinstance(value, str) and (set(value) & set(',"') or value != value.strip()):
        return '"' + value.replace('"', '""') + '"'
    return str(value)


def format_source(head: str, options: dict[str, Value]) -> str:
    """Write a source; texts that are empty are left out.

    Examples
    --------
    >>> format_source("mnist", {"folder": "/a,b", "points": 100, "download": False})
    'mnist:folder="/a,b",points=100,download=false'
    """
    if _OPTIONS.search(head) or head.startswith('"') or head != head.strip():
        head = '"' + head.replace('"', '""') + '"'
    items = [f"{key}={format_value(value)}" for key, value in options.items() if value != ""]
    return head + (":" + ",".join(items) if items else "")
