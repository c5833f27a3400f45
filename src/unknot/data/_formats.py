"""Which file is read by what: one row for each format."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from unknot.data._asked import Asked
from unknot.data._content import Content, read_content
from unknot.data._frames import read_parquet
from unknot.data._grids import read_json, read_npy, read_sparse, read_workbook
from unknot.data._npz import read_npz
from unknot.data._table import Table
from unknot.data._text import read_text
from unknot.errors import InputError

Reader = Callable[[Content, Asked], Table]

_READERS: dict[str, Reader] = {
    ".csv": read_text,
    ".tsv": read_text,
    ".txt": read_text,
    ".data": read_text,
    ".dat": read_text,
    ".arff": read_text,
    ".npz": read_npz,
    ".npy": read_npy,
    ".parquet": read_parquet,
    ".feather": read_parquet,
    ".arrow": read_parquet,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".json": read_json,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".svm": read_sparse,
    ".libsvm": read_sparse,
    ".svmlight": read_sparse,
}
_OTHERS = {
    ".xls": "save it as .xlsx or CSV",
    ".ods": "save it as .xlsx or CSV",
    ".sav": "read it with pandas.read_spss, and give the frame to Dataset.of",
    ".dta": "read it with pandas.read_stata, and give the frame to Dataset.of",
    ".mat": "read it with scipy.io.loadmat, and give the arrays to Dataset.of",
    ".h5": "read it with h5py, and give the arrays to Dataset.of",
    ".hdf5": "read it with h5py, and give the arrays to Dataset.of",
    ".rds": "write the frame with write.csv in R",
    ".rdata": "write the frame with write.csv in R",
    ".pkl": "pickles are never loaded (they can run code); save the frame as Parquet or CSV",
    ".pickle": "pickles are never loaded (they can run code); save the frame as Parquet or CSV",
    ".pt": "save the tensors with numpy.savez(path, X=points.numpy(), y=labels.numpy())",
}
_MAGIC: dict[bytes, str] = {b"PAR1": ".parquet", b"\x93NUMPY": ".npy"}
SUFFIXES = tuple(_READERS)
PACKED = (".gz", ".zip", ".xz", ".bz2")


def is_file_name(text: str) -> bool:
    """Whether a text looks like the name of a file that is read."""
    suffix = Path(text).suffix.lower()
    return suffix in SUFFIXES or suffix in PACKED or suffix in _OTHERS


def read_table(path: Path, asked: Asked) -> Table:
    """Read a file as a table, by its ending, or by how it begins; else it is a text.

    Raises
    ------
    InputError
        It is no file of these kinds, or damaged.
    """
    content = read_content(path)
    if content.suffix in _OTHERS:
        raise InputError(f"{path}: {content.suffix} files are not read; {_OTHERS[content.suffix]}.")
    if content.suffix not in _READERS:
        first = next(content.chunks(), b"")
        begin = next((suffix for magic, suffix in _MAGIC.items() if first.startswith(magic)), None)
        content = content if begin is None else replace(content, suffix=begin)
    return _READERS.get(content.suffix, read_text)(content, asked)
