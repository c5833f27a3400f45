"""One file is enough for a new shape: data, pictures and recordings go by what it can do."""

from dataclasses import dataclass

import numpy as np
import pytest

from unknot import draw
from unknot.data import Dataset
from unknot.errors import InputError
from unknot.exact import number, numbers, point, read_float, read_floats
from unknot.recording import Spec, decode, encode
from unknot.shapes import Ball, Member, Shape, kinds, read, write
from unknot.shapes._grid import grid_cover
from unknot.train import fit
from unknot.verdicts import separates


@dataclass(frozen=True)
class Diamond(Shape):
    """All points whose coordinates differ from the centre's by a sum of at most the radius."""

    kind = "diamond"

    centre: tuple[float, ...]
    radius: float

    def content(self):
        return {"centre": numbers(self.centre), "radius": number(self.radius)}

    @classmethod
    def of_content(cls, content):
        return cls(read_floats(content["centre"]), read_float(content["radius"]))

    @property
    def dimension(self):
        return len(self.centre)

    @property
    def measure(self):
        return 2 * self.radius**2

    def sample(self, count, seed):
        rng = np.random.default_rng(seed)
        square = rng.uniform(-1, 1, (count, 2)) * self.radius / 2**0.5
        turned = square @ np.array([[1, 1], [-1, 1]]) / 2**0.5
        return np.array(self.centre) + turned

    def distance(self, points):
        off = np.abs(np.asarray(points) - self.centre)
        turned = np.stack([off.sum(axis=1), np.abs(off[:, 0] - off[:, 1])], axis=1) / 2**0.5
        return np.linalg.norm(np.maximum(turned - self.radius / 2**0.5, 0), axis=1)

    def bounds(self):
        return np.array(self.centre) - self.radius, np.array(self.centre) + self.radius

    def cover(self, size):
        return grid_cover(size, *self.bounds(), self.distance, (self.measure, 2))

    def members(self):
        yield Member(point(self.centre))


@pytest.fixture
def data():
    shapes = (Diamond((-2.0, 0.0), 1.0), Ball((2, 0), 1))
    points = np.concatenate([shape.sample(20, 0) for shape in shapes])
    return Dataset(points, np.repeat([0, 1], 20), ("A", "B"), ("x", "y"), shapes=shapes)


def test_it_is_written_and_read(data):
    assert kinds()["diamond"] is Diamond
    assert read(write(data.shapes[0])) == data.shapes[0]
    recording = fit(Spec(data="here", hidden=(2,), steps=300, seeds=2, learning_rate=0.05), data)
    assert decode(encode(recording), "here").data == data


def test_it_is_drawn(data):
    recording = fit(Spec(data="here", hidden=(2,), steps=300, seeds=2, learning_rate=0.05), data)
    draw.decision(recording.final, data)
    draw.strip(recording.final, data)


def test_what_the_checker_does_not_know_is_not_proved(data):
    recording = fit(Spec(data="here", hidden=(2,), steps=300, seeds=2, learning_rate=0.05), data)
    assert recording.accuracy == 1
    with pytest.raises(InputError, match="there is no shape 'diamond'"):
        separates(recording.final, data)
