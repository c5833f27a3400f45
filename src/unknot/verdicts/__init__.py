"""Verdicts with proofs: what an architecture can do, and what a network did.

Every verdict is a :class:`Certificate` that an independent checker verifies again
(:mod:`unknot.checker`, docs/certificates.md); ``"undecided"`` is one of the answers.
"""

from unknot.verdicts._can import can_classify, impossible
from unknot.verdicts._certificate import Certificate, Outcome
from unknot.verdicts._classes import Classes, classes_of
from unknot.verdicts._enclosure import enclosing_radius
from unknot.verdicts._examine import (
    AT_ONCE,
    Budget,
    Question,
    examine,
    examine_architecture,
    examine_network,
)
from unknot.verdicts._findings import ASIDE, About, Finding, findings, findings_of, of_link
from unknot.verdicts._homeomorphism import homeomorphism, isotopy
from unknot.verdicts._learned import Learned, learned
from unknot.verdicts._marks import Mark, marks
from unknot.verdicts._parted import parted
from unknot.verdicts._renew import renewed
from unknot.verdicts._separates import Looked, separates
from unknot.verdicts._sheared import Sheared, sheared
from unknot.verdicts._unwound import Constructed, unwound
from unknot.verdicts._width import Bracket, least_width
from unknot.verdicts._written import written_network

__all__ = [
    "ASIDE",
    "AT_ONCE",
    "About",
    "Bracket",
    "Budget",
    "Certificate",
    "Classes",
    "Constructed",
    "Finding",
    "Learned",
    "Looked",
    "Mark",
    "Outcome",
    "Question",
    "Sheared",
    "can_classify",
    "classes_of",
    "enclosing_radius",
    "examine",
    "examine_architecture",
    "examine_network",
    "findings",
    "findings_of",
    "homeomorphism",
    "impossible",
    "isotopy",
    "learned",
    "least_width",
    "marks",
    "of_link",
    "parted",
    "renewed",
    "separates",
    "sheared",
    "unwound",
    "written_network",
]
