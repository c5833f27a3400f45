"""The engine that is always there: processes of this machine."""

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from unknot.data import Dataset
from unknot.errors import BadEnvironment, InputError
from unknot.sweep._engine import Note
from unknot.sweep._work import Done, Task, work
from unknot.sweep._worker import COMMAND

_TRIES = 3  # of a cell, before it is taken for what ends its process


class Processes:
    """Does cells in processes of this machine, each with a JAX of its own.

    A process that ends in the middle of a cell is started again, and the cell is done again. They
    end with the process that started them, however that ends.

    Parameters
    ----------
    count
        How many; as many as there are cores, if not given. 0: none, but one cell after the other
        in this very process.

    Raises
    ------
    InputError
        The count is no whole number from 0.
    """

    def __init__(self, count: int | None = None):
        if count is not None and (isinstance(count, bool) or not isinstance(count, int)):
            raise InputError(f"The number of processes is {count!r}; expected a whole number.")
        if count is not None and count < 0:
            raise InputError(f"The number of processes is {count}; expected 0 or more.")
        self.count = cores() if count is None else count

    def threads(self, cells: int) -> int:
        """Return how many threads each cell is given, if there are so many cells."""
        return max(1, cores() // max(1, min(self.count, cells)))

    def run(
        self, tasks: Sequence[Task], data: Mapping[str, Dataset], note: Note
    ) -> Generator[Done, None, None]:
        """Do tasks, and give what was done as it gets done.

        Raises
        ------
        UnknotError
            That of a cell.
        BadEnvironment
            A cell's process ended three times.
        """
        if self.count == 0:
            yield from (work(task, data[task.spec.data]) for task in tasks)
            return
        crew = _Crew(tasks, data, min(self.count, len(tasks)), note)
        try:
            yield from crew.answers()
        finally:
            crew.end()


class _Crew:
    """Processes, each with a thread here that hands it one task after the other."""

    def __init__(self, tasks: Sequence[Task], data: Mapping[str, Dataset], count: int, note: Note):
        self._left = deque((task, 1) for task in tasks)  # with how often it is tried, this time
        self._expected = len(tasks)
        self._hello = pickle.dumps(dict(data))
        self._found: SimpleQueue[Done | BaseException] = SimpleQueue()
        self._ended = threading.Event()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._note = note
        self._threads = [threading.Thread(target=self._hand_out, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def answers(self) -> Iterator[Done]:
        """Give what was done until all is."""
        for _ in range(self._expected):
            answer = self._found.get()
            if isinstance(answer, BaseException):
                raise answer
            yield answer

    def end(self) -> None:
        """End all processes at once."""
        self._ended.set()
        with self._lock:
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            _close(process)

    def _hand_out(self) -> None:
        try:
            process = None
            while not self._ended.is_set():
                try:
                    task, tried = self._left.popleft()
                except IndexError:
                    break
                process = process or self._started()
                answer = None if process is None else _asked(process, task)
                if answer is not None:
                    self._found.put(answer)
                    continue
                if self._ended.is_set():
                    break
                self._lost(process, task, tried)
                process = None
        except BaseException as error:
            self._found.put(error)

    def _lost(self, process: subprocess.Popen[bytes] | None, task: Task, tried: int) -> None:
        """Put a task back whose process has ended, unless it ends all of them."""
        how = "" if process is None else f" (exit code {process.wait()})"
        if tried >= _TRIES:
            raise BadEnvironment(
                f"The process that trained {task.cell} ended {_TRIES} times{how}. Perhaps there "
                "is not enough memory: try fewer --processes or fewer --seeds. What was done "
                "before is in the table."
            )
        self._note(f"A process ended in the middle of {task.cell}{how}; it is done again.")
        self._left.appendleft((task, tried + 1))

    def _started(self) -> subprocess.Popen[bytes] | None:
        """Start a process, with the data; None if there is no need for any any more."""
        with self._lock:
            if self._ended.is_set():
                return None
            process = subprocess.Popen(
                [sys.executable, "-c", COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # an interrupt is for the process that collects
            )
            self._processes.add(process)
        assert process.stdin is not None
        with suppress(OSError):  # it has ended, as the first task will find
            process.stdin.write(self._hello)
            process.stdin.flush()
        return process


def _close(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that ends, and close what led to it."""
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):  # what it was not able to take is lost
            if stream is not None:
                stream.close()


def _asked(process: subprocess.Popen[bytes], task: Task) -> Done | BaseException | None:
    """Let a process do a task; None if it ends meanwhile."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        pickle.dump(task, process.stdin)
        process.stdin.flush()
        return pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _environment() -> dict[str, str]:
    """Return the environment of a process: this one's modules, and one thread for sums."""
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # Several processes may share one accelerator, so none may take all of its memory at first.
    share = {"XLA_PYTHON_CLIENT_PREALLOCATE": "false"}
    return one | share | dict(os.environ) | {"PYTHONPATH": path}


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
