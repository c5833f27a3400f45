"""Judges certificates of networks, properties and layers; and any certificate by its kind."""

import numpy as np
from certificates_in_floats import NEAR, num, nums
from judge_of_existence import Existence
from judge_of_sets import Obstructions

from unknot.nets import Dense, Features, Field, Shear


class Judge(Obstructions, Existence):
    """Looks at the evidence of an accepted certificate in floats."""

    def weights(self, *_):
        assert [layer.outputs for layer in self.network.layers] == self.claim["hidden"]
        self.claim = {**self.claim, "margin": self.evidence["margin"]}
        self.cover()

    def shears(self, *_):
        assert self.claim["width"] == self.sets[0].dimension == 2
        assert 2 * sum(len(layer.knots) for layer in self.network.layers) == self.claim["depth"]
        self.claim = {**self.claim, "margin": self.evidence["margin"]}
        self.cover()

    def cover(self, *_):
        margin = num(self.claim["margin"])
        assert margin > 0
        for label, shape in enumerate(self.sets):
            assert self.margins(label, shape.sample(4000, 1)).min() >= margin - NEAR

    def point(self, *_):
        m = self.evidence["member"]
        x = self.member(m, range(len(self.sets)))
        assert self.margins(m["class"], x[None])[0] <= NEAR

    def outputs(self, case, inputs):
        """By how far the nearest alternative is missed, at some inputs."""
        y = self.network.scores(inputs)
        return np.min(
            [
                (y @ np.array([nums(r) for r in one["weight"]]).T - nums(one["most"])).max(axis=1)
                for one in case["never"]
            ],
            axis=0,
        )

    def splits(self, *_):
        for case in self.claim["cases"]:
            low, high = np.array(nums(case["lower"])), np.array(nums(case["upper"]))
            shares = np.random.default_rng(0).random((4000, len(low)))
            assert self.outputs(case, low + shares * (high - low)).min() > -NEAR

    sums = splits

    def violation(self, *_):
        case, x = self.claim["cases"][self.evidence["case"]], np.array(nums(self.evidence["point"]))
        assert (x >= np.array(nums(case["lower"])) - NEAR).all()
        assert (x <= np.array(nums(case["upper"])) + NEAR).all()
        assert self.outputs(case, x[None])[0] <= NEAR

    def matrices(self, *_):
        weights = [np.asarray(layer.weight) for layer in self.network.layers]
        ranks = [np.linalg.matrix_rank(w) for w in weights]
        kind = self.claim["kind"]
        if kind == "not a homeomorphism":
            k = self.claim["layer"]
            assert ranks[k] < weights[k].shape[1]
            return
        assert all(r == w.shape[1] for r, w in zip(ranks, weights, strict=True))
        assert all(x.activation.monotone == "strictly" for x in self.network.layers)
        if kind == "isotopy":
            for k, w in enumerate(weights):
                sign = (-1) ** ((k in self.claim["changed"]) + (k - 1 in self.claim["changed"]))
                assert np.linalg.det(w) * sign > 0

    def fold(self, *_):
        images = []
        for point in self.evidence["points"]:
            x, turned = np.array(nums(point))[:, None], 1.0
            for layer in self.network.layers[: self.claim["layer"] + 1]:
                turned *= np.sign(np.linalg.det(layer.jacobian(x))[0])
                x = np.asarray(layer(x))
            images.append(turned)
        assert images[0] * images[1] < 0

    def layers(self, *_):
        layers = self.network.layers
        x = np.random.default_rng(0).normal(size=(layers[0].inputs, 300)) * 2
        flips = self.claim.get("changed", [])
        for k, layer in enumerate(layers):
            if isinstance(layer, Dense):
                assert np.linalg.matrix_rank(layer.weight) == layer.inputs
                assert layer.activation.monotone == "strictly"
            if isinstance(layer, Field):
                assert layer.lipschitz < 1 + NEAR
            if isinstance(layer, Features):
                assert layer.terms[0] == "linear"
            if self.claim["kind"] == "isotopy":
                sign = (-1) ** ((k in flips) + (k - 1 in flips))
                # Of a shear it is 1, which floats lose where the normal is large.
                turned = layer.weight if isinstance(layer, Dense) else layer.jacobian(x)
                found = np.ones(1) if isinstance(layer, Shear) else np.linalg.det(turned)
                assert (found * sign > 0).all()
