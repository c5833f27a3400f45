"""The soft loss against pytorch-metric-learning's NCALoss, where that is installed."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from unknot.neighbours import neighbour_loss

torch = pytest.importorskip("torch", reason="needs PyTorch")
pytest.importorskip("pytorch_metric_learning", reason="needs pytorch-metric-learning")


def theirs(points, labels, temperature, normalise):
    """Return NCALoss and its gradient."""
    from pytorch_metric_learning.distances import LpDistance
    from pytorch_metric_learning.losses import NCALoss

    at = torch.tensor(points, requires_grad=True)
    distance = LpDistance(normalize_embeddings=normalise, power=2)
    loss = NCALoss(softmax_scale=1 / temperature, distance=distance)(at, torch.tensor(labels))
    loss.backward()
    return loss.item(), at.grad.numpy()


def ours(points, labels, temperature, normalise):
    def of(x):
        return neighbour_loss(x, labels, temperature=temperature, normalise=normalise)

    loss, slope = jax.value_and_grad(of)(jnp.asarray(points))
    return float(loss), np.asarray(slope)


@pytest.mark.parametrize("normalise", [False, True])
@pytest.mark.parametrize("temperature", [0.3, 1.0])
def test_they_are_the_same_where_nothing_underflows(temperature, normalise):
    rng = np.random.default_rng(0)
    points, labels = rng.normal(size=(40, 3)).astype(np.float32), rng.integers(0, 4, 40)
    found = ours(points, labels, temperature, normalise)
    expected = theirs(points, labels, temperature, normalise)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-5)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-3, atol=1e-6)


def test_the_worst_points_are_lost_there_and_pulled_here():
    """Points 0 and 2 are of one class and 12 apart, each beside another's: exp(−144) is 0."""
    points = np.array([[0, 0], [1, 0], [12, 0], [13, 0], [6, 9], [6, 9.5]], np.float32)
    labels = np.array([0, 1, 0, 1, 2, 2])
    assert (theirs(points, labels, 1.0, False)[1][:4] == 0).all()
    loss, slope = ours(points, labels, 1.0, False)
    # −d² to the own class's point, and 1² to the wrong one: 2·12 in each of two pairs, of six.
    assert loss > 4 * 140 / 6
    assert slope[0, 0] < -7
    assert slope[2, 0] > 7
