"""The data that a page may train on: named sets, drawings and uploads, and never a path."""

import hashlib
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from unknot.data import (
    Asked,
    Dataset,
    Value,
    catalogue,
    format_source,
    load,
    parse_options,
    parse_source,
    read_parameters,
    with_options,
)
from unknot.errors import InputError, Question
from unknot.lab._files import HANDLE, Files, Kept
from unknot.lab._limits import Limits, Refusal
from unknot.lab._words import plain

Made = TypeVar("Made")

_MOST_READ = 16  # tables, and sets that are kept as they are
_MOST_VERTICES = 5_000
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Fixed:
    """A data set that is kept as it is.

    ``original`` is how a person would name it, and ``fields`` what a spec says of it there.
    """

    data: Dataset
    original: str
    fields: Mapping[str, Any]


class Sources:
    """Makes data sets for a page, within the limits.

    A page may come from a link that somebody else wrote, so it must not make the server read
    files: only names of the catalogue are taken, and what was uploaded. An upload is called
    ``upload:KEY``, with options after it as a table has them: ``upload:KEY:label=kind``.

    Parameters
    ----------
    limits
        Of points and bytes.
    local
        Whether only this machine's user is served; only then may MNIST be downloaded.
    """

    def __init__(self, limits: Limits, local: bool):
        self._limits = limits
        self._local = local
        self._files = Files(limits)
        self._fixed: OrderedDict[str, Fixed] = OrderedDict()
        self._read: OrderedDict[str, Dataset] = OrderedDict()
        self._lock = Lock()

    def load(self, source: str) -> Dataset:
        """Make a data set; its size is checked before it is made.

        Raises
        ------
        Question
            The source is a table, and something is to be decided about it.
        InputError
            The source is not one of these, is too large, or is wrong in itself.
        """
        if not source.startswith(HANDLE):
            return self._named(source)
        fixed = self.fixed(source)
        return fixed.data if fixed is not None else self._table(source)

    def original(self, source: str) -> str:
        """Return the source as a person would write it on the command line."""
        if not source.startswith(HANDLE):
            return source
        fixed = self.fixed(source)
        if fixed is not None:
            return fixed.original
        kept, options = self.file(source)
        return with_options(format_source(kept.head, {}), **options)

    def fields(self, source: str) -> Mapping[str, Any]:
        """Return what a spec must say of the original data beside their source."""
        fixed = self.fixed(source)
        return {} if fixed is None else fixed.fields

    def fixed(self, source: str) -> Fixed | None:
        """Return the set that is kept as it is under this source, if it is one."""
        with self._lock:
            return self._fixed.get(source)

    def receive(self, name: str, content: bytes) -> Kept:
        """Keep an uploaded table; its name counts without its folder.

        Raises
        ------
        Refusal
            It is no table by its name, or too large.
        """
        path = Path(Path(name.replace("\\", "/")).name)
        short = path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix[:_LONGEST_NAME]
        return self._files.keep(short or "table.csv", content)

    def file(self, source: str) -> tuple[Kept, dict[str, Any]]:
        """Return the file of an upload's source, and the options after it.

        Raises
        ------
        Refusal
            The file is not here.
        InputError
            There is no such option, or not this value of it.
        """
        handle, options = parse_source(source)
        kept = self._files.find(handle)
        if kept is None:
            raise Refusal(
                f"The table {source[:60]!r} is not on this server (any more): upload the file "
                "again. Links to your own tables work only as long as the server runs.",
                "data",
            )
        return kept, Asked.of(options).options()

    def keep(self, data: Dataset, original: str, **fields: Any) -> str:
        """Keep a data set as it is, and return its source."""
        self._limits.check_points(len(data))
        about = f"{original}\0{fields}\0".encode()
        content = data.points.tobytes() + data.labels.tobytes()
        source = HANDLE + hashlib.sha256(about + content).hexdigest()[:16]
        self._remember(self._fixed, source, Fixed(data, original, fields))
        return source

    def trusted(self, source: str) -> str:
        """Return the source by which a page may use data that this machine's user asked for."""
        try:
            self.load(source)
        except Refusal:
            data = load(source)
        else:
            return source
        head, options = parse_source(data.source)
        path = Path(head).expanduser()
        try:
            if data.reading is None or path.stat().st_size > self._limits.upload:
                return self.keep(data, data.source)
            kept = self._files.keep(head, path.read_bytes())
        except (OSError, Refusal):
            return self.keep(data, data.source)
        source = with_options(kept.handle, **options)
        self._limits.check_points(len(data))
        self._remember(self._read, source, data)
        return source

    def _named(self, source: str) -> Dataset:
        entries = {entry.name: entry for entry in catalogue()}
        head, options = parse_source(source)
        name, colon, rest = head.partition(":")
        if colon and name in entries:
            head, options = name, parse_options(rest, source)
        if head not in entries:
            raise Refusal(
                f"There is no data set {head[:60]!r} here. The lab takes {', '.join(entries)}, and "
                "tables that are uploaded; it reads no files by their path.",
                "data",
            )
        values = read_parameters(head, entries[head].parameters, options)
        most = next((p.most for p in entries[head].parameters if p.name == "points"), None)
        self._check(values, int(most or 0))
        return entries[head].load(options)

    def _check(self, values: Mapping[str, Value], most: int) -> None:
        """Refuse parameters that reach too far; ``most`` is how many points there are."""
        if values.get("folder"):
            raise Refusal("The lab reads no folders: leave `folder` out.", "data")
        if values.get("download") and not self._local:
            raise Refusal(
                "This lab is open to other machines, so it downloads nothing: fetch MNIST with "
                "`unknot data show mnist:download=true` first.",
                "data",
            )
        if "points" in values:
            # 0 stands for all points of a finite set.
            self._limits.check_points(int(values["points"] or most))
        if int(values.get("vertices", 0)) > _MOST_VERTICES:
            raise Refusal(f"The lab draws polygons of up to {_MOST_VERTICES:,} vertices.", "data")

    def _table(self, source: str) -> Dataset:
        with self._lock:
            known = self._read.get(source)
        if known is not None:
            return known
        kept, options = self.file(source)
        data = reading(kept, lambda path: load(path, **options))
        self._limits.check_points(len(data))
        data = replace(data, name=kept.title, source=self.original(source))
        self._remember(self._read, source, data)
        return data

    def _remember(self, kept: OrderedDict[str, Any], source: str, value: Any) -> None:
        with self._lock:
            kept[source] = value
            kept.move_to_end(source)
            while len(kept) > _MOST_READ:
                kept.popitem(last=False)


def reading(kept: Kept, read: Callable[[Path], Made]) -> Made:
    """Return what ``read`` makes of a file; what it says is said of the file as a person named it.

    Raises
    ------
    Question
        Something is to be decided; it is asked in the words of the page, and its answer is the
        options of the answer, as a source.
    Refusal
        The file cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
        # The sender's name is for people; the file is called by its kind alone.
        path = Path(folder) / f"table{kept.suffix}"
        path.write_bytes(kept.content)
        try:
            return read(path)
        except Question as question:
            asked = (plain(one.replace(str(path), kept.name)) for one in question.sentences)
            answer = question.answer
            options = parse_source(answer)[1] if answer else {}
            proposed = with_options(kept.handle, **options) if options else ""
            raise Question(*asked, answer=proposed) from None
        except (InputError, ImportError) as error:
            raise Refusal(plain(str(error).replace(str(path), kept.name)), "data") from None
