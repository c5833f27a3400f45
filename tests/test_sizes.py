"""No file is longer than a reader holds in mind, no script larger than a page should carry."""

import gzip
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST = 400  # lines
MOST_BYTES = 60_000  # gzipped


@pytest.mark.parametrize(("folder", "pattern"), [("src/unknot", "*.py"), ("viewer/src", "*.ts")])
def test_no_source_file_is_long(folder, pattern):
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob(pattern)
    }
    assert lengths
    long = {name: length for name, length in lengths.items() if length > MOST}
    assert not long, f"A file is one thought, in {MOST} lines at most: split {long}."


@pytest.mark.parametrize(
    "script", ["viewer/assets/viewer.js", "lab/assets/lab.js", "site/assets/site.js"]
)
def test_no_script_is_large(script):
    packed = gzip.compress((ROOT / "src/unknot" / script).read_bytes(), 9, mtime=0)
    assert len(packed) <= MOST_BYTES, "`node viewer/sizes.mjs` says what each source weighs."
