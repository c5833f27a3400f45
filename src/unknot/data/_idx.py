"""IDX files, and how to find a pair of them in a folder."""

import zlib
from math import prod
from pathlib import Path

import numpy as np

from unknot.errors import InputError, Question

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_PARTS = {"train": ("train",), "test": ("t10k", "test")}
_DEEPEST = 4
_LARGEST_UNPACKED = 1_000_000_000


def read_idx(path: Path) -> np.ndarray:
    """Read an IDX file, gzipped or not: an array with the shape and type the file states.

    Raises
    ------
    InputError
        If the file is not IDX, or has the wrong length.
    """
    raw = _unpacked(path)
    if len(raw) < 4 or raw[:2] != b"\0\0" or raw[2] not in _TYPES or not 1 <= raw[3] <= 4:
        raise InputError(
            f"{path} begins with the bytes {raw[:4].hex(' ') or 'of nothing'}; an IDX file of "
            "bytes begins with 00 00 08 and the number of dimensions (1 for labels, 3 for images)."
        )
    begin = 4 + 4 * raw[3]
    if len(raw) < begin:
        raise InputError(f"{path} ends within its header, after {len(raw)} bytes; get it again.")
    kind = np.dtype(_TYPES[raw[2]])
    shape = tuple(int(n) for n in np.frombuffer(raw[4:begin], ">u4"))
    needed = begin + prod(shape) * kind.itemsize
    if len(raw) != needed or needed == begin:
        raise InputError(
            f"{path} has {len(raw):,} bytes; its header says shape {shape}, which takes "
            f"{needed:,}. It is {'cut short' if len(raw) < needed else 'damaged'}; get it again."
        )
    return np.frombuffer(raw, kind, offset=begin).reshape(shape)


def find_pair(folder: Path, part: str, chosen: str = "") -> tuple[Path, Path] | None:
    """Find images and labels of a part in a folder or in those within it.

    Files may be gzipped, have a dot for the dash before idx, and be called as MNIST's, EMNIST's
    or other sets in this form are: ``…train-images-idx3-ubyte``, ``…test-images…``.

    Parameters
    ----------
    folder, part
        Where to look, and for ``train`` or ``test``.
    chosen
        A text that the names of the files contain, where there are several sets.

    Returns
    -------
    pair of paths, or None
        None if there is no file of images, or none of labels beside it.

    Raises
    ------
    Question
        There are several sets.
    """
    images = [
        path
        for path in _files(folder)
        if "images" in path.name
        and "idx" in path.name
        and _is_part(path.name, part)
        and chosen in path.name
    ]
    pairs = [(path, labels) for path in images if (labels := _labels_of(path)) is not None]
    if not pairs:
        return None
    sets: dict[str, tuple[Path, Path]] = {}
    for pair in sorted(pairs, key=lambda pair: (len(pair[0].parts), pair[0].name)):
        sets.setdefault(pair[0].name.split(_word(pair[0].name, part))[0], pair)
    if len(sets) > 1 and "" not in sets:
        names = [name.strip("-_. ") for name in sets]
        raise Question(
            f"{folder} holds several sets: {', '.join(names)}. Say which: set={names[0]}."
        )
    return sets.get("") or next(iter(sets.values()))


def _files(folder: Path) -> list[Path]:
    depth = len(folder.parts)
    try:
        found = [path for path in folder.rglob("*ubyte*") if len(path.parts) - depth <= _DEEPEST]
        return sorted(path for path in found if path.is_file())
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}.") from None


def _word(name: str, part: str) -> str:
    return next(word for word in _PARTS[part] if word in name)


def _is_part(name: str, part: str) -> bool:
    return any(word in name for word in _PARTS[part])


def _labels_of(images: Path) -> Path | None:
    """Find the labels that belong to a file of images; their folders may be named alike."""

    def other(name: str) -> str:
        return name.replace("images", "labels").replace("idx3", "idx1")

    folders = (images.parent, images.parent.with_name(other(images.parent.name)))
    plain = other(images.name).removesuffix(".gz")
    paths = [folder / f"{plain}{end}" for folder in folders for end in ("", ".gz")]
    return next((path for path in paths if path.is_file()), None)


def _unpacked(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        return gunzip(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be unpacked: {error}. Get it again.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def gunzip(content: bytes) -> bytes:
    """Unpack gzip data, refusing what unpacks to a billion bytes or more."""
    unpacker = zlib.decompressobj(wbits=31)
    unpacked = unpacker.decompress(content, _LARGEST_UNPACKED)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise EOFError("the compressed data is cut short or far too large")
    return unpacked
