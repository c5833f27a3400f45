"""The command ``unknot``: commands, no logic."""

from unknot.cli._app import main

__all__ = ["main"]
