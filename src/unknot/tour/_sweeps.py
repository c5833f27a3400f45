"""What the tour shows of many architectures at once: the phase diagrams of two data sets."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from unknot.recording import Spec
from unknot.recording import command as fit_command
from unknot.sweep import Brackets, Grid, Panel, Row, panels, proved_right
from unknot.tour._stop import Chapter


@dataclass(frozen=True)
class SweepStop:
    """A sweep: its grid, a smaller one for a quick tour, and what is asked and said of it."""

    name: str
    title: str
    chapter: Chapter
    question: str
    intro: str
    grid: Grid
    grid_quick: Grid
    caption: str

    def outcome(self, rows: Sequence[Row], known: Brackets) -> list[str]:
        """Say what training showed of each data set, and how far that is from what is proved."""
        return [_said(one, known) for one in panels(rows)]


def command(grid: Grid) -> str:
    """Return the ``unknot sweep`` line that trains this grid of widths and depths."""
    words = ["unknot", "sweep", *grid.data]
    for option, values in (("--width", grid.widths), ("--depth", grid.depths)):
        words += [option, ",".join(map(str, values))]
    given = shlex.split(fit_command(grid.base))[3:]
    for name in ("steps", "snapshots", "seeds"):  # those that `unknot fit` takes otherwise
        if f"--{name}" not in given:
            given += [f"--{name}", str(getattr(grid.base, name))]
    return shlex.join(words + given)


def most_telling(rows: Sequence[Row]) -> Row | None:
    """Return the smallest architecture of the last data set that does it, as far as is known.

    None if nothing was trained there.
    """
    last = rows[-1].spec.data
    trained = [row for row in rows if row.counted is not None and row.spec.data == last]
    return min(trained, key=_rank, default=None)


def _rank(row: Row) -> tuple[bool, float, int, int]:
    accuracy = 0.0 if row.counted is None else row.counted.best_accuracy
    return not proved_right(row), -accuracy, max(row.spec.hidden), len(row.spec.hidden)


def _said(panel: Panel, known: Brackets) -> str:
    rows = panel.rows.values()
    proved = sum(row.proof is not None for row in rows)
    trained = [row for row in rows if row.counted is not None]
    some = [row for row in trained if row.counted is not None and row.counted.solved]
    sure = sum(map(proved_right, trained))
    text = f"{panel.data}: {proved} of {len(rows)} architectures are proved impossible."
    if trained:
        text += (
            f" Of the other {len(trained)}, {_of(len(some), len(trained))} got every point right "
            f"from some random start, and {_of(sure, len(trained))} had a network that is proved "
            "right between the points, too."
        )
    bracket = known.get((panel.data, panel.activation))
    if bracket is not None:
        text += f" Proved: {bracket}."
    least = min((row.spec.hidden[0] for row in some), default=None)
    if least is None:
        return f"{text} In this grid training succeeded with no width." if trained else text
    gap = bracket is not None and bracket.upper is not None and bracket.upper < least
    return (
        f"{text} In this grid training succeeded with {least} units a layer{' at the least' * gap}"
        + (", though weights with fewer exist at some depth." if gap else ".")
    )


def _of(some: int, every: int) -> str:
    return "none" if some == 0 else "all" if some == every else f"{some}"


_BASE = Spec(
    data="disc-in-ring",
    learning_rate=0.02,
    steps=2000,
    seeds=16,
    initial="identity",
    patience=12,
    snapshots=40,
)
_DATA = ("disc-in-ring", "spirals:turns=1")

SWEEPS: tuple[SweepStop, ...] = (
    SweepStop(
        "phases",
        "Phase diagrams",
        "Which networks ever work?",
        "Which architectures ever work?",
        "One network says little about the others. Here every number of units and of layers has "
        "many random starts, unless a proof says that no weights will do.",
        Grid(_BASE, widths=(1, 2, 3, 4), depths=(1, 2, 3, 4), data=_DATA),
        Grid(_BASE.model_copy(update={"seeds": 8}), widths=(1, 2, 3), depths=(1, 2, 3), data=_DATA),
        "Units of a layer upwards, layers to the right; the number is the share of random starts "
        "that ended with every point right. Hatched: proved impossible. Framed: a network is "
        "proved right between the points, too. The strip on the left is what "
        "is proved of each width at any depth: hatched, none works; filled, one does.",
    ),
)
