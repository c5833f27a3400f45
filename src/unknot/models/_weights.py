"""Weights alone, and a text that says what they are weights of."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import equinox as eqx
import numpy as np
from safetensors import SafetensorError, safe_open

from unknot.errors import InputError
from unknot.models._assemble import Imported
from unknot.models._libraries import library
from unknot.nets import Conv, Dense, Head, HeadKind, Network, arrays_of, drawn, layer_recipes
from unknot.recording import read

FILES = (".safetensors", ".pt", ".pth")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")  # by which PyTorch makes words bold
_NESTED = ("state_dict", "model_state_dict", "model")


def from_weights(
    weights: Mapping[str, Any],
    spec: str | Sequence[str],
    *,
    head: HeadKind | None = None,
    shape: Sequence[int] | None = None,
    origin: str = "weights",
) -> Imported:
    """Return the network that a text says these weights are of.

    Parameters
    ----------
    weights
        Arrays ``….weight`` and ``….bias`` by name, in the order of the layers, the head's last:
        a ``state_dict``. Weights are (outputs, inputs), filters (filters, channels, rows, columns).
    spec
        The hidden layers, as :func:`unknot.nets.layer_recipes` reads them: ``"relu:8 tanh:3"``.
    head
        What the scores mean; linear by default.
    shape
        Of one example, if the first layer has filters.

    Raises
    ------
    InputError
        The weights do not fit the text.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> shapes = {"0.weight": (5, 2), "0.bias": (5,), "2.weight": (3, 5), "2.bias": (3,)}
    >>> weights = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    >>> from_weights(weights, "tanh:5", head="softmax").network.widths
    (2, 5)
    """
    pairs = _pairs(weights)
    recipes = list(layer_recipes(spec)) if spec else []
    if shape is not None and len(shape) == 3:
        recipes = [*layer_recipes(f"image:{'x'.join(map(str, shape))}"), *recipes]
    inputs = int(np.prod(shape)) if shape is not None else pairs[0][1].shape[-1]
    if shape is None and pairs[0][1].ndim != 2:
        raise InputError("Filters need the shape of an example: shape=(1, 28, 28), say.")
    layers, sources, rest = [], [], list(pairs)
    for layer in drawn(0, inputs, recipes, 2, "linear").layers:
        if not arrays_of(layer):
            layers.append(layer)
            sources.append(())
            continue
        if not isinstance(layer, Dense | Conv):
            raise InputError(
                f"Weights are read of dense layers and filters, not of {layer.name!r}."
            )
        if not rest:
            raise InputError(
                f"There are no weights left for the layer {layer.name!r}: {_said(pairs)}."
            )
        name, weight, bias = rest.pop(0)
        if weight.shape != layer.weight.shape or bias.shape != layer.bias.shape:
            raise InputError(
                f"The layer {layer.name!r} of the spec has weights {layer.weight.shape} and biases "
                f"{layer.bias.shape}, but {name!r} has {weight.shape} and {bias.shape}. There are, "
                f"in this order: {_said(pairs)}."
            )
        layers.append(eqx.tree_at(lambda one: (one.weight, one.bias), layer, (weight, bias)))
        sources.append((name,))
    if len(rest) != 1 or rest[0][1].ndim != 2:
        raise InputError(
            f"After the layers of the spec, one matrix is expected for the head, but there are "
            f"{len(rest)}. There are, in this order: {_said(pairs)}."
        )
    name, weight, bias = rest[0]
    kind: HeadKind = head or "linear"
    network = Network(layers, Head(weight, bias, kind))
    return Imported(network, (*sources, (name,)), (), None, origin)


def from_weights_file(
    path: Path,
    spec: str | Sequence[str] | None,
    *,
    head: HeadKind | None = None,
    shape: Sequence[int] | None = None,
) -> Imported:
    """Return the network of a file of weights, or of a recording of ours.

    Raises
    ------
    InputError
        The file cannot be read, holds more than weights, or there is no spec to read them by.
    MissingExtra
        It was written by PyTorch, which is not installed.
    """
    if path.suffix.lower() == ".safetensors":
        weights = _safetensors(path)
        if weights is None:
            network = read(path).final
            assert isinstance(network, Network)
            sources = tuple((f"layer {i + 1}",) for i in range(len(network.layers)))
            return Imported(network, (*sources, ("head",)), (), None, f"recording {path.name}")
    else:
        weights = _state(path)
    if spec is None:
        raise InputError(
            f"{str(path)!r} holds weights and not what they are weights of: "
            f"{', '.join(f'{name} {np.shape(one)}' for name, one in list(weights.items())[:6])} …. "
            "Say the hidden layers, e.g. spec='relu:128 relu:64'."
        )
    return from_weights(weights, spec, head=head, shape=shape, origin=f"weights {path.name}")


def _safetensors(path: Path) -> dict[str, np.ndarray] | None:
    """Return the arrays of a file in the order of their names; None of a recording of ours."""
    try:
        with safe_open(path, "numpy") as file:
            if "unknot" in (file.metadata() or {}):
                return None
            names = sorted(file.keys(), key=_natural)
            return {name: file.get_tensor(name) for name in names}
    except FileNotFoundError:
        raise InputError(f"There is no file {str(path)!r}.") from None
    except (OSError, SafetensorError, TypeError) as error:
        raise InputError(
            f"{str(path)!r} is no safetensors file of plain numbers, or only a part of one "
            f"({error})."
        ) from None


def _state(path: Path) -> Mapping[str, Any]:
    """Return the state_dict that PyTorch saved, without running code of the file's."""
    if not path.exists():
        raise InputError(f"There is no file {str(path)!r}.")
    torch = library("torch", "torch", f"Reading {path.name}")
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # of pickle, of zip, of torch
        said = _ESCAPES.sub("", str(error)).strip() or type(error).__name__
        other = re.search(r"GLOBAL (\S+)", said)  # the first thing in it that is no weight
        why = f"it has a {other[1]}" if other else said.splitlines()[0][:100].rstrip(" .")
        raise InputError(
            f"{str(path)!r} holds more than weights, or is cut off ({why}). A whole module is a "
            "pickle, and reading it can run any code that it holds, so only weights are read. If "
            "you trust it, say so (trust=True and no spec, --trust), or save module.state_dict() "
            "instead."
        ) from None
    for name in _NESTED:
        if isinstance(found, Mapping) and isinstance(found.get(name), Mapping):
            found = found[name]
    if not isinstance(found, Mapping) or not all(
        isinstance(one, torch.Tensor) for one in found.values()
    ):
        raise InputError(f"{str(path)!r} holds no state_dict, but a {type(found).__name__}.")
    return {name: one.double().numpy() for name, one in found.items()}


def plain(values: Any) -> np.ndarray:
    """Return an array of NumPy or PyTorch in float64."""
    if hasattr(values, "detach"):
        values = values.detach().cpu().double()
    return np.asarray(values, np.float64)


Pair = tuple[str, np.ndarray, np.ndarray]


def _pairs(weights: Mapping[str, Any]) -> list[Pair]:
    """Return the matrices (or filters) with their biases, in order."""
    held = {name: np.asarray(one, np.float64) for name, one in weights.items()}
    names = [name.removesuffix("weight") for name in held if name.endswith("weight")]
    known = {f"{name}{end}" for name in names for end in ("weight", "bias")}
    others = [name for name in held if name not in known]
    flat = [name for name in names if held[f"{name}weight"].ndim < 2]
    if others or flat or not names:
        raise InputError(
            "Weights are pairs ….weight and ….bias of matrices and filters, but there are "
            f"{', '.join([*others, *flat][:6]) or 'none'}. Of models with other parts (batch "
            "normalisation …) give the module itself."
        )
    found = []
    for name in names:
        weight = held[f"{name}weight"]
        found.append((name.rstrip("."), weight, held.get(f"{name}bias", np.zeros(len(weight)))))
    return found


def _said(pairs: Sequence[Pair]) -> str:
    return ", ".join(f"{name} {weight.shape}" for name, weight, _ in pairs)


def _natural(name: str) -> list[Any]:
    """Return a key by which 10 comes after 9."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]
