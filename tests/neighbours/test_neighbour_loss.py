import jax
import jax.numpy as jnp
import numpy as np
import pytest
import slow_neighbours as slow
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.errors import InputError, UnknownName
from unknot.neighbours import (
    NeighbourRule,
    neighbour_loss,
    neighbour_losses,
    neighbour_rule,
    neighbour_scores,
)

RULES = [
    NeighbourRule(),
    NeighbourRule(temperature=0.1, normalise=True),
    NeighbourRule(k=3),
    NeighbourRule("inverse"),
    NeighbourRule("inverse", power=4, k=1),
    NeighbourRule("inverse", k=5),
    NeighbourRule("inverse", measure="share"),
    NeighbourRule(measure="share", k=4),
]


compiled = jax.jit(neighbour_losses, static_argnames="rule")
slopes = jax.jit(
    jax.value_and_grad(lambda x, y, rule: neighbour_losses(x, y, rule)[0].sum()),
    static_argnames="rule",
)


def value(points, labels, rule, **more):
    losses, counted = compiled(jnp.asarray(points), jnp.asarray(labels), rule, **more)
    return float(jnp.sum(losses) / jnp.maximum(jnp.sum(counted), 1))


def cloud(seed, count=12, width=2, classes=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, width)).astype(np.float32), rng.integers(0, classes, count)


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("width", [1, 2, 12])
def test_the_loss_is_what_one_says_it_is(rule, width):
    for seed in range(3):
        points, labels = cloud(seed, width=width)
        expected = float(slow.loss(points, labels, rule))
        np.testing.assert_allclose(value(points, labels, rule), expected, rtol=2e-5, atol=1e-7)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_gradient_is_that_of_differences(rule):
    with jax.enable_x64(True):
        for width in (2, 11):
            points, labels = cloud(4, width=width)
            points = points.astype(np.float64)
            slope = jax.grad(lambda x: neighbour_losses(x, labels, rule)[0].sum())(  # noqa: B023
                jnp.asarray(points)
            )
            way = np.random.default_rng(0).normal(size=points.shape)
            ahead, behind = (
                float(neighbour_losses(jnp.asarray(points + h * way), labels, rule)[0].sum())
                for h in (1e-6, -1e-6)
            )
            np.testing.assert_allclose(
                np.sum(np.asarray(slope) * way), (ahead - behind) / 2e-6, rtol=1e-5, atol=1e-8
            )


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from(RULES), st.booleans())
def test_the_order_of_points_does_not_matter(seed, rule, twins):
    points, labels = cloud(seed)
    if twins:  # and of equally near ones, all count
        points[6:] = points[:6]
    order = np.random.default_rng(seed).permutation(len(points))
    np.testing.assert_allclose(
        value(points, labels, rule), value(points[order], labels[order], rule), rtol=1e-4, atol=1e-6
    )


@pytest.mark.slow
@settings(max_examples=30)
@given(st.integers(0, 10**6), st.floats(0.25, 8), st.sampled_from([None, 4]))
def test_scales(seed, scale, k):
    """A soft kernel's temperature is a squared length; an inverse one has no length."""
    points, labels = cloud(seed)
    grown = (points * np.float32(scale)).astype(np.float32)
    soft = value(points, labels, NeighbourRule(k=k))
    wide = value(grown, labels, NeighbourRule(k=k, temperature=scale**2))
    np.testing.assert_allclose(soft, wide, rtol=1e-3, atol=1e-5)
    inverse = NeighbourRule("inverse", k=k)
    np.testing.assert_allclose(
        value(points, labels, inverse), value(grown, labels, inverse), rtol=2e-2, atol=1e-4
    )
    normal = NeighbourRule(normalise=True, k=k)
    np.testing.assert_allclose(
        value(points, labels, normal), value(grown, labels, normal), rtol=1e-3, atol=1e-5
    )


@pytest.mark.parametrize("rule", RULES, ids=str)
@pytest.mark.parametrize("scale", [0, 1e-20, 1e-4, 1, 1e4, 1e15])
@pytest.mark.parametrize("width", [2, 12])
def test_value_and_gradient_are_finite(rule, scale, width):
    points, labels = cloud(1, width=width)
    points[3] = points[4] = points[5]
    loss, slope = slopes(jnp.asarray(points * np.float32(scale)), jnp.asarray(labels), rule)
    assert np.isfinite(loss)
    assert np.isfinite(slope).all()


@pytest.mark.parametrize("far", [10.0, 100.0, 1e4])
@pytest.mark.slow
def test_the_worst_points_are_still_pulled(far):
    """exp(−d²) of the only neighbour of the own class is 0 in any precision; the slope is not."""
    points = jnp.array([[0.0], [0.1], [far], [far + 0.1]])
    labels = jnp.array([0, 1, 0, 1])
    for k in (None, 1):
        slope = jax.grad(lambda x, k=k: neighbour_loss(x, labels, k=k))(points)
        # −d²'s slope: 2·distance for each of the four, of a mean over four, in pairs.
        np.testing.assert_allclose(np.abs(slope[:, 0]), far, rtol=0.1)
        assert slope[0, 0] < 0 < slope[2, 0]  # down hill they come together


@pytest.mark.slow
def test_padding_changes_nothing():
    points, labels = cloud(2)
    padded = np.concatenate([points, np.zeros((5, 2), np.float32)])
    filled = np.concatenate([labels, np.zeros(5, int)])
    mask = jnp.arange(17) < 12
    for rule in RULES:
        plain = value(points, labels, rule)
        assert value(padded, filled, rule, mask=mask) == pytest.approx(plain, rel=1e-5)
        apart = {"references": jnp.asarray(points), "reference_labels": jnp.asarray(labels)}
        more = {"references": jnp.asarray(padded), "reference_labels": jnp.asarray(filled)}
        np.testing.assert_allclose(
            value(points, labels, rule, **more, reference_mask=mask),
            value(points, labels, rule, **apart),
            rtol=1e-5,
        )


@pytest.mark.slow
def test_who_has_no_partner_is_not_counted():
    losses, counted = neighbour_losses(
        jnp.array([[0.0], [1.0], [0.5]]), jnp.array([0, 0, 1]), NeighbourRule(k=1)
    )
    assert counted.tolist() == [True, True, False]
    assert losses[2] == 0
    assert losses[0] > 0  # its nearest is the other class; its own, farther away, is counted too
    none = neighbour_loss(jnp.array([[0.0], [1.0]]), jnp.array([0, 1]))
    assert none == 0
    slope = jax.grad(lambda x: neighbour_loss(x, jnp.array([0, 1])))(jnp.zeros((2, 1)))
    assert slope.tolist() == [[0], [0]]


@pytest.mark.slow
def test_it_compiles_once_for_all_values():
    points, labels = cloud(0)
    compiled = jax.jit(lambda x, y: neighbour_loss(x, y, k=4, kernel="inverse"))
    np.testing.assert_allclose(
        compiled(points, labels), neighbour_loss(jnp.asarray(points), labels, k=4, kernel="inverse")
    )


@pytest.mark.parametrize("rule", [r for r in RULES if r.measure == "log"], ids=str)
def test_scores_are_log_weights_of_classes(rule):
    references, labels = cloud(7, count=20)
    points, _ = cloud(8, count=6)
    found = neighbour_scores(points, references, labels, 3, rule)
    np.testing.assert_allclose(found, slow.scores(points, references, labels, 3, rule), rtol=1e-9)


def test_scores_of_points_among_themselves_leave_each_out():
    points, labels = cloud(9, count=15)
    rule = NeighbourRule(k=4)
    found = neighbour_scores(points, points, labels, 3, rule, without=np.arange(15))
    for i in range(15):
        rest = np.arange(15) != i
        alone = neighbour_scores(points[i : i + 1], points[rest], labels[rest], 3, rule)
        np.testing.assert_allclose(found[i], alone[0])


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_rules_are_read_as_they_are_written(rule):
    assert neighbour_rule(rule.text) == rule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kernal=soft", "Did you mean 'kernel'?"),
        ("kernel=sofft", "Did you mean 'soft'?"),
        ("measure=lag", "Did you mean 'log'?"),
        ("k=0", "whole number from 1"),
        ("k=1.5", "whole number"),
        ("k", "needs a value"),
        ("power=-1", "positive"),
        ("temperature=nan", "positive"),
        ("temperature=inf", "positive"),
        ("normalise=maybe", "said or left out"),
        ("k=1,k=2", "twice"),
    ],
)
def test_what_is_no_rule(text, said):
    with pytest.raises(InputError, match="(?s)" + said.replace("?", r"\?")):
        neighbour_rule(text)
    assert issubclass(UnknownName, InputError)


def test_references_come_with_labels():
    points, labels = cloud(0)
    with pytest.raises(InputError, match="together"):
        neighbour_loss(points, labels, references=points)
    with pytest.raises(InputError, match="equally many units"):
        neighbour_loss(points, labels, references=points[:, :1], reference_labels=labels)
