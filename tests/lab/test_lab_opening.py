"""Recordings and recipes that the lab saved are opened again, by what they hold."""

import base64
import gzip
import json
from urllib.parse import unquote

import jax
import numpy as np
import pytest

from unknot import fit, viewer
from unknot.lab import Limits
from unknot.recording import Spec, decode, encode

SMALL = {"data": "circles:points=40", "hidden": [2], "seeds": 3, "seed": 2}
TABLE = b"height,width,kind\n" + b"".join(
    b"%d,%d,%s\n" % (i * 7 % 11, i * 100, b"ab"[i % 2 : i % 2 + 1]) for i in range(30)
)


def upload(lab, name, content, *tables):
    return lab.post("/data", params={"name": name, "tables": ",".join(tables)}, content=content)


def fields_of(fragment: str) -> tuple[dict, dict]:
    """Give a fragment's spec and the rest, as the page reads it."""
    given = {k: unquote(v) for k, v in (part.split("=", 1) for part in fragment.split("&"))}
    read = {
        "hidden": lambda t: [] if t == "none" else list(map(int, t.split(","))),
        "activation": lambda t: t.split(","),
        "layers": lambda t: None if t == "none" else t.split("/"),
        "loss": lambda t: None if t == "auto" else t,
        "batch": lambda t: None if t == "all" else int(t),
        "patience": lambda t: None if t == "none" else int(t),
        "standardise": lambda t: t == "1",
    }
    spec = {k: read.get(k, _number)(given.pop(k)) for k in list(given) if k in Spec.model_fields}
    return spec, given


def _number(text: str):
    try:
        return json.loads(text)
    except ValueError:
        return text


def train(lab, spec, step=30):
    """Train in the lab, and give the recording and the recipe that it saves."""
    with lab.page() as page:
        handle = page.open(spec, step=step)
        page.rest(step)
        kinds = ("safetensors", "json")
        return [lab.get(f"/export/{handle}.{kind}").content for kind in kinds]


def weights_of(lab, fragment):
    """Open a fragment as the page does, and give the weights that come."""
    spec, rest = fields_of(fragment)
    step = int(rest["step"])
    with lab.page() as page:
        handle = page.open(spec, step=step)
        if "shown" in rest:
            page.send("show", experiment=handle, seed=int(rest["shown"]))
            page.recorded(seed=spec.get("seed", 0) + int(rest["shown"]))
        page.rest(step)
        return page.weights


def final(content):
    leaves = jax.tree.leaves(decode(content, "the recording").networks)
    return np.concatenate([leaf[-1].ravel() for leaf in leaves])


def test_a_recording_that_the_lab_saved_is_opened_where_it_ended(lab):
    recording, _ = train(lab, SMALL)
    said = upload(lab, "unknot.safetensors", recording).json()
    assert said["note"] == ""
    assert "step=30" in said["fragment"]
    np.testing.assert_array_equal(weights_of(lab, said["fragment"]), final(recording))


def test_a_recipe_that_the_lab_saved_is_opened_and_trained_as_far(lab):
    recording, recipe = train(lab, {**SMALL, "seeds": 1})
    said = upload(lab, "unknot.json", recipe).json()
    np.testing.assert_array_equal(weights_of(lab, said["fragment"]), final(recording))


def test_what_is_saved_names_a_table_by_its_file(lab):
    source = upload(lab, "pets.csv", TABLE).json()["source"]
    recording, recipe = train(lab, {"data": f"{source}:label=kind", "hidden": [2]})
    assert json.loads(recipe)["data"] == "pets.csv:label=kind"
    film = decode(recording, "the recording")
    assert film.spec.data == film.data.source == "pets.csv:label=kind"


def test_a_recipe_finds_the_table_that_is_open_on_the_page(lab):
    table = upload(lab, "pets.csv", TABLE).json()
    other = upload(lab, "others.csv", TABLE).json()
    recording, recipe = train(lab, {"data": f"{table['handle']}:label=kind", "hidden": [2]})
    said = upload(lab, "unknot.json", recipe, table["handle"], other["handle"]).json()
    assert fields_of(said["fragment"])[0]["data"] == f"{table['handle']}:label=kind"
    np.testing.assert_array_equal(weights_of(lab, said["fragment"]), final(recording))


@pytest.mark.parametrize("tables", [[], ["upload:0123456789abcdef"], ["nonsense"], [""]])
def test_a_recipe_without_its_table_asks_for_it(lab, tables):
    upload(lab, "pets.csv", TABLE)  # on the server, but not on this page
    answer = upload(lab, "unknot.json", b'{"data": "folder/pets.csv:label=kind"}', *tables)
    assert answer.status_code == 422
    assert "'pets.csv'" in answer.json()["error"]
    assert "open that table first" in answer.json()["error"]


@pytest.mark.parametrize("more", [{}, {"standardise": True, "validation": 0.2}])
def test_a_recording_brings_its_own_points_where_its_table_is_not_open(lab, more):
    table = upload(lab, "pets.csv", TABLE).json()
    recording, _ = train(lab, {"data": table["source"], "hidden": [2], **more})
    said = upload(lab, "unknot.safetensors", recording).json()
    assert "pets.csv is not open on this page" in said["note"]
    assert ("validation" in said["note"]) == bool(more)
    np.testing.assert_array_equal(weights_of(lab, said["fragment"]), final(recording))
    with lab.page() as page:
        handle = page.open(fields_of(said["fragment"])[0])
        command = lab.get(f"/recipe/{handle}").json()["command"]
    source = fields_of(said["fragment"])[0]["data"]
    kept = lab.get("/data", params={"source": source}).json()
    assert (kept["source"], kept["columns"], kept["classes"]) == (source, [], ["a", "b"])
    assert command.startswith("unknot fit pets.csv ")
    assert ("--standardise" in command) == bool(more)


@pytest.mark.parametrize(
    "more",
    [
        {"layers": ("field:3*2",)},
        pytest.param({"head": "neighbours:k=3"}, marks=pytest.mark.slow),
    ],
)
def test_a_recording_of_any_layers_and_head_is_opened_where_it_ended(lab, more):
    content = encode(fit(Spec(data="moons:points=20", steps=2, patience=None, **more)))
    said = upload(lab, "film.safetensors", content).json()
    assert said["note"] == ""
    np.testing.assert_array_equal(weights_of(lab, said["fragment"]), final(content))


def test_a_recording_does_not_take_another_table_of_the_same_name(lab):
    table = upload(lab, "pets.csv", TABLE).json()
    recording, _ = train(lab, {"data": table["source"], "hidden": [2]})
    other = upload(lab, "pets.csv", TABLE + b"1,1,a\n").json()
    said = upload(lab, "unknot.safetensors", recording, other["handle"]).json()
    assert "own 30 points" in said["note"]
    same = upload(lab, "unknot.safetensors", recording, table["handle"]).json()
    assert same["note"] == ""
    assert fields_of(same["fragment"])[0]["data"] == table["source"]


def test_a_page_that_the_lab_saved_is_opened_as_it_shows_it(lab):
    with lab.page() as page:
        handle = page.open({**SMALL, "seeds": 2}, step=20)
        page.rest(20)
        page.send("edit", experiment=handle, edits=[["weight", 1, 0, 0.25]])
        page.expect("edits")
        page.send("show", experiment=handle, seed=1)
        page.recorded(seed=3)
        shown = json.dumps({"step": 20, "depth": 0.5, "yaw": None, "grid": False})
        content = lab.get(f"/export/{handle}.html", params={"state": shown}).content
        weights = page.weights
    said = upload(lab, "unknot.html", content).json()
    assert said["note"] == ""
    spec, rest = fields_of(said["fragment"])
    assert (spec["seed"], rest["edits"]) == (3, "20~weight~0~0~0.25")
    assert (rest["step"], rest["depth"], rest["yaw"], rest["grid"]) == ("20", "0.5", "auto", "0")
    with lab.page() as page:
        edits = [[20, "weight", 0, 0, 0.25]]
        page.open(spec, step=20, edits=edits)
        page.rest(20)
        np.testing.assert_array_equal(page.weights, weights)


def test_of_several_recordings_in_a_page_the_first_is_opened(lab):
    spec = Spec(data="moons:points=20", hidden=(2,), steps=2, patience=None)
    films = [fit(spec), fit(spec.model_copy(update={"data": "circles:points=20"}))]
    said = upload(lab, "both.html", viewer.page(films, prove=None).encode()).json()
    assert said["note"] == "both.html holds 2 recordings; this is the first."
    assert fields_of(said["fragment"])[0]["data"] == "moons:points=20"


def carrying(packed: bytes, state: str = "{}") -> bytes:
    text = base64.b64encode(packed).decode()
    element = f'<unknot-viewer name="" controls="full" state="{state}"><p></p>'
    return f'{element}<script type="application/gzip">{text}</script></unknot-viewer>'.encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<h1>no recording</h1><script>alert(1)</script>", "holds no recording"),
        (b'<script type="application/gzip">' * 1000, "holds no recording"),
        (carrying(b"nothing that is packed"), "damaged"),
        (carrying(gzip.compress(b"something")[:-9]), "cut short"),
        (carrying(gzip.compress(bytes(2_000_000))), "unpacks to more than 1,000,000 bytes"),
        (carrying(gzip.compress(b"no recording")), "not a recording"),
    ],
)
def test_a_page_that_holds_no_sound_recording_is_refused(serve, content, says):
    with serve(limits=Limits(recording=1_000_000)) as lab:
        answer = upload(lab, "page.html", content)
    assert answer.status_code == 422
    assert says in answer.json()["error"]


@pytest.mark.parametrize(
    "state", ["{", "[]", "{&quot;zoom&quot;: 1e999}", "{&quot;script&quot;: 1}", "[" * 1900]
)
def test_a_page_s_state_that_fits_nothing_is_left_out(lab, state):
    film = fit(Spec(data="moons:points=20", hidden=(2,), steps=2, patience=None))
    content = carrying(gzip.compress(encode(film)), state)
    said = upload(lab, "page.html", content).json()
    assert said["fragment"].endswith("step=2&shown=0")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("r.json", b'{"data": "moons", "hidden": [0]}', "hidden"),
        ("r.json", b'{"data": "moons", "nonsense": 1}', "nonsense"),
        ("r.json", b'{"data": "moons", "hidden": [2000]}', "2,000 units"),
        ("r.json", b'{"data": "moons", "head": "neighbors"}', "Did you mean 'neighbours'?"),
        ("r.json", b'{"data": "/etc/passwd"}', "'passwd', which is not open"),
        ("r.safetensors", b"", "not a recording"),
        ("r.safetensors", b"\x08\0\0\0\0\0\0\0{}      ", "not a recording"),
    ],
)
def test_what_cannot_be_opened_is_answered_by_a_sentence(lab, name, content, says):
    answer = upload(lab, name, content)
    assert answer.status_code == 422
    assert says in answer.json()["error"]


@pytest.mark.parametrize(
    "content",
    [
        b'[{"x": 1, "y": 2, "k": "a"}, {"x": 2, "y": 1, "k": "b"}]',
        b'{"data": [[1, 2, "a"], [2, 1, "b"]], "columns": ["x", "y", "k"]}',
        b'{"x": [1, 2], "data": [2, 1], "k": ["a", "b"]}',
    ],
)
def test_json_that_holds_a_table_is_a_table(lab, content):
    table = upload(lab, "unknot.json", content).json()
    assert table["handle"].startswith("upload:")


def test_recordings_may_be_larger_than_tables_and_not_too_large(serve):
    film = encode(fit(Spec(data="moons:points=20", hidden=(2,), steps=2, patience=None)))
    size = len(film)
    with serve(limits=Limits(upload=10, recording=size)) as lab:
        assert upload(lab, "unknot.safetensors", film).status_code == 200
        assert upload(lab, "pets.csv", TABLE).status_code == 413
    with serve(limits=Limits(recording=size - 1)) as lab:
        assert upload(lab, "unknot.safetensors", film).status_code == 413


def test_sets_with_more_points_than_are_trained_live_begin_with_fewer(lab):
    entries = {e["name"]: e for e in lab.get("/catalogue.json").json()["datasets"]}
    parameters = {p["name"]: p for p in entries["mnist"]["parameters"]}
    points = parameters["points"]
    assert (points["start"], points["high"], points["of"]) == (2000, 20_000, 60_000)
    for name in ("iris", "digits", "moons"):
        points = next(p for p in entries[name]["parameters"] if p["name"] == "points")
        assert points["start"] == points["default"]
        assert points["high"] <= 20_000
