"""A sweep: the cells of a grid that a table does not have yet, done by an engine."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from unknot.data import Dataset, load
from unknot.files import write_whole
from unknot.sweep._engine import Engine
from unknot.sweep._grid import Cell, Grid
from unknot.sweep._processes import Processes
from unknot.sweep._row import Row, fingerprint
from unknot.sweep._table import Table, check_points
from unknot.sweep._work import Asked, Done, Task, versions
from unknot.train import check_size

_USUAL = Asked()


@dataclass(frozen=True)
class Progress:
    """How far a sweep has come: ``done`` of ``cells``, and the row that was last (None at first).

    ``networks`` were trained since it began.
    """

    done: int
    cells: int
    networks: int
    last: Row | None


@dataclass(frozen=True)
class Swept:
    """What a sweep has found.

    Attributes
    ----------
    folder
        Where the table is, and the files that its rows name.
    rows
        Of the grid's cells that are done, in the grid's order.
    missing
        The cells that are not.
    """

    folder: Path
    rows: tuple[Row, ...]
    missing: tuple[Cell, ...] = ()

    @classmethod
    def read(cls, folder: str | Path) -> "Swept":
        """Return all rows of the table in a folder, in the order in which they became known.

        Raises
        ------
        InputError
            There is no table, or it cannot be read.
        """
        return cls(Path(folder), tuple(Table.read(folder).rows.values()))

    @property
    def interrupted(self) -> bool:
        """Whether cells are missing."""
        return bool(self.missing)


def sweep(
    grid: Grid,
    folder: str | Path,
    *,
    data: Mapping[str, Dataset] | None = None,
    engine: Engine | None = None,
    asked: Asked = _USUAL,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_note: Callable[[str], None] = lambda _: None,
) -> Swept:
    """Train every cell of a grid, and keep what comes out in a table in a folder.

    Cells that are proved impossible are not trained unless it is asked for. Every row is on disk
    before the next one is waited for: a sweep that ended in any way goes on where it stopped when
    it is started again, and no cell is counted twice.

    Parameters
    ----------
    grid
        The cells.
    folder
        Where the table goes, the certificates and the best network of each cell. What is there
        already of the same sweep, or of a smaller or larger one, is kept and used.
    data
        The data sets, by the sources that the grid calls them by; others are loaded.
    engine
        What does the cells; by default as many processes as there are cores.
    asked
        Of every cell.
    on_progress
        Called after every cell, and at first.
    on_note
        Told in a sentence of what happened otherwise, such as a process that was lost.

    Returns
    -------
    Swept
        Ctrl-C ends the sweep early and returns what there is, with the cells that are missing.

    Raises
    ------
    InputError
        Data and recipes do not fit, the table in the folder is not of this sweep, or nothing can
        be written.
    BadEnvironment
        JAX cannot run, or a cell ended its process three times.

    Examples
    --------
    >>> import tempfile
    >>> from unknot import Spec
    >>> base = Spec(data="disc-in-ring:points=60", steps=300, seeds=4)
    >>> grid = Grid(base, widths=(2, 3), depths=(1,))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = sweep(grid, folder, engine=Processes(0))
    >>> [row.proof is not None for row in found.rows], found.rows[1].counted.seeds
    ([True, False], 4)
    """
    folder, engine = Path(folder), engine or Processes()
    known = {source: (data or {}).get(source) or load(source) for source in grid.data}
    for cell in grid.cells:
        check_size(cell.spec, known[cell.spec.data])
    here = versions()
    header = {"made by": here, "recipe": grid.fixed, "asked": vars(asked)}
    networks = 0
    with Table.opened(folder, header) as table:
        check_points(table, {source: fingerprint(one) for source, one in known.items()})
        left = [cell for cell in grid.cells if cell.key not in table.rows]
        # The longest first, so that none is left to wait for alone at the end.
        left.sort(key=lambda cell: -_size(cell, known[cell.spec.data]))
        done = len(grid.cells) - len(left)
        on_progress(Progress(done, len(grid.cells), 0, None))
        threads = engine.threads(len(left))
        tasks = [Task(cell.spec, asked, threads, here) for cell in left]
        try:
            with closing(engine.run(tasks, known, on_note)) as answers:
                for answer in answers:
                    _keep(answer, folder)
                    table.append(answer.row)
                    counted = answer.row.counted
                    done, networks = done + 1, networks + (counted.seeds if counted else 0)
                    on_progress(Progress(done, len(grid.cells), networks, answer.row))
        except KeyboardInterrupt:
            pass
        rows = table.rows
    missing = tuple(cell for cell in grid.cells if cell.key not in rows)
    return Swept(folder, tuple(rows[c.key] for c in grid.cells if c.key in rows), missing)


def _size(cell: Cell, data: Dataset) -> int:
    return cell.spec.parameters_for(data.dimension, len(data.class_names))


def _keep(done: Done, folder: Path) -> None:
    """Write the files of a row, before the row."""
    for name, content in done.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
