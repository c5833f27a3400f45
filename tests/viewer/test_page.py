"""The page as a file: complete, small, closed to the network and to markup in names."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from unknot import checker
from unknot.errors import InputError, UnknownName
from unknot.recording import command, decode
from unknot.viewer import _script, document, embedded, page, payload, save_page, script, view_state

EVIL = "</script><script>alert(1)</script><!--"


class Parsed(HTMLParser):
    """The elements of a page, and the text of its scripts."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts, self.attributes = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "script" and self.cdata_elem == "script":
            self.scripts[-1] += data


def of(parsed, tag):
    return [attributes for name, attributes in parsed.attributes if name == tag]


def test_a_page_of_300_frames_of_the_spiral_network_is_small(spiral):
    size = len(page(spiral).encode())
    assert len(decode(payload(spiral), "").steps) > 250
    assert size <= 250_000, f"{size:,} bytes, of which the viewer {len(script().encode()):,}"


def test_it_carries_the_recording(curves):
    parsed = Parsed(page(curves))
    packed = next(text for text in parsed.scripts if text.startswith("H4sI"))
    assert gzip.decompress(base64.b64decode(packed)) == payload(curves)


def certificates(text):
    """Take the certificates out of a page, as anybody can."""
    packed = re.findall(r'<script type="application/gzip" class="proved">([^<]*)<', text)
    found = [one for text in packed for one in json.loads(gzip.decompress(base64.b64decode(text)))]
    return [one["certificate"] for one in found if one["certificate"] is not None]


def test_it_carries_what_is_proved_and_anybody_can_check_it(curves, tmp_path):
    text = page(curves)
    found = certificates(text)
    assert [one["verdict"] for one in found] == ["possible", "separated"]
    for k, one in enumerate(found):
        (tmp_path / f"{k}.json").write_text(json.dumps(one), "utf-8")
    assert checker.main([str(path) for path in tmp_path.iterdir()]) == 0
    assert "<b>Right everywhere</b> (T7.1). On the whole of every class" in text
    assert certificates(page(curves, prove=None)) == []


def test_the_same_recording_gives_the_same_page(curves):
    assert page(curves) == page(curves)


def test_the_policy_names_every_script_that_runs_and_nothing_else(curves):
    text = document("title", embedded(curves, "one"), scripts=["let a = 1 <!--x", "a"])
    policy = of(Parsed(text), "meta")[-1]["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")
    assert "file:" not in policy
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    running = re.findall(r'<script(?: type="module")?>(.*?)</script>', text, re.DOTALL)
    assert len(running) == 3
    assert allowed == {
        base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in running
    }


def test_it_names_no_address(curves):
    text = page(curves)
    given = [pair for _, all_of in Parsed(text).attributes for pair in all_of.items()]
    addresses = {value for name, value in given if name in {"src", "href", "srcset", "action"}}
    assert addresses == {"data:,"}  # an empty icon, so that browsers ask for none
    assert "@import" not in text


def test_scripts_cannot_end_or_comment_out_their_element(curves, monkeypatch):
    from unknot.viewer import _document

    monkeypatch.setattr(_document, "script", lambda: f'"{EVIL}</SCRIPT"')
    text = document("title", "")
    assert text.lower().count("</script") == 1
    assert "<!--" not in text
    assert r"\x3C/script>" in text


@pytest.mark.parametrize("title", [EVIL, '"><img src=x onerror=alert(1)>', "a & b"])
def test_names_and_titles_are_never_markup(curves, title):
    odd = replace(curves, data=replace(curves.data, name=title, class_names=(title, "B" + title)))
    odd = replace(odd, spec=odd.spec.model_copy(update={"data": title}))
    for text in (page(odd, title=title), page([odd, odd])):
        parsed = Parsed(text)
        assert "img" not in parsed.tags
        assert parsed.tags.count("script") == 1 + 2 * parsed.tags.count("unknot-viewer")
        assert "alert(1)" not in "".join(parsed.scripts)


def test_it_says_in_words_what_was_trained_and_how_to_repeat_it(curves):
    text = page(curves, title="Curves")
    assert "<title>Curves</title>" in text
    assert "<h1>Curves</h1>" in text
    assert command(curves.spec) in text
    assert "1 hidden layer of tanh" in text
    right = round(curves.accuracy * len(curves.data))
    assert f"{right:,} of {len(curves.data):,}" in text
    assert "the best of 8" in text


def test_several_recordings_share_one_viewer_s_program(curves, spiral):
    parsed = Parsed(page([curves, spiral]))
    assert [each["name"] for each in of(parsed, "unknot-viewer")] == ["r1", "r2"]
    assert len(parsed.scripts) == 5


def test_the_state_is_written_down(curves):
    parsed = Parsed(page(curves, state={"depth": 0.5, "order": "phases"}, controls="simple"))
    (viewer,) = of(parsed, "unknot-viewer")
    assert json.loads(viewer["state"]) == {"depth": 0.5, "order": "phases"}
    assert viewer["controls"] == "simple"


def test_a_page_without_recordings_is_refused():
    with pytest.raises(InputError, match="at least one"):
        page([])


@pytest.mark.parametrize(
    "state",
    [
        {"step": -1},
        {"step": 10**9},
        {"depth": 1.5},
        {"depth": -0.1},
        {"depth": "1"},
        {"depth": True},
        {"depth": float("nan")},
        {"order": "both"},
        {"view": 3},
        {"grid": 1},
        {"yaw": float("inf")},
        {"pitch": "up"},
        {"zoom": 0},
        {"playing": "music"},
    ],
    ids=str,
)
def test_a_state_that_does_not_fit_is_refused_by_name(curves, state):
    (name,) = state
    with pytest.raises(InputError, match=f"^{name} is "):
        page(curves, state=state)


def test_an_unknown_entry_of_the_state_meets_a_proposal(curves):
    with pytest.raises(UnknownName, match="'depth'"):
        page(curves, state={"dept": 1})


def test_every_entry_of_the_state_can_be_given(curves):
    state = {
        "step": curves.t1,
        "depth": 1,
        "order": "together",
        "view": "space",
        "yaw": 1.0,
        "pitch": None,
        "zoom": 2,
        "grid": False,
        "points": True,
        "regions": False,
        "confidence": True,
        "playing": "depth",
        "tour": 0.5,
    }
    assert view_state(curves, state) == state


def test_it_is_saved_in_one_step(curves, tmp_path):
    assert save_page(curves, tmp_path / "curves") == tmp_path / "curves.html"
    assert (tmp_path / "curves.html").read_text(encoding="utf-8") == page(curves)
    with pytest.raises(InputError, match="needs the name"):
        save_page(curves, "")
    with pytest.raises(InputError, match="cannot be written"):
        save_page(curves, tmp_path / "none" / "curves.html")
    assert [path.name for path in tmp_path.iterdir()] == ["curves.html"]


def test_a_viewer_that_was_not_built_says_how_to_build_it(monkeypatch, tmp_path):
    monkeypatch.setattr(_script, "_BUNDLE", tmp_path / "viewer.js")
    _script.script.cache_clear()
    with pytest.raises(InputError, match="npm run build"):
        script()
    _script.script.cache_clear()
