"""Settings of JAX that concern a whole process, for programs that own theirs."""

import os
from pathlib import Path

import platformdirs

# XLA then compiles a whole training loop as one function, not as one call for each operation:
# the step of a tiny network is up to twice as fast. A backend that does not know it ignores it.
_LOOP_OPTION = "xla_cpu_small_while_loop_byte_threshold=100000000"


def tune_process(cache: str | os.PathLike[str] | None = None) -> None:
    """Make this process train faster: an XLA option, and a compilation cache on disk.

    The command line calls it first thing. A library user's process is left alone unless it calls
    this itself, before JAX computes anything; training then gives the same networks up to
    rounding.

    Parameters
    ----------
    cache
        Folder of compiled programs; by default that of ``UNKNOT_CACHE``, or the user's own.
    """
    flags = os.environ.get("XLA_FLAGS", "")
    if "xla_backend_extra_options" not in flags:
        flags = f"{flags} --xla_backend_extra_options={_LOOP_OPTION}".strip()
        os.environ["XLA_FLAGS"] = flags
    import jax

    folder = Path(cache) if cache is not None else _cache_folder()
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def _cache_folder() -> Path:
    root = os.environ.get("UNKNOT_CACHE") or platformdirs.user_cache_dir("unknot")
    return Path(root) / "compiled"
