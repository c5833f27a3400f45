"""Movies along paths."""

import os
from pathlib import Path as File

from unknot.data import Dataset
from unknot.draw._movie import OnFrame, check_movie, write_movie
from unknot.draw._movie_depth import depth_frames
from unknot.draw._movie_training import What, training_frames
from unknot.draw._style import styled
from unknot.errors import InputError
from unknot.nets import DepthPath, Path, deform
from unknot.recording import Recording, Snapshot


@styled
def movie(
    path: Path,
    target: str | os.PathLike[str],
    *,
    data: Dataset | None = None,
    frames: int = 80,
    size: int = 600,
    what: What = "both",
    marks: bool = True,
    seconds: float | None = None,
    on_frame: OnFrame | None = None,
) -> File:
    """Write a movie along a path: a deformation through depth, or a recording through training.

    Through depth it goes from the raw data to the last representation and rests a little at every
    layer; the separating line (or plane) appears at the end. A layer that collapses or folds space,
    or of which no path is known, is labelled so. The units are those of
    :func:`unknot.nets.deform`, which exchanges two where a layer reverses orientation. Wide layers
    are projected, each in its own way, and the projections are blended in between.

    Through training it shows the best seed's decision, last representation and loss; frames are
    spread evenly over the looks of the recording, which are closest together at first. The
    representation is the network's own (no units are exchanged).

    Parameters
    ----------
    path
        By :func:`unknot.nets.deform`, a recording, or a snapshot (whose deformation is meant).
    target
        A ``.gif`` or ``.mp4`` file, which appears when it is complete.
    data
        Of a deformation: points of the dimension that the network takes; at most 2,000 are drawn.
    frames
        How many.
    size
        The height in pixels; the width is the same for one panel, and half as much again for two
        (odd sizes are rounded to even ones).
    what
        Of training: ``"both"``, or only the ``"decision"`` or the last ``"representation"``.
    marks
        Through depth: whether the arrows and circles that a layer has of its own are drawn.
    seconds
        How long it lasts; a sixteenth of a second for each frame if not given.
    on_frame
        Called with the number of frames that are done and the number of all.

    Returns
    -------
    pathlib.Path
        Where it was written.

    Raises
    ------
    InputError
        The path is of another kind, data are missing or do not fit, ``what`` is something else, or
        the file cannot be written.
    BadEnvironment
        An MP4 file is asked for, and ffmpeg does not work here.
    """
    file = check_movie(target, frames, size, seconds)
    if isinstance(path, Snapshot):
        path, data = deform(path.model), path.data if data is None else data
    if isinstance(path, Recording):
        shots = training_frames(path, frames, size, what)
    elif isinstance(path, DepthPath):
        if data is None:
            raise InputError("A movie of a deformation needs the data that it moves: data=….")
        shots = depth_frames(path, data, frames, size, marks)
    else:
        raise InputError(
            f"A movie follows a deformation or a recording, but got a {type(path).__name__}."
        )
    return write_movie(file, shots, frames, seconds or frames / 16, on_frame)
