"""Standard output and standard error: a way out for what they cannot show or cannot take."""

import codecs
import errno
import io
import os
import sys

_PLAIN = "unknot-plain"
_INSTEAD = {
    "×": "x",
    "·": "-",
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "→": "->",
    "↦": "->",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "✓": "ok",
    "✕": "x",
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def settle() -> None:
    """Let both streams write what their encoding lacks in other letters, not end in an error."""
    codecs.register_error(_PLAIN, _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAIN)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    written = "".join(
        _INSTEAD.get(letter) or letter.encode("ascii", "backslashreplace").decode()
        for letter in text
    )
    return written, error.end


def flush() -> None:
    """Write out what waits to be written; a full disk is to be met here, not after the end."""
    if sys.stdout is not None:
        sys.stdout.flush()


def is_full(error: OSError) -> bool:
    """Whether a write failed because there is no room for it, not for the name of a file."""
    return error.filename is None and error.errno in _FULL


def forget() -> None:
    """Drop what still waits to be written: Python would try again at the end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
