"""The recipe of an experiment, what its run leaves behind, and the file that holds both."""

from unknot.recording._augment import Augment, images_for
from unknot.recording._box import Box, square
from unknot.recording._command import command, usual
from unknot.recording._curriculum import Curriculum
from unknot.recording._drawn import MOST_DRAWN, drawn
from unknot.recording._edits import CHANGEABLE, Edit, before, edited, edits_word, folded
from unknot.recording._file import Extra, decode, encode, read, write
from unknot.recording._penalty import Extent, Penalty
from unknot.recording._penalty import Kind as PenaltyKind
from unknot.recording._projection import Projection, dimension_of, project, projections
from unknot.recording._recording import Recording, best_seed, trained
from unknot.recording._references import MOST_REFERENCES, reading, references
from unknot.recording._repeat import PAGE, fragment, python, replaying
from unknot.recording._spec import Loss, Spec, declared
from unknot.recording._standardised import standardised
from unknot.recording._subject import AXES, Snapshot, Subject

__all__ = [
    "AXES",
    "CHANGEABLE",
    "MOST_DRAWN",
    "MOST_REFERENCES",
    "PAGE",
    "Augment",
    "Box",
    "Curriculum",
    "Edit",
    "Extent",
    "Extra",
    "Loss",
    "Penalty",
    "PenaltyKind",
    "Projection",
    "Recording",
    "Snapshot",
    "Spec",
    "Subject",
    "before",
    "best_seed",
    "command",
    "declared",
    "decode",
    "dimension_of",
    "drawn",
    "edited",
    "edits_word",
    "encode",
    "folded",
    "fragment",
    "images_for",
    "project",
    "projections",
    "python",
    "read",
    "reading",
    "references",
    "replaying",
    "square",
    "standardised",
    "trained",
    "usual",
    "write",
]
