"""Certificates of earlier formats are written as they are today."""

import json
from pathlib import Path

from unknot import checker

GOLDEN = Path(__file__).parents[1] / "golden"


def test_what_the_checker_asks_for_is_what_helps(unknot, tmp_path):
    content = json.loads((GOLDEN / "certificate-2-weights.json").read_text())
    del content["evidence"]["cuts"]
    (tmp_path / "old.json").write_text(json.dumps(content | {"format": checker.FORMATS[0]}))
    ended = unknot("check", "old.json")
    assert ended.code == 1
    assert "unknot renew" in ended.out
    ended = unknot("renew", "old.json", "new.json")
    assert ended.code == 0
    assert "new.json" in ended.out
    content = json.loads((tmp_path / "new.json").read_text())
    assert content["format"] == checker.FORMAT
    assert unknot("check", "new.json").code == 0


def test_what_does_not_verify_is_not_renewed(unknot, tmp_path):
    content = json.loads((GOLDEN / "certificate-apart.json").read_text())
    content["classes"][1]["set"] = content["classes"][0]["set"]
    (tmp_path / "bad.json").write_text(json.dumps(content))
    for name in ("bad.json", "missing.json", str(Path(__file__))):
        ended = unknot("renew", name, "new.json")
        assert ended.code == 2
        assert Path(name).name in ended.err
    assert not (tmp_path / "new.json").exists()
