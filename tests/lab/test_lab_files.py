import html
import io
import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest

from unknot import fit
from unknot.data import Dataset, catalogue
from unknot.errors import InputError
from unknot.lab import Limits
from unknot.lab._exports import KINDS
from unknot.lab._sources import Sources
from unknot.nets import activation_names
from unknot.recording import Spec, decode

SMALL = {"data": "circles:points=40", "hidden": [2]}
TABLE = b"height,width,kind\n1,2,cat\n2,1,dog\n3,4,cat\n4,3,dog\n"


def npz(**arrays) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def test_an_uploaded_table_is_trained_on(lab, client):
    answer = lab.post("/data?name=pets.csv&label=kind", content=TABLE)
    assert answer.status_code == 200
    about = answer.json()
    assert about["source"].startswith("upload:")
    assert (about["name"], about["points"]) == ("pets", 4)
    assert about["features"] == ["height", "width"]
    assert (about["classes"], about["counts"]) == (["cat", "dog"], [2, 2])
    handle = client.open({"data": about["source"], "hidden": [2]})
    command = lab.get(f"/recipe/{handle}").json()["command"]
    assert command.startswith("unknot fit pets.csv:label=kind ")
    assert client.recorded().data.points.tolist() == [[1, 2], [2, 1], [3, 4], [4, 3]]


def test_the_same_table_has_the_same_name(lab):
    first = lab.post("/data?name=pets.csv&label=kind", content=TABLE).json()
    assert lab.post("/data?name=pets.csv&label=kind", content=TABLE).json() == first
    other = lab.post("/data?name=pets.csv&label=kind", content=TABLE + b"5,6,cat\n").json()
    assert other["source"] != first["source"]


@pytest.mark.parametrize("folder", ["../../etc/", "/etc/", "C:\\users\\me\\"])
def test_only_the_last_part_of_a_name_counts(lab, folder):
    answer = lab.post("/data", params={"name": folder + "pets.csv"}, content=TABLE)
    assert answer.json()["name"] == "pets"


@pytest.mark.parametrize("name", ["p\0ets.csv", "🐈" * 90 + ".csv", "a b,c.csv", "\n.csv"])
def test_a_name_may_be_anything(lab, name):
    answer = lab.post("/data", params={"name": name}, content=TABLE)
    assert answer.json()["points"] == 4


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("pets.csv", b"", "is empty"),
        ("pets.csv", b"\xff\xfa\x00", "not UTF-8"),
        ("pets.npz", b"PK\x03\x04 nonsense", "not a complete .npz"),
        ("pets.npz", npz(X=np.eye(2), y=np.array([{}, {}], object)), "pickled"),
        ("pets.npz", npz(points=np.zeros((3, 2)), labels=np.zeros(2, int)), "labels have shape"),
        ("pets.parquet", b"PAR1", "not a readable Parquet"),
        ("pets.exe", b"MZ", "expected a table that ends in"),
        ("pets", TABLE, "expected a table that ends in"),
        ("pets.npz", npz(points=np.zeros((20_001, 1)), labels=np.arange(20_001) % 2), "20,001"),
    ],
)
def test_a_bad_table_is_answered_by_a_sentence(lab, name, content, says):
    answer = lab.post("/data", params={"name": name}, content=content)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert "/tmp" not in answer.json()["error"]


def test_a_table_that_is_too_large_is_cut_off(lab):
    answer = lab.post("/data?name=large.csv", content=b"1,2\n" * 2_600_000)
    assert answer.status_code == 413
    assert "10,000,000 bytes" in answer.json()["error"]


def test_an_archive_that_would_explode_is_refused(lab):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("points.npy", bytes(150_000_000))
    assert len(buffer.getvalue()) < 1_000_000
    answer = lab.post("/data?name=bomb.npz", content=buffer.getvalue())
    assert answer.status_code == 422
    assert "would unpack" in answer.json()["error"]


def test_an_array_that_claims_to_be_huge_is_refused(lab):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 2), }"
    header = header.ljust(118) + b"\n"
    array = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("points.npy", array)
        archive.writestr("labels.npy", array)
    answer = lab.post("/data?name=huge.npz", content=buffer.getvalue())
    assert answer.status_code in {413, 422}
    assert lab.get("/").status_code == 200


def test_the_oldest_uploads_are_forgotten():
    sources = Sources(Limits(), local=True)
    handles = [sources.receive(f"{n}.csv", TABLE).handle for n in range(40)]
    assert sources.load(handles[-1]).name == "39"
    with pytest.raises(InputError, match="upload the file again"):
        sources.load(handles[0])


def test_downloads_are_for_this_machine_alone():
    with pytest.raises(InputError, match="downloads nothing"):
        Sources(Limits(), local=False).load("mnist:points=100,download=true")


def test_what_the_user_of_this_machine_named_is_trusted(tmp_path):
    path = tmp_path / "pets.csv"
    path.write_bytes(TABLE)
    sources = Sources(Limits(), local=True)
    assert sources.trusted("spirals:turns=2") == "spirals:turns=2"
    handle = sources.trusted(f"{path}:label=kind")
    assert isinstance(sources.load(handle), Dataset)
    assert sources.original(handle) == f"{path}:label=kind"


# What a run is saved as.


@pytest.fixture(scope="module")
def run(lab):
    with lab.page() as page:
        handle = page.open(SMALL, step=30)
        page.recorded(step=30)
        yield lab, handle


def test_the_recording_is_that_of_the_run(run):
    lab, handle = run
    answer = lab.get(f"/export/{handle}.safetensors")
    assert answer.headers["content-disposition"] == 'attachment; filename="unknot.safetensors"'
    recording = decode(answer.content, "the export")
    expected = fit(Spec(**SMALL, steps=30, patience=None))
    assert recording.t1 == 30
    np.testing.assert_array_equal(recording.final.layers[0].weight, expected.final.layers[0].weight)
    again = fit(recording.spec)
    np.testing.assert_array_equal(again.losses, recording.losses)


def test_the_recipe_repeats_the_run(run):
    lab, handle = run
    spec = Spec(**lab.get(f"/export/{handle}.json").json())
    assert (spec.steps, spec.hidden) == (30, (2,))


def test_a_page_shows_first_what_was_looked_at(run):
    lab, handle = run
    seen = {"step": 10, "depth": 0.5, "order": "phases", "yaw": -0.3, "pitch": None, "zoom": 2}
    answer = lab.get(f"/export/{handle}.html", params={"state": json.dumps(seen)})
    assert "attachment" in answer.headers["content-disposition"]
    (state,) = re.findall(r' state="([^"]*)"', answer.text)
    assert json.loads(html.unescape(state)) == seen


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("{handle}.exe", 404, "no export 'exe'"),
        ("4000000.html", 404, "no such experiment"),
        ('{handle}.html?state={{"depth":7}}', 422, "between 0 and"),
        ('{handle}.html?state={{"step":-1}}', 422, "-1"),
        ('{handle}.html?state={{"step":NaN}}', 422, "nan"),
        ('{handle}.html?state={{"order":"sideways"}}', 422, "together, phases"),
        ('{handle}.html?state={{"camera":1}}', 422, "'camera'"),
        ("{handle}.html?state=7", 422, "expected an object in JSON"),
        ("{handle}.html?state=" + 5000 * "[", 422, "expected an object in JSON"),
    ],
)
def test_what_cannot_be_saved_is_answered(run, path, status, says):
    lab, handle = run
    answer = lab.get("/export/" + path.format(handle=handle))
    assert answer.status_code == status
    assert says in answer.json()["error"]


def test_one_file_of_an_experiment_at_a_time(run, monkeypatch):
    lab, handle = run
    begun, released = Event(), Event()

    def slowly(recording, view):
        begun.set()
        assert released.wait(60)
        return b"a page"

    monkeypatch.setitem(KINDS, "html", ("text/html", slowly))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(lab.get, f"/export/{handle}.html")
        assert begun.wait(60)
        busy = lab.get(f"/export/{handle}.json")
        released.set()
        assert first.result().content == b"a page"
    assert busy.status_code == 429
    assert "wait for it" in busy.json()["error"]
    assert lab.get(f"/export/{handle}.json").status_code == 200


def test_the_catalogue_is_complete(lab):
    about = lab.get("/catalogue.json").json()
    assert [entry["name"] for entry in about["datasets"]] == [e.name for e in catalogue()]
    assert [entry["name"] for entry in about["activations"]] == list(activation_names())
    for entry in about["activations"]:
        parameter = entry["parameter"]
        name = f"{entry['name']}:{parameter['default']}" if parameter else entry["name"]
        assert Spec(data="moons", activation=name)
    assert json.dumps(about["limits"])


def test_every_set_that_is_at_hand_has_a_picture(lab):
    found = lab.get("/pictures.json").json()
    known = [one["name"] for one in lab.get("/catalogue.json").json()["datasets"]]
    assert set(known) - set(found) == {"mnist"}  # whose files may not be here
    for points in found.values():
        x, y, labels = np.array(points).T
        assert max(abs(x).max(), abs(y).max()) == 100
        assert len(set(labels)) > 1
