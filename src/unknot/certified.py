"""What every answer with a certificate can do: be verified again, be written, and not be a bool."""

import json
from pathlib import Path
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from unknot import checker
from unknot.errors import InputError
from unknot.files import write_whole

Word = TypeVar("Word", bound=str)


class Certified(Generic[Word]):
    """An answer: a verdict, and the content of the certificate that proves it.

    Attributes
    ----------
    verdict
        What was found; ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence or two.
    content
        The certificate's content (docs/certificates.md); None if undecided.
    """

    verdict: Word
    reason: str
    content: dict[str, Any] | None
    _indent: ClassVar[int | None] = None  # of the file

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"A {type(self).__name__} is neither true nor false; compare its verdict, which is "
            f"{self.verdict!r} here."
        )

    @property
    def proved(self) -> bool:
        """Whether there is anything to verify: every verdict but ``"undecided"``."""
        return self.content is not None

    @property
    def theorem(self) -> str | None:
        """The theorems that it rests on, by their numbers in docs/theory.md; None if undecided."""
        return None if self.content is None else self.content["theorem"]

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
        written = json.dumps(self.content, indent=self._indent, ensure_ascii=False)
        write_whole(Path(path), written + "\n")
        return Path(path)
