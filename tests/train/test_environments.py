"""Whatever JAX is set to, training gives the same bytes, or a sentence that says what is wrong."""

import json
import os
import pickle
import subprocess
import sys

import jax
import pytest

from unknot import errors
from unknot.data import load
from unknot.recording import Spec, encode
from unknot.train import Live, fit

SPECS = (
    {"data": "moons:points=60", "hidden": (3,), "steps": 60, "seeds": 3},
    {"data": "moons:points=60", "hidden": (3,), "steps": 60, "seeds": 2, "batch": 16},
    {"data": "iris", "hidden": (20,), "activation": "gelu", "steps": 40, "batch": 16},
)

# Whatever trains, in one process; what it says of each is compared with the plain run.
SCRIPT = f"""
import contextlib, hashlib, io, json, sys, threading
import unknot
from unknot.lab._experiment import Experiment
from unknot.recording import encode
from unknot.train import Live

def digest(recording):
    return hashlib.sha256(encode(recording)).hexdigest()

found = {{}}
for index, fields in enumerate({SPECS!r}):
    spec = unknot.Spec(**fields)
    found[f"fit {{index}}"] = digest(unknot.fit(spec))

spec = unknot.Spec(**{SPECS[1]!r})
live = Live(spec, unknot.load(spec.data))
live.take(7), live.take(20)
found["live"] = digest(live.recording())

curves = unknot.load("two-curves:points=60")
found["verdict"] = unknot.can_classify(curves, (2,), "tanh", depth="fixed").content

seen = threading.Event()
spec = unknot.Spec(data="moons:points=60", hidden=(3,), seeds=2)
one = Experiment(
    1, Live(spec, unknot.load(spec.data)), parameters=13, step=40, train=False, speed=None,
    on_news=lambda: one.state["phase"] not in ("compiling", "running") and seen.set(),
)
one.start()
assert seen.wait(120)
assert one.state["phase"] == "paused", one.state
found["lab"] = hashlib.sha256(bytes(one.sight.frame.weights)).hexdigest()
one.close()

from unknot.cli import main
sys.argv = ["unknot", "data", "show", "moons", "--json"]
shown = io.StringIO()
with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
    main()
found["data"] = json.loads(shown.getvalue())
print(json.dumps(found))
"""

# What JAX may be set to, in groups: each takes half a minute.
HARMLESS = {
    "types": {
        "JAX_ENABLE_X64": "1",
        "JAX_NUMPY_DTYPE_PROMOTION": "strict",
        "JAX_NUMPY_RANK_PROMOTION": "raise",
        "JAX_DEFAULT_MATMUL_PRECISION": "bfloat16",
    },
    "checks": {
        "JAX_TRANSFER_GUARD": "disallow",
        "JAX_DEBUG_NANS": "1",
        "JAX_DEBUG_INFS": "1",
        "JAX_ENABLE_CHECKS": "1",
        "JAX_CHECK_TRACER_LEAKS": "1",
        "JAX_NO_TRACING": "1",
    },
    "random numbers": {
        "JAX_DEFAULT_PRNG_IMPL": "rbg",
        "JAX_THREEFRY_PARTITIONABLE": "0",
        "JAX_RANDOM_SEED_OFFSET": "7",
        "JAX_ENABLE_CUSTOM_PRNG": "1",
        "JAX_DEBUG_KEY_REUSE": "1",
    },
    "no compilation": {"JAX_DISABLE_JIT": "1"},
}


def run(script, *arguments, **environment):
    as_found = {name: value for name, value in os.environ.items() if name != "XLA_FLAGS"}
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        env=as_found | {"JAX_PLATFORMS": "cpu"} | environment,
    )


def outcome(**environment):
    ended = run(SCRIPT, **environment)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def plain():
    """What comes out where nothing is set."""
    return outcome()


@pytest.mark.slow
@pytest.mark.parametrize("name", HARMLESS)
def test_settings_change_nothing(plain, name):
    assert outcome(**HARMLESS[name]) == plain


@pytest.mark.slow
def test_flags_in_a_file_change_nothing_where_they_say_what_is_so(plain, tmp_path):
    (tmp_path / "flags.txt").write_text("--xla_cpu_enable_fast_math=false\n")
    assert outcome(XLA_FLAGS=str(tmp_path / "flags.txt")) == plain


def test_a_choice_of_the_caller_is_kept():
    spec = Spec(**SPECS[1])
    usual = encode(fit(spec))
    with jax.enable_x64(True), jax.numpy_dtype_promotion("strict"):
        assert encode(fit(spec)) == usual
        live = Live(spec, load(spec.data))
        live.take(3)
        assert jax.numpy.zeros(1).dtype == "float64"
        with pytest.raises(ValueError, match="promotion"):
            jax.numpy.zeros(1) + jax.numpy.zeros(1, "float32")


TRAIN = """
import sys
from unknot.cli import main
sys.argv = ["unknot", "fit", "moons:points=20", "--steps", "5", "--no-pictures", *sys.argv[1:]]
main()
"""
WRONG = {
    "no GPU": ({"JAX_PLATFORMS": "cuda"}, "cuda"),
    "no such platform": ({"JAX_PLATFORMS": "abacus"}, "abacus"),
    "no such file of flags": ({"XLA_FLAGS": "nowhere.txt"}, "nowhere.txt"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.slow
def test_what_cannot_work_is_said_in_a_sentence(name, tmp_path):
    environment, word = WRONG[name]
    ended = run(TRAIN, "--out", tmp_path / "out", **environment)
    assert ended.returncode == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    assert word in ended.stderr


TUNE = """
import os, sys
from unknot.train import tune_process
tune_process()
import jax
print(os.environ["XLA_FLAGS"])
print(jax.config.jax_compilation_cache_dir)
print(float(jax.jit(lambda x: x + 1)(1.0)))
"""


@pytest.mark.slow
def test_flags_in_a_file_and_a_chosen_cache_are_kept(tmp_path):
    (tmp_path / "flags.txt").write_text("--xla_cpu_enable_fast_math=false\n")
    ended = run(
        TUNE,
        XLA_FLAGS=str(tmp_path / "flags.txt"),
        UNKNOT_CACHE=str(tmp_path / "other"),
        JAX_COMPILATION_CACHE_DIR=str(tmp_path / "own"),
    )
    assert ended.returncode == 0, ended.stderr
    flags, cache, two = ended.stdout.splitlines()
    assert flags.startswith("--xla_cpu_enable_fast_math=false --xla_backend_extra_options=")
    assert cache == str(tmp_path / "own")
    assert float(two) == 2


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_is_left_out(tmp_path):
    (tmp_path / "file").touch()
    ended = run(TUNE, UNKNOT_CACHE=str(tmp_path / "file"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[1] == "None"


FORK = """
import multiprocessing, sys, unknot, unknot.errors
def one(seed):
    spec = unknot.Spec(data="moons:points=20", hidden=(2,), steps=5, seed=seed)
    return unknot.fit(spec)
if __name__ == "__main__":
    if sys.argv[1] == "after":
        one(0)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        try:
            print(len(pool.map_async(one, [1]).get(120)[0].steps) > 1)
        except unknot.errors.BadEnvironment as error:
            print(error)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(("when", "word"), [("before", "True"), ("after", "spawn")])
@pytest.mark.slow
def test_a_fork_after_a_fit_is_refused_and_one_before_is_not(when, word):
    ended = run(FORK, when)
    assert ended.returncode == 0, ended.stderr
    assert word in ended.stdout


@pytest.mark.parametrize(
    "error",
    [
        errors.InputError("no"),
        errors.BadEnvironment("no"),
        errors.UnknownName("data set", "spiral", ["spirals", "moons"]),
        errors.MissingExtra("pyarrow", "parquet", "Reading it"),
    ],
)
def test_errors_come_back_whole_from_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
