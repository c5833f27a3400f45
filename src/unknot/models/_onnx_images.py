"""Rows for operators of ONNX on images."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np

from unknot.models._images import convolution, padding_of, pooling, surrounded
from unknot.models._onnx_call import Call, Parts
from unknot.models._parts import Permute, Pooling, Reshape


def convolved(call: Call) -> Parts:
    weight = call.constant(1)
    if weight is None or weight.ndim != 4 or call.constants[0] is not None:
        return None
    strides, dilations = call.get("strides", [1, 1]), call.get("dilations", [1, 1])
    pads = _pads(call, weight.shape[2:], strides, dilations)
    return convolution(
        call.label,
        weight,
        call.constant(2),
        strides=strides,
        padding=padding_of(pads),
        dilations=dilations,
        groups=call.get("group", 1),
    )


def _pads(
    call: Call, size: Sequence[int], strides: Sequence[int], dilations: Sequence[int]
) -> list[int]:
    """Return what surrounds the image: above, left, below, right."""
    auto = call.get("auto_pad", "NOTSET")
    if auto in ("NOTSET", "VALID", b"NOTSET", b"VALID"):
        return list(call.get("pads", [0, 0, 0, 0]))
    before, after = [], []
    for length, extent, stride, spread in zip(
        call.shape[1:], size, strides, dilations, strict=True
    ):
        wide = (extent - 1) * spread + 1
        total = max(0, (-(-length // stride) - 1) * stride + wide - length)
        less = total // 2
        upper = auto in ("SAME_UPPER", b"SAME_UPPER")
        before.append(less if upper else total - less)
        after.append(total - less if upper else less)
    return [*before, *after]


def padded(call: Call) -> Parts:
    pads = call.get("pads", None) if call.constant(1) is None else call.constant(1)
    if call.get("mode", "constant") not in ("constant", b"constant") or pads is None:
        return None
    axes = call.constant(3)
    each = np.zeros((2, len(call.shape) + call.batched), int)
    each[:, slice(None) if axes is None else axes] = np.reshape(pads, (2, -1))
    last = len(call.shape) == 3 and bool(each[:, -3].any())  # that of the channels
    each = np.roll(each, 1, axis=1) if last else each
    if each[:, :-2].any():
        return None  # more examples or channels
    shape = np.roll(call.shape, 1).tolist() if last else call.shape
    value = call.scalar(2, "value", 0.0)
    return _of_image(
        call, surrounded(call.label, each[:, -2:].ravel().tolist(), shape, value), last
    )


def _of_image(call: Call, parts: Parts, last: bool) -> Parts:
    """Return what is done with images, put into our order before and back after it if need be."""
    if parts is None or not last:
        return parts
    places = np.arange(call.units).reshape(call.shape).transpose(2, 0, 1).ravel()
    channels, units = call.shape[-1], prod(call.result)
    back = np.arange(units).reshape(channels, -1).T.ravel()
    shape = (channels, *call.shape[:2])
    there = Permute("", places), Reshape(call.label, shape)
    return [*there, *parts, Permute("", back), Reshape(call.label, call.result)]


def pool(of: str) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        size = call.get("kernel_shape", [])
        if call.get("auto_pad", "NOTSET") not in ("NOTSET", "VALID", b"NOTSET", b"VALID"):
            return None
        return pooling(
            call.label,
            of,
            size=size,
            strides=call.get("strides", [1] * len(size)),
            padding=call.get("pads", [0]),
            dilations=call.get("dilations", [1]),
            ceil=bool(call.get("ceil_mode", 0)),
            shape=call.shape,
        )

    return row


def pool_all(of: Any) -> Callable[[Call], Parts]:
    def row(call: Call) -> Parts:
        if len(call.shape) != 3:
            return None
        return [Pooling(call.label, (call.shape[1], call.shape[2]), of)]

    return row


def reduced(of: Any) -> Callable[[Call], Parts]:
    """Return the row of an operator that pools all pixels of each channel."""

    def row(call: Call) -> Parts:
        axes = call.get("axes", call.constant(1))
        if len(call.shape) != 3 or axes is None or not call.batched:
            return None
        over = sorted(int(k) % 4 for k in axes)
        if over not in ([1, 2], [2, 3]):
            return None
        last = over == [1, 2]
        height, width = call.shape[:2] if last else call.shape[1:]
        parts = [Pooling(call.label, (height, width), of), Reshape(call.label, call.result)]
        return _of_image(call, parts, last)

    return row
