"""Networks in the ``.nnet`` files of Stanford's collision avoidance (Julian et al. 2016)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from unknot.errors import InputError
from unknot.models._assemble import Imported, assemble
from unknot.models._parts import Linear, Part, Scale, pointwise
from unknot.nets import HeadKind


def from_nnet(path: Path, *, head: HeadKind | None = None, fold: bool = True) -> Imported:
    """Return the network of a ``.nnet`` file: ReLUs, with its scalings of inputs and outputs.

    The file's limits of inputs are not taken in: other programs clip to them first, so the two
    agree within these limits, which a note says.

    Raises
    ------
    InputError
        The file cannot be read, is cut off, or a line is not what its place asks for.
    """
    try:
        text = path.read_text(encoding="ascii")
    except OSError as error:
        raise InputError(f"{str(path)!r} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{str(path)!r} is no .nnet file, which is text.") from None
    lines = _Lines(path, text)
    count, inputs, outputs = (
        int(n) for n in lines.take("layers, inputs and outputs", 3, more=True)
    )
    sizes = [int(n) for n in lines.take("the sizes of layers", count + 1)]
    if sizes[0] != inputs or sizes[-1] != outputs or min(sizes) < 1:
        raise lines.wrong(f"the sizes of layers {sizes} to go from {inputs} to {outputs}")
    lines.take("a flag", 1, more=True)
    low, high = (lines.take(f"{what} of inputs", inputs) for what in ("least", "greatest"))
    means = lines.take("means of inputs and outputs", inputs + 1)
    ranges = lines.take("ranges of inputs and outputs", inputs + 1)
    if not (ranges > 0).all():
        raise lines.wrong("ranges above 0")
    parts: list[Part] = [
        Scale("inputs' means and ranges", 1 / ranges[:-1], -means[:-1] / ranges[:-1])
    ]
    for index in range(1, count + 1):
        before, after = sizes[index - 1 : index + 1]
        rows = [lines.take(f"weights of layer {index}", before) for _ in range(after)]
        bias = [lines.take(f"biases of layer {index}", 1)[0] for _ in range(after)]
        parts.append(Linear(f"layer {index}", np.array(rows), np.array(bias)))
        if index < count:
            parts.append(pointwise(f"ReLU {index}", "relu"))
    one = np.ones(outputs)
    parts.append(Scale("outputs' mean and range", ranges[-1] * one, means[-1] * one))
    limits = ", ".join(f"[{a:.4g}, {b:.4g}]" for a, b in zip(low, high, strict=True))
    return assemble(
        parts,
        (inputs,),
        origin=f".nnet file {path.name}",
        head=head,
        fold=fold,
        notes=[f"Inputs are meant to be within {limits}; other programs clip them to that."],
    )


class _Lines:
    """The lines of a file one after the other, each of so many numbers."""

    def __init__(self, path: Path, text: str):
        self.path = path
        self.at = 0
        self.rest: Iterator[tuple[int, str]] = (
            (number, line)
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip() and not line.startswith("//")
        )

    def take(self, what: str, count: int, *, more: bool = False) -> np.ndarray:
        """Return the numbers of the next line."""
        self.at, line = next(self.rest, (0, ""))
        if not self.at:
            raise InputError(
                f"{str(self.path)!r} ends where {what} should come; it is cut off, or no .nnet "
                "file. Fetch it again."
            )
        try:
            found = np.array([float(one) for one in line.strip().rstrip(",").split(",")])
        except ValueError:
            raise self.wrong(f"{what}, numbers with commas between") from None
        if (len(found) < count if more else len(found) != count) or not np.isfinite(found).all():
            raise self.wrong(f"{what}, {count} numbers")
        return found[:count]

    def wrong(self, expected: str) -> InputError:
        """Return the error of the line that was taken last."""
        return InputError(
            f"Line {self.at} of {str(self.path)!r} is not what a .nnet file has there; expected "
            f"{expected}."
        )
