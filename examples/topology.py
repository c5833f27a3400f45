"""The experiment of Naitzat, Zhitnikov & Lim (JMLR 2020) on D-I, counted by hops and read our way.

    python examples/topology.py [relu|tanh|leaky-relu:0.2] [NETWORKS] [STEPS] [RATE]

Networks 2-15⁹-2 with Glorot's weights, full-batch Adam with a rate that falls from RATE (0.02) to
a hundredth of it: over 16,610 STEPS it halves every 2,500, as in the paper. Those that are right on
all training points count. For every layer it prints the mean number of components of the nine discs
by hops, and how many are separate, merged (a pair of points meets) or unresolved.
"""

import sys
import time

import numpy as np

from unknot import Spec, fit, measure
from unknot.topology import Asked


def main(
    activation: str = "relu", networks: int = 5, steps: int = 16_610, rate: float = 0.02
) -> None:
    """Train three times as many as are wanted, and print means over the first that are right."""
    spec = Spec(
        data="d-i",
        layers=(f"{activation}:15",) * 9,
        initial="glorot",
        loss="softmax",
        learning_rate=rate,
        schedule="exponential",
        steps=steps,
        seeds=3 * networks,
    )
    recording = fit(spec)
    right = np.flatnonzero(recording.accuracies[-1] == 1)
    print(f"{len(right)} of {spec.seeds} networks are right on all training points", flush=True)
    finals = recording.finals
    if finals is None:
        raise SystemExit("Weights of all networks were too many to keep; ask for fewer.")
    asked = Asked(holes=0, dimension=False, enclosed=False)
    rows, names, seconds = [], [], 0.0
    for seed in right[:networks].tolist():
        start = time.process_time()
        found = measure.topology(recording.taken(finals[seed]), recording.data, asked)
        seconds += time.process_time() - start
        print(f"seed {seed}: {found.summary()}", flush=True)
        first = [layer.classes[0] for layer in found.layers]
        names = [f"{layer.depth} {layer.name}" for layer in found.layers]
        rows.append(
            [
                (
                    own.hops,
                    own.components.separate,
                    own.components.merged,
                    own.components.unresolved,
                )
                for own in first
            ]
        )
    print(f"{activation}, {len(rows)} networks, measured in {seconds:.0f} s of the processor")
    print("| layer | by hops | separate | merged | unresolved |")
    for name, means in zip(names, np.mean(rows, axis=0), strict=True):
        print(f"| {name} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:2], *map(int, sys.argv[2:4]), *map(float, sys.argv[4:5]))
