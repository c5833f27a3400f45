"""The content of a file, unpacked."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from unknot.errors import InputError

# Measured: 85 MB/s, and some four times the file's size in memory.
MAX_BYTES = 500_000_000
_ZIPPED_FORMATS = (".npz", ".xlsx", ".xlsm", ".ods")
_CHUNK = 1 << 20
_MAGIC = 16  # bytes by which packed files are known
_ZIP = b"PK\x03\x04"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True)
class Content:
    """The bytes of a file.

    Parameters
    ----------
    path
        How errors call it.
    suffix
        The ending of what was packed, in lower case: ``.csv`` of ``t.csv.gz``.
    packed
        How it was compressed, in words; empty if it was not.
    held
        The unpacked bytes; None where the file can be read again.
    """

    path: Path
    suffix: str
    packed: str = ""
    held: bytes | None = None

    def open(self) -> BinaryIO:
        """Open the unpacked bytes for reading."""
        return self.path.open("rb") if self.held is None else io.BytesIO(self.held)

    @property
    def raw(self) -> bytes:
        """All of the bytes."""
        if self.held is not None:
            return self.held
        return self.path.read_bytes()

    def chunks(self) -> Iterator[bytes]:
        """Give the bytes part by part."""
        with self.open() as file:
            while part := file.read(_CHUNK):
                yield part


def read_content(path: Path) -> Content:
    """Look at a file; a pipe, which can be read only once, and what is packed are taken in.

    Raises
    ------
    InputError
        It is a folder, cannot be read, is damaged, or unpacks to more than is read.
    """
    if path.is_dir():
        raise InputError(
            f"{path} is a folder; expected a file. A folder with IDX files is read with "
            f"mnist:folder={path}."
        )
    try:
        lasting = path.is_file()
        with path.open("rb") as file:
            raw = file.read(_MAGIC if lasting else MAX_BYTES + 1)
            size = path.stat().st_size if lasting else len(raw)
            if size > MAX_BYTES:
                raise InputError(
                    f"{path} has {size:,} bytes; files are read up to {MAX_BYTES:,}. Keep fewer "
                    "rows."
                )
            suffix = path.suffix.lower()
            if not _is_packed(raw, suffix):
                return Content(path, suffix, "", None if lasting else raw)
            return _unpacked(path, raw + file.read())
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def _is_packed(raw: bytes, suffix: str) -> bool:
    zipped = raw.startswith(_ZIP) and suffix not in _ZIPPED_FORMATS
    return zipped or raw.startswith((_ZSTANDARD, *_PACKERS))


def _unpacked(path: Path, raw: bytes) -> Content:
    if raw.startswith(_ZIP):
        return _member(path, raw)
    suffix = path.suffix.lower()
    for magic, (words, make) in _PACKERS.items():
        if raw.startswith(magic):
            inner = Path(path.stem).suffix.lower() if suffix in _PACKED_SUFFIXES else suffix
            return Content(path, inner, words, _grown(path, raw, make))
    raise InputError(f"{path} is packed with Zstandard; unpack it first, or pack it with gzip.")


def _grown(path: Path, raw: bytes, make: Callable[[bytes], io.BufferedIOBase]) -> bytes:
    """Unpack, but no further than files are read."""
    content = bytearray()
    try:
        with make(raw) as file:
            while part := file.read(_CHUNK):
                content += part
                _check_size(path, len(content))
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise InputError(f"{path} cannot be unpacked: {error}. Get it again.") from None
    return bytes(content)


def _member(path: Path, raw: bytes) -> Content:
    """Take the only file out of a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = [
                part
                for part in archive.infolist()
                if not part.is_dir() and not part.filename.startswith(("__MACOSX/", "."))
            ]
            if len(parts) != 1:
                names = ", ".join(part.filename for part in parts[:10]) or "none"
                raise InputError(
                    f"{path} holds {len(parts)} files ({names}); expected one. Unpack it, and "
                    "name the file you mean."
                )
            _check_size(path, parts[0].file_size)
            content = archive.read(parts[0])
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{path} cannot be unpacked: {error}. Get it again.") from None
    return Content(path, PurePosixPath(parts[0].filename).suffix.lower(), "ZIP", content)


def _check_size(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        raise InputError(
            f"{path} unpacks to more than {MAX_BYTES:,} bytes, which is as much as is read. Keep "
            "fewer rows."
        )


def _gzip(raw: bytes) -> io.BufferedIOBase:
    return gzip.GzipFile(fileobj=io.BytesIO(raw))


def _xz(raw: bytes) -> io.BufferedIOBase:
    return lzma.LZMAFile(io.BytesIO(raw))


def _bzip2(raw: bytes) -> io.BufferedIOBase:
    return bz2.BZ2File(io.BytesIO(raw))


_PACKERS: dict[bytes, tuple[str, Callable[[bytes], io.BufferedIOBase]]] = {
    b"\x1f\x8b": ("gzip", _gzip),
    b"\xfd7zXZ\x00": ("xz", _xz),
    b"BZh": ("bzip2", _bzip2),
}
_PACKED_SUFFIXES = (".gz", ".xz", ".bz2")
