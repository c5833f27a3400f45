"""Pictures as files: whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from unknot.draw._style import styled
from unknot.errors import InputError
from unknot.files import replacing

_METADATA: dict[str, dict[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


@styled
def save(figure: Figure, path: str | os.PathLike[str]) -> Path:
    """Write a figure to a PNG, SVG or PDF file, by its suffix.

    The file appears in one step, whole; the same figure gives the same bytes.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    InputError
        The suffix is another one, or the folder cannot be written to.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> save(Figure(), "picture.bmp")
    Traceback (most recent call last):
    ...
    unknot.errors.InputError: A figure is written as .png, .svg or .pdf, but got 'picture.bmp'.
    """
    target = checked(path, tuple(_METADATA), "A figure")
    with replacing(target) as temporary:
        kind = target.suffix.lower()
        figure.savefig(temporary, format=kind[1:], metadata=_METADATA[kind])
    return target


def checked(path: str | os.PathLike[str], suffixes: Sequence[str], what: str) -> Path:
    """Return the path if its suffix is one of these and its folder can be written to."""
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        kinds = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
        raise InputError(f"{what} is written as {kinds}, but got {str(path)!r}.")
    if target.is_dir():
        raise InputError(f"{str(path)!r} is a folder; give the name of a file in it.")
    folder = target.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {str(folder)!r} cannot be made ({error.strerror}); choose another."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"The folder {str(folder)!r} cannot be written to; choose another.")
    return target
