"""What does the cells of a sweep: processes of this machine, a cluster, or others."""

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Protocol

from unknot.data import Dataset
from unknot.sweep._work import Done, Task

Note = Callable[[str], None]


class Engine(Protocol):
    """Does tasks side by side, in whatever order."""

    def threads(self, cells: int) -> int:
        """Return how many threads each of so many cells is given where it is done."""
        ...

    def run(
        self, tasks: Sequence[Task], data: Mapping[str, Dataset], note: Note
    ) -> Generator[Done, None, None]:
        """Give what was done, as it gets done; each task once.

        Parameters
        ----------
        tasks
            What is to be done.
        data
            The data sets, by the sources that recipes call them by.
        note
            Told, in a sentence, what somebody who waits may want to know: a process was lost …
        """
        ...
