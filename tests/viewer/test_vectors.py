"""The numbers that hold the browser's mathematics to Python's are up to date, and cover it."""

import base64
import json
import math

import numpy as np
import pytest
from safetensors.numpy import load
from vectors import COMMAND, FOLDER, vectors

from unknot.nets import Grid, Network, activation_names
from unknot.nets.layers import kinds
from unknot.viewer._baked import is_baked

TOLERANCE = 1e-9
SINGLE = 1e-6
TRAINED = 3e-6
STALE = f"Run `{COMMAND}` and then the viewer's tests (`npm test` in viewer)."


@pytest.fixture(scope="module")
def made():
    return json.loads(json.dumps(vectors()))


def committed(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def assert_close(ours, theirs, where):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        assert ours.keys() == theirs.keys(), f"{where}: {STALE}"
        for key, value in ours.items():
            compare = assert_same_file if key == "file" else assert_close
            compare(value, theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        assert len(ours) == len(theirs), f"{where}: {STALE}"
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            assert_close(one, other, f"{where}[{index}]")
    elif isinstance(ours, float) and isinstance(theirs, float | int):
        # Paths are written out in single precision.
        room = SINGLE if "baked/" in where else TOLERANCE
        # Training sums in single precision, in an order of the machine's.
        room = TRAINED if where.startswith("trained") else room
        close = math.isclose(ours, theirs, rel_tol=room, abs_tol=room)
        assert close, f"{where} is {theirs}, but should be {ours}: {STALE}"
    else:
        assert ours == theirs, f"{where}: {STALE}"


def assert_same_file(ours, theirs, where):
    """Compare recordings by what they hold: their projections are floating point."""
    one, other = base64.b64decode(ours), base64.b64decode(theirs)
    assert_close(described(one), described(other), where)


def described(content):
    length = int.from_bytes(content[:8], "little")
    about = json.loads(content[8 : 8 + length])["__metadata__"]
    tensors = {
        name: {"dtype": str(tensor.dtype), "values": tensor.tolist()}
        for name, tensor in load(content).items()
    }
    return {"about": json.loads(about["unknot"]), "tensors": tensors}


@pytest.mark.parametrize("name", ["activations", "networks", "near", "recordings"])
def test_committed_vectors_are_what_python_computes(made, name):
    assert_close(made[name], committed(name), name)


def test_there_are_no_other_files(made):
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.json" for name in made}


def test_every_activation_is_drawable_on_both_sides():
    assert {entry["name"] for entry in committed("activations")} >= set(activation_names())


def test_layers_have_an_exact_motion_in_the_browser_or_their_path_is_written_out():
    exact = {
        layer["kind"] for entry in committed("networks") for layer in entry["network"]["layers"]
    }
    assert exact <= set(kinds())
    # Of two units, which are an image for those that need one.
    texts = {"conv": "conv:1,1", "pool": "pool:1", "image": "image:1x1x2", "flatten": "flatten"}
    texts["features"] = "features:linear,square"
    for kind in kinds().values():
        word = kind.recipe.words()[0]
        recipe = kind.recipe.read(texts.get(word, f"{word}:2"))
        layer = recipe.draw(np.random.default_rng(0), Grid(1, 1, 2), "identity")
        assert is_baked(Network([layer])) == (layer.kind not in exact)


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 600_000
