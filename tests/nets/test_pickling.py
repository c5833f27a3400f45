"""What people hand to other processes comes back whole: by pickle, by copying, from pools."""

import copy
import gc
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import joblib
import numpy as np
import pytest

from unknot.data import catalogue, load
from unknot.nets import activation, activation_names, deform, reflected
from unknot.recording import Spec, encode
from unknot.train import fit
from unknot.verdicts import can_classify

SPEC = Spec(data="moons:points=40", hidden=(3, 2), activation=("leaky-relu:0.2", "elu"), steps=20)

AGAIN = pytest.mark.parametrize(
    "again", [lambda x: pickle.loads(pickle.dumps(x)), copy.deepcopy], ids=["pickle", "deepcopy"]
)


@pytest.fixture(scope="module")
def recording():
    return fit(SPEC)


@AGAIN
@pytest.mark.parametrize("name", [*activation_names(), "leaky-relu:0.37", "celu:2"])
def test_an_activation_comes_back_as_itself(again, name):
    for sigma in (activation(name), reflected(activation(name))):
        assert again(sigma) is sigma


def test_an_activation_comes_back_when_nothing_else_holds_it():
    written = pickle.dumps(activation("leaky-relu:0.4321"))
    gc.collect()
    assert pickle.loads(written)(np.array([-1.0])) == [-0.4321]


def test_an_activation_that_only_has_the_name_of_another_is_not_taken_for_it():
    kept = activation("tanh")
    mine = replace(kept, function=np.sin, derivative=np.cos, inverse=None)
    again = pickle.loads(pickle.dumps(mine))
    assert (again.function, again.derivative) == (np.sin, np.cos)
    assert again == mine != kept


@AGAIN
def test_a_recording_and_its_parts_come_back(again, recording):
    assert recording.projections == {}  # cached things travel along
    assert encode(again(recording)) == encode(recording)
    points = recording.data.points
    assert np.array_equal(again(recording.final).scores(points), recording.final.scores(points))
    assert again(recording.spec) == recording.spec


@AGAIN
@pytest.mark.parametrize("order", ["together", "phases"])
def test_a_deformation_comes_back(again, recording, order):
    path = deform(recording.final, order)
    points = recording.data.points
    for t in (0.5, 1.3, 2.0):
        assert np.array_equal(again(path).represent(t, points), path.represent(t, points))
        assert np.array_equal(again(path.at(t)).represent(points), path.at(t).represent(points))


@AGAIN
@pytest.mark.parametrize("name", [one.name for one in catalogue() if one.name != "mnist"])
def test_a_data_set_comes_back(again, name):
    data = load(name)
    assert again(data) == data


@AGAIN
def test_a_certificate_comes_back(again):
    found = can_classify(load("disc-in-ring:points=40"), (2, 2))
    assert again(found) == found
    again(found).check()


@pytest.mark.slow
def test_a_process_of_a_pool_gives_recordings_back(recording):
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        assert encode(pool.submit(fit, SPEC).result()) == encode(recording)


@pytest.mark.slow
def test_joblib_gives_recordings_back(recording):
    (again,) = joblib.Parallel(n_jobs=2)([joblib.delayed(fit)(SPEC)])
    assert encode(again) == encode(recording)
