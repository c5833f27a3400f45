"""Tables of known content, written in random dialects by the csv module and by pandas."""

import csv
import gzip
import io
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

NAMES = ("width", "height", "mass in g", "t_0", "größe", "a.b", "x", "Länge (cm)")
LABELS = (
    ("moss", "reed"),
    ("A", "B", "C"),
    ("0", "1"),
    ("1", "2", "3"),
    ("-1", "+1"),
    ("007", "07"),
    ("yes", "no"),
    ("new york", "paris"),
    ("p, q", 'r"s'),
    ("1E5", "1_0"),
    ("None", "Some"),
    ("1294030472427835392", "1294030472427835393"),
    ("ä", "é", "ñ"),
    ("true", "false"),
    ("#1", "#2"),
    ("a;b", "c|d"),
    ("2024", "2025"),
    ("T", "F"),
    ("good", "bad", "so-so"),
)


@dataclass
class Random:
    """One table: its content, the bytes of a file, and how that was written."""

    columns: list[np.ndarray]
    names: list[str]
    labels: list[str]
    at: int
    content: bytes
    suffix: str
    header: str
    how: dict = field(default_factory=dict)

    @property
    def label_is_told(self) -> bool:
        """Whether the label is where it is looked for."""
        named = self.header == "names" and self.names[self.at] in ("class", "label", "Species")
        return named or self.at == len(self.names) - 1


def _feature(rng: np.random.Generator, rows: int) -> np.ndarray:
    kind = rng.integers(6)
    if kind == 0:
        return rng.integers(-50, 50, rows)
    if kind == 1:
        return rng.integers(0, 3, rows)
    if kind == 2:
        return np.round(rng.normal(size=rows), int(rng.integers(1, 7)))
    if kind == 3:
        return rng.normal(size=rows) * 10.0 ** rng.integers(-12, 12)
    if kind == 4:
        return np.round(rng.uniform(1, 3000, rows), 3)
    return rng.normal(size=rows)


def random_table(seed: int) -> Random:
    """Write a table; the same seed gives the same one."""
    rng = np.random.default_rng(seed)

    def pick(*choices):
        return choices[rng.integers(len(choices))]

    rows, d = int(rng.integers(8, 40)), int(rng.integers(1, 5))
    kinds = LABELS[rng.integers(len(LABELS))]
    labels = [kinds[k] for k in rng.permutation(np.arange(rows) % len(kinds))]
    columns = [_feature(rng, rows) for _ in range(d)]
    header = pick("names", "names", "none", "numbers", "years")
    names = [str(name) for name in rng.permutation(NAMES)[:d]]
    if header == "numbers":
        names = [str(i) for i in range(d)]
    if header == "years":
        names = [str(1990 + i) for i in range(d)]
    at = int(rng.integers(d + 1)) if rng.random() < 0.4 else d
    label_name = pick("class", "label", "Species", "kind")
    if header == "numbers":
        label_name = pick(str(d), "cluster", "class")
        at = d
    names.insert(at, label_name)
    table = Random(columns, names, labels, at, b"", ".csv", header)
    table.content = (_by_pandas if rng.random() < 0.3 else _by_csv)(table, rng, pick)
    if rng.random() < 0.1:
        table.content, table.suffix = gzip.compress(table.content), ".csv.gz"
    return table


def _fields(table: Random, comma: bool) -> list[list[str]]:
    written = [[repr(v) for v in column.tolist()] for column in table.columns]
    if comma:
        written = [[text.replace(".", ",") for text in column] for column in written]
    written.insert(table.at, table.labels)
    return [list(row) for row in zip(*written, strict=True)]


def _by_csv(table: Random, rng: np.random.Generator, pick) -> bytes:
    delimiter = pick(",", ",", ";", "\t", "|", " ")
    comma = delimiter in ";\t" and rng.random() < 0.5
    rows = _fields(table, comma)
    if table.header != "none":
        rows.insert(0, table.names)
    index = table.header == "names" and rng.random() < 0.15
    if index:
        rows = [["" if i == 0 else str(i), *row] for i, row in enumerate(rows)]
    quoting = pick(csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)
    end = pick("\n", "\n", "\r\n")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows(rows)
    lines = text.getvalue()
    if delimiter in ",;" and rng.random() < 0.2:
        spaced = io.StringIO()
        for row in rows:
            quoted = [
                f'"{f.replace(chr(34), chr(34) * 2)}"' if set(f) & set(',;"# ') else f for f in row
            ]
            spaced.write((delimiter + " ").join(quoted) + end)
        lines = spaced.getvalue()
    elif delimiter in ",;|" and not index and rng.random() < 0.1:
        lines = lines.replace(end, delimiter + end)
        if '"' in lines:
            lines = text.getvalue()
    if rng.random() < 0.1 and delimiter != " ":
        lines = f"# made by a program{end}# units: cm{end}" + lines
    if rng.random() < 0.1 and delimiter in ",;":
        lines = f"sep={delimiter}{end}" + lines
    if rng.random() < 0.2:
        lines += end * int(rng.integers(1, 3))
    table.how = {"delimiter": delimiter, "comma": comma, "quoting": quoting, "index": index}
    encoding = pick("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16")
    return lines.encode(encoding)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), 2 * chr(34))}"' if set(text) & set(',;"# ') else text


def _by_pandas(table: Random, rng: np.random.Generator, pick) -> bytes:
    columns = list(table.columns)
    columns.insert(table.at, np.array(table.labels, dtype=object))
    frame = pd.DataFrame(dict(zip(table.names, columns, strict=True)))
    delimiter, decimal = pick((",", "."), (";", ","), ("\t", "."), ("|", "."), (";", "."))
    index = table.header == "names" and rng.random() < 0.3
    table.how = {"pandas": True, "delimiter": delimiter, "decimal": decimal, "index": index}
    text = frame.to_csv(
        sep=delimiter,
        decimal=decimal,
        index=index,
        header=table.header != "none",
        float_format=pick(None, None, "%.18e"),
    )
    table.how["exact"] = True
    return text.encode()
