"""No file is longer than what a reader holds in mind."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST = 400  # lines


@pytest.mark.parametrize(("folder", "pattern"), [("src/unknot", "*.py"), ("viewer/src", "*.ts")])
def test_no_source_file_is_long(folder, pattern):
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob(pattern)
    }
    assert lengths
    long = {name: length for name, length in lengths.items() if length > MOST}
    assert not long, f"A file is one thought, in {MOST} lines at most: split {long}."
