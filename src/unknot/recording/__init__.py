"""The recipe of an experiment, what its run leaves behind, and the file that holds both."""

from unknot.recording._file import read, write
from unknot.recording._recording import Recording, best_seed
from unknot.recording._spec import Loss, Spec

__all__ = ["Loss", "Recording", "Spec", "best_seed", "read", "write"]
