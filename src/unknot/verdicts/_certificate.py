"""The outcome of a question, with what proves it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal, localcontext
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

from unknot import checker
from unknot.errors import InputError
from unknot.files import write_whole

Outcome = Literal[
    "impossible",
    "possible",
    "separated",
    "right on the samples",
    "not separated",
    "homeomorphism",
    "not a homeomorphism",
    "isotopy",
    "undecided",
]


# A network is right on all that is known of the classes: on their whole sets, or on samples alone.
RIGHT: tuple[Outcome, ...] = ("separated", "right on the samples")


@dataclass(frozen=True)
class Certificate:
    """A verdict with its reason, and the evidence by which anybody can verify it again.

    It is neither true nor false: look at :attr:`verdict`.

    Attributes
    ----------
    verdict
        What was found; ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence or two; for ``"undecided"`` what was tried and what is missing.
    theorem
        The theorems that it rests on, by their numbers in docs/theory.md; None if undecided.
    content
        The certificate's content (docs/certificates.md); None if undecided.
    facts
        Measured on the way, JSON-able: margin, pieces, the point that is wrong, …
    """

    verdict: Outcome
    reason: str
    theorem: str | None = None
    content: dict[str, Any] | None = field(default=None, repr=False)
    facts: dict[str, Any] = field(default_factory=dict, repr=False)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "A certificate is neither true nor false; compare certificate.verdict, which is "
            f"{self.verdict!r} here."
        )

    @property
    def proved(self) -> bool:
        """Whether there is anything to verify: every verdict but ``"undecided"``."""
        return self.content is not None

    @property
    def statement(self) -> str:
        """What is claimed, in words."""
        return self.reason if self.content is None else self.content["statement"]

    @property
    def not_claimed(self) -> str:
        """What is not claimed, in words."""
        return "Nothing is claimed." if self.content is None else self.content["not_claimed"]

    def check(self) -> None:
        """Verify the evidence by the independent checker, which knows only the content.

        Raises
        ------
        InputError
            There is nothing to verify, or the checker refuses; the message says why.
        """
        if self.content is None:
            raise InputError("An undecided question has no certificate to check.")
        try:
            checker.check(self.content)
        except checker.Refused as refusal:
            raise InputError(f"The checker does not accept this certificate: {refusal}") from None

    def save(self, path: str | Path) -> Path:
        """Write the certificate as JSON, in one step.

        Raises
        ------
        InputError
            There is nothing to write, or it cannot be written there.
        """
        if self.content is None:
            raise InputError("An undecided question has no certificate to save.")
        written = json.dumps(self.content, indent=1, ensure_ascii=False)
        write_whole(Path(path), written + "\n")
        return Path(path)


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
    return Certificate(verdict, reason, content["theorem"], content, facts or {})


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
