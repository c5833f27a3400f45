"""A path of matrices from the identity (or an inclusion) to a given one (THEORY T2.1, T2.5)."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.linalg

_EPS = np.finfo(float).eps
_TURN = 2 * np.pi


@dataclass(frozen=True)
class MatrixPath:
    """γ(t) = exp(t·log Q)·Pᵗ, the polar path from I to W, with det γ(t) = (det W)ᵗ > 0.

    Singular values are σᵢᵗ on the way, so the condition number is at most that of W. A
    rectangular M×N matrix W is completed to a square one of size D = max(M, N): the inputs that
    a widening layer does not have are kept at length 1, the outputs that a narrowing layer does
    not have, and the kernel of a singular W, shrink linearly to 0.

    Attributes
    ----------
    matrix
        W, (M, N).
    planes, angles
        Q as rotations: ``planes`` (D, 2k) are orthonormal pairs, each turned by its angle
        (radians); what they do not span stays.
    axes, stretches
        P: orthonormal ``axes`` (D, D) in columns and their stretches (D,) at t = 1.
    """

    matrix: np.ndarray
    planes: np.ndarray
    angles: np.ndarray
    axes: np.ndarray
    stretches: np.ndarray

    @classmethod
    def to(cls, matrix: np.ndarray, near: "MatrixPath | None" = None) -> Self:
        """Return the path to ``matrix``, which must have det > 0 if it is square and regular.

        ``near`` chooses each angle among θ + 2πk as the one closest to that of another path.
        """
        left, axes, stretches = _completed(matrix)
        planes, angles = _rotations(left @ axes.T)
        if near is not None and near.size == len(axes):
            turned = near.logarithm @ planes[:, 0::2]
            previous = np.sum(planes[:, 1::2] * turned, axis=0)
            angles = angles + _TURN * np.round((previous - angles) / _TURN)
        return cls(matrix, planes, angles, axes, stretches)

    @property
    def size(self) -> int:
        """D, the dimension of the space in which the path runs."""
        return len(self.axes)

    @property
    def collapses(self) -> bool:
        """Whether a direction of the input shrinks to nothing at t = 1."""
        return bool(np.any(self.stretches == 0))

    @property
    def logarithm(self) -> np.ndarray:
        """A real skew logarithm of Q, (D, D)."""
        first, second = self.planes[:, 0::2], self.planes[:, 1::2]
        return (second * self.angles) @ first.T - (first * self.angles) @ second.T

    def at(self, t: float) -> np.ndarray:
        """Return γ(t), (D, N) for t < 1 (the columns that meet a real input) and W at t = 1."""
        if t == 1:
            return self.matrix
        return self.square(t)[:, : self.matrix.shape[1]]

    def square(self, t: float) -> np.ndarray:
        """Return the completed γ(t), (D, D), invertible for t < 1."""
        powers = np.where(
            self.stretches > 0, np.where(self.stretches > 0, self.stretches, 1) ** t, 1 - t
        )
        stretched = (self.axes * powers) @ self.axes.T
        first, second = self.planes[:, 0::2], self.planes[:, 1::2]
        along, across = first.T @ stretched, second.T @ stretched
        cosine, sine = np.cos(t * self.angles)[:, None], np.sin(t * self.angles)[:, None]
        return (
            stretched
            + first @ ((cosine - 1) * along - sine * across)
            + second @ (sine * along + (cosine - 1) * across)
        )


def _completed(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (L, V, λ) with W = (L·diag(λ)·Vᵀ), rows and columns cut, and det(L·Vᵀ) = +1."""
    rows, columns = matrix.shape
    size = max(rows, columns)
    u, values, vt = np.linalg.svd(matrix, full_matrices=True)
    left = np.asarray(scipy.linalg.block_diag(u, np.eye(size - rows)))
    axes = np.asarray(scipy.linalg.block_diag(vt.T, np.eye(size - columns)))
    stretches = np.zeros(size)
    stretches[: len(values)] = np.where(values > size * _EPS * values.max(initial=0), values, 0)
    stretches[columns:] = 1
    free = np.arange(size) >= len(values)
    free |= stretches == 0
    if free.any():
        # On these directions W says nothing: turn them as little as possible (Procrustes).
        a, _, bt = np.linalg.svd(left[:, free].T @ axes[:, free])
        turn = a @ bt
        if np.linalg.det(left) * np.linalg.det(axes) * np.linalg.det(turn) < 0:
            turn = turn - 2 * np.outer(a[:, -1], bt[-1])
        left[:, free] = left[:, free] @ turn
    return left, axes, stretches


def _rotations(orthogonal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Write a rotation matrix as plane rotations: orthonormal pairs (D, 2k) and angles (k,)."""
    form, basis = scipy.linalg.schur(orthogonal, output="real")[:2]
    size = len(form)
    pairs: list[np.ndarray] = []
    angles: list[float] = []
    reversed_axes: list[int] = []
    i = 0
    while i < size:
        if i + 1 < size and abs(form[i + 1, i]) > size * _EPS:
            sine = (form[i + 1, i] - form[i, i + 1]) / 2
            cosine = (form[i, i] + form[i + 1, i + 1]) / 2
            pairs.append(basis[:, i : i + 2])
            angles.append(float(np.arctan2(sine, cosine)))
            i += 2
        else:
            if form[i, i] < 0:
                reversed_axes.append(i)
            i += 1
    # det = +1 leaves an even number of eigenvalues −1: each pair of them is a turn by π.
    for a, b in zip(reversed_axes[0::2], reversed_axes[1::2], strict=True):
        pairs.append(basis[:, [a, b]])
        angles.append(np.pi)
    planes = np.concatenate(pairs, axis=1) if pairs else np.zeros((size, 0))
    return planes, np.array(angles)
