"""From operations to layers: affine maps take in what is affine beside them, activations close."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import scipy.special

from unknot.errors import InputError
from unknot.models._orders import Order
from unknot.models._parts import (
    Convolve,
    Linear,
    Pad,
    Part,
    Permute,
    Pointwise,
    Pooling,
    Readout,
    Reshape,
    Rows,
    Scale,
    Unknown,
)
from unknot.nets import (
    Activation,
    Conv,
    Dense,
    Head,
    HeadKind,
    Layer,
    Network,
    Opaque,
    Pool,
    activation,
)

_MOST_UNITS = 4096  # of a square matrix that only scales


@dataclass(frozen=True, eq=False)
class Imported:
    """A network made of another library's model, and where everything in it is from.

    Attributes
    ----------
    network
        With weights in float64; parts that are not expressed are :class:`unknot.nets.Opaque`.
    sources
        For each layer, and at the end for the head, what the other library calls its parts.
    notes
        What a reader should know: why a part is opaque, what is not in the network.
    class_names
        One for each class where the model says so, else None.
    origin
        What it was, e.g. ``"scikit-learn Pipeline"``.
    """

    network: Network
    sources: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    class_names: tuple[str, ...] | None
    origin: str

    def __str__(self) -> str:
        names = [*self.network.names, f"head, {getattr(self.network.head, 'kind', 'none')}"]
        lines = [self.origin]
        for index, (name, sources) in enumerate(zip(names, self.sources, strict=True), 1):
            where = f"{index}. " if index <= len(self.network.layers) else ""
            lines.append(f"  {where}{name} ← {', '.join(sources) or 'nothing'}")
        return "\n".join([*lines, *self.notes])


def assemble(
    parts: Iterable[Part],
    shape: Sequence[int],
    *,
    origin: str,
    head: HeadKind | None = None,
    fold: bool = True,
    notes: Sequence[str] = (),
    class_names: Sequence[str] | None = None,
) -> Imported:
    """Return the network of these parts.

    Parameters
    ----------
    parts
        In order.
    shape
        Of one example.
    head
        What the scores mean where the parts do not end in probabilities; linear by default.
    fold
        Whether scalings are taken into the affine maps beside them.

    Raises
    ------
    InputError
        The parts do not fit each other.
    """
    work = _Work(tuple(shape), fold)
    parts = [part for part in parts if not isinstance(part, Reshape) or part.shape]
    last = parts[-1] if parts else None
    kind: HeadKind = head or "linear"
    asked: Part | None = None
    if isinstance(last, Readout):
        kind, asked = last.kind, last
    elif isinstance(last, Pointwise) and last.activation.name == "sigmoid":
        before = _units_before_last(parts, work.units)
        if before == 1:
            kind, asked = "logistic", last
    for part in parts[:-1] if asked is not None else parts:
        work.take(part)
    layers, read, sources = work.finished(kind, asked)
    return Imported(
        Network(layers, read),
        tuple(sources),
        (*notes, *work.notes),
        None if class_names is None else tuple(class_names),
        origin,
    )


def _units_before_last(parts: Sequence[Part], units: int) -> int:
    for part in parts:
        if isinstance(part, Linear):
            units = len(part.bias)
        elif isinstance(part, Unknown):
            units = prod(part.shape)
        elif isinstance(part, Convolve | Pooling):
            units = 0  # images are not one score
    return units


class _Work:
    """Layers so far, and the affine map that may still take something in."""

    def __init__(self, shape: tuple[int, ...], fold: bool):
        self.shape = shape
        self.fold = fold
        self.layers: list[Layer] = []
        self.sources: list[tuple[str, ...]] = []
        self.notes: list[str] = []
        self.open: Linear | Convolve | Scale | None = None
        self.named: list[str] = []
        self.input = (0, 0, 0)  # the images that an open convolution takes
        self.order: Order | None = None  # in which the units are yet to be put

    @property
    def units(self) -> int:
        return prod(self.shape)

    @property
    def image(self) -> tuple[int, int, int]:
        """The shape of images; (1, 1, n) of plain units never is one."""
        if len(self.shape) != 3:
            raise InputError(f"Images are needed, but examples have the shape {self.shape}.")
        channels, height, width = self.shape
        return channels, height, width

    def take(self, part: Part) -> None:
        """Do one operation more."""
        match part:
            case Reshape():
                if prod(part.shape) != self.units:
                    raise InputError(
                        f"{part.source} makes the shape {part.shape} of {self.units} units."
                    )
                self.shape = part.shape
            case Permute():
                self._permute(part)
            case Scale():
                self._scale(part)
            case Linear():
                self._linear(part)
            case Convolve():
                self._convolve(part)
            case Pointwise():
                self.named.append(part.source)
                self._close(part.activation)
            case Pooling():
                self._settle()
                self._close()
                pool = Pool(self.image, part.size, part.of)
                height, width = (n // k for n, k in zip(self.image[1:], part.size, strict=True))
                self.shape = (self.image[0], height, width)
                self._add(pool, part.source)
            case Readout():
                self._opaque(_probabilities(part, self.shape))
            case Unknown():
                self._opaque(part)

    def finished(
        self, kind: HeadKind, asked: Part | None
    ) -> tuple[list[Layer], Head, list[tuple[str, ...]]]:
        """Return the layers, the head and the sources of each."""
        if isinstance(self.open, Convolve):
            self._close()
        self._settle()
        if isinstance(self.open, Scale):
            self.open = _diagonal(self.open)
        if isinstance(self.open, Linear):
            weight, bias = self.open.weight, self.open.bias
        else:
            weight, bias = np.eye(self.units), np.zeros(self.units)
        if asked is not None:
            self.named.append(asked.source)
        return self.layers, Head(weight, bias, kind), [*self.sources, tuple(self.named)]

    # ------------------------------------------------------------ affine maps

    def _permute(self, part: Permute) -> None:
        """Take an order: it passes by activations and scalings, and affine maps take it in."""
        self.named += filter(None, [part.source])
        if isinstance(self.open, Linear):
            weight, bias = self.open.weight[part.order], self.open.bias[part.order]
            self.open = Linear(part.source, weight, bias)
            return
        order = self.order or Order(self.shape, np.arange(self.units))
        self.order = order.then(part.order)

    def _settle(self) -> None:
        """Put units into the order in which what follows takes them."""
        if self.order is None:
            return
        shape, order = self.shape, self.order
        if self.units <= _MOST_UNITS:
            self._linear(Linear("", np.eye(self.units), np.zeros(self.units)))
        else:
            self._close()
            self.order = None
            self._too_large(order.before(lambda rows: rows), "order")
        self.shape = shape

    def _scale(self, part: Scale) -> None:
        if part.factor.shape != (self.units,) or part.shift.shape != (self.units,):
            raise InputError(
                f"{part.source} scales {len(part.factor)} units, but gets {self.units}."
            )
        if self.order is not None:
            part = Scale(part.source, self.order.back(part.factor), self.order.back(part.shift))
        if not self.fold:
            self._close()
        match self.open:
            case Scale(factor=factor, shift=shift):
                found = part.factor * factor, part.factor * shift + part.shift
                self.open = Scale(part.source, *found)
            case Linear(weight=weight, bias=bias):
                self.open = Linear(
                    part.source,
                    part.factor[:, None] * weight,
                    part.factor * bias + part.shift,
                )
            case Convolve(bias=bias) if _by_channel(part, len(bias)):
                factor, shift = (v.reshape(len(bias), -1)[:, 0] for v in (part.factor, part.shift))
                self.open = Convolve(
                    part.source,
                    factor[:, None, None, None] * self.open.weight,
                    factor * bias + shift,
                    self.open.stride,
                    self.open.padding,
                )
            case _:
                self._close()
                self.open = part
        self.named.append(part.source)
        if not self.fold:
            self._close()

    def _linear(self, part: Linear) -> None:
        outputs, inputs = part.weight.shape
        if inputs != self.units or part.bias.shape != (outputs,):
            raise InputError(f"{part.source} takes {inputs} units, but gets {self.units}.")
        if self.order is not None:
            part = Linear(part.source, self.order.back(part.weight), part.bias)
            self.order = None
        if isinstance(self.open, Scale):
            scale, self.open = self.open, None
            part = Linear(
                part.source,
                part.weight * scale.factor,
                part.weight @ scale.shift + part.bias if scale.shift.any() else part.bias,
            )
        self._close()
        self.open, self.shape = part, (outputs,)
        self.named += filter(None, [part.source])

    def _convolve(self, part: Convolve) -> None:
        self._settle()
        image, channels = self.image, part.weight.shape[1]
        if channels != image[0]:
            raise InputError(f"{part.source} takes {channels} channels, but gets {image[0]}.")
        if isinstance(self.open, Pad):
            pairs = zip(self.open.padding, part.padding, strict=True)
            down, across = ((a + c, b + d) for (a, b), (c, d) in pairs)
            weight = part.weight * self.open.weight.diagonal()[0, 0][:, None, None]
            part, image = replace(part, weight=weight, padding=(down, across)), self.input
            self.open = None
        scale = self.open
        padded = any(map(any, part.padding))
        if (
            isinstance(scale, Scale)
            and _by_channel(scale, channels)
            and not (padded and scale.shift.any())
        ):
            self.open = None
            factor, shift = (v.reshape(channels, -1)[:, 0] for v in (scale.factor, scale.shift))
            bias = part.bias + np.tensordot(part.weight.sum(axis=(2, 3)), shift, 1)
            part = replace(part, weight=part.weight * factor[:, None, None], bias=bias)
        self._close()
        self.open, self.input = part, image
        self.shape = _conv(part, image, activation("identity")).grid.shape
        self.named.append(part.source)

    def _close(self, sigma: Activation | None = None) -> None:
        """Make a layer of what is open, with an activation."""
        if self.open is None and sigma is None:
            return
        bend = activation("identity") if sigma is None else sigma
        if isinstance(self.open, Convolve):
            self._add(_conv(self.open, self.input, bend))
            return
        one = self.open or Scale("", np.ones(self.units), np.zeros(self.units))
        if isinstance(one, Scale):
            self._scaled(one, bend)
        else:
            self._add(Dense(one.weight, one.bias, bend))

    def _scaled(self, scale: Scale, sigma: Activation) -> None:
        """Make a layer that only scales; of images, where it can be, filters of one pixel."""
        shape = self.shape if self.order is None else self.order.shape
        if len(shape) == 3 and _by_channel(scale, shape[0]):
            factor, shift = (v.reshape(shape[0], -1)[:, 0] for v in (scale.factor, scale.shift))
            weight = np.diag(factor)[:, :, None, None]
            self._add(Conv(weight, shift, shape, stride=1, same=False, activation=sigma))
        elif self.units <= _MOST_UNITS:
            one = _diagonal(scale)
            self._add(Dense(one.weight, one.bias, sigma))
        else:
            factor, shift = scale.factor, scale.shift
            self._too_large(lambda rows: sigma(rows * factor + shift), sigma.name)

    def _too_large(self, function: Rows, name: str) -> None:
        """Make a layer of as many units as it takes, whose matrix would be too large."""
        why = f"its matrix would have {self.units:,} rows and columns"
        self.notes.append(f"Layer {len(self.layers) + 1} is opaque: {why}.")
        self._add(Opaque(function, self.units, self.units, name, why))

    # ------------------------------------------------------------ the rest

    def _opaque(self, part: Unknown) -> None:
        self._close()
        function = part.function if self.order is None else self.order.before(part.function)
        self.order = None
        found = prod(part.shape)
        layer = Opaque(function, self.units, found, part.source, part.why, part.dtype)
        self.notes.append(
            f"Layer {len(self.layers) + 1} ({part.source}) is opaque, so nothing is proved of it: "
            f"{part.why}."
        )
        self.shape = part.shape
        self._add(layer, part.source)

    def _add(self, layer: Layer, *sources: str) -> None:
        self.layers.append(layer)
        self.sources.append((*self.named, *sources))
        self.open, self.named = None, []


def _diagonal(scale: Scale) -> Linear:
    return Linear(scale.source, np.diag(scale.factor), scale.shift)


def _by_channel(scale: Scale, channels: int) -> bool:
    """Whether all pixels of each channel are scaled alike."""
    values = [v.reshape(channels, -1) for v in (scale.factor, scale.shift)]
    return all(bool((v == v[:, :1]).all()) for v in values)


def _conv(part: Convolve, image: tuple[int, int, int], sigma: Activation) -> Conv:
    for side, length, extent in zip(part.padding, image[1:], part.weight.shape[2:], strict=True):
        if length + sum(side) < extent:
            raise InputError(f"{part.source} has filters larger than its images, {image}.")
    return Conv(part.weight, part.bias, image, part.stride, False, sigma, part.padding)


def _probabilities(part: Readout, shape: tuple[int, ...]) -> Unknown:
    """Return probabilities that are not the end of the model as a part that is not expressed."""
    function: Any = scipy.special.log_softmax if part.log else scipy.special.softmax
    return Unknown(
        part.source,
        lambda rows: function(rows, axis=1),
        shape,
        "probabilities in the midst of a network are no activation of single units",
    )
