"""MNIST from IDX files: read, and downloaded on demand."""

import hashlib
import os
import urllib.request
import zlib
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

import numpy as np
from platformdirs import user_cache_dir

from unknot.data._classics import chosen_rows
from unknot.data._dataset import Dataset
from unknot.data._idx import find_pair, gunzip, read_idx
from unknot.data._names import pixel_names
from unknot.errors import InputError
from unknot.files import write_whole

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)

# SHA-256 of the unpacked files: mirrors may compress them anew, which changes the .gz only.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
PARTS = {"train": "train", "test": "t10k"}
TIMEOUT = 30
CHUNK = 1 << 16
LARGEST_FILE = 20_000_000

Progress = Callable[[str, int, int], None]


def mnist(
    source: str,
    *,
    part: str,
    points: int,
    seed: int,
    folder: str,
    set: str,
    transpose: bool,
    download: bool,
    mirrors: tuple[str, ...] = MIRRORS,
    progress: Progress | None = None,
) -> Dataset:
    """Give MNIST's handwritten digits: 784 pixels in [0, 1], named by row and column.

    Files are looked for in ``folder``, else in the cache. Only with ``download`` are missing
    files fetched. Other sets in the same format (28 × 28 or not) can be read from a folder; their
    classes are the labels that occur.
    """
    where = Path(folder).expanduser() if folder else cache_folder()
    names = [name for name in SHA256 if name.startswith(PARTS[part])]
    pair = find_pair(where, part, set)
    if pair is None:
        lacking = [name for name in names if not _is_there(where, name)]
        if not download or set:
            raise InputError(_how_to_get(where, lacking or names, part, folder))
        for name in lacking:
            fetch(name, where, mirrors, progress)
        pair = find_pair(where, part)
    images, labels = (read_idx(path) for path in pair or [where / name for name in names])
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        raise InputError(
            f"{where}: {names[0]} has shape {images.shape} and {names[1]} {labels.shape}; "
            "expected (n, rows, columns) and (n,) with the same n. Get both files again."
        )
    kinds, numbers = np.unique(labels.astype(np.int64), return_inverse=True)
    chosen = chosen_rows(numbers, points, seed)
    taken = images[chosen].swapaxes(1, 2) if transpose else images[chosen]
    scale = 255.0 if images.dtype.itemsize == 1 else 1.0
    return Dataset(
        taken.reshape(len(chosen), -1) / scale,
        numbers[chosen],
        tuple(map(str, kinds.tolist())),
        pixel_names(*taken.shape[1:]),
        "mnist",
        source,
    )


def cache_folder() -> Path:
    """Give the folder of downloaded files: $UNKNOT_CACHE, or the user's cache, and mnist in it."""
    return Path(os.environ.get("UNKNOT_CACHE") or user_cache_dir("unknot")) / "mnist"


def fetch(
    name: str, folder: Path, mirrors: tuple[str, ...] = MIRRORS, progress: Progress | None = None
) -> Path:
    """Download one file, check its content, and put it into a folder in a single step.

    Parameters
    ----------
    name
        The published name, without ``.gz``.
    mirrors
        Base addresses, tried in this order until one gives the right content.
    progress
        Called with the name, the bytes so far, and the bytes in all (0 if not known).

    Raises
    ------
    InputError
        If no mirror gives the right content; the message tells what each one did.
    """
    failures = []
    for mirror in mirrors:
        address = f"{mirror.rstrip('/')}/{name}.gz"
        try:
            content = _download(address, name, progress)
            if hashlib.sha256(gunzip(content)).hexdigest() == SHA256[name]:
                break
            failures.append(f"{address}: wrong checksum")
        except (OSError, HTTPException, ValueError, EOFError, zlib.error) as error:
            failures.append(f"{address}: {error}")
    else:
        raise InputError(
            f"Could not download {name}. {'; '.join(failures) or 'No mirror was given'}. Check "
            "the connection, or put the file into a folder and say mnist:folder=FOLDER."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"Cannot make the folder {folder}: {error.strerror}.") from None
    write_whole(folder / f"{name}.gz", content)
    return folder / f"{name}.gz"


def _download(address: str, name: str, progress: Progress | None) -> bytes:
    content = bytearray()
    with urllib.request.urlopen(address, timeout=TIMEOUT) as response:
        total = int(response.headers.get("Content-Length") or 0)
        while chunk := response.read(CHUNK):
            content += chunk
            if len(content) > LARGEST_FILE:
                raise ValueError(f"more than {LARGEST_FILE:,} bytes")
            if progress is not None:
                progress(name, len(content), total)
    if total and len(content) != total:
        raise EOFError(f"broke off after {len(content):,} of {total:,} bytes")
    return bytes(content)


def _is_there(folder: Path, name: str) -> bool:
    return any((folder / f"{name}{end}").is_file() for end in ("", ".gz"))


def _how_to_get(where: Path, lacking: list[str], part: str, folder: str) -> str:
    files = " and ".join(f"{name}.gz" for name in lacking)
    missing = f"{where} does not hold {files}."
    if folder:
        return (
            f"{missing} Give the folder with the IDX files (gzipped or not): mnist:folder=FOLDER."
        )
    return (
        f"{missing} To download MNIST (11 MB) into this cache, say "
        f"mnist:download=true,part={part}; to use files you have, say "
        f"mnist:folder=FOLDER,part={part}."
    )
