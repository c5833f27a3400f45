"""Each kind of table that is easily misread gives the right data, or the right question."""

import bz2
import contextlib
import gzip
import io
import json
import lzma
import os
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest

from unknot.data import Dataset, columns_of, load, with_options
from unknot.errors import InputError, MissingExtra, Question, UnknownName

ROWS = [(0.5 * i % 3.1, (i * 7 % 11) / 4, ("moss", "reed")[i % 2]) for i in range(24)]
BODY = "".join(f"{a},{b},{c}\n" for a, b, c in ROWS)
POINTS = np.array([row[:2] for row in ROWS])
COUNTS = {"moss": 12, "reed": 12}


@pytest.fixture
def write(tmp_path):
    def write(content, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def check(data, features=("w", "h")):
    np.testing.assert_allclose(data.points, POINTS)
    assert data.counts == COUNTS
    assert data.feature_names == features
    assert load(data.source) == data


@pytest.mark.parametrize("header", ["0,1,2", "0,1,kind", "1990,1991,kind", "w,1990,kind"])
def test_a_header_with_numbers_in_it_is_no_data(write, header):
    path = write(f"{header}\n{BODY}")
    data = load(path)
    check(data, tuple(header.split(",")[:2]))
    assert "line 1" in data.reading.lines()[0]


def test_the_header_can_be_said(write):
    unclear = write("0,kind\n" + "".join(f"{i % 5},{c}\n" for i, (_, _, c) in enumerate(ROWS)))
    with pytest.raises(Question, match=r"line 1 \(0, kind\).*header=yes or header=no"):
        load(unclear)
    assert (len(load(unclear, header="yes")), len(load(unclear, header="no"))) == (24, 25)
    path = write(BODY)
    assert len(load(path, header="no")) == 24
    with pytest.raises(InputError, match=r"line 1 names two columns '0.0'"):
        load(path, header="yes")
    with pytest.raises(InputError, match=r"header .* is 'perhaps'"):
        load(path, header="perhaps")


def test_numbers_of_rows_are_seen_in_few_rows_and_beside_rows_that_are_left_out(write):
    few = write("Id,w,kind\n1,3.5,oak\n2,3.1,oak\n3,3.3,elm\n4,4.2,elm\n")
    with pytest.raises(Question, match=r"'Id' counts the rows.*drop=Id"):
        load(few)
    unnamed = "Id,w,kind\n1,3.5,oak\n2,3.1,oak\n3,3.3,elm\n4,4.2,elm\n".replace("Id", "rank")
    assert load(write(unnamed)).feature_names == ("rank", "w")  # of so few that may be an accident
    body = "".join(f"{i},{i * 7 % 5},{'ab'[i % 2]}\n" for i in range(1, 25))
    gaps = write("n,w,kind\n" + body.replace("\n3,1,", "\n3,,").replace("\n9,3,", "\n9,,"))
    with pytest.raises(Question, match=r"'n' counts the rows") as caught:
        load(gaps, missing="drop")
    assert len(load(caught.value.answer)) == 22


def test_columns_that_number_the_rows_are_asked_about(write):
    numbered = "".join(f"{i + 1},{row}\n" for i, row in enumerate(BODY.splitlines()))
    path = write("Id,w,h,kind\n" + numbered)
    with pytest.raises(Question, match=r"'Id' counts the rows.*drop=Id") as caught:
        load(path)
    check(load(caught.value.answer))
    kept = load(path, features="Id+w+h")
    assert kept.feature_names == ("Id", "w", "h")
    assert any("'Id' counts the rows" in note for note in kept.reading.notes)


def test_the_names_of_rows_are_left_out(write):
    numbered = "".join(f"r{i},{row}\n" for i, row in enumerate(BODY.splitlines()))
    for head in (",w,h,kind", "w,h,kind", "Unnamed: 0,w,h,kind"):
        data = load(write(f"{head}\n{numbered}"))
        check(data)
        assert len(data.reading.left_out) == 1


def test_siblings_of_a_one_hot_label_are_asked_about(write):
    rows = "".join(
        f"{a},{b},{i % 3 == 0:d},{i % 3 == 1:d},{i % 3 == 2:d}\n"
        for i, (a, b, _) in enumerate(ROWS)
    )
    path = write("w,h,is_a,is_b,is_c\n" + rows)
    with pytest.raises(Question, match=r"label=is_a\+is_b\+is_c") as caught:
        load(path)
    data = load(caught.value.answer)
    assert data.counts == {"is_a": 8, "is_b": 8, "is_c": 8}
    assert data.feature_names == ("w", "h")
    with pytest.raises(InputError, match=r"line 3: 0 of the columns"):
        load(write("w,p,q\n1,1,0\n2,0,0\n3,0,1\n"), label="p+q")
    texts = "".join(f"{c},{a},{c == 'moss':d},{c == 'reed':d}\n" for a, _, c in ROWS)
    data = load(write("label,w,m,r\n" + texts))
    assert any("is 1 exactly in one of the classes" in note for note in data.reading.notes)


def test_columns_can_be_chosen_in_every_way(write):
    path = write(
        "a,b+c,d,e,kind\n" + "".join(f"{i % 5},{i % 7},{i % 3},{i},{i % 2}\n" for i in range(6))
    )
    names = {
        "features=a+b+c": ("a", "b+c"),
        "features=1..3": ("a", "b+c", "d"),
        "features=2-3": ("b+c", "d"),
        "features=a..d": ("a", "b+c", "d"),
        "drop=e+d": ("a", "b+c"),
        "drop=4,features=d..e": ("d",),
        "features=d+a": ("d", "a"),
    }
    for options, features in names.items():
        assert load(f"{path}:{options}").feature_names == features
    assert load(path, features=["a", "b+c"], label=5).feature_names == ("a", "b+c")
    assert load(Path(path), drop=["d", "e"]).feature_names == ("a", "b+c")
    with pytest.raises(UnknownName, match=r"no column of .*'kin'.*Did you mean 'kind'"):
        load(path, label="kin")
    with pytest.raises(InputError, match=r"is the label and a feature"):
        load(path, features="a+kind", label="kind")
    with pytest.raises(InputError, match=r"no features left"):
        load(path, drop="a..e")


def test_texts_become_columns_when_asked(write):
    colours = "".join(
        f"{a},{('red', 'blue', 'red')[i % 3]},{c}\n" for i, (a, _, c) in enumerate(ROWS)
    )
    path = write("w,colour,kind\n" + colours)
    with pytest.raises(Question, match=r"'colour' is 'red'.*drop=colour.*encode=colour"):
        load(path)
    data = load(path, encode="colour")
    assert data.feature_names == ("w", "colour=blue", "colour=red")
    np.testing.assert_array_equal(data.points[:, 1:].sum(1), 1)
    assert data.reading.encoded == {"colour": ("blue", "red")}


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["1294030472427835392", "1294030472427835393"], None),
        (["01", "1"], ("01", "1")),
        (["007", "7"], ("007", "7")),
        (["1E5", "100000"], None),
        (["1", "1.0", "2"], ("1", "2")),
        (["1_0", "10"], ("10", "1_0")),
        (["+1", "-1"], None),
        (["2.50", "2.5", "3"], ("2.5", "3")),
        (["None", "Some"], None),
        (["a", "a ", "b"], ("a", "b")),
        (["True", "true"], ("True", "true")),
        (["0", "00"], ("0", "00")),
    ],
)
def test_labels_are_told_apart_as_they_are_written(write, tmp_path, labels, classes):
    rows = "".join(f"{i % 7},{labels[i % len(labels)]}\n" for i in range(24))
    data = load(write("w,kind\n" + rows))
    assert set(data.class_names) == set(labels if classes is None else classes)
    if all(name == name.strip() for name in data.class_names):
        data.save(tmp_path / "again.csv")
        assert load(tmp_path / "again.csv").counts == data.counts


def test_names_that_csv_would_change_are_not_saved(tmp_path):
    data = Dataset([[0.0], [1.0]], [0, 1], ("1.0", "2"), ("x",))
    with pytest.raises(InputError, match=r"'1\.0' would be read back.*npz"):
        data.save(tmp_path / "t.csv")
    data.save(tmp_path / "t.npz")
    assert load(tmp_path / "t.npz").class_names == ("1.0", "2")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([f"{i % 5},{i * 0.37:.2f}" for i in range(63)], "a measurement"),
        ([f"{i % 5},{1000 + 13 * i}" for i in range(30)], "a measurement.*row number"),
        ([f"{i % 5},{i % 29}" for i in range(400)], "a measurement"),
        ([f"{i % 5},n{i}" for i in range(30)], "a name or row number"),
        ([f"{i % 5},2024-01-{i % 28 + 1:02}" for i in range(60)], "a date"),
    ],
)
def test_a_measurement_is_no_class_unless_said_so(write, rows, why):
    path = write("w,size\n" + "\n".join(rows) + "\n")
    with pytest.raises(Question, match=why):
        load(path)
    assert len(load(path, label="size").class_names) > 10


def test_another_column_that_may_be_the_label_is_proposed(write):
    path = write(
        "kind,w,h\n" + "".join(f"{c},{a},{i * 0.377}\n" for i, (a, _, c) in enumerate(ROWS))
    )
    with pytest.raises(Question, match=r"it may be 'kind'") as caught:
        load(path)
    assert load(caught.value.answer).counts == COUNTS


HEAD = "w,h,kind\n"
DIALECTS = {
    "blank before a quote": HEAD + BODY.replace(",moss", ', "moss"').replace(",reed", ', "reed"'),
    "runs of blanks": HEAD.replace(",", "  ") + BODY.replace(",", "   "),
    "indented": "".join(f"  {line}\n" for line in (HEAD + BODY).replace(",", " ").splitlines()),
    "doubled tabs": (HEAD + BODY).replace(",", "\t").replace("\tm", "\t\tm"),
    "comment lines": "# one\n# two, three\n" + HEAD + BODY + "# the end\n",
    "a header in a comment": "# made today\n#w,h,kind\n" + BODY,
    "per cent comments": "% one\n" + HEAD + BODY,
    "KEEL": "@relation r\n@attribute w real [0,5]\n@attribute h real [0,5]\n"
    "@attribute kind {moss,reed}\n"
    "@inputs w, h\n@outputs kind\n@data\n" + BODY.replace(",", ", "),
    "ARFF": "% c\n@RELATION r\n\n@ATTRIBUTE w NUMERIC\n@ATTRIBUTE h NUMERIC\n"
    "@ATTRIBUTE kind {moss,reed}\n"
    "@DATA\n" + BODY,
    "trailing delimiters": (HEAD + BODY).replace("\n", ",\n"),
    "trailing below": HEAD + BODY.replace("\n", ",\n"),
    "blank lines": "\n\n" + HEAD + "\n" + BODY.replace("\n", "\n\n", 3) + "  \n\n",
    "sep line": "sep=;\n" + (HEAD + BODY).replace(",", ";"),
    "pipes": (HEAD + BODY).replace(",", "|"),
    "old Macintosh": (HEAD + BODY).replace("\n", "\r"),
    "UTF-16": (HEAD + BODY).encode("utf-16"),
    "decimal commas": (HEAD + BODY).replace(",", ";").replace(".", ","),
    "quoted decimal commas": HEAD
    + "".join('"{}","{}",{}\n'.format(*(str(v).replace(".", ",") for v in row)) for row in ROWS),
}


@pytest.mark.parametrize("content", DIALECTS.values(), ids=DIALECTS.keys())
def test_dialects_are_read(write, content):
    check(load(write(content)))


def test_commas_between_thousands_and_before_decimals(write):
    rows = "".join(f'"{1000 * i:,}",{i % 5},{c}\n' for i, (_, _, c) in enumerate(ROWS))
    data = load(write("people,w,kind\n" + rows))
    assert data.points[:, 0].tolist() == [1000 * i for i in range(24)]
    assert any("between thousands" in note for note in data.reading.notes)
    unclear = "".join(f'"{i + 1},{100 + i}",{i % 5},{c}\n' for i, (_, _, c) in enumerate(ROWS))
    path = write("people,w,kind\n" + unclear)
    with pytest.raises(Question, match=r"decimal=comma or decimal=point"):
        load(path)
    assert load(path, decimal="comma").points[0, 0] == 1.1
    assert load(path, decimal="point").points[0, 0] == 1100
    beside = "".join(f"1.{100 + i};{i % 5},5;{c}\n" for i, (_, _, c) in enumerate(ROWS))
    path = write("p;w;kind\n" + beside)
    with pytest.raises(Question, match=r"'p' is '1.100'.*decimal=comma or decimal=point"):
        load(path)
    assert load(path, decimal="comma").points[0].tolist() == [1100, 0.5]


@pytest.mark.parametrize("sep", ["comma", "semicolon", "tab", "pipe", "space"])
def test_the_separator_can_be_said(write, sep):
    mark = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " "}[sep]
    check(load(write((HEAD + BODY).replace(",", mark)), sep=sep))
    with pytest.raises(InputError, match=r"sep is 'x'"):
        load(write(HEAD + BODY), sep="x")


def test_an_encoding_can_be_said(write):
    path = write((HEAD + BODY).replace("moss", "m\u00f6ss").encode("cp1252"))
    with pytest.raises(InputError, match=r"0xf6.*encoding=cp1252"):
        load(path)
    assert set(load(path, encoding="cp1252").counts) == {"m\u00f6ss", "reed"}
    with pytest.raises(InputError, match=r"no encoding 'nope'"):
        load(path, encoding="nope")


@pytest.mark.parametrize("ending", ["gz", "xz", "bz2", "zip"])
def test_packed_files_are_unpacked(write, ending):
    raw = (HEAD + BODY).encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("__MACOSX/t.csv", "junk")
        file.writestr("t.csv", raw)
    packed = {
        "gz": gzip.compress(raw),
        "xz": lzma.compress(raw),
        "bz2": bz2.compress(raw),
        "zip": archive.getvalue(),
    }[ending]
    check(load(write(packed, f"t.csv.{ending}")))
    with pytest.raises(InputError, match=r"cannot be unpacked"):
        load(write(packed[: len(packed) // 2], f"u.csv.{ending}"))


def test_archives_of_several_files_and_bombs_are_refused(write, monkeypatch):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.csv", "x")
        file.writestr("b.csv", "y")
    with pytest.raises(InputError, match=r"holds 2 files \(a.csv, b.csv\)"):
        load(write(archive.getvalue(), "t.zip"))
    monkeypatch.setattr("unknot.data._content.MAX_BYTES", 1000)
    with pytest.raises(InputError, match=r"unpacks to more than 1,000 bytes"):
        load(write(gzip.compress(b"1,2,x\n" * 10_000), "t.csv.gz"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_once(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_text(HEAD + BODY)).start()
    data = load(str(pipe))
    np.testing.assert_allclose(data.points, POINTS)


def test_workbooks(tmp_path, monkeypatch, write):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["w", "h", "kind"], *ROWS, [None, None, None]):
        sheet.append(row)
    book.create_sheet("empty")
    book.save(tmp_path / "t.xlsx")
    check(load(tmp_path / "t.xlsx"))
    book["empty"].append([1, 2])
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(Question, match=r"2 sheets.*sheet=Sheet"):
        load(tmp_path / "t.xlsx")
    check(load(tmp_path / "t.xlsx", sheet="Sheet"))
    with pytest.raises(InputError, match=r"not a readable Excel workbook"):
        load(write(b"PK\x03\x04 nothing", "u.xlsx"))
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"unknot\[excel\]"):
        load(tmp_path / "t.xlsx")


def test_json_of_all_forms(write):
    objects = [dict(zip(("w", "h", "kind"), row, strict=True)) for row in ROWS]
    columns = {name: [row[name] for row in objects] for name in objects[0]}
    forms = [
        json.dumps(objects),
        json.dumps(columns),
        json.dumps({"data": objects}),
        json.dumps({"columns": ["w", "h", "kind"], "data": ROWS}),
        json.dumps([["w", "h", "kind"], *ROWS]),
    ]
    for text in forms:
        check(load(write(text, "t.json")))
    check(load(write("\n".join(map(json.dumps, objects)), "t.jsonl")))
    for text, says in (
        ("{", "not JSON"),
        ("[1]", "no table"),
        ('[{"a": [1], "b": 2}]', "is a list"),
    ):
        with pytest.raises(InputError, match=says):
            load(write(text, "t.json"))


def test_arrays_and_sparse_texts(tmp_path, write):
    labels = [int(row[2] == "reed") for row in ROWS]
    np.save(tmp_path / "t.npy", np.column_stack([POINTS, labels]))
    np.testing.assert_array_equal(load(tmp_path / "t.npy").points, POINTS)
    lines = "".join(
        f"{2 * k - 1:+d} 1:{a} 2:{b}\n" for (a, b), k in zip(POINTS, labels, strict=True)
    )
    data = load(write(lines, "t.svm"))
    np.testing.assert_allclose(data.points, POINTS)
    assert data.class_names == ("-1", "+1")


@pytest.mark.parametrize("name", ["t.xls", "t.pkl", "t.mat", "t.sav"])
def test_other_formats_say_how_to_convert(write, name):
    with pytest.raises(InputError, match=rf"\{name[1:]} files are not read; "):
        load(write("x", name))


NPZ = {
    "x, y": {"x": POINTS, "y": [row[2] for row in ROWS]},
    "arr": {"arr_0": POINTS, "arr_1": [row[2] for row in ROWS]},
    "bytes": {"X": POINTS, "y": np.array([row[2].encode() for row in ROWS])},
    "a column": {"X": POINTS, "y": np.array([[row[2]] for row in ROWS])},
    "Keras": {
        "x_train": POINTS,
        "y_train": [row[2] for row in ROWS],
        "x_test": POINTS[:2],
        "y_test": ["moss", "reed"],
    },
}


@pytest.mark.parametrize("arrays", NPZ.values(), ids=NPZ.keys())
def test_npz_under_the_usual_names(tmp_path, arrays):
    np.savez(tmp_path / "t.npz", **arrays)
    check(load(tmp_path / "t.npz"), ("x", "y"))
    if "x_test" in arrays:
        train = load(tmp_path / "t.npz")
        assert any("part=test" in note for note in train.reading.notes)
        assert len(load(f"{tmp_path}/t.npz:part=test", like=train)) == 2


def test_npz_of_images_truths_and_one_hot_labels(tmp_path):
    images = np.arange(4 * 6, dtype=np.uint8).reshape(4, 2, 3)
    np.savez(tmp_path / "i.npz", X=images, y=np.eye(2)[[0, 1, 1, 0]])
    data = load(tmp_path / "i.npz")
    assert data.feature_names[:4] == ("pixel 0,0", "pixel 0,1", "pixel 0,2", "pixel 1,0")
    assert data.points.max() == 23 / 255
    assert data.labels.tolist() == [0, 1, 1, 0]
    np.savez(tmp_path / "b.npz", X=np.eye(4, dtype=bool), y=[0, 1, 0, 1])
    np.testing.assert_array_equal(load(tmp_path / "b.npz").points, np.eye(4))
    np.savez(tmp_path / "h.npz", X=np.eye(4), y=np.full((4, 2), 0.5))
    with pytest.raises(InputError, match=r"not one-hot"):
        load(tmp_path / "h.npz")


def test_truths_are_numbers(write):
    data = load(
        write(
            "w,wet,kind\n" + "".join(f"{a},{i % 3 == 0},{c}\n" for i, (a, _, c) in enumerate(ROWS))
        )
    )
    assert data.points[:, 1].tolist() == [float(i % 3 == 0) for i in range(24)]
    assert any("true is 1" in note for note in data.reading.notes)


def test_missing_values_are_dropped_or_filled_when_asked(write):
    lines = BODY.splitlines()
    lines[3] = "," + lines[3].split(",", 1)[1]
    lines[7] = "NA," + lines[7].split(",", 1)[1]
    path = write(HEAD + "\n".join(lines) + "\n")
    with pytest.raises(
        Question, match=r"line 5, column 'w' is missing.*2 of 24.*drop.*mean"
    ) as caught:
        load(path)
    dropped = load(caught.value.answer)
    assert len(dropped) == 22
    assert dropped.reading.dropped == 2
    filled = load(path, missing="mean")
    kept = np.delete(POINTS[:, 0], [3, 7])
    assert filled.points[3, 0] == pytest.approx(kept.mean())
    assert filled.reading.filled["w"] == pytest.approx(kept.mean())
    colours = ("red", "blue", "", "red")
    rows = "".join(
        f"{'' if i == 5 else i % 7},{colours[i % 4]},{c}\n" for i, (_, _, c) in enumerate(ROWS)
    )
    path = write("w,colour,kind\n" + rows)
    with pytest.raises(
        Question, match=r"'colour' is missing.*6 of 24 rows lack a feature \('colour'\)"
    ) as caught:
        load(path, encode="colour", missing="mean")
    both = load(caught.value.answer)
    assert (len(both), both.reading.dropped, list(both.reading.filled)) == (18, 6, ["w"])
    nines = write(HEAD + BODY.replace("1.5,", "-9,"))
    assert len(load(nines, missing="drop+-9")) < 24 == len(load(nines))


def test_na_and_none_as_labels(write):
    na = write((HEAD + BODY).replace("moss", "NA"))
    with pytest.raises(Question, match=r"'NA'.*missing=empty") as caught:
        load(na)
    assert load(caught.value.answer).counts == {"NA": 12, "reed": 12}
    none = load(write((HEAD + BODY).replace("moss", "None")))
    assert none.counts == {"None": 12, "reed": 12}
    assert any("'None' is taken for a class" in note for note in none.reading.notes)


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_frames_of_any_library(library):
    pytest.importorskip(library, reason=f"{library} is not installed")
    frame = Dataset.of(POINTS, [row[2] for row in ROWS]).to_frame(library)
    data = Dataset.of(frame, label="label")
    np.testing.assert_array_equal(data.points, POINTS)
    assert data.counts == COUNTS
    assert data.reading.form == f"a frame of {library}"
    with pytest.raises(UnknownName, match=r"no column of the frame 'kind'"):
        Dataset.of(frame, label="kind")


def test_frames_with_gaps_texts_and_an_index():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(ROWS, columns=["w", "h", "kind"])
    frame.index.name = "Id"
    assert Dataset.of(frame).feature_names == ("w", "h")
    frame["kind"] = frame["kind"].astype("category")
    frame["ok"] = pandas.array([True] * 23 + [None], dtype="boolean")
    with pytest.raises(Question, match=r"row 24, column 'ok' is missing"):
        Dataset.of(frame, label="kind")
    assert len(Dataset.of(frame, label="kind", missing="drop")) == 23
    with pytest.raises(InputError, match=r"neither a frame nor points"):
        Dataset.of({"a": 1})
    with pytest.raises(InputError, match=r"no frame|No frame"):
        Dataset.of(POINTS, [0, 1] * 12).to_frame("nothing")


def test_a_parquet_index_is_left_out(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    frame = pandas.DataFrame(ROWS, columns=["w", "h", "kind"])
    frame.index = pandas.Index([*range(110, 124), *range(100, 110)], name="plot")
    frame.to_parquet(tmp_path / "t.parquet")
    data = load(tmp_path / "t.parquet")
    check(data)
    assert list(data.reading.left_out) == ["plot"]


def test_test_points_are_read_like_the_training_points(write):
    rows = "".join(f"{c},{a},{'rb'[i % 2]}\n" for i, (a, _, c) in enumerate(ROWS))
    train = load(write("kind,w,colour\n" + rows), label="kind", encode="colour")
    test = load(write("colour,kind,w\nb,reed,1.5\n", "u.csv"), like=train)
    assert (test.points.tolist(), test.labels.tolist()) == ([[1.5, 1.0, 0.0]], [1])
    with pytest.raises(InputError, match=r"no column 'w', which the training points have"):
        load(write("colour,kind\nb,reed\n", "u.csv"), like=train)
    with pytest.raises(InputError, match=r"'g', which the training points do not have"):
        load(write("colour,kind,w\ng,reed,1.5\n", "u.csv"), like=train)
    with pytest.raises(InputError, match=r"have the class 'fern'"):
        load(write("colour,kind,w\nb,fern,1.5\n", "u.csv"), like=train)


def test_columns_are_described_before_any_is_chosen(write):
    path = write("Id,w,kind,when\n1,0.5,a,2024-01-01\n2,,b,2024-01-02\n")
    found = {column.name: (column.kind, column.missing) for column in columns_of(path)}
    assert found == {
        "Id": ("number", 0),
        "w": ("number", 1),
        "kind": ("text", 0),
        "when": ("date", 0),
    }
    assert with_options(path, drop="Id") == f"{path}:drop=Id"
    assert with_options("moons", points=10) == "moons:points=10"


def test_all_questions_come_at_once_with_an_answer_that_works(write):
    rows = "".join(
        f"{i + 1},2024-02-{i % 28 + 1:02},{'' if i in (3, 5, 8) else a},{c},{b + i / 7:.3f}\n"
        for i, (a, b, c) in enumerate(ROWS)
    )
    with pytest.raises(Question) as caught:
        load(write("Id,day,w,kind,h\n" + rows))
    told = " ".join(caught.value.sentences)
    for word in ("it may be 'kind'", "a date", "drop=day", "missing=mean", "drop=Id"):
        assert word in told
    data = load(caught.value.answer)
    assert (data.feature_names, data.counts) == (("w", "h"), {"moss": 11, "reed": 10})


@pytest.mark.skipif(
    not Path(__file__).parents[2].joinpath("../shared/cases/tables").is_dir(),
    reason="the collection of tables is not here",
)
def test_the_collection_of_tables_is_read_or_asked_about():
    folder = Path(__file__).parents[2] / "../shared/cases/tables"
    for path in sorted(folder.glob("*/*")):
        if path.is_file():
            with contextlib.suppress(InputError):  # a question, or a sentence about the file
                assert load(path).reading.lines()
