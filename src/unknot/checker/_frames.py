"""Images through many layers: errors of each become directions that turn with the set.

A box about a set that every layer turns a little grows by |W| a layer, however tame the network is
(*wrapping*; Moore 1966). So each remainder is held as a direction beside those of the piece, and
where these become many they are held together in a frame that turns with the longest of them
(Lohner 1987: QR).
"""

from collections.abc import Sequence

import numpy as np

from ._image import Image, Step, tame
from ._intervals import UNIT, Floats, above
from ._network import Affine, Layer

DEEP = 24  # layers from which it pays
_FRAMES = 8  # of directions, before they are held in one
_WIDEST = 32


def framed(image: Image, steps: Sequence[Step]) -> Image:
    """Map pieces by one step after the other."""
    own = len(image.spread)
    with np.errstate(all="ignore"):
        for step in steps:
            image = _turning(step.apply(image), own)
    return image


def pays(layers: Sequence[Layer]) -> bool:
    """Say whether a network is so deep, and so narrow, that it is worth the while."""
    dense = [layer.outputs for layer in layers if isinstance(layer, Affine)]
    return len(dense) == len(layers) >= DEEP and max(dense) <= _WIDEST


def _turning(image: Image, own: int) -> Image:
    """Make the radius of every coordinate a direction, after so many that are the piece's own."""
    d = image.centre.shape[1]
    known = np.isfinite(image.radius)
    more = np.zeros((d, *image.radius.shape))
    for i in range(d):
        more[i, :, i] = np.where(known[:, i], image.radius[:, i], 0.0)
    radius = np.where(known, 0.0, image.radius)
    spread = np.concatenate([image.spread, more])
    if len(spread) - own > _FRAMES * d:
        held, lost = _held(spread[own:])
        spread, radius = np.concatenate([spread[:own], held]), radius + lost
    return tame(image.centre, spread, radius, image.middle, image.reach)


def _held(spread: Floats) -> tuple[Floats, Floats]:
    """Hold {Σ tⱼDⱼ : |tⱼ| ≤ 1}, (m, n, d), in {Σ sᵢFᵢ : |sᵢ| ≤ 1} + [−r, r]: (d, n, d), (n, d)."""
    m, _, d = spread.shape
    columns = np.moveaxis(spread, 0, 2)  # (n, d, m)
    longest = np.argsort(-np.abs(columns).sum(axis=1), axis=1, kind="stable")[:, :d]
    q = np.linalg.qr(np.take_along_axis(columns, longest[:, None, :], axis=2))[0]
    # Whatever floats q and c are, D = qc + (D − qc): with sizes s = Σⱼ|cⱼ| rounded upward, Σ tⱼqcⱼ
    # is in {Σ sᵢtᵢqᵢ}, and fl(sᵢqᵢ) is sᵢqᵢ but for a rounding. fl(D − qc) errs by γ of
    # |D| + |q||c|, however summed, fused or not; 2⁻¹⁰⁰⁰ is for libraries that flush tiny numbers.
    c = np.swapaxes(q, 1, 2) @ columns
    size = above(np.abs(c).sum(axis=2), m + 2)
    frame = q * size[:, None, :]
    off = np.abs(columns - q @ c).sum(axis=2)
    sizes = np.abs(columns).sum(axis=2) + (np.abs(q) @ np.abs(c)).sum(axis=2)
    rounded = 2 * (d + 4) * UNIT * (sizes + np.abs(frame).sum(axis=2))
    lost = above(off + rounded, 2 * (m + d) + 16) + 2.0**-1000 * (m + d)
    return np.ascontiguousarray(np.moveaxis(frame, 2, 0)), lost
