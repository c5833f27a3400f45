"""The numbers that hold the browser's mathematics to Python's are up to date, and cover it."""

import base64
import importlib
import json
import math
import pkgutil

import pytest
from safetensors.numpy import load
from vectors import COMMAND, FOLDER, vectors

import unknot
from unknot.nets import Layer, activation_names

TOLERANCE = 1e-9
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
        close = math.isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
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


def test_every_kind_of_layer_is_drawable_on_both_sides():
    """A new layer type must not be drawable on one side only."""
    for module in pkgutil.walk_packages(unknot.__path__, "unknot."):
        if module.name.startswith("unknot.nets"):
            importlib.import_module(module.name)
    drawn = {
        layer["kind"] for entry in committed("networks") for layer in entry["network"]["layers"]
    }
    assert drawn == {kind.__name__.lower() for kind in public(Layer)}


def public(parent):
    for child in parent.__subclasses__():
        if child.__module__.startswith("unknot.") and not child.__name__.startswith("_"):
            yield child
        yield from public(child)


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 600_000
