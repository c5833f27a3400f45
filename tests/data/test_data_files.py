"""Users' files: what is read, what is refused and with which words, and round trips."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.data import Dataset, load
from unknot.errors import InputError, MissingExtra, UnknownName

GOOD = "a,b,label\n1,2,x\n3,4,y\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        GOOD + "\n\n  \n",
        GOOD.rstrip("\n"),
        "\n" + GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", ", "),
        '"a","b","label"\n"1","2","x"\n"3","4","y"\n',
        "a,label,b\n1,x,2\n3,y,4\n",
        "Class,a,b\nx,1,2\ny,3,4\n",
        "a,b,label\n1e0,+2.0,x\n3,.4e1,y\n",
        "a,b,kind\n1,2,x\n3,4,y\n",
    ],
)
def test_tables_of_many_dialects_read_alike(write, content):
    data = load(write(content))
    np.testing.assert_array_equal(data.points, [[1, 2], [3, 4]])
    assert data.labels.tolist() == [0, 1]
    assert (data.class_names, data.feature_names) == (("x", "y"), ("a", "b"))
    assert load(data.source) == data


@pytest.mark.parametrize(
    ("content", "features", "classes", "labels"),
    [
        ("1,2,x\n3,4,y\n", ("x", "y"), ("x", "y"), [0, 1]),
        ("1,2,10\n3,4,9\n5,6,10\n", ("x", "y"), ("9", "10"), [1, 0, 1]),
        ("1,2,1.0\n3,4,-1\n", ("x", "y"), ("-1", "1"), [1, 0]),
        ("0,1,label\n5,6,p\n7,8,q\n", ("0", "1"), ("p", "q"), [0, 1]),
        ("x,y,group\n5,6,p\n7,8,q\n", ("x", "y"), ("p", "q"), [0, 1]),
        ("u,y\n5,6\n7,8\n", ("u",), ("6", "8"), [0, 1]),
        ("a,name\n1,b c\n2,\u00e9\n3,b c \n", ("a",), ("b c", "\u00e9"), [0, 1, 0]),
        ('a,name\n1,"p,q"\n2,"r""s"\n', ("a",), ("p,q", 'r"s'), [0, 1]),
    ],
)
def test_header_and_label_rules(write, content, features, classes, labels):
    data = load(write(content))
    assert (data.feature_names, data.class_names) == (features, classes)
    assert data.labels.tolist() == labels


def test_the_label_column_can_be_chosen(write):
    path = write("a,b,c\n1,0,5\n2,1,6\n")
    assert load(f"{path}:label=b").feature_names == ("a", "c")
    assert load(f"{path}:label=2") == Dataset(
        **{**vars(load(f"{path}:label=b")), "source": f"{path}:label=2"}
    )
    assert load(load(f"{path}:label=b").source) == load(f"{path}:label=b")
    with pytest.raises(UnknownName, match=r"no column of .*'bb'.*Did you mean 'b'"):
        load(f"{path}:label=bb")
    with pytest.raises(UnknownName, match="no option of a file 'labels'"):
        load(f"{path}:labels=b")


@pytest.mark.parametrize("name", ["a,b.csv", "a=b.csv", "a:label=b.csv", 'q"q.csv', " s.csv"])
def test_awkward_paths_round_trip(write, name):
    data = load(write(GOOD, name))
    assert load(data.source) == data
    quoted = '"' + data.source.strip('"').replace('""', '"').replace('"', '""') + '":label=label'
    assert load(quoted).counts == data.counts
    assert load(load(quoted).source) == load(quoted)


REGRESSION = "a,price\n" + "".join(f"{i},{i * 1.37}\n" for i in range(150))
ROW_NUMBERS = "a,id\n" + "".join(f"{i},n{i}\n" for i in range(150))
MALFORMED = {
    "empty": ("", "t.csv is empty"),
    "blank": ("\n \n", "t.csv is empty"),
    "header only": ("a,b,label\n", "has a header and no rows"),
    "missing value": ("a,b,label\n1,2,x\n3,,y\n", "line 3, column 'b' is missing"),
    "spaces only": ("a,b,label\n1,2,x\n3,  ,y\n", "line 3, column 'b' is missing"),
    "empty fields": ("a,b,label\n1,2,x\n,,\n3,4,y\n", "line 3, column 'label' is missing"),
    "NA": ("a,b,label\n1,NA,x\n3,4,y\n", "line 2, column 'b' is missing \\('NA'\\)"),
    "nan": ("a,b,label\n1,2,x\nnan,4,y\n", "line 3, column 'a' is missing \\('nan'\\)"),
    "inf": ("a,b,label\n1,2,x\n3,-inf,y\n", "line 3, column 'b' is -inf; expected a finite"),
    "overflow": ("a,b,label\n1,2,x\n3,1e999,y\n", "line 3, column 'b' is 1e999"),
    "text": ("a,b,label\n1,2,x\n3,red,y\n", "line 3, column 'b' is 'red'; expected a number"),
    "text column": ("a,b,label\nu,2,x\nv,4,y\n", "line 2, column 'a' is 'u'.*label=a"),
    "underscore": ("a,b,label\n1,2,x\n3,1_0,y\n", "line 3, column 'b' is '1_0'"),
    "decimal comma": ("a;b;label\n1,5;2;x\n3;4k;y\n", "line 3, column 'b' is '4k'"),
    "short row": ("a,b,label\n1,2,x\n3,y\n", "line 3 has 2 fields, the first row 3"),
    "long row": ("a,b,label\n1,2,x\n3,4,y,5\n", "line 3 has 4 fields, the first row 3"),
    "no label": ("a,b,label\n1,2,x\n3,4,\n", "line 3, column 'label' is missing"),
    "label NA": ("a,b,label\n1,2,x\n3,4,NA\n", "line 3, column 'label' is missing \\('NA'\\)"),
    "quoted fault": ('a,label\n1,"x"\noops,y\n', "line 3, column 'a' is 'oops'"),
    "open quote": ('a,label\n1,x\n2,"y\n3,x\n4,y\n', "line 3 opens a quotation mark.*never closed"),
    "one class": ("a,b,label\n1,2,x\n3,4,x\n", "column 'label' has a single class, 'x'"),
    "one column": ("a\n1\n2\n", "line 1 has a single column, 'a'"),
    "twice": ("a,a,label\n1,2,x\n", "line 1 names two columns 'a' \\(1 and 2\\)"),
    "unnamed": ("a,,label\n0,1,x\n1,2,y\n", "line 1, column 2 has no name"),
    "regression": (REGRESSION, "column 'price' has 150 different labels.*regression"),
    "row number": (ROW_NUMBERS, "column 'id' has 150 different labels.*row number"),
    "latin-1": ("a,label\n1,x\n2,caf\u00e9\n".encode("latin-1"), "line 3 has the byte 0xe9.*UTF-8"),
    "utf-16": (GOOD.encode("utf-16")[:-1], "line 3 is not utf-16"),
    "zero byte": (b"a,label\n1,\0\n", "line 2 has a zero byte"),
    "blank before fault": ("a,label\n\n\n1,x\nz,y\n", "line 5, column 'a' is 'z'"),
    "no header": ("1,2,x\n3,q,y\n", "line 2, column '2' is 'q'"),
    "huge field": ('a,label\n1,"' + "x" * 200_000 + '"\n2,y\n', "line 2 cannot be read"),
}


@pytest.mark.parametrize(("content", "message"), MALFORMED.values(), ids=MALFORMED.keys())
def test_faults_of_tables_are_located(write, content, message):
    path = write(content)
    with pytest.raises(InputError, match=message) as caught:
        load(path)
    assert "t.csv" in str(caught.value)


def test_too_large_tables_are_refused(write, monkeypatch):
    path = write(GOOD)
    monkeypatch.setattr("unknot.data._content.MAX_BYTES", 10)
    with pytest.raises(InputError, match="has 22 bytes; files are read up to 10"):
        load(path)


def test_folders_are_refused(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        load(f"{tmp_path}/")


def test_the_fast_reader_and_the_careful_one_agree(write, tmp_path):
    data, path = load("blobs:points=300"), tmp_path / "a.csv"
    data.save(path)
    fast = load(str(path))
    careful = load(write(path.read_text().replace("A\n", '"A,a"\n'), "b.csv"))
    np.testing.assert_array_equal(fast.points, data.points)
    np.testing.assert_array_equal(careful.points, data.points)
    np.testing.assert_array_equal(careful.labels, fast.labels)


@pytest.mark.parametrize("suffix", [".csv", ".npz"])
@pytest.mark.parametrize("source", ["iris", "spirals:noise=0.1", "blobs:classes=12", "digits"])
def test_saving_and_loading_is_a_round_trip(tmp_path, suffix, source):
    data, path = load(source), tmp_path / f"d{suffix}"
    data.save(path)
    again = load(str(path))
    np.testing.assert_array_equal(again.points, data.points)
    np.testing.assert_array_equal(again.labels, data.labels)
    assert again.class_names == data.class_names
    assert again.feature_names == data.feature_names
    assert load(again.source) == again
    assert list(tmp_path.iterdir()) == [path]


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.booleans()),
        min_size=1,
        max_size=20,
    )
)
def test_any_floats_survive_files(tmp_path_factory, rows):
    points = [[x] for x, _ in rows] + [[0.0], [1.0]]
    data = Dataset(points, [*(int(b) for _, b in rows), 0, 1], ("p, q", 'r"s'), ("a b",))
    for suffix in (".csv", ".npz"):
        path = tmp_path_factory.mktemp("f") / f"d{suffix}"
        data.save(path)
        np.testing.assert_array_equal(load(str(path)).points, data.points)
        assert load(str(path)).counts == data.counts


def test_npz_keeps_the_scaling(tmp_path):
    data = load("iris").standardised()
    data.save(tmp_path / "s.npz")
    assert load(str(tmp_path / "s.npz")).scaling == data.scaling


def test_saving_refuses_what_cannot_be_read_back(tmp_path):
    data = load("iris")
    with pytest.raises(InputError, match=r"must end in \.csv or \.npz"):
        data.save(tmp_path / "d.txt")
    with pytest.raises(InputError, match="cannot be written"):
        data.save(tmp_path / "no" / "d.csv")
    named = Dataset([[1], [2]], [0, 1], ("p", "q"), ("label",))
    with pytest.raises(InputError, match=r"save it as \.npz"):
        named.save(tmp_path / "d.csv")


NPZ = {
    "no points": ({"y": [0, 1]}, "no array 'points' or 'X'; it has: y"),
    "no labels": ({"X": np.eye(2)}, "no array 'labels' or 'y'; it has: X"),
    "lengths": ({"X": np.eye(2), "y": [0, 1, 2]}, "labels have shape \\(3,\\)"),
    "rank": ({"X": np.ones(3), "y": [0, 1, 2]}, "points have shape \\(3,\\)"),
    "texts": ({"X": np.array([["a"], ["b"]]), "y": [0, 1]}, "expected an array of numbers"),
    "nan": ({"X": np.array([[np.nan], [1]]), "y": [0, 1]}, "row 1, column 'x' is missing"),
    "label nan": ({"X": np.eye(2), "y": [np.nan, 1]}, "row 1, column 'label' is missing"),
    "pickle": ({"X": np.array([[None], [1]]), "y": [0, 1]}, "never loaded"),
    "one class": ({"X": np.eye(2), "y": [3, 3]}, "single class, '3'"),
    "range": ({"X": np.eye(2), "y": [0, 2], "class_names": ["a", "b"]}, "labels run from 0 to 2"),
}


@pytest.mark.parametrize(("arrays", "message"), NPZ.values(), ids=NPZ.keys())
def test_faults_of_npz_files_are_named(tmp_path, arrays, message):
    np.savez(tmp_path / "t.npz", **arrays)
    with pytest.raises(InputError, match=message) as caught:
        load(str(tmp_path / "t.npz"))
    assert "t.npz" in str(caught.value)


def test_other_npz_faults(write, tmp_path):
    with pytest.raises(InputError, match=r"not a complete \.npz file"):
        load(write(b"PK not really", "t.npz"))
    np.savez(tmp_path / "g.npz", X=np.eye(3), y=["u", "v", "u"])
    data = load(str(tmp_path / "g.npz"))
    assert (data.class_names, data.labels.tolist()) == (("u", "v"), [0, 1, 0])
    with pytest.raises(InputError, match="is for tables"):
        load(f"{tmp_path}/g.npz:label=u")
    whole = (tmp_path / "g.npz").read_bytes()
    with pytest.raises(InputError, match=r"not a complete \.npz file"):
        load(write(whole[: len(whole) // 2], "h.npz"))


def test_parquet(tmp_path, monkeypatch, write):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet

    def save(**columns):
        parquet.write_table(pyarrow.table(columns), tmp_path / "t.parquet")
        return str(tmp_path / "t.parquet")

    kinds, index = ["u", "v", "u"], [7, 8, 9]
    data = load(save(a=[1, 2, 3], species=kinds, b=[0.5, 1.5, 2.5], __index_level_0__=index))
    assert (data.feature_names, data.class_names) == (("a", "b"), ("u", "v"))
    assert load(data.source) == data
    for columns, message in [
        ({"a": [1, None], "label": [0, 1]}, "row 2, column 'a' is missing"),
        ({"a": [1.0, np.inf], "label": [0, 1]}, "row 2, column 'a' is inf"),
        ({"a": ["p", "q"], "label": [0, 1]}, "row 1, column 'a' is 'p'; expected.*encode=a"),
        ({"label": [0, 1]}, "has 1 columns and 2 rows"),
    ]:
        with pytest.raises(InputError, match=message):
            load(save(**columns))
    with pytest.raises(InputError, match="not a readable Parquet"):
        load(write("nothing", "u.parquet"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="unknot\\[parquet\\]"):
        load(str(tmp_path / "t.parquet"))


def test_a_title_above_the_table_is_an_error_and_no_warning_beside_it(write):
    # Warnings are errors in these tests.
    with pytest.raises(InputError, match="line 3 has 3 fields, the first row 1"):
        load(write("of 2024\n\na,b,k\n1,2,x\n2,1,y\n"))
