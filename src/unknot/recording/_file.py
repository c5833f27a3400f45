"""Recordings as single safetensors files."""

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from unknot import shapes
from unknot.data import Dataset, Reading, Scaling
from unknot.errors import InputError, UnknotError
from unknot.files import write_whole
from unknot.neighbours import neighbour_rule
from unknot.nets import Head, Layer, NeighbourHead, Network, Viewed, arrays_of, layer_made
from unknot.recording._edits import Edit
from unknot.recording._projection import Projection
from unknot.recording._recording import Recording
from unknot.recording._spec import Spec
from unknot.recording._subject import Snapshot, Subject, refuse_foreign
from unknot.shapes import Shape

FORMAT = 2
_READ = (1, 2)  # the first did not hold the exact shapes of classes
SUFFIX = ".safetensors"
_APART = ("validation", "test")  # points that are not trained on
_UNFIT = "its parts do not fit each other."


def write(recording: Subject, path: str | os.PathLike[str]) -> Path:
    """Write a recording or snapshot to one safetensors file, atomically.

    The file is the old one or the new one, whole.

    Returns
    -------
    Path
        Where it was written; ``.safetensors`` is added if the name has no suffix.

    Raises
    ------
    InputError
        Nothing can be written there, or the model is not a network of ours.
    """
    refuse_foreign(recording.final)
    path = Path(path)
    if not path.name:
        raise InputError(f"A recording needs the name of a file, but got {str(path)!r}.")
    path = path if path.suffix else path.with_suffix(SUFFIX)
    content = encode(recording)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The recording {str(path)!r} cannot be written: {error.strerror}."
        ) from None
    write_whole(path, content)
    return path


def read(path: str | os.PathLike[str]) -> Recording | Snapshot:
    """Read a recording or snapshot that :func:`write` wrote.

    Raises
    ------
    InputError
        The file does not exist, is truncated, or is not a recording.
    """
    path = Path(path)
    if not path.suffix and not path.exists():
        path = path.with_suffix(SUFFIX)  # as write does
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no recording {str(path)!r}. `unknot fit` writes one.") from None
    except OSError as error:
        raise InputError(f"The recording {str(path)!r} cannot be read: {error.strerror}.") from None
    return decode(content, str(path))


@dataclass(frozen=True)
class Extra:
    """What a file holds besides, for a reader that cannot compute it: arrays, and JSON."""

    name: str
    tensors: Mapping[str, np.ndarray]
    about: Mapping[str, Any]


def encode(recording: Subject, extra: Extra | None = None) -> bytes:
    """Return the content of a recording's file, in the safetensors format.

    Its only metadata key, ``unknot``, holds JSON: format, spec, the names of classes and
    features, the exact shapes of classes where they are known, and the structure of the network.
    The same recording gives the same bytes.
    """
    tensors, about = _to_tensors(recording)
    if extra is not None:
        about[extra.name] = dict(extra.about)
        tensors |= {f"{extra.name}/{k}": np.ascontiguousarray(v) for k, v in extra.tensors.items()}
    return save(tensors, metadata={"unknot": json.dumps(about, sort_keys=True)})


def decode(content: bytes, name: str) -> Recording | Snapshot:
    """Return the recording whose :func:`encode` gave these bytes.

    Parameters
    ----------
    content
        A whole file.
    name
        What errors call it.

    Raises
    ------
    InputError
        The content is cut short, or is not a recording.
    """
    try:
        tensors = load(content)
        about = json.loads(_metadata(content)["unknot"])
    except (SafetensorError, struct.error, ValueError, KeyError, TypeError, RecursionError):
        raise InputError(
            f"{name!r} is not a recording: expected a safetensors file written by unknot "
            f"(it is {len(content)} bytes long; was it cut short?)."
        ) from None
    form = about.get("format") if isinstance(about, dict) else None
    if form not in _READ or type(form) is not int:
        raise InputError(
            f"{name!r} has recording format {form!r}; this version of unknot reads formats "
            f"{' and '.join(map(str, _READ))}."
        )
    try:
        recording = (_recording_from if "spec" in about else _snapshot_from)(tensors, about)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        if isinstance(error, UnknotError):
            raise InputError(f"{name!r} is a damaged recording: {error}") from None
        raise InputError(f"{name!r} is a damaged recording ({error!r}).") from None
    return recording


def _check(recording: Recording) -> Recording:
    """Refuse a recording whose parts do not fit each other."""
    networks, seeds = recording.networks, len(recording.stopped)
    curves = (len(recording.looks), seeds)
    validation, tested = recording.validation_accuracies, recording.test_accuracies
    finals = recording.finals
    sound = (
        len(recording.steps) > 0
        and len(recording.looks) > 0
        and bool(np.all(np.diff(recording.steps) > 0))
        and recording.losses.shape == recording.accuracies.shape == curves
        and type(recording.best) is int
        and recording.best in range(seeds)
        and (validation is None or validation.shape == curves)
        and (tested is None or tested.shape == recording.steps.shape)
        and (tested is None) == (recording.test is None)
        and networks.inputs == recording.data.dimension
        and _are(networks, len(recording.steps), np.float32)
        and (finals is None or _are(finals, seeds, np.float32))
    )
    if not sound:
        raise InputError(_UNFIT)
    return recording


def _are(networks: Network, count: int, kind: type = np.floating) -> bool:
    """Whether these are so many networks, of numbers of this kind."""
    arrays = arrays_of(networks).values()
    if not all(np.issubdtype(a.dtype, kind) and a.ndim > 1 and len(a) == count for a in arrays):
        return False
    head = networks.head
    if isinstance(head, NeighbourHead):
        return _reads(head)
    return head is None or (head.weight.ndim == 3 and head.bias.shape == head.weight.shape[:2])


def _reads(head: NeighbourHead) -> bool:
    """Whether the training points that many heads read, if any, fit each other."""
    if head.references is None or head.labels is None:
        return head.references is head.labels is head.sources
    shape = head.references.shape
    return (
        shape == (*head.labels.shape, head.inputs)
        and bool(np.isin(head.labels, np.arange(head.scores)).all())
        and (head.sources is None or head.sources.shape[:-1] == head.labels.shape)
    )


def _metadata(content: bytes) -> dict[str, str]:
    (length,) = struct.unpack_from("<Q", content)
    return json.loads(content[8 : 8 + length])["__metadata__"]


def _to_tensors(subject: Subject) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    tensors = {"steps": subject.steps}
    about: dict[str, Any] = {"format": FORMAT}
    if isinstance(subject, Recording):
        about |= _put_training(subject, tensors)
        structure = _put_network(subject.networks, "networks", tensors)
    else:
        structure = _put_model(subject.final, tensors)
    about |= {
        "network": structure,
        "data": _put_data(subject.data, "data", tensors),
        "projections": _put_projections(subject.projections, tensors),
    }
    for name in _APART:
        data = getattr(subject, name)
        if data is not None:
            about[name] = _put_data(data, name, tensors)
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, about


def _put_training(recording: Recording, tensors: dict[str, np.ndarray]) -> dict[str, Any]:
    names = ("looks", "losses", "accuracies", "stopped", "validation_accuracies", "test_accuracies")
    kept = {name: getattr(recording, name) for name in names}
    tensors |= {name: values for name, values in kept.items() if values is not None}
    if recording.finals is not None:
        _put_network(recording.finals, "finals", tensors)
    return {
        "spec": recording.spec.model_dump(mode="json"),
        "best": recording.best,
        "interrupted": recording.interrupted,
        **({"edits": [edit.parts for edit in recording.edits]} if recording.edits else {}),
    }


def _put_model(model: Viewed, tensors: dict[str, np.ndarray]) -> dict[str, Any]:
    """Write the one network of a snapshot; of a foreign model its structure is all there is."""
    if isinstance(model, Network):
        alone = jax.tree.map(lambda leaf: leaf[None], model)
        return _put_network(alone, "networks", tensors)
    kinds = [{"kind": "foreign"} for _ in model.names]
    return {"layers": kinds, "head": None if model.head is None else model.head.kind}


def _recording_from(tensors: dict[str, np.ndarray], about: dict[str, Any]) -> Recording:
    finals = any(name.startswith("finals/") for name in tensors)
    return _check(
        Recording(
            spec=Spec.of(**about["spec"]),
            **_data_from(tensors, about),
            steps=tensors["steps"],
            networks=_get_network(about["network"], "networks", tensors),
            best=about["best"],
            finals=_get_network(about["network"], "finals", tensors) if finals else None,
            looks=tensors["looks"],
            losses=tensors["losses"],
            accuracies=tensors["accuracies"],
            validation_accuracies=tensors.get("validation_accuracies"),
            stopped=tensors["stopped"],
            interrupted=about["interrupted"],
            test_accuracies=tensors.get("test_accuracies"),
            edits=tuple(map(Edit.of, about.get("edits", ()))),
        )
    )


def _snapshot_from(tensors: dict[str, np.ndarray], about: dict[str, Any]) -> Snapshot:
    networks = _get_network(about["network"], "networks", tensors)
    if not _are(networks, 1):
        raise InputError(_UNFIT)
    return Snapshot(networks[0], **_data_from(tensors, about))


def _data_from(tensors: dict[str, np.ndarray], about: dict[str, Any]) -> dict[str, Any]:
    names = ("data", *_APART)
    return {n: _get_data(about[n], n, tensors) if n in about else None for n in names}


def _put_network(network: Network, prefix: str, tensors: dict[str, np.ndarray]) -> dict[str, Any]:
    """Write arrays by their paths in the tree; return kinds and facts of the layers."""
    layers = []
    for index, layer in enumerate(network.layers):
        _put_arrays(layer, f"{prefix}/{index}", tensors)
        layers.append({"kind": layer.kind} | layer.facts())
    head = network.head
    if head is not None:
        _put_arrays(head, f"{prefix}/head", tensors)
    if isinstance(head, NeighbourHead):  # in a recording what it reads follows from the rest
        written = {"kind": head.kind, "rule": head.rule.text, "scores": head.scores}
        return {"layers": layers, "head": written}
    return {"layers": layers, "head": None if head is None else head.kind}


def _put_arrays(
    part: Layer | Head | NeighbourHead, name: str, tensors: dict[str, np.ndarray]
) -> None:
    for path, array in arrays_of(part).items():
        tensors[f"{name}/{path}"] = np.asarray(array)


def _get_network(structure: dict[str, Any], prefix: str, tensors: dict[str, np.ndarray]) -> Network:
    def arrays(name: str) -> dict[str, np.ndarray]:
        start = f"{prefix}/{name}/"
        return {
            path.removeprefix(start): a for path, a in tensors.items() if path.startswith(start)
        }

    layers = [layer_made(facts, arrays(str(i))) for i, facts in enumerate(structure["layers"])]
    kind = structure["head"]
    if isinstance(kind, dict):
        if kind["kind"] != NeighbourHead.kind or type(kind["scores"]) is not int:
            raise InputError(f"its network has a head of the unknown kind {kind!r}.")
        rule = neighbour_rule(kind["rule"])
        width = layers[-1].outputs
        return Network(layers, NeighbourHead(rule, width, kind["scores"], **arrays("head")))
    if kind is None:
        return Network(layers)
    of = arrays("head")
    return Network(layers, Head(of["weight"], of["bias"], kind))


def _put_projections(
    projections: Mapping[int, Projection], tensors: dict[str, np.ndarray]
) -> dict[str, Any]:
    """Write down what follows from the rest, so that browsers need no linear algebra for it."""
    for depth, projection in projections.items():
        tensors[f"projections/{depth}/origin"] = projection.origin
        tensors[f"projections/{depth}/axes"] = projection.axes
        tensors[f"projections/{depth}/explained"] = np.asarray(projection.explained)
    return {str(depth): {"along_head": p.along_head} for depth, p in projections.items()}


def _put_data(data: Dataset, prefix: str, tensors: dict[str, np.ndarray]) -> dict[str, Any]:
    tensors[f"{prefix}/points"], unit = _packed(data.points)
    tensors[f"{prefix}/labels"] = data.labels
    if data.scaling is not None:
        tensors[f"{prefix}/mean"] = data.scaling.mean
        tensors[f"{prefix}/scale"] = data.scaling.scale
    return {
        "name": data.name,
        "source": data.source,
        "unit": unit,
        "classes": list(data.class_names),
        "features": list(data.feature_names),
        "shapes": _put_shapes(data.shapes),
    } | ({} if data.reading is None else {"reading": data.reading.as_json()})


def _put_shapes(known: tuple[Shape, ...] | None) -> list[dict[str, Any]] | None:
    """Write the exact sets as certificates do; None if not all of them can be written down."""
    try:
        return None if known is None else [shapes.write(one) for one in known]
    except InputError:
        return None


def _get_data(about: dict[str, Any], prefix: str, tensors: dict[str, np.ndarray]) -> Dataset:
    scaling = None
    if f"{prefix}/mean" in tensors:
        scaling = Scaling(tensors[f"{prefix}/mean"], tensors[f"{prefix}/scale"])
    exact = about.get("shapes")
    return Dataset(
        points=_unpacked(tensors[f"{prefix}/points"], about["unit"]),
        labels=tensors[f"{prefix}/labels"],
        class_names=tuple(about["classes"]),
        feature_names=tuple(about["features"]),
        name=about["name"],
        source=about["source"],
        shapes=None if exact is None else tuple(map(shapes.read, exact)),
        scaling=scaling,
        reading=Reading.of_json(about["reading"]) if "reading" in about else None,
    )


def _packed(points: np.ndarray) -> tuple[np.ndarray, int | None]:
    """Points, exactly, in few bytes: multiples of 1/unit (images), or numbers and None."""
    for unit in (1, 255):
        levels = np.round(points * unit)
        if levels.min() >= 0 and levels.max() <= 255 and np.array_equal(levels / unit, points):
            return levels.astype(np.uint8), unit
    with np.errstate(over="ignore"):
        single = points.astype(np.float32)
    return (single if np.array_equal(single, points) else points), None


def _unpacked(points: np.ndarray, unit: int | None) -> np.ndarray:
    return points if unit is None else points / unit
