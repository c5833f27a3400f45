"""The data that a page may train on: named sets, drawings and uploads, and never a path."""

import hashlib
import tempfile
import zipfile
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from unknot.data import (
    Dataset,
    Value,
    catalogue,
    format_source,
    load,
    parse_options,
    parse_source,
    read_parameters,
)
from unknot.errors import InputError, UnknotError
from unknot.lab._limits import Limits, Refusal

HANDLE = "upload:"
SUFFIXES = (".csv", ".tsv", ".npz", ".parquet")

_MOST_UPLOADS = 32
_MOST_VERTICES = 5_000
_UNPACKED = 10  # times the largest upload: what a compressed one may become


@dataclass(frozen=True)
class Upload:
    """A table that was sent to the server, and how a person would name it on the command line."""

    source: str
    data: Dataset
    original: str


class Sources:
    """Makes data sets for a page, within the limits.

    A page may come from a link that somebody else wrote, so it must not make the server read
    files: only names of the catalogue are taken, and what was uploaded.

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
        self._uploads: OrderedDict[str, Upload] = OrderedDict()
        self._lock = Lock()

    def load(self, source: str) -> Dataset:
        """Make a data set; its size is checked before it is made.

        Raises
        ------
        InputError
            The source is not one of these, is too large, or is wrong in itself.
        """
        if source.startswith(HANDLE):
            return self._upload(source).data
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
            most = next(p.most for p in entries[head].parameters if p.name == "points")
            self._limits.check_points(int(values["points"] or most or 0))
        if int(values.get("vertices", 0)) > _MOST_VERTICES:
            raise Refusal(f"The lab draws polygons of up to {_MOST_VERTICES:,} vertices.", "data")
        return entries[head].load(options)

    def original(self, source: str) -> str:
        """Return the source as a person would write it on the command line."""
        return self._upload(source).original if source.startswith(HANDLE) else source

    def receive(self, name: str, label: str | None, content: bytes) -> Upload:
        """Take an uploaded table.

        Raises
        ------
        InputError
            It is no table of labelled points, or too large.
        """
        name = Path(name.replace("\\", "/")).name[:100] or "table.csv"
        if Path(name).suffix.lower() not in SUFFIXES:
            raise Refusal(
                f"{name!r} is not a table that the lab reads; expected a file that ends in "
                f"{', '.join(SUFFIXES)}."
            )
        key = hashlib.sha256(f"{name}\0{label or ''}\0".encode() + content).hexdigest()[:16]
        options: dict[str, Value] = {"label": label or ""}
        with tempfile.TemporaryDirectory(prefix="unknot-") as folder:
            # The sender's name is for people; the file is called by its kind alone.
            path = Path(folder) / f"table{Path(name).suffix.lower()}"
            path.write_bytes(content)
            try:
                self._check_unpacked(path)
                data = load(format_source(str(path), options))
            except UnknotError as error:
                raise Refusal(str(error).replace(str(path), name)) from None
        original = format_source(name, options)
        data = replace(data, name=Path(name).stem, source=original)
        return self._keep(Upload(HANDLE + key, data, original))

    def trusted(self, source: str) -> str:
        """Return the source by which a page may use data that this machine's user asked for."""
        try:
            self.load(source)
        except Refusal:
            data = load(source)
            key = hashlib.sha256(data.source.encode() + data.points.tobytes()).hexdigest()[:16]
            return self._keep(Upload(HANDLE + key, data, data.source)).source
        return source

    def _keep(self, upload: Upload) -> Upload:
        self._limits.check_points(len(upload.data))
        with self._lock:
            self._uploads[upload.source] = upload
            self._uploads.move_to_end(upload.source)
            while len(self._uploads) > _MOST_UPLOADS:
                self._uploads.popitem(last=False)
        return upload

    def _upload(self, source: str) -> Upload:
        with self._lock:
            found = self._uploads.get(source)
        if found is None:
            raise Refusal(
                f"The table {source[:60]!r} is not on this server (any more): upload the file "
                "again. Links to your own tables work only as long as the server runs.",
                "data",
            )
        return found

    def _check_unpacked(self, path: Path) -> None:
        """Refuse archives that would grow out of proportion."""
        most = _UNPACKED * self._limits.upload
        if path.suffix.lower() == ".npz" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                size = sum(part.file_size for part in archive.infolist())
        elif path.suffix.lower() == ".parquet":
            size = _parquet_cells(path) * 8
        else:
            return
        if size > most:
            raise InputError(
                f"{path} would unpack to {size:,} bytes; the lab takes up to {most:,}."
            )


def _parquet_cells(path: Path) -> int:
    try:
        import pyarrow
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 0  # `load` then says what is to be installed
    try:
        about = read_metadata(path)
    except (pyarrow.ArrowException, OSError):
        return 0  # `load` then says what is wrong
    return about.num_rows * about.num_columns
