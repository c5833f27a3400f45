"""``unknot untangle`` of links: what is wrong is said of the very link, file or name."""

import json
import re

import pytest

RING = [[3, 0, 0], [0, 3, 0], [-3, 0, 0], [0, -3, 0]]
THROUGH = [[0, 0, -1], [0, 0, 1], [5, 0, 1], [5, 0, -1]]


def test_a_link_that_meets_itself_is_named_and_what_came_before_is_kept(unknot, tmp_path):
    rows = [
        {"name": "linked", "components": [RING, THROUGH]},
        {"name": "touching", "components": [RING, [[3, 0, 0], [9, 0, 1], [9, 0, -1]]]},
    ]
    (tmp_path / "links.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ended = unknot("untangle", "links.jsonl", "--out", "found")
    assert ended.code == 2
    assert "touching: Edge 1 of polygon 1 meets edge 1 of polygon 2" in ended.err
    assert unknot("check", "found/linked.json").code == 0


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("empty.jsonl", "", "There is no link in empty.jsonl"),
        ("nan.xyz", "0 0 0\n1 0 0\n1 nan 0\n", "Line 3 of 'nan.xyz': 'nan'"),
        ("cut.xyz", "0 0 0\n1 0\n", "Line 2 of 'cut.xyz' has 2 values, '1 0'"),
        ("cut.jsonl", '{"components": [[[3,0', "Line 1 of 'cut.jsonl' is no link"),
        ("bad.obj", "v 0 0 0\nv 1 0 0\nv 1 1 0\nl 1 2 3 9\n", "Line 4 of 'bad.obj': '9'"),
        ("none.obj", None, "'none.obj' cannot be read: No such file or directory."),
        ("nosuch", None, "no data set 'nosuch'.*Links have names such as 8_19"),
    ],
)
def test_a_wrong_input_is_named(unknot, tmp_path, file, content, says):
    if content is not None:
        (tmp_path / file).write_text(content)
    ended = unknot("untangle", file)
    assert ended.code == 2
    assert not ended.err.startswith("\n")
    assert re.search(says, ended.err)
