"""Models in ONNX files as networks."""

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from unknot.errors import InputError
from unknot.models._assemble import Imported, assemble
from unknot.models._expressions import X, apply, known, number
from unknot.models._graph import Node, Segment, expressed, segments
from unknot.models._libraries import library
from unknot.models._onnx_call import Call
from unknot.models._onnx_rows import ROWS
from unknot.models._onnx_run import Runner
from unknot.models._parts import Part, Scale, Unknown, pointwise
from unknot.nets import HeadKind

_OLDEST = 7  # of the operators' versions that mean what the rows say
HEAD, CLASSES = "unknot.head", "unknot.classes"  # what files of ours say besides


def is_onnx(model: Any) -> bool:
    """Say whether this is a model that the ONNX library holds."""
    return type(model).__name__ == "ModelProto" and hasattr(model, "graph")


def from_onnx(
    model: Any,
    *,
    head: HeadKind | None = None,
    fold: bool = True,
    shape: Sequence[int] | None = None,
    output: str | None = None,
) -> Imported:
    """Return an ONNX model, or a file of one, as a network.

    Parameters
    ----------
    model
        A path or a model that ``onnx`` has loaded.
    head, fold
        See :func:`unknot.models.load`.
    shape
        Of one example, where the file leaves it open.
    output
        Which of several outputs holds the scores.

    Raises
    ------
    InputError
        The file is no ONNX model, is cut off, lacks external data, has operators of a version or
        name that is not known, or not one input of a known shape; the message names the place.
    MissingExtra
        The package ``onnx`` is not installed.
    """
    onnx = library("onnx", "onnx", "Reading an ONNX model")
    where = f"The ONNX model {str(model)!r}" if isinstance(model, str | Path) else "The ONNX model"
    proto = _read(onnx, Path(model), where) if isinstance(model, str | Path) else model
    opsets = _opsets(onnx, proto, where)
    graph = _Graph.of(onnx, proto, opsets, where, shape, output)
    parts = expressed(segments(graph.nodes, graph.input, graph.output), graph.bend, graph.parts)
    said = {one.key: one.value for one in proto.metadata_props}
    return assemble(
        parts,
        graph.example(graph.input),
        origin=f"ONNX model {proto.graph.name or '(no name)'}, opset {opsets.get('', '?')}",
        head=head or _said_head(said.get(HEAD)),
        fold=fold,
        class_names=json.loads(said[CLASSES]) if CLASSES in said else None,
    )


def _said_head(kind: str | None) -> HeadKind | None:
    return kind if kind in ("softmax", "logistic", "linear") else None


def _read(onnx: Any, path: Path, where: str) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{where} cannot be read ({error.strerror}); check its path.") from None
    try:
        proto = onnx.load_model_from_string(content)
    except Exception as error:  # of protobuf, which has several
        raise InputError(
            f"{where} is no ONNX file, or only a part of one ({error}). Expected the "
            "bytes that torch.onnx.export, tf2onnx or skl2onnx wrote; fetch or export it again."
        ) from None
    if not proto.graph.node or not proto.graph.output:
        raise InputError(
            f"{where} has no graph of operators. Expected a whole ONNX file; fetch or export it "
            "again."
        )
    try:
        onnx.external_data_helper.load_external_data_for_model(proto, str(path.parent))
    except Exception:  # a file that is missing, too short, or outside the folder
        named = {
            entry.value
            for tensor in proto.graph.initializer
            for entry in tensor.external_data
            if entry.key == "location"
        }
        absent = sorted(one for one in named if not (path.parent / one).is_file())
        why = f"{', '.join(absent)} is not there" if absent else "they are cut short, or elsewhere"
        raise InputError(
            f"{where} keeps weights in other files beside it, and they cannot be read: {why}. "
            "Put them whole into the same folder."
        ) from None
    return proto


def _opsets(onnx: Any, proto: Any, where: str) -> dict[str, int]:
    opsets = {one.domain: one.version for one in proto.opset_import}
    newest = onnx.defs.onnx_opset_version()
    version = opsets.get("", opsets.get("ai.onnx", newest))
    if not _OLDEST <= version <= newest:
        raise InputError(
            f"{where} has operators of version {version} (its opset); known are {_OLDEST} to "
            f"{newest}. "
            + (
                "A newer package onnx may know them."
                if version > newest
                else "Bring it up to date with onnx.version_converter.convert_version."
            )
        )
    return opsets


@dataclass(frozen=True, eq=False)
class _Graph:
    """A model with every value at one example of zeros."""

    onnx: Any
    opsets: Mapping[str, int]
    input: str
    output: str
    nodes: Sequence[Node]  # those that depend on the input
    values: Mapping[str, Any]
    live: frozenset[str]  # values that depend on the input
    where: str

    @classmethod
    def of(
        cls,
        onnx: Any,
        proto: Any,
        opsets: Mapping[str, int],
        where: str,
        shape: Sequence[int] | None,
        output: str | None,
    ) -> "_Graph":
        graph = proto.graph
        given = _input(graph, where)
        size = _size(given, where, shape)
        target = _output(graph, where, output)
        kind = onnx.helper.tensor_dtype_to_np_dtype(given.type.tensor_type.elem_type)
        if np.dtype(kind).kind != "f":
            raise InputError(
                f"{where} takes {np.dtype(kind)} at its input {given.name!r}; networks here take "
                "real numbers."
            )
        values = _values(onnx, proto, where, {given.name: np.zeros(size, kind)})
        nodes, live = [], {given.name}
        for index, node in enumerate(graph.node):
            taken = [*node.input, *_taken_inside(node)]
            if node.op_type in ("Shape", "Size") or not live & set(taken):
                continue  # its value is a constant, or that of one example
            live |= set(node.output)
            label = f"{node.op_type} {node.name or index}"
            operator = f"{node.domain}.{node.op_type}" if node.domain else node.op_type
            outputs = tuple(filter(None, node.output))
            nodes.append(Node(label, operator, tuple(filter(None, taken)), outputs, node))
        if target not in live:
            raise InputError(f"{where} has an output {target!r} that its input has no part in.")
        return cls(onnx, opsets, given.name, target, nodes, values, frozenset(live), where)

    @property
    def batched(self) -> bool:
        return np.ndim(self.values[self.input]) > 1

    def example(self, name: str) -> tuple[int, ...]:
        """Return the shape of one example of a value."""
        shape = np.shape(self.values[name])
        return shape[1:] if self.has_axis(name) else shape

    def has_axis(self, name: str) -> bool:
        """Whether a value has a first axis of examples."""
        shape = np.shape(self.values[name])
        return self.batched and len(shape) > 1 and shape[0] == 1

    def parts(self, segment: Segment) -> Sequence[Part]:
        """Return what a segment is; what is not expressed, ONNX runs."""
        found, why = None, ""
        if len(segment.nodes) == 1:
            (node,) = segment.nodes
            found = self._one(node)
            why = f"the operator {node.operator} (node {node.label!r}) is not expressed as it is"
            if node.operator not in ROWS:
                why = f"there is no row for the operator {node.operator} (node {node.label!r})"
        else:
            between = ", ".join(dict.fromkeys(node.operator for node in segment.nodes))
            why = f"several ways lead through it ({between})"
        if found is None:
            label = " + ".join(node.label for node in segment.nodes)
            found = self.bend(segment) or [self._opaque(segment, label, why)]
        return found

    def _one(self, node: Node) -> Sequence[Part] | None:
        row = ROWS.get(node.operator)
        first = next(name for name in node.inputs if name in self.live)
        if row is None or sum(name in self.live for name in node.content.input) > 1:
            return None
        call = Call(
            node.label,
            {one.name: self.onnx.helper.get_attribute_value(one) for one in node.content.attribute},
            [None if name in self.live else self.values.get(name) for name in node.content.input],
            self.example(first),
            self.example(node.outputs[0]),
            self.has_axis(first),
        )
        if len(call.constants) < 2 and node.operator in ("Add", "Sub", "Mul", "Div", "MatMul"):
            return None
        return row(call)

    def bend(self, segment: Segment) -> Sequence[Part] | None:
        """Return the activation that several operators on single units make up."""
        forms = {segment.source: X}
        for node in segment.nodes:
            taken = []
            for name in node.content.input:
                value = None if name in forms else self.values.get(name)
                if name in forms:
                    taken.append(forms[name])
                elif value is None or np.size(value) != 1:
                    return None
                else:
                    taken.append(number(float(np.asarray(value).item())))
            extra = [
                self.onnx.helper.get_attribute_value(one)
                for one in sorted(node.content.attribute, key=lambda one: one.name)
            ]
            if not all(isinstance(one, int | float) for one in extra):
                return None
            forms[node.outputs[0]] = apply(node.operator, *taken, *map(number, extra))
        found = known(forms[segment.target])
        if found is None:
            return None
        name, factor = found
        label = " + ".join(node.label for node in segment.nodes)
        units = prod(self.example(segment.target))
        scale = [Scale(label, np.full(units, factor), np.zeros(units))] if factor != 1 else []
        return [pointwise(label, name), *scale]

    def _opaque(self, segment: Segment, label: str, why: str) -> Unknown:
        runner = Runner.of(
            self.onnx,
            [node.content for node in segment.nodes],
            self.opsets,
            (segment.source, self.values[segment.source]),
            segment.target,
            {n: v for n, v in self.values.items() if n not in self.live},
            self.has_axis(segment.source),
        )
        shape = self.example(segment.target)
        return Unknown(label, runner, shape if shape else (1,), why, "float32")


def _input(graph: Any, where: str) -> Any:
    held = {one.name for one in graph.initializer}
    inputs = [one for one in graph.input if one.name not in held]
    if len(inputs) != 1 or not inputs[0].type.HasField("tensor_type"):
        names = ", ".join(one.name for one in inputs) or "none"
        raise InputError(f"{where} has the inputs {names}; expected one tensor of points.")
    return inputs[0]


def _size(given: Any, where: str, shape: Sequence[int] | None) -> tuple[int, ...]:
    """Return the shape of one example with its first axis, if it has one."""
    sizes = [one.dim_value for one in given.type.tensor_type.shape.dim]
    if len(sizes) == 1 and shape is None and sizes[0]:
        return (sizes[0],)  # a vector: no axis for several
    if shape is not None:
        if sizes and (
            len(sizes) != len(shape) + 1
            or any(n not in (0, m) for n, m in zip(sizes[1:], shape, strict=True))
        ):
            raise InputError(
                f"{where} takes examples of the shape {tuple(sizes[1:])} (0 is open), but shape "
                f"says {tuple(shape)}."
            )
        return (1, *shape)
    if not sizes or not all(sizes[1:]) or len(sizes) == 1:
        named = [one.dim_param or one.dim_value or "?" for one in given.type.tensor_type.shape.dim]
        raise InputError(
            f"{where} leaves open how large its input {given.name!r} is: "
            f"({', '.join(map(str, named))}). Say the shape of one example, e.g. shape=(1, 28, 28)."
        )
    if sizes[0] > 1:
        raise InputError(
            f"{where} takes exactly {sizes[0]} points at a time at its input {given.name!r}. "
            "Export it with an open first axis, or for one point."
        )
    return (1, *sizes[1:])


def _output(graph: Any, where: str, output: str | None) -> str:
    names = [one.name for one in graph.output]
    if output is None and len(names) == 1:
        return names[0]
    if output is None or output not in names:
        raise InputError(
            f"{where} has the outputs {', '.join(names)}, and "
            + (f"none is called {output!r}." if output else "it is open which holds the scores.")
            + f" Say which, e.g. output={names[-1]!r}."
        )
    return output


def _values(onnx: Any, proto: Any, where: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of the model at one example."""
    reference = library("onnx.reference", "onnx", "Reading an ONNX model")
    values = {"": None}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            values |= reference.ReferenceEvaluator(proto).run(None, dict(given), intermediate=True)
        except Exception as error:  # whatever an operator raises
            why = _culprit(onnx, proto)
            if not why:
                said = str(error).rstrip(".")
                why = f"{said} ({type(error).__name__}); it was given one example, of zeros"
            raise InputError(
                f"{where} cannot be run: {why}. Expressed are the operators {', '.join(ROWS)}; "
                "others have to be in the package onnx."
            ) from None
    for one in proto.graph.initializer:
        values[one.name] = onnx.numpy_helper.to_array(one)
    return values


def _culprit(onnx: Any, proto: Any) -> str:
    """Return which node no version of ONNX knows, in words; nothing if all are known."""
    for index, node in enumerate(proto.graph.node):
        if not onnx.defs.has(node.op_type, node.domain):
            domain = f" of the domain {node.domain!r}" if node.domain else ""
            name = node.name or f"number {index}"
            return f"nothing is known of the operator {node.op_type!r}{domain} at node {name!r}"
    return ""


def _taken_inside(node: Any) -> list[str]:
    """Return what the graphs within a node take from outside (or name themselves)."""
    graphs = [one.g for one in node.attribute if one.HasField("g")]
    return [name for graph in graphs for inner in graph.node for name in inner.input]
