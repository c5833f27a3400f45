"""Matplotlib, imported whatever window it is told to draw in: here it draws into files."""

import os
import sys
from contextlib import suppress


def import_matplotlib() -> None:
    """Import matplotlib; an MPLBACKEND that it does not know would keep it from being imported."""
    if "matplotlib" in sys.modules:
        return
    chosen = os.environ.pop("MPLBACKEND", None)
    try:
        import matplotlib
    finally:
        if chosen is not None:
            os.environ["MPLBACKEND"] = chosen
    if chosen:
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = chosen
