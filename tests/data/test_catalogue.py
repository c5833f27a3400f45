"""What every data set of the catalogue promises."""

import numpy as np
import pytest

from unknot.data import Dataset, catalogue, load
from unknot.errors import InputError, UnknownName

ENTRIES = [entry for entry in catalogue() if entry.name != "mnist"]
EVERY = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
WITH_NOISE = [e for e in ENTRIES if any(p.name == "noise" for p in e.parameters)]
VARIANTS = [
    *(entry.name for entry in ENTRIES),
    *(f"spirals:turns={turns}" for turns in (0.5, 0.75, 2, 3, 4, 20)),
    *("nested-rings:rings=1", "nested-rings:rings=6", "intervals:changes=1", "intervals:changes=7"),
    *("shells:dimension=1", "shells:dimension=5,count=4", "shells:dimension=64", "xor:gap=1"),
    *("disc-in-ring:inner=0.2,gap=0.1", "linked-tori:radius=0.28", "circles:factor=0.9"),
    *("torus-link:p=3,q=2", "torus-link:p=4,q=6", "torus-link:p=12,q=12", "torus-link:p=1,q=1"),
    *("unlink-spiral:turns=0", "unlink-spiral:turns=5", "hook:vertices=200", "hopf:vertices=12"),
    *("drawn:strokes=B.0_0_7_9;A-50_0_99_1;Ao50_50_99_50_60_99", "drawn:noise=0.5,points=7"),
]


def gap(first, second) -> float:
    """A rigorous lower bound of the distance between two shapes, by a cover of the first."""
    best = -np.inf
    for size in (0.2, 0.05, 0.02, 0.01, 0.002):
        boxes = first.cover(size)
        centres = (boxes.lower + boxes.upper) / 2
        half = np.linalg.norm(boxes.upper - boxes.lower, axis=1) / 2
        best = max(best, float((second.distance(centres) - half).min()))
        if best > 0:
            break
    return best


def test_the_catalogue_has_the_names():
    names = "two-curves spirals disc-in-ring nested-rings intervals shells linked-tori hopf"
    names += " rings whitehead borromean linked-spheres torus-link d-i d-ii d-iii"
    names += " unlink-spiral hook moons circles blobs xor iris digits mnist drawn"
    assert sorted(entry.name for entry in catalogue()) == sorted(names.split())
    for entry in catalogue():
        assert entry.summary
        assert all(p.description and p.range for p in entry.parameters)


@pytest.mark.parametrize("source", VARIANTS)
def test_sources_round_trip_and_shapes_hold_their_points(source):
    data = load(source)
    assert load(data.source) == data
    assert load(data.source).source == data.source
    assert min(data.counts.values()) > 0
    assert data.points.dtype == np.float64
    assert data.labels.dtype == np.int64
    assert len(data.conflicts()) == 0
    for label, shape in enumerate(data.shapes or ()):
        assert shape.contains(data.of_class(label), 1e-12).all()


SHAPED = [source for source in VARIANTS if load(f"{source}").shapes is not None]


@pytest.mark.parametrize("source", SHAPED)
def test_classes_are_disjoint(source):
    first, second = load(source).shapes
    if first.dimension <= 3:
        assert gap(first, second) > 0
    else:  # concentric layers: their distance shows on a ray
        ray = np.linspace(0, 1, 4001)[:, None] * np.eye(first.dimension)[:1]
        assert (np.maximum(first.distance(ray), second.distance(ray)) > 1e-4).all()


@EVERY
def test_seeds_and_points(entry):
    assert load(f"{entry.name}:seed=3") == load(f"{entry.name}:seed=3")
    assert len(load(f"{entry.name}:points=30")) == 30
    random = entry.name in ("iris", "digits", "blobs")
    options = "points=30" if random else "points=31,noise=0.1"
    one, two = (load(f"{entry.name}:{options},seed={seed}") for seed in (0, 1))
    assert not np.array_equal(one.points, two.points)
    counts = list(one.counts.values())
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("entry", WITH_NOISE, ids=lambda entry: entry.name)
def test_noise_has_its_size_and_drops_the_shapes(entry):
    clean = load(f"{entry.name}:points=2000")
    noisy = load(f"{entry.name}:points=2000,noise=0.05")
    assert noisy.shapes is None
    assert clean.shapes is not None
    if np.array_equal(clean.points, load(f"{entry.name}:points=2000,seed=5").points):
        assert np.std(noisy.points - clean.points) == pytest.approx(0.05, rel=0.1)


MALFORMED = [
    ("spirals:turns=-1", "turns .*'-1'.*from 0.05 to 20"),
    ("spirals:turns=nan", "turns .*'nan'"),
    ("spirals:turns=inf", "turns .*'inf'"),
    ("spirals:turns=two", "turns .*'two'.*a number"),
    ("spirals:turns", "Cannot read 'turns'"),
    ("spirals:turns=", "turns .*''"),
    ("spirals:turns=1,turns=2", "given twice.*'1' and '2'"),
    ("spirals:turns=1,noise", "Cannot read 'noise'"),
    ("spirals:points=0", "points .*'0'.*from 2 to 1,000,000"),
    ("spirals:points=-5", "points .*'-5'"),
    ("spirals:points=1000000000", "points .*1000000000"),
    ("spirals:points=1.5", "points .*'1.5'.*whole number"),
    ("spirals:points=1_0", "points .*'1_0'"),
    ("spirals:noise=-0.1", "noise .*'-0.1'"),
    ("spirals:seed=-1", "seed .*'-1'"),
    ("spirals:trns=1", "no parameter of spirals 'trns'.*Did you mean 'turns'"),
    ("spiral", "no data set 'spiral'.*Did you mean 'spirals'"),
    ("spiral:turns=1", "no data set 'spiral'.*Did you mean 'spirals'"),
    ("disc-in-ring:inner=0.5,gap=0.5", "inner=0.5 and gap=0.5.*inner \\+ gap < 1"),
    ("unlink-spiral:turns=20", "vertices is 80.*vertices=320"),
    ("torus-link:p=1,q=12,vertices=20", "vertices is 20.*vertices=144"),
    ("blobs:points=2", "points is 2.*3 classes"),
    ("iris:points=151", "points .*'151'.*from 0 to 150"),
    ("iris:points=2", "points is 2; with 3 classes"),
    ("mnist:part=all", "part .*'all'.*train or test"),
    ("mnist:download=yes", "download .*'yes'.*true or false"),
    ("nowhere/at/all.csv", "file nowhere/at/all.csv does not exist"),
    ("missing.npz", "file missing.npz does not exist"),
    ("", "The source is ''"),
    ('"spirals"turns=1', "closing quote"),
    ("\0", "no data set"),
]


@pytest.mark.parametrize(("source", "message"), MALFORMED)
def test_wrong_sources_are_refused(source, message):
    with pytest.raises(InputError, match=message):
        load(source)


def test_unknown_names_have_their_own_type():
    with pytest.raises(UnknownName):
        load("spiral")
    with pytest.raises(UnknownName):
        load("spirals:turn=1")


def test_moons_are_scikit_learns():
    from sklearn.datasets import make_circles, make_moons

    upper, lower = load("moons").shapes
    rows, labels = make_moons(100)
    assert upper.contains(rows[labels == 0], 1e-12).all()
    assert lower.contains(rows[labels == 1], 1e-12).all()
    rows, labels = make_circles(100, factor=0.5)
    outer, inner = load("circles").shapes
    assert outer.contains(rows[labels == 0], 1e-12).all()
    assert inner.contains(rows[labels == 1], 1e-12).all()


def test_a_source_is_a_dataset():
    assert isinstance(load(" spirals : turns = 2 "), Dataset)
    assert load(" spirals : turns = 2 ").source == "spirals:turns=2,points=400,noise=0,seed=0"
