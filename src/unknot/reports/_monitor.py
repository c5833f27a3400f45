"""A model watched while it trains: a report at some steps, for loops of PyTorch and for our own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from unknot.errors import InputError, MissingExtra
from unknot.models import Activations
from unknot.recording import Recording
from unknot.reports import _margins, _separable
from unknot.reports._measure import measured
from unknot.reports._opened import opened
from unknot.reports._report import Report
from unknot.reports._section import ReadOut
from unknot.reports._tensorboard import write

if TYPE_CHECKING:
    import pandas as pd

LIGHT: tuple[ReadOut, ...] = (_separable.READ_OUT, _margins.READ_OUT)


@dataclass(frozen=True)
class Moment:
    """What was found at a step of a training."""

    step: int
    report: Report


class Monitor:
    """Report on a model while it trains.

    Called with a step it measures the model as it is, if the step is one of ``every``; the model
    and its mode stay as they are. In a loop of PyTorch the modules' outputs are taken by hooks, so
    that any module can be watched; :meth:`tensors` takes activations that the loop has at hand,
    and :meth:`follow` a recording of ours.

    Parameters
    ----------
    model
        A module of PyTorch, or anything that :func:`unknot.report` takes; None where activations
        are given.
    X, y
        The points to look at, (n, …), and their classes; some hundreds do.
    every
        Steps between two looks.
    read_outs
        What is measured; by default straight cuts, neighbours and margins, which need no
        derivatives.
    writer
        A folder or a ``SummaryWriter``: scalars and figures are written for TensorBoard.
    seed
        Of random choices.

    Raises
    ------
    InputError
        ``every`` is not a positive whole number; or, at the first look, what a report raises.
    MissingExtra
        A folder is given and TensorBoard is not installed.

    Examples
    --------
    Without PyTorch, activations of a loop:

    >>> import numpy as np
    >>> monitor = Monitor(every=10)
    >>> rng = np.random.default_rng(0)
    >>> x, y = rng.normal(size=(60, 2)), np.arange(60) % 2
    >>> for step in range(30):
    ...     hidden = x + step * y[:, None]
    ...     _ = monitor.tensors(step, {"input": x, "hidden": hidden}, y)
    >>> [share > 0.9 for share in monitor.table["probe"][:, 1]]
    [False, True, True]
    """

    def __init__(
        self,
        model: Any = None,
        X: Any = None,
        y: Any = None,
        *,
        every: int = 1,
        read_outs: Sequence[ReadOut] = LIGHT,
        writer: Any = None,
        seed: int = 0,
    ) -> None:
        if isinstance(every, bool) or not isinstance(every, int) or every < 1:
            raise InputError(f"every: got {every!r}, expected a whole number of steps, 1 or more.")
        self.history: list[Moment] = []
        self._model, self._points, self._labels = model, X, y
        self._every, self._read_outs, self._seed = every, tuple(read_outs), seed
        self._writer = _writer(writer) if isinstance(writer, str | os.PathLike) else writer

    def __call__(self, step: int) -> Report | None:
        """Look at the model after so many steps; None if it is not the time.

        Raises
        ------
        InputError
            There is no model, or what :func:`unknot.report` raises.
        """
        if step % self._every:
            return None
        if self._model is None:
            raise InputError("This monitor has no model; give it one, or call tensors(…).")
        if hasattr(self._model, "named_modules"):
            layers = _watched(self._model, self._points)
            return self._look(step, Activations(layers, _array(self._labels)))
        return self._look(step, self._model, self._points, self._labels)

    def tensors(self, step: int, layers: Mapping[str, Any], labels: Any = None) -> Report | None:
        """Look at activations, straight from the loop; None if it is not the time.

        Parameters
        ----------
        step
            How many steps were done.
        layers
            Arrays or tensors (n, …) by name, the input first; a last one called ``"logits"`` or
            ``"scores"`` says what the model answers.
        labels
            The classes; those of the monitor if left out.
        """
        if step % self._every:
            return None
        labels = self._labels if labels is None else labels
        if labels is None:
            raise InputError("Activations need the classes of their points: labels.")
        arrays = {name: _array(one) for name, one in layers.items()}
        return self._look(step, Activations(arrays, _array(labels)))

    def follow(self, recording: Recording, looks: int = 12) -> "Monitor":
        """Look at recorded steps of a training of ours, evenly chosen; return the monitor.

        Examples
        --------
        >>> from unknot import Spec, fit
        >>> made = fit(Spec(data="circles:points=60", hidden=(3,), steps=200))
        >>> found = Monitor().follow(made, looks=3)
        >>> [moment.step for moment in found.history][0], len(found.history)
        (0, 3)
        """
        chosen = np.unique(np.linspace(0, len(recording.steps) - 1, looks).astype(int))
        for frame in chosen:
            self._look(int(recording.steps[frame]), recording.moment(int(frame)), recording.data)
        return self

    @property
    def table(self) -> "pd.DataFrame":
        """All that was found, as a frame of pandas: a row for each step and layer."""
        import pandas as pd

        frames = [
            moment.report.table.reset_index().assign(
                step=moment.step, accuracy=moment.report.examined.accuracy
            )
            for moment in self.history
        ]
        if not frames:
            return pd.DataFrame(columns=["step", "layer", "name", "units", "accuracy"])
        return pd.concat(frames, ignore_index=True).set_index(["step", "layer"])

    def _look(self, step: int, model: Any, X: Any = None, y: Any = None) -> Report:
        examined = opened(model, X, y, seed=self._seed)
        found = measured(examined, self._read_outs)
        self.history.append(Moment(step, found))
        if self._writer is not None:
            write(self._writer, step, found)
        if found.interrupted:
            raise KeyboardInterrupt
        return found


def _writer(folder: Any) -> Any:
    try:
        return import_module("torch.utils.tensorboard").SummaryWriter(str(folder))
    except ImportError:
        raise MissingExtra("tensorboard", "tensorboard", "Writing for TensorBoard") from None


def _array(values: Any) -> np.ndarray:
    if hasattr(values, "detach"):  # a tensor of PyTorch that remembers how it was computed
        values = values.detach().cpu().numpy()
    return np.asarray(values)


def _watched(module: Any, points: Any) -> dict[str, np.ndarray]:
    """Return what the leaves of a module give, in the order in which they run, the input first."""
    torch = import_module("torch")
    seen: dict[str, Any] = {}
    leaves = {name: one for name, one in module.named_modules() if name and not any(one.children())}

    def keep(name: str, kind: str) -> Any:
        def hook(_module: Any, _given: Any, made: Any) -> None:
            if isinstance(made, torch.Tensor) and made.ndim > 1:
                seen[f"{name} {kind}"] = made

        return hook

    handles = [
        one.register_forward_hook(keep(name, type(one).__name__)) for name, one in leaves.items()
    ]
    try:
        with _in_inference(module), torch.no_grad():
            first = next(module.parameters(), None)
            given = torch.as_tensor(points)
            if first is not None:
                given = given.to(first.device, first.dtype)
            scores = module(given)
    finally:
        for one in handles:
            one.remove()
    last = next(reversed(seen), None)
    if last is not None and seen[last] is scores:
        del seen[last]
    return {"input": _array(given), **{name: _array(one) for name, one in seen.items()}} | {
        "logits": _array(scores)
    }


@contextmanager
def _in_inference(module: Any) -> Iterator[None]:
    """Put every part of a module in inference, and back as it was."""
    modes = [(one, one.training) for one in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for one, training in modes:
            one.training = training
