"""The pictures of a sweep: rows as what the drawing package takes."""

import math
from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.figure import Figure

from unknot import draw
from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.sweep._panels import Panel, panels
from unknot.sweep._row import Row
from unknot.sweep._work import RIGHT
from unknot.verdicts import Bracket, least_width

_MOST_NUMBERS = 100_000  # coordinates of a data set, for its bracket

Brackets = Mapping[tuple[str, str], Bracket]


def brackets(rows: Iterable[Row], data: Mapping[str, Dataset]) -> Brackets:
    """Bracket the least width of every data set and activation of rows, where it can be asked.

    Parameters
    ----------
    rows
        Of a sweep.
    data
        The data sets, by their sources.
    """
    found: dict[tuple[str, str], Bracket] = {}
    for panel in panels(rows):
        known = data.get(panel.data)
        if known is None or known.points.size > _MOST_NUMBERS:
            continue
        try:
            found[panel.data, panel.activation] = least_width(known, panel.activation)
        except UnknotError:  # what cannot be asked is not drawn
            continue
    return found


def phase_diagram(rows: Iterable[Row], known: Brackets | None = None) -> Figure:
    """Draw how often the architectures of a sweep work, with what is proved impossible.

    Parameters
    ----------
    rows
        Of a sweep; those of networks layer by layer have no place in it.
    known
        Brackets of the least width (:func:`brackets`), drawn beside the widths.

    Raises
    ------
    InputError
        No row has a width and a depth.

    Examples
    --------
    >>> import tempfile
    >>> from unknot import Spec
    >>> from unknot.sweep import Grid, Processes, sweep
    >>> grid = Grid(Spec(data="disc-in-ring:points=40", seeds=2), widths=(1, 2), depths=(1, 2))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = sweep(grid, folder, engine=Processes(0))
    >>> len(phase_diagram(found.rows).axes)
    2
    """
    return draw.phase_diagram([_phases(one, known or {}) for one in panels(rows)])


def success_curves(panel: Panel) -> Figure:
    """Draw how success comes in a panel: with steps, and with random starts.

    Raises
    ------
    InputError
        Nothing of it was trained.
    """
    some = [
        draw.Successes(
            width,
            depth,
            np.array([math.nan if step is None else step for step in row.counted.first], float),
            row.spec.steps,
        )
        for (width, depth), row in sorted(panel.rows.items())
        if row.counted is not None
    ]
    return draw.success_curves(str(panel), some)


def _phases(panel: Panel, known: Brackets) -> draw.Phases:
    shape = len(panel.widths), len(panel.depths)
    shares = np.full(shape, np.nan)
    impossible, verified = np.zeros(shape, bool), np.zeros(shape, bool)
    for i, width in enumerate(panel.widths):
        for j, depth in enumerate(panel.depths):
            row = panel.rows.get((width, depth))
            if row is None:
                continue
            impossible[i, j] = row.proof is not None
            if row.counted is not None:
                shares[i, j] = row.counted.rate
                verified[i, j] = proved_right(row)
    bracket = known.get((panel.data, panel.activation))
    return draw.Phases(
        str(panel),
        "" if bracket is None else str(bracket),
        tuple(panel.widths),
        tuple(panel.depths),
        shares,
        impossible,
        verified,
        None if bracket is None else bracket.lower,
        None if bracket is None else bracket.upper,
    )


def proved_right(row: Row) -> bool:
    """Whether some network of a row is proved right on the whole of every class."""
    return row.counted is not None and (row.counted.verified > 0 or row.counted.verdict in RIGHT)
