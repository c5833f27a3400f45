"""Whatever model it is, as a network of ours."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from unknot.errors import InputError, UnknotError
from unknot.models._assemble import Imported
from unknot.models._libraries import library
from unknot.models._nnet import from_nnet
from unknot.models._onnx_in import from_onnx, is_onnx
from unknot.models._sklearn import from_sklearn, is_estimator
from unknot.models._torch_in import from_torch, is_module
from unknot.models._weights import FILES, from_weights, from_weights_file, plain
from unknot.nets import HeadKind, Network

SUFFIXES = (".onnx", ".nnet")  # of files that hold models
_PICKLES = (".pkl", ".pickle", ".joblib", ".sav")
_MODULES = (".pt", ".pth")
_UNSAFE = (*_PICKLES, *_MODULES)  # read only where they are trusted


def load(
    model: Any,
    *,
    head: HeadKind | None = None,
    fold: bool = True,
    shape: Sequence[int] | None = None,
    output: str | None = None,
    spec: str | Sequence[str] | None = None,
    trust: bool = False,
) -> Network:
    """Return a model of another library as a network of ours.

    Parameters
    ----------
    model
        A fitted estimator of scikit-learn; a module of PyTorch, or its ``state_dict`` with a spec;
        an ONNX model; or the path of a file: ``.onnx``, ``.nnet``, and with a spec
        ``.safetensors`` and ``.pt`` with weights alone.
    head
        What the scores of the model mean, where it does not say so itself: ``"softmax"``,
        ``"logistic"`` (one score) or ``"linear"``, which is taken if nothing is said.
    fold
        Whether scalings (a scaler's, batch normalisation's) are taken into the affine maps beside
        them, in float64; else they stay layers of their own.
    shape
        Of one example, where the model leaves it open: ``(1, 28, 28)``.
    output
        Which of several outputs of an ONNX model holds the scores.
    spec
        Of weights alone, the hidden layers: ``"relu:128 relu:64"``.
    trust
        Whether a file that is a pickle (``.pkl``, ``.joblib``, a whole module in ``.pt``) is read,
        which can run any code that it holds.

    Returns
    -------
    Network
        With weights in float64. Its scores are the model's *before* a softmax or logistic
        function at the end, which its head names. A part that is not expressed by layers of ours
        is an :class:`unknot.nets.Opaque` layer: the other library runs it, and nothing is proved
        of it.

    Raises
    ------
    InputError
        It is no model that is known here, and the message says what is; or it is a pickle, which
        could run code when it is read.
    MissingExtra
        The library that reads it is not installed.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> points, kinds = load_iris(return_X_y=True)
    >>> theirs = make_pipeline(StandardScaler(), LogisticRegression()).fit(points, kinds)
    >>> ours = load(theirs)
    >>> ours.head.kind, bool((ours.predict(points) == theirs.predict(points)).all())
    ('softmax', True)
    """
    return imported(
        model, head=head, fold=fold, shape=shape, output=output, spec=spec, trust=trust
    ).network


def imported(
    model: Any,
    *,
    head: HeadKind | None = None,
    fold: bool = True,
    shape: Sequence[int] | None = None,
    output: str | None = None,
    spec: str | Sequence[str] | None = None,
    trust: bool = False,
) -> Imported:
    """Return the same as :func:`load`, with where each layer is from, and what to know of it.

    Raises
    ------
    InputError, MissingExtra
        As there.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> theirs = LogisticRegression().fit([[0.0], [1.0]], ["no", "yes"])
    >>> print(imported(theirs))
    scikit-learn LogisticRegression
      head, logistic ← LogisticRegression, LogisticRegression logistic
    """
    path = Path(model) if isinstance(model, str | os.PathLike) else None
    if trust and path is not None and spec is None and path.suffix.lower() in _UNSAFE:
        model, path = _trusted(path), None
    if is_onnx(model) or (path and path.suffix.lower() == ".onnx"):
        return from_onnx(path or model, head=head, fold=fold, shape=shape, output=output)
    if path is not None and path.suffix.lower() == ".nnet":
        return from_nnet(path, head=head, fold=fold)
    if path is not None and path.suffix.lower() in FILES:
        return from_weights_file(path, spec, head=head, shape=shape)
    if path is not None:
        raise _refused(path)
    if isinstance(model, Mapping) and spec is not None:
        weights = {name: plain(one) for name, one in model.items()}
        return from_weights(weights, spec, head=head, shape=shape)
    if is_module(model):
        return from_torch(model, head=head, fold=fold, shape=shape)
    if is_estimator(model):
        return from_sklearn(model, head=head, fold=fold)
    raise InputError(
        f"This {type(model).__name__} is no model that is known here. Expected a fitted classifier "
        "or pipeline of scikit-learn, a module of PyTorch, an ONNX model, or the path of a file "
        f"({', '.join((*SUFFIXES, *FILES))})."
    )


def _refused(path: Path) -> InputError:
    """Return why a file is not read."""
    if path.suffix.lower() in _PICKLES:
        return InputError(
            f"{str(path)!r} is a pickle: reading it can run any code that it holds, so it is not "
            "read here. If you trust it, say so (trust=True, --trust), or load it yourself "
            "(joblib.load, pickle.load) and give the model to unknot.models.load."
        )
    return InputError(
        f"{str(path)!r} is no file of a model that is known here; expected "
        f"{', '.join((*SUFFIXES, *FILES))}."
    )


def _trusted(path: Path) -> Any:
    """Return what a pickle holds: its code is run.

    Raises
    ------
    InputError
        It cannot be read.
    """
    if not path.is_file():
        raise InputError(f"There is no file {str(path)!r}.")
    try:
        if path.suffix.lower() in _MODULES:
            torch = library("torch", "torch", f"Reading {path.name}")
            return torch.load(path, map_location="cpu", weights_only=False)
        return library("joblib", "torch", f"Reading {path.name}").load(path)
    except UnknotError:
        raise
    except Exception as error:  # whatever the code in it raises
        raise InputError(
            f"{str(path)!r} cannot be read: {type(error).__name__}: {error}. It needs the library "
            "that wrote it, in a version that reads it."
        ) from error
