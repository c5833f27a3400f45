"""Judges what an accepted certificate says, in floats and by other means than the checker."""

import json
from itertools import pairwise, product

import numpy as np
from certificates_in_floats import NEAR, loops_of, network_of, num, nums, projected, shape_of

from unknot.links import (
    Link,
    colourings,
    diagram,
    distinction,
    jones,
    linking_matrix,
    linking_number,
    obstruction,
    split_product,
)
from unknot.nets import activation
from unknot.shapes import (
    Shell,
)


class Facts:
    """What a certificate says, and what is asked of every one."""

    def __init__(self, content):
        self.claim, self.evidence = content["claim"], content["evidence"]
        self.written = [c["set"] for c in content.get("classes", [])]
        if "flat" in self.evidence:
            self.written = [self.flattened(w) for w in self.written]
        self.sets = [shape_of(w) for w in self.written]
        if "projection" in self.evidence:
            rows = np.array([nums(row) for row in self.evidence["projection"]])
            self.sets = [projected(rows, w) for w in self.written]
        self.network = network_of(content["network"]) if "network" in content else None

    def flattened(self, w):
        """The set in the coordinates that are kept, after a look at points of it."""
        flat = self.evidence["flat"]
        keep, rest = flat["keep"], np.array([nums(r) for r in flat["rest"]])
        x = shape_of(w).sample(300, 0)
        others = [i for i in range(x.shape[1]) if i not in keep]
        assert np.abs(x[:, keep] @ rest[:, :-1].T + rest[:, -1] - x[:, others]).max() < NEAR
        made = {**w}
        for key in ("points", "vertices"):
            if key in w:
                made[key] = [[r[i] for i in keep] for r in w[key]]
        for key in ("centre", "coordinates"):
            if key in w:
                made[key] = [w[key][i] for i in keep]
        if "axes" in w:
            made["axes"] = [keep.index(a) for a in w["axes"]]
        if "parts" in w:
            made["parts"] = [self.flattened(p) for p in w["parts"]]
        return made

    def part(self, where, side):
        assert where["class"] in side
        return shape_of(self.at(where))

    def at(self, where):
        found = self.written[where["class"]]
        for k in where["path"]:
            found = found["parts"][k]
        return found

    def member(self, m, side):
        shape = self.part(m, side)
        if "t" in m:
            t = num(m["t"])
            assert shape.domain[0] <= t <= shape.domain[1]
            return shape.function(np.array([t]))[0]
        x = np.array(nums(m["point"]))
        assert shape.distance(x[None])[0] < NEAR
        return x

    def inside(self, cycle, side):
        """Every simplex lies in its part: sampled."""
        vertices = np.array([nums(v) for v in cycle["vertices"]])
        rng = np.random.default_rng(0)
        for simplex in cycle["simplices"]:
            corners = vertices[simplex["at"]]
            shares = rng.dirichlet(np.ones(len(corners)), 12)
            assert self.part(simplex["inside"], side).distance(shares @ corners).max() < NEAR
        return vertices

    def margins(self, label, points):
        scores = self.network.scores(points)
        if scores.shape[1] == 1:
            return scores[:, 0] if label == 1 else -scores[:, 0]
        return scores[:, label] - np.delete(scores, label, axis=1).max(axis=1)

    def disjoint(self):
        for i, one in enumerate(self.sets):
            for j, other in enumerate(self.sets):
                if i != j:
                    assert one.distance(other.sample(500, 0)).min() > 0

    def judge(self):
        sides = self.evidence.get("sides", [[0], [1]])
        assert not set(sides[0]) & set(sides[1])
        if "first" in self.claim:
            assert self.claim["first"] < self.sets[0].dimension
        if "width" in self.claim:
            n = self.sets[0].dimension if self.sets else 0
            if self.claim["kind"] == "no network":
                assert self.claim["width"] <= n or self.evidence["kind"] == "common point"
        getattr(self, self.evidence["kind"].replace(" ", "_"))(*sides)


class Obstructions(Facts):
    """Evidence that something is impossible, and of links."""

    def enclosed(self, a, b):
        assert self.goes_round(self.evidence, self.member(self.evidence["member"], a), b)

    def two_enclosed(self, a, b):
        assert self.claim["hidden"][0] <= self.sets[0].dimension + 1 >= 3
        assert len(self.claim["hidden"]) == len(a) == len(b) == 1
        assert self.claim["activations"][0].removeprefix("reflected-")[:5] in {
            "relu",
            "leaky",
            "prelu",
        }
        found = []
        for one in (self.evidence["first"], self.evidence["second"]):
            side, other = (a, b) if one["member"]["class"] in a else (b, a)
            found.append((one, self.member(one["member"], side), other))
            assert self.goes_round(*found[-1])
        (one, x, walls), (other, y, walls_1) = found
        both = self.goes_round(one, y, walls) and self.goes_round(other, x, walls_1)
        assert walls != walls_1 or not both

    def goes_round(self, wall, x, b):
        if "sphere" in wall:
            shape = self.part(wall["sphere"], b)
            radius = shape.outer if isinstance(shape, Shell) else shape.radius
            return np.linalg.norm(x - shape.centre) < radius * (1 + 1e-12)
        vertices = self.inside(wall["cycle"], b)
        simplices = [s["at"] for s in wall["cycle"]["simplices"]]
        if "section" in wall:
            keep, rest = (
                wall["section"]["keep"],
                np.array([nums(r) for r in wall["section"]["rest"]]),
            )
            places = np.concatenate([x[None], vertices])
            others = [i for i in range(len(x)) if i not in keep]
            there = places[:, keep] @ rest[:, :-1].T + rest[:, -1]
            assert np.abs(there - places[:, others]).max() < NEAR
            assert self.claim.get("width", self.claim.get("first", 0) + 1) <= len(keep)
            x, vertices = x[keep], vertices[:, keep]
        if len(x) == 1:
            return sum(vertices[s[0], 0] > x[0] for s in simplices) % 2
        if len(x) == 3:
            rng = np.random.default_rng(1)
            way, corners = rng.standard_normal(3), vertices[np.array(simplices)]
            across = [corners[:, k] - corners[:, 0] for k in (1, 2)]
            columns = np.stack([*across, np.broadcast_to(-way, across[0].shape)], 2)
            found = np.linalg.solve(columns, (x - corners[:, 0])[..., None])[..., 0]
            u, v, t = found.T
            return int(((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0)).sum()) % 2
        assert len(x) == 2
        ends = [(vertices[s[0]] - x, vertices[s[1]] - x) for s in simplices]
        crossed = [(p, q) for p, q in ends if (p[1] > 0) != (q[1] > 0)]
        return sum(p[0] - p[1] * (q[0] - p[0]) / (q[1] - p[1]) > 0 for p, q in crossed) % 2

    def balance(self, *_):
        assert self.claim["hidden"] == []
        every = range(len(self.sets))
        sums = np.zeros((len(every), self.sets[0].dimension + 1))
        heaviest = max(num(m["weight"]) for m in self.evidence["members"])
        for m in self.evidence["members"]:
            row = num(m["weight"]) * np.append(self.member(m["member"], every), 1)
            assert num(m["weight"]) > 0
            sums[m["member"]["class"]] += row
            sums[m["against"]] -= row
        assert np.abs(sums).max() < NEAR * heaviest

    def shared_point(self, a, b):
        assert set(self.claim) == {"kind", "activations"}
        assert len(a) == len(b) == 1
        first = [self.member(m, a) for m in self.evidence["first"]]
        second = self.evidence["second"]
        if "point" in second or "t" in second:
            assert np.abs(first[0] - self.member(second, b)).max() < NEAR
            return
        part = self.part({k: second[k] for k in ("class", "path")}, b)
        if len(first) == 1:
            assert part.distance(first[0][None])[0] < NEAR
            return
        far = [np.linalg.norm(x - np.array(part.centre)) for x in first]
        inner, outer = (
            (part.inner, part.outer) if isinstance(part, Shell) else (part.radius, part.radius)
        )
        assert far[0] <= outer * (1 + 1e-12)
        assert far[1] >= inner * (1 - 1e-12)
        assert len({json.dumps([m["class"], m["path"]]) for m in self.evidence["first"]}) == 1

    def common_point(self, a, b):
        assert self.claim["width"] == 1
        sums = []
        for key, side in (("first", a), ("second", b)):
            weights = [num(m["weight"]) for m in self.evidence[key]]
            assert min(weights) > 0
            assert abs(sum(weights) - 1) < NEAR
            sums.append(
                sum(
                    w * self.member(m["member"], side)
                    for w, m in zip(weights, self.evidence[key], strict=True)
                )
            )
        assert np.abs(sums[0] - sums[1]).max() < NEAR

    def connected_hulls(self, a, b):
        self.claim = {**self.claim, "width": 1}
        self.common_point(a, b)

    def loops(self, cycles, side):
        return [self.inside(c, side).tolist() for c in cycles]

    def linked(self, a, b):
        (one,) = self.loops([self.evidence["first"]], a)
        (other,) = self.loops([self.evidence["second"]], b)
        number = linking_number(diagram(Link.of([one, other])), 0, 1)
        assert number == self.evidence["number"] != 0

    def arcs(self, a, b):
        polygons = [v for w in self.written for v in loops_of(w)]
        labels = [i for i, w in enumerate(self.written) for _ in loops_of(w)]
        if self.claim["kind"] in ("split", "some network"):
            assert obstruction(Link.of(polygons, labels)) is None
        else:
            picture = diagram(Link.of(polygons))
            assert not linking_matrix(picture).any()
            assert colourings(picture, 3) == len(polygons)

    def moves(self, a, b):
        self.arcs(a, b)

    def cones(self, a, b):
        self.arcs(a, b)

    def homeomorphisms(self, a, b):
        self.arcs(a, b)

    def common_arcs(self, a, b):
        half = len(self.written) // 2
        links = []
        for part in (self.written[:half], self.written[half:]):
            labels = [i for i, w in enumerate(part) for _ in loops_of(w)]
            links.append(Link.of([v for w in part for v in loops_of(w)], labels))
        one, other = links
        found = distinction(diagram(one), diagram(other), (one.classes, other.classes))
        assert (found is None) == (self.claim["kind"] == "equivalent")

    polygons = linking_numbers = colouring_numbers = jones_values = common_arcs

    def threaded(self, a, b):
        (one,) = self.loops([self.evidence["first"]], a)
        part = self.part(self.evidence["second"], b)
        assert (part.dimension, len(part.axes)) == (3, 2)
        angles = 2 * np.pi * (np.arange(200) + 0.37) / 200
        circle = np.tile(part.centre, (200, 1))
        circle[:, part.axes] += part.radius * np.stack([np.cos(angles), np.sin(angles)], 1)
        picture = diagram(Link.of([one, circle.tolist()]))
        assert abs(linking_number(picture, 0, 1)) == abs(self.evidence["number"]) != 0

    def linked_spheres(self, a, b):
        one, other = self.part(self.evidence["first"], a), self.part(self.evidence["second"], b)
        # The other sphere's points on the span of the one: one inside, one outside.
        points = other.sample(40_000, 0)
        rest = [i for i in range(one.dimension) if i not in one.axes]
        off = np.linalg.norm(points[:, rest] - np.array(one.centre)[rest], axis=1)
        near = points[off < 0.1 * other.radius]
        inner = np.linalg.norm(near - np.array(one.centre), axis=1) < one.radius
        assert inner.any()
        assert not inner.all()

    def colourings(self, a, b):
        first, second = (
            self.loops(self.evidence["first"], a),
            self.loops(self.evidence["second"], b),
        )
        picture = diagram(Link.of(first + second))
        count, p = len(first), self.evidence["prime"]
        found = [
            colourings(picture, p, side)
            for side in (None, range(count), range(count, count + len(second)))
        ]
        assert found == self.evidence["dimensions"]
        assert found[0] != found[1] + found[2]

    def jones(self, a, b):
        first, second = (self.loops(self.evidence[k], s) for k, s in (("first", a), ("second", b)))
        picture = diagram(Link.of(first + second))
        sides = range(len(first)), range(len(first), len(first) + len(second))
        assert jones(picture) != split_product(*(jones(picture.only(side)) for side in sides))

    def alternation(self, a, b):
        labels = [m["class"] for m in self.evidence["members"]]
        points = np.array([self.member(m, [*a, *b]) for m in self.evidence["members"]])
        assert all(x != y for x, y in pairwise(labels))
        along = (points - points[0]) @ (points[-1] - points[0])
        assert (np.diff(along) > 0).all()
        names, hidden = self.claim["activations"], self.claim["hidden"]
        bounds = {
            "tanh": 2 ** hidden[0] - 1,
            "sigmoid": 2 ** hidden[0] - 1,
            "relu": hidden[0] + 1,
            "identity": 1,
        }
        if len(hidden) == 1 and names[0] in bounds:
            assert len(labels) - 1 > bounds[names[0]] - (names[0] == "relu" and hidden[0] <= 2)

    def no_order(self, a, b):
        first, *rest = self.claim["hidden"]
        assert first == 1
        assert not rest
        most = 1 if activation(self.claim["activations"][0]).monotone != "no" else 2
        labels = np.array([m["class"] for m in self.evidence["members"]])
        points = np.array([self.member(m, [*a, *b]) for m in self.evidence["members"]])
        along = np.random.default_rng(0).standard_normal((5000, points.shape[1])) @ points.T
        changes = np.diff(labels[np.argsort(along, axis=1)], axis=1) != 0
        assert changes.sum(axis=1).min() > most

    def directions(self, a, b):
        """Along some directions: how near points of lines through one class come to the other."""
        (i,), (j,) = a, b
        ways = np.random.default_rng(0).standard_normal((24, self.sets[0].dimension))
        starts = self.sets[i].sample(400, 0)
        reach = np.ptp(np.concatenate([starts, self.sets[j].sample(400, 0)]), axis=0).max()
        along = np.linspace(-2 * reach, 2 * reach, 240)[:, None, None]
        for way in ways / np.linalg.norm(ways, axis=1, keepdims=True):
            places = (starts + along * way).reshape(-1, len(way))
            assert self.sets[j].distance(places).min() < 0.1 * reach

    def overlap(self, a, b):
        assert self.claim["first"] == 1
        found = [(self.member(m, [*a, *b]), m) for m in self.evidence["members"]]
        parts = {}
        for k, (x, m) in enumerate(found):
            loose = self.at(m)["shape"]
            key = (m["class"], *m["path"], k if loose in {"points", "balls"} else -1)
            parts.setdefault(key, []).append(x)
        along = np.random.default_rng(0).standard_normal((5000, len(found[0][0])))
        spans = {key: np.array(x) @ along.T for key, x in parts.items()}
        least = np.full(len(along), -np.inf)
        for one, other in product(spans, spans):
            if one[0] != other[0]:
                low = np.maximum(spans[one].min(0), spans[other].min(0))
                least = np.maximum(least, np.minimum(spans[one].max(0), spans[other].max(0)) - low)
        assert least.min() > -NEAR
