"""The figure that a movie is drawn on, again and again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from unknot.data import Dataset
from unknot.draw._letters import letter
from unknot.draw._movie import Frame
from unknot.draw._style import INKS, class_legend, empty_figure

T = TypeVar("T")
R = TypeVar("R")

_DPI = 150  # so that type has the size on the screen that it has in a figure


def even(size: float) -> int:
    """Return the nearest even number of pixels (H.264 needs even sides)."""
    return 2 * round(size / 2)


def ahead(make: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Yield what is made of each item; the next one is made while the last one is being used."""
    with ThreadPoolExecutor(1) as pool:
        coming = None
        for item in items:
            ready, coming = coming, pool.submit(make, item)
            if ready is not None:
                yield ready.result()
        if coming is not None:
            yield coming.result()


class Film:
    """A figure of a fixed size in pixels with panels at fixed places, and its frames."""

    def __init__(self, width: int, height: int, data: Dataset, signs: Sequence[Line2D] = ()):
        self.width, self.height = even(width), even(height)
        self._moving: list[Artist] = []
        self._still: object = None
        self._dpi = _DPI * self.height / 600
        self.figure: Figure = empty_figure(self.width / self._dpi, self.height / self._dpi)
        self.figure.set_dpi(self._dpi)
        self._raised = 0
        named = data.class_names if len(data.class_names) <= len(INKS) else ()
        if named or signs:
            self._raised = 19 * (class_legend(self.figure, named, signs) - 1)

    def panel(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Add a panel; the place is in pixels of a picture 600 high, above a legend of one row."""
        scale = 1 - self._raised / 600
        bottom, height = self._raised + bottom * scale, height * scale
        across, up = 600 * self.width / self.height, 600
        return self.figure.add_axes((left / across, bottom / up, width / across, height / up))

    def moving(self, *artists: Artist) -> None:
        """Name what changes from frame to frame; all else is drawn once, beneath."""
        for artist in artists:
            artist.set_animated(True)
        self._moving += artists

    def frame(self) -> Frame:
        """Draw the figure as it is now."""
        canvas = cast(FigureCanvasAgg, self.figure.canvas)
        letter([self.figure] if self._still is None else self._moving)
        if self._still is None:
            canvas.draw()
            self._still = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._still)
        for artist in self._moving:
            self.figure.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())[..., :3].copy()
