"""Proposals that only the checker can make into certificates."""

from typing import Any

from unknot import checker
from unknot.errors import InputError
from unknot.verdicts._certificate import Certificate, proved


def accepted(
    reason: str, *, facts: dict[str, Any] | None = None, **parts: Any
) -> Certificate | None:
    """Return a certificate if the checker verifies the proposal, else None.

    Where finding is guessing (a mesh size, a direction), verifying is all there is to do, and the
    checker does it.
    """
    try:
        found = proved(reason, facts=facts, **parts)
        checker.check(found.content or {})
    except (checker.Refused, InputError):
        return None
    return found
