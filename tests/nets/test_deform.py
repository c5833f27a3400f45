"""A network's deformation: from the identity to the network, and a homeomorphism on the way."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from unknot.errors import InputError, UnsupportedLayer
from unknot.nets import Dense, Head, MatrixPath, Network, activation, activation_names, deform

ALL = [*activation_names(), "leaky-relu:0.2", "elu:2", "celu:0.5"]
STRICT = [name for name in ALL if activation(name).monotone == "strictly"]
WEAK = [name for name in ALL if activation(name).monotone == "weakly"]
FOLDING = [name for name in ALL if activation(name).monotone == "no"]
COUNT, CHUNK = 1000, 50
chunks = pytest.mark.parametrize("first", range(0, COUNT, CHUNK))


def orthogonal(rng, size):
    q, r = np.linalg.qr(rng.normal(size=(size, size)))
    return q * np.sign(np.diag(r))


def signs(rng, size):
    return np.where(np.arange(size) < rng.integers(1, size + 1), -1.0, 1.0)


def with_eigenvalues_minus_one(rng, size):
    basis = orthogonal(rng, size)
    return (
        basis
        @ np.diag(signs(rng, size) * rng.uniform(1, 2, size) ** (signs(rng, size) > 0))
        @ basis.T
    )


def orthogonal_with_repeated_minus_one(rng, size):
    basis = orthogonal(rng, size)
    return basis @ np.diag(signs(rng, size)) @ basis.T


def singular(rng, size):
    matrix = rng.normal(size=(size, size))
    matrix[-1] = 2 * matrix[0] if size > 1 else 0
    return matrix


def nearly_singular(rng, size):
    stretches = np.append(np.ones(size - 1), 1e-12)
    return orthogonal(rng, size) * stretches @ orthogonal(rng, size)


SQUARE = {
    "regular": lambda rng, size: rng.normal(size=(size, size)) / np.sqrt(size),
    "half turn": lambda rng, size: -np.eye(size),
    "eigenvalues -1": with_eigenvalues_minus_one,
    "orthogonal, repeated -1": orthogonal_with_repeated_minus_one,
    "orthogonal": orthogonal,
    "identity": lambda rng, size: np.eye(size),
    "integers": lambda rng, size: rng.integers(-2, 3, (size, size)).astype(float),
    "singular": singular,
    "nearly singular": nearly_singular,
    "zero": lambda rng, size: np.zeros((size, size)),
}


def random_network(seed):
    """Square, widening, narrowing or mixed; every strictly increasing activation comes in turn."""
    rng = np.random.default_rng(seed)
    depth = int(rng.integers(1, 5))
    widths = rng.integers(1, 9, depth + 1)
    if seed % 4 == 0:
        widths[:] = widths[0]
    elif seed % 4 == 1:
        widths.sort()
    elif seed % 4 == 2:
        widths[::-1].sort()
    kinds = list(SQUARE.values())
    layers = []
    for index, (into, out) in enumerate(pairwise(widths)):
        if into == out:
            weight = kinds[(seed // 4 + index) % len(kinds)](rng, into)
        else:
            weight = rng.normal(size=(out, into)) / np.sqrt(into)
        sigma = activation(STRICT[(seed + index) % len(STRICT)])
        layers.append(Dense(weight, 0.5 * rng.normal(size=out), sigma))
    scores = int(rng.integers(1, 4))
    head = Head(rng.normal(size=(scores, widths[-1])), rng.normal(size=scores), "linear")
    return Network(layers, head)


@cache
def case(seed):
    network = random_network(seed)
    x = np.random.default_rng(seed + 10**6).normal(size=(5, network.inputs))
    return network, deform(network, ("together", "phases")[seed % 2]), x


def cases(first):
    return [case(seed) for seed in range(first, first + CHUNK)]


def padded(rows, width):
    return np.pad(rows, [(0, 0), (0, width - rows.shape[1])])


def close(a, b, tolerance=1e-9):
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def is_regular(path):
    return path.layer.inputs == path.layer.outputs and path.kind == "isotopy"


def test_the_cases_have_every_kind_and_both_orientations():
    found = [case(seed) for seed in range(COUNT)]
    kinds = {path.kind for _, path, _ in found for path in path.paths}
    assert kinds == {"isotopy", "embedding", "collapse"}
    square = [la for net, _, _ in found for la in net.layers if la.inputs == la.outputs]
    seen = {np.sign(np.linalg.det(layer.weight)) for layer in square}
    assert {-1.0, 0.0, 1.0} <= seen
    assert {layer.inputs for layer in square} == set(range(1, 9))


@chunks
def test_starts_at_the_identity(first):
    for _, path, x in cases(first):
        np.testing.assert_array_equal(path.represent(path.t0, x), x)
        for layer_path in path.paths:
            layer = layer_path.layer
            points = np.random.default_rng(0).normal(size=(4, layer.inputs))
            start = layer_path.at(0.0)(points.T).T
            close(start, padded(points, max(layer.inputs, layer.outputs)), 1e-12)


@chunks
def test_ends_at_the_network(first):
    for network, path, x in cases(first):
        assert path.t1 == network.depth
        close(path.network.scores(x), network.scores(x))
        close(path.scores(path.t1, path.represent(path.t1, x)), network.scores(x))
        assert path.network.widths == network.widths


@chunks
def test_whole_depths_are_the_layers_up_to_exchanged_units(first):
    for network, path, x in cases(first):
        for depth in range(1, network.depth + 1):
            now, then = path.represent(depth, x), network.represent(x, depth)
            close(np.sort(np.abs(now), axis=1), np.sort(np.abs(then), axis=1))


@chunks
def test_is_continuous_at_whole_depths_from_both_sides(first):
    h = 1e-12
    for _, path, x in cases(first):
        for depth in range(int(path.t1) + 1):
            here = path.represent(depth, x)
            for t in (depth - h, depth + h):
                if path.t0 <= t <= path.t1:
                    side = path.represent(t, x)
                    width = max(side.shape[1], here.shape[1])
                    close(padded(side, width), padded(here, width))


def speed_limit(layer_path, x):
    """Bound how fast the columns x move along a layer's path, in units per unit of s.

    |γ'| ≤ (π + |ln σ| or 1)·max(1, σ); every activation here has slopes ≤ 2 and |σ(0)| ≤ 1.
    """
    stretches = layer_path.matrices.stretches
    logs = np.abs(np.log(stretches, where=stretches > 0, out=np.ones_like(stretches)))
    largest = max(1.0, stretches.max())
    size, bias = np.linalg.norm(x, axis=0), np.linalg.norm(layer_path.layer.bias)
    reach = largest * size + bias
    turn = (np.pi + 1 + logs.max()) * largest * size + bias
    return 3 * (2 * turn + 3 * reach + np.sqrt(len(stretches)))


@chunks
def test_moves_no_faster_than_a_computed_constant(first):
    rng = np.random.default_rng(first)
    for _, path, x in cases(first):
        columns = x.T
        for layer_path in path.paths:
            limit = speed_limit(layer_path, columns)
            for h in (1e-2, 1e-4, 1e-6):
                s = rng.uniform(0, 1 - h)
                step = layer_path.at(s + h)(columns) - layer_path.at(s)(columns)
                assert np.all(np.linalg.norm(step, axis=0) <= limit * h + 1e-12)
            columns = layer_path.layer(columns)


@chunks
def test_matrices_of_regular_square_layers_keep_orientation_and_powers_of_stretches(first):
    for _, path, _ in cases(first):
        for layer_path in filter(is_regular, path.paths):
            matrices = layer_path.matrices
            stretches = np.linalg.svd(layer_path.layer.weight)[1]
            for t in (0.0, 0.1, 0.5, 0.9, 0.999):
                matrix = matrices.at(t)
                assert np.linalg.slogdet(matrix)[0] == 1
                close(np.linalg.svd(matrix)[1], stretches**t)
            close(matrices.square(1.0), layer_path.layer.weight)
            np.testing.assert_array_equal(matrices.at(1.0), layer_path.layer.weight)


@chunks
def test_rectangular_and_singular_matrices_are_regular_before_the_end(first):
    for _, path, _ in cases(first):
        for layer_path in path.paths:
            weight = layer_path.layer.weight
            for t in (0.0, 0.3, 0.9):
                square = layer_path.matrices.square(t)
                assert np.linalg.slogdet(square)[0] == 1
            end = layer_path.matrices.square(1.0)
            close(end[: len(weight), : weight.shape[1]], weight)
            close(end[len(weight) :, : weight.shape[1]], 0)


@chunks
def test_nothing_is_glued_on_the_way_of_an_isotopy_or_embedding(first):
    checked = possible = 0
    for _, path, x in cases(first):
        columns = x.T
        for layer_path in path.paths:
            if layer_path.kind in {"isotopy", "embedding"}:
                for s in (0.25, 0.5, 0.8):
                    layer = layer_path.at(s)
                    z = layer.affine(columns)
                    h = 1e-6
                    slope = (layer.activation(z + h) - layer.activation(z - h)).min() / (2 * h)
                    least = np.linalg.svd(layer.weight)[1].min()
                    loss = 1e-13 * (1 + np.abs(z).max()) / (least * slope)
                    possible += 1
                    if loss < 1e-4:
                        back = layer.activation.inverse(layer(columns)) - layer.bias[:, None]
                        x_again = np.linalg.lstsq(layer.weight, back)[0]
                        assert np.abs(x_again - columns).max() < max(loss, 1e-9)
                        if layer_path.kind == "isotopy":
                            again = layer_path.preimage(s, layer(columns))
                            assert np.abs(again - columns).max() < max(loss, 1e-9)
                        checked += 1
            columns = layer_path.layer(columns)
    assert checked > possible / 2


def well_conditioned(seed, names):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 7))
    kinds = ["half turn", "orthogonal", "orthogonal, repeated -1", "eigenvalues -1"]
    layers = [
        Dense(
            SQUARE[kinds[rng.integers(len(kinds))]](rng, size),
            0.3 * rng.normal(size=size),
            activation(names[(seed + i) % len(names)]),
        )
        for i in range(3)
    ]
    network = Network(layers, Head(rng.normal(size=(2, size)), rng.normal(size=2), "softmax"))
    return network, 0.7 * rng.normal(size=(6, size))


@pytest.mark.parametrize("names", [STRICT, WEAK], ids=["strict", "weak"])
@pytest.mark.parametrize("order", ["together", "phases"])
@pytest.mark.parametrize("seed", range(40))
def test_scores_of_moved_points_are_the_scores_of_the_points(seed, order, names):
    network, x = well_conditioned(seed, names)
    path = deform(network, order)
    expected = network.scores(x)
    for t in (0.0, 0.2, 0.5, 0.9, 1.0, 1.4, 1.8, 2.0, 2.6, 2.9, 3.0):
        close(path.scores(t, path.represent(t, x)), expected, 1e-6)


def test_scores_outside_the_image_are_nan_only_at_the_very_end_of_a_layer():
    layer = Dense(np.eye(2), np.zeros(2), activation("tanh"))
    path = deform(Network([layer], Head(np.ones((1, 2)), np.zeros(1), "logistic")))
    outside = np.array([[3.0, 0.0]])
    assert np.isfinite(path.scores(0.9, outside)).all()
    assert np.isnan(path.paths[0].preimage(1.0, outside.T)).any()


def plane_turn(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def test_near_keeps_a_turning_rotation_continuous_through_half_turns():
    before, turned = None, []
    for angle in np.linspace(0.05, 4 * np.pi, 200):
        layer = Dense(plane_turn(angle), np.zeros(2), activation("tanh"))
        before = deform(Network([layer]), near=before)
        matrices = before.paths[0].matrices
        turned.append(matrices.logarithm[1, 0])
        close(matrices.square(1.0), plane_turn(angle))
    assert np.abs(np.diff(turned)).max() < 0.1
    assert turned[-1] == pytest.approx(4 * np.pi)


def test_without_near_a_rotation_takes_the_short_way():
    path = MatrixPath.to(plane_turn(np.pi + 0.1))
    assert path.logarithm[1, 0] == pytest.approx(-np.pi + 0.1)


@pytest.mark.parametrize("size", [3, 4, 5])
def test_near_keeps_two_turning_planes_continuous(size):
    basis = orthogonal(np.random.default_rng(size), size)
    before, logs = None, []
    for angle in np.linspace(0.3, 7.0, 150):
        turn = np.eye(size)
        turn[:2, :2] = plane_turn(angle)
        if size >= 4:
            turn[2:4, 2:4] = plane_turn(angle / 3)
        before = MatrixPath.to(basis @ turn @ basis.T, before)
        logs.append(before.logarithm)
        close(before.square(1.0), basis @ turn @ basis.T)
    assert max(np.abs(b - a).max() for a, b in pairwise(logs)) < 0.2
    assert np.abs(np.linalg.eigvals(logs[-1])).max() == pytest.approx(7.0)


def test_near_of_another_depth_is_ignored():
    layer = Dense(plane_turn(2.0), np.zeros(2), activation("tanh"))
    far = deform(Network([layer] * 2))
    alone = deform(Network([layer]), near=far)
    np.testing.assert_array_equal(
        alone.paths[0].matrices.angles, deform(Network([layer])).paths[0].matrices.angles
    )


@pytest.mark.parametrize(
    ("weight", "name", "kind"),
    [
        (np.eye(2), "tanh", "isotopy"),
        (np.ones((2, 2)), "tanh", "collapse"),
        (np.zeros((2, 2)), "softplus", "collapse"),
        (np.ones((1, 2)), "tanh", "collapse"),
        (np.eye(3, 2), "tanh", "embedding"),
        (np.ones((3, 2)), "tanh", "collapse"),
        *((np.eye(2), name, "collapse") for name in WEAK),
        *((np.eye(2), name, "fold") for name in FOLDING),
        *((np.eye(3, 2), name, "fold") for name in FOLDING),
        *((np.eye(2), name, "isotopy") for name in STRICT),
    ],
)
def test_each_path_is_called_what_it_is(weight, name, kind):
    path = deform(Network([Dense(weight, np.zeros(len(weight)), activation(name))]))
    assert path.paths[0].kind == kind


@pytest.mark.parametrize("order", ["together", "phases"])
@pytest.mark.parametrize(
    ("weight", "name"),
    [
        (np.eye(2), "relu"),
        (np.eye(2), "hard-tanh"),
        (np.eye(2), "gelu"),
        (np.eye(2), "sin"),
        (np.ones((2, 2)), "tanh"),
        (np.ones((1, 2)), "tanh"),
        (np.eye(3, 2), "tanh"),
    ],
)
def test_what_has_no_inverse_at_the_end_says_so(weight, name, order):
    path = deform(Network([Dense(weight, np.zeros(len(weight)), activation(name))]), order)
    with pytest.raises(UnsupportedLayer):
        path.paths[0].preimage(1.0, np.zeros((len(weight), 4)))


@pytest.mark.parametrize("name", FOLDING)
def test_folding_layers_have_no_inverse_once_they_bend(name):
    network = Network(
        [Dense(np.eye(2), np.zeros(2), activation(name))],
        Head(np.ones((1, 2)), np.zeros(1), "logistic"),
    )
    for order, t in (("together", 0.1), ("phases", 0.7), ("together", 0.99)):
        with pytest.raises(UnsupportedLayer, match=name):
            deform(network, order).scores(t, np.zeros((3, 2)))
    assert deform(network, "phases").scores(0.5, np.zeros((3, 2))).shape == (3, 1)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("order", ["together", "phases"])
def test_one_unit_that_reverses_is_turned_without_changing_the_function(name, order):
    layers = [
        Dense(np.array([[-0.8]]), np.array([0.3]), activation(name)),
        Dense(np.array([[1.1], [-0.4]]), np.array([0.1, 0.2]), activation(name)),
        Dense(np.array([[0.2, 1.5], [1.0, 0.3]]), np.zeros(2), activation(name)),
    ]
    network = Network(layers, Head(np.array([[1.0, -2.0]]), np.ones(1), "logistic"))
    path = deform(network, order)
    x = np.linspace(-2, 2, 21)[:, None]
    close(path.network.scores(x), network.scores(x), 1e-12)
    assert len(path.notes) == 2
    assert path.network.layers[0].weight[0, 0] == 0.8
    assert np.linalg.det(path.network.layers[2].weight) > 0


def test_the_network_given_is_left_alone():
    weight = np.array([[0.0, 1.0], [1.0, 0.0]])
    network = Network([Dense(weight, np.zeros(2), activation("tanh"))])
    deform(network)
    np.testing.assert_array_equal(network.layers[0].weight, [[0.0, 1.0], [1.0, 0.0]])


def test_float32_networks_are_taken_in_float64():
    layer = Dense(
        np.eye(2, dtype=np.float32) * np.float32(0.1), np.zeros(2, np.float32), activation("tanh")
    )
    path = deform(Network([layer]))
    assert path.represent(0.5, np.ones((1, 2), np.float32)).dtype == np.float64


@pytest.mark.parametrize("t", [-0.1, 1.1, np.nan, np.inf])
def test_depths_outside_the_path_are_refused(t):
    path = deform(Network([Dense(np.eye(2), np.zeros(2), activation("tanh"))]))
    with pytest.raises(InputError, match="between 0 and 1"):
        path.at(t)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_diverged_weights_are_refused(value):
    with pytest.raises(InputError, match="finite"):
        deform(Network([Dense(np.full((2, 2), value), np.zeros(2), activation("tanh"))]))


def test_a_network_without_layers_is_a_path_of_length_zero():
    network = Network([], Head(np.array([[1.0, 2.0]]), np.zeros(1), "logistic"))
    path, x = deform(network), np.ones((1, 2))
    assert path.t0 == path.t1 == 0
    np.testing.assert_array_equal(path.represent(0, x), x)
    np.testing.assert_array_equal(path.scores(0, x), [[3.0]])


@pytest.mark.parametrize("gap", [1e-13, 1e-14, 1e-15, 3e-16, 1e-16, 1e-17])
@pytest.mark.parametrize("size", [2, 3, 8])
def test_matrices_at_the_edge_of_singular_have_a_path(gap, size):
    rng = np.random.default_rng(size)
    for _ in range(20):
        stretches = np.append(rng.uniform(0.5, 2, size - 1), gap)
        weight = orthogonal(rng, size) * stretches @ orthogonal(rng, size)
        path = deform(Network([Dense(weight, np.zeros(size), activation("tanh"))]))
        matrices = path.paths[0].matrices
        close(matrices.square(0.0), np.eye(size), 1e-12)
        close(matrices.square(1.0), path.network.layers[0].weight, 1e-12)
        assert np.linalg.slogdet(matrices.square(0.5))[0] == 1


@pytest.mark.parametrize("scale", [1e-30, 1e-8, 1e8, 1e30])
def test_matrices_of_any_scale_have_a_path(scale):
    weight = scale * np.random.default_rng(0).normal(size=(3, 3))
    path = deform(Network([Dense(weight, np.zeros(3), activation("tanh"))]))
    matrices = path.paths[0].matrices
    np.testing.assert_allclose(matrices.square(1.0), path.network.layers[0].weight, rtol=1e-9)
    assert path.paths[0].kind == "isotopy"
