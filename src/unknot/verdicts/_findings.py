"""What a badge on a picture says of a network and of its architecture, with its argument."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from unknot.data import Dataset
from unknot.errors import UnknotError
from unknot.recording import Recording, Spec, Subject
from unknot.untangle import Untangled
from unknot.verdicts._can import can_classify, impossible
from unknot.verdicts._certificate import Certificate
from unknot.verdicts._examine import Budget, affordable
from unknot.verdicts._marks import Mark, marks
from unknot.verdicts._separates import separates
from unknot.verdicts._taken_apart import TakenApart
from unknot.verdicts._width import Bracket, least_width

# A second or two, beside what else goes on.
ASIDE = Budget(numbers=160_000, dimensions=8)

About = Literal["architecture", "network"]

# What is said of a verdict: a key for its sign and colour, and the words beside it.
_SAID: dict[str, tuple[str, str]] = {
    "impossible": ("impossible", "Impossible"),
    "possible": ("possible", "Possible"),
    "separated": ("right", "Right everywhere"),
    "right on the samples": ("right", "Right on the samples"),
    "not separated": ("wrong", "Wrong at a point"),
}
_UNDECIDED: dict[About, str] = {
    "architecture": "Undecided: any weights",
    "network": "Undecided: this network",
}


@dataclass(frozen=True)
class Finding:
    """An answer as a picture shows it.

    Attributes
    ----------
    about
        Whether it is of all weights of an architecture, or of one network.
    outcome
        ``"impossible"``, ``"possible"``, ``"right"``, ``"wrong"`` or ``"undecided"``.
    word
        The same for people.
    certificate
        The answer.
    more
        Sentences on what else is known, and what to try.
    cure
        So many units a layer are proved to be enough at some depth, where these layers are not.
    marks
        The argument's geometry.
    """

    about: About
    outcome: str
    word: str
    certificate: Certificate | TakenApart | Untangled
    more: tuple[str, ...] = ()
    cure: int | None = None
    marks: tuple[Mark, ...] = ()

    def as_json(self, step: int | None = None) -> dict[str, Any]:
        """Return it as a page is told, its certificate included.

        ``step`` is the training step of the network, where it is about one.
        """
        answer = self.certificate
        at = {} if step is None or self.about == "architecture" else {"step": step}
        return at | {
            "about": self.about,
            "outcome": self.outcome,
            "word": self.word,
            "reason": answer.reason,
            "theorem": answer.theorem,
            "statement": answer.statement,
            "not_claimed": answer.not_claimed,
            "more": list(self.more),
            "cure": self.cure,
            "marks": [mark.as_json() for mark in self.marks],
            "certificate": answer.content,
        }


def findings(
    architecture: Certificate | None, network: Certificate | None, bracket: Bracket | None = None
) -> tuple[Finding, ...]:
    """Return what a badge says, in the order in which it does.

    Parameters
    ----------
    architecture
        Whether any weights classify; None where it was not asked.
    network
        Whether this network does.
    bracket
        Of the least width at any depth, which says what to try.

    Examples
    --------
    >>> from unknot.shapes import Ball, Shell
    >>> from unknot.verdicts import can_classify, least_width
    >>> sets = Ball((0, 0), 0.25), Shell((0, 0), 0.75, 1)
    >>> (one,) = findings(can_classify(sets, (2, 2)), None, least_width(sets))
    >>> one.word, one.cure, one.more
    ('Impossible', 3, ('The least width is 3: so many units a layer are enough at some depth.',))
    """
    found: list[Finding] = []
    if architecture is not None:
        excluded = architecture.verdict == "impossible"
        wider = None if bracket is None or not excluded else bracket.upper
        found.append(_finding("architecture", architecture, _known(bracket), wider))
    if network is not None:
        found.append(_finding("network", network))
    return tuple(found)


def findings_of(
    subject: Subject,
    budget: Budget = ASIDE,
    *,
    about: Sequence[About] = ("architecture", "network"),
    on_progress: Callable[[], None] = lambda: None,
) -> tuple[Finding, ...]:
    """Ask of a run, or of a snapshot, what a badge on its picture says.

    Nothing is said of what is too large for the budget, and undecided is what cannot be asked.

    Parameters
    ----------
    subject
        A recording, of whose recipe's architecture it is asked, too; or a snapshot.
    budget
        How much may be spent.
    about
        What is asked.
    on_progress
        Called now and then; what it raises ends the work.
    """
    data = subject.data
    if not affordable(data, budget):
        return ()
    can = bracket = does = None
    tell = lambda _: on_progress()  # noqa: E731
    with suppress(UnknotError):  # what cannot be asked about may be looked at all the same
        if "architecture" in about and isinstance(subject, Recording):
            can, bracket = _architecture(subject.spec, data, budget, tell)
    with suppress(UnknotError):
        if "network" in about and subject.final.is_finite:
            does = separates(subject.final, data, budget=budget.pieces, on_progress=tell)
    return findings(can, does, bracket)


def of_link(answer: TakenApart | Untangled, unit: float) -> tuple[Finding, ...]:
    """Return what a badge says of a network that takes a link apart; nothing where none does.

    Parameters
    ----------
    answer
        Of which the network is.
    unit
        How long the picture's unit is in the link's coordinates (:func:`unknot.untangle.seen`).

    Examples
    --------
    >>> from unknot.links import Link
    >>> from unknot.untangle import untangle
    >>> ring = [(3, 0, 0), (0, 3, 0), (-3, 0, 0), (0, -3, 0)]
    >>> link = Link.of([ring, [(9, 0, 1), (9, 1, 0), (9, 0, 0)]])
    >>> (one,) = of_link(untangle(link, by="cones"), 16)
    >>> one.word, one.outcome, one.certificate.theorem
    ('Taken apart', 'right', 'T3.5')
    """
    if answer.content is None or answer.verdict != "split":
        return ()
    said = (
        "The certificate is of the exact weights, in the link's own coordinates: "
        f"{unit:,.0f} of their units are one here."
    )
    return (Finding("network", "right", "Taken apart", answer, (said,)),)


def _architecture(
    spec: Spec, data: Dataset, budget: Budget, tell: Callable[[Any], None]
) -> tuple[Certificate | None, Bracket | None]:
    if spec.layers is not None or spec.rule is not None:
        return None, None
    names = [sigma.name for sigma in spec.activations]
    if data.shapes is None or not budget.weights:  # for samples training alone finds weights
        return impossible(data, spec.hidden, names), None
    can = can_classify(data, spec.hidden, names, search=False, on_progress=tell)
    if can.verdict == "possible" or len(set(names)) != 1:
        return can, None
    return can, least_width(data, names[0], on_progress=tell)


def _finding(
    about: About, answer: Certificate, more: tuple[str, ...] = (), cure: int | None = None
) -> Finding:
    outcome, word = _SAID.get(answer.verdict, ("undecided", _UNDECIDED[about]))
    drawn = () if answer.content is None else tuple(marks(answer.content))
    return Finding(about, outcome, word, answer, more, cure, drawn)


def _known(bracket: Bracket | None) -> tuple[str, ...]:
    if bracket is None:
        return ()
    if bracket.upper is not None and bracket.upper == bracket.lower:
        said = (
            f"The least width is {bracket.upper}: so many units a layer are enough at some depth."
        )
    else:
        said = f"{bracket}."
        said = f"{said[0].upper()}{said[1:]}"
    return (said, bracket.closes) if bracket.closes else (said,)
