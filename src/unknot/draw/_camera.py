"""From where a drawing in space is seen."""

import numpy as np
from jaxtyping import Float
from scipy.spatial.transform import Rotation

from unknot.nets import Head

_TILT = np.radians(16)  # of a separating plane that would otherwise be seen exactly edge-on
_TURN = np.radians(10)

View = Float[np.ndarray, "3 3"]  # rows: to the right, upwards, towards the eye

FROM_ABOVE: View = np.eye(3)  # the plane of the first two units, as it is drawn in two dimensions


def view_of(points: Float[np.ndarray, "n 3"], head: Head | None) -> View:
    """Return the view in which the separating plane is nearly edge-on and the points spread out.

    The eye looks along the direction in which the scores change least and, among equals (one
    plane leaves two dimensions free), in which the points vary least; then it is raised a
    little, so that the plane is still seen as one. For two classes, class 1 is above.
    """
    spread = points - points.mean(axis=0)
    scale = max(float(np.abs(spread).max()), 1e-300)
    scatter = (spread / scale).T @ (spread / scale) / len(points)
    normals = _normals(head)
    weight = 100 * max(float(np.trace(scatter)), 1e-12)
    _, axes = np.linalg.eigh(weight * normals.T @ normals + scatter)
    towards = axes[:, 0]
    if len(normals) == 1:
        upwards = normals[0]
    else:
        # The third unit should point up as far as it can, as in any drawing of space.
        upwards = np.eye(3)[2] if abs(towards[2]) < 0.9 else np.eye(3)[1]
    upwards = upwards - (upwards @ towards) * towards
    upwards = upwards / np.linalg.norm(upwards)
    if towards @ np.array([0.3, -1.0, 0.5]) < 0:
        towards = -towards
    straight = np.stack([np.cross(upwards, towards), upwards, towards])
    tilt = Rotation.from_euler("yx", [0 if len(normals) == 1 else -_TURN, _TILT])
    return tilt.as_matrix() @ straight


def between(first: View, second: View, part: float) -> View:
    """Return the view on the shortest turn from one to the other."""
    turn = Rotation.from_matrix(second @ first.T).as_rotvec()
    return Rotation.from_rotvec(part * turn).as_matrix() @ first


def _normals(head: Head | None) -> Float[np.ndarray, "m 3"]:
    """Return unit normals of the planes between classes, (pairs, 3)."""
    if head is None:
        return np.zeros((0, 3))
    weight = np.asarray(head.weight, float)
    pairs = [
        weight[j] - weight[i] for i in range(len(weight)) for j in range(i + 1, len(weight))
    ] or [weight[0]]
    lengths = [float(np.linalg.norm(pair)) for pair in pairs]
    kept = [pair / length for pair, length in zip(pairs, lengths, strict=True) if length > 0]
    return np.array(kept).reshape(-1, 3)
