"""Verifies certificates, trusting nobody: ``unknot check FILE…``, or ``python checker FILE…``.

This folder is all there is, and runs wherever it is copied to: it imports nothing of unknot, only
NumPy and the standard library, and shares no code with what finds proofs. The format, what each
certificate proves and does not, and which of these files must be trusted for it, is written in
docs/certificates.md; theorems (T4.4, …) are proved in docs/theory.md.

A certificate is verified by three means only: exact arithmetic with fractions; intervals of floats,
rounded outward; and the theorems, of which the table `KINDS` says what evidence implies what claim.
Whatever is not understood, or not certain, is refused. Refused does not mean false. Nothing is
searched for: a set is cut as the file says, and grids have four million cells at most.
"""

from ._backward import Block
from ._bodies import Body, bodies, body_holds
from ._certificate import Certificate
from ._cover import EXACTLY, Cover, least_margin, margin_at
from ._exact import Point, rank_and_sign
from ._existence import Cells, set_dimension
from ._gathered import past
from ._gradients import Gradients
from ._intervals import I
from ._kinds import FORMAT, FORMATS, KINDS, check, complete, describe, read
from ._named import most_changes, named
from ._network import MOST_FEATURES, read_network
from ._pieces import Pieces, patch
from ._planar import Capsule, Lot, Piece, clear, pieces, strips
from ._program import check_file, main
from ._projection import projected, read_projection
from ._properties import STEPS, Boxes, Never, cases, occurs
from ._reading import Refused, load
from ._sets import (
    Box,
    Curve,
    Holed,
    Polygon,
    Round,
    Set,
    Thick,
    Torus,
    leaves,
    read_set,
)

__all__ = [
    "EXACTLY",
    "FORMAT",
    "FORMATS",
    "KINDS",
    "MOST_FEATURES",
    "STEPS",
    "Block",
    "Body",
    "Box",
    "Boxes",
    "Capsule",
    "Cells",
    "Certificate",
    "Cover",
    "Curve",
    "Gradients",
    "Holed",
    "I",
    "Lot",
    "Never",
    "Piece",
    "Pieces",
    "Point",
    "Polygon",
    "Refused",
    "Round",
    "Set",
    "Thick",
    "Torus",
    "bodies",
    "body_holds",
    "cases",
    "check",
    "check_file",
    "clear",
    "complete",
    "describe",
    "least_margin",
    "leaves",
    "load",
    "main",
    "margin_at",
    "most_changes",
    "named",
    "occurs",
    "past",
    "patch",
    "pieces",
    "projected",
    "rank_and_sign",
    "read",
    "read_network",
    "read_projection",
    "read_set",
    "set_dimension",
    "strips",
]
