"""Recordings as one HTML file that opens from disk."""

import os
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from unknot.errors import InputError
from unknot.files import write_whole
from unknot.nets import Network
from unknot.recording import Recording, Subject, command
from unknot.verdicts import ASIDE, Budget, Finding, findings_of
from unknot.viewer._document import Controls, document, embedded
from unknot.viewer._state import view_state

_MANY = 8  # layers alike, that are counted
_MOST_EDITS = 10  # that a page lists


def page(
    recording: Subject | Sequence[Subject],
    *,
    title: str | None = None,
    state: Mapping[str, Any] | None = None,
    controls: Controls = "full",
    prove: Budget | None = ASIDE,
    known: Sequence[Finding] = (),
) -> str:
    """Return an HTML page in which recordings can be watched: every layer, every training step.

    It needs nothing but itself: it opens from disk and asks nothing of a network. What is shown
    is kept in its address (``#step=400&depth=1.5``), so a link to it shows the same picture.

    Parameters
    ----------
    recording
        One, or several: recordings of trainings, or snapshots.
    title
        Plain text; the data's name unless given.
    state
        What is shown first, of each: ``{"depth": 2, "step": 400}``, see
        :func:`~unknot.viewer.view_state`.
    controls
        ``"full"``, ``"simple"`` or ``"bare"``.
    prove
        How much may be spent on what is proved of the networks, and of their architectures: it
        stands on the pictures, with its certificates. None: nothing is asked.
    known
        What was proved before, of every recording that is shown; it stands there, too.

    Raises
    ------
    InputError
        A part of the state does not fit, or a recording is too large for a browser.

    Examples
    --------
    >>> from unknot import Spec, fit
    >>> html = page(fit(Spec(data="moons:points=40", steps=20)), title="Two moons")
    >>> html.count("<unknot-viewer "), "<title>Two moons</title>" in html
    (1, True)
    """
    shown = [recording] if isinstance(recording, Subject) else list(recording)
    if not shown:
        raise InputError("A page needs at least one recording, but got none.")
    proved = [(*known, *(() if prove is None else findings_of(one, prove))) for one in shown]
    states = [view_state(one, state or {}) for one in shown]
    heading = title or " and ".join(dict.fromkeys(one.data.name for one in shown))
    sections = (
        f"<section>\n<h2>{escape(_name(one))}</h2>\n{drawn}</section>" if len(shown) > 1 else drawn
        for index, (one, looked, found) in enumerate(
            zip(shown, states, proved, strict=True), start=1
        )
        for drawn in [_shown(one, f"r{index}", looked, controls, found)]
    )
    trained = any(isinstance(one, Recording) for one in shown)
    sliders = "One slider runs through the layers" + ", the other through the training" * trained
    body = f"""<main>
<h1>{escape(heading)}</h1>
<p>What a neural network does to the shape of data: each layer moves and bends the space
continuously. {sliders}.</p>
{"".join(sections)}
<footer class="facts">Drawn by unknot. Everything is in this file; it asks nothing of a network.
</footer>
</main>"""
    return document(heading, body)


def save_page(
    recording: Subject | Sequence[Subject],
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    state: Mapping[str, Any] | None = None,
    controls: Controls = "full",
    prove: Budget | None = ASIDE,
    known: Sequence[Finding] = (),
) -> Path:
    """Write the :func:`page` of recordings to a file, in one step; return where.

    ``.html`` is added if the name has no suffix.
    """
    path = Path(path)
    if not path.name:
        raise InputError(f"A page needs the name of a file, but got {str(path)!r}.")
    path = path if path.suffix else path.with_suffix(".html")
    made = page(recording, title=title, state=state, controls=controls, prove=prove, known=known)
    write_whole(path, made)
    return path


def _name(recording: Subject) -> str:
    return f"{recording.data.name} · {_units(recording)}"


def _units(recording: Subject) -> str:
    """Write widths as 2-4-4-1, and of many layers alike, 3 × 125."""
    runs = [(width, len(list(same))) for width, same in groupby(recording.final.widths)]
    return "-".join(
        f"{width} × {count}" if count > _MANY else "-".join([str(width)] * count)
        for width, count in runs
    )


def _shown(
    recording: Subject,
    name: str,
    state: Mapping[str, Any],
    controls: Controls,
    found: Sequence[Finding],
) -> str:
    facts = f'<p class="facts">{" ".join(_facts(recording))}</p>'
    repeat = ""
    if isinstance(recording, Recording):
        repeat = f"<pre><code>{escape(command(recording.spec))}</code></pre>\n"
        if recording.edits:
            said = escape("; ".join(edit.text for edit in recording.edits[:_MOST_EDITS]))
            more = len(recording.edits) - _MOST_EDITS
            repeat += (
                f"<p>This trains it without what was changed by hand: {said}"
                f"{f', and {more:,} more' if more > 0 else ''}.</p>\n"
            )
    drawn = embedded(recording, name, state=state, controls=controls, findings=found)
    return f"{drawn}\n{facts}\n{_proved(found)}{repeat}"


def _proved(found: Sequence[Finding]) -> str:
    said = (
        f"<b>{escape(one.word)}</b> ({escape(one.certificate.theorem)}). "
        f"{escape(one.certificate.reason)}"
        for one in found
        if one.certificate.theorem
    )
    return "".join(f'<p class="facts">{sentence}</p>\n' for sentence in said)


def _facts(recording: Subject) -> Iterable[str]:
    """Say in sentences (HTML) what was trained, on what, how, and what came out."""
    data, network = recording.data, recording.final
    classes = ", ".join(f"{escape(name)} ({n:,})" for name, n in data.counts.items())
    place = "on a line" if data.dimension == 1 else f"in {data.dimension} dimensions"
    yield f"<b>{escape(data.name)}</b>: {len(data):,} points {place}; {classes}."
    units = f"Units a layer <b>{_units(recording)}</b>"
    if isinstance(network, Network) and network.depth:
        names = ", ".join(dict.fromkeys(network.names))
        layers = f"{network.depth} hidden layer{'s' * (network.depth > 1)}"
        yield f"{units}: {layers} of {escape(names)}."
    else:
        yield "No hidden layer." if isinstance(network, Network) else f"{units}."
    if isinstance(recording, Recording):
        spec = recording.spec
        yield (
            f"Trained for {recording.t1:,} steps of {spec.optimiser}, learning rate "
            f"{spec.learning_rate:g}, seed {recording.seed}"
            + (f", the best of {spec.seeds:,}." if spec.seeds > 1 else ".")
        )
    right = round(recording.accuracy * len(data))
    yield f"Right: <b>{right:,} of {len(data):,}</b> points."
