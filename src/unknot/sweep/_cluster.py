"""Cells on other machines: an engine that hands them to a scheduler of Dask."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from unknot.data import Dataset
from unknot.errors import BadEnvironment, InputError, MissingExtra, UnknotError
from unknot.sweep._engine import Note
from unknot.sweep._work import Done, Task, versions, work
from unknot.train import tune_process

_WAIT = 30.0  # seconds, for the scheduler and for a first worker
_LARGE = 1_000_000  # coordinates of data that are sent once and not with each task


class Cluster:
    """Does cells on the workers of a Dask scheduler that is there already.

    A worker that is lost is none of the sweep's concern: the scheduler gives its cells to another.
    Workers with another version of unknot or JAX are told apart, and given nothing.

    Parameters
    ----------
    address
        Of the scheduler, such as ``"tcp://10.0.0.1:8786"``.

    Raises
    ------
    MissingExtra
        Dask is not installed.
    """

    def __init__(self, address: str):
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise MissingExtra("distributed", "cluster", "A sweep on a cluster") from None
        self.address = address

    def threads(self, cells: int) -> int:  # noqa: ARG002
        """Return 1: a scheduler gives a worker as many cells at a time as it has threads."""
        return 1

    def run(
        self, tasks: Sequence[Task], data: Mapping[str, Dataset], note: Note
    ) -> Generator[Done, None, None]:
        """Do tasks, and give what was done as it gets done.

        Raises
        ------
        InputError
            No scheduler answers there.
        BadEnvironment
            No worker is of this version, or cells ended several workers one after the other.
        """
        if not tasks:
            return
        from distributed import Client, as_completed

        try:
            client = Client(self.address, timeout=_WAIT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(
                f"No Dask scheduler answers at {self.address!r} ({error}). Start one with `dask "
                "scheduler`, and workers with `dask worker ADDRESS`, or leave --cluster out."
            ) from None
        with client:
            there = _workers_alike(client, note)
            sent = {
                source: client.scatter(one, broadcast=True, hash=False)
                if one.points.size > _LARGE
                else one
                for source, one in data.items()
            }

            def submitted(task: Task) -> Any:
                # Others may take it where those are lost: a worker that is started again has
                # another address.
                return client.submit(
                    there_work,
                    task,
                    sent[task.spec.data],
                    pure=False,
                    workers=there,
                    allow_other_workers=True,
                )

            futures = {submitted(task): task for task in tasks}
            waiting = as_completed(list(futures), loop=client.loop, raise_errors=False)
            for future in waiting:
                task = futures.pop(future)
                answer: Any = _answer(future, task)
                if isinstance(answer, Refused):
                    note(answer.reason)
                    there = _workers_alike(client, note)
                    again = submitted(task)
                    futures[again] = task
                    waiting.add(again)
                    continue
                yield answer


class Refused:
    """What a worker answers that is of another version."""

    def __init__(self, reason: str):
        self.reason = reason


def there_work(task: Task, data: Dataset) -> Done | Refused:
    """Do a task in a worker, if it is of the version that the sweep is of."""
    reason = unlike(task.versions, versions())
    if reason:
        return Refused(f"A worker of the cluster {reason}; it is given nothing.")
    tune_process()
    return work(task, data)


def unlike(wanted: Mapping[str, str], found: Mapping[str, str] | None) -> str:
    """Say in what a worker's versions differ from those that are wanted; nothing if they do not.

    Examples
    --------
    >>> unlike({"unknot": "2", "jax": "1"}, {"unknot": "1", "jax": "1"})
    'has unknot 1, and this sweep is of 2'
    """
    if found is None:
        return "has no unknot that sweeps"
    wrong = (name for name in sorted(wanted) if found.get(name) != wanted[name])
    said = (f"has {name} {found.get(name)}, and this sweep is of {wanted[name]}" for name in wrong)
    return "; ".join(said)


def _workers_alike(client: Any, note: Note) -> list[str]:
    """Return the addresses of the workers of this version; tell of the others."""

    def ask() -> dict[str, str] | None:  # sent as it is, as a worker may not know it
        try:
            from unknot.sweep._work import versions
        except ImportError:
            return None
        return versions()

    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError:
        raise BadEnvironment(
            f"The Dask scheduler at {client.scheduler.address} has no workers. Start some: `dask "
            f"worker {client.scheduler.address}`."
        ) from None
    found = client.run(ask)
    wanted = versions()
    reasons = {address: unlike(wanted, one) for address, one in found.items()}
    for address, reason in reasons.items():
        if reason:
            note(f"The worker at {address} {reason}; it is given nothing.")
    alike = [address for address, reason in reasons.items() if not reason]
    if not alike:
        raise BadEnvironment(
            "No worker of the cluster can be used: "
            + "; ".join(f"{address} {reason}" for address, reason in reasons.items())
            + ". Install the same versions there."
        )
    return alike


def _answer(future: Any, task: Task) -> Done | Refused:
    if future.status == "finished":
        return future.result()
    try:
        future.result()
    except UnknotError:
        raise
    except Exception as error:
        raise BadEnvironment(
            f"The cluster did not do {task.cell}: {error}. What was done before is in the table; "
            "the same command goes on."
        ) from error
    raise BadEnvironment(f"The cluster did not do {task.cell}: it is {future.status}.")
