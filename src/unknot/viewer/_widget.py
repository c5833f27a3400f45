"""Recordings in a notebook."""

from typing import TYPE_CHECKING, Any

from unknot.errors import MissingExtra
from unknot.recording import Subject
from unknot.viewer._document import Controls
from unknot.viewer._payload import payload
from unknot.viewer._state import view_state

if TYPE_CHECKING:
    from unknot.viewer._notebook import ViewerWidget


def widget(
    recording: Subject, *, title: str = "", controls: Controls = "full", **state: Any
) -> "ViewerWidget":
    """Return a widget for JupyterLab, marimo and other notebooks that shows a recording.

    What it shows are its traits, in both directions: ``w.depth = 1.5`` moves the picture, and
    ``w.observe(f, "step")`` hears of the slider.

    Parameters
    ----------
    recording
        A recording, or a snapshot.
    title
        Shown above the picture.
    controls
        ``"full"``, ``"simple"`` or ``"bare"``.
    **state
        What is shown first, see :func:`~unknot.viewer.view_state`; the last training step and
        depth 0 unless told otherwise.

    Raises
    ------
    MissingExtra
        The package anywidget is not installed.
    InputError
        A part of the state does not fit, or the recording is too large for a browser.
    """
    try:
        from unknot.viewer._notebook import ViewerWidget
    except ModuleNotFoundError as error:
        if error.name not in {"anywidget", "traitlets", "ipywidgets"}:
            raise
        raise MissingExtra("anywidget", "notebook", "The notebook widget") from None
    shown = {"step": recording.t1} | view_state(recording, state)
    return ViewerWidget(recording=payload(recording), title=title, controls=controls, **shown)
