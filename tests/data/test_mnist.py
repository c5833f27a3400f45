"""IDX files and downloads, against a server on this machine; nothing leaves it."""

import gzip
import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from unknot.data import _mnist as module
from unknot.data import load
from unknot.data._idx import gunzip
from unknot.errors import InputError

REAL = module.cache_folder()


def idx(array: np.ndarray) -> bytes:
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return header + array.astype(np.uint8).tobytes()


@pytest.fixture
def content(monkeypatch):
    """Small stand-ins for the four files, with their checksums."""
    rng = np.random.default_rng(0)
    files = {}
    for part, n in (("train", 40), ("t10k", 20)):
        files[f"{part}-images-idx3-ubyte"] = idx(rng.integers(0, 256, (n, 28, 28)))
        files[f"{part}-labels-idx1-ubyte"] = idx(np.arange(n) % 10)
    sums = {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    monkeypatch.setattr(module, "SHA256", sums)
    return files


@pytest.fixture
def folder(tmp_path, content):
    for i, (name, raw) in enumerate(content.items()):
        packed = i % 2 == 0
        path = tmp_path / (name + ".gz" if packed else name)
        path.write_bytes(gzip.compress(raw) if packed else raw)
    return tmp_path


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("UNKNOT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mnist"


@contextmanager
def mirror(answer):
    """Serve ``answer(name) -> (status, body, stated length)`` and count the requests."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status, body, length = answer(self.path.rsplit("/", 1)[1].removesuffix(".gz"))
            self.send_response(status)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/mnist/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def good(content):
    def answer(name):
        body = gzip.compress(content[name])
        return 200, body, len(body)

    return answer


def broken_off(content):
    def answer(name):
        body = gzip.compress(content[name])
        return 200, body[: len(body) // 2], len(body)

    return answer


def wrong(name):
    body = gzip.compress(b"something else")
    return 200, body, len(body)


def absent(name):
    return 404, b"", 0


def test_a_folder_is_read(folder):
    data = load(f"mnist:folder={folder}")
    assert data.points.shape == (40, 784)
    assert (data.points.min(), data.points.max()) == (0, 1)
    assert data.feature_names[29] == "pixel 1,1"
    assert data.class_names == tuple("0123456789")
    assert load(data.source) == data
    assert len(load(f"mnist:folder={folder},part=test")) == 20
    few = load(f"mnist:folder={folder},points=10,seed=4")
    assert set(few.counts.values()) == {1}
    with pytest.raises(InputError, match="points is 41; there are 40"):
        load(f"mnist:folder={folder},points=41")


def test_nothing_is_downloaded_unasked(cache, content):
    with mirror(good(content)) as (address, asked):
        with pytest.raises(InputError, match="say mnist:download=true,part=train"):
            load("mnist", mirrors=[address])
        assert not asked
    with pytest.raises(InputError, match="Give the folder with the IDX files"):
        load("mnist:folder=/nowhere")


def test_a_good_mirror_fills_the_cache(cache, content):
    steps = []
    with mirror(good(content)) as (address, asked):
        data = load(
            "mnist:download=true", mirrors=[address], progress=lambda *step: steps.append(step)
        )
        assert len(asked) == 2
        assert load("mnist:download=true", mirrors=[address]) == data
        assert len(asked) == 2  # the second time comes from the cache
    assert steps[-1][1] == steps[-1][2]
    assert sorted(p.name for p in cache.iterdir()) == [
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
    ]
    np.testing.assert_array_equal(load("mnist").points, data.points)


@pytest.mark.parametrize("fault", ["wrong", "absent", "broken_off", "no server"])
def test_a_bad_mirror_leads_to_the_next(cache, content, fault):
    answers = {"wrong": wrong, "absent": absent, "broken_off": broken_off(content)}
    with mirror(answers.get(fault, absent)) as (bad, _), mirror(good(content)) as (fine, asked):
        first = "http://127.0.0.1:1/" if fault == "no server" else bad
        data = load("mnist:download=true,part=test", mirrors=[first, fine])
    assert len(asked) == 2
    assert len(data) == 20


def test_when_all_fail_each_is_named_and_nothing_is_left(cache, content):
    with mirror(wrong) as (a, _), mirror(absent) as (b, _), mirror(broken_off(content)) as (c, _):
        with pytest.raises(InputError) as caught:
            load("mnist:download=true", mirrors=[a, b, c])
        text = str(caught.value)
        assert f"{a}train-images-idx3-ubyte.gz: wrong checksum" in text
        assert f"{b}train-images-idx3-ubyte.gz: HTTP Error 404" in text
        assert f"{c}train-images-idx3-ubyte.gz: broke off" in text
        assert "mnist:folder=FOLDER" in text
    assert not cache.exists()


def test_an_interrupted_download_leaves_no_part(cache, content):
    def stop(*_):
        raise KeyboardInterrupt

    with mirror(good(content)) as (address, _), pytest.raises(KeyboardInterrupt):
        load("mnist:download=true", mirrors=[address], progress=stop)
    assert not cache.exists()


LABELS = idx(np.arange(40) % 10)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "begins with the bytes of nothing"),
        (b"\x89PNG....", "begins with the bytes 89 50 4e 47.*00 00 08"),
        (bytes([0, 0, 7, 1]) + LABELS[4:], "begins with the bytes 00 00 07 01"),
        (bytes([0, 0, 13, 1]) + LABELS[4:], "has 48 bytes; .* takes 168.*cut short"),
        (LABELS[:6], "ends within its header"),
        (LABELS[:-3], "has 45 bytes; its header says shape \\(40,\\), which takes 48.*cut short"),
        (LABELS + b"x", "damaged"),
        (idx(np.arange(39) % 10), "\\(40, 28, 28\\) and .*\\(39,\\)"),
        (idx(np.zeros((40, 1))), "\\(40, 28, 28\\) and .*\\(40, 1\\)"),
        (gzip.compress(LABELS, mtime=0)[:-9], "cannot be unpacked"),
        (b"\x1f\x8bnothing", "cannot be unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_faults_of_idx_files_are_named(folder, raw, message):
    (folder / "train-labels-idx1-ubyte").write_bytes(raw)
    with pytest.raises(InputError, match=message) as caught:
        load(f"mnist:folder={folder}")
    assert str(folder) in str(caught.value)


@pytest.mark.skipif(len(list(REAL.glob("*.gz"))) < 4, reason=f"needs MNIST in {REAL}")
def test_the_real_files_have_the_checksums():
    for name, expected in module.SHA256.items():
        raw = gunzip((REAL / f"{name}.gz").read_bytes())
        assert hashlib.sha256(raw).hexdigest() == expected
    data = load(f"mnist:folder={REAL},part=test,points=1000")
    assert set(data.counts.values()) == {100}
