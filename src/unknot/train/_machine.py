"""Settings of JAX that concern a whole process, for programs that own theirs."""

import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from unknot.errors import BadEnvironment

# XLA then compiles a whole training loop as one function, not as one call for each operation:
# the step of a tiny network is up to twice as fast. A backend that does not know it ignores it.
_LOOP_OPTION = "xla_cpu_small_while_loop_byte_threshold=100000000"


def tune_process(cache: str | os.PathLike[str] | None = None) -> None:
    """Make this process train faster: an XLA option, and a compilation cache on disk.

    The command line calls it first thing. A library user's process is left alone unless it calls
    this itself, before JAX computes anything; training then gives the same networks up to
    rounding. Flags and a cache that are set already are kept.

    Parameters
    ----------
    cache
        Folder of compiled programs; by default JAX's, if one is set (JAX_COMPILATION_CACHE_DIR),
        or that of ``UNKNOT_CACHE``, or one in the user's own folder for caches; none if nothing
        can be written there.

    Raises
    ------
    BadEnvironment
        XLA_FLAGS names a file that cannot be read.
    """
    flags = xla_flags()
    if "xla_backend_extra_options" not in flags:
        flags = f"{flags} --xla_backend_extra_options={_LOOP_OPTION}".strip()
        os.environ["XLA_FLAGS"] = flags
    import jax

    folder = Path(cache) if cache is not None else _cache_folder()
    if cache is None and (
        jax.config.values["jax_compilation_cache_dir"] is not None or not _is_writable(folder)
    ):
        return
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def xla_flags() -> str:
    """Return the flags of XLA_FLAGS, which XLA takes for a file of flags if no dash begins it.

    Raises
    ------
    BadEnvironment
        That file cannot be read: XLA would end the process.
    """
    flags = os.environ.get("XLA_FLAGS", "")
    if not flags or flags.lstrip().startswith("-"):
        return flags
    try:
        return Path(flags).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadEnvironment(
            f"XLA_FLAGS is {flags!r}, which is taken for a file of flags as it does not begin with "
            f"a dash, and that cannot be read ({why}). Write flags as --name=value, or leave "
            "XLA_FLAGS out."
        ) from None


def _is_writable(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK | os.X_OK)


def _cache_folder() -> Path:
    root = os.environ.get("UNKNOT_CACHE") or platformdirs.user_cache_dir("unknot")
    return Path(root) / "compiled"
