"""The viewer as a widget of notebooks. Needs anywidget; see :func:`unknot.viewer.widget`."""

from typing import get_args

import traitlets
from anywidget import AnyWidget

from unknot.nets import Order
from unknot.viewer._document import Controls
from unknot.viewer._script import script
from unknot.viewer._state import Playing, View


class ViewerWidget(AnyWidget):
    """A recording in a cell of a notebook; its traits are what it shows, in both directions.

    Attributes
    ----------
    recording
        What :func:`~unknot.viewer.payload` gives.
    step, depth, order, view, yaw, pitch, zoom, tour, playing
        See :func:`~unknot.viewer.view_state`.
    grid, points, regions, confidence, marks
        See :func:`~unknot.viewer.view_state`.
    controls, theme, title
        How it looks.
    """

    _esm = script()

    recording = traitlets.Bytes().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    depth = traitlets.Float(0.0).tag(sync=True)
    order = traitlets.Enum(get_args(Order), "together").tag(sync=True)
    view = traitlets.Enum(get_args(View), "auto").tag(sync=True)
    yaw = traitlets.Float(None, allow_none=True).tag(sync=True)
    pitch = traitlets.Float(None, allow_none=True).tag(sync=True)
    zoom = traitlets.Float(1.0).tag(sync=True)
    grid = traitlets.Bool(True).tag(sync=True)
    points = traitlets.Bool(True).tag(sync=True)
    regions = traitlets.Bool(True).tag(sync=True)
    confidence = traitlets.Bool(False).tag(sync=True)
    marks = traitlets.Bool(True).tag(sync=True)
    playing = traitlets.Enum(get_args(Playing), "nothing").tag(sync=True)
    tour = traitlets.Float(None, allow_none=True).tag(sync=True)
    controls = traitlets.Enum(get_args(Controls), "full").tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
