"""The work of one cell, wherever it is done: prove, train, count, verify."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.measure import stretch
from unknot.recording import Recording, Spec, encode
from unknot.sweep._grid import Cell
from unknot.sweep._row import Counted, Proof, Row, fingerprint
from unknot.train import fit
from unknot.verdicts import Certificate, impossible, separates

_DENSE = 500  # points a class, for the steepness
RIGHT = ("separated", "right on the samples")


@dataclass(frozen=True)
class Asked:
    """What is asked of every cell.

    Attributes
    ----------
    verify
        Of how many successes a cell the verdict is asked; None: of all.
    impossible
        Whether cells that are proved impossible are trained all the same.
    pieces
        Of the sets are bounded at most, for a verdict.
    """

    verify: int | None = 8
    impossible: bool = False
    pieces: int = 100_000


@dataclass(frozen=True)
class Task:
    """A cell, what is asked of it, and with which versions it is to be done."""

    spec: Spec
    asked: Asked
    threads: int
    versions: Mapping[str, str]

    @property
    def cell(self) -> Cell:
        """The cell that is to be done."""
        return Cell(self.spec)


@dataclass(frozen=True)
class Done:
    """A row, and the files that it names, by their names."""

    row: Row
    files: Mapping[str, bytes]


def versions() -> dict[str, str]:
    """Return the versions on which the results of a cell depend.

    Examples
    --------
    >>> sorted(versions())
    ['jax', 'unknot']
    """
    import jax

    return {"unknot": version("unknot"), "jax": jax.__version__}


def work(task: Task, data: Dataset) -> Done:
    """Do a cell: prove that it is impossible, or train its seeds and count what came out.

    Raises
    ------
    InputError
        The data and the recipe do not fit each other, or the networks are too large.
    """
    start = time.perf_counter()
    files: dict[str, bytes] = {}
    key = task.cell.key
    proof = _proof(task.spec, data, f"certificates/{key}.json", files)
    counted = None
    if proof is None or task.asked.impossible:
        recording = fit(task.spec, data, threads=task.threads)
        name = f"networks/{key}.safetensors"
        counted = _counted(recording, task.asked, name)
        files[name] = encode(recording.alone())
    seconds = time.perf_counter() - start
    return Done(Row(task.spec, fingerprint(data), proof, counted, round(seconds, 3)), files)


def _proof(spec: Spec, data: Dataset, name: str, files: dict[str, bytes]) -> Proof | None:
    """Ask whether no weights do it; where that cannot be asked, nothing is known."""
    if spec.layers is not None or spec.rule is not None:
        return None
    try:
        names = [sigma.name for sigma in spec.activations]
        found = impossible(data, spec.hidden, names)
    except UnknotError:
        return None
    if found is None or found.content is None:
        return None
    written = json.dumps(found.content, indent=1, ensure_ascii=False) + "\n"
    files[name] = written.encode()
    return Proof(found.theorem or "", found.reason, name)


def _counted(recording: Recording, asked: Asked, name: str) -> Counted:
    successes = np.flatnonzero(recording.solved)
    some = successes if asked.verify is None else successes[: asked.verify]
    answers = {int(index): _verdict(recording, int(index), asked) for index in some}
    best = recording.best
    if recording.accuracy == 1 and asked.verify != 0 and best not in answers:
        of_best = _verdict(recording, best, asked)
    else:
        of_best = answers.get(best)
    found = [answer.verdict for answer in answers.values() if answer is not None]
    shares = recording.accuracies[-1]
    return Counted(
        first=first_right(recording),
        tried=len(answers),
        verified=sum(word in RIGHT for word in found),
        refuted=found.count("not separated"),
        accuracy=float(np.median(shares)),
        best_accuracy=recording.accuracy,
        steepness=_steepness(recording),
        best_seed=recording.seed,
        verdict=None if of_best is None else of_best.verdict,
        file=name,
    )


def first_right(recording: Recording) -> tuple[int | None, ...]:
    """Return for each seed the first look of those at its end that find every point right."""
    wrong = recording.accuracies < 1
    looks = len(recording.looks)
    # The first look after the last wrong one.
    first = np.where(wrong.any(axis=0), looks - np.argmax(wrong[::-1], axis=0), 0)
    return tuple(None if at == looks else int(recording.looks[at]) for at in first)


def _verdict(recording: Recording, index: int, asked: Asked) -> Certificate | None:
    try:
        if recording.finals is None:  # they were too many to keep; the best is kept always
            network = recording.final if index == recording.best else None
        else:
            network = recording.taken(recording.finals[index])
        if network is None:
            return None
        return separates(network, recording.data, budget=asked.pieces)
    except UnknotError:
        return None


def _steepness(recording: Recording) -> float | None:
    try:
        found: Any = stretch(recording.final, recording.data, per_class=_DENSE).steepness
    except UnknotError:  # it diverged, or has no hyperplanes
        return None
    return float(found) if np.isfinite(found) else None
