import numpy as np
import pytest
from arb_oracle import CUBE, FUNCTIONS, RATE, cubic, intervals, outside, sigma
from enclosing import activate
from flint import arb

from unknot.checker import _activations as activations
from unknot.checker._intervals import I
from unknot.checker._named import named


def enclose(name: str, x: I) -> I:
    return activate(named(name), x)[0]


def enclose_derivative(name: str, x: I) -> I:
    return activate(named(name), x)[1]


def size(x: I) -> np.ndarray:
    return np.maximum(np.abs(x.lo), np.abs(x.hi))


def interval(low: float, high: float) -> I:
    return I(np.array([low]), np.array([high]))


ALL = [*FUNCTIONS, "reflected-sigmoid", "reflected-gelu", "reflected-elu:2.5", "reflected-sin"]
# Kinks, minima and bends, of the functions and of their reflections.
SPECIAL = np.array([0.0, 1.0, 3.0, 6.0, 0.75179152, 1.27846454, 1.19243121, 1.5, 2.39935728])
SPECIAL = np.concatenate(
    [SPECIAL, [2.0**0.5, 0.5**0.5, 0.7524614, 1.4185040, 2.2563764, 1.49057118, np.pi / 2]]
)
SPECIAL = np.concatenate([SPECIAL, -SPECIAL])


def points(rng: np.random.Generator, count: int) -> np.ndarray:
    kinds = [
        rng.standard_normal(count) * 3,
        rng.choice(SPECIAL, count),
        rng.choice(SPECIAL, count) + rng.standard_normal(count) * 1e-9,
        rng.choice(SPECIAL, count) * (1 + rng.integers(-2, 3, count) * 2.0**-52),
        rng.uniform(-60, 60, count),
        rng.uniform(-1000, 1000, count),
        rng.choice([-1.0, 1.0], count) * 2.0 ** rng.uniform(-1074, 30, count),
    ]
    return np.choose(rng.integers(0, len(kinds), count), kinds)


def check_values(name: str, seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    x = points(rng, count)
    result = enclose(name, I(*intervals(rng, x)))
    assert outside(map(sigma(name), map(arb, x.tolist())), result.lo, result.hi) == []


def check_slopes(name: str, seed: int, count: int) -> None:
    """Hold difference quotients: each is a mean of derivatives between the two points."""
    rng = np.random.default_rng(seed)
    x = points(rng, count)
    y = np.where(rng.random(count) < 0.5, points(rng, count), x + rng.standard_normal(count) * 1e-5)
    y = np.where(x == y, x + 1, y)
    f = sigma(name)
    result = enclose_derivative(name, I(np.minimum(x, y), np.maximum(x, y)))
    quotients = (
        (f(arb(b)) - f(arb(a))) / (arb(b) - arb(a))
        for a, b in zip(x.tolist(), y.tolist(), strict=True)
    )
    assert outside(quotients, result.lo, result.hi) == []


@pytest.mark.parametrize("name", ALL)
def test_values_at_members_are_held(name):
    check_values(name, 40, 5000)


@pytest.mark.parametrize("name", ALL)
def test_slopes_between_members_are_held(name):
    check_slopes(name, 41, 3000)


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("seed", range(3))
def test_many_more_values_and_slopes(name, seed):
    check_values(name, 50 + seed, 40_000)
    check_slopes(name, 60 + seed, 20_000)


@pytest.mark.parametrize("name", ALL)
def test_values_of_points_are_tight(name):
    result = enclose(name, I(np.random.default_rng(42).uniform(-6, 6, 3000)))
    assert (result.hi - result.lo <= (2e-13 if "gelu" in name else 4e-14)).all()


@pytest.mark.parametrize("name", [name for name in ALL if "sin" not in name])
def test_ranges_are_hardly_larger_than_they_must_be(name):
    rng = np.random.default_rng(43)
    low = rng.uniform(-6, 6, 100)
    high = low + rng.uniform(0, 4, 100)
    grid = low + (high - low) * np.linspace(0, 1, 501)[:, None]
    for function in (enclose, enclose_derivative):
        result, sampled = function(name, I(low, high)), function(name, I(grid))
        excess = np.maximum(sampled.lo.min(0) - result.lo, result.hi - sampled.hi.max(0))
        # A smooth function hides 10⁻⁴ between samples, a kink of a slope 0.02, a jump itself.
        jumps = function is enclose_derivative and ("swish" in name or "elu" in name)
        assert np.median(excess) < 1e-4
        assert excess.max() < (2.0 if jumps else 0.02)


@pytest.mark.parametrize("name", [name for name in ALL if "sin" not in name])
def test_inclusion_but_for_rounding(name):
    rng = np.random.default_rng(44)
    low, high = intervals(rng, points(rng, 2000))
    for function in (enclose, enclose_derivative):
        inner = function(name, I(low, 0.5 * low + 0.5 * high))
        outer = function(name, I(low, high))
        slack = 1e-13 * np.maximum(size(inner), 1.0)
        assert (outer.lo <= inner.lo + slack).all()
        assert (inner.hi <= outer.hi + slack).all()


@pytest.mark.parametrize("name", ALL)
def test_unbounded_intervals(name):
    f = sigma(name)
    far = [f(arb(v)) for v in (-1e6, -50.0, 0.0, 50.0, 1e6)]
    for low, high, some in (
        (-np.inf, np.inf, far),
        (-np.inf, -50.0, far[:2]),
        (50, np.inf, far[3:]),
    ):
        result = enclose(name, interval(low, high))
        for value in some:
            assert outside([value], result.lo, result.hi) == []
        slope = enclose_derivative(name, interval(low, high))
        assert not np.isnan([slope.lo, slope.hi]).any()
        assert size(slope) <= 3.0 or name == "square"
    if name in ("gelu", "gelu-tanh", "silu", "mish", "hard-swish"):
        assert size(enclose(name, interval(-np.inf, -50.0))) < 1e-12


@pytest.mark.parametrize(
    "name", ["gelu", "gelu-tanh", "silu", "mish", "gaussian", "square", "hard-swish", "sin"]
)
def test_folding_functions_turn_where_they_are_said_to(name):
    """Turns of values and slopes: the derivative changes sign there, and the value is held."""
    f = sigma(name)
    found = activations.sigma(named(name))
    width = arb(2) ** -60

    def slope(x: arb) -> arb:
        return (f(x + width) - f(x - width)) / (2 * width)

    for turn in found.turns:
        before, after = slope(arb(turn.low) - arb(2) ** -40), slope(arb(turn.high) + arb(2) ** -40)
        assert before * after < 0
        inside = f(arb(turn.low).union(arb(turn.high)))
        assert inside.overlaps(arb(turn.least).union(arb(turn.most)))
        assert abs(turn.most - turn.least) < 1e-15
    step = arb(2) ** -30
    for turn in found.bends:
        bend_before = slope(arb(turn.low) - step) - slope(arb(turn.low) - 2 * step)
        bend_after = slope(arb(turn.high) + 2 * step) - slope(arb(turn.high) + step)
        assert bend_before * bend_after < 0 or name == "hard-swish"


def minimum_places() -> dict[str, tuple]:
    """Return functions of the sign of σ′ and of σ″, as derived beside the code."""

    def mish_first(x: arb) -> arb:
        e = x.exp()
        return e**3 + 4 * e**2 + 6 * e + 4 + 4 * x * (e + 1)

    def mish_second(x: arb) -> arb:
        e = x.exp()
        return 2 * (e + 1) * (e * e + 2 * e + 2) - x * (2 * e**3 + 3 * e**2 - 2 * e - 2)

    def gelu_first(x: arb) -> arb:
        return (-x / arb(2).sqrt()).erfc() / 2 + x * (-x * x / 2).exp() / (2 * arb.pi()).sqrt()

    def steep(x: arb) -> arb:
        return arb(RATE) * (1 + 3 * arb(CUBE) * x * x)

    def gelu_tanh_second(x: arb) -> arb:
        bent = 2 * steep(x) + 6 * arb(RATE) * arb(CUBE) * x * x
        return bent - x * steep(x) ** 2 * (cubic(x) / 2).tanh()

    return {
        "gelu-tanh": (lambda x: 1 + cubic(x).exp() + x * steep(x), gelu_tanh_second),
        "silu": (lambda x: 1 + x.exp() + x, lambda x: 2 - x * (x / 2).tanh()),
        "gelu": (gelu_first, lambda x: 2 - x * x),
        "mish": (mish_first, mish_second),
        "gaussian": (lambda x: -x, lambda x: 2 * x * x - 1),
    }


@pytest.mark.parametrize("name", minimum_places())
def test_turning_points_lie_between_their_floats(name):
    first, second = minimum_places()[name]
    found = activations.sigma(named(name))
    for sign, turns in ((first, found.turns), (second, found.bends)):
        for turn in turns:
            if turn.low < turn.high:
                assert sign(arb(turn.low)) * sign(arb(turn.high)) < 0
                assert turn.high == np.nextafter(turn.low, np.inf)
            else:
                assert sign(arb(turn.low)) == 0


@pytest.mark.parametrize("name", minimum_places())
def test_turning_values_are_held(name):
    f = sigma(name)
    h = arb(2) ** -66
    found = activations.sigma(named(name))
    for turn in found.turns:
        # Flat there: over 2⁻⁵² the value varies by 2⁻¹⁰⁴ times σ″.
        value = f(arb(turn.low)), f(arb(turn.high))
        for v in value:
            assert arb(turn.least) - arb(2) ** -100 <= v <= arb(turn.most) + arb(2) ** -100
    for turn in found.bends:
        middle = (arb(turn.low) + arb(turn.high)) / 2
        slope = (f(middle + h) - f(middle - h)) / (2 * h)  # errs by h²σ‴/6 < 2⁻¹³⁰
        assert arb(turn.least) - arb(2) ** -100 <= slope <= arb(turn.most) + arb(2) ** -100


def test_monotone_functions_are_sharp_at_the_ends():
    for name in ("tanh", "sigmoid", "softplus", "elu", "leaky-relu", "relu", "arctan"):
        ends = enclose(name, I(np.array([-1.0, 2.0])))
        whole = enclose(name, interval(-1.0, 2.0))
        assert (whole.lo[0], whole.hi[0]) == (ends.lo[0], ends.hi[1])


@pytest.mark.parametrize(("name", "scale"), [("tanh", 2.0), ("sigmoid", 1.0)])
def test_slopes_of_saturated_units_are_held_relatively(name, scale):
    for x in (100.0, 300.0, 349.0, 351.0, 360.0, 699.0, 701.0, 740.0, 1e4, 1e300):
        for sign in (1.0, -1.0):
            w = (-arb(x) * arb(scale)).exp()
            slope = enclose_derivative(name, interval(sign * x, sign * x))
            exact = arb(scale) ** 2 * w / (1 + w) ** 2
            assert outside([exact], slope.lo, slope.hi) == []


@pytest.mark.parametrize(
    ("name", "place", "low", "high"),
    [
        ("relu", 0.0, 0.0, 1.0),
        ("hard-swish", -3.0, -0.5, 0.0),
        ("hard-swish", 3.0, 1.0, 1.5),
        ("relu6", 6.0, 0.0, 1.0),
        ("hard-sigmoid", 3.0, 0.0, 1 / 6),
        ("leaky-relu:0.2", 0.0, 0.2, 1.0),
        ("elu:2.5", 0.0, 1.0, 2.5),
    ],
)
def test_slopes_at_kinks_are_the_hull_of_both_sides(name, place, low, high):
    slope = enclose_derivative(name, interval(place, place))
    assert slope.lo <= low
    assert slope.hi >= high
    assert slope.hi - slope.lo < high - low + 1e-12
