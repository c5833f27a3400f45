"""What of a recording a browser is given."""

from dataclasses import replace

import jax
import numpy as np

from unknot.data import Dataset
from unknot.errors import InputError
from unknot.nets import Network
from unknot.recording import Recording, Snapshot, Subject, drawn, encode
from unknot.viewer._baked import MOST_NUMBERS, bake, baked_frames, baked_room, is_baked
from unknot.viewer._baking import Baking

MOST_FRAMES = 400
MOST_WEIGHTS = 16_000_000  # bytes of all frames
MOST_BYTES = 64_000_000


def baking(recording: Subject, numbers: int | None = None) -> Baking | None:
    """Return how a subject's networks are written out for a browser.

    None where it computes them itself. With ``numbers``, so coarsely that a network takes no more.
    """
    return Baking.of(_alone(recording), numbers) if is_baked(recording.final) else None


def payload(
    recording: Subject,
    written: Baking | None = None,
    most_frames: int = MOST_FRAMES,
    numbers: int = MOST_NUMBERS,
) -> bytes:
    """Return the bytes that the viewer draws a subject from: the same again, but small.

    The best seed alone, at most 400 frames (fewer of a large network) with what was seen at their
    steps, at most 2,000 points in single precision (as training saw them), and as many of those
    that were kept apart.

    Parameters
    ----------
    recording
        The subject.
    written
        How its networks are written out, if need be; by default so that a page has a dozen frames.
    most_frames
        No more frames than this, if two or more.
    numbers
        At most about so many are written out, of all frames together.

    Raises
    ------
    InputError
        They would be more than 64 MB.
    """
    small = _alone(recording)
    if written is None and is_baked(recording.final):
        written = Baking.of(small, baked_room(small, numbers))
    if isinstance(small, Recording):
        room = MOST_FRAMES if written is None else baked_frames(written, numbers)
        small = _fewer_looks(small, min(most_frames, room))
    content = encode(small, None if written is None else bake(small, written))
    if len(content) > MOST_BYTES:
        raise InputError(
            f"The recording is too large to be shown in a browser: {len(content) / 1e6:.0f} MB, "
            f"and at most {MOST_BYTES / 1e6:.0f} MB are shown. Train with fewer units or features."
        )
    return content


def _alone(subject: Subject) -> Subject:
    """Return what is drawn of a subject, with all of its frames."""
    apart = {name: getattr(subject, name) for name in ("data", "validation", "test")}
    few = {name: _few(data) for name, data in apart.items() if data is not None}
    if isinstance(subject, Recording):
        return replace(subject.alone(), **few)
    assert isinstance(subject, Snapshot)
    model = subject.model
    if isinstance(model, Network):
        model = jax.tree.map(lambda leaf: np.asarray(leaf, np.float32), model)
    return replace(subject, model=model, **few)


def _fewer_looks(recording: Recording, most: int) -> Recording:
    weights = jax.tree.leaves(recording.networks)
    size = sum(leaf[0].nbytes for leaf in weights)
    frames = _spread(len(recording.steps), min(most, MOST_FRAMES, MOST_WEIGHTS // size))
    seen = np.flatnonzero(np.isin(recording.looks, recording.steps[frames]))
    looks = np.union1d(_spread(len(recording.looks), MOST_FRAMES), seen)
    validation, test = recording.validation_accuracies, recording.test_accuracies
    return replace(
        recording,
        test_accuracies=None if test is None else test[frames],
        steps=recording.steps[frames],
        networks=recording.networks[frames],
        looks=recording.looks[looks],
        losses=recording.losses[looks],
        accuracies=recording.accuracies[looks],
        validation_accuracies=None if validation is None else validation[looks],
    )


def _spread(count: int, most: int) -> np.ndarray:
    """Return the first, the last, and others evenly between them: so many at most, 2 at least."""
    most = max(most, 2)
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).astype(int)


def _few(data: Dataset) -> Dataset:
    few = data.subset(drawn(len(data)))
    return replace(few, points=few.points.astype(np.float32))
