"""What ``unknot untangle --network`` writes of a network that takes a link apart."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from unknot.cli._output import say

if TYPE_CHECKING:
    from unknot.links import NamedLink
    from unknot.nets import Network
    from unknot.untangle import Cones, Untangled
    from unknot.verdicts import Learned, Sheared


def write_cones(cones: "Cones", answer: "Untangled", found: "NamedLink", file: Path) -> None:
    """Write the weights and, where floats hold them, a page to watch it on, and an ONNX model."""
    import jax

    from unknot import models
    from unknot.errors import MissingExtra
    from unknot.files import write_whole
    from unknot.untangle import seen

    buffer = BytesIO()
    weights: Any = cones.weights()
    np.savez_compressed(buffer, **weights)
    write_whole(file.with_suffix(".npz"), buffer.getvalue())
    data, unit = seen(found.link, found.name)
    network = cones.network(unit)
    if network.head is None:
        return  # one plane does not tell more than two classes apart
    if not write_network(network, answer, found, file):
        return
    single = jax.tree.map(lambda leaf: np.asarray(leaf, np.float32), cones.network())
    scores = single((unit * data.points).T.astype(np.float32))
    if ((scores[0] > 0) != data.labels).any():
        return  # not in single precision, in which ONNX models are written
    with suppress(MissingExtra):
        path = models.save_onnx(
            cones.network(), file.with_suffix(".onnx"), class_names=data.class_names
        )
        say(f"As an ONNX model, of the link's own coordinates: {path}")


def write_network(
    network: "Network", answer: "Untangled | Learned | Sheared", found: "NamedLink", file: Path
) -> bool:
    """Write a network of the coordinates of `seen` as a recording, and as a page if it is right.

    The page carries what is proved. Says whether the network is right, in floats, at all points.
    """
    from unknot.recording import Snapshot, write
    from unknot.untangle import seen
    from unknot.verdicts import of_link
    from unknot.viewer import save_page

    data, unit = seen(found.link, found.name)
    subject = Snapshot(network, data)
    recording = write(subject, file.with_suffix(".safetensors"))
    if subject.accuracy < 1:
        say(
            f"In floats its layers are too steep: {subject.accuracy:.0%} of {len(data)} points are "
            "right. What is proved is proved of the exact weights in the certificate."
        )
        return False
    title, known = f"{found.name}, untangled", of_link(answer, unit)
    page = save_page(subject, file.with_suffix(".html"), title=title, prove=None, known=known)
    say(f"Watch it: {page} (or `unknot page {recording}`)")
    return True
