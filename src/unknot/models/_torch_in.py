"""Modules of PyTorch as networks."""

import copy
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unknot.errors import InputError
from unknot.models._assemble import Imported, assemble
from unknot.models._expressions import X, apply, known, number
from unknot.models._graph import Node, Segment, expressed, segments
from unknot.models._libraries import library
from unknot.models._parts import Part, Permute, Reshape, Scale, Unknown, pointwise
from unknot.models._torch_rows import (
    FORMS,
    FUNCTIONS,
    MODULES,
    ORDERS,
    ROWS,
    SHAPES,
    Call,
    array,
)
from unknot.nets import HeadKind

_PURPOSE = "Reading a PyTorch module"


def is_module(model: Any) -> bool:
    """Say whether this is a module of PyTorch."""
    kinds = {f"{one.__module__}.{one.__name__}" for one in type(model).__mro__}
    return "torch.nn.modules.module.Module" in kinds


def from_torch(
    module: Any,
    *,
    head: HeadKind | None = None,
    fold: bool = True,
    shape: Sequence[int] | None = None,
) -> Imported:
    """Return a module of PyTorch, as it is in inference, as a network.

    The module is copied, put into double precision and traced by ``torch.fx``; where its course
    depends on values, so that it cannot be, all of it is one opaque layer.

    Parameters
    ----------
    module
        Takes points with a first axis for several.
    head, fold
        See :func:`unknot.models.load`.
    shape
        Of one example; where the first module is linear it need not be said.

    Raises
    ------
    InputError
        The shape is not said, the module does not run on it, or does not give rows of scores.
    MissingExtra
        PyTorch is not installed.
    """
    torch = library("torch", "torch", _PURPOSE)
    fx = library("torch.fx", "torch", _PURPOSE)
    kind = type(module).__name__
    inner = copy.deepcopy(module).cpu().double().eval()
    why = ""
    try:
        traced = fx.symbolic_trace(inner)
    except Exception as error:  # whatever the module's own code raises on symbols
        traced, why = None, f"torch.fx cannot trace it ({error})"
    size = tuple(shape) if shape is not None else _guessed(kind, traced)
    zeros = torch.zeros((1, *size), dtype=torch.float64)
    values: dict[str, Any] = {}

    class Keeping(fx.Interpreter):
        def run_node(self, n: Any) -> Any:
            values[n.name] = super().run_node(n)
            return values[n.name]

    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = inner(zeros) if traced is None else Keeping(traced).run(zeros)
    except Exception as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(
            f"This {kind} does not run on an example of the shape {size}: {why}. Say the shape "
            "that it takes, e.g. shape=(1, 28, 28)."
        ) from None
    if not isinstance(found, torch.Tensor) or found.ndim < 2 or len(found) != 1:
        what = tuple(found.shape) if isinstance(found, torch.Tensor) else type(found).__name__
        raise InputError(f"This {kind} gives {what} for one example; expected (1, scores).")
    if traced is None:
        # One by one: what decides its course may be all the points it is given.
        run = _Running(torch, inner, size, single=True)
        parts: list[Part] = [Unknown(kind, run, tuple(found.shape[1:]), why)]
    else:
        graph = _Graph.of(torch, traced, values)
        parts = expressed(segments(graph.nodes, graph.input, graph.output), graph.bend, graph.parts)
    return assemble(parts, size, origin=f"PyTorch {kind}", head=head, fold=fold)


def _guessed(kind: str, traced: Any) -> tuple[int, ...]:
    """Return the shape of an example, by the first module."""
    nodes = [] if traced is None else [n for n in traced.graph.nodes if n.op != "placeholder"]
    if traced is not None and nodes and nodes[0].op == "call_module":
        first = traced.get_submodule(nodes[0].target)
        if type(first).__name__ in ("Linear", "BatchNorm1d"):
            return (getattr(first, "in_features", None) or first.num_features,)
    raise InputError(
        f"It is open which examples this {kind} takes. Say the shape of one, e.g. "
        "shape=(1, 28, 28)."
    )


@dataclass(frozen=True, eq=False)
class _Running:
    """A function of PyTorch as a map of rows."""

    torch: Any
    function: Callable[[Any], Any]
    shape: tuple[int, ...] = ()
    single: bool = False  # run one by one: a first axis of 1 is written into it

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        tensor = self.torch.from_numpy(np.require(rows, np.float64, ["C", "W"]))
        tensor = tensor.reshape(len(rows), *self.shape) if self.shape else tensor
        with self.torch.no_grad():
            if self.single:
                found = self.torch.cat([self.function(one[None]) for one in tensor])
            else:
                found = self.function(tensor)
        return found.reshape(len(rows), -1).numpy()


@dataclass(frozen=True, eq=False)
class _Graph:
    """A traced module with every value at one example of zeros."""

    torch: Any
    traced: Any
    values: Mapping[str, Any]
    input: str
    output: str
    nodes: Sequence[Node]  # those that depend on the input
    live: frozenset[str]

    @classmethod
    def of(cls, torch: Any, traced: Any, values: Mapping[str, Any]) -> "_Graph":
        places = [one for one in traced.graph.nodes if one.op == "placeholder"]
        (last,) = (one for one in traced.graph.nodes if one.op == "output")
        source, target = places[0].name, last.args[0].name
        nodes, live = [], {source}
        for node in traced.graph.nodes:
            taken = [one.name for one in node.all_input_nodes]
            tensor = isinstance(values.get(node.name), torch.Tensor | tuple | list)
            if node.op in ("placeholder", "output") or not live & set(taken) or not tensor:
                continue
            live.add(node.name)
            nodes.append(
                Node(_label(node), _operator(traced, node), tuple(taken), (node.name,), node)
            )
        if target not in live:
            raise InputError("The module's output does not depend on its input.")
        return cls(torch, traced, values, source, target, nodes, frozenset(live))

    def example(self, name: str) -> tuple[int, ...]:
        """Return the shape of one example of a value."""
        return tuple(self.values[name].shape[1:])

    def parts(self, segment: Segment) -> Sequence[Part]:
        """Return what a segment is; what is not expressed, PyTorch runs."""
        label = " + ".join(node.label for node in segment.nodes)
        found = None
        if len(segment.nodes) == 1:
            (node,) = segment.nodes
            found = self._one(node)
            why = f"there is no row for {node.operator} ({node.label})"
            if node.operator in ROWS:
                why = f"{node.operator} ({node.label}) is not expressed as it is"
        else:
            between = ", ".join(dict.fromkeys(node.operator for node in segment.nodes))
            why = f"several ways lead through it ({between})"
        return found or self.bend(segment) or [self._opaque(segment, label, why)]

    def _one(self, node: Node) -> Sequence[Part] | None:
        inner, source = node.content, node.inputs[0]
        if not isinstance(self.values[node.outputs[0]], self.torch.Tensor):
            return None
        taken = [one for one in node.inputs if one in self.live]
        first = inner.args[0] if inner.args else None
        if len(taken) > 1 or len(self.values[node.outputs[0]]) != 1:
            return None
        source = taken[0]
        shape, result = self.example(source), self.example(node.outputs[0])
        if inner.op == "call_module":
            module = self.traced.get_submodule(inner.target)
        elif node.operator in ("add", "sub", "mul", "truediv", "div", "neg"):
            return self._scaling(node, shape, result)
        elif getattr(first, "name", None) != source:
            return None
        elif node.operator in SHAPES:
            return [Reshape(node.label, result)] if np.prod(result) == np.prod(shape) else None
        elif node.operator in ORDERS:
            return self._permuted(node, shape, result)
        elif node.operator in FUNCTIONS:
            return [pointwise(node.label, FUNCTIONS[node.operator])]
        else:
            module = self._module(node)
        theirs = type(module).__module__.startswith("torch.nn.")
        row = ROWS.get(type(module).__name__) if theirs else None
        return None if row is None else row(Call(node.label, module, shape, result))

    def _module(self, node: Node) -> Any:
        """Return the module that a function is."""
        made = getattr(self.torch.nn, MODULES.get(node.operator, "Module"))
        rest = {k: v for k, v in node.content.kwargs.items() if k not in ("inplace", "training")}
        rest = {k: v for k, v in rest.items() if not k.startswith("_") and k != "dtype"}
        zeros = {"mode": "constant", "value": None}  # of pad
        rest = {k: v for k, v in rest.items() if k not in zeros or v != zeros[k]}
        try:
            return made(*node.content.args[1:], **rest)
        except (TypeError, ValueError):
            return None

    def _permuted(
        self, node: Node, shape: tuple[int, ...], result: tuple[int, ...]
    ) -> Sequence[Part] | None:
        """Return an order of numbers, as it comes out of their places; None if examples mix."""
        units = int(np.prod(shape))
        places = self.torch.arange(2 * units).reshape(2, *shape)
        found = self._run(node.content, dict(self.values) | {node.inputs[0]: places})
        if tuple(found.shape) != (2, *result):
            return None
        order, next_ = found.reshape(2, units).numpy()
        if (order >= units).any() or (next_ != order + units).any():
            return None
        return [Permute(node.label, order), Reshape(node.label, result)]

    def _scaling(
        self, node: Node, shape: tuple[int, ...], result: tuple[int, ...]
    ) -> Sequence[Part] | None:
        """Return x beside a number or a tensor that does not depend on it."""
        if shape != result or node.content.kwargs:
            return None
        units = int(np.prod(shape))
        one, zero = np.ones(units), np.zeros(units)
        if node.operator == "neg":
            return [Scale(node.label, -one, zero)]
        first, second = (self._constant(arg) for arg in node.content.args)
        beside = second if first is None else first
        if beside is None:
            return None
        try:
            c = np.broadcast_to(beside, (1, *shape)).ravel()
        except ValueError:
            return None
        match node.operator:
            case "add":
                return [Scale(node.label, one, c.copy())]
            case "mul":
                return [Scale(node.label, c.copy(), zero)]
            case "sub" if first is None:
                return [Scale(node.label, one, -c)]
            case "sub":
                return [Scale(node.label, -one, c.copy())]
        return [Scale(node.label, 1 / c, zero)] if first is None else None

    def _constant(self, arg: Any) -> np.ndarray | None:
        """Return an argument's value; None if it depends on the input."""
        name = getattr(arg, "name", None)
        value = arg if name is None else None if name in self.live else self.values[name]
        return array(value) if isinstance(value, self.torch.Tensor) else _plain(value)

    def bend(self, segment: Segment) -> Sequence[Part] | None:
        """Return the activation that several operations on single units make up."""
        forms = {segment.source: X}
        for node in segment.nodes:
            inner = node.content
            if node.operator not in FORMS or inner.kwargs:
                return None
            if inner.op == "call_module" and node.operator == "Softplus":
                module = self.traced.get_submodule(inner.target)
                if (module.beta, module.threshold) != (1, 20):
                    return None
            taken = []
            for arg in inner.args:
                value = None if getattr(arg, "name", None) in forms else self._constant(arg)
                if value is None and getattr(arg, "name", None) not in forms:
                    return None
                if value is not None and value.size != 1:
                    return None
                taken.append(forms[arg.name] if value is None else number(float(value.item())))
            forms[node.outputs[0]] = apply(FORMS[node.operator], *taken)
        found = known(forms[segment.target])
        if found is None:
            return None
        name, factor = found
        units = int(np.prod(self.example(segment.target)))
        label = " + ".join(node.label for node in segment.nodes)
        scale = [Scale(label, np.full(units, factor), np.zeros(units))] if factor != 1 else []
        return [pointwise(label, name), *scale]

    def _opaque(self, segment: Segment, label: str, why: str) -> Unknown:
        """Return a segment as PyTorch runs it."""

        def function(tensor: Any) -> Any:
            known = dict(self.values) | {segment.source: tensor}
            for node in segment.nodes:
                known[node.outputs[0]] = self._run(node.content, known)
            return known[segment.target]

        shape = self.example(segment.source)
        probe = np.random.default_rng(0).normal(size=(3, int(np.prod(shape))))
        single = _Running(self.torch, function, shape, True)
        together = _Running(self.torch, function, shape)
        try:
            alike = np.allclose(together(probe), single(probe), 1e-9, 1e-12)
        except Exception:  # a size that was written into it when it was traced
            alike = False
        run = together if alike else single
        return Unknown(label, run, self.example(segment.target) or (1,), why)

    def _run(self, node: Any, known: Mapping[str, Any]) -> Any:
        args = self.torch.fx.node.map_arg(node.args, lambda one: known[one.name])
        kwargs = self.torch.fx.node.map_arg(node.kwargs, lambda one: known[one.name])
        if node.op == "call_module":
            return self.traced.get_submodule(node.target)(*args, **kwargs)
        if node.op == "call_method":
            return getattr(args[0], node.target)(*args[1:], **kwargs)
        return node.target(*args, **kwargs)


def _plain(value: Any) -> np.ndarray | None:
    return np.asarray(value, np.float64) if isinstance(value, int | float) else None


def _label(node: Any) -> str:
    return node.target if node.op == "call_module" else node.name


def _operator(traced: Any, node: Any) -> str:
    if node.op == "call_module":
        return type(traced.get_submodule(node.target)).__name__
    return node.target if node.op == "call_method" else getattr(node.target, "__name__", "?")
