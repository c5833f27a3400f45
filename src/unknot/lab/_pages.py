"""The recording that an exported page carries: read as data; nothing of the page is run."""

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from unknot.lab._limits import Refusal
from unknot.recording import Recording
from unknot.viewer import view_state

# As `unknot.viewer` writes them. Between two matches nothing is read twice, however long a page is.
_RECORDING = re.compile(rb'<script type="application/gzip">([A-Za-z0-9+/=\s]*)</script>')
_VIEWER = re.compile(rb'<unknot-viewer [^<>]{0,2000}? ?state="([^"<>]{0,2000})"')
_GZIP = 16 + zlib.MAX_WBITS

# Entries of a viewer's state that links have, and how they write that there is none.
_LINKED = (
    *("depth", "order", "view", "yaw", "pitch", "zoom"),
    *("grid", "points", "regions", "confidence", "marks"),
)
_NONE = "auto"


@dataclass(frozen=True)
class Carried:
    """What a page holds: its first recording, what is shown of it first, and how many there are."""

    recording: bytes
    state: dict[str, Any]
    count: int

    def view(self, film: Recording) -> dict[str, Any]:
        """Return what a link says of the state, as far as it fits the recording."""
        try:
            state = view_state(film, self.state)
        except (ValueError, TypeError):
            return {}
        said = {name: state[name] for name in _LINKED if name in state}
        step = {"step": int(state["step"])} if "step" in state else {}
        return step | {name: _NONE if value is None else value for name, value in said.items()}


def is_page(name: str) -> bool:
    """Whether a file is a page, by its name."""
    return Path(name).suffix.lower() in (".html", ".htm")


def carried(name: str, page: bytes, most: int) -> Carried:
    """Return what an exported page holds.

    Parameters
    ----------
    name
        What errors call it.
    page
        The whole file.
    most
        Bytes that its recording may have when it is unpacked.

    Raises
    ------
    Refusal
        It holds no recording, a damaged one, or one that is larger.
    """
    found = _RECORDING.findall(page)
    if not found:
        raise Refusal(
            f"{name} holds no recording; expected a page that the lab, `unknot page` or "
            "`unknot.viewer.save_page` wrote."
        )
    try:
        packed = base64.b64decode(found[0], validate=False)
        opener = zlib.decompressobj(_GZIP)
        content = opener.decompress(packed, most + 1)
    except (zlib.error, binascii.Error):
        raise Refusal(f"The recording in {name} is damaged: it cannot be unpacked.") from None
    if len(content) > most:
        raise Refusal(f"The recording in {name} unpacks to more than {most:,} bytes.")
    if not opener.eof:
        raise Refusal(f"The recording in {name} is damaged: it is cut short.")
    return Carried(content, _state(page), len(found))


def _state(page: bytes) -> dict[str, Any]:
    """Return what the first viewer of a page shows, empty where it does not say it."""
    found = _VIEWER.search(page)
    try:
        state = json.loads(unescape(found[1].decode())) if found else {}
    except (ValueError, RecursionError):
        state = {}
    return state if isinstance(state, dict) else {}
