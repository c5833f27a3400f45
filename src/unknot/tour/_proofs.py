"""What is proved at a stop: of the architecture, of the network, of its layers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from unknot.recording import Recording
from unknot.verdicts import Certificate, can_classify, homeomorphism, separates

Question = Literal["architecture", "network", "layers"]

_BUDGET = 400_000  # pieces of sets

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
    spec, data = recording.spec, recording.data
    names = [sigma.name for sigma in spec.activations]
    answers: dict[Question, Certificate] = {
        "architecture": can_classify(data, spec.hidden, names, search=False)
    }
    if recording.accuracy == 1:
        answers["network"] = separates(recording.final, data, budget=_BUDGET)
    if recording.final.depth and recording.final.is_finite:
        answers["layers"] = homeomorphism(recording.final)
    return tuple(_saved(q, answer, folder, name) for q, answer in answers.items())


def _saved(question: Question, answer: Certificate, folder: Path, name: str) -> Proof:
    if not answer.proved:
        return Proof(question, answer, None)
    file = f"{name}-{question}.json"
    answer.save(folder / file)
    return Proof(question, answer, file)
