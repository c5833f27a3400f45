"""Parts of an ONNX model that ONNX itself runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Runner:
    """A part of a model as a map of rows, by ``onnxruntime`` where it is installed.

    Attributes
    ----------
    model
        The part, a model by itself, as bytes.
    source, target
        Its input and output.
    shape, dtype
        Of one example of the input, with its first axis if it has one.
    together
        Whether several examples can be run at a time.
    """

    model: bytes
    source: str
    target: str
    shape: tuple[int, ...]
    dtype: str
    axis: bool

    @classmethod
    def of(
        cls,
        onnx: Any,
        nodes: Sequence[Any],
        opsets: Mapping[str, int],
        source: tuple[str, np.ndarray],
        target: str,
        constants: Mapping[str, Any],
        axis: bool,
    ) -> "Runner":
        """Return the part of a model that these nodes are.

        Parameters
        ----------
        source
            The input's name and its value at one example.
        constants
            All other values.
        axis
            Whether examples have a first axis.
        """
        name, value = source
        wanted = {one for node in nodes for one in node.input if one} - {
            one for node in nodes for one in node.output
        }
        held = [
            onnx.numpy_helper.from_array(np.asarray(constants[one]), one)
            for one in sorted(wanted & set(constants))
        ]
        shape = ["points", *value.shape[1:]] if axis else list(value.shape)
        kind = onnx.helper.np_dtype_to_tensor_dtype(value.dtype)
        graph = onnx.helper.make_graph(
            list(nodes),
            "part",
            [onnx.helper.make_tensor_value_info(name, kind, shape)],
            [onnx.helper.make_tensor_value_info(target, kind, None)],
            held,
        )
        sets = [onnx.helper.make_opsetid(domain, version) for domain, version in opsets.items()]
        model = onnx.helper.make_model(graph, opset_imports=sets)
        model.ir_version = min(model.ir_version, 10)
        return cls(model.SerializeToString(), name, target, value.shape, value.dtype.name, axis)

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """Return the images (n, outputs) of rows (n, inputs)."""
        if self.together:
            return self._run(rows)
        return np.concatenate([self._run(row[None]) for row in rows])

    @cached_property
    def together(self) -> bool:
        """Whether several examples at a time give what one by one does."""
        if not self.axis:
            return False
        rows = np.random.default_rng(0).normal(size=(3, int(np.prod(self.shape))))
        try:
            found = self._run(rows)
        except Exception:  # a size that is written into the model
            return False
        single = np.concatenate([self._run(row[None]) for row in rows])
        return found.shape == single.shape and np.allclose(found, single, 1e-4, 1e-6)

    @cached_property
    def _session(self) -> Any:
        if find_spec("onnxruntime") is not None:
            import onnxruntime

            try:
                options = onnxruntime.SessionOptions()
                options.log_severity_level = 4
                return onnxruntime.InferenceSession(self.model, options)
            except Exception:  # an operator that it does not have
                pass
        import onnx
        from onnx.reference import ReferenceEvaluator

        return ReferenceEvaluator(onnx.load_model_from_string(self.model))

    def _run(self, rows: np.ndarray) -> np.ndarray:
        shape = (len(rows), *self.shape[1:]) if self.axis else self.shape
        taken = np.asarray(rows, self.dtype).reshape(shape)
        (found,) = self._session.run([self.target], {self.source: taken})
        return np.asarray(found, np.float64).reshape(len(rows), -1)
