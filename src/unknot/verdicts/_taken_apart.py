"""What is known of a link of which it was asked whether a network takes it apart."""

from dataclasses import dataclass, field
from typing import Any, Literal

from unknot.certified import Certified
from unknot.nets import Network


@dataclass(frozen=True)
class TakenApart(Certified[Literal["split", "not split", "undecided"]]):
    """What is known of a link, with what proves it, and a network.

    It is neither true nor false: look at :attr:`verdict`.

    Attributes
    ----------
    verdict
        ``"split"``: the network takes the classes apart, by an isotopy. ``"not split"``: none does.
        ``"undecided"`` is an honest answer.
    reason
        Why, in a sentence; for ``"undecided"`` what was tried.
    seconds
        How long it took.
    content
        The certificate (docs/certificates.md), which the checker has accepted; None if undecided.
    network
        That of the certificate, of the link's own coordinates.
    """

    verdict: Literal["split", "not split", "undecided"]
    reason: str
    seconds: float
    content: dict[str, Any] | None = field(default=None, repr=False)
    network: Network | None = field(default=None, repr=False)
