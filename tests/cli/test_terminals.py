"""Whatever the terminal can show or take, the work is done and what is said ends well."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from unknot import checker
from unknot.cli import main
from unknot.cli._output import err

ENCODINGS = ["ascii", "cp1252", "latin-1", "utf-8"]
NAMES = ("Grün", "三角形")  # of classes, one in letters that hardly any of these has


@pytest.fixture
def narrow(monkeypatch, tmp_path):
    """Run a command with streams of an encoding; give exit code, output and errors as bytes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNKNOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XLA_FLAGS", os.environ.get("XLA_FLAGS", ""))
    monkeypatch.setattr(err, "_force_terminal", True)  # with a spinner
    monkeypatch.setattr(err, "is_interactive", True)
    rows = "".join(f"{i // 2},{i * i % 7},{NAMES[i < 12]}\n" for i in range(24))
    (tmp_path / "müsli ×.csv").write_text("x,y,class\n" + rows, encoding="utf-8")

    def run(encoding, *arguments):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding, write_through=True) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        monkeypatch.setattr(sys, "argv", ["unknot", *arguments])
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        out, said = (stream.buffer.getvalue() for stream in streams)
        return code, out, said

    return run


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_is_too_narrow(narrow, encoding):
    code, out, said = narrow(
        encoding,
        "fit",
        "müsli ×.csv",
        "--steps",
        "20",
        "--seeds",
        "2",
        "--hidden",
        "3",
        "--no-pictures",
    )
    assert code == 0, said
    assert b"Best seed" in out
    assert "training 2 × 2-3".encode(encoding, "replace").replace(b"?", b"x") in said
    code, out, said = narrow(encoding, "verdict", "müsli ×.csv", "--hidden", "2,2", "--no-search")
    assert code == 0, said
    assert b"Not claimed" in out
    code, out, said = narrow(encoding, "data", "show", "müsli ×.csv")
    assert code == 0, said
    if encoding == "ascii":
        assert rb"Gr\xfcn (12)" in out
    code, out, said = narrow(encoding, "check", "certificate.json")
    assert code == 0, said
    assert b"verified" in out
    code, out, said = narrow(encoding, "fit", "gibt es nicht….csv")
    assert code == 2
    for arguments in (["--help"], ["fit", "--help"], ["data", "list"]):
        code, out, said = narrow(encoding, *arguments)
        assert code == 0, said
        out.decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_stays_json(narrow, encoding):
    code, out, said = narrow(encoding, "data", "show", "müsli ×.csv", "--json")
    assert code == 0, said
    assert set(json.loads(out.decode(encoding))["classes"]) == set(NAMES)
    arguments = ("fit", "müsli ×.csv", "--steps", "5", "--seeds", "1", "--no-pictures", "--json")
    code, out, said = narrow(encoding, *arguments)
    assert code == 0, said
    assert json.loads(out.decode(encoding))["spec"]["data"] == "müsli ×.csv"


def test_lines_of_links_are_on_standard_output_though_a_bar_moves(narrow):
    rings = [
        [[3, 0, 0], [0, 3, 0], [-3, 0, 0], [0, -3, 0]],
        [[0, 0, -1], [0, 0, 1], [5, 0, 1], [5, 0, -1]],
    ]
    lines = [json.dumps({"name": name, "components": rings}) for name in ("one", "two")]
    Path("links.jsonl").write_text("\n".join(lines))
    code, out, said = narrow("utf-8", "untangle", "links.jsonl", "--json")
    assert code == 0, said
    found = [json.loads(line) for line in out.decode().splitlines()]
    assert [one["name"] for one in found] == ["one", "two"]
    assert b"2 not split" in said


def test_a_name_that_is_no_text_is_shown_all_the_same(narrow):
    code, _, said = narrow("utf-8", "fit", os.fsdecode(b"caf\xe9.csv"))
    assert code == 2
    assert rb"\udce9" in said


def start(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-c", "from unknot.cli import main; main()", *map(str, arguments)],
        stderr=subprocess.PIPE,
        timeout=120,
        **options,
    )


@pytest.mark.slow
def test_the_plainest_locale_will_do(tmp_path):
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = start(
        "verdict",
        "disc-in-ring",
        "--hidden",
        "2,2",
        "--out",
        tmp_path / "c.json",
        stdout=subprocess.PIPE,
        env=os.environ | plain,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"impossible" in ended.stdout
    assert b"does not fit" in ended.stdout or b"Not claimed" in ended.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [("data", "list"), ("data", "list", "--json"), ("--help",)])
def test_a_full_disk_is_a_sentence(arguments):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        ended = start(*arguments, stdout=full)
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1
    assert b"No space left" in ended.stderr


def test_a_command_to_be_pasted_is_quoted(narrow):
    code, _, said = narrow(
        "utf-8", "verdict", "disc-in-ring", "--hidden", "2,2", "--out", "my file's.json"
    )
    assert code == 0
    (command,) = re.findall("`(.*)`", said.decode())
    assert shlex.split(command) == ["unknot", "check", "my file's.json"]


def test_classes_that_pictures_number_are_named(narrow, monkeypatch):
    from unknot.draw import _letters

    monkeypatch.setattr(_letters, "_others", lambda: ())
    arguments = ("fit", "müsli ×.csv", "--steps", "5", "--seeds", "1", "--out", "o")
    code, _, said = narrow("utf-8", *arguments)
    assert code == 0, said
    assert "1 is Grün, 2 is 三角形." in said.decode() or "1 is 三角形, 2 is Grün." in said.decode()
    code, _, said = narrow("ascii", "figure", "o/recording.safetensors")
    assert code == 0, said
    assert rb"\u4e09" in said


def test_the_checker_alone_prints_in_any_encoding(narrow, tmp_path):
    code, _, said = narrow("utf-8", "verdict", "müsli ×.csv", "--hidden", "2", "--no-search")
    assert code == 0, said
    ended = subprocess.run(
        [sys.executable, Path(checker.__file__).parent, "certificate.json"],
        capture_output=True,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert ended.returncode == 0, ended.stderr
    assert rb"\u4e09" in ended.stdout
