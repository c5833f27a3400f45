"""What is proved at a stop: of the architecture, of the network, of its layers."""

from dataclasses import dataclass
from pathlib import Path

from unknot.recording import Recording
from unknot.verdicts import Budget, Certificate, Question, examine

_BUDGET = Budget(numbers=10_000_000, pieces=400_000)

_WORDS: dict[Question, str] = {
    "architecture": "Can any weights of these layers do it?",
    "network": "Is this very network right on the whole sets, between the samples too?",
    "layers": "Do its layers cut, fold or flatten anything?",
}


@dataclass(frozen=True)
class Proof:
    """An answer with its certificate's file, relative to the page; None if it is undecided."""

    question: Question
    certificate: Certificate
    file: str | None

    @property
    def words(self) -> str:
        """The question, in words."""
        return _WORDS[self.question]


def prove(recording: Recording, folder: Path, name: str) -> tuple[Proof, ...]:
    """Ask what can be asked of a stop's outcome, and write the certificates into a folder."""
    answers = examine(recording, _BUDGET).items()
    return tuple(_saved(question, answer, folder, name) for question, answer in answers)


def _saved(question: Question, answer: Certificate, folder: Path, name: str) -> Proof:
    if not answer.proved:
        return Proof(question, answer, None)
    file = f"{name}-{question}.json"
    answer.save(folder / file)
    return Proof(question, answer, file)
