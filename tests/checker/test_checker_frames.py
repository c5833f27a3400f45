"""Frames that turn with pieces: what they hold, and what they decide through many layers."""

from fractions import Fraction

import numpy as np
import pytest

from unknot.checker._frames import _held, framed, pays
from unknot.checker._image import Image, Map
from unknot.checker._intervals import I
from unknot.checker._named import named
from unknot.checker._network import Affine
from unknot.checker._reading import Table
from unknot.nets import Dense, Head, Network, activation
from unknot.shapes import Ball
from unknot.verdicts import separates


@pytest.mark.parametrize("scale", [1.0, 1e-290, 1e290])
def test_a_frame_holds_every_corner_of_what_it_stands_for(scale):
    rng = np.random.default_rng(1)
    for m, d in [(3, 1), (9, 2), (8, 3), (4, 2)]:
        spread = rng.normal(size=(m, 5, d)) * np.exp(rng.normal(size=(m, 5, 1)) * 4) * scale
        spread[:, 1] = spread[:1, 1]  # of one direction
        spread[:, 2] = 0.0
        with np.errstate(all="ignore"):
            frame, lost = _held(spread)
        assert frame.shape == (d, 5, d)
        for signs in rng.choice([-1.0, 1.0], (40, m)):
            corners = np.einsum("m,mnd->nd", signs, spread)
            for corner, base, room in zip(corners, np.moveaxis(frame, 1, 0), lost, strict=True):
                shares = np.linalg.lstsq(base.T / scale, corner / scale, rcond=None)[0]
                left = np.abs(corner - np.clip(shares, -1, 1) @ base)
                assert (left <= room + 1e-13 * np.abs(spread).sum()).all()


def _support(spread, u):
    """Return the largest u·x over {Σ tⱼDⱼ : |tⱼ| ≤ 1}, for fractions, exactly."""
    return sum(abs(sum(a * b for a, b in zip(row, u, strict=True))) for row in spread)


@pytest.mark.parametrize("scale", [1.0, 2.0**-1060, 2.0**1000])
def test_a_frame_holds_what_it_stands_for_exactly(scale):
    """One set of this kind is in another if no direction has it reach farther there.

    Those across a direction are where a frame has the least room: none but that for roundings,
    where all directions are one.
    """
    rng = np.random.default_rng(3)
    for m, d in [(17, 2), (9, 2), (5, 2), (9, 1)]:
        spread = rng.normal(size=(m, 8, d)) * np.exp(rng.normal(size=(m, 8, 1)) * 4)
        spread[:, :4] = spread[:1, :4] * rng.normal(size=(m, 4, 1))  # of one direction, rounded
        spread *= scale
        with np.errstate(all="ignore"):
            frame, lost = _held(spread)
        assert np.isfinite(frame).all()
        assert np.isfinite(lost).all()
        for n in range(8):
            held, given = (
                [list(map(Fraction, row)) for row in x[:, n].tolist()] for x in (frame, spread)
            )
            room = list(map(Fraction, lost[n].tolist()))
            across = [[-row[-1], row[0]] for row in (*held, *given)] if d == 2 else []
            for u in [*across, *np.eye(d, dtype=int).tolist()]:
                most = _support(held, u) + sum(abs(a) * b for a, b in zip(u, room, strict=True))
                assert _support(given, u) <= most


@pytest.mark.parametrize("name", ["tanh", "leaky-relu:0.9", "softplus", "gelu", "identity"])
def test_images_of_points_lie_in_framed_images(name):
    """Points of pieces, followed through 60 layers in floats, stay inside but for roundings."""
    rng = np.random.default_rng(2)
    layers = [
        Affine(
            Table([tuple(row) for row in (np.eye(2) + 0.1 * rng.normal(size=(2, 2))).tolist()]),
            tuple(map(Fraction, (0.05 * rng.normal(size=2)).tolist())),
            named(name),
        )
        for _ in range(60)
    ]
    centre = rng.uniform(-1, 1, (6, 2))
    ways = rng.normal(size=(6, 2, 2)) * 0.01
    about = np.abs(ways).sum(axis=1)
    image = Image.of(I(centre), I(ways), I(centre - about, centre + about))
    found = framed(image, list(map(Map.of, layers))).range()
    sigma = activation(name)
    for _ in range(20):
        x = centre + np.einsum("nk,nkd->nd", rng.uniform(-1, 1, (6, 2)), ways)
        for layer in layers:
            x = sigma(x @ np.array(layer.weight.values).T + np.array(list(map(float, layer.bias))))
        slack = 1e-12 * (1 + np.abs(x))
        assert ((found.lo - slack <= x) & (x <= found.hi + slack)).all()


def test_it_pays_where_networks_are_deep_and_narrow():
    def layer(width):
        return Affine(Table([(1.0,) * width] * width), (Fraction(0),) * width, named("tanh"))

    assert pays([layer(2)] * 24)
    assert not pays([layer(2)] * 23)
    assert not pays([layer(100)] * 50)


@pytest.mark.slow
def test_a_hundred_turning_layers_are_decided():
    """Turns by 0.1 or so: boxes grow where nothing does, and 1,000 pieces were needed."""
    rng, layers = np.random.default_rng(0), []
    for _ in range(100):
        turn = 0.1 * rng.normal()
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        layers.append(Dense(1.01 * matrix, np.zeros(2), activation("tanh")))
    sets = [Ball((-1, 0), 0.5), Ball((1, 0), 0.5)]
    one, other = (Network(layers).represent(s.sample(200, 0)).mean(axis=0) for s in sets)
    across = (other - one) / np.abs(other - one).max()
    head = Head(across[None], np.array([-across @ (one + other) / 2]), "logistic")
    found = separates(Network(layers, head), sets)
    assert found.verdict == "separated"
    assert found.facts["pieces"] < 200
    found.check()
