"""The outcome of a question, with what proves it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Any, ClassVar, Literal, cast

from unknot import checker
from unknot.certified import Certified

Outcome = Literal[
    "impossible",
    "possible",
    "separated",
    "right on the samples",
    "not separated",
    "homeomorphism",
    "not a homeomorphism",
    "isotopy",
    "split",
    "undecided",
]


# A network is right on all that is known of the classes: on their whole sets, or on samples alone.
RIGHT: tuple[Outcome, ...] = ("separated", "right on the samples")


@dataclass(frozen=True)
class Certificate(Certified[Outcome]):
    """A verdict with its reason, and the evidence by which anybody can verify it again.

    It is neither true nor false: look at :attr:`verdict`.

    Attributes
    ----------
    verdict
        What was found; ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence or two; for ``"undecided"`` what was tried and what is missing.
    content
        The certificate's content (docs/certificates.md); None if undecided.
    facts
        Measured on the way, JSON-able: margin, pieces, the point that is wrong, …
    """

    verdict: Outcome
    reason: str
    content: dict[str, Any] | None = field(default=None, repr=False)
    facts: dict[str, Any] = field(default_factory=dict, repr=False)

    _indent: ClassVar[int | None] = 1


def accepted(
    reason: str, *, facts: dict[str, Any] | None = None, **parts: Any
) -> Certificate | None:
    """Return a certificate if the checker verifies its parts, else None.

    Nothing else makes a certificate: what finds them guesses, and the checker proves.
    """
    try:
        content = checker.complete(parts)
    except checker.Refused:
        return None
    verdict = cast(Outcome, content["verdict"])
    return Certificate(verdict, reason, content, facts or {})


def answered(reason: str, **parts: Any) -> Certificate:
    """Return a certificate that the checker accepts, or say that it does not."""
    found = accepted(reason, **parts)
    if found is not None:
        return found
    return undecided(f"The checker does not accept what was found: {reason}")


def at_least(value: float) -> str:
    """Write a positive number with three digits, rounded down: no more is said than is proved.

    Examples
    --------
    >>> at_least(0.3046875), at_least(1.2299)
    ('0.304', '1.22')
    """
    with localcontext(prec=3, rounding=ROUND_FLOOR):
        return f"{float(+Decimal(value)):.3g}"


def undecided(reason: str, **facts: Any) -> Certificate:
    """Return the honest answer."""
    return Certificate("undecided", reason, facts=facts)


def first_found(*questions: Callable[[], Certificate | None]) -> Certificate | None:
    """Ask one question after the other until one has an answer."""
    for ask in questions:
        found = ask()
        if found is not None:
            return found
    return None
