import numpy as np
import pytest
from arb_oracle import outside, sigma
from flint import arb

from unknot.proof import Interval, Pieces, enclose, names

SMOOTH = ["tanh", "sigmoid", "softplus", "arctan", "gelu", "silu", "mish", "sin", "gaussian"]
OTHERS = ["relu", "leaky-relu:0.2", "elu:2.5", "selu", "hard-tanh", "relu6", "hard-swish"]
OTHERS += ["hard-sigmoid", "square", "softsign", "celu:0.3", "reflected-sigmoid", "identity"]
ALL = SMOOTH + OTHERS


def random_network(rng: np.random.Generator, inputs: int, depth: int, largest: float) -> list:
    layers, width = [], inputs
    for _ in range(depth):
        out = int(rng.integers(1, 9))
        scale = largest ** rng.uniform(-1, 1)
        weight = np.clip(rng.standard_normal((out, width)) * scale, -largest, largest)
        name = str(rng.choice(SMOOTH + OTHERS if rng.random() < 0.5 else ["tanh"]))
        layers.append((weight, rng.standard_normal(out), name))
        width = out
    return [*layers, (rng.standard_normal((2, width)), rng.standard_normal(2), None)]


def evaluate(layers: list, x: list[arb]) -> list[arb]:
    for weight, bias, name in layers:
        x = [
            sum((arb(w) * v for w, v in zip(row, x, strict=True)), arb(b))
            for row, b in zip(weight.tolist(), bias.tolist(), strict=True)
        ]
        x = x if name is None else list(map(sigma(name), x))
    return x


def member(pieces: Pieces, i: int, t: np.ndarray, e: np.ndarray) -> list[arb]:
    """Return m + Σ tⱼDⱼ + e·r of piece i, in Arb."""
    return [
        arb(float(pieces.centre[i, c]))
        + sum(
            (
                arb(float(s)) * arb(float(d))
                for s, d in zip(t, pieces.directions[i, :, c], strict=True)
            ),
            arb(0),
        )
        + arb(float(e[c])) * arb(float(pieces.radius[i, c]))
        for c in range(pieces.centre.shape[1])
    ]


def is_held(pieces: Pieces, i: int, t: np.ndarray, values: list[arb]) -> bool:
    """Say if values at t lie within the model m + Σ tⱼDⱼ ± r, which is more than its range."""
    lines = member(pieces, i, t, np.zeros(pieces.centre.shape[1]))
    return all(
        not r < np.inf or not abs(v - line) > arb(r)
        for v, line, r in zip(values, lines, pieces.radius[i].tolist(), strict=True)
    )


def check(seed: int, networks: int, samples: int) -> int:
    """Push exact members of random pieces through random networks; return how many were held."""
    rng = np.random.default_rng(seed)
    held = 0
    for _ in range(networks):
        d, k, n = int(rng.integers(1, 5)), int(rng.integers(0, 4)), 4
        size = 2.0 ** rng.uniform(-55, 2)
        radius = rng.random((n, d)) * size * rng.choice([0.0, 0.0, 1e-3, 1.0])
        directions = rng.standard_normal((n, k, d)) * size
        pieces = Pieces(rng.standard_normal((n, d)) * 2, directions, radius)
        layers = random_network(rng, d, int(rng.integers(1, 11)), 50.0)
        image = pieces.through(layers)
        bounds = image.range()
        for _ in range(samples):
            i = int(rng.integers(n))
            t, e = (rng.choice([rng.uniform(-1, 1), 1.0, -1.0, 0.0], size=s) for s in (k, d))
            values = evaluate(layers, member(pieces, i, t, e))
            if all(v.is_finite() for v in values):
                assert outside(values, bounds.low[i], bounds.high[i]) == []
                assert is_held(image, i, t, values)
                held += 1
    return held


def test_exact_members_are_held():
    assert check(80, 150, 6) > 700


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_many_more_exact_members_are_held(seed):
    assert check(81 + seed, 400, 12) > 4000


@pytest.mark.parametrize("name", ALL)
def test_one_activation_holds_its_members(name):
    rng = np.random.default_rng(90)
    n = 600
    centre = rng.choice([0.0, 3.0, -3.0, -1.278, -0.75, 1.0], (n, 1)) + rng.choice(
        [0.0, 1e-9, 0.3], (n, 1)
    )
    reach = 2.0 ** rng.uniform(-55, 3, (n, 1))
    pieces = Pieces(centre, reach[:, None, :], reach * rng.choice([0.0, 0.1], (n, 1)))
    image = pieces.activation(name)
    bounds = image.range()
    t, e = rng.uniform(-1, 1, (n, 1)), rng.uniform(-1, 1, (n, 1))
    t[: n // 3], e[: n // 3] = np.sign(t[: n // 3]), np.sign(e[: n // 3])
    values = [sigma(name)(member(pieces, i, t[i], e[i])[0]) for i in range(n)]
    assert outside(values, bounds.low, bounds.high) == []
    assert all(is_held(image, i, t[i], [values[i]]) for i in range(n))


def test_a_model_whose_centre_is_outside_its_plain_image():
    """The line is then drawn through another point of the graph."""
    # Both hold the piece, whose centre alone does not belong to it.
    made = Pieces(np.array([[0.0]]), np.array([[[1.0]]]), np.array([[0.1]]))
    for name in ("tanh", "softplus", "gelu", "relu"):
        parts = (np.array([[2.0]]), made._spread, made.radius, np.array([[0.9]]), np.array([[0.4]]))
        image = Pieces._of(*parts).activation(name)
        for t, e in [(-1.0, -0.1), (-1.0, 0.1), (-0.9, 0.0), (-0.75, 0.05), (-0.8, 0.1)]:
            value = sigma(name)(arb(2.0) + arb(t) + arb(e))
            assert is_held(image, 0, np.array([t]), [value])


def test_the_error_shrinks_quadratically():
    rng = np.random.default_rng(91)
    layers = [(rng.standard_normal((3, 3)), rng.standard_normal(3), "tanh") for _ in range(5)]
    direction = rng.standard_normal((1, 1, 3))
    errors = []
    for size in (1e-2, 1e-3, 1e-4):
        out = Pieces(np.full((1, 3), 0.3), direction * size).through(layers)
        errors.append(out.radius.max())
    assert errors[1] < errors[0] / 50
    assert errors[2] < errors[1] / 50


def test_never_worse_than_plain_intervals():
    rng = np.random.default_rng(92)
    for _ in range(20):
        layers = random_network(rng, 3, 6, 50.0)
        low = rng.standard_normal((50, 3))
        high = low + rng.random((50, 3)) * 10.0 ** rng.uniform(-6, 1, (50, 1))
        bounds = Pieces.boxes(low, high).through(layers).range()
        plain = Interval(low, high)
        for weight, bias, name in layers:
            plain = plain @ weight.T + bias
            plain = plain if name is None else enclose(name, plain)
        slack = 1e-9 * (1 + plain.magnitude())
        assert (bounds.low >= plain.low - slack).all()
        assert (bounds.high <= plain.high + slack).all()


def test_cancellation_along_a_segment_is_seen():
    """x₁ − x₂ on the diagonal is 0: what plain intervals cannot know."""
    pieces = Pieces.segments(np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]))
    out = pieces.affine([[1.0, -1.0]], [0.0]).activation("tanh")
    assert out.range().width().max() < 1e-14


def test_segments_and_boxes_hold_their_ends():
    rng = np.random.default_rng(93)
    p, q = rng.standard_normal((200, 3)), rng.standard_normal((200, 3)) * 1e-3
    q[:20] = p[:20]
    low, high = np.minimum(p, q), np.maximum(p, q)
    for pieces, start, end in ((Pieces.segments(p, q), p, q), (Pieces.boxes(low, high), low, high)):
        for t, ends in ((-1.0, start), (1.0, end)):
            along = np.full(pieces.directions.shape[1], t)
            assert all(
                is_held(pieces, i, along, list(map(arb, ends[i].tolist()))) for i in range(200)
            )
        bounds = pieces.range()
        assert bounds.contains(p).all()
        assert bounds.contains(q).all()
        assert (bounds.width() <= np.abs(p - q) + 1e-14).all()
    assert (Pieces.segments(p, p).radius == 0).all()
    assert Pieces.boxes(p, p + 1).directions.shape == (200, 3, 3)


def test_halves_cover_the_whole():
    rng = np.random.default_rng(94)
    for k in (1, 3):
        pieces = Pieces(rng.standard_normal((40, 3)), rng.standard_normal((40, k, 3)))
        parts = pieces.halves()
        assert len(parts) == 80
        longest = np.abs(pieces.directions).max(axis=2).argmax(axis=1)
        for i in range(40):
            t, e = rng.uniform(-1, 1, k), rng.uniform(-1, 1, 3)
            x = member(pieces, i, t, e)
            j = i + 40 * int(t[longest[i]] > 0)
            s = [arb(float(v)) for v in t]
            s[longest[i]] = 2 * s[longest[i]] + (1 if t[longest[i]] < 0 else -1)
            for c in range(3):
                rest = x[c] - arb(float(parts.centre[j, c]))
                rest -= sum(
                    (a * arb(float(d)) for a, d in zip(s, parts.directions[j, :, c], strict=True)),
                    arb(0),
                )
                assert abs(rest) <= arb(float(parts.radius[j, c]))


def test_pieces_can_be_chosen_and_joined():
    pieces = Pieces(np.arange(6.0).reshape(3, 2), np.ones((3, 1, 2)))
    some = pieces[np.array([True, False, True])]
    assert len(some) == 2
    joined = Pieces.concatenate([some, pieces[1:2]])
    assert joined.centre[:, 0].tolist() == [0.0, 4.0, 2.0]
    blocks = pieces.through([(np.eye(2), np.zeros(2), "tanh")], block=2).range()
    whole = pieces.affine(np.eye(2), np.zeros(2)).activation("tanh").range()
    assert (blocks.low == whole.low).all()


def test_overflow_is_survived():
    pieces = Pieces(np.array([[1e308, 1.0]]), np.array([[[1e308, 0.0]]]))
    grown = pieces.affine([[10.0, 0.0], [0.0, 1.0]], [0.0, 0.0])
    bounds = grown.range()
    assert bounds.low[0, 0] == -np.inf
    assert bounds[0, 1].contains(1.0)
    tamed = grown.activation("tanh").range()
    assert tamed.contains([[1.0, np.tanh(1.0)]]).all()
    assert np.isfinite(tamed.width()).all()
    for name in names():
        out = grown.activation(name).affine([[1.0, 1.0]], [0.0]).range()
        assert not np.isnan([out.low, out.high]).any()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((np.zeros((2, 3)), np.zeros((2, 3))), "do not fit"),
        ((np.zeros((2, 3)), np.zeros((3, 1, 3))), "do not fit"),
        ((np.full((1, 1), np.inf), np.zeros((1, 0, 1))), "infinite"),
        ((np.zeros((1, 1)), np.zeros((1, 0, 1)), -1.0), "negative"),
        ((np.full((1, 1), 2**60 + 1), np.zeros((1, 0, 1))), "no float64"),
    ],
)
def test_what_is_no_piece_is_refused(arguments, what):
    with pytest.raises(ValueError, match=what):
        Pieces(*arguments)


def test_no_pieces_and_no_directions():
    none = Pieces(np.zeros((0, 2)), np.zeros((0, 1, 2)))
    assert none.through([(np.eye(2), np.zeros(2), "gelu")]).range().shape == (0, 2)
    with pytest.raises(ValueError, match="cannot be cut"):
        Pieces(np.zeros((1, 2)), np.zeros((1, 0, 2))).halves()


def test_weights_are_checked():
    pieces = Pieces(np.zeros((1, 2)), np.zeros((1, 1, 2)))
    with pytest.raises(ValueError, match="do not fit 2 coordinates"):
        pieces.affine(np.ones((1, 3)), [0.0])
    with pytest.raises(ValueError, match="infinite"):
        pieces.affine([[np.inf, 0.0]], [0.0])
    with pytest.raises(ValueError, match="not below"):
        Pieces.boxes([[1.0]], [[0.0]])
