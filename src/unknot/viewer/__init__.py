"""Recordings in the browser: the viewer, and the pages and notebooks that it lives in."""

from unknot.viewer._baking import Baking
from unknot.viewer._document import Controls, document, embedded
from unknot.viewer._page import page, save_page
from unknot.viewer._payload import baking, payload
from unknot.viewer._script import script
from unknot.viewer._state import view_state
from unknot.viewer._widget import widget

__all__ = [
    "Baking",
    "Controls",
    "baking",
    "document",
    "embedded",
    "page",
    "payload",
    "save_page",
    "script",
    "view_state",
    "widget",
]
