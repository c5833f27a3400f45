"""The data sets that have names, and `load`, which finds one by name or reads a file."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from unknot.data import _classics as classics
from unknot.data import _linked as linked
from unknot.data import _planar as planar
from unknot.data import _solid as solid
from unknot.data import _units as units
from unknot.data._asked import Asked
from unknot.data._choice import choose
from unknot.data._columns import Summary, summaries
from unknot.data._dataset import Dataset
from unknot.data._drawn import EXAMPLE, drawn
from unknot.data._formats import SUFFIXES, is_file_name, read_table
from unknot.data._mnist import Progress, mnist
from unknot.data._sampling import NOISE, SEED, points_parameter
from unknot.data._source import (
    Parameter,
    Value,
    format_source,
    format_value,
    parse_options,
    parse_source,
    read_parameters,
)
from unknot.errors import InputError, UnknownName


@dataclass(frozen=True)
class Entry:
    """A data set with a name.

    Parameters
    ----------
    name, summary
        What it is called, and what it is in one line.
    parameters
        Its parameters, with types, ranges and defaults.
    make
        Takes the canonical source and the values of all parameters by name.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    make: Callable[..., Dataset]

    def source(self, **values: Value) -> str:
        """Give the canonical source, every parameter spelled out except empty texts."""
        return format_source(
            self.name, {p.name: values.get(p.name, p.default) for p in self.parameters}
        )

    def load(self, options: dict[str, str]) -> Dataset:
        """Make the data set from the texts of its options."""
        values = read_parameters(self.name, self.parameters, options)
        return self.make(self.source(**values), **values)


def catalogue() -> tuple[Entry, ...]:
    """List the data sets that have names: curves, solids, links, well-known ones, and drawings.

    Examples
    --------
    >>> [entry.name for entry in catalogue()][:3]
    ['two-curves', 'spirals', 'moons']
    """
    return (*_planar(), *_solid(), *_linked(), *_units(), *_classic(), _by_hand())


def load(
    source: str | Path,
    *,
    mirrors: Iterable[str] | None = None,
    progress: Progress | None = None,
    like: Dataset | None = None,
    **options: Any,
) -> Dataset:
    """Make a data set from its source: a name with parameters, or a path to a file.

    A name of the catalogue comes first, then a path: a file called ``iris`` is ``./iris``.
    Options follow a colon: ``spirals:turns=2,noise=0.02`` or ``table.csv:label=species``.
    Heads and values with commas, quotes or outer spaces go in double quotes, where ``""`` is a
    quote; so does a path that itself contains ``:name=``, unless such a file exists.

    Parameters
    ----------
    source
        The text, or a path. ``load(load(source).source)`` gives the same data again.
    mirrors
        Base addresses to download MNIST from, instead of the public ones.
    progress
        Called as ``progress(file, bytes_so_far, bytes_in_all)`` while downloading.
    like
        The training points, if these are points to test on: a table's columns are chosen as
        theirs were, and classes get their numbers.
    options
        More options, which replace those in the source; columns may be lists:
        ``load("t.csv", label="kind", drop=["id", "date"])``.

    Raises
    ------
    UnknownName
        If there is no data set, parameter or column of that name.
    Question
        If a table can be meant in several ways; the message says what to add.
    InputError
        If a value is out of range, or a file cannot be used; the message says where and why.

    Examples
    --------
    >>> data = load("spirals:turns=2,points=100")
    >>> data.points.shape, data.source
    ((100, 2), 'spirals:turns=2,points=100,noise=0,seed=0')
    """
    if isinstance(source, Path):
        source = format_source(str(source), {})
    if not isinstance(source, str) or not source.strip():
        raise InputError(
            f"The source is {source!r}; expected a name such as 'spirals:turns=2', or a path."
        )
    entries = {entry.name: entry for entry in catalogue()}
    head, given = _parts(source, entries)
    given |= {name: value for name, value in options.items() if value is not None}
    if head not in entries:
        return _load_file(head, given, entries, like)
    entry = entries[head]
    extra = _download_arguments(mirrors, progress) if head == "mnist" else {}
    texts = {name: format_value(value).strip('"') for name, value in given.items()}
    data = Entry(entry.name, entry.summary, entry.parameters, partial(entry.make, **extra)).load(
        texts
    )
    return data if like is None else data.matched(like)


def with_options(source: str, **options: Any) -> str:
    """Return the source with more options; those that are None or empty are left as they are.

    Examples
    --------
    >>> with_options("t.csv:label=kind", drop="id", missing=None)
    't.csv:label=kind,drop=id'
    """
    added = {name: value for name, value in options.items() if value not in (None, "")}
    if not added:
        return source
    entries = {entry.name: entry for entry in catalogue()}
    head, given = _parts(source, entries)
    if head in entries:
        return format_source(head, given | added)
    return format_source(head, Asked.of(given | added).options())


def columns_of(source: str | Path, *, most: int = 200, **options: Any) -> tuple[Summary, ...]:
    """Describe the columns of a table before any is chosen: kinds, examples, missing values.

    Parameters
    ----------
    source, options
        A file, as :func:`load` takes it.
    most
        How many columns at most.

    Raises
    ------
    InputError
        The file cannot be read as a table.
    """
    head, given = _parts(format_source(str(source), {}) if isinstance(source, Path) else source, ())
    asked = Asked.of(given | {name: v for name, v in options.items() if v is not None})
    table = read_table(Path(head).expanduser(), asked)
    return summaries(table, asked.words, asked.decimal, most)


def _parts(source: str, entries: Container[str]) -> tuple[str, dict[str, Any]]:
    """Split a source into a name or path and its options."""
    head, options = parse_source(source)
    name, colon, rest = head.partition(":")
    if colon and name in entries:
        return name, dict(parse_options(rest, source))
    if options and _exists(source):
        return source, {}
    return head, dict(options)


def _download_arguments(mirrors: Iterable[str] | None, progress: Progress | None) -> dict:
    return {"progress": progress} | ({} if mirrors is None else {"mirrors": tuple(mirrors)})


def _load_file(
    head: str, options: dict[str, Any], names: Iterable[str], like: Dataset | None
) -> Dataset:
    looks_like_path = "/" in head or "\\" in head or is_file_name(head)
    if not looks_like_path and not _exists(head):
        raise UnknownName("data set", head, names)
    if not _exists(head):
        raise InputError(
            f"The file {head} does not exist (looked for from {Path.cwd()}). Give a path to a "
            f"file ({', '.join(SUFFIXES)}) or a name: {', '.join(names)}."
        )
    asked = Asked.of(options)
    before = None if like is None else like.reading
    known = asked if before is None else asked.also(header=asked.header or before.has_header)
    table = read_table(Path(head).expanduser(), known)
    chosen = choose(table, asked, before)
    data = Dataset.of_chosen(chosen, table.title, format_source(head, asked.options()))
    return data if like is None else data.matched(like)


def _exists(path: str) -> bool:
    try:
        return Path(path).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # too long a name, or a zero byte in it
        return False


def _planar() -> tuple[Entry, ...]:
    common = (points_parameter(), NOISE, SEED)
    turns = Parameter("turns", "full turns of each arm", 1.0, 0.05, 20)
    factor = Parameter("factor", "radius of the inner circle", 0.5, 0.01, 0.99)
    return (
        Entry(
            "two-curves", "two waves in the plane that overlap in height", common, planar.two_curves
        ),
        Entry("spirals", "two spiral arms, entangled", (turns, *common), planar.spirals),
        Entry("moons", "two interleaving half circles", common, planar.moons),
        Entry("circles", "two concentric circles", (factor, *common), planar.circles),
    )


def _solid() -> tuple[Entry, ...]:
    common = (points_parameter(), NOISE, SEED)
    inner = Parameter("inner", "radius of the disc", 1 / 3, 0.01, 0.98)
    gap = Parameter("gap", "width of the gap round it", 1 / 3, 0.001, 0.98)
    rings = Parameter("rings", "number of rings round the disc", 2, 1, 20)
    changes = Parameter("changes", "changes of class from left to right", 2, 1, 50)
    dimension = Parameter("dimension", "dimension of the space", 3, 1, 64)
    count = Parameter("count", "layers, the ball included", 2, 2, 20)
    aisle = Parameter("gap", "distance between neighbouring squares", 0.2, 0.001, 1.9)
    radius = Parameter("radius", "radius of the tubes", 0.2, 0.001, 0.299)
    first = Parameter("first", "dimension p of the first; of the other n - 1 - p", 1, 1, 62)
    return (
        Entry("disc-in-ring", "a disc inside a ring", (inner, gap, *common), solid.disc_in_ring),
        Entry(
            "nested-rings",
            "rings round a disc, classes alternating",
            (rings, *common),
            solid.nested_rings,
        ),
        Entry(
            "intervals",
            "intervals of a line, classes alternating",
            (changes, *common),
            solid.intervals,
        ),
        Entry(
            "shells", "a ball and shells round it in R^n", (dimension, count, *common), solid.shells
        ),
        Entry("xor", "four squares, opposite ones in one class", (aisle, *common), solid.xor),
        Entry("linked-tori", "two linked solid tori", (radius, *common), solid.linked_tori),
        Entry(
            "linked-spheres",
            "two linked round spheres of R^n",
            (Parameter("dimension", "dimension n of the space", 4, 3, 64), first, *common),
            solid.linked_spheres,
        ),
    )


def _linked() -> tuple[Entry, ...]:
    common = (points_parameter(), NOISE, SEED)

    def vertices(default: int) -> Parameter:
        return Parameter("vertices", "corners of a polygon", default, 12, 20_000)

    p = Parameter("p", "times along the torus, all components", 2, 1, 12)
    q = Parameter("q", "times round the torus, all components", 4, 1, 12)
    turns = Parameter("turns", "turns that it winds and unwinds", 2.5, 0.0, 100)
    return (
        Entry("rings", "two separate rings", (vertices(40), *common), linked.rings),
        Entry("hopf", "two linked circles", (vertices(40), *common), linked.hopf),
        Entry("whitehead", "the Whitehead link", (vertices(80), *common), linked.whitehead),
        Entry(
            "borromean",
            "the Borromean rings, one against two",
            (vertices(40), *common),
            linked.borromean,
        ),
        Entry(
            "torus-link",
            "a torus link; a torus knot and its core",
            (p, q, vertices(144), *common),
            linked.torus_link,
        ),
        Entry(
            "unlink-spiral",
            "a ring, and a loop wound about it and back",
            (turns, vertices(80), *common),
            linked.unlink_spiral,
        ),
        Entry(
            "hook", "a ring, and a finger through it and back", (vertices(60), *common), linked.hook
        ),
    )


def _units() -> tuple[Entry, ...]:
    def common(points: int) -> tuple[Parameter, ...]:
        return (points_parameter(points), NOISE, SEED)

    return (
        Entry("d-i", "nine discs in the holes of a disc", common(2600), units.discs),
        Entry("d-ii", "nine pairs of linked solid tori", common(5600), units.tori),
        Entry("d-iii", "nine shells in shells, each round a ball", common(9000), units.onions),
    )


def _classic() -> tuple[Entry, ...]:
    classes = Parameter("classes", "number of clouds", 3, 2, 26)
    dimension = Parameter("dimension", "dimension of the space", 2, 1, 64)
    spread = Parameter("spread", "standard deviation of a cloud", 1.0, 0.0, 100)
    part = Parameter("part", "which part", "train", choices=("train", "test"))
    folder = Parameter("folder", "folder with the IDX files, gzipped or not", "")
    which = Parameter("set", "text in the names of the files, where there are several sets", "")
    transpose = Parameter("transpose", "swap rows and columns, as EMNIST needs", False)
    download = Parameter("download", "fetch missing files", False)
    return (
        Entry(
            "blobs",
            "Gaussian clouds",
            (classes, dimension, spread, points_parameter(), SEED),
            classics.blobs,
        ),
        Entry(
            "iris",
            "150 irises of three kinds, 4 lengths",
            (classics.all_or(150), SEED),
            classics.iris,
        ),
        Entry(
            "digits",
            "1797 handwritten digits, 8 × 8 pixels",
            (classics.all_or(1797), SEED),
            classics.digits,
        ),
        Entry(
            "mnist",
            "70,000 handwritten digits, 28 × 28 pixels",
            (part, classics.all_or(60_000), SEED, folder, which, transpose, download),
            mnist,
        ),
    )


def _by_hand() -> Entry:
    strokes = Parameter("strokes", "each a class, a kind (- o * .) and hundredths", EXAMPLE)
    common = (points_parameter(), NOISE, SEED)
    return Entry("drawn", "curves, regions and points drawn by hand", (strokes, *common), drawn)
