"""Files that were sent to the server: kept as they are, and measured before they are unpacked."""

import bz2
import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from unknot.data import PACKED, SUFFIXES
from unknot.lab._limits import Limits, Refusal

HANDLE = "upload:"

_MOST_FILES = 32
_MOST_BYTES = 20  # times the largest upload: what is kept of all files together
_UNPACKED = 10  # times the largest upload: what a compressed one may become
_CHUNK = 1 << 20
_ARCHIVES = (".npz", ".xlsx", ".xlsm", ".zip")
_SPARSE = (".svm", ".libsvm", ".svmlight")
_OPENERS = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)


@dataclass(frozen=True)
class Kept:
    """A file as it was sent, and how a person would name it on the command line."""

    handle: str
    head: str
    content: bytes

    @property
    def name(self) -> str:
        """Its name, without the folders that it is in."""
        return Path(self.head).name

    @property
    def title(self) -> str:
        """Its name without endings."""
        path = Path(self.name)
        return Path(path.stem if path.suffix.lower() in PACKED else path.name).stem

    @property
    def suffix(self) -> str:
        """Its endings, in lower case, as far as they say how it is read: ``.csv.gz``."""
        return ending(self.name)


class Files:
    """The files that were sent to a server, up to so many and so large.

    Parameters
    ----------
    limits
        How large an upload may be. All together may be twenty times that; the oldest go first.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def keep(self, head: str, content: bytes) -> Kept:
        """Keep a table; the same content under the same name has the same handle.

        Raises
        ------
        Refusal
            It is no table by its name, or would be too large when it is unpacked.
        """
        name = Path(head).name
        if not ending(name):
            raise Refusal(
                f"{name!r} is not a file that the lab reads; expected a table that ends in "
                f"{', '.join(SUFFIXES)} (packed or not: {', '.join(PACKED)}), a recording, a "
                "recipe or an exported page."
            )
        self._check_unpacked(name, content)
        key = hashlib.sha256(f"{head}\0".encode() + content).hexdigest()[:16]
        kept = Kept(HANDLE + key, head, content)
        with self._lock:
            self._kept[kept.handle] = kept
            self._kept.move_to_end(kept.handle)
            most = _MOST_BYTES * self._limits.upload
            while len(self._kept) > _MOST_FILES or self._size() > most:
                self._kept.popitem(last=False)
        return kept

    def find(self, handle: str) -> Kept | None:
        """Return the file with this handle, if it is still here."""
        with self._lock:
            return self._kept.get(handle)

    def _size(self) -> int:
        return sum(len(kept.content) for kept in self._kept.values())

    def _check_unpacked(self, name: str, content: bytes) -> None:
        """Refuse what would grow out of proportion."""
        most = _UNPACKED * self._limits.upload
        size = _unpacked_size(ending(name), content, most)
        if size > most:
            about = f"{size:,}" if size < 2 * most else f"more than {most:,}"
            raise Refusal(
                f"{name} would unpack to {about} bytes; the lab takes up to {most:,}. Keep fewer "
                "rows or columns."
            )


def ending(name: str) -> str:
    """Return the endings by which a file is read as a table; empty if it is none.

    Examples
    --------
    >>> ending("Pets.CSV.gz"), ending("pets.zip"), ending("pets.exe")
    ('.csv.gz', '.zip', '')
    """
    path = Path(name)
    last = path.suffix.lower()
    inner = Path(path.stem).suffix.lower()
    if last == ".zip":
        return last  # what is in it has a name of its own
    if last in PACKED:
        return inner + last if inner in SUFFIXES else ""
    return last if last in SUFFIXES else ""


def _unpacked_size(suffix: str, content: bytes, most: int) -> int:
    """Return how many bytes a file would take in memory; beyond ``most`` it stops to count."""
    last = Path(f"table{suffix}").suffix
    opener = _OPENERS.get(last)
    try:
        if opener is not None:
            plain = _opened(opener, content, most)
            inner = suffix.removesuffix(last)
            return max(len(plain), 0 if len(plain) > most else _unpacked_size(inner, plain, most))
        if last in _ARCHIVES and zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                size = sum(part.file_size for part in archive.infolist())
            is_book = last.startswith(".xls") and size <= most
            return max(size, _workbook_cells(content) * 8) if is_book else size
    except _BROKEN:
        return 0  # reading it says what is wrong
    if last == ".parquet":
        return _parquet_cells(content) * 8
    return _sparse_cells(content) * 8 if last in _SPARSE else 0


def _opened(opener, content: bytes, most: int) -> bytes:
    plain = bytearray()
    with opener(io.BytesIO(content)) as file:
        while len(plain) <= most and (part := file.read(_CHUNK)):
            plain += part
    return bytes(plain)


def _sparse_cells(content: bytes) -> int:
    """Count the fields of a sparse text as a whole table."""
    indices = [part.rpartition(b" ")[2] for part in content.split(b":")[:-1]]
    widest = max((int(text) for text in indices if text.isdigit()), default=0)
    return widest * (content.count(b"\n") + 1)


def _workbook_cells(content: bytes) -> int:
    """Count the fields of all sheets, up to the last one that is not empty: all are read."""
    try:
        import openpyxl
    except ImportError:
        return 0  # reading it says what is to be installed
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        return sum((s.max_row or 0) * (s.max_column or 0) for s in book.worksheets)
    except Exception:  # whatever a damaged file makes of it
        return 0  # reading it says what is wrong


def _parquet_cells(content: bytes) -> int:
    try:
        import pyarrow
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 0  # reading it says what is to be installed
    try:
        about = read_metadata(io.BytesIO(content))
    except (pyarrow.ArrowException, OSError):
        return 0  # reading it says what is wrong
    return about.num_rows * about.num_columns
