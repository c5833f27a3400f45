"""Tables of one's own: asked about, read again with other options, kept within the limits."""

import bz2
import gzip
import io
import json
import lzma
import zipfile

import numpy as np
import pytest

from unknot.data import OPTIONS, load
from unknot.errors import InputError, Question
from unknot.lab import Limits
from unknot.lab._sources import Sources
from unknot.lab._tables import about

COLOURS = ("red", "green", "blue")
PETS = "id,seen,size,colour,kind,price\n" + "\n".join(
    f"{i + 1},2024-01-{i % 28 + 1:02d},{i * 7 % 23},{COLOURS[i * 5 % 3]},"
    f"{'cat' if i % 2 else 'dog'},{i * 1.37 + 0.3:.2f}"
    for i in range(60)
)
GAPS = "x,y,kind\n" + "\n".join(
    f"{'' if i == 4 else i},{i * i % 7},{'ab'[i % 2]}" for i in range(9)
)


def sent(lab, content, name="pets.csv", **options):
    content = content.encode() if isinstance(content, str) else content
    return lab.post("/data", params={"name": name, **options}, content=content)


def again(lab, table, **options):
    """Read a table again, without sending it."""
    given = ",".join(f'{name}="{value}"' for name, value in options.items())
    source = table["handle"] + (f":{given}" if given else "")
    return lab.get("/data", params={"source": source})


def test_a_doubtful_table_is_asked_about_in_the_words_of_the_page(lab):
    answer = sent(lab, PETS)
    table = answer.json()
    assert answer.status_code == 200
    assert (table["points"], table["error"]) == (None, None)
    assert "Choose the label below" in table["question"]["sentence"]
    assert "=" not in table["question"]["sentence"]
    assert table["question"]["options"]["label"] == "kind"
    assert {c["name"]: c["kind"] for c in table["columns"]} == {
        "id": "number",
        "seen": "date",
        "size": "number",
        "colour": "text",
        "kind": "text",
        "price": "number",
    }
    assert table["reading"]["label"] == "kind"  # what the proposal would give


def test_the_proposal_is_taken_without_another_upload(lab, client):
    first = sent(lab, PETS).json()
    table = again(lab, first, **first["question"]["options"]).json()
    assert table["handle"] == first["handle"]
    assert table["points"] == 60
    assert table["question"] is None
    client.open({"data": table["source"], "hidden": [2], "standardise": True})
    assert len(client.recorded().data) == 60


def test_every_answer_of_a_question_is_a_table_that_can_be_trained_on(lab):
    maybe = "a,b,c\n" + "\n".join(f"{i},{i * i % 5},{i % 3}" for i in range(12))
    for text in (PETS, GAPS, maybe):
        table = sent(lab, text).json()
        if table["question"]:
            assert again(lab, table, **table["question"]["options"]).json()["points"]


def test_options_are_taken_with_the_upload_too(lab):
    options = {"label": "kind", "drop": "id+seen+price", "encode": "colour"}
    table = sent(lab, PETS, **options).json()
    assert table["options"] == options
    assert table["features"] == ["size", "colour=blue", "colour=green", "colour=red"]
    assert table["reading"]["encoded"] == {"colour": ["blue", "green", "red"]}
    assert "label: kind (asked for)" in table["reading"]["lines"]


@pytest.mark.parametrize(
    ("content", "options", "features"),
    [
        (GAPS, {"missing": "mean"}, ["x", "y"]),
        (GAPS, {"missing": "drop"}, ["x", "y"]),
        ("1,2,3\n2,3,1\n3,1,2\n4,1,1\n5,5,2", {"header": "no"}, ["x", "y"]),
        ("1,2,3\n2,3,1\n3,1,2\n4,1,1\n5,5,2", {"header": "yes"}, ["1", "2"]),
        ("a|b;c|k\n1|2;3|x\n2|1;1|y\n", {"sep": "pipe"}, None),
        ("a;b;k\n1,137;2;x\n2,513;1;y\n", {"decimal": "comma", "sep": "semicolon"}, ["a", "b"]),
        ("caf\xe9,b,k\n1,2,x\n2,1,y\n".encode("latin-1"), {"encoding": "latin-1"}, ["café", "b"]),
        ("of 2024\n\na,b,k\n1,2,x\n2,1,y\n", {"skip": "2"}, ["a", "b"]),
    ],
)
def test_whatever_may_be_said_of_a_file_may_be_said_on_the_page(
    lab, content, options, features, tmp_path
):
    table = again(lab, sent(lab, content, "t.csv").json(), **options).json()
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        expected = list(load(path, **options).feature_names)
    except InputError:
        expected = None
    assert table["features"] == expected
    assert features is None or expected == features


def test_an_error_leaves_the_table_where_it_is(lab):
    answer = sent(lab, "caf\xe9,b,k\n1,2,x\n2,1,y\n".encode("latin-1"))
    table = answer.json()
    assert answer.status_code == 422
    assert "choose its encoding below" in table["error"]
    assert table["columns"] == []
    assert again(lab, table, encoding="latin-1").json()["points"] == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"label": "nonsense"}, "nonsense"),
        ({"sep": "nonsense"}, "sep"),
        ({"header": "perhaps"}, "yes"),
        ({"skip": "-1"}, "skip"),
        ({"like": "x"}, "like"),
        ({"mirrors": "x"}, "mirrors"),
    ],
)
def test_wrong_options_are_answered_by_a_sentence(lab, client, options, says):
    table = sent(lab, GAPS, "gaps.csv").json()
    answer = again(lab, table, **options)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    (name, value), *_ = options.items()
    client.send("open", spec={"data": f"{table['handle']}:{name}={value}"})
    assert says in client.expect("error", field="data")["error"]


def test_a_question_is_an_error_where_an_experiment_is_asked_for(lab, client):
    client.send("open", spec={"data": sent(lab, PETS).json()["source"]})
    said = client.expect("error", field="data")["error"]
    assert "Choose the label below" in said
    assert "=" not in said


def test_only_what_was_uploaded_can_be_read_again(lab, tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text(GAPS)
    for source in (str(path), f"{path}:label=kind", "upload:0123456789abcdef", "moons", ""):
        answer = lab.get("/data", params={"source": source})
        assert answer.status_code == 422
        assert "not on this server" in answer.json()["error"]


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def saved(*arrays, **named) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **named) if named else np.save(buffer, *arrays)
    return buffer.getvalue()


SMALL = b"x,y,k\n1,2,a\n2,1,b\n3,3,a\n"
RECORDS = json.dumps([{"x": i, "y": i * i % 3, "k": "ab"[i % 2]} for i in range(6)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", SMALL),
        ("t.tsv", SMALL.replace(b",", b"\t")),
        ("T.CSV.GZ", gzip.compress(SMALL)),
        ("t.csv.xz", lzma.compress(SMALL)),
        ("t.csv.bz2", bz2.compress(SMALL)),
        ("t.zip", zipped("inner.csv", SMALL)),
        ("t.json", RECORDS.encode()),
        ("t.npy", saved(np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [2.0, 2.0, 0.0]]))),
        ("t.npz", saved(X=np.eye(3), y=np.array([0, 1, 1]))),
        ("t.svm", b"1 1:2 2:3\n0 1:1\n1 2:1\n"),
        (
            "t.arff",
            b"@relation t\n@attribute x numeric\n@attribute y numeric\n"
            b"@attribute k {a,b}\n@data\n" + SMALL.partition(b"\n")[2],
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_all_kinds_of_tables_are_taken(lab, name, content):
    table = sent(lab, content, name).json()
    assert table["points"] in (3, 6), table
    assert table["name"].lower() == "t"


LARGE = 101_000_000  # bytes
BOMBS = {
    "t.csv.gz": lambda: gzip.compress(bytes(LARGE)),
    "t.csv.xz": lambda: lzma.compress(bytes(LARGE), preset=0),
    "t.csv.bz2": lambda: bz2.compress(bytes(LARGE)),
    "t.zip": lambda: zipped("t.csv", bytes(LARGE)),
    "t.npz.gz": lambda: gzip.compress(zipped("points.npy", bytes(LARGE))),
    "t.svm": lambda: b"1 90000000:1\n0 1:1\n",
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=() if n in {"t.csv.gz", "t.svm"} else pytest.mark.slow) for n in BOMBS],
)
def test_what_would_unpack_to_too_much_is_refused(lab, name):
    content = BOMBS[name]()
    assert len(content) < 2_000_000
    answer = sent(lab, content, name)
    assert answer.status_code == 422
    assert "would unpack" in answer.json()["error"]


def workbook(*cells) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row, column, value in cells:
        book.active.cell(row, column, value)
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_taken_unless_it_has_a_field_very_far_away(lab):
    rows = [("x", "y", "kind"), (1, 2, "a"), (2, 1, "b"), (2, 2, "a"), (1, 1, "b")]
    cells = [(r + 1, c + 1, value) for r, row in enumerate(rows) for c, value in enumerate(row)]
    table = sent(lab, workbook(*cells), "t.xlsx").json()
    assert (table["points"], table["features"]) == (4, ["x", "y"])
    far = sent(lab, workbook(*cells, (1_000_000, 16_000, "far")), "far.xlsx")
    assert far.status_code == 422
    assert "would unpack" in far.json()["error"]


def test_kept_files_stay_within_bounds_and_the_newest_stay():
    sources = Sources(Limits(upload=100), local=True)
    kept = [sources.receive(f"{n}.csv", SMALL + b"4,4,b\n" * 10) for n in range(40)]
    here = []
    for one in kept:
        try:
            sources.file(one.handle)
        except InputError:
            continue
        here.append(one)
    assert here == kept[-len(here) :]
    assert 0 < sum(len(one.content) for one in here) <= 20 * 100


def test_a_table_that_the_machine_s_user_named_can_be_read_otherwise(tmp_path):
    path = tmp_path / "pets.csv"
    path.write_text(GAPS)
    sources = Sources(Limits(), local=True)
    source = sources.trusted(f"{path}:missing=drop")
    table = about(sources, source)
    assert (table["points"], table["file"]) == (8, "pets.csv")
    other = about(sources, f"{table['handle']}:missing=mean")
    assert other["points"] == 9
    assert sources.original(other["source"]) == f"{path}:missing=mean"
    with pytest.raises(Question):
        sources.trusted(str(path))


def test_names_of_columns_may_hold_anything(lab):
    head = '"a,b","c=d","e:f=g","say ""so""",kind\n'
    text = head + "\n".join(f"{i},{i * i % 7},{i * 3 % 5},{i % 4},{'ab'[i % 2]}" for i in range(20))
    table = sent(lab, text, label="kind", drop="a,b+c=d").json()
    assert table["features"] == ["e:f=g", 'say "so"']
    assert lab.get("/data", params={"source": table["source"]}).json() == table


def test_all_options_are_known_to_the_words():
    from unknot.lab._words import _COMMAND

    assert all(_COMMAND.search(f"{option.name}=x") for option in OPTIONS)
