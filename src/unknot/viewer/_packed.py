"""Places as pages carry them: two bytes a coordinate, by what changed from frame to frame."""

from collections.abc import Mapping

import numpy as np

_LOST = -(2**15)  # the code of no number
_STEPS = 2**16 - 2


def packed(name: str, places: np.ndarray) -> Mapping[str, np.ndarray]:
    """Return the tensors that hold places of many frames.

    Every coordinate is rounded to one of 65,535 steps between its least and its largest, by at
    most half a step, which no screen can show. What follows the first frame is the difference from
    the one before, modulo 2¹⁶; the upper bytes stand before the lower ones. So a page that is
    packed with gzip has a fifth of what single precision takes.

    Parameters
    ----------
    name
        Of the tensor.
    places
        (frames, n, d); no numbers where a network had none.

    Returns
    -------
    tensors
        ``name``, (frames, 2, n, d) bytes; ``name/ends``, (2, d): the least and the largest.
    """
    known = np.isfinite(places)
    flat = tuple(range(places.ndim - 1))
    low = np.min(places, axis=flat, initial=np.inf, where=known)
    high = np.max(places, axis=flat, initial=-np.inf, where=known)
    low, high = (np.where(np.isfinite(end), end, 0).astype(np.float32) for end in (low, high))
    size = np.where(high > low, (high.astype(np.float64) - low) / _STEPS, 1)
    steps = np.rint((np.where(known, places, low) - low.astype(np.float64)) / size)
    codes = np.where(known, steps - _STEPS // 2, _LOST).astype(np.int16)
    codes[1:] -= codes[:-1].copy()  # modulo 2¹⁶
    words = codes.view(np.uint16)
    planes = np.stack([words >> 8, words & 0xFF], axis=1).astype(np.uint8)
    return {name: planes, f"{name}/ends": np.stack([low, high])}
