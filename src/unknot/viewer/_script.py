"""The viewer's program."""

from functools import cache
from pathlib import Path

from unknot.errors import InputError

_BUNDLE = Path(__file__).parent / "assets" / "viewer.js"


@cache
def script() -> str:
    """Return the viewer as the text of one JavaScript module.

    Raises
    ------
    InputError
        It was not built, which can happen in a checkout of the source.
    """
    try:
        return _BUNDLE.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            f"The viewer has not been built: there is no {str(_BUNDLE)!r}. In a checkout of the "
            "source, build it with: cd viewer && npm ci && npm run build"
        ) from None
