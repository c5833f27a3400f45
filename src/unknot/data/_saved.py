"""Data sets written to files that other programs read."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from unknot.data._arrays import Floats, Integers
from unknot.data._labels import LABEL_NAMES, classes_of
from unknot.data._scaling import Scaling
from unknot.errors import InputError
from unknot.files import write_whole


def save(
    path: Path,
    points: Floats,
    labels: Integers,
    class_names: Sequence[str],
    feature_names: Sequence[str],
    scaling: Scaling | None,
) -> None:
    """Write points and labels as .csv or .npz, by way of a temporary file in the same folder.

    Raises
    ------
    InputError
        The name has another ending, nothing can be written there, or a text table of these names
        could not be read back as it was.
    """
    suffix = path.suffix.lower()
    if suffix == ".npz":
        write_whole(path, _npz(points, labels, class_names, feature_names, scaling))
    elif suffix == ".csv":
        write_whole(path, _csv(points, labels, class_names, feature_names))
    else:
        raise InputError(f"Cannot save as {path.name!r}; the name must end in .csv or .npz.")


def _csv(
    points: Floats, labels: Integers, class_names: Sequence[str], feature_names: Sequence[str]
) -> str:
    taken = {name.lower() for name in feature_names}
    free = [name for name in LABEL_NAMES[:-1] if name not in taken]
    # A feature whose name comes first in the search for labels would be taken for the label.
    if not free or any(n in taken for n in LABEL_NAMES[: LABEL_NAMES.index(free[0])]):
        raise InputError(
            "A feature is called 'label', so a CSV file of this data could not be read back "
            "unambiguously; save it as .npz."
        )
    _check_names(class_names)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*feature_names, free[0]])
    for row, label in zip(points.tolist(), labels.tolist(), strict=True):
        writer.writerow([*map(repr, row), class_names[label]])
    return text.getvalue()


def _check_names(names: Sequence[str]) -> None:
    """Refuse names of classes that a text table would not keep as they are."""
    if len(names) < 2:
        return
    _, again = classes_of(np.array(names, dtype=object), "the names")
    lost = next((name for name in names if name not in again or not name.strip()), None)
    if lost is not None or len(again) < len(names):
        raise InputError(
            f"The class {lost if lost is not None else names[0]!r} would be read back from a CSV "
            "file under another name; save as .npz, which keeps names exactly."
        )


def _npz(
    points: Floats,
    labels: Integers,
    class_names: Sequence[str],
    feature_names: Sequence[str],
    scaling: Scaling | None,
) -> bytes:
    arrays = {
        "points": points,
        "labels": labels,
        "class_names": np.array(class_names),
        "feature_names": np.array(feature_names),
    }
    if scaling is not None:
        arrays |= {"mean": scaling.mean, "scale": scaling.scale}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()
