"""The live lab: a local server, and the page on which networks train before one's eyes."""

from unknot.lab._app import app
from unknot.lab._lab import Lab
from unknot.lab._limits import Limits
from unknot.lab._serve import end_process, serve
from unknot.lab._settings import Settings
from unknot.lab._stops import STOPS, Stop
from unknot.recording import fragment

__all__ = [
    "STOPS",
    "Lab",
    "Limits",
    "Settings",
    "Stop",
    "app",
    "end_process",
    "fragment",
    "serve",
]
