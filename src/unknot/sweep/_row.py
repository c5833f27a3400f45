"""What is known of one cell: proved, and counted over its seeds."""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.recording import Spec
from unknot.sweep._grid import Cell
from unknot.sweep._wilson import wilson


@dataclass(frozen=True)
class Proof:
    """That no weights of a cell's architecture classify, and the file with the certificate."""

    theorem: str
    reason: str
    file: str


@dataclass(frozen=True)
class Counted:
    """What came out of the seeds of a cell.

    Attributes
    ----------
    first
        (seeds,): the step from which on a look found every point right, to the end; None for a
        seed that ended otherwise. How exact it is depends on how often was looked.
    tried, verified, refuted
        Of the first successes in the order of seeds so many were put to the verdicts' question:
        is this network right on the whole of every class (on the samples, where no more is known
        of the classes)? Those that are neither are undecided.
    accuracy
        The median over the seeds of the share of right training points; and of the best seed.
    best_accuracy
        That of the best seed.
    steepness
        Of the best network: the largest score's change per data unit that was found
        (:func:`unknot.measure.stretch`); None where it cannot be measured.
    best_seed
        That whose training is in ``file``.
    verdict
        On the best network: ``"separated"``, ``"not separated"`` …; None if it was not asked.
    """

    first: tuple[int | None, ...]
    tried: int
    verified: int
    refuted: int
    accuracy: float
    best_accuracy: float
    steepness: float | None
    best_seed: int
    verdict: str | None
    file: str

    @property
    def seeds(self) -> int:
        """How many networks were trained."""
        return len(self.first)

    @property
    def solved(self) -> int:
        """How many ended with every training point right."""
        return sum(step is not None for step in self.first)

    @property
    def rate(self) -> float:
        """The share of seeds that ended with every training point right."""
        return self.solved / self.seeds

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of :attr:`rate`'s probability (:func:`~unknot.sweep.wilson`)."""
        return wilson(self.solved, self.seeds)

    @property
    def steps(self) -> float | None:
        """The median of ``first`` over the seeds that succeeded; None without any."""
        known = sorted(step for step in self.first if step is not None)
        if not known:
            return None
        return (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2


@dataclass(frozen=True)
class Row:
    """A line of the table: a cell's recipe, and what is known of it.

    Attributes
    ----------
    spec
        The recipe.
    points
        Which points its data were (:func:`fingerprint`).
    proof
        That it is impossible, if that is proved.
    counted
        What training showed; None where there was none, for the proof.
    seconds
        How long it took; the only thing that may differ when the same cell is done again.
    """

    spec: Spec
    points: str
    proof: Proof | None = None
    counted: Counted | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def cell(self) -> Cell:
        """The cell that it is the row of."""
        return Cell(self.spec)

    @property
    def key(self) -> str:
        """The cell's key."""
        return self.cell.key

    def as_json(self) -> dict[str, Any]:
        """Return the row as the table holds it."""
        return {
            "key": self.key,
            "spec": self.spec.model_dump(mode="json"),
            "points": self.points,
            "proof": None if self.proof is None else asdict(self.proof),
            "counted": None if self.counted is None else asdict(self.counted),
            "seconds": self.seconds,
        }

    @classmethod
    def of_json(cls, content: Any) -> Self:
        """Read a row.

        Raises
        ------
        InputError
            It is none, or its key is not that of its recipe.
        """
        try:
            proof, counted = content["proof"], content["counted"]
            row = cls(
                Spec.of(**content["spec"]),
                content["points"],
                None if proof is None else Proof(**proof),
                None
                if counted is None
                else Counted(**counted | {"first": tuple(counted["first"])}),
                float(content["seconds"]),
            )
            key = content["key"]
        except (TypeError, KeyError, ValueError) as error:
            raise InputError(f"This is no row of a sweep ({error}).") from None
        if row.key != key:
            raise InputError(f"The row's key {key} is not that of its recipe, {row.key}.")
        return row


def fingerprint(data: Dataset) -> str:
    """Return sixteen hexadecimal digits that follow from the points, labels and class names.

    Examples
    --------
    >>> from unknot.data import load
    >>> fingerprint(load("moons")) == fingerprint(load("moons:points=20"))
    False
    """
    digest = hashlib.sha256(repr((data.class_names, data.points.shape)).encode())
    digest.update(data.points.astype("<f8").tobytes())
    digest.update(data.labels.astype("<i8").tobytes())
    return digest.hexdigest()[:16]
