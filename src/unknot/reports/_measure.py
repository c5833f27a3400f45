"""A report made: every read-out in turn, and what was found when it was interrupted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from unknot.errors import UnknotError
from unknot.reports._opened import opened
from unknot.reports._report import Report
from unknot.reports._section import Examined, ReadOut, Section
from unknot.reports._table import READ_OUTS


@dataclass(frozen=True)
class Measured:
    """How far a report is.

    Attributes
    ----------
    done, of
        Read-outs, the one at work in part.
    what
        Which one is at work.
    """

    done: float
    of: int
    what: str


def report(
    model: Any,
    X: Any = None,
    y: Any = None,
    *,
    name: str | None = None,
    seed: int = 0,
    read_outs: Sequence[ReadOut] = READ_OUTS,
    on_progress: Callable[[Measured], None] = lambda _: None,
    **options: Any,
) -> Report:
    """Report, layer by layer, what a trained model does to labelled data.

    Three plain sentences (where the classes become separable; whether topology changed or only
    looks so; where it tears), a table by layer, figures, JSON and a page of HTML. Interrupted, it
    returns what it has found.

    Parameters
    ----------
    model
        A classifier of scikit-learn, a module of PyTorch, an ONNX model or the path of one, a
        network or recording of ours, any :class:`unknot.Model`, or recorded
        :class:`unknot.models.Activations`.
    X
        Points (n, features), or images, which are flattened; a frame; a :class:`unknot.Dataset`;
        or the name of a data set. Left out where the model comes with data.
    y
        The class of each point: numbers or names. Left out with points, they are what the model
        says itself.
    name
        What titles call the data.
    seed
        Of random choices (of points where there are many, of folds).
    read_outs
        What is measured.
    on_progress
        Told how far it is.
    options
        For the importer, see :func:`unknot.models.load`.

    Raises
    ------
    InputError
        The model or the data cannot be used, do not fit each other, the model raised, or a layer
        gives no finite numbers.

    Examples
    --------
    >>> from sklearn.datasets import make_moons
    >>> from sklearn.neural_network import MLPClassifier
    >>> points, kinds = make_moons(200, noise=0.05, random_state=0)
    >>> net = MLPClassifier((8, 3), "tanh", solver="lbfgs", random_state=0).fit(points, kinds)
    >>> found = report(net, points, kinds, name="moons")
    >>> found.title
    'moons through 2-8-3-1'
    >>> found.sentences[0][:50]
    'The classes become separable at layer 1 (tanh): st'
    >>> [one.key for one in found.columns][:3]
    ['probe', 'neighbours', 'status']
    """
    examined = opened(model, X, y, name=name, seed=seed, **options)
    return measured(examined, read_outs, on_progress)


def measured(
    examined: Examined,
    read_outs: Sequence[ReadOut] = READ_OUTS,
    on_progress: Callable[[Measured], None] = lambda _: None,
) -> Report:
    """Return what the read-outs find, up to where it is interrupted."""
    sections: dict[str, Section] = {}
    missing: dict[str, str] = {}
    seconds: dict[str, float] = {}
    interrupted = False
    for index, one in enumerate(read_outs):
        if interrupted:
            missing[one.title] = "interrupted"
            continue
        on_progress(Measured(index, len(read_outs), one.title))

        def tell(share: float, index: int = index, title: str = one.title) -> None:
            on_progress(Measured(index + share, len(read_outs), title))

        start = perf_counter()
        try:
            sections[one.key] = one.measure(examined, tell)
        except UnknotError as why:
            missing[one.title] = str(why)
        except KeyboardInterrupt:
            missing[one.title] = "interrupted"
            interrupted = True
        seconds[one.key] = round(perf_counter() - start, 3)
    return Report(examined, sections, missing, interrupted, seconds)
