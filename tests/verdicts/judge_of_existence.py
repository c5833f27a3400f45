"""Judges evidence that some weights classify, in floats."""

from itertools import pairwise

import numpy as np
from certificates_in_floats import NEAR, nums
from judge_of_sets import Facts

from unknot.shapes import Curve, Points, Polyline, Shell, Sphere


class Existence(Facts):
    """Evidence that some weights classify."""

    def grid(self, *_):
        assert self.claim["width"] == 2
        self.disjoint()

    def ways(self, *_):
        assert self.claim["width"] == 2
        self.disjoint()
        for j, way in enumerate(self.evidence["ways"]):
            places = np.array([nums(x) for x in way["places"]])
            low, high = self.sets[j].bounds()
            for k, m in enumerate(way["to"]):
                if m < 0:
                    assert ((places[k] <= low) | (places[k] >= high)).any()
                else:
                    t = np.linspace(0, 1, 60)[:, None]
                    assert self.sets[j].distance(places[k] + t * (places[m] - places[k])).min() > 0

    def over(self, *_):
        assert self.claim["width"] == 3
        self.disjoint()

    def above(self, *_):
        upper, lower = self.sets
        assert self.claim["width"] == upper.dimension
        self.disjoint()
        up = np.array(nums(self.evidence["direction"]))
        for far in np.linspace(0, 8, 50):
            assert upper.distance(lower.sample(300, 2) - far * up / np.linalg.norm(up)).min() > 0

    def apart(self, *_):
        assert self.claim["width"] > self.sets[0].dimension
        self.disjoint()

    def general_position(self, *_):
        sizes = sorted(
            max(
                len(one.axes) - 1
                if isinstance(one, Sphere)
                else one.dimension - 1
                if isinstance(one, Shell) and one.inner == one.outer
                else 0
                if isinstance(one, Points)
                else 1
                if isinstance(one, Polyline | Curve)
                else one.dimension
                for _, one in shape.leaves()
            )
            for shape in self.sets
        )
        assert self.claim["width"] >= sizes[-1] + sizes[-2] + 2
        self.disjoint()

    def finite(self, *_):
        assert self.claim["width"] >= 2
        self.disjoint()

    def gathered(self, *_):
        """What moves keeps off what stays, its ways too; what shrinks holds the points given."""
        n, stays = self.sets[0].dimension, self.evidence["stays"]
        assert self.claim["width"] >= n
        self.disjoint()
        wall = self.sets[stays]
        moved = [one for k, one in enumerate(self.sets) if k != stays]
        for x in map(nums, self.evidence["points"]):
            assert min(one.distance([x])[0] for one in moved) < NEAR
        low, high = wall.bounds()
        for way in self.evidence["ways"]:
            corners = np.array([nums(x) for x in way])
            for a, b in pairwise(corners):
                share = np.linspace(0, 1, 200)[:, None]
                assert wall.distance(a + share * (b - a)).min() > 0
            assert ((corners[-1] < low) | (corners[-1] > high)).any()
        # None goes round: a heap has no loops.
        for one in moved:
            for _, leaf in one.leaves():
                assert leaf.spine is None or not leaf.spine.closed

    def plane(self, *_):
        normal = np.array(nums(self.evidence["normal"]))
        values = [one.sample(2000, 0) @ normal for one in self.sets]
        spans = sorted((v.min(), v.max()) for v in values)
        assert all(one[1] < other[0] for one, other in pairwise(spans))
