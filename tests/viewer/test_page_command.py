"""``unknot page``."""

import json
import re
import sys
import webbrowser
from html import unescape

import pytest

from unknot import write
from unknot.cli import main


@pytest.fixture
def unknot(curves, tmp_path, monkeypatch, capsys):
    """Run the command line in a folder with a recording ``curves.safetensors``."""
    monkeypatch.chdir(tmp_path)
    write(curves, "curves")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["unknot", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, capsys.readouterr().err

    return run


def states(path):
    found = re.findall(r' state="([^"]*)"', path.read_text(encoding="utf-8"))
    return [json.loads(unescape(text)) for text in found]


def test_it_writes_a_page_that_starts_as_asked(unknot, tmp_path, curves):
    code, said = unknot(
        "page",
        "curves.safetensors",
        "--out",
        "x.html",
        "--title",
        "Curves & lines",
        "--step",
        curves.steps[2],
        "--depth",
        "0.5",
        "--order",
        "phases",
    )
    assert code == 0
    assert "x.html" in said
    assert "kB" in said
    assert states(tmp_path / "x.html") == [
        {"step": curves.steps[2], "depth": 0.5, "order": "phases"}
    ]
    assert "<h1>Curves &amp; lines</h1>" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_several_recordings_go_to_one_page(unknot, tmp_path):
    assert unknot("page", "curves", "curves.safetensors")[0] == 0
    assert len(states(tmp_path / "page.html")) == 2


def test_it_opens_the_page_if_asked(unknot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url, *_: opened.append(url))
    assert unknot("page", "curves", "--open")[0] == 0
    assert opened == [(tmp_path / "page.html").as_uri()]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["none.safetensors"], "none.safetensors"),
        (["curves", "--depth", "2"], "depth"),
        (["curves", "--step", "-1"], "step"),
        (["curves", "--order", "both"], "both"),
        (["curves", "--out", "none/x.html"], "none/x.html"),
        ([], "recordings"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_in_words(unknot, tmp_path, arguments, word):
    code, said = unknot("page", *arguments)
    assert code == 2
    assert word in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["curves.safetensors"]
