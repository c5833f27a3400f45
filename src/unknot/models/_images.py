"""Convolutions and pooling as other libraries describe them, as parts; None where they differ."""

from collections.abc import Sequence

import numpy as np

from unknot.models._parts import Convolve, Pad, Padding, Part, Pooling


def convolution(
    source: str,
    weight: np.ndarray,
    bias: np.ndarray | None,
    *,
    strides: Sequence[int],
    padding: Padding,
    dilations: Sequence[int] = (1, 1),
    groups: int = 1,
) -> list[Part] | None:
    """Return a convolution of images; None if its strides differ or it is not of images.

    Filters that are spread out or see a group of the channels become larger ones with zeros.
    """
    if weight.ndim != 4 or len(strides) != 2 or strides[0] != strides[1]:
        return None
    full = _spread(_grouped(np.asarray(weight, np.float64), groups), dilations)
    shift = np.zeros(len(full)) if bias is None else np.asarray(bias, np.float64)
    return [Convolve(source, full, shift, int(strides[0]), padding)]


def pooling(
    source: str,
    of: str,
    *,
    size: Sequence[int],
    strides: Sequence[int],
    padding: Sequence[int] = (0,),
    dilations: Sequence[int] = (1,),
    ceil: bool = False,
    shape: Sequence[int],
) -> list[Part] | None:
    """Return the pooling of patches side by side; None if they overlap or are surrounded."""
    plain = len(size) == 2 and tuple(size) == tuple(strides) and not any(padding)
    whole = len(shape) == 3 and all(n >= k for n, k in zip(shape[1:], size, strict=False))
    rest = ceil and any(n % k for n, k in zip(shape[1:], size, strict=False))
    if not plain or not whole or rest or any(step != 1 for step in dilations):
        return None
    return [Pooling(source, (int(size[0]), int(size[1])), "max" if of == "max" else "mean")]


def surrounded(
    source: str, pads: Sequence[int], shape: Sequence[int], value: float = 0.0
) -> list[Part] | None:
    """Return zeros about images, by (above, left, below, right); None if it is something else."""
    if len(shape) != 3 or len(pads) != 4 or min(pads) < 0 or value != 0:
        return None
    return [Pad.of(source, shape[0], padding_of(pads))]


def padding_of(pads: Sequence[int]) -> Padding:
    """Return what surrounds an image, of (above, left, below, right) as ONNX says it."""
    above, left, below, right = map(int, pads)
    return (above, below), (left, right)


def _grouped(weight: np.ndarray, groups: int) -> np.ndarray:
    """Return filters of all channels, zero outside their group."""
    if groups == 1:
        return weight
    filters, channels, *size = weight.shape
    full = np.zeros((filters, channels * groups, *size))
    for index in range(filters):
        start = index // (filters // groups) * channels
        full[index, start : start + channels] = weight[index]
    return full


def _spread(weight: np.ndarray, dilations: Sequence[int]) -> np.ndarray:
    """Return filters with zeros between their rows and columns."""
    down, across = dilations
    if down == across == 1:
        return weight
    filters, channels, rows, columns = weight.shape
    full = np.zeros((filters, channels, (rows - 1) * down + 1, (columns - 1) * across + 1))
    full[:, :, ::down, ::across] = weight
    return full
