"""The conditions under which networks train: JAX's settings, the same whatever a user chose."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

import jax
import jax.experimental

from unknot.errors import BadEnvironment
from unknot.train._machine import xla_flags

# Each is a context of JAX for one thread; a version of JAX that lacks one cannot be set otherwise.
_SETTINGS: dict[str, Any] = {
    "enable_x64": False,
    "numpy_dtype_promotion": "standard",
    "numpy_rank_promotion": "allow",
    "default_matmul_precision": None,
    "default_prng_impl": "threefry2x32",
    "threefry_partitionable": True,
    "enable_custom_prng": False,
    "softmax_custom_jvp": False,
    "transfer_guard": "allow",
    "disable_jit": False,
    "debug_nans": False,
    "debug_infs": False,
    "debug_key_reuse": False,
    "check_tracer_leaks": False,
    "no_tracing": False,
    "no_execution": False,
}

_OLDER = {"enable_x64": getattr(jax.experimental, "enable_x64", None)}  # before JAX 0.8


@contextmanager
def conditions() -> Iterator[None]:
    """Compute under JAX's own settings in this thread, and leave the user's as they are.

    The same spec is to give the same bits, and a user's choice for other computations (numbers of
    64 bits, a guard against transfers) is none for these. Threads do not inherit it: each enters
    it for itself. Also a decorator.

    Raises
    ------
    BadEnvironment
        JAX cannot run in this process.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> with jax.enable_x64(True), conditions():
    ...     print(jnp.zeros(1).dtype)
    float32
    """
    if _home() != os.getpid():
        raise BadEnvironment(
            "This process was forked from one in which JAX had run already, and JAX's threads do "
            "not survive a fork: it would wait for ever. Start processes by "
            'multiprocessing.get_context("spawn"), or train in the parent only.'
        )
    with ExitStack() as stack:
        for name, value in _SETTINGS.items():
            setting = getattr(jax, name, _OLDER.get(name))
            if setting is not None:
                stack.enter_context(setting(value))
        yield


@cache
def _home() -> int:
    """Start JAX, and return the process in which it was started; a fork inherits the answer."""
    xla_flags()  # XLA ends the process over a file of flags that is not there
    try:
        jax.devices()
    except (RuntimeError, AssertionError) as error:  # of a platform it knows, JAX says nothing
        why = f" ({str(error).splitlines()[0]})" if str(error) else ""
        told = jax.config.values["jax_platforms"]
        raise BadEnvironment(
            f"JAX is told to compute on {told!r}, which this machine or this installation of JAX "
            f"does not have{why}. Set JAX_PLATFORMS=cpu, or leave it out."
        ) from None
    return os.getpid()
