"""Libraries that are there or not."""

from importlib import import_module
from typing import Any

from unknot.errors import MissingExtra


def library(name: str, extra: str, purpose: str) -> Any:
    """Return a library's module, or say how it is installed.

    Raises
    ------
    MissingExtra
        It is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != name.partition(".")[0]:
            raise
        raise MissingExtra(name.partition(".")[0], extra, purpose) from None
