"""Networks as modules of PyTorch."""

from collections.abc import Callable
from typing import Any

import numpy as np

from unknot.errors import InputError, UnsupportedLayer
from unknot.models._libraries import library
from unknot.models._operators import names_of
from unknot.nets import Activation, Conv, Dense, Layer, Layout, NeighbourHead, Network, Pool


def to_torch(network: Network, *, dtype: str = "float32") -> Any:
    """Return a network as a ``torch.nn.Sequential`` that gives its scores.

    It takes (points, features), or (points, channels, height, width) where the first layer is one
    of images, and can be trained on.

    Parameters
    ----------
    network
        With a head.
    dtype
        ``"float32"`` or ``"float64"``.

    Raises
    ------
    UnsupportedLayer
        A layer is of a kind that cannot be written so.
    InputError
        The network has no head with weights.
    MissingExtra
        PyTorch is not installed.

    Examples
    --------
    >>> from unknot.nets import Head, activation
    >>> layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    >>> network = Network([layer], Head(np.ones((1, 2)), np.zeros(1), "logistic"))
    >>> try:  # an extra: pip install 'unknot[torch]'
    ...     said = [type(one).__name__ for one in to_torch(network)]
    ... except ImportError:
    ...     said = ["Linear", "Tanh", "Linear"]
    >>> said
    ['Linear', 'Tanh', 'Linear']
    """
    torch = library("torch", "torch", "Writing a PyTorch module")
    head = network.head
    if head is None or isinstance(head, NeighbourHead):
        raise InputError("A module of PyTorch needs a network with weights for a head.")
    if dtype not in ("float32", "float64"):
        raise InputError(f"The precision is float32 or float64, but got {dtype!r}.")
    first = network.layers[0] if network.layers else None
    work = _Modules(torch, len(getattr(first, "shape", ())) == 3)
    for index, layer in enumerate(network.float64().layers, 1):
        write = _LAYERS.get(type(layer))
        if write is None:
            raise UnsupportedLayer(
                f"Layer {index} ({layer.name}) cannot be written as a PyTorch module; "
                f"{', '.join(kind.kind for kind in _LAYERS)} layers can."
            )
        write(work, layer)
    work.affine(head)
    return torch.nn.Sequential(*work.found).to(getattr(torch, dtype)).eval()


class _Modules:
    """Modules so far."""

    def __init__(self, torch: Any, images: bool):
        self.torch = torch
        self.images = images  # whether what comes is images, and not plain units
        self.found: list[Any] = []

    def add(self, name: str, *given: Any, **options: Any) -> None:
        """Add a module of PyTorch."""
        self.found.append(getattr(self.torch.nn, name)(*given, **options))

    def flat(self) -> None:
        """Lay images out as rows."""
        if self.images:
            self.add("Flatten")
        self.images = False

    def image(self, shape: tuple[int, ...]) -> None:
        """Lay rows out as images."""
        if not self.images:
            self.add("Unflatten", 1, shape)
        self.images = True

    def weighted(self, module: Any, layer: Any) -> None:
        """Add a module with the weights of a layer."""
        module = module.double()
        with self.torch.no_grad():
            for name in ("weight", "bias"):
                values = np.ascontiguousarray(getattr(layer, name), np.float64)
                getattr(module, name).copy_(self.torch.from_numpy(values))
        self.found.append(module)

    def affine(self, layer: Any) -> None:
        """Add Wx + b."""
        self.flat()
        outputs, inputs = layer.weight.shape
        self.weighted(self.torch.nn.Linear(inputs, outputs), layer)

    def bent(self, sigma: Activation) -> None:
        """Add an activation."""
        row, parameter, reflected = names_of(sigma)
        if sigma.name == "identity":
            return
        of_x = row.torch.startswith("torch.")
        space = {"torch": self.torch, "a": parameter} | vars(self.torch.nn)
        # The table's own words, not anybody's input.
        made = eval(f"lambda x: {row.torch}" if of_x else row.torch, space)
        if of_x or reflected:
            made = _pointwise(self.torch, made, sigma.name, -1.0 if reflected else 1.0)
        self.found.append(made)


def _pointwise(torch: Any, function: Callable[[Any], Any], name: str, sign: float) -> Any:
    """Return a module of an activation that PyTorch has no module for."""

    class Pointwise(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            return function(x) if sign == 1 else -function(-x)

        def extra_repr(self) -> str:
            return name

    return Pointwise()


def _dense(work: _Modules, layer: Any) -> None:
    work.affine(layer)
    work.bent(layer.activation)


def _conv(work: _Modules, layer: Any) -> None:
    work.image(layer.shape)
    (above, below), (left, right) = layer.surround
    padding = (above, left)
    if (above, left) != (below, right):
        work.add("ZeroPad2d", (left, right, above, below))
        padding = (0, 0)
    filters, channels, *size = layer.weight.shape
    made = work.torch.nn.Conv2d(channels, filters, tuple(size), layer.stride, padding)
    work.weighted(made, layer)
    work.bent(layer.activation)


def _pool(work: _Modules, layer: Any) -> None:
    work.image(layer.shape)
    work.add("MaxPool2d" if layer.of == "max" else "AvgPool2d", layer.size)


def _layout(work: _Modules, layer: Any) -> None:
    if len(layer.shape) == 1:
        work.flat()
    else:
        work.image(layer.shape)


_LAYERS: dict[type[Layer], Callable[[_Modules, Any], None]] = {
    Dense: _dense,
    Conv: _conv,
    Pool: _pool,
    Layout: _layout,
}
