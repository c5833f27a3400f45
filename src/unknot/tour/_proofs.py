"""What is proved at a stop: of the architecture, of the network, of its layers."""

from dataclasses import dataclass

from unknot.experiment import Outcome
from unknot.untangle import Untangled
from unknot.verdicts import Budget, Certificate, Question

BUDGET = Budget(numbers=10_000_000, pieces=400_000)

_WORDS: dict[Question, str] = {
    "architecture": "Can any weights of these layers do it?",
    "network": "Is this very network right on the whole sets, between the samples too?",
    "layers": "Do its layers cut, fold or flatten anything?",
}


@dataclass(frozen=True)
class Proof:
    """A question in words, its answer, and the certificate's file, relative to the page.

    Undecided, it has no file.
    """

    words: str
    certificate: Certificate | Untangled
    file: str | None


def proofs(outcome: Outcome) -> tuple[Proof, ...]:
    """Return what was asked of a stop's outcome, with the certificates' files."""
    return tuple(
        Proof(_WORDS[question], answer, file.name if file is not None else None)
        for question, answer in outcome.answers.items()
        for file in [outcome.files.get(f"{question}_certificate")]
    )
