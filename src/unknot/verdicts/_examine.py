"""What may be asked of a run without being asked for, and with which budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.recording import Recording, Spec, Subject
from unknot.verdicts._can import can_classify, impossible
from unknot.verdicts._certificate import Certificate
from unknot.verdicts._homeomorphism import homeomorphism
from unknot.verdicts._separates import separates

Question = Literal["architecture", "network", "layers"]


@dataclass(frozen=True)
class Budget:
    """How much may be spent on questions that nobody asked expressly.

    Attributes
    ----------
    numbers
        Coordinates of a data set's points in all; of larger ones nothing is asked.
    dimensions
        The same of their dimension.
    pieces
        How many pieces of sets are bounded.
    weights
        Whether explicit weights are tried where no obstruction is found: of seconds, not of
        tenths.
    """

    numbers: int = 200_000
    dimensions: int = 10_000
    pieces: int = 200_000
    weights: bool = True


# Somebody is waiting.
AT_ONCE = Budget(numbers=160_000, dimensions=8, weights=False)


def examine_architecture(
    spec: Spec, data: Dataset, budget: Budget = Budget()
) -> Certificate | None:
    """Ask whether any weights of a recipe's layers classify.

    Returns
    -------
    Certificate or None
        The answer; None where none is found in the budget, or nothing is known of such layers.

    Examples
    --------
    >>> from unknot.data import load
    >>> examine_architecture(Spec(data="disc-in-ring"), load("disc-in-ring")).verdict
    'impossible'
    """
    if spec.layers is not None or spec.rule is not None or not affordable(data, budget):
        return None
    names = [sigma.name for sigma in spec.activations]
    try:
        if data.shapes is not None and budget.weights:
            return can_classify(data, spec.hidden, names, search=False)
        return impossible(data, spec.hidden, names)
    except UnknotError:  # what cannot be asked about may be trained on all the same
        return None


def examine_network(recording: Subject, budget: Budget = Budget()) -> Certificate | None:
    """Ask whether a network that is right on all points is so on the whole sets; None else."""
    if recording.accuracy < 1 or not affordable(recording.data, budget):
        return None
    try:
        return separates(recording.final, recording.data, budget=budget.pieces)
    except UnknotError:
        return None


def examine(
    recording: Subject,
    budget: Budget = Budget(),
    questions: Sequence[Question] = ("architecture", "network", "layers"),
) -> dict[Question, Certificate]:
    """Ask what can be asked of a run, or of a snapshot, in a budget.

    Returns
    -------
    dict
        ``"architecture"``, of a recipe: can any weights of these layers do it? ``"network"``, if
        it is right on all points: is it right on the whole sets? ``"layers"``: are they a
        homeomorphism? Answers may be undecided; what may not be asked is left out.
    """
    answers: dict[Question, Certificate] = {}
    data, network = recording.data, recording.final
    if "architecture" in questions and isinstance(recording, Recording):
        known = examine_architecture(recording.spec, data, budget)
        if known is not None:
            answers["architecture"] = known
    if "network" in questions:
        right = examine_network(recording, budget)
        if right is not None:
            answers["network"] = right
    if "layers" in questions and network.depth and network.is_finite:
        answers["layers"] = homeomorphism(network, data.points)
    return answers


def affordable(data: Dataset, budget: Budget) -> bool:
    """Say whether data are small enough to be asked about in a budget."""
    small = data.points.size <= budget.numbers and data.dimension <= budget.dimensions
    return small and len(data.class_names) >= 2
