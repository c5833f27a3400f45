"""What is proved at a stop: of the architecture, of the network, of its layers."""

from collections.abc import Sequence
from dataclasses import dataclass

from unknot.experiment import Outcome
from unknot.recording import Recording
from unknot.untangle import Untangled
from unknot.verdicts import (
    Budget,
    Certificate,
    Finding,
    Question,
    Sheared,
    findings,
    findings_of,
)

BUDGET = Budget(numbers=10_000_000, pieces=400_000)

WORDS: dict[Question, str] = {
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
    certificate: Certificate | Sheared | Untangled
    file: str | None
    question: Question | None = None


def proofs(outcome: Outcome) -> tuple[Proof, ...]:
    """Return what was asked of a stop's outcome, with the certificates' files."""
    return tuple(
        Proof(WORDS[question], answer, file.name if file is not None else None, question)
        for question, answer in outcome.answers.items()
        for file in [outcome.files.get(f"{question}_certificate")]
    )


def badge(asked: Sequence[Proof], recording: Recording | None = None) -> tuple[Finding, ...]:
    """Return what a stop's picture says of these answers.

    With a recording, where its network is wrong, too, if they do not tell.
    """
    answers = [(proof.question, proof.certificate) for proof in asked]
    known = {asked: answer for asked, answer in answers if isinstance(answer, Certificate)}
    network = known.get("network")
    said = findings(known.get("architecture"), network)
    if network is not None or recording is None:
        return said
    return (*said, *findings_of(recording, about=("network",)))
