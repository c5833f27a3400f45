"""The frame of a page that opens from disk and asks nothing of a network."""

import base64
import gzip
import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from typing import Any, Literal

from unknot.recording import Recording, Subject
from unknot.verdicts import Finding
from unknot.viewer._baked import MOST_NUMBERS
from unknot.viewer._payload import MOST_FRAMES, payload
from unknot.viewer._script import script

Controls = Literal["full", "simple", "bare"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2127; --soft: #5b6570; --paper: #fbfaf7;
  --card: #ffffff; --line: #dcdad4; --blue: #0b62c4; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --soft: #a5adb6;
  --paper: #15181c; --card: #1d2126; --line: #343a42; --blue: #7db8f5; }
  figure img { filter: invert(.91) hue-rotate(180deg); } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.6 Georgia, "Times New Roman", serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 2.3rem; line-height: 1.15; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .4rem; overflow-wrap: anywhere; }
p { max-width: 42rem; margin: .4rem 0 .8rem; }
a { color: var(--blue); }
section { border-top: 1px solid var(--line); padding-top: 2rem; margin-top: 2.5rem; }
.facts { font: 14px/1.5 system-ui, sans-serif; color: var(--soft); margin: 0 0 1.2rem;
  overflow-wrap: anywhere; }
.facts b { color: var(--ink); font-weight: 600; }
code { font: 13.5px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; padding: .6rem .8rem; margin: 1rem 0 0; }
footer.facts { margin-top: 2rem; }
/* As high as the viewer will be, so that what stands below does not move when it comes. */
unknot-viewer { --stage: min(100vw, max(20rem, 66svh)); --more: 9rem; display: block;
  min-height: calc(var(--stage) + var(--more)); margin: 0 0 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
unknot-viewer[controls="full"] { --more: 30.5rem; }
@media (max-width: 40rem) { unknot-viewer[controls="full"] { --more: 35rem; } }
unknot-viewer[controls="simple"], unknot-viewer[controls="bare"] { max-width: 42rem; }
unknot-viewer.live { min-height: 0; }
unknot-viewer.live > p:not([role]) { display: none; }
unknot-viewer > p { font: 14.5px/1.5 system-ui, sans-serif; color: var(--soft); }
unknot-viewer > canvas { display: block; width: 100%; max-width: 40rem; height: auto;
  margin: 0 auto; }
unknot-viewer.live > canvas { display: none; }
@media print {
  :root { color-scheme: light; }
  body { background: none; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  section, unknot-viewer, pre { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  unknot-viewer.live > div { display: none; }
  unknot-viewer.live > canvas { display: block; }
}
"""

_WAITING = "The picture is being unpacked; it needs a browser that runs JavaScript."


def document(
    title: str,
    body: str,
    *,
    style: str = "",
    scripts: Sequence[str] = (),
    siblings: bool = False,
) -> str:
    """Return a whole HTML page with the viewer in it.

    Its policy for the browser allows the scripts in it, and no other; no address is asked.

    Parameters
    ----------
    title
        Plain text.
    body
        HTML of the body, in which :func:`embedded` made the viewers.
    style
        More CSS.
    scripts
        More scripts, as JavaScript.
    siblings
        Whether pictures and movies beside the file may be shown.
    """
    viewer, *others = (_inline(text) for text in (script(), *scripts))
    files = " 'self' file:" if siblings else ""
    hashes = " ".join(f"'sha256-{_hash(text)}'" for text in (viewer, *others))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        f"img-src data: blob:{files}; {'media-src' + files + '; ' if siblings else ''}"
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<style>{_STYLE}{style}</style>
</head>
<body>
{body}
<script type="module">{viewer}</script>
{"".join(f"<script>{text}</script>" for text in others)}
</body>
</html>
"""


def embedded(
    recording: Subject,
    name: str,
    *,
    state: Mapping[str, Any] | None = None,
    controls: Controls = "full",
    most_frames: int = MOST_FRAMES,
    numbers: int = MOST_NUMBERS,
    findings: Sequence[Finding] = (),
    certificates: bool = True,
) -> str:
    """Return the HTML of one viewer in a :func:`document`, its recording included.

    Parameters
    ----------
    recording
        What is drawn, as :func:`payload` gives it.
    name
        By which the page's address names it, if there are several.
    state
        What it shows first, see :func:`view_state`.
    controls
        ``"full"``, ``"simple"`` or ``"bare"``.
    most_frames
        Of the training, two at least.
    numbers
        At most about so many are written out of layers that the browser does not know.
    findings
        What is proved, for the badge on the stage.
    certificates
        Whether theirs are in the page, to be saved from it.
    """
    packed = _packed(payload(recording, most_frames=most_frames, numbers=numbers))
    proved = ""
    if findings:
        step = recording.t1 if isinstance(recording, Recording) else 0
        without = {} if certificates else {"certificate": None}
        said = [one.as_json(step) | without for one in findings]
        content = _packed(json.dumps(said, ensure_ascii=False).encode())
        proved = f'<script type="application/gzip" class="proved">{content}</script>'
    shown = escape(json.dumps(dict(state or {})))
    return (
        f'<unknot-viewer name="{escape(name)}" controls="{controls}" state="{shown}">'
        f"<p>{_WAITING}</p>"
        f'<script type="application/gzip">{packed}</script>{proved}</unknot-viewer>'
    )


def _packed(content: bytes) -> str:
    # mtime: the same recording gives the same page.
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _inline(text: str) -> str:
    """Return a script that does not end, or comment out, the element that it stands in."""
    return re.sub(r"<(?=/script|!--)", r"\\x3C", text, flags=re.IGNORECASE)


def _hash(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
