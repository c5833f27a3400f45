"""Each activation is the function that it says it is, with the facts that it claims."""

import math

import hypothesis.strategies as st
import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given

from unknot.errors import InputError, UnknownName
from unknot.nets import activation, activation_names, reflected

SCALE, ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717


def elu(x, alpha=1.0, rate=1.0):
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0) / rate))


FORMULAS = {
    "identity": lambda x: x,
    "tanh": np.tanh,
    "softsign": lambda x: np.sign(x) * (1 - 1 / (1 + np.abs(x))),
    "sigmoid": scipy.special.expit,
    "arctan": np.arctan,
    "softplus": lambda x: np.logaddexp(0, x),
    "elu": elu,
    "selu": lambda x: SCALE * elu(x, ALPHA),
    "celu": elu,
    "leaky-relu": lambda x: np.maximum(x, 0.01 * x),
    "prelu": lambda x: np.maximum(x, 0.25 * x),
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "hard-tanh": lambda x: np.clip(x, -1, 1),
    "hard-sigmoid": lambda x: np.clip((x + 3) / 6, 0, 1),
    "gelu": lambda x: x * scipy.stats.norm.cdf(x),
    "gelu-tanh": lambda x: 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    "silu": lambda x: x * scipy.special.expit(x),
    "mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "hard-swish": lambda x: np.where(x < -3, 0, np.where(x > 3, x, x * (x + 3) / 6)),
    "sin": np.sin,
    "square": np.square,
    "gaussian": lambda x: np.exp(-np.square(x)),
}
PARAMETRISED = {
    "leaky-relu:0.2": lambda x: np.maximum(x, 0.2 * x),
    "prelu:3": lambda x: np.minimum(x, 3 * x),
    "elu:2": lambda x: elu(x, 2.0),
    "celu:0.5": lambda x: elu(x, 0.5, 0.5),
}
IN_JAX = {
    "softsign": jax.nn.soft_sign,
    "sigmoid": jax.nn.sigmoid,
    "softplus": jax.nn.softplus,
    "elu": jax.nn.elu,
    "selu": jax.nn.selu,
    "celu": jax.nn.celu,
    "leaky-relu": jax.nn.leaky_relu,
    "relu": jax.nn.relu,
    "relu6": jax.nn.relu6,
    "hard-tanh": jax.nn.hard_tanh,
    "hard-sigmoid": jax.nn.hard_sigmoid,
    "silu": jax.nn.silu,
    "mish": jax.nn.mish,
    "hard-swish": jax.nn.hard_swish,
    "gelu": lambda x: jax.nn.gelu(x, approximate=False),
    "gelu-tanh": lambda x: jax.nn.gelu(x, approximate=True),
}
NAMES = [*FORMULAS, *PARAMETRISED]
STRICT = [name for name in NAMES if activation(name).monotone == "strictly"]
WEAK = [name for name in NAMES if activation(name).monotone == "weakly"]
# Keeps clear of every kink (0, ±1, ±3, 6) by at least a thousandth.
SMOOTH = np.linspace(-7.9, 7.9, 317) + 0.0137
DENSE = np.linspace(-8, 8, 3201)

anything = pytest.mark.parametrize("name", NAMES)
strict = pytest.mark.parametrize("name", STRICT)


def test_every_name_has_a_formula_here():
    assert set(FORMULAS) == set(activation_names())


@anything
def test_value_is_the_formula(name):
    expected = (FORMULAS | PARAMETRISED)[name](DENSE)
    np.testing.assert_allclose(activation(name)(DENSE), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", IN_JAX)
def test_value_is_that_of_jax(name):
    x = jnp.asarray(SMOOTH, jnp.float32)
    np.testing.assert_allclose(activation(name)(x), IN_JAX[name](x), rtol=3e-6, atol=3e-6)


@anything
def test_derivative_is_the_automatic_one(name):
    sigma, x = activation(name), jnp.asarray(SMOOTH, jnp.float32)
    automatic = jax.vmap(jax.grad(lambda z: sigma(z)))(x)
    np.testing.assert_allclose(sigma.derivative(x), automatic, rtol=1e-5, atol=1e-6)


@anything
def test_derivative_is_the_central_difference(name):
    sigma, h = activation(name), 1e-5
    slope = (sigma(SMOOTH + h) - sigma(SMOOTH - h)) / (2 * h)
    np.testing.assert_allclose(sigma.derivative(SMOOTH), slope, rtol=1e-8, atol=1e-8)


@strict
def test_strictly_monotone_means_increasing(name):
    sigma = activation(name)
    assert np.all(np.diff(sigma(DENSE)) > 0)
    assert np.all(sigma.derivative(DENSE) > 0)


@pytest.mark.parametrize("name", WEAK)
def test_weakly_monotone_means_never_decreasing_and_somewhere_flat(name):
    steps = np.diff(activation(name)(DENSE))
    assert np.all(steps >= 0)
    assert np.any(steps == 0)


@pytest.mark.parametrize("name", [n for n in NAMES if activation(n).monotone == "no"])
def test_not_monotone_means_somewhere_decreasing_and_somewhere_increasing(name):
    steps = np.diff(activation(name)(DENSE))
    assert steps.min() < -1e-6
    assert steps.max() > 1e-6


@strict
def test_image_is_open_and_approached(name):
    sigma = activation(name)
    low, high = sigma.image
    values = sigma(DENSE)
    assert low < values.min()
    assert values.max() < high
    for bound, end in ((low, sigma(np.array(-1e6))), (high, sigma(np.array(1e6)))):
        assert abs(end - bound) < 1e-5 if math.isfinite(bound) else abs(end) > 1e3


@pytest.mark.parametrize("name", WEAK)
def test_image_of_weakly_monotone_is_reached_at_its_finite_ends(name):
    values = activation(name)(DENSE)
    low, high = activation(name).image
    assert values.min() == low
    assert values.max() == high if math.isfinite(high) else values.max() == DENSE.max()


@given(name=st.sampled_from(STRICT), x=st.floats(-8, 8))
def test_inverse_undoes_the_activation(name, x):
    sigma, x = activation(name), np.array(x)
    rounding = 1e-14 * (1 + abs(x)) / sigma.derivative(x)
    assert abs(sigma.inverse(sigma(x)) - x) <= rounding


@given(name=st.sampled_from(STRICT), share=st.floats(0.01, 0.99))
def test_activation_undoes_the_inverse(name, share):
    sigma = activation(name)
    low, high = (float(np.clip(end, -50, 50)) for end in sigma.image)
    y = np.array(low + share * (high - low))
    assert abs(sigma(sigma.inverse(y)) - y) < 1e-12 * (1 + abs(y))


@pytest.mark.parametrize("name", [n for n in NAMES if n not in STRICT])
def test_only_strictly_increasing_activations_have_an_inverse(name):
    assert activation(name).inverse is None


@pytest.mark.parametrize("name", [*NAMES, "leaky-relu:1"])
def test_odd_is_said_of_odd_functions_alone(name):
    sigma = activation(name)
    gap = np.abs(sigma(-SMOOTH) + sigma(SMOOTH)).max()
    assert gap == 0 if sigma.odd else gap > 1e-3


@anything
@pytest.mark.parametrize("part", ["function", "derivative"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_numpy_keeps_its_precision(name, part, kind):
    assert getattr(activation(name), part)(SMOOTH.astype(kind)).dtype == kind


@anything
@pytest.mark.parametrize("part", ["function", "derivative"])
def test_jax_keeps_its_precision_under_strict_promotion(name, part):
    with jax.numpy_dtype_promotion("strict"):
        value = getattr(activation(name), part)(jnp.asarray(SMOOTH, jnp.float32))
    assert isinstance(value, jax.Array)
    assert value.dtype == jnp.float32


@anything
@pytest.mark.parametrize("array", [np.array, jnp.array])
def test_extreme_inputs_are_finite_without_warning(name, array):
    sigma, x = activation(name), array([-1e6, -100.0, -0.0, 0.0, 100.0, 1e6])
    assert np.all(np.isfinite(sigma(x)))
    assert np.all(np.isfinite(sigma.derivative(x)))
    assert sigma(x)[2] == sigma(x)[3]


@anything
def test_gradients_are_finite_far_out(name):
    slopes = jax.vmap(jax.grad(lambda z: activation(name)(z)))(
        jnp.array([-1e4, -200.0, 200.0, 1e4])
    )
    assert np.all(np.isfinite(slopes))


@anything
def test_reflected_is_the_half_turn_of_the_graph(name):
    sigma = activation(name)
    turned = reflected(sigma)
    np.testing.assert_array_equal(turned(SMOOTH), -sigma(-SMOOTH))
    np.testing.assert_array_equal(turned.derivative(SMOOTH), sigma.derivative(-SMOOTH))
    np.testing.assert_array_equal(reflected(turned)(SMOOTH), sigma(SMOOTH))
    assert turned.monotone == sigma.monotone
    assert turned.image == (-sigma.image[1], -sigma.image[0])


@strict
def test_reflected_has_its_own_inverse(name):
    turned, x = reflected(activation(name)), np.linspace(-3, 3, 61)
    np.testing.assert_allclose(turned.inverse(turned(x)), x, atol=1e-12)


@anything
def test_the_name_of_a_reflected_activation_leads_back_to_it(name):
    turned = reflected(activation(name))
    assert activation(turned.name) == turned


@pytest.mark.parametrize(
    "name",
    [
        "leaky-relu:0",
        "leaky-relu:-1",
        "leaky-relu:x",
        "leaky-relu:1e7",
        "elu:nan",
        "elu:inf",
        "celu:0",
        "tanh:2",
    ],
)
def test_a_bad_parameter_is_named(name):
    base, _, parameter = name.partition(":")
    with pytest.raises(InputError, match=base) as caught:
        activation(name)
    assert repr(parameter) in str(caught.value)


@pytest.mark.parametrize("name", ["", "tanhh", "reflected-", "reflected-nope", "none"])
def test_an_unknown_name_is_refused_with_those_that_exist(name):
    with pytest.raises(UnknownName, match="softplus"):
        activation(name)


def test_names_may_be_written_with_capitals_and_underscores():
    assert activation(" Leaky_ReLU:0.2 ") is activation("leaky-relu:0.2")


def test_equal_names_give_the_same_object():
    assert activation("elu:2") is activation("elu:2")
