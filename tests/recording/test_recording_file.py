"""A recording's file: whole or refused, and plain enough for others to read."""

import json
import os
import struct
from dataclasses import fields, replace
from pathlib import Path

import hypothesis.strategies as st
import jax
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from safetensors import safe_open
from safetensors.numpy import load, load_file, save_file

from unknot.data import Dataset, catalogue
from unknot.data import load as load_data
from unknot.errors import InputError
from unknot.recording import Recording, Spec, decode, encode, read, write
from unknot.recording import _file as recording_file
from unknot.shapes import Ball, Curve
from unknot.train import fit


def assert_equal(one, other):
    for field in fields(Recording):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if field.name in {"networks", "finals"}:
            assert jax.tree.structure(a) == jax.tree.structure(b)
            a, b = jax.tree.leaves(a), jax.tree.leaves(b)
            assert all(
                u.dtype == v.dtype and np.array_equal(u, v) for u, v in zip(a, b, strict=True)
            )
        elif isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b, field.name


@pytest.fixture(scope="module")
def whole(tmp_path_factory, made):
    return write(made(), tmp_path_factory.mktemp("whole") / "run")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"hidden": ()},
        {"classes": 3},
        {"loss": "hinge"},
        {"validation": False, "standardise": False, "finals": False},
        {
            "activation": ("leaky-relu:0.2", "mish"),
            "snapshots": (1, 5),
            "patience": None,
            "batch": 4,
        },
        {"data": "ü, “quoted” \\ and a 線"},
    ],
    ids=str,
)
def test_what_is_read_is_what_was_written(tmp_path, options, made):
    name = options.pop("data", None)
    recording = made(**options)
    if name is not None:
        recording = replace(recording, spec=recording.spec.model_copy(update={"data": name}))
    assert_equal(read(write(recording, tmp_path / "run")), recording)


@pytest.mark.parametrize(
    "points",
    [
        [[0.0, 1.0], [1.0, 0.0]],
        [[0.0, 255.0], [3.0, 7.0]],
        [[0.2, 1 / 255], [1.0, 0.0]],
        [[-1.0, 2.0], [0.0, 0.0]],
        [[256.0, 0.0], [1.0, 2.0]],
        [[1e300, 1e-300], [0.0, 0.1]],
        [[-1e300, 1e6], [1e6, 0.1]],
    ],
)
def test_points_come_back_exactly_however_they_are_packed(tmp_path, points, made):
    data = Dataset(points, [0, 1], ("A", "B"), ("x", "y"))
    recording = replace(made(validation=False), data=data)
    again = read(write(recording, tmp_path / "run")).data.points
    assert again.dtype == np.float64
    np.testing.assert_array_equal(again, data.points)


def test_points_that_single_precision_holds_take_four_bytes(made):
    data = Dataset(np.float32([[0.1, -2.7], [1e-3, 5.5]]), [0, 1], ("A", "B"), ("x", "y"))
    recording = replace(made(validation=False), data=data)
    assert load(encode(recording))["data/points"].dtype == np.float32
    np.testing.assert_array_equal(decode(encode(recording), "x").data.points, data.points)


def test_a_file_is_what_encode_gives_and_decode_names_it(whole, made):
    assert whole.read_bytes() == encode(made())
    assert_equal(decode(whole.read_bytes(), "bytes"), made())
    with pytest.raises(InputError, match="'from a browser'"):
        decode(b"junk", "from a browser")


def test_a_file_without_projections_is_read(whole, tmp_path, made):
    path = write(made(hidden=(5, 4)), tmp_path / "wide")
    tensors = {k: v for k, v in load_file(path).items() if not k.startswith("projections/")}
    with safe_open(path, "np") as file:
        about = json.loads(file.metadata()["unknot"])
    del about["projections"]
    save_file(tensors, path, {"unknot": json.dumps(about)})
    assert_equal(read(path), made(hidden=(5, 4)))


@pytest.mark.parametrize(
    "source",
    [entry.name for entry in catalogue() if entry.name not in {"blobs", "iris", "digits", "mnist"}],
)
def test_the_exact_sets_come_back(source, made):
    data = load_data(source)
    recording = made(data=data, standardise=False)
    again = decode(encode(recording), "here")
    assert data.shapes is not None
    assert [type(one) for one in again.data.shapes] == [type(one) for one in data.shapes]
    assert again.data == recording.data


def test_recordings_that_did_not_hold_shapes_are_read(whole, tmp_path, made):
    with safe_open(whole, "np") as file:
        about = json.loads(file.metadata()["unknot"])
    assert about["data"].pop("shapes") is None
    old = rewritten(whole, tmp_path / "old.safetensors", format=1, data=about["data"])
    assert_equal(read(old), made())


def test_a_curve_that_cannot_be_written_down_is_left_out():
    line = Curve(lambda t: np.stack([t, 2 * t], axis=1), (0, 1), 3)
    data = Dataset([[0, 0], [3, 3]], [0, 1], ("A", "B"), ("x", "y"), shapes=(line, Ball((3, 3), 1)))
    recording = fit(Spec(data="here", hidden=(2,), steps=1, seeds=1), data)
    assert decode(encode(recording), "here").data.shapes is None


def test_equal_recordings_have_equal_bytes(tmp_path, whole, made):
    assert write(made(), tmp_path / "again").read_bytes() == whole.read_bytes()


def test_a_name_without_suffix_gets_one_and_folders_are_made(tmp_path, made):
    assert write(made(), tmp_path / "a" / "b" / "run") == tmp_path / "a" / "b" / "run.safetensors"
    assert write(made(), str(tmp_path / "run.other")) == tmp_path / "run.other"
    assert read(tmp_path / "run.other").best == 1


def test_metadata_is_plain_json_for_the_plain_library(whole, made):
    with safe_open(whole, "np") as file:
        assert set(file.metadata()) == {"unknot"}
        about = json.loads(file.metadata()["unknot"])
        np.testing.assert_array_equal(file.get_tensor("steps"), [0, 5, 10, 40])
        assert file.get_tensor("networks/0/weight").shape == (4, 3, 2)
    assert about["format"] == 2
    assert Spec.of(**about["spec"]) == made().spec
    assert about["network"]["layers"][0] == {"kind": "dense", "activation": "tanh"}


def test_every_truncation_is_refused_by_name(tmp_path, whole):
    content, path = whole.read_bytes(), tmp_path / "cut.safetensors"
    for length in {0, 1, 7, 8, 9, *np.linspace(10, len(content) - 1, 50, dtype=int).tolist()}:
        path.write_bytes(content[:length])
        with pytest.raises(InputError, match=r"cut\.safetensors"):
            read(path)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_flipped_bytes_are_refused_by_name_or_leave_a_usable_recording(tmp_path, whole, data):
    content = bytearray(whole.read_bytes())
    header = 8 + struct.unpack_from("<Q", content)[0]
    place = st.integers(0, header - 1) | st.integers(0, len(content) - 1)
    for at, value in data.draw(st.dictionaries(place, st.integers(0, 255), min_size=1)).items():
        content[at] = value
    path = tmp_path / "flipped.safetensors"
    path.write_bytes(content)
    try:
        with np.errstate(all="ignore"):
            recording = read(path)
    except InputError as error:
        assert "flipped.safetensors" in str(error)  # noqa: PT017
    else:
        assert recording.final.widths == recording.networks.widths
        assert recording.at(recording.t0).inputs == recording.data.dimension
        assert isinstance(recording.accuracy, float)


def rewritten(whole, path, tensors=None, text=None, **about):
    with safe_open(whole, "np") as file:
        old = json.loads(file.metadata()["unknot"])
    text = json.dumps(old | about) if text is None else text
    save_file(load_file(whole) | (tensors or {}), path, {"unknot": text})
    return path


@pytest.mark.parametrize(
    "about",
    [
        {"format": 3},
        {"format": True},
        {"format": None},
        {"format": "1"},
        {"best": 3},
        {"best": -1},
        {"best": "x"},
        {"network": []},
        {"network": "dense"},
        {"network": {"layers": [None], "head": None}},
        {"network": {"layers": [{"kind": "dense", "activation": 3}] * 2, "head": "logistic"}},
        {"network": {"layers": [{"kind": "dense", "activation": "nope"}] * 2, "head": "logistic"}},
        {"data": []},
        {"data": None},
        {"spec": None},
        {"spec": []},
        {"spec": {}},
        {"spec": {"data": "x", "steps": -1}},
        {"text": "[1]"},
        {"text": "null"},
        {"text": "{"},
        {"text": ""},
        {"text": "[" * 100_000 + "]" * 100_000},
    ],
    ids=lambda about: str(about)[:60],
)
def test_senseless_metadata_are_refused_by_name(tmp_path, whole, about):
    path = rewritten(whole, tmp_path / "odd.safetensors", **about)
    with pytest.raises(InputError, match=r"odd\.safetensors"):
        read(path)


@pytest.mark.parametrize(
    "tensors",
    [
        {"steps": np.array(3)},
        {"steps": np.zeros(0, int)},
        {"steps": np.arange(3)},
        {"steps": np.array([0, 5, 5, 40])},
        {"losses": np.zeros((4, 2), np.float32)},
        {"accuracies": np.zeros((0, 3), np.float32)},
        {"stopped": np.zeros(2, int)},
        {"networks/0/weight": np.zeros((4, 3), np.float32)},
        {"networks/0/weight": np.zeros((1, 3, 2), np.float32)},
        {"networks/0/weight": np.zeros((4, 3, 5), np.float32)},
        {"networks/head/bias": np.zeros((4, 9), np.float32)},
        {"data/labels": np.full(9, 7)},
        {"data/points": np.full((9, 2), np.nan)},
    ],
    ids=str,
)
def test_parts_that_do_not_fit_are_refused_by_name(tmp_path, whole, tensors):
    about = {"data": made_about(whole) | {"unit": None}} if "data/points" in tensors else {}
    path = rewritten(whole, tmp_path / "odd.safetensors", tensors, **about)
    with pytest.raises(InputError, match=r"odd\.safetensors"):
        read(path)


def made_about(whole):
    with safe_open(whole, "np") as file:
        return json.loads(file.metadata()["unknot"])["data"]


@pytest.mark.parametrize("content", [b"", b"not a recording", b"\0" * 100, b"\xff" * 100, b"{}"])
def test_another_kind_of_file_is_refused_by_name(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"notes\.txt"):
        read(path)


def test_a_safetensors_file_of_others_is_refused(tmp_path):
    save_file({"weight": np.zeros(3)}, tmp_path / "model.safetensors")
    with pytest.raises(InputError, match=r"model\.safetensors"):
        read(tmp_path / "model.safetensors")


def test_missing_files_and_folders_are_refused(tmp_path):
    for path in (tmp_path / "none.safetensors", tmp_path, tmp_path / "no" / "folder"):
        with pytest.raises(InputError, match=str(path)):
            read(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path, made):
    path = write(made(), tmp_path / "run")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission"):
        read(path)


def test_permission_errors_become_input_errors(whole, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        read(whole)


def test_places_that_cannot_be_written_are_refused(tmp_path, made):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.safetensors").mkdir()
    for path in ("", ".", tmp_path / "file" / "run", tmp_path / "folder.safetensors"):
        with pytest.raises(InputError):
            write(made(), path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.safetensors"]


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_else(
    tmp_path, monkeypatch, failure, moment, made
):
    path = write(made(), tmp_path / "run")
    before = path.read_bytes()

    def fail(*arguments):
        raise failure

    monkeypatch.setattr(recording_file.os, moment, fail)
    expected = InputError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write(made(classes=3), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run.safetensors"]


def test_writing_replaces_an_older_recording(tmp_path, made):
    path = write(made(), tmp_path / "run")
    write(made(classes=3), path)
    assert read(path).finals.head.scores == 3
    assert [p.name for p in tmp_path.iterdir()] == ["run.safetensors"]


def test_the_file_is_readable_by_whom_the_umask_allows(tmp_path, made):
    mask = os.umask(0o027)
    try:
        assert write(made(), tmp_path / "run").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(mask)
