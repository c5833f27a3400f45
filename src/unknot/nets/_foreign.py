"""Models of other libraries, seen as networks of ours are."""

from functools import partial
from typing import Any

import numpy as np
from jaxtyping import Float

from unknot.errors import InputError
from unknot.nets._differences import differences
from unknot.nets._head import Head
from unknot.nets._model import Map, Model, Viewed
from unknot.nets.activations import Array


class Foreign(Viewed):
    """A model of any library, seen as networks of ours are.

    Where it does not say that its scores are an affine map of the last representation (a ``head``),
    the scores themselves are the last representation, and the head is the identity.

    Parameters
    ----------
    model
        See :class:`Model`.

    Attributes
    ----------
    dtype
        The precision in which it computes scores.

    Raises
    ------
    InputError
        What it says of itself does not fit, or a value it gives is no finite number.

    Examples
    --------
    >>> from unknot.nets import activation, Dense, Head, Network
    >>> class Ring:
    ...     widths = (2, 1)
    ...     def represent(self, points, depth=None):
    ...         return points if depth == 0 else (points**2).sum(axis=1, keepdims=True)
    ...     def scores(self, points):
    ...         return self.represent(points) - 1
    >>> ring = Foreign(Ring())
    >>> ring.widths, ring.names, ring.predict(np.array([[0.5, 0.0], [2.0, 0.0]])).tolist()
    ((2, 1, 1), ('1 unit', 'scores'), [0, 1])
    """

    def __init__(self, model: Model):
        self.model = model
        widths = tuple(model.widths)
        if not widths or not all(isinstance(w, int | np.integer) and w > 0 for w in widths):
            raise InputError(
                f"The widths of a model are whole numbers above 0, the input's first; got {widths}."
            )
        widths = tuple(map(int, widths))
        names = tuple(getattr(model, "names", None) or map(_units, widths[1:]))
        if len(names) != len(widths) - 1:
            raise InputError(
                f"The model has {len(widths) - 1} layers by its widths {widths}, but "
                f"{len(names)} names."
            )
        head = getattr(model, "head", None)
        probe = np.zeros((1, widths[0]))
        plain = _plain(model.scores(probe))
        scores = _values(plain, 1, None, "scores")
        self.dtype = plain.dtype if plain.dtype.kind == "f" else np.dtype(np.float64)
        self._reads = isinstance(head, Head)
        if isinstance(head, Head):
            last = _values(_plain(model.represent(probe)), 1, widths[-1], "last representation")
            fits = head.inputs == widths[-1] and head.scores == scores.shape[1]
            if not fits or not np.allclose(head(last.T).T, scores, rtol=1e-3, atol=1e-4):
                raise InputError(
                    "The model's head does not take its last representation to its scores."
                )
            self._head, self._widths, self._names = head, widths, names
        else:
            count = scores.shape[1]
            self._head = Head(np.eye(count), np.zeros(count), "linear")
            self._widths, self._names = (*widths, count), (*names, "scores")
        self.head = self._head

    @property
    def widths(self) -> tuple[int, ...]:
        """The dimensions of all representations, the input's first."""
        return self._widths

    @property
    def names(self) -> tuple[str, ...]:
        """What each layer is called."""
        return self._names

    def represent(
        self, points: Float[Array, "n inputs"], depth: int | None = None
    ) -> Float[Array, "n width"]:
        """Return the representation of ``points`` (n, inputs) after ``depth`` layers (all)."""
        self.check_depth(depth)
        depth = self.depth if depth is None else depth
        if depth == self.depth and not self._reads:
            return self.scores(points)
        rows = self._rows(points)
        if depth == 0:
            return rows
        found = _plain(self.model.represent(rows, depth))
        return _values(found, len(rows), self.widths[depth], f"representation {depth}")

    def scores(self, points: Float[Array, "n inputs"]) -> Float[Array, "n scores"]:
        """Return the scores of ``points``, (n, scores)."""
        rows = self._rows(points)
        return _values(_plain(self.model.scores(rows)), len(rows), self._head.scores, "scores")

    def rest(self, depth: int) -> Map | None:
        """Return the scores of points of the representation at a depth; None if not known."""
        if depth == 0:
            return self.scores
        return None if depth < self.depth else lambda rows: self._head(rows.T).T

    def jacobians(self, points: Float[np.ndarray, "n inputs"]) -> list[np.ndarray]:
        """Return the derivatives (n, width, inputs) of the representation at each depth from 1.

        By the model's own ``jacobian(points, depth)``, else by central differences. The scores, if
        they are the last representation, are always differenced.

        Raises
        ------
        InputError
            Differences in more than 64 features are asked for, or a value does not fit.
        """
        rows = self._rows(points)
        depths = range(1, self.depth + 1)
        own = getattr(self.model, "jacobian", None)
        if own is None:
            return self._differences(rows, list(depths))
        found = []
        for depth in depths:
            if depth == self.depth and not self._reads:
                found += self._differences(rows, [depth])
                continue
            values = np.asarray(_plain(own(rows, depth)), np.float64)
            expected = (len(rows), self.widths[depth], self.inputs)
            if values.shape != expected:
                raise InputError(
                    f"The model's jacobian at depth {depth} has shape {values.shape}; expected "
                    f"{expected}."
                )
            found.append(values)
        return found

    def _differences(self, rows: np.ndarray, depths: list[int]) -> list[np.ndarray]:
        return differences([partial(self.represent, depth=k) for k in depths], rows, self.dtype)

    def _rows(self, points: Array) -> np.ndarray:
        rows = np.asarray(points, np.float64)
        self.check_rows(rows)
        return rows


def viewed(model: Model) -> Viewed:
    """Return a network as it is, and a foreign model seen as networks are.

    Raises
    ------
    InputError
        It is no model.
    """
    if isinstance(model, Viewed):
        return model
    missing = [name for name in ("widths", "represent", "scores") if not hasattr(model, name)]
    if missing:
        raise InputError(
            "What is drawn and measured has widths, represent(points, depth) and scores(points), "
            f"but this {type(model).__name__} has no {' and no '.join(missing)}."
        )
    return Foreign(model)


def _plain(values: Any) -> np.ndarray:
    """Return an array of any library as NumPy's."""
    if hasattr(values, "detach"):  # a tensor of PyTorch that remembers how it was computed
        values = values.detach().cpu()
    return np.asarray(values)


def _values(plain: np.ndarray, rows: int, width: int | None, what: str) -> np.ndarray:
    """Return what a model gives in float64, if it is what was asked for."""
    values = np.asarray(plain, np.float64)
    if values.ndim != 2 or len(values) != rows or width not in (None, values.shape[1]):
        raise InputError(
            f"The model's {what} of {rows} points has shape {values.shape}; expected "
            f"({rows}, {'classes' if width is None else width})."
        )
    wrong = ~np.isfinite(values).all(axis=1)
    if wrong.any():
        raise InputError(
            f"The model's {what} is no finite number at {int(wrong.sum())} of {rows} points, "
            f"first at point {int(np.argmax(wrong)) + 1}."
        )
    return values


def _units(width: int) -> str:
    return f"{width} unit{'s' * (width > 1)}"
