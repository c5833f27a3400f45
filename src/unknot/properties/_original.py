"""The model as it was given, run on an input that violates a property."""

from dataclasses import dataclass
from importlib.util import find_spec
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from unknot.properties._property import Property


@dataclass(frozen=True)
class Original:
    """An ONNX file, to be run by ``onnxruntime`` where that is installed.

    Parameters
    ----------
    path
        Of the file.
    """

    path: Path

    def outputs(self, point: list[float]) -> list[float] | None:
        """Return what it gives at an input, in its own precision; None where it cannot be run.

        Parameters
        ----------
        point
            (inputs,), in the order of the model's input, flattened.
        """
        if find_spec("onnxruntime") is None:
            return None
        import onnxruntime

        options: Any = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        try:
            providers = ["CPUExecutionProvider"]
            run: Any = onnxruntime.InferenceSession(str(self.path), options, providers=providers)
            asked = run.get_inputs()[0]
            shape = [size if isinstance(size, int) else 1 for size in asked.shape]
            dtype = np.float64 if asked.type == "tensor(double)" else np.float32
            if prod(shape) != len(point):
                return None
            found = run.run(None, {asked.name: np.array(point, dtype).reshape(shape)})[0]
        except Exception:  # its own errors have no common parent; without it nothing is lost
            return None
        return np.asarray(found, float).ravel().tolist()

    def violates(self, property_: Property, case: int, point: list[float]) -> bool | None:
        """Say whether its outputs at an input are forbidden, in floats; None if it cannot run."""
        outputs = self.outputs(point)
        if outputs is None:
            return None
        y = np.array(outputs)
        return any(
            bool((np.array(one.weight, float) @ y <= np.array(one.most, float)).all())
            for one in property_.cases[case].never
        )
