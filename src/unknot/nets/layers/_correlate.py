"""What filters answer to images: their products with every patch."""

from functools import partial, reduce
from operator import add

import jax
import jax.numpy as jnp
import numpy as np

from unknot.nets.activations import Array

Padding = tuple[tuple[int, int], tuple[int, int]]

_PATCHES = 2**23  # numbers in one matrix of patches


def correlate(images: Array, weight: Array, stride: int, padding: Padding) -> Array:
    """Return the filters' answers (n, h, w, filters) to images (n, height, width, channels).

    Filters (filters, channels, rows, columns) are not flipped. NumPy arrays are computed by NumPy
    in their own precision, JAX arrays by JAX.
    """
    kernels, around = weight.transpose(2, 3, 1, 0), ((0, 0), *padding, (0, 0))
    if isinstance(images, np.ndarray):
        first = np.pad(images.transpose(3, 1, 2, 0), around)
        return _by_patches(first, np.asarray(kernels), stride).transpose(3, 1, 2, 0)
    return _by_xla(jnp.pad(images, around), kernels, stride)


@partial(jax.custom_jvp, nondiff_argnums=(2,))
def _by_xla(images: Array, kernels: Array, stride: int) -> Array:
    # One call for all images: a vmap over them takes three times as long on CPUs.
    return jax.lax.conv_general_dilated(
        images, kernels, (stride, stride), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )


@_by_xla.defjvp
def _derivative(stride: int, at: tuple[Array, Array], along: tuple[Array, Array]) -> tuple:
    # XLA's own gradients of convolutions take far longer within a loop on CPUs
    # (benchmarks/images.py); those of matrix products do not.
    (images, kernels), (moved, turned) = at, along
    change = _by_rows(moved, kernels, stride) + _by_rows(images, turned, stride)
    return _by_xla(images, kernels, stride), change


def _by_rows(images: Array, kernels: Array, stride: int) -> Array:
    """Return the same as a sum of matrix products, one for each row of the filters."""
    count, height, width, channels = images.shape
    rows, columns, _, filters = kernels.shape
    size = (count, places(height, rows, stride), places(width, columns, stride))
    down, across = _steps(rows, size[1], stride), _steps(columns, size[2], stride)
    strips = jnp.concatenate([images[:, :, some] for some in across], axis=-1)
    products = [
        strips[:, some].reshape(-1, columns * channels) @ kernels[i].reshape(-1, filters)
        for i, some in enumerate(down)
    ]
    return reduce(add, products).reshape(*size, filters)


def _by_patches(images: np.ndarray, kernels: np.ndarray, stride: int) -> np.ndarray:
    """Return the answers (filters, h, w, n) to images (channels, height, width, n).

    All patches are one matrix, of a part of the images at a time; points last copy faster.
    """
    channels, height, width, count = images.shape
    rows, columns, _, filters = kernels.shape
    size = places(height, rows, stride), places(width, columns, stride)
    down, across = _steps(rows, size[0], stride), _steps(columns, size[1], stride)
    turned = kernels.reshape(-1, filters).T
    step = max(1, _PATCHES // (rows * columns * channels * size[0] * size[1]))
    answers = np.empty((filters, *size, count), np.result_type(images, kernels))
    for start in range(0, count, step):
        part = images[..., start : start + step]
        patches = np.stack([part[:, some, other] for some in down for other in across])
        found = turned @ patches.reshape(turned.shape[1], -1)
        answers[..., start : start + step] = found.reshape(filters, *size, -1)
    return answers


def _steps(extent: int, many: int, stride: int) -> list[slice]:
    """Return where each row (or column) of a filter lies at all its places along a side."""
    return [slice(i, i + (many - 1) * stride + 1, stride) for i in range(extent)]


def places(length: int, extent: int, stride: int) -> int:
    """Return at how many places a filter fits along a side; 0 if at none."""
    return max(0, (length - extent) // stride + 1)


def padding_of(lengths: tuple[int, ...], size: tuple[int, ...], stride: int, same: bool) -> Padding:
    """Return how many zeros are put before and after the rows, and the columns."""

    def side(length: int, extent: int) -> tuple[int, int]:
        total = max(0, (-(-length // stride) - 1) * stride + extent - length) if same else 0
        return total // 2, total - total // 2

    (height, width), (rows, columns) = lengths, size
    return side(height, rows), side(width, columns)
